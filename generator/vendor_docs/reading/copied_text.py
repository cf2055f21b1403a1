"""Text of a reference page as a browser copies it -> `Page`.

The text has no marks of its own: what a line is follows from its words and from the blank lines
around it. The rules:

- `Request` begins an operation; the line before it is its title. `Path`, `Query`, `Headers`,
  `Body…`, `curl …`, `Responses` and `Response` follow in this order, each once.
- Fields are lines of `line_grammar.field_line`. A field without a description is followed by the
  next line at once; a blank line after a field begins its description. So a paragraph after a
  field is its description even if it could be a field (`Substring`), unless a sample names it.
  What cannot be decided is a doubt, never a field.
- `Operations` closes a heading of the menu, whose name is the line before it, unless the page hides
  all names.
- What the page does not reach is not there: `cut` says so, and nothing that ends the text counts as
  complete.

`text_lines` has the lines, `text_outline` what stands between operations, `text_parts` the parts of
one, which `text_operations`, `text_responses` and `text_bodies` read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.vendor_docs.facts import digest
from generator.vendor_docs.reading.page import Page, PageError, PageOperation, PageResponse
from generator.vendor_docs.reading.text_lines import TextLines
from generator.vendor_docs.reading.text_operations import OperationReader
from generator.vendor_docs.reading.text_outline import PageOutline
from generator.vendor_docs.reading.text_parts import CURL

MAX_CHARS = 8 * 2**20
"""A longer text is no page: a hundred operations have about a quarter of a million characters."""


def read_copied_text(content: str, name: str) -> Page:
    """The operations in text as a browser copies it, in its order.

    Raises:
        PageError: it is longer than a page can be, or shows no operation of a reference.
    """
    if len(content) > MAX_CHARS:
        raise PageError(
            name, f"has {len(content):,} characters; no page is longer than {MAX_CHARS:,}"
        )
    lines = TextLines(content)
    outline = PageOutline(lines)
    operations = [each for each in _operations(lines, outline, name) if _shows_anything(each)]
    if not any(map(_shows_what_is_called, operations)):
        raise PageError(name, _refusal(lines))
    return Page(
        name=name,
        title=next((line for line in lines.lines if line and line != "Skip to content"), ""),
        operations=tuple(operations),
        headings=tuple(outline.headings),
        servers=tuple(outline.servers),
        cut=operations[-1].cut,
    )


def _operations(lines: TextLines, outline: PageOutline, name: str) -> Iterator[PageOperation]:
    """The operations, each under the title and heading that stand before it."""
    if not outline.requests:
        return
    reader = OperationReader(lines, outline, name)
    above = outline.interval(0, outline.requests[0], front=True)
    ends = [*outline.requests[1:], len(lines)]
    for start, end in zip(outline.requests, ends, strict=True):
        operation, stop = reader.read(start, end, final=end == len(lines))
        below = outline.interval(stop, end)
        yield replace(
            operation,
            title=above.title,
            deprecated=above.deprecated,
            heading=above.heading,
            line=above.line,
            responses=operation.responses
            if operation.cut
            else _with_words(operation.responses, below.words),
        )
        above = below


def _with_words(
    responses: tuple[PageResponse, ...], words: Sequence[str]
) -> tuple[PageResponse, ...]:
    """The responses with what is said of the last of them, where it has no body that it would stand
    before."""
    if not words or not responses or responses[-1].body is not None:
        return responses
    *others, last = responses
    return (*others, replace(last, wording=digest(" ".join(words))))


def _shows_anything(operation: PageOperation) -> bool:
    return bool(operation.path or operation.parameters or operation.bodies)


def _shows_what_is_called(operation: PageOperation) -> bool:
    listed = operation.request is not None and operation.request.fields
    return bool(operation.path or operation.parameters or listed)


def _refusal(lines: TextLines) -> str:
    if any(CURL.match(line) for line in lines.lines):
        return (
            "shows calls, but not under the English headings of a reference page (`Request`, "
            "`Responses`)"
        )
    return "is no page of an API reference: there is no operation on it"
