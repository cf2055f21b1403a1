"""The parts of an operation in copied text, and where each begins.

`Path`, `Query`, `Headers`, `Body…`, `curl …` and `Responses` follow each other in this order, each
once. A heading that stands where a description does is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.vendor_docs.facts import ParameterLocation
from generator.vendor_docs.reading import line_grammar
from generator.vendor_docs.reading.text_lines import TextLines

PARAMETER_HEADINGS: dict[str, ParameterLocation] = {
    "Path": "path",
    "Path Parameters": "path",
    "Query": "query",
    "Query Parameters": "query",
    "Headers": "header",
    "Header Parameters": "header",
    "Header": "header",
    "Cookies": "cookie",
    "Cookie": "cookie",
}
CURL = re.compile(r"curl\s+(?:-|'|\"|https?:|\\)")


@dataclass(slots=True)
class OperationParts:
    """The first line of each part that an operation has; parameters by their heading."""

    parameters: dict[str, int] = field(default_factory=dict)
    body: int | None = None
    curl: int | None = None
    responses: int | None = None

    @property
    def in_lists(self) -> bool:
        """Whether no part has begun yet that follows the parameters."""
        return self.body is None and self.curl is None

    def awaits(self, heading: str) -> bool:
        """Whether parameters under a heading may begin: it was not there yet."""
        return self.in_lists and heading not in self.parameters

    @property
    def lists_end(self) -> int | None:
        """What closes the lists of parameters and of the body's fields."""
        return self.responses if self.curl is None else self.curl


def operation_parts(lines: TextLines, start: int, end: int) -> OperationParts:
    """The parts of the operation whose `Request` is before `start`. The last `Responses` is the
    heading, whatever stands above it: an operation without one has no answers."""
    parts = OperationParts()
    last = max((at for at in range(start, end) if lines[at] == "Responses"), default=None)
    for at in range(start, end):
        line = lines[at]
        match begun_part(line):
            case "parameters" if parts.awaits(line) and not lines.is_description(at):
                parts.parameters[line] = at
            case "body" if parts.in_lists and _begins_body(lines, at, end):
                parts.body = at
            case "curl" if parts.curl is None:
                parts.curl = at
            case "responses" if at == last or not lines.is_description(at):
                parts.responses = at
                break  # a line such as `Body` below it is of an answer
    return parts


def _begins_body(lines: TextLines, at: int, end: int) -> bool:
    return is_body(lines, at) or _is_lone_body(lines, at, end)


def begun_part(line: str) -> str:
    """The part that a line begins, if it is no description."""
    if line in PARAMETER_HEADINGS:
        return "parameters"
    if line_grammar.body_line(line) is not None:
        return "body"
    if line.startswith("curl") and CURL.match(line):
        return "curl"
    return "responses" if line == "Responses" else ""


def is_body(lines: TextLines, at: int) -> bool:
    """Whether a list of the fields of a body begins here."""
    line = lines[at]
    if at >= lines.last or line_grammar.body_line(line) is None:
        return False
    return line != "Body" or not lines.is_description(at)


def _is_lone_body(lines: TextLines, at: int, end: int) -> bool:
    """A lone `Body` after an undescribed header is the body if what follows reads like one, and no
    other does: the next part is the call or the answers. Values, or a field behind a blank line,
    follow the description of the header that is this word.
    """
    following = lines.after(at + 1, end)
    if lines[at] != "Body" or following == end:
        return False
    line = lines[following]
    is_behind_blank = following > at + 1
    if line_grammar.enum_line(line) or (is_behind_blank and line_grammar.field_line(line)):
        return False
    return not begun_part(line) and _next_part(lines.lines[following:end]) in ("curl", "responses")


def _next_part(lines: list[str]) -> str:
    """The first part that one of the lines begins."""
    return next(filter(None, map(begun_part, lines)), "")
