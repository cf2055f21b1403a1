"""The items of a response that is a JSON array, given as they arrive, in memory for one item and
one piece of the body.

`ArrayItems` finds the items and does no input or output; `ItemStream` and `AsyncItemStream` read a
response through it; `streamed_items` and `async_streamed_items` make a method of a resource return
one. A method still writes its call once: it is bound to a copy of its resource whose `_call` keeps
the arguments instead of sending them."""

from __future__ import annotations

import codecs
import copy
import json
import re
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from functools import lru_cache, partial
from types import UnionType
from typing import (
    Annotated,
    Any,
    Generic,
    ParamSpec,
    Self,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from pydantic import ValidationError

from .core import Call
from .errors import InvalidResponseError, Problem, listed
from .operation import Operation
from .options import RequestOptions
from .plan import Codec, plan_of
from .problems import problems
from .reading import BOM, documented_for, exactly, is_no_json, matching, refusal, salvage
from .response import AsyncStreamedResponse, StreamedResponse, charset_of
from .settings import with_options
from .unset import UNSET, Unset
from .views import bound, described

T = TypeVar("T")
P = ParamSpec("P")

_SPACE = b" \t\n\r"
# of nesting that one match gets over; each costs another look at what a piece cuts in two
_LEVELS = 4
_REST = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'  # of a string


def _whole() -> bytes:
    """The pattern of a string, or of what is in brackets."""
    pattern = rb'"%b"' % _REST
    for _ in range(_LEVELS):
        pattern = rb'"%b"|[\[{][^"\[\]{}]*+(?:(?:%b)[^"\[\]{}]*+)*+[\]}]' % (_REST, pattern)
    return pattern


_WHOLE = _whole()


def _skipping(pattern: bytes) -> Callable[[bytearray, int], Any]:
    return re.compile(pattern, re.DOTALL).match


_outside = _skipping(rb"[ \t\n\r]*+")
# to the comma after it, or what is not whole
_item = _skipping(rb'[^"\[\]{},]*+(?:(?:%b)[^"\[\]{},]*+)*+' % _WHOLE)
_nested = _skipping(rb'[^"\[\]{}]*+(?:(?:%b)[^"\[\]{}]*+)*+' % _WHOLE)
_string = _skipping(_REST)  # to its quote, or a backslash whose character has not arrived
_SKIP = (_outside, _item, _nested)  # by how many brackets are open, two and more being alike


class ArrayError(ValueError):
    """The text is not one JSON array; the message says how, as the end of a sentence."""


class ArrayItems:
    """The items of a JSON array (RFC 8259) in UTF-8 that arrives in pieces, cut anywhere.

    Only what bounds an item is looked at: strings, brackets and commas. Whether an item is JSON is
    left to whoever reads it; if each one is, so is the array. No byte is looked at more than a few
    times (`_LEVELS`), however long its item is."""

    def __init__(self) -> None:
        self.empty = True  # no text has arrived
        self.count = 0  # of the items that were given
        # what was not given: the start of an item, or what should not be there
        self.rest = bytearray()
        self._at: int = 0  # where to go on
        self._depth: int = 0  # how many brackets are open there
        self._quoted: bool = False  # whether it is in a string
        self._begun = self._given = self._over = False

    def feed(self, data: bytes) -> Iterator[bytearray]:
        """Each item that `data` completes; to be exhausted before the next. Raises `ArrayError`."""
        buffer, start = self.rest, 0
        buffer += data
        self.empty = self.empty and not data
        if not self._has_begun():
            return
        at: int
        at, depth, quoted = self._at, self._depth, self._quoted
        while (at := (_string if quoted else _SKIP[min(depth, 2)])(buffer, at).end()) < len(buffer):
            mark = chr(buffer[at])
            if quoted and mark == "\\":
                break
            if not depth:
                self._open(mark, at)
                depth, start = 1, at + 1
            elif mark == '"':
                quoted = not quoted
            elif depth > 1 or mark in "[{":
                depth += 1 if mark in "[{" else -1
            elif mark != "}":
                if self._ends_item(mark, buffer[start:at]):
                    yield buffer[start:at]
                    self.count += 1
                start, depth, self._given = at + 1, 0 if self._over else 1, False
            at += 1
        else:
            is_item = depth == 1 and not quoted and not self._given
            if is_item and buffer.endswith((b"}", b"]", b'"')):
                yield buffer[start:]  # whose comma may be long in coming
                self.count, self._given, start = self.count + 1, True, at
        start = start if depth else at
        del buffer[:start]
        self._at, self._depth, self._quoted = at - start, depth, quoted

    def _has_begun(self) -> bool:
        """Whether there is text that is no part of a byte order mark, which is skipped."""
        if not self._begun and not BOM.startswith(self.rest):
            self._begun, self._at = True, len(BOM) if self.rest.startswith(BOM) else 0
        return self._begun

    def _open(self, mark: str, at: int) -> None:
        """Go into the one array that there may be."""
        if mark != "[" or self._over:
            del self.rest[:at]
            after = f"goes on after its array of {self.count} items"
            raise ArrayError(after if self._over else "is not a JSON array")

    def _ends_item(self, mark: str, text: bytearray) -> bool:
        """Whether the text before a comma, or before the end, is an item that is not given yet."""
        self._over = mark == "]"
        if self._given and text.strip(_SPACE):
            raise ArrayError(f"is not JSON after {self.count} items")
        return not self._given and bool(self.count or not self._over or text.strip(_SPACE))

    def close(self) -> None:
        """The text ends here; raises `ArrayError` where the array does not."""
        if not self._over:
            raise ArrayError(f"is cut off after {self.count} items")


class _Items(Generic[T]):
    """What both kinds of stream share: the call, made once, and the way from bytes to items."""

    _client: Any
    response: Any = None
    """The streamed response, with its status and headers, once the request was sent."""

    def __init__(
        self,
        client: Any,
        operation: Operation[list[T]],
        parameters: tuple[Any, ...] = (),
        request: Any = UNSET,
        fields: Mapping[str, Any] | None = None,
        options: RequestOptions | None = None,
        content_type: str | Unset = UNSET,
        accept: str | Unset = UNSET,
    ) -> None:
        self._client, self._operation = client, operation
        self._arguments = (operation, parameters, request, fields, options, content_type, accept)
        self._lenient: bool = (
            with_options(client._settings, options) if options else client._settings
        ).lenient
        self._done: set[str] = set()
        self._array = ArrayItems()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._operation.method} {self._operation.path}>"

    def __del__(self) -> None:
        if self.response is not None and "close" not in self._done:
            what = f"{self!r} was entered and never left"
            warnings.warn(what, ResourceWarning, stacklevel=2, source=self)

    def _once(self, step: str) -> None:
        if not self._done.isdisjoint((step, "close")):
            raise RuntimeError(
                f"{self!r} was used or closed before; its items are read once: call the "
                "method again"
            )
        self._done.add(step)

    def _begin(self) -> None:
        """Decide by the head of the response how its body is read, as `read_success` does."""
        response = self.response
        documented = documented_for(plan_of(self._operation), response.status_code)
        label, self._codec = response.headers.get("content-type", ""), None
        arrays = tuple(media for media in documented if media.kind == "json") or documented
        media = matching(documented, label)
        media = media if media in arrays else None
        self._fault, self._emptiness = (
            refusal(arrays, media, label, empty=empty) for empty in (False, True)
        )
        if arrays:
            self._codec = _item_codec((media or arrays[0]).type)
        self._decode = _decoder(charset_of(response._response))

    def _feed(self, data: bytes, last: bool = False) -> Iterator[T]:
        """The items that `data` completes; raises `InvalidResponseError` after those of them."""
        if "close" in self._done:
            raise RuntimeError(f"{self!r} was closed while it was read")
        if data and self._fault is not None and not self._lenient:
            raise self._error(self._fault, data)
        if self._codec is None:
            return
        try:
            for text in self._array.feed(self._decode(data, last)):
                yield self._parsed(self._codec, text)
            if last and not self._array.empty:
                self._array.close()
            if not last or not self._array.empty or self._emptiness is None or self._lenient:
                return
            fault = self._emptiness
        except ArrayError as error:
            fault, data = str(error), bytes(self._array.rest)
        except UnicodeError:
            fault = f"is not in its charset after {self._array.count} items"
        raise self._error(fault, data)

    def _parsed(self, codec: Codec, text: bytearray) -> T:
        """One item as its type; of a lenient call JSON that does not fit as well as possible."""
        try:
            return cast("T", exactly(codec.validate_json(text), text))
        except ValidationError as error:
            found = problems(error, str(self._array.count))
            is_json = not is_no_json(error)
        if self._lenient:
            try:
                return cast("T", exactly(salvage(codec.type, json.loads(text)), text))
            except (ValueError, RecursionError):
                pass
        if not is_json:
            raise self._error(f"is not JSON after {self._array.count} items", text)
        raise self._error(f"does not fit the document: {listed(found)}", text, found)

    def _error(
        self, what: str, raw: bytes | bytearray, found: list[Problem] | None = None
    ) -> InvalidResponseError:
        """`raw` is only the part of the body that is wrong: an item, or what should not be."""
        info = Call(self._operation, self._client._settings, "streamed", self._client._http).info()
        try:
            payload = json.loads(raw)
        except (ValueError, RecursionError):
            payload = raw.decode(errors="replace")
        return InvalidResponseError(
            f"the response to {self._operation.label} {what}",
            payload=payload,
            problems=tuple(found or [Problem("", what)]),
            status_code=self.response.status_code,
            headers=self.response.headers,
            raw=bytes(raw),
            request=info,
        )


