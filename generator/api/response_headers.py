"""The headers that a document names of its responses: their types, and the classes that read them.

A header is one line of text in the style `simple` (OpenAPI 3.1, section 4.8.21), so its type is a
single value, a list of those, or an object of texts; what says more is text. An enumeration is the
type of its values, since answers may have others by now. Where all headers of an operation are
text, they are as the response itself has them, and there is no class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from generator.api.formats import Formats
from generator.api.model import (
    CHOSEN_FORMATS,
    Anything,
    Array,
    HeaderField,
    HeadersClass,
    Map,
    Operation,
    ResponseHeader,
    Scalar,
    ScalarKind,
    Type,
)
from generator.api.names import KEYWORDS, assign, pascal, snake
from generator.api.schema import kinds, merge
from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.schema.keywords import listed_values
from generator.document.specification import IGNORED_RESPONSE_HEADER
from templates.runtime.media_types import is_json

_TEXT = Scalar("str")
_SINGLE: Mapping[str, ScalarKind] = {"integer": "int", "boolean": "bool"}
_READ = CHOSEN_FORMATS | {"uuid", "date", "datetime"}  # of texts; others stay as they are
_CLASSES = frozenset({"Header", "ResponseHeaders"})  # of the runtime


def response_header(
    document: Document, formats: Formats, wire: str, spec: Mapping[str, Any], pointer: str
) -> ResponseHeader:
    """The header that a Header Object describes, which stands at `pointer`."""
    return ResponseHeader(
        wire,
        type=_type(document, formats, spec, pointer),
        required=spec.get("required") is True,
        deprecated=spec.get("deprecated") is True,
        explode=spec.get("explode") is True,
    )


def _type(document: Document, formats: Formats, spec: Mapping[str, Any], pointer: str) -> Type:
    content = mapping(spec.get("content"))
    if content:
        return Anything() if is_json(next(iter(content))) else _TEXT
    return _of_schema(document, formats, spec.get("schema"), f"{pointer}/schema")


def _of_schema(document: Document, formats: Formats, schema: Any, pointer: str) -> Type:
    merged = merge(document, mapping(schema), pointer)
    match _kind(merged.schema):
        case "string":
            kind = formats.string(merged.schema)
            return Scalar(kind) if kind in _READ else _TEXT
        case "number":
            return Scalar(formats.number(merged.schema))
        case "array":
            at = merged.keywords.get("items", pointer)
            item = _of_schema(document, formats, merged.schema.get("items"), f"{at}/items")
            return Array(item if isinstance(item, Scalar) else _TEXT)
        case "object":
            return Map(_TEXT)
        case single:
            return Scalar(_SINGLE[single]) if single in _SINGLE else _TEXT


def _kind(schema: Mapping[str, Any]) -> str:
    """The one JSON type that is named, or that all values of an enumeration have; else none."""
    named = kinds(dict(schema))
    if not named and set(map(type, listed_values(schema))) == {int}:
        return "integer"
    return named[0] if len(named) == 1 else ""


def says_more(document: Document, spec: Mapping[str, Any], pointer: str) -> bool:
    """Whether a Header Object says more of the value than its type does: the fields of an object,
    several types, what is inside of another list.
    """
    if content := mapping(spec.get("content")):
        return any("schema" in media for media in map(document.resolved, content.values()))
    merged = merge(document, mapping(spec.get("schema")), f"{pointer}/schema").schema
    items = merge(document, mapping(merged.get("items")), f"{pointer}/schema/items").schema
    return any(
        not schema.keys().isdisjoint(("properties", "oneOf", "anyOf", "additionalProperties"))
        or len(kinds(schema)) > 1
        for schema in (merged, items)
    ) or kinds(items) in (["array"], ["object"])


def with_headers(operations: Sequence[Operation]) -> list[Operation]:
    """The operations, those whose responses have headers that are no text with what reads them."""
    found = {each.pointer: fields for each in operations if (fields := _fields(each))}
    wishes = {
        each.pointer: pascal("_".join((*each.resource, each.function, "headers")))
        for each in operations
        if each.pointer in found
    }
    names = assign(wishes, wishes.__getitem__, reserved=_CLASSES)
    return [
        replace(each, headers=HeadersClass(names[each.pointer], found[each.pointer]))
        if each.pointer in found
        else each
        for each in operations
    ]


def _fields(operation: Operation) -> tuple[HeaderField, ...]:
    """One field for each header of the responses, whatever the case of its letters; text where the
    responses do not agree on its type. None where all are text.
    """
    named = defaultdict[str, list[ResponseHeader]](list)
    for header in chain.from_iterable(each.headers for each in operation.responses):
        named[header.wire.lower()].append(header)
    named.pop(IGNORED_RESPONSE_HEADER, None)
    wires = {key: min(header.wire for header in headers) for key, headers in named.items()}
    names = assign(wires.values(), lambda wire: snake(wire, "header"), reserved=KEYWORDS)
    fields = [_field(names[wires[key]], wires[key], headers) for key, headers in named.items()]
    return tuple(fields) if any(field.type != _TEXT for field in fields) else ()


def _field(python: str, wire: str, headers: Sequence[ResponseHeader]) -> HeaderField:
    ways = {(header.type, header.explode) for header in headers}
    kind, explode = ways.pop() if len(ways) == 1 else (_TEXT, False)
    return HeaderField(
        wire,
        python,
        kind,
        _said(header.description for header in headers),
        deprecated=all(header.deprecated for header in headers),
        explode=explode,
        pointer=headers[0].pointer,
    )


def _said(descriptions: Iterable[str]) -> str:
    return next((each.strip() for each in descriptions if each.strip()), "")
