"""What a type that pydantic reads says of a value, in the terms in which two readers of one schema
must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import MISSING, BaseModel, RootModel
from typing_extensions import TypeAliasType


@dataclass(slots=True)
class Said:
    """Whether a value may be null, which values are listed, of which objects it may be, what its
    items or its properties are.

    `values` is empty where any is allowed. An object of which no field is known is one whose
    properties are anything."""

    nullable: bool = False
    values: set[str | int | bool] = field(default_factory=set)
    objects: list[type[BaseModel]] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What two types say otherwise of a place: the JSON pointer of its schema into the value, and
    in which aspect.
    """

    place: str
    aspect: Literal["null", "values", "objects", "items", "fields", "required"]
    ours: str
    theirs: str


def compared(ours: Any, theirs: Any, place: str = "") -> Iterator[Otherwise]:
    """What two types say otherwise, of a value and of all within it."""
    yield from _compared(ours, theirs, place, set())


def _compared(
    ours: Any, theirs: Any, place: str, seen: set[tuple[Any, Any]]
) -> Iterator[Otherwise]:
    mine, other = said(ours), said(theirs)
    yield from _unlike(place, "null", mine.nullable, other.nullable)
    yield from _unlike(
        place, "values", sorted(map(repr, mine.values)), sorted(map(repr, other.values))
    )
    yield from _unlike(place, "objects", len(mine.objects), len(other.objects))
    yield from _unlike(place, "items", len(mine.items), len(other.items))
    if len(mine.items) == len(other.items) == 1:
        yield from _compared(mine.items[0], other.items[0], f"{place}/*", seen)
    if (
        len(mine.objects) == len(other.objects) == 1
        and (pair := (mine.objects[0], other.objects[0])) not in seen
    ):
        seen.add(pair)
        yield from _compared_objects(*pair, place, seen)


def _compared_objects(
    ours: type[BaseModel], theirs: type[BaseModel], place: str, seen: set[tuple[Any, Any]]
) -> Iterator[Otherwise]:
    mine, other = fields(ours), fields(theirs)
    yield from _unlike(place, "fields", sorted(mine), sorted(other))
    required = [
        sorted(name for name, (is_required, _) in side.items() if is_required)
        for side in (mine, other)
    ]
    yield from _unlike(place, "required", *required)
    for name in mine.keys() & other.keys():
        yield from _compared(mine[name][1], other[name][1], f"{place}/{name}", seen)


def _unlike(place: str, aspect: Any, ours: Any, theirs: Any) -> Iterator[Otherwise]:
    if ours != theirs:
        yield Otherwise(place, aspect, str(ours), str(theirs))


def fields(kind: type[BaseModel]) -> dict[str, tuple[bool, Any]]:
    """The fields of an object by their names on the wire: whether they are required, and their
    types.
    """
    kind.model_rebuild()
    return {
        each.alias or name: (
            each.is_required(),
            Annotated[each.annotation, *each.metadata] if each.metadata else each.annotation,
        )
        for name, each in kind.model_fields.items()
    }


def said(kind: Any) -> Said:
    """What a type says, beneath annotations, names, root models and unions."""
    found = Said()
    for leaf in _leaves(kind):
        match get_origin(leaf) or leaf:
            case origin if origin is NoneType:
                found.nullable = True
            case origin if origin is Literal:
                found.values.update(get_args(leaf))
            case origin if origin in (list, dict):
                found.items.append(get_args(leaf)[-1])
            case origin if isinstance(origin, type) and issubclass(origin, Enum):
                found.values.update(member.value for member in origin)
            case origin if isinstance(origin, type) and issubclass(origin, BaseModel):
                if origin.model_fields:
                    found.objects.append(origin)
                else:
                    found.items.append(Any)
    return found


def _leaves(kind: Any) -> Iterator[Any]:
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *metadata = get_args(kind)
        omittable = any(
            type(each).__name__ == "_Omit" for each in metadata
        )  # of our runtime: left out, but not null
        yield from (leaf for leaf in _leaves(inner) if not (omittable and leaf is NoneType))
    elif origin in (Union, UnionType):
        for member in get_args(kind):
            yield from _leaves(member)
    elif isinstance(kind, TypeAliasType):
        yield from _leaves(kind.__value__)
    elif isinstance(kind, type) and issubclass(kind, RootModel):
        yield from _leaves(kind.model_fields["root"].annotation)
    elif (
        kind is not MISSING and getattr(kind, "__name__", "") != "OpenModel"
    ):  # of our runtime: what fits no member is kept
        yield kind
