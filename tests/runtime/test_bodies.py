"""Bodies that are cut, damaged, too large or too slow, over mock transports and over real sockets,
sync and async.
"""

from __future__ import annotations

import gzip
import itertools
import pickle
import time
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from golden import AsyncGolden, Golden, models
from golden._runtime import errors
from golden._runtime.errors import (
    AuthenticationError,
    DeadlineExceededError,
    InvalidInputError,
    InvalidResponseError,
    RateLimitError,
    ServerError,
    StatusError,
    TransportError,
)
from hypothesis import given
from hypothesis import strategies as st

from .conftest import KEY, Pieces, drip, listening

JSON = {"content-type": "application/json"}
GZIP = JSON | {"content-encoding": "gzip"}
PDF = {"content-type": "application/pdf"}


def answer(status: int, headers: dict[str, str], *pieces: Any) -> httpx2.Response:
    return httpx2.Response(status, headers=headers, stream=Pieces(*pieces))


def zipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": zipped,
    "X-Gzip": zipped,
    "deflate": zlib.compress,
    "Deflate": bare_deflate,
    "identity": lambda data: data,
    "identity, gzip": zipped,
    "deflate, gzip": lambda data: zipped(zlib.compress(data)),
}


def cut(data: bytes, places: list[int]) -> list[bytes]:
    bounds = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(bounds)]


def _client(response: httpx2.Response) -> Golden:
    return Golden(api_key=KEY, transport=httpx2.MockTransport(lambda _: response), max_retries=0)


_PLACES = st.lists(st.integers(0, 10_000), max_size=10)


@given(
    st.sampled_from(sorted(_CODINGS)),
    st.binary(min_size=1, max_size=300) | st.just(b"ab" * 90_000),
    _PLACES,
)
def test_a_coded_body_is_what_it_was_wherever_it_is_cut_in_transit(
    coding: str, data: bytes, places: list[int]
) -> None:
    sent = _CODINGS[coding](data)
    headers = PDF | {"content-encoding": coding}
    assert _client(answer(200, headers, *cut(sent, places))).things.file() == data
    with _client(
        answer(200, headers, *cut(sent, places))
    ).things.with_streaming_response.file() as response:
        chunks = list(response.iter_bytes(1000))
    assert b"".join(chunks) == data
    assert {len(chunk) for chunk in chunks[:-1]} <= {1000}


@given(
    st.sampled_from(sorted(_CODINGS.keys() - {"identity"})),
    st.binary(max_size=300),
    st.integers(1, 10_000),
    _PLACES,
)
def test_a_coded_body_that_ends_early_is_cut_off(
    coding: str, data: bytes, end: int, places: list[int]
) -> None:
    whole = _CODINGS[coding](data)
    pieces = cut(whole[: end % (len(whole) - 1) + 1], places)
    headers = PDF | {"content-encoding": coding}
    with pytest.raises(InvalidResponseError, match="is cut off") as raised:
        _client(answer(200, headers, *pieces)).things.file()
    assert (raised.value.status_code, raised.value.headers["content-encoding"]) == (200, coding)
    with (
        pytest.raises(InvalidResponseError, match="is cut off"),
        _client(answer(200, headers, *pieces)).things.with_streaming_response.file() as response,
    ):
        response.read()


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=4), st.binary(max_size=9), _PLACES)
def test_gzip_may_come_in_members_and_be_padded(
    members: list[bytes], padding: bytes, places: list[int]
) -> None:
    sent = b"".join(zipped(member) for member in members) + b"\0" * len(padding) + padding
    assert _client(
        answer(200, PDF | {"content-encoding": "gzip"}, *cut(sent, places))
    ).things.file() == b"".join(members)


