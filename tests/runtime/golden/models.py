"""Models in the shape that the generator emits."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field

from ._runtime.bounds import Bounds
from ._runtime.closed import ClosedModel
from ._runtime.enums import OpenInt, OpenStr
from ._runtime.model import DateTime, Int32, Model, Omittable, OpenModel
from ._runtime.unions import OpenUnion, Variants


class Colour(OpenStr):
    RED = "red"
    BLUE = "blue"


class Level(OpenInt):
    LOW = 1
    HIGH = 2


class Cat(Model):
    kind: str
    lives: Omittable[int] = None


class Dog(Model):
    kind: str
    bark: str


Pet: TypeAlias = Annotated[Cat | Dog | OpenModel, Variants("kind", {"cat": Cat, "dog": Dog})]
Either: TypeAlias = Annotated[Cat | Dog | OpenModel, OpenUnion()]


class Strict(ClosedModel):
    size: int


class Thing(Model):
    name: str
    colour: Omittable[Colour] = None
    level: Omittable[Level] = None
    count: Omittable[Annotated[int, Bounds(minimum=1, maximum=9)]] = None
    code: Omittable[Annotated[str, Bounds(pattern="^[a-z]+$")]] = None
    class_: Omittable[str] = Field(None, alias="class")
    note: str | None = None
    when: Omittable[DateTime] = None
    pet: Omittable[Pet] = None
    either: Omittable[Either] = None
    strict: Omittable[Strict] = None
    parts: Omittable[list[Thing]] = None
    extra: Omittable[dict[str, Any]] = None


class Made(Model):
    id: Int32
    colour: Omittable[Colour] = None
    level: Omittable[Level] = None
    when: Omittable[DateTime] = None
    pet: Omittable[Pet] = None
    parts: Omittable[list[Thing]] = None


class Failure(Model):
    code: str
    detail: Omittable[str] = None
