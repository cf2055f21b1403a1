"""Uploads: every one says its length first, whatever it is made of, and leaves no file and no
memory behind.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import threading
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import (
    DeadlineExceededError,
    InvalidInputError,
    RequestBodyError,
    ServerError,
)

from .conftest import KEY

OCTETS, MULTIPART = "application/octet-stream", "multipart/form-data"
CONTENT = os.urandom(1_500_000)  # more than is kept in memory
PIECE = bytes(65_536)
EITHER = pytest.mark.parametrize("kind", ["sync", "async"])


class Strict:
    """A server that answers 411 to a body without a length, and counts the octets of the others."""

    def __init__(self) -> None:
        strict = self
        self.seen: list[
            tuple[int, bytes]
        ] = []  # the length that was said, and the start of what came
        self.fails = 0

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else a body waits until its headers are acknowledged

            def do_PUT(self) -> None:
                said = self.headers.get("content-length")
                if said is None or "transfer-encoding" in self.headers:
                    self.send_error(411)
                    self.close_connection = True
                    return
                left, came = int(said), b""
                while left and (part := self.rfile.read(min(left, 65_536))):
                    left -= len(part)
                    came = came if len(came) > 4_000_000 else came + part
                strict.seen.append((int(said), came))
                strict.fails -= 1
                self.send_response(503 if strict.fails >= 0 else 204)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def strict() -> Iterator[Strict]:
    server = Strict()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _fresh(strict: Strict) -> None:
    strict.seen, strict.fails = [], 0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def upload(kind: str, url: str, body: Any, content_type: str = OCTETS, **options: Any) -> None:
    if kind == "sync":
        with Golden(api_key=KEY, base_url=url) as client:
            client._settings = client._settings._replace(random=lambda: 0.0, **options)
            client.things.upload(body, content_type=content_type)
        return

    async def main() -> None:
        async with AsyncGolden(api_key=KEY, base_url=url) as client:
            client._settings = client._settings._replace(random=lambda: 0.0, **options)
            await client.things.upload(body, content_type=content_type)

    anyio.run(main)


def pieces(content: bytes = CONTENT) -> Iterator[bytes]:
    for start in range(0, len(content), 65_536):
        yield content[start : start + 65_536]


async def later(content: bytes = CONTENT) -> AsyncIterator[bytes]:
    for piece in pieces(content):
        yield piece


class OnlyRead:
    """What can be read, and nothing else."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


def piped() -> Any:
    reading, writing = os.pipe()

    def write() -> None:
        with os.fdopen(writing, "wb") as file:
            file.write(CONTENT)

    threading.Thread(target=write, daemon=True).start()
    return os.fdopen(reading, "rb")


SOURCES: dict[str, Callable[[Path], Any]] = {
    "bytes": lambda _: CONTENT,
    "list": lambda _: list(pieces()),
    "file": lambda path: path.open("rb"),
    "path": lambda path: path,
    "generator": lambda _: pieces(),
    "unseekable": lambda _: OnlyRead(CONTENT),
    "pipe": lambda _: piped(),
    "asynchronous generator": lambda _: later(),
}


@EITHER
@pytest.mark.parametrize("source", SOURCES)
def test_a_server_that_takes_no_body_without_a_length_gets_one_of_any_source(
    kind: str, source: str, strict: Strict, folder: Path, tmp_path: Path
) -> None:
    if kind == "sync" and source.startswith("asynchronous"):
        pytest.skip("not for a client that blocks")
    path = tmp_path / "content.bin"
    path.write_bytes(CONTENT)
    strict.fails = 1  # a repeat reads it again
    body = SOURCES[source](path)
    upload(kind, strict.url, body)
    assert strict.seen == [(len(CONTENT), CONTENT)] * 2
    assert open_files(folder) == open_files(tmp_path, but=folder) - (source == "file") == 0
    if hasattr(body, "close"):
        body.close()


def open_files(folder: Path, but: Path | None = None) -> int:
    """How many files of a folder this process has open, whether they still have a name or not."""
    if not Path("/proc/self/fd").exists():
        return 0
    found = []
    for each in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # another thread has closed it meanwhile
            found.append(os.path.realpath(each.readlink()))
    return sum(
        name.startswith(f"{folder}/") and not (but and name.startswith(f"{but}/")) for name in found
    )


