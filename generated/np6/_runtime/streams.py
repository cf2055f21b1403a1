"""Bodies that are bytes, files, or made piece by piece.

What fails while a body is sent is the caller's own file or iterator, and leaves here as `CutOffError`: what the caller's code
raised has then come through no frame of the HTTP libraries, which hold the request and its credentials. A file is sent as it
was measured when the call was made: one that has grown or shrunk since then never arrives whole.
"""

from __future__ import annotations

import contextlib
import inspect
import io
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

import httpx2

from .operation import Media
from .plan import BodyError, CutOffError

_PIECE = 65_536
_OCTETS = (bytes, bytearray, memoryview)


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body from a function that gives its pieces; it serves both kinds of client. Raises `CutOffError`."""

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

    async def __aiter__(self) -> AsyncIterator[bytes]:
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
    return error if isinstance(error, CutOffError) else CutOffError(f"raised {type(error).__name__}", error)


def binary(media: Media, value: Any) -> tuple[Any, str, bool]:
    """Bytes; a binary file from where it stands (sent again from there if it can seek); an iterable of bytes (sent once)."""
    if isinstance(value, _OCTETS):
        return bytes(cast("bytes", value)), media.content_type, True
    if hasattr(value, "read"):
        length, start = length_from_here(value)
        return lambda: (Pieces(lambda: read_from(value, start, length)), length), media.content_type, start is not None
    _check_pieces(value)
    return lambda: (Pieces(lambda: value), None), media.content_type, isinstance(value, (list, tuple))


def _check_pieces(value: object) -> None:
    """Raise `BodyError` for what is no iterable of bytes, as far as that can be seen before it is sent."""
    if not isinstance(value, (AsyncIterable, Iterable)) or isinstance(value, (str, dict)):
        raise BodyError("must be bytes, a binary file, or an iterable of bytes")
    if isinstance(value, (list, tuple)) and not all(isinstance(piece, _OCTETS) for piece in cast("list[object]", value)):
        raise BodyError("must be bytes, or have bytes alone as its items")


def length_from_here(file: Any) -> tuple[int | None, int | None]:
    """How many bytes a file still has, and where it stands; `None` for what cannot be known.

    Raises `BodyError` for a file that is no binary one that can be read.
    """
    if isinstance(file, io.TextIOBase) or hasattr(file, "encoding"):  # which wrappers of text files have
        raise BodyError("is a text file; open it in binary mode")
    if inspect.iscoroutinefunction(file.read):
        raise BodyError("is an asynchronous file; give its bytes, or an asynchronous iterable of them")
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
    return max(length, 0), start


def read_from(file: Any, start: int | None, length: int | None) -> Iterator[bytes]:
    """The rest of a file in pieces, from `start` where it can seek; raises `CutOffError` unless they come to `length`.

    Each read asks for a byte more than there should be, so that a file that has grown is found out before its last piece is
    sent, with which the server would have had the request whole.
    """
    if start is not None:
        file.seek(start)
    left = length
    while piece := file.read(_PIECE if left is None else min(_PIECE, left + 1)):
        if left is not None:
            left -= len(piece)
            if left < 0:
                raise CutOffError("has grown since the call was made")
        yield piece
    if left:
        raise CutOffError("has shrunk since the call was made")


@lru_cache(maxsize=64)
def guessed_type(name: str) -> str | None:
    """The media type of a file of this name, by the table that comes with Python, whatever this machine has on files."""
    import mimetypes

    kind, coding = mimetypes.MimeTypes().guess_type(name, strict=False)
    return kind if coding is None else None
