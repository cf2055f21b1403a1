"""What models and the checks of what is given have in common: the class below `Model`, the contexts
in which pydantic validates, and what stands for octets and for numbers on their way."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from decimal import Decimal
from typing import Any, ClassVar, Final, TypeVar

from pydantic import BaseModel, ConfigDict
from typing_extensions import TypeIs

T = TypeVar("T")

INPUT: Final = "input"
# in the metadata of a schema: what reading makes of it, see `large_json`
AS_READ: Final = "as_read"
TAKES_OCTETS: Final = "takes_octets"  # likewise: bytes of a caller are encoded there
# likewise: the enumeration whose members are the values that the document lists
LISTS: Final = "lists"
# likewise: a pair of schemas that take a member of a union for what it is, and openly
EXACT: Final = "exact"
FORMAT: Final = "format"  # likewise: what its text stands for, in words
MADE: Final = "made"
AS_IT_CAME: Final = (
    "as it came"  # the context of what is sent though it could not be given, see `input_check`
)
SCALARS: Final = frozenset({str, int, float, bool, type(None)})


class Octets:
    """Bytes of a caller on their way to where the document says what becomes of them."""

    __slots__ = ("value",)

    def __init__(self, value: bytes) -> None:
        self.value = value


class Held(bytes):
    """In the place of a file, which is not looked into."""


class_of: Callable[[object], Any] = type  # of a value whose type is not known


OCTETS: Any = (bytes, bytearray, memoryview)


_DEEP, _STACK, _BUILDING = 100_000, 2**28, threading.Lock()


def built(build: Callable[[], T]) -> T:
    """What `build` gives: a validator, which for models that lead to each other in a long row goes
    deeper than Python lets it.

    Such is made in a thread that has room for it, while the limit of the program is raised; once
    for each type."""
    try:
        return build()
    except RecursionError:
        outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(build())
        except BaseException as error:  # noqa: BLE001  # which the caller gets
            outcome.set_exception(error)

    with _BUILDING:
        limit, stack = sys.getrecursionlimit(), threading.stack_size(_STACK)
        sys.setrecursionlimit(max(limit, _DEEP))
        try:
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            thread.join()
        finally:
            threading.stack_size(stack)
            sys.setrecursionlimit(limit)
    return outcome.result()


def is_array(value: object) -> TypeIs[list[Any]]:
    return isinstance(value, list)


def is_object(value: object) -> TypeIs[dict[str, Any]]:
    return isinstance(value, dict)


class GivenFields(set[str]):
    """The fields of a model that have been set, where the caller had a hand in it: `changed` are
    those that the caller set.

    `changed` is `None` for a model that the caller made. A model that was read, and left alone, has
    a plain set; not one that `fits` only a lenient call, which takes fields as they come."""

    changed: set[str] | None = None
    fits = True

    def __copy__(self) -> GivenFields:
        copied = GivenFields(self)
        copied.changed, copied.fits = None if self.changed is None else set(self.changed), self.fits
        return copied


READ_ONLY: Final = "read-only"
"""The metadata of a field that only the server sets: of a model that was read, it is not sent
unless the caller set it.
"""


class Digits:
    """A number sent with more digits than a float has, and how; `of_decimal`: it was a decimal."""

    __slots__ = ("number", "of_decimal", "text")

    def __init__(
        self, number: Decimal, text: str | None = None, *, of_decimal: bool = False
    ) -> None:
        self.number, self.text, self.of_decimal = number, text or str(number), of_decimal


class Exact(float):
    """The float that is nearest to a number, and the number's text."""

    text: str

    def as_it_came(self) -> Digits:
        """What is sent of it."""
        return Digits(Decimal(self.text), self.text)


def near(value: Decimal) -> int | float | Digits:
    """The same number: an integer, the float whose shortest text says just that, or its digits."""
    if value == value.to_integral_value() and value.adjusted() < 400:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else Digits(value)


class WholeDecimal(int):
    """An integer that a `Decimal` came to, and the text of that."""

    text: str


class FloatDecimal(float):
    """Likewise a float."""

    text: str


def written(value: Decimal) -> str:
    """A finite number with its digits, `1.10`; an exponent stands for 400 of them and more."""
    return format(value, "f") if abs(value.adjusted()) < 400 else str(value)


def on_its_way(value: Decimal, text: str | None = None) -> WholeDecimal | FloatDecimal | Digits:
    """What stands for a `Decimal` on its way: a number that knows that it was one, and its text."""
    made, text = near(value), text or written(value)
    if isinstance(made, Digits):
        return Digits(value, text, of_decimal=True)
    kept = WholeDecimal(made) if isinstance(made, int) else FloatDecimal(made)
    kept.text = text
    return kept


class ModelBase(BaseModel):
    """What every `Model` is, for those that a model is made of and checked with."""

    __slots__ = ("__response__",)  # see `response.attach`; no part of its value

    model_config = ConfigDict(
        extra="allow",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),
        hide_input_in_errors=True,
        ser_json_inf_nan="constants",
    )

    __sent_as__: ClassVar[str] = ""  # the class that requests have of it, where the two differ
    __open__: ClassVar[bool] = False  # whether the document describes none of its fields


def by_wire(value: BaseModel, name: str) -> Any:
    """What a model has under a name on the wire, `None` where it has nothing."""
    for attribute, field in type(value).model_fields.items():
        if (field.alias or attribute) == name:
            return getattr(value, attribute, None)
    return (value.__pydantic_extra__ or {}).get(name)
