"""How the limits changed of values whose type is the same: what is checked before anything is
sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from fractions import Fraction
from math import ceil, floor
from operator import itemgetter
from typing import Final, Literal, NamedTuple, TypeAlias

from generator.api.model import (
    Array,
    Bounded,
    Bounds,
    Const,
    EnumModel,
    Map,
    Model,
    Named,
    Nullable,
    OneOf,
    Part,
    Scalar,
    Type,
)
from generator.api.type_walk import with_inner_types
from generator.document.schema.normalised import ALL_TEXTS
from generator.document.specification import INTEGER_RANGES
from generator.review.python_types import Relation, same

_End: TypeAlias = Literal["minimum", "maximum"]
_Value: TypeAlias = int | float | str | bool | None
_WORST_FIRST: Final[tuple[Relation, ...]] = ("narrowed", "undecided", "widened")
_SIGNS: Final[dict[_End, int]] = {"minimum": 1, "maximum": -1}
_EITHER_END = frozenset({*_SIGNS, *(f"exclusive_{name}" for name in _SIGNS)})
_OTHERS = tuple(entry.name for entry in fields(Bounds) if entry.name not in _EITHER_END)
_HOW: Final[dict[Relation, str]] = {"narrowed": "narrower", "widened": "wider"}
_INTEGERS = frozenset({"int", *INTEGER_RANGES})
_UNLIMITED: Final[Type] = Scalar("bool")

# keywords of JSON Schema
_OF_NAMES = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs"})
_NOTHING_IF_EMPTY = frozenset(
    {*("properties", "patternProperties", "dependentRequired", "dependentSchemas"), "prefixItems"}
)
_NOTHING_IF_ANYTHING = frozenset({"items", "additionalProperties", "propertyNames"})
_NOTHING_IF_ZERO = frozenset({"min_length", "min_items", "min_properties"})
_UNORDERED = frozenset({"required", "enum", "type", "allOf", "anyOf"})


class LimitsChange(NamedTuple):
    """How limits changed, and what those were and are that changed so: `maximum=5`."""

    relation: Relation
    before: str
    after: str

    def told(self, subject: str) -> str:
        """The sentence that says it of something."""
        how = _HOW.get(self.relation, "other")
        return f"the limits of {subject} are {how}: {self.after} ({self.before} before)"

    def remedy(self, subject: str) -> str | None:
        return None if self.relation == "widened" else f"Keep {subject} to {self.after}."


def limits(before: Type, after: Type) -> LimitsChange:
    """How the assertions on a value changed that are checked before anything is sent.

    Only where the types are the same otherwise; a pattern that gave way to another one is
    undecided. Where one end is narrower and the other wider, the narrower one is told."""
    return _worst(() if before == after else _changes(before, after))


def tightened(before: Type, after: Type, models: Mapping[str, Model]) -> LimitsChange:
    """How the assertions are narrower on what was given for `before`, where `after` is another type
    that takes it too: a text of at most five characters, or a number, instead of any text.
    `models` are those of `before`, by name, of which enumerations are as the values that they list.
    """
    return _worst(_tightened(_with_values(before, models), after))


def _with_values(kind: Type, models: Mapping[str, Model]) -> Type:
    """A type with the values of enumerations in their place."""
    model = models.get(kind.name) if isinstance(kind, Named) else None
    if isinstance(model, EnumModel):
        return Const(tuple(member.value for member in model.members))
    return with_inner_types(kind, lambda inner: _with_values(inner, models))


def _worst(changes: Iterable[LimitsChange]) -> LimitsChange:
    """The changes of the worst kind, as one."""
    found = list(changes)
    for relation in _WORST_FIRST:
        alike = [each for each in found if each.relation == relation]
        if alike:
            was, now = (map(itemgetter(index), alike) for index in (1, 2))
            return LimitsChange(relation, ", ".join(was), ", ".join(now))
    return LimitsChange("same", "", "")


def _changes(before: Type, after: Type) -> Iterator[LimitsChange]:
    """The limits that changed, one by one: those of a value, then those of what is inside: items,
    values of a map, members of a union.
    """
    yield from _changes_of_bounds(before, after)
    match _bare(before), _bare(after):
        case (Array(inner), Array(other)) | (Map(inner), Map(other)) | (Part(inner), Part(other)):
            yield from _changes(inner, other)
        case OneOf(members), OneOf(others):
            yield from _changes_of_members(members, others)


def _changes_of_bounds(before: Type, after: Type) -> Iterator[LimitsChange]:
    """The limits of a value that changed: the two ends of a range, the other assertions."""
    old, new = _bounds(before), _bounds(after)
    is_whole = _is_whole(before), _is_whole(after)
    for end in _SIGNS:
        # `minimum=1` is as tight as `exclusive_minimum=0` of an integer: nothing changed
        was, now = _Limit.of(old, end, is_whole[0]), _Limit.of(new, end, is_whole[1])
        if was.tightness != now.tightness:
            tighter = now.tightness > was.tightness
            yield LimitsChange("narrowed" if tighter else "widened", was.written, now.written)
    for name in _OTHERS:
        value, present = _value(old, name), _value(new, name)
        if value != present:
            relation = _relation(name, value, present)
            yield LimitsChange(relation, _written(name, value), _written(name, present))


def _tightened(before: Type, after: Type) -> Iterator[LimitsChange]:
    """What of the limits of `after` refuses values of `before`, as far as they are of one kind;
    what several members of a union take is refused where all of them do.
    """
    match _bare(before), _bare(after):
        case OneOf(members), other:
            if isinstance(other, OneOf):
                yield from _narrower(_changes_of_bounds(before, after))
            for member in members:
                yield from _tightened(member, after)
        case _, OneOf(members):
            yield from _narrower(_changes_of_bounds(_UNLIMITED, after))
            found = [list(_tightened(before, each)) for each in members if _is_kind(before, each)]
            if len(found) == 1:
                yield from found[0]
            elif found and all(found):
                yield _one_of(list(map(_worst, found)))
        case Const(values), Scalar():
            if any(_is_refused(value, _bounds(after)) for value in values):
                yield from _narrower(_changes_of_bounds(_UNLIMITED, after))
        case one, other if _is_kind(one, other):
            yield from _narrower(_changes_of_bounds(before, after))
            yield from _tightened_inside(one, other)


def _tightened_inside(before: Type, after: Type) -> Iterator[LimitsChange]:
    """What is refused of what is inside a value: items, values of a map."""
    match before, after:
        case (Array(inner), Array(other)) | (Map(inner), Map(other)) | (Part(inner), Part(other)):
            yield from _tightened(inner, other)


def _one_of(changes: list[LimitsChange]) -> LimitsChange:
    """A value is to keep to the limits of any of several members: together they may let all through
    that was let through.
    """
    was, now = (list(dict.fromkeys(map(itemgetter(index), changes))) for index in (1, 2))
    is_unlimited = all(each.startswith("no ") for each in was)
    return LimitsChange("undecided", "none" if is_unlimited else " or ".join(was), " or ".join(now))


def _is_refused(value: _Value, bounds: Bounds) -> bool:
    """Whether a text does not keep to limits of texts, or a number to those of numbers."""
    match value:
        case str():
            low, high = bounds.min_length or 0, bounds.max_length
            is_long = high is not None and len(value) > high
            return len(value) < low or is_long or not re.search(bounds.pattern or "", value)
        case int() | float() if not isinstance(value, bool):
            only = Bounded(Scalar("float"), Bounds(minimum=value, maximum=value))
            own = Bounded(Scalar("float"), replace(bounds, multiple_of=None))
            return any(_narrower(_changes_of_bounds(only, own)))
    return False


def _narrower(changes: Iterable[LimitsChange]) -> Iterator[LimitsChange]:
    return (each for each in changes if each.relation != "widened")


def _is_kind(one: Type, other: Type) -> bool:
    """Whether the values of a type are of the kind of another one, whatever the limits: an integer
    is a number.
    """
    match _bare(one), _bare(other):
        case (Array(), Array()) | (Map(), Map()) | (Part(), Part()):
            return True
        case Scalar(kind), Scalar("float"):
            return kind == "float" or kind in _INTEGERS
        case Const(values), Scalar(kind):
            types = {"str": str, "float": int | float}.get(kind, int if kind in _INTEGERS else ())
            return all(isinstance(value, types) for value in values)
        case Scalar(), Scalar():
            return same(one, other, {})
    return False


def _changes_of_members(before: Iterable[Type], after: Iterable[Type]) -> Iterator[LimitsChange]:
    """Each member with the first that is the same type, in whatever order."""
    waiting = list(after)
    for member in before:
        other = next((each for each in waiting if same(each, member, {})), None)
        if other is not None:
            waiting.remove(other)
            yield from _changes(member, other)


class _Limit(NamedTuple):
    """A limit at one end: the tighter one of the inclusive and the exclusive bound. Of two limits
    the tighter has the larger `tightness`: a value, and whether it is excluded itself.
    """

    tightness: tuple[float, bool]
    written: str

    @classmethod
    def of(cls, bounds: Bounds, end: _End, is_whole: bool) -> _Limit:
        """The limit at an end of bounds, which is none where they say nothing of that end; of
        `minimum=1` and `exclusive_minimum=1` the latter.
        """
        sign = _SIGNS[end]  # a maximum is tighter where it is smaller
        values = {name: getattr(bounds, name) for name in (end, f"exclusive_{end}")}
        known = [
            (sign * value, name != end, name) for name, value in values.items() if value is not None
        ]
        if not known:
            return cls((float("-inf"), False), _written(end, None))
        value, is_excluded, name = max(known)
        if is_whole:  # the first integer that is let through
            value, is_excluded = (floor(value) + 1 if is_excluded else ceil(value)), False
        return cls((value, is_excluded), _written(name, values[name]))


def _bare(kind: Type) -> Type:
    return _bare(kind.inner) if isinstance(kind, Nullable | Bounded) else kind


def _is_whole(kind: Type) -> bool:
    bare = _bare(kind)
    return isinstance(bare, Scalar) and bare.kind in _INTEGERS


def _bounds(kind: Type) -> Bounds:
    """The assertions of the type, the range of an integer format among them where nothing narrower
    is said: an `int32` with `minimum=0` goes from 0 to 2147483647.
    """
    inner = kind.inner if isinstance(kind, Nullable) else kind
    own = inner.bounds if isinstance(inner, Bounded) else Bounds()
    bare = _bare(kind)
    if not isinstance(bare, Scalar) or bare.kind not in INTEGER_RANGES:
        return own
    low, high = INTEGER_RANGES[bare.kind]
    minimum = low if own.minimum is None else max(low, own.minimum)
    maximum = high if own.maximum is None else min(high, own.maximum)
    return replace(own, minimum=minimum, maximum=maximum)


def _value(bounds: Bounds, name: str) -> _Value:
    """What an assertion says; nothing where every text matches, or items need not be unique."""
    value: _Value = getattr(bounds, name)
    says_nothing = value is False or (name == "pattern" and value in ALL_TEXTS)
    return None if says_nothing else value


def _relation(name: str, before: _Value, after: _Value) -> Relation:
    """How an assertion changed of which the values differ: what came narrows, what went widens.

    Whoever sent multiples of 4 may go on where multiples of 2 are wanted, and not the other way
    round. What a pattern lets through is not compared with what another does."""
    if name == "schema":
        return _relation_of_schemas(_asked_by(before), _asked_by(after))
    if before is None:
        return "narrowed"
    if after is None:
        return "widened"
    match name:
        case "pattern":
            return "undecided"
        case "multiple_of":
            divides = (Fraction(str(before)) / Fraction(str(after))).denominator == 1
            return "widened" if divides else "narrowed"
        case _:
            is_more = float(after) > float(before)
            return "narrowed" if is_more == name.startswith("min_") else "widened"


def _relation_of_schemas(before: object, after: object) -> Relation:
    """How it changed what schemas ask for: `dependentSchemas: {card: true}` that came asks for
    nothing.
    """
    if before == after:
        return "same"
    if before is None:
        return "narrowed"
    return "widened" if after is None else "undecided"


def _written(name: str, value: _Value) -> str:
    if value is None:
        return f"no {name}"
    return f'{name}=r"{value}"' if name == "pattern" else f"{name}={value!r}"


def _asked_by(value: _Value) -> object:
    return asserted(None if value is None else str(value))


def asserted(schema: str | None) -> object:
    """What a schema asks for, however it is written; a property that may be anything is left to the
    fields of its class, and to the type of a list what all of its items are.
    """
    if schema is None:
        return None
    said = _without_plain_prefix(json.loads(schema))
    if "prefixItems" not in said and said.get("items") is not False:
        said = _without(said, "items")
    return _asserted(said, "") or None


def _asserted(schema: object, keyword: str) -> object:
    """A schema, or what stands in one as the value of `keyword`, to be compared: objects without
    entries that ask for nothing, lists without order where that means nothing.

    `{"required": ["b", "a"], "minContains": 1}` and `{"required": ["a", "b"]}` are alike; of
    values the type counts, for `1` and `True` are equal to Python."""
    match schema:
        case dict():
            said = schema if keyword in _OF_NAMES else _telling(schema)
            return frozenset(
                (key, _asserted(value, key))
                for key, value in said.items()
                if not _says_nothing(key, value, keyword)
            )
        case list():
            items = [_asserted(item, "") for item in schema]
            return frozenset(items) if keyword in _UNORDERED else tuple(items)
        case _:
            return type(schema).__name__, schema


def _telling(schema: dict[str, object]) -> dict[str, object]:
    """A schema without what asks for nothing beside what else stands in it: schemas of the first
    items that are that of all others, names that may hold anything where others may too, items of
    which none need be there, a condition upon which nothing depends.
    """
    said = _without_plain_prefix(schema)
    patterns = said.get("patternProperties")
    if isinstance(patterns, dict) and _takes_anything(said.get("additionalProperties", True)):
        said["patternProperties"] = {
            name: each for name, each in patterns.items() if not _takes_anything(each)
        }
    if said.get("minContains") == 0 and "maxContains" not in said:
        said = _without(said, "contains", "minContains")
    if all(_takes_anything(said.get(branch, True)) for branch in ("then", "else")):
        said = _without(said, "if", "then", "else")
    return said


def _without_plain_prefix(schema: dict[str, object]) -> dict[str, object]:
    """A copy without the last of `prefixItems` that are as `items` has them, and without the
    keyword where none is left.
    """
    said = dict(schema)
    prefix, others = said.pop("prefixItems", None), _asserted_of(said.get("items", True))
    if isinstance(prefix, list):
        while prefix and _asserted_of(prefix[-1]) == others:
            prefix = prefix[:-1]
        said |= {"prefixItems": prefix} if prefix else {}
    return said


def _without(schema: dict[str, object], *keywords: str) -> dict[str, object]:
    return {key: value for key, value in schema.items() if key not in keywords}


def _asserted_of(schema: object) -> object:
    """What a schema asks for, where `true` and `{}` are alike."""
    return True if _takes_anything(schema) else _asserted(schema, "")


def _takes_anything(schema: object) -> bool:
    return schema is True or (isinstance(schema, dict) and not _asserted(schema, ""))


def _says_nothing(key: str, value: object, keyword: str) -> bool:
    """Whether a schema without this entry asks for the same; `keyword` is what it is the value
    of.
    """
    match keyword:
        case "properties" | "dependentSchemas":
            return _takes_anything(value)
        case "patternProperties" | "$defs":
            return False
        case "dependentRequired":
            return not value
    if key in _NOTHING_IF_ANYTHING:
        return _takes_anything(value)
    if key in _NOTHING_IF_EMPTY:
        return not _asserted(value, key)
    return (key, value) in (("minContains", 1), ("not", False)) or (
        key in _NOTHING_IF_ZERO and value == 0
    )
