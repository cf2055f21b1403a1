"""A binary answer goes to a file whole or not at all, whatever ends it."""

from __future__ import annotations

import asyncio
import errno
import gzip
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.downloads import AsyncDownload, Download
from golden._runtime.errors import (
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    RequestTimeoutError,
    SDKError,
    TransportError,
)

from .conftest import KEY, Pieces, Server, listening

BODY = bytes(range(256)) * 1024
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"
KINDS = ("blocking", "asynchronous")
Write = Callable[..., Any]


@pytest.fixture(params=KINDS)
def write(request: pytest.FixtureRequest, server: Server) -> Write:
    """Writes what `things.file` answers to a path, with both kinds of client."""

    def blocking(path: Any, progress: Any = False, **options: Any) -> Any:
        with (
            Golden(api_key=KEY, **({"transport": server.transport} | options)) as client,
            client.things.with_streaming_response.file() as response,
        ):
            assert type(response) is Download
            return response.write_to(path, progress=progress)

    def asynchronous(path: Any, progress: Any = False, **options: Any) -> Any:
        async def main() -> Any:
            client = AsyncGolden(api_key=KEY, **({"transport": server.transport} | options))
            async with client, client.things.with_streaming_response.file() as response:
                assert type(response) is AsyncDownload
                return await response.write_to(path, progress=progress)

        return asyncio.run(main())

    return blocking if request.param == "blocking" else asynchronous


@pytest.mark.parametrize("kind", [FileNotFoundError, NotADirectoryError])
def test_a_folder_that_is_missing_is_named_before_anything_is_read(
    write: Write, tmp_path: Path, kind: type[OSError]
) -> None:
    folder, done = tmp_path / "reports", list[int]()
    if kind is NotADirectoryError:
        folder.touch()
    whole = HEAD + b"Content-Length: 4\r\n\r\nbody"
    with answering(whole) as options, pytest.raises(kind) as caught:
        write(folder / "a.pdf", lambda now, _: done.append(now), **options)
    assert caught.value.filename == str(folder)
    assert not done


@contextmanager
def answering(*parts: bytes, wait: float = 0.0) -> Iterator[dict[str, Any]]:
    """A server on a socket that sends the parts and closes, or waits; gives options of a client."""

    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        for part in parts:
            connection.sendall(part)
        if wait:
            connection.settimeout(wait)
            connection.recv(1)

    with listening(talk) as address:
        yield {"base_url": address, "transport": None, "timeout": 0.2}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def pdf(*pieces: Any, **headers: str) -> httpx2.Response:
    label = {"Content-Type": "application/pdf"}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(200, headers=label | names, stream=Pieces(*pieces))


def test_a_body_is_written_over_a_socket_with_progress(write: Write, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    file = tmp_path / "report.pdf"
    with answering(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY), BODY) as options:
        assert write(file, lambda *each: told.append(each), **options) == len(BODY)
    assert file.read_bytes() == BODY
    assert names(tmp_path) == ["report.pdf"]
    assert told[-1] == (len(BODY), len(BODY))
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_a_body_of_unknown_length_and_one_that_is_compressed_are_written_decoded(
    write: Write, server: Server, tmp_path: Path
) -> None:
    told: list[Any] = []
    chunks = b"Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"
    with answering(HEAD + chunks) as options:
        assert write(str(tmp_path / "a"), lambda *each: told.append(each), **options) == 6
    assert told[-1] == (6, None)
    packed = gzip.compress(BODY)
    server.will(pdf(packed, content_encoding="gzip", content_length=str(len(packed))))
    assert write(tmp_path / "b", lambda *each: told.append(each)) == len(BODY)
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"onetwo", BODY)
    assert told[-1] == (len(BODY), None)


@pytest.mark.parametrize("earlier", [None, b"earlier"])
@pytest.mark.parametrize(
    ("parts", "wait", "error"),
    [
        ([b"Content-Length: 99\r\n\r\n", b"cut"], 0.0, TransportError),
        ([b"Content-Length: 99\r\n\r\n", b"slow"], 1.0, RequestTimeoutError),
        ([b"Transfer-Encoding: chunked\r\n\r\n", b"3\r\none\r\n"], 0.0, TransportError),
        ([b"Content-Encoding: gzip\r\n\r\n", gzip.compress(BODY)[:-9]], 0.0, InvalidResponseError),
    ],
)
def test_what_ends_early_leaves_nothing_under_the_name(
    write: Write, tmp_path: Path, earlier: bytes | None, parts: Any, wait: float, error: Any
) -> None:
    file = tmp_path / "report.pdf"
    if earlier:
        file.write_bytes(earlier)
    with answering(HEAD, *parts, wait=wait) as options, pytest.raises(error) as raised:
        write(file, **options)
    assert isinstance(raised.value, SDKError)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([earlier] if earlier else [])


