"""A text that matches a regular expression (ECMA-262, as in JSON Schema's `pattern`), the same one
every time.

Reads what patterns in API documents are made of: literals, escapes, classes, groups, alternatives,
repetition. Assertions are passed over, so the result is a proposal to be checked; `None` where the
pattern goes beyond this."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import jsonschema_rs

_MEANT = {"^": "", "$": "", ".": "a"}  # by what stands alone; any other character is itself
_ESCAPED = {
    **{"b": "", "B": "", "d": "0", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a"},
    **{"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"},
}
_PROPERTIES = {"Lu": "A", "N": "0", "Nd": "0", "P": "-", "Z": " ", "S": "+"}  # `\p{…}`; else "a"
_ENDLESS = float("inf")
_REPEATED = {"*": (0, _ENDLESS), "+": (1, _ENDLESS), "?": (0, 1.0)}
_BRACES = re.compile(r"\{(\d+)(,?)(\d*)\}")
_GROUP = re.compile(r"\?(?:(?P<assertion><?[=!])|:|P?<[^>]*>)|(?!\?)")
"""How a group begins: `(?=`, `(?<!`, `(?:`, `(?<year>` (`(?P<year>` in Python), or with nothing."""
_CANDIDATES = "a0A- _./:@+#,=%&"
_LIMIT = 2000


class _BeyondError(Exception):
    """The pattern uses something that is not read here."""


def text_for(pattern: str, minimum: int = 0) -> str | None:
    """A string of at least `minimum` characters, if repetitions allow, that `pattern` finds a match
    in: first without what may be left out, as `a*` may, then with as much of it as that takes.
    """
    judge = _judge(pattern)
    if judge is None:
        return None
    for extra in (0, max(minimum, 1)):
        try:
            text = _PatternReader(pattern, extra).read()
        except (_BeyondError, IndexError, ValueError, RecursionError):
            return None
        if judge(text) and len(text) >= minimum:
            return text
    return None


def compiles(pattern: str) -> bool:
    """Whether the validator can use a `pattern`; one that it cannot is ignored, as an unknown
    format is.
    """
    return _judge(pattern) is not None


@lru_cache(maxsize=1024)
def _judge(pattern: str) -> Callable[[str], bool] | None:
    try:
        validator = jsonschema_rs.Draft202012Validator({"pattern": pattern}, offline=True)
    except ValueError:
        return None
    return validator.is_valid


class _PatternReader:
    """Recursive descent over a pattern; each method reads one construct and returns a text for it.

    `extra` is how often a repetition without an upper bound is taken beyond its minimum.
    """

    def __init__(self, pattern: str, extra: int) -> None:
        self._pattern = pattern
        self._at = 0
        self._extra = min(extra, _LIMIT)

    def read(self) -> str:
        text = self._alternatives()
        if self._at < len(self._pattern):
            raise _BeyondError
        return text

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        character = self._pattern[self._at]
        self._at += 1
        return character

    def _skip(self, text: str) -> bool:
        if self._pattern.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def _alternatives(self) -> str:
        first = self._sequence()
        while self._skip("|"):
            other = self._sequence()
            first = first or other
        return first

    def _sequence(self) -> str:
        parts: list[str] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return "".join(parts)

    def _repeated(self, text: str) -> str:
        """The text as often as what follows it says: `*`, `{2}`, `{2,}`, `{2,5}?`; once if that is
        nothing of the kind.
        """
        if bounds := _REPEATED.get(self._peek()):
            self._at += 1
        elif match := _BRACES.match(self._pattern, self._at):
            self._at = match.end()
            low, comma, high = match.groups()
            bounds = int(low), float(high or (_ENDLESS if comma else low))
        else:
            return text
        self._skip("?")
        least, most = bounds
        times = int(min(max(least, self._extra), most))
        if times * len(text) > _LIMIT * 10:
            raise _BeyondError
        return text * times

    def _atom(self) -> str:
        """A text for what a repetition may follow."""
        match self._take():
            case "(":
                return self._group()
            case "[":
                return self._set()
            case "\\":
                return self._escape()
            case character:
                return _MEANT.get(character, character)

    def _group(self) -> str:
        """A text for what stands in parentheses; an assertion takes none. What it asserts is tried
        with the whole text at the end.
        """
        head = _GROUP.match(self._pattern, self._at)
        if head is None:
            raise _BeyondError
        self._at = head.end()
        text = self._alternatives()
        if self._take() != ")":
            raise _BeyondError
        return "" if head["assertion"] else text

    def _escape(self) -> str:
        """A text for what a backslash begins: `\\d`, `\\p{Lu}`, `\\u00e9`."""
        match self._take():
            case "p" | "P" as character:
                end = self._pattern.index("}", self._at)
                name = self._pattern[self._at : end].strip("{")
                self._at = end + 1
                return "-" if character == "P" else _PROPERTIES.get(name, "a")
            case "u" | "x" as character:
                digits = self._pattern[self._at : self._at + (4 if character == "u" else 2)]
                self._at += len(digits)
                return chr(int(digits, 16))
            case character if character in "123456789k":  # what a group before it has matched
                raise _BeyondError
            case character:
                return _ESCAPED.get(character, character)

    def _set(self) -> str:
        """A character of a set: the first that it names; of one that is negated, as `[^a-z]`, the
        first candidate that the validator takes.
        """
        start = self._at
        is_negated = self._skip("^")
        first = ""
        while self._peek() != "]":
            character = self._take()
            shown = self._escape() if character == "\\" else character
            first = first or shown
        self._take()
        if not is_negated:
            return first
        judge = _judge(f"^[{self._pattern[start : self._at]}$")
        allowed = "" if judge is None else next(filter(judge, _CANDIDATES), "")
        if not allowed:
            raise _BeyondError
        return allowed
