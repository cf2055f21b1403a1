"""The schemas that documents are validated with: made from `grammar` for each version, plus what a
table of fields cannot say.

Every error leads back to a sentence: a constraint beyond the table carries it as its `$comment`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import jsonschema_rs

from generator.document.grammar import KINDS, FixedField
from generator.document.specification import (
    CREDENTIAL_LOCATIONS,
    LOCATIONS,
    SECURITY_SCHEMES,
    STYLES,
    XML_NODE_TYPES,
    styles_in,
)

META_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"
DIALECTS: Final = (
    META_SCHEMA,
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
    "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
)

COMPONENT_NAME: Final = r"^[a-zA-Z0-9._\-]+$"
STATUS: Final = r"^(?:default|[1-5](?:[0-9][0-9]|XX))$"

_TYPES: Final = ("string", "number", "integer", "boolean", "array", "object")
_COUNT: Final = {"type": "integer", "minimum": 0}
_NAMES: Final = {"type": "array", "items": {"type": "string"}}


def _together(first: str, second: str, message: str | None = None) -> dict[str, Any]:
    return {
        "not": {"required": [first, second]},
        "$comment": message or f"`{first}` and `{second}` exclude each other",
    }


def _of_type(value: str, *needed: str, message: str) -> dict[str, Any]:
    return {
        "if": {"properties": {"type": {"const": value}}, "required": ["type"]},
        "then": {"required": list(needed)},
        "$comment": message,
    }


_CONSTRAINTS: Final[dict[str, list[dict[str, Any]]]] = {
    "parameter": [
        _together("schema", "content"),
        {
            "anyOf": [{"required": ["schema"]}, {"required": ["content"]}],
            "$comment": "a Parameter Object has `schema` or `content`",
        },
        _together("example", "examples"),
    ],
    "header": [
        _together("schema", "content"),
        {
            "anyOf": [{"required": ["schema"]}, {"required": ["content"]}],
            "$comment": "a Header Object has `schema` or `content`",
        },
        _together("example", "examples"),
    ],
    "mediaType": [_together("example", "examples")],
    "example": [_together("value", "externalValue")],
    "link": [
        _together("operationRef", "operationId"),
        {
            "anyOf": [{"required": ["operationRef"]}, {"required": ["operationId"]}],
            "$comment": "a Link Object has `operationId` or `operationRef`",
        },
    ],
    "license": [_together("url", "identifier")],
    "securityScheme": [
        _of_type(
            "apiKey",
            "name",
            "in",
            message="a security scheme of the type `apiKey` has `name` and `in`",
        ),
        _of_type("http", "scheme", message="a security scheme of the type `http` has `scheme`"),
        _of_type("oauth2", "flows", message="a security scheme of the type `oauth2` has `flows`"),
        _of_type(
            "openIdConnect",
            "openIdConnectUrl",
            message="a security scheme of the type `openIdConnect` has `openIdConnectUrl`",
        ),
    ],
    "oauthFlows": [
        {
            "properties": {name: {"type": "object", "required": [*needed]}},
            "$comment": f"the flow `{name}` has " + " and ".join(f"`{field}`" for field in needed),
        }
        for name, needed in {
            "implicit": ("authorizationUrl",),
            "password": ("tokenUrl",),
            "clientCredentials": ("tokenUrl",),
            "authorizationCode": ("authorizationUrl", "tokenUrl"),
            "deviceAuthorization": ("deviceAuthorizationUrl", "tokenUrl"),
        }.items()
    ],
}


def _overrides(version: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The schemas of fields of which the table has the type alone, by kind of object and field:
    what a version lists (`in`, `style`), bounds, and what changed from 3.0 to 3.1.
    """
    places = [place for place, since in LOCATIONS.items() if since <= version]
    schemes = [scheme for scheme, since in SECURITY_SCHEMES.items() if since <= version]
    styles = [style for style, row in STYLES.items() if row.since <= version]
    overrides: dict[tuple[str, str], dict[str, Any]] = {
        ("parameter", "in"): {"enum": places},
        ("parameter", "style"): {"enum": styles},
        ("header", "style"): {"enum": [*styles_in("header", version)]},
        ("encoding", "style"): {"enum": [*styles_in("query", version)]},
        ("securityScheme", "type"): {"enum": schemes},
        ("securityScheme", "in"): {"enum": [*CREDENTIAL_LOCATIONS]},
        ("serverVariable", "enum"): {**_NAMES, **({"minItems": 1} if version >= "3.1" else {})},
        ("xml", "nodeType"): {"enum": [*XML_NODE_TYPES]},
        ("schema", "multipleOf"): {"type": "number", "exclusiveMinimum": 0},
        ("schema", "required"): {**_NAMES, "uniqueItems": True},
        ("schema", "dependentRequired"): {"type": "object", "additionalProperties": _NAMES},
    }
    for keyword in (
        "maxLength",
        "minLength",
        "maxItems",
        "minItems",
        "maxProperties",
        "minProperties",
        "maxContains",
        "minContains",
    ):
        overrides["schema", keyword] = _COUNT
    if version == "3.0":
        overrides["schema", "type"] = {"enum": list(_TYPES)}
        overrides["schema", "exclusiveMaximum"] = overrides["schema", "exclusiveMinimum"] = {
            "type": "boolean"
        }
        overrides["schema", "additionalProperties"] = {
            "type": ["object", "boolean"],
            "if": {"type": "object"},
            "then": {"$ref": "#/$defs/schema"},
        }
    else:
        types = {"enum": [*_TYPES, "null"]}
        overrides["schema", "type"] = {
            "type": ["string", "array"],
            "if": {"type": "string"},
            "then": types,
            "else": {"items": types, "minItems": 1, "uniqueItems": True},
        }
        overrides["schema", "exclusiveMaximum"] = overrides["schema", "exclusiveMinimum"] = {
            "type": "number"
        }
    return overrides


