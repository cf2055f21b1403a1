"""Types from other types: unions, null and bounds around one, the fields of several objects
together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from generator.api.bounds import UNBOUNDED
from generator.api.drafts import DraftField
from generator.api.model import (
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    Map,
    Named,
    Nullable,
    OneOf,
    Scalar,
    Type,
)
from generator.api.type_walk import with_inner_types

NONE = Scalar("none")


def nullable(inner: Type) -> Type:
    return inner if isinstance(inner, Nullable | Anything) or inner == NONE else Nullable(inner)


def with_null(kind: Type, accepted: bool) -> Type:
    """`kind`, and null if the schema that it is the type of accepts that."""
    return nullable(kind) if accepted else kind


def without_null(kind: Type) -> Type | None:
    """A type without null as one of its values; None of null alone."""
    if isinstance(kind, Nullable):
        return kind.inner
    return None if kind == NONE else kind


def bounded(inner: Type, bounds: Bounds) -> Type:
    return inner if bounds == UNBOUNDED else Bounded(inner, bounds)


def union_of(members: list[Type], discriminator: Discriminator | None) -> Type:
    """The union of `members`: nested ones opened, equal ones taken once; any value swallows the
    rest, null stands outside. Of one member it is that member, of none any value.

    `[str, Nullable(int), int]` is `Nullable(OneOf((str, int)))`, and `[str, Anything()]` is
    `Anything()`."""
    parts = chain.from_iterable(map(_opened, members))
    flat = {repr(part): part for part in parts}  # in their text true is not 1
    takes_null = flat.pop(repr(NONE), None) is not None
    known = tuple(flat.values())
    match known:
        case _ if Anything() in known:
            return Anything()
        case ():
            return NONE if takes_null else Anything()
        case (only,):
            union: Type = only
        case _:
            union = OneOf(known, discriminator)
    return with_null(union, takes_null)


def _opened(kind: Type) -> tuple[Type, ...]:
    """The members of a union that nothing tells apart, null among them where it is taken; any other
    type by itself.
    """
    match kind:
        case Nullable(inner):
            return (*_opened(inner), NONE)
        case OneOf(members, None):
            return members
        case _:
            return (kind,)


def together(members: Sequence[Sequence[DraftField]]) -> list[DraftField]:
    """The fields of several objects as those of one, in the order in which they are met. None where
    one object has none.

    A field has the union of its types, and is required where every object requires it. The keywords
    of a method are made of them, so what only answers have (`readOnly`) is left out."""
    if not all(members):
        return []
    found: dict[str, list[DraftField]] = defaultdict(list)
    for item in chain.from_iterable(members):
        if item.may_be_sent:
            found[item.wire].append(item)
    return [
        DraftField(
            wire,
            _with_constants_joined([item.type for item in items]),
            len(items) == len(members) and all(item.must_be_sent for item in items),
            items[0].schema,
        )
        for wire, items in found.items()
    ]


def _with_constants_joined(types: Sequence[Type]) -> Type:
    """The union of the types, all constants in one: `Const("cat")` and `Const("dog")` of the
    members of a union are `Const("cat", "dog")` for whoever calls the method.
    """
    values = [value for kind in types if isinstance(kind, Const) for value in kind.values]
    constants = Const(tuple(distinct(values)))
    return union_of([constants if isinstance(kind, Const) else kind for kind in types], None)


def distinct(values: list[Any]) -> list[Any]:
    """Each value once; `1`, `1.0` and `true` are three. Lists and objects, which no enum has, are
    told by their text.
    """
    seen: dict[tuple[type, Any], Any] = {}
    for value in values:
        told_by = repr(value) if isinstance(value, dict | list) else value
        seen.setdefault((type(value), told_by), value)
    return list(seen.values())


def rename(value: Type, name: Callable[[str], str]) -> Type:
    """`value` with each `Named` (and discriminator target) passed through `name`, as where drafts,
    which are called by their pointers, get the names of their classes.
    """
    match value:
        case Named(pointer):
            return Named(name(pointer))
        case OneOf(members, Discriminator(told_by, mapping, default)):
            pairs = tuple((wire, name(pointer)) for wire, pointer in mapping)
            told = Discriminator(told_by, pairs, default and name(default))
            return OneOf(tuple(rename(member, name) for member in members), told)
        case _:
            return with_inner_types(value, lambda inner: rename(inner, name))


def levels(value: Type) -> int:
    """How many lists and maps `value` has in one another: two in a list of maps. What a name stands
    for is not in the value.
    """
    match value:
        case Array(inner) | Map(inner):
            return 1 + levels(inner)
        case Nullable(inner) | Bounded(inner):
            return levels(inner)
        case OneOf(members):
            return max(map(levels, members))
        case _:
            return 0


def cut(value: Type, levels: int) -> Type:
    """`value` down to that many lists and maps in one another; what lies deeper is any value. Of
    `Array(Array(Scalar("int")))`, one level is `Array(Anything())`.
    """
    match value:
        case Array() | Map() | Bounded() if not levels:
            return Anything()
        case Array() | Map():
            return with_inner_types(value, lambda inner: cut(inner, levels - 1))
        case Nullable(inner):
            return nullable(cut(inner, levels))
        case OneOf(members, discriminator):
            return union_of([cut(member, levels) for member in members], discriminator)
        case _:
            return with_inner_types(value, lambda inner: cut(inner, levels))
