"""A response as the caller sees it who asked for more than its parsed body."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Generic, TypeVar

import httpx2

from .errors import request_id

T_co = TypeVar("T_co", covariant=True)


class _Head:
    """What is known of a response when its headers have arrived."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response

    @property
    def status_code(self) -> int:
        return self._response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        return self._response.headers

    @property
    def request_id(self) -> str | None:
        return request_id(self._response.headers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code}]>"


class RawResponse(_Head, Generic[T_co]):
    """A response that was read whole: `content` is its bytes, `parse()` what the method itself would have returned."""

    def __init__(self, response: httpx2.Response, parse: Callable[[], T_co], elapsed: float) -> None:
        super().__init__(response)
        self._parse = parse
        self.elapsed = elapsed
        """Seconds from the call to the end of the response, retries included."""

    @property
    def content(self) -> bytes:
        return self._response.content

    @property
    def text(self) -> str:
        return self._response.text

    def json(self) -> Any:
        return json.loads(self._response.content)

    def parse(self) -> T_co:
        """The body in its documented type; raises `InvalidResponseError` where it does not fit."""
        return self._parse()


class StreamedResponse(_Head):
    """A response whose body is read as it arrives, once, by one of the methods below."""

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self._response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        return self._response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        return self._response.iter_lines()

    def read(self) -> bytes:
        """The rest of the body."""
        return self._response.read()

    def close(self) -> None:
        self._response.close()


class AsyncStreamedResponse(_Head):
    """A response whose body is read as it arrives, once, by one of the methods below."""

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        return self._response.aiter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        return self._response.aiter_text(chunk_size)

    def iter_lines(self) -> AsyncIterator[str]:
        return self._response.aiter_lines()

    async def read(self) -> bytes:
        """The rest of the body."""
        return await self._response.aread()

    async def aclose(self) -> None:
        await self._response.aclose()