class ItemStream(_Items[T]):
    """The items of one response, read by one `for` loop; the request goes out when that begins, or
    on entering `with`.

    The response is closed at the end, by an error, on leaving `with`, by `close`, and when a loop
    that was left is forgotten. Sending raises what the method raises; reading
    `InvalidResponseError`, after the items before the fault, with that part of the body alone as
    its `raw`. A lenient call takes an item that does not fit, but no body that is not one whole
    array."""

    response: StreamedResponse | None

    def __enter__(self) -> Self:
        self._send()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        self._once("read")
        return self._read()

    def close(self) -> None:
        self._done.add("close")
        if self.response is not None:
            self.response.close()

    def __del__(self) -> None:
        super().__del__()
        if self.response is not None:
            self.close()

    def _send(self) -> StreamedResponse:
        self._once("send")
        self.response = response = self._client._send("streamed", *self._arguments)
        return cast("StreamedResponse", response)

    def _read(self) -> Iterator[T]:
        try:
            response = self.response or self._send()
            self._begin()
            for piece in response.iter_bytes():
                yield from self._feed(piece)
            yield from self._feed(b"", last=True)
        finally:
            self.close()


class AsyncItemStream(_Items[T]):
    """As `ItemStream`, for `async`. A loop that was left is closed by the event loop, later."""

    response: AsyncStreamedResponse | None

    async def __aenter__(self) -> Self:
        await self._send()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __aiter__(self) -> AsyncIterator[T]:
        self._once("read")
        return self._read()

    async def aclose(self) -> None:
        self._done.add("close")
        if self.response is not None:
            await self.response.aclose()

    async def _send(self) -> AsyncStreamedResponse:
        self._once("send")
        self.response = response = await self._client._send("streamed", *self._arguments)
        return cast("AsyncStreamedResponse", response)

    async def _read(self) -> AsyncIterator[T]:
        try:
            response = self.response or await self._send()
            self._begin()
            async for piece in response.iter_bytes():  # which closing the response closes
                for item in self._feed(piece):
                    yield item
            for item in self._feed(b"", last=True):
                yield item
        finally:
            await self.aclose()


