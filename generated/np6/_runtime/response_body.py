"""The body of a response, read no further than its call allows.

Of a body that is read whole, so many decoded bytes are kept and no more; a stream has no limit. A
compressed body is decoded in pieces of at most 64 KiB, however few bytes they came from, and one
that ends early is cut off. The deadline is looked at whenever something arrives, by whatever
transport: a server that drips ends at the deadline, or one wait for the network later. The codings
`br` and `zstd` are httpx2's to undo, whose decoder of the first does not tell an end from a cut.

What is wrong with the body of an error never hides the error: then `content` is what could be read
of it, or the bytes as they arrived where nothing could be decoded."""

from __future__ import annotations

import zlib
from codecs import getincrementaldecoder
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from io import IncrementalNewlineDecoder

import httpx2

_PIECE = 65_536
_TAKEN = 16_384  # compressed bytes at once: zlib copies those that it leaves for later
_MOST_CODINGS = 5  # as httpx2 has it
_GZIP_FIRST = 0x1F  # of the two bytes that a member begins with (RFC 1952, section 2.3.1)
# in the low half of the first byte (RFC 1950, section 2.2); no block of RFC 1951 is written so
_ZLIB_METHOD = 0x08


class UnreadableBody(httpx2.DecodingError):
    """`what` ends a sentence about the body of `response`; `raw` is what could be read of it."""

    def __init__(self, what: str, response: httpx2.Response) -> None:
        super().__init__(what)
        self.what, self.response, self.raw = what, response, b""


def bounded(made: httpx2.Response, limit: int | None, late: Callable[[], bool]) -> httpx2.Response:
    """`made` with a body of at most `limit` bytes; itself where so much has been read already."""
    if made.is_stream_consumed and (limit is None or len(made.content) <= limit):
        return made
    return BoundedResponse(made, limit, late)


