"""A schema in one spelling, so that two ways to write the same thing compare as equal.

What holds together is one `Shape`: references are followed, `allOf` is folded in, OpenAPI 3.0's
`nullable` and boolean `exclusiveMinimum` become what 3.1 writes, a union with one member is that
member, a union with null is nullability, `const` is an enumeration of one (OpenAPI 3.0.4, section
4.7.24; OpenAPI 3.1.1, section 4.8.24; JSON Schema 2020-12). Every fact keeps the pointer that it
comes from, so that a cause met along many ways is still one cause."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote

from generator.document import pointer as pointers
from generator.document.bundle import Document
from generator.document.inheritance import inheritance, reference_to
from generator.document.schema.keywords import (
    JSON_TYPES,
    bounds,
    common_types,
    is_number,
    json_type,
    named_types,
)

CONSTRAINTS = (
    *(
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
    ),
    *(
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "uniqueItems",
        "multipleOf",
        "minContains",
        "maxContains",
    ),
)
MAPS = ("patternProperties", "dependentSchemas")
SINCE_3_1 = (
    *(
        "patternProperties",
        "dependentSchemas",
        "dependentRequired",
        "propertyNames",
        "unevaluatedProperties",
    ),
    *("unevaluatedItems", "if", "contains", "prefixItems"),
)
"""Keywords that OpenAPI 3.0 does not have; those that say something only beside one of these
(`then`) are left out.
"""
LOWER = {"minLength": 0, "minItems": 0, "minProperties": 0}
_IDLE: dict[str, Any] = {
    **LOWER,
    "uniqueItems": False,
    "required": [],
    "properties": {},
    "title": "",
    "deprecated": False,
}
UPPER = ("maxLength", "maxItems", "maxProperties")
NOTES = (
    "title",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
    "default",
    "example",
    "examples",
    "externalDocs",
    "xml",
)
_READ = frozenset(
    {
        *(
            "$ref",
            "$id",
            "$schema",
            "$anchor",
            "$comment",
            "$defs",
            "definitions",
            "type",
            "nullable",
            "enum",
            "const",
        ),
        *(
            "format",
            "pattern",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "prefixItems",
            "allOf",
            "oneOf",
        ),
        *(
            "anyOf",
            "discriminator",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "x-extensible-enum",
        ),
        *("dependentRequired", "dependencies"),
        *CONSTRAINTS,
        *MAPS,
        *LOWER,
        *UPPER,
        *NOTES,
    }
)
APPLIES = {
    **dict.fromkeys(("minimum", "maximum"), frozenset({"integer", "number"})),
    **dict.fromkeys(("minLength", "maxLength"), frozenset({"string"})),
    **dict.fromkeys(("minItems", "maxItems"), frozenset({"array"})),
    **dict.fromkeys(("minProperties", "maxProperties"), frozenset({"object"})),
}
"""The types that a bound says something about."""
ALL_TEXTS = frozenset({"", "^", "$", ".*", "^.*", ".*$", "[\\s\\S]*", "^[\\s\\S]*$"})
"""Patterns that every text matches; `^.*$` is none, for a dot matches no line end (ECMA-262,
section 22.2.2.7).
"""
_HINTS = frozenset({"password"})
"""Formats that refuse no value (OpenAPI 3.0.4, section 4.4: a hint to obscure it)."""
_MOST_STEPS = 80
_MOST_NESTED = 3
_COMPOSED = ("allOf", "oneOf", "anyOf")
_MAY_REFUSE = frozenset({*_COMPOSED, "$ref", "not", "if"})
_OF_NULL = frozenset({"not", "if"})
_OF_ITS_OWN = frozenset({"$ref", "type", "enum", "const"})
_ANY: dict[str, Any] = {}
_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
)


def canonical(value: Any) -> str:
    """`value` as JSON text that does not depend on the order of keys; numbers that are equal have
    equal texts.
    """
    return _CANONICAL.encode(value if value.__class__ is str else _plain(value))


def _is_empty(schema: Any) -> bool:
    """Whether a schema says nothing, or only what holds anyway."""
    said = schema.items() if isinstance(schema, dict) else ()
    return schema in (True, {}) or (
        bool(said) and all(key in _IDLE and value == _IDLE[key] for key, value in said)
    )


def _says_something(schema: Mapping[str, Any], keyword: str) -> bool:
    """Whether a keyword is there and refuses something."""
    value = schema.get(keyword)
    if value is None:
        return False
    if keyword in ("if", "contains"):
        beside = ("then", "else") if keyword == "if" else ()
        return (
            not beside or any(not _is_empty(schema.get(key, True)) for key in beside)
        ) and schema.get("minContains") != 0
    if isinstance(value, list):
        return not all(map(_is_empty, value))
    if isinstance(value, dict) and (keyword in MAPS or keyword == "dependentRequired"):
        return not all(map(_is_empty, value.values()))
    return not _is_empty(value)


def _is_idle(schema: Mapping[str, Any], keyword: str) -> bool:
    """Whether a constraint refuses nothing (JSON Schema 2020-12, Validation, sections 6.4.4 and
    6.4.5: without `contains`).
    """
    value = schema[keyword]
    if keyword in ("minContains", "maxContains"):
        return "contains" not in schema
    if keyword == "not" and isinstance(value, dict) and value.keys() == {"not"}:
        return _is_empty(value["not"])
    return keyword == "uniqueItems" and value is False


def unwrapped(value: Any) -> str:
    """What a value says, without the way in which its text is wrapped."""
    return (
        " ".join(value.split())
        if isinstance(value, str)
        else ""
        if value is None
        else canonical(value)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Part:
    """A schema at its place. `null` says that something around it lets null through; `omit` are
    keywords to leave out.
    """

    pointer: str
    schema: Any = field(compare=False, hash=False)
    null: bool = False
    omit: tuple[str, ...] = ()

    def without(self, keyword: str) -> Part:
        return Part(self.pointer, self.schema, self.null, (*self.omit, keyword))

    def __contains__(self, keyword: str) -> bool:
        return keyword in self.schema and keyword not in self.omit


Node = tuple[Part, ...]
"""Schemas that hold together at one place of a value; the empty one lets everything through."""


@dataclass(slots=True)
class Union:
    """`oneOf` or `anyOf`, without a member that is only null; `null` says whether there is one,
    here or around it.
    """

    keyword: str
    pointer: str
    members: tuple[Node, ...]
    owner: Part
    null: bool


@dataclass(slots=True)
class Shape:
    """What a node says. `types` and `values` are None where anything goes; values are kept by their
    canonical texts.

    `refused` are the properties that one of the schemas declares and another, being closed,
    refuses. `spared` are the constraints that do not hold for null, as something around them lets
    it through.

    `doubts` are what OpenAPI 3.0 has other words for than the documents that are written in it.
    `null`: `nullable: true` beside an `enum` without null, which refuses null ("other Schema Object
    constraints retain their defined behavior, and therefore may disallow the use of null", OpenAPI
    3.0.3, section 4.7.24), though hardly any author means that. `const` and those of `SINCE_3_1`:
    they are "strictly unsupported" there (same section), so that tools may ignore them, though
    whoever writes them means them. All are read as they are meant; what a clear document says
    instead is a change of which nobody can tell whether it is one."""

    parts: Node
    types: frozenset[str] | None = None
    null: bool = True
    values: dict[str, Any] | None = None
    formats: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    low: dict[str, tuple[Any, bool, str]] = field(default_factory=dict)
    high: dict[str, tuple[Any, bool, str]] = field(default_factory=dict)
    properties: dict[str, Node] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)
    closed: str | None = None
    refused: dict[str, str] = field(default_factory=dict)
    additional: Node = ()
    items: Node = ()
    prefix: tuple[Node, ...] = ()
    unions: list[Union] = field(default_factory=list)
    constraints: dict[str, list[tuple[Any, str]]] = field(default_factory=dict)
    spared: set[str] = field(default_factory=set)
    doubts: set[str] = field(default_factory=set)
    maps: dict[str, dict[str, Node]] = field(default_factory=dict)
    dependent: dict[tuple[str, str], str] = field(default_factory=dict)
    discriminator: tuple[Any, str] | None = None
    notes: dict[str, tuple[Any, str]] = field(default_factory=dict)
    extensions: dict[str, tuple[Any, str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def pointer(self) -> str:
        return self.parts[0].pointer if self.parts else ""

    def source(self, keyword: str) -> str:
        """Where `keyword` stands, or the schema itself where it does not."""
        return self.sources.get(keyword, self.pointer)

    def flagged(self, flag: str) -> bool:
        return flag in self.notes and any(
            isinstance(part.schema, dict) and part.schema.get(flag) is True for part in self.parts
        )

    def said(self, keyword: str) -> frozenset[str]:
        """All that the schemas that hold together say by an annotation; `notes` has what the
        outermost says.
        """
        schemas = (part.schema for part in self.parts if isinstance(part.schema, dict))
        values = (schema.get(keyword) for schema in schemas)
        return frozenset(
            " ".join(value.split()) if isinstance(value, str) else canonical(value)
            for value in values
        ) - {
            "",
            "null",
        }


class Side:
    """One of the two documents, with what has been read of it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = document.root
        self.old = document.version == "3.0"
        self._shapes: dict[Node, Shape] = {}
        self._digests: dict[tuple[Node, int], str] = {}
        self._kinds: dict[tuple[Node, int], frozenset[str]] = {}
        self._targets: dict[str, tuple[Any, str] | None] = {}
        self.families = inheritance(document).families

    # --- references -------------------------------------------------------------------------------

    def resolved(self, node: Any, pointer: str) -> tuple[Any, str]:
        """The object that `node` at `pointer` stands for, and its own pointer; ({}, pointer) where
        there is none.
        """
        if not isinstance(node, dict) or "$ref" not in node:
            return node, pointer
        target, place = self.document.resolve(node)
        return (target, place) if place is not None else ({}, pointer)

    def target(self, schema: Mapping[str, Any]) -> tuple[Any, str] | None:
        """What a schema's `$ref` leads to in one step, and its pointer: what stands beside a
        further `$ref` counts as well.

        None where the chain of references has no end.
        """
        reference: str = schema["$ref"]
        if reference not in self._targets:
            self._targets[reference] = self._one_step(reference)
        return self._targets[reference]

    def _one_step(self, reference: str) -> tuple[Any, str] | None:
        met: set[str] = set()
        place, found = self._at(reference)
        end = found
        while self.is_alias(end):
            if end["$ref"] in met:
                return None
            met.add(end["$ref"])
            _, end = self._at(end["$ref"])
        return None if end is None else (found, place)

    def _at(self, reference: str) -> tuple[str, Any]:
        """The pointer that a reference within the document leads to, and its node: None where it
        leads nowhere.
        """
        try:
            return (
                self.document.canonical(unquote(reference[1:]))
                if reference.startswith("#")
                else ("", None)
            )
        except (KeyError, ValueError):
            return "", None

    def is_alias(self, schema: Any) -> bool:
        """Whether a schema is nothing but a reference (what is beside one counts since OpenAPI
        3.1).
        """
        return (
            isinstance(schema, dict)
            and isinstance(schema.get("$ref"), str)
            and (self.old or len(schema) == 1)
        )

    def node(self, schema: Any, pointer: str) -> Node:
        return (Part(pointer, schema if isinstance(schema, (dict, bool)) else _ANY),)

    def component(self, node: Node) -> str | None:
        """The pointer of the one component that `node` is, directly or by a reference."""
        if len(node) != 1:
            return None
        target, pointer = self.resolved(node[0].schema, node[0].pointer)
        del target
        return (
            pointer
            if pointer.startswith("/components/schemas/") and pointer.count("/") == 3
            else None
        )

    # --- shapes -----------------------------------------------------------------------------------

    def shape(self, node: Node) -> Shape:
        shape = self._shapes.get(node)
        if shape is None:
            shape = self._shapes[node] = self._read(node)
        return shape

    def leaves(self, node: Node) -> Node:
        """The schemas without references and `allOf` that a node
        joins, each once, outermost first.
        """
        found: dict[Part, None] = {}
        met: set[tuple[str, bool]] = set()
        waiting = [*self._choices(node), *reversed(node)]
        while waiting:
            part = waiting.pop()
            key = (part.pointer, part.null)
            if key in met and not part.omit:
                continue
            met.add(key)
            if isinstance(part.schema, bool):
                found[part] = None
                continue
            inner: list[Part] = []
            null = part.null or (self.old and part.schema.get("nullable") is True)
            if not self.is_alias(part.schema):
                own, inner = self._taken_apart(part, null)
                found[own] = None
            if isinstance(part.schema.get("$ref"), str):
                target, pointer = self.target(part.schema) or (None, "")
                inner.append(Part(pointer, target, null))
            waiting += [
                member for member in reversed(inner) if isinstance(member.schema, (dict, bool))
            ]
        return tuple(found)

    def _choices(self, node: Node) -> Iterator[Part]:
        """What a use of a polymorphic base may be besides the base: one of the schemas that extend
        it (see `inheritance`).
        """
        for part in node:
            family = self.families.get(part.pointer)
            if family is not None:
                members = [
                    {"$ref": reference_to(pointer)}
                    for pointer in family.members
                    if pointer != family.base
                ]
                yield Part(family.pointer, {"anyOf": members}, part.null)

    def _taken_apart(self, part: Part, null: bool) -> tuple[Part, list[Part]]:
        """A schema without the alternatives that are none, and these and its `allOf`, all of which
        hold together with it.
        """
        own, alone = Part(part.pointer, part.schema, null, part.omit), []
        for keyword in ("oneOf", "anyOf"):
            members = part.schema.get(keyword)
            if not isinstance(members, list) or keyword in part.omit:
                continue
            real = [
                number
                for number, member in enumerate(members)
                if len(members) == 1 or not self.is_null(member)
            ]
            if len(real) == 1:
                own = own.without(keyword)
                place = pointers.join(part.pointer, keyword, real[0])
                alone.append(Part(place, members[real[0]], null or len(members) > 1))
        parts = part.schema.get("allOf")
        joined = enumerate(parts if isinstance(parts, list) else ())
        return own, [
            *(
                Part(pointers.join(part.pointer, "allOf", number), member, null)
                for number, member in joined
            ),
            *alone,
        ]

    def behind(self, schema: Any) -> Any:
        """The schema itself that `schema` is by reference, or as the one schema that it is composed
        of.
        """
        for _ in range(_MOST_STEPS):
            if self.is_alias(schema):
                schema, _ = self.target(schema) or (None, "")
                continue
            composed = (
                [schema[keyword] for keyword in _COMPOSED if keyword in schema]
                if isinstance(schema, dict)
                else []
            )
            if (
                len(composed) != 1
                or not isinstance(composed[0], list)
                or len(composed[0]) != 1
                or schema.keys() & _OF_ITS_OWN
            ):
                break
            schema = composed[0][0]
        return schema

    def is_null(self, schema: Any) -> bool:
        """Whether a schema lets only null through."""
        found = self.behind(schema)
        if not isinstance(found, dict):
            return False
        only = (
            found.get("type") in ("null", ["null"])
            or found.get("enum") == [None]
            or found.get("const", 0) is None
        )
        listed = found.get("enum")
        refused = found.get("const") is not None or (
            isinstance(listed, list) and None not in listed
        )
        return only and not refused and not found.keys() & _MAY_REFUSE

    def _read(self, node: Node) -> Shape:
        leaves = self.leaves(node)
        shape = Shape(leaves)
        for leaf in leaves:
            if isinstance(leaf.schema, bool):
                if not leaf.schema:
                    shape.types, shape.null = frozenset(), False
                continue
            _Reader(self, shape, leaf).read()
        self._settle(shape)
        if shape.closed is not None and len(leaves) > 1:
            self._refuse(shape)
        return shape

    def kinds(self, node: Node, depth: int = _MOST_NESTED) -> frozenset[str]:
        """The types of values that a node lets through, what its alternatives refuse taken away; to
        that depth of unions.
        """
        key = (node, depth)
        if key not in self._kinds:
            shape = self.shape(node)
            types = JSON_TYPES if shape.types is None else shape.types
            for union in shape.unions if depth > 0 else ():
                let: frozenset[str] = frozenset().union(
                    *(self.kinds(member, depth - 1) for member in union.members)
                )
                types = common_types(types, let | {"null"} if union.null else let)
            self._kinds[key] = types
        return self._kinds[key]

    def _settle(self, shape: Shape) -> None:
        """What only all that holds together tells: `unevaluatedProperties` is about what no
        `additionalProperties` is about.
        """
        unevaluated = shape.constraints.get("unevaluatedProperties", ())
        if shape.closed is None and "additionalProperties" not in shape.sources:
            shape.closed = next(
                (place for value, place in unevaluated if self.behind(value) is False), None
            )
        if shape.types is not None and "number" in shape.types:
            shape.types -= {"integer"}
        shape.null = shape.types is None or "null" in shape.types
        both = shape.values is not None and shape.values.keys() == {"true", "false"}
        if both and shape.types is not None and shape.types <= {"boolean", "null"}:
            shape.values = None  # both that there are
        if shape.types == frozenset({"null"}):
            shape.values = None  # null is no value of its own

    def _refuse(self, shape: Shape) -> None:
        """`additionalProperties: false` knows the properties beside itself only, not those of what
        holds together with it.

        (JSON Schema 2020-12, section 10.3.2.3.) What patterns let through is not looked into.
        """
        for leaf in shape.parts:
            if not isinstance(leaf.schema, dict) or "patternProperties" in leaf.schema:
                continue
            if self.behind(leaf.schema.get("additionalProperties")) is False:
                known = leaf.schema.get("properties")
                place = pointers.join(leaf.pointer, "additionalProperties")
                for name in shape.properties:
                    if not isinstance(known, dict) or name not in known:
                        shape.refused.setdefault(name, place)

    # --- comparing at a glance --------------------------------------------------------------------

    def digest(self, node: Node, depth: int = 3) -> str:
        """Equal for shapes that are equal down to `depth`, annotations and names of components
        aside.
        """
        key = (node, depth)
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = blake2b(
                repr(self._summary(node, depth)).encode(), digest_size=12
            ).hexdigest()
        return found

    def _glance(self, node: Node, inner: Callable[[Node], Any]) -> Any:
        """What `inner` gives for a node; None where anything goes, said or unsaid."""
        found = inner(node) if node else None
        return None if found is None or found == inner(()) else found

    def _summary(self, node: Node, depth: int) -> Any:
        shape = self.shape(node)

        def inner(child: Node) -> Any:
            return (
                self.digest(child, depth - 1)
                if depth > 0
                else sorted(self.shape(child).types or ())
            )

        def constraint(keyword: str, value: Any, place: str) -> str:
            return (
                str(inner(self.node(value, place)))
                if is_schema(keyword, value)
                else canonical(value)
            )

        def union(one: Union) -> Any:
            return (one.null, sorted({str(inner(child)) for child in one.members}))

        return (
            sorted(shape.types) if shape.types is not None else None,
            shape.null,
            sorted(shape.values) if shape.values is not None else None,
            sorted(shape.formats),
            sorted(shape.patterns),
            sorted(
                (key, str(value[:2])) for key, value in (*shape.low.items(), *shape.high.items())
            ),
            sorted((name, inner(child)) for name, child in shape.properties.items()),
            sorted(shape.required),
            shape.closed is not None,
            sorted(shape.refused),
            self._glance(shape.additional, inner),
            self._glance(shape.items, inner),
            [inner(child) for child in shape.prefix],
            sorted(set(map(str, map(union, shape.unions)))) if depth > 0 else bool(shape.unions),
            sorted(
                (key, sorted({constraint(key, *one) for one in found}))
                for key, found in shape.constraints.items()
            ),
            [
                sorted((name, inner(child)) for name, child in shape.maps.get(keyword, {}).items())
                for keyword in MAPS
            ],
            sorted(shape.dependent),
            shape.flagged("readOnly"),
            shape.flagged("writeOnly"),
        )


