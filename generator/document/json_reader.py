"""JSON (RFC 8259) by the standard library; positions and reasons are looked for when they are asked
for.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, MutableSequence, Sequence
from typing import Any, Literal, NoReturn

from generator.document import pointer as pointers
from generator.document.reading import (
    DUPLICATE,
    LIMIT,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_NODES,
    SYNTAX,
    VALUE,
    Findings,
    Positions,
    Text,
    inner,
    quoted,
)

Kind = Literal["key", "start", "end", "scalar"]


def refuse_constant(name: str) -> NoReturn:
    """To `json`, as `parse_constant`: `NaN` and `Infinity` are no numbers (RFC 8259, section 6).
    Raises ValueError.
    """
    raise ValueError(f"{name} is no JSON number")


_TOKEN = re.compile(
    r'("[^"\\]*(?:\\.[^"\\]*)*")\s*:|([{\[])|([}\]])|("[^"\\]*(?:\\.[^"\\]*)*"|[^\s{}\[\],:"]+)',
    re.DOTALL,
)
_KINDS: tuple[Kind, ...] = ("key", "start", "end", "scalar")  # the groups of a token, in order
_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', re.DOTALL)  # those in texts are none
_LEVELS = {"{": 1, "[": 1, "}": -1, "]": -1}
_GAP = re.compile(r"[\s,]*")
_KEY = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"\s*:\s*', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")

_DECODER = json.JSONDecoder()
_PATIENCE = 4  # a document is asked about at four or five levels of it


class NotJsonError(Exception):
    """The text is not JSON: why, and at which offset."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class _Doubts:
    """Hooks of the decoder: whatever the fast path cannot vouch for sets `found`."""

    def __init__(self) -> None:
        self.found = False

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            self.found = True
        return mapping

    def integer(self, text: str) -> int:
        if len(text) > MAX_DIGITS:
            self.found = True
            return 0
        return int(text)

    def number(self, text: str) -> float:
        number = float(text)
        if not math.isfinite(number):
            self.found = True
        return number

    def constant(self, text: str) -> None:
        self.found = True


def read_json(text: Text, findings: Findings) -> Any:
    """The data of the JSON text; what is wrong with its content goes to `findings`. NotJsonError
    when it is not JSON.
    """
    doubts = _Doubts()
    try:
        data = json.loads(
            text.text,
            object_pairs_hook=doubts.pairs,
            parse_int=doubts.integer,
            parse_float=doubts.number,
            parse_constant=doubts.constant,
        )
    except json.JSONDecodeError as error:
        raise NotJsonError(error.msg[:1].lower() + error.msg[1:], error.pos) from error
    except RecursionError:
        _too_deep(text, findings)
        return None
    if not _within_limits(data, text, findings):
        return None
    if doubts.found or (_SURROGATE.search(text.text) and _has_half_pair(data)):
        _inspect(text, findings)
    return data


def report_syntax(error: NotJsonError, findings: Findings) -> None:
    findings.add(SYNTAX, error.offset, f"not JSON: {error.message}")


