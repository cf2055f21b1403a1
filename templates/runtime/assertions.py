"""Assertions on inputs that no type says: tuples, patterns of names, conditions (JSON Schema
2020-12, sections 10 and 6).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from typing import Any, ClassVar, Self, cast

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationInfo, model_validator
from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    PydanticSerializationError,
    to_jsonable_python,
)

from .bounds import RULES, comparable
from .model import Check, Model
from .values import INPUT, Digits, GivenFields, class_of, is_array, is_object


class Assertions:
    """The metadata of a type, or the attribute of a class, whose inputs are held to a schema
    without references.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return Check(self.check).__get_pydantic_core_schema__(source, handler)

    def check(self, value: Any) -> None:
        """Raises `PydanticCustomError` for a value that is not as the schema has it; null is for
        the type to judge.
        """
        sentence = None if value is None else _problem(self._schema, _sent(value))
        if sentence is not None:
            raise PydanticCustomError("assertion", "{sentence}", {"sentence": sentence})


class AssertedModel(Model):
    """An object of which more is asserted than the types of its fields."""

    __assertions__: ClassVar[tuple[Assertions, ...]] = ()

    @model_validator(mode="after")
    def _assert(self, info: ValidationInfo) -> Self:
        if info.context is INPUT and not isinstance(self.model_fields_set, GivenFields):
            for each in self.__assertions__:
                each.check(self)
        return self


def _sent(value: Any) -> Any:
    """A value as JSON has it; what only encoding knows is text."""
    if isinstance(value, Enum):
        return value.value
    if class_of(value) in (str, int, float, bool, type(None)):
        return value
    if isinstance(value, BaseModel):
        fields, given = type(value).model_fields, value.model_fields_set
        known = {
            fields[name].alias or name if name in fields else name: getattr(value, name)
            for name in sorted(given)
        }
        return {name: _sent(item) for name, item in known.items()}
    if is_object(value):
        return {name: _sent(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_sent(item) for item in cast("list[Any]", value)]
    if isinstance(value, Digits):
        return value.number
    with suppress(PydanticSerializationError, ValueError):
        return to_jsonable_python(value)
    return ""


def _problem(schema: Any, value: Any) -> str | None:
    """The first thing that is wrong, as a sentence."""
    if isinstance(schema, bool):
        return None if schema else "must not be there"
    for keyword, limit in schema.items():
        if keyword in RULES:
            kinds, breaks, sentence = RULES[keyword]
            if isinstance(value, kinds) and class_of(value) is not bool and breaks(value, limit):
                return sentence.format(limit)
        elif keyword in _KEYWORDS:
            found = next(_KEYWORDS[keyword](limit, value, schema), None)
            if found is not None:
                return found
    return None


def _fits(schema: Any, value: Any) -> bool:
    return _problem(schema, value) is None


Found = Iterator[str | None]
_Keyword = Callable[[Any, Any, Mapping[str, Any]], Found]


def _type(names: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    kind = class_of(value)
    is_number = isinstance(value, RULES["minimum"][0]) and kind is not bool
    kinds = {str: "string", bool: "boolean", list: "array", dict: "object", type(None): "null"}
    mine = {kinds.get(kind, "number"), *(["integer"] if is_number and value == value // 1 else [])}
    wanted = [names] if isinstance(names, str) else names
    if mine.isdisjoint(wanted):
        yield f"must be of the type {' or '.join(wanted)}"


def _enum(values: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if all(comparable(each) != comparable(value) for each in values):
        yield "must be one of the documented values"


def _const(constant: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    yield from _enum([constant], value, schema)


def _required(names: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_object(value):
        yield from (f"must have the field {name!r}" for name in names if name not in value)


def _dependent_required(names: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_object(value):
        for name in names.keys() & value.keys():
            yield from (
                f"must have the field {other!r}, as it has {name!r}"
                for other in names[name]
                if other not in value
            )


def _dependent_schemas(schemas: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_object(value):
        for name in schemas.keys() & value.keys():
            if (found := _problem(schemas[name], value)) is not None:
                yield f"{found}, as it has {name!r}"


def _properties(schemas: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_object(value):
        yield from _named(((name, schemas[name]) for name in value if name in schemas), value)


def _patterns(schemas: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_object(value):
        yield from _named(
            ((name, schemas[each]) for name in value for each in schemas if re.search(each, name)),
            value,
        )


def _others(other: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_object(value):
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        rest = (
            name
            for name in value
            if name not in known and not any(re.search(each, name) for each in patterns)
        )
        yield from _named(((name, other) for name in rest), value)


def _named(pairs: Iterator[tuple[str, Any]], value: Mapping[str, Any]) -> Found:
    for name, schema in pairs:
        if (found := _problem(schema, value[name])) is not None:
            yield f"{found} (at {name!r})"


def _names(names: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_object(value):
        yield from (f"must not have the field {name!r}" for name in value if not _fits(names, name))


def _at(pairs: Iterator[tuple[int, Any, Any]]) -> Found:
    for number, schema, item in pairs:
        if (found := _problem(schema, item)) is not None:
            yield f"{found} (at {number})"


def _prefix(schemas: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_array(value):
        yield from _at(
            (number, each, item)
            for number, (each, item) in enumerate(zip(schemas, value, strict=False))
        )


def _items(other: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_array(value):
        start = len(schema.get("prefixItems", ()))
        if other is False and len(value) > start:
            yield f"must have at most {start} items"
        yield from _at((start + number, other, item) for number, item in enumerate(value[start:]))


def _contains(wanted: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if is_array(value):
        count = sum(_fits(wanted, item) for item in value)
        least, most = schema.get("minContains", 1), schema.get("maxContains")
        if count < least:
            yield f"must have at least {least} items of a certain kind, not {count}"
        if most is not None and count > most:
            yield f"must have at most {most} items of a certain kind, not {count}"


def _all(parts: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    yield from (found for part in parts if (found := _problem(part, value)) is not None)


def _any(parts: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    found = [_problem(part, value) for part in parts]
    if None not in found:
        yield ", or ".join(dict.fromkeys(filter(None, found)))


def _one(parts: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    yield from _any(parts, value, schema)
    if sum(_fits(part, value) for part in parts) > 1:
        yield "must be as one of the documented alternatives has it, not as several"


def _not(refused: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    if _fits(refused, value):
        yield "must not be as it is: the document excludes it"


def _if(condition: Any, value: Any, schema: Mapping[str, Any]) -> Found:
    yield _problem(schema.get("then" if _fits(condition, value) else "else", True), value)


_KEYWORDS: dict[str, _Keyword] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "properties": _properties,
    "patternProperties": _patterns,
    "additionalProperties": _others,
    "propertyNames": _names,
    "prefixItems": _prefix,
    "items": _items,
    "contains": _contains,
    "allOf": _all,
    "anyOf": _any,
    "oneOf": _one,
    "not": _not,
    "if": _if,
}
