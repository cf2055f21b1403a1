"""The schemas that a draft can refer to: those under `schemas/`, those of the document, and those
drafted so far.

A shape is met again where the names and types of its properties are the same, all the way down. An
open schema that has all the fields and more is met too. Facts that come from a sample say nothing
of formats and null, so a schema may say them; a schema never says of complete facts what they do
not say.

All are held in one tree whose references are `#/components/schemas/<name>`, as in a bundled
document."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.casing import words
from generator.document.schema.keywords import named_types
from generator.document.source import read
from generator.records import record
from generator.vendor_docs.facts import Field, every_field
from generator.vendor_docs.path_words import free_name, singular

PREFIX = "#/components/schemas/"
DRAFT = ".draft.yaml"
_COMMON = frozenset({"type", "id", "name", "value"})  # names that say nothing of what an object is
_FILE_REFERENCE = re.compile(r"[^#]*\.ya?ml#/([^/]+)|#/([^/]+)")

_Cost = float
"""How many properties a schema has besides the fields that it is held against."""
_OTHER: _Cost = math.inf
"""That of a schema with another shape: no sum with it is less."""


@record(frozen=True, slots=True)
class SchemaMatch:
    """A schema that has a shape; `more` is how many properties it has besides, at any depth.
    `drafted`: in this run.
    """

    name: str
    more: int
    drafted: bool


class _Candidate(NamedTuple):
    """A schema that the fields may be. The least is taken, so that what stands first decides."""

    is_foreign: bool
    """Drafted for another section."""
    more: int
    is_unlike_hint: bool
    is_elsewhere: bool
    name: str


class _Shape(NamedTuple):
    """The fields of an object, their names, and which of those are required."""

    fields: Sequence[Field]
    names: frozenset[str]
    required: frozenset[str]
    is_discriminated: bool

    @classmethod
    def of(cls, fields: Sequence[Field]) -> _Shape:
        return cls(
            fields,
            frozenset(field.name for field in fields),
            frozenset(field.name for field in fields if field.required),
            any(field.discriminator for field in fields),
        )


class _Value(NamedTuple):
    """What a schema says of a value, beside and behind its reference."""

    node: Mapping[str, Any]
    nullable: bool
    deprecated: bool


class SchemaIndex:
    """Schemas by name, and where each stands. It is a `Resolver`, so that examples can be made from
    them.
    """

    def __init__(self, document: Document, root: Path) -> None:
        self.version = document.version
        self.main = relative_path(root, str(document.path))
        self._nodes: dict[str, Any] = {}
        self._places: dict[str, str] = {}
        self._drafted: set[str] = set()
        self._by_property: dict[str, list[str]] = {}
        self.root: dict[str, Any] = {"components": {"schemas": self._nodes}}
        for file in sorted((root / "schemas").glob("*.yaml")):
            if not file.name.endswith(DRAFT):
                self._know_file(file)
        self._know_components(document, root)
        for name, node in self._nodes.items():
            self._index(name, node)

    def _know_file(self, file: Path) -> None:
        for name, node in read(file, file.name).data.items():
            place = f"schemas/{file.name}#{pointers.join('', name)}"
            self._known(name, with_bundled_references(node), place)

    def _know_components(self, document: Document, root: Path) -> None:
        for name, node in document.root.get("components", {}).get("schemas", {}).items():
            place = document.locate(pointers.join("/components/schemas", name))
            self._known(name, node, f"{relative_path(root, place.file)}#{place.pointer}")

    def _known(self, name: str, node: Any, place: str) -> None:
        self._nodes.setdefault(name, node)
        self._places.setdefault(name, place)

    def _index(self, name: str, node: Any) -> None:
        """So that only schemas that have a property of a shape are held against it."""
        met = {name}
        for part in self._parts(node, met):
            for key in part.get("properties", {}):
                self._by_property.setdefault(key, []).append(name)

    def _parts(self, node: Any, met: set[str]) -> Iterator[Mapping[str, Any]]:
        if isinstance(node, Mapping):
            yield node
            for variant in _variants(node):
                name = str(mapping(variant).get("$ref", "")).removeprefix(PREFIX)
                if name not in met:
                    met.add(name)
                    yield from self._parts(self.resolve(variant)[0], met)

    # --- what the schemas are ---------------------------------------------------------------------

    def resolve(self, node: Any) -> tuple[Any, str | None]:
        pointer: str | None = None
        for _ in range(len(self._nodes) + 1):
            reference = mapping(node).get("$ref")
            if not isinstance(reference, str):
                return node, pointer
            name = pointers.split(reference.removeprefix("#"))[-1]
            node, pointer = self._nodes.get(name, {}), reference.removeprefix("#")
        return {}, None

    target = resolve

    def __len__(self) -> int:
        return len(self._nodes)

    def __contains__(self, name: str) -> bool:
        return name in self._nodes

    def reserve(self, name: str, file: str) -> tuple[str, dict[str, Any]]:
        """A schema to be filled in, under `name` or, where it is taken, `name` with a number."""
        free = free_name(name, self._nodes)
        holder = "/components/schemas/" if file == self.main else "/"
        self._known(free, {}, f"{file}#{holder}{free}")
        self._drafted.add(free)
        return free, self._nodes[free]

    def filled(self, name: str) -> None:
        """From now on the schema `name` is met by other shapes."""
        self._index(name, self._nodes[name])

    def drafts(self, file: str) -> dict[str, Any]:
        """The schemas drafted for `file`, in the order in which they were asked for."""
        return {
            name: node
            for name, node in self._nodes.items()
            if name in self._drafted and self._places[name].startswith(f"{file}#")
        }

    def drafted_files(self) -> list[str]:
        """The files that schemas were drafted for."""
        return sorted({self._places[name].partition("#")[0] for name in self._drafted})

    def reference(self, name: str, file: str) -> str:
        """How `file`, relative to the document's folder, refers to a schema."""
        target, _, pointer = self._places[name].partition("#")
        if target == file:
            return f"#{pointer}"
        return f"{posixpath.relpath(target, posixpath.dirname(file) or '.')}#{pointer}"

    # --- which of them has a shape ----------------------------------------------------------------

    def find(
        self, fields: Sequence[Field], *, weak: bool, hint: str, file: str
    ) -> SchemaMatch | None:
        """The schema that these fields are, if there is one: the one with the least besides, then
        one named like `hint`, then one of `file`, then by name. `weak`: the facts come from a
        sample or are cut."""
        owners = [self._by_property.get(field.name, []) for field in fields]
        rarest: list[str] = min(owners, key=len, default=[])
        shape = _Shape.of(fields)
        found = (
            self._candidate(name, int(cost), hint, file)
            for name in dict.fromkeys(rarest)
            if (cost := self._object(shape, self._nodes[name], weak)) != _OTHER
        )
        best = min((each for each in found if self._is_told(each, shape, file)), default=None)
        return best and SchemaMatch(best.name, best.more, best.name in self._drafted)

    def _candidate(self, name: str, more: int, hint: str, file: str) -> _Candidate:
        is_elsewhere = not self._places[name].startswith(f"{file}#")
        is_foreign = is_elsewhere and name in self._drafted
        return _Candidate(is_foreign, more, not related(name, hint), is_elsewhere, name)

    def find_enum(self, field: Field, hint: str) -> SchemaMatch | None:
        """The first schema by name with the same values, type and format: numbers by a name like
        `hint` only, as `0` and `1` stand for something else in each enumeration."""
        is_text = all(isinstance(value, str) for value in field.enum)
        for name, node in sorted(self._nodes.items()):
            if (is_text or related(name, hint)) and _is_enum_of(node, field):
                return SchemaMatch(name, 0, name in self._drafted)
        return None

    def _is_told(self, each: _Candidate, shape: _Shape, file: str) -> bool:
        """Whether the shape says enough: small ones are alike by accident, so then the name has to
        agree, or the place. A draft of this run that has just these fields, two or more, is one
        that was made of the same."""
        if each.is_foreign and each.more:
            return False  # of another section, known no better than this one
        if self._is_draft_of(each, shape) or _is_told_by_name(each, shape):
            return True
        # Else by the fields: two near the section, three elsewhere, and as many besides at most.
        ample = 2 if self._is_near(each.name, file) else 3
        return len(shape.fields) >= ample and each.more <= len(list(every_field(shape.fields)))

    def _is_draft_of(self, each: _Candidate, shape: _Shape) -> bool:
        return each.name in self._drafted and each.more == 0 and len(shape.fields) > 1

    def _is_near(self, name: str, file: str) -> bool:
        """Whether a schema stands in the file of the section, or in the one of all sections."""
        place = posixpath.basename(self._places[name].partition("#")[0])
        return place in (posixpath.basename(file), "shared.yaml")

    def _object(self, shape: _Shape, schema: Any, weak: bool, *, variant: bool = False) -> _Cost:
        """What an object schema has besides the fields; of a union, what those of its variants have
        that the fields of each variant are nearest to."""
        node = mapping(self.resolve(schema)[0])
        if variants := _variants(node):
            return _sum(self._cheapest(each, variants, weak) for each in _by_variant(shape.fields))
        if not _admits(node, shape, weak, variant):
            return _OTHER
        known = node["properties"]
        costs = (self._property(field, known[field.name], weak) for field in shape.fields)
        return _sum(costs, len(known) - len(shape.names))

    def _cheapest(self, shape: _Shape, variants: Sequence[Any], weak: bool) -> _Cost:
        """What the variant costs that has the least besides."""
        return min(self._object(shape, each, weak, variant=True) for each in variants)

    def _property(self, field: Field, schema: Any, weak: bool) -> _Cost:
        """How much a schema says beyond a field. A field whose type was not seen, or that was null
        in the sample, may be anything: to say what it is counts as one property more."""
        weak = weak or field.source == "sample"
        said = self._value(schema)
        match field.type:
            case None:
                return 1
            case "null":
                return _if(said.nullable or weak, 1)
        if not _flags_agree(field, said, weak):
            return _OTHER
        if "const" in said.node:  # agrees if the page was set to this variant, or shows no value
            return _if(tuple(field.seen) in ((), (said.node["const"],)))
        if _variants(said.node):
            return self._fields_of(field, said.node, weak) if field.type == "object" else _OTHER
        return self._typed(field, said.node, weak)

    def _typed(self, field: Field, node: Mapping[str, Any], weak: bool) -> _Cost:
        asked = set(field.types)
        if asked != set(types_of(node)):
            return _OTHER
        if "array" in asked:
            return self._items(field, node.get("items", {}), weak)
        if "object" in asked:
            return self._fields_of(field, node, weak)
        return _plain(field, node, weak)

    def _items(self, field: Field, items: Any, weak: bool) -> _Cost:
        """What the schema of an array's items says beyond those of a field. Where the items were
        not seen, nothing may be said of them, unless the facts are weak."""
        node = self._value(items).node
        if field.fields:
            return self._object(_Shape.of(field.fields), node, weak)
        if field.items is None:
            return _if(weak or not node.get("type"))
        if _variants(node):
            return _if(weak and field.items == "object", 1)
        if types_of(node) != [field.items]:
            return _OTHER
        if field.items == "object":
            return self._fields_of(field, node, weak)
        return _plain(Field("", format=field.items_format), node, weak)

    def _fields_of(self, field: Field, node: Mapping[str, Any], weak: bool) -> _Cost:
        """What an object has besides the fields; where none were seen, all that it has, which says
        more than strong facts do."""
        if field.fields:
            return self._object(_Shape.of(field.fields), node, weak)
        if _variants(node):
            return 1
        more = len(node.get("properties", {}))
        return _if(weak or not more, more)

    def _value(self, schema: Any) -> _Value:
        node: Mapping[str, Any] = mapping(self.resolve(schema)[0])
        match node.get("anyOf"):
            case [{"type": "null"}, other] | [other, {"type": "null"}]:
                node, nullable = self._value(other).node, True
            case _:
                nullable = "null" in sequence(node.get("type"))
        is_deprecated = {**node, **mapping(schema)}.get("deprecated", False)
        return _Value(node, nullable, bool(is_deprecated))


