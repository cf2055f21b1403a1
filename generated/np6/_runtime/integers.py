"""Integers, of any size or of so many bits (`type: integer`)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import (
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .model import NO_NUMBERS, Check
from .values import INPUT, MADE


class _Integer:
    """The metadata of an integer, of so many bits. Of a caller's, any whole number is one, but not
    text, nor true or false.
    """

    def __init__(self, bits: int | None = None) -> None:
        self._bits, self._limit = bits, 2 ** ((bits or 1) - 1)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        read = handler(source)
        other = core_schema.with_info_wrap_validator_function(_other_integer, read)
        kinds: list[CoreSchema | tuple[CoreSchema, str]] = [
            (core_schema.int_schema(strict=True), "(int)"),
            (other, "(other)"),
        ]
        given: CoreSchema = core_schema.union_schema(kinds, mode="left_to_right")
        if self._bits:
            read, given = Check(self._check).of(read), Check(self._check).of(given)
        return core_schema.json_or_python_schema(read, given)

    def _check(self, value: int) -> None:
        if not -self._limit <= value < self._limit:
            what = "must be a {bits}-bit integer"
            raise PydanticCustomError("integer", what, {"bits": self._bits})


def _other_integer(value: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    if info.context in (INPUT, MADE) and isinstance(value, NO_NUMBERS):
        raise PydanticCustomError("integer", "must be a valid integer")
    try:
        return validate(value)
    except ValidationError as error:
        if (
            isinstance(value, float)
            and error.errors(include_url=False)[0]["type"] == "int_parsing_size"
        ):
            return int(value)
        raise


Int: TypeAlias = Annotated[int, _Integer()]
Int32: TypeAlias = Annotated[int, _Integer(32)]
Int64: TypeAlias = Annotated[int, _Integer(64)]
