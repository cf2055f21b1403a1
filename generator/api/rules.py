"""What the API floor reports: things of a valid document that the SDK cannot say in Python, or says under another name."""

from __future__ import annotations

from generator.document.diagnostics import Rule

INEXPRESSIBLE = Rule(
    "API001",
    "warning",
    "operation cannot be expressed",
    "The operation is malformed or uses something that has no counterpart in the SDK; the rest of the document is generated.",
    "Correct the operation, or call it through an HTTP client of your own.",
)
RENAMED = Rule(
    "API002",
    "info",
    "name changed",
    "Several names of the document come to one Python name, or one is reserved, so one of them was changed.",
    "Nothing needs to be done; `x-sdk` on an operation chooses another name.",
)
PATTERN = Rule(
    "API003",
    "warning",
    "pattern not checked",
    "The pattern is not a regular expression that Python can compile, so inputs are not checked against it.",
    "Rewrite the pattern without features that only other engines have.",
)
SECURITY = Rule(
    "API004",
    "warning",
    "security scheme not supported",
    "The SDK sends API keys, basic and bearer credentials; other schemes need the caller's own `http_client`.",
    "Configure the credential on an `http_client` and hand that to the client.",
)
MEDIA = Rule(
    "API005",
    "info",
    "media type sent as it is",
    "The SDK encodes JSON, forms, multipart and text; a body of another media type is given and received as bytes or text.",
    "Encode or decode the body yourself.",
)
SCHEMA = Rule(
    "API006",
    "warning",
    "schema read as any value",
    "The schema uses a keyword, or a combination of schemas, that no Python type says; values of it are not checked.",
    "Rewrite the schema with plain types, `properties`, `oneOf` or `allOf`.",
)
UNDECLARED = Rule(
    "API007",
    "warning",
    "path parameter not declared",
    "The path has a placeholder that no parameter declares; the SDK takes it as a required string.",
    "Declare the parameter with `in: path` and `required: true`.",
)
STYLE = Rule(
    "API008",
    "warning",
    "parameter style not defined",
    "The OpenAPI Specification does not define this style for this place or type; the default style is used.",
    "Use a style from the table of the Parameter Object.",
)
EXTENSION = Rule(
    "API009",
    "warning",
    "extension ignored",
    "An `x-` extension of this generator does not have the form that it needs, so it has no effect.",
    "See CONTRIBUTING for the form.",
)
RESPONSE = Rule(
    "API010",
    "warning",
    "response left out",
    "A response stands under a key that is neither a status code, a range such as `2XX`, nor `default`; or it has content "
    "though its status is one of those that HTTP forbids content for (204, 205, 304).",
    "Correct the key, or remove the content.",
)
UNTESTED = Rule(
    "API030",
    "warning",
    "operation without an emitted test",
    "No value was found that fits what the operation requires, such as text for a pattern, or its spelling in a path is beyond "
    "the tests; they leave the operation out, and name it.",
    "Give an example of the parameter or of the body.",
)

RULES = (INEXPRESSIBLE, RENAMED, PATTERN, SECURITY, MEDIA, SCHEMA, UNDECLARED, STYLE, EXTENSION, RESPONSE, UNTESTED)