@pytest.mark.parametrize(
    "headers", [PDF | {"content-encoding": "gzip"}, PDF | {"content-encoding": "deflate"}]
)
@pytest.mark.parametrize("body", [b"private", zipped(b"x" * 100)[:-5] + b"\0" * 5, b"\x78\x00"])
def test_a_damaged_body_is_told_with_all_that_is_known(
    client: Any, server: Any, headers: Any, body: bytes
) -> None:
    for call in (client.things.file, lambda: _streamed(client.things)):
        server.will(answer(200, headers | {"x-request-id": "r1"}, body))
        with pytest.raises(
            InvalidResponseError, match=r"^the body of the response to GET /file is damaged$"
        ) as raised:
            call()
        error = raised.value
        assert (error.status_code, error.request_id, error.request.operation) == (200, "r1", "file")
        assert error.problems[0].message in str(error)
        assert error.__context__ is None
        assert KEY.encode() not in pickle.dumps(error)


@pytest.mark.parametrize(
    ("headers", "pieces", "raw", "body"),
    [
        (
            GZIP,
            [b'{"code":"c"}'],
            b'{"code":"c"}',
            models.Failure(code="c"),
        ),  # labelled so, and not compressed
        (GZIP, [zipped(b'{"code":"c"}')[:-4]], b'{"code":"c"}', models.Failure(code="c")),
        (GZIP, [zipped(b"x")[:9]], zipped(b"x")[:9], zipped(b"x")[:9].decode(errors="replace")),
        (JSON | {"content-encoding": "deflate"}, [b"\x78\x9c", b"\xff"], b"\x78\x9c\xff", "x��"),
        (
            JSON | {"content-encoding": ",".join(["gzip"] * 6)},
            [b"{}"],
            b"",
            None,
        ),  # more than httpx2 undoes
        (
            JSON | {"content-type": "application/json; charset=utf-16"},
            [b"private"],
            b"private",
            "private",
        ),
        (JSON, [b'{"code":'], b'{"code":', '{"code":'),
        (
            JSON,
            [b'{"code":"c"}', httpx2.RemoteProtocolError("cut")],
            b'{"code":"c"}',
            models.Failure(code="c"),
        ),
        (JSON, [b'{"code":', httpx2.ReadTimeout("slow")], b'{"code":', '{"code":'),
    ],
)
@pytest.mark.parametrize("status", [302, 401, 404, 500])
def test_an_error_outlives_its_body(
    client: Any, server: Any, status: int, headers: Any, pieces: Any, raw: bytes, body: Any
) -> None:
    things = client.with_options(max_retries=0).things
    for call in (
        lambda: things.read("x"),
        lambda: things.with_raw_response.read("x"),
        lambda: _streamed(things),
    ):
        server.will(answer(status, headers | {"x-request-id": "r1"}, *pieces))
        with pytest.raises(errors.status_error(status)) as raised:
            call()
        assert (raised.value.status_code, raised.value.request_id, raised.value.raw) == (
            status,
            "r1",
            raw,
        )
        assert raised.value.__context__ is None
        if raised.value.request.operation == "readThing":
            assert raised.value.body == body


def _streamed(things: Any) -> bytes:
    with things.with_streaming_response.file() as response:
        return response.read()  # type: ignore[no-any-return]


def test_an_error_with_a_damaged_body_is_retried_as_the_error_that_it_is(
    client: Any, server: Any, pauses: list[float]
) -> None:
    damaged = zipped(b"busy")[:-6]
    server.will(answer(503, GZIP | {"retry-after": "7"}, damaged), (200, JSON, b'{"id":1}'))
    assert client.things.make(1, name="x").id == 1
    assert pauses == [7.0]
    server.will(answer(429, GZIP | {"retry-after": "3"}, b"private"), (200, JSON, b'{"id":1}'))
    assert client.things.make(1, name="x").id == 1
    assert pauses == [7.0, 3.0]
    server.will(answer(429, GZIP | {"retry-after": "900"}, damaged))
    with pytest.raises(RateLimitError) as raised:
        client.things.read("x")
    assert raised.value.retry_after == 900
    before = len(server.requests)
    server.will(answer(503, GZIP, damaged))
    with pytest.raises(ServerError):
        client.things.make(1, name="x")
    server.will(answer(401, GZIP, damaged))
    with pytest.raises(AuthenticationError):
        client.things.read("x")
    assert len(server.requests) == before + 2


