"""Numbers of any size (`type: number`)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, ValidationInfo, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .model import NO_NUMBERS
from .values import INPUT, MADE, Digits, Exact, near


class _AnyNumber:
    """The metadata of a number of any size: an integer stays one, with all its digits, and so does
    what remembers its own.

    Text, and true and false, which Python has as 1 and 0, are no numbers of a caller's."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        whole, number = core_schema.int_schema(strict=True), handler(source)
        as_they_are = [core_schema.is_instance_schema(kind) for kind in (float, Digits)]
        other = core_schema.with_info_wrap_validator_function(_other_number, number)
        read, given = (
            core_schema.union_schema(
                [*kinds],
                mode="left_to_right",
                custom_error_type="number",
                custom_error_message="must be a valid number",
            )
            for kinds in ([whole, number], [whole, *as_they_are, other])
        )
        return core_schema.json_or_python_schema(
            read, given, serialization=core_schema.simple_ser_schema("any")
        )


def _other_number(value: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    if info.context not in (INPUT, MADE):
        return validate(value)
    if isinstance(value, Decimal) and value.is_finite():
        return _number_of(value)
    if isinstance(value, (*NO_NUMBERS, Decimal)):
        raise PydanticCustomError("number", "must be a valid number")
    return validate(value)


def _number_of(value: Decimal) -> int | float:
    """A finite number of a caller's as a model holds it: an integer, or a float, which may remember
    digits of its own.
    """
    made = near(value)
    if not isinstance(made, Digits):
        return made
    exact = Exact(value)
    exact.text = made.text
    return exact


Number: TypeAlias = Annotated[float, _AnyNumber()]
