"""Which fields of a document an SDK is not made from: what is wrong with their values changes
nothing that a caller can do.

Everything else is read: a value of the wrong kind there takes an operation, a parameter, a body or
a type away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.document.diagnostics import Effect
from generator.document.grammar import KINDS
from generator.document.specification import METHODS

_NOTES: Final = frozenset(
    {"summary", "description", "externalDocs", "example", "examples", "deprecated"}
)
_BY_KIND: Final[dict[str, frozenset[str]]] = {
    "document": frozenset({"tags", "jsonSchemaDialect"}),
    "info": frozenset({"version", "termsOfService", "contact", "license"}),
    "components": frozenset({"links"}),
    "parameter": frozenset({"allowEmptyValue"}),
    "header": frozenset(KINDS["header"].fields),
    "response": frozenset({"links"}),
    "securityScheme": frozenset({"bearerFormat", "flows", "openIdConnectUrl", "oauth2MetadataUrl"}),
    "server": frozenset({"name"}),
    "schema": frozenset({"title", "xml", "$schema", "$comment", "$vocabulary"}),
    "mediaType": frozenset(),
    "tag": frozenset(KINDS["tag"].fields),
}
_UNREAD_KINDS: Final = ("example", "link", "externalDocs", "xml", "tag", "contact", "license")


def _unread(name: str) -> frozenset[str]:
    """The fields of an object of the grammar that are not read. In `components` they are the names
    of its sections.
    """
    notes = frozenset[str]() if name == "components" else _NOTES
    fields = KINDS[name].fields
    unread = [field for field, spec in fields.items() if spec.kind in _UNREAD_KINDS]
    return frozenset(unread) | (fields.keys() & (_BY_KIND.get(name, frozenset()) | notes))


_UNREAD: Final = {name: _unread(name) for name in KINDS}
_OPTIONAL: Final = frozenset(
    {
        ("operation", "responses"),
        ("securityScheme", "flows"),
        ("securityScheme", "openIdConnectUrl"),
    }
)
"""Required fields without which the object can be read: an operation without `responses` gives
nothing back, as since 3.1.
"""

LOSSES: Final[dict[str, frozenset[str]]] = {
    "document": frozenset({"paths", "components", "security", "servers"}),
    "components": frozenset(KINDS["components"].fields) - _BY_KIND["components"] - _NOTES,
    "pathItem": frozenset({*METHODS, "parameters", "servers", "additionalOperations"}),
    "operation": frozenset(
        {"parameters", "requestBody", "responses", "security", "servers", "operationId"}
    ),
    "parameter": frozenset({"schema", "content", "required", "style", "explode"}),
    "requestBody": frozenset({"content", "required"}),
    "response": frozenset({"content"}),
    "mediaType": frozenset({"schema", "encoding", "itemSchema"}),
    "schema": frozenset(
        {
            "type",
            "properties",
            "items",
            "required",
            "enum",
            "allOf",
            "anyOf",
            "oneOf",
            "additionalProperties",
            "$ref",
        }
    ),
    "securityScheme": frozenset({"type", "scheme", "in", "name"}),
}
"""Fields that carry what a caller sends, gets or calls: one that stands there under a wrong name,
or a level too high or too low, is lost."""


def effect_of(section: str) -> Effect | None:
    """What a reference to nothing is to a command, by the section of `components` it should lead
    to; None: as its row says.
    """
    return "counted" if section in ("examples", "links") else None


def is_read(pointer: Iterable[str | int]) -> bool:
    """Whether an SDK is made from what stands at `pointer` (tokens) of a bundled document: it is
    from `("paths", "/pets", "get", "parameters", 0, "name")`, but not from `("info", "contact")`.
    """
    kind, shape = "document", "one"
    for token in map(str, pointer):
        if kind not in KINDS:
            return True
        if shape != "one":  # the token is a name in a map, or a number in a list
            shape = "one"
            continue
        if token in _UNREAD[kind]:
            return False
        field = KINDS[kind].field(token)
        if field is None:
            # an extension is not read; but a security scheme may be called `x-key`
            return not token.startswith("x-") or kind == "securityRequirement"
        kind, shape = field.kind, field.shape
    return True


def is_needed(kind: str, field: str) -> bool:
    """Whether an object of `kind` cannot be read without its required `field`."""
    return (kind, field) not in _OPTIONAL
