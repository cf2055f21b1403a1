"""Serves the stand-in on this machine: `python -m tests.rehearsal --port 8000 --tls`, or `make
rehearse`.
"""

from __future__ import annotations

import argparse
import asyncio
import shlex
import socket
import ssl
import sys
from contextlib import ExitStack
from pathlib import Path

import uvicorn
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from generator.document.bundle import load
from generator.mock.app import listening
from generator.mock.tls import certify, published
from generator.output.tree import OutputError
from tests.rehearsal.app import PREFIX, Settings, create_app
from tests.rehearsal.control import IDENTITY, KEY
from tests.rehearsal.faults import KINDS, chances

SPEC = Path(__file__).parents[2] / "spec" / "openapi.yaml"
HOST = "127.0.0.1"  # and no other, whoever asks
_CONNECTIONS: dict[tuple[str, int], asyncio.Transport] = {}


class Protocol(H11Protocol):
    """Remembers the connections, so that one can be broken."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._peer = transport.get_extra_info("peername")[:2]
        _CONNECTIONS[self._peer] = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        _CONNECTIONS.pop(self._peer, None)
        super().connection_lost(exc)


def break_connection(scope: Scope) -> None:
    """Ends the connection of a call, once what was written to it has gone."""
    _CONNECTIONS[tuple(scope["client"])].close()


class Server(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, lines: str) -> None:
        super().__init__(config)
        self._lines = lines

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(self._lines, flush=True)


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "rehearse", description="A stand-in of NP6, which has no sandbox, on this machine alone."
    )
    parser.add_argument(
        "--port", type=_port, default=8000, help="0 takes a free one (default: 8000)"
    )
    parser.add_argument(
        "--tls",
        action="store_true",
        help="serve HTTPS, certified by an authority made for this run",
    )
    parser.add_argument(
        "--ca-file", type=Path, help="with --tls: write the authority's certificate here"
    )
    parser.add_argument(
        "--faults",
        default="",
        help=f"a chance, or chances by kind, as drop:0.05,503:0.1; {_kinds()}",
    )
    parser.add_argument("--delay", type=_seconds, default=0.0, help="seconds before each answer")
    parser.add_argument(
        "--limit",
        type=_calls,
        default=0,
        help="calls in a minute, beyond which 429 is answered (default: any number)",
    )
    parser.add_argument(
        "--hour",
        type=float,
        default=10.0,
        help="seconds that an hour of the recipients takes (default: 10)",
    )
    parser.add_argument(
        "--behind",
        type=float,
        default=0.0,
        help="seconds that the clock is behind that of this machine",
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="decides what recipients do, and which faults there are"
    )
    parser.add_argument(
        "--spec",
        type=Path,
        default=SPEC,
        help="the document that requests and answers are judged by",
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is between 0 and 65535")
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError("seconds are a number of at least 0")
    return seconds


def _calls(text: str) -> int:
    calls = int(text)
    if calls < 0:
        raise argparse.ArgumentTypeError("calls are a number of at least 0")
    return calls


def _kinds() -> str:
    return "; ".join(f"{kind}: {meaning}" for kind, meaning in KINDS.items())


def banner(address: str) -> str:
    return (
        f"A REHEARSAL of NP6 at {address}: nothing leaves this machine, and nobody receives "
        "anything.\n"
        f"Use it with NP6_BASE_URL={address} NP6_API_KEY={KEY}; keys that do not begin with "
        f"{PREFIX} are refused.\n"
        f"What is in it: {address}{IDENTITY}/state, and {address}{IDENTITY} for more."
    )


def main(arguments: list[str] | None = None) -> int:
    """Serves until interrupted. The first line on standard output is the address, with --tls a
    second one `SSL_CERT_FILE=…`.
    """
    parser = options()
    given = parser.parse_args(arguments)
    if given.ca_file and not given.tls:
        parser.error("--ca-file goes with --tls")
    try:
        faults = chances(given.faults)
    except ValueError as error:
        parser.error(f"--faults: {error}")
    settings = Settings(
        given.seed, given.hour, -given.behind, given.delay, limit=given.limit, faults=faults
    )
    app = create_app(load(given.spec), settings, break_connection)
    try:
        _serve(app, given.port, given.ca_file if given.tls else None, tls=given.tls)
    except (OSError, OutputError) as error:
        said = error.strerror if isinstance(error, OSError) and not error.filename else None
        print(f"error: {said or error}", file=sys.stderr)
        return 2
    return 0


def _serve(app: object, port: int, ca_file: Path | None, *, tls: bool) -> None:
    with ExitStack() as stack:
        listener = stack.enter_context(listening(HOST, port))
        address = f"{'https' if tls else 'http'}://{HOST}:{listener.getsockname()[1]}"
        lines, context = [address], None
        if tls:
            certified = certify()
            context = certified.context
            lines.append(
                f"SSL_CERT_FILE={shlex.quote(str(stack.enter_context(published(certified.authority, ca_file)).absolute()))}"
            )

        def made(*_: object) -> ssl.SSLContext:
            assert context is not None
            return context

        print(banner(address), file=sys.stderr, flush=True)
        config = uvicorn.Config(
            app,  # type: ignore[arg-type]
            log_level="warning",
            http=Protocol,
            ssl_context_factory=made if tls else None,
        )
        Server(config, "\n".join(lines)).run(sockets=[listener])


if __name__ == "__main__":
    raise SystemExit(main())
