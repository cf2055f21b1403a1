"""Media Type Objects to what a body is in Python: its kind, type, encodings and examples."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from generator.api.bodies import body_kind, holds_value, is_as_it_is, is_plain
from generator.api.composed_types import union_of
from generator.api.encodings import Encodings
from generator.api.hints import Hint
from generator.api.model import (
    Anything,
    Array,
    BodyKind,
    Bounded,
    Bounds,
    MediaType,
    Part,
    PartEncoding,
    Scalar,
    Type,
)
from generator.api.rules import MEDIA, SCHEMA
from generator.api.schema import Schema, structural
from generator.api.shown_values import ShownValues
from generator.api.types import Types
from generator.document.access import mapping, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.directions import Direction
from generator.document.media_types import is_json_sequence, is_multipart
from generator.document.parts import ANY, PartSchemas, are_named, inner_media, part_schemas
from generator.document.pointer import escape
from generator.document.schema.keywords import count
from generator.document.schema.types import excludes_objects
from generator.document.sequences import ItemSchema, item_schema

_ASSERTED_OF_TEXT = frozenset(
    {"enum", "const", "pattern", "minLength", "maxLength", "oneOf", "anyOf", "not"}
)
_PLAIN: Mapping[BodyKind, Type] = {"binary": Scalar("bytes"), "text": Scalar("str")}
_DESCRIBED: Collection[BodyKind] = ("json", "form", "multipart", "text")
"""Kinds of bodies whose type is that of their schema; a text where it is that of a value."""
_OF_FIELDS: Collection[BodyKind] = ("form", "multipart")


def _of_shown_parts(node: Mapping[str, Any], parts: PartSchemas, limits: Bounds) -> dict[str, Any]:
    """The media type with a schema by which its example has each of the first parts, and one of the
    others, unless there may not be as many.
    """
    shown = max(limits.min_items or 1, len(parts.first) + (parts.others is not None))
    schema = {
        "type": "array",
        "prefixItems": [each.schema for each in parts.first],
        "minItems": min(shown, limits.max_items or shown),
        "items": False if parts.others is None else parts.others.schema,
    }
    return {**node, "schema": schema}


class MediaTypes:
    """Reads the bodies of one document; `sequences` gets the pointers of media types whose items
    are typed."""

    def __init__(
        self,
        document: Document,
        types: Types,
        diagnostics: list[Diagnostic],
        sequences: set[str],
        shown: ShownValues,
    ) -> None:
        self.document, self.types, self.shown = document, types, shown
        self.diagnostics, self.sequences = diagnostics, sequences
        self.encodings = Encodings(document, types, diagnostics, sequences, shown)

    def of(
        self, content: dict[str, Any], at: str, hint: str, direction: Direction
    ) -> tuple[MediaType, ...]:
        """The media types of a `content`, which stands at `at`. Two with one schema, written out in
        each, have one type: a form and JSON of the same object.
        """
        found: list[MediaType] = []
        written: dict[str, Type] = {}
        for content_type, node in content.items():
            pointer = f"{at}/{escape(content_type)}"
            target, moved = self.document.resolve(node)
            holder, known = mapping(target), {} if moved else written
            found.append(
                self._media_type(content_type, holder, moved or pointer, hint, direction, known)
            )
        return tuple(found)

    def _media_type(
        self,
        content_type: str,
        node: dict[str, Any],
        pointer: str,
        hint: str,
        direction: Direction,
        written: dict[str, Type],
    ) -> MediaType:
        """`written` has the types of schemas that were written out beside this one: one written
        alike is the same type.
        """
        item = item_schema(self.document, content_type, node, pointer)
        if item is not None and direction == "request" and is_json_sequence(content_type):
            return self._lines(content_type, node, pointer, item, hint)
        parts = part_schemas(self.document, content_type, node, pointer)
        if parts is not None:
            return self._parts(content_type, node, pointer, parts, hint, direction)
        # what is neither given item by item nor part by part
        schema = structural(self.document.resolved(node.get("schema")))
        is_named = is_multipart(content_type) and are_named(self.document, node)
        kind = body_kind(content_type, schema, direction, named=is_named)
        if is_named and node.keys().isdisjoint(("prefixEncoding", "itemEncoding")):
            self.sequences.add(pointer)
        if item is None and is_as_it_is(content_type, kind, schema):
            what = f"a body of type `{content_type}` is given and received as it is"
            self._report(MEDIA, what, pointer)
        shown = node
        if kind in _OF_FIELDS and direction == "request":
            node, shown = self._of_fields(content_type, node, schema, pointer)
        wanted: Type = _PLAIN.get(kind, Anything())
        if kind == "text" and not holds_value(content_type, schema):
            wanted = self._text(content_type, schema, pointer)
        elif kind in _DESCRIBED:
            wanted = self._described(node, pointer, hint, written)
        examples = self.shown.of_media_type(shown, direction) if kind != "binary" else ()
        encodings = self.encodings.of(node, kind, wanted, pointer) if direction == "request" else ()
        return MediaType(content_type, kind, wanted, encodings, examples)

    def _of_fields(
        self, content_type: str, node: dict[str, Any], schema: Schema, pointer: str
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The media type of a form by which it has its type, and the one by which it is shown: one
        whose schema is of no object takes any fields, and so does one that nothing is said of,
        whose value may be of any class.
        """
        free = {**node, "schema": {"type": "object"}}
        if excludes_objects(node.get("schema"), self.document):
            what = "has fields, but its schema is of no object; any fields are taken"
            self._report(SCHEMA, f"a body of type `{content_type}` {what}", pointer)
            return free, free
        return node, free if schema.keys() <= {"format"} else node

    def _described(
        self, node: dict[str, Any], pointer: str, hint: str, written: dict[str, Type]
    ) -> Type:
        """The type of the schema of a media type, which may be in `written` already."""
        schema = node.get("schema")
        spelled = repr(schema)
        if spelled not in written:
            written[spelled] = self.types.convert(schema, f"{pointer}/schema", Hint(None, hint))
        return written[spelled]

    def _text(self, content_type: str, schema: Schema, pointer: str) -> Type:
        """The type of a body of text, which has a format of the document's choice where it is
        `text/plain`. Bounds of it are told: none is checked.
        """
        if not schema.keys().isdisjoint(_ASSERTED_OF_TEXT):
            what = f"a body of type `{content_type}` is any text, whatever its schema asks for"
            self._report(MEDIA, what, pointer)
            return _PLAIN["text"]
        return Scalar(self.types.formats.plain_text(schema) if is_plain(content_type) else "str")

    def _lines(
        self, content_type: str, node: dict[str, Any], pointer: str, item: ItemSchema, hint: str
    ) -> MediaType:
        """A request body of values of JSON one after another."""
        kind = self.types.convert(item.schema, item.pointer, Hint(None, f"{hint} item"))
        examples = self.shown.of_media_type(
            {**node, "schema": {"type": "array", "items": item.schema, "minItems": 1}}, "request"
        )
        self.sequences.add(pointer)
        return MediaType(content_type, "lines", Array(kind), (), examples)

    def _parts(
        self,
        content_type: str,
        node: dict[str, Any],
        pointer: str,
        parts: PartSchemas,
        hint: str,
        direction: Direction,
    ) -> MediaType:
        """A multipart body whose parts have no names: those at the first places may have schemas of
        their own (`prefixItems`), any number of others have one in common (`items`, `itemSchema`).
        """
        inners = {
            place: self._inner(parts.encoding(place), each, parts.place_of(place), hint, direction)
            for place, each in enumerate(parts.every())
        }
        kinds = [
            self.types.convert(each.schema, each.pointer, Hint(None, f"{hint} part"))
            if (held := inners[place]) is None
            else held.type
            for place, each in enumerate(parts.every())
        ]
        limits = self._part_limits(node, parts)
        examples = self.shown.of_media_type(_of_shown_parts(node, parts, limits), direction)
        encodings = []
        for place, said in parts.said(inners):
            headers, free = self.encodings.part_headers(said, "content-type")
            label = text(said.get("contentType")) or None
            held = inners.get(len(parts.first) if place == ANY else int(place))
            encodings.append(PartEncoding(place, label, headers=headers, free=free, inner=held))
        self.sequences |= {pointer, *(each.pointer.rpartition("/")[0] for each in parts.first)}
        every: Type = Array(Part(union_of(kinds, None)))
        if direction == "request" and limits != Bounds():
            every = Bounded(every, limits)
        return MediaType(content_type, "parts", every, tuple(encodings), examples)

    def _inner(
        self,
        encoding: Mapping[str, Any],
        item: ItemSchema,
        pointer: str,
        hint: str,
        direction: Direction,
    ) -> MediaType | None:
        """What a part holds that has parts itself."""
        inner = inner_media(encoding, item)
        if inner is None:
            return None
        content_type, media, at = inner
        parts = part_schemas(self.document, content_type, media, pointer, at)
        if parts is None:
            return None
        self.sequences.add(pointer)
        return self._parts(content_type, {**media}, pointer, parts, f"{hint} part", direction)

    def _part_limits(self, node: dict[str, Any], parts: PartSchemas) -> Bounds:
        """How many parts there may be."""
        whole = self.document.resolved(node.get("schema"))
        least, most = count(whole.get("minItems")) or 0, count(whole.get("maxItems"))
        most = len(parts.first) if parts.others is None and most is None else most
        return Bounds(min_items=least if least > 1 else None, max_items=most)

    def _report(self, rule: Rule, message: str, pointer: str) -> None:
        self.diagnostics.append(self.document.found(rule, message, pointer))
