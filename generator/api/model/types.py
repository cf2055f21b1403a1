"""The types of values: what a JSON Schema comes to in Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from generator.records import record

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
Label = str | int | float | bool
"""A value of a discriminator's property."""
ScalarKind = Literal[
    "str",
    "int",
    "int32",
    "int64",
    "float",
    "bool",
    "bytes",
    "uuid",
    "date",
    "datetime",
    "milliseconds",
    "seconds",
    "none",
    "base64",
    "base64url",
    "base32",
    "base16",
    "decimal",
    "decimal_number",
    "duration",
    "time",
    "base64_bytes",
]
STRING_FORMATS: Final[Mapping[str, ScalarKind]] = {
    "uuid": "uuid",
    "date": "date",
    "date-time": "datetime",
    "binary": "bytes",
    "byte": "base64",
}
"""The formats of strings that have a type of their own by default; any other is `str` unless the
document chooses one (`generator.api.formats`).
"""
ENCODINGS: Final[Mapping[str, ScalarKind]] = {
    "base64": "base64",
    "base64url": "base64url",
    "base32": "base32",
    "base16": "base16",
}
"""By `contentEncoding`: text that stands for octets (JSON Schema Validation, section 8.3)."""
CHOSEN_FORMATS: Final[frozenset[ScalarKind]] = frozenset(
    {"decimal", "duration", "time", "base64_bytes"}
)
"""The scalars of strings that only a document's own choice makes no text."""
TEXTS: Final = frozenset({"str", *ENCODINGS.values()})
"""The scalars that are text in Python, which bounds of text are checked of."""


@record(frozen=True, slots=True)
class Anything:
    """Any JSON value: the document says nothing (or nothing that can be expressed) about it."""


@record(frozen=True, slots=True)
class Scalar:
    """A JSON string, number, boolean or null, read as the Python type that its format names.

    `bytes` are octets as they are: a whole body, or a part of a multipart one. `base64` and its
    like are text that stands for octets (`contentEncoding`, `format: byte`): read as `str`, given
    as that text or as bytes. `int32` and `int64` are integers whose range is checked on inputs,
    `milliseconds` and `seconds` count since the Unix epoch (`x-epoch`). `decimal` is a string,
    `decimal_number` a number; `base64_bytes` is text that stands for octets and is read as them."""

    kind: ScalarKind


@record(frozen=True, slots=True)
class Const:
    """One of a few fixed values that are not worth a class (`const`, a single-valued or mixed
    `enum`); never empty.
    """

    values: tuple[str | int | bool | None, ...]

    @property
    def labels(self) -> tuple[str | int | bool, ...]:
        """The values that can tell members of a union apart: all but null."""
        return tuple(value for value in self.values if value is not None)


@record(frozen=True, slots=True)
class Array:
    item: Type


@record(frozen=True, slots=True)
class Map:
    """An object used as a map from string to `value`."""

    value: Type


@record(frozen=True, slots=True)
class Named:
    """A reference to a `Model` by its final Python class name."""

    name: str


@record(frozen=True, slots=True)
class Nullable:
    inner: Type


@record(frozen=True, slots=True)
class Discriminator:
    """`property` decides the member: `mapping` is (value on the wire, class name), `default` the
    class of every other value.

    The values are of the property's type (`1` and `True`, which a document has as text), no two of
    them equal in Python. Without a `default`, an object whose value is not mapped is kept as the
    open base model."""

    property: str
    mapping: tuple[tuple[Label, str], ...]
    default: str | None = None


@record(frozen=True, slots=True)
class OneOf:
    """A union (`oneOf` or `anyOf`) of two or more members; open: an object that fits none is kept
    as the open base model.
    """

    members: tuple[Type, ...]
    discriminator: Discriminator | None = None


@record(frozen=True, slots=True)
class Bounds:
    """Assertions checked on inputs only (JSON Schema
    Validation 2020-12, section 6). All optional.
    """

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None
    schema: str | None = None
    """What no other of these says, as the JSON text of a schema that the runtime reads (see
    `generator.api.assertions`).
    """


@record(frozen=True, slots=True)
class Bounded:
    """`inner` with assertions; `inner` is never `Bounded` or `Nullable` (nullable and bounded is
    `Nullable(Bounded(…))`).
    """

    inner: Type
    bounds: Bounds


@record(frozen=True, slots=True)
class Part:
    """A part of a multipart body, which has headers beside what it holds."""

    inner: Type


Type = Anything | Scalar | Const | Array | Map | Named | Nullable | OneOf | Bounded | Part
