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


def with_digits(result: Any, text: bytes | bytearray, *, as_written: bool = False) -> Any:
    """`result`, read from JSON text, with all digits of its floats; `as_written`: of 1.10 too."""
    found: list[Exact] = []
    with suppress(RecursionError):
        tree = loaded(text, found, as_written=as_written)
        return _with_digits(result, tree) if found else result
    return result


def loaded(text: str | bytes | bytearray, found: list[Exact], *, as_written: bool) -> Any:
    """JSON text as data with all digits, which those floats that are added to `found` remember."""

    def number(text: str) -> float:
        near = float(text)
        if repr(near) == text or (not as_written and _is(near, text)):
            return near
        exact = Exact(near)
        exact.text = text
        found.append(exact)
        return exact

    def whole(text: str) -> int | float:
        return number(text) if text == "-0" else int(text)

    special: dict[str, Any] = {"parse_int": whole, "parse_constant": number} if as_written else {}
    return json.loads(text, parse_float=number, **special)


def _is(near: float, text: str) -> bool:
    """Whether a float is just the number of a text; not one beyond the exponents of `Decimal`."""
    try:
        return Decimal(repr(near)) == Decimal(text)
    except ArithmeticError:
        return False


def _with_digits(value: Any, tree: Any, *place: int | str) -> Any:
    if isinstance(tree, Exact):
        if isinstance(value, Decimal):
            if (in_digits := getattr(value, "in_digits", None)) is not None:
                return in_digits(tree.text, place)
            with suppress(ArithmeticError):  # else it is as near to it as a float
                value = Decimal(tree.text)
        return tree if type(value) is float else value
    if is_array(value) and is_array(tree):
        for index, item in enumerate(tree):
            value[index] = _with_digits(value[index], item, *place, index)
    elif is_object(tree) and is_object(value):
        _put(value, [(name, name) for name in value], tree, place)
    elif is_object(tree) and isinstance(value, ModelBase):
        _put(vars(value), wires(type(value)), tree, place)
        _with_digits(value.__pydantic_extra__, tree, *place)
    return value


def _put(fields: Any, names: Any, tree: dict[str, Any], place: tuple[int | str, ...]) -> None:
    for name, wire in names:
        if wire in tree:
            fields[name] = _with_digits(fields[name], tree[wire], *place, wire)
