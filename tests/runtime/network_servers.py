"""Servers for what crosses a network: HTTPS with a test authority, HTTP/2, and small proxies that
count what passes.
"""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import json
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import trustme

from .conftest import listening


class Authority(NamedTuple):
    """A certificate authority of the tests, and its certificate as a file."""

    ca: trustme.CA
    file: Path

    def trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.ca.configure_trust(context)
        return context

    def server(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """The context of a server that goes by `names`, `localhost` and `127.0.0.1` unless given."""
        until = dt.datetime(2020, 1, 1, tzinfo=dt.UTC) if expired else None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued = self.ca.issue_cert(
            *(names or ("localhost", "127.0.0.1")),
            not_after=until,
            not_before=until and until - dt.timedelta(days=30),
        )
        issued.configure_cert(context)
        return context


def new_authority(folder: Path) -> Authority:
    """An authority whose certificate lies in `folder`."""
    ca, file = trustme.CA(), folder / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return Authority(ca, file)


class Web:
    """An HTTP/1.1 server that keeps connections and answers with the path: `{"id": 7, "path": …,
    "connection": …}`.
    """

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        web = self
        self.connections = 0
        self.requests: list[tuple[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def setup(self) -> None:
                if context is not None:
                    self.request = context.wrap_socket(self.request, server_side=True)
                web.connections += 1
                self.number = web.connections
                super().setup()

            def do_GET(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                self.rfile.read(length)
                web.requests.append((self.command, self.path))
                body = json.dumps({"id": 7, "path": self.path, "connection": self.number}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815  # the name that the base class looks for

            def finish(self) -> None:
                super().finish()
                self.request.close()

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # a client that refuses a certificate, or goes away

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port

    @contextmanager
    def serving(self) -> Iterator[Web]:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


@contextmanager
def http2_server(authority: Authority, folder: Path) -> Iterator[int]:
    """The port of an HTTPS server that speaks HTTP/2 where it is offered."""
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    issued = authority.ca.issue_cert("localhost", "127.0.0.1")
    chain, key = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    port = free_port()
    config = Config()
    config.bind, config.certfile, config.keyfile = [f"127.0.0.1:{port}"], str(chain), str(key)
    config.accesslog = config.errorlog = None
    loop, stop, started = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            started.set()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        sent, more = 0, True
        while more:
            event = await receive()
            sent, more = sent + len(event.get("body", b"")), event.get("more_body", False)
        body = json.dumps({"id": 7, "version": scope["http_version"], "sent": sent}).encode()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"application/json")],
            }
        )
        await send({"type": "http.response.body", "body": body})

    thread = threading.Thread(
        target=loop.run_until_complete,
        args=(serve(app, config, shutdown_trigger=stop.wait),),
        daemon=True,
    )
    thread.start()
    try:
        started.wait(5)
        wait_for(port)
        yield port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5)
        loop.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise AssertionError("the server does not listen")


class Proxy(NamedTuple):
    url: str
    asked: list[str]


@contextmanager
def http_proxy(login: str | None = None, context: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """A proxy for CONNECT and for plain requests, which wants `login` (`name:password`) where there
    is one.
    """
    asked: list[str] = []

    def talk(connection: socket.socket) -> None:
        head = read_head(connection)
        first, *lines = head.decode("latin-1").split("\r\n")
        asked.append(first)
        given = next(
            (
                line.partition(": ")[2]
                for line in lines
                if line.lower().startswith("proxy-authorization:")
            ),
            None,
        )
        if login and given != "Basic " + base64.b64encode(login.encode()).decode():
            connection.sendall(
                b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
            )
            return
        method, target, _ = first.split(" ")
        place = target if method == "CONNECT" else target.partition("//")[2].partition("/")[0]
        host, _, port = place.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=5) as onward:
            if method == "CONNECT":
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                onward.sendall(head + b"\r\n\r\n")
            relay(connection, onward)

    with listening(talk, context) as url:
        yield Proxy(url, asked)


@contextmanager
def socks_proxy() -> Iterator[Proxy]:
    """A SOCKS5 proxy without authentication (RFC 1928), for host names and IPv4 addresses."""
    asked: list[str] = []

    def talk(connection: socket.socket) -> None:
        connection.recv(257)
        connection.sendall(b"\x05\x00")
        request = connection.recv(512)
        if request[3] == 1:
            host, rest = socket.inet_ntoa(request[4:8]), request[8:]
        else:
            host, rest = request[5 : 5 + request[4]].decode(), request[5 + request[4] :]
        port = int.from_bytes(rest[:2], "big")
        asked.append(f"{host}:{port}")
        with socket.create_connection((host, port), timeout=5) as onward:
            connection.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
            relay(connection, onward)

    with listening(talk) as url:
        yield Proxy(url.replace("http://", "socks5://"), asked)


def read_head(connection: socket.socket) -> bytes:
    """A request's head, without the empty line that ends it."""
    read = b""
    while b"\r\n\r\n" not in read:
        piece = connection.recv(65_536)
        if not piece:
            raise OSError("the client is gone")
        read += piece
    return read.partition(b"\r\n\r\n")[0]


def relay(one: socket.socket, other: socket.socket) -> None:
    """Pass bytes both ways until either side closes."""
    while True:
        for ready in select.select([one, other], [], [], 5)[0]:
            piece = ready.recv(65_536)
            if not piece:
                return
            (other if ready is one else one).sendall(piece)
