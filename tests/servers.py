"""Servers that tests start on this machine: our mock server, as its command, and one that is no
mock.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from generator.mock.tls import certify, published

if TYPE_CHECKING:
    from generator.document.bundle import Document

ROOT = Path(__file__).parents[1]


def environment(**more: str) -> dict[str, str]:
    """The environment without what could lead a client to a real account or through a proxy."""
    hidden = ("_API_KEY", "_BASE_URL", "_PROXY", "_TEST_CA_FILE")
    return {
        name: value for name, value in os.environ.items() if not name.upper().endswith(hidden)
    } | more


@contextmanager
def mock_server() -> Iterator[str]:
    """The address of `python -m generator mock`, of the flagship document, while the block runs."""
    with _mock() as (address,):
        assert address.startswith("http://127.0.0.1:")
        yield address


@dataclass(frozen=True, slots=True)
class Served:
    """Where a server answers over TLS, and the certificate of the authority to trust."""

    address: str
    ca_file: Path


@contextmanager
def mock_server_with_tls() -> Iterator[Served]:
    """What `python -m generator mock --tls` serves while the block runs."""
    with _mock("--tls") as (address, line):
        assert address.startswith("https://127.0.0.1:")
        name, _, file = line.partition("=")
        assert name == "SSL_CERT_FILE"
        yield Served(address, Path(shlex.split(file)[0]))


@contextmanager
def mock_in_a_thread(document: Document) -> Iterator[str]:
    """The address of our mock server of a document, which a thread of this process runs while the
    block does.
    """
    import uvicorn

    from generator.mock.app import create_app, listening

    listener = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(document), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def _mock(*options: str) -> Iterator[tuple[str, ...]]:
    """The lines that the command prints before it serves: one, and another with `--tls`."""
    command = [sys.executable, "-m", "generator", "mock", "--port", "0", *options]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield tuple(
                server.stdout.readline().strip() for _ in range(2 if "--tls" in options else 1)
            )
        finally:
            server.terminate()


@contextmanager
def other_server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server that answers everything with `{"mock": true}`, but is not the mock;
    and the requests it got.
    """
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"mock": true}')

        def do_POST(self) -> None:
            self.do_GET()

        def do_DELETE(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", requests
        finally:
            server.shutdown()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that a `TokenServer` got; of a token endpoint, with its form."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, str]


class TokenServer:
    """Issues tokens at every POST below `/oauth`, and lets in whoever has one of them; by TLS.

    `issue` gives the answer of the token endpoint: a status, headers, and JSON or bytes. Without
    it each token is another one, good for an hour. `answers` are bodies by path, of JSON, or of
    events where they are text."""

    def __init__(self) -> None:
        self.requests: list[Asked] = []
        self.issued: list[str] = []
        self.refused: set[str] = set()
        self.issue: Callable[[dict[str, str]], tuple[int, dict[str, str], Any]] | None = None
        self.answers: dict[str, list[Any]] = {}
        self.pause = 0.0
        self.address, self.ca_file = "", Path()
        self._lock = threading.Lock()

    @property
    def asked(self) -> list[Asked]:
        """The requests for a token."""
        return [each for each in self.requests if each.path.startswith("/oauth")]

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], Any]:
        with self._lock:
            self.requests.append(asked)
        if asked.method == "POST" and asked.path.startswith("/oauth"):
            if self.pause:
                threading.Event().wait(self.pause)
            if self.issue is not None:
                return self.issue(asked.form)
            return 200, {}, self.new(expires_in=3600)
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if token in self.refused or token not in self.issued:
            return 401, {}, {"message": f"not {token}"}
        bodies = self.answers.get(asked.path.partition("?")[0], [{}])
        body = bodies.pop(0) if len(bodies) > 1 else bodies[0]
        kind = "text/event-stream" if isinstance(body, str) else "application/json"
        return 200, {"Content-Type": kind}, body.encode() if isinstance(body, str) else body

    def new(self, **more: Any) -> dict[str, Any]:
        """Another token, as a token endpoint gives it."""
        with self._lock:
            self.issued.append(f"issued-secret-{len(self.issued) + 1}")
            return {"access_token": self.issued[-1], "token_type": "bearer", **more}


@contextmanager
def token_server() -> Iterator[TokenServer]:
    """A `TokenServer` on a socket, by TLS, while the block runs."""
    made = TokenServer()
    with server_with_tls(made.answer) as served:
        made.address, made.ca_file = served.address, served.ca_file
        yield made


@contextmanager
def server_with_tls(answer: Callable[[Asked], tuple[int, dict[str, str], Any]]) -> Iterator[Served]:
    """A server by TLS, while the block runs, that gives a status, headers, and JSON or bytes; of
    an iterator of bytes each when it comes.
    """
    certified = certify()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            is_form = self.headers.get("Content-Type", "").startswith("application/x-www-form")
            form = dict(parse_qsl(sent.decode())) if is_form else {}
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, body = answer(Asked(self.command, self.path, headers, form))
            is_whole = not isinstance(body, Iterator)
            content = body if isinstance(body, bytes) or not is_whole else json.dumps(body).encode()
            self.send_response(status)
            for name, value in ({"Content-Type": "application/json"} | more).items():
                self.send_header(name, value)
            if is_whole:
                self.send_header("Content-Length", str(len(content)))
            else:
                self.send_header("Connection", "close")
            self.end_headers()
            for piece in [content] if is_whole else content:
                self.wfile.write(piece)

        do_POST = do_GET  # noqa: N815  # as the library calls it

        def log_message(self, format: str, *args: object) -> None:
            pass

    with published(certified.authority, None) as file, _Quiet(("127.0.0.1", 0), Handler) as server:
        server.socket = certified.context.wrap_socket(server.socket, server_side=True)
        # Its end is looked for so often that a test can have a server of its own.
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield Served(f"https://127.0.0.1:{server.server_port}", file)
        finally:
            server.shutdown()


class _Quiet(ThreadingHTTPServer):
    """A server that says nothing of clients that leave early."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass
