"""How a package verifies the requests that an API sends, and how its tests sign them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from generator.api.model import (
    Api,
    HmacSignature,
    KeySignature,
    SignatureForm,
    StandardKeySignature,
    Webhook,
)
from generator.emit.annotations import Scope
from generator.emit.code import Code, bytes_literal, identifier, literal, string_literal

KEY_REQUIREMENTS = ("cryptography>=45",)
"""What the runtime reads public keys with; what installs it is the extra `webhooks`."""
_OPTIONS = (
    *("encoding", "prefix", "signed", "delimiter"),
    *("timestamp", "timestamp_format", "tolerance"),
)


def distinct_signatures(webhooks: Iterable[Webhook]) -> list[SignatureForm]:
    """How requests are signed, each form once."""
    found = dict.fromkeys(each.signature for each in webhooks)
    return [each for each in found if each is not None]


def is_by_keys(form: SignatureForm) -> bool:
    """Whether a public key verifies it, and no shared secret."""
    return isinstance(form, KeySignature | StandardKeySignature)


def verifies_by_keys(api: Api) -> bool:
    return any(map(is_by_keys, distinct_signatures(api.webhooks)))


def publishes_keys(api: Api) -> bool:
    """Whether the keys of a signature are published, and fetched."""
    return any(map(is_published, distinct_signatures(api.webhooks)))


def is_published(form: SignatureForm) -> bool:
    """Whether its keys are published."""
    return isinstance(form, KeySignature | StandardKeySignature) and form.keys_at is not None


def runtime_forms(said: Sequence[SignatureForm], scope: Scope) -> list[Code]:
    """What the runtime is told of the forms of signatures; those by secrets are kept from public
    keys, where there are any.
    """
    made = [_runtime_form(each, scope) for each in said]
    if not any(map(is_by_keys, said)):
        return made
    return [
        code if is_by_keys(each) else _called_with(scope, "Shared", code)
        for each, code in zip(said, made, strict=True)
    ]


def either(said: Sequence[SignatureForm], scope: Scope) -> Code | None:
    """What takes any of several forms, where keys and secrets of one are none of another."""
    if len(said) < 2 or not any(map(is_by_keys, said)):
        return None
    return Code(f"({_called_with(scope, 'Either', Code('_SIGNATURES')).text},)")


def _called_with(scope: Scope, name: str, argument: Code) -> Code:
    return scope.call("_runtime.public_keys", name, argument)


def _runtime_form(said: SignatureForm, scope: Scope) -> Code:
    """One form for the runtime: `Standard()`, `Hmac(Sent("X-Signature"), "sha512")`."""
    match said:
        case "standard":
            return scope.call("_runtime.webhooks", "Standard")
        case StandardKeySignature():
            return scope.call("_runtime.public_keys", "StandardKeys", **_published(said, scope))
        case HmacSignature():
            algorithm = [said.algorithm] if said.algorithm != "sha256" else []
            return scope.call("_runtime.webhooks", "Hmac", _sent(said, scope), *algorithm)
        case KeySignature():
            given = (_sent(said, scope), said.algorithm)
            published = _published(said, scope)
            return scope.call("_runtime.public_keys", "PublicKey", *given, **published)


def _sent(said: HmacSignature | KeySignature, scope: Scope) -> Code:
    plain = HmacSignature(said.header)
    differing = {
        name: literal(getattr(said, name))
        for name in _OPTIONS
        if getattr(said, name) != getattr(plain, name)
    }
    return scope.call("_runtime.webhooks", "Sent", said.header, **differing)


def _published(said: KeySignature | StandardKeySignature, scope: Scope) -> dict[str, Any]:
    """The arguments that say where the keys are published, and which header names one."""
    if said.keys_at is None:
        return {}
    place = scope.call("_runtime.published_keys", "keys_at", said.keys_at)
    return {"published": place, "key_id": said.key_id}


_UNSAID = (
    "Where the document does not say how a request is signed, it is verified as Standard Webhooks "
    "has it."
)


def signed_by(signatures: Sequence[SignatureForm]) -> str:
    """How requests are signed, in a sentence."""
    if not signatures:
        return "How requests are signed is not verified here."
    described = [_described(each) for each in signatures if each != "standard"]
    told = [f"Requests are signed {', or '.join(described)}."] if described else []
    if len(described) < len(signatures):
        told.append(_UNSAID)
    return " ".join(told)


def _described(form: SignatureForm) -> str:
    match form:
        case HmacSignature():
            return f"by an HMAC ({form.algorithm}) in the header `{form.header}`"
        case KeySignature():
            told = f"by a key pair ({form.algorithm}) in the header `{form.header}`"
            return told + _where_published(form)
        case _:
            told = "by a key pair as Standard Webhooks has it (version `v1a`, ed25519)"
            return told + _where_published(form)


def _where_published(form: SignatureForm) -> str:
    """Where the public keys are, and which header names one."""
    if not isinstance(form, KeySignature | StandardKeySignature) or form.keys_at is None:
        return ""
    named = "" if form.key_id is None else f" of which the header `{form.key_id}` names one"
    return f", with public keys at `{form.keys_at}`{named}"


def longest_away(forms: Sequence[SignatureForm]) -> str:
    """How far from now a timestamp may be; nothing where no request has one."""
    found = {seconds for seconds in map(_tolerance, forms) if seconds is not None}
    if len(found) > 1:
        return f"{min(found):g} to {max(found):g} seconds (as the document says)"
    return "".join(f"{seconds:g} seconds" for seconds in found)


def _tolerance(form: SignatureForm) -> float | None:
    """How many seconds from now a timestamp may be; None where the request has none."""
    match form:
        case HmacSignature(timestamp=None) | KeySignature(timestamp=None):
            return None
        case HmacSignature() | KeySignature():
            return form.tolerance
        case _:
            return 300  # as Standard Webhooks has it


# --- tests ----------------------------------------------------------------------------------------


class KeyPair(NamedTuple):
    """How a test makes a private key, and what it signs with besides what is signed."""

    made: Code
    arguments: Code


def key_pair(form: SignatureForm) -> KeyPair | None:
    """How the tests make a key pair for a form, and what its private key is told besides to sign;
    None for one by a secret.
    """
    if not isinstance(form, KeySignature):
        made = Code("ed25519.Ed25519PrivateKey.generate()")
        return KeyPair(made, Code("")) if is_by_keys(form) else None
    kind, _, digest = form.algorithm.rpartition("-")
    hashed = f"hashes.{digest.upper()}()"
    match kind:
        case "rsa" | "rsa-pss":
            made = Code("rsa.generate_private_key(65537, 2048)")
            pss = f"padding.PSS(padding.MGF1({hashed}), padding.PSS.DIGEST_LENGTH)"
            filled = pss if kind == "rsa-pss" else "padding.PKCS1v15()"
            return KeyPair(made, Code(f", {filled}, {hashed}"))
        case "ecdsa":
            made = Code("ec.generate_private_key(ec.SECP256R1())")
            return KeyPair(made, Code(f", ec.ECDSA({hashed})"))
        case _:
            return KeyPair(Code("ed25519.Ed25519PrivateKey.generate()"), Code(""))


def key_modules(forms: Sequence[SignatureForm]) -> list[Code]:
    """The modules of `cryptography` that make the keys, in order."""
    kinds = {
        each.algorithm.partition("-")[0] if isinstance(each, KeySignature) else "ed25519"
        for each in forms
        if is_by_keys(each)
    }
    names = {"ecdsa": ("ec",), "ed25519": ("ed25519",), "rsa": ("padding", "rsa")}
    return [Code(name) for kind in sorted(kinds) for name in names[kind]]


_STANDARD = HmacSignature("webhook-signature")


def _type_of_key(form: SignatureForm) -> str:
    """What a JWK calls the type of the key."""
    types = {"rsa": "RSA", "ecdsa": "EC"}
    return (
        types.get(form.algorithm.partition("-")[0], "OKP")
        if isinstance(form, KeySignature)
        else "OKP"
    )


class Signer(NamedTuple):
    """What the tests sign with."""

    name: Code
    header: Code
    algorithm: Code
    prefix: Code
    is_hex: bool
    is_standard: bool
    key: KeyPair | None
    published: str
    parts: Sequence[Code]
    delimiter: Code
    timestamp: Code | None
    written: Code


def signer_of(form: SignatureForm, name: str) -> Signer:
    said = form if isinstance(form, HmacSignature | KeySignature) else _STANDARD
    moment = {"unix-seconds": "str(int(now))", "unix-millis": "str(int(now * 1000))"}
    iso = "datetime.fromtimestamp(now, UTC).isoformat()"
    return Signer(
        name=identifier(name),
        header=string_literal(said.header),
        algorithm=string_literal(said.algorithm),
        prefix=string_literal(said.prefix),
        is_hex=said.encoding == "hex",
        is_standard=said is _STANDARD,
        key=key_pair(form),
        published=_type_of_key(form) if is_published(form) else "",
        parts=[
            Code({"body": "body", "timestamp": "moment.encode()"}[each]) for each in said.signed
        ],
        delimiter=bytes_literal(said.delimiter.encode()),
        timestamp=None if said.timestamp is None else string_literal(said.timestamp),
        written=Code(moment.get(said.timestamp_format, iso)),
    )
