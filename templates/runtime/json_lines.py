"""JSON values one after another: as lines (jsonlines.org), and as records behind a separator (RFC
7464, JSON text sequences); no input or output.

They arrive in pieces, cut anywhere. Whether an item is JSON is left to whoever reads it. What is
kept is one item that is not complete yet, of `limit` bytes at most."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .sse import TooLongError

_SEPARATOR = b"\x1e"
_SPACE = b" \t\n\r"
_BOM = b"\xef\xbb\xbf"
_SHOWN = 1024
_CLOSED = (b"}", b"]", b'"')  # what ends a value that cannot go on


class _Pieces:
    """The pieces of an item whose end has not arrived."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0

    def _keep(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._limit is not None and self._size > self._limit:
            raise TooLongError(b"".join(self._pieces)[:_SHOWN])

    def _taken(self) -> bytes:
        whole = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        self._pieces, self._size = [], 0
        return whole

    def _parts(self, piece: bytes, end: bytes) -> Iterator[bytes]:
        """Each part of the stream that `end`, in `piece`, is the end of."""
        *ended, rest = piece.split(end)
        for part in ended:
            self._keep(part)
            yield self._taken()
        if rest:
            self._keep(rest)


class LineDecoder(_Pieces):
    """Each line that is not blank."""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The lines that `piece` completes; to be exhausted before the next call. Raises
        `TooLongError`.
        """
        for line in self._parts(piece, b"\n"):
            if text := line.removeprefix(_BOM).strip(_SPACE):
                yield text

    def close(self) -> bytes | None:
        """The last line, where it has no end; whether it is whole is for its reader to say."""
        return self._taken().removeprefix(_BOM).strip(_SPACE) or None if self._pieces else None


class RecordDecoder(_Pieces):
    """Each record of a JSON text sequence.

    A record ends where the next one begins. So that an event need not wait for the next one, a
    record that ends in a line feed is given as soon as it is JSON; to find that out costs another
    look at it for each doubling of its length, no more."""

    def __init__(self, limit: int | None) -> None:
        super().__init__(limit)
        self._looked_at = 0
        self._last = b""  # the last byte that is no space

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The records that `piece` completes, each with what stands behind its value; to be
        exhausted before the next call. Raises `TooLongError`.
        """
        for record in self._parts(piece, _SEPARATOR):
            self._looked_at = 0
            if record.strip(_SPACE):
                yield record
        self._last = piece.rstrip(_SPACE)[-1:] or self._last
        is_closed = self._last in _CLOSED and piece.endswith(b"\n")
        if is_closed and self._size >= 2 * self._looked_at:
            self._looked_at = self._size
            if holds_json(b"".join(self._pieces)):
                yield self._taken()

    def close(self) -> bytes | None:
        """The last record, where it may have been cut off."""
        rest = self._taken() if self._pieces else b""
        return rest if rest.strip(_SPACE) else None


def is_truncated(record: bytes) -> bool:
    """Whether a record may have lost its end: a number or a name that nothing follows (RFC 7464,
    section 2.4).
    """
    return record[-1:] not in (*_CLOSED, b" ", b"\t", b"\n", b"\r")


def holds_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