@pytest.mark.anyio
async def test_bodies_are_read_as_honestly_by_the_asynchronous_client(server: Any) -> None:
    client = AsyncGolden(api_key=KEY, transport=server.transport, max_retries=0)
    server.will(answer(200, GZIP, *cut(zipped(b'{"id":1}'), [3, 9])))
    assert (await client.things.read("x")).id == 1
    server.will(answer(200, GZIP, zipped(b'{"id":1}')[:-1]))
    with pytest.raises(InvalidResponseError, match="is cut off") as invalid:
        await client.things.read("x")
    assert (invalid.value.raw, invalid.value.status_code) == (b'{"id":1}', 200)
    stream = Pieces(b'{"id":1', b"}", b" ")
    server.will(httpx2.Response(200, headers=JSON, stream=stream))
    with pytest.raises(InvalidResponseError, match="max_response_bytes=7"):
        await client.things.read("x", options={"max_response_bytes": 7})
    assert (stream.given, stream.closed) == (2, True)
    server.will(answer(401, GZIP, zipped(b"no")[:-1]))
    with pytest.raises(AuthenticationError) as raised:
        await client.things.read("x")
    assert raised.value.raw == b"no"
    server.will(answer(200, PDF | {"content-encoding": "gzip"}, *cut(zipped(b"abcde"), [5])))
    async with client.things.with_streaming_response.file() as response:
        assert [chunk async for chunk in response.iter_bytes(2)] == [b"ab", b"cd", b"e"]
    server.will(answer(200, PDF | {"content-encoding": "gzip"}, zipped(b"abcde")[:-1]))
    with pytest.raises(InvalidResponseError, match="is cut off"):
        async with client.things.with_streaming_response.file() as response:
            await response.read()


@pytest.mark.parametrize("is_read", [False, True])
def test_no_more_of_a_body_is_kept_than_is_allowed(client: Any, server: Any, is_read: bool) -> None:
    body = b'{"id":1}'

    def respond(status: int, *pieces: bytes) -> None:
        server.will((status, JSON, b"".join(pieces)) if is_read else answer(status, JSON, *pieces))

    for limited in (client.with_options(max_response_bytes=8), client):
        respond(200, body[:5], body[5:])
        assert limited.things.read("x", options={"max_response_bytes": 8}).id == 1
    respond(200, body[:5], body[5:], b"private")
    for call in (limited.things.read, limited.things.with_raw_response.read):
        with pytest.raises(InvalidResponseError) as raised:
            call("x", options={"max_response_bytes": 8})
        error = raised.value
        assert str(error) == (
            "the body of the response to GET /things/{name} is larger than "
            "max_response_bytes=8 allows"
        )
        assert (error.status_code, error.raw, error.headers["content-type"]) == (
            200,
            body,
            "application/json",
        )
        respond(200, body[:5], body[5:], b"private")
    assert (
        client.things.read("x", options={"max_response_bytes": None, "lenient": True})
        == '{"id":1}private'
    )
    respond(404, b'{"code":', b'"c"}', b"private")
    with pytest.raises(StatusError) as refused:
        client.things.read("x", options={"max_response_bytes": 12})
    assert (refused.value.status_code, refused.value.raw) == (404, b'{"code":"c"}')
    assert refused.value.body == models.Failure(code="c")
    respond(200, b"x" * 100)
    with client.with_options(
        max_response_bytes=1
    ).things.with_streaming_response.file() as response:
        assert len(response.read()) == 100


@pytest.mark.parametrize("size", [0, -1, 1.5, True, "1"])
def test_a_size_is_a_whole_number_of_bytes(client: Any, server: Any, size: Any) -> None:
    with pytest.raises(
        InvalidInputError, match="max_response_bytes: must be a whole number of bytes"
    ):
        client.things.read("x", options={"max_response_bytes": size})
    assert server.requests == []


def test_a_client_is_made_with_a_size_and_has_one_of_its_own(server: Any) -> None:
    class Sized(Golden):
        def __init__(self, **more: Any) -> None:
            super(Golden, self).__init__({"apiKey": KEY}, transport=server.transport, **more)

    server.will((200, JSON, b'{"id":1}'))
    with pytest.raises(InvalidResponseError, match="max_response_bytes=7"):
        Sized(max_response_bytes=7).things.read("x")
    assert Sized().things.read("x").id == 1
    assert Sized()._settings.max_response_bytes == 256 * 2**20


