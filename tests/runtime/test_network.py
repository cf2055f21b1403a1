"""Over real sockets: TLS, certificates, deadlines, proxies, connections that the server closed,
HTTP/2.
"""

from __future__ import annotations

import contextlib
import gc
import inspect
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpcore2
import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import (
    ConfigurationError,
    ConnectionFailedError,
    DeadlineExceededError,
    RequestTimeoutError,
    StatusError,
    TransportError,
)
from golden._runtime.network import Stream

from .conftest import KEY, drip, listening
from .network_servers import Authority, Web, http2_server, http_proxy, read_head, socks_proxy

KINDS = ["sync", "asyncio", "trio"]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MADE = HEAD + b'Content-Length: 8\r\n\r\n{"id":7}'


def call(kind: str, do: Callable[[Any], Any], **options: Any) -> Any:
    """What `do` gives for a client of one kind: blocking, or asynchronous in one of two event
    loops.
    """
    if kind == "sync":
        with Golden(api_key=KEY, **options) as client:
            return do(client)

    async def main() -> Any:
        async with AsyncGolden(api_key=KEY, **options) as client:
            return await do(client)

    return anyio.run(main, backend=kind)


def in_turn(
    kind: str, first: Callable[[Any], Any], then: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    """Two calls of one client, of which the second's result counts."""

    async def both(client: Any) -> Any:
        await first(client)
        return await then(client)

    def one_by_one(client: Any) -> Any:
        first(client)
        return then(client)

    return one_by_one if kind == "sync" else both


def read(client: Any) -> Any:
    return client.things.read("x")


def make(client: Any) -> Any:
    return client.things.make(1, {"name": "n"})


# --- TLS ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_goes_through_tls_to_a_server_that_the_context_trusts(
    kind: str, authority: Authority, web: Web
) -> None:
    made = call(
        kind, read, base_url=f"https://localhost:{web.port}", ssl_context=authority.trusting()
    )
    assert (made.id, made.path) == (7, "/things/x")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_authorities_is_trusted(kind: str, authority: Authority, web: Web) -> None:
    assert (
        call(kind, make, base_url=f"https://localhost:{web.port}", ca_file=authority.file).id == 7
    )


