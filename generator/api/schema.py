"""Reads of a Schema Object that do not depend on where it stands: defensive access, kinds,
nullability, `allOf` merged.

A document that breaks the specification must not break the generator: whatever is not of the
expected form reads as absent (the validator has reported it)."""

from __future__ import annotations

import re
from typing import Any

from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.pointer import escape
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
    (JSON Schema 2020-12).
    """
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

    `pointers` says where each property was found, so that names and places stay right, `places`
    where each part stands."""

    def __init__(self) -> None:
        self.schema: Schema = {}
        self.pointers: dict[str, str] = {}
        self.parts: list[Schema] = []
        self.places: list[str] = []


def merge(document: Document, schema: Schema, pointer: str) -> Merged:
    """`schema` with every `allOf` (references followed) folded into it.

    Properties are united (the later and nearer one wins), `required` is united, bounds take the
    narrower value, anything else the nearer one. Each keeps the place where it was first met, the
    farthest first. A reference that comes back to itself is passed over: it adds nothing."""
    whole = _Whole(document, schema, pointer)
    nearest_first = {at: whole.own(at) for at in whole.nearest_first()}
    merged = Merged()
    merged.parts, merged.places = list(nearest_first.values()), list(nearest_first)
    properties: Schema = {}
    required: dict[str, None] = {}
    for at in whole.farthest_first():
        part = nearest_first[at]
        merged.schema |= dict.fromkeys(
            key for key in part if key not in merged.schema and key != "required"
        )
        properties |= dict.fromkeys(
            name for name in mapping(part.get("properties")) if name not in properties
        )
        required |= dict.fromkeys(
            name for name in sequence(part.get("required")) if isinstance(name, str)
        )
    for at, part in reversed(nearest_first.items()):
        for key, value in part.items():
            if key == "properties":
                for name, inner in mapping(value).items():
                    properties[name] = inner
                    merged.pointers[name] = f"{at}/properties/{escape(name)}"
            elif key != "required":
                merged.schema[key] = _narrower(key, merged.schema.get(key), value)
                merged.pointers[f"\0{key}"] = at
    if "properties" in merged.schema:
        merged.schema["properties"] = properties
    if required:
        merged.schema["required"] = list(required)
    return merged


class _Whole:
    """A schema and all that hold together with it, each once, by their pointers."""

    def __init__(self, document: Document, schema: Schema, pointer: str) -> None:
        self._document, self._pointer = document, pointer
        self._schemas = {pointer: schema}
        self._joined: dict[str, list[str]] = {}
        waiting = [pointer]
        while waiting:
            at = waiting.pop()
            if at not in self._joined:
                parts = self._parts(at)
                self._schemas |= parts
                self._joined[at] = list(parts)
                waiting += parts

    def _parts(self, pointer: str) -> dict[str, Schema]:
        """What `$ref` and `allOf` of a schema lead to, farthest first."""
        schema = self._schemas[pointer]
        target, at = (
            self._document.resolve(schema) if isinstance(schema.get("$ref"), str) else (None, None)
        )
        parts = {} if at is None else {at: mapping(target)}
        return parts | {
            f"{pointer}/allOf/{n}": mapping(part)
            for n, part in enumerate(sequence(schema.get("allOf")))
        }

    def nearest_first(self) -> list[str]:
        found: dict[str, None] = {}
        waiting = [self._pointer]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found[at] = None
                waiting += self._joined[at]
        return list(found)

    def farthest_first(self) -> list[str]:
        found: list[str] = []
        met: set[str] = set()
        waiting: list[tuple[str, bool]] = [(self._pointer, False)]
        while waiting:
            at, done = waiting.pop()
            if done:
                found.append(at)
            elif at not in met:
                met.add(at)
                waiting.append((at, True))
                waiting += [(inner, False) for inner in reversed(self._joined[at])]
        return found

    def own(self, pointer: str) -> Schema:
        """What one says itself. A base may list its own variants: what builds on the base by way of
        one is not all of them.
        """
        schema = self._schemas[pointer]
        if (
            "$ref" in schema and self._document.version == "3.0"
        ):  # which ignores what stands beside (3.0.3, section 4.7.23)
            return {}
        own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        for keyword in ("oneOf", "anyOf"):
            members = [member for member in sequence(own.get(keyword)) if "$ref" in mapping(member)]
            variants = {self._document.resolve(member)[1] for member in members} - {pointer}
            if any(each in self._joined for each in variants) and not self._leads_to(
                pointer, variants
            ):
                del own[keyword]
        return own

    def _leads_to(self, pointer: str, around: set[str | None]) -> bool:
        """Whether a way leads to one of them that does not pass through any of `around`."""
        met = set(around)
        waiting = [self._pointer]
        while waiting:
            at = waiting.pop()
            if at not in met:
                if at == pointer:
                    return True
                met.add(at)
                waiting += self._joined[at]
        return False


def _narrower(key: str, before: Any, after: Any) -> Any:
    if key == "additionalProperties" and after is True and before is not None:
        return before
    found = narrower(key, before, after)
    return after if found is None else found


VERSION_SEGMENT = re.compile(r"v\d+([._-]\w+)*|api|rest|\d[\d.-]*", re.IGNORECASE)
