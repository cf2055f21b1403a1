"""The outline of a page in copied text: where its operations begin, what they are called, the
headings of the menu over them, and the servers that it names first."""

from __future__ import annotations

import re

from generator.records import record
from generator.vendor_docs.reading import line_grammar
from generator.vendor_docs.reading.text_lines import TextLines
from generator.vendor_docs.reading.text_parts import begun_part

_ENDS_IN_ADDRESS = re.compile(r"https?://\S*$")
_SERVER_LINE = re.compile(r"(?:.*?\s)?(https?://[^\s'\"]+)")
_DEPRECATED_TITLE = re.compile(r"(.*\S)Deprecated")
"""The mark follows a title without a space."""
_REASON_PHRASES = frozenset(
    [
        "OK",
        "Ok",
        "Created",
        "Accepted",
        "No Content",
        "No content",
        "Success",
        "Bad Request",
        "Unauthorized",
        "Forbidden",
        "Not Found",
        "Conflict",
        "Gone",
        "Internal Server Error",
    ]
)
"""What an answer without a body may end in, and no operation is called."""


@record(frozen=True, slots=True)
class Interval:
    """What stands between two operations: `words` that belong to the first; title, heading (its
    index) and line of the second, and whether its title has the mark of a deprecated one."""

    words: list[str]
    title: str | None
    deprecated: bool
    heading: int | None
    line: int


class PageOutline:
    """`headings` are those that were met so far; `nameless`: the page hides names of operations
    and headings."""

    def __init__(self, lines: TextLines) -> None:
        self.lines = lines
        self.headings: list[str] = []
        self.requests = [at for at in lines.every("Request") if self._opens(at)]
        headings = lines.every("Operations")
        self.nameless = any(map(self._is_nameless, headings[:1]))
        self.servers = self._servers(min([*headings[:1], *self.requests[:1]], default=0))

    def _opens(self, at: int) -> bool:
        """Whether `Request` begins an operation here, and is not a description, which a blank line
        and a field precede.
        """
        before = self.lines.before(at)
        if before is None or before == at - 1:
            return True
        if line_grammar.field_line(self.lines[before]) is None:
            return True
        following = self.lines.after(at + 1, len(self.lines))
        line = self.lines[following] if following < len(self.lines) else ""
        return begun_part(line) in ("parameters", "body", "curl")

    def _is_nameless(self, heading: int) -> bool:
        """Whether the first heading has no name: none stands before it, or the next follows it."""
        before = self.lines.before(heading)
        if before is None or _ENDS_IN_ADDRESS.search(self.lines[before]):
            return True
        following = self.lines.after(heading + 1, len(self.lines))
        return following < len(self.lines) and self.lines[following] == "Operations"

    def _servers(self, end: int) -> list[str]:
        """Addresses before the first operation that are called those of servers: by a word on the
        line, `Production server https://…`, or on the line above, `API Servers`."""
        found = []
        for at in range(1, end):
            address = _SERVER_LINE.fullmatch(self.lines[at])
            above = self.lines.before(at)
            called = "" if above is None else f"{self.lines[above]} {self.lines[at]}"
            if address is not None and "erver" in called:  # `Server` or `server`
                found.append(address[1].rstrip("/"))
        return found

    # --- between operations -----------------------------------------------------------------------

    def interval(self, start: int, end: int, *, front: bool = False) -> Interval:
        """What stands between two operations, or in `front` of the first. Each `Operations` closes
        a block, whose last line is the name of a heading; the last block ends in the title. What is
        left of the first block are words of the operation before: of its last answer."""
        *closed, last = self._blocks(start, end)
        self.headings += map(self._pop_heading, closed)
        title: int | None = None
        if end < len(self.lines):
            self._join_deprecated(last)
            title = self._pop_title(last, front, alone=not closed and len(last) == 1)
        line = "" if title is None else self.lines[title]
        marked = _DEPRECATED_TITLE.fullmatch(line)
        words = [] if front else next(iter((*closed, last)))
        return Interval(
            words=[self.lines[at] for at in words],
            title=marked[1] if marked else line or None,
            deprecated=marked is not None,
            heading=len(self.headings) - 1 if self.headings else None,
            line=(end if title is None else title) + 1,
        )

    def _blocks(self, start: int, end: int) -> list[list[int]]:
        """Lines that are not blank, parted at each `Operations`."""
        blocks: list[list[int]] = [[]]
        for at in range(start, end):
            if self.lines[at] == "Operations":
                blocks.append([])
            elif self.lines[at]:
                blocks[-1].append(at)
        return blocks

    def _join_deprecated(self, block: list[int]) -> None:
        """`Deprecated` on a line of its own below a title, as where it follows at once."""
        if len(block) > 1 and self.lines[block[-1]] == "Deprecated":
            block.pop()
            self.lines.lines[block[-1]] += "Deprecated"

    def _pop_heading(self, block: list[int]) -> str:
        return self.lines[block.pop()] if block and not self.nameless else ""

    def _pop_title(self, block: list[int], front: bool, alone: bool) -> int | None:
        """The title among the lines before `Request`: the last, unless the page hides titles and it
        is something else.
        """
        if not block:
            return None
        at = block[-1]
        line = self.lines[at]
        # `No Content` of the operation before, and the servers, which stand before the first one
        if line in _REASON_PHRASES or _ENDS_IN_ADDRESS.search(line):
            return None
        # of a page that hides titles the front has its link for screen readers alone
        is_other = line == "Skip to content" if front else self._ends_answer(at)
        return None if alone and is_other else block.pop()

    def _ends_answer(self, at: int) -> bool:
        """Whether the only line between two operations of a page that hides titles is what the
        first of them answers: it stands below `Responses`."""
        return self.nameless and self.lines[self.lines.before(at) or 0] == "Responses"

    def list_end(self, start: int, end: int) -> int:
        """Where a list ends that nothing closes: before the title and the headings that lead to the
        next operation, at the end of the page where none follows.
        """
        operations = self.lines.first("Operations", start, end)
        stop = end if operations is None else operations
        # No name of a heading stands before `Operations`, no title before the end of the page.
        is_unnamed = stop == len(self.lines) if operations is None else self.nameless
        before = self.lines.before(stop)
        if is_unnamed or before is None or before < start:
            return stop
        return before
