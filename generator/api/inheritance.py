"""Polymorphic bases (`generator.document.inheritance`) as types: a union that the discriminator's property decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.api.model import Const, Discriminator, Named, OneOf, Scalar, Type
from generator.document.inheritance import Family, Inheritance, Value
from generator.document.pointer import split

FixedValues = Mapping[tuple[str, str], Mapping[Type, Type]]
"""By the pointer of a schema and its property: the type that takes the place of the one which the schemas above it have."""

_PLAIN: Mapping[type, tuple[Scalar, ...]] = {
    str: (Scalar("str"),),
    bool: (Scalar("bool"),),
    int: (Scalar("int"), Scalar("int32"), Scalar("int64")),
}


def choice(family: Family, found: Inheritance) -> tuple[OneOf, str]:
    """What a value is where a base is used, and what to say of it. Models are named by their pointers.

    A member that is told apart further, by another property, stands for all that it may be.
    """

    def named(pointer: str) -> str:
        nested = found.nested(pointer, family)
        return pointer if nested is None else nested.pointer

    pairs = tuple((value, named(pointer)) for value, pointer in family.variants)
    default = named(family.default)
    about = f"`{split(family.base)[-1]}` or one of the schemas that extend it, as `{family.told_by}` says."
    members = tuple(Named(name) for name in dict.fromkeys(map(named, family.members)))
    return OneOf(members, Discriminator(family.told_by, pairs, default)), about


def with_families(members: Sequence[Type], found: Discriminator, families: Sequence[Family], every: Inheritance) -> OneOf:
    """A union that lists polymorphic bases, which `found` tells apart as if they were no more than themselves.

    What the same property decides is one choice with the union's own; the union's words on a value go first.
    """
    bases = {family.base: family for family in families}
    pairs: dict[Value, str] = {}
    default = found.default
    for value, pointer in found.mapping:
        family = bases.get(pointer)
        pairs[value] = family.pointer if family and family.told_by != found.property else pointer
    listed = dict.fromkeys(members)
    for family in families:
        kind, _ = choice(family, every)
        own = kind.discriminator
        if own is None or family.told_by != found.property:
            continue
        del listed[Named(family.pointer)]
        listed |= dict.fromkeys(kind.members)
        pairs = dict(own.mapping) | pairs
        default = default or own.default
    return OneOf(tuple(listed), Discriminator(found.property, tuple(pairs.items()), default))


def fixed_values(found: Inheritance) -> FixedValues:
    """The properties that are one constant in a schema, because a `mapping` has that value for it and no other.

    A name alone fixes nothing: documents that have no mapping use values of their own, and a discriminator makes no valid value
    invalid (3.1, section 4.8.25). Nor does it where any value may come, in a base that stands for the unknown ones.
    """
    stated: dict[tuple[str, str], set[Value]] = defaultdict(set)
    free: set[tuple[str, str]] = set()
    for family in found.families.values():
        free.add((family.default, family.told_by))
        for value, pointer in family.variants:
            place = (pointer, family.told_by)
            if pointer in family.stated:
                stated[place].add(value)
            else:
                free.add(place)
    return {
        place: dict.fromkeys(_PLAIN[type(value)], Const((value,)))
        for place, values in stated.items()
        if len(values) == 1 and place not in free
        for value in values
        if not isinstance(value, float)
    }
