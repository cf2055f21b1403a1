"""`with_streamed_items`: the operations that return a list, as iterators of its items."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast, overload

from .operation import unlocked
from .response import AsyncStreamedResponse, RawResponse, StreamedResponse
from .views import (
    AsyncRaw,
    AsyncRawT,
    AsyncStreamedT,
    AsyncStreaming,
    AsyncT,
    Raw,
    RawT,
    StreamedT,
    Streaming,
    View,
    Viewed,
    Views,
    is_async,
)

if TYPE_CHECKING:
    from .items import AsyncItemStream, ItemStream

T = TypeVar("T")
P = ParamSpec("P")
Q = ParamSpec("Q")
ItemsT = TypeVar("ItemsT")
AsyncItemsT = TypeVar("AsyncItemsT")


class Items:
    """Of `Views`: an operation that returns a list is an iterator of its items."""


class AsyncItems:
    """As `Items`, of an asynchronous resource."""


class ItemView(
    View[RawT, StreamedT, AsyncRawT, AsyncStreamedT],
    Generic[RawT, StreamedT, AsyncRawT, AsyncStreamedT, ItemsT, AsyncItemsT],
):
    """One operation in `Views` that returns a list."""

    def __init__(
        self,
        raw: RawT,
        streamed: StreamedT,
        async_raw: AsyncRawT,
        async_streamed: AsyncStreamedT,
        items: ItemsT,
        async_items: AsyncItemsT,
    ) -> None: ...

    @overload
    def __get__(self, views: Views[Raw], owner: object = None) -> RawT: ...
    @overload
    def __get__(self, views: Views[Streaming], owner: object = None) -> StreamedT: ...
    @overload
    def __get__(self, views: Views[AsyncRaw], owner: object = None) -> AsyncRawT: ...
    @overload
    def __get__(self, views: Views[AsyncStreaming], owner: object = None) -> AsyncStreamedT: ...
    @overload
    def __get__(self, views: Views[Items], owner: object = None) -> ItemsT: ...
    @overload
    def __get__(self, views: Views[AsyncItems], owner: object = None) -> AsyncItemsT: ...
    def __get__(self, views: Any, owner: object = None) -> Any:
        return cast("Any", super()).__get__(views, owner)


def item_view(
    method: Callable[Concatenate[Any, P], list[T]],
    async_method: Callable[Concatenate[Any, Q], Coroutine[Any, Any, list[AsyncT]]],
) -> ItemView[
    Callable[P, RawResponse[list[T]]],
    Callable[P, AbstractContextManager[StreamedResponse]],
    Callable[Q, Coroutine[Any, Any, RawResponse[list[AsyncT]]]],
    Callable[Q, AbstractAsyncContextManager[AsyncStreamedResponse]],
    Callable[P, ItemStream[T]],
    Callable[Q, AsyncItemStream[AsyncT]],
]:
    """As `view`, of two methods that return a list."""
    return ItemView(*cast("tuple[Any, Any, Any, Any, Any, Any]", (None,) * 6))


def items_of(method: Callable[Concatenate[Any, P], list[T]]) -> Callable[P, ItemStream[T]]:
    """For type checkers: what a method with overloads is in `Views[Items]`."""
    return cast("Callable[P, ItemStream[T]]", method)


def async_items_of(
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, list[T]]],
) -> Callable[P, AsyncItemStream[T]]:
    """As `items_of`, of an asynchronous method."""
    return cast("Callable[P, AsyncItemStream[T]]", method)


class ItemsViewed(Viewed):
    """What has operations that return lists: its three views, of which its class says the types."""

    if not TYPE_CHECKING:

        @cached_property
        def with_streamed_items(self) -> Any:
            """The operations that return a list, as iterators of items as they arrive."""
            from .items import async_streamed_items, streamed_items

            make = async_streamed_items if is_async(self) else streamed_items
            return self._views(self, make, ItemView)


unlocked(ItemsViewed)