def with_bundled_references(node: Any) -> Any:
    """A node of a file with its references as a bundled document has them, `contact.yaml#/Contact`
    as `#/components/schemas/Contact`: names are unique over all files."""
    if isinstance(node, list):
        return [with_bundled_references(item) for item in node]
    if isinstance(node, dict):
        return {key: _bundled_member(key, value) for key, value in node.items()}
    return node


def _bundled_member(key: str, value: Any) -> Any:
    if key == "$ref" and isinstance(value, str):
        return _bundled_reference(value)
    return with_bundled_references(value)


def _bundled_reference(reference: str) -> str:
    match = _FILE_REFERENCE.fullmatch(reference)
    return PREFIX + (match[1] or match[2]) if match else reference


def relative_path(root: Path, file: str) -> str:
    """A file's path relative to the document's folder."""
    path = Path(file).resolve()
    folder = root.resolve()
    inside = path.relative_to(folder) if path.is_relative_to(folder) else Path(file)
    return inside.as_posix()


def related(name: str, hint: str) -> bool:
    """Whether a schema is named like what is looked for: by its last word, one or many."""
    return (last := _last_word(name)) is not None and last == _last_word(hint)


def _last_word(name: str) -> str | None:
    return next((singular(word.lower()) for word in reversed(words(name))), None)


