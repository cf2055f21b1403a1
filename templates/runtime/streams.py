"""Bodies that are bytes, files, or made piece by piece.

What fails while a body is read is the caller's own file or iterator, and leaves here as
`CutOffError`: what the caller's code raised has then come through no frame of the HTTP libraries,
which hold the request and its credentials. A file is sent as it was measured when the call was
made: one that has grown or shrunk since then never arrives whole."""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import stat
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Generator,
    Iterable,
    Iterator,
    Sequence,
)
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import httpx2

from .operation import Media
from .plan import BodyError, CutOffError

_PIECE = 65_536
_IN_MEMORY = 2**20  # bytes of a copy, before it is a file
_OCTETS = (bytes, bytearray, memoryview)


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body from a function that gives its pieces; it serves both kinds of client. Raises
    `CutOffError`.
    """

    def __init__(self, pieces: Callable[[], Iterable[bytes] | AsyncIterable[bytes]]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        try:
            pieces = self._pieces()
            if not isinstance(pieces, Iterable):
                raise CutOffError("is asynchronous, which needs the asynchronous client")
            yield from map(_octets, pieces)
            return
        except Exception as error:  # noqa: BLE001  # a caller's iterator may raise anything
            failure = _cut_off(error)
        raise failure

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        try:
            pieces = self._pieces()
            if isinstance(pieces, AsyncIterable):
                async with _closing(aiter(pieces)) as given:
                    async for piece in given:
                        yield _octets(piece)
            else:
                for piece in pieces:
                    yield _octets(piece)
            return
        except Exception as error:  # noqa: BLE001  # a caller's iterator may raise anything
            failure = _cut_off(error)
        raise failure


@contextlib.asynccontextmanager
async def _closing(given: AsyncIterator[bytes]) -> AsyncGenerator[AsyncIterator[bytes], None]:
    """Close a caller's generator when it is left, rather than let the event loop find it."""
    try:
        yield given
    finally:
        if isinstance(given, AsyncGenerator):
            await given.aclose()


def _octets(piece: object) -> bytes:
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, _OCTETS):
        return bytes(cast("bytes", piece))
    raise CutOffError(f"gave {type(piece).__name__} where it must give bytes")


def _cut_off(error: Exception) -> CutOffError:
    return (
        error
        if isinstance(error, CutOffError)
        else CutOffError(f"raised {type(error).__name__}", error)
    )


class BodyPart:
    """What a body reads while it is sent: the rest of a file, the file at a path, or what an
    iterable gives.

    Raises `BodyError` for what is none of these, as far as that can be seen before it is read."""

    def __init__(self, source: Any) -> None:
        self._copy, self._start, self.length = None, None, None
        self._source = source = (
            Path(cast("os.PathLike[str]", source)) if isinstance(source, os.PathLike) else source
        )
        if isinstance(source, Path):
            self.length = _length_at(source)
        elif hasattr(source, "read"):
            self.length, self._start = _length_from_here(source)
        elif not isinstance(source, (AsyncIterable, Iterable)) or isinstance(source, (str, dict)):
            raise BodyError(
                "must be bytes, a binary file, the path of one, or an iterable of bytes"
            )

    def pieces(self) -> Iterable[bytes] | AsyncIterable[bytes]:
        """What it holds, from its beginning; once it is measured, again and again, and in no other
        way than at once.
        """
        if self._copy is not None:
            return _read_from(self._copy, 0, self.length)
        if isinstance(self._source, Path):
            return _read_path(self._source, self.length)
        return (
            _read_from(self._source, self._start, self.length)
            if hasattr(self._source, "read")
            else self._source
        )

    def measure(self, look: Callable[[], object]) -> None:
        """Keep a copy of what has no length that can be told; `look` is called at each piece.
        Raises `CutOffError`.
        """
        if self.length is None:
            with _temporary() as copy:
                for piece in Pieces(self.pieces):
                    look()
                    _keep(piece, copy)
            self._copy, self.length = copy, copy.tell()

    async def measure_async(self, look: Callable[[], object]) -> None:
        """As `measure`; what else runs in the event loop has its turn at each piece."""
        from anyio.lowlevel import checkpoint

        if self.length is None:
            with _temporary() as copy:
                async with contextlib.aclosing(Pieces(self.pieces).__aiter__()) as pieces:
                    async for piece in pieces:
                        look()
                        _keep(piece, copy)
                        await checkpoint()
            self._copy, self.length = copy, copy.tell()

    def close(self) -> None:
        if self._copy is not None:
            self._copy.close()


