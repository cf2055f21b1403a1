"""A response as the caller sees it who asked for more than its parsed body."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar

import httpx2

from .errors import SDKError, request_id
from .pacing import RateLimit, rate_limit

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Failure: TypeAlias = Callable[[Exception], SDKError]

FAILURES = (httpx2.HTTPError, httpx2.StreamError, TimeoutError)


class _Head:
    """What is known of a response when its headers have arrived."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.status_code, self.headers = response.status_code, response.headers

    @property
    def request_id(self) -> str | None:
        return request_id(self.headers)

    @property
    def rate_limit(self) -> RateLimit | None:
        """What the server says of its rate limit, in `X-RateLimit-Limit` and the like; `None` where it says nothing."""
        return rate_limit(self.headers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code}]>"


class RawResponse(_Head, Generic[T_co]):
    """A response that was read whole: `content` is its bytes, `parse()` what the method itself would have returned.

    `parse` raises `InvalidResponseError` where the body does not fit. `elapsed` is the seconds from the call to the end of the
    response, retries included.
    """

    def __init__(self, response: httpx2.Response, parse: Callable[[], T_co], elapsed: float) -> None:
        super().__init__(response)
        self.content, self.parse, self.elapsed = response.content, parse, elapsed

    @property
    def text(self) -> str:
        return text_of(self._response)

    def json(self) -> Any:
        return json.loads(self.content)


class StreamedResponse(_Head):
    """A response whose body is read as it arrives, once: by `iter_bytes`, `iter_text`, `iter_lines`, or `read` for all."""

    def __init__(self, response: httpx2.Response, failure: Failure) -> None:
        super().__init__(response)
        self.iter_bytes = partial(_told, failure, response.iter_bytes)
        self.iter_text = partial(_told, failure, response.iter_text)
        self.iter_lines, self.close = partial(_told, failure, response.iter_lines), response.close

    def read(self) -> bytes:
        return b"".join(self.iter_bytes())


class AsyncStreamedResponse(_Head):
    """As `StreamedResponse`, for `async for` and `await`."""

    def __init__(self, response: httpx2.Response, failure: Failure) -> None:
        super().__init__(response)
        self.iter_bytes = partial(_async_told, failure, response.aiter_bytes)
        self.iter_text = partial(_async_told, failure, response.aiter_text)
        self.iter_lines, self.aclose = partial(_async_told, failure, response.aiter_lines), response.aclose

    async def read(self) -> bytes:
        return b"".join([part async for part in self.iter_bytes()])


def text_of(response: httpx2.Response) -> str:
    """The body in its charset; in UTF-8, with replacements, where it is not in that charset or there is none of that name."""
    try:
        return response.text
    except ValueError:  # a `UnicodeError` holds the body
        return response.content.decode(errors="replace")


def _told(failure: Failure, pieces: Callable[..., Iterator[T]], *args: Any, **more: Any) -> Iterator[T]:
    """`pieces`, with an exception of the HTTP library, which holds the request and its credentials, as an error of ours."""
    try:
        return (yield from pieces(*args, **more))
    except (*FAILURES, ValueError) as error:
        failed = failure(error)
    raise failed


async def _async_told(failure: Failure, pieces: Callable[..., AsyncIterator[T]], *args: Any, **more: Any) -> AsyncIterator[T]:
    try:
        async for piece in pieces(*args, **more):
            yield piece
        return
    except (*FAILURES, ValueError) as error:
        failed = failure(error)
    raise failed
