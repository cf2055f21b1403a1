"""Parameters and fields that are more than one plain value: every style of OpenAPI, and values
written in a media type.

The styles are those of the OpenAPI Specification 3.2 ("Style Values"): simple, label and matrix in
paths (RFC 6570, sections
3.2.2, 3.2.5 and 3.2.7), form, spaceDelimited, pipeDelimited and deepObject in queries and forms,
  form and cookie in cookies.
Delimiters of a style are literal where RFC 6570 has them so, and percent-encoded where a URL cannot
hold them (space, pipe, brackets). The rule for what the specification leaves undefined: no two
values of a type are sent alike.

- A delimiter in a value is percent-encoded; where that tells nothing (a space between spaces) or is
  not done (headers), such a value is refused.
- A list or an object in another is written with brackets in queries and forms, `a[0][b]=1`, but for
  a list of single values, which repeats its name; in other places it is refused.
- What RFC 6570 (section 2.3) calls undefined (null, an empty list or object) sends nothing as a
  whole, and is refused inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, quote_plus, unquote

from .media_types import closest, is_form, is_json, is_label, listed
from .operation import Encoding, Parameter
from .plan import COOKIE_SAFE, BodyError, json_text, text
from .values import is_array, is_object

_DEFAULT_STYLE = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
# separators that look the same where they are percent-encoded
_AMBIGUOUS = {"%20": " ", "%7C": "|", ".": "."}
# reserved (RFC 3986, section 2.2), less what ends a value or stands for a space
_IN_QUERY = ":/?[]@!$'()*;"
_IN_PATH = ":@!$&'()*+"
_IN_TEXT = "=&:/?@!$'()*,;"
# cookie-octet (RFC 6265, section 4.1.1), and spaces inside
_COOKIE = re.compile(r"[!#-+\--:<-\[\]-~]+( +[!#-+\--:<-\[\]-~]+)*|")
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

_SINGLE = frozenset({str, int, float, bool})

Escape = Callable[[str], str]
Pairs = list[tuple[str, str]]


def styled(parameter: Parameter, value: Any) -> str | None:
    """What `parameter` sends for `value` (plain JSON data): its part of a path or query, or the
    value of its header or cookie.

    For a query the result is ready to be joined with `&`; `None` is nothing at all. Raises
    `BodyError`."""
    location, style = (
        parameter.location,
        parameter.style or _DEFAULT_STYLE.get(parameter.location, ""),
    )
    explode = (
        parameter.explode
        if parameter.explode is not None
        else style in ("form", "cookie", "deepObject")
    )
    if location == "querystring":
        return _query_string(parameter, value)
    name = quote(parameter.wire, safe="") if location in ("path", "query") else parameter.wire
    is_single = not _is_many(value)
    escape = _escape(location, style, is_single, parameter.allow_reserved)
    if parameter.content is not None:
        encoded = _escape(location, style, True, False)(
            _written(parameter, parameter.content, value)
        )
        return f"{name}={encoded}" if location in ("query", "cookie") else encoded
    if location == "query":
        found = pairs(parameter.wire, value, style, explode, escape)
        own = parameter.wire
        return (
            "&".join(
                [f"{name if key == own else quote(key, safe='')}={words}" for key, words in found]
            )
            or None
        )
    if location == "cookie":
        if not is_single:
            _single_values(value)
        found = pairs(parameter.wire, value, "form", explode, escape)
        return (
            "; ".join(f"{_cookie_name(key, name, style)}={words}" for key, words in found) or None
        )
    if value in ([], {}):
        if location == "header":
            return None
        raise BodyError("must not be empty")
    return _in_path(name, value, style, explode, escape)


def pairs(name: str, value: Any, style: str, explode: bool, escape: Escape) -> Pairs:
    """The name (as it is) and the escaped value of each pair of one query parameter, or of one
    property of a form.
    """
    if value in ([], {}):
        return []
    if is_array(value):
        if explode or style == "deepObject":
            is_plain = all(type(item) in _SINGLE for item in value)
            return (
                [(name, escape(text(item))) for item in value]
                if is_plain
                else list(_nested(name, value, escape))
            )
    elif is_object(value):
        if style == "deepObject":
            return list(_nested(name, value, escape))
        if explode:
            return [pair for key, item in value.items() for pair in _nested(str(key), item, escape)]
    else:
        return [(name, escape(_text(value)))]
    separator = _SEPARATORS.get(style, ",")
    return [(name, _joined(value, unquote(separator) if escape is str else separator, escape))]


def urlencoded(fields: Mapping[str, Any], encodings: tuple[Encoding, ...]) -> str:
    """`application/x-www-form-urlencoded` (WHATWG URL, section 5.2), each property as its Encoding
    Object says.
    """
    found: Pairs = []
    known = {encoding.wire: encoding for encoding in encodings}
    for name, value in fields.items():
        encoding = known.get(name) or Encoding(name)
        if encoding.style is None:
            found += [(name, quote_plus(words)) for words, _ in by_media_type(encoding, value)]
        else:
            found += in_style(encoding, value, quote_plus)
    return "&".join(f"{quote_plus(name)}={words}" for name, words in found)


def in_style(encoding: Encoding, value: Any, escape: Escape) -> Pairs:
    """The pairs of a property that is sent as a query parameter is; raises `BodyError`."""
    if value is None:
        return []
    if encoding.allow_reserved and escape is quote_plus:
        escape = _escape("query", "", not _is_many(value), True)
    try:
        return pairs(encoding.wire, value, encoding.style or "form", encoding.explode, escape)
    except BodyError as error:
        raise BodyError(f"{encoding.wire} {error}") from None


def by_media_type(encoding: Encoding, value: Any) -> list[tuple[str, str | None]]:
    """The text and, where it has one, the media type of each value that a property without a style
    sends.

    That is JSON where the document says so, a value an item for other lists, JSON for objects and
    what is in a list, else text (OpenAPI 3.2, "Encoding Object"). Raises `BodyError` for what the
    documented media types cannot say."""
    labels = listed(encoding.content_type or "")
    first = next(filter(is_label, labels), None)
    if first is not None and is_json(first):
        return [
            (as_json(item), first)
            for item in (value if encoding.each and is_array(value) else [value])
        ]
    if value is None:
        return []
    return [
        _labelled(encoding.wire, item, labels, first)
        for item in (value if is_array(value) else [value])
    ]


def _labelled(
    name: str, value: Any, labels: list[str], first: str | None
) -> tuple[str, str | None]:
    if value is None:
        raise BodyError(f"{name} must not hold null, which a form has no way to say")
    if not _is_many(value):
        return text(value), first or (
            None if not labels or closest(labels, "text/plain") else "application/octet-stream"
        )
    label = next(filter(is_json, filter(is_label, labels)), None)
    if label is None and labels and not closest(labels, "application/json"):
        raise BodyError(
            f"{name} must not be or hold a list or an object, which {', '.join(labels)} cannot say"
        )
    return as_json(value), label or "application/json"


def as_json(value: Any, *, ascii_only: bool = False) -> str:
    try:
        return json_text(value, ascii_only=ascii_only, allow_nan=False)
    except ValueError:
        raise BodyError("must not hold a number that JSON does not have") from None


def _query_string(parameter: Parameter, value: Any) -> str | None:
    """The query as a whole (OpenAPI 3.2): a form is a query as it is, JSON has no delimiters in it,
    text has its own.
    """
    content = parameter.content or ""
    written = _written(parameter, content, value)
    if is_form(content):
        return written or None
    return quote(written, safe="" if is_json(content) else _IN_TEXT) or None


def _written(parameter: Parameter, content: str, value: Any) -> str:
    """A value in the media type of a parameter's `content`; raises `BodyError` for one that the
    media type cannot say.
    """
    if is_json(content):
        return as_json(value, ascii_only=parameter.location == "header")
    if is_form(content):
        if not is_object(value):
            raise BodyError("must be an object")
        return urlencoded(value, parameter.encodings)
    return _text(value, f"{content} cannot say")


def _escape(location: str, style: str, is_single: bool, allow_reserved: bool) -> Escape:
    """What makes a value, or one of several in it, safe in its place."""
    if location == "header":
        return str if is_single else _listed
    if location == "cookie":
        return _as_cookie if style == "cookie" else lambda value: quote(value, safe=COOKIE_SAFE)
    safe = ""
    if allow_reserved and location == "query":
        safe = f"{_IN_QUERY}," if is_single else _IN_QUERY
    elif allow_reserved:
        safe = f"{_IN_PATH},;=" if is_single and style != "matrix" else _IN_PATH
    return lambda value: quote(value, safe=safe)


def _listed(words: str) -> str:
    """An item in a header, whose recipient drops empty ones and the spaces around them (RFC 9110,
    section 5.6.1).
    """
    if not words or words != words.strip(" \t"):
        raise BodyError(
            "must not hold empty text, or text with spaces around it: a list in a header has "
            "no way to say it"
        )
    return words


def _as_cookie(words: str) -> str:
    if not _COOKIE.fullmatch(words):
        raise BodyError(
            "must not hold what a cookie cannot (RFC 6265, section 4.1.1): give it escaped"
        )
    return words


def _cookie_name(key: str, name: str, style: str) -> str:
    if key == name:
        return key
    escaped = key if style == "cookie" else quote(key, safe="")
    if not TOKEN.fullmatch(escaped):
        raise BodyError("must not have a name that is none of a cookie (RFC 6265, section 4.1.1)")
    return escaped


def _text(value: Any, whose: str = "the style has no way to say") -> str:
    """A single value as text; raises `BodyError` for another."""
    if value is None or is_array(value) or is_object(value):
        kind = "null" if value is None else "a list" if is_array(value) else "an object"
        raise BodyError(f"must not be or hold {kind} here, which {whose}")
    return text(value)


def _single_values(value: Any) -> None:
    for item in value.values() if is_object(value) else value:
        _text(item)


def _nested(name: str, value: Any, escape: Escape) -> Iterator[tuple[str, str]]:
    """Pairs named with brackets for what is in the value; a list of single values repeats it."""
    if value in ([], {}):
        raise BodyError(
            "must not hold an empty list or object, which the style has no way to say: leave it out"
        )
    if is_object(value):
        for key, item in value.items():
            if "[" in key or "]" in key:
                raise BodyError(
                    "must not have brackets in a name, which stand for what is in an object"
                )
            yield from _nested(f"{name}[{key}]", item, escape)
    elif is_array(value):
        is_plain = not any(is_array(item) or is_object(item) for item in value)
        for index, item in enumerate(value):
            yield from _nested(name if is_plain else f"{name}[{index}]", item, escape)
    else:
        yield name, escape(_text(value))


def _joined(value: Any, separator: str, escape: Escape) -> str:
    """Items, or names and values in turn, with a separator that none of them holds."""
    parts = [part for member in value.items() for part in member] if is_object(value) else value
    return separator.join(_part(part, separator, escape) for part in parts)


def _part(value: Any, separator: str, escape: Escape) -> str:
    words = _text(value)
    escaped = escape(words)
    literal = _AMBIGUOUS.get(separator)
    if separator in escaped or (literal is not None and literal in words):
        named = {
            " ": "a space",
            ",": "a comma",
            ".": "a dot",
            "|": "a pipe",
            "=": "an equals sign",
        }[literal or separator]
        raise BodyError(f"must not hold {named} inside a value, which separates values here")
    return escaped


def _in_path(name: str, value: Any, style: str, explode: bool, escape: Escape) -> str:
    """A path segment's part, or a header's value (which has the `simple` style and escapes
    nothing).
    """
    lead, joint = {"label": (".", "."), "matrix": (";", ";")}.get(style, ("", ","))
    if explode and is_object(value):
        members = [(_part(key, "=", escape), item) for key, item in value.items()]
        if style == "matrix":
            return "".join(_matrix(key, escape(_text(item))) for key, item in members)
        return lead + joint.join(
            f"{_part(key, joint, str)}={_part(item, joint, escape)}" for key, item in members
        )
    if style != "matrix":
        return lead + (
            _joined(value, joint if explode else ",", escape)
            if _is_many(value)
            else escape(_text(value))
        )
    if explode and is_array(value):
        return "".join(_matrix(name, escape(_text(item))) for item in value)
    return _matrix(name, _joined(value, ",", escape) if _is_many(value) else escape(_text(value)))


def _is_many(value: Any) -> bool:
    return is_array(value) or is_object(value)


def _matrix(name: str, words: str) -> str:
    return f";{name}={words}" if words else f";{name}"