@EITHER
def test_all_parts_of_a_form_have_their_length_in_the_total(
    kind: str, strict: Strict, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "content.bin"
    path.write_bytes(CONTENT)
    body = {
        "meta": {"a": 1},
        "read": ("a.bin", OnlyRead(b"only once")),
        "path": ("b.bin", path, "image/png"),
        "file": io.BytesIO(b"from a file"),
    }
    strict.fails = 1
    upload(kind, strict.url, body, MULTIPART)
    (said, came), again = strict.seen
    assert (said, came) == again
    assert said == len(came)
    assert all(
        part in came
        for part in (b'{"a":1}', b"\r\n\r\nonly once\r\n", CONTENT, b"\r\n\r\nfrom a file\r\n")
    )
    assert open_files(folder) == open_files(tmp_path) == 0


@EITHER
@pytest.mark.parametrize("failing", ["status", "iterator", "deadline", "connection"])
def test_no_temporary_file_is_left_after_an_error(
    kind: str, failing: str, strict: Strict, folder: Path, tmp_path: Path
) -> None:
    during: list[int] = []

    def body() -> Iterator[bytes]:
        yield from pieces()
        during.append(open_files(folder))
        if failing == "iterator":
            raise OSError(5, "Input/output error")

    url = "http://127.0.0.1:9" if failing == "connection" else strict.url
    strict.fails = 9
    options: dict[str, Any] = {"deadline": 0.0} if failing == "deadline" else {"max_retries": 0}
    expected: Any = {
        "status": ServerError,
        "iterator": RequestBodyError,
        "deadline": DeadlineExceededError,
    }
    with pytest.raises(expected.get(failing, Exception)) as raised:
        upload(kind, url, body(), **options)
    assert during in ([], [1] if sys.platform == "linux" else [0])
    assert open_files(folder) == 0
    assert list(folder.iterdir()) == []
    assert getattr(raised.value, "unsent", False) is (failing != "status")


def test_what_cannot_be_kept_is_said_and_nothing_is_sent(
    strict: Strict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(
        RequestBodyError,
        match=r"^PUT /upload was not sent: its body cannot be kept in a temporary file$",
    ) as raised:
        upload("sync", strict.url, pieces())
    assert isinstance(raised.value.__cause__, FileNotFoundError)
    assert raised.value.unsent
    assert not strict.seen


@EITHER
def test_memory_does_not_grow_with_the_body(kind: str, strict: Strict, folder: Path) -> None:
    count = 400  # 26 MB

    def many() -> Iterator[bytes]:
        for _ in range(count):
            yield PIECE

    upload(kind, strict.url, iter([b"once"]))  # what is imported first
    tracemalloc.start()
    try:
        upload(kind, strict.url, many())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert strict.seen[-1][0] == count * len(PIECE)
    assert most < 12_000_000  # of which the server has eight, and no more


def test_the_event_loop_goes_on_while_a_body_is_measured(strict: Strict, folder: Path) -> None:
    ticks: list[int] = []
    at: list[int] = []

    async def main() -> None:
        async def tick() -> None:
            while True:
                ticks.append(1)
                await anyio.sleep(0)

        def watched() -> Iterator[bytes]:
            for _ in range(50):
                at.append(len(ticks))
                yield b"piece"

        async with (
            anyio.create_task_group() as group,
            AsyncGolden(api_key=KEY, base_url=strict.url) as client,
        ):
            group.start_soon(tick)
            await client.things.upload(watched(), content_type=OCTETS)
            group.cancel_scope.cancel()

    anyio.run(main)
    assert len(set(at)) > 25


def test_an_asynchronous_generator_is_closed_when_its_call_is_cancelled(
    strict: Strict, folder: Path
) -> None:
    closed: list[bool] = []

    async def endless() -> AsyncIterator[bytes]:
        try:
            while True:
                yield PIECE
                await anyio.sleep(0.001)
        finally:
            closed.append(True)

    async def main() -> None:
        async with AsyncGolden(api_key=KEY, base_url=strict.url) as client:
            with anyio.move_on_after(0.1):
                await client.things.upload(endless(), content_type=OCTETS)
        assert closed == [True]

    anyio.run(main)
    assert open_files(folder) == 0
    assert not strict.seen


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (
            lambda folder: folder / "none",
            "is a path that cannot be read: No such file or directory",
        ),
        (lambda folder: folder, "is a path that cannot be read: Is a directory"),
        (lambda folder: Path("a\0b"), "is a path that cannot be read: no path"),
        (str, "must be bytes, a binary file, the path of one, or an iterable of bytes"),
    ],
)
def test_a_path_of_no_file_is_refused_without_its_name(
    client: Any, server: Any, tmp_path: Path, make: Callable[[Path], Any], what: str
) -> None:
    for body, content_type in (
        (make(tmp_path), OCTETS),
        ({"file": ("a.txt", make(tmp_path))}, MULTIPART),
    ):
        if isinstance(body, dict) and make is str:
            continue  # which is text, there
        with pytest.raises(InvalidInputError, match=f"^body: {what}$"):
            client.things.upload(body, content_type=content_type)
    assert not server.requests


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="a system without devices")
def test_what_says_that_it_has_nothing_is_read_all_the_same(
    client: Any, server: Any, tmp_path: Path
) -> None:
    """Devices, pipes with a name and what the system makes up when it is read have a size of 0."""
    if sys.platform == "linux":
        for body in (Path("/proc/version"), Path("/proc/version").open("rb")):  # noqa: SIM115  # closed when it is forgotten
            client.things.upload(body, content_type=OCTETS)
            assert server.last.content == Path("/proc/version").read_bytes()
            assert server.last.headers["Content-Length"] == str(len(server.last.content))
    for nothing in (Path("/dev/null"), io.BytesIO(), iter([]), b""):
        client.things.upload(nothing, content_type=OCTETS)
        assert server.last.headers["Content-Length"] == "0"
    os.mkfifo(tmp_path / "fifo")
    writer = subprocess.Popen(["sh", "-c", f"printf abc > {tmp_path / 'fifo'}"])
    client.things.upload(tmp_path / "fifo", content_type=OCTETS)
    writer.wait()
    assert server.last.content == b"abc"


def test_a_client_of_the_callers_own_sends_the_length_too(strict: Strict) -> None:
    with httpx2.Client() as http:
        Golden(api_key=KEY, base_url=strict.url, http_client=http).things.upload(
            pieces(), content_type=OCTETS
        )
    assert strict.seen == [(len(CONTENT), CONTENT)]
