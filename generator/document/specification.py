"""The constants of the OpenAPI Specification, each with its section: methods, places and styles of
parameters, headers that say nothing, formats, media types.

Section names are those of 3.0.4, 3.1.1 and 3.2.0, which agree; `since` is the version that brought
a word that is not in all of them. Which object has which field is `grammar`'s."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final, Literal

from generator.records import record

# --- Path Item Object, "Fixed Fields"; HTTP (RFC 9110) --------------------------------------------

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
WEBHOOKS: Final = ("webhooks", "x-webhooks")
"""The fields of a document with its webhooks: since OpenAPI 3.1, and as tools have them before."""
OPERATIONS: Final = (*METHODS, "query")
"""The fields of a path item that are an operation; `query` came with OpenAPI 3.2."""
IDEMPOTENT: Final = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"})
"""Methods that may be sent again (RFC 9110, section 9.2.2)."""
WITHOUT_CONTENT: Final = ("204", "205", "304")
"""Final statuses whose answer has no body (RFC 9110, section 15), nor has an answer to HEAD."""
TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What may be a method, or the name of a header or a cookie (RFC 9110, section 5.6.2)."""

# --- Parameter Object, "Fixed Fields", "Style Values" ---------------------------------------------

ParameterIn = Literal["path", "query", "querystring", "header", "cookie"]
Style = Literal[
    "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"
]


@record(frozen=True, slots=True)
class StyleValue:
    """A row of "Style Values". `explode`: whether a list or an object is one pair for each of its
    values where nothing is said of it; `delimiter` stands between the values of what is not."""

    locations: tuple[ParameterIn, ...]
    explode: bool = False
    delimiter: str = ","
    since: str = "3.0"


STYLES: Final[Mapping[Style, StyleValue]] = {
    "simple": StyleValue(("path", "header")),
    "label": StyleValue(("path",)),
    "matrix": StyleValue(("path",)),
    "form": StyleValue(("query", "querystring", "cookie"), explode=True),
    "spaceDelimited": StyleValue(("query",), delimiter=" "),
    "pipeDelimited": StyleValue(("query",), delimiter="|"),
    # nothing else is defined of `deepObject`, whatever the default is by the letter
    "deepObject": StyleValue(("query",), explode=True),
    "cookie": StyleValue(("cookie",), explode=True, since="3.2"),
}
"""In the order in which a location has them: the first is its default."""

LOCATIONS: Final[Mapping[ParameterIn, str]] = {
    "query": "3.0",
    "header": "3.0",
    "path": "3.0",
    "cookie": "3.0",
    "querystring": "3.2",
}
"""Where a parameter may be (`in`), and since which version."""

DELIMITED: Final = frozenset(style for style, row in STYLES.items() if row.delimiter != ",")
"""Styles of lists and objects in one text; they are not defined for what is exploded."""

_STYLES_IN: Final[Mapping[str, tuple[Style, ...]]] = {
    location: tuple(style for style, row in STYLES.items() if location in row.locations)
    for location in LOCATIONS
}


def styles_in(location: str, version: str) -> tuple[Style, ...]:
    """The styles of a location, the default first; empty for what is no location. A property of a
    form has those of a query (Encoding Object, "Fixed Fields for RFC6570-style Serialization").

    `version`: that of the document (`3.1`)."""
    return tuple(style for style in _STYLES_IN.get(location, ()) if STYLES[style].since <= version)


def default_style(location: str) -> Style:
    """The style of a parameter that names none. KeyError for what is no location."""
    return _STYLES_IN[location][0]


def explodes(style: str) -> bool:
    """Whether a list or an object is one pair for each of its values, where nothing is said of
    `explode`; not where the style is none of the specification's.
    """
    return style in _EXPLODED


def delimiter_of(style: str) -> str:
    """What stands between the values of a list or an object in one text, decoded."""
    return _DELIMITERS.get(style, ",")


_DELIMITERS: Final[Mapping[str, str]] = {style: row.delimiter for style, row in STYLES.items()}
_EXPLODED: Final = frozenset(style for style, row in STYLES.items() if row.explode)

# --- Responses Object -----------------------------------------------------------------------------


def successes(statuses: Collection[str]) -> list[str]:
    """The statuses of what a successful call answers: `default` stands for it where none does."""
    found = [each for each in statuses if each[:1] == "2"]
    return found or [each for each in statuses if each == "default"]


# --- headers --------------------------------------------------------------------------------------

IGNORED_HEADERS: Final = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that "SHALL be ignored": others say what stands there (Parameter Object,
"Common Fixed Fields").
"""
IGNORED_RESPONSE_HEADER: Final = "content-type"
"""The one that is ignored among the headers of a response, and of a part (Response Object; Encoding
Object).
"""

# --- Security Scheme Object, "Fixed Fields"; XML Object -------------------------------------------

SECURITY_SCHEMES: Final[Mapping[str, str]] = {
    "apiKey": "3.0",
    "http": "3.0",
    "oauth2": "3.0",
    "openIdConnect": "3.0",
    "mutualTLS": "3.1",
}
"""The types of security schemes, and since which version."""
CREDENTIAL_LOCATIONS: Final = ("query", "header", "cookie")
"""Where an API key may be (`in`)."""


def credential_header(scheme: Mapping[str, Any]) -> str:
    """The header that a Security Scheme Object is sent in, as `Authorization`; empty for none."""
    match scheme.get("type"):
        case "http" | "oauth2" | "openIdConnect":
            return "Authorization"
        case "apiKey" if scheme.get("in") == "header":
            return str(scheme.get("name", "")).title()
    return ""


XML_NODE_TYPES: Final = ("element", "attribute", "text", "cdata", "none")

# --- "Data Type Format"; the OpenAPI Format Registry ----------------------------------------------

INTEGER_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
}
"""The formats that are integers of so many bits, signed: the least and the greatest."""

# --- "Media Types"; Encoding Object, "contentType" ------------------------------------------------

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
TEXT: Final = "text/plain"
OCTETS: Final = "application/octet-stream"
EVENT_STREAM: Final = "text/event-stream"
JSON_SEQUENCES: Final = frozenset(
    {
        "application/jsonl",
        "application/x-jsonl",
        "application/json-lines",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/ndjson",
        "application/x-ndjson",
        "application/json-seq",
    }
)
"""JSON values one after another ("Sequential Media Types"; RFC 7464, ndjson.org, jsonlines.org);
`+json-seq` (RFC 8091) is one too.
"""
