"""What the emitted tests expect of a request, worked out from the document, not by the runtime that
they test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from generator.api.model import Operation
from generator.api.servers import is_relative, usual
from generator.emit.calls import Call
from generator.emit.code import Code, bytes_literal, called, encoded_path, literal, string_literal
from generator.emit.expectations import Pairs, header_value, path_segment, query_pairs
from generator.emit.samples import UnmakeableError
from generator.emit.server_lists import usual_path

_HOLDS = {"json": "sent.holds", "lines": "sent.holds_lines", "parts": "sent.holds_parts"}
"""What of `conftest.py` compares a body of a kind."""


_FRAMING = frozenset({"content-length", "transfer-encoding"})
"""Headers that are true of the body whatever a caller says."""


class ExpectedRequest(NamedTuple):
    """What the test templates print of a request; `None` where there is nothing to expect. `at` is
    how an assertion on the path goes on, `body` an assertion; `made` are headers whose values the
    client makes.
    """

    verb: Code
    at: Code
    query: Code | None
    body: Code | None
    headers: Sequence[tuple[Code, Code]] = ()
    made: Sequence[Code] = ()
    media_type: Code | None = None


def expected_request(operation: Operation, call: Call) -> ExpectedRequest:
    """The request of a call, but for its headers, and for a body that is not JSON.

    Raises:
        UnmakeableError: its path may be spelled in several ways.
    """
    # a variable may stand in the query that a path has: a value is encoded, so it brings no `?`
    path, _, fixed = _path(encoded_path(operation.path), call).partition("?")
    return ExpectedRequest(
        verb=string_literal(operation.method),
        at=_at(operation, path),
        query=_query(parse_qsl(fixed, keep_blank_values=True), call),
        body=_body(call) if call.media is not None and call.media.kind == "json" else None,
    )


def in_full(request: ExpectedRequest, operation: Operation, call: Call) -> ExpectedRequest:
    """The request with its headers, but those that say how long its body is, and its body whatever
    it is. Of a header that the client makes by itself (`made`), a key, only the name is known.
    """
    given = [parameter for parameter, _ in call.parameters]
    headers = {
        parameter.wire: header_value(parameter, value)
        for parameter, value in call.parameters
        if parameter.location == "header" and parameter.wire.lower() not in _FRAMING
    }
    return request._replace(
        headers=[
            (string_literal(wire), string_literal(text))
            for wire, text in headers.items()
            if text is not None
        ],
        made=[
            string_literal(parameter.wire)
            for parameter in operation.parameters
            if parameter.generated and parameter not in given
        ],
        media_type=None
        if call.media is None
        else string_literal(call.media.content_type.split(";")[0].strip()),
        body=_body(call),
    )


def _path(path: str, call: Call) -> str:
    for parameter, value in call.parameters:
        if parameter.location == "path":
            segment = path_segment(parameter, value)
            if segment is None:
                raise UnmakeableError(f"the spelling of {parameter.wire} in the path is not plain")
            path = path.replace(f"{{{parameter.wire}}}", segment)
    return path


def _at(operation: Operation, path: str) -> Code:
    """What a path is compared with: one below a server of the operation's own may have its path
    before it, where the base URL of the tests is a host alone.
    """
    own = usual(operation.servers)
    if own is None or not is_relative(own):
        return Code(f"== {string_literal(path).text}")
    return Code(f"in {literal((path, usual_path(own) + path)).text}")


def _query(pairs: Pairs, call: Call) -> Code | None:
    """The `pairs` of the path itself, and those of parameters, `[["limit", "10"]]`; `None` where
    not all are known, or there are none.
    """
    for parameter, value in call.parameters:
        match parameter.location:
            case "querystring":
                return None
            case "query":
                expected = query_pairs(parameter, value)
                if expected is None:
                    return None
                pairs += expected
    return literal([list(pair) for pair in pairs]) if pairs else None


def _body(call: Call) -> Code | None:
    if isinstance(call.payload, bytes):
        return Code(f"sent.content == {bytes_literal(call.payload).text}")
    compares = None if call.media is None else _HOLDS.get(call.media.kind)
    return None if compares is None else called(compares, call.payload)
