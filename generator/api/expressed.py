"""Every field that the OpenAPI Specification has, and what becomes of it in an SDK.

One of three things is said of each field of `generator.document.grammar.KINDS`, and of each value
of its closed choices: it is `Expressed` (by what of the package), it is `Lost` under a rule of
`generator.api.rules`, which names it in the summary of `regenerate` and in api.md, or it is
`Meaningless` for an SDK, for a reason. A field that is expressed in part has the rules of the rest
in `but`. Tests hold the table complete for each version, and prove every entry with a document that
uses the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.api.rules import (
    AUTHORIZATION,
    CALLBACK,
    DEPRECATED,
    DIALECT,
    DISCRIMINATOR,
    EXAMPLE,
    FRAGMENT,
    HEADER,
    INEXPRESSIBLE,
    KEYWORD,
    LINK,
    MEDIA,
    PARAMETER,
    PART,
    PARTS,
    PATTERN,
    RELATIVE,
    RESPONSE,
    SCOPES,
    SECURITY,
    SEQUENCE,
    SERVER,
    STYLE,
    WEBHOOK,
    XML,
)
from generator.document.diagnostics import Rule
from generator.document.grammar import KINDS
from generator.document.oauth import REFRESHED
from generator.document.specification import (
    CREDENTIAL_LOCATIONS,
    LOCATIONS,
    METHODS,
    STYLES,
    WEBHOOKS,
    XML_NODE_TYPES,
    styles_in,
)
from generator.records import record


@record(frozen=True, slots=True)
class Expressed:
    """`by` is what of the package says it; `but` are the rules of what it does not say."""

    by: str
    but: tuple[Rule, ...] = ()


@record(frozen=True, slots=True)
class Lost:
    rule: Rule


@record(frozen=True, slots=True)
class Meaningless:
    """No program that calls the API could tell whether the field is there, for the `reason`."""

    reason: str


Said = Expressed | Lost | Meaningless


def _by(by: str, *but: Rule) -> Expressed:
    return Expressed(by, but)


_TEXT = _by("docstrings and the Markdown pages")
_TEXT_ABOVE = _by("the text of each operation that has none of its own")
_ABOUT_PAPERS = Meaningless(
    "it is about the publisher and the conditions of the API, not about calls of it"
)
_READING = Meaningless("it points readers to a page; the document says nothing of what is there")
_FOR_EXAMPLES = _by("the emitted tests and the calls in README.md")
_NAMED_EXAMPLE = Meaningless("it is about an example, which tests use and nobody reads")
_SHARED = _by("whatever refers to it")
_OF_HEADERS = _by("the text of the class that reads the headers")
_BOUND = _by("checks of inputs", KEYWORD)


def _whole(kind: str, said: Said) -> dict[str, Said]:
    """An object of which all is said at once."""
    return dict.fromkeys(KINDS[kind].fields, said)


_CHECKED: Final = _by("checks of inputs", KEYWORD)
FIELDS: Final[Mapping[str, Mapping[str, Said]]] = {
    "document": {
        "openapi": Meaningless("it says how the document is read"),
        "info": _SHARED,
        "servers": _by("the address that a client calls unless given `base_url`", SERVER, RELATIVE),
        "paths": _by("methods", FRAGMENT),
        "components": _SHARED,
        "security": _by("the credentials that a call needs", SCOPES),
        "tags": _by("the resources' docstrings"),
        "externalDocs": _READING,
        **dict.fromkeys(WEBHOOKS, _by("`webhooks.py`, which reads their payloads", WEBHOOK)),
        "jsonSchemaDialect": Lost(DIALECT),
        "$self": _by("the base of references"),
    },
    "info": {
        "title": _by("README.md and, without `x-sdk`, the names of package and client"),
        "description": _by("README.md"),
        "termsOfService": _ABOUT_PAPERS,
        "contact": _ABOUT_PAPERS,
        "license": _ABOUT_PAPERS,
        "version": _by("README.md"),
        "summary": _by("README.md, where there is no description"),
    },
    "contact": _whole("contact", _ABOUT_PAPERS),
    "license": _whole("license", _ABOUT_PAPERS),
    "server": {
        "url": _by("the address that is called", SERVER, RELATIVE),
        "description": _by("the name of a server that has no other"),
        "variables": _by("keywords of the client"),
        "name": _by("a value of the client's `server`"),
    },
    "serverVariable": {
        "enum": _by("the values of a keyword of the client"),
        "default": _by("the address that is called"),
        "description": _by("what the docstring says of a keyword of the client"),
    },
    "components": {
        "schemas": _by("models"),
        "responses": _SHARED,
        "parameters": _SHARED,
        "examples": _SHARED,
        "requestBodies": _SHARED,
        "headers": _SHARED,
        "securitySchemes": _by("arguments of the client", SECURITY, AUTHORIZATION),
        "links": Lost(LINK),
        "callbacks": _by("`webhooks.py`, which reads their payloads", CALLBACK),
        "pathItems": _SHARED,
        "mediaTypes": _SHARED,
    },
    "paths": {},
    "pathItem": {
        "summary": _TEXT_ABOVE,
        "description": _TEXT_ABOVE,
        **dict.fromkeys(METHODS, _by("a method")),
        "servers": _by("the address that the operations are called at", SERVER, RELATIVE),
        "parameters": _by("arguments of each operation", PARAMETER),
        "query": _by("a method"),
        "additionalOperations": _by("methods", INEXPRESSIBLE),
    },
    "operation": {
        "tags": _by("the resource of the method"),
        "summary": _TEXT,
        "description": _TEXT,
        "externalDocs": _READING,
        "operationId": _by("the name of the method"),
        "parameters": _by("arguments", PARAMETER),
        "requestBody": _by("arguments"),
        "responses": _by("what is returned or raised", RESPONSE),
        "callbacks": _by("`webhooks.py`, which reads their payloads", CALLBACK),
        "deprecated": _by("`typing_extensions.deprecated`"),
        "security": _by("the credentials that the call needs", SCOPES),
        "servers": _by("the address that is called", SERVER, RELATIVE),
    },
    "externalDocs": _whole("externalDocs", _READING),
    "parameter": {
        "name": _by("the name of the argument, and of what is sent"),
        "in": _by("where the value is sent", INEXPRESSIBLE),
        "description": _TEXT,
        "required": _by("whether the argument has a default"),
        "deprecated": _TEXT,
        "allowEmptyValue": Meaningless("an empty text is sent in any case"),
        "style": _by("how the value is written", STYLE),
        "explode": _by("how the value is written"),
        "allowReserved": _by("how the value is written"),
        "schema": _by("the type of the argument"),
        "example": _FOR_EXAMPLES,
        "examples": _by("the emitted tests and the calls in README.md", EXAMPLE),
        "content": _by("the type of the argument, and how it is written"),
    },
    "header": {
        "description": _OF_HEADERS,
        "required": _FOR_EXAMPLES,
        "deprecated": _OF_HEADERS,
        "allowEmptyValue": Meaningless("it is of query parameters only"),
        "style": Meaningless("there is no other"),
        "explode": _by("how an object is read"),
        "allowReserved": Meaningless("it says how to write what is under `schema`"),
        "schema": _by("the type of the attribute", HEADER),
        "example": _FOR_EXAMPLES,
        "examples": _FOR_EXAMPLES,
        "content": _by("the type of the attribute", HEADER),
    },
    "requestBody": {
        "description": _TEXT,
        "content": _by("arguments", MEDIA, XML, PARTS, SEQUENCE),
        "required": _by("whether the arguments have defaults"),
    },
    "mediaType": {
        "schema": _by("the type of the body", MEDIA, XML, PARTS),
        "example": _FOR_EXAMPLES,
        "examples": _by("the emitted tests and the calls in README.md", EXAMPLE),
        "encoding": _by("how the parts of a form are written", PARTS),
        "itemSchema": _by(
            "the items of a stream, and of a body of JSON Lines; parts of a body", SEQUENCE
        ),
        "prefixEncoding": _by("how parts are written", PARTS),
        "itemEncoding": _by("how parts are written", PARTS),
    },
    "encoding": {
        "contentType": _by("how the value is written, and the label of the part", PART),
        "headers": _by("the headers of the part"),
        "style": _by("how the value is written"),
        "explode": _by("how the value is written"),
        "allowReserved": _by("how the value is written"),
        "encoding": Lost(PARTS),
        "prefixEncoding": _by("how parts inside of a part are written", PARTS),
        "itemEncoding": _by("how parts inside of a part are written", PARTS),
    },
    "responses": {},
    "response": {
        "description": _TEXT,
        "headers": _by("the class that reads the headers"),
        "content": _by("what is returned or raised", MEDIA, XML, PARTS, SEQUENCE),
        "links": Lost(LINK),
        "summary": _by("docstrings, where there is no description"),
    },
    "callback": {},
    "example": {
        "summary": _NAMED_EXAMPLE,
        "description": _NAMED_EXAMPLE,
        "value": _FOR_EXAMPLES,
        "externalValue": Lost(EXAMPLE),
        "dataValue": _FOR_EXAMPLES,
        "serializedValue": _by("the emitted tests and the calls in README.md", EXAMPLE),
    },
    "link": _whole("link", Lost(LINK)),
    "tag": {
        "name": _by("the resource of the operations that have the tag"),
        "description": _by("the resource's docstring"),
        "externalDocs": _READING,
        "summary": _by("coverage.md, if the document says what its reference shows"),
        "parent": _by("the resource that the tag's own is inside of"),
        "kind": Meaningless("it orders a menu"),
    },
    "discriminator": {
        "propertyName": _by("how the class of a value is chosen", DISCRIMINATOR),
        "mapping": _by("how the class of a value is chosen"),
        "defaultMapping": _by("the class of every other value"),
    },
    "xml": _whole("xml", Lost(XML)),
    "securityScheme": {
        "type": _by("an argument of the client", SECURITY, AUTHORIZATION),
        "description": _by("README.md"),
        "name": _by("where the credential is sent"),
        "in": _by("where the credential is sent"),
        "scheme": _by("how the credential is written"),
        "bearerFormat": Meaningless("a token is sent as it was given, whatever is in it"),
        "flows": _by("how the client obtains tokens", AUTHORIZATION),
        "openIdConnectUrl": Lost(AUTHORIZATION),
        "oauth2MetadataUrl": Lost(AUTHORIZATION),
        "deprecated": Lost(DEPRECATED),
    },
    "oauthFlows": {
        "implicit": Lost(AUTHORIZATION),
        "clientCredentials": _by("how the client obtains tokens"),
        **dict.fromkeys(REFRESHED, _by("where a refresh token is exchanged", AUTHORIZATION)),
    },
    "oauthFlow": {
        **_whole("oauthFlow", Lost(AUTHORIZATION)),
        "tokenUrl": _by("where tokens are obtained", AUTHORIZATION),
        "refreshUrl": _by("where a refresh token is exchanged", AUTHORIZATION),
    },
    "securityRequirement": {},
    "schema": {
        "title": _TEXT,
        "description": _TEXT,
        "default": _TEXT,
        "deprecated": _TEXT,
        "readOnly": _by("which fields are arguments"),
        "writeOnly": _by("which fields a result must have"),
        "type": _by("types"),
        "format": _by("types"),
        "enum": _by("an enumeration or literal types", KEYWORD),
        **dict.fromkeys(
            (
                *("multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
                *("maxLength", "minLength"),
                *("maxItems", "minItems", "uniqueItems"),
            ),
            _BOUND,
        ),
        "maxProperties": _by("checks of inputs"),
        "minProperties": _by("checks of inputs"),
        "pattern": _by("checks of inputs", PATTERN, KEYWORD),
        "required": _by("which fields have defaults"),
        "properties": _by("fields", KEYWORD),
        "additionalProperties": _by("the type of further fields, or that there are none"),
        "items": _by("the type of items"),
        "allOf": _by("one model with the fields of all"),
        "$ref": _SHARED,
        "anyOf": _by("a union", KEYWORD),
        "oneOf": _by("a union", KEYWORD),
        "not": _CHECKED,
        "nullable": _by("`None` in types"),
        "discriminator": _by("how the class of a value is chosen", DISCRIMINATOR),
        "xml": Lost(XML),
        "externalDocs": _READING,
        "example": _FOR_EXAMPLES,
        "const": _by("a literal type", KEYWORD),
        "examples": _FOR_EXAMPLES,
        "prefixItems": _by("the type of items, and checks of inputs", KEYWORD),
        "contains": _CHECKED,
        "maxContains": _by("checks of inputs"),
        "minContains": _by("checks of inputs"),
        "patternProperties": _CHECKED,
        "dependentRequired": _CHECKED,
        "dependentSchemas": _CHECKED,
        "dependencies": _CHECKED,
        "propertyNames": _CHECKED,
        "if": _CHECKED,
        "then": _by("checks of inputs"),
        "else": _by("checks of inputs"),
        "unevaluatedItems": _CHECKED,
        "unevaluatedProperties": _CHECKED,
        "contentEncoding": _by("types"),
        "contentMediaType": _by("the label of a part"),
        "contentSchema": Lost(KEYWORD),
        "$id": _by("the base of references"),
        "$schema": Lost(DIALECT),
        "$anchor": _SHARED,
        "$dynamicAnchor": _SHARED,
        "$dynamicRef": _SHARED,
        "$vocabulary": Meaningless(
            "it has an effect in meta-schemas only (JSON Schema 2020-12, section 8.1.2)"
        ),
        "$comment": Meaningless(
            "it is for the authors of the document (JSON Schema 2020-12, section 8.3)"
        ),
        "$defs": _SHARED,
        "definitions": _SHARED,
    },
}
"""What becomes of each field. Objects whose fields are keys of the document's own (paths, statuses,
schemes) have none here.
"""

_JSON_TYPE: Final = _by("types")
VALUES: Final[Mapping[tuple[str, str], Mapping[str, Said]]] = {
    ("parameter", "in"): {
        **dict.fromkeys(LOCATIONS, _by("where the value is sent")),
        "querystring": _by("an argument", INEXPRESSIBLE),
    },
    ("parameter", "style"): {style: _by("how it is written") for style in STYLES},
    ("header", "style"): {"simple": Meaningless("there is no other")},
    ("encoding", "style"): dict.fromkeys(styles_in("query", "3.2"), _by("how it is written")),
    ("securityScheme", "type"): {
        "apiKey": _by("an argument of the client"),
        "http": _by("an argument of the client"),
        "mutualTLS": Lost(SECURITY),
        "oauth2": _by("an argument of the client, which takes a token", AUTHORIZATION),
        "openIdConnect": _by("an argument of the client, which takes a token", AUTHORIZATION),
    },
    ("securityScheme", "in"): dict.fromkeys(
        CREDENTIAL_LOCATIONS, _by("where the credential is sent")
    ),
    ("xml", "nodeType"): dict.fromkeys(XML_NODE_TYPES, Lost(XML)),
    ("schema", "type"): dict.fromkeys(
        ("string", "number", "integer", "boolean", "array", "object", "null"), _JSON_TYPE
    ),
}
"""What becomes of each value of the fields for which the specification lists all values."""