class MeasuredBody:
    """A body that is read while it is sent: octets and parts in a row. To be measured before it is
    called, and closed after.

    Its length is said first, for a server may take no body without (RFC 9110, section 15.5.12):
    what has none that can be told is copied to a temporary file, which is in memory while it is
    small and gone when the call is over, and sent from there."""

    def __init__(self, row: Sequence[bytes | BodyPart]) -> None:
        self._row = row
        self._parts = [each for each in row if isinstance(each, BodyPart)]

    def measure(self, look: Callable[[], object]) -> None:
        for part in self._parts:
            part.measure(look)

    async def measure_async(self, look: Callable[[], object]) -> None:
        for part in self._parts:
            await part.measure_async(look)

    def __call__(self) -> tuple[Pieces, int]:
        """The body for an attempt, and its length."""
        lengths = [len(each) if isinstance(each, bytes) else each.length or 0 for each in self._row]
        return Pieces(self._pieces), sum(lengths)

    def _pieces(self) -> Iterator[bytes]:
        for each in self._row:
            yield from [each] if isinstance(each, bytes) else cast("Iterable[bytes]", each.pieces())

    def close(self) -> None:
        for part in self._parts:
            part.close()


def binary(media: Media, value: Any) -> tuple[Any, str]:
    """Bytes, whole or in a list; a binary file from where it stands; the file at a path; an
    iterable of bytes.
    """
    if isinstance(value, _OCTETS):
        return bytes(cast("bytes", value)), media.content_type
    if isinstance(value, (list, tuple)):
        if not all(isinstance(piece, _OCTETS) for piece in cast("list[object]", value)):
            raise BodyError("must be bytes, or have bytes alone as its items")
        return b"".join(cast("list[bytes]", value)), media.content_type
    return MeasuredBody([BodyPart(value)]), media.content_type


@contextlib.contextmanager
def _temporary() -> Generator[Any, None, None]:
    """A file that has no name and ends when it is closed; here, where it cannot be filled."""
    from tempfile import SpooledTemporaryFile

    file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed with the call
    try:
        yield file
    except BaseException:
        file.close()
        raise


def _keep(piece: bytes, copy: Any) -> None:
    try:
        copy.write(piece)
    except OSError as error:
        raise CutOffError("cannot be kept in a temporary file", error) from None


def _length_at(path: Path) -> int | None:
    """How many bytes the file at a path has, `None` for what is no plain file. Raises `BodyError`
    where it cannot be opened.
    """
    try:
        found = path.stat()
        if not stat.S_ISFIFO(found.st_mode):  # which would wait for who writes
            path.open("rb").close()
    except (OSError, ValueError) as error:
        raise BodyError(
            f"is a path that cannot be read: {getattr(error, 'strerror', None) or 'no path'}"
        ) from None
    return found.st_size or None if stat.S_ISREG(found.st_mode) else None


def _read_path(path: Path, length: int | None) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _read_from(file, None, length)


def _length_from_here(file: Any) -> tuple[int | None, int | None]:
    """How many bytes a file still has, and where it stands; `None` for what cannot be known.

    That a file has none is not known: devices, and what the system makes up when it is read, say so
    too. Raises `BodyError` for a file that is no binary one that can be read."""
    # which wrappers of text files have
    if isinstance(file, io.TextIOBase) or hasattr(file, "encoding"):
        raise BodyError("is a text file; open it in binary mode")
    if inspect.iscoroutinefunction(file.read):
        raise BodyError(
            "is an asynchronous file; give its bytes, or an asynchronous iterable of them"
        )
    if getattr(file, "closed", False) is True:
        raise BodyError("is a closed file")
    if hasattr(file, "readable") and not file.readable():
        raise BodyError("is a file that is not open for reading")
    try:
        start = file.tell()
        length = file.seek(0, io.SEEK_END) - start
        file.seek(start)
    except (AttributeError, OSError, TypeError):
        return None, None
    return (length, start) if length > 0 else (None, None)


def _read_from(file: Any, start: int | None, length: int | None) -> Iterator[bytes]:
    """The rest of a file in pieces, from `start` where it can seek; raises `CutOffError` unless
    they come to `length`.

    Each read asks for a byte more than there should be, so that a file that has grown is found out
    before its last piece is sent, with which the server would have had the request whole."""
    if start is not None:
        file.seek(start)
    left = length
    while piece := _octets(file.read(_PIECE if left is None else min(_PIECE, left + 1))):
        if left is not None:
            left -= len(piece)
            if left < 0:
                raise CutOffError("has grown since the call was made")
        yield piece
    if left:
        raise CutOffError("has shrunk since the call was made")


@lru_cache(maxsize=64)
def guessed_type(name: str) -> str | None:
    """The media type of a file of this name, by the table that comes with Python, whatever this
    machine has on files.
    """
    import mimetypes

    kind, coding = mimetypes.MimeTypes().guess_type(name, strict=False)
    return kind if coding is None else None
