"""Everything that a call raises is an `SDKError`, whatever fails: what was given, the caller's own
code, the network.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import socket
import ssl
import tempfile
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import (
    ConfigurationError,
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    RedirectionError,
    RequestBodyError,
    SDKError,
    TransportError,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.profiles import examples

from .conftest import KEY, listening

OCTETS = "application/octet-stream"
DONE = b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n"


class Growing(io.BytesIO):
    """A file that is written to while it is read."""

    def read(self, size: int | None = -1) -> bytes:
        at = self.tell()
        self.seek(0, io.SEEK_END)
        self.write(b"more")
        self.seek(at)
        return super().read(size)


class Shrinking(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        self.truncate(2)
        return super().read(size)


class Broken(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(5, "Input/output error")


class Text(io.BytesIO):
    def read(self, size: int | None = -1) -> Any:
        return super().read(size).decode()


class Waiting:
    """A raw file that does not block, and has nothing yet, which is not its end."""

    def read(self, size: int = -1) -> None:
        return None


class OwnError(Exception):
    """What a caller's own code raises."""


def raising() -> Iterator[bytes]:
    yield b"abc"
    raise OwnError


def mixed() -> Iterator[Any]:
    yield b"abc"
    yield "def"


async def raising_later() -> AsyncIterator[bytes]:
    yield b"abc"
    raise OwnError


async def mixed_later() -> AsyncIterator[Any]:
    yield b"abc"
    yield 5


CUT_OFF: list[tuple[Callable[[], Any], str, type[Exception] | None]] = [
    (lambda: Growing(b"a" * 100_000), "its body has grown since the call was made", None),
    (lambda: Shrinking(b"a" * 100_000), "its body has shrunk since the call was made", None),
    (lambda: Broken(b"abc"), "its body raised OSError", OSError),
    (lambda: Text(b"abc"), "its body gave str where it must give bytes", None),
]
UNSENT: list[tuple[Callable[[], Any], str, type[Exception] | None]] = [
    (raising, "its body raised OwnError", OwnError),
    (mixed, "its body gave str where it must give bytes", None),
    (Waiting, "its body gave NoneType where it must give bytes", None),
]
UNSENT_LATER: list[tuple[Callable[[], Any], str, type[Exception] | None]] = [
    (raising_later, "its body raised OwnError", OwnError),
    (mixed_later, "its body gave int where it must give bytes", None),
]


def answering(seen: list[bytes]) -> Callable[[socket.socket], None]:
    """A server that keeps what arrives and answers a request once its head has come and nothing
    more for a moment.
    """

    def talk(connection: socket.socket) -> None:
        connection.settimeout(0.1)
        got = b""
        try:
            while part := connection.recv(65536):
                got += part
        except TimeoutError:
            pass
        seen.append(got)
        connection.sendall(DONE)

    return talk


@pytest.mark.parametrize(("body", "what", "cause"), CUT_OFF)
def test_a_body_that_fails_midway_is_an_error_of_ours_and_never_arrives_whole(
    body: Callable[[], Any], what: str, cause: type[Exception] | None
) -> None:
    seen: list[bytes] = []
    with listening(answering(seen)) as url, Golden(api_key=KEY, base_url=url) as client:
        with pytest.raises(
            RequestBodyError, match=f"^PUT /upload was cut off midway: {what}$"
        ) as raised:
            client.things.upload(body(), content_type=OCTETS)
        assert type(raised.value.__cause__) is (cause or type(None))
        assert (
            raised.value.__context__ is raised.value.__cause__ or raised.value.__context__ is None
        )
        assert not raised.value.unsent
        client.things.upload(b"next", content_type=OCTETS)
    first, last = seen[0], seen[-1]
    assert last.endswith(b"\r\n\r\nnext")
    head, _, sent = first.partition(b"\r\n\r\n")
    promised = re.search(rb"content-length: (\d+)", head.lower())
    assert len(sent) < int(promised[1]) if promised else not sent.endswith(b"0\r\n\r\n")


