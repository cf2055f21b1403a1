"""A value as the line of a header: in the style `simple` (OpenAPI 3.1, section 4.8.12), or as JSON
where the document says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.document.access import mapping
from generator.document.specification import IGNORED_RESPONSE_HEADER

_FRAMING = frozenset(
    {IGNORED_RESPONSE_HEADER, "content-encoding", "content-length", "transfer-encoding"}
)


def says_how_it_is_framed(name: str) -> bool:
    """Whether a header is about the body that it comes with, which whoever answers has made."""
    return name.lower() in _FRAMING


def is_shown(spec: Mapping[str, Any]) -> bool:
    """Whether an answer that is made up has the header that a Header Object describes: it is
    required, or has an example. The rest may be absent, and is.
    """
    media = [spec, *mapping(spec.get("content")).values()]
    return spec.get("required") is True or any(
        not mapping(each).keys().isdisjoint(("example", "examples")) for each in media
    )


def header_line(spec: Mapping[str, Any], value: object) -> str:
    """The value of a header that a Header Object describes, as text: of `["a", 1]` it is `a,1`, of
    `{"R": 100}` it is `R,100`, and `R=100` where it is exploded. With `content` it is JSON.
    """
    if "content" in spec:
        return json.dumps(value)
    match value:
        case list():
            return ",".join(map(_plain, value))
        case dict():
            joint = "=" if spec.get("explode") is True else ","
            return ",".join(f"{name}{joint}{_plain(item)}" for name, item in value.items())
        case _:
            return _plain(value)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