def test_the_authorities_of_the_environment_are_trusted(
    authority: Authority, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    assert call("sync", read, base_url=f"https://127.0.0.1:{web.port}").id == 7


@pytest.mark.parametrize("kind", KINDS)
def test_calls_share_a_connection_by_tls(kind: str, authority: Authority, web: Web) -> None:
    options: dict[str, Any] = {
        "base_url": f"https://localhost:{web.port}",
        "ssl_context": authority.trusting(),
    }
    if kind == "sync":
        with Golden(api_key=KEY, **options) as client:
            found = {read(client).connection for _ in range(5)}
    else:

        async def main() -> set[int]:
            async with AsyncGolden(api_key=KEY, **options) as client:
                return {(await read(client)).connection for _ in range(5)}

        found = anyio.run(main, backend=kind)
    assert len(found) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_authority_is_said_and_not_tried_again(kind: str, web: Web) -> None:
    before = web.connections
    with pytest.raises(
        ConnectionFailedError, match="CERTIFICATE_VERIFY_FAILED: unable to get local issuer"
    ) as caught:
        call(kind, read, base_url=f"https://localhost:{web.port}")
    assert caught.value.unsent
    assert web.connections == before  # counted when the handshake is done


@pytest.mark.parametrize("kind", KINDS)
def test_a_certificate_for_another_host_is_said(kind: str, authority: Authority) -> None:
    with (
        Web(authority.server("other.example")).serving() as server,
        pytest.raises(
            ConnectionFailedError,
            match="Hostname mismatch, certificate is not valid for 'localhost'",
        ),
    ):
        call(
            kind,
            read,
            base_url=f"https://localhost:{server.port}",
            ssl_context=authority.trusting(),
        )


@pytest.mark.parametrize("kind", KINDS)
def test_an_expired_certificate_is_said(kind: str, authority: Authority) -> None:
    with (
        Web(authority.server(expired=True)).serving() as server,
        pytest.raises(ConnectionFailedError, match="certificate has expired"),
    ):
        call(
            kind,
            read,
            base_url=f"https://localhost:{server.port}",
            ssl_context=authority.trusting(),
        )


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_without_tls_is_no_connection(kind: str, plain_web: Web) -> None:
    with pytest.raises(ConnectionFailedError, match=r"WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE"):
        call(kind, read, base_url=f"https://localhost:{plain_web.port}", max_retries=0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_wants_a_certificate_of_ours_gets_one_or_says_so(
    kind: str, authority: Authority
) -> None:
    wanting = authority.server()
    wanting.verify_mode = ssl.CERT_REQUIRED
    wanting.load_verify_locations(cadata=authority.ca.cert_pem.bytes().decode())
    with Web(wanting).serving() as server:
        options: dict[str, Any] = {"base_url": f"https://localhost:{server.port}", "max_retries": 0}
        with pytest.raises(
            TransportError
        ):  # the alert itself may be overtaken by the end of the connection
            call(kind, read, ssl_context=authority.trusting(), **options)
        context = authority.trusting()
        authority.ca.issue_cert("reader@example.com").configure_cert(context)
        assert call(kind, read, ssl_context=context, **options).id == 7


@pytest.mark.parametrize("kind", KINDS)
def test_a_handshake_that_hangs_ends_at_the_deadline(kind: str) -> None:
    done = threading.Event()
    with listening(lambda connection: done.wait(5) and None) as url:
        started = time.monotonic()
        with pytest.raises(DeadlineExceededError):
            call(kind, read, base_url=url.replace("http:", "https:"), deadline=0.2)
        assert time.monotonic() - started < 1.5
        done.set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_that_drips_through_tls_ends_at_the_deadline(
    kind: str, authority: Authority
) -> None:
    def talk(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n")
        drip(connection, b" " * 5000, 0.05)

    with listening(talk, authority.server()) as url:
        started = time.monotonic()
        with pytest.raises(DeadlineExceededError):
            call(kind, read, base_url=url, ssl_context=authority.trusting(), deadline=0.2)
        assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_body_is_sent_through_tls_whole(kind: str, authority: Authority) -> None:
    length: list[int] = []

    def talk(connection: socket.socket) -> None:
        read, total = b"", None
        while total is None or len(read) < total:
            read += connection.recv(65_536)
            if total is None and b"\r\n\r\n" in read:
                head, _, read = read.partition(b"\r\n\r\n")
                total = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        length.append(len(read))
        connection.sendall(MADE)

    with listening(talk, authority.server()) as url:
        name = "n" * 3_000_000
        call(
            kind,
            lambda client: client.things.make(1, {"name": name}),
            base_url=url,
            ssl_context=authority.trusting(),
        )
    assert length == [len(name) + len('{"name":""}')]


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_of_a_request_and_the_start_of_its_body_are_one_record_of_tls(
    kind: str, authority: Authority
) -> None:
    records: list[bytes] = []

    def talk(connection: socket.socket) -> None:
        for _ in range(2):
            records.append(connection.recv(65_536))  # gives no more than one record
            connection.sendall(MADE)

    with listening(talk, authority.server()) as url:
        options: dict[str, Any] = {"base_url": url, "ssl_context": authority.trusting()}
        do = in_turn(kind, lambda client: client.things.make(1, {"name": "n"}), read)
        assert call(kind, do, **options).id == 7
    head, _, body = records[0].partition(b"\r\n\r\n")
    assert head.startswith(b"PUT ") or head.startswith(b"POST ")
    assert body == b'{"name":"n"}'
    assert records[1].startswith(b"GET ")
    assert records[1].endswith(b"\r\n\r\n")


@pytest.mark.parametrize("kind", ["sync", "asyncio"])
@pytest.mark.parametrize("length", [10_000, 60_000, 100_000, 300_000])
def test_an_answer_that_comes_before_the_body_was_sent_is_read(kind: str, length: int) -> None:
    def talk(connection: socket.socket) -> None:
        read_head(connection)
        head = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"
        connection.sendall(head + b"{}")

    def send(client: Any) -> Any:
        return client.things.make(1, {"name": "n" * length})

    with listening(talk) as url:
        for _ in range(8):
            with pytest.raises(StatusError, match=r"^413 "):
                call(kind, send, base_url=url, max_retries=0)


def test_nothing_is_held_of_what_is_sent_by_http2() -> None:
    """There a request is written while another thread waits for an answer."""
    written: list[bytes] = []

    class Recording(httpcore2.NetworkStream):
        def __init__(self, protocol: str) -> None:
            self._protocol = protocol

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            written.append(buffer)

        def start_tls(self, *_: Any, **__: Any) -> httpcore2.NetworkStream:
            return self

        def get_extra_info(self, info: str) -> Any:
            return self if info == "ssl_object" else None

        def selected_alpn_protocol(self) -> str:
            return self._protocol

    for protocol, expected in (("h2", [b"a", b"b"]), ("http/1.1", [b"ab"])):
        made = Stream(Recording(protocol), set()).start_tls(ssl.create_default_context())
        made.write(b"a")
        made.write(b"b")
        assert written == expected
        written.clear()


@pytest.mark.parametrize("kind", KINDS)
def test_http2_is_spoken_where_it_is_asked_for(
    kind: str, authority: Authority, tmp_path: Path
) -> None:
    with http2_server(authority, tmp_path) as port:
        options: dict[str, Any] = {
            "base_url": f"https://localhost:{port}",
            "ssl_context": authority.trusting(),
        }
        assert call(kind, make, http2=True, **options).version == "2"
        assert call(kind, make, **options).version == "1.1"


# --- options of our own pool ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error", "what"),
    [
        (
            {"ca_file": "/nowhere/ca.pem"},
            ConfigurationError,
            "^ca_file '/nowhere/ca.pem' cannot be read: No such file or directory$",
        ),
        (
            {"ca_file": Path("nowhere")},
            ConfigurationError,
            "^ca_file 'nowhere' cannot be read: No such file or directory$",
        ),
        ({"ca_file": __file__}, ConfigurationError, "^ca_file '.*' cannot be read: "),
        ({"ssl_context": "ca.pem"}, TypeError, "ssl_context must be SSLContext, not str"),
        (
            {"ca_file": "x", "ssl_context": ssl.create_default_context()},
            ConfigurationError,
            "either ssl_context or ca_file",
        ),
        (
            {"proxy": "ftp://user:secret@proxy"},
            ConfigurationError,
            "^proxy is not an http, https or socks5 URL$",
        ),
        ({"proxy": 3128}, TypeError, "proxy must be str or Proxy, not int"),
        ({"limits": 5}, TypeError, "limits must be Limits, not int"),
        ({"http2": "yes"}, TypeError, "http2 must be bool, not str"),
    ],
)
@pytest.mark.parametrize("client", [Golden, AsyncGolden])
def test_an_option_that_cannot_be_used_is_refused_when_the_client_is_made(
    client: Any, options: dict[str, Any], error: type[Exception], what: str
) -> None:
    with pytest.raises(error, match=what):
        client(api_key=KEY, **options)


def test_an_option_of_our_own_pool_does_not_go_with_a_callers_own() -> None:
    with pytest.raises(TypeError, match="http2 is an option of Golden's own transport"):
        Golden(
            api_key=KEY,
            http2=True,
            transport=httpx2.MockTransport(lambda request: httpx2.Response(200)),
        )
    with pytest.raises(TypeError, match="proxy is an option of AsyncGolden's own transport"):
        AsyncGolden(api_key=KEY, proxy=None, http_client=httpx2.AsyncClient())


@pytest.mark.parametrize(
    ("options", "package", "what"),
    [
        ({"http2": True}, "h2", "http2=True"),
        ({"proxy": "socks5://localhost:1"}, "socksio", "a SOCKS proxy"),
    ],
)
def test_a_package_that_an_option_needs_is_named(
    options: dict[str, Any], package: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(
        ConfigurationError, match=f"^{what} needs the package {package}, which is not installed$"
    ):
        Golden(api_key=KEY, **options)


def test_no_more_connections_are_made_than_the_limits_allow(plain_web: Web) -> None:
    limits = httpx2.Limits(max_connections=2, max_keepalive_connections=2)
    with Golden(
        api_key=KEY, base_url=f"http://127.0.0.1:{plain_web.port}", limits=limits
    ) as client:
        found: set[int] = set()
        threads = [
            threading.Thread(target=lambda: found.add(read(client).connection)) for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert 1 <= len(found) <= 2


on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="all of 127.0.0.0/8 is this machine on Linux alone"
)


@contextlib.contextmanager
def deaf(host: str) -> Iterator[int]:
    """A port at which no connection is answered."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.create_server((host, 0), backlog=0))
        port = server.getsockname()[1]
        for _ in range(4):  # which fill the queue
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


@on_linux
def test_an_address_that_is_deaf_does_not_hide_another(
    monkeypatch: pytest.MonkeyPatch, plain_web: Web
) -> None:
    resolve = socket.getaddrinfo

    def resolved(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        hosts = ["127.0.0.1", "127.0.0.2"] if host == "two.example" else [host]
        return [entry for each in hosts for entry in resolve(each, port, *rest, **more)]

    connect = socket.create_connection

    def connected(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        host, port = ("127.0.0.1", plain_web.port) if address[0] == "127.0.0.2" else address
        return connect((host, port), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", connected)
    with deaf("127.0.0.1") as port:
        context = ssl.create_default_context()  # made before the clock runs
        address = f"http://two.example:{port}"
        with Golden(api_key=KEY, base_url=address, ssl_context=context) as client:
            started = time.monotonic()
            made = client.things.read("x", options={"timeout": 0.6, "max_retries": 0})
            assert made.path == "/things/x"
            assert 0.2 < time.monotonic() - started < 0.6


@on_linux
def test_all_addresses_of_a_host_share_the_one_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = socket.getaddrinfo
    with contextlib.ExitStack() as stack:
        port = stack.enter_context(deaf("0.0.0.0"))

        def resolved(host: Any, *rest: Any, **more: Any) -> Any:
            addresses = (
                [f"127.0.0.{number}" for number in (1, 2, 3)] if host == "three.example" else [host]
            )
            return [entry for address in addresses for entry in resolve(address, *rest, **more)]

        monkeypatch.setattr(socket, "getaddrinfo", resolved)
        context = ssl.create_default_context()  # made before the clock runs
        client = stack.enter_context(
            Golden(api_key=KEY, base_url=f"http://three.example:{port}", ssl_context=context)
        )
        started = time.monotonic()
        with pytest.raises(RequestTimeoutError):
            client.things.read("x", options={"timeout": 0.5, "deadline": None, "max_retries": 0})
        assert 0.4 < time.monotonic() - started < 1.2


def test_a_call_that_gets_no_connection_in_time_says_so_and_sent_nothing() -> None:
    begun, held = threading.Event(), threading.Event()

    def talk(connection: socket.socket) -> None:
        read_head(connection)
        begun.set()
        held.wait(5)
        connection.sendall(MADE)

    limits = httpx2.Limits(max_connections=1)
    with listening(talk) as url, Golden(api_key=KEY, base_url=url, limits=limits) as client:
        first = threading.Thread(target=make, args=(client,))
        first.start()
        assert begun.wait(5)
        with pytest.raises(TransportError) as caught:
            client.things.make(1, {"name": "n"}, options={"timeout": 0.2, "max_retries": 0})
        assert caught.value.unsent
        held.set()
        first.join()


# --- proxies --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_goes_through_a_proxy_that_is_given(
    kind: str, authority: Authority, web: Web
) -> None:
    with http_proxy(login="user:pass word") as proxy:
        url = proxy.url.replace("//", "//user:pass%20word@")
        options: dict[str, Any] = {"ssl_context": authority.trusting(), "proxy": url}
        assert call(kind, read, base_url=f"https://localhost:{web.port}", **options).id == 7
    assert proxy.asked == [f"CONNECT localhost:{web.port} HTTP/1.1"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_without_tls_is_forwarded_by_a_proxy(kind: str, plain_web: Web) -> None:
    with http_proxy() as proxy:
        assert (
            call(
                kind,
                read,
                base_url=f"http://127.0.0.1:{plain_web.port}",
                proxy=httpx2.Proxy(proxy.url),
            ).id
            == 7
        )
    assert proxy.asked == [f"GET http://127.0.0.1:{plain_web.port}/things/x HTTP/1.1"]


@pytest.mark.parametrize("kind", ["sync", "asyncio"])
def test_a_call_goes_by_tls_through_a_proxy_with_tls(
    kind: str, authority: Authority, web: Web
) -> None:
    with http_proxy(context=authority.server()) as proxy:
        given = httpx2.Proxy(
            proxy.url.replace("127.0.0.1", "localhost"), ssl_context=authority.trusting()
        )
        options: dict[str, Any] = {"ssl_context": authority.trusting(), "proxy": given}
        assert call(kind, read, base_url=f"https://localhost:{web.port}", **options).id == 7
    assert len(proxy.asked) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_goes_through_a_socks_proxy(kind: str, authority: Authority, web: Web) -> None:
    with socks_proxy() as proxy:
        options: dict[str, Any] = {"ssl_context": authority.trusting(), "proxy": proxy.url}
        assert call(kind, read, base_url=f"https://localhost:{web.port}", **options).id == 7
    assert proxy.asked == [f"localhost:{web.port}"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_proxy_that_refuses_is_no_connection_and_nothing_was_sent(
    kind: str, authority: Authority, web: Web
) -> None:
    with http_proxy(login="user:secret-of-the-proxy") as proxy:
        url = proxy.url.replace("//", "//user:wrong-one@")
        options: dict[str, Any] = {
            "ssl_context": authority.trusting(),
            "proxy": url,
            "max_retries": 0,
        }
        with pytest.raises(
            ConnectionFailedError, match=r"by the proxy 127\.0\.0\.1:\d+: 407 Proxy Auth"
        ) as caught:
            call(kind, make, base_url=f"https://localhost:{web.port}", **options)
    assert caught.value.unsent
    assert "wrong-one" not in str(caught.value)


def test_the_environment_names_the_proxy_and_the_hosts_that_go_without(
    authority: Authority, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: dict[str, Any] = {"ssl_context": authority.trusting()}
    with http_proxy() as proxy:
        monkeypatch.setenv(
            "HTTPS_PROXY", proxy.url.removeprefix("http://")
        )  # a bare host and port is a proxy by HTTP
        call("sync", read, base_url=f"https://localhost:{web.port}", **options)
        assert len(proxy.asked) == 1
        for exempt in ("localhost", f"localhost:{web.port}", "*"):
            monkeypatch.setenv("NO_PROXY", exempt)
            call("sync", read, base_url=f"https://localhost:{web.port}", **options)
        monkeypatch.setenv("NO_PROXY", f"elsewhere.example,localhost:{web.port + 1}")
        call("asyncio", read, base_url=f"https://localhost:{web.port}", **options)
        assert len(proxy.asked) == 2
        call("sync", read, base_url=f"https://localhost:{web.port}", proxy=None, **options)
    assert len(proxy.asked) == 2


def test_a_proxy_in_the_environment_that_is_none_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://user:secret-of-the-proxy@host")
    with pytest.raises(
        ConfigurationError, match="the proxy in the environment is not an http, https or socks5 URL"
    ) as caught:
        call("sync", read)
    assert "secret" not in str(caught.value)


# --- connections that the server closed -----------------------------------------------------------


class Closing:
    """Answers the first request of its first connection, and closes that one when the next request
    has arrived.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.connections = 0

    def talk(self, connection: socket.socket) -> None:
        self.connections += 1
        first = self.connections == 1
        while True:
            head = read_head(connection)
            self.requests.append(head.decode().partition(" HTTP")[0])
            if first and len(self.requests) == 2:
                return
            connection.sendall(MADE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kept_connection_that_closes_under_a_call_does_no_harm_where_a_repeat_is_safe(
    kind: str, authority: Authority
) -> None:
    server = Closing()

    with listening(server.talk, authority.server()) as url:
        assert (
            call(kind, in_turn(kind, read, read), base_url=url, ssl_context=authority.trusting()).id
            == 7
        )
    assert server.requests == ["GET /things/x"] * 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_is_not_sent_twice_when_a_kept_connection_closes_under_it(
    kind: str, authority: Authority
) -> None:
    server = Closing()

    with listening(server.talk, authority.server()) as url, pytest.raises(TransportError) as caught:
        call(kind, in_turn(kind, read, make), base_url=url, ssl_context=authority.trusting())
    assert server.requests == ["GET /things/x", "POST /things/1/make"]
    assert not caught.value.unsent


def test_a_connection_that_closed_while_it_waited_is_not_used_again(authority: Authority) -> None:
    accepted: list[str] = []
    closed = threading.Event()

    def talk(connection: socket.socket) -> None:
        accepted.append(read_head(connection).decode().partition(" ")[0])
        connection.sendall(MADE)
        connection.close()
        closed.set()

    with (
        listening(talk, authority.server()) as url,
        Golden(
            api_key=KEY, base_url=url, ssl_context=authority.trusting(), max_retries=0
        ) as client,
    ):
        for _ in range(3):
            read(client)
            assert closed.wait(5)
            time.sleep(0.02)  # the network has to bring the news
            closed.clear()
    assert accepted == ["GET"] * 3


def test_a_connection_is_not_waited_for_longer_than_its_own_timeout() -> None:
    done = threading.Event()
    with (
        listening(lambda connection: done.wait(5) and None) as url,
        Golden(api_key=KEY, base_url=url) as client,
    ):
        with pytest.raises(RequestTimeoutError, match="ReadTimeout"):
            client.things.read("x", options={"timeout": 0.1, "max_retries": 0})
        done.set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "spoiled",
    [
        b'HTTP/1.1 204 No Content\r\nContent-Length: 8\r\n\r\n{"id":9}',
        b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        MADE + HEAD + b'Content-Length: 8\r\n\r\n{"id":9}',
    ],
    ids=["204-with-a-body", "204-in-chunks", "two-answers"],
)
def test_what_a_server_sends_after_its_answer_is_not_the_answer_to_the_next_call(
    kind: str, spoiled: bytes
) -> None:
    answers = [spoiled, MADE]

    def talk(connection: socket.socket) -> None:
        while True:
            read_head(connection)
            connection.sendall(answers.pop(0))

    def twice(client: Any) -> Any:
        if kind == "sync":
            read(client)
            return make(client)

        async def both() -> Any:
            await read(client)
            return await make(client)

        return both()

    with listening(talk) as url:
        assert call(kind, in_turn(kind, read, read), base_url=url).id == 7


@pytest.mark.usefixtures("own_garbage")
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_handshake_that_is_cancelled_leaves_no_connection(
    backend: str, authority: Authority
) -> None:
    gone = threading.Event()

    def hang(connection: socket.socket) -> None:
        while connection.recv(65_536):  # until the other side closes it
            pass
        gone.set()

    async def main(url: str) -> None:
        async with AsyncGolden(api_key=KEY, base_url=url.replace("http:", "https:")) as client:
            with anyio.move_on_after(0.1):
                await read(client)
            gc.collect()
            assert await anyio.to_thread.run_sync(gone.wait, 1)

    with listening(hang) as url:
        anyio.run(main, url, backend=backend)


@pytest.mark.usefixtures("own_garbage")
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_stream_that_is_left_early_leaves_nothing_to_the_event_loop(backend: str) -> None:
    def talk(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 100\r\n\r\nab"
        )
        connection.recv(1)

    async def main(url: str) -> None:
        async with AsyncGolden(api_key=KEY, base_url=url) as client:
            async with client.things.with_streaming_response.file() as response:
                async for piece in response.iter_bytes():
                    assert piece == b"ab"
                    break
            gc.collect()
            objects = gc.get_objects()
            assert not [
                made
                for made in objects
                if inspect.isasyncgen(made) and made.ag_frame and "_told" in repr(made)
            ]

    with listening(talk) as url:
        anyio.run(main, url, backend=backend)
