"""The schemas that a draft can refer to: those under `schemas/`, those of the document, and those
drafted so far.

A shape is met again where the names and types of its properties are the same, all the way down. An
open schema that has all the fields and more is met too. Facts that come from a sample say nothing
of formats and null, so a schema may say them; a schema never says of complete facts what they do
not say.

All are held in one tree whose references are `#/components/schemas/<name>`, as in a bundled
document."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.casing import words
from generator.document.schema.keywords import named_types
from generator.document.source import read
from generator.records import record
from generator.vendor_docs.facts import Field, every_field
from generator.vendor_docs.path_words import singular

PREFIX = "#/components/schemas/"
DRAFT = ".draft.yaml"
_COMMON = frozenset({"type", "id", "name", "value"})  # names that say nothing of what an object is
_FILE_REFERENCE = re.compile(r"[^#]*\.ya?ml#/([^/]+)|#/([^/]+)")


@record(frozen=True, slots=True)
class SchemaMatch:
    """A schema that has a shape; `more` is how many properties it has besides, at any depth.
    `drafted`: in this run.
    """

    name: str
    more: int
    drafted: bool


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
                for name, node in read(file, file.name).data.items():
                    self._known(
                        name,
                        with_bundled_references(node),
                        f"schemas/{file.name}#{pointers.join('', name)}",
                    )
        for name, node in document.root.get("components", {}).get("schemas", {}).items():
            if name not in self._nodes:
                place = document.locate(pointers.join("/components/schemas", name))
                self._known(name, node, f"{relative_path(root, place.file)}#{place.pointer}")
        for name, node in self._nodes.items():
            self._index(name, node)

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
        free, number = name, 2
        while free in self._nodes:
            free, number = f"{name}{number}", number + 1
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
        one named like `hint`, then
        one of `file`, then by name. `weak`: the facts come from a sample or are cut."""
        rarest = min(
            (self._by_property.get(field.name, []) for field in fields), key=len, default=[]
        )
        found = []
        for name in dict.fromkeys(rarest):
            more = self._object(fields, self._nodes[name], weak)
            if more is None or not self._telling(fields, name, more, hint, file):
                continue
            at_home = self._places[name].startswith(f"{file}#")
            foreign = name in self._drafted and not at_home
            if foreign and more:
                continue  # of another section, known no better than this one
            found.append((foreign, more, not related(name, hint), not at_home, name))
        if not found:
            return None
        _, more, _, _, name = min(found)
        return SchemaMatch(name, more, name in self._drafted)

    def find_enum(self, field: Field, hint: str) -> SchemaMatch | None:
        """The first schema by name with the same values, type and format: numbers by a name like
        `hint` only.
        """
        is_text = all(isinstance(value, str) for value in field.enum)
        for name, node in sorted(self._nodes.items()):
            if (is_text or related(name, hint)) and _is_enum_of(node, field):
                return SchemaMatch(name, 0, name in self._drafted)
        return None

    def _telling(self, fields: Sequence[Field], name: str, more: int, hint: str, file: str) -> bool:
        """Whether the shape says enough: small ones are alike by accident, so then the name has to
        agree, or the place.
        """
        named = {field.name for field in fields} - _COMMON
        if related(name, hint) and (named or more <= len(fields)):
            return True
        if name in self._drafted and more == 0 and len(fields) > 1:
            return True
        place = posixpath.basename(self._places[name].partition("#")[0])
        is_near = place in (posixpath.basename(file), "shared.yaml")
        ample = len(fields) > 2 or (len(fields) == 2 and is_near)
        return ample and more <= sum(1 for _ in every_field(fields))

    def _object(
        self, fields: Sequence[Field], schema: Any, weak: bool, *, variant: bool = False
    ) -> int | None:
        """How many properties an object schema has besides the fields; `None` where it is not their
        shape.
        """
        node = mapping(self.resolve(schema)[0])
        if variants := _variants(node):
            shapes = _shapes_of(fields)
            return _sum(self._cheapest(shape, variants, weak) for shape in shapes)
        if not _admits(node, fields, weak, variant):
            return None
        known = node["properties"]
        more = len(known) - len({field.name for field in fields})
        costs = (
            self._property(field, known[field.name], weak or field.source == "sample")
            for field in fields
        )
        return _sum(costs, more)

    def _cheapest(self, fields: Sequence[Field], variants: Sequence[Any], weak: bool) -> int | None:
        """What the variant costs that has the least besides."""
        costs = [self._object(fields, each, weak, variant=True) for each in variants]
        return min((cost for cost in costs if cost is not None), default=None)

    def _property(self, field: Field, schema: Any, weak: bool) -> int | None:
        """How much a schema says beyond a field; `None` where it says otherwise."""
        node, nullable = self._without_null(schema)
        if field.type is None:
            return 1
        if field.type == "null":
            return 1 if nullable or weak else None
        if field.nullable != nullable and not (weak and nullable):
            return None
        deprecated = bool({**node, **mapping(schema)}.get("deprecated", False))
        if field.deprecated != deprecated and not weak:
            return None
        if "const" in node:
            return 0 if tuple(field.seen) in ((), (node["const"],)) else None
        if _variants(node):
            return self._fields_of(field, node, weak) if field.type == "object" else None
        return self._typed(field, node, weak)

    def _typed(self, field: Field, node: Mapping[str, Any], weak: bool) -> int | None:
        asked = {field.type} if isinstance(field.type, str) else set(field.type or ())
        if asked != set(types_of(node)):
            return None
        if "array" in asked:
            return self._items(field, node.get("items", {}), weak)
        if "object" in asked:
            return self._fields_of(field, node, weak)
        return self._plain(field.format, field.enum, field.seen, node, weak)

    def _items(self, field: Field, items: Any, weak: bool) -> int | None:
        node, _ = self._without_null(items)
        if field.fields:
            return self._object(field.fields, node, weak)
        if field.items is None:
            return 0 if weak or not node.get("type") else None
        if _variants(node):
            return 1 if field.items == "object" and weak else None
        if types_of(node) != [field.items]:
            return None
        if field.items == "object":
            return self._fields_of(field, node, weak)
        return self._plain(field.items_format, (), (), node, weak)

    def _fields_of(self, field: Field, node: Mapping[str, Any], weak: bool) -> int | None:
        if field.fields:
            return self._object(field.fields, node, weak)
        if _variants(node):
            return 1
        more = len(node.get("properties", {}))
        return more if weak or not more else None

    def _plain(
        self,
        named: str | None,
        enum: Sequence[Any],
        seen: Sequence[Any],
        node: Mapping[str, Any],
        weak: bool,
    ) -> int | None:
        if named != node.get("format") and not (weak and named is None):
            return None
        listed = node.get("enum")
        if enum:
            return 0 if _same_values(listed, enum) else None
        if listed is not None and not weak and not (seen and set(seen) <= set(listed)):
            return None
        return 0

    def _without_null(self, schema: Any) -> tuple[Mapping[str, Any], bool]:
        node = mapping(self.resolve(schema)[0])
        match node.get("anyOf"):
            case [{"type": "null"}, other] | [other, {"type": "null"}]:
                return self._without_null(other)[0], True
        return node, "null" in sequence(node.get("type"))


