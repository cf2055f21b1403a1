"""Reads the schemas of a document as what holds together at each place (`NormalisedSchema`): which
schemas that are, and what only all of them tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.access import is_reference, mapping, sequence
from generator.document.bundle import Document
from generator.document.inheritance import inheritance, reference_to
from generator.document.schema.composition import Part, Subschema, held_with
from generator.document.schema.folding import Folding
from generator.document.schema.keywords import ALTERNATIVES, JSON_TYPES, common_types
from generator.document.schema.normalised import NormalisedSchema

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
        return (Part(pointer, schema if isinstance(schema, dict | bool) else _ANY),)

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
