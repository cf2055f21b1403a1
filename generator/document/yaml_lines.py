"""YAML as it is mostly written, read line by line in half of the time that events take.

Block mappings and sequences, plain and quoted scalars, block scalars, comments and short lists in
brackets. Of anything else, and of anything that is wrong or odd, nothing is read here: then
`yaml_reader` reads the text from libyaml's events, and tells. What is read here is exactly what is
read there, positions included."""

from __future__ import annotations

import math
import re
from sys import intern
from typing import Any, Final, NamedTuple

from generator.document.reading import MAX_DEPTH, MAX_DIGITS, MAX_NODES, Positions

UNREADABLE_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ODD: Final = ("\t", "\r", "\x85", "\u2028", "\u2029", "\ufeff", "\n---", "\n...", "\n%")
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_KEY = rf"({_FIRST}[^\s:#]*)|'([^'\n]+)'"
_VALUE = rf"(?:({_FIRST}[^:#]*)|'([^']*)')"
_SIMPLE = re.compile(
    rf"( *)(- )?(?:(?:{_KEY}):(?: +{_VALUE})?|(?<=- ){_VALUE})"
)  # a key, an item, or both, on one line
_LINE = re.compile(
    r"( *)(-(?: +|(?=\n)))?"  # what it is indented by, and the dash of an item
    rf'(?:(?:{_KEY}|"([^"\\\n]*)"):(?: +|(?=\n)))?'  # a key
    r"([^\n]*)\n"
)
_SINGLE = re.compile(r"'([^']*(?:''[^']*)*)' *(?: #[^\n]*)?\n")
_DOUBLE = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)" *(?: #[^\n]*)?\n', re.DOTALL)
_FOLD = re.compile(r"(?<! ) *\n( *\n)* *")
_BLOCK = re.compile(r"([|>])([-+]?) *(?: #[^\n]*)?\n((?: *\n)*)( +)(?=[^ \n])")
_ESCAPE = re.compile(
    # or what goes on in the next line:
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\n *(?![ \n])|[^\n])"
    r"|(?:(?<! )|(?<=\\ )) *\n( *\n)* *|\\"
)
_ESCAPES: Final = dict(
    zip('0abtnvfre "/\\N_LP', '\0\a\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True)
)
_WORD = r"[A-Za-z0-9_$/^.(+<=-][^\s,\[\]{}:?]*(?: +[^\s,\[\]{}:?#-][^\s,\[\]{}:?]*)*"
_TOKEN = re.compile(rf"""[ \n]*(?:([\[\]{{}},])|'([^'\n]*)'|"([^"\\\n]*)"|({_WORD}))""")
_COLON = re.compile(r": +")
_AFTER = re.compile(r" *(?: #[^\n]*)?\n")

_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_STARTS_NO_PLAIN: Final = frozenset("?:,[]{}#&*!|>'\"%@`")
_STARTS_NUMBER: Final = frozenset("0123456789+-.")
_STATUS = re.compile(r"[1-9][0-9]*(?:XX)?")
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_OTHER_NUMBER = re.compile(r"0[ox]|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_LONGEST_KEY = 1000
_LONGEST_PLAIN = 20_000  # of several lines, which are put together one by one
_MOST_KNOWN = 100_000
_MOST_BRACKETS = 50  # in one another


class _Other(Exception):  # noqa: N818 - no error: the text is of the other kind
    pass


def read_lines(text: str) -> tuple[Any, Positions] | None:
    """The data of a YAML document and where it stands; `None` where the text has anything that is
    not read here.
    """
    if (
        UNREADABLE_CHARACTER.search(text)
        or not text.endswith("\n")
        or text.startswith(("---", "...", "%"))
        or any(odd in text for odd in _ODD)
    ):
        return None
    try:
        return _LineReader(text).read()
    except _Other:
        return None


class _Simple(NamedTuple):
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


def _simple(line: str) -> _Simple | None:
    """The line if it is a key, an item, or both, with a scalar or with nothing; `None` if it is
    anything else.
    """
    found = _SIMPLE.fullmatch(line)
    if found is None:
        return None
    spaces, dash, plain_key, quoted_key, plain, quoted, plain_item, quoted_item = found.groups()
    if plain_key is not None and not _is_plain_key(plain_key):
        return None
    key = plain_key if plain_key is not None else quoted_key
    plain = plain_item if plain is None else plain
    key_at = len(spaces) + (0 if dash is None else 2)
    if plain is not None:
        plain = plain.rstrip(" ")
        value = _number_or(plain) if plain[0] in _STARTS_NUMBER else _CONSTANTS.get(plain, plain)
        start = found.start(5) if plain_item is None else found.start(7)
        return _Simple(
            len(spaces), dash is not None, key_at, key and intern(key), value, plain, start, False
        )
    value = quoted if quoted is not None else quoted_item
    start = (
        key_at + (len(plain_key) + 1 if plain_key is not None else len(quoted_key) + 3)
        if value is None
        else found.end() - len(value) - 2
    )
    return _Simple(
        len(spaces),
        dash is not None,
        key_at,
        key and intern(key),
        value,
        None,
        start,
        value is None,
    )


class _SimpleLines(dict[str, _Simple | None]):
    """The lines that were met, the last `_MOST_KNOWN` of them at most."""

    def __missing__(self, line: str) -> _Simple | None:
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[line] = _simple(line)
        return found


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
        columns, known = self.columns, _SimpleLines()
        at = resume = 0
        for line in self.text.removesuffix("\n").split("\n"):
            here, at = at, at + len(line) + 1
            if here < resume:
                continue
            simple = known[line]
            if simple is None or not columns:
                resume = self.line(here)
            elif not self.waits and simple.column > columns[-1]:
                self.go_on(line.lstrip(" "))
            else:
                self.simple(simple, here)
        return self.done()

    def simple(self, line: _Simple, here: int) -> None:
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
                self.enter(column, key_at, here)
            container = containers[-1]
            if key in container:
                raise _Other
            self.keys[-1] = key
            offsets[-1].append(here + key_at)
            if not empty:
                container[key] = value
        self.waits, self.plain = empty, plain
        if empty:
            self.empty = here + start
        else:
            offsets[-1].append(here + start)

    def enter(self, column: int, key_at: int, here: int) -> None:
        """Opens the map that a key is the first one of, or goes back to the one that it is in."""
        if self.waits and key_at > self.columns[-1]:
            self.open({}, key_at, here + key_at)
        else:
            self.nothing()
            self.close(column)

    def done(self) -> tuple[Any, Positions]:
        if not self.columns:
            raise _Other
        self.nothing()
        entries = self.positions.entries
        if sum(map(len, entries.values())) >= MAX_NODES:
            raise _Other
        root = self.containers[0]
        self.positions.root = entries[id(root)][0]
        return root, self.positions

    def line(self, at: int) -> int:
        """Takes any line that can be read, which starts at an offset, and what belongs to it; where
        the next one starts.
        """
        found = _LINE.match(self.text, at)
        if found is None:
            raise _Other
        spaces, dash, key, single, double, rest = found.groups()
        following, column = found.end(), len(spaces)
        bare = dash is None and key is None and single is None and double is None
        if bare and rest[:1] in ("", "#"):
            self.blank += 1
            self.plain = self.plain if not rest else None
            return following
        if self.columns and not self.waits and column > self.columns[-1]:
            self.go_on(self.text[at + column : following - 1])
            return following
        self.plain, self.blank = None, 0
        if bare and (not self.waits or column <= self.columns[-1]):
            raise _Other
        start = at + column
        while dash is not None:
            self.item(column, start)
            column, start = column + len(dash), start + len(dash)
            if rest[:1] != "-" or found.start(6) != start:
                break
            found = _LINE.match(self.text, start)
            assert found is not None
            _, dash, key, single, double, rest = found.groups()
        name = key if key is not None else single if single is not None else double
        if name is not None:
            self.entry(column, start, name, quoted=key is None)
            self.empty = start + len(name) + (1 if key is not None else 3)
        return self.value(rest, found.start(6), following)

    # --- containers -------------------------------------------------------------------------------

    def open(self, container: dict[str, Any] | list[Any], column: int, start: int) -> None:
        """A container that starts here: the value that is waited for, or the root."""
        if self.columns:
            self.add(container, start)
        elif column or isinstance(container, list):
            raise _Other
        if len(self.columns) >= MAX_DEPTH - _MOST_BRACKETS - 1:
            raise _Other
        self.columns.append(column)
        self.containers.append(container)
        self.keys.append("")
        offsets: list[int] = []
        self.offsets.append(offsets)
        self.positions.entries[id(container)] = offsets

    def close(self, column: int, kind: type = dict) -> None:
        """Closes what is further in than a line, which goes on with a mapping or a list."""
        columns, containers = self.columns, self.containers
        while columns and (
            columns[-1] > column or (columns[-1] == column and containers[-1].__class__ is not kind)
        ):
            columns.pop()
            containers.pop()
            self.offsets.pop()
            self.keys.pop()
        if not columns or columns[-1] != column:
            raise _Other

    def item(self, column: int, start: int) -> None:
        """A dash: the next item of a list, which it may open."""
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
        """A key: of the mapping that it opens or goes on with."""
        if not quoted and not _is_plain_key(name):
            raise _Other
        if not self.columns or (self.waits and (column > self.columns[-1])):
            self.open({}, column, start)
        else:
            self.nothing()
            self.close(column)
        if name in self.containers[-1] or len(name) > _LONGEST_KEY:
            raise _Other
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
        """Takes the value at the end of a line, if there is one;
        the offset of the line after it.
        """
        if not rest:
            return following
        first = rest[0]
        if first == "#":
            return following
        if first in _STARTS_NO_PLAIN:
            return self.marked(first, rest, start, following)
        commented = " #" in rest
        if commented:
            rest = rest[: rest.index(" #")]
        if rest[-1] == " ":
            rest = rest.rstrip(" ")
        if ": " in rest or rest[-1] == ":" or rest[:2] == "- " or rest == "-":
            raise _Other
        self.plain = None if commented else rest
        self.add(_number_or(rest) if first in _STARTS_NUMBER else _CONSTANTS.get(rest, rest), start)
        return following

    def go_on(self, line: str) -> None:
        """A line that a plain scalar goes on with."""
        line = line.rstrip(" ")
        if (
            self.plain is None
            or len(self.plain) > _LONGEST_PLAIN
            or ": " in line
            or line[-1] == ":"
            or " #" in line
            or line[0] == "#"
        ):
            raise _Other
        self.plain += ("\n" * self.blank or " ") + line
        self.blank = 0
        container = self.containers[-1]
        if container.__class__ is list:
            container[-1] = self.plain
        else:
            container[self.keys[-1]] = self.plain

    def marked(self, first: str, rest: str, start: int, following: int) -> int:
        """Takes a value that its first character tells the kind of."""
        if first == "'":
            return self.quoted(_SINGLE, start)
        if first == '"':
            return self.quoted(_DOUBLE, start)
        if first in "|>":
            return self.block(start)
        if first in "[{":
            return self.flow(start)
        raise _Other

    def quoted(self, pattern: re.Pattern[str], start: int) -> int:
        found = pattern.match(self.text, start)
        if found is None:
            raise _Other
        content = found[1]
        if "\n" in content:
            self.within(content)
        if pattern is _DOUBLE and "\\" in content:
            content = _unescaped(content)
        else:
            if "\n" in content:
                content = _FOLD.sub(lambda match: "\n" * (match[0].count("\n") - 1) or " ", content)
            if pattern is _SINGLE:
                content = content.replace("''", "'")
        self.add(content, start)
        return found.end()

    def within(self, content: str) -> None:
        """What goes on in further lines has to be further in than what it belongs to."""
        for line in content.split("\n")[1:]:
            bare = line.lstrip(" ")
            if bare and len(line) - len(bare) <= self.columns[-1]:
                raise _Other

    def block(self, start: int) -> int:
        """A literal or folded scalar."""
        text = self.text
        found = _BLOCK.match(text, start)
        if found is None or len(found[4]) <= self.columns[-1]:
            raise _Other
        kind, chomping, before, indent = found.groups()
        if before.strip("\n"):
            raise _Other
        width, at = len(indent), found.start(4)
        lines = []
        while at < len(text):
            end = text.index("\n", at)
            line = text[at:end]
            if line.startswith(indent):
                lines.append(line[width:])
            elif line.strip(" "):
                break
            else:
                lines.append("")
            at = end + 1
        if at < len(text) and len(line) - len(line.lstrip(" ")) > self.columns[-1]:
            raise _Other
        kept = len(lines)
        while not lines[kept - 1]:
            kept -= 1
        if kind == ">" and any(each[:1] == " " for each in lines[:kept]):
            raise _Other
        content = before + (_paragraphs(lines[:kept]) if kind == ">" else "\n".join(lines[:kept]))
        tail = {"-": "", "": "\n", "+": "\n" * (len(lines) - kept + 1)}[chomping]
        self.add(content + tail, start)
        return at

    # --- flow -------------------------------------------------------------------------------------

    def flow(self, start: int) -> int:
        """Takes a list or a mapping in brackets; the offset of the line after it."""
        found = _TOKEN.match(self.text, start)
        assert found is not None
        container, at = self.bracketed(found[1], found.end(), 0)
        self.within(self.text[start:at])
        after = _AFTER.match(self.text, at)
        if after is None:
            raise _Other
        self.add(container, start)
        return after.end()

    def bracketed(self, bracket: str, at: int, depth: int) -> tuple[Any, int]:
        """What stands in brackets, and the offset behind it."""
        if depth > _MOST_BRACKETS:
            raise _Other
        container: Any = [] if bracket == "[" else {}
        offsets = self.positions.entries[id(container)] = list[int]()
        closing, fresh = "]" if bracket == "[" else "}", True
        while True:
            found = self.token(at)
            if found[1] == closing:  # also after a comma
                return container, found.end()
            if not fresh or found[1] == ",":
                raise _Other
            key = ""
            if closing == "}":
                key, at = self.flow_key(found)
                if key in container:
                    raise _Other
                offsets.append(found.end() - len(found[0].lstrip(" \n")))
                found = self.token(at)
            start = found.end() - len(found[0].lstrip(" \n"))
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
            raise _Other
        return found

    def flow_key(self, found: re.Match[str]) -> tuple[str, int]:
        """A key in brackets, and the offset of its value."""
        key = found[4] if found[4] is not None else found[2] if found[2] is not None else found[3]
        colon = _COLON.match(self.text, found.end())
        if not key or colon is None or (found[4] is not None and not _is_plain_key(key)):
            raise _Other
        return key, colon.end()

    def flow_value(self, found: re.Match[str], depth: int) -> tuple[Any, int]:
        """A value in brackets, and the offset behind it."""
        bracket, single, double, word = found.groups()
        if bracket is not None:
            if bracket not in "[{":
                raise _Other
            return self.bracketed(bracket, found.end(), depth + 1)
        if word is None:
            return single if single is not None else double, found.end()
        if word[:2] == "- " or word == "-":
            raise _Other
        return _number_or(word) if word[0] in _STARTS_NUMBER else _CONSTANTS.get(
            word, word
        ), found.end()


def _unescaped(content: str) -> str:
    """A scalar in double quotes: its escapes (YAML 1.2, section 5.7), with its lines folded."""
    return _ESCAPE.sub(_meaning, content)


def _meaning(found: re.Match[str]) -> str:
    """What an escape or a fold stands for."""
    written = found[0]
    if written[0] != "\\":
        return "\n" * (written.count("\n") - 1) or " "
    if written == "\\":
        raise _Other  # of a line that empty ones follow
    if written[1] == "\n":
        return ""
    if (digits := found[1] or found[2] or found[3]) is not None:
        code = int(digits, 16)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            raise _Other
        return chr(code)
    if written[1] not in _ESCAPES:
        raise _Other
    return _ESCAPES[written[1]]


def _is_plain_key(name: str) -> bool:
    """Whether a key without quotes is the same text to every reader."""
    if name[0] in _STARTS_NUMBER:
        return _STATUS.fullmatch(name) is not None
    return name not in _CONSTANTS and name != "<<"


def _number_or(text: str) -> Any:
    """What a plain scalar is that starts as a number does."""
    if _INT.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise _Other
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise _Other
        return number
    if _OTHER_NUMBER.match(text):
        raise _Other
    return text


def _paragraphs(lines: list[str]) -> str:
    """A folded scalar: lines are joined by spaces, and empty ones are the breaks between."""
    found, breaks = lines[0], 0
    for line in lines[1:]:
        if line:
            found += ("\n" * breaks or " ") + line
            breaks = 0
        else:
            breaks += 1
    return found
