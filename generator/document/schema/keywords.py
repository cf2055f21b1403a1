"""What one Schema Object says itself, in the words of JSON Schema 2020-12.

OpenAPI 3.0 writes `nullable: true` for a type `null`, and `exclusiveMinimum: true` beside `minimum`
for a bound of its own (3.0.4, section 4.7.24). What is not of the expected form reads as absent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from sys import float_info
from typing import Any, Final

from generator.document.access import mapping, sequence, texts
from generator.document.specification import INTEGER_RANGES

JSON_TYPES: Final = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})
ANNOTATIONS: Final = frozenset(
    {
        *("title", "description", "summary", "$comment", "externalDocs", "xml"),
        *("default", "example", "examples", "deprecated", "readOnly", "writeOnly"),
    }
)
"""Keywords that refuse no value."""
ALTERNATIVES: Final = ("oneOf", "anyOf")
EXCLUSIVE: Final = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
"""The bounds of numbers, each with the keyword that excludes it or is a bound by itself."""

_NUMERIC: Final = frozenset({"integer", "number", "null"})
_TYPES: Final[Mapping[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    list: "array",
    dict: "object",
}


def json_type(value: Any) -> str:
    """The narrowest JSON type of `value`: a number without a fraction is an `integer`; what YAML
    has besides (dates) is text.
    """
    if isinstance(value, float) and value.is_integer():
        return "integer"
    return _TYPES.get(type(value), "string")


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def count(value: Any) -> int | None:
    """A number of characters, items or properties, which JSON Schema lets be written `9.0` (Core,
    section 6.3); none of what is no such number, or beyond the range of a double (RFC 8259, section
    6).
    """
    is_count = is_number(value) and 0 <= value <= float_info.max and value == int(value)
    return int(value) if is_count else None


def named_types(schema: Any) -> list[str]:
    """What `type` names, in its order; empty where it names nothing."""
    value = mapping(schema).get("type")
    if isinstance(value, str):
        return [value]
    return texts(value)


def types(schema: Any) -> frozenset[str]:
    """The JSON types that a schema names, `null` for `nullable`; empty where it names none."""
    names = named_types(schema)
    if names and schema.get("nullable") is True:
        names.append("null")
    return frozenset(names)


def names_array(schema: Any) -> bool:
    """Whether `type` names arrays and nothing else."""
    return named_types(schema) == ["array"]


def says_items(schema: Mapping[str, Any]) -> bool:
    """Whether a schema says something of items, as only that of an array does."""
    return "items" in schema or "prefixItems" in schema


def is_array(schema: Mapping[str, Any]) -> bool:
    """Whether a schema is that of an array, by its type or by what it says."""
    return names_array(schema) or says_items(schema)


def listed_values(schema: Mapping[str, Any]) -> list[Any]:
    """The values that `const` or `enum` has; none where neither is there."""
    return [schema["const"]] if "const" in schema else sequence(schema.get("enum"))


def common_types(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The types that both let through; a number may be an integer."""
    common = one & other
    for these, those in ((one, other), (other, one)):
        if "integer" in these and "number" in those:
            common |= {"integer"}
    return common


def is_of(value: Any, names: Iterable[str]) -> bool:
    kind = json_type(value)
    return kind in names or (kind == "integer" and "number" in names)


def are_of_other_types(values: Any, names: frozenset[str]) -> bool:
    """Whether types are named, and none of the values that are listed is of one: `["1", "2"]`
    beside `type: integer`.
    """
    is_listed = bool(names) and isinstance(values, list)
    return is_listed and not any(is_of(value, names) for value in values)


def bounds(schema: Mapping[str, Any], limit: str) -> Iterator[tuple[Any, bool, str]]:
    """What a schema says of `minimum` or `maximum`: number, whether it is excluded, and the keyword
    where it stands.
    """
    strict = EXCLUSIVE[limit]
    plain, exclusive = schema.get(limit), schema.get(strict)
    if is_number(plain):
        yield plain, exclusive is True, limit
    if is_number(exclusive):
        yield exclusive, True, strict


def narrower(keyword: str, one: Any, other: Any) -> Any:
    """The narrower of two values of a bound; None where `keyword` is no bound, or they are no
    numbers.
    """
    if not (is_number(one) and is_number(other)):
        return None
    if keyword.startswith(("min", "exclusiveMin")):
        return max(one, other)
    return min(one, other) if keyword.startswith(("max", "exclusiveMax")) else None


def is_annotation(keyword: str) -> bool:
    return keyword in ANNOTATIONS or keyword.startswith("x-")


def modernise(schema: dict[str, Any], *, nullable: bool) -> dict[str, Any]:
    """`schema`, written in OpenAPI 3.0, in JSON Schema 2020-12; its own bounds are changed in
    place.
    """
    for limit, exclusive in EXCLUSIVE.items():
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and limit in schema:
            schema[exclusive] = schema.pop(limit)
    return {"anyOf": [schema, {"type": "null"}]} if nullable else schema


def integer_range(schema: Mapping[str, Any]) -> tuple[int, int] | None:
    """The values that the format of an integer leaves (OpenAPI 3.1.1, section 4.4)."""
    written = schema.get("format")
    found = INTEGER_RANGES.get(written) if isinstance(written, str) else None
    if found is None:
        return None
    return found if {"null"} < {*named_types(schema), "null"} <= _NUMERIC else None
