"""Decimal numbers, as text or as numbers of JSON: no digit of them is lost either way.

`1.10` stays `1.10` where it is text. A number of JSON is what it amounts to: there `1.10` and `1.1`
are the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .text_formats import Remembering, TextFormat
from .values import AS_IT_CAME, INPUT, Digits, near, with_text

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_LONGEST = 400  # digits before an exponent is shorter


class _Decimal(Remembering, Decimal):
    def as_it_came(self) -> Any:
        """What is sent of it, as text or as a number."""
        return with_text(Decimal(self), self.text)

    def __reduce__(self) -> Any:
        return _remember, (Decimal(self), self.text)

    def __copy__(self) -> _Decimal:
        return self

    def __deepcopy__(self, memo: Any) -> _Decimal:
        return self


def _remember(value: Decimal, text: str | None) -> Decimal:
    made = _Decimal(value)
    made.text = text
    return made


def _written(value: Decimal) -> str:
    text: str | None = getattr(value, "text", None)
    if text is not None:
        return text
    if not value.is_finite():
        raise ValueError("must be a finite number")
    return format(value, "f") if abs(value.adjusted()) < _LONGEST else str(value)


def _read(text: str) -> Decimal | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    return value if _written(value) == text else _remember(value, text)


class _DecimalText(TextFormat):
    def _given(self, value: Any, info: ValidationInfo) -> Any:
        return super()._given(_as_decimal(value), info)


def _as_decimal(value: Any) -> Any:
    """The decimal that a number stands for on its way; anything else is itself."""
    if not isinstance(value, (int, float, Digits)) or isinstance(value, bool):
        return value
    text: str | None = getattr(value, "text", None)
    if text is None or (isinstance(value, Digits) and text == str(value.number)):
        return Decimal(str(value) if text is None else text)
    return _read(text)


class _DecimalNumber:
    """The metadata of a number of JSON that is a `Decimal` in Python."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        whole, number = core_schema.int_schema(strict=True), core_schema.float_schema(strict=True)
        kinds: list[Any] = [whole, number, core_schema.str_schema(strict=True)]
        read = core_schema.no_info_after_validator_function(
            self._read, core_schema.union_schema(kinds, mode="left_to_right")
        )
        given = core_schema.with_info_plain_validator_function(self._given)
        return core_schema.json_or_python_schema(
            read, given, serialization=core_schema.simple_ser_schema("any")
        )

    def _read(self, value: Any) -> Decimal:
        text = str(value)
        if isinstance(value, bool) or _NUMBER.fullmatch(text) is None:
            raise PydanticCustomError("number", "must be a valid number")
        return Decimal(text)

    def _given(self, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, (int, float, str, Decimal, Digits)):
            raise PydanticCustomError("number", "must be a valid number")
        made = self._read(getattr(value, "text", None) or value)
        return near(made) if info.context in (INPUT, AS_IT_CAME) else made


DecimalText: TypeAlias = Annotated[
    Decimal, _DecimalText(Decimal, _read, _written, "a decimal number, or the text of one")
]
"""A decimal number that travels as text."""
DecimalNumber: TypeAlias = Annotated[Decimal, _DecimalNumber()]
"""A decimal number that travels as a number."""
