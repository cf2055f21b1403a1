"""The examples that the `Api` brings, as the SDK takes them: what emitted tests send and answer.

`document.examples` made them for the schemas. A text may still not fit a pattern as Python compiles
it, and what inputs are held to may refuse all that could be made: `UnmakeableError` says so, which
leaves the test of an operation out rather than wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.api.model import (
    AliasModel,
    Array,
    Bounded,
    Bounds,
    JsonValue,
    Map,
    MediaType,
    Model,
    Named,
    Nullable,
    ObjectModel,
    Parameter,
    Part,
    Type,
)
from generator.records import record

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
    """No value is known that fits the type."""


@record(frozen=True, slots=True)
class Samples:
    """Fits examples to types; `models` are the `Api`'s, by name."""

    models: Mapping[str, Model]

    def of_parameter(self, parameter: Parameter) -> JsonValue:
        """The example of a parameter.

        Raises:
            UnmakeableError: there is none, or a text in it does not fit.
        """
        if not parameter.has_example:
            raise UnmakeableError(f"no value is known that fits all asked of {parameter.wire}")
        return self.fitted(parameter.type, parameter.example)

    def of_media_type(self, media: MediaType) -> JsonValue:
        """The first example of a media type, as the document has it; octets stand for themselves.

        Raises:
            UnmakeableError: there is none.
        """
        if media.kind == "binary":
            return "content"
        if not media.examples:
            raise UnmakeableError("no value is known that fits all asked of the body")
        return media.examples[0]

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
            case ((Nullable(inner) | Bounded(inner) | Part(inner)), _):
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
        """A value of a model, of which optional fields that no value at hand fits are left out.
        Raises `UnmakeableError` for a required one.
        """
        if isinstance(model, AliasModel):
            return self.fitted(model.type, value)
        if not isinstance(model, ObjectModel) or not isinstance(value, dict):
            return value
        fields = {field.wire: field for field in model.fields}
        of_python = {field.python: field.wire for field in model.fields}
        made: dict[str, JsonValue] = {}
        for given, item in value.items():
            # the SDK takes a field by its name in Python too, and sends it by that on the wire
            wire = given if given in fields else of_python.get(given, given)
            key = given if wire in value else wire
            field = fields.get(key)
            try:
                made[key] = item if field is None else self.fitted(field.type, item)
            except UnmakeableError as error:
                if field is not None and field.required:
                    raise UnmakeableError(f"{error}, which `{key}` needs") from None
        return made


def _text(value: str, bounds: Bounds) -> str:
    """A text within bounds, the value itself if it is. Raises `UnmakeableError`: no text is made of
    a pattern, only tried.
    """
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
