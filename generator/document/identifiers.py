"""What the schemas of a file are called: by `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema
2020-12, section 8.2).

A schema with an `$id` is a resource: it has a base URI of its own, against which it and all that
stands in it refer to others, and `#` leads to it. A document of OpenAPI 3.2 is one by its `$self`
(section 4.1.2.2 there). Names inside data (examples, defaults, constants, extensions) are none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from generator.document import pointer as pointers
from generator.document.access import mapping, text
from generator.document.grammar import KINDS
from generator.document.source import Source
from generator.records import record

RECURSIVE = "$recursiveAnchor"
"""The name of what `$recursiveRef` leads to (JSON Schema 2019-09, section 8.2.4.2); no
`$dynamicAnchor` can have it.
"""

_KEYWORDS = ("$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$self")
_DATA = frozenset({"example", "examples", "default", "const", "enum", "value", "dataValue"})
_MAPS = frozenset(
    name for kind in KINDS.values() for name, entry in kind.fields.items() if entry.shape == "map"
) | {
    *("paths", "responses", "callbacks", "dependencies"),
}
_SCHEMA = frozenset(
    {"$id", "$schema", "$ref", "$defs", "type", "properties", "allOf", "anyOf", "oneOf", "items"}
)
_SCHEMAS = ("components", "schemas")


@record(frozen=True, slots=True, eq=False)
class Identifiers:
    """Of one file: `bases` has the base URI of each resource by its pointer (`""` is the file),
    `named` what has an `$id`.

    `anchors` are the places of each resource that have names, `dynamic` the dynamic ones of each
    scope."""

    bases: dict[str, str]
    is_schema: bool = False  # the file as a whole
    named: list[tuple[str, str]] = field(default_factory=list)
    anchors: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    dynamic: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def resource(self, pointer: str) -> str:
        """The innermost resource that the place is in."""
        if len(self.bases) > 1:
            while pointer not in self.bases:
                pointer = pointer.rpartition("/")[0]
            return pointer
        return ""

    def add(self, node: Mapping[str, Any], pointer: str, *, bases: bool) -> None:
        """Takes up what the schema at `pointer` is called. With `bases`, an `$id` is the base URI
        of what stands in it. Of two schemas of one name in a resource, the first has it.
        """
        identifier, dynamic = text(node.get("$id")), text(node.get("$dynamicAnchor"))
        is_anchor = identifier.startswith("#")  # `$id: "#line"`, as before 2019-09
        if identifier and not is_anchor:
            self._name(identifier, pointer, is_base=bases)
        resource = self.resource(pointer)
        plain = identifier[1:] if is_anchor else ""
        for name in filter(None, (plain, text(node.get("$anchor")), dynamic)):
            self.anchors[resource].setdefault(name, pointer)
        if dynamic:
            self.dynamic[self.scope(pointer)].setdefault(dynamic, pointer)
        if node.get("$recursiveAnchor") is True:
            # the root of an OpenAPI document is no schema to recur to
            root = resource if resource or self.is_schema else pointer
            self.dynamic[self.scope(pointer)].setdefault(RECURSIVE, root)

    def _name(self, identifier: str, pointer: str, *, is_base: bool) -> None:
        """Takes up an `$id`, which counts from the resource around: `pet` is
        `https://example.com/pet` in that of `https://example.com/api`.
        """
        around = pointer.rpartition("/")[0]
        own = joined(self.bases[self.resource(around)], identifier.partition("#")[0])
        self.named.append((own, pointer))
        if is_base:
            self.bases[pointer] = own

    def scope(self, pointer: str) -> str:
        """The schema that the dynamic anchors around a place belong to: its resource, or else the
        one with a name. That is a component, the `schema` of a parameter or a media type, or in a
        file of several (`/Pet/properties/name`) what stands at the top.
        """
        resource = self.resource(pointer)
        if resource or self.is_schema:
            return resource
        tokens, end = pointers.split(pointer), 1
        if tokens[:2] == _SCHEMAS:
            end = 3
        elif "schema" in tokens:
            end = tokens.index("schema") + 1
        return pointers.join("", *tokens[:end])

    def anchor(self, resource: str, name: str) -> str | None:
        """The place that is called so in a resource, else in the file."""
        known = self.anchors.get(resource, {}).get(name)
        elsewhere = (names[name] for names in self.anchors.values() if name in names)
        return known if known is not None else next(elsewhere, None)


def identifiers(source: Source, uri: str, *, bases: bool) -> Identifiers | None:
    """Those of a file that was found at `uri`, or None where it has none. Without `bases`, no `$id`
    is a base for others.
    """
    if not source.mentions(*_KEYWORDS):
        return None
    found = Identifiers({"": uri}, is_schema=not _SCHEMA.isdisjoint(source.data))
    own = source.data.get("$self")
    if isinstance(own, str) and str(source.data.get("openapi", "")).startswith("3.2"):
        found.bases[""] = joined(uri, own.partition("#")[0])
        found.named.append((found.bases[""], ""))
    for node, pointer in objects(source.data):
        found.add(node, pointer, bases=bases)
    return found


def remove_names(schema: dict[str, Any]) -> None:
    """Takes away the names that references led to: these are pointers now, and an `$id` would
    be their base.
    """
    for keyword, form in _WELL_FORMED.items():
        if isinstance(schema.get(keyword), str) and form.fullmatch(schema[keyword]):
            del schema[keyword]
    if schema.get("$recursiveAnchor") is True:
        del schema["$recursiveAnchor"]


_WELL_FORMED = {
    "$id": re.compile(r"[^#]+#?"),
    **dict.fromkeys(("$anchor", "$dynamicAnchor"), re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")),
}


@lru_cache(maxsize=1024)
def joined(base: str, reference: str) -> str:
    """A reference as a URI, against its base (RFC 3986, section 5)."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def objects(data: Any, pointer: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """The objects that may be schemas, or hold some, with their pointers, in the order of the file;
    not those of data. A map is none, nor are its names keywords: of
    `{properties: {default: {$anchor: a}}, default: {$anchor: b}}` `b` is data, `a` is not.
    """
    stack: list[tuple[Any, str, bool]] = [(data, pointer, False)]
    while stack:
        node, at, is_map = stack.pop()
        if isinstance(node, dict) and not is_map:
            yield node, at
        inner = [
            (child, pointers.join(at, key), key in _MAPS and not is_map)
            for key, child in _fields(node, is_map=is_map)
            if isinstance(child, (dict, list))
        ]
        stack += reversed(inner)  # the first is taken up next


def _fields(node: Any, *, is_map: bool) -> Iterable[tuple[str | int, Any]]:
    """What a node has, without data; the names in a map say nothing of what they name."""
    if isinstance(node, list):
        return enumerate(node)
    if is_map:
        return mapping(node).items()
    named = mapping(node).items()
    return ((key, child) for key, child in named if key not in _DATA and key[:2] != "x-")
