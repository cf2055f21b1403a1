"""Documented headers of responses come in their types, from raw responses, streams, results and errors."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx2
import pytest
from golden._runtime.errors import InvalidResponseError, RateLimitError
from golden._runtime.response import response_of
from golden._runtime.response_headers import Header, ResponseHeaders

from .conftest import MADE

NOT_READ = object()


class ReadHeaders(ResponseHeaders):
    """The headers of the responses to `client.things.read`."""

    count: Header[int] = Header("X-Count", lambda: int)
    cost: Header[float] = Header("X-Cost", lambda: float)
    cached: Header[bool] = Header("X-Cached", lambda: bool)
    etag: Header[str] = Header("ETag", lambda: str)
    id: Header[UUID] = Header("X-Id", lambda: UUID)
    day: Header[date] = Header("X-Day", lambda: date)
    expires: Header[datetime] = Header("Expires", lambda: datetime)
    tags: Header[list[str]] = Header("X-Tags", lambda: list[str])
    sizes: Header[list[int]] = Header("X-Sizes", lambda: list[int])
    set_cookie: Header[list[str]] = Header("Set-Cookie", lambda: list[str])
    pair: Header[dict[str, str]] = Header("X-Pair", lambda: dict[str, str])
    pairs: Header[dict[str, str]] = Header("X-Pairs", lambda: dict[str, str], explode=True)
    page: Header[Any] = Header("X-Page", lambda: Any)


def read(client: Any, server: Any, lines: Any) -> ReadHeaders:
    server.will((200, lines, b'{"id": 7}'))
    return ReadHeaders(client.things.with_raw_response.read("x"))


MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "wire", "line", "value"),
    [
        ("count", "x-count", "12", 12),
        ("count", "X-COUNT", " 12 ", 12),
        ("count", "x-count", "9" * 30, int("9" * 30)),
        ("count", "x-count", "12.5", NOT_READ),
        ("count", "x-count", "many", NOT_READ),
        ("count", "x-count", "", NOT_READ),
        ("cost", "x-cost", "1.5", 1.5),
        ("cost", "x-cost", "2", 2.0),
        ("cached", "x-cached", "true", True),
        ("cached", "x-cached", "perhaps", NOT_READ),
        ("etag", "etag", 'W/"a,b"', 'W/"a,b"'),
        ("etag", "etag", "12", "12"),
        ("etag", "etag", "", ""),
        ("id", "x-id", "00000000-0000-4000-8000-000000000001", UUID(int=0x40008000000000000001)),
        ("day", "x-day", "2026-01-02", date(2026, 1, 2)),
        ("expires", "expires", f"Fri, 02 Jan {10**18} 03:04:05 GMT", NOT_READ),
        ("expires", "expires", "2026-01-02T03:04:05Z", MOMENT),
        ("expires", "expires", "Fri, 02 Jan 2026 03:04:05 GMT", MOMENT),
        ("expires", "expires", "tomorrow", NOT_READ),
        ("tags", "x-tags", "a, b,c", ["a", "b", "c"]),
        ("tags", "x-tags", "", []),
        ("tags", "x-tags", '"a,b",c', ['"a,b"', "c"]),
        ("sizes", "x-sizes", "1,2", [1, 2]),
        ("sizes", "x-sizes", "1,x", NOT_READ),
        ("pair", "x-pair", "R,100,G,200", {"R": "100", "G": "200"}),
        ("pair", "x-pair", "R,100,G", NOT_READ),
        ("pairs", "x-pairs", "R=100, G=2=3", {"R": "100", "G": "2=3"}),
        ("page", "x-page", '{"page": [1]}', {"page": [1]}),
        ("page", "x-page", "{", NOT_READ),
    ],
)
def test_a_header_is_read_by_its_type_or_refused_when_it_is_asked_for(
    client: Any, server: Any, name: str, wire: str, line: str, value: object
) -> None:
    headers = read(client, server, {wire: line})
    if value is not NOT_READ:
        found = getattr(headers, name)
        assert found == value
        assert type(found) is type(value)
        return
    with pytest.raises(
        InvalidResponseError, match=rf"(?i)does not fit the document: header\.{wire}"
    ) as raised:
        getattr(headers, name)
    error = raised.value
    assert (error.payload, error.status_code, error.headers[wire]) == (line, 200, line)
    assert error.problems[0].path.lower().startswith(f"header.{wire}".lower())
    assert not line or line not in str(error)
    assert error.__cause__ is None
    assert pickle.loads(pickle.dumps(error)).payload == line
    assert headers.etag is None  # the others are read all the same


def test_a_header_that_the_response_lacks_is_none(client: Any, server: Any) -> None:
    headers = read(client, server, {})
    names = [name for name in vars(ReadHeaders) if isinstance(vars(ReadHeaders)[name], Header)]
    assert len(names) == 13
    assert {getattr(headers, name) for name in names} == {None}


def test_lines_of_one_name_are_one_list_but_cookies_each_one(client: Any, server: Any) -> None:
    lines = httpx2.Headers([("X-Tags", "a"), ("x-tags", "b,c")])
    assert read(client, server, lines).tags == ["a", "b", "c"]
    cookies = ["a=1; Expires=Fri, 02 Jan 2026 03:04:05 GMT", "b=2"]
    lines = httpx2.Headers([("Set-Cookie", each) for each in cookies])
    assert read(client, server, lines).set_cookie == cookies


def test_errors_streams_and_results_have_headers_in_their_types_too(
    client: Any, server: Any
) -> None:
    server.will((429, {"x-count": "3"}))
    with pytest.raises(RateLimitError) as raised:
        client.with_options(max_retries=0).things.read("x")
    assert ReadHeaders(raised.value).count == 3
    assert ReadHeaders(copy.copy(raised.value)).count == 3
    server.will((200, {"x-count": "4"}, b'{"id": 7}'))
    with client.things.with_streaming_response.read("x") as response:
        assert ReadHeaders(response).count == 4
    assert ReadHeaders(response_of(client.things.read("x"))).count == 4


def test_neither_a_repr_nor_a_message_shows_a_header(client: Any, server: Any) -> None:
    headers = read(client, server, {"set-cookie": "session=4711", "x-count": "session=4711"})
    assert repr(headers) == "<ReadHeaders [200]>"
    with pytest.raises(InvalidResponseError) as raised:
        _ = headers.count
    assert "4711" not in f"{raised.value} {raised.value!r}"
    assert MADE == {"id": 7}
