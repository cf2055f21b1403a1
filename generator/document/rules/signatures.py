"""`x-fern-webhook-signature`: how the API signs the requests that it sends by itself.

    x-fern-webhook-signature:
      type: hmac
      header: X-Signature
      algorithm: sha256            # sha1, sha256, sha384, sha512
      encoding: base64             # base64, hex
      signature-prefix: sha256=
      payload-format: {components: [timestamp, body], delimiter: "."}
      timestamp: {header: X-Timestamp, format: unix-seconds, tolerance: 300}

    x-fern-webhook-signature:
      type: asymmetric
      header: X-Signature
      asymmetric-algorithm: rsa-sha256   # sha384, sha512; rsa-pss-…, ecdsa-…; ed25519
      jwks-url: https://api.example.com/keys   # a JWK Set of the keys (RFC 7517)
      key-id-header: X-Key-Id            # which says by its `kid` what a request is signed with
      # the rest as above

It stands on the document, for all webhooks and callbacks, or on one of their operations. What is
signed of the address or of an identifier of the message is not read, but for version `v1a` of
Standard Webhooks, which is ed25519 in `webhook-signature` (or `svix-signature`) of
`[message-id, timestamp, body]`.

The extension is another vendor's, which may have keys that are not known here: those are not read,
which is said. One that is a known key misspelt is an error, as what it asks for would be lost: a
tolerance, for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from generator.document.access import mapping
from generator.document.diagnostics import Rule
from generator.document.forms import ABOVE_0, Form, Misfit, is_positive, listed, one_of
from generator.document.pointer import escape
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, placed
from generator.document.specification import TOKEN

SIGNATURE_KEY = "x-fern-webhook-signature"
_ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")
_KEY_ALGORITHMS = (
    *("rsa-sha256", "rsa-sha384", "rsa-sha512"),
    *("rsa-pss-sha256", "rsa-pss-sha384", "rsa-pss-sha512"),
    *("ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512"),
    "ed25519",
)
_ENCODINGS = ("base64", "hex")
_FORMATS = ("unix-seconds", "unix-millis", "iso8601")
_PARTS = ("body", "timestamp")
_UNSEEN_PARTS = ("message-id", "notification-url")
_STANDARD_HEADERS = ("webhook-signature", "svix-signature")
_STANDARD_PARTS = ["message-id", "timestamp", "body"]
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SignatureFault(NamedTuple):
    """What is wrong with a signature, and where in it. `is_form`: it is no signature of this form
    at all; else it is one that the SDK does not verify.
    """

    message: str
    where: str
    is_form: bool = True


class ReadSignature(NamedTuple):
    """The values of a `HmacSignature`, `KeySignature` or `StandardKeySignature`, of no use where
    there are `faults`.
    """

    kind: Literal["hmac", "asymmetric", "standard-keys"]
    values: dict[str, Any]
    faults: list[SignatureFault]


def read_signature(said: Any) -> ReadSignature:
    """What `x-fern-webhook-signature` says, with what it leaves out as it is then meant: SHA-256 in
    base64 of the body alone, a timestamp of seconds that is good for five minutes.
    """
    is_standard = _is_standard(said)
    faults = list(_faults(said, is_standard=is_standard))
    if faults:
        return ReadSignature("hmac", {}, faults)
    is_keyed = said["type"] == "asymmetric"
    published = {"keys_at": said.get("jwks-url"), "key_id": said.get("key-id-header")}
    if is_standard:
        return ReadSignature("standard-keys", published, [])
    moment, payload = mapping(said.get("timestamp")), mapping(said.get("payload-format"))
    values = {
        "header": said["header"],
        "algorithm": said["asymmetric-algorithm"] if is_keyed else said.get("algorithm", "sha256"),
        "encoding": said.get("encoding", "base64"),
        "prefix": said.get("signature-prefix", ""),
        "signed": tuple(payload.get("components", ("body",))),
        "delimiter": payload.get("delimiter", ""),
        "timestamp": moment.get("header"),
        "timestamp_format": moment.get("format", "unix-seconds"),
        "tolerance": moment.get("tolerance", 300),
    }
    if is_keyed:
        return ReadSignature("asymmetric", values | published, [])
    return ReadSignature("hmac", values, [])


def _is_standard(said: Any) -> bool:
    """Whether it says what version `v1a` of Standard Webhooks is."""
    written = {"signature-prefix": "v1a,", "encoding": "base64", **mapping(said)}
    payload = mapping(written.get("payload-format"))
    is_header = str(written.get("header")).lower() in _STANDARD_HEADERS
    return (
        is_header
        and {key: written.get(key) for key in _STANDARD} == _STANDARD
        and (payload.get("components"), payload.get("delimiter")) == (_STANDARD_PARTS, ".")
    )


_STANDARD = {
    "type": "asymmetric",
    "asymmetric-algorithm": "ed25519",
    "signature-prefix": "v1a,",
    "encoding": "base64",
}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_header(value: Any) -> bool:
    return isinstance(value, str) and TOKEN.fullmatch(value) is not None


def _is_key_url(value: Any) -> bool:
    """Whether keys may be fetched from it: over TLS, or from this machine."""
    try:
        url = urlsplit(value)
        _ = url.port
    except (ValueError, AttributeError, TypeError):
        return False
    is_safe = url.scheme == "https" or (url.scheme == "http" and url.hostname in _LOOPBACK)
    return is_safe and bool(url.hostname) and "@" not in url.netloc and not url.fragment


def _choice(values: tuple[str, ...]) -> Form:
    words = f"one of {', '.join(f'`{each}`' for each in values)}"
    return Form(words, lambda value: isinstance(value, str) and value in values, one_of(values))


_HEADER = Form(
    "the name of a header",
    _is_header,
    {"type": "string", "pattern": f"^(?:{TOKEN.pattern})$"},
)
_COMMON: Final[Mapping[str, Form]] = {
    "header": _HEADER,
    "encoding": _choice(_ENCODINGS),
    "signature-prefix": Form("a text", _is_text, {"type": "string"}),
}
FORMS: Final[Mapping[str, Form]] = {**_COMMON, "algorithm": _choice(_ALGORITHMS)}
KEY_FORMS: Final[Mapping[str, Form]] = {
    **_COMMON,
    "asymmetric-algorithm": _choice(_KEY_ALGORITHMS),
    "jwks-url": Form(
        "an https URL without a user or a fragment",
        _is_key_url,
        {
            "type": "string",
            "pattern": r"^(https://[^/?#@\s]+|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?)"
            r"([/?][^#]*)?$",
        },
    ),
    "key-id-header": _HEADER,
}
TIMESTAMP: Final[Mapping[str, Form]] = {
    "header": _HEADER,
    "format": _choice(_FORMATS),
    "tolerance": Form("a number of seconds above 0", is_positive, ABOVE_0),
}
_OF_PAYLOAD = ("components", "delimiter")
_NOT_VERIFIED = ("body-hash-binding", "url-normalization")
_OF_BOTH = ("type", "timestamp", "payload-format", *_NOT_VERIFIED)
_SURELY = 0.8  # so that a key which only begins as another one is not taken for that


def signature_schema() -> dict[str, Any]:
    """The extension as a JSON Schema: in one object, which editors complete best."""

    def described(forms: Mapping[str, Form]) -> dict[str, Any]:
        return {key: {"description": form.words, **form.schema} for key, form in forms.items()}

    parts = one_of((*_PARTS, *_UNSEEN_PARTS))
    keyed = {"properties": {"type": {"const": "asymmetric"}}, "required": ["type"]}
    return {
        "type": "object",
        "properties": {
            "type": one_of(("hmac", "asymmetric")),
            **described({**FORMS, **KEY_FORMS}),
            "timestamp": {
                "type": "object",
                "properties": described(TIMESTAMP),
                "required": ["header"],
            },
            "payload-format": {
                "type": "object",
                "properties": {
                    "components": listed(parts, least=1),
                    "delimiter": {"type": "string"},
                },
                "required": ["components"],
            },
        },
        "required": ["type", "header"],
        "if": keyed,
        "then": {"required": ["asymmetric-algorithm"]},
    }


def _faults(said: Any, *, is_standard: bool) -> Iterator[SignatureFault]:
    """What is wrong with a signature as a whole, and in its parts. What is signed by a standard
    way is known, an identifier of the message too, so its `payload-format` is not looked into.
    """
    if not isinstance(said, dict):
        yield SignatureFault(f"`{SIGNATURE_KEY}` is not an object", "")
        return
    yield from _of_type(said)
    yield from _misspelt(said)
    if said.get("type") == "asymmetric" and "asymmetric-algorithm" not in said:
        yield SignatureFault(f"`{SIGNATURE_KEY}` lacks `asymmetric-algorithm`", "")
    for key in filter(said.__contains__, _NOT_VERIFIED):
        message = f"`{key}` is not verified: the SDK does not see the address of a request"
        yield SignatureFault(message, f"/{key}", is_form=False)
    if "timestamp" in said:
        yield from _malformed(said["timestamp"], TIMESTAMP, "/timestamp")
    if "payload-format" in said and not is_standard:
        yield from _of_payload(said["payload-format"], has_timestamp="timestamp" in said)


def _of_type(said: dict[str, Any]) -> Iterator[SignatureFault]:
    """Whether the type is known, and what it needs is of its form."""
    if said.get("type") not in ("hmac", "asymmetric"):
        message = f"`type` of `{SIGNATURE_KEY}` is neither `hmac` nor `asymmetric`"
        yield SignatureFault(message, "/type" if "type" in said else "")
    yield from _malformed(said, _forms_of(said))


def _forms_of(said: dict[str, Any]) -> Mapping[str, Form]:
    return KEY_FORMS if said.get("type") == "asymmetric" else FORMS


def _misspelt(said: dict[str, Any]) -> Iterator[SignatureFault]:
    for where, key, meant in _unknown_keys(said):
        if meant:
            message = f"`{SIGNATURE_KEY}` has no key `{key}`; did you mean `{meant}`?"
            yield SignatureFault(message, f"{where}/{escape(key)}")


def _unknown_keys(said: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each key that is not read: where it is, and which one it surely means, if any. `("",
    "algoritm", "algorithm")`; a key of the other type of signature means itself.
    """
    own = _forms_of(said)
    other = {*FORMS, *KEY_FORMS} - {*own}
    for where, node, names in (
        ("", said, (*own, *_OF_BOTH)),
        ("/timestamp", mapping(said.get("timestamp")), tuple(TIMESTAMP)),
        ("/payload-format", mapping(said.get("payload-format")), _OF_PAYLOAD),
    ):
        for key in (key for key in node if key not in names):
            close = [] if key in other else get_close_matches(key, names, 1, _SURELY)
            yield where, key, "".join(close)


