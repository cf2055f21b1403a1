"""The body of a request or an answer in copied text: its list of fields, its media types and its
sample."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.vendor_docs.facts import digest
from generator.vendor_docs.json_values import members
from generator.vendor_docs.reading import line_grammar
from generator.vendor_docs.reading.field_lists import FieldList, FieldListReader
from generator.vendor_docs.reading.page import PageBody, PageError
from generator.vendor_docs.reading.sample import Sample, read_json, with_sample
from generator.vendor_docs.reading.text_lines import TextLines

MAX_FIELDS = 5000
"""No body has more fields."""
_JSON_START = re.compile(r'[\[{"\d-]|(?:true|false|null)\b')


class BodyReader:
    """Reads bodies and lists of fields of the page that is called `name`."""

    def __init__(self, lines: TextLines, name: str) -> None:
        self.lines = lines
        self.name = name

    def field_list(
        self, start: int, end: int, keys: set[str] | None, header: bool, array: bool = False
    ) -> FieldList:
        """The fields from `start` to `end`. `keys` are names that a sample or a call shows, `None`
        where there is none; `header` says that a `Body` line precedes, which may have a description
        of its own."""
        lines = self.lines
        reader = FieldListReader(lines.lines, start, end, keys, header, array, lines.compact)
        listed = reader.read()
        if len(listed.fields) > MAX_FIELDS:
            raise PageError(self.name, f"lists more than {MAX_FIELDS:,} fields of one body")
        return listed

    def listed(
        self, body: int, end: int, sample: Sample | None, types: tuple[str, ...]
    ) -> PageBody:
        """The body whose `Body…` line is at `body` and whose list ends before `end`. `types` are
        the media types that it has if neither its line nor its list says one."""
        media, array = line_grammar.body_line(self.lines[body]) or ((), False)
        keys = set(_keys(sample.value)) if sample is not None and sample.found else None
        listed = self.field_list(body + 1, end, keys, header=True, array=array)
        content = PageBody(
            content_types=media or listed.media or types,
            type=listed.type,
            items=listed.items,
            fields=listed.fields,
            doubts=tuple(doubt.said for doubt in listed.doubts),
            line=body + 1,
            wording=digest(" ".join(listed.words)),
        )
        return content if sample is None else with_sample(content, sample)

    def sample_line(self, start: int, end: int) -> int | None:
        """The line `Response` before a sample: a media type or JSON follows it, or nothing where
        the page is cut behind it. Else it is a word of a description."""
        for at in (at for at in range(start, end) if self.lines[at] == "Response"):
            following = self.lines.after(at + 1, end)
            if following == end or _begins_sample(self.lines[following]):
                return at
        return None

    def sample(self, at: int, end: int) -> tuple[Sample | None, tuple[str, ...], int]:
        """The sample below `Response`, its media types, and the line after it. Of one that is no
        JSON (`<xml>`, `a;b`) nothing is read: it ends at the next blank line, as a broken one does.
        """
        lines = self.lines
        at = lines.after(at + 1, end)
        types = line_grammar.media_line(lines[at]) if at < min(lines.last, end) else ()
        if types:
            at = lines.after(at + 1, end)
        if at >= end:
            return None, types, end
        blank = lines.first("", at, end)
        stop = end if blank is None else blank
        if not _JSON_START.match(lines[at]):
            return Sample(None, False, True, lines.starts[stop]), types, stop
        found = read_json(lines.text, lines.starts[at], lines.starts[end])
        return found, types, lines.at_offset(found.end) if found.whole else stop


def sample_alone(sample: Sample, types: tuple[str, ...], line: int) -> PageBody:
    """A body of which the page has no list of fields."""
    return with_sample(PageBody(content_types=types, listed=False, line=line), sample)


def _begins_sample(line: str) -> bool:
    return bool(line_grammar.media_line(line) or _JSON_START.match(line))


def _keys(value: Any) -> Iterator[str]:
    """Every key of a sample, at any depth."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        waiting += members(each)
        if isinstance(each, dict):
            yield from each
