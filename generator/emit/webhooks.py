"""`webhooks.py` of a package: what reads and verifies the requests that the API sends by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment

from generator.api.annotation_members import literals
from generator.api.annotations import Annotations
from generator.api.composed_types import union_of
from generator.api.model import Api, Named, OneOf, SignatureForm, Type, Webhook, WebhookEvents
from generator.emit.annotations import Needs, Scope, signature, thunk
from generator.emit.code import Block, Code, identifier, literal, string_literal
from generator.emit.templates import render
from generator.emit.webhook_docstrings import (
    keys_of,
    module_docstring,
    parse_docstring,
    unwrap_docstring,
    verify_docstring,
)
from generator.emit.webhook_signatures import (
    distinct_signatures,
    either,
    publishes_keys,
    runtime_forms,
)

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
    return kind.name if isinstance(kind, Named) else spelled_type(kind, annotations)


def spelled_type(kind: Type, annotations: Annotations) -> str:
    return signature(annotations.returned(kind), Scope("..")).text


def _module(api: Api, annotations: Annotations, scope: Scope) -> WebhookModule:
    events, signatures = api.events, distinct_signatures(api.webhooks)
    of_names = _by_type(api.webhooks)
    aliases = _aliases(api, annotations, scope)
    is_alone = are_alike(api)
    header = events.header if events is not None else None
    runtime = ["Body", "WebhookError", *["Secret"] * bool(signatures)]
    runtime += ["Headers"] * (bool(signatures) or header is not None)
    spelled = {name: Code(scope.own("_runtime.webhooks", name)) for name in runtime}
    fetches = publishes_keys(api)
    spelled |= _receiver(scope, fetches=fetches)
    spelled["TypeAlias"] = Code(scope.use("typing", "TypeAlias"))
    if not is_alone:
        spelled["Any"] = Code(scope.use("typing", "Any"))
    is_told, keys = events is not None and header is None, keys_of(api)
    return WebhookModule(
        docstring=module_docstring(api, signatures),
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
                unwrap_docstring(events, is_alone=is_alone, keys=keys),
                verify_docstring(keys=keys),
            )
            for begins, suffix, awaits in _SPELLED[: 2 if fetches else 1]
        ],
        parse_docstring=parse_docstring(events, is_alone=is_alone),
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


def are_alike(api: Api) -> bool:
    """Whether one type is that of every payload, and requests are read without a name."""
    return api.events is not None and len(_by_type(api.webhooks)) == 1


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
