"""The base of every model, and what around it makes reading tolerant and sending strict.

One class serves inputs and outputs. Reading a response is tolerant: null is accepted anywhere a value may be absent, bounds are
ignored, a value that an enumeration does not list becomes a member of its own, an object that fits no member of a union is kept
as `OpenModel`, fields that the document does not name are kept, a date and time may lack its zone. What is sent is validated
with `context=INPUT`, and then none of that holds. A date that cannot be read at all is a misfit in both directions.

Choices that exist only for this are labelled in parentheses in pydantic's error locations; `problems` leaves the labels out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, Strict, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .errors import Problem
from .unset import UNSET

T = TypeVar("T")

INPUT: Final = "input"
AS_READ: Final = "as_read"  # in the metadata of a schema: what reading makes of it, see `bulk`
_SCALARS = frozenset({str, int, float, bool, type(None)})


class Model(BaseModel):
    """An object. Fields that the document does not name are kept as attributes, and sent again."""

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


class OpenModel(Model):
    """An object that the document does not describe: every field is an attribute."""


class _Omit:
    """The metadata of `Omittable`: values go to their own validator, null (and only null) to a check in Python."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        inner = schema["schema"] if schema["type"] == "nullable" else schema
        null = core_schema.with_info_after_validator_function(_refuse_null, core_schema.none_schema())
        choices: list[CoreSchema | tuple[CoreSchema, str]] = [(inner, "(value)"), (null, "(null)")]
        return core_schema.union_schema(choices, mode="left_to_right", metadata={AS_READ: "nullable"})


def _refuse_null(value: None, info: ValidationInfo) -> None:
    if info.context is INPUT:
        raise PydanticCustomError("null_refused", "must not be null; leave it out instead")


Omittable: TypeAlias = Annotated[T | None, _Omit()]
"""`None` where the field was left out. Null is read, but never sent."""


class Check:
    """The metadata of a type whose inputs `function` looks at; it raises `PydanticCustomError`."""

    def __init__(self, function: Callable[[Any], None]) -> None:
        self._function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def check(value: T, info: ValidationInfo) -> T:
            if info.context is INPUT:
                self._function(value)
            return value

        return core_schema.with_info_after_validator_function(check, handler(source), metadata={AS_READ: "inner"})


def _require_zone(value: datetime) -> None:
    if value.tzinfo is None:
        raise PydanticCustomError("zone_missing", "must have a time zone (RFC 3339)")


class _Within:
    """The metadata of an integer of so many bits. True and False are none, though Python has them so."""

    def __init__(self, bits: int) -> None:
        self._bits, self._limit = bits, 2 ** (bits - 1)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        number = Check(self._check).__get_pydantic_core_schema__(source, handler)
        return core_schema.json_or_python_schema(number, core_schema.with_info_before_validator_function(_refuse_bool, number))

    def _check(self, value: int) -> None:
        if not -self._limit <= value < self._limit:
            raise PydanticCustomError("integer", "must be a {bits}-bit integer", {"bits": self._bits})


def _refuse_bool(value: Any, info: ValidationInfo) -> Any:
    if info.context is INPUT and isinstance(value, (bool, bytes)):
        raise PydanticCustomError("integer", "must be an integer")
    return value


Bool: TypeAlias = Annotated[bool, Strict()]  # or "no" and 0 would be sent as false
DateTime: TypeAlias = Annotated[datetime, Check(_require_zone)]
"""A date and time; one that is sent must have a zone."""
Int32: TypeAlias = Annotated[int, _Within(32)]
Int64: TypeAlias = Annotated[int, _Within(64)]


def plain(value: Any) -> Any:
    """`value` with every model in it as a dict of the fields that were set, and without what is `UNSET`; itself if it has none.

    Models are validated again before they are sent: they may have been changed, or read from a tolerant source. An `OpenModel`
    stays, since it stands for "no documented variant" in a union.
    """
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is dict:
        changed = {}
        for name, item in value.items():
            if type(item) not in _SCALARS and ((made := plain(item)) is not item or item is UNSET):
                changed[name] = made
        return {name: item for name, item in {**value, **changed}.items() if item is not UNSET} if changed else value
    if isinstance(value, list) or kind is tuple:
        return [item if type(item) in _SCALARS else plain(item) for item in value]
    if isinstance(value, Model) and kind is not OpenModel:
        given = value.model_fields_set
        known = kind.model_fields.items()
        fields = {info.alias or name: getattr(value, name) for name, info in known if name in given}
        return plain(fields | (value.__pydantic_extra__ or {}))
    return plain(dict(value)) if isinstance(value, Mapping) else value


def problems(error: ValidationError, *prefix: str) -> list[Problem]:
    """What is wrong, by names on the wire and in sentences, without any value."""
    found: dict[Problem, None] = {}
    details = error.errors(include_input=False, include_url=False, include_context=False)
    refused = {detail["loc"][:-1] for detail in details if detail["type"] == "null_refused"}
    for detail in details:
        location = detail["loc"]
        if location and location[-1] == "(null)" and detail["type"] == "none_required":
            continue
        if any(part == "(value)" and location[:depth] in refused for depth, part in enumerate(location)):
            continue
        path = ".".join([*prefix, *(str(part) for part in location if not _is_label(part))])
        found[Problem(path, _sentence(detail["type"], detail["msg"]))] = None
    return list(found)


def _is_label(part: str | int) -> bool:
    return isinstance(part, str) and part.startswith("(") and part.endswith(")")


def _sentence(kind: str, message: str) -> str:
    if kind == "missing":
        return "is required"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "must be an object"
    return message.replace("Input should", "must", 1).partition(", unable to")[0].partition(", invalid")[0]