@cache
def validator(version: str, *, own_dialect: bool) -> tuple[Any, dict[str, Any]]:
    """A validator for documents of `version`, and the schema it is made from. `own_dialect`: its
    schemas speak another dialect of JSON Schema, so that only what OpenAPI itself says about them
    is checked."""
    overrides = _overrides(version)
    check_meta = version >= "3.1" and not own_dialect
    defs: dict[str, Any] = {
        name: _definition(name, version, overrides, check_meta, own_dialect) for name in KINDS
    }
    for name in filter(_may_be_referred_to, KINDS):
        defs[f"{name}_or_reference"] = {
            "if": {"type": "object", "required": ["$ref"]},
            "then": {"$ref": "#/$defs/reference"},
            "else": {"$ref": f"#/$defs/{name}"},
        }
    defs["reference"] = {"properties": {"$ref": {"type": "string"}}}
    schema = {"$ref": "#/$defs/document", "$defs": defs}
    return jsonschema_rs.Draft202012Validator(schema), schema


_REQUIRED_BEFORE: Final = {
    "document": ("paths", "3.1"),
    "operation": ("responses", "3.1"),
    "response": ("description", "3.2"),
}
"""Fields that a later version does not require any more: the field, and that version."""
_PATTERNED: Final = {"paths": "^/", "responses": STATUS}
"""The objects whose further fields are of a pattern, beside extensions."""


def _definition(
    name: str,
    version: str,
    overrides: dict[tuple[str, str], dict[str, Any]],
    check_meta: bool,
    own_dialect: bool,
) -> dict[str, Any]:
    """The schema of an object of the grammar."""
    kind = KINDS[name]
    properties = {
        field: overrides.get((name, field)) or _schema_of(spec, check_meta and name != "schema")
        for field, spec in kind.fields.items()
        if spec.known(version)
    }
    if name == "components":
        names = {"propertyNames": {"pattern": COMPONENT_NAME}}
        properties = {field: {**entries, **names} for field, entries in properties.items()}
    rest: Any = _schema_of(kind.rest, check_meta) if kind.rest is not None else False
    patterns: dict[str, Any] = {"^x-": True} if kind.extensible else {}
    if name in _PATTERNED:
        patterns[_PATTERNED[name]], rest = rest, False
    definition: dict[str, Any] = {
        "type": "object",
        "required": _required(name, version),
        "properties": properties,
        "patternProperties": patterns,
        "additionalProperties": rest,
        "allOf": _CONSTRAINTS.get(name, [{}]),
    }
    match name:
        case "document" if version != "3.0":
            return {**definition, "allOf": [_HAS_CONTENT]}
        case "schema":
            return _schema_object(definition, version, own_dialect)
        case _:
            return definition


def _required(name: str, version: str) -> list[str]:
    """The fields that an object of the grammar has to have."""
    fields = KINDS[name].fields.items()
    once_required, until = _REQUIRED_BEFORE.get(name, ("", ""))
    always = [field for field, spec in fields if spec.required and spec.known(version)]
    return [*always, once_required] if version < until else always


def _may_be_referred_to(name: str) -> bool:
    """Whether a Reference Object may stand for an object of the grammar. A schema and a path item
    have `$ref` as a field of their own.
    """
    return KINDS[name].components is not None and name not in ("schema", "pathItem")


_HAS_CONTENT: Final = {
    "anyOf": [{"required": [part]} for part in ("paths", "components", "webhooks")],
    "$comment": "the document has none of `paths`, `components` and `webhooks`",
}


def _schema_object(definition: dict[str, Any], version: str, own_dialect: bool) -> dict[str, Any]:
    """A Schema Object: a Reference Object takes its place in 3.0, a boolean since."""
    if own_dialect:
        definition = {**definition, "additionalProperties": True}
    if version == "3.0":
        return {
            "type": "object",
            "if": {"required": ["$ref"]},
            "then": {"$ref": "#/$defs/reference"},
            "else": {**definition, "$comment": "schema"},
        }
    return {**definition, "type": ["object", "boolean"]}


def _schema_of(spec: FixedField, check_meta: bool) -> dict[str, Any]:
    """The schema of a field: of one value, of a list or of a map of such."""
    one = _schema_of_one(spec.kind, check_meta)
    match spec.shape:
        case "list":
            return {"type": "array", "items": one}
        case "map":
            return {"type": "object", "additionalProperties": one}
        case _:
            return one


def _schema_of_one(kind: str, check_meta: bool) -> dict[str, Any]:
    """Of anything, of a JSON type, or of an object of the grammar. `check_meta`: a schema is held
    against the meta-schema of JSON Schema too.
    """
    if kind == "any":
        return {}
    if kind not in KINDS:
        return {"type": kind}
    if kind == "schema" and check_meta:
        return {"allOf": [{"$ref": "#/$defs/schema"}, {"$ref": META_SCHEMA}]}
    if _may_be_referred_to(kind):
        return {"$ref": f"#/$defs/{kind}_or_reference"}
    return {"$ref": f"#/$defs/{kind}"}
