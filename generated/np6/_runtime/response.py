"""A response as the caller sees it who asked for more than its parsed body."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import httpx2

from .errors import request_id

T_co = TypeVar("T_co", covariant=True)


class _Head:
    """What is known of a response when its headers have arrived."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.status_code, self.headers = response.status_code, response.headers

    @property
    def request_id(self) -> str | None:
        return request_id(self.headers)

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
        return self._response.text

    def json(self) -> Any:
        return json.loads(self.content)


class StreamedResponse(_Head):
    """A response whose body is read as it arrives, once: by `iter_bytes`, `iter_text`, `iter_lines`, or `read` for the rest."""

    def __init__(self, response: httpx2.Response) -> None:
        super().__init__(response)
        self.iter_bytes, self.iter_text, self.iter_lines = response.iter_bytes, response.iter_text, response.iter_lines
        self.read, self.close = response.read, response.close


class AsyncStreamedResponse(_Head):
    """A response whose body is read as it arrives, once: by `iter_bytes`, `iter_text`, `iter_lines`, or `read` for the rest."""

    def __init__(self, response: httpx2.Response) -> None:
        super().__init__(response)
        self.iter_bytes, self.iter_text, self.iter_lines = response.aiter_bytes, response.aiter_text, response.aiter_lines
        self.read, self.aclose = response.aread, response.aclose
