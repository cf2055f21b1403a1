"""The lines of copied text: where each begins in the text, what stands around it, and whether it
stands where a description does."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from generator.vendor_docs.reading import line_grammar

_COMPACT = 20
"""A text with fewer than one blank line in so many was copied without the blank lines of the page.
"""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")) | {
    0xA0: " ",
    0x2028: "\n",
    0x2029: "\n",
}


class TextLines:
    """`starts` are the offsets of the lines in `text`, and its length. `last` is the last line with
    words: where the page is cut, it may be half of one."""

    def __init__(self, content: str) -> None:
        self.text = content.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
        raw = self.text.split("\n")
        self.lines = [line.strip() for line in raw]
        self.starts = [*accumulate((len(line) + 1 for line in raw[:-1]), initial=0), len(self.text)]
        self.last = self.before(len(raw)) or 0
        self.compact = self.lines.count("") * _COMPACT < len(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, at: int) -> str:
        return self.lines[at]

    def before(self, at: int) -> int | None:
        """The nearest line above that is not blank."""
        return next((above for above in range(at - 1, -1, -1) if self.lines[above]), None)

    def after(self, at: int, end: int) -> int:
        """The nearest line from `at` that is not blank, or `end`."""
        return next((below for below in range(at, end) if self.lines[below]), max(at, end))

    def words(self, start: int, end: int) -> list[str]:
        """The lines from `start` to `end` that are not blank."""
        return [line for line in self.lines[start:end] if line]

    def first(self, line: str, start: int, end: int) -> int | None:
        """The first place of a line that holds just this."""
        return next((at for at in range(start, end) if self.lines[at] == line), None)

    def every(self, line: str) -> list[int]:
        """Every place of a line that holds just this."""
        return [at for at, each in enumerate(self.lines) if each == line]

    def at_offset(self, offset: int) -> int:
        """The line after what ends at this place of the text."""
        return min(bisect_right(self.starts, max(offset - 1, 0)), len(self.lines))

    def is_description(self, at: int) -> bool:
        """Whether a line stands where the description of a field does: after the field and a blank
        line.

        A line above that has the form of a field in one word may itself be a description, of the
        one above it, and so on: from the first line that is certain, they alternate."""
        described = True
        while (before := self.before(at)) is not None and before < at - 1:
            if self.lines[before] == "Discriminator":
                return described
            form = line_grammar.field_line(self.lines[before])
            if form is None:
                return not described
            if not form.plain:
                return described
            at, described = before, not described
        return not described
