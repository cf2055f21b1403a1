"""Regular expressions of a document (ECMA-262, as JSON Schema asks) as Python writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

_ESCAPES: Final = {
    r"\/": "/",
    r"\-": r"\-",
    r"\d": "[0-9]",
    r"\D": "[^0-9]",
    r"\w": "[A-Za-z0-9_]",
    r"\W": "[^A-Za-z0-9_]",
}
_ESCAPES_IN_CLASS: Final = {r"\/": "/", r"\d": "0-9", r"\w": "A-Za-z0-9_"}
_EMPTY_CLASSES: Final = {"[]": "(?!)", "[^]": r"[\s\S]"}
"""Nothing, and anything (ECMA-262, section 22.2.1)."""
_TOKEN: Final = re.compile(
    r"(?P<code>\\u\{[0-9A-Fa-f]+\})|(?P<reference>\\k<\w+>)|(?P<control>\\c[A-Za-z])"
    r"|(?P<escape>\\.)|(?P<group>\(\?<(?![=!]))|(?P<class>\[\^?\]?)|(?P<other>.)",
    re.DOTALL,
)
_SAME_ANYWHERE: Final[Mapping[str | None, Callable[[str], str]]] = {
    "code": lambda token: re.escape(chr(int(token[3:-1], 16))),
    "reference": lambda token: f"(?P={token[3:-1]})",
    "control": lambda token: f"\\x{ord(token[2].upper()) - 64:02x}",
}


def translate(pattern: str) -> str | None:
    """`pattern` for Python's `re.search`, or None where Python has no such expression.

    Differences that are seen to: named groups, `$` (the very end), `\\d` and `\\w` (ASCII), `\\/`,
    `\\u{…}`, control escapes, empty classes."""
    try:
        text = "".join(_tokens(pattern))
        re.compile(text)
    except (re.error, ValueError, OverflowError, RecursionError):
        return None
    return text


def _tokens(pattern: str) -> Iterator[str]:
    """The parts of a pattern as Python writes them: `[0-9]` of `\\d`, `[0-9a]` of `[\\da]`, and
    `\\Z` of `$`. A sign may say something else in a class, as `$` is a dollar in `[$]`.
    """
    in_class = False
    for found in _TOKEN.finditer(pattern):
        token, kind = found[0], found.lastgroup
        if kind in _SAME_ANYWHERE:
            yield _SAME_ANYWHERE[kind](token)
        elif in_class:
            in_class = kind == "escape" or not token.endswith("]")
            # a bracket in a class is itself, of which Python is not sure
            yield f"\\{token}" if kind == "class" else _ESCAPES_IN_CLASS.get(token, token)
        else:
            in_class = kind == "class" and token not in _EMPTY_CLASSES
            yield _OUTSIDE_CLASS.get(token, token)


_OUTSIDE_CLASS: Final = {**_ESCAPES, **_EMPTY_CLASSES, "$": r"\Z", "(?<": "(?P<"}
