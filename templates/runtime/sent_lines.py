"""Request bodies that are JSON values one after another: JSON Lines, and JSON text sequences (RFC
7464).

An iterable of items is gone through once, before anything is sent: each item is checked and written
to what the body is then sent from (`streams.BodyPart`), so that memory does not grow with it. What
is whole already, bytes or a file, is sent as it is."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast, get_args

from pydantic import BaseModel, ValidationError

from .errors import InvalidInputError, Problem
from .media_types import essence
from .operation import Media
from .plan import BodyError, Codec, CutOffError
from .problems import problems
from .streams import BodyPart, MeasuredBody, binary

_WHOLE = (bytes, bytearray, memoryview)


def lines(media: Media, value: Any) -> tuple[Any, str]:
    """The body of any iterable of items, asynchronous ones included; `media` has the type of a list
    of them.
    """
    is_file = hasattr(value, "read") or hasattr(value, "__fspath__")
    if isinstance(value, _WHOLE) or is_file:
        return binary(media, value)
    if isinstance(value, (str, Mapping, BaseModel)) or not isinstance(
        value, (Iterable, AsyncIterable)
    ):
        raise BodyError("must be an iterable of items, or the whole of them as bytes or a file")
    write, given = _Writer(media).written, cast("Any", value)
    items = _Items(write, given) if isinstance(value, Iterable) else _AsyncItems(write, given)
    return MeasuredBody([CheckedItems(items)]), media.content_type


class _Writer:
    """Checks and writes one item after the other."""

    def __init__(self, media: Media) -> None:
        self._codec, self._count = _item_codec(media.type), 0
        self._start = b"\x1e" if essence(media.content_type).endswith("json-seq") else b""

    def written(self, item: Any) -> bytes:
        place, self._count = f"body.{self._count}", self._count + 1
        try:
            return self._start + self._codec.encode(item) + b"\n"
        except ValidationError as error:
            found = problems(error, place)
        except BodyError as error:
            found = [Problem(place, str(error))]
        except (RecursionError, TypeError, ValueError, LookupError, AttributeError):
            found = [Problem(place, "cannot be encoded")]
        raise InvalidInputError(problems=found)


@lru_cache(maxsize=4096)
def _item_codec(thunk: Callable[[], Any]) -> Codec:
    """The codec of the items of the list type that a thunk gives."""
    return Codec(get_args(thunk())[0])


class _Items:
    def __init__(self, write: Callable[[Any], bytes], items: Iterable[Any]) -> None:
        self._write, self._items = write, items

    def __iter__(self) -> Iterator[bytes]:
        return map(self._write, self._items)


class _AsyncItems:
    def __init__(self, write: Callable[[Any], bytes], items: AsyncIterable[Any]) -> None:
        self._write, self._items = write, items

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        async for item in self._items:
            yield self._write(item)


class CheckedItems(BodyPart):
    """A part whose items are checked while it is measured. Raises `InvalidInputError` for one that
    does not fit.
    """

    def measure(self, look: Callable[[], object]) -> None:
        try:
            super().measure(look)
            return
        except CutOffError as error:
            failure = _of_an_item(error)
        raise failure

    async def measure_async(self, look: Callable[[], object]) -> None:
        try:
            await super().measure_async(look)
            return
        except CutOffError as error:
            failure = _of_an_item(error)
        raise failure


def _of_an_item(error: CutOffError) -> Exception:
    """What was wrong with an item, where that was it."""
    return error.reason if isinstance(error.reason, InvalidInputError) else error