def _malformed(said: Any, forms: Mapping[str, Form], where: str = "") -> Iterator[SignatureFault]:
    """What is wrong with what should be an object of such `forms` that names a header: the
    signature, or its `timestamp`.
    """
    called = f"`{where[1:]}` of `{SIGNATURE_KEY}`" if where else f"`{SIGNATURE_KEY}`"
    if not isinstance(said, dict):
        yield SignatureFault(f"{called} is not an object", where)
        return
    for key in filter(said.__contains__, forms):
        if not forms[key].fits(said[key]):
            message = f"`{key}` of `{SIGNATURE_KEY}` is not {forms[key].words}"
            yield SignatureFault(message, f"{where}/{escape(key)}")
    if "header" not in said:
        yield SignatureFault(f"{called} lacks `header`", where)


def _of_payload(said: Any, *, has_timestamp: bool) -> Iterator[SignatureFault]:
    """What is wrong with `{components: [timestamp, body], delimiter: "."}`: what is signed, in its
    order, and what stands between. A signature without the body would be good for any other body;
    a timestamp comes from the header that `timestamp` names.
    """
    where = "/payload-format"
    parts = said.get("components") if isinstance(said, dict) else None
    if not isinstance(parts, list) or not parts:
        message = f"`payload-format` of `{SIGNATURE_KEY}` is not an object with `components`"
        yield SignatureFault(message, where)
        return
    yield from _of_components(parts, f"{where}/components")
    if "body" not in parts:
        message = "`components` of `payload-format` has no `body`"
        yield SignatureFault(message, f"{where}/components")
    if "timestamp" in parts and not has_timestamp:
        message = "`timestamp` is signed, and no header is named that has it"
        yield SignatureFault(message, f"{where}/components")
    if len(parts) > 1 and not _is_text(said.get("delimiter")):
        yield SignatureFault("`payload-format` has no `delimiter` between its components", where)


