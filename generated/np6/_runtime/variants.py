"""Unions whose members a field names (the Discriminator Object); an object of a value that none has
is read as `OpenModel`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import FunctionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .model import Model, OpenModel
from .values import AS_READ, INPUT, by_wire, class_of, is_object

NO_VARIANT = "fits none of the documented variants"


def open_object(handler: GetCoreSchemaHandler, refused: str = NO_VARIANT) -> CoreSchema:
    """The member of a union for an object that is of no other: it is read as `OpenModel`, and sent
    only if it is one.
    """

    def refuse(value: Any, info: ValidationInfo) -> Any:
        fits = isinstance(value, OpenModel if info.context is INPUT else Model)
        if not fits and (info.context is INPUT or not is_object(value)):
            raise PydanticCustomError("no_variant", "{refused}", {"refused": refused})
        return value

    model = handler.generate_schema(OpenModel)
    return core_schema.with_info_before_validator_function(
        refuse, model, metadata={AS_READ: "inner"}
    )


def classes(member: Any) -> Iterator[Any]:
    """The classes that a member of a union stands for; what is in a list or a dict is none."""
    if get_origin(member) in (list, dict):
        return
    if isinstance(member, type):
        yield member
    for part in get_args(getattr(member, "__value__", member)):
        yield from classes(part)


@dataclass(frozen=True, eq=False)
class Variants:
    """The metadata of a union whose member is named by the field `property`, which is text, a
    number or a boolean.

    An object of any other value is a `default`; without one it is read as `OpenModel`, and not
    sent. A model belongs where its own value says, else where its class does. A member may be such
    a union itself, of another property. A function gives what is not defined yet."""

    property: str
    # classes, and aliases of such unions
    mapping: Mapping[str | float, Any] | Callable[[], Mapping[str | float, Any]]
    default: Any = None

    def _members(self) -> tuple[Mapping[str | float, Any], Any]:
        """The mapping and the default, now that all is defined."""
        mapping = self.mapping() if callable(self.mapping) else self.mapping
        return mapping, self.default() if isinstance(self.default, FunctionType) else self.default

    def named(self, value: Any) -> Any:
        """The member of JSON data, `None` where it names none."""
        tag = value.get(self.property) if is_object(value) else value
        mapping, default = self._members()
        found = [
            member for value, member in mapping.items() if value == tag and type(value) is type(tag)
        ]
        return found[0] if found else default

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        mapping, default = self._members()
        names = {value: f"({number})" for number, value in enumerate(mapping)}
        own_of = {cls: names[value] for value, member in mapping.items() for cls in classes(member)}
        # true is not 1
        named = {(isinstance(value, bool), value): name for value, name in names.items()}

        def choose(value: Any) -> str:
            if is_object(value):
                tag, own = value.get(self.property), "(open)"
            elif isinstance(value, Model):
                tag, own = by_wire(value, self.property), own_of.get(class_of(value), "(open)")
            else:
                return "(open)"
            return (
                named.get((isinstance(tag, bool), tag), own)
                if isinstance(tag, (str, int, float))
                else own
            )

        choices = {names[value]: handler.generate_schema(cls) for value, cls in mapping.items()}
        rest = open_object(handler) if default is None else handler.generate_schema(default)
        as_read = partial(_as_read, self.property, names)
        return core_schema.tagged_union_schema(
            {**choices, "(open)": rest}, choose, metadata={AS_READ: as_read}
        )


def _as_read(
    name: str, labels: Mapping[Any, str], schema: Any, direct: Callable[[Any], Any]
) -> Any:
    """What reading makes of such a union: the tag is looked up without making a Python object of
    its variant first. The rest takes no documented tag; `None` where not every tag is text.
    """
    if not all(isinstance(value, str) for value in labels):
        return None

    def is_of_the_rest(value: BaseModel) -> BaseModel:
        tag = by_wire(value, name)
        if isinstance(tag, str) and tag in labels:
            raise PydanticCustomError("documented", "is a documented variant")
        return value

    choices = schema["choices"]
    known = {tag: direct(choices[label]) for tag, label in labels.items()}
    rest = core_schema.no_info_after_validator_function(is_of_the_rest, direct(choices["(open)"]))
    return core_schema.union_schema(
        [core_schema.tagged_union_schema(known, name), rest], mode="left_to_right"
    )
