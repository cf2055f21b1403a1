"""What the API floor reports: things of a valid document that the SDK cannot say in Python, or says
under another name.

A rule with a `loss` is about something that the document says and the SDK does not express;
`generator.api.losses` lists what was found of them by kind and operation, and
`generator.api.expressed` says of every field of the specification which it has. Codes from API020
on are those of fields that nothing in the SDK stands for."""

from __future__ import annotations

from generator.document.diagnostics import Rule

INEXPRESSIBLE = Rule(
    "API001",
    "warning",
    "operation cannot be expressed",
    (
        "The operation is malformed or uses something that has no counterpart in the SDK; the "
        "rest of the document is generated."
    ),
    "Correct the operation, or call it through an HTTP client of your own.",
    loss="operations",
)
RENAMED = Rule(
    "API002",
    "info",
    "name changed",
    (
        "Several names of the document come to one Python name, or one is reserved, so one of "
        "them was changed."
    ),
    "Nothing needs to be done; `x-sdk` on an operation chooses another name.",
)
PATTERN = Rule(
    "API003",
    "warning",
    "pattern not checked",
    (
        "The pattern is not a regular expression that Python can compile, so inputs are not "
        "checked against it."
    ),
    "Rewrite the pattern without features that only other engines have.",
    loss="patterns",
)
SECURITY = Rule(
    "API004",
    "warning",
    "security scheme not supported",
    (
        "The SDK sends API keys and what HTTP's `Authorization` holds; a client's certificate is "
        "given as `ssl_context`, or with the caller's own `http_client`."
    ),
    "Configure the credential on an `ssl_context` or `http_client`, and hand that to the client.",
    loss="security schemes",
)
MEDIA = Rule(
    "API005",
    "info",
    "media type sent as it is",
    (
        "The SDK encodes JSON, forms, multipart and text; a body of another media type is given "
        "and received as bytes or text."
    ),
    "Encode or decode the body yourself.",
    loss="bodies of other media types",
)
SCHEMA = Rule(
    "API006",
    "warning",
    "schema read as any value",
    (
        "The schema uses a keyword, or a combination of schemas, that no Python type says; "
        "values of it are not checked."
    ),
    "Rewrite the schema with plain types, `properties`, `oneOf` or `allOf`.",
    loss="schemas without a type",
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
    (
        "The OpenAPI Specification does not define this style for this place or type; the "
        "default style is used."
    ),
    "Use a style from the table of the Parameter Object.",
    loss="styles that are not defined",
)
EXTENSION = Rule(
    "API009",
    "warning",
    "extension ignored",
    (
        "An `x-` extension of this generator does not have the form that it needs, so it has no "
        "effect."
    ),
    "See CONTRIBUTING for the form.",
    loss="extensions without their form",
)
RESPONSE = Rule(
    "API010",
    "warning",
    "response left out",
    "A response stands under a key that is neither a status code, a range such as `2XX`, nor "
    "`default`; or it has content "
    "though its status is one of those that HTTP forbids content for (204, 205, 304).",
    "Correct the key, or remove the content.",
    loss="responses and contents left out",
)
PART = Rule(
    "API040",
    "warning",
    "part of a form not expressed",
    "A part is to be written in a media type that the SDK does not write; the rest of the form "
    "is sent.",
    "Describe the part as octets (`format: binary`), which are given as a file, or say that its "
    "media type is JSON.",
    loss="parts of forms",
)
FRAGMENT = Rule(
    "API011",
    "info",
    "fragment not sent",
    "What stands behind `#` in a path is never sent (RFC 9110, section 7.1), so operations that "
    "differ in it only are the same "
    "request; it is left out of the address and has no part in the name of the method.",
    "Tell operations apart by method and path; a `#` that the server is to see is written `%23`.",
    loss="fragments of paths",
)
UNTESTED = Rule(
    "API012",
    "warning",
    "operation without an emitted test",
    "No value was found that fits what the operation requires, such as text for a pattern, or "
    "its spelling in a path is beyond "
    "the tests; they leave the operation out, and name it.",
    "Give an example of the parameter or of the body.",
)

