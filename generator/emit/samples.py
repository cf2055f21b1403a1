"""Values that fit a `Type`: what emitted tests send and answer where the document has no example.

The `Api` brings examples for bodies; parameters often have none. A value is made from the type and its bounds alone and is the
same every time. `Unmakeable` says that none could be found, which leaves the test of an operation out rather than wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.api.model import (
    AliasModel,
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    EnumModel,
    JsonValue,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Parameter,
    Scalar,
    Type,
)

_SCALARS: Mapping[str, JsonValue] = {
    "str": "text",
    "int": 1,
    "int32": 1,
    "int64": 1,
    "float": 1.5,
    "bool": True,
    "bytes": "content",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "date": "2026-01-31",
    "datetime": "2026-01-31T12:30:00Z",
    "milliseconds": 1_769_862_600_000,
    "seconds": 1_769_862_600,
    "none": None,
    "base64": "Y29udGVudA==",
    "base64url": "Y29udGVudA==",
    "base32": "MNXW45DFNZ2A====",
    "base16": "636F6E74656E74",
}
_TEXTS = (
    "text",
    "a",
    "A",
    "1",
    "aa",
    "AA",
    "12",
    "123",
    "1234",
    "12345",
    "abc",
    "ABC",
    "a1",
    "a@example.com",
    "2026-01-31",
    "en",
    "EUR",
    "en-US",
)


class UnmakeableError(Exception):
    """No value was found that fits the type."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes values of types; `models` are the `Api`'s, by name."""

    models: Mapping[str, Model]

    def of_parameter(self, parameter: Parameter) -> JsonValue:
        """The parameter's example, else one made from its type."""
        return parameter.example if parameter.has_example else self.of(parameter.type)

    def of(self, kind: Type, within: tuple[str, ...] = ()) -> JsonValue:
        """A value of the type; `within` are the models around it.

        Raises:
            UnmakeableError: a pattern or bounds that nothing at hand fits, or a model that needs itself.
        """
        match kind:
            case Anything():
                return "text"
            case Scalar(name):
                return _SCALARS[name]
            case Const(values):
                return values[0]
            case Array(item):
                return [self.of(item, within)]
            case Map(value):
                return {"key": self.of(value, within)}
            case Named(name) if name in within:
                raise UnmakeableError(f"{name} needs itself")
            case Named(name):
                return self._of_model(self.models[name], (*within, name))
            case Nullable(inner):
                return self.of(inner, within)
            case OneOf(members):
                return self._first(members, within)
            case Bounded(inner, bounds):
                return self._bounded(inner, bounds, within)

    def _first(self, members: tuple[Type, ...], within: tuple[str, ...]) -> JsonValue:
        for member in members:
            try:
                return self.of(member, within)
            except UnmakeableError:
                continue
        raise UnmakeableError("no member of a union can be made")

    def _of_model(self, model: Model, within: tuple[str, ...]) -> JsonValue:
        match model:
            case ObjectModel() if model.schema:
                raise UnmakeableError(f"what is asserted of {model.name} is more than types say")
            case ObjectModel():
                return {field.wire: self.of(field.type, within) for field in model.fields if field.required}
            case EnumModel():
                return model.members[0].value
            case AliasModel():
                return self.of(model.type, within)

    def _bounded(self, inner: Type, bounds: Bounds, within: tuple[str, ...]) -> JsonValue:
        if bounds.schema:
            raise UnmakeableError("what is asserted of a value of it is more than types say")
        value = self.of(inner, within)
        match value:
            case str():
                return _text(value, bounds)
            case bool():
                return value
            case int() | float():
                return _number(value, bounds)
            case list():
                return _items(value, bounds)
            case _:
                return value


def _text(value: str, bounds: Bounds) -> str:
    shortest = bounds.min_length or 0
    candidates = (value, *_TEXTS, "a" * shortest, "1" * shortest, "A" * shortest, value[: bounds.max_length])
    for candidate in candidates:
        fits = shortest <= len(candidate) <= (len(candidate) if bounds.max_length is None else bounds.max_length)
        if fits and (bounds.pattern is None or re.search(bounds.pattern, candidate)):
            return candidate
    raise UnmakeableError(f"no text at hand fits {bounds.pattern!r}")


def _number(value: float, bounds: Bounds) -> float:
    low = max((limit for limit in (bounds.minimum, bounds.exclusive_minimum) if limit is not None), default=None)
    high = min((limit for limit in (bounds.maximum, bounds.exclusive_maximum) if limit is not None), default=None)
    whole = isinstance(value, int)
    step = bounds.multiple_of or (1 if whole else 0.5)
    candidates = [value, step, 0, low, high]
    if low is not None:
        candidates += [(math.floor(low / step) + 1) * step, math.ceil(low / step) * step]
    if high is not None:
        candidates += [math.floor(high / step) * step, (math.ceil(high / step) - 1) * step]
    if low is not None and high is not None:
        candidates.append((low + high) / 2)
    for candidate in candidates:
        if candidate is not None and _fits(candidate, bounds) and not (whole and candidate != int(candidate)):
            return int(candidate) if whole else candidate
    raise UnmakeableError("no number at hand fits the bounds")


def _fits(number: float, bounds: Bounds) -> bool:
    return (
        (bounds.minimum is None or number >= bounds.minimum)
        and (bounds.maximum is None or number <= bounds.maximum)
        and (bounds.exclusive_minimum is None or number > bounds.exclusive_minimum)
        and (bounds.exclusive_maximum is None or number < bounds.exclusive_maximum)
        and (not bounds.multiple_of or number % bounds.multiple_of == 0)
    )


def _items(value: list[JsonValue], bounds: Bounds) -> list[JsonValue]:
    length = bounds.min_items or 1
    if bounds.max_items is not None and bounds.max_items < 1:
        return []
    if length > 1 and bounds.unique_items:
        if isinstance(value[0], str):
            return [f"{value[0]}{number}" if number else value[0] for number in range(length)]
        raise UnmakeableError("distinct items are needed")
    return value * length
