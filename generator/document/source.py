"""A file of an OpenAPI document, read into plain data; knows the line and column of everything in
it.

YAML and JSON alike. Whatever the file holds, reading ends with data or with a `DocumentError` that
says what is wrong where: never with a crash, a traceback, or all of the memory."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.document import json_reader
from generator.document import pointer as pointers
from generator.document.diagnostics import Diagnostic, DocumentError, Location
from generator.document.reading import (
    CONFLICT,
    ENCODING,
    LIMIT,
    MAX_BYTES,
    ROOT,
    RULES,
    UNREADABLE,
    Findings,
    Kept,
    Positions,
    Text,
    quoted,
)

if TYPE_CHECKING:
    from generator.document.grafting import Grafting

__all__ = ["RULES", "Source", "content_of", "parse", "read"]

_CONFLICT = re.compile(r"^[ \t]*([<>]{7}|[<>|]{7} \S.*?)\s*$", re.MULTILINE)
"""A line that git puts around the versions of a conflict, indented or not. `=======` alone
underlines a heading of Markdown.
"""
_AROUND = 100  # characters of what stands before a text: a quote, or the head of a block
_PIECES = {
    '"': re.compile(
        r"\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[0-9A-Fa-f]{4}|\\u.{4}|\\U.{8}|\\x.{2}|\\.|.", re.DOTALL
    ),
    "'": re.compile(r"''|.", re.DOTALL),
}
"""What stands for one character of a quoted text, by the quote."""


@dataclass(eq=False)
class Source:
    """`data` is shared, not copied, where the file uses aliases: read it, do not change it.
    `diagnostics` are warnings.
    """

    path: Path
    display: str
    data: dict[str, Any]
    diagnostics: tuple[Diagnostic, ...] = ()
    text: Text = field(kw_only=True, repr=False)
    _positions: Positions | Kept | None = field(default=None, kw_only=True, repr=False)
    written: dict[str, Any] = field(init=False, repr=False)
    """`data` as it stands in the file, which nothing changes."""
    is_file: bool = field(default=True, init=False, repr=False)
    """Whether it is one of this machine; else references count from where it came from."""
    grafting: Grafting | None = field(default=None, init=False, repr=False)
    """The changes that were made to it and the other files, if any."""

    def __post_init__(self) -> None:
        self.written = self.data

    def __getstate__(self) -> dict[str, Any]:
        known = self._positions
        kept = known.kept(self.data) if isinstance(known, Positions) else known
        return vars(self) | {"_positions": kept, "grafting": None}

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """Where the value at `pointer` (or, for `key`, its key) stands; where the nearest ancestor
        does if there is none.

        The location's pointer is the one asked for, so that a finding about something absent says
        what is absent."""
        return self.text.location(self.offset(pointer, key=key), pointer)

    def offset(self, pointer: str, *, key: bool = False) -> int:
        """The same in its text, or behind the end of that, where a change brought it (`Text`). For
        a `key` that is not there it is the value of its nearest ancestor.
        """
        try:
            tokens = pointers.split(pointer)
        except ValueError:
            tokens = ()
        offset, followed = self.positions.find(self.data, tokens, key=key)
        if key and len(followed) != len(tokens):
            offset, _ = self.positions.find(self.data, followed, key=False)
        return offset

    @property
    def positions(self) -> Positions:
        if self._positions is None:
            self._positions = json_reader.PositionsOnDemand(self.text, self.data)
        elif not isinstance(self._positions, Positions):  # those of a copy, which few ask for
            self._positions = Positions.of(self.data, self._positions)
        return self._positions

    def change(self, data: dict[str, Any], positions: Positions, grafting: Grafting) -> None:
        """Makes `data` of the file, whose places are `positions`, what is read of it."""
        self.data, self._positions, self.grafting = data, positions, grafting

    def locate_line(self, pointer: str, number: int) -> Location:
        """Where a line (1 is the first) of the text at `pointer` stands; where the text does, if it
        is not written line by line.
        """
        start = self.locate(pointer)
        text = pointers.follow(self.data, pointers.split(pointer))
        lines = str(text).split("\n")
        at = start.line + number  # the first line is below `|`
        if number > len(lines):
            return start
        line = self.text.line(start.file, at)
        if not line.strip() or line.strip() != lines[number - 1].strip():
            return start
        return Location(start.file, at, len(line) - len(line.lstrip()) + 1, pointer)

    def locate_character(self, pointer: str, number: int) -> Location:
        """Where a character (0 is the first) of the text at `pointer` stands; where the text does,
        if it is not written on one line.
        """
        start = self.offset(pointer)
        written, said = self.text.text, str(pointers.follow(self.data, pointers.split(pointer)))
        found = written.find(said, start, start + len(said) + _AROUND)
        if found >= 0:
            return self.text.location(found + number, pointer)
        pieces = _PIECES.get(written[start : start + 1])
        if pieces is not None:
            characters = pieces.finditer(written, start + 1)
            start = next((each.start() for each in islice(characters, number, None)), start)
        return self.text.location(start, pointer)

    @property
    def size(self) -> int:
        """The characters of the file."""
        return len(self.text.text)

    def mentions(self, *words: str) -> bool:
        """Whether one of the words stands anywhere in the text, or in one that a change is from."""
        texts = [self.text, *(text for _, text in self.text.further)]
        return any(text.mentions(word) for text in texts for word in words)

    def has(self, pointer: str) -> bool:
        try:
            pointers.follow(self.data, pointers.split(pointer))
        except (KeyError, ValueError):
            return False
        return True


def read(path: Path, display: str) -> Source:
    """Reads a file. `display` is its name in findings. DocumentError when it cannot be used."""
    return parse(content_of(path, display), path, display)


def parse(content: bytes, path: Path, display: str) -> Source:
    """Reads the content of a file: JSON if it is JSON (and must be when the name ends in `.json`),
    else YAML.
    """
    text = _decode(content, display)
    findings = Findings(text)
    data: Any = None
    positions: Positions | None = None
    if not text.text.lstrip():
        findings.add(ROOT, 0, "the file is empty")
    elif conflicts := _conflicts(text.text):
        _report_conflicts(conflicts, findings)
    else:
        data, positions = _json_or_yaml(text, findings, path.suffix.lower() == ".json")
    if not findings.fatal and not isinstance(data, dict):
        kind = "a list" if isinstance(data, list) else "a single value"
        findings.add(
            ROOT,
            positions.root if positions else 0,
            f"the file holds {kind}; a mapping is expected at its root",
        )
    if findings.fatal:
        raise DocumentError(findings)
    return Source(path, display, data, tuple(findings), text=text, _positions=positions)


def _json_or_yaml(
    text: Text, findings: Findings, must_be_json: bool
) -> tuple[Any, Positions | None]:
    """The data of a text, and the places of it where these are known already. What begins with `{`
    is JSON if it can be: YAML may begin so too.
    """
    if not must_be_json and not text.text.lstrip().startswith("{"):
        return _yaml(text, findings)
    try:
        return json_reader.read_json(text, findings), None
    except json_reader.NotJsonError as error:
        if not must_be_json:
            return _yaml(text, findings)
        json_reader.report_syntax(error, findings)
        return None, None


def _yaml(text: Text, findings: Findings) -> tuple[Any, Positions]:
    """Line by line, else from libyaml's events; each is imported where it is needed, as that takes
    a while.
    """
    from generator.document.yaml_lines import read_lines

    lines = read_lines(text.text)
    if lines is not None:
        return lines
    from generator.document.yaml_reader import read_yaml

    return read_yaml(text, findings)


def _conflicts(text: str) -> list[re.Match[str]]:
    """The lines that a merge left in a text. Nearly none has seven of their signs in a row, which
    is found out faster than by going through its lines.
    """
    has_signs = any(sign * 7 in text for sign in "<|>")
    return list(_CONFLICT.finditer(text)) if has_signs else []


def _report_conflicts(markers: list[re.Match[str]], findings: Findings) -> None:
    """Each conflict where it starts; a marker that is left of one that was resolved in part, where
    that stands.
    """
    starts = [marker for marker in markers if marker[1][0] == "<"]
    for marker in starts or markers[:1]:
        findings.add(
            CONFLICT, marker.start(1), f"a merge conflict: {quoted(marker[1])} was left in the file"
        )


def content_of(path: Path, display: str) -> bytes:
    """What a file holds, within bounds. DocumentError when it cannot be read."""

    def refused(reason: str) -> DocumentError:
        return DocumentError([UNREADABLE.found(reason, Location(display))])

    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refused("is a directory, not a file")
        if not stat.S_ISREG(status.st_mode):
            raise refused("is not a regular file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise refused("no such file") from error
    except PermissionError as error:
        raise refused("permission denied") from error
    except ValueError as error:  # Python's own words differ from version to version
        raise refused("cannot be read: the name holds a character that no file name can") from error
    except OSError as error:
        raise refused(f"cannot be read: {error.strerror or error}") from error
    within_bounds(content, display)
    return content


def within_bounds(content: bytes, display: str) -> None:
    """DocumentError for more than a file may have."""
    if len(content) > MAX_BYTES:
        raise DocumentError(
            [LIMIT.found(f"the file has more than {MAX_BYTES // 2**20} MiB", Location(display))]
        )


def _decode(content: bytes, display: str) -> Text:
    """The text of a file, without its byte order mark. DocumentError when it is not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError(
            [ENCODING.found("the file is UTF-16; save it as UTF-8", Location(display))]
        )
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return Text(content.decode("utf-8"), display)
    except UnicodeDecodeError as error:
        before = Text(content[: error.start].decode("utf-8"), display)
        message = f"not UTF-8: byte 0x{content[error.start]:02X} at offset {error.start}"
        raise DocumentError([ENCODING.found(message, before.location(error.start))]) from error
