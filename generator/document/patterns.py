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

_CLASSES = {"d": "0", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a"}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
_CANDIDATES = "a0A- _./:@+#,=%&"
_LIMIT = 2000


class _BeyondError(Exception):
    """The pattern uses something that is not read here."""


def text_for(pattern: str, minimum: int = 0) -> str | None:
    """A string of at least `minimum` characters, if repetitions allow, that `pattern` finds a match
    in.
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
        low, high = 1, 1.0
        if self._skip("*"):
            low, high = 0, float("inf")
        elif self._skip("+"):
            low, high = 1, float("inf")
        elif self._skip("?"):
            low, high = 0, 1
        elif match := re.compile(r"\{(\d+)(,?)(\d*)\}").match(self._pattern, self._at):
            self._at = match.end()
            low = int(match[1])
            high = float(match[3]) if match[3] else float("inf") if match[2] else low
        else:
            return text
        self._skip("?")
        times = int(min(max(low, self._extra), high))
        if times * len(text) > _LIMIT * 10:
            raise _BeyondError
        return text * times

    def _atom(self) -> str:
        character = self._take()
        if character in "^$":
            return ""
        if character == "(":
            return self._group()
        if character == "[":
            return self._set()
        if character == ".":
            return "a"
        return self._escape() if character == "\\" else character

    def _group(self) -> str:
        silent = any(self._skip(mark) for mark in ("?=", "?!", "?<=", "?<!"))
        if not silent and not self._skip("?:") and self._skip("?"):
            self._skip("P")
            if not self._skip("<"):
                raise _BeyondError
            while self._take() != ">":
                pass
        text = self._alternatives()
        if self._take() != ")":
            raise _BeyondError
        return "" if silent else text

    def _escape(self) -> str:
        character = self._take()
        if character in "bB":
            return ""
        if character in "pP":
            negated, name = character == "P", self._pattern[self._at :].partition("}")[0].strip("{")
            self._at = self._pattern.index("}", self._at) + 1
            return (
                "-"
                if negated
                else {"Lu": "A", "N": "0", "Nd": "0", "P": "-", "Z": " ", "S": "+"}.get(name, "a")
            )
        if character in "ux":
            digits = self._pattern[self._at : self._at + (4 if character == "u" else 2)]
            self._at += len(digits)
            return chr(int(digits, 16))
        if character in "123456789k":
            raise _BeyondError
        return _CLASSES.get(character) or _CONTROLS.get(character) or character

    def _set(self) -> str:
        start = self._at
        negated = self._skip("^")
        first = ""
        while self._peek() != "]":
            character = self._take()
            shown = self._escape() if character == "\\" else character
            first = first or shown
        self._take()
        if not negated:
            return first
        judge = _judge(f"^[{self._pattern[start : self._at]}$")
        allowed = [candidate for candidate in _CANDIDATES if judge is not None and judge(candidate)]
        if not allowed:
            raise _BeyondError
        return allowed[0]