@pytest.mark.anyio
@pytest.mark.parametrize(("body", "what", "cause"), CUT_OFF)
async def test_a_body_that_fails_midway_is_an_error_of_ours_for_the_asynchronous_client_too(
    body: Callable[[], Any], what: str, cause: type[Exception] | None
) -> None:
    with listening(answering([])) as url:
        async with AsyncGolden(api_key=KEY, base_url=url) as client:
            with pytest.raises(
                RequestBodyError, match=f"^PUT /upload was cut off midway: {what}$"
            ) as raised:
                await client.things.upload(body(), content_type=OCTETS)
    assert type(raised.value.__cause__) is (cause or type(None))


@pytest.mark.parametrize(("body", "what", "cause"), UNSENT)
def test_of_a_body_that_fails_before_its_length_is_known_nothing_is_sent(
    client: Any, server: Any, body: Callable[[], Any], what: str, cause: type[Exception] | None
) -> None:
    with pytest.raises(RequestBodyError, match=f"^PUT /upload was not sent: {what}$") as raised:
        client.things.upload(body(), content_type=OCTETS)
    assert type(raised.value.__cause__) is (cause or type(None))
    assert raised.value.__context__ is raised.value.__cause__ or raised.value.__context__ is None
    assert raised.value.unsent
    assert not server.requests


@pytest.mark.anyio
@pytest.mark.parametrize(("body", "what", "cause"), [*UNSENT, *UNSENT_LATER])
async def test_the_asynchronous_client_sends_nothing_of_it_either(
    server: Any, body: Callable[[], Any], what: str, cause: type[Exception] | None
) -> None:
    client = AsyncGolden(api_key=KEY, transport=server.transport)
    with pytest.raises(RequestBodyError, match=f"^PUT /upload was not sent: {what}$") as raised:
        await client.things.upload(body(), content_type=OCTETS)
    assert type(raised.value.__cause__) is (cause or type(None))
    assert raised.value.unsent
    assert not server.requests


@pytest.mark.parametrize("own", [False, True])
def test_a_file_in_a_form_that_shrinks_is_cut_off_too(own: bool) -> None:
    with listening(answering([])) as url, httpx2.Client() as http:
        given: dict[str, Any] = {"http_client": http} if own else {}
        client = Golden(api_key=KEY, base_url=url, **given)
        with pytest.raises(RequestBodyError, match="has shrunk"):
            client.things.upload(
                {"file": Shrinking(b"a" * 100)}, content_type="multipart/form-data"
            )


def test_what_a_callers_iterator_raises_comes_without_the_frames_that_hold_the_credential() -> None:
    with (
        listening(answering([])) as url,
        Golden(api_key=KEY, base_url=url) as client,
        pytest.raises(RequestBodyError) as raised,
    ):
        client.things.upload(raising(), content_type=OCTETS)
    assert raised.value.__cause__ is not None
    shown = traceback.TracebackException.from_exception(raised.value.__cause__, capture_locals=True)
    assert [frame.name for frame in shown.stack][-1] == "raising"
    assert not any(
        "httpcore2" in frame.filename or "h11" in frame.filename for frame in shown.stack
    )
    assert all(KEY not in str(frame.locals) for frame in shown.stack)


async def letters() -> AsyncIterator[bytes]:
    yield b"abc"


class Later:
    async def read(self, size: int = -1) -> bytes:
        return b""


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (letters, "is asynchronous, which needs the asynchronous client"),
        (Later, "is an asynchronous file"),
        (lambda: [b"a", "b"], "must be bytes, or have bytes alone as its items"),
        (lambda: tempfile.NamedTemporaryFile("w+"), "is a text file; open it in binary mode"),  # noqa: SIM115  # closed below
        (lambda: Path(os.devnull).open("wb"), "is a file that is not open for reading"),  # noqa: SIM115  # closed below
    ],
)
def test_a_body_that_cannot_be_sent_is_refused_before_anything_is(
    client: Any, server: Any, body: Callable[[], Any], what: str
) -> None:
    made = body()
    with pytest.raises(InvalidInputError, match=f"^body: {what}"):
        client.things.upload(made, content_type=OCTETS)
    assert server.requests == []
    if hasattr(made, "close"):
        made.close()
        with pytest.raises(InvalidInputError, match=r"^body: is a (closed|text) file"):
            client.things.upload(made, content_type=OCTETS)


