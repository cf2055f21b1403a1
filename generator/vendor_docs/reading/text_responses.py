"""The answers of an operation in copied text: statuses, then the body of the first of them."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.document.specification import WITHOUT_CONTENT
from generator.records import record
from generator.vendor_docs.facts import UNSTATED, digest
from generator.vendor_docs.json_values import not_null
from generator.vendor_docs.reading.page import PageBody, PageResponse
from generator.vendor_docs.reading.text_bodies import BodyReader, sample_alone
from generator.vendor_docs.reading.text_lines import TextLines
from generator.vendor_docs.reading.text_outline import PageOutline
from generator.vendor_docs.reading.text_parts import is_body

_STATUS = re.compile(r"(?:[1-5](?:\d\d|XX)|default)")


@record(frozen=True, slots=True)
class ResponsesRead:
    """The responses, the line after them, and whether the last of them is `whole`."""

    responses: tuple[PageResponse, ...]
    end: int
    whole: bool


class ResponsesReader:
    """Reads what follows the line `Responses`."""

    def __init__(self, lines: TextLines, outline: PageOutline, bodies: BodyReader) -> None:
        self.lines = lines
        self.outline = outline
        self.bodies = bodies

    def read(self, start: int, end: int, final: bool) -> ResponsesRead:
        """The answers from `start` on: the body is that of the first status, of the others a page
        shows no more. `final`: the page ends at `end`."""
        first_line = self.lines.after(start, end)
        at, statuses = self._statuses(first_line, end)
        first, *others = [PageResponse(status=each, line=first_line + 1) for each in statuses]
        body = self._body_line(at, end)
        sample = self.bodies.sample_line(at if body is None else body, end)
        if body is None and sample is None:
            whole = not final or self._is_whole_without_body(first, at, end)
            return ResponsesRead((first, *others), at, whole)
        words = self._words(at, min(not_null((body, sample))))
        content, stop = self._content(body, sample, end, final)
        ends_page = final and self.lines.after(stop, end) == end
        whole = not _is_cut(content, ends_page)
        first = replace(first, wording=digest(" ".join(words)), body=content)
        return ResponsesRead((first, *others), stop, whole)

    def _statuses(self, at: int, end: int) -> tuple[int, list[str]]:
        """The line after the statuses that begin at a line, and the statuses."""
        statuses: list[str] = []
        while at < end and _STATUS.fullmatch(self.lines[at]):
            statuses.append(self.lines[at])
            at = self.lines.after(at + 1, end)
        return at, statuses or [UNSTATED]

    def _body_line(self, at: int, end: int) -> int | None:
        return next((each for each in range(at, end) if is_body(self.lines, each)), None)

    def _is_whole_without_body(self, first: PageResponse, at: int, end: int) -> bool:
        """Whether an answer without a body on the last lines of a page has none: a heading follows
        it, its status says so, or all that it says is the reason phrase of 204."""
        return (
            "Operations" in self.lines.lines[at:end]
            or first.status in WITHOUT_CONTENT
            or [line.casefold() for line in self.lines.words(at, end)] == ["no content"]
        )

    def _words(self, start: int, end: int) -> list[str]:
        """The description: what stands before the headers and the body."""
        words = self.lines.words(start, end)
        return words[: words.index("Headers")] if "Headers" in words else words

    def _content(
        self, body: int | None, sample: int | None, end: int, final: bool
    ) -> tuple[PageBody | None, int]:
        """The body of an answer, of whose list and sample one is there, and the line after it. A
        list without a sample behind it may be cut where the page ends."""
        if sample is None:
            assert body is not None
            stop = self.outline.list_end(body + 1, end)
            cut = final and stop == end
            return replace(self.bodies.listed(body, stop, None, ()), cut=cut), stop
        data, types, after = self.bodies.sample(sample, end)
        if body is not None:
            return self.bodies.listed(body, sample, data, types), after
        return None if data is None else sample_alone(data, types, sample + 1), after


def _is_cut(content: PageBody | None, ends_page: bool) -> bool:
    """Whether the page breaks off in a body; a broken sample with more behind it is only broken."""
    return content is not None and (content.cut or (content.sample_cut and ends_page))
