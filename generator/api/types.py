"""Schema Objects to types, with every object, enumeration and union that needs a class hoisted into
a model of its own.

While it builds, a model is known by the pointer of its schema (`Named("/components/schemas/Pet")`);
`naming.py` gives the final names once all are known, so that no name depends on what was met first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from generator.api.assertions import ASSERTING, assertions
from generator.api.bounds import array_bounds, number, number_bounds, object_bounds, text_bounds
from generator.api.composed_types import (
    NONE,
    bounded,
    cut,
    distinct,
    levels,
    together,
    union_of,
    with_null,
    without_null,
)
from generator.api.discriminators import Discriminators
from generator.api.drafts import AliasDraft, Draft, DraftField, EnumDraft, ObjectDraft
from generator.api.formats import Formats
from generator.api.hints import Hint, hint_of, only_requires, variant_name
from generator.api.inheritance import choice, with_families
from generator.api.model import (
    TEXTS,
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    Map,
    Named,
    Nullable,
    OneOf,
    Scalar,
    Type,
)
from generator.api.objects import Objects, has_fields, told_by
from generator.api.patterns import translate
from generator.api.rules import DISCRIMINATOR, EXTENSION, PATTERN, SCHEMA
from generator.api.schema import (
    Merged,
    Schema,
    accepts_null,
    is_component,
    is_object,
    kinds,
    merge,
    structural,
    variant,
)
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.inheritance import Family, inheritance, is_wrapper
from generator.document.pointer import split
from generator.document.schema.composition import conjunction
from generator.document.schema.keywords import says_items

# Python has no room for 200 brackets in one another, and two may stand for a level
_MOST_LEVELS = 60
# of a method: the descendants of a base may be hundreds, with a few fields each
_MOST_KEYWORDS = 100
_scalar = cache(Scalar)  # there are a few, used a thousand times


class Types:
    """Converts schemas of one document. `drafts` are the models met so far, by the pointer of their
    schema.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.formats = Formats.of(document)
        self.drafts: dict[str, Draft] = {}
        self.diagnostics: list[Diagnostic] = []
        # the pointers of keywords that no type says, which inputs are held to all the same
        self.checked: set[str] = set()
        self._done: dict[str, Type] = {}
        # by identity, what is converted; True once it holds itself
        self._inside: dict[int, tuple[str, bool]] = {}
        self._too_deep = False
        self._inheritance = inheritance(document)
        self._families = {family.pointer: family for family in self._inheritance.families.values()}
        # schemas under conversion; True once one refers back to itself
        self._open: dict[str, bool] = {}
        self._objects = Objects(document, self.drafts, self.convert, self._assertions, self._report)
        self._discriminators = Discriminators(document, self.drafts, self._objects.fields)

    def convert(self, schema: Any, pointer: str, hint: Hint) -> Type:
        """The type of the schema at `pointer`; models inside it become drafts, and are named by
        `hint` until they have their names.

        A boolean or malformed schema is any value (`false` never matches, which no type says).
        """
        schema = mapping(schema)
        around = self._inside.get(id(schema))
        if around is not None:  # what is merged has no end where it holds what it was merged from
            self._inside[id(schema)] = (around[0], True)
            return Named(around[0])
        self._inside[id(schema)] = (pointer, False)
        result = self._schema(schema, pointer, hint)
        _, recursive = self._inside.pop(id(schema))
        if not recursive or pointer in self.drafts:
            return result
        return self._recursive(pointer, hint, schema, result)

    def _recursive(self, pointer: str, hint: Hint, schema: Schema, kind: Type) -> Named:
        """A class for a schema that holds itself, which no annotation could do without a name."""
        alias = Anything() if _is_nothing_but(kind, pointer) else kind
        self.drafts[pointer] = AliasDraft(pointer, hint, schema, alias)
        return Named(pointer)

    def _schema(self, schema: Schema, pointer: str, hint: Hint) -> Type:
        """The type of a schema by how it is put together: a reference, a reference that `allOf`
        wraps, an `allOf` of several parts, or keywords alone.
        """
        if self._is_reference(schema):
            return with_null(self._refer(schema), schema.get("nullable") is True)
        # what extends a base is a class of its own, though it adds nothing
        if self._is_wrapper(schema) and pointer not in self._inheritance.members:
            inner = self.convert(schema["allOf"][0], f"{pointer}/allOf/0", hint)
            return with_null(inner, accepts_null(schema))
        if "$dynamicRef" in schema or "$recursiveRef" in schema:
            self._report(SCHEMA, "a dynamic reference has no Python type", pointer)
            return Anything()
        is_alone = schema.keys().isdisjoint(("allOf", "$ref"))
        merged = _alone(schema, pointer) if is_alone else merge(self.document, schema, pointer)
        inner = self._cut(self._convert(merged, pointer, hint), pointer)
        return with_null(inner, accepts_null(merged.schema))

    def _cut(self, kind: Type, pointer: str) -> Type:
        """A type without what lies too deep in it, which is told once: each level around is too
        deep as well.
        """
        if not isinstance(kind, Array | Map | Bounded) or levels(kind) <= _MOST_LEVELS:
            return kind
        if not self._too_deep:
            what = f"what lies more than {_MOST_LEVELS} lists and maps deep is read as any value"
            self._report(SCHEMA, what, pointer)
        self._too_deep = True
        return cut(kind, _MOST_LEVELS)

    def component(self, pointer: str) -> Type:
        """The type of the schema at `pointer`, converted once however often it is referred to. One
        that leads back to itself is a model by name, also where it is no object:
        `Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}`.
        """
        if pointer in self._done:
            return self._done[pointer]
        family = self._inheritance.families.get(pointer)
        if family is not None:
            return self._polymorphic(family)
        if pointer in self._open:
            self._open[pointer] = True
            return Named(pointer)
        self._open[pointer] = False
        schema = self.document.get(pointer)
        hint = hint_of(self.document, pointer)
        result = self.convert(schema, pointer, hint)
        recursive = self._open.pop(pointer)
        if recursive and pointer not in self.drafts:
            result = self._recursive(pointer, hint, mapping(schema), result)
        self._done[pointer] = result
        return result

    def _polymorphic(self, family: Family) -> Type:
        """The type of a base that others extend: a union of them and of the base, which has a class
        of its own beside it.
        """
        schema = mapping(self.document.get(family.base))
        takes_null = accepts_null(merge(self.document, schema, family.base).schema)
        named = Named(family.pointer)
        self._done[family.base] = with_null(named, takes_null)
        self.convert(schema, family.base, hint_of(self.document, family.base))
        kind, about = choice(family, self._inheritance)
        name = split(family.base)[-1]
        self.drafts[family.pointer] = AliasDraft(
            family.pointer, Hint(None, f"any {name}"), {"description": about}, kind
        )
        for member in family.members:
            self.component(member)
        return self._done[family.base]

    def fields_of(self, kind: Type) -> Sequence[DraftField]:
        """The fields that an object of this type may be given by; nothing for what is no object.

        Those of a union that a property decides are its members' together, of which only what each
        requires is required. Where they would be too many for a signature, those of the base are
        left, and of a union without a base none."""
        name = kind.name if isinstance(kind, Named) else ""
        match self.drafts.get(name):
            case ObjectDraft(pointer):
                return self._objects.fields(pointer)
            case AliasDraft(type=OneOf() as union):
                pass
            case _ if isinstance(kind, OneOf):
                union = kind
            case _:
                return []
        if union.discriminator is None:
            return []
        fields = together([self.fields_of(member) for member in union.members])
        if len(fields) <= _MOST_KEYWORDS:
            return fields
        family = self._families.get(name)
        return self._objects.fields(family.base) if family else []

    # --- one schema -------------------------------------------------------------------------------

    def _refer(self, schema: Schema) -> Type:
        target, pointer = self.document.resolve(schema)
        if pointer is None or not isinstance(target, dict):
            return Anything()
        return self.component(pointer)

    def _is_reference(self, schema: Schema) -> bool:
        """A reference and nothing that counts: in 3.0 nothing does beside one."""
        if not isinstance(schema.get("$ref"), str):
            return False
        beside = structural(schema).keys() - {"$ref"}
        # null is ignored there too, but plainly meant
        return self.document.version == "3.0" or beside <= {"nullable"}

    def _is_wrapper(self, schema: Schema) -> bool:
        """`allOf` with a single member and nothing else that counts: the usual way to add a
        description to a reference.
        """
        if len(sequence(schema.get("allOf"))) != 1:
            return False
        rest = structural(schema).keys() - {"allOf", "nullable", "type"}
        return not rest and kinds(schema) in ([], ["object"])

    def _convert(self, merged: Merged, pointer: str, hint: Hint) -> Type:
        """The type of a schema by the keyword that says most of it: its values, its alternatives,
        its `type`, else what only objects or arrays have. Null is added by whoever asks.
        """
        schema = merged.schema
        if "const" in schema:
            return self._const(schema["const"])
        if sequence(schema.get("enum")):
            return self._enum(schema, pointer, hint)
        # `type: object` beside `oneOf` says no more than its alternatives
        union = self._choice(merged, pointer, hint)
        if union is not None:
            return union
        match kinds(schema):
            case [name]:
                found = self._of_kind(name, merged, pointer, hint)
                return self._asserted(found, merged, name)
            case [_, *_] as names:  # `type: [string, integer]` of 3.1
                several = [self._of_kind(name, merged, pointer, hint) for name in names]
                return union_of(several, None)
        if is_object(schema) or self._is_in_family(pointer):
            return self._object(merged, pointer, hint)
        if says_items(schema):
            return self._array(merged, pointer, hint)
        return NONE if schema.get("type") == "null" else Anything()

    def _is_in_family(self, pointer: str) -> bool:
        """Whether the schema is a base, or extends one."""
        return pointer in self._inheritance.members or pointer in self._inheritance.families

    def _asserted(self, found: Type, merged: Merged, kind: str) -> Type:
        """A text, number or boolean that more is said of than its bounds: `{type: string, not:
        {const: a}}`.
        """
        match found:
            case Scalar():
                inner, bounds = found, Bounds()
            case Bounded(Scalar() as inner, bounds):
                pass
            case _:  # arrays and objects have theirs
                return found
        asserted = self._assertions(merged, kind)
        return found if asserted is None else Bounded(inner, replace(bounds, schema=asserted))

    def _of_kind(self, kind: str, merged: Merged, pointer: str, hint: Hint) -> Type:
        """The type of a schema as one JSON type, with the bounds that it sets for values of it. A
        moment that is counted (`x-epoch`) has none: it is no number in Python.
        """
        schema = merged.schema
        match kind:
            case "string":
                return self._string(schema, pointer)
            case "integer" if schema.get("x-epoch") in ("milliseconds", "seconds"):
                return Scalar(schema["x-epoch"])
            case "integer":
                form = schema.get("format")
                scalar = _scalar(form if form in ("int32", "int64") else "int")
                return bounded(scalar, number_bounds(schema))
            case "number":
                return bounded(_scalar(self.formats.number(schema)), number_bounds(schema))
            case "boolean":
                return _scalar("bool")
            case "array":
                return self._array(merged, pointer, hint)
            case _:
                return self._object(merged, pointer, hint)

    def _string(self, schema: Schema, pointer: str) -> Type:
        """The type of a string by its format. What is no text in Python, as a date is none, has no
        bounds of text.
        """
        kind = self.formats.string(schema)
        if kind not in TEXTS:
            return _scalar(kind)
        pattern = schema.get("pattern")
        if not isinstance(pattern, str):
            return bounded(_scalar(kind), text_bounds(schema, None))
        translated = translate(pattern)
        if translated is None:
            why = "is not one that Python can compile, so nothing is checked against it"
            self._report(PATTERN, f"the pattern `{pattern}` {why}", f"{pointer}/pattern")
        return bounded(_scalar(kind), text_bounds(schema, translated))

    def _array(self, merged: Merged, pointer: str, hint: Hint) -> Type:
        """A list of whatever an item may be. Which item of a tuple (`prefixItems`) is of what type
        is left to `assertions`: `[{type: number}, {type: string}]` is a list of either.
        """
        schema, inside = merged.schema, hint.within("item")
        items = schema.get("items")
        parts = [
            self.convert(part, f"{pointer}/prefixItems/{i}", inside)
            for i, part in enumerate(sequence(schema.get("prefixItems")))
        ]
        if not parts or items is not False:
            parts.append(self.convert(items, f"{pointer}/items", inside))
        item = parts[0] if len(parts) == 1 else union_of(parts, None)
        return bounded(Array(item), array_bounds(schema, self._assertions(merged, "array")))

    def _const(self, value: Any) -> Type:
        if value is None:
            return NONE
        return Const((value,)) if isinstance(value, str | int) else Anything()

    def _enum(self, schema: Schema, pointer: str, hint: Hint) -> Type:
        """A class of texts or of integers, if it has a name or several values; else constants, as
        of `[1, auto]`.

        What Python has no `Literal` for is not listed: `[1.5, 2.5]` is any float, `[{…}, 2]` any
        value. Integers have a class only where `type` names them."""
        values = tuple(value for value in distinct(schema["enum"]) if value is not None)
        found = set(map(type, values))
        if not found:
            return NONE
        if not found <= {str, int, bool}:
            are_numbers = None not in map(number, values)
            return Scalar("float") if are_numbers else Anything()
        is_worth_a_class = len(values) > 1 or is_component(pointer)
        if is_worth_a_class and _are_of_class(found, kinds(schema)):
            self.drafts[pointer] = EnumDraft(pointer, hint, schema, values)
            return Named(pointer)
        return Const(values)

    def _object(self, merged: Merged, pointer: str, hint: Hint) -> Type:
        """A class where something is known of an object's fields, else a map of its values, as of
        `{type: object, additionalProperties: {type: integer}}`.
        """
        schema = merged.schema
        if schema.get("x-discriminator") is not None and told_by(schema) is None:
            what = "`x-discriminator` names no `property`"
            self._report(EXTENSION, what, f"{pointer}/x-discriminator")
        if self._is_in_family(pointer) or has_fields(schema, pointer):
            return self._objects.of(merged, pointer, hint)
        value = self._objects.extra(merged, pointer, hint.within("value"))
        asserted = self._assertions(merged, "object")
        return bounded(Map(value), object_bounds(schema, asserted))

    def _assertions(self, merged: Merged, kind: str) -> str | None:
        """What inputs are held to besides their type, as the schema that the runtime has of it."""
        if not any(ASSERTING & part.keys() for part in merged.parts):
            return None
        schema, checked = assertions(self.document, merged, kind)
        self.checked.update(checked)
        return json.dumps(schema) if schema else None

    # --- unions -----------------------------------------------------------------------------------

    def _choice(self, merged: Merged, pointer: str, hint: Hint) -> Type | None:
        """The union of `oneOf`, else of `anyOf`; None where neither is a choice of types: of
        alternatives that only require (`[{required: [a]}, {required: [b]}]`), or that are about one
        object.
        """
        for keyword in ("oneOf", "anyOf"):
            if not all(map(only_requires, sequence(merged.schema.get(keyword)))):
                at = merged.keywords.get(keyword, pointer)
                if self._says_it_all(merged.schema, keyword, at):
                    return self._union(merged.schema, keyword, at, pointer, hint)
        return None

    def _says_it_all(self, schema: Schema, keyword: str, at: str) -> bool:
        """Whether each variant repeats what stands beside `oneOf` or `anyOf`, as it does where it
        builds on the same base. Of `{properties: {id}, oneOf: [{properties: {a}}, …]}` none does:
        that is one object, which has some of their properties (see `Objects`).
        """
        shared = mapping(schema.get("properties")).keys()
        variants = (
            variant(self.document, schema, keyword, index, at)
            for index in range(len(schema[keyword]))
        )
        return not shared or all(
            shared <= mapping(each.schema.get("properties")).keys() for each in variants
        )

    def _union(self, schema: Schema, keyword: str, at: str, pointer: str, hint: Hint) -> Type:
        """The union of the alternatives that `keyword` lists, which stands at `at`; a component has
        the name of it. Null among them is outside of it: it is no member that is told from others.
        """
        every = self._alternatives(schema, keyword, at, pointer, hint)
        plain = [(without_null(kind), wire) for kind, wire in every]
        takes_null = plain != every
        members = [(kind, wire) for kind, wire in plain if kind is not None]
        # of null alone, there is nothing to tell apart
        union = NONE if takes_null and not members else self._told_apart(schema, members)
        if isinstance(union, OneOf) and union.discriminator is None and "discriminator" in schema:
            name = mapping(schema["discriminator"]).get("propertyName")
            self._report(DISCRIMINATOR, f"the discriminator `{name}`", f"{at}/discriminator")
        is_model = isinstance(union, OneOf) or pointer in self._inheritance.members
        if is_model and is_component(pointer):
            self.drafts[pointer] = AliasDraft(pointer, hint, schema, union)
            union = Named(pointer)
        return with_null(union, takes_null)

    def _alternatives(
        self, schema: Schema, keyword: str, at: str, pointer: str, hint: Hint
    ) -> list[tuple[Type, str]]:
        """The type of each alternative, with the name in the document of the schema that it refers
        to: of `[{$ref: '#/components/schemas/Pet'}, {type: string}]` it is `[(Named(…), "Pet"),
        (Scalar("str"), "")]`. One that only requires has none, and a union gains nothing by itself.
        """
        found: list[tuple[Type, str]] = []
        for index, member in enumerate(schema[keyword]):
            if only_requires(member) or self._leads_back(member, schema[keyword]):
                continue
            inside = hint.within(variant_name(schema, keyword, index))
            kind = self.convert(member, f"{at}/{keyword}/{index}", inside)
            if kind != Named(pointer):
                found.append((kind, self._wire_name(member)))
        return found

    def _leads_back(self, member: Any, alternatives: Any) -> bool:
        """Whether one of the alternatives is their union itself by way of others, as that of B is
        of `A: {oneOf: [B, …]}` and `B: {oneOf: [A, …]}`. Of such a circle (OAS091) what is met last
        is left out, and the rest can be read.
        """
        while is_wrapper(member):
            member = member["allOf"][0]
        target, pointer = self.document.resolve(member)
        if pointer not in self._open:
            return False
        applied = conjunction(target, self.document, alternatives=True)
        return any(
            part.get(keyword) is alternatives for part in applied for keyword in ("oneOf", "anyOf")
        )

    def _told_apart(self, schema: Schema, alternatives: Sequence[tuple[Type, str]]) -> Type:
        """The union of alternatives, with what tells them apart; of a polymorphic base among them,
        all that it may be.
        """
        members = [kind for kind, _ in alternatives]
        wires = [wire for _, wire in alternatives]
        named = (self._families.get(each.name) for each in members if isinstance(each, Named))
        families = list(filter(None, named))
        if families:
            return self._with_families(schema, members, wires, families)
        return union_of(members, self._discriminators.of(schema, members, wires))

    def _with_families(
        self, schema: Schema, members: list[Type], wires: list[str], families: list[Family]
    ) -> Type:
        """The union of members among which are polymorphic bases. Each is told apart as the base
        alone, which has fields.

        Where nothing tells them apart, what extends such a base is no member beside it: of `Pet`
        and a `Cat` that extends it, `Pet` says it all."""
        bases: dict[Type, Type] = {Named(each.pointer): Named(each.base) for each in families}
        found = self._discriminators.of(schema, [bases.get(each, each) for each in members], wires)
        if found is not None:
            return with_families(members, found, families, self._inheritance)
        covered = {Named(at) for family in families for at in family.members}
        return union_of([member for member in members if member not in covered], None)

    def _wire_name(self, member: Any) -> str:
        reference = text(mapping(member).get("$ref"))
        return split(reference.partition("#")[2])[-1] if "/" in reference else reference

    def _report(self, rule: Rule, message: str, pointer: str) -> None:
        self.diagnostics.append(self.document.found(rule, message, pointer))


def _are_of_class(found: set[type], named: list[str]) -> bool:
    """Whether values of these Python types, of a schema that names these JSON types, are all texts
    or all integers.
    """
    are_texts = found == {str} and named in ([], ["string"])
    return are_texts or (found == {int} and "integer" in named)


def _alone(schema: Schema, pointer: str) -> Merged:
    merged = Merged()
    merged.schema = schema
    merged.parts, merged.places = [schema], [pointer]
    return merged


def _is_nothing_but(value: Type, pointer: str) -> bool:
    """Whether a schema comes back to itself through `allOf`, so that it says nothing; `lint` says
    that it does.
    """
    return value in (Named(pointer), Nullable(Named(pointer)))
