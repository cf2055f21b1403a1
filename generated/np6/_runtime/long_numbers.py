"""Numbers of a response that a float does not hold to the last digit: they are read as floats that
remember their text.

Imported for the rare response that seems to have one (see `reading`), as the validator that reads
JSON shows no number's text."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

from .input_check import wires
from .values import Exact, ModelBase, is_array, is_object

_SHORT = 15  # significant digits that every float holds


def with_digits(result: Any, text: bytes | bytearray, *, as_written: bool = False) -> Any:
    """`result`, read from JSON text, with all digits of its floats; `as_written`: of 1.10 too."""
    found: list[Exact] = []

    def number(text: str) -> float:
        near = float(text)
        if repr(near) == text or (not as_written and _is_held(near, text)):
            return near
        exact = Exact(near)
        exact.text = text
        found.append(exact)
        return exact

    with suppress(RecursionError):
        tree = json.loads(text, parse_float=number, parse_constant=number)
        return _with_digits(result, tree) if found else result
    return result


def _is_held(near: float, text: str) -> bool:
    is_short = len(text) <= _SHORT and "e" not in text.lower()
    return is_short or Decimal(repr(near)) == Decimal(text)


def _with_digits(value: Any, tree: Any) -> Any:
    if isinstance(tree, Exact):
        if isinstance(value, Decimal):
            return getattr(value, "in_digits", Decimal)(tree.text)
        return tree if type(value) is float else value
    if is_array(value) and is_array(tree):
        value[:] = map(_with_digits, value, tree)
    elif is_object(tree) and is_object(value):
        _put(value, [(name, name) for name in value], tree)
    elif is_object(tree) and isinstance(value, ModelBase):
        extra = value.__pydantic_extra__ or {}
        for fields, names in (
            (vars(value), wires(type(value))),
            (extra, [(name, name) for name in extra]),
        ):
            _put(fields, names, tree)
    return value


def _put(fields: Any, names: Any, tree: dict[str, Any]) -> None:
    for name, wire in names:
        if wire in tree:
            fields[name] = _with_digits(fields[name], tree[wire])
