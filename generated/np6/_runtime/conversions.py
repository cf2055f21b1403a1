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

from .input_check import Path, Walk, article, ready
from .model import OCTETS, Digits, Held, Model, Octets, class_of

_ARRAYS: Any = (Sequence, Set)  # of anything, which type checkers would say is not known
_OBJECTS: Any = Mapping
_ROOTED: Any = RootModel
_AS_THEY_ARE: Any = (str, int, float, dt.date, dt.time, dt.timedelta, UUID, FilePath, Held)


def converted(value: Any, path: Path, walk: Walk) -> Any:
    """`value` as it is checked and sent; what cannot be is noted in `walk`, also where its own code
    raises.
    """
    try:
        return _converted(value, path, walk)
    except RecursionError:
        raise
    except Exception as error:  # noqa: BLE001  # a caller's class may raise anything
        return walk.refuse(
            value,
            path,
            f"could not be read: {article(type(value).__name__)} raised {type(error).__name__}",
        )


def _converted(value: Any, path: Path, walk: Walk) -> Any:
    for kinds, plain in _PLAIN:
        if isinstance(value, kinds):
            return ready(plain(value), path, walk)
    if isinstance(value, _AS_THEY_ARE):
        as_it_came = getattr(value, "as_it_came", None)
        return value if as_it_came is None else as_it_came()
    if isinstance(value, Decimal) and value.is_finite():
        return near(value)
    if dataclasses.is_dataclass(class_of(value)):
        fields = (field.name for field in dataclasses.fields(value))
        return ready({name: getattr(value, name) for name in fields}, path, walk)
    if isinstance(value, OCTETS) and (walk.takes_bytes is None or walk.takes_bytes()):
        return value if walk.takes_bytes is None else Octets(bytes(value))
    if isinstance(value, _ARRAYS) and not isinstance(value, OCTETS):
        return ready(list(value), path, walk)
    if isinstance(value, AnyUrl):
        return str(value)
    return walk.refuse(value, path, _refusal(value))


def _refusal(value: Any) -> str:
    """Why a value is not sent."""
    if isinstance(value, Decimal):
        return "must be a number that JSON has"
    if isinstance(value, OCTETS):
        return "must be text: JSON has no bytes"
    if hasattr(value, "read"):
        return "must not be a file: only a part of a multipart body holds one"
    if isinstance(value, Iterator):
        return "must be a list: an iterator can be read only once"
    return f"must be a value that JSON has, not {article(type(value).__name__)}"


def near(value: Decimal) -> int | float | Digits:
    """The same number: an integer, the float whose shortest text says just that, or its digits."""
    if value == value.to_integral_value() and value.adjusted() < 400:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else Digits(value)


def _dumped(value: BaseModel) -> dict[str, Any]:
    """What the model itself gives, but for the fields that hold models of ours, which leave out
    what was not set.
    """
    if type(value).__pydantic_decorators__.model_serializers:
        return value.model_dump()
    fields = type(value).model_fields
    items = {name: getattr(value, name) for name, field in fields.items() if not field.exclude} | (
        value.model_extra or {}
    )
    ours = {name: item for name, item in items.items() if _holds_ours(item)}
    dumped = value.model_dump(exclude=set(ours))
    by_alias = value.model_config.get("serialize_by_alias", False)
    wires = {
        name: (by_alias and field.serialization_alias) or name for name, field in fields.items()
    }
    return dumped | {wires.get(name, name): item for name, item in ours.items()} if ours else dumped


def _holds_ours(value: Any) -> bool:
    if isinstance(value, Model):
        return True
    if isinstance(value, BaseModel):
        return any(_holds_ours(item) for _, item in value)
    if isinstance(value, _OBJECTS):
        return any(map(_holds_ours, value.values()))
    return (
        isinstance(value, _ARRAYS) and not isinstance(value, str) and any(map(_holds_ours, value))
    )


# Of these classes, what stands for a value: an object, a model's root, an enumeration's value.
_PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (_OBJECTS, dict),
    (Enum, lambda value: value.value),
    (_ROOTED, lambda value: value.root if _holds_ours(value.root) else value.model_dump()),
    (BaseModel, _dumped),
)
