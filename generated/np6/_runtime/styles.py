"""Parameters that are more than one plain value: every style of OpenAPI, and values sent as JSON.

The styles are those of the OpenAPI Specification 3.1 ("Style Values"): simple, label and matrix in paths (RFC 6570, sections
3.2.2, 3.2.5 and 3.2.7), form, spaceDelimited, pipeDelimited and deepObject in queries. Delimiters of a style are literal where
RFC 6570 has them so, and percent-encoded where a URL cannot hold them (space, pipe, brackets).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from .model import is_array, is_object
from .operation import Parameter
from .plan import COOKIE_SAFE, text

_RESERVED = ":/?#[]@!$&'()*+,;="
_DEFAULT_STYLE = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


def styled(parameter: Parameter, value: Any) -> str | None:
    """What `parameter` sends for `value` (plain JSON data): its part of a path or query, or the value of its header or cookie.

    For a query the result is ready to be joined with `&`; `None` is nothing at all.
    """
    location, style = parameter.location, parameter.style or _DEFAULT_STYLE[parameter.location]
    explode = parameter.explode if parameter.explode is not None else style == "form"
    escape = _escape(location, parameter.allow_reserved)
    name = quote(parameter.wire, safe="") if location in ("path", "query") else parameter.wire
    if parameter.content is not None:
        encoded = escape(json.dumps(value, separators=(",", ":"), ensure_ascii=False))
        return f"{name}={encoded}" if location in ("query", "cookie") else encoded
    if location == "query":
        return "&".join(pairs(name, value, style, explode, escape)) if value not in ([], {}) else None
    if location == "cookie":
        return "; ".join(pairs(name, value, "form", explode, escape)) if value not in ([], {}) else None
    return _in_path(name, value, style, explode, escape)


def pairs(name: str, value: Any, style: str, explode: bool, escape: Callable[[str], str]) -> list[str]:
    """`name=value` pairs of one query parameter, or of one property of a form."""
    if is_array(value):
        items = [escape(text(item)) for item in value if item is not None]
        if explode and style in ("form", "deepObject"):
            return [f"{name}={item}" for item in items]
        return [f"{name}={_separator(style).join(items)}"]
    if is_object(value):
        if style == "deepObject":
            return _deep(name, value, escape)
        members = [(escape(str(key)), escape(text(item))) for key, item in value.items() if item is not None]
        if explode:
            return [f"{key}={item}" for key, item in members]
        return [f"{name}={_separator(style).join(part for member in members for part in member)}"]
    return [f"{name}={escape(text(value))}"]


def _deep(name: str, value: Any, escape: Callable[[str], str]) -> list[str]:
    if is_object(value):
        return [pair for key, item in value.items() for pair in _deep(f"{name}%5B{quote(str(key), safe='')}%5D", item, escape)]
    if is_array(value):
        return [pair for item in value for pair in _deep(name, item, escape)]
    return [] if value is None else [f"{name}={escape(text(value))}"]


def _separator(style: str) -> str:
    return {"spaceDelimited": "%20", "pipeDelimited": "%7C"}.get(style, ",")


def _in_path(name: str, value: Any, style: str, explode: bool, escape: Callable[[str], str]) -> str:
    """A path segment's part, or a header's value (which has the `simple` style and escapes nothing)."""
    prefix, joint = {"label": (".", "."), "matrix": (";", ";")}.get(style, ("", ","))
    inner = joint if explode else ","
    if is_array(value):
        items = [escape(text(item)) for item in value if item is not None]
        if style == "matrix":
            return "".join(f";{name}={item}" for item in items) if explode else f";{name}={','.join(items)}"
        return prefix + inner.join(items)
    if is_object(value):
        members = [(escape(str(key)), escape(text(item))) for key, item in value.items() if item is not None]
        if explode:
            return prefix + joint.join(f"{key}={item}" for key, item in members)
        joined = ",".join(part for member in members for part in member)
        return f";{name}={joined}" if style == "matrix" else prefix + joined
    single = escape(text(value))
    if style == "matrix":
        return f";{name}={single}" if single else f";{name}"
    return prefix + single


def _escape(location: str, allow_reserved: bool) -> Callable[[str], str]:
    if location == "header":
        return str
    if location == "cookie":
        return lambda value: quote(value, safe=COOKIE_SAFE)
    safe = _RESERVED.translate(str.maketrans("", "", "&=+#")) if allow_reserved and location == "query" else ""
    return lambda value: quote(value, safe=safe)
