"""YAML as it is mostly written, read line by line in half of the time that events take.

Block mappings and sequences, plain and quoted scalars, block scalars, comments and short lists in
brackets. Of anything else, and of anything that is wrong or odd, nothing is read here: then
`yaml_reader` reads the text from libyaml's events, and tells. What is read here is exactly what is
read there, positions included."""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern
from typing import Any, Final, TypeAlias, cast

from generator.document.reading import MAX_DEPTH, MAX_NODES, Positions
from generator.document.yaml_scalars import (
    KEY,
    Otherwise,
    SimpleLine,
    folded,
    is_plain_key,
    paragraphs,
    plain_value,
    simple_line,
    unescaped,
)

UNREADABLE_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ODD: Final = ("\t", "\r", "\x85", "\u2028", "\u2029", "\ufeff", "\n---", "\n...", "\n%")
_Matched: TypeAlias = Callable[[str, int], re.Match[str]]
_LINE = re.compile(
    r"( *)(-(?: +|(?=\n)))?"  # what it is indented by, and the dash of an item
    rf'(?:(?:{KEY}|"([^"\\\n]*)"):(?: +|(?=\n)))?'  # a key
    r"([^\n]*)\n"
)
_line_at = cast("_Matched", _LINE.match)  # any line is of the form
_spaces_at = cast("_Matched", re.compile(r" *").match)
_SINGLE = re.compile(r"'([^']*(?:''[^']*)*)' *(?: #[^\n]*)?\n")
_DOUBLE = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)" *(?: #[^\n]*)?\n', re.DOTALL)
_QUOTED: Final = {"'": _SINGLE, '"': _DOUBLE}
_BLOCK = re.compile(r"([|>])([-+]?) *(?: #[^\n]*)?\n(\n*)( +)(?=[^ \n])")
_WORD = r"[A-Za-z0-9_$/^.(+<=-][^\s,\[\]{}:?]*(?: +[^\s,\[\]{}:?#-][^\s,\[\]{}:?]*)*"
_TEXT = r'"([^"\\\n]*(?:\\[^\n][^"\\\n]*)*)"'  # on one line, with escapes
_TOKEN = re.compile(rf"""[ \n]*(?:([\[\]{{}},])|'([^'\n]*)'|{_TEXT}|({_WORD}))""")
_CLOSING: Final = {"[": "]", "{": "}"}
_COLON = re.compile(r": +")
_AFTER = re.compile(r" *(?: #[^\n]*)?\n")

_STARTS_NO_PLAIN: Final = frozenset("?:,[]{}#&*!|>'\"%@`")
_LONGEST_KEY = 1000
_LONGEST_PLAIN = 20_000  # of several lines, which are put together one by one
_MOST_BRACKETS = 50  # in one another


def read_lines(text: str) -> tuple[Any, Positions] | None:
    """The data of a YAML document and where it stands; `None` where the text has anything that is
    not read here.
    """
    lines = f"\n{text}"  # so that the first begins as any other
    if not text.endswith("\n") or any(odd in lines for odd in _ODD):
        return None
    if UNREADABLE_CHARACTER.search(text):
        return None
    try:
        return _LineReader(text).read()
    except Otherwise:
        return None


