"""`webhooks.py` of a package: what reads and verifies the requests that the API sends by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from jinja2 import Environment

from generator.api.annotation_members import (
    literals,
)
from generator.api.annotations import (
    Annotations,
)
from generator.api.composed_types import union_of
from generator.api.model import (
    Api,
    HmacSignature,
    JsonValue,
    KeySignature,
    Named,
    OneOf,
    SignatureForm,
    Type,
    Webhook,
    WebhookEvents,
)
from generator.emit.annotations import Needs, Scope, signature, thunk
from generator.emit.code import Block, Code, dotted, identifier, literal, string_literal
from generator.emit.fits import Fits
from generator.emit.samples import Samples, UnmakeableError
from generator.emit.templates import render
from generator.emit.webhook_signatures import (
    KEY_REQUIREMENTS,
    distinct_signatures,
    either,
    is_by_keys,
    is_published,
    key_modules,
    longest_away,
    publishes_keys,
    runtime_forms,
    signed_by,
    signer_of,
    verifies_by_keys,
)

_NAMED = "The webhook or callback that the request is of, as the document calls it."


_CLASSES = {
    False: ("WebhookError",),
    True: ("PublishedKeys", "PublishedKeysError", "WebhookError"),
}


class Way(NamedTuple):
    """One way to call a function that reads: by which `name` (`None` for none) to what `result`."""

    name: Code | None
    result: Code


_SPELLED = (("def", "", ""), ("async def", "_async", "await "))


class Form(NamedTuple):
    """The functions that verify, as a program or as a task calls them."""

    begins: Code
    suffix: Code
    awaits: Code
    unwrap_docstring: Sequence[Block]
    verify_docstring: Sequence[Block]


class WebhookModule(NamedTuple):
    """What the template prints. `ways` are several where a name has a part in it, and one else.

    `aliases` are names for unions: name, what it stands for, and its docstring."""

    docstring: Sequence[Block]
    imports: Sequence[Any]
    runtime: dict[str, Code]
    aliases: Sequence[tuple[Code, Code, Sequence[Block]]]
    payloads: Sequence[tuple[Code, Code]]
    signatures: Sequence[Code]
    either: Code | None
    event: Code | None
    header: Code | None
    named: Sequence[tuple[Code, Code]]
    told: Sequence[tuple[Code, Code]]
    own: Sequence[tuple[Code, Code]]
    overload: Code | None
    exported: Code
    ways: Sequence[Way]
    reads_headers: bool
    secret: Code
    forms: Sequence[Form]
    parse_docstring: Sequence[Block]


def emit_webhooks(
    api: Api, environment: Environment, annotations: Annotations, needs: Needs
) -> dict[str, str]:
    """The module, of an API that has webhooks or callbacks; nothing of any other."""
    if not api.webhooks:
        return {}
    scope = Scope(".", classes=annotations.models.keys(), needs=needs)
    module = _module(api, annotations, scope)
    return {"webhooks.py": render(environment, "client/webhooks.py.jinja", module=module)}


def webhooks_entry(api: Api) -> list[dict[str, Any]]:
    """The webhooks as `operations.json` has them; `model` is that of the payload, else its type."""
    annotations = Annotations.of(api)
    return [
        {"name": each.name, "model": model_of(each, annotations), "kind": each.kind}
        | ({"operations": list(each.operations)} if each.operations else {})
        for each in api.webhooks
    ]


def model_of(webhook: Webhook, annotations: Annotations) -> str:
    """The class of a payload, or its annotation where it has none of its own."""
    kind = webhook.payload.type
    return kind.name if isinstance(kind, Named) else _spelled(kind, annotations)


def _spelled(kind: Type, annotations: Annotations) -> str:
    return signature(annotations.returned(kind), Scope("..")).text


def _module(api: Api, annotations: Annotations, scope: Scope) -> WebhookModule:
    events, signatures = api.events, distinct_signatures(api.webhooks)
    of_names = _by_type(api.webhooks)
    aliases = _aliases(api, annotations, scope)
    is_alone = events is not None and len(of_names) == 1
    header = events.header if events is not None else None
    runtime = ["Body", "WebhookError", *["Secret"] * bool(signatures)]
    runtime += ["Headers"] * (bool(signatures) or header is not None)
    spelled = {name: Code(scope.own("_runtime.webhooks", name)) for name in runtime}
    fetches = publishes_keys(api)
    spelled |= _receiver(scope, fetches=fetches)
    spelled["TypeAlias"] = Code(scope.use("typing", "TypeAlias"))
    if not is_alone:
        spelled["Any"] = Code(scope.use("typing", "Any"))
    is_told, keys = events is not None and header is None, _keys(api)
    return WebhookModule(
        docstring=_about(api, signatures),
        aliases=aliases,
        payloads=[
            (
                string_literal(each.name),
                thunk(annotations.checked_body(each.payload.type), scope),
            )
            for each in api.webhooks
        ],
        signatures=runtime_forms(signatures, scope),
        either=either(signatures, scope),
        event=thunk(annotations.checked_body(events.type), scope) if events and is_told else None,
        header=string_literal(header) if header is not None else None,
        named=[
            (string_literal(value), string_literal(each.name))
            for each in api.webhooks
            for wire, value in each.constants
            if wire.lower() == header
        ],
        told=[
            (string_literal(each.name), literal(each.told))
            for each in api.webhooks
            if each.told is not None
        ],
        own=_own(api.webhooks, signatures),
        exported=literal(
            [
                *sorted([*_CLASSES[fetches], *(name.text for name, _, _ in aliases)]),
                "parse",
                *["unwrap", *["unwrap_async"] * fetches] * bool(signatures),
                *["verify", *["verify_async"] * fetches] * bool(signatures),
            ]
        ),
        overload=None if is_alone else Code(scope.use("typing", "overload")),
        ways=_ways(events, of_names, aliases, annotations, scope, is_alone=is_alone),
        reads_headers=header is not None,
        secret=_secret(spelled),
        forms=[
            Form(
                Code(begins),
                Code(suffix),
                Code(awaits),
                _unwrap_docstring(events, is_alone=is_alone, keys=keys),
                _verify_docstring(keys=keys),
            )
            for begins, suffix, awaits in _SPELLED[: 2 if fetches else 1]
        ],
        parse_docstring=_parse_docstring(events, is_alone=is_alone),
        runtime=spelled,
        imports=scope.imports(),
    )


def _receiver(scope: Scope, *, fetches: bool) -> dict[str, Code]:
    """The class that reads and verifies, and those that callers name where keys are fetched."""
    if not fetches:
        return {"Receiver": Code(scope.own("_runtime.webhooks", "Receiver"))}
    own = "_runtime.published_keys"
    names = {"Receiver": "FetchingReceiver", "Keys": "PublishedKeys", "Error": "PublishedKeysError"}
    return {name: Code(scope.own(own, cls)) for name, cls in names.items()}


def _secret(spelled: Mapping[str, Code]) -> Code:
    """The annotation of what a caller gives, and what holds where nothing is."""
    if "Secret" not in spelled or "Keys" not in spelled:
        return spelled.get("Secret", Code(""))
    return Code(f"{spelled['Secret'].text} | {spelled['Keys'].text} | None = None")


def _by_type(webhooks: Iterable[Webhook]) -> list[tuple[Type, list[str]]]:
    """The names of the webhooks that have the same payload, in document order."""
    found: dict[str, tuple[Type, list[str]]] = {}
    for each in webhooks:
        kind = each.payload.type
        found.setdefault(repr(kind), (kind, []))[1].append(each.name)
    return list(found.values())


def _aliases(
    api: Api, annotations: Annotations, scope: Scope
) -> list[tuple[Code, Code, Sequence[Block]]]:
    """`Event` and `Callback`, for the payloads of webhooks and of callbacks."""
    found: list[tuple[Code, Code, Sequence[Block]]] = []
    for name, kind in (("Event", "webhook"), ("Callback", "callback")):
        meant = [each for each in api.webhooks if each.kind == kind]
        if not meant:
            continue
        union = union_of([each.payload.type for each in meant], None)
        about = f"The payload of a {kind}"
        if isinstance(union, OneOf):
            about += "; an `OpenModel` with all that arrived, where the document does not know it"
        value = signature(annotations.returned(union), scope)
        found.append((identifier(name), value, [Block(f"{about}.")]))
    return found


def _ways(
    events: WebhookEvents | None,
    of_names: Sequence[tuple[Type, list[str]]],
    aliases: Sequence[tuple[Code, Code, Sequence[Block]]],
    annotations: Annotations,
    scope: Scope,
    *,
    is_alone: bool,
) -> list[Way]:
    unnamed = [Way(None, aliases[0][0])] if events is not None else []
    if is_alone:
        return unnamed
    by_name = [
        Way(
            signature((literals(names),), scope),
            signature(annotations.returned(kind), scope),
        )
        for kind, names in of_names
    ]
    every = Code(" | ".join(name.text for name, _, _ in aliases))
    return [*unnamed, *by_name, Way(Code("str"), every)]


def _own(webhooks: Sequence[Webhook], forms: Sequence[SignatureForm]) -> list[tuple[Code, Code]]:
    """Which of the forms of signatures is whose, where they differ."""
    if len({repr(each.signature) for each in webhooks}) < 2:
        return []
    places = {repr(form): Code(f"_SIGNATURES[{at}:{at + 1}]") for at, form in enumerate(forms)}
    none = literal(())
    return [
        (string_literal(each.name), places.get(repr(each.signature), none)) for each in webhooks
    ]


# --- docstrings -----------------------------------------------------------------------------------


def _about(api: Api, signatures: Sequence[SignatureForm]) -> list[Block]:
    blocks = [Block(f"Requests that {api.title} sends by itself: webhooks and callbacks.")]
    for each in api.webhooks:
        blocks += [Block("\n"), Block(f"- {_line(each)}")]
    blocks += [Block("\n"), Block(signed_by(signatures))]
    return blocks


def _line(webhook: Webhook) -> str:
    about = webhook.summary.strip() or webhook.description.strip().partition("\n\n")[0]
    after = f", after {' and '.join(webhook.operations[:3])}" if webhook.operations else ""
    said = f": {about}" if about else ""
    return f"`{webhook.name}` ({webhook.kind}{after}){said}"


_NO_NAME = "InvalidInputError: There is nothing of this `name`."
_RAISES = (
    "WebhookError: The request is not signed, or its timestamp is further from now than "
    "`tolerance`; `reason` says which."
)
_ARGUMENTS = {
    "body": "The body as it arrived, in bytes: what was read from it and written again has another "
    "signature.",
    "headers": "The headers of the request, as a mapping or as pairs, their names in any case.",
    "secret": "What the API signs with; several while one takes the place of another.",
    "name": f"{_NAMED} A payload that says otherwise is refused.",
    "tolerance": "Seconds that the timestamp may be from now, where a request has one; what the "
    "document says, else 300.",
}


_PUBLIC_KEY = (
    "The public key of the API, in PEM or as whpk_… is, where it signs with a key pair, and what "
    "it signs with otherwise; several while one takes the place of another."
)


_PUBLISHED = (
    "Left out: the keys that the API publishes are fetched. Else its public key, in PEM or "
    "as whpk_… is, or what it signs with, where it signs by a secret, and those alone are taken; "
    "an object of `PublishedKeys` fetches keys from elsewhere, or with a proxy."
)
_Keys = Literal["none", "given", "published"]
_SECRETS: dict[_Keys, str] = {
    "none": _ARGUMENTS["secret"],
    "given": _PUBLIC_KEY,
    "published": _PUBLISHED,
}


def _keys(api: Api) -> _Keys:
    """Whether public keys verify, and whether those are published."""
    if publishes_keys(api):
        return "published"
    return "given" if verifies_by_keys(api) else "none"


_NOT_FETCHED = "PublishedKeysError: The keys that the API publishes could not be had."


def _function(
    title: str, arguments: Sequence[str], *raises: str, keys: _Keys = "none"
) -> list[Block]:
    told = _ARGUMENTS | {"secret": _SECRETS[keys]}
    raises = (*raises, _NOT_FETCHED) if keys == "published" else raises
    return [
        Block(title),
        Block("\n"),
        Block("Args:"),
        *(Block(f"{name}: {told[name]}", 4, 4) for name in arguments),
        Block("\n"),
        Block("Raises:"),
        *(Block(each, 4, 4) for each in raises),
    ]


def _unwrap_docstring(events: WebhookEvents | None, *, is_alone: bool, keys: _Keys) -> list[Block]:
    arguments = ["body", "headers", "secret", *([] if is_alone else ["name"]), "tolerance"]
    misfit = "ConfigurationError: The secret is empty, or not in its form."
    raises = f"{_RAISES} Or its payload does not fit the document."
    return _function(
        f"Check that the API signed a request, and give its payload{_told(events)}",
        arguments,
        raises,
        misfit,
        *([] if is_alone else [_NO_NAME]),
        keys=keys,
    )


def _told(events: WebhookEvents | None) -> str:
    if events is not None and events.header is not None:
        return f", of which the header `{events.header}` says what it is."
    if events is not None and isinstance(events.type, OneOf) and events.type.discriminator:
        return f", of which `{events.type.discriminator.property}` says what it is."
    return "."


def _verify_docstring(*, keys: _Keys) -> list[Block]:
    told = "ConfigurationError: The secret is empty, or not in its form."
    title = "Check that the API signed a request; its payload is not looked at."
    return _function(title, ["body", "headers", "secret", "tolerance"], _RAISES, told, keys=keys)


def _parse_docstring(events: WebhookEvents | None, *, is_alone: bool) -> list[Block]:
    has_header = events is not None and events.header is not None
    arguments = ["body", *(["headers"] if has_header else []), *([] if is_alone else ["name"])]
    title = "The payload of a request, whoever sent it: nothing is verified."
    misfit = "WebhookError: The payload does not fit the document."
    return _function(title, arguments, misfit, *([] if is_alone else [_NO_NAME]))


# --- README.md and api.md -------------------------------------------------------------------------


class WebhookEntry(NamedTuple):
    """A webhook or callback in the Markdown pages."""

    name: str
    payload: str
    about: str
    signature: Code
    headers: Sequence[tuple[str, str]]
    verified: str
    lost: Sequence[str]


class WebhookDocs(NamedTuple):
    """What the pages say. `stale` is how far from now a timestamp may be, where there is one;
    `keys` installs what reads public keys, which are `published`, or some of them are.
    """

    example: Code
    signed: str
    verifies: bool
    arguments: Sequence[tuple[str, str]]
    stale: str
    keys: Code | None
    published: Literal["", "some", "all"]
    told: str
    named: bool
    entries: Sequence[WebhookEntry]


def webhook_docs(
    api: Api, annotations: Annotations, lost: Mapping[str, Sequence[str]]
) -> WebhookDocs | None:
    """What the pages say of webhooks; `None` where there are none. `lost` is by method and path."""
    if not api.webhooks:
        return None
    forms = distinct_signatures(api.webhooks)
    is_alone = api.events is not None and len(_by_type(api.webhooks)) == 1
    fetches = publishes_keys(api)
    named = "" if api.events is not None else f", name={string_literal(api.webhooks[0].name).text}"
    entries = [
        WebhookEntry(
            each.name,
            _spelled(each.payload.type, annotations),
            _about_one(each),
            _call(each, annotations, is_alone=is_alone, fetches=fetches),
            [(header.wire, header.description) for header in each.headers],
            _verified(each, forms),
            lost.get(f"{each.method} webhook {each.name.removeprefix(f'{each.method} ')}", ()),
        )
        for each in api.webhooks
    ]
    example = _example(api, bool(forms), named)
    is_told = any(each.told for each in api.webhooks)
    keys = Code(" ".join(map(repr, KEY_REQUIREMENTS))) if verifies_by_keys(api) else None
    signed, told = signed_by(forms), _how_told(api)
    arguments = [("secret", _SECRETS[_keys(api)]), ("tolerance", _ARGUMENTS["tolerance"])]
    return WebhookDocs(
        example=example,
        signed=signed,
        verifies=bool(forms),
        arguments=arguments if forms else [],
        stale=longest_away(forms),
        keys=keys,
        published="" if not fetches else "all" if all(map(is_published, forms)) else "some",
        told=told,
        named=is_told,
        entries=entries,
    )


def _about_one(webhook: Webhook) -> str:
    about = webhook.summary.strip() or webhook.description.strip().partition("\n\n")[0]
    after = f"Sent after {' and '.join(f'`{each}`' for each in webhook.operations[:3])}."
    deprecated = "Deprecated." if webhook.deprecated else ""
    return " ".join(filter(None, [about, after if webhook.operations else "", deprecated]))


def _call(webhook: Webhook, annotations: Annotations, *, is_alone: bool, fetches: bool) -> Code:
    name = "" if is_alone else f", name={string_literal(webhook.name).text}"
    secret = "secret=None" if fetches else "secret"
    call = f"unwrap(body, headers, *, {secret}{name}, tolerance=None)"
    call = f"parse(body{name})" if webhook.signature is None else call
    return Code(f"webhooks.{call} -> {_spelled(webhook.payload.type, annotations)}")


def _verified(webhook: Webhook, forms: Sequence[SignatureForm]) -> str:
    if webhook.signature is None:
        return "Its signature is not verified here."
    if len(forms) < 2 or webhook.signature == "standard":
        return ""
    return signed_by([webhook.signature]).replace("Requests are", "It is")


def _how_told(api: Api) -> str:
    if api.events is None:
        return "Nothing in a request says of which kind it is, so `name` is needed."
    if api.events.header is not None:
        return f"The header `{api.events.header}` says of which kind a request is, or `name=` does."
    if isinstance(api.events.type, OneOf) and api.events.type.discriminator is not None:
        name = api.events.type.discriminator.property
        return f"`{name}` of the payload says of which kind a webhook is, or `name=` does."
    return "All have the same payload." if len(api.webhooks) > 1 else ""


def _example(api: Api, verifies: bool, named: str) -> Code:
    package = dotted(api.package).text
    has_secret = verifies and not all(map(is_published, distinct_signatures(api.webhooks)))
    given = f", secret=SECRET{named}" if has_secret else named
    call = f"unwrap(body, headers{given})" if verifies else f"parse(body{named})"
    lines = [f"from {package} import webhooks", ""]
    lines += ['SECRET = os.environ["WEBHOOK_SECRET"]', "", ""] if has_secret else [""]
    lines += [
        "def receive(body: bytes, headers: dict[str, str]) -> int:",
        "    try:",
        f"        event = webhooks.{call}",
        "    except webhooks.WebhookError:",
        "        return 400",
        "    print(event)",
        "    return 204",
    ]
    return Code("\n".join(["import os", "", *lines] if has_secret else lines))


# --- tests ----------------------------------------------------------------------------------------


class WebhookTest(NamedTuple):
    """What the test of a webhook has: its example, the arguments that read it, what signs it, and
    the class that it becomes, where it is one.
    """

    name: Code
    body: Code
    arguments: Code
    headers: Code
    signer: Code | None
    model: Code | None


def emit_webhook_tests(
    api: Api, environment: Environment, samples: Samples, others: Collection[str]
) -> dict[str, str]:
    """The tests of webhooks and callbacks; nothing where there are none. `others` are the paths of
    other tests, as of a resource of that name.
    """
    if not api.webhooks:
        return {}
    forms = distinct_signatures(api.webhooks)
    names = {repr(form): f"sign_{index}" for index, form in enumerate(forms)}
    signers = [signer_of(form, names[repr(form)]) for form in forms]
    tests, left_out = [], []
    path = "tests/test_webhooks.py"
    while path in others:
        path = f"{path.removesuffix('.py')}_received.py"
    for webhook in api.webhooks:
        try:
            tests.append(_test(api, webhook, samples, names))
        except UnmakeableError as error:
            left_out.append(f"{webhook.name}: left out, {error}")
    return {
        path: render(
            environment,
            "tests/webhooks.py.jinja",
            package=dotted(api.package),
            tests=tests,
            left_out=left_out,
            reads_headers=api.events is not None and api.events.header is not None,
            signers=signers,
            uses_models=any(test.model for test in tests),
            uses_base64=not all(signer.is_hex for signer in signers),
            uses_standard="standard" in forms,
            uses_secrets=not all(map(is_by_keys, forms)),
            keys=key_modules(forms),
            published={each.published for each in signers} - {""},
            uses_hashes=any(
                isinstance(each, KeySignature) and each.algorithm != "ed25519" for each in forms
            ),
            uses_moments=any(
                isinstance(each, HmacSignature | KeySignature)
                and each.timestamp_format == "iso8601"
                for each in forms
            ),
        )
    }


def _test(api: Api, webhook: Webhook, samples: Samples, signers: dict[str, str]) -> WebhookTest:
    media = webhook.payload
    value: JsonValue = samples.of_media_type(media)
    if not Fits(samples.models, sent=False)(media.type, value):
        raise UnmakeableError("no value is known that the schema of the payload takes")
    is_alone = api.events is not None and len(_by_type(api.webhooks)) == 1
    signer = signers.get(repr(webhook.signature))
    kind = media.type
    return WebhookTest(
        name=string_literal(webhook.name),
        body=literal(value),
        arguments=literal({} if is_alone else {"name": webhook.name}),
        headers=literal(dict(webhook.constants)),
        signer=None if signer is None else identifier(signer),
        model=Code(f"models.{identifier(kind.name).text}")
        if isinstance(kind, Named) and _is_class(samples, kind)
        else None,
    )


def _is_class(samples: Samples, kind: Named) -> bool:
    return hasattr(samples.models[kind.name], "fields")