def _of_components(parts: list[Any], where: str) -> Iterator[SignatureFault]:
    """Components that the SDK cannot sign, as it does not see them, or that are none."""
    for index, part in enumerate(parts):
        if part in _UNSEEN_PARTS:
            message = f"the SDK does not see `{part}`, which is signed"
            yield SignatureFault(message, f"{where}/{index}", is_form=False)
        elif part not in _PARTS:
            message = "a component of `payload-format` is neither `body` nor `timestamp`"
            yield SignatureFault(message, f"{where}/{index}")


# --- lint -----------------------------------------------------------------------------------------


def _signatures(survey: Survey) -> Iterator[tuple[str, Any]]:
    """Where it is said how requests are signed."""
    for pointer, node in survey.holders():
        if SIGNATURE_KEY in node:
            yield f"{pointer}/{SIGNATURE_KEY}", node[SIGNATURE_KEY]


def malformed_signatures(survey: Survey) -> Iterator[Finding]:
    for pointer, said in _signatures(survey):
        inherits = isinstance(said, bool) and pointer != f"/{SIGNATURE_KEY}"
        for fault in [] if inherits else read_signature(said).faults:
            if fault.is_form:
                yield Finding(f"{pointer}{fault.where}", fault.message)


def unsigned_timestamps(survey: Survey) -> Iterator[Finding]:
    for pointer, said in _signatures(survey):
        read = read_signature(said)
        if read.values.get("timestamp") and "timestamp" not in read.values["signed"]:
            message = f"the timestamp in `{read.values['timestamp']}` is not signed"
            yield Finding(f"{pointer}/timestamp", message)


