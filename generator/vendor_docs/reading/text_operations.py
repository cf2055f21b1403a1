"""One operation in copied text: from its `Request` to the end of its answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from generator.records import record
from generator.vendor_docs.facts import ParameterLocation, digest, without
from generator.vendor_docs.reading.curl import CurlCommand, read_curl
from generator.vendor_docs.reading.page import PageBody, PageField, PageOperation
from generator.vendor_docs.reading.text_bodies import BodyReader, sample_alone
from generator.vendor_docs.reading.text_lines import TextLines
from generator.vendor_docs.reading.text_outline import PageOutline
from generator.vendor_docs.reading.text_parts import (
    PARAMETER_HEADINGS,
    OperationParts,
    operation_parts,
)
from generator.vendor_docs.reading.text_responses import ResponsesRead, ResponsesReader

_SERVER = re.compile(r"(?:[-•] )?\S.{0,80}?\s?(https?://[^\s'\"]+)")
_MAX_TABS = 40
"""No more lines stand between the address of the server and the call below it."""

_Parameters = list[tuple[ParameterLocation, PageField]]


@record(frozen=True, slots=True)
class _Address:
    """Method and path of a call; `cut`: the end of the path was not seen."""

    method: str | None = None
    path: str | None = None
    cut: bool = False
    notes: tuple[str, ...] = ()


class OperationReader:
    """Reads operations of a page, whose outline is known."""

    def __init__(self, lines: TextLines, outline: PageOutline, name: str) -> None:
        self.lines = lines
        self.outline = outline
        self.bodies = BodyReader(lines, name)
        self.responses = ResponsesReader(lines, outline, self.bodies)

    def read(self, start: int, end: int, final: bool) -> tuple[PageOperation, int]:
        """The operation whose `Request` is at `start`, and the line after what it holds. `final`:
        the page ends at `end`."""
        parts = operation_parts(self.lines, start + 1, end)
        shown = self._curl(parts, end, final)
        lists_end, server = self._lists_end(parts, start + 1, end)
        edges = [at for at in (*parts.parameters.values(), parts.body) if at is not None]
        edges.append(lists_end)
        parameters, doubts = self._parameters(parts, edges, shown)
        address = self._address(shown, server, parameters)
        answers = self._answers(parts, shown, lists_end, end, final)
        operation = PageOperation(
            title=None,
            method=address.method,
            path=address.path,
            path_cut=address.cut,
            line=start + 1,
            parameters=tuple(parameters),
            request=self._request(parts, lists_end, shown),
            responses=answers.responses,
            responses_seen=parts.responses is not None,
            cut=not answers.whole,
            notes=(*doubts, *address.notes),
            wording=self._wording(start + 1, min(edges)),
        )
        return operation, answers.end

    def _wording(self, start: int, end: int) -> str:
        """The digest of the description, of which a page that ends in it may show a part."""
        if end == len(self.lines):
            return digest("")
        return digest(" ".join(word for word in self.lines.words(start, end) if word != "Security"))

    def _answers(
        self,
        parts: OperationParts,
        shown: CurlCommand | None,
        lists_end: int,
        end: int,
        final: bool,
    ) -> ResponsesRead:
        """The answers; where the page has none, what came before them ends the operation."""
        if parts.responses is not None:
            return self.responses.read(parts.responses + 1, end, final)
        if shown is not None:
            return ResponsesRead((), self.lines.at_offset(shown.end), not final)
        return ResponsesRead((), lists_end, False)

    # --- the call ---------------------------------------------------------------------------------

    def _curl(self, parts: OperationParts, end: int, final: bool) -> CurlCommand | None:
        if parts.curl is None:
            return None
        starts = self.lines.starts
        limit = end if parts.responses is None else parts.responses
        ends_page = final and parts.responses is None
        return read_curl(self.lines.text, starts[parts.curl], starts[limit], ends_page)

    def _lists_end(self, parts: OperationParts, start: int, end: int) -> tuple[int, str | None]:
        """Where the lists of a request end; and the address of the server, where some pages show it
        above a call, with the names of languages between them, of which `curl` is the first.
        """
        if parts.curl is not None:
            return self._server_above(parts.curl, start) or (parts.curl, None)
        if parts.responses is not None:
            return parts.responses, None
        return self.outline.list_end(start, end), None

    def _server_above(self, curl: int, start: int) -> tuple[int, str] | None:
        """The line of a server's address above a call, and the address."""
        for at in range(curl - 1, max(start, curl - _MAX_TABS) - 1, -1):
            server = _SERVER.fullmatch(self.lines[at])
            tabs = self.lines.words(at + 1, curl)
            if server and (not tabs or tabs[0].lstrip("-• ") == "curl"):
                return at, server[1]
        return None

    def _address(
        self,
        shown: CurlCommand | None,
        server: str | None,
        parameters: _Parameters,
    ) -> _Address:
        """Method and path of the call, which may stand above it instead. A query without a value is
        part of the path, as the reference writes some (`/contacts?hash=`). A call without a method
        is a GET, with a body a POST, as `curl` takes it; where it is cut, `-X` may follow.
        """
        if shown is None:
            return _Address()
        if shown.address is None:
            return _Address(shown.method)
        path = self._path(shown.address.partition("?")[0])
        if shown.address_cut and "?" not in shown.address:
            return _Address(shown.method, path[: path.rfind("/") + 1] or None, cut=True)
        method = shown.method or ("GET" if shown.data is None else "POST")
        if server:
            return _Address(method, self._path(server))
        literal, notes = _literal_query(shown, parameters)
        names = "&".join(f"{name}=" for name in literal)
        return _Address(method, f"{path}?{names}" if names else path, notes=notes)

    def _path(self, address: str) -> str:
        """The path of an address, relative to the server that the page names."""
        for server in self.outline.servers:
            rest = address.removeprefix(server)
            if rest != address and (not rest or rest[0] in "/?"):
                return rest or "/"
        parts = urlsplit(address)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    # --- the request ------------------------------------------------------------------------------

    def _parameters(
        self, parts: OperationParts, edges: Sequence[int], shown: CurlCommand | None
    ) -> tuple[_Parameters, list[str]]:
        """Parameters by place, and the lines that may be some."""
        known = _names_of(shown)
        parameters: _Parameters = []
        doubts: list[str] = []
        for heading, at in sorted(parts.parameters.items(), key=lambda each: each[1]):
            place = PARAMETER_HEADINGS[heading]
            stop = min((edge for edge in edges if edge > at), default=at + 1)
            listed = self.bodies.field_list(at + 1, stop, known[place], header=False)
            parameters += [(place, entry) for entry in listed.fields]
            doubts += [doubt.on_line for doubt in listed.doubts]
        return parameters, doubts

    def _request(
        self, parts: OperationParts, lists_end: int, shown: CurlCommand | None
    ) -> PageBody | None:
        """The body of the request: of its list, with the sample that the call sends, or of the
        sample alone."""
        call = shown or CurlCommand()
        types = tuple(value for name, value in call.headers if name.lower() == "content-type")
        if parts.body is not None:
            content = self.bodies.listed(parts.body, lists_end, call.data, types)
            return replace(content, cut=parts.lists_end is None)
        if call.data is None:
            return None
        return sample_alone(call.data, types, self.lines.at_offset(call.end))