def types_of(node: Mapping[str, Any]) -> list[str]:
    """The types of a schema, null left out."""
    return [kind for kind in named_types(node) if kind != "null"]


def _by_variant(fields: Sequence[Field]) -> list[_Shape]:
    """The fields of each variant, where some belong to one; else all of them."""
    values = dict.fromkeys(field.when for field in fields if field.when)
    common = [replace(field, seen=()) for field in fields if not field.when]
    every: list[Sequence[Field]] = [
        [*common, *(replace(each, when=None) for each in fields if each.when == value)]
        for value in values
    ]
    return list(map(_Shape.of, every or [fields]))


def _is_told_by_name(each: _Candidate, shape: _Shape) -> bool:
    """Whether a schema is named like what is looked for, and does not have to be it for an `id` or
    a `name` alone: a large one has those too."""
    is_telling = bool(shape.names - _COMMON) or each.more <= len(shape.fields)
    return is_telling and not each.is_unlike_hint


def _variants(node: Mapping[str, Any]) -> list[Any]:
    for key in ("anyOf", "oneOf"):
        listed = node.get(key)
        if isinstance(listed, list):
            return listed
    return []


def _same_values(listed: Any, values: Iterable[Any]) -> bool:
    return isinstance(listed, list) and sorted(map(repr, listed)) == sorted(map(repr, values))