def with_bundled_references(node: Any) -> Any:
    """A node of a file with its references as a bundled document has them: names are unique over
    all files.
    """
    if isinstance(node, dict):
        return {
            key: _bundled_reference(value)
            if key == "$ref" and isinstance(value, str)
            else with_bundled_references(value)
            for key, value in node.items()
        }
    return [with_bundled_references(item) for item in node] if isinstance(node, list) else node


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


def _shapes_of(fields: Sequence[Field]) -> list[list[Field]]:
    """The fields of each variant, where some belong to one; else all of them."""
    values = dict.fromkeys(field.when for field in fields if field.when)
    common = [replace(field, seen=()) for field in fields if not field.when]
    return [
        [*common, *(replace(each, when=None) for each in fields if each.when == value)]
        for value in values
    ] or [list(fields)]


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


def _admits(node: Mapping[str, Any], fields: Sequence[Field], weak: bool, variant: bool) -> bool:
    """Whether an object schema has all the fields and asks for no other, leaving aside what it says
    of each. Only a `variant` may have a constant, which tells it apart."""
    known = mapping(node.get("properties"))
    names = {field.name for field in fields}
    asked = {field.name for field in fields if field.required}
    constant = {name for name, part in known.items() if "const" in mapping(part)}
    needed = set(node.get("required", ())) - constant
    is_open = node.get("additionalProperties") is True
    is_exact = names == known.keys() and not any(field.discriminator for field in fields)
    return (
        node.get("type") == "object"
        and names <= known.keys()
        and (is_exact or is_open)
        and (variant or not constant)
        and (needed <= asked if weak else needed == asked)
    )


def _sum(costs: Iterable[int | None], start: int = 0) -> int | None:
    """The costs together; `None` where one is, after which no other is asked for."""
    total = start
    for cost in costs:
        if cost is None:
            return None
        total += cost
    return total
