"""A response as the caller sees it who asked for more than its parsed body."""

from __future__ import annotations

import codecs
import contextlib
import copy
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar, cast

import httpx2

from .errors import SDKError, ToldByHeaders
from .model import Model

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Failure: TypeAlias = Callable[[Exception], SDKError]

_ONCE = "the body of a streamed response is read once, and before it is closed: call again"
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})


class ResponseHead(ToldByHeaders):
    """What is known of a response when its headers have arrived."""

    __slots__ = ("headers", "status_code")

    def __init__(self, status_code: int, headers: httpx2.Headers) -> None:
        self.status_code, self.headers = status_code, headers

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code}]>"


class RawResponse(ResponseHead, Generic[T_co]):
    """A response that was read whole: `content` is its bytes, `parse()` what the method itself
    would have returned.

    `parse` raises `InvalidResponseError` where the body does not fit. `elapsed` is the seconds from
    the call to the end of the response, retries included. To pickle or copy a response is to parse
    it: what `parse` gives or raises goes along, not the operation, so that it needs no client, and
    nothing of the request, where it arrives."""

    def __init__(
        self, response: httpx2.Response, parse: Callable[[], T_co], elapsed: float
    ) -> None:
        super().__init__(response.status_code, response.headers)
        self._response = response
        self.content, self.parse, self.elapsed = response.content, parse, elapsed

    @property
    def text(self) -> str:
        return text_of(self._response)

    def json(self) -> Any:
        return json.loads(self.content)

    def __reduce__(self) -> tuple[Any, ...]:
        parsed: Any = None
        error: SDKError | None = None
        try:
            parsed = self.parse()
        except SDKError as raised:
            error = raised
        told = (self.status_code, self.headers, self.content, self.elapsed, parsed, error)
        return _unpickled, told


def _unpickled(
    status: int,
    headers: httpx2.Headers,
    content: bytes,
    elapsed: float,
    parsed: Any,
    error: SDKError | None,
) -> RawResponse[Any]:
    response = httpx2.Response(status, content=content)
    response.headers = headers  # only now, or `content` would be decoded again

    def parse() -> Any:
        if error is not None:
            raise copy.copy(error)
        return attach(copy.deepcopy(parsed), response)

    return RawResponse(response, parse, elapsed)


class StreamedResponse(ResponseHead):
    """A response that is read as it arrives, once: by one of `iter_…`, or `read` for all."""

    def __init__(self, response: httpx2.Response, failure: Failure) -> None:
        super().__init__(response.status_code, response.headers)
        self._response, response.encoding = response, encoding_of(response)
        self.iter_bytes = partial(_told, failure, response.iter_bytes)
        self.iter_text = partial(_told, failure, response.iter_text)
        self.iter_lines, self.close = partial(_told, failure, response.iter_lines), response.close

    def read(self) -> bytes:
        return b"".join(self.iter_bytes())


class AsyncStreamedResponse(ResponseHead):
    """As `StreamedResponse`, for `async for` and `await`."""

    def __init__(self, response: httpx2.Response, failure: Failure) -> None:
        super().__init__(response.status_code, response.headers)
        self._response, response.encoding = response, encoding_of(response)
        self._begun: list[AsyncGenerator[Any, None]] = []
        self.iter_bytes = partial(_begin, self._begun, failure, response.aiter_bytes)
        self.iter_text = partial(_begin, self._begun, failure, response.aiter_text)
        self.iter_lines = partial(_begin, self._begun, failure, response.aiter_lines)

    async def aclose(self) -> None:
        """Close the response, and the loops over it that were left."""
        try:
            for pieces in self._begun:
                with contextlib.suppress(RuntimeError):  # another task is in it
                    await pieces.aclose()
        finally:
            await self._response.aclose()

    async def read(self) -> bytes:
        return b"".join([part async for part in self.iter_bytes()])


