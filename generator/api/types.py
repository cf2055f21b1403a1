"""Schema Objects to types, with every object, enumeration and union that needs a class hoisted into
a model of its own.

While it builds, a model is known by the pointer of its schema (`Named("/components/schemas/Pet")`);
`naming.py` gives the final names once all are known, so that no name depends on what was met first.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from generator.api.assertions import ASSERTING, assertions
from generator.api.composed_types import (
    NONE,
    bounded,
    cut,
    distinct,
    levels,
    nullable,
    together,
    union_of,
)
from generator.api.discriminators import Discriminators
from generator.api.drafts import AliasDraft, Draft, DraftField, EnumDraft, ObjectDraft
from generator.api.formats import Formats
from generator.api.hints import Hint, hint_of, only_requires, variant_name
from generator.api.inheritance import choice, fixed, with_families
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
from generator.api.patterns import translate
from generator.api.rules import DISCRIMINATOR, EXTENSION, KEYWORD, PATTERN, SCHEMA
from generator.api.schema import (
    Merged,
    Schema,
    accepts_null,
    is_component,
    is_object,
    kinds,
    merge,
    structural,
)
from generator.document import given_names
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.directions import FLAGS, Flag, flags_of, hidden_names
from generator.document.inheritance import Family, inheritance
from generator.document.pointer import escape, split

_STRING_BOUNDS = frozenset({"minLength", "maxLength", "pattern"})
_NUMBER_BOUNDS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
)
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
        # of objects under conversion, what is known of them so far: a union inside asks for it
        self._fields_so_far: dict[str, list[DraftField]] = {}
        self._discriminators = Discriminators(document, self.drafts, self._fields)

    def convert(self, schema: Any, pointer: str, hint: Hint) -> Type:
        """The type of the schema at `pointer`; models inside it become drafts.

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
        reference = schema.get("$ref")
        if isinstance(reference, str):
            beside = structural(schema).keys() - {"$ref"}
            if self.document.version == "3.0" or beside <= {
                "nullable"
            }:  # null is ignored beside it in 3.0, but plainly meant
                return (
                    nullable(self._refer(schema))
                    if schema.get("nullable") is True
                    else self._refer(schema)
                )
        elif self._is_wrapper(schema) and pointer not in self._inheritance.members:
            inner = self.convert(schema["allOf"][0], f"{pointer}/allOf/0", hint)
            return nullable(inner) if accepts_null(schema) else inner
        if "$dynamicRef" in schema or "$recursiveRef" in schema:
            self._report(SCHEMA, "a dynamic reference has no Python type", pointer)
            return Anything()
        merged = (
            merge(self.document, schema, pointer)
            if "allOf" in schema or "$ref" in schema
            else _alone(schema, pointer)
        )
        inner = self._convert(merged, pointer, hint)
        if isinstance(inner, Array | Map | Bounded) and levels(inner) > _MOST_LEVELS:
            if not self._too_deep:
                self._report(
                    SCHEMA,
                    f"what lies more than {_MOST_LEVELS} lists and maps deep is read as any value",
                    pointer,
                )
            self._too_deep = True
            inner = cut(inner, _MOST_LEVELS)
        return nullable(inner) if accepts_null(merged.schema) else inner

    def component(self, pointer: str) -> Type:
        """The type of the schema at `pointer`, converted once however often it is referred to."""
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
        self._done[family.base] = nullable(named) if takes_null else named
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
        draft = self.drafts.get(kind.name) if isinstance(kind, Named) else None
        if isinstance(draft, ObjectDraft):
            return self._fields(draft.pointer)
        union = draft.type if isinstance(draft, AliasDraft) else kind
        if not isinstance(union, OneOf) or union.discriminator is None:
            return []
        fields = together([self.fields_of(member) for member in union.members])
        if len(fields) <= _MOST_KEYWORDS:
            return fields
        family = self._families.get(kind.name) if isinstance(kind, Named) else None
        return self._fields(family.base) if family else []

    # --- one schema -------------------------------------------------------------------------------

    def _refer(self, schema: Schema) -> Type:
        target, pointer = self.document.resolve(schema)
        if pointer is None or not isinstance(target, dict):
            return Anything()
        return self.component(pointer)

    def _is_wrapper(self, schema: Schema) -> bool:
        """`allOf` with a single member and nothing else that counts: the usual way to add a
        description to a reference.
        """
        if len(sequence(schema.get("allOf"))) != 1:
            return False
        rest = structural(schema).keys() - {"allOf", "nullable", "type"}
        return not rest and kinds(schema) in ([], ["object"])

    def _convert(self, merged: Merged, pointer: str, hint: Hint) -> Type:
        schema = merged.schema
        if "const" in schema:
            return self._const(schema["const"])
        if isinstance(schema.get("enum"), list) and schema["enum"]:
            return self._enum(schema, pointer, hint)
        for keyword in ("oneOf", "anyOf"):
            if not all(map(only_requires, sequence(schema.get(keyword)))):
                at = merged.keywords.get(keyword, pointer)
                if self._says_it_all(schema, keyword, at):
                    return self._union(schema, keyword, at, pointer, hint)
        names = kinds(schema)
        if len(names) > 1:
            return union_of([self._of_kind(name, merged, pointer, hint) for name in names], None)
        if names:
            found = self._of_kind(names[0], merged, pointer, hint)
            return self._asserted(found, merged, names[0])
        if is_object(schema) or self._is_in_family(pointer):
            return self._object(merged, pointer, hint)
        if "items" in schema or "prefixItems" in schema:
            return self._array(merged, pointer, hint)
        return NONE if schema.get("type") == "null" else Anything()

    def _is_in_family(self, pointer: str) -> bool:
        """Whether the schema is a base, or extends one."""
        return pointer in self._inheritance.members or pointer in self._inheritance.families

    def _asserted(self, found: Type, merged: Merged, kind: str) -> Type:
        """A text, number or boolean that more is said of than its bounds."""
        inner, bounds = (
            (found.inner, found.bounds) if isinstance(found, Bounded) else (found, Bounds())
        )
        asserted = (
            self._assertions(merged, kind)
            if isinstance(inner, Scalar) and kind not in ("array", "object")
            else None
        )
        return found if asserted is None else Bounded(inner, replace(bounds, schema=asserted))

    def _of_kind(self, kind: str, merged: Merged, pointer: str, hint: Hint) -> Type:
        schema = merged.schema
        match kind:
            case "string":
                return self._string(schema, pointer)
            case "integer" if schema.get("x-epoch") in ("milliseconds", "seconds"):
                return Scalar(schema["x-epoch"])
            case "integer":
                form = schema.get("format")
                return self._number(_scalar(form if form in ("int32", "int64") else "int"), schema)
            case "number":
                return self._number(_scalar(self.formats.number(schema)), schema)
            case "boolean":
                return _scalar("bool")
            case "array":
                return self._array(merged, pointer, hint)
            case _:
                return self._object(merged, pointer, hint)

    def _string(self, schema: Schema, pointer: str) -> Type:
        kind = self.formats.string(schema)
        if kind not in TEXTS or schema.keys().isdisjoint(_STRING_BOUNDS):
            return _scalar(kind)
        pattern = schema.get("pattern")
        if isinstance(pattern, str):
            translated = translate(pattern)
            if translated is None:
                self._report(
                    PATTERN,
                    (
                        f"the pattern `{pattern}` is not one that Python can compile, so nothing "
                        "is checked against it"
                    ),
                    f"{pointer}/pattern",
                )
            pattern = translated
        else:
            pattern = None
        bounds = Bounds(
            min_length=_count(schema.get("minLength")) or None,
            max_length=_count(schema.get("maxLength")),
            pattern=pattern,
        )
        return bounded(_scalar(kind), bounds)

    def _number(self, scalar: Scalar, schema: Schema) -> Type:
        if schema.keys().isdisjoint(_NUMBER_BOUNDS):
            return scalar
        low, high = _number(schema.get("minimum")), _number(schema.get("maximum"))
        low_open, high_open = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
        step = _number(schema.get("multipleOf"))
        bounds = Bounds(
            minimum=None if low_open is True else low,
            maximum=None if high_open is True else high,
            exclusive_minimum=low if low_open is True else _number(low_open),
            exclusive_maximum=high if high_open is True else _number(high_open),
            multiple_of=step if step and step > 0 else None,
        )
        return bounded(scalar, bounds)

    def _array(self, merged: Merged, pointer: str, hint: Hint) -> Type:
        schema = merged.schema
        prefix = sequence(schema.get("prefixItems"))
        if prefix:
            inside = hint.within("item")
            parts = [
                self.convert(part, f"{pointer}/prefixItems/{i}", inside)
                for i, part in enumerate(prefix)
            ]
            if schema.get("items", True) is not False:
                parts.append(self.convert(schema.get("items"), f"{pointer}/items", inside))
            item = union_of(parts, None)
        else:
            item = self.convert(schema.get("items"), f"{pointer}/items", hint.within("item"))
        bounds = Bounds(
            min_items=_count(schema.get("minItems")) or None,
            max_items=_count(schema.get("maxItems")),
            unique_items=schema.get("uniqueItems") is True,
            schema=self._assertions(merged, "array"),
        )
        return bounded(Array(item), bounds)

    def _const(self, value: Any) -> Type:
        if value is None:
            return NONE
        return Const((value,)) if isinstance(value, str | int) else Anything()

    def _enum(self, schema: Schema, pointer: str, hint: Hint) -> Type:
        values = [value for value in distinct(schema["enum"]) if value is not None]
        allowed = kinds(schema)
        found = {type(value) for value in values}
        if not found:
            return NONE
        if not found <= {str, int, bool}:
            numbers = all(_number(value) is not None for value in values)
            return Scalar("float") if numbers else Anything()
        is_enum = (found == {str} and allowed in ([], ["string"])) or (
            found == {int} and "integer" in allowed
        )
        if is_enum and (is_component(pointer) or len(values) > 1):
            self.drafts[pointer] = EnumDraft(pointer, hint, schema, tuple(values))
            return Named(pointer)
        return Const(tuple(values))

    def _object(self, merged: Merged, pointer: str, hint: Hint) -> Type:
        schema = merged.schema
        extra = schema.get("additionalProperties")
        properties = mapping(schema.get("properties"))
        known = self._x_discriminator(schema, pointer)
        # it has fields, which nobody listed
        open_model = is_component(pointer) and "properties" in schema and extra is True
        is_open_or_told = open_model or known is not None
        if not (properties or is_open_or_told or self._is_in_family(pointer)):
            value = self._extra(merged, pointer, hint.within("value"))
            bounds = Bounds(
                min_properties=_count(schema.get("minProperties")) or None,
                max_properties=_count(schema.get("maxProperties")),
                schema=self._assertions(merged, "object"),
            )
            return bounded(Map(value), bounds)
        if pointer in self.drafts:
            return Named(pointer)
        self.drafts[pointer] = ObjectDraft(pointer, hint, schema)
        fields = self._fields_so_far[pointer] = []
        required = set(
            sequence(schema.get("required"))
            and [r for r in schema["required"] if isinstance(r, str)]
        )
        alone = len(merged.parts) == 1
        constants = self._inheritance.fixed.get(pointer, {})
        hidden_by = (
            {}
            if alone
            else {flag: hidden_names(merged.parts, flag, self.document) for flag in FLAGS}
        )
        for wire, inner in properties.items():
            at = merged.properties.get(wire, f"{pointer}/properties/{escape(wire)}")
            kind = self.convert(inner, at, Hint(_owner(at, pointer), wire))
            kind = fixed(kind, constants.get(wire))
            own = flags_of(inner, self.document)
            hidden = (
                own
                if alone
                else frozenset(flag for flag, names in hidden_by.items() if wire in names)
            )
            fields.append(
                DraftField(wire, kind, wire in required, self._annotations(inner, own), hidden)
            )
        fields += self._variant_fields(merged, pointer)
        for wire in sorted(
            required - {item.wire for item in fields}
        ):  # said to be there, though not what it is
            fields.append(DraftField(wire, Anything(), True, {}))
        self.drafts[pointer] = ObjectDraft(
            pointer,
            hint,
            schema,
            fields=tuple(fields),
            extra=self._extra(merged, pointer, None),
            asserted=self._assertions(merged, "object"),
            closed=extra is False and not mapping(schema.get("patternProperties")),
            open=extra is True or isinstance(extra, dict) or known is not None,
            discriminator=known[0] if known else None,
            seen=known[1] if known else (),
        )
        del self._fields_so_far[pointer]
        return Named(pointer)

    def _fields(self, pointer: str) -> Sequence[DraftField]:
        """Those of an object; of one under conversion, those that are known already."""
        draft = self.drafts[pointer]
        done = draft.fields if isinstance(draft, ObjectDraft) else ()
        return self._fields_so_far.get(pointer, done)

    def _extra(self, merged: Merged, pointer: str, hint: Hint | None) -> Type:
        """The type of the values that no property describes: by a pattern of their names, or any
        other.
        """
        schema = merged.schema
        other = schema.get("additionalProperties", True)
        patterns = mapping(schema.get("patternProperties"))
        found: list[Type] = []
        for pattern, inner in patterns.items():
            part = merged.keywords.get("patternProperties", pointer)
            at = f"{part}/patternProperties/{escape(pattern)}"
            found.append(self.convert(inner, at, hint or Hint(_owner(pointer), "value")))
        if isinstance(other, dict) and other:
            part = merged.keywords.get("additionalProperties", pointer)
            at = f"{part}/additionalProperties"
            found.append(self.convert(other, at, hint or Hint(_owner(at, pointer), "value")))
        elif other is not False or not patterns:
            found.append(Anything())
        return union_of(found, None)

    def _assertions(self, merged: Merged, kind: str) -> str | None:
        """What inputs are held to besides their type, as the schema that the runtime has of it."""
        if not any(ASSERTING & part.keys() for part in merged.parts):
            return None
        schema, checked = assertions(self.document, merged, kind)
        self.checked.update(checked)
        return json.dumps(schema) if schema else None

    def _annotations(self, schema: Any, flags: frozenset[Flag]) -> Schema:
        """The annotations of a property: its own, then those of the schema that it refers to;
        `flags` are of any part of it.
        """
        own: Schema = mapping(schema)
        if "$ref" not in own and not flags:
            return own
        target, _ = self.document.resolve(own)
        known = {**mapping(target), **own}
        for flag in flags:
            known[flag] = True
        for key in ("default", *given_names.NAMES):  # those are not of whoever refers to it
            if key not in own:
                known.pop(key, None)
        return known

    def _x_discriminator(self, schema: Schema, pointer: str) -> tuple[str, tuple[str, ...]] | None:
        value = schema.get("x-discriminator")
        if value is None:
            return None
        name = mapping(value).get("property")
        if not isinstance(name, str):
            self._report(
                EXTENSION, "`x-discriminator` names no `property`", f"{pointer}/x-discriminator"
            )
            return None
        return name, tuple(
            item for item in sequence(mapping(value).get("seen")) if isinstance(item, str)
        )

    # --- unions -----------------------------------------------------------------------------------

    def _says_it_all(self, schema: Schema, keyword: str, at: str) -> bool:
        """Whether each variant repeats what stands beside `oneOf` or `anyOf`, as it does where it
        builds on the same base.
        """
        shared = mapping(schema.get("properties")).keys()
        return not shared or all(
            shared
            <= mapping(self._variant(schema, keyword, index, at).schema.get("properties")).keys()
            for index in range(len(schema[keyword]))
        )

    def _variant(self, schema: Schema, keyword: str, index: int, at: str) -> Merged:
        return merge(self.document, mapping(schema[keyword][index]), f"{at}/{keyword}/{index}")

    def _variant_fields(self, merged: Merged, pointer: str) -> list[DraftField]:
        """The further properties of an object's variants, any of which may be absent."""
        if "oneOf" not in merged.schema and "anyOf" not in merged.schema:
            return []
        known = mapping(merged.schema.get("properties")).keys()
        found: dict[str, list[tuple[Type, Schema]]] = {}
        for keyword in ("oneOf", "anyOf"):
            at = merged.keywords.get(keyword, pointer)
            for index in range(len(sequence(merged.schema.get(keyword)))):
                variant = self._variant(merged.schema, keyword, index, at)
                for wire, inner in mapping(variant.schema.get("properties")).items():
                    if wire not in known:
                        where = variant.properties.get(wire, pointer)
                        kind = self.convert(inner, where, Hint(_owner(where), wire))
                        found.setdefault(wire, []).append(
                            (kind, self._annotations(inner, flags_of(inner, self.document)))
                        )
            if found and keyword in merged.schema:
                self._report(
                    KEYWORD,
                    f"which properties of its alternatives (`{keyword}`) go together",
                    f"{at}/{keyword}",
                )
        return [
            DraftField(wire, union_of([kind for kind, _ in each], None), False, each[0][1])
            for wire, each in found.items()
        ]

    def _union(self, schema: Schema, keyword: str, at: str, pointer: str, hint: Hint) -> Type:
        members: list[Type] = []
        wires: list[str] = []
        null = False
        for index, member in enumerate(schema[keyword]):
            if only_requires(member):
                continue
            inside = hint.within(variant_name(schema, keyword, index))
            result = self.convert(member, f"{at}/{keyword}/{index}", inside)
            if result == Named(pointer):  # a union that lists itself gains nothing by it
                continue
            if isinstance(result, Nullable) or result == NONE:
                null = True
                result = result.inner if isinstance(result, Nullable) else result
            if result != NONE:
                members.append(result)
                wires.append(self._wire_name(member))
        union = (
            self._told_apart(schema, members, wires) if members else (NONE if null else Anything())
        )
        if isinstance(union, OneOf) and union.discriminator is None and "discriminator" in schema:
            name = mapping(schema["discriminator"]).get("propertyName")
            self._report(DISCRIMINATOR, f"the discriminator `{name}`", f"{at}/discriminator")
        if is_component(pointer) and (
            isinstance(union, OneOf) or pointer in self._inheritance.members
        ):
            self.drafts[pointer] = AliasDraft(pointer, hint, schema, union)
            union = Named(pointer)
        return nullable(union) if null and union != NONE else union

    def _told_apart(self, schema: Schema, members: list[Type], wires: list[str]) -> Type:
        """The union of the members, with what tells them apart; of a polymorphic base among them,
        all that it may be.
        """
        families = [
            self._families.get(member.name) if isinstance(member, Named) else None
            for member in members
        ]
        if not any(families):
            return union_of(members, self._discriminators.of(schema, members, wires))
        bases = [
            Named(family.base) if family else member
            for member, family in zip(members, families, strict=True)
        ]
        found = self._discriminators.of(schema, bases, wires)
        if found is not None:
            return with_families(members, found, list(filter(None, families)), self._inheritance)
        covered = {Named(at) for family in families if family for at in family.members}
        return union_of([member for member in members if member not in covered], None)

    def _wire_name(self, member: Any) -> str:
        reference = text(mapping(member).get("$ref"))
        return split(reference.partition("#")[2])[-1] if "/" in reference else reference

    def _report(self, rule: Rule, message: str, pointer: str) -> None:
        self.diagnostics.append(rule.found(message, self.document.locate(pointer), pointer))


def _owner(pointer: str, around: str = "") -> str:
    """The schema that the property or extra value at `pointer` belongs to, once `allOf` is folded
    away, but for `around`.
    """
    above, _, token = pointer.rpartition("/")
    holder, _, keyword = above.rpartition("/")
    if keyword != "properties":
        if token != "additionalProperties":
            return pointer
        holder = above
    return _FOLDED.sub("", holder) if holder != around and "/allOf/" in holder else holder


_FOLDED = re.compile(r"(/allOf/\d+)+$")


def _alone(schema: Schema, pointer: str) -> Merged:
    merged = Merged()
    merged.schema = schema
    merged.parts, merged.places = [schema], [pointer]
    return merged


def _is_nothing_but(value: Type, pointer: str) -> bool:
    """Whether a schema comes back to itself through `allOf`, so that it says nothing; `lint` says
    that it does.
    """
    return value == Named(pointer) or (
        isinstance(value, Nullable) and value.inner == Named(pointer)
    )


def _number(value: Any) -> int | float | None:
    """The number of a bound; none where it is beyond the range of a double, which no value reaches
    (RFC 8259, section 6).
    """
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not abs(value) <= sys.float_info.max
    ):
        return None
    return value


def _count(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number >= 0 and number == int(number) else None
