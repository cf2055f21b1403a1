"""Attempts: what is repeated and when, where redirects lead, how the deadline holds."""

from __future__ import annotations

import email.utils
import io
import socket
import time
from typing import Any

import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import (
    ConnectionFailedError,
    DeadlineExceededError,
    InvalidInputError,
    RateLimitError,
    RedirectionError,
    RequestTimeoutError,
    ServerError,
    TransportError,
)
from golden._runtime.retry import retry_after

from .conftest import KEY, MADE, drip, listening

AFTER = {"retry-after": "0.25"}


@pytest.mark.parametrize(
    ("answer", "read", "make"),
    [
        (httpx2.ConnectError("refused"), 3, 3),
        (httpx2.ConnectTimeout("slow"), 3, 3),
        (httpx2.PoolTimeout("full"), 3, 3),
        (httpx2.ReadTimeout("slow"), 3, 1),
        (httpx2.ReadError("reset"), 3, 1),
        (httpx2.WriteError("reset"), 3, 1),
        (httpx2.RemoteProtocolError("gone"), 3, 1),
        (httpx2.LocalProtocolError("bug"), 1, 1),
        (httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), 1, 1),
        ((429, AFTER), 3, 3),
        ((503, AFTER), 3, 3),
        ((429, {}), 3, 3),
        ((503, {}), 3, 1),
        ((500, AFTER), 3, 1),
        ((502, {}), 3, 1),
        ((504, {}), 3, 1),
        ((501, {}), 1, 1),
        ((400, AFTER), 1, 1),
    ],
)
def test_only_what_is_safe_is_repeated(
    client: Any, server: Any, pauses: list[float], answer: Any, read: int, make: int
) -> None:
    server.will(answer)
    client._settings = client._settings._replace(random=lambda: 0.0)
    for call, attempts in (
        (lambda: client.things.read("x"), read),
        (lambda: client.things.make(1, name="x"), make),
    ):
        server.requests.clear()
        pauses.clear()
        with pytest.raises((TransportError, Exception)):
            call()
        assert len(server.requests) == attempts
        assert len(pauses) <= attempts - 1
    if isinstance(answer, tuple) and answer[1] and make == 3:
        assert pauses == [0.25, 0.25]


def test_a_repeat_sends_the_same_request_and_its_answer_counts(client: Any, server: Any) -> None:
    server.will((503, AFTER), {"id": 1})
    assert client.things.make(1, name="x").id == 1
    first, second = server.requests
    assert (first.content, first.headers.raw) == (second.content, second.headers.raw)


def test_pauses_grow_and_are_drawn_at_random(server: Any, pauses: list[float]) -> None:
    client = Golden(api_key=KEY, transport=server.transport, max_retries=7)
    client._sleep = pauses.append
    client._settings = client._settings._replace(random=lambda: 1.0)
    server.will(500)
    with pytest.raises(ServerError):
        client.things.read("x")
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


def test_a_pause_may_be_asked_for_as_a_date(client: Any, server: Any, pauses: list[float]) -> None:
    server.will(
        (503, {"retry-after": email.utils.formatdate(time.time() + 5, usegmt=True)}), {"id": 1}
    )
    client.things.make(1, name="x")
    assert 3 < pauses[0] <= 5


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_that_does_not_fit_the_deadline_is_not_waited_for(
    client: Any, server: Any, pauses: list[float], status: int
) -> None:
    server.will((status, {"retry-after": "61"}))
    with pytest.raises((RateLimitError, ServerError)):
        client.things.make(1, name="x")
    assert (len(server.requests), pauses) == (1, [])


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "inf", "٣"])
def test_a_pause_that_makes_no_sense_is_as_good_as_none(
    client: Any, server: Any, pauses: list[float], value: str
) -> None:
    client._settings = client._settings._replace(random=lambda: 1.0)
    for status, waited in (429, [0.5, 1.0]), (503, []):
        pauses.clear()
        server.will((status, {"retry-after": value.encode()}))
        with pytest.raises((RateLimitError, ServerError)):
            client.things.make(1, name="x")
        assert pauses == waited


