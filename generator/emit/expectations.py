"""What a parameter looks like on the wire: the second opinion that the emitted tests hold against the runtime.

Written from the OpenAPI Specification 3.1, section "Style Values", for values that are unambiguous there. `None` is an answer
too: that value is not worth an argument about its spelling, so the test leaves the parameter out.
"""

from __future__ import annotations

from urllib.parse import quote

from generator.api.model import JsonValue, Parameter

Pairs = list[tuple[str, str]]
_SEPARATORS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


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
    """The text in place of `{name}`, percent-encoded but for unreserved characters (RFC 3986, section 2.3)."""
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
            separator = _SEPARATORS.get(parameter.style)
            if len(items) > 1 or separator is None or parameter.style != "form":
                return None
            return [(parameter.wire, items[0])]
        case dict() if value and parameter.style == "deepObject" and all(scalar(item) is not None for item in value.values()):
            return [(f"{parameter.wire}[{name}]", scalar(item) or "") for name, item in value.items()]
        case _:
            return None


def header_value(parameter: Parameter, value: JsonValue) -> str | None:
    """The value of a header parameter."""
    text = scalar(value)
    if text is None or parameter.content or not text.isascii() or not text.isprintable() or text != text.strip():
        return None
    return text
