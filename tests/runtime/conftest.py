"""The golden package, and servers to call: one in process that answers from a list, one on a socket
that does as told.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import socket
import ssl
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

if TYPE_CHECKING:
    from .network_servers import Authority, Web

_GOLDEN = Path(__file__).parent / "golden"
if "golden" not in sys.modules:
    spec = importlib.util.spec_from_file_location(
        "golden", _GOLDEN / "__init__.py", submodule_search_locations=[str(_GOLDEN)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["golden"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["golden"])

KEY = "secret-key-4711"
MADE = {"id": 7}


@pytest.fixture
def own_garbage() -> Iterator[None]:
    """What is there before a test, which is much, no collection of the test looks through."""
    gc.freeze()
    yield
    gc.unfreeze()


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body in pieces, one of which may be an exception; `given` counts those that were asked for."""

    def __init__(self, *pieces: Any) -> None:
        self.pieces, self.given, self.closed = pieces, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.given += 1
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class Server:
    """An httpx2 transport that keeps the requests and answers from a list, the last answer again
    and again.
    """

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self.answers: list[Any] = []
        self.transport = httpx2.MockTransport(self._answer)

    def will(self, *answers: Any) -> None:
        """Each answer: a status, a payload, an exception, an `httpx2.Response`, or `(status,
        headers[, body])`.
        """
        self.answers = list(answers)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else (self.answers or [MADE])[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, int):
            return httpx2.Response(answer)
        if isinstance(answer, tuple):
            return httpx2.Response(
                answer[0], headers=answer[1], content=answer[2] if len(answer) > 2 else b""
            )
        return answer if isinstance(answer, httpx2.Response) else httpx2.Response(200, json=answer)

    @property
    def last(self) -> httpx2.Request:
        return self.requests[-1]

    @property
    def sent(self) -> Any:
        return json.loads(self.last.content)


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "BASE_URL", "QUERY_KEY", "COOKIE_KEY", "TOKEN", "LOGIN"):
        monkeypatch.delenv(f"GOLDEN_{name}", raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(server: Server, pauses: list[float]) -> Any:
    from golden import Golden

    made = Golden(api_key=KEY, transport=server.transport)
    made._sleep = pauses.append
    return made


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    from .network_servers import new_authority

    return new_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def web(authority: Authority) -> Iterator[Web]:
    """A server by TLS."""
    from .network_servers import Web

    with Web(authority.server()).serving() as server:
        yield server


@pytest.fixture(scope="module")
def plain_web() -> Iterator[Web]:
    from .network_servers import Web

    with Web().serving() as server:
        yield server


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@contextmanager
def listening(
    talk: Callable[[socket.socket], None], context: ssl.SSLContext | None = None
) -> Iterator[str]:
    """A server on a socket that lets `talk` have each connection, in a thread; gives its base URL.
    With a context, by TLS.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_talk, args=(connection,), daemon=True).start()

    def _talk(connection: socket.socket) -> None:
        try:
            with (
                connection
                if context is None
                else context.wrap_socket(connection, server_side=True) as ready
            ):
                talk(ready)
        except OSError:
            return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"{'http' if context is None else 'https'}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stopped.set()
        listener.close()


def drip(connection: socket.socket, text: bytes, every: float) -> None:
    """Send `text` a byte at a time."""
    for byte in text:
        connection.sendall(bytes([byte]))
        time.sleep(every)
