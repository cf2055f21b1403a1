"""Assertions on inputs (JSON Schema Validation 2020-12, section 6). Responses are held to none."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, cast

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError

from .model import Check
from .values import Digits


class Bounds(NamedTuple):
    """Metadata of a type. A pattern is compiled when it is first needed, never on import."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool | None = None
    min_properties: int | None = None
    max_properties: int | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        limits = self._asdict().items()
        assertions = [
            (*RULES[name], limit)
            for name, limit in limits
            if limit is not None and limit is not False
        ]

        def check(value: Any) -> None:
            value = value.number if isinstance(value, Digits) else value
            for kinds, breaks, sentence, limit in assertions:
                if isinstance(value, kinds) and breaks(value, limit):
                    raise PydanticCustomError(
                        "bounds", "{sentence}", {"sentence": sentence.format(limit)}
                    )

        return Check(check).__get_pydantic_core_schema__(source, handler)


_NUMBER, _TEXT, _ARRAY, _OBJECT = (
    (int, float, Decimal),
    (str,),
    (list, tuple, set, frozenset),
    (dict, BaseModel),
)
RULES: dict[str, tuple[tuple[type, ...], Callable[[Any, Any], bool], str]] = {
    "minimum": (_NUMBER, lambda value, limit: bool(value < limit), "must be at least {}"),
    "maximum": (_NUMBER, lambda value, limit: bool(value > limit), "must be at most {}"),
    "exclusive_minimum": (
        _NUMBER,
        lambda value, limit: bool(value <= limit),
        "must be greater than {}",
    ),
    "exclusive_maximum": (
        _NUMBER,
        lambda value, limit: bool(value >= limit),
        "must be less than {}",
    ),
    "multiple_of": (
        _NUMBER,
        lambda value, limit: not _is_multiple(value, limit),
        "must be a multiple of {}",
    ),
    "min_length": (
        _TEXT,
        lambda value, limit: len(value) < limit,
        "must have at least {} characters",
    ),
    "max_length": (
        _TEXT,
        lambda value, limit: len(value) > limit,
        "must have at most {} characters",
    ),
    "pattern": (
        _TEXT,
        lambda value, limit: re.search(limit, value) is None,
        "must match the pattern {}",
    ),
    "min_items": (_ARRAY, lambda value, limit: len(value) < limit, "must have at least {} items"),
    "max_items": (_ARRAY, lambda value, limit: len(value) > limit, "must have at most {} items"),
    "unique_items": (_ARRAY, lambda value, limit: _repeats(value), "must not repeat an item"),
    "min_properties": (
        _OBJECT,
        lambda value, limit: _size(value) < limit,
        "must have at least {} fields",
    ),
    "max_properties": (
        _OBJECT,
        lambda value, limit: _size(value) > limit,
        "must have at most {} fields",
    ),
}


# beyond what a float can tell, or no number that JSON has, which encoding says
def _is_multiple(value: float | Decimal, step: float) -> bool:
    if isinstance(value, int) and isinstance(step, int):
        return value % step == 0
    try:
        quotient = float(value) / step
        return abs(quotient - round(quotient)) <= 1e-9 * max(1.0, abs(quotient))
    except (OverflowError, ValueError):
        return True


def _repeats(items: Any) -> bool:
    values = [comparable(item) for item in items]
    try:
        return len(set(values)) < len(values)
    except TypeError:  # of a class that has no hash
        return any(value in values[:at] for at, value in enumerate(values))


def comparable(item: Any) -> Any:
    """What is equal for items that JSON has as the same, so that true is not 1, as Python's is."""
    if isinstance(item, BaseModel):
        item = item.model_dump(exclude_unset=True, by_alias=True)
    if isinstance(item, bool):
        return "true" if item else "false", None
    if isinstance(item, Digits):
        return item.number
    if isinstance(item, dict):
        return "object", frozenset(
            (name, comparable(each)) for name, each in cast("dict[str, Any]", item).items()
        )
    return (
        ("array", *map(comparable, cast("list[Any]", item)))
        if isinstance(item, list | tuple)
        else item
    )


def _size(value: Any) -> int:
    return len(value.model_dump(exclude_unset=True) if isinstance(value, BaseModel) else value)
