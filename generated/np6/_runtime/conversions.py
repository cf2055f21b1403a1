"""Values of classes that are neither JSON's nor ours, by the rule that `model` states. Imported
when there is one.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from enum import Enum
from pathlib import Path as FilePath
from typing import Any
from uuid import UUID

from pydantic import AnyUrl, BaseModel, RootModel

from .problems import article
from .values import OCTETS, Held, ModelBase, Octets, class_of, on_its_way

_ARRAYS: Any = (Sequence, Set)  # of anything, which type checkers would say is not known
_OBJECTS: Any = Mapping
_ROOTED: Any = RootModel
_DECIMAL: Any = Decimal
_AS_THEY_ARE: Any = (str, int, float, dt.date, dt.time, dt.timedelta, UUID, FilePath, Held)
_REMEMBERING: Any = (float, dt.date, dt.time, dt.timedelta, Decimal, bytes)


class NotSentError(Exception):
    """A value that is sent nowhere; the message says why, as the end of a sentence."""


def converted(value: Any, takes_bytes: Callable[[], bool] | None) -> tuple[Any, bool]:
    """What stands for a value, and whether it is ready to be checked, or to be looked into first.

    `takes_bytes` says whether bytes are in place somewhere; without it they stay what they are.
    Raises `NotSentError`, and whatever a caller's own class does."""
    for kinds, plain in _PLAIN:
        if isinstance(value, kinds):
            return plain(value), False
    as_it_came = getattr(value, "as_it_came", None) if isinstance(value, _REMEMBERING) else None
    if as_it_came is not None and not (takes_bytes is None and isinstance(value, OCTETS)):
        return as_it_came(), True
    if isinstance(value, _AS_THEY_ARE):
        return value, True
    if isinstance(value, _DECIMAL) and value.is_finite():
        return on_its_way(value), True
    if dataclasses.is_dataclass(class_of(value)):
        fields = (field.name for field in dataclasses.fields(value))
        return {name: getattr(value, name) for name in fields}, False
    if isinstance(value, OCTETS) and (takes_bytes is None or takes_bytes()):
        return value if takes_bytes is None else Octets(bytes(value)), True
    if isinstance(value, _ARRAYS) and not isinstance(value, OCTETS):
        return list(value), False
    if isinstance(value, AnyUrl):
        return str(value), True
    raise NotSentError(_refusal(value))


def _refusal(value: Any) -> str:
    """Why a value is not sent."""
    if isinstance(value, _DECIMAL):
        return "must be a number that JSON has"
    if isinstance(value, OCTETS):
        return "must be text: JSON has no bytes"
    if hasattr(value, "read"):
        return "must not be a file: only a part of a multipart body holds one"
    if isinstance(value, Iterator):
        return "must be a list: an iterator can be read only once"
    return f"must be a value that JSON has, not {article(type(value).__name__)}"


def _dumped(value: BaseModel) -> dict[str, Any]:
    """What the model itself gives; models of ours in its fields leave out what was not set."""
    if type(value).__pydantic_decorators__.model_serializers:
        return value.model_dump()
    fields = type(value).model_fields
    items = {name: getattr(value, name) for name, field in fields.items() if not field.exclude}
    items |= value.model_extra or {}
    ours = {name: item for name, item in items.items() if _holds_ours(item)}
    dumped = value.model_dump(exclude=set(ours))
    by_alias = value.model_config.get("serialize_by_alias", False)
    named = fields.items()
    wires = {name: (by_alias and each.serialization_alias) or name for name, each in named}
    return dumped | {wires.get(name, name): item for name, item in ours.items()} if ours else dumped


def _holds_ours(value: Any) -> bool:
    if isinstance(value, ModelBase):
        return True
    if isinstance(value, BaseModel):
        return any(_holds_ours(item) for _, item in value)
    if isinstance(value, _OBJECTS):
        return any(map(_holds_ours, value.values()))
    is_array = isinstance(value, _ARRAYS) and not isinstance(value, str)
    return is_array and any(map(_holds_ours, value))


# Of these classes, what stands for a value: an object, a model's root, an enumeration's value.
_PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (_OBJECTS, dict),
    (Enum, lambda value: value.value),
    (_ROOTED, lambda value: value.root if _holds_ours(value.root) else value.model_dump()),
    (BaseModel, _dumped),
)