class BoundedResponse(httpx2.Response):
    """A response that keeps the rules of this module; `late`: the deadline has passed."""

    def __init__(self, made: httpx2.Response, limit: int | None, late: Callable[[], bool]) -> None:
        super().__init__(
            made.status_code,
            headers=made.headers,
            stream=httpx2.ByteStream(made.content) if made.is_stream_consumed else made.stream,
            request=made.request,
            extensions=made.extensions,
            default_encoding=made.default_encoding,
        )
        self._limit, self._late = limit, late
        self._kept: list[bytes] = []
        self._room = limit or 0
        self._undecoded = bytearray()
        self._codings = [] if made.is_stream_consumed else _codings(made.headers)

    def read(self) -> bytes:
        if not hasattr(self, "_content"):
            try:
                for piece in self.iter_bytes():
                    self._keep(piece)
                self._content = b"".join(self._kept)
            except Exception as error:  # noqa: BLE001  # a caller's transport, hook or auth may raise anything
                self._give_up(error)
            finally:
                self.close()
        return self._content

    async def aread(self) -> bytes:
        if not hasattr(self, "_content"):
            try:
                async with aclosing(self.aiter_bytes()) as pieces:
                    async for piece in pieces:
                        self._keep(piece)
                self._content = b"".join(self._kept)
            except Exception as error:  # noqa: BLE001  # a caller's transport, hook or auth may raise anything
                self._give_up(error)
            finally:
                await self.aclose()
        return self._content

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        if self._codings is None or hasattr(self, "_content"):
            for piece in super().iter_bytes(chunk_size):
                self._check_time()
                yield piece
            return
        chunks = _Chunks(chunk_size)
        for arrived in self.iter_raw():
            self._check_time()
            for piece in self._decoded(arrived, self._codings):
                yield from chunks.of(piece)
        self._check_end(self._codings)
        yield from chunks.rest()

    async def aiter_bytes(self, chunk_size: int | None = None) -> AsyncGenerator[bytes, None]:
        if self._codings is None or hasattr(self, "_content"):
            async with aclosing(super().aiter_bytes(chunk_size)) as pieces:
                async for piece in pieces:
                    self._check_time()
                    yield piece
            return
        chunks = _Chunks(chunk_size)
        async with aclosing(self.aiter_raw()) as arriving:
            async for arrived in arriving:
                self._check_time()
                for piece in self._decoded(arrived, self._codings):
                    for chunk in chunks.of(piece):
                        yield chunk
        self._check_end(self._codings)
        for chunk in chunks.rest():
            yield chunk

    def iter_lines(self) -> Iterator[str]:
        lines = _Lines(self.encoding or "utf-8")
        for piece in self.iter_bytes():
            yield from lines.of(piece)
        yield from lines.rest()

    async def aiter_lines(self) -> AsyncGenerator[str, None]:
        lines = _Lines(self.encoding or "utf-8")
        async with aclosing(self.aiter_bytes()) as pieces:
            async for piece in pieces:
                for line in lines.of(piece):
                    yield line
        for line in lines.rest():
            yield line

    def _check_time(self) -> None:
        if self._late():
            raise httpx2.ReadTimeout("deadline exceeded")

    def _decoded(self, arrived: bytes, codings: list[_Inflating]) -> Iterator[bytes]:
        if not codings:
            yield arrived
            return
        if not self._kept and len(self._undecoded) < _PIECE:
            self._undecoded += arrived
        starts = range(0, len(arrived), _TAKEN)
        pieces: Iterator[bytes] = (arrived[start : start + _TAKEN] for start in starts)
        for coding in codings:
            pieces = coding.decode(self._in_time(pieces))
        try:
            yield from pieces
            return
        except zlib.error:
            pass
        raise UnreadableBody("is damaged", self)

    def _in_time(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Of much that inflates to nothing no piece arrives at which the deadline is looked at."""
        for piece in pieces:
            self._check_time()
            yield piece

    def _check_end(self, codings: list[_Inflating]) -> None:
        if not all(coding.is_whole for coding in codings):
            raise UnreadableBody("is cut off", self)

    def _keep(self, piece: bytes) -> None:
        if self._limit is None or len(piece) <= self._room:
            self._kept.append(piece)
            self._room -= len(piece)
            return
        self._kept.append(piece[: self._room])
        raise UnreadableBody(f"is larger than max_response_bytes={self._limit} allows", self)

    def _give_up(self, error: Exception) -> None:
        """Of an error, what could be read is its body."""
        self._content = b"".join(self._kept) or bytes(self._undecoded)
        if not self.is_success:
            return
        if type(error) is httpx2.DecodingError:
            error = UnreadableBody("is damaged", self)
        if isinstance(error, UnreadableBody):
            error.raw = self._content
        raise error


class _Chunks:
    """Pieces as they are, or cut to chunks of one size."""

    def __init__(self, size: int | None) -> None:
        self._size, self._buffer = size, bytearray()

    def of(self, piece: bytes) -> Iterator[bytes]:
        if self._size is None:
            yield piece
            return
        self._buffer += piece
        while len(self._buffer) >= self._size:
            yield bytes(self._buffer[: self._size])
            del self._buffer[: self._size]

    def rest(self) -> Iterator[bytes]:
        if self._buffer:
            yield bytes(self._buffer)


class _Lines:
    """Bytes as lines of text, which end as those of a file do, and not where `str.splitlines` does:
    JSON may hold what that takes for an end.
    """

    def __init__(self, encoding: str) -> None:
        decoder = getincrementaldecoder(encoding)(errors="replace")
        self._text, self._begun = IncrementalNewlineDecoder(decoder, translate=True), list[str]()

    def of(self, piece: bytes, final: bool = False) -> Iterator[str]:
        *ended, rest = self._text.decode(piece, final).split("\n")
        for line in ended:
            yield "".join([*self._begun, line])
            self._begun.clear()
        self._begun.append(rest)

    def rest(self) -> Iterator[str]:
        yield from self.of(b"", True)
        yield from filter(None, ["".join(self._begun)])


def _codings(headers: httpx2.Headers) -> list[_Inflating] | None:
    """What undoes the codings of a body, the last one first; `None` where one is left to httpx2."""
    listed = headers.get_list("content-encoding", split_commas=True)
    named = [name.strip().lower() for name in listed]
    applied = [name for name in named if name not in ("", "identity")]
    if len(applied) > _MOST_CODINGS or not {"gzip", "x-gzip", "deflate"}.issuperset(applied):
        return None
    return [_Inflating(is_gzip=name != "deflate") for name in reversed(applied)]


class _Inflating:
    """Undoes gzip (RFC 1952, with several members), or deflate (RFC 1950, or 1951 as some do)."""

    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip, self._is_over = is_gzip, False
        self._zlib = zlib.decompressobj()  # of the member, once there is one
        self._begun = False

    @property
    def is_whole(self) -> bool:
        """Whether the body may end here."""
        return not self._begun or self._zlib.eof

    def decode(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Pieces of no more than 64 KiB; raises `zlib.error`."""
        for piece in pieces:
            data, is_full = piece, False
            while data or is_full:
                if self._is_over or (self.is_whole and not self._begin(data[0])):
                    break
                made = self._zlib.decompress(data, _PIECE)
                data = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
                is_full = len(made) == _PIECE and not self._zlib.eof
                if made:
                    yield made

    def _begin(self, first: int) -> bool:
        """Whether another member begins with a byte; the first does."""
        if self._begun and not (self._is_gzip and first == _GZIP_FIRST):
            self._is_over = True
            return False
        headed = zlib.MAX_WBITS if first & 0x0F == _ZLIB_METHOD else -zlib.MAX_WBITS
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._is_gzip else headed)
        self._begun = True
        return True