@pytest.mark.parametrize(
    ("value", "waited"),
    [
        ("0", [0.5, 1.0]),
        ("0.1", [0.5, 1.0]),
        ("0.7", [0.7, 1.0]),
        ("3", [3, 3]),
        ("Wed, 21 Oct 2015 07:28:00 GMT", [0.5, 1.0]),
        ("Wed, 21 Oct 2015 07:28:00 -0000", [0.5, 1.0]),
        ("Wednesday, 21-Oct-15 07:28:00 GMT", [0.5, 1.0]),
        ("Wed, 21 Oct 9999 07:28:00 GMT", []),
        ("9" * 400, []),
        ("Wed, 99 Foo 99999 99:99:99 GMT", [0.5, 1.0]),
        ("Wed, 21 Oct 2015 07:28:00 +9999", [0.5, 1.0]),
    ],
)
def test_the_pause_is_what_the_server_asks_for_but_never_less_than_ours(
    client: Any, server: Any, pauses: list[float], value: str, waited: list[float]
) -> None:
    client._settings = client._settings._replace(random=lambda: 1.0)
    server.will((429, {"retry-after": value}))
    with pytest.raises(RateLimitError) as raised:
        client.things.make(1, name="x")
    assert pauses == waited
    assert (raised.value.retry_after or 0) <= 2**31


def test_a_date_without_a_zone_is_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        value = time.strftime("%a, %d %b %Y %H:%M:%S -0000", time.gmtime(time.time() + 50))
        assert 48 < (retry_after(httpx2.Headers({"retry-after": value})) or 0) <= 50
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_request_that_was_one_too_many_is_sent_again_whatever_it_does(
    client: Any, server: Any, pauses: list[float]
) -> None:
    server.will(429, 429, {"id": 1})
    client._settings = client._settings._replace(random=lambda: 1.0)
    assert client.things.make(1, name="x").id == 1
    assert pauses == [0.5, 1.0]


def test_the_caller_sets_how_often_to_repeat(client: Any, server: Any) -> None:
    server.will(500)
    for options, attempts in ({"max_retries": 0}, 1), ({"max_retries": 4}, 5):
        server.requests.clear()
        with pytest.raises(ServerError):
            client.things.read("x", options=options)
        assert len(server.requests) == attempts


@pytest.mark.parametrize(
    ("said", "attempts"), [("safe", (3, 3)), ("unsafe", (1, 1)), (None, (3, 1))]
)
def test_the_caller_says_whether_a_repeat_does_no_harm(
    client: Any, server: Any, said: Any, attempts: tuple[int, int]
) -> None:
    calls = (
        lambda of, **more: of.things.read("x", **more),
        lambda of, **more: of.things.make(1, name="x", **more),
    )
    for failure, error in ((500, ServerError), (httpx2.ReadError("reset"), TransportError)):
        server.will(failure)
        for call, expected in zip(calls, attempts, strict=True):
            for of, more in (
                (client, {"options": {"retry": said}}),
                (client.with_options(retry=said), {}),
            ):
                server.requests.clear()
                with pytest.raises(error):
                    call(of, **more)
                assert len(server.requests) == expected


def test_what_the_server_has_not_acted_on_is_repeated_whatever_the_caller_says_of_repeats(
    client: Any, server: Any
) -> None:
    server.will((429, {}), MADE)
    assert client.things.make(1, name="x", options={"retry": "unsafe"}).id == 7


@pytest.mark.anyio
async def test_the_asynchronous_client_is_told_whether_a_repeat_does_no_harm(server: Any) -> None:
    client = AsyncGolden(api_key=KEY, transport=server.transport)
    client._settings = client._settings._replace(random=lambda: 0.0)
    server.will((500, {}), MADE)
    with pytest.raises(ServerError):
        await client.things.make(1, name="x")
    server.will((500, {}), MADE)
    assert (await client.things.make(1, name="x", options={"retry": "safe"})).id == 7


@pytest.mark.parametrize("said", ["Safe", True, 1, ["safe"], ""])
def test_what_a_repeat_does_is_said_in_one_of_two_words(
    client: Any, server: Any, said: Any
) -> None:
    with pytest.raises(InvalidInputError, match=r'^retry: must be "safe" or "unsafe"$'):
        client.things.make(1, name="x", options={"retry": said})
    assert not server.requests