class _Reader:
    """Adds what one schema says to the shape of all that hold together."""

    def __init__(self, side: Side, shape: Shape, leaf: Part) -> None:
        self.side, self.shape, self.leaf, self.schema = side, shape, leaf, leaf.schema

    def read(self) -> None:
        shape, schema, place = self.shape, self.schema, self.leaf.pointer
        for keyword in schema:
            shape.sources.setdefault(keyword, pointers.join(place, keyword))
        self._types()
        self._texts()
        self._bounds()
        self._object()
        self._array()
        for keyword in ("oneOf", "anyOf"):
            self._union(keyword)
        for keyword in CONSTRAINTS:
            if keyword in schema and not _is_idle(schema, keyword):
                shape.constraints.setdefault(keyword, []).append(
                    (schema[keyword], pointers.join(place, keyword))
                )
                shape.spared |= {keyword} & _OF_NULL if self.leaf.null else set()
        self._maps()
        if isinstance(schema.get("discriminator"), dict) and shape.discriminator is None:
            shape.discriminator = (schema["discriminator"], pointers.join(place, "discriminator"))
        for keyword in NOTES:
            if keyword in schema:
                shape.notes.setdefault(keyword, (schema[keyword], pointers.join(place, keyword)))
        for keyword, value in schema.items():
            if keyword not in _READ:
                shape.extensions.setdefault(keyword, (value, pointers.join(place, keyword)))

    def _texts(self) -> None:
        shape, schema, place = self.shape, self.schema, self.leaf.pointer
        written, pattern = schema.get("format"), schema.get("pattern")
        if written in _HINTS:
            shape.extensions.setdefault("format", (written, pointers.join(place, "format")))
        elif isinstance(written, str) and written:
            shape.formats.setdefault(written, pointers.join(place, "format"))
        if isinstance(pattern, str) and pattern not in ALL_TEXTS:
            shape.patterns.setdefault(pattern, pointers.join(place, "pattern"))

    def _types(self) -> None:
        shape, schema = self.shape, self.schema
        types = (
            frozenset(named_types(schema)) if isinstance(schema.get("type"), str | list) else None
        )
        values: dict[str, Any] | None = None
        listed = schema.get("enum", schema.get("x-extensible-enum"))
        if isinstance(listed, list):
            values = {canonical(value): value for value in listed}
        if "const" in schema:
            only = canonical(schema["const"])
            values = {only: schema["const"]} if values is None or only in values else {}
        if self.side.old:
            unlisted = (
                isinstance(listed, list) and None not in listed and schema.get("nullable") is True
            )
            shape.doubts |= {
                name for name, is_so in (("null", unlisted), ("const", "const" in schema)) if is_so
            }
            shape.doubts |= {keyword for keyword in SINCE_3_1 if _says_something(schema, keyword)}
        if types is not None:
            if self.leaf.null:
                types |= {"null"}
            if (
                values is not None
                and not self.leaf.null
                and "null" in types
                and "null" not in values
            ):
                types -= {"null"}
            shape.types = types if shape.types is None else common_types(shape.types, types)
        elif values is not None:
            implied = frozenset(json_type(value) for value in values.values()) | (
                {"null"} if self.leaf.null else frozenset()
            )
            shape.types = implied if shape.types is None else common_types(shape.types, implied)
        if values is not None:
            kept = {text: value for text, value in values.items() if text != "null"}
            shape.values = (
                kept
                if shape.values is None
                else {text: v for text, v in shape.values.items() if text in kept}
            )

    def _bounds(self) -> None:
        shape, schema, place = self.shape, self.schema, self.leaf.pointer
        for kept, limit, sign in ((shape.low, "minimum", 1), (shape.high, "maximum", -1)):
            for value, excluded, keyword in bounds(schema, limit):
                _tighten(kept, limit, value, excluded, pointers.join(place, keyword), sign)
        for keyword, least in LOWER.items():
            if is_number(schema.get(keyword)) and schema[keyword] > least:
                _tighten(
                    shape.low, keyword, schema[keyword], False, pointers.join(place, keyword), 1
                )
        for keyword in UPPER:
            if is_number(schema.get(keyword)):
                _tighten(
                    shape.high, keyword, schema[keyword], False, pointers.join(place, keyword), -1
                )

    def _maps(self) -> None:
        """`dependencies` was taken apart into `dependentSchemas` and `dependentRequired` (JSON
        Schema 2019-09).
        """
        for keyword in (*MAPS, "dependentRequired", "dependencies"):
            entries = self.schema.get(keyword)
            for name, value in entries.items() if isinstance(entries, dict) else ():
                place = pointers.join(self.leaf.pointer, keyword, name)
                names = value
                if keyword != "patternProperties" and _is_empty(self.side.behind(value)):
                    continue
                if (
                    isinstance(value, dict)
                    and value.keys() == {"required"}
                    and keyword != "patternProperties"
                ):
                    names = value["required"]
                if isinstance(names, list):
                    for other in (each for each in names if each != name):
                        self.shape.dependent.setdefault((name, str(other)), place)
                elif isinstance(value, (dict, bool)):
                    known = self.shape.maps.setdefault(
                        "dependentSchemas" if keyword == "dependencies" else keyword, {}
                    )
                    known[name] = (*known.get(name, ()), Part(place, value))

    def _object(self) -> None:
        shape, schema, place = self.shape, self.schema, self.leaf.pointer
        declared = schema.get("properties")
        if isinstance(declared, dict):
            for name, child in declared.items():
                part = Part(
                    pointers.join(place, "properties", name),
                    child if isinstance(child, (dict, bool)) else _ANY,
                )
                shape.properties[name] = (*shape.properties.get(name, ()), part)
        required = schema.get("required")
        if isinstance(required, list):
            for name in required:
                if isinstance(name, str):
                    shape.required.setdefault(name, pointers.join(place, "required"))
        extra = schema.get("additionalProperties")
        if self.side.behind(extra) is False:
            shape.closed = shape.closed or pointers.join(place, "additionalProperties")
        elif isinstance(extra, dict) and extra:
            shape.additional = (
                *shape.additional,
                Part(pointers.join(place, "additionalProperties"), extra),
            )

    def _array(self) -> None:
        shape, schema, place = self.shape, self.schema, self.leaf.pointer
        if isinstance(schema.get("items"), (dict, bool)) and schema["items"] is not True:
            shape.items = (*shape.items, Part(pointers.join(place, "items"), schema["items"]))
        prefix = schema.get("prefixItems")
        if isinstance(prefix, list):
            place = pointers.join(place, "prefixItems")
            own = [
                self.side.node(child, pointers.join(place, number))
                for number, child in enumerate(prefix)
            ]
            shape.prefix = tuple(
                (*known, *new) for known, new in zip_longest(shape.prefix, own, fillvalue=())
            )

    def _union(self, keyword: str) -> None:
        members = self.schema.get(keyword)
        if keyword not in self.leaf or not isinstance(members, list):
            return
        place = pointers.join(self.leaf.pointer, keyword)
        real = [
            self.side.node(member, pointers.join(place, number))
            for number, member in enumerate(members)
            if not self.side.is_null(member)
        ]
        if real:
            null = self.leaf.null or len(real) < len(members)
            self.shape.unions.append(Union(keyword, place, tuple(real), self.leaf, null))
        elif members:
            only = frozenset({"null"})
            self.shape.types = (
                only if self.shape.types is None else common_types(self.shape.types, only)
            )


def is_schema(keyword: str, value: Any) -> bool:
    """Whether the value of a constraint is a schema."""
    return isinstance(value, (dict, bool)) and keyword != "uniqueItems"


def _tighten(
    kept: dict[str, tuple[Any, bool, str]],
    keyword: str,
    value: Any,
    exclusive: bool,
    place: str,
    sign: int,
) -> None:
    known = kept.get(keyword)
    if known is None or (sign * value, exclusive) > (sign * known[0], known[1]):
        kept[keyword] = (value, exclusive, place)


def mapped(discriminator: Any) -> Any:
    """What a discriminator says, whether its mapping uses names or references."""
    if not isinstance(discriminator, dict):
        return None
    mapping = discriminator.get("mapping")
    mapping = mapping if isinstance(mapping, dict) else {}
    return (
        discriminator.get("propertyName"),
        sorted((key, str(value).rpartition("/")[2]) for key, value in mapping.items()),
    )