def test_an_iterable_for_a_json_body_that_raises_keeps_what_it_raised(
    client: Any, server: Any
) -> None:
    with pytest.raises(
        InvalidInputError, match=r"^body: could not be read: its iterator raised OwnError$"
    ) as raised:
        client.things.make(1, raising())
    assert type(raised.value.__cause__) is OwnError
    assert server.requests == []


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("Content-Length", "5", "is set by the client itself"),
        ("content-length", "nonsense", "is set by the client itself"),
        ("TRANSFER-ENCODING", "gzip, chunked", "is set by the client itself"),
        ("Host", "", "must be a host"),
        ("host", "two words", "must be a host"),
        ("Host", "a.example:port", "must be a host"),
        ("Host", "a.example/path", "must be a host"),
    ],
)
def test_a_header_that_would_break_the_request_is_refused(
    server: Any, name: str, value: str, what: str
) -> None:
    client = Golden(api_key=KEY, transport=server.transport)
    for call in (
        lambda: client.things.make(1, name="x", options={"headers": {name: value}}),
        lambda: client.with_options(headers={name: value}),
        lambda: Golden(api_key=KEY, headers={name: value}),
    ):
        with pytest.raises(InvalidInputError, match=f"^header.{name}: {what}"):
            call()
    assert server.requests == []


@pytest.mark.parametrize(
    "host", ["virtual.example", "virtual.example:8080", "[::1]:80", "10.0.0.1"]
)
def test_another_host_may_be_named(client: Any, server: Any, host: str) -> None:
    client.things.read("x", options={"headers": {"host": host}})
    assert server.last.headers.get_list("Host") == [host]


def test_a_length_among_the_headers_of_a_callers_client_does_not_break_the_request() -> None:
    seen: list[bytes] = []
    headers = {"Content-Length": "5", "Transfer-Encoding": "chunked"}
    with listening(answering(seen)) as url, httpx2.Client(headers=headers) as http:
        Golden(api_key=KEY, base_url=url, http_client=http).things.upload(
            b"abc", content_type=OCTETS
        )
    assert b"content-length: 3\r\n" in seen[0].lower()
    assert b"transfer-encoding" not in seen[0].lower()


@pytest.mark.parametrize(
    "error",
    [RuntimeError("x"), OSError(13, "x"), ssl.SSLError("x"), ValueError("x"), KeyError("x")],
)
def test_what_a_callers_transport_raises_is_named_and_kept(server: Any, error: Exception) -> None:
    server.will(error)
    for way in (
        {"transport": server.transport},
        {"http_client": httpx2.Client(transport=server.transport)},
    ):
        server.requests.clear()
        with pytest.raises(
            TransportError, match=rf"^GET /things/\{{name\}} failed \({type(error).__name__}\)$"
        ) as raised:
            Golden(api_key=KEY, **way).things.read("x")
        assert raised.value.__cause__ is error
        assert len(server.requests) == 1
        shown = traceback.TracebackException.from_exception(error)
        assert not any("httpx2" in frame.filename for frame in shown.stack)


@pytest.mark.anyio
async def test_what_a_callers_asynchronous_transport_raises_is_named_and_kept(server: Any) -> None:
    server.will(RuntimeError("x"))
    with pytest.raises(TransportError, match=r"failed \(RuntimeError\)$") as raised:
        await AsyncGolden(api_key=KEY, transport=server.transport).things.read("x")
    assert type(raised.value.__cause__) is RuntimeError


def test_a_hook_of_the_callers_client_that_raises_is_named_and_kept(server: Any) -> None:
    def refuse(request: httpx2.Request) -> None:
        raise OwnError

    http = httpx2.Client(transport=server.transport, event_hooks={"request": [refuse]})
    with http, pytest.raises(TransportError, match=r"failed \(OwnError\)$") as raised:
        Golden(api_key=KEY, http_client=http).things.read("x")
    assert type(raised.value.__cause__) is OwnError