@pytest.mark.parametrize("status", [429, 500])
def test_whatever_a_body_is_made_of_it_is_sent_again(client: Any, server: Any, status: int) -> None:
    for body in (io.BytesIO(b"abc"), iter([b"abc"]), [b"a", b"bc"]):
        server.requests.clear()
        server.will(status)
        with pytest.raises((RateLimitError, ServerError)):
            client.things.upload(body, content_type="application/octet-stream")
        assert [request.content for request in server.requests] == [b"abc"] * 3


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_host_is_followed_when_reading(
    client: Any, server: Any, status: int
) -> None:
    server.will((status, {"location": "/elsewhere?x=1#f"}), {"id": 3})
    assert client.things.read("x", flag=True).id == 3
    assert str(server.last.url) == "https://api.example.com/elsewhere?x=1"
    assert server.last.headers["X-Key"] == KEY


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [(307, "POST", b'{"name":"x"}'), (308, "POST", b'{"name":"x"}'), (303, "GET", b"")],
)
def test_a_post_is_redirected_as_its_status_says(
    client: Any, server: Any, status: int, method: str, body: bytes
) -> None:
    server.will((status, {"location": "/elsewhere"}), {"id": 3})
    assert client.things.make(1, name="x").id == 3
    assert (server.last.method, server.last.content) == (method, body)


@pytest.mark.parametrize(
    ("status", "location"),
    [
        (302, "/same"),
        (307, "https://evil.example/"),
        (303, "https://evil.example/"),
        (307, "http://api.example.com/v1"),
        (307, ""),
    ],
)
def test_a_post_goes_nowhere_else(client: Any, server: Any, status: int, location: str) -> None:
    server.will((status, {"location": location}))
    with pytest.raises(RedirectionError):
        client.things.make(1, name="x")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/",
        "//evil.example",
        "https://api.example.com:444/",
        "https://api.example.com.evil.example/",
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_nothing_of_the_callers_follows_a_redirect_to_another_host(
    server: Any, location: str, own: bool
) -> None:
    if own:
        http = httpx2.Client(
            transport=server.transport,
            follow_redirects=True,
            headers={"X-Own": "own-secret"},
            cookies={"c": "own-secret"},
            auth=("u", "own-secret"),
            params={"p": "own-secret"},
        )
        client = Golden(api_key=KEY, http_client=http)
    else:
        client = Golden(api_key=KEY, transport=server.transport)
    server.will((302, {"location": location}), {"id": 3})
    options = {"headers": {"Authorization": "own-secret"}, "query": {"q": "own-secret"}}
    assert client.things.read("x", x_trace="own-secret", options=options).id == 3
    first, second = server.requests
    assert first.headers["X-Key"] == KEY
    sent = (
        str(second.url).encode()
        + b"".join(name + value for name, value in second.headers.raw)
        + second.content
    )
    assert KEY.encode() not in sent
    assert b"secret" not in sent
    assert second.headers["Host"] == second.url.netloc.decode()


@pytest.mark.parametrize(
    "location",
    ["https://a..example", f"https://{'a' * 64}.example", "https://api.example.com:65536"],
)
def test_a_redirect_to_where_nothing_can_be_is_not_followed(
    client: Any, server: Any, location: str
) -> None:
    server.will((302, {"location": location}))
    with pytest.raises(RedirectionError):
        client.things.read("x")
    assert len(server.requests) == 1


def test_nobody_is_led_from_https_to_http_or_round_in_circles(client: Any, server: Any) -> None:
    for location, attempts in (
        ("http://api.example.com/x", 1),
        ("file:///etc/passwd", 1),
        ("https://u:p@api.example.com/", 1),
        ("/loop", 11),
    ):
        server.requests.clear()
        server.will((302, {"location": location}))
        with pytest.raises(RedirectionError):
            client.things.read("x")
        assert len(server.requests) == attempts


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n"


def slow_headers(connection: socket.socket) -> None:
    connection.recv(65536)
    drip(connection, HEAD + b"x: " + b"a" * 5000, 0.05)


