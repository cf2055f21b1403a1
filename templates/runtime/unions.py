"""Unions whose members a server may add to: an object that fits none is read as `OpenModel`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .model import AS_READ, INPUT, Model, OpenModel, by_wire, class_of, is_object


def _open_object(handler: GetCoreSchemaHandler) -> CoreSchema:
    model = handler.generate_schema(OpenModel)
    return core_schema.with_info_before_validator_function(_refuse_unknown, model, metadata={AS_READ: "inner"})


def _refuse_unknown(value: Any, info: ValidationInfo) -> Any:
    if info.context is INPUT and not isinstance(value, OpenModel):
        raise PydanticCustomError("no_variant", "fits none of the documented variants")
    return value


def _classes(member: Any) -> Iterator[Any]:
    """The classes that a member of a union stands for."""
    if isinstance(member, type):
        yield member
    for part in get_args(member):
        yield from _classes(part)


@dataclass(frozen=True, eq=False)
class Variants:
    """The metadata of a union whose member is named by the field `property`, which is text, a number or a boolean.

    An object of any other value is a `default`; without one it is read as `OpenModel`, and not sent. A model belongs where its
    own value says, else where its class does. A member may be such a union itself, of another property.
    """

    property: str
    mapping: Mapping[str | float, type[Model]]
    default: type[Model] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        names = {value: f"({value})" for value in self.mapping}
        classes = {cls: names[value] for value, member in self.mapping.items() for cls in _classes(member)}
        named = {(isinstance(value, bool), value): name for value, name in names.items()}  # true is not 1

        def choose(value: Any) -> str:
            if is_object(value):
                tag, own = value.get(self.property), "(open)"
            elif isinstance(value, Model):
                tag, own = by_wire(value, self.property), classes.get(class_of(value), "(open)")
            else:
                return "(open)"
            return named.get((isinstance(tag, bool), tag), own) if isinstance(tag, (str, int, float)) else own

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
