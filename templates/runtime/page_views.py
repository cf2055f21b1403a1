"""`with_streamed_items` of lists in pages: the items of one page, as they arrive."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from .item_views import ItemView
from .paging import AsyncListPage, ListPage
from .response import AsyncStreamedResponse, RawResponse, StreamedResponse

if TYPE_CHECKING:
    from .items import AsyncItemStream, ItemStream

T = TypeVar("T")
AsyncT = TypeVar("AsyncT")
P = ParamSpec("P")
Q = ParamSpec("Q")


def page_view(
    method: Callable[Concatenate[Any, P], ListPage[T]],
    async_method: Callable[Concatenate[Any, Q], Coroutine[Any, Any, AsyncListPage[AsyncT]]],
) -> ItemView[
    Callable[P, RawResponse[ListPage[T]]],
    Callable[P, AbstractContextManager[StreamedResponse]],
    Callable[Q, Coroutine[Any, Any, RawResponse[AsyncListPage[AsyncT]]]],
    Callable[Q, AbstractAsyncContextManager[AsyncStreamedResponse]],
    Callable[P, ItemStream[T]],
    Callable[Q, AsyncItemStream[AsyncT]],
]:
    """As `item_view`, of two methods that return a list in pages."""
    return ItemView(*cast("tuple[Any, Any, Any, Any, Any, Any]", (None,) * 6))


def page_items_of(method: Callable[Concatenate[Any, P], ListPage[T]]) -> Callable[P, ItemStream[T]]:
    """For type checkers: what a method with overloads is in `Views[Items]`."""
    return cast("Callable[P, ItemStream[T]]", method)


def async_page_items_of(
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, AsyncListPage[T]]],
) -> Callable[P, AsyncItemStream[T]]:
    """As `page_items_of`, of an asynchronous method."""
    return cast("Callable[P, AsyncItemStream[T]]", method)