def _literal_query(
    shown: CurlCommand, parameters: _Parameters
) -> tuple[list[str], tuple[str, ...]]:
    """The names of the query that are part of the path: those that the call writes without a value
    (`?hash=`), and required ones that it leaves out, since a call cannot. Where the address is cut,
    what it leaves out may follow; each is told in a note."""
    literal = _names_without_value(shown)
    required = [entry.name for place, entry in parameters if place == "query" and entry.required]
    absent = without(required, dict(shown.query))
    if shown.address_cut:
        return literal, _notes_of_cut(literal, absent)
    why = "which it requires: read as part of the path"
    return literal + absent, tuple(f"the call shows no `{name}`, {why}" for name in absent)


def _names_without_value(shown: CurlCommand) -> list[str]:
    """The names that a call writes without a value: `hash` of `?hash=`, but none of `?hash&page`,
    where it writes no value at all. Where the address is cut, its last pair may have one."""
    pairs = shown.query[:-1] if shown.address_cut else shown.query
    has_values = "=" in str(shown.address)
    return [name for name, value in pairs if has_values and not value]


def _notes_of_cut(literal: Sequence[str], absent: Sequence[str]) -> tuple[str, ...]:
    cut = "the call is cut in its query"
    if literal or not absent:
        return (cut,)
    return cut, f"whether `{'`, `'.join(absent)}` is part of the path is not seen"


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
