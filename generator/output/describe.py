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
    """A part of an `Api` as JSON has it: `Named("Pet")` is `{"kind": "named", "name": "Pet"}`. A
    `Scalar` has a `kind` of its own, which is `scalar` here.
    """
    match value:
        case Scalar(name):
            return {"kind": "scalar", "scalar": name}
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {name: plain(item) for name, item in value.items()}
        case _ if not dataclasses.is_dataclass(value):
            return value
    names = [field.name for field in dataclasses.fields(value)]
    fields = {name: plain(getattr(value, name)) for name in names}
    kind = type(value)
    if kind not in _VARIANTS:
        return fields
    return {"kind": snake(kind.__name__, "").removesuffix("_model")} | fields
