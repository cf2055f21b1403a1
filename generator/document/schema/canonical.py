"""JSON values as texts that are equal where the values are."""

from __future__ import annotations

import json
from typing import Any

_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
)


def canonical(value: Any) -> str:
    """`value` as JSON text that does not depend on the order of keys; numbers that are equal have
    equal texts.
    """
    return _CANONICAL.encode(value if value.__class__ is str else _plain(value))


def unwrapped(value: Any) -> str:
    """What a value says, without the way in which its text is wrapped."""
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None else canonical(value)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
