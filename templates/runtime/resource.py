"""Groups of operations, and the two other ways to call one: for the raw response, and as a stream.

A resource carries its client and a mode. `raw` and `streamed` take a bound method and bind it to a twin of its resource in
another mode, so that every operation is written once.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, ParamSpec, TypeVar, cast

from .client import AsyncClient, Client
from .core import Mode
from .operation import Operation
from .response import AsyncStreamedResponse, RawResponse, StreamedResponse

T = TypeVar("T")
P = ParamSpec("P")


class Resource:
    """Operations that belong together, as an attribute of a client."""

    _mode: Mode = "parsed"

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", self._client._send(self._mode, operation, *arguments, **keywords))


class AsyncResource:
    """Operations that belong together, as an attribute of an asynchronous client."""

    _mode: Mode = "parsed"

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", await self._client._send(self._mode, operation, *arguments, **keywords))


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """`method`, returning the whole response: status, headers, bytes, and `parse()` for what `method` itself returns."""
    return cast("Callable[P, RawResponse[T]]", _rebound(method, "raw"))


def streamed(method: Callable[P, object]) -> Callable[P, AbstractContextManager[StreamedResponse]]:
    """`method` for `with`: the request goes out on entering, the body is read as it arrives, leaving closes the response."""
    rebound = cast("Callable[P, StreamedResponse]", _rebound(method, "streamed"))

    @contextlib.contextmanager
    def entered(*args: P.args, **kwargs: P.kwargs) -> Iterator[StreamedResponse]:
        with contextlib.closing(rebound(*args, **kwargs)) as response:
            yield response

    return entered


def async_raw(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """As `raw`, for an asynchronous method."""
    return cast("Callable[P, Awaitable[RawResponse[T]]]", _rebound(method, "raw"))


def async_streamed(method: Callable[P, Awaitable[object]]) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse]]:
    """As `streamed`, for an asynchronous method and `async with`."""
    rebound = cast("Callable[P, Awaitable[AsyncStreamedResponse]]", _rebound(method, "streamed"))

    @contextlib.asynccontextmanager
    async def entered(*args: P.args, **kwargs: P.kwargs) -> AsyncIterator[AsyncStreamedResponse]:
        async with contextlib.aclosing(await rebound(*args, **kwargs)) as response:
            yield response

    return entered


def _rebound(method: Callable[..., Any], mode: Mode) -> Callable[..., Any]:
    twin = copy.copy(cast("Any", method).__self__)
    twin._mode = mode
    return cast("Callable[..., Any]", getattr(twin, method.__name__))