def test_a_closed_http_client_of_the_callers_is_a_matter_of_configuration(
    server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    http = httpx2.Client(transport=server.transport)
    client = Golden(api_key=KEY, http_client=http)
    http.close()
    with pytest.raises(ConfigurationError, match="http_client is closed"):
        client.things.read("x")


@pytest.mark.anyio
async def test_a_hook_that_raises_for_the_status_hides_neither_the_status_nor_a_retry(
    server: Any,
) -> None:
    def look(response: httpx2.Response) -> None:
        response.read()
        response.raise_for_status()

    async def async_look(response: httpx2.Response) -> None:
        response.raise_for_status()

    with httpx2.Client(transport=server.transport, event_hooks={"response": [look]}) as http:
        client = Golden(api_key=KEY, http_client=http)
        server.will((404, {"x-request-id": "r1"}, b'{"code":"c"}'))
        with pytest.raises(NotFoundError) as raised:
            client.things.read("x")
        assert (raised.value.request_id, raised.value.raw) == ("r1", b'{"code":"c"}')
        server.will((302, {"location": "/v1/things/y"}, b""), {"id": 1})
        assert client.things.read("x").id == 1
    async with httpx2.AsyncClient(
        transport=server.transport, event_hooks={"response": [async_look]}
    ) as async_http:
        server.will((429, {}, b""), {"id": 2})
        assert (await AsyncGolden(api_key=KEY, http_client=async_http).things.read("x")).id == 2


def test_the_status_of_another_request_that_auth_sends_is_not_the_calls(server: Any) -> None:
    class Token(httpx2.Auth):
        def auth_flow(self, request: httpx2.Request) -> Iterator[httpx2.Request]:
            response = yield httpx2.Request("POST", "https://api.example.com/token")
            response.raise_for_status()
            yield request

    server.will(404)
    with (
        httpx2.Client(transport=server.transport, auth=Token()) as http,
        pytest.raises(TransportError, match="HTTPStatusError"),
    ):
        Golden(api_key=KEY, http_client=http).things.read("x")


def test_an_http_client_that_is_closed_while_a_call_runs_does_not_make_it_one_that_was_not_sent(
    server: Any,
) -> None:
    def refuse(response: httpx2.Response) -> None:
        http.close()
        raise OwnError

    http = httpx2.Client(transport=server.transport, event_hooks={"response": [refuse]})
    with pytest.raises(TransportError, match=r"failed \(OwnError\)$") as raised:
        Golden(api_key=KEY, http_client=http).things.make(1, name="x")
    assert (raised.value.unsent, len(server.requests)) == (False, 1)


@pytest.mark.anyio
async def test_a_closed_asynchronous_http_client_is_a_matter_of_configuration_too(
    server: Any,
) -> None:
    http = httpx2.AsyncClient(transport=server.transport)
    await http.aclose()
    with pytest.raises(ConfigurationError, match="http_client is closed"):
        await AsyncGolden(api_key=KEY, http_client=http).things.read("x")


@pytest.mark.parametrize("raised", [KeyboardInterrupt, MemoryError, SystemExit])
def test_what_is_no_failure_of_a_call_passes_through(
    server: Any, raised: type[BaseException]
) -> None:
    def interrupt(request: httpx2.Request) -> httpx2.Response:
        raise raised

    with pytest.raises(raised):
        Golden(api_key=KEY, transport=httpx2.MockTransport(interrupt)).things.read("x")


def test_cancelling_passes_through() -> None:
    async def run() -> None:
        async def wait(request: httpx2.Request) -> httpx2.Response:
            await anyio.sleep(5)
            return httpx2.Response(204)

        client = AsyncGolden(api_key=KEY, transport=httpx2.MockTransport(wait))
        task = asyncio.create_task(client.things.read("x"))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with anyio.move_on_after(0.01) as scope:
            await client.things.read("x")
        assert scope.cancelled_caught

    asyncio.run(run())


def test_a_stream_that_fails_while_it_is_read_is_an_error_of_ours(client: Any, server: Any) -> None:
    class Failing(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"abc"
            raise OSError

    server.will(httpx2.Response(200, stream=Failing()))
    with pytest.raises(TransportError, match=r"failed \(OSError\)$"):
        client.things.file()
    with client.things.with_streaming_response.file() as response, pytest.raises(TransportError):
        response.read()


LOCATIONS = [
    "//[::1",
    "http://\x7f/",
    "http://a:99999999/",
    "\\\\elsewhere",
    "http://[",
    "?a=b",
    "https://a b/",
    "///",
]
VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=5)
    | st.binary(max_size=5)
    | st.just(object()),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=2)
    ),
    max_leaves=4,
)
HEADERS = [
    "location",
    "retry-after",
    "content-type",
    "set-cookie",
    "content-encoding",
    "x-ratelimit-limit",
]


