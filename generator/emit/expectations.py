"""What a parameter looks like on the wire: the second opinion that the emitted tests hold against
the runtime.

Written from the OpenAPI Specification 3.1, section "Style Values", for values that are unambiguous
there. `None` is an answer too: that value is not worth an argument about its spelling, so the test
leaves the parameter out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from generator.api.model import JsonValue, MediaType, Parameter, PartEncoding
from generator.document.media_types import takes_json
from templates.runtime.media_types import is_form, is_json, is_label, listed

Pairs = list[tuple[str, str]]
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_NO_BRACKETS = re.compile(r"[^\[\]]*")


def scalar(value: JsonValue) -> str | None:
    """A single value as text; a number whose spelling is anyone's guess is not one: `0.1` has one,
    `1e-7` may be written out.
    """
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
    """The name and value pairs of a query parameter, decoded: `[("id", "1"), ("id", "2")]` of a
    list, `[("where[age]", "3")]` of an object in the style `deepObject`.
    """
    if parameter.content or parameter.allow_reserved:
        return None
    name = parameter.wire
    match parameter.style, value:
        case "form", list() if parameter.explode or len(value) == 1:
            pairs = [(name, scalar(item)) for item in value]
        case "deepObject", dict():
            pairs = [(f"{name}[{key}]", scalar(item)) for key, item in value.items()]
        case "form", bool() | int() | float() | str():
            pairs = [(name, scalar(value))]
        case _:
            return None
    known = [(key, text) for key, text in pairs if text is not None]
    # of an empty list or object nothing is sent by most (see `may_be_refused`)
    return known if known and len(known) == len(pairs) else None


def may_be_refused(parameter: Parameter, value: JsonValue) -> bool:
    """Whether the runtime may say that there is no way to send the value there (`runtime/styles`):
    no text has a comma in a list that commas part, and no object another in it.
    """
    if parameter.content:
        takes_any = is_json(parameter.content) or is_form(parameter.content)
        return not takes_any and scalar(value) is None
    match value:
        case None:
            return True
        case list() | dict():  # an empty one is left out by most (OpenAPI 3.1, "Style Examples")
            return not value or _may_be_refused(value, nests=_is_written_in_pairs(parameter))
        case _:
            return parameter.location == "header" and header_value(parameter, value) is None


def _is_written_in_pairs(parameter: Parameter) -> bool:
    """Whether each value in a list or object is a pair of its own, `id=1&id=2` or `where[age]=3`,
    as against `id=1,2`.
    """
    if parameter.style == "form":
        return parameter.location == "query" and parameter.explode
    return parameter.style == "deepObject"


def form_may_be_refused(media: MediaType, value: JsonValue) -> bool:
    """Whether the runtime may say that there is no way to send the value as this form
    (`runtime/forms`), as it says of what has no names: the text that stands for any value.
    """
    return not isinstance(value, dict) or any(
        _property_may_be_refused(media.encoding(name), item) for name, item in value.items()
    )


def _property_may_be_refused(encoding: PartEncoding, value: JsonValue) -> bool:
    """Whether a property has no way into its form: an object where its media types hold no JSON, or
    null among the items of a list, each of which is a part.
    """
    if encoding.style is not None:
        is_structure = isinstance(value, dict | list)
        return is_structure and _may_be_refused(value, nests=encoding.explode)
    labels = listed(encoding.content_type or "")
    if is_json(next(filter(is_label, labels), "")):
        return False
    items = value if isinstance(value, list) else [value]
    if isinstance(value, list) and None in items:
        return True
    return not takes_json(labels) and any(isinstance(item, dict | list) for item in items)


def _may_be_refused(value: JsonValue, *, nests: bool) -> bool:
    """`nests`: each value is written by itself, and what is in another list or object in brackets.
    Else they are written together, where text may be taken for a delimiter.
    """
    match value:
        case None:
            return True
        case dict():
            allowed = _NO_BRACKETS if nests else _PLAIN
            has_sure_names = all(map(allowed.fullmatch, value))
            return not has_sure_names or _one_may_be_refused([*value.values()], nests=nests)
        case list():
            return _one_may_be_refused(value, nests=nests)
        case _:
            return not nests and _PLAIN.fullmatch(scalar(value) or "") is None


def _one_may_be_refused(inside: Sequence[JsonValue], *, nests: bool) -> bool:
    """Whether one of the values in a list or object may be: of `[[1], [2, 3]]` written together
    nobody knows which list is which, and an empty one has no text.
    """
    structures = [item for item in inside if isinstance(item, list | dict)]
    if not all(structures) or (structures and not nests):
        return True
    return any(_may_be_refused(item, nests=nests) for item in inside)


def header_value(parameter: Parameter, value: JsonValue) -> str | None:
    """The value of a header parameter; none of one that clients change on the way, as they do with
    blanks around it, or refuse, as they do with other than ASCII.
    """
    text = scalar(value)
    if text is None or parameter.content:
        return None
    is_sure = text.isascii() and text.isprintable() and text == text.strip()
    return text if is_sure else None
