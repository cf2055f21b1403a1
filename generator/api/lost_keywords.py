"""The keywords of a schema that come to nothing: no type says them, and none of what inputs are
checked against (`generator.api.assertions`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from generator.api.hints import is_no_choice
from generator.api.schema import COMPONENTS, Schema, is_object, takes_anything
from generator.document.access import sequence
from generator.document.pointer import split

KEYWORDS: Final = frozenset(
    {
        *("not", "if", "prefixItems", "contains", "patternProperties", "propertyNames"),
        *("dependentRequired", "dependentSchemas", "dependencies"),
        *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
    }
)
"""Those that no type says. `then`, `else` and the like do nothing by themselves."""
# What has an effect with a type beside it, or with a schema that brings one; part of an `allOf` has
# it elsewhere.
_OF_TEXT: Final = frozenset({"maxLength", "minLength", "pattern"})
_OF_TYPES: Final = frozenset(
    {
        *("multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
        *("maxItems", "minItems", "uniqueItems"),
        *_OF_TEXT,
    }
)
_BRINGS_TYPE: Final = frozenset(
    {"type", "$ref", "$dynamicRef", "allOf", "oneOf", "anyOf", "enum", "const"}
)
_LOOKED_AT: Final = frozenset(
    {
        *KEYWORDS,
        *_OF_TYPES,
        *("oneOf", "anyOf", "minProperties", "maxProperties", "enum", "const"),
    }
)


def without_effect(schema: Schema, pointer: str, formats: Collection[str]) -> Iterator[str]:
    """The keywords of the schema at `pointer` that come to nothing; strings of `formats` are no
    text in Python, which bounds of text would be checked of: `{format: date, maxLength: 10}`.
    """
    if schema.keys().isdisjoint(_LOOKED_AT):
        return
    is_read = str(schema.get("format")) in formats
    for keyword in filter(_LOOKED_AT.__contains__, schema):
        is_checked_of_text = is_read and keyword in _OF_TEXT
        if is_checked_of_text or _has_no_effect(keyword, schema, pointer):
            yield keyword


def _has_no_effect(keyword: str, schema: Schema, pointer: str) -> bool:
    """Whether one keyword of a schema is neither in the type that it comes to nor in its bounds."""
    value = schema[keyword]
    match keyword:
        case "oneOf":
            return is_no_choice(value)
        case "anyOf":  # of two choices beside each other one is made a union
            is_second = "oneOf" in schema and not is_no_choice(schema["oneOf"])
            return is_second or is_no_choice(value)
        case "minProperties" | "maxProperties":  # only a map is held to them
            return "properties" in schema
        case "unevaluatedItems" | "unevaluatedProperties":  # `true` asserts nothing
            return not takes_anything(value)
        case "enum":
            return any(map(_has_no_literal, sequence(value)))
        case "const":
            return _has_no_literal(value)
        case _:
            return keyword in KEYWORDS or not _may_have_type(schema, pointer)


def _has_no_literal(value: Any) -> bool:
    """Whether no `Literal` of Python says the value: `1.5`, `{a: 1}` or `[1]`."""
    return isinstance(value, dict | list | float)


def _may_have_type(schema: Schema, pointer: str) -> bool:
    """Whether a schema has a type, or may have it from what it is a part of."""
    is_part = pointer.split("/")[-2:-1] == ["allOf"]
    brings_type = not schema.keys().isdisjoint({*_BRINGS_TYPE, "items", "prefixItems"})
    return is_part or brings_type or is_object(schema)


def of_what(pointer: str) -> str:
    """The schema at `pointer` by the names that the document has for it: ` of `Pet.name``; nothing
    where it has none, as in the body of an operation.
    """
    names: list[str] = []
    rest = iter(split(pointer))
    if pointer.startswith(COMPONENTS):
        _, _, name = next(rest), next(rest), next(rest)
        names.append(name)
    names += [next(rest, "") for token in rest if token == "properties"]
    return f" of `{'.'.join(names)}`" if names else ""
