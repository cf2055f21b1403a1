"""Server-sent events out of bytes, by the algorithm of the HTML standard (section 9.2.6,
"Interpreting an event stream"); no input or output.

The bytes arrive in pieces, cut anywhere. Ends of lines are found by the operations of `bytes`, and
data stays bytes: UTF-8 has no byte of a line end inside of a character. What is kept is one event
that is not complete yet, of `limit` bytes at most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"


class TooLongError(ValueError):
    """An item of a stream has more bytes than its reader keeps; `start` is what it begins with."""

    def __init__(self, start: bytes) -> None:
        super().__init__("is longer than its limit")
        self.start = start


class SentEvent(NamedTuple):
    """An event as it was sent. `event` is its name, `id` the last one that the stream gave, `retry`
    the milliseconds to wait before another connection, where the stream has said.
    """

    data: bytes
    event: bytes
    id: bytes
    retry: int | None


class EventDecoder:
    """The events of a stream; `last_id` and `retry` go on over several connections."""

    def __init__(self, limit: int | None, last_id: bytes = b"", retry: int | None = None) -> None:
        self._limit, self.retry = limit, retry
        self.last_id = self._id = last_id
        self._name = b""
        self._data: list[bytes] = []
        self._size = 0  # of `_data`
        self._line: list[bytes] = []  # the pieces of a line whose end has not arrived
        self._line_size = 0
        self._after_return = False  # the last byte was a CR, so a LF belongs to it
        self._start: bytes | None = b""  # until it is known whether it is a byte order mark

    def feed(self, piece: bytes) -> Iterator[SentEvent]:
        """Each event that `piece` completes; to be exhausted before the next call. Raises
        `TooLongError`.
        """
        for line in self._lines(piece):
            if line.startswith(b"data: "):
                self._add(line[6:])
            elif line:
                self._field(line)
            else:
                self.last_id = self._id
                if self._data:
                    yield self._complete()
                self._name = b""
        self._check(self._size + self._line_size)

    def close(self) -> SentEvent | None:
        """The event that the stream ended in the middle of. The standard has it thrown away."""
        if self._start:
            self._keep(self._start)
        line = b"".join(self._line)
        if line and not line.startswith(b":"):
            self._field(line)
        is_cut = bool(self._data or self._name or (line and not line.startswith(b":")))
        return self._complete() if is_cut else None

    def _lines(self, piece: bytes) -> list[bytes]:
        """The lines that `piece` ends, without their ends."""
        if self._start is not None:
            piece = self._begun(self._start + piece)
        if self._after_return and piece:
            piece = piece.removeprefix(b"\n")
            self._after_return = False
        if piece.find(b"\r") >= 0:  # faster than `in`
            self._after_return = piece.endswith(b"\r")
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *ended, rest = piece.split(b"\n")
        if ended and self._line:
            ended[0] = b"".join([*self._line, ended[0]])
        if ended:
            self._line, self._line_size = [], 0
        if rest:
            self._keep(rest)
        return ended

    def _begun(self, start: bytes) -> bytes:
        """What stands behind a byte order mark; nothing while it may be one."""
        if len(start) < len(_BOM) and _BOM.startswith(start):
            self._start = start
            return b""
        self._start = None
        return start.removeprefix(_BOM)

    def _keep(self, rest: bytes) -> None:
        self._line.append(rest)
        self._line_size += len(rest)

    def _field(self, line: bytes) -> None:
        """A line with a field; a comment, which begins with a colon, has one without a name."""
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._add(value)
        elif name == b"event":
            self._name = value
        elif name == b"id" and b"\0" not in value:
            self._id = value
        elif name == b"retry" and value.isdigit():
            self.retry = int(value[:18])  # more would be no time to wait

    def _add(self, value: bytes) -> None:
        self._size += len(value) + bool(self._data)  # and a line feed between two
        self._data.append(value)

    def _complete(self) -> SentEvent:
        self._check(self._size)
        data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
        self._data, self._size = [], 0
        return SentEvent(data, self._name or b"message", self._id, self.retry)

    def _check(self, size: int) -> None:
        if self._limit is not None and size > self._limit:
            raise TooLongError(b"\n".join(self._data)[:1024] or b"".join(self._line)[:1024])
