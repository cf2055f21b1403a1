"""The bounds that a schema sets (JSON Schema Validation 2020-12, section 6), those that can be."""

from __future__ import annotations

import sys
from typing import Any

from generator.api.model import Bounds
from generator.api.schema import Schema
from generator.document.schema.keywords import count

UNBOUNDED = Bounds()
_OF_TEXT = frozenset({"minLength", "maxLength", "pattern"})
_OF_NUMBERS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
)


def text_bounds(schema: Schema, pattern: str | None) -> Bounds:
    """Those of a text; the pattern is one that Python can compile."""
    if schema.keys().isdisjoint(_OF_TEXT):
        return UNBOUNDED
    return Bounds(
        min_length=count(schema.get("minLength")) or None,
        max_length=count(schema.get("maxLength")),
        pattern=pattern,
    )


def number_bounds(schema: Schema) -> Bounds:
    """Those of a number. Before 2019-09, so in OpenAPI 3.0, an exclusive bound was a flag beside
    the other: `{minimum: 0, exclusiveMinimum: true}` is `exclusive_minimum=0`.
    """
    if schema.keys().isdisjoint(_OF_NUMBERS):
        return UNBOUNDED
    least, above = _bound_and_exclusive(schema.get("minimum"), schema.get("exclusiveMinimum"))
    most, below = _bound_and_exclusive(schema.get("maximum"), schema.get("exclusiveMaximum"))
    step = number(schema.get("multipleOf"))
    return Bounds(
        minimum=least,
        maximum=most,
        exclusive_minimum=above,
        exclusive_maximum=below,
        multiple_of=step if step and step > 0 else None,  # JSON Schema has no other
    )


def _bound_and_exclusive(
    bound: Any, exclusive: Any
) -> tuple[int | float | None, int | float | None]:
    """A bound that is a value itself, and one that is not, of which either may be given."""
    return (None, number(bound)) if exclusive is True else (number(bound), number(exclusive))


def array_bounds(schema: Schema, asserted: str | None) -> Bounds:
    """Those of an array; `asserted` is what inputs are held to besides."""
    return Bounds(
        min_items=count(schema.get("minItems")) or None,
        max_items=count(schema.get("maxItems")),
        unique_items=schema.get("uniqueItems") is True,
        schema=asserted,
    )


def object_bounds(schema: Schema, asserted: str | None) -> Bounds:
    """Those of a map; `asserted` is what inputs are held to besides."""
    return Bounds(
        min_properties=count(schema.get("minProperties")) or None,
        max_properties=count(schema.get("maxProperties")),
        schema=asserted,
    )


def number(value: Any) -> int | float | None:
    """The number of a bound; none where it is beyond the range of a double, which no value reaches
    (RFC 8259, section 6).
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) <= sys.float_info.max else None
