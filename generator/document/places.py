"""Places in a value, by the names of the properties that lead there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MISSING: Any = object()


def at(value: Any, path: Sequence[str]) -> Any:
    """What is at a place; `None` for nothing."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def put(value: Any, path: Sequence[str], given: Any) -> Any:
    """A copy with a value at a place; without it where that is `MISSING`."""
    if not path:
        return given
    copied = dict(value) if isinstance(value, dict) else {}
    name, *below = path
    if below:
        copied[name] = put(copied.get(name), below, given)
    elif given is MISSING:
        copied.pop(name, None)
    else:
        copied[name] = given
    return copied