def streamed_items(method: Callable[P, list[T]]) -> Callable[P, ItemStream[T]]:
    """`method`, giving the items of its list as they arrive: `for item in …`, `with … as items`."""
    rebound = cast(
        "Callable[P, ItemStream[T]]", _rebound(method, lambda client: partial(ItemStream, client))
    )

    def made(*args: P.args, **kwargs: P.kwargs) -> ItemStream[T]:
        return rebound(*args, **kwargs)

    return described(made, method, ItemStream)


def async_streamed_items(
    method: Callable[P, Awaitable[list[T]]],
) -> Callable[P, AsyncItemStream[T]]:
    """As `streamed_items`, for an asynchronous method, which itself is not awaited."""

    def keeping(client: Any) -> Callable[..., Awaitable[AsyncItemStream[T]]]:
        async def call(*arguments: Any, **keywords: Any) -> AsyncItemStream[T]:
            return AsyncItemStream(client, *arguments, **keywords)

        return call

    rebound = _rebound(method, keeping)

    def made(*args: P.args, **kwargs: P.kwargs) -> AsyncItemStream[T]:
        try:
            # a coroutine that waits for nothing ends in its first step
            rebound(*args, **kwargs).send(None)
        except StopIteration as returned:
            return cast("AsyncItemStream[T]", returned.value)
        raise TypeError(f"{rebound.__name__} waits for more than its call")

    return described(made, method, AsyncItemStream)


def _rebound(
    method: Callable[..., Any], keeping: Callable[[Any], Callable[..., Any]]
) -> Callable[..., Any]:
    """`method` bound to a copy of its resource in which `_call` is what `keeping` gives."""
    owner = cast("Any", method).__self__
    copied = copy.copy(owner)
    copied._call = keeping(getattr(owner, "_client", owner))
    return bound(method, copied)


@lru_cache(maxsize=4096)
def _item_codec(thunk: Callable[[], Any]) -> Codec:
    """The codec of the items of the list type that a thunk gives; `TypeError` where it is none."""
    types = [thunk()]
    for type_ in types:  # which grows
        origin, arguments = get_origin(type_), get_args(type_)
        if type_ is list or origin is list:
            return Codec(arguments[0] if arguments else Any)
        if origin is Annotated:
            types.append(arguments[0])
        elif origin in (Union, UnionType):
            types.extend(arguments)
    raise TypeError(f"the operation returns {types[0]}, which is no list")


def _decoder(charset: str | None) -> Callable[[bytes, bool], bytes]:
    """Brings pieces of text to UTF-8."""
    if charset in (None, "utf-8", "ascii"):
        return lambda piece, last: piece
    decode = codecs.getincrementaldecoder(charset)().decode
    return lambda piece, last: decode(piece, last).encode()