WEBHOOK = Rule(
    "API020",
    "info",
    "webhook without a payload",
    "The SDK reads the payload of a webhook where it is JSON; this one has none, or it is of "
    "another media type.",
    "Receive the request with a web framework, and read its body yourself.",
    loss="webhooks",
)
CALLBACK = Rule(
    "API021",
    "info",
    "callback without a payload",
    "The SDK reads the payload of a callback where it is JSON; this one has none, or it is of "
    "another media type.",
    "Receive the request with a web framework, and read its body yourself.",
    loss="callbacks",
)
SIGNATURE = Rule(
    "API060",
    "warning",
    "signature not verified",
    "The SDK verifies Standard Webhooks, and an HMAC by a shared secret or a signature by a key "
    "pair over the body and a timestamp; of what is signed in another way it reads the payload "
    "alone.",
    "Verify the signature yourself, then read the body with `webhooks.parse`.",
    loss="signatures of webhooks",
)
LINK = Rule(
    "API022",
    "info",
    "link not followed",
    (
        "A link says which values of a response are arguments of another operation; no method "
        "takes them from there."
    ),
    "Call the other method with values of the result.",
    loss="links",
)
HEADER = Rule(
    "API023",
    "info",
    "response header given in plain",
    (
        "A header is given as a single value, a list of those, an object of texts, or JSON; a "
        "schema that says more, of fields or of several types, is not applied."
    ),
    "Convert what is inside of it.",
    loss="structures of response headers",
)
SEQUENCE = Rule(
    "API024",
    "info",
    "sequence of items given whole",
    "A method gives the items of one stream that is a success, of server-sent events rather than "
    "of JSON Lines, and takes those of JSON Lines. Any other sequence of items (of an error, a "
    "second stream, a request of server-sent events) is given and taken whole, as text or bytes.",
    "Read it through `with_streaming_response` and take the items apart yourself.",
    loss="sequences of items",
)
PARTS = Rule(
    "API025",
    "info",
    "multipart body given as it is",
    "The SDK writes and reads parts that are the properties of an object, or the items of an "
    "array, and the parts of a part that is an array; it does not write or read inner parts by "
    "their names, those of a form by position or with headers, nor what a document describes as "
    "octets or by a range of media types.",
    "Give or take the body as bytes, and use the package `email` of the standard library.",
    loss="multipart bodies",
)
XML = Rule(
    "API026",
    "info",
    "XML given as text",
    "The SDK neither writes nor reads XML, so `xml` objects of schemas have no effect.",
    "Write or read the text with an XML library.",
    loss="XML bodies",
)
RELATIVE = Rule(
    "API027",
    "warning",
    "relative server",
    "Where the document was published is not known, so an address relative to it leads nowhere.",
    "Give `base_url` to the client; in the document, write the server with its host.",
    loss="relative servers",
)
SERVER = Rule(
    "API028",
    "info",
    "server not used",
    "A caller chooses among servers by their names: those of the document, or what their "
    "descriptions come to.",
    "Name it in the document (`name` in 3.2, else `x-fern-server-name`), or give its address as "
    "`base_url`.",
    loss="servers that cannot be chosen",
)
AUTHORIZATION = Rule(
    "API029",
    "info",
    "token not obtained",
    (
        "The SDK obtains tokens by client credentials, and for a refresh token; it asks nobody to "
        "sign in, and discovers nothing by OpenID Connect."
    ),
    "Obtain the token with a library for OAuth 2, and give it to the client, with its refresh "
    "token where there is one.",
    loss="ways to obtain a token",
)
SCOPES = Rule(
    "API030",
    "info",
    "scopes not asked for",
    (
        "The SDK asks for scopes where it obtains tokens by client credentials; whether a token "
        "that it is given has those of an operation, only the server knows."
    ),
    "Ask for these scopes when you obtain the token.",
    loss="scopes",
)
EXAMPLE = Rule(
    "API031",
    "info",
    "example not used",
    "The example is no data of the document: it stands elsewhere (`externalValue`), or only as "
    "it is written on the wire "
    "(`serializedValue`). The tests of the SDK use others.",
    "Write the example as `value` or `dataValue`.",
    loss="examples",
)
DEPRECATED = Rule(
    "API032",
    "info",
    "deprecation not marked",
    (
        "Methods, parameters and fields that are deprecated are marked so in the SDK; other "
        "things of a document are not."
    ),
    "Say it in the description too.",
    loss="deprecations",
)
DIALECT = Rule(
    "API033",
    "warning",
    "dialect not known",
    (
        "Schemas are read in the dialect of OpenAPI or of JSON Schema 2020-12; in another one a "
        "keyword may mean another thing."
    ),
    "Use the default dialect.",
    loss="dialects of JSON Schema",
)
KEYWORD = Rule(
    "API034",
    "info",
    "keyword without effect",
    "No type says what the keyword asks for, and inputs are not checked against it.",
    "Say it with another keyword if the SDK has to check it.",
    loss="keywords of schemas",
)
DISCRIMINATOR = Rule(
    "API035",
    "info",
    "discriminator without effect",
    "The property does not tell the members apart (one is no object with a name, or has no value "
    "of its own), so a value is "
    "read as the member that it fits best.",
    "List objects under `components/schemas` in `oneOf`, each with its value in `mapping`.",
    loss="discriminators",
)
PARAMETER = Rule(
    "API036",
    "warning",
    "path parameter not in the path",
    "No placeholder of the path has the name of the parameter, so there is no place to write it.",
    "Correct the name, or remove the parameter.",
    loss="parameters",
)
REPEAT = Rule(
    "API046",
    "info",
    "status not repeated",
    "A policy for all operations does not say what each of them does when it is sent twice, so one "
    "that may act twice is not repeated where the server may have acted.",
    "Write the policy at the operation, or `x-sdk: {retry: safe}`, or give it an idempotency key.",
    loss="repeats of calls that may act twice",
)
SAMPLE = Rule(
    "API047",
    "warning",
    "sample that would not run",
    "A sample in Python (`x-codeSamples`) is shown in the reference of the package as it is; it is "
    "no Python, or names what the package does not have.",
    "Correct the sample; `api.md` of the package lists its methods and their arguments.",
)

RULES = (
    INEXPRESSIBLE, RENAMED, PATTERN, SECURITY, MEDIA, SCHEMA, UNDECLARED, STYLE, EXTENSION,
    RESPONSE, FRAGMENT, WEBHOOK, CALLBACK, LINK, HEADER, SEQUENCE, PARTS, XML, RELATIVE, SERVER,
    AUTHORIZATION, SCOPES, EXAMPLE, DEPRECATED, DIALECT, KEYWORD, DISCRIMINATOR, PARAMETER, PART,
    UNTESTED, SIGNATURE,
    REPEAT, SAMPLE,
)  # fmt: skip
