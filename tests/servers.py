"""Servers that tests start on this machine: our mock server, as its command, and one that is no
mock.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]


def environment(**more: str) -> dict[str, str]:
    """The environment without what could lead a client to a real account or through a proxy."""
    hidden = ("_API_KEY", "_BASE_URL", "_PROXY", "_TEST_CA_FILE")
    return {
        name: value for name, value in os.environ.items() if not name.upper().endswith(hidden)
    } | more


@contextmanager
def mock_server(spec: Path | None = None) -> Iterator[str]:
    """The address of `python -m generator mock` while the block runs: of the flagship document, or
    another.
    """
    with _mock(*([] if spec is None else ["--spec", str(spec)])) as (address,):
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
