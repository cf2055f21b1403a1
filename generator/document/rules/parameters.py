"""Parameters, headers, and the media types of bodies. OpenAPI Specification 3.1, sections 4.8.12 to
4.8.15 and 4.8.21.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.access import mapping
from generator.document.diagnostics import Effect, Rule
from generator.document.grammar import KINDS
from generator.document.media_types import essence
from generator.document.pointer import escape
from generator.document.rules.composition import either
from generator.document.rules.sites import Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.schema.keywords import types
from generator.document.specification import (
    DELIMITED,
    FORM,
    IGNORED_HEADERS,
    IGNORED_RESPONSE_HEADER,
    MULTIPART,
    TOKEN,
    explodes,
    styles_in,
)


def duplicate_parameters(survey: Survey) -> Iterator[Finding]:
    for site in (*survey.of("pathItem"), *survey.operations):
        first: dict[tuple[str, str], str] = {}
        for parameter in survey.listed(site):
            if parameter.identity in first:
                yield Finding(
                    parameter.pointer,
                    f"{parameter.place} parameter `{parameter.name}` is already declared at "
                    f"`#{first[parameter.identity]}`",
                )
            else:
                first[parameter.identity] = parameter.pointer


def ignored_headers(survey: Survey) -> Iterator[Finding]:
    for parameter in survey.declared:
        name = parameter.name or ""
        if parameter.place == "header" and name.lower() in IGNORED_HEADERS:
            yield Finding(
                parameter.pointer, f"header parameter `{name}` is ignored by the specification"
            )
    for response in survey.of("response"):
        for name in response.object("headers"):
            if name.lower() == IGNORED_RESPONSE_HEADER:
                yield Finding(
                    f"{response.pointer}/headers/{escape(name)}",
                    f"response header `{name}` is ignored by the specification",
                )


def undefined_styles(survey: Survey) -> Iterator[Finding]:
    for parameter in survey.declared:
        node, place = parameter.node, parameter.place or ""
        allowed = styles_in(place, survey.version)
        style = node.get("style", next(iter(allowed), None))
        if not allowed or "schema" not in node or not isinstance(style, str):
            continue
        types = _types(survey, node["schema"])
        if style not in allowed:
            fault = f"; in a {place} it is one of {quoted(sorted(allowed))}"
        elif types and types.isdisjoint(_TAKEN.get(style, types)):
            fault = f", but its type is {either(types)}"
        elif style in DELIMITED and node.get("explode", explodes(style)) is True:
            fault = " with `explode: true`, which is not defined"
        else:
            continue
        yield Finding(parameter.pointer, f"{parameter.called} has the style `{style}`{fault}")


_TAKEN = {"deepObject": {"object"}, **dict.fromkeys(DELIMITED, frozenset({"array", "object"}))}
"""The types that a style is for, where it is not for all."""


def query_strings(survey: Survey) -> Iterator[Finding]:
    """OpenAPI 3.2, section 4.12.2: one parameter has the query as a whole, and no other a part."""
    for operation in survey.operations:
        wholes = survey.parameters(operation, "querystring")
        parts = survey.parameters(operation, "query")
        for each in wholes[0 if parts else 1 :]:
            other = "others take parts of it" if parts else "another one takes it too"
            message = f"`{each.name}` takes the query string as a whole, and {other}"
            yield Finding(each.pointer, message)
        for each in wholes:
            if not mapping(each.node.get("content")):
                message = f"`{each.name}` takes the query string, but has no `content`"
                yield Finding(each.pointer, message)


def _types(survey: Survey, schema: object) -> frozenset[str]:
    """The JSON types that `schema` names, `null` aside; empty when it says nothing."""
    node, _ = survey.resolve(schema)
    return types(node) - {"null"}


def malformed_names(survey: Survey) -> Iterator[Finding]:
    for parameter in survey.declared:
        name, place = parameter.name, parameter.place
        if place in ("header", "cookie") and name is not None and not TOKEN.fullmatch(name):
            yield Finding(parameter.pointer, f"`{name}` cannot be the name of a {place}")
    for header in survey.of("header"):
        if header.field == "headers" and not header.component and not TOKEN.fullmatch(header.key):
            yield Finding(header.pointer, f"`{header.key}` cannot be the name of a header")


def unencodable_forms(survey: Survey) -> Iterator[Finding]:
    for media in survey.of("mediaType"):
        name = essence(media.key)
        if name not in (FORM, MULTIPART) or media.within != "requestBody":
            continue
        types = _types(survey, media.node.get("schema"))
        if types and "object" not in types:
            yield Finding(
                media.pointer,
                f"a `{name}` body has fields, but its schema is of type {either(types)}",
            )


_COMPOSED = frozenset({"allOf", "anyOf", "oneOf", "$ref"})
"""The keywords by which a schema may have further properties."""


def unknown_encodings(survey: Survey) -> Iterator[Finding]:
    for encoding in survey.of("encoding"):
        media = encoding.parent
        if media is None or encoding.field != "encoding" or media.kind != "mediaType":
            continue
        schema = survey.resolved(media.node.get("schema"))
        properties = schema.get("properties")
        is_closed = isinstance(properties, dict) and _COMPOSED.isdisjoint(schema)
        if is_closed and encoding.key not in mapping(properties):
            yield Finding(
                encoding.pointer, f"encoding `{encoding.key}` is for no property of the schema"
            )


def empty_contents(survey: Survey) -> Iterator[Finding]:
    bodies: list[Site] = [*survey.of("requestBody"), *survey.of("response")]
    for body in bodies:
        content = body.node.get("content")
        if content == {}:
            yield Finding(
                f"{body.pointer}/content",
                f"the content of this {KINDS[body.kind].title} lists no media type",
            )


def contents_of_parameters(survey: Survey) -> Iterator[Finding]:
    for site in (*survey.declared, *survey.of("header")):
        content = site.node.get("content")
        if not isinstance(content, dict) or len(content) == 1:
            continue
        label = (
            f"parameter `{site.node.get('name')}`"
            if site.kind == "parameter"
            else f"header `{site.key}`"
        )
        if content:
            message = (
                f"the content of {label} lists {len(content)} media types; the first one holds"
            )
            yield Finding(f"{site.pointer}/content", message, "counted")
        else:
            effect: Effect | None = None if site.kind == "parameter" else "counted"
            yield Finding(
                f"{site.pointer}/content", f"the content of {label} lists no media type", effect
            )


CHECKS = (
    Check(
        Rule(
            "OAS070",
            "error",
            "parameter declared twice",
            "A parameter is named by its name and place; a list has each one once, and an "
            "operation may override its "
            "path item's.",
            "Remove one of the declarations.",
            "refuses",
        ),
        duplicate_parameters,
    ),
    Check(
        Rule(
            "OAS071",
            "warning",
            "header described in the wrong place",
            "`Accept`, `Content-Type` and `Authorization` follow from media types and security "
            "schemes; as headers they are "
            "ignored.",
            (
                "Describe the media types in `content` and the credentials in a security scheme, "
                "and remove the header."
            ),
        ),
        ignored_headers,
    ),
    Check(
        Rule(
            "OAS072",
            "error",
            "style not defined",
            "The specification defines each style for some places and types only (3.1, section "
            "4.8.12.3); others have no "
            "meaning.",
            "Use a style from that table, or describe the value with `content`.",
            "told",
        ),
        undefined_styles,
    ),
    Check(
        Rule(
            "OAS073",
            "error",
            "not the name of a header or cookie",
            "The name of a header or cookie is a token: letters, digits and a few signs, without "
            "spaces (RFC 9110, section "
            "5.6.2).",
            "Correct the name.",
            "told",
        ),
        malformed_names,
    ),
    Check(
        Rule(
            "OAS074",
            "warning",
            "form is not an object",
            (
                "A form is a list of named fields, taken from an object's properties; another "
                "type cannot be encoded as one."
            ),
            "Make the schema an object with the form's fields.",
        ),
        unencodable_forms,
    ),
    Check(
        Rule(
            "OAS075",
            "warning",
            "no media type",
            (
                "Content that lists no media type says neither that there is a body nor that "
                "there is none."
            ),
            "Add a media type, or remove `content`.",
        ),
        empty_contents,
    ),
    Check(
        Rule(
            "OAS076",
            "warning",
            "encoding of no property",
            (
                "An encoding describes how the property of its name is sent; without the "
                "property it has no effect."
            ),
            "Correct the name, or remove the encoding.",
        ),
        unknown_encodings,
    ),
    Check(
        Rule(
            "OAS077",
            "error",
            "content of a parameter or header",
            "The one media type of `content` says how the value is written (specification 3.1, "
            "section 4.8.12.4); without it "
            "nobody knows, with several nobody knows which.",
            "List the one media type, or describe the value with `schema`.",
            "refuses",
        ),
        contents_of_parameters,
    ),
    Check(
        Rule(
            "OAS078",
            "error",
            "query string described twice",
            "A parameter of the place `querystring` is the query as a whole, written in the media "
            "type of its `content`; there is no second one, and no parameter in `query` beside it "
            "(specification 3.2, section 4.12.2).",
            "Describe the query by one `querystring` with `content`, or by parameters in `query`.",
            "told",
        ),
        query_strings,
    ),
)