def test_little_that_inflates_to_much_takes_no_more_memory_than_is_allowed(
    client: Any, server: Any
) -> None:
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    bomb = b"".join([packer.compress(b" " * 2**20) for _ in range(80)] + [packer.flush()])
    nested = zipped(bomb)
    assert len(bomb) < 90_000
    for headers, body in ((GZIP, bomb), (JSON | {"content-encoding": "gzip, gzip"}, nested)):
        stream = Pieces(body)
        server.will(httpx2.Response(200, headers=headers, stream=stream))
        tracemalloc.start()
        try:
            with pytest.raises(
                InvalidResponseError, match="max_response_bytes=4000000 allows"
            ) as raised:
                client.things.read("x", options={"max_response_bytes": 4_000_000})
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert len(raised.value.raw) == 4_000_000
        assert peak < 2 * 4_000_000 + 1_000_000  # the pieces, and they joined
        assert stream.closed


def test_much_that_inflates_to_nothing_ends_at_the_deadline() -> None:
    nothing = gzip.compress(gzip.compress(b"") * 1_000_000)
    headers = JSON | {"content-encoding": "gzip, gzip"}
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(200, headers=headers, stream=Pieces(nothing))
    )
    client = Golden(api_key=KEY, transport=transport, max_retries=0, deadline=0.1)
    started = time.monotonic()
    with pytest.raises(DeadlineExceededError):
        client.things.read("x")
    assert time.monotonic() - started < 0.4


def test_a_stream_of_much_is_given_in_small_pieces(client: Any, server: Any) -> None:
    server.will(answer(200, PDF | {"content-encoding": "gzip"}, zipped(b" " * 20_000_000)))
    tracemalloc.start()
    try:
        with client.things.with_streaming_response.file() as response:
            assert sum(len(piece) for piece in response.iter_bytes()) == 20_000_000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def _talking(*parts: bytes, every: float = 0.0) -> Callable[[Any], None]:
    def talk(connection: Any) -> None:
        connection.recv(65_536)
        connection.sendall(parts[0])
        drip(connection, b"".join(parts[1:]), every)

    return talk


_OWN: list[Callable[[], Any]] = [
    dict,
    lambda: {"transport": httpx2.HTTPTransport()},
    lambda: {"http_client": httpx2.Client()},
]
_OWN_ASYNC: list[Callable[[], Any]] = [
    dict,
    lambda: {"transport": httpx2.AsyncHTTPTransport()},
    lambda: {"http_client": httpx2.AsyncClient()},
]


@pytest.mark.parametrize("own", _OWN, ids=["pool", "transport", "http_client"])
def test_a_body_that_drips_ends_at_the_deadline_whoever_brings_the_transport(
    own: Callable[[], Any],
) -> None:
    drips = _talking(_HEAD + b"Content-Length: 1000\r\n\r\n", b" " * 999, every=0.02)
    with (
        listening(drips) as url,
        Golden(
            api_key=KEY, base_url=url, timeout=5, deadline=0.1, max_retries=0, **own()
        ) as client,
    ):
        started = time.monotonic()
        with pytest.raises(DeadlineExceededError):
            client.things.read("x")
        assert 0.05 < time.monotonic() - started < 4


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
@pytest.mark.parametrize("own", _OWN_ASYNC, ids=["pool", "transport", "http_client"])
async def test_a_body_that_drips_ends_at_the_deadline_of_an_asynchronous_call(
    own: Callable[[], Any],
) -> None:
    drips = _talking(_HEAD + b"Content-Length: 1000\r\n\r\n", b" " * 999, every=0.02)
    with listening(drips) as url:
        async with AsyncGolden(
            api_key=KEY, base_url=url, timeout=5, deadline=0.1, max_retries=0, **own()
        ) as client:
            started = time.monotonic()
            with pytest.raises(DeadlineExceededError):
                await client.things.read("x")
            assert 0.05 < time.monotonic() - started < 4


