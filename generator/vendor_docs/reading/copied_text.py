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
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from generator.document.specification import WITHOUT_CONTENT
from generator.vendor_docs.facts import UNSTATED, ParameterLocation, digest
from generator.vendor_docs.reading import line_grammar
from generator.vendor_docs.reading.curl import CurlCommand, read_curl
from generator.vendor_docs.reading.field_lists import FieldList, FieldListReader
from generator.vendor_docs.reading.page import (
    Page,
    PageBody,
    PageError,
    PageField,
    PageOperation,
    PageResponse,
)
from generator.vendor_docs.reading.sample import Sample, read_json

MAX_CHARS = 8 * 2**20
"""A longer text is no page: a hundred operations have about a quarter of a million characters."""
MAX_FIELDS = 5000
"""No body has more fields."""

_PLACES: dict[str, ParameterLocation] = {
    **{
        "Path": "path",
        "Path Parameters": "path",
        "Query": "query",
        "Query Parameters": "query",
        "Headers": "header",
    },
    **{"Header Parameters": "header", "Header": "header", "Cookies": "cookie", "Cookie": "cookie"},
}
_CURL = re.compile(r"curl\s+(?:-|'|\"|https?:|\\)")
_SERVER = re.compile(r"(?:[-•] )?\S.{0,80}?\s?(https?://[^\s'\"]+)")
_STATUS = re.compile(r"(?:[1-5](?:\d\d|XX)|default)")
"""Statuses of answers without a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5), after which no
page has to go on.
"""
_REASONS = {
    *(
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
    ),
    *("Not Found", "Conflict", "Gone", "Internal Server Error"),
}
_COMPACT = 20
"""A text with fewer than one blank line in so many was copied without the blank lines of the page.
"""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")) | {
    0xA0: " ",
    0x2028: "\n",
    0x2029: "\n",
}


def read_copied_text(content: str, name: str) -> Page:
    """Text as a browser copies it, read. PageError when there
    is no operation of a reference in it.
    """
    if len(content) > MAX_CHARS:
        raise PageError(
            name, f"has {len(content):,} characters; no page is longer than {MAX_CHARS:,}"
        )
    if "\x00" in content:
        raise PageError(name, "is binary, not text")
    if not content.strip():
        raise PageError(name, "is empty")
    return _TextReader(content, name).page()


