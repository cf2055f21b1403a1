"""Models in the shape that the generator emits."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field

from ._runtime.bounds import Bounds
from ._runtime.closed import ClosedModel
from ._runtime.enums import OpenInt, OpenStr
from ._runtime.floats import Number
from ._runtime.integers import Int32
from ._runtime.model import OMITTED, Model, Omittable, OpenModel
from ._runtime.moments import DateTime
from ._runtime.untagged import UntaggedUnion
from ._runtime.values import READ_ONLY
from ._runtime.variants import Variants


class Colour(OpenStr):
    RED = "red"
    BLUE = "blue"


class Level(OpenInt):
    LOW = 1
    HIGH = 2


class Cat(Model):
    kind: str
    lives: Omittable[int] = OMITTED


class Dog(Model):
    kind: str
    bark: str


Pet: TypeAlias = Annotated[Cat | Dog | OpenModel, Variants("kind", {"cat": Cat, "dog": Dog})]
Either: TypeAlias = Annotated[Cat | Dog | OpenModel, UntaggedUnion()]


class Strict(ClosedModel):
    size: int


class Thing(Model):
    name: str
    colour: Omittable[Colour] = OMITTED
    level: Omittable[Level] = OMITTED
    count: Omittable[Annotated[int, Bounds(minimum=1, maximum=9)]] = OMITTED
    code: Omittable[Annotated[str, Bounds(pattern="^[a-z]+$")]] = OMITTED
    class_: Annotated[Omittable[str], Field(alias="class")] = OMITTED
    note: str | None = None
    when: Omittable[DateTime] = OMITTED
    pet: Omittable[Pet] = OMITTED
    either: Omittable[Either] = OMITTED
    strict: Omittable[Strict] = OMITTED
    parts: Omittable[list[Thing]] = OMITTED
    extra: Omittable[dict[str, Any]] = OMITTED
    serial: Annotated[Omittable[int], READ_ONLY] = OMITTED
    price: Omittable[Annotated[Number, Bounds(maximum=100)]] = OMITTED
    sizes: Omittable[list[Number]] = OMITTED


class Made(Model):
    id: Int32
    colour: Omittable[Colour] = OMITTED
    level: Omittable[Level] = OMITTED
    when: Omittable[DateTime] = OMITTED
    pet: Omittable[Pet] = OMITTED
    parts: Omittable[list[Thing]] = OMITTED


class Failure(Model):
    code: str
    detail: Omittable[str] = OMITTED
