"""A schema in one spelling, so that two ways to write the same thing read the same.

What holds together is one `NormalisedSchema`: references are followed, `allOf` is folded in,
`nullable` and boolean `exclusiveMinimum` of OpenAPI 3.0 become what 3.1 writes, a list of `items`
becomes `prefixItems`, `dependencies` what took their place, a union with one member is that member,
a union with null is nullability, `const` is an enumeration of one (OpenAPI 3.0.4, section 4.7.24;
3.1.1, section 4.8.24; JSON Schema 2020-12). Every fact keeps the pointer that it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.inheritance import inheritance, reference_to
from generator.document.schema.composition import Part, Subschema, held_with
from generator.document.schema.keywords import (
    ALTERNATIVES,
    JSON_TYPES,
    bounds,
    common_types,
    is_number,
    json_type,
    named_types,
)

CONSTRAINTS = (
    *("not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems"),
    *("unevaluatedProperties", "contentEncoding", "contentMediaType", "contentSchema"),
    *("uniqueItems", "multipleOf", "minContains", "maxContains"),
)
"""Keywords that are kept as they are written."""
MAPS = ("patternProperties", "dependentSchemas")
SINCE_3_1 = (
    *(*MAPS, "dependentRequired", "propertyNames", "unevaluatedProperties", "unevaluatedItems"),
    *("if", "contains", "prefixItems"),
)
"""Keywords that OpenAPI 3.0 does not have; those that say something only beside one of these
(`then`) are left out.
"""
LOWER = {"minLength": 0, "minItems": 0, "minProperties": 0}
UPPER = ("maxLength", "maxItems", "maxProperties")
NOTES = (
    *("title", "description", "deprecated", "readOnly", "writeOnly", "default"),
    *("example", "examples", "externalDocs", "xml"),
)
_READ = frozenset(
    {
        *("$ref", "$id", "$schema", "$anchor", "$comment", "$defs", "definitions", "type"),
        *("nullable", "enum", "const", "x-extensible-enum", "format", "pattern", "required"),
        *("properties", "additionalProperties", "items", "prefixItems", "discriminator"),
        *("allOf", "oneOf", "anyOf", "dependentRequired", "dependencies"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        *(*CONSTRAINTS, *MAPS, *LOWER, *UPPER, *NOTES),
    }
)
_SAYS_NOTHING: dict[str, Any] = {
    **LOWER,
    "uniqueItems": False,
    "required": [],
    "properties": {},
    "title": "",
    "deprecated": False,
}
"""Keywords with the value that refuses nothing."""
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
_COMPOSED = ("allOf", *ALTERNATIVES)
_MAY_REFUSE = frozenset({*_COMPOSED, "$ref", "not", "if"})
_OF_NULL = frozenset({"not", "if"})
_OF_ITS_OWN = frozenset({"$ref", "type", "enum", "const"})
_ANY: dict[str, Any] = {}
_NULL = frozenset({"null"})
_NO_TYPE = frozenset[str]()
_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
)


def canonical(value: Any) -> str:
    """`value` as JSON text that does not depend on the order of keys; numbers that are equal have
    equal texts.
    """
    return _CANONICAL.encode(value if value.__class__ is str else _plain(value))


def unwrapped(value: Any) -> str:
    """What a value says, without the way in which its text is wrapped."""
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None else canonical(value)


def _is_empty(schema: Any) -> bool:
    """Whether a schema says nothing, or only what holds anyway."""
    said = schema.items() if isinstance(schema, dict) else ()
    return schema in (True, {}) or (
        bool(said)
        and all(key in _SAYS_NOTHING and value == _SAYS_NOTHING[key] for key, value in said)
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


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


Bound = tuple[Any, bool, str]
"""A bound, whether it is excluded, and where it stands."""


@dataclass(slots=True)
class Union:
    """`oneOf` or `anyOf`, without a member that is only null; `null` says whether there is one,
    here or around it.
    """

    keyword: str
    pointer: str
    members: tuple[Subschema, ...]
    owner: Part
    null: bool


@dataclass(slots=True)
class NormalisedSchema:
    """What holds at one place. `types` and `values` are None where anything goes; values are kept
    by their canonical texts.

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

    parts: Subschema
    types: frozenset[str] | None = None
    null: bool = True
    values: dict[str, Any] | None = None
    formats: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    low: dict[str, Bound] = field(default_factory=dict)
    high: dict[str, Bound] = field(default_factory=dict)
    properties: dict[str, Subschema] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)
    closed: str | None = None
    refused: dict[str, str] = field(default_factory=dict)
    additional: Subschema = ()
    items: Subschema = ()
    prefix: tuple[Subschema, ...] = ()
    unions: list[Union] = field(default_factory=list)
    constraints: dict[str, list[tuple[Any, str]]] = field(default_factory=dict)
    spared: set[str] = field(default_factory=set)
    doubts: set[str] = field(default_factory=set)
    maps: dict[str, dict[str, Subschema]] = field(default_factory=dict)
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
            mapping(part.schema).get(flag) is True for part in self.parts
        )

    def said(self, keyword: str) -> frozenset[str]:
        """All that the schemas that hold together say by an annotation; `notes` has what the
        outermost says.
        """
        values = [mapping(part.schema).get(keyword) for part in self.parts]
        return frozenset(map(unwrapped, values)) - {""}

    def restrict(self, types: frozenset[str]) -> None:
        """Says that a value is of one of these types besides."""
        self.types = types if self.types is None else common_types(self.types, types)


