"""The OpenAPI Specification as one table: which object has which field, of which kind, since which
version.

The bundler walks documents by it (a `$ref` in an example is data, in a response it is a reference),
and the schemas that `validate` checks with are made from it. An entry is `field: kind`, where the
kind is an object of this table or a JSON type, `[kind]` a list and `{kind}` a map of it; `!` marks
a required field, `@3.1` the version that brought it, `-3.1` the version that dropped it (OpenAPI
3.0.4, 3.1.1 and 3.2.0, section "Schema"; JSON Schema 2020-12 for the Schema Object)."""

from __future__ import annotations

import re
from typing import Final, Literal

from generator.document.specification import METHODS
from generator.records import record

FieldShape = Literal["one", "list", "map"]


@record(frozen=True, slots=True)
class FixedField:
    kind: str
    shape: FieldShape = "one"
    required: bool = False
    since: str = "3.0"
    until: str = "9"

    def known(self, version: str) -> bool:
        return self.since <= version < self.until


@record(frozen=True, slots=True)
class ObjectKind:
    """`title` as the specification calls it; `open` fields beyond the table are of kind `rest`, or
    refused if that is None.
    """

    title: str
    fields: dict[str, FixedField]
    rest: FixedField | None = None
    extensible: bool = True
    components: str | None = None

    def field(self, name: str) -> FixedField | None:
        """What a field holds: by its name, else as all the rest; nothing is known of extensions."""
        known = self.fields.get(name)
        return self.rest if known is None and not name.startswith("x-") else known

    @property
    def indefinite(self) -> str:
        """The title with its article."""
        return f"{'an' if self.title[0] in 'AEIO' else 'a'} {self.title}"


_SHAPES: Final[dict[str, FieldShape]] = {"": "one", "[": "list", "{": "map"}
_ENTRY = re.compile(r"([\[{]?)(\w+)[\]}]?(!?)(?:@([\d.]+))?(?:-([\d.]+))?")


def _field(entry: str) -> FixedField:
    match = _ENTRY.fullmatch(entry)
    if match is None:
        raise ValueError(entry)
    bracket, kind, required, since, until = match.groups()
    return FixedField(kind, _SHAPES[bracket], bool(required), since or "3.0", until or "9")


def _kind(
    title: str,
    text: str,
    *,
    rest: str | None = None,
    extensible: bool = True,
    components: str | None = None,
) -> ObjectKind:
    """An object by its fields as one line, `name:string! parameters:[parameter] summary:string@3.1`
    (see the top), and by the entry for all that the line does not name.
    """
    entries = (entry.split(":") for entry in text.split())
    fields = {name: _field(entry) for name, entry in entries}
    return ObjectKind(title, fields, _field(rest) if rest else None, extensible, components)


_METHOD_FIELDS = " ".join(f"{method}:operation" for method in METHODS)
_PARAMETER = (
    "description:string required:boolean deprecated:boolean allowEmptyValue:boolean style:string "
    "explode:boolean "
    "allowReserved:boolean schema:schema example:any examples:{example} content:{mediaType}"
)
_SCHEMA = (
    "title:string description:string default:any deprecated:boolean readOnly:boolean "
    "writeOnly:boolean type:any format:string "
    "enum:[any] multipleOf:number maximum:number exclusiveMaximum:any minimum:number "
    "exclusiveMinimum:any maxLength:integer "
    "minLength:integer pattern:string maxItems:integer minItems:integer uniqueItems:boolean "
    "maxProperties:integer "
    "minProperties:integer required:[string] properties:{schema} additionalProperties:schema "
    "items:schema allOf:[schema] "
    "$ref:string anyOf:[schema] oneOf:[schema] not:schema nullable:boolean-3.1 "
    "discriminator:discriminator xml:xml "
    "externalDocs:externalDocs example:any "
    "const:any@3.1 examples:[any]@3.1 prefixItems:[schema]@3.1 contains:schema@3.1 "
    "maxContains:integer@3.1 "
    "minContains:integer@3.1 patternProperties:{schema}@3.1 dependentRequired:{any}@3.1 "
    "dependentSchemas:{schema}@3.1 "
    "dependencies:any@3.1 propertyNames:schema@3.1 if:schema@3.1 then:schema@3.1 else:schema@3.1 "
    "unevaluatedItems:schema@3.1 "
    "unevaluatedProperties:schema@3.1 contentEncoding:string@3.1 contentMediaType:string@3.1 "
    "contentSchema:schema@3.1 "
    "$id:string@3.1 $schema:string@3.1 $anchor:string@3.1 $dynamicAnchor:string@3.1 "
    "$dynamicRef:string@3.1 "
    "$vocabulary:any@3.1 $comment:string@3.1 $defs:{schema}@3.1 definitions:{schema}@3.1"
)

