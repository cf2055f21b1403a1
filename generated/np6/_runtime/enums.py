"""Enumerations that a server may add to."""

from __future__ import annotations

import enum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, ValidationInfo, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .values import AS_READ, INPUT, LISTS


class OpenStr(enum.StrEnum):
    """An enumeration of strings. `Colour("new")` makes a member that the document does not list, as
    reading a response does.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _open_enum(cls, str)


class OpenInt(enum.IntEnum):
    """An enumeration of integers, open as `OpenStr` is."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if type(value) is not int:
            return None
        member = int.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _open_enum(cls, int)


def _open_enum(cls: Any, base: type[str | int]) -> CoreSchema:
    """Reading makes a member of any value. An input is listed, or a member made on purpose."""
    listed = {member.value: member for member in cls}

    def admit(value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, cls):
            return value
        if base is int and isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, base) or isinstance(value, bool):
            raise PydanticCustomError(
                "enum", "must be a string" if base is str else "must be an integer"
            )
        if value in listed:
            return listed[value]
        if info.context is INPUT:
            expected = ", ".join(repr(known) for known in listed)
            raise PydanticCustomError("enum", "must be one of {expected}", {"expected": expected})
        return cls(value)

    return core_schema.with_info_plain_validator_function(admit, metadata={LISTS: cls})


class Listed:
    """The metadata of a `Literal`. An input must be listed; a server may go beyond, and reading
    keeps any single value, unless the value is `fixed`, because it tells variants apart."""

    def __init__(self, *, fixed: bool = False) -> None:
        self._fixed = fixed

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def admit(value: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
            if (
                not self._fixed
                and info.context is not INPUT
                and (value is None or isinstance(value, (str, int, float)))
            ):
                return value
            made = validate(value)
            if isinstance(made, bool) != isinstance(value, bool):  # which Python takes for 1 and 0
                raise PydanticCustomError(
                    "enum", "must be a boolean" if isinstance(made, bool) else "must be a number"
                )
            return made

        as_it_is = core_schema.simple_ser_schema("any")
        return core_schema.with_info_wrap_validator_function(
            admit,
            handler(source),
            serialization=as_it_is,
            metadata={AS_READ: "fixed" if self._fixed else "listed"},
        )
