"""The JSON that a page shows for a body.

A sample that is not whole gives what could be read of it, and says so. A kept sample has the keys
and the JSON types of the page's, with values of our own: the page's values are not ours to keep.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from generator.document.json_reader import refuse_constant
from generator.records import record
from generator.vendor_docs.json_values import members
from generator.vendor_docs.reading.page import PageBody

_STRING = r'"(?:[^"\\\n]|\\.)*'
_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s,}\]])"
_TOKEN = re.compile(rf'\s*(?:([{{}}\[\],:])|({_STRING}")|({_NUMBER})|(true|false|null)\b)')
_CUT_STRING = re.compile(rf"\s*{_STRING}\\?$")
_MAX_DEPTH = 100


@record(frozen=True, slots=True)
class Sample:
    """`whole` is false where the JSON breaks off or breaks the rules; `found` whether anything
    could be read; `end` is where it ends in the text, or where reading it ended."""

    value: Any
    found: bool
    whole: bool
    end: int = 0


def with_sample(content: PageBody, sample: Sample) -> PageBody:
    return replace(
        content, sample=sample.value, has_sample=sample.found, sample_cut=not sample.whole
    )


_DECODER = json.JSONDecoder(parse_constant=refuse_constant)


def read_json(text: str, start: int, limit: int) -> Sample:
    """The JSON value that begins at `start` (white space first), as far as it can be read before
    `limit`.
    """
    while start < limit and text[start].isspace():
        start += 1
    try:
        value, end = _DECODER.raw_decode(text, start)
        if end <= limit and _depth_allowed(value):
            return Sample(value, True, True, end)
    except (ValueError, RecursionError):
        pass
    return salvage(text[start:limit], start)


def _depth_allowed(value: Any) -> bool:
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [inner for each in level for inner in members(each)]
        if not level:
            return True
    return False


def salvage(text: str, start: int = 0) -> Sample:
    """What can be read of a JSON text that breaks off: every member that is known to be there,
    nothing else; of `{"a": [1, 2` the value `{"a": [1, 2]}`. `start` is where `text` begins in the
    page.
    """
    read = _PartialJson()
    at = 0
    while not read.whole and (token := _TOKEN.match(text, at)) and read.take(*token.groups()):
        at = token.end()
    # The page ends within a string: that there is a member is known, not what it holds.
    if read.awaits_member and _CUT_STRING.match(text, at):
        read.put("")
    return Sample(next(iter(read.root), None), bool(read.root), read.whole, start + at)


class _PartialJson:
    """A JSON value, token by token. `expects` is what may follow: a "value", the "first" item of an
    array (or its end), a "key", a "colon", or the "next" member."""

    def __init__(self) -> None:
        self.root: list[Any] = []
        self._open: list[Any] = [self.root]
        self._keys: list[str | None] = [None]
        self.expects = "value"

    @property
    def inside(self) -> bool:
        """Whether an object or array is open."""
        return len(self._open) > 1

    @property
    def whole(self) -> bool:
        return self.expects == "next" and not self.inside

    @property
    def awaits_member(self) -> bool:
        """Whether a value may follow that is a member of what is open."""
        return self.inside and self.expects in ("value", "first")

    def take(
        self, mark: str | None, string: str | None, number: str | None, word: str | None
    ) -> bool:
        """Takes a token, of which one part is given; false where none such can stand here, as it
        cannot in what is nested deeper than any sample."""
        match mark, self.expects:
            case "{" | "[", "value" | "first" if len(self._open) <= _MAX_DEPTH:
                self._begin(mark)
            case "}" | "]", "first" | "key" | "colon" | "next" if self._closes(mark):
                self._open.pop()
                self._keys.pop()
                self.expects = "next"
            case ",", "next" if self.inside:
                self.expects = "key" if isinstance(self._open[-1], dict) else "value"
            case ":", "colon":
                self.expects = "value"
            case None, "key" if string is not None:
                return self._key(string)
            case None, "value" | "first":
                return self._scalar(string or number or word or "")
            case _:
                return False
        return True

    def put(self, value: Any) -> None:
        holder = self._open[-1]
        if isinstance(holder, dict):
            holder[self._keys[-1]] = value
        else:
            holder.append(value)

    def _begin(self, mark: str) -> None:
        inner: Any = {} if mark == "{" else []
        self.put(inner)
        self._open.append(inner)
        self._keys.append(None)
        self.expects = "key" if mark == "{" else "first"

    def _closes(self, mark: str) -> bool:
        return self.inside and isinstance(self._open[-1], dict) == (mark == "}")

    def _key(self, string: str) -> bool:
        try:
            self._keys[-1] = json.loads(string)
        except ValueError:
            return False
        self.expects = "colon"
        return True

    def _scalar(self, shown: str) -> bool:
        try:
            self.put(json.loads(shown))
        except ValueError:
            return False
        self.expects = "next"
        return True


# --- values of our own ----------------------------------------------------------------------------

TEXT = "text"
DATE_TIME = "2025-01-01T00:00:00Z"
DATE = "2025-01-01"
UUID = "00000000-0000-4000-8000-000000000000"
_FORMATS = (
    (
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?[\d.]*(?:Z|[+-]\d\d:?\d\d)?"),
        DATE_TIME,
    ),
    (re.compile(r"\d{4}-\d\d-\d\d"), DATE),
    (re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"), UUID),
)
"""Strings that a format describes, and ours of the same format."""
_PLACEHOLDERS: dict[type, Any] = {bool: True, int: 0, float: 0.0}
"""A value of ours of each other type; of null there is none but null."""
_FILLER = ("string", "text", "")
_NAME = re.compile(r"[A-Za-z_][\w./:-]{0,63}")


def placeholder(value: Any) -> Any:
    """A value of ours of the same JSON type as a scalar of the page's, of a text with a format one
    of that: `"2019-03-01"` is `"2025-01-01"`."""
    if isinstance(value, str):
        return next((ours for form, ours in _FORMATS if form.fullmatch(value)), TEXT)
    return _PLACEHOLDERS.get(type(value))


def names_a_variant(value: Any) -> bool:
    """Whether a discriminator's value names a variant, and is not the filler that a page puts where
    it knows none.
    """
    return isinstance(value, str) and value not in _FILLER and _NAME.fullmatch(value) is not None


def anonymised(value: Any, names: frozenset[str]) -> Any:
    """A sample with values of our own: `{"type": "mail", "to": "text"}` of `{"type": "mail", "to":
    "a@example.com"}`. `names` are the discriminators of the page, whose values are names and stay.

    Items of a list that become the same are kept once.
    """
    match value:
        case dict():
            told = {key for key in names & value.keys() if names_a_variant(value[key])}
            return {
                key: each if key in told else anonymised(each, names) for key, each in value.items()
            }
        case list():
            items = (anonymised(each, names) for each in value)
            return list({json.dumps(item): item for item in items}.values())
    return placeholder(value)
