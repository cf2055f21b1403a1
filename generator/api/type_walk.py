"""What a type is made of: the types in it, the models that it mentions, others in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from generator.api.model import Array, Bounded, Map, Named, Nullable, OneOf, Part, Scalar, Type


def walk(kind: Type) -> Iterator[Type]:
    """The type, and those in it, in the order in which they are written."""
    yield kind
    match kind:
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner) | Part(inner):
            yield from walk(inner)
        case OneOf(members):
            for member in members:
                yield from walk(member)


def named(kind: Type) -> Iterator[str]:
    """The names of the models that a type mentions."""
    return (each.name for each in walk(kind) if isinstance(each, Named))


def reached(kinds: Iterable[Type], made_of: Callable[[str], Iterable[Type]]) -> Collection[str]:
    """The names of the models that types mention, and of those that these are `made_of`."""
    found: dict[str, None] = {}
    waiting = [name for kind in kinds for name in named(kind)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += [used for kind in made_of(name) for used in named(kind)]
    return found


def with_inner_types(kind: Type, change: Callable[[Type], Type]) -> Type:
    """The type with each that it is directly made of changed."""
    match kind:
        case Scalar():  # as most are
            return kind
        case Array(inner):
            return Array(change(inner))
        case Map(inner):
            return Map(change(inner))
        case Nullable(inner):
            return Nullable(change(inner))
        case Bounded(inner, bounds):
            return Bounded(change(inner), bounds)
        case Part(inner):
            return Part(change(inner))
        case OneOf(members, discriminator):
            return OneOf(tuple(map(change, members)), discriminator)
        case _:
            return kind
