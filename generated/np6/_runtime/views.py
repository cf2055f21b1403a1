"""The other ways to call an operation: for the raw response, and as a stream.

`with_raw_response` and `with_streaming_response` of a resource are both its `Views`, a class with
one attribute for each operation. Type checkers see what kind of view it is by its type argument,
and the overloads of `View.__get__` tell them what an operation returns there. The functions `raw`
and `streamed` make it, each from a bound method."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import cached_property
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Concatenate,
    Generic,
    ParamSpec,
    TypeVar,
    cast,
    overload,
)

from typing_extensions import deprecated

from .client import AsyncClient
from .core import Mode
from .operation import unlocked
from .response import AsyncStreamedResponse, RawResponse, StreamedResponse

T = TypeVar("T")
# `T` too: mypy would compare the two, in time 2 ** depth of nested lists
AsyncT = TypeVar("AsyncT")
P = ParamSpec("P")
Q = ParamSpec("Q")
F = TypeVar("F", bound=Callable[..., Any])
V = TypeVar("V")
RawT = TypeVar("RawT")
StreamedT = TypeVar("StreamedT")
AsyncRawT = TypeVar("AsyncRawT")
AsyncStreamedT = TypeVar("AsyncStreamedT")


class Raw:
    """Of `Views`: an operation returns its whole response."""


class AsyncRaw:
    """As `Raw`, of an asynchronous resource."""


class Streaming:
    """Of `Views`: an operation is a context manager, in which the body is read as it arrives."""


class AsyncStreaming:
    """As `Streaming`, of an asynchronous resource."""


class Views(Generic[V]):
    """The operations of `_owner` in another way: those whose `View` is of the class `_only`, each
    made by `_make` from a method of the owner.

    `owners` are the classes whose views these are, the synchronous and the asynchronous one."""

    def __init_subclass__(cls, owners: tuple[type[Viewed], ...] = ()) -> None:
        super().__init_subclass__()
        for owner in owners:
            cast("Any", owner)._views = cls

    def __init__(
        self,
        owner: Any,
        make: Callable[[Any], Any],
        only: type[View[Any, Any, Any, Any]] | None = None,
    ) -> None:
        self._owner, self._make, self._only = owner, make, only or View

    def __dir__(self) -> list[str]:
        return [name for name, view in vars(type(self)).items() if isinstance(view, self._only)]


class View(Generic[RawT, StreamedT, AsyncRawT, AsyncStreamedT]):
    """One operation in `Views`. What it is made from is for type checkers alone."""

    _name = ""

    def __init__(
        self, raw: RawT, streamed: StreamedT, async_raw: AsyncRawT, async_streamed: AsyncStreamedT
    ) -> None: ...

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, views: Views[Raw], owner: object = None) -> RawT: ...
    @overload
    def __get__(self, views: Views[Streaming], owner: object = None) -> StreamedT: ...
    @overload
    def __get__(self, views: Views[AsyncRaw], owner: object = None) -> AsyncRawT: ...
    @overload
    def __get__(self, views: Views[AsyncStreaming], owner: object = None) -> AsyncStreamedT: ...
    def __get__(self, views: Any, owner: object = None) -> Any:
        if views is None:
            return self
        if not isinstance(self, views._only):
            raise AttributeError(f"{self._name} returns no list")
        made = views._make(getattr(views._owner, self._name))
        views.__dict__[self._name] = made
        return made


def view(
    method: Callable[Concatenate[Any, P], T],
    async_method: Callable[Concatenate[Any, Q], Coroutine[Any, Any, AsyncT]],
) -> View[
    Callable[P, RawResponse[T]],
    Callable[P, AbstractContextManager[StreamedResponse]],
    Callable[Q, Coroutine[Any, Any, RawResponse[AsyncT]]],
    Callable[Q, AbstractAsyncContextManager[AsyncStreamedResponse]],
]:
    """The operation that is these two methods, in `Views`."""
    return View(*cast("tuple[Any, Any, Any, Any]", (None,) * 4))


class Viewed:
    """What has operations: its two views, of which its class says the types."""

    _views: ClassVar[type[Views[Any]]]

    if not TYPE_CHECKING:

        @cached_property
        def with_raw_response(self) -> Any:
            """The operations with their whole response: status, headers, bytes, `parse()`."""
            return self._views(self, async_raw if is_async(self) else raw)

        @cached_property
        def with_streaming_response(self) -> Any:
            """The same operations as context managers, in which the body is read as it arrives."""
            return self._views(self, async_streamed if is_async(self) else streamed)


unlocked(Viewed)


def is_async(owner: object) -> bool:
    """Whether the methods of a resource or a client are to be awaited."""
    return isinstance(getattr(owner, "_client", owner), AsyncClient)


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """`method`, returning the whole response: status, headers, bytes, `parse()` for the result."""
    rebound = cast("Callable[P, RawResponse[T]]", _rebound(method, "raw"))

    def called(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        return rebound(*args, **kwargs)

    return described(called, method, _raw(method))


def streamed(method: Callable[P, object]) -> Callable[P, AbstractContextManager[StreamedResponse]]:
    """`method` for `with`: entering sends, the body is read as it arrives, leaving closes."""
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

    So the warning is of the line that calls `view`, which Python's own filters look at."""
    message = getattr(method, "__deprecated__", None)
    own = cast("Any", view if message is None else deprecated(message)(view))
    own.__name__, own.__qualname__ = method.__name__, method.__qualname__
    own.__doc__ = method.__doc__
    own.__wrapped__, own.__annotations__ = method, {**method.__annotations__, "return": result}
    return cast("F", own)


def _raw(method: Callable[..., Any]) -> Any:
    generic: Any = RawResponse
    return generic[method.__annotations__.get("return", Any)]


def _rebound(method: Callable[..., Any], mode: Mode) -> Callable[..., Any]:
    view = copy.copy(cast("Any", method).__self__)
    view._mode = mode
    return bound(method, view)


def bound(method: Callable[..., Any], owner: Any) -> Callable[..., Any]:
    """The function of `method`, without a warning that it is deprecated, bound to `owner`."""
    own = cast("Any", method)
    function = own.__wrapped__ if hasattr(own, "__deprecated__") else own.__func__
    return cast("Callable[..., Any]", function.__get__(owner))
