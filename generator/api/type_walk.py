"""What a type is made of: the types in it, the models that it mentions, others in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain

from generator.api.model import (
    AliasModel,
    Array,
    Bounded,
    Field,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Part,
    Scalar,
    Type,
)
from generator.document.graph import reachable


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
    return reachable(mentioned(kinds), lambda name: mentioned(made_of(name)))


def mentioned(kinds: Iterable[Type]) -> Iterator[str]:
    """The names of the models that types mention."""
    return chain.from_iterable(map(named, kinds))


def unwrapped(kind: Type) -> Type:
    """The type that may be null or has bounds."""
    while isinstance(kind, Nullable | Bounded):
        kind = kind.inner
    return kind


def members_of(kind: Type) -> Iterator[Type]:
    """The types that a value may be of, null and bounds aside: those of a union, or the one."""
    match unwrapped(kind):
        case OneOf(members):
            for member in members:
                yield from members_of(member)
        case plain:
            yield plain


def behind(kind: Type, models: Mapping[str, Model]) -> Type:
    """The type behind null, bounds and the names that unions and others have."""
    match unwrapped(kind):
        case Named(name) if isinstance(model := models[name], AliasModel):
            return behind(model.type, models)
        case plain:
            return plain


def object_of(kind: Type, models: Mapping[str, Model]) -> ObjectModel | None:
    """The class of an object that a type is."""
    model = models.get(kind.name) if isinstance(kind, Named) else None
    return model if isinstance(model, ObjectModel) else None


def field_of(kind: Type, wire: str, models: Mapping[str, Model]) -> Field | None:
    """The field of the object that a type is."""
    model = object_of(kind, models)
    fields = () if model is None else model.fields
    return next((field for field in fields if field.wire == wire), None)


def with_inner_types(kind: Type, change: Callable[[Type], Type]) -> Type:
    """The type with each that it is directly made of changed: of a list of maps the map, not its
    values. What a name stands for is not in the type.
    """
    match kind:
        case Scalar():  # as most are
            return kind
        case Array(inner) | Map(inner) | Nullable(inner) | Part(inner):
            return type(kind)(change(inner))
        case Bounded(inner, bounds):
            return Bounded(change(inner), bounds)
        case OneOf(members, discriminator):
            return OneOf(tuple(map(change, members)), discriminator)
        case _:
            return kind
