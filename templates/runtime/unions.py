"""Unions whose members a server may add to: an object that fits none is read as `OpenModel`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .model import AS_READ, INPUT, Model, OpenModel, class_of, is_object


def _open_object(handler: GetCoreSchemaHandler) -> CoreSchema:
    model = handler.generate_schema(OpenModel)
    return core_schema.with_info_before_validator_function(_refuse_unknown, model, metadata={AS_READ: "inner"})


def _refuse_unknown(value: Any, info: ValidationInfo) -> Any:
    if info.context is INPUT and not isinstance(value, OpenModel):
        raise PydanticCustomError("no_variant", "fits none of the documented variants")
    return value


@dataclass(frozen=True, eq=False)
class Variants:
    """The metadata of a union whose member is named by the field `property`, which is text, a number or a boolean.

    An object of any other value is a `default`; without one it is read as `OpenModel`, and not sent.
    """

    property: str
    mapping: Mapping[str | float, type[Model]]
    default: type[Model] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        names = {value: f"({value})" for value in self.mapping}
        classes = {cls: names[value] for value, cls in self.mapping.items()}
        named = {(isinstance(value, bool), value): name for value, name in names.items()}  # true is not 1

        def choose(value: Any) -> str:
            if is_object(value):
                tag = value.get(self.property)
                return named.get((isinstance(tag, bool), tag), "(open)") if isinstance(tag, (str, int, float)) else "(open)"
            return classes.get(class_of(value), "(open)")

        choices = {names[value]: handler.generate_schema(cls) for value, cls in self.mapping.items()}
        rest = _open_object(handler) if self.default is None else handler.generate_schema(self.default)
        as_read = {"property": self.property, "labels": names}
        return core_schema.tagged_union_schema({**choices, "(open)": rest}, choose, metadata={AS_READ: as_read})


@dataclass(frozen=True, eq=False)
class OpenUnion:
    """The metadata of a union that is decided by trying its members; an object that fits none is read as `OpenModel`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        members = [member for member in get_args(source) if member is not OpenModel]
        choices: list[CoreSchema | tuple[CoreSchema, str]] = [
            (handler.generate_schema(member), f"({number})") for number, member in enumerate(members)
        ]
        known = core_schema.union_schema(choices, mode="smart")
        return core_schema.union_schema([(known, "(known)"), (_open_object(handler), "(open)")], mode="left_to_right")
