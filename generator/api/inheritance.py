"""Polymorphic bases (`generator.document.inheritance`) as types: a union that the discriminator's
property decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.api.model import Const, Discriminator, Named, OneOf, Scalar, Type
from generator.document.inheritance import Family, Inheritance, Value
from generator.document.pointer import split

_PLAIN: Mapping[type, tuple[Scalar, ...]] = {
    str: (Scalar("str"),),
    bool: (Scalar("bool"),),
    int: (Scalar("int"), Scalar("int32"), Scalar("int64")),
}


def choice(family: Family, found: Inheritance) -> tuple[OneOf, str]:
    """What a value is where a base is used, and what to say of it. Models are named by their
    pointers.

    A member that is told apart further, by another property, stands for all that it may be.
    """

    def named(pointer: str) -> str:
        nested = found.nested(pointer, family)
        return pointer if nested is None else nested.pointer

    pairs = tuple((value, named(pointer)) for value, pointer in family.variants)
    default = named(family.default)
    about = (
        f"`{split(family.base)[-1]}` or one of the schemas that extend it, as `{family.told_by}` "
        "says."
    )
    members = tuple(Named(name) for name in dict.fromkeys(map(named, family.members)))
    return OneOf(members, Discriminator(family.told_by, pairs, default)), about


def with_families(
    members: Sequence[Type], found: Discriminator, families: Sequence[Family], every: Inheritance
) -> OneOf:
    """A union that lists polymorphic bases, which `found` tells apart as if they were no more than
    themselves.

    What the same property decides is one choice with the union's own; the union's words on a value
    go first."""
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


def fixed(kind: Type, value: Value | None) -> Type:
    """The type of a property that is one constant in a schema, where the schemas above it have
    plain text or numbers.
    """
    if value is None or isinstance(value, float) or kind not in _PLAIN[type(value)]:
        return kind
    return Const((value,))
