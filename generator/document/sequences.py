"""What the schemas of a sequential media type are about: the whole sequence, or each of its items
(OpenAPI 3.2, "Sequential Media Types").

`itemSchema` is about each item. `schema` is about the sequence as an array, since 3.2 says so; the
versions before do not know sequences, and documents of them have there the schema of one item, or
that of the array. What is no value of JSON but text as it is (`type: string` for JSON Lines) is
about no item.

A server-sent event is the object of its fields, of which `data` may be text that holds JSON
(`contentMediaType`; "Special Considerations for Server-Sent Events"). Documents from before 3.2
describe it so too, where `data` is an object itself, or only by what its data holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from generator.document.access import mapping, sequence, text
from generator.document.media_types import is_json_sequence, is_sequence
from generator.document.pointer import escape
from generator.document.schema.composition import Conjunction, Resolver
from generator.document.schema.keywords import ALTERNATIVES, is_array, listed_values, named_types
from templates.runtime.media_types import is_json

_FIELDS = frozenset({"data", "event", "id", "retry"})
_DEEPEST = 8  # alternatives in alternatives
_MOST = 1_000  # kinds of events


class ItemSchema(NamedTuple):
    """The schema of an item, and its pointer."""

    schema: Any
    pointer: str


class EventSchema(NamedTuple):
    """Server-sent events of these names, or of any; what their data holds: text, or JSON of a
    schema, with its pointer.
    """

    names: tuple[str, ...]
    is_text: bool
    schema: Any
    pointer: str


class _Field(NamedTuple):
    """A field of an event: its keywords of all parts that hold together, each with its place."""

    schema: dict[str, Any]
    places: dict[str, str]
    pointer: str


_Fields = dict[str, _Field]


def item_schema(
    document: Resolver, content_type: str, media: Mapping[str, Any], pointer: str
) -> ItemSchema | None:
    """The schema of an item of `media`, which stands at `pointer`; `None` where the media type has
    no items, or its schema is not about them.
    """
    if not is_sequence(content_type):
        return None
    own = own_item_schema(document, media, pointer)
    if own is not None:
        return own
    schema, moved = document.resolve(media.get("schema", {}))
    schema, at = mapping(schema), moved or f"{pointer}/schema"
    # of the sequence as an array
    if is_array(schema):
        return ItemSchema(schema.get("items", True), f"{at}/items")
    # an event has its fields whatever is said of it, while lines may be anything
    is_silent = "schema" not in media or schema.get("type") == "string"
    if is_silent and is_json_sequence(content_type):
        return None
    return ItemSchema(media.get("schema", {}), f"{pointer}/schema")


def own_item_schema(
    document: Resolver, media: Mapping[str, Any], pointer: str
) -> ItemSchema | None:
    """The `itemSchema` of a media type, which came with OpenAPI 3.2."""
    if "itemSchema" not in media or document.version < "3.2":
        return None
    return ItemSchema(media["itemSchema"], f"{pointer}/itemSchema")


def event_schemas(document: Resolver, item: ItemSchema) -> list[EventSchema]:
    """The events that the schema of a server-sent event describes; one of any name where it is only
    of what their data holds, as in documents from before 3.2: a variant has no `data` then, or
    fields that no event has.
    """
    found: list[EventSchema] = []
    for fields in islice(_variants(document, item.schema, item.pointer), _MOST):
        if "data" not in fields or not fields.keys() <= _FIELDS:
            found.clear()
            break
        found.append(_event(document, fields))
    if found:
        return found
    whole = mapping(document.resolve(item.schema)[0])
    is_text = not whole or "string" in named_types(whole)
    return [EventSchema((), is_text, item.schema, item.pointer)]


def _event(document: Resolver, fields: _Fields) -> EventSchema:
    """The event of these fields: `{event: {const: done}, data: {contentMediaType: application/json,
    contentSchema: {…}}}` as 3.2 has it, or `data` with the schema of what it holds.
    """
    names, data = _names(fields), fields["data"]
    if is_json(text(data.schema.get("contentMediaType"))):
        place = data.places.get("contentSchema", data.pointer)
        return EventSchema(
            names, False, data.schema.get("contentSchema", True), f"{place}/contentSchema"
        )
    resolved = mapping(document.resolve(data.schema)[0])
    is_text = not resolved or "string" in named_types(resolved)
    return EventSchema(names, is_text, data.schema, data.pointer)


def _names(fields: _Fields) -> tuple[str, ...]:
    """The names that an event may have, where the document fixes them."""
    schema = fields["event"].schema if "event" in fields else {}
    listed = listed_values(schema)
    return tuple(name for name in listed if isinstance(name, str))


def _variants(document: Resolver, schema: Any, pointer: str, depth: int = 0) -> Iterator[_Fields]:
    """The properties of each object that a value of the schema may be: those of `allOf` together,
    and beside them those of each alternative (`oneOf: [{…}, {…}]` gives two).
    """
    own: _Fields = {}
    alternatives: list[tuple[str, Any]] = []
    whole = Conjunction(schema, pointer, document)
    for part in whole.farthest_first():
        said = whole.own(part)
        for name, value in mapping(said.get("properties")).items():
            field = _field(mapping(value), f"{part.pointer}/properties/{escape(name)}")
            own[name] = _joined(own.get(name), field)
        alternatives += _members(said, part.pointer)
    if not alternatives or depth > _DEEPEST:
        yield own
        return
    for at, member in alternatives:
        for variant in _variants(document, member, at, depth + 1):
            yield own | {name: _joined(own.get(name), each) for name, each in variant.items()}


def _members(schema: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """The alternatives of a schema, each with its pointer in front."""
    for keyword in ALTERNATIVES:
        for index, member in enumerate(sequence(schema.get(keyword))):
            yield f"{pointer}/{keyword}/{index}", member


def _field(schema: dict[str, Any], pointer: str) -> _Field:
    return _Field(schema, dict.fromkeys(schema, pointer), pointer)


def _joined(base: _Field | None, own: _Field) -> _Field:
    """A field as two parts have it that hold together."""
    if base is None:
        return own
    return _Field(base.schema | own.schema, base.places | own.places, own.pointer)
