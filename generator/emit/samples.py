"""Values that fit a `Type`: what emitted tests send and answer where the document has no example.

The `Api` brings examples for bodies; parameters often have none. A value is made from the type and
its bounds alone and is the same every time. `Unmakeable` says that none could be found, which
leaves the test of an operation out rather than wrong."""

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
    Discriminator,
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
        return (
            self.fitted(parameter.type, parameter.example)
            if parameter.has_example
            else self.of(parameter.type)
        )

    def of(self, kind: Type, within: tuple[str, ...] = ()) -> JsonValue:
        """A value of the type; `within` are the models around it.

        Raises: UnmakeableError: a pattern or bounds that nothing at hand fits, or a model that
            needs itself.
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
            case OneOf(members, discriminator):
                return self._first(members, discriminator, within)
            case Bounded(inner, bounds):
                return self._bounded(inner, bounds, within)

    def fitted(self, kind: Type, value: JsonValue) -> JsonValue:
        """A value that was made for the schema, as the SDK takes it: its texts fit the patterns
        that Python compiles.

        A property for which none is at hand is left out where it may be.

        Raises:
            UnmakeableError: it may not.
        """
        match kind, value:
            case Bounded(_, bounds), str():
                return value if _fits_text(value, bounds) else _text(value, bounds)
            case ((Nullable(inner) | Bounded(inner)), _):
                return self.fitted(inner, value)
            case Array(inner), list():
                return [self.fitted(inner, item) for item in value]
            case Map(inner), dict():
                return {key: self.fitted(inner, item) for key, item in value.items()}
            case Named(name), _:
                return self._fitted_model(self.models[name], value)
            case _:
                return value

    def _fitted_model(self, model: Model, value: JsonValue) -> JsonValue:
        if isinstance(model, AliasModel):
            return self.fitted(model.type, value)
        if not isinstance(model, ObjectModel) or not isinstance(value, dict):
            return value
        fields = {field.wire: field for field in model.fields}
        made: dict[str, JsonValue] = {}
        for key, item in value.items():
            field = fields.get(key)
            try:
                made[key] = item if field is None else self.fitted(field.type, item)
            except UnmakeableError as error:
                if field is not None and field.required:
                    raise UnmakeableError(f"{error}, which `{key}` needs") from None
        return made

    def _first(
        self,
        members: tuple[Type, ...],
        discriminator: Discriminator | None,
        within: tuple[str, ...],
    ) -> JsonValue:
        for member in members:
            try:
                made = self.of(member, within)
            except UnmakeableError:
                continue
            return (
                _labelled(made, member, discriminator)
                if discriminator and isinstance(made, dict)
                else made
            )
        raise UnmakeableError("no member of a union can be made")

    def _of_model(self, model: Model, within: tuple[str, ...]) -> JsonValue:
        match model:
            case ObjectModel() if model.schema:
                raise UnmakeableError(f"what is asserted of {model.name} is more than types say")
            case ObjectModel():
                return {
                    field.wire: self.of(field.type, within)
                    for field in model.fields
                    if field.required
                }
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


def _labelled(value: dict[str, JsonValue], member: Type, discriminator: Discriminator) -> JsonValue:
    """An object with the value by which the discriminator finds its class."""
    labels = [label for label, name in discriminator.mapping if member == Named(name)]
    if not labels or value.get(discriminator.property) in labels:
        return value
    return {**value, discriminator.property: labels[0]}


def _text(value: str, bounds: Bounds) -> str:
    shortest = bounds.min_length or 0
    candidates = (
        value,
        *_TEXTS,
        "a" * shortest,
        "1" * shortest,
        "A" * shortest,
        value[: bounds.max_length],
    )
    for candidate in candidates:
        if _fits_text(candidate, bounds):
            return candidate
    raise UnmakeableError(f"no text at hand fits {bounds.pattern!r}")


def _fits_text(value: str, bounds: Bounds) -> bool:
    longest = len(value) if bounds.max_length is None else bounds.max_length
    fits = (bounds.min_length or 0) <= len(value) <= longest
    return fits and (bounds.pattern is None or re.search(bounds.pattern, value) is not None)


def _number(value: float, bounds: Bounds) -> float:
    low = max(
        (limit for limit in (bounds.minimum, bounds.exclusive_minimum) if limit is not None),
        default=None,
    )
    high = min(
        (limit for limit in (bounds.maximum, bounds.exclusive_maximum) if limit is not None),
        default=None,
    )
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
        if (
            candidate is not None
            and _fits(candidate, bounds)
            and not (whole and candidate != int(candidate))
        ):
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
