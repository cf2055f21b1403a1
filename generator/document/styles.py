"""In which styles the value of a parameter is written, by where it goes, and what holds where a
document says nothing.

Parameter Object, "Fixed Fields for use with `schema`" and "Style Values", in OpenAPI 3.0.4, 3.1.1
and 3.2.0, which adds `cookie`. A property of a form has the styles of a query (Encoding Object,
"Fixed Fields for RFC6570-style Serialization")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

ParameterIn = Literal["path", "query", "querystring", "header", "cookie"]
Style = Literal[
    "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"
]

_STYLES: Final[Mapping[str, tuple[Style, ...]]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "querystring": ("form",),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
LOCATIONS: Final[tuple[ParameterIn, ...]] = ("path", "query", "querystring", "header", "cookie")
EVERY: Final[tuple[Style, ...]] = tuple(
    dict.fromkeys(style for styles in _STYLES.values() for style in styles)
)

SEPARATED: Final = frozenset({"spaceDelimited", "pipeDelimited"})
"""Styles of lists and objects in one text; they are not defined for what is exploded."""

_EXPLODED: Final = frozenset(
    {"form", "cookie", "deepObject"}
)  # of `deepObject` nothing else is defined, whatever its default


def styles_in(location: str, version: str) -> tuple[Style, ...]:
    """The styles of a location, the default first; empty for what is no location. `version`: that
    of the document (`3.1`).
    """
    return tuple(
        style for style in _STYLES.get(location, ()) if style != "cookie" or version >= "3.2"
    )


def default_style(location: str) -> Style:
    """The style of a parameter that names none. KeyError for what is no location."""
    return _STYLES[location][0]


def explodes(style: str) -> bool:
    """Whether a list or an object is one pair for each of its values, where nothing is said of
    `explode`.
    """
    return style in _EXPLODED
