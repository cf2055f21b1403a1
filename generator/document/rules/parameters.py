"""Parameters, headers, and the media types of bodies. OpenAPI Specification 3.1, sections 4.8.12 to
4.8.15 and 4.8.21.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.access import mapping
from generator.document.diagnostics import Effect, Rule
from generator.document.grammar import KINDS
from generator.document.media_types import essence
from generator.document.pointer import escape
from generator.document.rules.composition import either
from generator.document.rules.sites import ParameterSite, Site
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
    """Parameters that a list has twice; an operation may declare one of its path item anew."""
    for site in (*survey.of("pathItem"), *survey.operations):
        first: dict[tuple[str, str], str] = {}
        for parameter in survey.listed(site):
            known = first.setdefault(parameter.identity, parameter.pointer)
            if known != parameter.pointer:
                message = f"{parameter.place} parameter `{parameter.name}` is already declared at "
                yield Finding(parameter.pointer, f"{message}`#{known}`")


def ignored_headers(survey: Survey) -> Iterator[Finding]:
    """Header parameters called `Accept`, `Content-Type` or `Authorization`, and the header
    `Content-Type` of a response, which other fields say (Parameter Object, Response Object).
    """
    for parameter in filter(_is_ignored, survey.declared):
        message = f"header parameter `{parameter.name}` is ignored by the specification"
        yield Finding(parameter.pointer, message)
    for response in survey.of("response"):
        for name in filter(_is_content_type, response.object("headers")):
            place = f"{response.pointer}/headers/{escape(name)}"
            yield Finding(place, f"response header `{name}` is ignored by the specification")


def _is_ignored(parameter: ParameterSite) -> bool:
    return parameter.place == "header" and (parameter.name or "").lower() in IGNORED_HEADERS


def _is_content_type(name: str) -> bool:
    return name.lower() == IGNORED_RESPONSE_HEADER


def undefined_styles(survey: Survey) -> Iterator[Finding]:
    """`style: matrix` in a query; `style: deepObject` of a text; `pipeDelimited` with `explode`.
    What is described by `content` has no style.
    """
    for parameter in survey.declared:
        node = parameter.node
        # none of what is no place, as `in: body` of Swagger 2.0
        allowed = styles_in(parameter.place or "", survey.version)
        style = node.get("style", next(iter(allowed), None))
        if allowed and "schema" in node and isinstance(style, str):
            types = _types(survey, node["schema"])
            if fault := _unfit(style, parameter, allowed, types):
                message = f"{parameter.called} has the style `{style}`{fault}"
                yield Finding(parameter.pointer, message)


def _unfit(
    style: str, parameter: ParameterSite, allowed: tuple[str, ...], types: frozenset[str]
) -> str:
    """Why a style is not defined for a parameter of these types, as the end of a sentence; empty
    where it is. `allowed` are the styles of its place.
    """
    if style not in allowed:
        return f"; in a {parameter.place} it is one of {quoted(sorted(allowed))}"
    if types and types.isdisjoint(_TAKEN.get(style, types)):
        return f", but its type is {either(types)}"
    if style in DELIMITED and parameter.node.get("explode", explodes(style)) is True:
        return " with `explode: true`, which is not defined"
    return ""


_TAKEN: Mapping[str, frozenset[str]] = {
    "deepObject": frozenset({"object"}),
    **dict.fromkeys(DELIMITED, frozenset({"array", "object"})),
}
"""The types that a style is for, where it is not for all."""


def query_strings(survey: Survey) -> Iterator[Finding]:
    """OpenAPI 3.2, section 4.12.2: one parameter (`in: querystring`) has the query as a whole, and
    no other a part (`in: query`). How the whole is written is said by its `content`.
    """
    for operation in survey.operations:
        wholes = survey.parameters(operation, "querystring")
        if survey.parameters(operation, "query"):
            others, refused = "others take parts of it", wholes
        else:
            others, refused = "another one takes it too", wholes[1:]
        for each in refused:
            message = f"`{each.name}` takes the query string as a whole, and {others}"
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
    """`X Key` as the name of a header or a cookie."""
    for site, name, what in _sent_names(survey):
        if not TOKEN.fullmatch(name):
            yield Finding(site.pointer, f"`{name}` cannot be the name of a {what}")


def _sent_names(survey: Survey) -> Iterator[tuple[Site, str, str]]:
    """The headers and cookies that are sent by their names, with what they are; headers of
    `components` are sent by the names of what refers to them.
    """
    for parameter in survey.declared:
        match parameter.place, parameter.name:
            case ("header" | "cookie") as place, str(name):
                yield parameter, name, place
    for header in survey.of("header"):
        if header.field == "headers" and not header.component:
            yield header, header.key, "header"


def unencodable_forms(survey: Survey) -> Iterator[Finding]:
    """`multipart/form-data: {schema: {type: array}}` of a request; one that is answered is not
    written by the SDK.
    """
    for media in filter(_is_form, survey.of("mediaType")):
        types = _types(survey, media.node.get("schema"))
        if types and "object" not in types:
            message = f"a `{essence(media.key)}` body has fields, but its schema is of type "
            yield Finding(media.pointer, message + either(types))


def _is_form(media: Site) -> bool:
    return media.within == "requestBody" and essence(media.key) in (FORM, MULTIPART)


_COMPOSED = frozenset({"allOf", "anyOf", "oneOf", "$ref"})
"""The keywords by which a schema may have further properties."""


def unknown_encodings(survey: Survey) -> Iterator[Finding]:
    """`encoding: {foto: …}` where the schema has `photo`; nothing is said where the schema does not
    say which properties there are, or is composed of others.
    """
    for media in survey.having("mediaType", "encoding"):
        known = _all_properties(survey.resolved(media.node.get("schema")))
        if known is None:
            continue
        for name, encoding in media.object("encoding").items():
            if isinstance(encoding, dict) and name not in known:
                message = f"encoding `{name}` is for no property of the schema"
                yield Finding(f"{media.pointer}/encoding/{escape(name)}", message)


def _all_properties(schema: dict[str, Any]) -> dict[str, Any] | None:
    known = schema.get("properties")
    return known if isinstance(known, dict) and _COMPOSED.isdisjoint(schema) else None


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
    """`content` of a parameter or a header with any other number of media types than one."""
    for parameter in survey.declared:
        label = f"parameter `{parameter.node.get('name')}`"
        yield from _wrong_number(parameter, label, of_none=None)
    for header in survey.of("header"):
        yield from _wrong_number(header, f"header `{header.key}`", of_none="counted")


def _wrong_number(site: Site, label: str, of_none: Effect | None) -> Iterator[Finding]:
    """Of several media types the first is taken, which is counted; that there is none has the
    effect `of_none`, of the rule where that is None.
    """
    content, place = site.node.get("content"), f"{site.pointer}/content"
    if content == {}:
        yield Finding(place, f"the content of {label} lists no media type", of_none)
    elif isinstance(content, dict) and len(content) > 1:
        what = f"{len(content)} media types; the first one holds"
        yield Finding(place, f"the content of {label} lists {what}", "counted")


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
