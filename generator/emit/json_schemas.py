"""What an operation takes, as JSON Schema 2020-12: for programs that read `operations.json`.

Made from the types that the methods have, so that it says what they take, with the document's own
words beside it. Read-only fields are left out, since nobody sends them. Assertions of which the
runtime reads a schema (`Bounds.schema`) are not said again: the client checks them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator.api.model import (
    AliasModel,
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    EnumModel,
    Field,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Parameter,
    Part,
    Scalar,
    Type,
)
from generator.api.type_walk import reached
from generator.document.access import without_none

Schema = dict[str, Any]

_SCALARS: Final[Mapping[str, Schema]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "int32": {"type": "integer", "format": "int32"},
    "int64": {"type": "integer", "format": "int64"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "bytes": {"type": "string", "format": "binary"},
    "uuid": {"type": "string", "format": "uuid"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "milliseconds": {"type": "integer", "description": "Milliseconds since the Unix epoch."},
    "seconds": {"type": "integer", "description": "Seconds since the Unix epoch."},
    "none": {"type": "null"},
    "decimal": {"type": "string", "format": "decimal"},
    "decimal_number": {"type": "number"},
    "duration": {"type": "string", "format": "duration"},
    "time": {"type": "string", "format": "time"},
    "base64_bytes": {"type": "string", "contentEncoding": "base64"},
    "part": {"type": "string", "format": "binary"},
}
_KEYWORDS: Final[Mapping[str, str]] = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
    "exclusive_maximum": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "min_properties": "minProperties",
    "max_properties": "maxProperties",
}
_NAMES: Final[Mapping[type, str]] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
}


def schema_of(kind: Type) -> Schema:
    """What a value of the type is; classes are references to `#/$defs/`: of a list of them
    `{"type": "array", "items": {"$ref": "#/$defs/Pet"}}`.
    """
    match kind:
        case Anything():
            return {}
        case Scalar(name):
            encoded = {"type": "string", "contentEncoding": name}
            return dict(_SCALARS.get(name, encoded))
        case Const(values):
            return _listed(values)
        case Array(item):
            return {"type": "array", "items": schema_of(item)}
        case Map(value):
            return _object() | _further(value)
        case Named(name):
            return {"$ref": f"#/$defs/{name}"}
        case Nullable(inner) | Part(inner):
            schema = schema_of(inner)
            return schema if isinstance(kind, Part) else _nullable(schema)
        case OneOf(members):
            return {"anyOf": [schema_of(member) for member in members]}
        case Bounded(inner, bounds):
            return schema_of(inner) | _asserted(bounds)


def described(item: Field | Parameter) -> Schema:
    """The schema of a field or parameter, with what the document says of it."""
    schema = schema_of(item.type)
    if text := one_line(item.description):
        schema["description"] = text
    if item.has_default:
        schema["default"] = item.default
    if item.deprecated:
        schema["deprecated"] = True
    return schema


def definitions(models: Mapping[str, Model], kinds: Iterable[Type]) -> dict[str, Schema]:
    """The schemas of the classes that the types mention, and of those that these do, by name."""
    found = reached(kinds, lambda name: _made_of(models[name]))
    return {name: _definition(model) for name, model in models.items() if name in found}


def _made_of(model: Model) -> list[Type]:
    """The types of what is sent of a class."""
    match model:
        case EnumModel():
            return []
        case AliasModel(type=kind):
            return [kind]
        case ObjectModel(extra=extra):
            return [*(field.type for field in _sent_fields(model)), extra]


def _sent_fields(model: ObjectModel) -> list[Field]:
    return [field for field in model.fields if not field.read_only]


def one_line(text: str) -> str:
    return " ".join(text.split())


def _definition(model: Model) -> Schema:
    """The schema of a class, of an object as it is sent."""
    text = one_line(model.description)
    about: Schema = {"description": text} if text else {}
    match model:
        case EnumModel(members=members):
            return about | _listed([member.value for member in members])
        case AliasModel(type=kind):
            return schema_of(kind) | about
        case ObjectModel():
            return about | _of_object(model)


def _of_object(model: ObjectModel) -> Schema:
    """`{"type": "object", "properties": {…}}`, with `required` where a field is. The schema has
    `additionalProperties` only where the document says what else an object may have, or that it may
    have nothing else.
    """
    sent = _sent_fields(model)
    schema = _object()
    schema["properties"] = {field.wire: described(field) for field in sent}
    required = [field.wire for field in sent if field.required]
    if required:
        schema["required"] = required
    if model.closed or (model.open and model.extra == Anything()):
        schema["additionalProperties"] = model.open
    return schema | _further(model.extra)


def _object() -> Schema:
    return {"type": "object"}


def _further(extra: Type) -> Schema:
    return {} if extra == Anything() else {"additionalProperties": schema_of(extra)}


def _listed(values: Iterable[object]) -> Schema:
    """One of a few values, with their type where it is the same."""
    listed = list(values)
    match [*{type(value) for value in listed}]:
        case [kind] if kind in _NAMES:
            return {"type": _NAMES[kind], "enum": listed}
    return {"enum": listed}


def _nullable(schema: Schema) -> Schema:
    if not schema:
        return {}
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _asserted(bounds: Bounds) -> Schema:
    said = {word: getattr(bounds, name) for name, word in _KEYWORDS.items()}
    said["pattern"] = None if bounds.pattern is None else _in_ecmascript(bounds.pattern)
    unique = {"uniqueItems": True} if bounds.unique_items else {}
    return without_none(said) | unique


_PYTHON: Final = re.compile(r"(?P<escaped>\\\\)|\\Z|\(\?P<|\(\?P=(?P<name>\w+)\)")


def _in_ecmascript(pattern: str) -> str:
    """An expression of Python's as ECMA-262 has it, which it was made from (`api.patterns`)."""

    def written(found: re.Match[str]) -> str:
        known = {r"\Z": "$", "(?P<": "(?<"}
        return known.get(found[0]) or (f"\\k<{found['name']}>" if found["name"] else found[0])

    return _PYTHON.sub(written, pattern)