class _TextReader:
    def __init__(self, content: str, name: str) -> None:
        self.name = name
        self.text = content.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
        raw = self.text.split("\n")
        self.lines = [line.strip() for line in raw]
        self.starts = [0]
        for line in raw:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.starts[-1] = len(self.text)
        self.last = max((at for at, line in enumerate(self.lines) if line), default=0)
        """The last line with words. Where the page is cut, it may be half of one."""
        self.compact = self.lines.count("") * _COMPACT < len(self.lines)
        self.headings: list[str] = []
        self.nameless = False
        self.servers: list[str] = []

    def page(self) -> Page:
        requests = [
            at for at, line in enumerate(self.lines) if line == "Request" and self._opens(at)
        ]
        if not requests:
            raise PageError(self.name, self._refusal())
        self._read_front(requests[0])
        calls: list[PageOperation] = []
        title, heading, line = self._between(0, requests[0], front=True)[1:]
        for at, following in zip(requests, [*requests[1:], None], strict=True):
            call, end = self._call(
                at, len(self.lines) if following is None else following, following is None
            )
            call = replace(
                call,
                title=_title(title)[0],
                deprecated=_title(title)[1],
                heading=heading,
                line=line,
            )
            words, title, heading, line = self._between(
                end, following if following is not None else len(self.lines)
            )
            if words and call.responses and call.responses[-1].body is None and not call.cut:
                call = self._answered(call, words)
            calls.append(call)
        calls = [
            call
            for call in calls
            if call.path or call.parameters or call.request or any(a.body for a in call.responses)
        ]
        if not any(
            call.path or call.parameters or (call.request and call.request.fields) for call in calls
        ):
            raise PageError(self.name, self._refusal())
        return Page(
            name=self.name,
            title=next((line for line in self.lines if line and line != "Skip to content"), ""),
            operations=tuple(calls),
            headings=tuple(self.headings),
            servers=tuple(self.servers),
            cut=calls[-1].cut,
        )

    def _refusal(self) -> str:
        if any(_CURL.match(line) for line in self.lines):
            return (
                "shows calls, but not under the English headings of a reference page (`Request`, "
                "`Responses`)"
            )
        return "is no page of an API reference: there is no operation on it"

    # --- the page's outline -----------------------------------------------------------------------

    def _opens(self, at: int) -> bool:
        """Whether `Request` begins an operation here, and is not a description, which a blank line
        and a field precede.
        """
        before = self._before(at)
        if before is None or before == at - 1:
            return True
        if line_grammar.field_line(self.lines[before]) is None:
            return True
        following = self._after(at + 1, len(self.lines))
        line = self.lines[following] if following < len(self.lines) else ""
        return (
            line in _PLACES
            or _CURL.match(line) is not None
            or line_grammar.body_line(line) is not None
        )

    def _before(self, at: int) -> int | None:
        """The nearest line above that is not blank."""
        at -= 1
        while at >= 0 and not self.lines[at]:
            at -= 1
        return at if at >= 0 else None

    def _after(self, at: int, end: int) -> int:
        """The nearest line from `at` that is not blank, or `end`."""
        while at < end and not self.lines[at]:
            at += 1
        return at

    def _read_front(self, end: int) -> None:
        first = next((at for at in range(len(self.lines)) if self.lines[at] == "Operations"), None)
        if first is not None:
            before = self._before(first)
            named = before is not None and not re.search(r"https?://\S*$", self.lines[before])
            following = self._after(first + 1, len(self.lines))
            self.nameless = not named or (
                following < len(self.lines) and self.lines[following] == "Operations"
            )
        for at in range(min(end, first if first is not None else end)):
            match = re.fullmatch(r"(?:.*?\s)?(https?://[^\s'\"]+)", self.lines[at])
            above = self._before(at)
            if match and (
                above is not None and ("erver" in self.lines[above] or "erver" in self.lines[at])
            ):
                self.servers.append(match[1].rstrip("/"))

    def _between(
        self, start: int, end: int, front: bool = False
    ) -> tuple[list[str], str | None, int | None, int]:
        """The lines between two operations: words that belong to the first, then title, heading and
        line of the second.
        """
        heading: int | None = len(self.headings) - 1 if self.headings else None
        waiting: list[int] = []
        words: list[str] = []
        met = False
        for at in range(start, end):
            line = self.lines[at]
            if line == "Operations":
                name = self.lines[waiting.pop()] if waiting and not self.nameless else ""
                if not met and not front:
                    words = [self.lines[each] for each in waiting]
                met = True
                waiting = []
                self.headings.append(name)
                heading = len(self.headings) - 1
            elif line:
                waiting.append(at)
        if end == len(self.lines):
            return (words if met else [self.lines[at] for at in waiting]), None, heading, end
        if waiting and self.lines[waiting[-1]] == "Deprecated" and len(waiting) > 1:
            waiting.pop()
            self.lines[waiting[-1]] += "Deprecated"
        title = self._named(waiting, start, front, met)
        if title is not None:
            waiting.pop()
        if not met and not front:
            words = [self.lines[at] for at in waiting]
        return (
            words,
            None if title is None else self.lines[title],
            heading,
            (end if title is None else title) + 1,
        )

    def _named(self, waiting: Sequence[int], start: int, front: bool, met: bool) -> int | None:
        """Which of the lines before `Request` is the title: the last, unless the page hides titles
        and it is something else.
        """
        if not waiting:
            return None
        last = waiting[-1]
        if self.lines[last] in _REASONS or re.search(r"https?://\S*$", self.lines[last]):
            return None
        if (
            front
            and not met
            and len(waiting) == 1
            and self.lines[last] in ("Operations", "Skip to content")
        ):
            return None
        if (
            not front
            and not met
            and self.nameless
            and len(waiting) == 1
            and self.lines[self._before(last) or 0] == "Responses"
        ):
            return None
        return last

    def _answered(self, call: PageOperation, words: Iterable[str]) -> PageOperation:
        *others, last = call.responses
        return replace(call, responses=(*others, replace(last, wording=digest(" ".join(words)))))

    # --- one operation ----------------------------------------------------------------------------

    def _call(self, start: int, end: int, final: bool) -> tuple[PageOperation, int]:
        """The operation whose `Request` is at `start`, and the line after what it holds."""
        marks = self._marks(start + 1, end)
        responses, curl, body = marks.get("Responses"), marks.get("curl"), marks.get("Body")
        shown = self._shown(curl, responses, end, final)
        asked_end = (
            curl
            if curl is not None
            else responses
            if responses is not None
            else self._tail(start + 1, end)
        )
        asked_end = self._without_tabs(start + 1, asked_end)
        places = sorted((at, _PLACES[key]) for key, at in marks.items() if key in _PLACES)
        edges = [*(at for at, _ in places), *([body] if body is not None else []), asked_end]
        words = [line for line in self.lines[start + 1 : min(edges)] if line and line != "Security"]
        if min(edges) == len(self.lines):
            words = []
        listed_cut = curl is None and responses is None
        parameters, notes = self._parameters(places, edges, shown)
        content = self._request(body, asked_end, shown, listed_cut)
        method, path, cut, more = self._address(shown, curl, asked_end, start, parameters)
        answers: list[PageResponse] = []
        done = (
            asked_end
            if curl is None
            else self._line_after(shown.end if shown else self.starts[curl])
        )
        complete = not listed_cut
        if responses is not None:
            answers, done, complete = self._answers(responses + 1, end, final)
        else:
            complete = complete and not final
        call = PageOperation(
            title=None,
            method=method,
            path=path,
            path_cut=cut,
            line=start + 1,
            parameters=tuple(parameters),
            request=content,
            responses=tuple(answers),
            responses_seen=responses is not None,
            cut=not complete or listed_cut,
            notes=(*notes, *more),
            wording=digest(" ".join(words)),
        )
        return call, done

    def _marks(self, start: int, end: int) -> dict[str, int]:
        """The first line of each part of an operation. A heading in the place of a description is
        none.
        """
        marks: dict[str, int] = {}
        responses = [at for at in range(start, end) if self.lines[at] == "Responses"]
        for at in range(start, end):
            line = self.lines[at]
            if (
                line in _PLACES
                and not {"Body", "curl", "Responses", line} & marks.keys()
                and not self._describes(at)
            ):
                marks[line] = at
            elif not {"Body", "curl"} & marks.keys() and (
                self._is_body(at) or self._opens_body(at, end)
            ):
                marks["Body"] = at
            elif line.startswith("curl") and "curl" not in marks and _CURL.match(line):
                marks["curl"] = at
            elif line == "Responses" and (at == responses[-1] or not self._describes(at)):
                marks["Responses"] = at
                break
        return marks

    def _describes(self, at: int) -> bool:
        """Whether a line stands where the description of a field does: after the field and a blank
        line. A line above that has the form of a field may itself be a description, of the one
        above it, and so on."""
        chain = 0
        while True:
            before = self._before(at)
            if before is None or before == at - 1:
                return chain % 2 == 1
            if self.lines[before] == "Discriminator":
                return chain % 2 == 0
            form = line_grammar.field_line(self.lines[before])
            if form is None or not form.plain:
                return (form is not None) == (chain % 2 == 0)
            at, chain = before, chain + 1

    def _opens_body(self, at: int, end: int) -> bool:
        """A lone `Body` after an undescribed header is the body if what follows reads like one, and
        no other does.
        """
        following = self._after(at + 1, end)
        if self.lines[at] != "Body" or following == end:
            return False
        line = self.lines[following]
        if line_grammar.enum_line(line) or (following > at + 1 and line_grammar.field_line(line)):
            return False
        for line in self.lines[following:end]:
            if line == "Responses" or _CURL.match(line):
                return line != self.lines[following]
            if line in _PLACES or (line.startswith("Body") and line_grammar.body_line(line)):
                return False
        return False

    def _without_tabs(self, start: int, end: int) -> int:
        """`end` moved before the address of the server and the names of languages that some pages
        show above a call.
        """
        for at in range(end - 1, max(start, end - 40) - 1, -1):
            if (
                _SERVER.fullmatch(self.lines[at])
                and end < len(self.lines)
                and self.lines[end].startswith("curl")
            ):
                rest = [
                    self.lines[each].lstrip("-• ")
                    for each in range(at + 1, end)
                    if self.lines[each]
                ]
                if rest[:1] == ["curl"] or not rest:
                    return at
        return end

    def _shown(
        self, curl: int | None, responses: int | None, end: int, final: bool
    ) -> CurlCommand | None:
        if curl is None:
            return None
        limit = responses if responses is not None else end
        return read_curl(
            self.text, self.starts[curl], self.starts[limit], final and responses is None
        )

    def _line_after(self, offset: int) -> int:
        return min(bisect_right(self.starts, max(offset - 1, 0)), len(self.lines))

    def _parameters(
        self,
        places: Sequence[tuple[int, ParameterLocation]],
        edges: Sequence[int],
        shown: CurlCommand | None,
    ) -> tuple[list[tuple[ParameterLocation, PageField]], list[str]]:
        """Parameters by place; one that only the call shows has no type."""
        known = _names_of(shown)
        parameters: list[tuple[ParameterLocation, PageField]] = []
        notes: list[str] = []
        for at, place in places:
            stop = (
                min(edge for edge in edges if edge > at)
                if any(edge > at for edge in edges)
                else at + 1
            )
            listed = self._list(at + 1, stop, known[place], header=False)
            parameters += [(place, entry) for entry in listed.fields]
            notes += listed.doubts
        return parameters, notes

    def _request(
        self, body: int | None, end: int, shown: CurlCommand | None, cut: bool
    ) -> PageBody | None:
        data = shown.data if shown else None
        types = (
            tuple(value for name, value in shown.headers if name.lower() == "content-type")
            if shown
            else ()
        )
        if body is None:
            if data is None:
                return None
            return _with_sample(
                PageBody(
                    content_types=types,
                    listed=False,
                    line=self._line_after(shown.end) if shown else 1,
                ),
                data,
            )
        content = self._content(body, end, data, types)
        return replace(content, cut=cut)

    def _content(
        self, body: int, end: int, data: Sample | None, types: tuple[str, ...]
    ) -> PageBody:
        """The body whose `Body…` line is at `body` and whose list ends before `end`."""
        media, array = line_grammar.body_line(self.lines[body]) or ((), False)
        keys = _keys(data.value) if data is not None and data.found else None
        listed = self._list(body + 1, end, keys, header=True, array=array)
        content = PageBody(
            content_types=media or listed.media or types,
            type=listed.type,
            items=listed.items,
            fields=listed.fields,
            doubts=listed.doubts,
            line=body + 1,
            wording=digest(" ".join(listed.words)),
        )
        return content if data is None else _with_sample(content, data)

    def _address(
        self,
        shown: CurlCommand | None,
        curl: int | None,
        asked_end: int,
        start: int,
        parameters: Sequence[tuple[ParameterLocation, PageField]],
    ) -> tuple[str | None, str | None, bool, list[str]]:
        """Method and path of the call. A query without a value is part of the path, as the
        reference writes some; so is a required parameter that the call leaves out, since a call
        cannot."""
        if shown is None or shown.address is None:
            return (shown.method if shown else None), None, False, []
        method = shown.method or ("GET" if shown.data is None else "POST")
        path = self._path(shown.address.partition("?")[0])
        if shown.address_cut and "?" not in shown.address:
            return method if shown.method else None, path[: path.rfind("/") + 1] or None, True, []
        notes: list[str] = []
        server = (
            _SERVER.fullmatch(self.lines[asked_end])
            if curl is not None and asked_end < curl
            else None
        )
        if server:
            return method, self._path(server[1]), False, notes
        pairs = shown.query[:-1] if shown.address_cut else shown.query
        literal = [name for name, value in pairs if not value and "=" in shown.address]
        needed = [entry.name for place, entry in parameters if place == "query" and entry.required]
        absent = [name for name in needed if name not in {each for each, _ in shown.query}]
        if absent and not shown.address_cut:
            literal += absent
            notes += [
                f"the call shows no `{name}`, which it requires: read as part of the path"
                for name in absent
            ]
        elif shown.address_cut:
            notes.append("the call is cut in its query")
            if absent and not literal:
                notes.append(f"whether `{'`, `'.join(absent)}` is part of the path is not seen")
        return (
            method,
            path + ("?" + "&".join(f"{name}=" for name in literal) if literal else ""),
            False,
            notes,
        )

    def _path(self, address: str) -> str:
        for server in self.servers:
            rest = address.removeprefix(server)
            if rest != address and (not rest or rest[0] in "/?"):
                return rest or "/"
        parts = urlsplit(address)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    # --- answers ----------------------------------------------------------------------------------

    def _answers(self, start: int, end: int, final: bool) -> tuple[list[PageResponse], int, bool]:
        """The responses, the line after them, and whether the last of them is whole."""
        at = self._after(start, end)
        line = at
        statuses: list[str] = []
        while at < end and _STATUS.fullmatch(self.lines[at]):
            statuses.append(self.lines[at])
            at = self._after(at + 1, end)
        body = next((each for each in range(at, end) if self._is_body(each)), None)
        shown = self._response(body if body is not None else at, end)
        first = statuses[0] if statuses else UNSTATED
        more = [PageResponse(status=status, line=line + 1) for status in statuses[1:]]
        if body is None and shown is None:
            none = first in WITHOUT_CONTENT or self._says_nothing_follows(at, end)
            whole = not final or "Operations" in self.lines[at:end] or none
            return [PageResponse(status=first, line=line + 1), *more], at, whole
        words = [
            each
            for each in self.lines[at : min(edge for edge in (body, shown) if edge is not None)]
            if each
        ]
        words = words[: words.index("Headers")] if "Headers" in words else words
        data, types, done = self._sample(shown, end) if shown is not None else (None, (), end)
        if body is None:
            content = (
                _with_sample(
                    PageBody(content_types=types, listed=False, line=(shown or at) + 1), data
                )
                if data
                else None
            )
        else:
            stop = shown if shown is not None else self._tail(body + 1, end)
            content = replace(
                self._content(body, stop, data, types), cut=shown is None and final and stop == end
            )
            done = done if shown is not None else stop
        answer = PageResponse(
            status=first, body=content, wording=digest(" ".join(words)), line=line + 1
        )
        broken = content is not None and (
            content.cut or (content.sample_cut and final and done >= self._after(done, end) == end)
        )
        return [answer, *more], done, not broken

    def _says_nothing_follows(self, start: int, end: int) -> bool:
        """Whether all that an answer says is the reason phrase of 204, with which no body comes."""
        return [line.casefold() for line in self.lines[start:end] if line] == ["no content"]

    def _is_body(self, at: int) -> bool:
        line = self.lines[at]
        if not line.startswith("Body") or at >= self.last or line_grammar.body_line(line) is None:
            return False
        return line != "Body" or not self._describes(at)

    def _response(self, start: int, end: int) -> int | None:
        """The line `Response` before a sample: a media type or JSON follows it."""
        for at in range(start, end):
            if self.lines[at] == "Response":
                following = self._after(at + 1, end)
                if (
                    following == end
                    or line_grammar.media_line(self.lines[following])
                    or _JSON_START.match(self.lines[following])
                ):
                    return at
        return None

    def _sample(self, at: int, end: int) -> tuple[Sample | None, tuple[str, ...], int]:
        at = self._after(at + 1, end)
        types: tuple[str, ...] = ()
        if at < self.last and (types := line_grammar.media_line(self.lines[at])):
            at = self._after(at + 1, end)
        if at >= end:
            return None, types, end
        stop = next((each for each in range(at, end) if not self.lines[each]), end)
        if not _JSON_START.match(self.lines[at]):
            return Sample(None, False, True, self.starts[stop]), types, stop
        found = read_json(self.text, self.starts[at], self.starts[end])
        return found, types, self._line_after(found.end) if found.whole else stop

    def _tail(self, start: int, end: int) -> int:
        """Where a list ends that nothing closes: before the title and the headings that lead to the
        next operation.
        """
        operations = next((at for at in range(start, end) if self.lines[at] == "Operations"), None)
        if operations is not None:
            before = self._before(operations)
            return operations if self.nameless or before is None or before < start else before
        if end == len(self.lines):
            return end
        before = self._before(end)
        return end if before is None or before < start else before

    # --- lists ------------------------------------------------------------------------------------

    def _list(
        self, start: int, end: int, keys: set[str] | None, header: bool, array: bool = False
    ) -> FieldList:
        """The fields from `start` to `end`. `keys` are names that a sample or a call shows, `None`
        where there is none; `header` says that a `Body` line precedes, which may have a description
        of its own."""
        listed = FieldListReader(self.lines, start, end, keys, header, array, self.compact).read()
        if len(listed.fields) > MAX_FIELDS:
            raise PageError(self.name, f"lists more than {MAX_FIELDS:,} fields of one body")
        return listed


_JSON_START = re.compile(r'[\[{"\d-]|(?:true|false|null)\b')


def _title(line: str | None) -> tuple[str | None, bool]:
    """A title without the mark that the operation is
    deprecated, which follows it without a space.
    """
    if line is None:
        return None, False
    match = re.fullmatch(r"(.*\S)Deprecated", line)
    return (match[1], True) if match else (line, False)


def _with_sample(content: PageBody, data: Sample) -> PageBody:
    return replace(content, sample=data.value, has_sample=data.found, sample_cut=not data.whole)


def _keys(value: Any) -> set[str]:
    """Every key of a sample, at any depth."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found.update(each)
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def _names_of(shown: CurlCommand | None) -> dict[ParameterLocation, set[str] | None]:
    """The names of parameters that a call shows, by place."""
    if shown is None or shown.address is None:
        return {"path": None, "query": None, "header": None, "cookie": None}
    return {
        "path": set(re.findall(r"\{([^{}]+)\}", shown.address)),
        "query": {name for name, _ in shown.query},
        "header": {name for name, _ in shown.headers},
        "cookie": None,
    }
