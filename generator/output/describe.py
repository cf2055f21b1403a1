"""An `Api` as JSON, for people who want to see what was decided and for programs that want to use
it.

Every object of the model that is one of several kinds (a type, a model) says which in `kind`.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any, get_args

from generator.api.model import Api, Model, Scalar, Type
from generator.api.names import snake

_VARIANTS = frozenset({*get_args(Type), *get_args(Model)})


def describe(api: Api) -> str:
    """The whole `Api`: names of fields as in `generator.api.model`, tuples as lists, in document
    order.
    """
    return json.dumps(plain(api), indent=2)


def plain(value: Any) -> Any:
    """A part of an `Api` as JSON has it."""
    if isinstance(value, Scalar):
        return {"kind": "scalar", "scalar": value.kind}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
        kind = type(value)
        return (
            {"kind": snake(kind.__name__, "").removesuffix("_model")} | fields
            if kind in _VARIANTS
            else fields
        )
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