def _is_enum_of(node: Any, field: Field) -> bool:
    """Whether a schema has the values, the type and the format of a field."""
    return (
        isinstance(node, Mapping)
        and _same_values(node.get("enum"), field.enum)
        and types_of(node) == [field.type]
        and node.get("format") == field.format
    )


def _admits(node: Mapping[str, Any], shape: _Shape, weak: bool, variant: bool) -> bool:
    """Whether an object schema has all the fields and asks for no other, leaving aside what it says
    of each. Only a `variant` may have a constant, which tells it apart: `type: {const: book}`."""
    known = mapping(node.get("properties"))
    constant = {name for name, part in known.items() if "const" in mapping(part)}
    if node.get("type") != "object" or (constant and not variant):
        return False
    needed = set(node.get("required", ())) - constant
    return _asks_for(needed, shape, weak) and _has_fields(node, shape)


def _asks_for(needed: set[str], shape: _Shape, weak: bool) -> bool:
    """Whether the required properties are those of the facts, of weak facts perhaps fewer."""
    return needed == shape.required or (weak and needed < shape.required)


def _has_fields(node: Mapping[str, Any], shape: _Shape) -> bool:
    """Whether an object schema has all the fields. An open one may have more properties; fields
    with a discriminator among them are met by an open one alone."""
    known = mapping(node.get("properties")).keys()
    is_exact = shape.names == known and not shape.is_discriminated
    is_open = node.get("additionalProperties") is True
    return is_exact or (is_open and shape.names <= known)


def _flags_agree(field: Field, said: _Value, weak: bool) -> bool:
    """A sample shows neither that a value may be null nor that it is deprecated."""
    if weak:
        return said.nullable or not field.nullable
    return (field.nullable, field.deprecated) == (said.nullable, said.deprecated)


def _plain(field: Field, node: Mapping[str, Any], weak: bool) -> _Cost:
    """Of a value that is no object and no array: its format and its values. A sample (`weak`) shows
    no format."""
    leaves_open = weak and field.format is None
    if field.format != node.get("format") and not leaves_open:
        return _OTHER
    return _if(_is_of_values(node.get("enum"), field, weak))


def _is_of_values(listed: Any, field: Field, weak: bool) -> bool:
    """Whether a schema lists the values of a field. A sample shows no list; where a page has none
    (`seen`: `… 12 more`), those that it met have to be among those of the schema."""
    if field.enum:
        return _same_values(listed, field.enum)
    if weak or listed is None:
        return True
    return bool(field.seen) and set(field.seen) <= set(listed)


def _if(agrees: object, more: _Cost = 0) -> _Cost:
    """The cost of a schema that says `more` beside what agrees."""
    return more if agrees else _OTHER


def _sum(costs: Iterable[_Cost], start: int = 0) -> _Cost:
    """The costs together, as far as the first that leaves nothing to ask."""
    total: _Cost = start
    for cost in costs:
        total += cost
        if total == _OTHER:
            break
    return total
