"""Bodies that are bytes, files, or made piece by piece."""

from __future__ import annotations

import io
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from typing import Any

import httpx2

from .operation import Media
from .plan import BodyError

_PIECE = 65_536


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body from a function that gives its pieces; it serves both kinds of client."""

    def __init__(self, pieces: Callable[[], Iterable[bytes] | AsyncIterable[bytes]]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        pieces = self._pieces()
        if not isinstance(pieces, Iterable):
            raise TypeError("an asynchronous body needs the asynchronous client")
        yield from pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = self._pieces()
        if isinstance(pieces, AsyncIterable):
            async for piece in pieces:
                yield piece
        else:
            for piece in pieces:
                yield piece


def binary(media: Media, value: Any) -> tuple[Any, str, bool]:
    """Bytes; a binary file from where it stands (sent again from there if it can seek); an iterable of bytes (sent once)."""
    content_type = "application/octet-stream" if "*" in media.content_type else media.content_type
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value), content_type, True
    if hasattr(value, "read"):
        length, start = length_from_here(value)
        return lambda: (Pieces(lambda: read_from(value, start)), length), content_type, start is not None
    if isinstance(value, (AsyncIterable, Iterable)) and not isinstance(value, (str, dict)):
        return lambda: (Pieces(lambda: value), None), content_type, isinstance(value, (list, tuple))
    raise BodyError("must be bytes, a binary file, or an iterable of bytes")


def length_from_here(file: Any) -> tuple[int | None, int | None]:
    """How many bytes a file still has, and where it stands; `None` for what cannot be known."""
    if isinstance(file, io.TextIOBase):
        raise BodyError("is a text file; open it in binary mode")
    try:
        start = file.tell()
        length = file.seek(0, io.SEEK_END) - start
        file.seek(start)
    except (AttributeError, OSError, TypeError):
        return None, None
    return length, start


def read_from(file: Any, start: int | None) -> Iterator[bytes]:
    """The rest of a file in pieces, from `start` where it can seek."""
    if start is not None:
        file.seek(start)
    while piece := file.read(_PIECE):
        yield piece
