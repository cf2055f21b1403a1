"""Answers that are multipart, given part by part as they arrive (OpenAPI 3.2, `itemSchema` of a
multipart media type); in memory for one part and one piece of the body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from .errors import TransportError, listed
from .event_streams import AsyncEventStream, EventStream, Stream, make
from .parts import PartDecoder, PartsError, RawPart, codec_of_parts, part_of

T = TypeVar("T")


class _Parts:
    """What takes the place of the reading of items, in both kinds of stream."""

    def _begin(self: Any) -> None:
        label = self.response.headers.get("content-type", "")
        self._fault = self._refusal(self.response.status_code, label)
        if self.response.status_code in (204, 205):
            self._states.add("over")
        try:
            self._decoder = PartDecoder(label)
        except PartsError as error:
            self._fault = self._fault or error.what
            self._decoder = PartDecoder("multipart/mixed; boundary=-")

    def _arrived(self: Any, piece: bytes) -> None:
        if self._fault is not None:
            raise self._error(self._fault, piece)
        self._waiting = self._within(self._decoder.feed(piece))

    def _within(self: Any, parts: Iterator[RawPart]) -> Iterator[RawPart]:
        """The parts that are not longer than one may be. Raises `InvalidResponseError`."""
        try:
            for part in parts:
                self._check_length(len(part.content), part.content)
                yield part
        except PartsError as error:
            failure = error
        else:
            self._check_length(len(self._decoder), b"")
            return
        raise self._error(f"{failure.what}, after {self._count}", b"")

    def _check_length(self: Any, length: int, content: bytes) -> None:
        if self._limit is not None and length > self._limit:
            what = f"has a part of more than {self._limit} bytes after {self._count}"
            raise self._error(what, content[:1024])

    def _is_end(self, item: Any) -> bool:
        del item
        return False

    def _ended(self: Any, failure: TransportError | None) -> None:
        if failure is not None:
            raise failure
        if self._fault is not None:
            raise self._error(self._fault, b"")
        self._states.add("over")
        rest = self._decoder.rest()
        if rest is not None and not self._settings.lenient:
            raise self._error(f"is cut off after {self._count} parts", rest)

    def _given(self: Any, item: RawPart) -> Any:
        codec = codec_of_parts(self._stream.type)
        try:
            made = part_of(codec, item, self._count, lenient=self._settings.lenient)
        except PartsError as error:
            failure = error
        else:
            self._count += 1
            return made
        found = listed(failure.problems)
        what = f"{failure.what}: {found}" if found else failure.what
        raise self._error(what, item.content, failure.problems)


class _PartStream(_Parts, EventStream[T]):
    """An `EventStream` of parts."""


class _AsyncPartStream(_Parts, AsyncEventStream[T]):
    """An `AsyncEventStream` of parts."""


def part_stream_of(
    owner: Any, stream: Stream[T], *arguments: Any, **keywords: Any
) -> EventStream[T]:
    """As `stream_of`, of an answer that is multipart."""
    return cast("EventStream[T]", make(_PartStream, owner, stream, arguments, keywords))


def async_part_stream_of(
    owner: Any, stream: Stream[T], *arguments: Any, **keywords: Any
) -> AsyncEventStream[T]:
    """As `part_stream_of`, of an asynchronous client."""
    made = make(_AsyncPartStream, owner, stream, arguments, keywords)
    return cast("AsyncEventStream[T]", made)