def slow_body(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(HEAD.replace(b": 8", b": 5000") + b"\r\n")
    drip(connection, b" " * 5000, 0.05)


def silent(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.recv(1)  # until the client goes away


@pytest.mark.parametrize("talk", [slow_headers, slow_body, silent])
def test_a_dripping_server_cannot_outlast_the_deadline(talk: Any) -> None:
    with listening(talk) as url, Golden(api_key=KEY, base_url=url) as client:
        started = time.monotonic()
        with pytest.raises(DeadlineExceededError):
            client.things.read("x", options={"deadline": 0.2})
        assert 0.15 < time.monotonic() - started < 1.0


@pytest.mark.anyio
@pytest.mark.parametrize("talk", [slow_headers, slow_body, silent])
async def test_a_dripping_server_cannot_outlast_the_deadline_of_the_asynchronous_client(
    talk: Any,
) -> None:
    with listening(talk) as url:
        async with AsyncGolden(api_key=KEY, base_url=url) as client:
            started = time.monotonic()
            with pytest.raises(DeadlineExceededError):
                await client.things.read("x", options={"deadline": 0.2})
            assert 0.15 < time.monotonic() - started < 1.0


def test_the_timeout_limits_each_wait(server: Any) -> None:
    with listening(silent) as url, Golden(api_key=KEY, base_url=url, max_retries=0) as client:
        with pytest.raises(RequestTimeoutError) as raised:
            client.things.read("x", options={"timeout": 0.2})
        assert type(raised.value) is RequestTimeoutError
        assert isinstance(raised.value, TimeoutError)


def test_the_deadline_covers_repeats_and_the_pauses_between_them() -> None:
    def refuse(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n")

    with (
        listening(refuse) as url,
        Golden(api_key=KEY, base_url=url, max_retries=100, deadline=0.5) as client,
    ):
        started = time.monotonic()
        with pytest.raises((ServerError, DeadlineExceededError)):
            client.things.read("x")
        assert time.monotonic() - started < 1.0


def drip_stream(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\ncontent-length: 16\r\n\r\n"
    )
    drip(connection, b"0123456789abcdef", 0.03)  # for longer than the deadline


def test_the_deadline_of_a_stream_ends_at_its_headers_and_each_wait_is_limited_instead() -> None:
    with listening(drip_stream) as url, Golden(api_key=KEY, base_url=url) as client:
        options = {"deadline": 0.4, "timeout": 0.3}
        with client.things.with_streaming_response.file(options=options) as response:
            assert response.read() == b"0123456789abcdef"
    with listening(slow_headers) as url, Golden(api_key=KEY, base_url=url) as client:
        entering = client.things.with_streaming_response.file(options={"deadline": 0.2})
        with pytest.raises(DeadlineExceededError), entering:
            pass


@pytest.mark.anyio
async def test_the_deadline_of_an_asynchronous_stream_ends_at_its_headers() -> None:
    with listening(drip_stream) as url:
        async with AsyncGolden(api_key=KEY, base_url=url) as client:
            entering = client.things.with_streaming_response.file(
                options={"deadline": 0.4, "timeout": 0.3}
            )
            async with entering as response:
                assert await response.read() == b"0123456789abcdef"


@pytest.mark.parametrize("timeout", [1.5, httpx2.Timeout(1.5, connect=2.5), None])
def test_each_timeout_is_cut_to_what_is_left(client: Any, server: Any, timeout: Any) -> None:
    client.things.read("x", options={"timeout": timeout, "deadline": 1.0})
    assert all(0 < value <= 1.0 for value in server.last.extensions["timeout"].values())
    client.things.read("x", options={"timeout": timeout, "deadline": None})
    assert server.last.extensions["timeout"]["read"] == (1.5 if timeout else None)


def test_no_connection_is_an_error_of_its_own() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = Golden(api_key=KEY, base_url=f"http://127.0.0.1:{port}", max_retries=0)
    with client, pytest.raises(ConnectionFailedError, match=f"127.0.0.1:{port} for") as raised:
        client.things.read("x")
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None
    assert raised.value.unsent


def test_what_surely_did_not_reach_the_server_says_so(client: Any, server: Any) -> None:
    with pytest.raises(TransportError) as unsent:
        client.things.read("x", options={"deadline": 0.0})
    assert unsent.value.unsent
    server.will(httpx2.ReadError("cut"))
    with pytest.raises(TransportError) as sent:
        client.things.read("x", options={"max_retries": 0})
    assert not sent.value.unsent
    server.will(httpx2.ReadError("cut"), httpx2.ConnectError("gone"))
    with pytest.raises(ConnectionFailedError) as once:
        client.things.read("x", options={"max_retries": 1})
    assert not once.value.unsent


def test_a_proxy_of_the_environment_is_used_unless_the_host_is_excepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        seen.append(connection.recv(65536).split(b"\r\n")[0])
        connection.sendall(HEAD + b"\r\n" + b'{"id":1}')

    with listening(answer) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        with Golden(api_key=KEY, base_url="http://api.invalid/v1") as client:
            assert client.things.read("x").id == 1
        assert seen == [b"GET http://api.invalid/v1/things/x HTTP/1.1"]
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with listening(answer) as url, Golden(api_key=KEY, base_url=url) as client:
            assert client.things.read("x").id == 1
        assert seen[1] == b"GET /things/x HTTP/1.1"
