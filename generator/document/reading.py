"""What the YAML and the JSON reader share: the rules of reading, its limits, and where each value
stands in the text.

Reading gives plain data: dict (key order kept), list, str, int, float, bool, None. What JSON cannot
hold is refused here, so that nothing further down has to ask."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, MutableSequence, Sequence
from itertools import accumulate, chain
from typing import Any, TypeAlias

from generator.document import pointer as pointers
from generator.document.diagnostics import Diagnostic, Location, Rule

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 500
MAX_NODES = 5_000_000
MAX_ALIASED_NODES = 500_000
MAX_DIGITS = 4300

UNREADABLE = Rule(
    "SRC001",
    "error",
    "The file cannot be read.",
    (
        "The document, or a file that it refers to, is missing, is not a regular file, or may "
        "not be read."
    ),
    "Check the path and the file's permissions.",
    "refuses",
)
LIMIT = Rule(
    "SRC002",
    "error",
    "The file is beyond a limit.",
    (
        f"A file may have {MAX_BYTES // 2**20} MiB, {MAX_DEPTH} levels and {MAX_NODES:,} values; "
        "more is a mistake or an attack."
    ),
    "Split the document into files, or name nested schemas under components.",
    "refuses",
)
ENCODING = Rule(
    "SRC003",
    "error",
    "The file is not text in UTF-8.",
    (
        "OpenAPI documents are UTF-8; another encoding, or a control character, is read "
        "differently by every tool."
    ),
    (
        "Save the file as UTF-8 and remove control characters, or write them as escapes in a "
        "quoted string."
    ),
    "refuses",
)
SYNTAX = Rule(
    "SRC004",
    "error",
    "The file is not YAML (or not JSON, if its name ends in .json).",
    "The reader stops at the first place that it cannot understand.",
    (
        "Correct the syntax at the place named; tabs cannot indent, and a value with `: ` or ` "
        "#` inside needs quotes."
    ),
    "refuses",
)
ROOT = Rule(
    "SRC005",
    "error",
    "The file does not hold exactly one mapping.",
    "An OpenAPI document, and each file that it is split into, is one mapping of keys to values.",
    "Put one mapping at the root, and each document into a file of its own.",
    "refuses",
)
DUPLICATE = Rule(
    "SRC006",
    "error",
    "A key stands twice in one mapping.",
    "Readers silently keep the first or the last, so one of the two is lost.",
    "Remove or rename one of them.",
    "refuses",
)
KEY = Rule(
    "SRC007",
    "error",
    "A key is a mapping or a list.",
    "Keys are strings in JSON, and so in an OpenAPI document.",
    "Use a plain string as the key; `{ }` or `[ ]` in front of a colon needs quotes.",
    "refuses",
)
MERGE = Rule(
    "SRC008",
    "warning",
    "A merge key (`<<`) is used.",
    (
        "Merging is YAML 1.1; OpenAPI asks for YAML 1.2, whose readers see a key named `<<`. It "
        "is merged here."
    ),
    "Write the fields out, or share them by `$ref`.",
)
RISKY_KEY = Rule(
    "SRC009",
    "warning",
    "A key without quotes is read differently by other tools.",
    (
        "`null`, `true`, `010` and the like are no strings to a YAML reader; here the key is the "
        "text as written."
    ),
    "Quote the key.",
)
TAG = Rule(
    "SRC010",
    "error",
    "A YAML tag has no meaning here.",
    (
        "JSON has no types beyond its own, so `!custom`, `!!binary`, `!!timestamp` or `!!set` "
        "cannot be kept."
    ),
    "Remove the tag, and quote the value if it is text.",
    "refuses",
)
VALUE = Rule(
    "SRC011",
    "error",
    "A value cannot be expressed in JSON.",
    (
        "Infinity, NaN, numbers beyond every reader's range and halves of surrogate pairs do not "
        "survive JSON."
    ),
    "Write another number, or quote it if it is text.",
    "refuses",
)
ALIAS = Rule(
    "SRC012",
    "error",
    "A YAML alias cannot be followed.",
    (
        "The anchor is missing, contains its own alias, or the aliases multiply beyond the "
        f"limit ({MAX_ALIASED_NODES:,} values)."
    ),
    "Write the value out, or share it by `$ref`.",
    "refuses",
)

CONFLICT = Rule(
    "SRC013",
    "error",
    "A merge conflict was left in the file.",
    (
        "Between the markers (`<<<<<<<`, `|||||||`, `>>>>>>>`) stand two versions of the same "
        "lines; nobody knows which one holds."
    ),
    "Keep one of the two versions, or what both say, and remove the markers.",
    "refuses",
)

RULES: tuple[Rule, ...] = (
    UNREADABLE, LIMIT, ENCODING, SYNTAX, ROOT, DUPLICATE, KEY, MERGE, RISKY_KEY, TAG, VALUE, ALIAS,
    CONFLICT,
)  # fmt: skip


def quoted(text: str) -> str:
    """A piece of the document for a message: in backticks, and cut when long."""
    return f"`{text if len(text) <= 80 else text[:77] + '...'}`"


Kept = tuple[int, "array[int]", "array[int]"]
"""The root's offset, how many offsets each container has, and all of these, one container after the
other.
"""


class Positions:
    """Offsets in the text of every key and value, kept by the identity of the container that holds
    them.

    `entries[id(mapping)]` is `[key, value, key, value, ...]` in the mapping's order,
    `entries[id(list)]` is `[value, ...]`."""

    __slots__ = ("entries", "indexes", "root")

    def __init__(self) -> None:
        self.root = 0
        self.entries: dict[int, MutableSequence[int]] = {}
        self.indexes: dict[int, dict[str, int]] = {}

    def find(self, data: Any, tokens: Iterable[str], *, key: bool) -> tuple[int, tuple[str, ...]]:
        """The offset of the value (or of its key) that `tokens` lead to, or of its nearest
        ancestor; the tokens followed.
        """
        offset_of_key = offset_of_value = self.root
        followed: list[str] = []
        node = data
        for token in tokens:
            try:
                child = pointers.step(node, token)
            except KeyError:
                break
            number = 2 * self.index(node)[token] + 1 if isinstance(node, dict) else int(token)
            entries = self.inside(node, offset_of_value, number)
            if entries is None:
                break
            offset_of_value = entries[number]
            offset_of_key = entries[number - 1] if isinstance(node, dict) else offset_of_value
            node = child
            followed.append(token)
        return offset_of_key if key else offset_of_value, tuple(followed)

    def index(self, mapping: dict[str, Any]) -> dict[str, int]:
        """The number of each key of a mapping."""
        index = self.indexes.get(id(mapping))
        if index is None:
            index = self.indexes[id(mapping)] = {key: number for number, key in enumerate(mapping)}
        return index

    def inside(self, container: Any, start: int, number: int) -> Sequence[int] | None:
        """The entries of a container that stands at the offset `start`, that of the `number` given
        included.
        """
        return self.entries.get(id(container))

    def kept(self, data: Any) -> Kept | None:
        """What `of` makes the same of a copy of `data` from; `None` where they can be found again
        at no great cost.
        """
        entries = [self.entries[id(container)] for container in containers(data)]
        return self.root, array("Q", map(len, entries)), array("Q", chain.from_iterable(entries))

    @classmethod
    def of(cls, data: Any, kept: Kept) -> Positions:
        positions = cls()
        positions.root, lengths, offsets = kept
        ends = list(accumulate(lengths))
        positions.entries = {
            id(container): offsets[end - length : end]
            for container, length, end in zip(containers(data), lengths, ends, strict=True)
        }
        return positions


_Container: TypeAlias = dict[str, Any] | list[Any]


def containers(data: Any) -> list[_Container]:
    """Every mapping and list of `data` once, in an order that a copy of it has too: level by level.
    Those that aliases share are met again, and have been seen.
    """
    found: dict[int, _Container] = {}
    level = inner([[data]])
    while level:
        fresh = {id(node): node for node in level if id(node) not in found}
        found |= fresh
        level = inner(fresh.values())
    return list(found.values())


def inner(level: Iterable[_Container]) -> list[_Container]:
    """The mappings and lists that those of a level hold: of `[{"a": [1], "b": 2}]`, `[[1]]`."""
    return [
        child
        for node in level
        for child in (node.values() if node.__class__ is dict else node)
        if child.__class__ is dict or child.__class__ is list
    ]


class Text:
    """A file's text and its name: turns offsets into lines and columns.

    `further` are texts that a part of the file's data was taken from, each by the offset that it
    starts at, which is behind the end of this one."""

    def __init__(self, text: str, display: str) -> None:
        self.text = text
        self.display = display
        self.further: list[tuple[int, Text]] = []
        self._lines: list[int] = []
        self._mentioned: dict[str, bool] = {}

    def location(self, offset: int, pointer: str = "") -> Location:
        if self.further and offset >= self.further[0][0]:
            start, text = next(each for each in reversed(self.further) if each[0] <= offset)
            return text.alone(offset - start, pointer)
        return self.alone(offset, pointer)

    def alone(self, offset: int, pointer: str = "") -> Location:
        """The place of an offset in this text itself."""
        starts = self._starts()
        offset = min(offset, len(self.text))
        line = bisect_right(starts, offset)
        return Location(self.display, line, offset - starts[line - 1] + 1, pointer)

    def mentions(self, word: str) -> bool:
        """Whether a word stands anywhere in this text itself, which is looked through once."""
        if word not in self._mentioned:
            self._mentioned[word] = word in self.text
        return self._mentioned[word]

    def line(self, file: str, number: int) -> str:
        """A line (1 is the first) of this text, or of the one of `further` that is called `file`;
        empty behind the last one.
        """
        text = next((each for _, each in self.further if each.display == file), self)
        starts = [*text._starts()[number - 1 : number + 1], len(text.text)]
        return text.text[starts[0] : starts[1]].removesuffix("\n") if len(starts) > 1 else ""

    def _starts(self) -> list[int]:
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return self._lines


class Findings(list[Diagnostic]):
    """What reading one text found, in the order found."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text

    def add(self, rule: Rule, offset: int, message: str, pointer: str = "") -> None:
        self.append(rule.found(message, self.text.location(offset, pointer)))

    @property
    def fatal(self) -> bool:
        return any(finding.severity == "error" for finding in self)