class _List(list[Any]):
    """A list that a call returned. Its copies and pickles are plain lists."""

    __slots__ = ("__response__",)

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)


class _Dict(dict[str, Any]):
    """An object of JSON that a call returned. Its copies and pickles are plain dicts."""

    __slots__ = ("__response__",)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


_CARRYING: dict[type, Callable[[Any], Any]] = {list: _List, dict: _Dict}


def attach(result: object, response: httpx2.Response) -> Any:
    """`result`, of which `response_of` knows the response where it is a model, list or dict."""
    carrying = _CARRYING.get(type(result))
    if carrying is not None:
        result = carrying(result)
    elif not isinstance(result, Model):
        return result
    object.__setattr__(result, "__response__", ResponseHead(response.status_code, response.headers))
    return result


def response_of(result: object) -> ResponseHead:
    """The status, headers, `request_id` and `rate_limit` of the response that a method returned
    `result` from.

    Models, lists and dicts that a call has returned know it, but not what is in them, nor their
    copies and pickles. Raises `LookupError` for anything else, such as `None`, text or bytes;
    `with_raw_response` tells it of every call."""
    head = getattr(result, "__response__", None)
    if isinstance(result, (Model, _List, _Dict)) and isinstance(head, ResponseHead):
        return head
    raise LookupError(
        f"this {type(result).__name__} was not returned by a call as it is; "
        "with_raw_response has every response"
    )


def charset_of(response: httpx2.Response) -> str | None:
    """The charset that a body is labelled with, by Python's name for it; `None` for none, or what
    is none.

    Python knows codecs that are no charsets of a body: `zlib` gives bytes, `punycode` takes hours.
    """
    try:
        charset = response.charset_encoding
        if charset is not None:
            "".encode(charset)  # refuses those that are not of text
            charset = codecs.lookup(charset).name
    except Exception:  # noqa: BLE001  # the parser of labels, and codecs, raise all kinds
        return None
    return None if charset in _NO_CHARSETS else charset


def encoding_of(response: httpx2.Response) -> str:
    """How to read a body as text: in its charset, else a caller's own client's, else in UTF-8."""
    charset, default = charset_of(response), response.default_encoding
    if charset is None and isinstance(default, str):
        charset = default
    elif charset is None and not isinstance(default, str) and response.is_closed:
        charset = default(response.content)
    return charset or "utf-8"


def text_of(response: httpx2.Response) -> str:
    """The body in its charset; in UTF-8, with replacements, where it is not in that charset."""
    try:
        return response.content.decode(encoding_of(response))
    except (ValueError, LookupError):  # a `UnicodeError` holds the body
        return response.content.decode(errors="replace")


def _told(
    failure: Failure, pieces: Callable[..., Iterator[T]], *args: Any, **more: Any
) -> Iterator[T]:
    """`pieces`; an exception of the HTTP library, which holds credentials, is an error of ours."""
    try:
        yield from pieces(*args, **more)
        return
    except Exception as error:  # noqa: BLE001  # a caller's transport, hook or auth may raise anything
        failed = RuntimeError(_ONCE) if isinstance(error, httpx2.StreamError) else failure(error)
    raise failed


def _begin(
    begun: list[AsyncGenerator[Any, None]],
    failure: Failure,
    pieces: Callable[..., AsyncIterator[T]],
    *args: Any,
    **more: Any,
) -> AsyncIterator[T]:
    """`_async_told`, and a note that it was begun."""
    made = _async_told(failure, cast("AsyncGenerator[T, None]", pieces(*args, **more)))
    begun.append(made)
    return made


async def _async_told(failure: Failure, pieces: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
    try:
        async with contextlib.aclosing(pieces):
            async for piece in pieces:
                yield piece
        return
    except Exception as error:  # noqa: BLE001  # a caller's transport, hook or auth may raise anything
        failed = RuntimeError(_ONCE) if isinstance(error, httpx2.StreamError) else failure(error)
    raise failed
