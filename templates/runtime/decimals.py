"""Decimal numbers, as text or as numbers of JSON: no digit of them is lost either way.

`1.10` stays `1.10`, and is not 1.1; `-0` stays `-0`, while an integer has one zero. Text goes back
as it came; the exponent of a number is written out. In a union a `Decimal` is text where a member
is, unless it came as a number; no number is taken for text that stands for one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from .reading import WRITTEN
from .text_formats import Remembering, TextFormat
from .values import (
    AS_IT_CAME,
    EXACT,
    INPUT,
    Digits,
    FloatDecimal,
    WholeDecimal,
    near,
    on_its_way,
    written,
)

WRITTEN.append(re.compile(rb"(?:\.[0-9]+0|[0-9][eE][+-]?[0-9]+|-0)(?=[\s,}\]]|\Z)"))
WRITTEN.append(re.compile(rb"Infinity(?=[\s,}\]]|\Z)"))  # which is no number of JSON
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_BEYOND = (float("inf"), float("-inf"))
_OF_JSON = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class _Decimal(Remembering, Decimal):
    """`is_number`: it came as a number of JSON, or was given as one, where it may be text too."""

    is_number = False

    def as_it_came(self) -> Any:
        """What is sent of it, as text or as a number."""
        value = Decimal(self)
        return _number(value, self.text) if self.is_number else on_its_way(value, self.text)

    def in_digits(self, text: str, place: tuple[int | str, ...]) -> Decimal:
        """The number whose digits are these; raises `ValidationError` for `Infinity`, and for an
        exponent that no `Decimal` has, at its place.
        """
        made = _made(text)
        if not made.is_finite():
            error = PydanticCustomError("number", "must be a valid number")
            details = InitErrorDetails(type=error, loc=place, input=text)
            raise ValidationError.from_exception_data("number", [details])
        return _remember(made, text, self.is_number)

    def __reduce__(self) -> Any:
        return _remember, (Decimal(self), self.text, self.is_number)

    def __copy__(self) -> _Decimal:
        return self

    def __deepcopy__(self, memo: Any) -> _Decimal:
        return self


def _remember(value: Decimal, text: str | None, is_number: bool = False) -> Decimal:
    made = _Decimal(value)
    made.text, made.is_number = text, is_number
    return made


def _made(text: str) -> Decimal:
    """The number of a text; none that is finite for an exponent that no `Decimal` has."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal("Infinity")


def _number(value: Decimal, text: str | None) -> int | float | Digits:
    """What is sent of a number of JSON: its text, if JSON has such, else its digits."""
    made = near(value)
    text = text if text and _OF_JSON.fullmatch(text) else written(value)
    return made if str(made) == text else Digits(value, text)


def _written(value: Decimal) -> str:
    text: str | None = getattr(value, "text", None)
    if text is not None:
        return text
    if not value.is_finite():
        raise ValueError("must be a finite number")
    return written(value)


def _read(text: str) -> Decimal | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    value = _made(text)
    if not value.is_finite():
        return None
    return value if _written(value) == text else _remember(value, text)


def _text_of_decimal(value: Any) -> str | None:
    """How a `Decimal` on its way was written; `None` for what is none."""
    if isinstance(value, (WholeDecimal, FloatDecimal)):
        return value.text
    return value.text if isinstance(value, Digits) and value.of_decimal else None


class _DecimalText(TextFormat):
    def _given(self, value: Any, info: ValidationInfo, keeps: bool) -> Any:
        text = _text_of_decimal(value)
        return super()._given(value if text is None else text, info, keeps)


class _DecimalNumber:
    """The metadata of a number of JSON that is a `Decimal` in Python."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        exactly = self._schema({}, is_alone=False)
        return self._schema({EXACT: (exactly, exactly)}, is_alone=True)

    def _schema(self, metadata: dict[str, Any], *, is_alone: bool) -> CoreSchema:
        """Where it `is_alone`, text is taken for a number; in a union a number knows that it is
        one, as a `Decimal` may be text there.
        """
        whole, number = core_schema.int_schema(strict=True), core_schema.float_schema(strict=True)
        kinds: list[Any] = [whole, number]
        kinds += [core_schema.str_schema(strict=True)] if is_alone else []
        read = core_schema.no_info_after_validator_function(
            lambda value: self._read_json(value, is_alone),
            core_schema.union_schema(
                kinds,
                mode="left_to_right",
                custom_error_type="number",
                custom_error_message="must be a valid number",
            ),
        )
        given = core_schema.with_info_plain_validator_function(
            lambda value, info: self._given(value, info, is_alone)
        )
        return core_schema.json_or_python_schema(
            read, given, metadata=metadata, serialization=core_schema.simple_ser_schema("any")
        )

    def _read_json(self, value: Any, is_alone: bool) -> Decimal:
        """A number of an answer; one that no float holds gets its digits later (`reading`)."""
        if value in _BEYOND:
            return _remember(Decimal(value), None, is_number=not is_alone)
        return self._read(value, is_alone)

    def _read(self, value: Any, is_alone: bool) -> Decimal:
        text = getattr(value, "text", None) or str(value)
        made = Decimal("NaN") if _NUMBER.fullmatch(text) is None else _made(text)
        if isinstance(value, bool) or not made.is_finite():
            raise PydanticCustomError("number", "must be a valid number")
        return made if is_alone else _remember(made, None, True)

    def _given(self, value: Any, info: ValidationInfo, is_alone: bool) -> Any:
        kinds = (int, float, Decimal, Digits, str) if is_alone else (int, float, Decimal, Digits)
        if not isinstance(value, kinds):
            raise PydanticCustomError("number", "must be a valid number")
        made = self._read(value, is_alone)
        if info.context in (INPUT, AS_IT_CAME):
            return _number(made, getattr(value, "text", value if isinstance(value, str) else None))
        return value if isinstance(value, Decimal) else made


DecimalText: TypeAlias = Annotated[
    Decimal,
    _DecimalText(
        Decimal,
        _read,
        _written,
        "a Decimal, or the text of a decimal number",
        told_as="a decimal number as text",
    ),
]
"""A decimal number that travels as text."""
DecimalNumber: TypeAlias = Annotated[Decimal, _DecimalNumber()]
"""A decimal number that travels as a number."""