def test_a_stream_may_take_longer_than_the_deadline() -> None:
    slow = _talking(_HEAD + b"Content-Length: 8\r\n\r\n", b'{"id":1}', every=0.05)
    with listening(slow) as url:
        for own in _OWN[:2]:
            with (
                Golden(api_key=KEY, base_url=url, deadline=0.3, max_retries=0, **own()) as client,
                client.things.with_streaming_response.read("x") as response,
            ):
                assert response.read() == b'{"id":1}'


@pytest.mark.parametrize("own", _OWN, ids=["pool", "transport", "http_client"])
@pytest.mark.parametrize(
    ("head", "body", "kind", "message"),
    [
        (b"Content-Length: 99\r\n\r\n", b'{"id":1}', TransportError, "RemoteProtocolError"),
        (
            b"Transfer-Encoding: chunked\r\n\r\n",
            b'8\r\n{"id":1}\r\n',
            TransportError,
            "RemoteProtocolError",
        ),
        (b"Connection: close\r\n\r\n", b'{"id":', InvalidResponseError, "is not JSON"),
        (
            b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n",
            zipped(b'{"id":1}')[:-3],
            InvalidResponseError,
            "is cut off",
        ),
    ],
)
def test_a_server_that_hangs_up_early_is_noticed(
    own: Callable[[], Any], head: bytes, body: bytes, kind: type[Exception], message: str
) -> None:
    with (
        listening(_talking(_HEAD + head + body)) as url,
        Golden(api_key=KEY, base_url=url, max_retries=0, **own()) as client,
    ):
        with pytest.raises(kind, match=message):
            client.things.read("x")
        if message != "is not JSON":  # of which a stream knows nothing
            with (
                pytest.raises(kind, match=message),
                client.things.with_streaming_response.read("x") as response,
            ):
                response.read()


@pytest.mark.parametrize("own", _OWN, ids=["pool", "transport", "http_client"])
def test_a_refusal_whose_body_breaks_off_stays_a_refusal(own: Callable[[], Any]) -> None:
    refusal = _talking(
        b'HTTP/1.1 401 No\r\nX-Request-Id: r1\r\nContent-Length: 99\r\n\r\n{"code":"c"}'
    )
    with listening(refusal) as url, Golden(api_key=KEY, base_url=url, **own()) as client:
        with pytest.raises(AuthenticationError) as raised:
            client.things.read("x")
        assert (raised.value.request_id, raised.value.raw) == ("r1", b'{"code":"c"}')


@pytest.mark.anyio
async def test_a_stream_whose_text_a_hook_has_read_is_as_good(server: Any) -> None:
    def look(response: httpx2.Response) -> None:
        assert (response.read(), response.text) == (b'{"id":1}', '{"id":1}')

    async def async_look(response: httpx2.Response) -> None:
        assert (await response.aread(), response.text) == (b'{"id":1}', '{"id":1}')

    server.will(answer(200, GZIP, zipped(b'{"id":1}')))
    http = httpx2.Client(transport=server.transport, event_hooks={"response": [look]})
    with (
        http,
        Golden(api_key=KEY, http_client=http).things.with_streaming_response.read("x") as response,
    ):
        assert list(response.iter_text()) == ['{"id":1}']
    server.will(answer(200, GZIP, zipped(b'{"id":1}')))
    async_http = httpx2.AsyncClient(
        transport=server.transport, event_hooks={"response": [async_look]}
    )
    things = AsyncGolden(api_key=KEY, http_client=async_http).things
    async with async_http, things.with_streaming_response.file() as async_response:
        assert await async_response.read() == b'{"id":1}'


def test_a_response_that_a_hook_has_read_is_as_good(server: Any) -> None:
    def read(response: httpx2.Response) -> None:
        response.read()

    with httpx2.Client(transport=server.transport, event_hooks={"response": [read]}) as http_client:
        client = Golden(api_key=KEY, http_client=http_client)
        server.will(answer(200, GZIP, zipped(b'{"id":1}')))
        assert client.things.read("x").id == 1
        server.will(answer(200, GZIP, zipped(b'{"id":1}')))
        with pytest.raises(InvalidResponseError, match="max_response_bytes=5") as raised:
            client.things.read("x", options={"max_response_bytes": 5})
        assert raised.value.raw == b'{"id"'