class _LineReader:
    """`columns`, `containers` and `offsets` are those of the open containers, the innermost last.

    `keys` are those that were read last in each of them. While `waits`, the value of the last one,
    or the item after a dash, is still to come; if none does, it is null at the offset `empty`.
    `plain` is a plain scalar that the next lines may go on with, `blank` the empty lines since."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.positions = Positions()
        self.columns: list[int] = []
        self.containers: list[Any] = []
        self.offsets: list[list[int]] = []
        self.keys: list[str] = []
        self.waits = False
        self.empty = 0
        self.plain: str | None = None
        self.blank = 0

    def read(self) -> tuple[Any, Positions]:
        """Goes through the lines. Most are keys with a simple value or none, and most of these
        stand there more than once.
        """
        columns = self.columns
        at = resume = 0
        for line in self.text.removesuffix("\n").split("\n"):
            here, at = at, at + len(line) + 1
            if here < resume:
                continue
            simple = simple_line(line)
            if simple is None or not columns:
                resume = self.line(here)
            elif not self.waits and simple.column > columns[-1]:
                self.go_on(line.lstrip(" "))
            else:
                self.simple(simple, here)
        return self.done()

    def simple(self, line: SimpleLine, here: int) -> None:
        """Takes a line by itself that starts at the offset `here`."""
        column, dash, key_at, key, value, plain, start, empty = line
        containers, offsets = self.containers, self.offsets
        self.blank = 0
        if dash:
            self.item(column, here + column)
        if key is None:
            containers[-1].append(value)
        else:
            if self.waits or column != self.columns[-1] or containers[-1].__class__ is not dict:
                self.enter(key_at, here + key_at)
            container = containers[-1]
            if key in container:
                raise Otherwise
            self.keys[-1] = key
            offsets[-1].append(here + key_at)
            if not empty:
                container[key] = value
        self.waits, self.plain = empty, plain
        if empty:
            self.empty = here + start
        else:
            offsets[-1].append(here + start)

    def enter(self, column: int, start: int) -> None:
        """Opens the map that a key is the first one of, or goes back to the one that it is in."""
        if not self.columns or (self.waits and column > self.columns[-1]):
            self.open({}, column, start)
        else:
            self.nothing()
            self.close(column)

    def done(self) -> tuple[Any, Positions]:
        """What was read, behind the last line."""
        if not self.columns:
            raise Otherwise
        self.nothing()
        entries = self.positions.entries
        if sum(map(len, entries.values())) >= MAX_NODES:
            raise Otherwise
        root = self.containers[0]
        self.positions.root = entries[id(root)][0]
        return root, self.positions

    def line(self, at: int) -> int:
        """Takes any line that can be read, which starts at an offset, and what belongs to it; where
        the next one starts. One without a key or a dash is empty, or a comment, or goes on with a
        plain scalar, or is the value that is waited for.
        """
        found = _line_at(self.text, at)
        column, rest, following = found.end(1) - at, found[6], found.end()
        is_bare = found.start(6) == found.end(1)  # without a dash or a key
        if is_bare and rest[:1] in ("", "#"):
            self.blank += 1
            self.plain = None if rest else self.plain
            return following
        is_deeper = bool(self.columns) and column > self.columns[-1]
        if is_deeper and not self.waits:
            self.go_on(self.text[at + column : following - 1])
            return following
        if is_bare and not is_deeper:
            raise Otherwise
        self.plain, self.blank = None, 0
        return self.parts(found, column)

    def parts(self, found: re.Match[str], column: int) -> int:
        """Takes the dash and the key that a line begins with at a column, and the value behind;
        where the next line starts.
        """
        start, (_, dash, key, single, double, rest) = found.end(1), found.groups()
        if dash is not None:
            self.item(column, start)
            column, start = column + len(dash), start + len(dash)
            if rest[:1] == "-" and found.start(6) == start:  # `- - a`, or `- -1`
                return self.parts(_line_at(self.text, start), column)
        name = key or single or double  # that in double quotes may be empty
        if name is not None:
            self.entry(column, start, name, quoted=key is None)
            # behind the colon, where a value is null if it does not come
            self.empty = start + len(name) + (1 if key is not None else 3)
        return self.value(rest, found.start(6), found.end())

    # --- containers -------------------------------------------------------------------------------

    def open(self, container: dict[str, Any] | list[Any], column: int, start: int) -> None:
        """A container that starts here: the value that is waited for, or the root."""
        if self.columns:
            self.add(container, start)
        elif column or isinstance(container, list):
            raise Otherwise
        if len(self.columns) >= MAX_DEPTH - _MOST_BRACKETS - 1:
            raise Otherwise
        self.columns.append(column)
        self.containers.append(container)
        self.keys.append("")
        offsets: list[int] = []
        self.offsets.append(offsets)
        self.positions.entries[id(container)] = offsets

    def close(self, column: int, kind: type = dict) -> None:
        """Closes what is further in than a line, which goes on with a mapping or a list. A list may
        stand in the column of its key, and is further in all the same:

            tags:
            - name: pets
            paths:
        """
        columns, containers = self.columns, self.containers
        while columns and (
            columns[-1] > column or (columns[-1] == column and containers[-1].__class__ is not kind)
        ):
            columns.pop()
            containers.pop()
            self.offsets.pop()
            self.keys.pop()
        if not columns or columns[-1] != column:
            raise Otherwise

    def item(self, column: int, start: int) -> None:
        """A dash: the next item of a list, which it may open, also in the column of its key."""
        if self.waits and (
            column > self.columns[-1]
            or (column == self.columns[-1] and self.containers[-1].__class__ is dict)
        ):
            self.open([], column, start)
        else:
            self.nothing()
            self.close(column, list)
        self.waits, self.empty = True, start + 1

    def entry(self, column: int, start: int, name: str, *, quoted: bool) -> None:
        """A key: of the mapping that it opens or goes on with. One of which there is something to
        tell is not read here: `null:`, `010:`, or one that stands there already.
        """
        if not quoted and not is_plain_key(name):
            raise Otherwise
        self.enter(column, start)
        if name in self.containers[-1] or len(name) > _LONGEST_KEY:
            raise Otherwise
        self.keys[-1] = intern(name)
        self.offsets[-1].append(start)
        self.waits = True

    def add(self, value: Any, offset: int) -> None:
        container = self.containers[-1]
        if container.__class__ is list:
            container.append(value)
        else:
            container[self.keys[-1]] = value
        self.offsets[-1].append(offset)
        self.waits = False

    def nothing(self) -> None:
        """What is waited for does not come: it is null."""
        if self.waits:
            self.add(None, self.empty)

    # --- scalars ----------------------------------------------------------------------------------

    def value(self, rest: str, start: int, following: int) -> int:
        """Takes the value at the end of a line, if there is one; the offset of the line after it.
        A plain one may go on in the next line, unless a comment ends it.
        """
        first = rest[:1]
        if first in ("", "#"):
            return following
        if first in _STARTS_NO_PLAIN:
            return self.marked(first, start)
        rest, comment, _ = rest.partition(" #")
        rest = rest.rstrip(" ")
        if rest[:2] in ("-", "- ") or _holds_key(rest):
            raise Otherwise
        self.plain = None if comment else rest
        self.add(plain_value(rest), start)
        return following

    def go_on(self, line: str) -> None:
        """A line that a plain scalar goes on with, behind a space, or behind a break for each empty
        line between. What may be meant for a key is none: `a: b`, indented too far.
        """
        line = line.rstrip(" ")
        if self.plain is None or len(self.plain) > _LONGEST_PLAIN:
            raise Otherwise
        if _holds_key(line) or " #" in f" {line}":
            raise Otherwise
        self.plain += ("\n" * self.blank or " ") + line
        self.blank = 0
        container = self.containers[-1]
        if container.__class__ is list:
            container[-1] = self.plain
        else:
            container[self.keys[-1]] = self.plain

    def marked(self, first: str, start: int) -> int:
        """Takes a value that its first character tells the kind of. An anchor, an alias or a tag is
        not read here.
        """
        match first:
            case "'" | '"':
                return self.quoted(first, start)
            case "|" | ">":
                return self.block(start)
            case "[" | "{":
                return self.flow(start)
            case _:
                raise Otherwise

    def quoted(self, quote: str, start: int) -> int:
        """A scalar in quotes, of one line or of several; the offset of the line after it."""
        found = _QUOTED[quote].match(self.text, start)
        if found is None:
            raise Otherwise
        content = found[1]
        if "\n" in content:
            self.within(content)
        text = folded(content).replace("''", "'") if quote == "'" else unescaped(content)
        self.add(text, start)
        return found.end()

    def within(self, content: str) -> None:
        """What goes on in further lines has to be further in than what it belongs to."""
        for line in content.split("\n")[1:]:
            bare = line.lstrip(" ")
            if bare and len(line) - len(bare) <= self.columns[-1]:
                raise Otherwise

    def block(self, start: int) -> int:
        """A literal or folded scalar, `|` or `>`, and `-` (no break at its end) or `+` (all of
        them); the offset of the line after it.
        """
        found = _BLOCK.match(self.text, start)
        if found is None or len(found[4]) <= self.columns[-1]:
            raise Otherwise
        kind, chomping, before, indent = found.groups()
        lines, at = self.indented(indent, found.start(4))
        # what stands further out than its lines, but further in than its key
        if len(_spaces_at(self.text, at)[0]) > self.columns[-1]:
            raise Otherwise
        kept = len(lines)
        while not lines[kept - 1]:
            kept -= 1
        content = before + (paragraphs(lines[:kept]) if kind == ">" else "\n".join(lines[:kept]))
        tail = {"-": "", "": "\n", "+": "\n" * (len(lines) - kept + 1)}[chomping]
        self.add(content + tail, start)
        return at

    def indented(self, indent: str, at: int) -> tuple[list[str], int]:
        """The lines from an offset on that are indented, or empty, without what they are indented
        by, and the offset of the line after them.
        """
        text, width, lines = self.text, len(indent), []
        while at < len(text):
            end = text.index("\n", at)
            line = text[at:end]
            if line.strip(" ") and not line.startswith(indent):
                break
            lines.append(line[width:])
            at = end + 1
        return lines, at

    # --- flow -------------------------------------------------------------------------------------

    def flow(self, start: int) -> int:
        """Takes a list or a mapping in brackets; the offset of the line after it."""
        found = _TOKEN.match(self.text, start)
        assert found is not None
        container, at = self.bracketed(found[1], found.end(), 0)
        self.within(self.text[start:at])
        after = _AFTER.match(self.text, at)
        if after is None:
            raise Otherwise
        self.add(container, start)
        return after.end()

    def bracketed(self, bracket: str, at: int, depth: int) -> tuple[Any, int]:
        """What stands in brackets, and the offset behind it. While it is `fresh`, as at the start
        and behind a comma, an entry may come.
        """
        if depth > _MOST_BRACKETS:
            raise Otherwise
        container: Any = [] if bracket == "[" else {}
        offsets = self.positions.entries[id(container)] = list[int]()
        closing, fresh = _CLOSING[bracket], True
        while True:
            found = self.token(at)
            if found[1] == closing:  # also after a comma
                return container, found.end()
            if not fresh or found[1] == ",":
                raise Otherwise
            key = ""
            if closing == "}":
                key, at = self.flow_key(found)
                if key in container:
                    raise Otherwise
                offsets.append(_start(found))
                found = self.token(at)
            start = _start(found)
            value, at = self.flow_value(found, depth)
            if closing == "}":
                container[intern(key)] = value
            else:
                container.append(value)
            offsets.append(start)
            found = self.token(at)
            fresh = found[1] == ","
            if fresh:
                at = found.end()

    def token(self, at: int) -> re.Match[str]:
        found = _TOKEN.match(self.text, at)
        if found is None:
            raise Otherwise
        return found

    def flow_key(self, found: re.Match[str]) -> tuple[str, int]:
        """A key in brackets, and the offset of its value."""
        key = found[4] or found[2] or unescaped(found[3] or "")
        colon = _COLON.match(self.text, found.end())
        if not key or colon is None or (found[4] is not None and not is_plain_key(key)):
            raise Otherwise
        return key, colon.end()

    def flow_value(self, found: re.Match[str], depth: int) -> tuple[Any, int]:
        """A value in brackets, and the offset behind it."""
        match found.lastindex:
            case 1 if found[1] in "[{":
                return self.bracketed(found[1], found.end(), depth + 1)
            case 2:
                return found[2], found.end()
            case 3:
                return unescaped(found[3]), found.end()
            case 4 if found[4][:2] not in ("-", "- "):
                return plain_value(found[4]), found.end()
            case _:
                raise Otherwise


def _start(found: re.Match[str]) -> int:
    """Where a token in brackets starts, behind the blanks and breaks in front of it."""
    return found.end() - len(found[0].lstrip(" \n"))


def _holds_key(text: str) -> bool:
    """Whether what looks like a plain scalar has a key in it, as `a: b` and `a:`."""
    return ": " in text or text[-1] == ":"
