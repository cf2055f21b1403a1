"""What a method with overloads is in `Views`, overload by overload: for type checkers alone.

They keep the overloads of what a decorator is given only where it returns one function."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from .response import AsyncStreamedResponse, RawResponse, StreamedResponse

T = TypeVar("T")
P = ParamSpec("P")


def raw_of(method: Callable[Concatenate[Any, P], T]) -> Callable[P, RawResponse[T]]:
    """What `raw` makes of the method once it is bound."""
    return cast("Callable[P, RawResponse[T]]", method)


def streamed_of(
    method: Callable[Concatenate[Any, P], object],
) -> Callable[P, AbstractContextManager[StreamedResponse]]:
    """What `streamed` makes of the method once it is bound."""
    return cast("Callable[P, AbstractContextManager[StreamedResponse]]", method)


def async_raw_of(
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]],
) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    """What `async_raw` makes of the method once it is bound."""
    return cast("Callable[P, Coroutine[Any, Any, RawResponse[T]]]", method)


def async_streamed_of(
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, object]],
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse]]:
    """What `async_streamed` makes of the method once it is bound."""
    return cast("Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse]]", method)