def quick(answer: Callable[[httpx2.Request], httpx2.Response]) -> Any:
    client = Golden(api_key=KEY, transport=httpx2.MockTransport(answer))
    client._sleep = lambda _: None
    return client


@examples(60)
@given(
    st.sampled_from([101, 200, 204, 301, 303, 308, 404, 429, 503, 999]),
    st.dictionaries(
        st.sampled_from(HEADERS),
        st.binary(max_size=20) | st.sampled_from([each.encode() for each in LOCATIONS]),
        max_size=3,
    ),
    st.binary(max_size=20) | st.just(b"[" * 100_000),
)
def test_whatever_a_server_answers_is_an_error_of_ours_or_a_result(
    status: int, headers: dict[str, bytes], body: bytes
) -> None:
    lines = [(name.encode(), value) for name, value in headers.items()]
    client = quick(lambda _: httpx2.Response(status, headers=lines, stream=httpx2.ByteStream(body)))
    for call in (
        lambda: client.things.read("x"),
        lambda: client.things.make(1, name="x"),
        client.things.text,
        lambda: client.request("GET", "/x", options={"error_bodies": True, "lenient": True}),
    ):
        try:
            message = str(call())
        except SDKError as error:
            message = str(error)
        assert len(message) < 1000 or body in message.encode()


@examples(60)
@given(VALUES)
def test_whatever_is_given_is_an_error_of_ours_or_sent(value: Any) -> None:
    client = quick(lambda _: httpx2.Response(200, json={"id": 1}))
    for call in (
        lambda: client.things.make(value, value),
        lambda: client.things.read(value, colour=value, flag=value, x_trace=value),
        lambda: client.things.upload(value),
        lambda: client.things.upload(value, content_type="multipart/form-data"),
        lambda: client.things.upload(value, content_type=OCTETS),
        lambda: client.things.make(1, name="x", options={"headers": value}),
        lambda: client.things.make(1, name="x", options={"query": value}),
        lambda: client.things.make(1, name="x", options={"extra_body": value}),
        lambda: client.request(value, "/x"),
        lambda: client.request("GET", value),
        lambda: client.request("POST", "/x", body=value, query=value, headers=value, retry=value),
        lambda: client.request("POST", "/x", body="x", content_type=value),
        lambda: client.request("GET", "/x", cast_to=value),
    ):
        try:
            call()
        except SDKError:
            continue


@pytest.mark.parametrize("location", LOCATIONS)
def test_a_redirect_to_what_is_no_url_is_an_error_of_ours(
    client: Any, server: Any, location: str
) -> None:
    server.will((302, {"location": location}))
    with pytest.raises((RedirectionError, InvalidResponseError)):
        client.things.read("x")


def test_a_value_that_holds_itself_is_refused(client: Any, server: Any) -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(InvalidInputError):
        client.things.read(value)
    with pytest.raises(InvalidInputError):
        client.things.make(1, {"name": "x", "extra": value})
    with pytest.raises(InvalidInputError):
        client.things.make(1, name="x", options={"extra_body": {"more": value}})
    assert server.requests == []


def test_a_keyword_that_does_not_exist_stays_a_type_error(client: Any) -> None:
    for call in (
        lambda: client.things.read("x", nmae="y"),
        lambda: client.request("GET", "/x", castto=dict),
        lambda: client.things.read("x", options={"tries": 1}),
        lambda: Golden(api_key=KEY, tries=1),
    ):
        with pytest.raises(TypeError):
            call()


@pytest.mark.anyio
async def test_a_client_that_is_closed_in_the_middle_of_a_call_fails_it_with_an_error_of_ours() -> (
    None
):
    asked = threading.Event()

    def silent(connection: socket.socket) -> None:
        connection.recv(65536)
        asked.set()
        connection.recv(65536)

    async def close(client: AsyncGolden) -> None:
        while not asked.is_set():
            await anyio.sleep(0.01)
        await client.aclose()

    with listening(silent) as url:
        client = AsyncGolden(api_key=KEY, base_url=url, max_retries=0, timeout=0.5)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(close, client)
            with pytest.raises(TransportError):
                await client.things.read("x")
        with pytest.raises(ConfigurationError, match="closed"):
            await client.things.read("x")
