"""Reads of a Schema Object that do not depend on where it stands: defensive access, kinds, nullability, `allOf` merged.

A document that breaks the specification must not break the generator: whatever is not of the expected form reads as absent
(the validator has reported it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.document.bundle import Document
from generator.document.pointer import escape

Schema = dict[str, Any]

COMPONENTS = "/components/schemas/"

_ANNOTATIONS = frozenset(
    {
        *("title", "description", "summary", "$comment", "externalDocs", "xml"),
        *("default", "example", "examples", "deprecated", "readOnly", "writeOnly"),
    }
)
_KINDS = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def is_component(pointer: str) -> bool:
    """Whether `pointer` is that of a schema which the document names itself."""
    return pointer.startswith(COMPONENTS) and "/" not in pointer.removeprefix(COMPONENTS)


def kinds(schema: Schema) -> list[str]:
    """The JSON types that `type` names, without `null`."""
    value = schema.get("type")
    names = [value] if isinstance(value, str) else [name for name in sequence(value) if isinstance(name, str)]
    return [name for name in names if name in _KINDS and name != "null"]


def accepts_null(schema: Schema) -> bool:
    """Whether null is named: `nullable` (3.0), a type list with null, an enum or const with null (JSON Schema 2020-12)."""
    if schema.get("nullable") is True:
        return True
    value = schema.get("type")
    if value == "null" or "null" in sequence(value):
        return True
    if "const" in schema and schema["const"] is None:
        return True
    return value is None and None in sequence(schema.get("enum"))


def structural(schema: Schema) -> Schema:
    """The keywords that decide what a value may be; annotations and extensions left out."""
    return {key: value for key, value in schema.items() if key not in _ANNOTATIONS and not key.startswith("x-")}


def is_object(schema: Schema) -> bool:
    if kinds(schema):
        return kinds(schema) == ["object"]
    return any(key in schema for key in ("properties", "additionalProperties", "patternProperties", "x-discriminator"))


class Merged:
    """An `allOf` as one schema, and the `parts` that it was made of, nearest first.

    `pointers` says where each property was found, so that names and places stay right.
    """

    def __init__(self) -> None:
        self.schema: Schema = {}
        self.pointers: dict[str, str] = {}
        self.parts: list[Schema] = []


def merge(document: Document, schema: Schema, pointer: str) -> Merged:
    """`schema` with every `allOf` (references followed) folded into it.

    Properties are united (the later and nearer one wins), `required` is united, bounds take the narrower value, anything else
    the nearer one. A reference that comes back to itself is passed over: it adds nothing.
    """
    merged = Merged()
    required: dict[str, None] = {}
    parts = list(_parts(document, schema, pointer))
    merged.parts = [part for part, _ in parts]
    for part, at in reversed(parts):
        for key, value in part.items():
            if key == "properties":
                properties = merged.schema.setdefault("properties", {})
                for name, inner in mapping(value).items():
                    properties[name] = inner
                    merged.pointers[name] = f"{at}/properties/{escape(name)}"
            elif key == "required":
                required.update(dict.fromkeys(name for name in sequence(value) if isinstance(name, str)))
            else:
                merged.schema[key] = _narrower(key, merged.schema.get(key), value)
                merged.pointers[f"\0{key}"] = at
    if required:
        merged.schema["required"] = list(required)
    return merged


def _parts(document: Document, schema: Schema, pointer: str) -> Iterator[tuple[Schema, str]]:
    """The schemas that `schema` is the conjunction of, each once, nearest first, `allOf` and `$ref` taken out of each."""
    met: set[str] = set()
    waiting = [(schema, pointer, frozenset({pointer}))]
    while waiting:
        schema, pointer, around = waiting.pop()
        if pointer in met:
            continue
        met.add(pointer)
        own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        for keyword in ("oneOf", "anyOf"):  # a base that lists its own variants: one that builds on the base is not all of them
            members = [member for member in sequence(own.get(keyword)) if "$ref" in mapping(member)]
            if any(document.resolve(member)[1] in around - {pointer} for member in members):
                del own[keyword]
        yield own, pointer
        if isinstance(schema.get("$ref"), str):
            target, at = document.resolve(schema)
            if at is not None:
                waiting.append((mapping(target), at, around | {at}))
        for index, part in enumerate(sequence(schema.get("allOf"))):
            waiting.append((mapping(part), f"{pointer}/allOf/{index}", around))


def _narrower(key: str, before: Any, after: Any) -> Any:
    numbers = isinstance(before, int | float) and isinstance(after, int | float) and not isinstance(before, bool)
    if numbers and key.startswith(("min", "exclusiveMin")):
        return max(before, after)
    if numbers and key.startswith(("max", "exclusiveMax")):
        return min(before, after)
    if key == "additionalProperties" and after is True and before is not None:
        return before
    return after


VERSION_SEGMENT = re.compile(r"v\d+([._-]\w+)*|api|rest|\d[\d.-]*", re.IGNORECASE)
