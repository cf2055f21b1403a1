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
from generator.api.schema import Schema, kinds, merge
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
    """The type of a header by its schema: `{type: integer}` is an `int`, an array of dates a list
    of them, and what one line of text cannot have (a list of lists) is text.
    """
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
    return _is_composed(merged) or _is_composed(items) or kinds(items) in (["array"], ["object"])


def _is_composed(schema: Schema) -> bool:
    """Whether a schema has fields, or is one of several types."""
    parts = ("properties", "oneOf", "anyOf", "additionalProperties")
    return not schema.keys().isdisjoint(parts) or len(kinds(schema)) > 1


def with_headers(operations: Sequence[Operation]) -> list[Operation]:
    """The operations, those whose responses have headers that are no text with what reads them, the
    class `PetsListHeaders` of `pets.list`.
    """
    made = {each.pointer: each for each in operations}
    found = {pointer: fields for pointer, each in made.items() if (fields := _fields(each))}
    wishes = {pointer: _class_name(made[pointer]) for pointer in found}
    names = assign(wishes, wishes.__getitem__, reserved=_CLASSES)
    for pointer, fields in found.items():
        made[pointer] = replace(made[pointer], headers=HeadersClass(names[pointer], fields))
    return list(made.values())


def _class_name(operation: Operation) -> str:
    return pascal("_".join((*operation.resource, operation.function, "headers")))


def _fields(operation: Operation) -> tuple[HeaderField, ...]:
    """One field for each header of the responses, whatever the case of its letters; text where the
    responses do not agree on its type. None where all are text.
    """
    spelled = _by_name(operation)
    names = assign(spelled, lambda wire: snake(wire, "header"), reserved=KEYWORDS)
    fields = tuple(_field(names[wire], wire, alike) for wire, alike in spelled.items())
    return () if {field.type for field in fields} <= {_TEXT} else fields


def _by_name(operation: Operation) -> dict[str, list[ResponseHeader]]:
    """The headers of all responses, those of one name together. Of `X-Count` in one response and
    `x-count` in another the name is whichever comes first by its letters, `X-Count`.
    """
    of_names = defaultdict[str, list[ResponseHeader]](list)
    for header in chain.from_iterable(response.headers for response in operation.responses):
        of_names[header.wire.lower()].append(header)
    of_names.pop(IGNORED_RESPONSE_HEADER, None)
    return {min(each.wire for each in alike): alike for alike in of_names.values()}


def _field(python: str, wire: str, headers: Sequence[ResponseHeader]) -> HeaderField:
    """What a header is read as that several responses have; deprecated if it is in all of them."""
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
