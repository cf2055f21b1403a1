"""Reads the schemas of a document as what holds together at each place (`NormalisedSchema`): which
schemas that are, and what only all of them tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.access import is_reference, mapping, sequence
from generator.document.bundle import Document
from generator.document.inheritance import inheritance, reference_to
from generator.document.schema.composition import SchemaPart, Subschema, held_with
from generator.document.schema.folding import Folding
from generator.document.schema.keywords import ALTERNATIVES, JSON_TYPES, common_types
from generator.document.schema.normalised import NormalisedSchema, Union

_MOST_STEPS = 80
_MOST_NESTED = 3
_COMPOSED = ("allOf", *ALTERNATIVES)
_MAY_REFUSE = frozenset({*_COMPOSED, "$ref", "not", "if"})
_OF_ITS_OWN = frozenset({"$ref", "type", "enum", "const"})
_ANY: dict[str, Any] = {}
_NULL = frozenset({"null"})
_NO_TYPE = frozenset[str]()


class SchemaReader:
    """Reads the schemas of one document, each place once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.old = document.version == "3.0"
        self.families = inheritance(document).families
        self._normalised: dict[Subschema, NormalisedSchema] = {}
        self._kinds: dict[tuple[Subschema, int], frozenset[str]] = {}

    def subschema(self, schema: Any, pointer: str) -> Subschema:
        return (SchemaPart(pointer, schema if isinstance(schema, dict | bool) else _ANY),)

    def is_alias(self, schema: Any) -> bool:
        """Whether a schema is nothing but a reference (what is beside one counts since OpenAPI
        3.1).
        """
        return is_reference(schema) and (self.old or len(schema) == 1)

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
        """What the schemas that a place joins say together; `true` says nothing, and `false` that
        there is no value. One that is closed refuses what the others describe (see `_refuse`).
        """
        leaves = self.leaves(place)
        whole = NormalisedSchema(leaves)
        for leaf in leaves:
            if leaf.schema is False:
                whole.types, whole.null = _NO_TYPE, False
            elif leaf.schema is not True:
                Folding(self, whole, leaf).fold()
        self._settle(whole)
        if whole.closed is not None and len(leaves) > 1:
            self._refuse(whole)
        return whole

    def leaves(self, place: Subschema) -> Subschema:
        """The schemas without references and `allOf` that a place joins, each once, outermost
        first: of X, `{title: X, allOf: [{$ref: …/A}, {minProperties: 1}]}`, these are X itself, A
        and `/allOf/1` of X. What `nullable` or a union with null lets through is kept on each.
        """
        found: dict[SchemaPart, None] = {}
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
            if part.schema.get("nullable") is True:
                part = SchemaPart(part.pointer, part.schema, True, part.omit)
            lone: list[SchemaPart] = []
            if not self.is_alias(part.schema):
                own, lone = self._without_lone_members(part)
                found[own] = None
            waiting += reversed([*held_with(part, self.document), *lone])
        return tuple(found)

    def _choices(self, place: Subschema) -> Iterator[SchemaPart]:
        """What a use of a polymorphic base may be besides the base: one of the schemas that extend
        it (see `inheritance`).

        Of `Pet`, whose `discriminator` tells `Cat` and `Dog` that have it in their `allOf`, that is
        `anyOf: [{$ref: …/Cat}, {$ref: …/Dog}]`.
        """
        for part in place:
            family = self.families.get(part.pointer)
            if family is not None:
                others = (pointer for pointer in family.members if pointer != family.base)
                members = [{"$ref": pointer} for pointer in map(reference_to, others)]
                yield SchemaPart(family.pointer, {"anyOf": members}, part.null)

    def _without_lone_members(self, part: SchemaPart) -> tuple[SchemaPart, list[SchemaPart]]:
        """A schema without the unions that have one member besides null, and those members, which
        hold together with it: of `{oneOf: [{$ref: …/A}, {type: "null"}]}` an empty schema and A,
        which may be null.
        """
        own, lone = part, []
        for keyword in ALTERNATIVES:
            if keyword not in part.schema or keyword in part.omit:
                continue
            members = sequence(part.schema[keyword])
            match self._besides_null(members):
                case [(number, dict() | bool() as member)]:
                    own = own.without(keyword)
                    at = f"{part.pointer}/{keyword}/{number}"
                    lone.append(SchemaPart(at, member, part.null or len(members) > 1))
        return own, lone

    def _besides_null(self, members: list[Any]) -> list[tuple[int, Any]]:
        """The members of a union that are not only null, with their numbers; the only one there is
        is taken as it is.
        """
        numbered = list(enumerate(members))
        if len(numbered) == 1:
            return numbered
        return [(number, member) for number, member in numbered if not self.is_null(member)]

    def behind(self, schema: Any) -> Any:
        """The schema itself that `schema` is by reference, or as the one schema that it is composed
        of: A for `{$ref: …/A}`, and for `{description: …, allOf: [{$ref: …/A}]}`, by which OpenAPI
        3.0 puts words beside a reference. What else such a schema says is passed over, but for a
        type and values.
        """
        for _ in range(_MOST_STEPS):
            if self.is_alias(schema):
                schema, _ = self.target(schema) or (None, "")
                continue
            said = mapping(schema)
            match [said[keyword] for keyword in _COMPOSED if keyword in said]:
                case [[only]] if said.keys().isdisjoint(_OF_ITS_OWN):
                    schema = only
                case _:
                    break
        return schema

    def is_null(self, schema: Any) -> bool:
        """Whether a schema lets only null through: `{type: "null"}`, `{enum: [null]}`,
        `{const: null}`. What has other keywords by which null may be refused is not.
        """
        found = self.behind(schema)
        if not isinstance(found, dict) or found.keys() & _MAY_REFUSE:
            return False
        return _names_only_null(found) and not _refuses_null(found)

    def kinds(self, place: Subschema, depth: int = _MOST_NESTED) -> frozenset[str]:
        """The types of values that a place lets through, what its alternatives refuse taken away:
        `{"string"}` for `{type: [string, integer], anyOf: [{type: string}, {type: boolean}]}`.
        Unions are looked into to that depth: one may have itself as a member, by a reference.
        """
        key = (place, depth)
        if key not in self._kinds:
            whole = self.normalised(place)
            types = JSON_TYPES if whole.types is None else whole.types
            for union in whole.unions if depth > 0 else ():
                types = common_types(types, self._kinds_of_one(union, depth - 1))
            self._kinds[key] = types
        return self._kinds[key]

    def _kinds_of_one(self, union: Union, depth: int) -> frozenset[str]:
        """The types of values that one of the members lets through, or null beside them."""
        null = _NULL if union.null else _NO_TYPE
        return null.union(*(self.kinds(member, depth) for member in union.members))

    def _settle(self, whole: NormalisedSchema) -> None:
        """What only all that holds together tells: whether it is closed, and the fewest words for
        its types and values: `{type: [number, integer]}` is `{type: number}`.
        """
        if whole.closed is None and "unevaluatedProperties" in whole.constraints:
            whole.closed = self._closed_to_unevaluated(whole)
        types = whole.types
        if types is None:
            whole.null = True
            return
        if "number" in types:
            types -= {"integer"}
        whole.types, whole.null = types, "null" in types
        if whole.values is not None and _lists_all(whole.values, types):
            whole.values = None

    def _closed_to_unevaluated(self, whole: NormalisedSchema) -> str | None:
        """Where `unevaluatedProperties: false` stands, which is about what no
        `additionalProperties` is about (JSON Schema 2020-12, section 11.3).
        """
        if "additionalProperties" in whole.sources:
            return None
        found = whole.constraints["unevaluatedProperties"]
        return next((at for value, at in found if self.behind(value) is False), None)

    def _refuse(self, whole: NormalisedSchema) -> None:
        """`additionalProperties: false` knows the properties beside itself only, not those of what
        holds together with it.

        (JSON Schema 2020-12, section 10.3.2.3.) What patterns let through is not looked into. Of
        `allOf: [{properties: {a: {}}, additionalProperties: false}, {properties: {b: {}}}]` the
        first refuses `b`.
        """
        for leaf in whole.parts:
            schema = mapping(leaf.schema)
            if "patternProperties" in schema:
                continue
            if self.behind(schema.get("additionalProperties")) is False:
                at = f"{leaf.pointer}/additionalProperties"
                for name in whole.properties.keys() - mapping(schema.get("properties")).keys():
                    whole.refused.setdefault(name, at)


def _lists_all(values: Mapping[str, Any], types: frozenset[str]) -> bool:
    """Whether values, by their canonical text, are all of their types: true and false of `boolean`.
    Of `null` none is listed, as that is a type (see `Folding`).
    """
    is_any_boolean = types <= {"boolean", "null"} and values.keys() == {"true", "false"}
    return is_any_boolean or types == _NULL


def _names_only_null(schema: Mapping[str, Any]) -> bool:
    """Whether its `type`, its `enum` or its `const` names null and nothing else."""
    return (
        schema.get("type") in ("null", ["null"])
        or schema.get("enum") == [None]
        or ("const" in schema and schema["const"] is None)
    )


def _refuses_null(schema: Mapping[str, Any]) -> bool:
    """Whether null is not among the values that it lists."""
    listed = schema.get("enum")
    return schema.get("const") is not None or (isinstance(listed, list) and None not in listed)
