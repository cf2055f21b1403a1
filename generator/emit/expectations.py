"""What a parameter looks like on the wire: the second opinion that the emitted tests hold against
the runtime.

Written from the OpenAPI Specification 3.1, section "Style Values", for values that are unambiguous
there. `None` is an answer too: that value is not worth an argument about its spelling, so the test
leaves the parameter out."""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.api.model import JsonValue, MediaType, Parameter, PartEncoding
from generator.document.specification import JSON
from templates.runtime.media_types import closest, is_form, is_json, is_label, listed

Pairs = list[tuple[str, str]]
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def scalar(value: JsonValue) -> str | None:
    """A single value as text; a number whose spelling is anyone's guess is not one."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | str():
            return str(value)
        case float() if value == int(value * 1000) / 1000:
            return repr(value)
        case _:
            return None


def path_segment(parameter: Parameter, value: JsonValue) -> str | None:
    """The text in place of `{name}`, percent-encoded but for unreserved characters (RFC 3986,
    section 2.3).
    """
    text = scalar(value)
    if text is None or parameter.style != "simple" or parameter.content or parameter.allow_reserved:
        return None
    return quote(text, safe="-._~")


def query_pairs(parameter: Parameter, value: JsonValue) -> Pairs | None:
    """The name and value pairs of a query parameter, decoded."""
    if parameter.content or parameter.allow_reserved:
        return None
    single = scalar(value)
    if single is not None:
        return [(parameter.wire, single)] if parameter.style == "form" else None
    match value:
        case list() if value and all(scalar(item) is not None for item in value):
            items = [scalar(item) or "" for item in value]
            if parameter.style == "form" and parameter.explode:
                return [(parameter.wire, item) for item in items]
            if len(items) > 1 or parameter.style != "form":
                return None
            return [(parameter.wire, items[0])]
        case dict() if (
            value
            and parameter.style == "deepObject"
            and all(scalar(item) is not None for item in value.values())
        ):
            return [
                (f"{parameter.wire}[{name}]", scalar(item) or "") for name, item in value.items()
            ]
        case _:
            return None


def may_be_refused(parameter: Parameter, value: JsonValue) -> bool:
    """Whether the runtime may say that there is no way to send
    the value there (`runtime/styles`).
    """
    if parameter.content:
        return (
            not (is_json(parameter.content) or is_form(parameter.content)) and scalar(value) is None
        )
    if value in ([], {}):  # which most styles leave out (OpenAPI 3.1, section "Style Examples")
        return True
    if not isinstance(value, dict | list):
        return value is None or (
            parameter.location == "header" and header_value(parameter, value) is None
        )
    brackets = parameter.style == "deepObject" or (
        parameter.explode and parameter.location == "query"
    )
    return _may_be_refused(
        value,
        brackets=brackets,
        delimited=not (brackets and parameter.style in ("form", "deepObject")),
    )


def form_may_be_refused(media: MediaType, value: JsonValue) -> bool:
    """Whether the runtime may say that there is no way to send the value as this form
    (`runtime/forms`).
    """
    encodings = {part.wire: part for part in media.encodings}
    return isinstance(value, dict) and any(
        _property_may_be_refused(encodings.get(name) or PartEncoding(name), item)
        for name, item in value.items()
    )


def _property_may_be_refused(encoding: PartEncoding, value: JsonValue) -> bool:
    items = value if isinstance(value, list) else [value]
    if encoding.style is not None:
        brackets = encoding.style == "deepObject" or encoding.explode
        return isinstance(value, dict | list) and _may_be_refused(
            value, brackets=brackets, delimited=not encoding.explode
        )
    labels = listed(encoding.content_type or "")
    if is_json(next(filter(is_label, labels), "")):
        return False
    structured = any(isinstance(item, dict | list) for item in items)
    takes_json = not labels or any(map(is_json, labels)) or closest(labels, JSON) is not None
    return (isinstance(value, list) and None in items) or (structured and not takes_json)


def _may_be_refused(value: JsonValue, *, brackets: bool, delimited: bool) -> bool:
    """`brackets`: what is in another list or object can be said; `delimited`: text may be taken for
    a delimiter.
    """
    inside = (
        list(value.values())
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else []
    )
    names = list(value) if isinstance(value, dict) else []
    if any(item in (None, [], {}) for item in inside) or any(
        "[" in name or "]" in name for name in names
    ):
        return True
    if delimited and not all(
        _PLAIN.fullmatch(text) for text in (*names, *(scalar(item) or "" for item in inside))
    ):
        return True
    nested = [item for item in inside if isinstance(item, dict | list)]
    return bool(nested) and (
        not brackets
        or any(_may_be_refused(item, brackets=True, delimited=delimited) for item in nested)
    )


def header_value(parameter: Parameter, value: JsonValue) -> str | None:
    """The value of a header parameter."""
    text = scalar(value)
    if (
        text is None
        or parameter.content
        or not text.isascii()
        or not text.isprintable()
        or text != text.strip()
    ):
        return None
    return text