class PositionsOnDemand(Positions):
    """Where the keys and values of `data`, which was read from `text`, stand; a container is gone
    through as far as is asked.

    What stands before is passed over at the decoder's speed. Under many levels of nesting that may
    come to more than the text again and again: then the whole text is scanned, once."""

    __slots__ = ("_data", "_passed", "_text")

    def __init__(self, text: Text, data: Any) -> None:
        super().__init__()
        self._text = text
        self._data = data
        self._passed = 0
        self.root = _after(_GAP, text.text, 0)

    def kept(self, data: Any) -> None:
        return None

    def inside(self, container: Any, start: int, number: int) -> Sequence[int] | None:
        known = self.entries.get(id(container), ())
        if number >= len(known):
            if self._passed > _PATIENCE * len(self._text.text):
                self.entries = scan(self._text, self._data).entries
            else:
                self.entries[id(container)] = self._further(container, start, number)
        return super().inside(container, start, number)

    def _further(
        self, container: dict[str, Any] | list[Any], start: int, number: int
    ) -> MutableSequence[int]:
        """The offsets of the keys and values of a container, up to that of the number given."""
        text, offsets = self._text.text, self.entries.setdefault(id(container), [])
        at = begun = offsets[-1] if offsets else start + 1
        while len(offsets) <= number:
            if offsets:
                _, at = _DECODER.raw_decode(text, at)
            at = _after(_GAP, text, at)
            if isinstance(container, dict):
                offsets.append(at)
                at = _after(_KEY, text, at)
            offsets.append(at)
        self._passed += at - begun
        return offsets


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what the pattern matches at an offset ends."""
    match = pattern.match(text, at)
    return match.end() if match else at


def scan(text: Text, data: Any) -> Positions:
    """Where every key and value of `data`, which was read from `text`, stands."""
    positions = Positions()
    node: Any = None
    stack: list[tuple[Any, list[int], list[Any]]] = []
    for kind, offset, _ in _events(text.text):
        if kind == "end":
            stack.pop()
            continue
        if stack:
            _, offsets, children = stack[-1]
            offsets.append(offset)
            if kind == "key":
                continue
            node = children.pop()
        else:
            node = data
            positions.root = offset
        if kind == "start":
            offsets = positions.entries[id(node)] = []
            values = list(node.values()) if isinstance(node, dict) else list(node)
            values.reverse()
            stack.append((node, offsets, values))
    return positions


def _events(text: str) -> Iterator[tuple[Kind, int, str]]:
    """The tokens of valid JSON as (kind, offset, text)."""
    for match in _TOKEN.finditer(text):
        group = match.lastindex or 0
        yield _KINDS[group - 1], match.start(), match[group]


def _within_limits(data: Any, text: Text, findings: Findings) -> bool:
    """Whether the data has no more levels and values than a file may. It is gone through level by
    level, without a call for each value.
    """
    level = inner([[data]])
    depth = count = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            _too_deep(text, findings)
            return False
        count += sum(map(len, level))
        if count > MAX_NODES:
            findings.add(LIMIT, 0, f"more than {MAX_NODES:,} values")
            return False
        level = inner(level)
    return True


def _has_half_pair(data: Any) -> bool:
    """Whether a key or a text holds half of a surrogate pair, which no file could hold but as an
    escape: `"\\ud83d"` alone, without the `\\ude00` that makes a character of it.
    """
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _too_deep(text: Text, findings: Findings) -> None:
    """Tells the bracket that opens the first level too many."""
    depth = 0
    for match in _BRACKET.finditer(text.text):
        depth += _LEVELS.get(match[0], 0)
        if depth > MAX_DEPTH:
            findings.add(LIMIT, match.start(), f"more than {MAX_DEPTH} levels deep")
            return


def _inspect(text: Text, findings: Findings) -> None:
    """Names every duplicate key and every value that JSON cannot hold."""
    keys: list[dict[str, int]] = []
    path: list[str | int] = []
    for kind, offset, token in _events(text.text):
        if kind == "end":
            keys.pop()
            path.pop()
            continue
        if kind == "key":
            key = json.loads(token)
            path[-1] = key
            if key in keys[-1]:
                line = text.location(keys[-1][key]).line
                message = (
                    f"the key {quoted(_LONE.sub('?', key))} stands twice in one mapping; the "
                    f"first is on line {line}"
                )
                findings.add(DUPLICATE, offset, message, _pointer(path))
            keys[-1].setdefault(key, offset)
            _check(token, offset, path, findings)
            continue
        if path and isinstance(path[-1], int):
            path[-1] += 1
        if kind == "start":
            keys.append({})
            path.append("" if token == "{" else -1)
        else:
            _check(token, offset, path, findings)


def _check(token: str, offset: int, path: list[str | int], findings: Findings) -> None:
    """Tells a key or a scalar that JSON cannot hold, though the decoder takes it."""
    message = _fault_of_text(token) if token[0] == '"' else _fault_of_number(token)
    if message:
        findings.add(VALUE, offset, message, _pointer(path))


def _fault_of_text(token: str) -> str | None:
    """Of a token in quotes, as `"\\ud83d"`."""
    if _SURROGATE.search(token) and _LONE.search(json.loads(token)):
        return "half of a surrogate pair; it is no character"
    return None


def _fault_of_number(token: str) -> str | None:
    """Of any other token, as `NaN` and `1e999`; `true`, `false` and `null` have none."""
    if token in ("NaN", "Infinity", "-Infinity"):
        return f"{quoted(token)} is a number that JSON does not have; quote it if it is text"
    if token[0] not in "-0123456789":
        return None
    is_integer = set(token).isdisjoint(".eE")
    if is_integer and len(token) > MAX_DIGITS:
        return f"a number of {len(token):,} digits; at most {MAX_DIGITS:,}"
    # an integer has no range: it is read as one of Python's
    if is_integer or math.isfinite(float(token)):
        return None
    return f"the number {quoted(token)} is beyond the range of a double"


def _pointer(path: list[str | int]) -> str:
    return pointers.join(
        "", *(_LONE.sub("?", token) if isinstance(token, str) else token for token in path[:16])
    )
