"""JSON values as a page or a sample has them: their types, and which are the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from generator.document.schema import keywords

_FORMS: dict[Any, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "array": list,
}


def json_type(value: Any) -> str:
    """The JSON type of a value as it is written: `1.0` on a page shows a number, not an integer."""
    return "number" if isinstance(value, float) else keywords.json_type(value)


def is_of(value: Any, kind: str | tuple[str, ...] | None) -> bool:
    """Whether a value is of a type, where that is one."""
    return isinstance(value, _FORMS.get(kind, ())) and isinstance(value, bool) == (
        kind == "boolean"
    )


def members(value: Any) -> Collection[Any]:
    """The values in an object or an array; none of anything else."""
    match value:
        case dict():
            return value.values()
        case list():
            return value
    return ()


def identity(value: Any) -> tuple[str, str]:
    """By what two values are the same: `1` is not `"1"` and not true, `1.0` is `1`."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json_type(value), repr(value)


def not_null(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def lacking(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """The values that are not among others."""
    known = set(map(identity, others))
    return [value for value in values if identity(value) not in known]