KINDS: Final[dict[str, ObjectKind]] = {
    "document": _kind(
        "OpenAPI Object",
        "openapi:string! info:info! servers:[server] paths:paths components:components "
        "security:[securityRequirement] "
        "tags:[tag] externalDocs:externalDocs webhooks:{pathItem}@3.1 x-webhooks:{pathItem} "
        "jsonSchemaDialect:string@3.1 $self:string@3.2",
    ),
    "info": _kind(
        "Info Object",
        "title:string! description:string termsOfService:string contact:contact license:license "
        "version:string! "
        "summary:string@3.1",
    ),
    "contact": _kind("Contact Object", "name:string url:string email:string"),
    "license": _kind("License Object", "name:string! url:string identifier:string@3.1"),
    "server": _kind(
        "Server Object", "url:string! description:string variables:{serverVariable} name:string@3.2"
    ),
    "serverVariable": _kind(
        "Server Variable Object", "enum:[string] default:string! description:string"
    ),
    "components": _kind(
        "Components Object",
        "schemas:{schema} responses:{response} parameters:{parameter} examples:{example} "
        "requestBodies:{requestBody} "
        "headers:{header} securitySchemes:{securityScheme} links:{link} callbacks:{callback} "
        "pathItems:{pathItem}@3.1 "
        "mediaTypes:{mediaType}@3.2",
    ),
    "paths": _kind("Paths Object", "", rest="pathItem"),
    "pathItem": _kind(
        "Path Item Object",
        f"summary:string description:string {_METHOD_FIELDS} servers:[server] "
        "parameters:[parameter] query:operation@3.2 "
        "additionalOperations:{operation}@3.2",
        components="pathItems",
    ),
    "operation": _kind(
        "Operation Object",
        "tags:[string] summary:string description:string externalDocs:externalDocs "
        "operationId:string parameters:[parameter] "
        "requestBody:requestBody responses:responses callbacks:{callback} deprecated:boolean "
        "security:[securityRequirement] "
        "servers:[server]",
    ),
    "externalDocs": _kind("External Documentation Object", "description:string url:string!"),
    "parameter": _kind(
        "Parameter Object", f"name:string! in:string! {_PARAMETER}", components="parameters"
    ),
    "header": _kind("Header Object", _PARAMETER, components="headers"),
    "requestBody": _kind(
        "Request Body Object",
        "description:string content:{mediaType}! required:boolean",
        components="requestBodies",
    ),
    "mediaType": _kind(
        "Media Type Object",
        "schema:schema example:any examples:{example} encoding:{encoding} itemSchema:schema@3.2 "
        "prefixEncoding:[encoding]@3.2 "
        "itemEncoding:encoding@3.2",
        components="mediaTypes",
    ),
    "encoding": _kind(
        "Encoding Object",
        "contentType:string headers:{header} style:string explode:boolean allowReserved:boolean "
        "encoding:{encoding}@3.2 "
        "prefixEncoding:[encoding]@3.2 itemEncoding:encoding@3.2",
    ),
    "responses": _kind("Responses Object", "", rest="response"),
    "response": _kind(
        "Response Object",
        "description:string headers:{header} content:{mediaType} links:{link} summary:string@3.2",
        components="responses",
    ),
    "callback": _kind("Callback Object", "", rest="pathItem", components="callbacks"),
    "example": _kind(
        "Example Object",
        (
            "summary:string description:string value:any externalValue:string dataValue:any@3.2 "
            "serializedValue:string@3.2"
        ),
        components="examples",
    ),
    "link": _kind(
        "Link Object",
        (
            "operationRef:string operationId:string parameters:{any} requestBody:any "
            "description:string server:server"
        ),
        components="links",
    ),
    "tag": _kind(
        "Tag Object",
        (
            "name:string! description:string externalDocs:externalDocs summary:string@3.2 "
            "parent:string@3.2 kind:string@3.2"
        ),
    ),
    "discriminator": _kind(
        "Discriminator Object", "propertyName:string! mapping:{string} defaultMapping:string@3.2"
    ),
    "xml": _kind(
        "XML Object",
        (
            "name:string namespace:string prefix:string attribute:boolean wrapped:boolean "
            "nodeType:string@3.2"
        ),
    ),
    "securityScheme": _kind(
        "Security Scheme Object",
        "type:string! description:string name:string in:string scheme:string bearerFormat:string "
        "flows:oauthFlows "
        "openIdConnectUrl:string oauth2MetadataUrl:string@3.2 deprecated:boolean@3.2",
        components="securitySchemes",
    ),
    "oauthFlows": _kind(
        "OAuth Flows Object",
        "implicit:oauthFlow password:oauthFlow clientCredentials:oauthFlow "
        "authorizationCode:oauthFlow "
        "deviceAuthorization:oauthFlow@3.2",
    ),
    "oauthFlow": _kind(
        "OAuth Flow Object",
        (
            "authorizationUrl:string tokenUrl:string refreshUrl:string scopes:{string}! "
            "deviceAuthorizationUrl:string@3.2"
        ),
    ),
    "securityRequirement": _kind(
        "Security Requirement Object", "", rest="[string]", extensible=False
    ),
    "schema": _kind("Schema Object", _SCHEMA, components="schemas"),
}
"""Every object that can stand in a document. `components` names the map under `components` that a
shared one is kept in; exactly these can be replaced by a Reference Object."""
