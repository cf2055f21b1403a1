"""Requests that the API sends by itself: the webhooks of a document (`webhooks` of OpenAPI 3.1,
`x-webhooks` before it), and the callbacks of its operations.

Only a payload of JSON has a type, and only what has a payload is one of ours. A callback is called
by its own name; by that of its operation too where another one has the name for other payloads, and
by its address where even that is not enough. No name depends on the order of anything.

What kind an unnamed request is, its payload says by itself where there is a property of which each
type of payload lists values of its own, and else a header, where each webhook documents the one
value that it has there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain
from typing import Any, Literal

from generator.api.composed_types import union_of
from generator.api.discriminators import mapping_of, tells_apart
from generator.api.model import (
    AliasModel,
    Const,
    Discriminator,
    EnumModel,
    HmacSignature,
    KeySignature,
    Label,
    MediaType,
    Model,
    Named,
    ObjectModel,
    OneOf,
    Operation,
    Response,
    ResponseHeader,
    Scalar,
    SignatureForm,
    StandardKeySignature,
    Type,
    Webhook,
    WebhookEvents,
)
from generator.api.operations import Operations
from generator.api.parameters import first_text
from generator.api.rules import EXTENSION, SIGNATURE
from generator.api.type_walk import unwrapped
from generator.document.access import mapping, sequence, text, without_extensions
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.pointer import escape
from generator.document.rules.signatures import SIGNATURE_KEY, read_signature
from generator.document.schema.keywords import listed_values
from generator.document.specification import OPERATIONS, WEBHOOKS
from generator.records import record
from templates.runtime.media_types import is_json

_LIKELY = ("type", "event", "event_type", "eventType", "kind", "topic", "action", "name")
"""Properties that say what kind an event is, the first before the others."""


_SIGNATURES: Mapping[str, Callable[..., SignatureForm]] = {
    "hmac": HmacSignature,
    "asymmetric": KeySignature,
    "standard-keys": StandardKeySignature,
}


@record(frozen=True, slots=True)
class _Call:
    """An operation of a webhook or callback: where it is, and what it is known by."""

    kind: Literal["webhook", "callback"]
    name: str
    address: str
    owner: Operation | None
    method: str
    item: dict[str, Any]
    node: dict[str, Any]
    pointer: str


@record(frozen=True, slots=True)
class Webhooks:
    """Finds the webhooks and callbacks of a document, on top of its `Operations`. `expressed` are
    the pointers of those whose payload is read.
    """

    document: Document
    operations: Operations
    diagnostics: list[Diagnostic] = field(default_factory=list)
    expressed: list[str] = field(default_factory=list)
    _read: dict[str, Webhook] = field(default_factory=dict)

    def carriers(self, operations: Iterable[Operation]) -> list[Operation]:
        """Each payload as the answer of an operation that is none: it is received, as answers are,
        and gets the names that those get. `named` takes them back. A callback that several
        operations have, by one name and with one payload, is one webhook of all of them.
        """
        calls = [*self._webhooks(), *self._callbacks(operations)]
        found = [(call, media) for call in calls if (media := self._payload(call)) is not None]
        for (call, media), name in zip(found, _names(found), strict=True):
            if name not in self._read:
                self._read[name] = self._webhook(call, name, media)
            if call.owner is not None:
                known = self._read[name]
                owner = f"{call.owner.method} {call.owner.path}"
                owners = tuple(dict.fromkeys((*known.operations, owner)))
                self._read[name] = replace(known, operations=owners)
            self.expressed.append(call.pointer)
        return [_carrier(webhook) for webhook in self._read.values()]

    def named(
        self, carriers: Iterable[Operation], models: Mapping[str, Model]
    ) -> tuple[tuple[Webhook, ...], WebhookEvents | None]:
        """The webhooks with the final names of payloads, and what they are read as together."""
        found = tuple(
            replace(self._read[carrier.id], payload=carrier.responses[0].media_types[0])
            for carrier in carriers
        )
        kinds = _kinds(found, models)
        return tuple(replace(each, told=kinds.get(each.name)) for each in found), _events(
            found, models
        )

    # --- where they stand

    def _webhooks(self) -> Iterator[_Call]:
        root = self.document.root
        for key in WEBHOOKS:
            for name, reference in mapping(root.get(key)).items():
                yield from self._calls(
                    "webhook", name, "", None, reference, f"/{key}/{escape(name)}"
                )

    def _callbacks(self, operations: Iterable[Operation]) -> Iterator[_Call]:
        """Those of `callbacks: {onData: {'{$request.body#/url}': {post: …}}}`: each has a name, and
        may have several addresses, which are path items.
        """
        for operation in operations:
            node = mapping(self.document.get(operation.pointer))
            for name, reference in mapping(node.get("callbacks")).items():
                target, moved = self.document.resolve(reference)
                at = moved or f"{operation.pointer}/callbacks/{escape(name)}"
                for address, item in without_extensions(target).items():
                    here = f"{at}/{escape(address)}"
                    yield from self._calls("callback", name, address, operation, item, here)

    def _calls(
        self,
        kind: Literal["webhook", "callback"],
        name: str,
        address: str,
        owner: Operation | None,
        reference: Any,
        at: str,
    ) -> Iterator[_Call]:
        """The operations of one path item, which stands at `at` or is referred to from there."""
        target, moved = self.document.resolve(reference)
        item, here = mapping(target), moved or at
        for method, node in item.items():
            if method in OPERATIONS and isinstance(node, dict):
                pointer = f"{here}/{method}"
                yield _Call(kind, name, address, owner, method.upper(), item, node, pointer)

    # --- one of them

    def _payload(self, call: _Call) -> MediaType | None:
        """The payload in JSON, of several media types the first; what has none is a loss
        (`generator.api.losses`). A callback that several operations refer to is called alike in
        each, so that it is one webhook.
        """
        is_shared = call.owner is None or call.pointer.startswith("/components/")
        hint = call.name if call.owner is None or is_shared else f"{call.owner.id} {call.name}"
        body, moved = self.document.resolve(call.node.get("requestBody"))
        content = mapping(mapping(body).get("content"))
        name = next(filter(is_json, content), None)
        if name is None:
            return None
        at = f"{moved or f'{call.pointer}/requestBody'}/content"
        [media] = self.operations.received({name: content[name]}, at, f"{hint} payload")
        return media

    def _webhook(self, call: _Call, name: str, media: MediaType) -> Webhook:
        """What is known of a request that the API sends; its operations are added by `carriers`."""
        node = call.node
        headers = list(self._headers(call))
        return Webhook(
            name=name,
            kind=call.kind,
            method=call.method,
            payload=media,
            headers=tuple(ResponseHeader(wire, about) for wire, about, _ in headers),
            constants=tuple((wire, value) for wire, _, value in headers if value is not None),
            summary=first_text("summary", node, call.item),
            description=first_text("description", node, call.item),
            deprecated=node.get("deprecated") is True,
            signature=self._signature(call),
            operations=(),
            pointer=call.pointer,
        )

    def _headers(self, call: _Call) -> Iterator[tuple[str, str, str | None]]:
        """The headers that the document names: name, description, and the value where it has only
        one, as `("X-Event", "What happened.", "pet.added")`. What the operation says of a header
        goes before what its path item says, whatever the case of its letters.
        """
        found: dict[str, tuple[str, str, str | None]] = {}
        for owner in (call.item, call.node):
            for reference in sequence(owner.get("parameters")):
                spec = self.document.resolved(reference)
                wire = spec.get("name")
                if spec.get("in") == "header" and isinstance(wire, str):
                    schema = self.document.resolved(spec.get("schema"))
                    about = text(spec.get("description"))
                    found[wire.lower()] = (wire, about, _only_text(schema))
        yield from found.values()

    def _signature(self, call: _Call) -> SignatureForm | None:
        """What the operation says, else the document; Standard Webhooks where nothing is said. None
        where what is said is wrong, which is told.
        """
        own = call.node.get(SIGNATURE_KEY)
        inherits = own is None or isinstance(own, bool)
        said = self.document.root.get(SIGNATURE_KEY) if inherits else own
        if said is None:
            return "standard"
        pointer = f"/{SIGNATURE_KEY}" if inherits else f"{call.pointer}/{SIGNATURE_KEY}"
        read = read_signature(said)
        for fault in read.faults:
            at = f"{pointer}{fault.where}"
            rule = EXTENSION if fault.is_form else SIGNATURE
            self.diagnostics.append(self.document.found(rule, fault.message, at))
        if read.faults:
            return None
        return _SIGNATURES[read.kind](**read.values)


def _only_text(schema: Mapping[str, Any]) -> str | None:
    """The one text that a schema allows."""
    match listed_values(schema):
        case [str(only)]:
            return only
    return None


def _names(found: Sequence[tuple[_Call, MediaType]]) -> list[str]:
    """What each is called; what has one name has the same payload.

    `done` by its own name, `subscribe.done` where another operation has it for another payload,
    `subscribe.done POST {$url}` where this one has it for several. Beside a POST, `PUT done`."""
    methods = defaultdict[str, set[str]](set)
    types = defaultdict[str, set[str]](set)
    owned = defaultdict[tuple[str, str], set[str]](set)
    for call, media in found:
        methods[_item(call)].add(call.method)
        types[call.name].add(repr(media.type))
        if call.owner is not None:
            owned[call.owner.id, call.name].add(repr(media.type))

    def name(call: _Call) -> str:
        is_main = len(methods[_item(call)]) == 1 or call.method == "POST"
        plain = call.name if is_main else f"{call.method} {call.name}"
        if call.owner is None or len(types[call.name]) == 1:
            return plain
        if len(owned[call.owner.id, call.name]) == 1:
            return f"{call.owner.id}.{call.name}"
        return f"{call.owner.id}.{call.name} {call.method} {call.address}"

    return [name(call) for call, _ in found]


def _item(call: _Call) -> str:
    """The pointer of the path item that an operation is in."""
    return call.pointer.rpartition("/")[0]


def _carrier(webhook: Webhook) -> Operation:
    """An operation that answers with the payload, and has nothing else."""
    return Operation(
        id=webhook.name,
        method=webhook.method,
        path=webhook.name,
        resource=(),
        function="",
        summary="",
        description="",
        parameters=(),
        body=None,
        responses=(Response("200", "", (webhook.payload,)),),
        result=Scalar("none"),
        is_list=False,
        options="options",
        retry="unsafe",
        security=(),
        exactly_one_of=(),
        deprecated=False,
        tags=(),
        evidence=None,
        samples=(),
        server=None,
        pointer=webhook.pointer,
    )


# --- what kind a request is -----------------------------------------------------------------------


def _events(webhooks: Sequence[Webhook], models: Mapping[str, Model]) -> WebhookEvents | None:
    """What webhooks are read as together, or callbacks where there are no webhooks; `None` where
    nothing tells them apart. A property of the payload goes before a header.
    """
    meant = _meant(webhooks)
    types = list(dict.fromkeys(each.payload.type for each in meant))
    if not types:
        return None
    if len(types) == 1:
        return WebhookEvents(types[0])
    union = _told_by_property(types, models)
    if union is not None:
        return WebhookEvents(union)
    header = _telling_header(meant)
    return None if header is None else WebhookEvents(union_of(types, None), header)


def _meant(webhooks: Sequence[Webhook]) -> list[Webhook]:
    """Those that are read together: webhooks, or callbacks where there are no webhooks."""
    return [each for each in webhooks if each.kind == "webhook"] or list(webhooks)


def _kinds(
    webhooks: Sequence[Webhook], models: Mapping[str, Model]
) -> dict[str, tuple[str, tuple[Label, ...]]]:
    """By the name of a webhook the property of its payload that says what kind it is, and the
    values that it then has: those of no payload of another type. Not all need have the property.

    `{"petAdded": ("type", ("added",)), "petGone": ("type", ("gone", "sold"))}`"""
    types = {each.name: each.payload.type for each in _meant(webhooks)}
    labels = {kind: _labels(kind, models) for kind in dict.fromkeys(types.values())}
    for name in _LIKELY:
        having = {kind: listed[name] for kind, listed in labels.items() if name in listed}
        # a property that only one of the types has tells nothing
        if len(having) > 1 and _differ(chain.from_iterable(having.values())):
            return {each: (name, having[kind]) for each, kind in types.items() if kind in having}
    return {}


def _telling_header(webhooks: Sequence[Webhook]) -> str | None:
    """The header in which each webhook has a value of its own."""
    values = defaultdict[str, list[str]](list)
    for wire, value in chain.from_iterable(each.constants for each in webhooks):
        values[wire.lower()].append(value)
    telling = (
        wire for wire, found in values.items() if len(found) == len(webhooks) == len(set(found))
    )
    return min(telling, default=None)


def _told_by_property(types: Sequence[Type], models: Mapping[str, Model]) -> OneOf | None:
    """The union of types of which a property says which one is meant: of two payloads with
    `{type: {const: a}}` and `{type: {const: b}}` it is `type`, which is likelier than `a` or `id`.
    """
    choices = dict(chain.from_iterable(_choices(kind, models) for kind in types))
    if not choices or "" in choices:
        return None
    shared = set(chain.from_iterable(choices.values())).intersection(*choices.values())
    for name in sorted(shared, key=_preference):
        told = mapping_of({cls: labels[name] for cls, labels in choices.items()})
        if tells_apart(told):
            return OneOf(tuple(map(Named, choices)), Discriminator(name, told))
    return None


def _differ(values: Iterable[Label]) -> bool:
    """Whether no value is there twice, in Python, where `1` is `True`."""
    listed = list(values)
    return len(set(listed)) == len(listed)


def _choices(
    kind: Type, models: Mapping[str, Model]
) -> Iterator[tuple[str, dict[str, tuple[Label, ...]]]]:
    """The classes that a payload may be, each with the properties that list values; no name for
    what is none.
    """
    match kind:
        case Named(name):
            yield name, _labels(kind, models)
        case OneOf(members, discriminator):
            for member in members:
                for name, labels in _choices(member, models):
                    yield name, labels | _mapped(discriminator, name)
        case _:
            yield "", {}


def _mapped(discriminator: Discriminator | None, name: str) -> dict[str, tuple[Label, ...]]:
    """The values that a union has for one of its classes."""
    if discriminator is None:
        return {}
    values = tuple(value for value, cls in discriminator.mapping if cls == name)
    return {discriminator.property: values} if values else {}


def _preference(name: str) -> tuple[int, str]:
    """The order in which properties are asked: those of `_LIKELY`, then the others by name."""
    return _LIKELY.index(name) if name in _LIKELY else len(_LIKELY), name


def _labels(kind: Type, models: Mapping[str, Model]) -> dict[str, tuple[Label, ...]]:
    """The properties of an object that list their values, `{"type": ("added", "sold")}`; of a
    union, those that all of its members have, each with the values of all.
    """
    match kind:
        case Named(name) if isinstance(model := models[name], ObjectModel):
            listed = {each.wire: _values(each.type, models) for each in model.fields}
            return {wire: values for wire, values in listed.items() if values}
        case Named(name) if isinstance(model := models[name], AliasModel):
            return _labels(model.type, models)
        case OneOf():
            return _shared([labels for _, labels in _choices(kind, models)])
        case _:
            return {}


def _shared(every: Sequence[Mapping[str, tuple[Label, ...]]]) -> dict[str, tuple[Label, ...]]:
    """The properties that all of several objects have, each with the values of all: of
    `{"type": ("a",), "id": (1,)}` and `{"type": ("b",)}` it is `{"type": ("a", "b")}`.
    """
    names = sorted(set(every[0]).intersection(*every))
    values = {name: chain.from_iterable(each[name] for each in every) for name in names}
    return {name: tuple(dict.fromkeys(listed)) for name, listed in values.items()}


def _values(kind: Type, models: Mapping[str, Model]) -> tuple[Label, ...]:
    match unwrapped(kind):
        case Const() as constant:
            return constant.labels
        case Named(name) if isinstance(model := models[name], EnumModel):
            return tuple(member.value for member in model.members)
        case _:
            return ()
