"""Whether a value fits a `Type`: the second opinion on examples, before a test is emitted that
sends or answers them.

The examples of an `Api` fit the schema where any value does. A schema that contradicts itself (an
array and an object at once, more at least than at most) has none, and a reference that holds itself
neither: what was made for it then is refused by the runtime, so no test is emitted. Reading is
tolerant, so only the kind of a value counts there; sending is strict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

from generator.api.model import (
    AliasModel,
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    EnumModel,
    Field,
    JsonValue,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Part,
    Scalar,
    Type,
)
from generator.records import record

_WHOLE = frozenset({"int", "int32", "int64", "milliseconds", "seconds"})
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")
_FORMS: Mapping[str, re.Pattern[str]] = {
    "uuid": re.compile(r"(urn:uuid:)?\{?[0-9A-Fa-f]{8}-?([0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}\}?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d.*"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d.*|[-+]?\d+(\.\d+)?"),
    "decimal": _DECIMAL,
    "decimal_number": _DECIMAL,
    "duration": re.compile(r"-?P(\d+W|(\d+[YMD])+|(\d+[YMD])*T(\d+[HMS])+)"),
    "time": re.compile(r"\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
    "base64_bytes": re.compile(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
}


@record(frozen=True, slots=True)
class Fits:
    """Judges values by types; `models` are the `Api`'s by name, `sent` is whether the value goes
    out, `by_name` whether a value has to fit the variant that it names, as it is read and sent.
    """

    models: Mapping[str, Model]
    sent: bool
    by_name: bool = True

    def __call__(self, kind: Type, value: JsonValue) -> bool:
        """Whether a value is of the type: what is sent has to be one of the constants and within
        the bounds that the type names, what is read only of its kind.
        """
        match kind:
            case Anything():
                return True
            case Scalar(name):
                return _is_scalar(name, value)
            case Const(values):
                return not self.sent or _is_among(values, value)
            case Nullable(inner) | Part(inner):
                may_be_null = value is None and isinstance(kind, Nullable)
                return may_be_null or self(inner, value)
            case Bounded(inner, bounds):
                return self(inner, value) and not (self.sent and _is_out_of(bounds, value))
            case OneOf():
                return self._fits_union(kind, value)
            case Array(item) if isinstance(value, list):
                return all(map(partial(self, item), value))
            case Map(inner) if isinstance(value, dict):
                return all(map(partial(self, inner), value.values()))
            case Named(name):
                return self._fits_model(self.models[name], value)
        return False

    def why_not(self, kind: Type, value: JsonValue, what: str) -> str:
        """Why a value that does not fit the type of `what` is of no use."""
        if Fits(self.models, self.sent, by_name=False)(kind, value):
            return f"the value that is known for {what} names a variant that does not take it"
        return f"no value is known that {what} takes"

    def _fits_union(self, union: OneOf, value: JsonValue) -> bool:
        told = union.discriminator
        if told is None or not isinstance(value, dict) or not self.by_name:
            return any(self(member, value) for member in union.members)
        name = _named(told, value)
        if name is not None:  # whether it fits another does not count
            return self(Named(name), value)
        # what no class has is sent as a model of its own only
        return not self.sent and any(self(member, value) for member in union.members)

    def _fits_model(self, model: Model, value: JsonValue) -> bool:
        match model:
            case AliasModel():
                return self(model.type, value)
            case EnumModel() if self.sent:
                return _is_among((each.value for each in model.members), value)
            case EnumModel():
                return _is_scalar(model.base, value)
            case ObjectModel():
                return isinstance(value, dict) and self._fits_object(model, value)

    def _fits_object(self, model: ObjectModel, value: dict[str, JsonValue]) -> bool:
        fields = {field.wire: field for field in model.fields}
        if self.sent and model.closed and not value.keys() <= fields.keys():
            return False
        missing = [each for each in model.fields if each.required and each.wire not in value]
        return all(map(self._stays, missing)) and all(
            self._fits_field(fields[key], inner) if key in fields else self(model.extra, inner)
            for key, inner in value.items()
        )

    def _stays(self, field: Field) -> bool:
        """Whether a field is not in what travels in this direction."""
        return field.read_only if self.sent else field.write_only

    def _fits_field(self, field: Field, value: JsonValue) -> bool:
        may_be_null = not self.sent and not field.required
        return (value is None and may_be_null) or self(field.type, value)


def _named(told: Discriminator, value: Mapping[str, JsonValue]) -> str | None:
    """The class of a union that a value says it is of."""
    said = value.get(told.property)
    named = [name for label, name in told.mapping if _is_among([label], said)]
    return named[0] if named else told.default


def _is_among(listed: Iterable[JsonValue], value: JsonValue) -> bool:
    """Whether a value is one of those that are listed: `true` is not 1."""
    is_bool = isinstance(value, bool)
    return any(each == value and isinstance(each, bool) == is_bool for each in listed)


def _is_scalar(name: str, value: JsonValue) -> bool:
    """Whether a value is read as this scalar: `1` and `1.0` are both an `int` and a `float`, `"1"`
    is neither. A text has the form of its format: `"2024-01-01"` is a `date`, `"soon"` is none.
    """
    match value:
        case None:
            return name == "none"
        case bool():
            return name == "bool"
        case int() | float():
            return name in ("float", "decimal_number") or (name in _WHOLE and value == int(value))
        case str():
            form = _FORMS.get(name)
            return name not in ("none", "bool", "float", *_WHOLE) and (
                form is None or form.fullmatch(value) is not None
            )
        case _:
            return False


def _is_out_of(bounds: Bounds, value: JsonValue) -> bool:
    """Whether a value breaks a bound of its kind: a length, a number, a count of items."""
    match value:
        case bool() | None:
            return False
        case int() | float():
            return _is_number_out_of(bounds, value)
        case str():
            return not _is_within(len(value), bounds.min_length, bounds.max_length)
        case list():
            return not _is_within(len(value), bounds.min_items, bounds.max_items)
        case dict():
            return not _is_within(len(value), bounds.min_properties, bounds.max_properties)


def _is_number_out_of(bounds: Bounds, value: float) -> bool:
    low, high = bounds.exclusive_minimum, bounds.exclusive_maximum
    return (
        not _is_within(value, bounds.minimum, bounds.maximum)
        or (low is not None and value <= low)
        or (high is not None and value >= high)
    )


def _is_within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
