"""The scalars of YAML as `yaml_lines` reads them, and lines that hold nothing else.

`Otherwise` is raised for all that is not read line by line."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from sys import intern
from typing import Any, Final, NamedTuple

from generator.document.reading import MAX_DIGITS

_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
KEY = rf"({_FIRST}[^\s:#]*)|'([^'\n]+)'"
_VALUE = rf"(?:({_FIRST}[^:#]*(?:(?<! )#[^:#]*)*)|'([^']*)')"
_SIMPLE = re.compile(
    rf"( *)((?:- )?)(?:(?:{KEY}):(?: +{_VALUE})?|(?<=- ){_VALUE})"
)  # a key, an item, or both, on one line
_FOLD = re.compile(r"(?<! ) *\n( *\n)* *")
_ESCAPE = re.compile(
    # or what goes on in the next line:
    r"\\(?:(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\n *(?![ \n])|[^\n])"
    r"|(?:(?<! )|(?<=\\ )) *\n( *\n)* *|\\"
)
_ESCAPES: Final = dict(
    zip('0abtnvfre "/\\N_LP', '\0\a\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True)
)
_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MOST_KNOWN: Final = 8_192
"""Lines that are kept, as the files of a document have many in common."""
_STARTS_NUMBER: Final = frozenset("0123456789+-.")
_STATUS = re.compile(r"[1-9][0-9]*(?:XX)?")
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_OTHER_NUMBER = re.compile(r"0[ox]|[-+]?\.(?:inf|nan)", re.IGNORECASE)


class Otherwise(Exception):  # noqa: N818 - no error: the text is of the other kind
    pass


class SimpleLine(NamedTuple):
    """A line by itself. Its columns: where it starts, its key (or that of an item), its value, or
    where none is.
    """

    column: int
    dash: bool
    key_at: int
    key: str | None
    value: Any
    plain: str | None
    value_at: int
    empty: bool


@lru_cache(maxsize=_MOST_KNOWN)
def simple_line(line: str) -> SimpleLine | None:
    """The line if it is a key, an item, or both, with a scalar or with nothing; `None` if it is
    anything else: `type: string`, `- 'a b'`, `- name: id`, `schema:`.
    """
    found = _SIMPLE.fullmatch(line)
    if found is None:
        return None
    # of the last four, values behind a key and of an item without one, there is one at most
    spaces, dash, plain_key, quoted_key, plain, quoted, plain_item, quoted_item = found.groups()
    if plain_key is not None and not is_plain_key(plain_key):
        return None
    key, text = plain_key or quoted_key, plain or plain_item
    key = key and intern(key)
    column, key_at, is_item = len(spaces), len(spaces) + len(dash), dash != ""
    if text is not None:
        text, start = text.rstrip(" "), max(found.start(5), found.start(7))
        return SimpleLine(column, is_item, key_at, key, plain_value(text), text, start, False)
    value = quoted_item if quoted is None else quoted
    is_empty = value is None
    # the line ends behind the colon, or behind a text in quotes, which starts at the first of them
    start = len(line) if is_empty else len(line) - len(value) - 2
    return SimpleLine(column, is_item, key_at, key, value, None, start, is_empty)


def plain_value(text: str) -> Any:
    """What a plain scalar stands for."""
    return _number_or(text) if text[0] in _STARTS_NUMBER else _CONSTANTS.get(text, text)


def folded(text: str) -> str:
    """A quoted text, with its lines folded: a break is a space, each further one is kept."""
    if "\n" not in text:
        return text
    return _FOLD.sub(lambda match: "\n" * (match[0].count("\n") - 1) or " ", text)


def unescaped(content: str) -> str:
    """A scalar in double quotes: its escapes (YAML 1.2, section 5.7), with its lines folded."""
    return _ESCAPE.sub(_meaning, content) if "\\" in content else folded(content)


def _meaning(found: re.Match[str]) -> str:
    """What an escape or a fold stands for; a break behind a backslash is none. A backslash by
    itself, at the end of a line that empty ones follow, is not read here.
    """
    written = found[0]
    if written[0] != "\\":
        return "\n" * (written.count("\n") - 1) or " "
    if found[1] is not None:
        return _character(int(found[1][1:], 16))
    if written[1:2] == "\n":
        return ""
    if written[1:] not in _ESCAPES:
        raise Otherwise
    return _ESCAPES[written[1:]]


def _character(code: int) -> str:
    """A character by its number; halves of surrogate pairs are none."""
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        raise Otherwise
    return chr(code)


def is_plain_key(name: str) -> bool:
    """Whether a key without quotes is the same text to every reader."""
    if name[0] in _STARTS_NUMBER:
        return _STATUS.fullmatch(name) is not None
    return name not in _CONSTANTS and name != "<<"


def _number_or(text: str) -> Any:
    """What a plain scalar is that starts as a number does: `1.0.0` is text. One that is written in
    another base, or is beyond what can be read, is left to the reader that can tell of it.
    """
    if _INT.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise Otherwise
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise Otherwise
        return number
    if _OTHER_NUMBER.match(text):
        raise Otherwise
    return text


def paragraphs(lines: list[str]) -> str:
    """A folded scalar: lines are joined by spaces, and empty ones are the breaks between. Lines
    that are further in than the first keep their breaks, and are not read here.
    """
    found, breaks = lines[0], 0
    for line in lines[1:]:
        if line[:1] == " ":
            raise Otherwise
        if line:
            found += ("\n" * breaks or " ") + line
            breaks = 0
        else:
            breaks += 1
    return found
