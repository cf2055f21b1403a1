"""`with_streamed_events`: the operations that can answer with a stream, as streams; and the other
views of those that do nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable, Coroutine
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

from .event_streams import AsyncEventStream, EventStream, Stream
from .operation import Operation, unlocked
from .response import AsyncStreamedResponse, RawResponse, StreamedResponse
from .views import View, bound, described, is_async

T = TypeVar("T")
P = ParamSpec("P")
Q = ParamSpec("Q")
V = TypeVar("V")
EventsT = TypeVar("EventsT")
AsyncEventsT = TypeVar("AsyncEventsT")


class Events:
    """Of `EventViews`: an operation returns an `EventStream`."""


class AsyncEvents:
    """As `Events`, of an asynchronous resource: an `AsyncEventStream`."""


class EventViews(Generic[V]):
    """The operations of `_owner` as streams. `owners` are the classes whose views these are, the
    synchronous and the asynchronous one.
    """

    def __init_subclass__(cls, owners: tuple[type[EventsViewed], ...] = ()) -> None:
        super().__init_subclass__()
        for owner in owners:
            cast("Any", owner)._event_views = cls

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def __dir__(self) -> list[str]:
        return [name for name, view in vars(type(self)).items() if isinstance(view, EventView)]


class EventView(Generic[EventsT, AsyncEventsT]):
    """One operation in `EventViews`: what its methods are there, of which the types are for type
    checkers alone, and its stream.
    """

    _name = ""

    def __init__(self, events: EventsT, async_events: AsyncEventsT, stream: Stream[Any]) -> None:
        self._stream = stream

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, views: EventViews[Events], owner: object = None) -> EventsT: ...
    @overload
    def __get__(self, views: EventViews[AsyncEvents], owner: object = None) -> AsyncEventsT: ...
    def __get__(self, views: Any, owner: object = None) -> Any:
        if views is None:
            return self
        method = getattr(views._owner, self._name)
        kind = AsyncEventStream if is_async(views._owner) else EventStream
        made = views.__dict__[self._name] = _streamed(method, self._stream, kind)
        return made


def events_of(
    method: Callable[Concatenate[Any, P], object], stream: Stream[T]
) -> Callable[P, EventStream[T]]:
    """For type checkers: what a method is in `EventViews[Events]`."""
    return cast("Callable[P, EventStream[T]]", method)


def async_events_of(
    method: Callable[Concatenate[Any, P], object], stream: Stream[T]
) -> Callable[P, AsyncEventStream[T]]:
    """As `events_of`, of an asynchronous method."""
    return cast("Callable[P, AsyncEventStream[T]]", method)


def stream_view(
    method: Callable[Concatenate[Any, P], object],
    async_method: Callable[Concatenate[Any, Q], object],
    operation: Operation[T],
) -> View[
    Callable[P, RawResponse[T]],
    Callable[P, AbstractContextManager[StreamedResponse]],
    Callable[Q, Coroutine[Any, Any, RawResponse[T]]],
    Callable[Q, AbstractAsyncContextManager[AsyncStreamedResponse]],
]:
    """As `view`, of two methods that return streams: raw, a response has the whole of it as the
    operation has it.
    """
    return View(*cast("tuple[Any, Any, Any, Any]", (None,) * 4))


class EventsViewed:
    """What has operations that can answer with a stream: its view of them, of which its class says
    the types.
    """

    _event_views: ClassVar[type[EventViews[Any]]]

    if not TYPE_CHECKING:

        @cached_property
        def with_streamed_events(self) -> Any:
            """The operations that can answer with a stream, as streams."""
            return self._event_views(self)


unlocked(EventsViewed)


def _streamed(method: Any, stream: Stream[Any], kind: Any) -> Callable[..., Any]:
    """`method`, giving the stream that its call can be answered with."""
    owner = copy.copy(method.__self__)
    client = getattr(owner, "_client", owner)

    def call(*arguments: Any, **keywords: Any) -> Any:
        return kind(client, stream, *arguments, **keywords)

    async def async_call(*arguments: Any, **keywords: Any) -> Any:
        return call(*arguments, **keywords)

    owner._asks = True  # for `event_streams.unasked`
    owner._call = async_call if kind is AsyncEventStream else call
    rebound = bound(method, owner)

    def made(*args: Any, **kwargs: Any) -> Any:
        return rebound(*args, **kwargs)

    def async_made(*args: Any, **kwargs: Any) -> Any:
        try:
            rebound(*args, **kwargs).send(None)  # which waits for nothing
        except StopIteration as returned:
            return returned.value
        raise TypeError(f"{method.__name__} waits for more than its call")

    return described(async_made if kind is AsyncEventStream else made, method, kind)
