"""What models read of a Schema Object wherever it stands: kinds, nullability, `allOf` merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.pointer import escape
from generator.document.schema.composition import Conjunction
from generator.document.schema.keywords import JSON_TYPES, is_annotation, named_types, narrower

Schema = dict[str, Any]

COMPONENTS = "/components/schemas/"

_OF_THE_SCHEMA = frozenset(
    {"$id", "$schema", "$anchor", "$dynamicAnchor", "$defs", "definitions", "$vocabulary"}
)


def is_component(pointer: str) -> bool:
    """Whether `pointer` is that of a schema which the document names itself."""
    return pointer.startswith(COMPONENTS) and "/" not in pointer.removeprefix(COMPONENTS)


def kinds(schema: Schema) -> list[str]:
    """The JSON types that `type` names, without `null`."""
    return [name for name in named_types(schema) if name in JSON_TYPES and name != "null"]


def accepts_null(schema: Schema) -> bool:
    """Whether null is named: `nullable` (3.0), a type list with null, an enum or const with null
    (JSON Schema 2020-12). Of `{type: string, enum: [a, null]}` it is not: `type` holds as well.
    """
    types = schema.get("type")
    if schema.get("nullable") is True or schema.get("const", ...) is None:
        return True
    if types is None:
        return None in sequence(schema.get("enum"))
    return types == "null" or "null" in sequence(types)


def takes_anything(schema: Any) -> bool:
    """Whether a schema is `true`, or `{}`, which says the same (JSON Schema 2020-12, section
    4.3.2). A value of 1, which equals `True` in Python, is neither.
    """
    return schema is True or schema == {}


def structural(schema: Schema) -> Schema:
    """The keywords that decide what a value may be; annotations and extensions left out."""
    return {
        key: value
        for key, value in schema.items()
        if not is_annotation(key) and key not in _OF_THE_SCHEMA
    }


def is_object(schema: Schema) -> bool:
    """Whether a schema that names no type is of an object."""
    return any(
        key in schema
        for key in ("properties", "additionalProperties", "patternProperties", "x-discriminator")
    )


class Merged:
    """An `allOf` as one schema, and the `parts` that it was made of, nearest first.

    `properties` says where each property was found, so that names and places stay right, `keywords`
    which part another keyword is of, `places` where each part stands."""

    def __init__(self) -> None:
        self.schema: Schema = {}
        self.properties: dict[str, str] = {}
        self.keywords: dict[str, str] = {}
        self.parts: list[Schema] = []
        self.places: list[str] = []


def merge(document: Document, schema: Schema, pointer: str) -> Merged:
    """`schema` with every `allOf` (references followed) folded into it.

    Properties are united (the later and nearer one wins), `required` is united, bounds take the
    narrower value, anything else the nearer one. Each keeps the place where it was first met, the
    farthest first. A reference that comes back to itself is passed over: it adds nothing."""
    whole = Conjunction(schema, pointer, document)
    own = {part.pointer: whole.own(part) for part in whole.nearest_first()}
    merged = Merged()
    merged.parts, merged.places = list(own.values()), list(own)
    farthest_first = [own[part.pointer] for part in whole.farthest_first()]
    merged.schema = dict.fromkeys(_united(farthest_first))
    properties = dict.fromkeys(_united(mapping(part.get("properties")) for part in farthest_first))
    required = _united(sequence(part.get("required")) for part in farthest_first)
    for at, part in reversed(own.items()):  # so that the nearest has the last word
        for key, value in part.items():
            merged.schema[key] = _narrower(key, merged.schema[key], value)
            merged.keywords[key] = at
        for name, value in mapping(part.get("properties")).items():
            properties[name] = value
            merged.properties[name] = f"{at}/properties/{escape(name)}"
    if "properties" in merged.schema:
        merged.schema["properties"] = properties
    merged.schema.pop("required", None)
    if required:
        merged.schema["required"] = required
    return merged


def variant(document: Document, schema: Schema, keyword: str, index: int, at: str) -> Merged:
    """A member of `oneOf` or `anyOf`, which stands at `at`, with every `allOf` folded into it."""
    return merge(document, mapping(schema[keyword][index]), f"{at}/{keyword}/{index}")


def _united(names: Iterable[Iterable[Any]]) -> list[str]:
    """Each name once, where it was first met."""
    return list(dict.fromkeys(name for each in names for name in each if isinstance(name, str)))


def _narrower(key: str, before: Any, after: Any) -> Any:
    if key == "additionalProperties" and after is True and before is not None:
        return before
    found = narrower(key, before, after)
    return after if found is None else found


VERSION_SEGMENT = re.compile(r"v\d+([._-]\w+)*|api|rest|\d[\d.-]*", re.IGNORECASE)