def test_a_body_shorter_than_its_length_is_cut_off_whatever_the_transport(
    write: Write, server: Server, tmp_path: Path
) -> None:
    server.will(pdf(b"short", content_length="9"))
    with pytest.raises(InvalidResponseError, match="is cut off"):
        write(tmp_path / "a")
    assert names(tmp_path) == []


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), ZeroDivisionError()])
def test_what_progress_raises_ends_it_and_comes_out_as_it_is(
    write: Write, server: Server, tmp_path: Path, raised: BaseException
) -> None:
    def stop(done: int, total: int | None) -> None:
        assert len(names(tmp_path)) == 1
        raise raised

    body = Pieces(b"one", b"two")
    server.will(httpx2.Response(200, headers={"Content-Type": "application/pdf"}, stream=body))
    with pytest.raises(type(raised)) as caught:
        write(tmp_path / "a", stop)
    assert caught.value is raised
    assert names(tmp_path) == []
    assert (body.given, body.closed) == (1, True)


def test_a_task_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    async def main(options: dict[str, Any]) -> None:
        begun = asyncio.Event()
        client = AsyncGolden(api_key=KEY, **options | {"timeout": 30})

        async def write() -> None:
            async with client, client.things.with_streaming_response.file() as response:
                await response.write_to(tmp_path / "a", progress=lambda *_: begun.set())

        task = asyncio.create_task(write())
        await begun.wait()
        assert len(names(tmp_path)) == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with answering(HEAD + b"Content-Length: 99\r\n\r\n", b"some", wait=5) as options:
        asyncio.run(main(options))
    assert names(tmp_path) == []


class Full:
    """A file on a disk that has no room left."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_an_error_of_the_file_and_leaves_nothing(
    write: Write, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda path, mode: Full(opened(path, mode)))  # type: ignore[arg-type]
    server.will(pdf(b"one"))
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "a")
    assert names(tmp_path) == []


def test_where_no_file_can_be_nothing_is_read(write: Write, server: Server, tmp_path: Path) -> None:
    body = Pieces(b"one")
    for path, error in ((tmp_path, InvalidInputError), (tmp_path / "no" / "a", FileNotFoundError)):
        server.will(httpx2.Response(200, headers={"Content-Type": "application/pdf"}, stream=body))
        with pytest.raises(error):
            write(path)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # as a device is, which must not be replaced: no real one is tried
    with pytest.raises(InvalidInputError, match="path: is there, and no file"):
        write(pipe)
    assert (body.given, pipe.is_fifo()) == (0, True)


def test_a_file_that_is_replaced_keeps_its_mode_and_a_link_stays_one(
    write: Write, server: Server, tmp_path: Path
) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"earlier")
    file.chmod(0o600)
    link.symlink_to("file")
    server.will(pdf(b"new"))
    assert write(link) == 3
    assert (link.is_symlink(), file.read_bytes(), file.stat().st_mode & 0o777) == (
        True,
        b"new",
        0o600,
    )
    previous = os.umask(0o027)
    try:
        server.will(pdf(b"new"))
        write(tmp_path / "fresh")
    finally:
        os.umask(previous)
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o640


def test_the_page_of_a_proxy_is_not_written_unless_the_call_is_lenient(
    write: Write, server: Server, tmp_path: Path
) -> None:
    page = (200, {"content-type": "text/html"}, b"<html>log in</html>")
    server.will(page)
    with pytest.raises(InvalidResponseError, match=r"is text/html, not application/pdf"):
        write(tmp_path / "a")
    assert names(tmp_path) == []
    assert write(tmp_path / "a", lenient=True) == 19


def test_an_error_status_is_raised_before_there_is_a_file(
    write: Write, server: Server, tmp_path: Path
) -> None:
    server.will(404)
    with pytest.raises(NotFoundError):
        write(tmp_path / "a")
    assert names(tmp_path) == []


def test_progress_may_be_a_line_on_stderr(
    write: Write, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will(pdf(b"x" * 1200, b"y" * 34, content_length="1234"))
    write(tmp_path / "a", True)
    out, err = capsys.readouterr()
    first, last = err.splitlines()
    assert (out, first.partition(", ")[0][:5]) == ("", "1,200")
    assert last.startswith("1,234 of 1,234 bytes, ")


def test_the_method_itself_gives_bytes_and_others_have_nothing_to_write(
    client: Any, server: Server
) -> None:
    server.will(pdf(b"one", b"two"))
    assert client.things.file() == b"onetwo"
    with client.things.with_streaming_response.read("x") as response:
        assert not hasattr(response, "write_to")
