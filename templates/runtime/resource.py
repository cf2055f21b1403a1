"""Groups of operations, and the two other ways to call one: for the raw response, and as a stream.

A resource carries its client and a mode. `raw` and `streamed` take a bound method and bind it to a
twin of its resource in another mode, so that every operation is written once."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, ParamSpec, TypeVar, cast

from typing_extensions import deprecated

from .client import AsyncClient, Client
from .core import Mode
from .operation import Operation, unlocked
from .response import AsyncStreamedResponse, RawResponse, StreamedResponse

T = TypeVar("T")
P = ParamSpec("P")
F = TypeVar("F", bound=Callable[..., Any])


class Resource:
    """Operations that belong together, as an attribute of a client."""

    _mode: Mode = "parsed"
    _client: Any  # a `Client`, whose `_send` is nobody's but ours

    def __init_subclass__(cls) -> None:
        unlocked(cls)

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", self._client._send(self._mode, operation, *arguments, **keywords))


class AsyncResource:
    """Operations that belong together, as an attribute of an asynchronous client."""

    _mode: Mode = "parsed"
    _client: Any  # an `AsyncClient`

    def __init_subclass__(cls) -> None:
        unlocked(cls)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", await self._client._send(self._mode, operation, *arguments, **keywords))


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """`method`, returning the whole response: status, headers, bytes, and `parse()` for what
    `method` itself returns.
    """
    rebound = cast("Callable[P, RawResponse[T]]", _rebound(method, "raw"))

    def called(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        return rebound(*args, **kwargs)

    return described(called, method, _raw(method))


def streamed(method: Callable[P, object]) -> Callable[P, AbstractContextManager[StreamedResponse]]:
    """`method` for `with`: the request goes out on entering, the body is read as it arrives,
    leaving closes the response.
    """
    rebound = cast("Callable[P, StreamedResponse]", _rebound(method, "streamed"))

    @contextlib.contextmanager
    def entered(*args: P.args, **kwargs: P.kwargs) -> Generator[StreamedResponse]:
        with contextlib.closing(rebound(*args, **kwargs)) as response:
            yield response

    return described(entered, method, AbstractContextManager[StreamedResponse])


def async_raw(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """As `raw`, for an asynchronous method."""
    rebound = cast("Callable[P, Awaitable[RawResponse[T]]]", _rebound(method, "raw"))

    async def called(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        return await rebound(*args, **kwargs)

    return described(called, method, _raw(method))


def async_streamed(
    method: Callable[P, Awaitable[object]],
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse]]:
    """As `streamed`, for an asynchronous method and `async with`."""
    rebound = cast("Callable[P, Awaitable[AsyncStreamedResponse]]", _rebound(method, "streamed"))

    @contextlib.asynccontextmanager
    async def entered(*args: P.args, **kwargs: P.kwargs) -> AsyncGenerator[AsyncStreamedResponse]:
        async with contextlib.aclosing(await rebound(*args, **kwargs)) as response:
            yield response

    return described(entered, method, AbstractAsyncContextManager[AsyncStreamedResponse])


def described(view: F, method: Callable[..., Any], result: Any) -> F:
    """`view` with the name, text and hints of `method` but for what it returns; deprecated where
    that is.

    So the warning is of the line that calls `view`, which Python's own filters look at.
    """
    own = cast("Any", view)
    own.__name__, own.__qualname__, own.__doc__ = (
        method.__name__,
        method.__qualname__,
        method.__doc__,
    )
    own.__wrapped__, own.__annotations__ = method, {**method.__annotations__, "return": result}
    message = getattr(method, "__deprecated__", None)
    return view if message is None else deprecated(message)(view)


def _raw(method: Callable[..., Any]) -> Any:
    generic: Any = RawResponse
    return generic[method.__annotations__.get("return", Any)]


def _rebound(method: Callable[..., Any], mode: Mode) -> Callable[..., Any]:
    twin = copy.copy(cast("Any", method).__self__)
    twin._mode = mode
    return bound(method, twin)


def bound(method: Callable[..., Any], twin: Any) -> Callable[..., Any]:
    """The function of `method`, without the warning that it is deprecated, bound to a twin of its
    owner.
    """
    own = cast("Any", method)
    function = own.__wrapped__ if hasattr(own, "__deprecated__") else own.__func__
    return cast("Callable[..., Any]", function.__get__(twin))
