"""Reading what does not fit: as much of a model as can be made, for callers that asked for it with `lenient`."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError

from .model import Model, OpenModel
from .plan import codec


def salvage(type_: Any, value: Any) -> Any:
    """`value` (JSON data) as `type_` wherever it fits, and as it is wherever it does not; a missing field is `None`."""
    try:
        return codec(type_).validate(value)
    except ValidationError:
        pass
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return salvage(arguments[0], value)
    if origin in (Union, types.UnionType):
        members = [member for member in arguments if member is not types.NoneType]
        if len(members) == 1:
            return salvage(members[0], value)
        return OpenModel.model_construct(**value) if isinstance(value, dict) else value
    if origin is list and isinstance(value, list):
        return [salvage(arguments[0], item) for item in value]
    if origin is dict and isinstance(value, dict):
        return {key: salvage(arguments[1], item) for key, item in value.items()}
    if isinstance(type_, type) and issubclass(type_, Model) and isinstance(value, dict):
        return _construct(type_, value)
    return value


def _construct(cls: type[Model], value: dict[str, Any]) -> Model:
    rest = dict(value)
    known: dict[str, Any] = {}
    for name, info in cls.model_fields.items():
        wire = info.alias or name
        if wire in rest:
            annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
            known[name] = salvage(annotation, rest.pop(wire))
    absent = {name: None for name, info in cls.model_fields.items() if name not in known and info.is_required()}
    made = cls.model_construct(_fields_set=set(known), **known, **absent)
    if made.__pydantic_extra__ is not None:
        made.__pydantic_extra__.update(rest)
    return made