class SchemaReader:
    """Reads the schemas of one document, each place once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.old = document.version == "3.0"
        self.families = inheritance(document).families
        self._normalised: dict[Subschema, NormalisedSchema] = {}
        self._kinds: dict[tuple[Subschema, int], frozenset[str]] = {}

    def subschema(self, schema: Any, pointer: str) -> Subschema:
        return (Part(pointer, schema if isinstance(schema, dict | bool) else _ANY),)

    def is_alias(self, schema: Any) -> bool:
        """Whether a schema is nothing but a reference (what is beside one counts since OpenAPI
        3.1).
        """
        is_reference = isinstance(schema, dict) and isinstance(schema.get("$ref"), str)
        return is_reference and (self.old or len(schema) == 1)

    def target(self, schema: Mapping[str, Any]) -> tuple[Any, str] | None:
        """What a schema's `$ref` leads to in one step, and its pointer; None where the chain of
        references has no end.
        """
        found, place = self.document.target(schema)
        return None if place is None else (found, place)

    def normalised(self, place: Subschema) -> NormalisedSchema:
        known = self._normalised.get(place)
        if known is None:
            known = self._normalised[place] = self._read(place)
        return known

    def _read(self, place: Subschema) -> NormalisedSchema:
        leaves = self.leaves(place)
        whole = NormalisedSchema(leaves)
        for leaf in leaves:
            if leaf.schema is False:
                whole.types, whole.null = _NO_TYPE, False
            elif leaf.schema is not True:
                _Folding(self, whole, leaf).fold()
        self._settle(whole)
        if whole.closed is not None and len(leaves) > 1:
            self._refuse(whole)
        return whole

    def leaves(self, place: Subschema) -> Subschema:
        """The schemas without references and `allOf` that a place joins, each once, outermost
        first.
        """
        found: dict[Part, None] = {}
        met: set[tuple[str, bool]] = set()
        waiting = [*self._choices(place), *reversed(place)]
        while waiting:
            part = waiting.pop()
            key = (part.pointer, part.null)
            if key in met and not part.omit:
                continue
            met.add(key)
            if isinstance(part.schema, bool):
                found[part] = None
                continue
            if self.old and part.schema.get("nullable") is True:
                part = Part(part.pointer, part.schema, True, part.omit)
            lone: list[Part] = []
            if not self.is_alias(part.schema):
                own, lone = self._without_lone_members(part)
                found[own] = None
            waiting += reversed([*held_with(part, self.document), *lone])
        return tuple(found)

    def _choices(self, place: Subschema) -> Iterator[Part]:
        """What a use of a polymorphic base may be besides the base: one of the schemas that extend
        it (see `inheritance`).
        """
        for part in place:
            family = self.families.get(part.pointer)
            if family is not None:
                others = [pointer for pointer in family.members if pointer != family.base]
                members = [{"$ref": reference_to(pointer)} for pointer in others]
                yield Part(family.pointer, {"anyOf": members}, part.null)

    def _without_lone_members(self, part: Part) -> tuple[Part, list[Part]]:
        """A schema without the unions that have one member besides null, and those members, which
        hold together with it.
        """
        own, lone = part, []
        for keyword in ALTERNATIVES:
            members = sequence(part.schema.get(keyword))
            if not members or keyword in part.omit:
                continue
            real = list(range(len(members)))
            if len(members) > 1:
                real = [number for number in real if not self.is_null(members[number])]
            if len(real) == 1 and isinstance(members[real[0]], dict | bool):
                own = own.without(keyword)
                at = f"{part.pointer}/{keyword}/{real[0]}"
                lone.append(Part(at, members[real[0]], part.null or len(members) > 1))
        return own, lone

    def behind(self, schema: Any) -> Any:
        """The schema itself that `schema` is by reference, or as the one schema that it is composed
        of.
        """
        for _ in range(_MOST_STEPS):
            if self.is_alias(schema):
                schema, _ = self.target(schema) or (None, "")
                continue
            said = mapping(schema)
            composed = [said[keyword] for keyword in _COMPOSED if keyword in said]
            if len(composed) != 1 or said.keys() & _OF_ITS_OWN:
                break
            if not isinstance(composed[0], list) or len(composed[0]) != 1:
                break
            schema = composed[0][0]
        return schema

    def is_null(self, schema: Any) -> bool:
        """Whether a schema lets only null through."""
        found = self.behind(schema)
        if not isinstance(found, dict) or found.keys() & _MAY_REFUSE:
            return False
        listed = found.get("enum")
        if found.get("const") is not None or (isinstance(listed, list) and None not in listed):
            return False
        is_typed = found.get("type") in ("null", ["null"])
        return is_typed or listed == [None] or found.get("const", 0) is None

    def kinds(self, place: Subschema, depth: int = _MOST_NESTED) -> frozenset[str]:
        """The types of values that a place lets through, what its alternatives refuse taken away;
        to that depth of unions.
        """
        key = (place, depth)
        if key not in self._kinds:
            whole = self.normalised(place)
            types = JSON_TYPES if whole.types is None else whole.types
            for union in whole.unions if depth > 0 else ():
                kinds = [self.kinds(member, depth - 1) for member in union.members]
                types = common_types(types, frozenset().union(*kinds, _NULL if union.null else ()))
            self._kinds[key] = types
        return self._kinds[key]

    def _settle(self, whole: NormalisedSchema) -> None:
        """What only all that holds together tells: `unevaluatedProperties` is about what no
        `additionalProperties` is about.
        """
        if whole.closed is None and "additionalProperties" not in whole.sources:
            for value, at in whole.constraints.get("unevaluatedProperties", ()):
                if self.behind(value) is False:
                    whole.closed = at
                    break
        types = whole.types
        if types is None:
            whole.null = True
            return
        if "number" in types:
            types -= {"integer"}
        whole.types, whole.null = types, "null" in types
        values = whole.values.keys() if whole.values is not None else ()
        if types <= {"boolean", "null"} and values == {"true", "false"}:
            whole.values = None  # both that there are
        if types == _NULL:
            whole.values = None  # null is no value of its own

    def _refuse(self, whole: NormalisedSchema) -> None:
        """`additionalProperties: false` knows the properties beside itself only, not those of what
        holds together with it.

        (JSON Schema 2020-12, section 10.3.2.3.) What patterns let through is not looked into.
        """
        for leaf in whole.parts:
            schema = mapping(leaf.schema)
            if "patternProperties" in schema:
                continue
            if self.behind(schema.get("additionalProperties")) is False:
                at = f"{leaf.pointer}/additionalProperties"
                for name in whole.properties.keys() - mapping(schema.get("properties")).keys():
                    whole.refused.setdefault(name, at)


class _Folding:
    """Adds what one schema says to what all say that hold together."""

    def __init__(self, reader: SchemaReader, whole: NormalisedSchema, leaf: Part) -> None:
        self.reader, self.whole, self.leaf, self.schema = reader, whole, leaf, leaf.schema
        self.null = _NULL if leaf.null else _NO_TYPE

    def at(self, *tokens: str | int) -> str:
        return pointers.join(self.leaf.pointer, *tokens)

    def fold(self) -> None:
        for keyword in self.schema:
            self.whole.sources.setdefault(keyword, self.at(keyword))
        self._types()
        self._texts()
        self._bounds()
        self._properties()
        self._items()
        for keyword in ALTERNATIVES:
            self._union(keyword)
        self._constraints()
        self._maps()
        self._notes()

    def _types(self) -> None:
        schema, values = self.schema, self._values()
        if isinstance(schema.get("type"), str | list):
            types = frozenset(named_types(schema)) | self.null
            if values is not None and "null" not in values and not self.null:
                types -= _NULL
            self.whole.restrict(types)
        elif values is not None:
            self.whole.restrict(frozenset(map(json_type, values.values())) | self.null)
        if values is not None:
            known = self.whole.values
            values.pop("null", None)
            self.whole.values = (
                values
                if known is None
                else {text: value for text, value in known.items() if text in values}
            )
        if self.reader.old:
            self._doubts()

    def _values(self) -> dict[str, Any] | None:
        """What `enum` and `const` leave, by canonical text."""
        schema, values = self.schema, None
        listed = schema.get("enum", schema.get("x-extensible-enum"))
        if isinstance(listed, list):
            values = {canonical(value): value for value in listed}
        if "const" in schema:
            only = canonical(schema["const"])
            values = {only: schema["const"]} if values is None or only in values else {}
        return values

    def _doubts(self) -> None:
        schema, doubts = self.schema, self.whole.doubts
        listed = schema.get("enum", schema.get("x-extensible-enum"))
        if schema.get("nullable") is True and isinstance(listed, list) and None not in listed:
            doubts.add("null")
        if "const" in schema:
            doubts.add("const")
        doubts.update(keyword for keyword in SINCE_3_1 if _says_something(schema, keyword))

    def _texts(self) -> None:
        written, pattern = self.schema.get("format"), self.schema.get("pattern")
        if written in _HINTS:
            self.whole.extensions.setdefault("format", (written, self.at("format")))
        elif isinstance(written, str) and written:
            self.whole.formats.setdefault(written, self.at("format"))
        if isinstance(pattern, str) and pattern not in ALL_TEXTS:
            self.whole.patterns.setdefault(pattern, self.at("pattern"))

    def _bounds(self) -> None:
        schema, whole = self.schema, self.whole
        for kept, limit, sign in ((whole.low, "minimum", 1), (whole.high, "maximum", -1)):
            for value, excluded, keyword in bounds(schema, limit):
                _tighten(kept, limit, (value, excluded, self.at(keyword)), sign)
        for keyword, least in LOWER.items():
            if is_number(schema.get(keyword)) and schema[keyword] > least:
                _tighten(whole.low, keyword, (schema[keyword], False, self.at(keyword)), 1)
        for keyword in UPPER:
            if is_number(schema.get(keyword)):
                _tighten(whole.high, keyword, (schema[keyword], False, self.at(keyword)), -1)

    def _properties(self) -> None:
        schema, whole = self.schema, self.whole
        for name, child in mapping(schema.get("properties")).items():
            part = Part(
                self.at("properties", name), child if isinstance(child, dict | bool) else _ANY
            )
            whole.properties[name] = (*whole.properties.get(name, ()), part)
        for name in sequence(schema.get("required")):
            if isinstance(name, str):
                whole.required.setdefault(name, self.at("required"))
        extra = schema.get("additionalProperties")
        if self.reader.behind(extra) is False:
            whole.closed = whole.closed or self.at("additionalProperties")
        elif isinstance(extra, dict) and extra:
            whole.additional = (*whole.additional, Part(self.at("additionalProperties"), extra))

    def _items(self) -> None:
        """A list of `items` became `prefixItems`, and `additionalItems` became `items` (JSON Schema
        2020-12, appendix of changes).
        """
        schema, prefix, items = self.schema, "prefixItems", "items"
        if isinstance(schema.get("items"), list) and "prefixItems" not in schema:
            prefix, items = "items", "additionalItems"
        value = schema.get(items)
        if isinstance(value, dict | bool) and value is not True:
            self.whole.items = (*self.whole.items, Part(self.at(items), value))
        if isinstance(schema.get(prefix), list):
            own = [
                self.reader.subschema(child, self.at(prefix, number))
                for number, child in enumerate(schema[prefix])
            ]
            joined = zip_longest(self.whole.prefix, own, fillvalue=())
            self.whole.prefix = tuple((*known, *new) for known, new in joined)

    def _union(self, keyword: str) -> None:
        members = sequence(self.schema.get(keyword))
        if not members or keyword in self.leaf.omit:
            return
        real = [
            self.reader.subschema(member, self.at(keyword, number))
            for number, member in enumerate(members)
            if not self.reader.is_null(member)
        ]
        if real:
            null = self.leaf.null or len(real) < len(members)
            self.whole.unions.append(Union(keyword, self.at(keyword), tuple(real), self.leaf, null))
        else:
            self.whole.restrict(_NULL)

    def _constraints(self) -> None:
        for keyword in CONSTRAINTS:
            if keyword in self.schema and not _is_idle(self.schema, keyword):
                found = (self.schema[keyword], self.at(keyword))
                self.whole.constraints.setdefault(keyword, []).append(found)
                if self.leaf.null and keyword in _OF_NULL:
                    self.whole.spared.add(keyword)

    def _maps(self) -> None:
        """`dependencies` was taken apart into `dependentSchemas` and `dependentRequired` (JSON
        Schema 2019-09).
        """
        for keyword in (*MAPS, "dependentRequired", "dependencies"):
            for name, value in mapping(self.schema.get(keyword)).items():
                if keyword == "patternProperties":
                    self._entry(keyword, name, value, self.at(keyword, name))
                elif not _is_empty(self.reader.behind(value)):
                    self._dependency(name, value, self.at(keyword, name))

    def _dependency(self, name: str, value: Any, place: str) -> None:
        """What is needed beside a property: other properties, also where a schema says no more than
        that.
        """
        if isinstance(value, dict) and value.keys() == {"required"}:
            value = value["required"]
        if isinstance(value, list):
            for other in value:
                if other != name:
                    self.whole.dependent.setdefault((name, str(other)), place)
        else:
            self._entry("dependentSchemas", name, value, place)

    def _entry(self, keyword: str, name: str, value: Any, place: str) -> None:
        if isinstance(value, dict | bool):
            known = self.whole.maps.setdefault(keyword, {})
            known[name] = (*known.get(name, ()), Part(place, value))

    def _notes(self) -> None:
        schema, whole = self.schema, self.whole
        if isinstance(schema.get("discriminator"), dict) and whole.discriminator is None:
            whole.discriminator = (schema["discriminator"], self.at("discriminator"))
        for keyword in NOTES:
            if keyword in schema:
                whole.notes.setdefault(keyword, (schema[keyword], self.at(keyword)))
        for keyword in schema:
            if keyword not in _READ:
                whole.extensions.setdefault(keyword, (schema[keyword], self.at(keyword)))


def is_schema(keyword: str, value: Any) -> bool:
    """Whether the value of a constraint is a schema."""
    return isinstance(value, dict | bool) and keyword != "uniqueItems"


def _tighten(kept: dict[str, Bound], keyword: str, found: Bound, sign: int) -> None:
    known = kept.get(keyword)
    if known is None or (sign * found[0], found[1]) > (sign * known[0], known[1]):
        kept[keyword] = found
