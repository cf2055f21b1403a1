"""Samples: the JSON that a page shows for a body, and the call that it shows for an operation.

A sample that is not whole gives what could be read of it, and says so. A kept sample has the keys
and the JSON types of the page's, with values of our own: the page's values are not ours to keep.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from generator.vendor_docs.facts import METHODS

_STRING = r'"(?:[^"\\\n]|\\.)*'
_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s,}\]])"
_TOKEN = re.compile(rf'\s*(?:([{{}}\[\],:])|({_STRING}")|({_NUMBER})|(true|false|null)\b)')
_CUT_STRING = re.compile(rf"\s*{_STRING}\\?$")
_MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """`whole` is false where the JSON breaks off or breaks the rules; `found` whether anything
    could be read; `end` is where it ends in the text, or where reading it ended."""

    value: Any
    found: bool
    whole: bool
    end: int


def _refuse(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


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


def salvage(text: str, start: int = 0) -> Sample:
    """What can be read of a JSON text that breaks off: every member that is known to be there,
    nothing else.
    """
    root: list[Any] = []
    stack: list[Any] = [root]
    keys: list[str | None] = [None]
    at = 0
    state = "value"
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            break
        mark, string, number, word = match.groups()
        top = stack[-1]
        if mark in ("{", "[") and state in ("value", "first") and len(stack) <= _MAX_DEPTH:
            inner: Any = {} if mark == "{" else []
            _put(top, keys[-1], inner)
            stack.append(inner)
            keys.append(None)
            state = "key" if mark == "{" else "first"
        elif (
            mark in ("}", "]")
            and len(stack) > 1
            and isinstance(top, dict) == (mark == "}")
            and state != "value"
        ):
            stack.pop()
            keys.pop()
            state = "next"
        elif mark == "," and state == "next" and len(stack) > 1:
            state = "key" if isinstance(top, dict) else "value"
        elif mark == ":" and state == "colon":
            state = "value"
        elif string is not None and state == "key":
            try:
                keys[-1] = json.loads(string)
            except ValueError:
                break
            state = "colon"
        elif mark is None and state in ("value", "first"):
            try:
                _put(top, keys[-1], json.loads(string or number or word))
            except ValueError:
                break
            state = "next"
        else:
            break
        at = match.end()
        if len(stack) == 1 and state == "next":
            break
    whole = len(stack) == 1 and state == "next"
    if not whole and state in ("value", "first") and len(stack) > 1 and _CUT_STRING.match(text, at):
        _put(stack[-1], keys[-1], "")
    return Sample(root[0] if root else None, bool(root), whole, start + at)


def _put(holder: Any, key: str | None, value: Any) -> None:
    if isinstance(holder, dict):
        holder[key] = value
    else:
        holder.append(value)


def _depth_allowed(value: Any) -> bool:
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            inner for each in level if isinstance(each, (dict, list)) for inner in _inside(each)
        ]
        if not level:
            return True
    return False


def _inside(value: Any) -> Iterator[Any]:
    return iter(value.values()) if isinstance(value, dict) else iter(value)


# --- the call -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CurlCommand:
    """A call as the page shows it for curl. `address` is as written; `query` are its names and
    values.
    """

    method: str | None
    address: str | None
    address_cut: bool
    headers: tuple[tuple[str, str], ...]
    data: Sample | None
    cut: bool
    end: int

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        text = urlsplit(self.address).query if self.address else ""
        pairs = (pair.partition("=") for pair in text.split("&") if pair)
        return tuple((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)


_DATA = ("-d", "--data", "--data-raw", "--data-binary")
_WITH_VALUE = ("-X", "--request", "-H", "--header", "-F", "--form", "-u", "--user", *_DATA)
_BEFORE_WORD = re.compile(r"(?:[ \t]|\\(?=[ \n])\n?)*")
_BEFORE_VALUE = re.compile(r"[ \t]*(?:\\?\n)?[ \t]*")


def read_curl(text: str, start: int, limit: int, final: bool) -> CurlCommand:
    """The `curl` command that begins at `start`. `final` says that the page ends at `limit`, so
    that it may be cut there.
    """
    method, address, headers = None, None, []
    data: Sample | None = None
    address_cut = cut = False
    option: str | None = None
    at = start + len("curl")
    while True:
        blank = (_BEFORE_VALUE if option else _BEFORE_WORD).match(text, at)
        at = blank.end() if blank else at
        if at >= limit:
            cut = final and option is not None
            break
        if text[at] == "\n":
            break
        if option in _DATA:
            data = _data(text, at, limit)
            cut = cut or (final and not data.whole and data.end >= limit - 2)
            at, option = data.end, None
            continue
        word, at, closed = _word(text, at, limit)
        if option in ("-H", "--header"):
            name, _, value = word.partition(":")
            headers.append((name.strip(), value.strip()))
        elif option in ("-X", "--request"):
            method = word if word in METHODS else None
        elif word in _WITH_VALUE and option is None:
            option = word
            continue
        elif word.startswith("-X") and len(word) > 2 and option is None:
            method = word[2:] if word[2:] in METHODS else None
        elif re.match(r"https?://|/", word) and address is None and option is None:
            address = word
            address_cut = not closed or (
                final and text[at - 1] not in "'\"" and not text[at:limit].strip()
            )
        elif option is None and not word.startswith("-"):
            break
        option = None
        if not closed:
            cut = final
            break
    return CurlCommand(method, address, address_cut, tuple(headers), data, cut, min(at, limit))


def _word(text: str, at: int, limit: int) -> tuple[str, int, bool]:
    """A word of the shell from `at`, where it ends, and whether its quotes close before the line
    does.
    """
    quote = text[at] if text[at] in "'\"" else ""
    if not quote:
        match = re.compile(r"[^\s]+").match(text, at)
        end = min(match.end(), limit) if match else at + 1
        return text[at:end], end, True
    end = text.find(quote, at + 1, limit)
    line = text.find("\n", at, limit)
    if end < 0 or 0 <= line < end:
        stop = line if line >= 0 else limit
        return text[at + 1 : stop], stop, False
    return text[at + 1 : end], end + 1, True


def _data(text: str, at: int, limit: int) -> Sample:
    """The body of a call: JSON between quotes, of which an apostrophe inside may be written
    `'\\''`.
    """
    quoted = text[at] == "'"
    found = read_json(text, at + 1 if quoted else at, limit)
    if not found.whole and quoted and "'\\''" in text[at:limit]:
        plain = text[at + 1 : limit].replace("'\\''", "'")
        again = read_json(plain, 0, len(plain))
        shift = plain.count("'", 0, again.end) * 3
        found = (
            Sample(again.value, again.found, again.whole, min(limit, at + 1 + again.end + shift))
            if again.whole
            else found
        )
    if found.whole and quoted:
        rest = re.compile(r"\s*'").match(text, found.end)
        return Sample(found.value, found.found, True, rest.end() if rest else found.end)
    if quoted and not found.whole:
        close = text.find("'", max(found.end, at + 1), limit)
        if close >= 0:
            found = salvage(text[at + 1 : close], at + 1)
        return Sample(found.value, found.found, False, limit if close < 0 else close + 1)
    return found


# --- values of our own ----------------------------------------------------------------------------

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?[\d.]*(?:Z|[+-]\d\d:?\d\d)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
TEXT, DATE_TIME, DATE, UUID = (
    "text",
    "2025-01-01T00:00:00Z",
    "2025-01-01",
    "00000000-0000-4000-8000-000000000000",
)
_FILLER = ("string", "text", "")
_NAME = re.compile(r"[A-Za-z_][\w./:-]{0,63}")


def placeholder(value: Any) -> Any:
    """A value of ours of the same JSON type as a scalar of the page's."""
    if isinstance(value, bool):
        return True
    if isinstance(value, (int, float)):
        return 0 if isinstance(value, int) else 0.0
    if not isinstance(value, str):
        return None
    if _DATE_TIME.fullmatch(value):
        return DATE_TIME
    if _DATE.fullmatch(value):
        return DATE
    return UUID if _UUID.fullmatch(value) else TEXT


def names_a_variant(value: Any) -> bool:
    """Whether a discriminator's value names a variant, and is not the filler that a page puts where
    it knows none.
    """
    return isinstance(value, str) and value not in _FILLER and _NAME.fullmatch(value) is not None


def anonymised(value: Any, names: frozenset[str]) -> Any:
    """A sample with values of our own. `names` are the discriminators of the page, whose values are
    names and stay.

    Items of a list that become the same are kept once.
    """
    if isinstance(value, dict):
        return {
            key: each if key in names and names_a_variant(each) else anonymised(each, names)
            for key, each in value.items()
        }
    if isinstance(value, list):
        kept: dict[str, Any] = {}
        for each in value:
            item = anonymised(each, names)
            kept.setdefault(json.dumps(item), item)
        return list(kept.values())
    return placeholder(value)