def unread_keys(survey: Survey) -> Iterator[Finding]:
    for pointer, said in _signatures(survey):
        yield from placed(_unread(mapping(said)), pointer)


def _unread(said: dict[str, Any]) -> Iterator[Misfit]:
    """Keys without effect: of another vendor, of the other type (`jwks-url` of `hmac`), or that
    need one which is not there. A key that is surely a misspelt one is malformed instead.
    """
    for where, key, meant in _unknown_keys(said):
        if not meant:
            told = _OF_TYPE.get(f"{where}/{key}", "")
            yield Misfit(
                f"`{key}` of `{SIGNATURE_KEY}` is not read{told}", f"{where}/{escape(key)}"
            )
    # of `hmac` it is a key of the other type, which is told already
    if _forms_of(said) is KEY_FORMS and said.keys() & _PUBLISHED == {"key-id-header"}:
        message = "`key-id-header` has no effect without `jwks-url`, whose keys it names"
        yield Misfit(message, "/key-id-header")


_PUBLISHED = {"jwks-url", "key-id-header"}
_OF_TYPE = {
    **{f"/{key}": ": it is of `type: asymmetric`" for key in KEY_FORMS},
    **{f"/{key}": ": it is of `type: hmac`" for key in FORMS},
}
"""What is told of a key of the other type of signature."""

CHECKS = (
    Check(
        Rule(
            "OAS180",
            "error",
            "x-fern-webhook-signature malformed",
            "`x-fern-webhook-signature` says how the API signs the requests that it sends; one "
            "that is not understood verifies nothing.",
            "Write `type: hmac`, or `type: asymmetric` and `asymmetric-algorithm`; `header`, and "
            "what `payload-format` and `timestamp` need.",
            "told",
        ),
        malformed_signatures,
    ),
    Check(
        Rule(
            "OAS181",
            "warning",
            "timestamp of a webhook not signed",
            "Whoever repeats a request can write another timestamp, so the tolerance protects "
            "against nothing.",
            "List `timestamp` among the components of `payload-format`, if the API signs it.",
        ),
        unsigned_timestamps,
    ),
    Check(
        Rule(
            "OAS184",
            "warning",
            "key of x-fern-webhook-signature not read",
            "Whoever wrote it expects requests to be verified by it, and they are not.",
            "Leave it out, or write the key that is meant; `key-id-header` needs `jwks-url`.",
        ),
        unread_keys,
    ),
)
