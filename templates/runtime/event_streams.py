"""Answers that are streams, given item by item as they arrive: server-sent events, JSON Lines, JSON
text sequences.

`sse` and `json_lines` take the bytes apart and `_Reader` makes items of them, without input or
output; `EventStream` and `AsyncEventStream` read a response through it, in memory for one item and
one piece of the body. A call that is not a stream's ends at the response; for this one its deadline
ends with the headers, and its `timeout` limits each wait for the next piece."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, Self, TypeVar, cast

from pydantic import ValidationError

from .core import Call
from .errors import (
    InvalidInputError,
    InvalidResponseError,
    Problem,
    RequestInfo,
    ResponseError,
    TransportError,
    cut,
    listed,
)
from .json_lines import LineDecoder, RecordDecoder, holds_json, is_truncated
from .media_types import essence
from .operation import Operation
from .options import RequestOptions
from .plan import Codec, as_sent, codec_of, plan_of
from .problems import problems
from .reading import documented_for, exactly, matching, refusal, salvage
from .response import AsyncStreamedResponse, StreamedResponse
from .retry import backoff
from .settings import with_options
from .sse import EventDecoder, SentEvent, TooLongError
from .unset import UNSET, Unset
from .values import ModelBase

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_EVENTS = "text/event-stream"
_MAX_EVENT_BYTES = 2**24  # 16 MiB
_JSON_SEQUENCE = re.compile(r"[/+-](json-?l(ines)?|jsonl|ndjson|json-seq)$")
_NO_HEADER = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_PAUSE = 1.0  # seconds before another connection, where the stream has not said
_LONGEST_PAUSE = 3600.0  # whatever it says


class StreamOptions(RequestOptions, total=False):
    """Options of a call whose answer is a stream, besides those of every call.

    max_event_bytes: how many bytes an event or an item may have, before `InvalidResponseError` says
    that it has more; 16 MiB unless given, `None` is for any number. reconnect: go on over another
    connection where one ends or breaks, from the last event on (`Last-Event-ID`), after the pause
    that the stream asks for; it ends where the server answers 204. For server-sent events, of
    operations that do no harm when they are done twice."""

    max_event_bytes: int | None
    reconnect: bool


class Event(NamedTuple, Generic[T_co]):
    """A server-sent event: what its data holds, its name, the last id that the stream gave, and the
    seconds to wait before another connection, where the stream has said.
    """

    data: T_co
    event: str = "message"
    id: str = ""
    retry: float | None = None


class StreamError(ResponseError):
    """The stream itself said that it failed, by an event of the name `event`; `body` is its data:
    the documented model where one fits, else JSON, else text; `raw` are the bytes of it.
    """

    event: str = ""
    body: Any = None


class Stream(NamedTuple, Generic[T]):
    """What the document says of a stream: its media type, and the type of an item, or of the data
    of an event.

    `events` has the types of data by the name of the event. An event whose name is in `errors`
    raises. The stream ends at the data `terminator`; where `must_terminate`, it is cut off without.
    `condition` is the field of the body that asks for the stream, with its value; or the query
    parameter, which then is the one at the position `at`; `required`: a body needs the field."""

    media_type: str
    type: Callable[[], Any]
    events: Mapping[str, Callable[[], Any]] = {}
    errors: tuple[str, ...] = ("error",)
    terminator: str | None = None
    must_terminate: bool = False
    condition: tuple[str, Any] | None = None
    at: int | None = None
    required: bool = False


def asked(
    stream: Stream[Any],
    operation: Operation[Any],
    parameters: tuple[Any, ...] = (),
    request: Any = UNSET,
    fields: Mapping[str, Any] | None = None,
) -> tuple[Operation[Any], tuple[Any, ...], Any, Mapping[str, Any] | None]:
    """The arguments of a call, with the parameters or the body, whole or as fields, asking for the
    stream. Raises `InvalidInputError` where they ask for something else.
    """
    at = stream.at
    if stream.condition is None:
        return operation, parameters, request, fields
    name, value = stream.condition
    if at is not None:
        _check_asking(operation, f"query.{name}", parameters[at], value)
        return operation, (*parameters[:at], value, *parameters[at + 1 :]), request, fields
    if isinstance(request, ModelBase):
        request = as_sent(request)
    whole = request is not UNSET
    if whole and not isinstance(request, Mapping):
        return operation, parameters, request, fields
    given = cast("Mapping[str, Any]", (request if whole else fields) or {})
    _check_asking(operation, f"body.{name}", given.get(name, UNSET), value)
    asking = {**given, name: value}
    if whole or fields is None:
        return operation, parameters, asking, fields
    return operation, parameters, UNSET, asking


def unasked(
    owner: Any,
    stream: Stream[Any],
    operation: Operation[T],
    parameters: tuple[Any, ...] = (),
    request: Any = UNSET,
    fields: Mapping[str, Any] | None = None,
) -> tuple[Operation[T], tuple[Any, ...], Any, Mapping[str, Any] | None]:
    """The arguments of a call of a method of `owner` whose result is not the stream; a field that
    the body needs says so. Raises `InvalidInputError` where they ask for the stream, unless the
    response is taken as it arrives.
    """
    if stream.condition is None or "_asks" in vars(owner):
        return operation, parameters, request, fields
    name, value = stream.condition
    if stream.at is not None:
        _check_unasked(owner, operation, f"query.{name}", parameters[stream.at], value)
        return operation, parameters, request, fields
    whole = as_sent(request) if isinstance(request, ModelBase) else request
    if isinstance(whole, Mapping):
        given = cast("Mapping[str, Any]", whole)
        _check_unasked(owner, operation, f"body.{name}", given.get(name, UNSET), value)
        if stream.required and name not in given:
            request = {**given, name: False}
    elif stream.required and fields is not None and whole is UNSET:
        needed = operation.body is not None and operation.body.required
        if needed or any(each is not UNSET for each in fields.values()):
            fields = {**fields, name: False}
    return operation, parameters, request, fields


def _check_unasked(
    owner: Any, operation: Operation[Any], where: str, given: Any, value: Any
) -> None:
    if given == value and owner._mode != "streamed":
        what = "asks for the stream, which `with_streamed_events` gives"
        info = RequestInfo(operation.id, operation.method, operation.path)
        raise InvalidInputError(problems=[Problem(where, what)], request=info)


def _check_asking(operation: Operation[Any], where: str, given: Any, value: Any) -> None:
    if given is not UNSET and given is not None and given != value:
        what = f"must be {json.dumps(value)}, or left out, where the answer is a stream"
        info = RequestInfo(operation.id, operation.method, operation.path)
        raise InvalidInputError(problems=[Problem(where, what)], request=info)


class _Reader(Generic[T]):
    """What both kinds of stream share: the call to be made, and the way from the bytes of its body
    to items.
    """

    response: Any = None
    """The streamed response, with its status and headers, once the request was sent."""

    def __init__(
        self,
        client: Any,
        stream: Stream[T],
        operation: Operation[Any],
        parameters: tuple[Any, ...] = (),
        request: Any = UNSET,
        fields: Mapping[str, Any] | None = None,
        options: StreamOptions | None = None,
        content_type: str | Unset = UNSET,
        accept: str | Unset = UNSET,
    ) -> None:
        own, self._options = _split(options)
        self._limit: int | None = own.get("max_event_bytes", _MAX_EVENT_BYTES)
        self._reconnects: bool = own.get("reconnect", False)
        self._client, self._stream, self._operation = client, stream, operation
        self._settings = with_options(client._settings, self._options)
        self._is_sse = essence(stream.media_type) == _EVENTS
        if self._reconnects:
            self._check_reconnects()
        self._arguments = asked(stream, operation, parameters, request, fields)
        self._content_type = content_type
        self._states: set[str] = set()
        self._count = 0  # of the items that were given
        self._fruitless = 0  # connections in a row that gave none
        self._last_id = b""
        self._pieces: Any = None  # an iterator over the body of the response
        self._decoder: Any = None
        self._waiting: Iterator[Any] = iter(())  # what is decoded, and not given yet

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._operation.method} {self._operation.path}>"

    def __del__(self) -> None:
        if self.response is not None and "closed" not in self._states:
            warnings.warn(
                f"{self!r} was begun and never closed", ResourceWarning, stacklevel=2, source=self
            )

    def _check_reconnects(self) -> None:
        retry = self._settings.retry
        if not self._is_sse:
            what = "is for server-sent events, which have ids"
        elif self._operation.retry if retry is None else retry == "safe":
            return
        else:
            what = 'would repeat what may do harm: give retry="safe" where it does not'
        raise InvalidInputError(problems=[Problem("reconnect", what)])

    def _check_open(self) -> None:
        if "closed" in self._states:
            raise RuntimeError(f"{self!r} is over: its items are read once; call the method again")

    def _call(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments of a connection's own call."""
        options = dict(self._options)
        if self._last_id:
            last_id = {"Last-Event-ID": self._last_id.decode("latin-1")}
            options["headers"] = {**(options.get("headers") or {}), **last_id}
        accept = {"accept": self._stream.media_type}
        return self._arguments, accept | {"options": options, "content_type": self._content_type}

    def _begin(self) -> None:
        """Decide by the head of the response how its body is read."""
        response = self.response
        label = response.headers.get("content-type", "")
        self._fault = self._refusal(response.status_code, label)
        if response.status_code in (204, 205):
            self._states.add("over")
        if self._is_sse:
            retry = getattr(self._decoder, "retry", None)
            self._decoder = EventDecoder(self._limit, self._last_id, retry)
        elif essence(label or self._stream.media_type).endswith("json-seq"):
            self._decoder = RecordDecoder(self._limit)
        else:
            self._decoder = LineDecoder(self._limit)

    def _refusal(self, status: int, label: str) -> str | None:
        """Why a body so labelled is not the stream, as the end of a sentence."""
        if self._settings.lenient or (not self._is_sse and _is_sequence(label)):
            return None
        wanted = self._stream.media_type
        found = documented_for(plan_of(self._operation), status)
        documented = tuple(each for each in found if each.content_type == wanted)
        return refusal(documented, matching(documented, label, wanted), label, empty=False)

    def _arrived(self, piece: bytes) -> None:
        """Take the next piece of the body."""
        if self._fault is not None:
            raise self._error(self._fault, piece)
        self._waiting = self._decoder.feed(piece)

    def _item(self) -> Any:
        """The next item that has arrived; `None` where there is none yet, or no more."""
        try:
            item = next(self._waiting, None)
        except TooLongError as error:
            start = error.start
        else:
            return None if self._is_end(item) else item
        what = f"has an item of more than {self._limit} bytes after {self._count}"
        raise self._error(what, start)

    def _ended(self, failure: TransportError | None) -> float | None:
        """The seconds to wait before another connection, at the end of one; `None` where this was
        the last. Raises what it ended with.
        """
        rest = self._decoder.close()
        if self._fault is not None and failure is None:
            raise self._error(self._fault, b"")
        if self._is_end(rest):
            return None
        if self._reconnects:
            self._last_id, self._fruitless = self._decoder.last_id, self._fruitless + 1
            if _NO_HEADER.search(self._last_id):
                raise self._error(f"gave an id that no header can hold after {self._count}", b"")
            asked_for = self._decoder.retry
            pause = _PAUSE if asked_for is None else min(asked_for / 1000, _LONGEST_PAUSE)
            return max(pause, backoff(self._fruitless, self._settings.random))
        if failure is not None:
            raise failure
        self._states.add("over")
        if rest is not None and (self._settings.lenient or not self._is_cut(rest)):
            self._waiting = iter([rest])
        elif (rest is not None or self._stream.must_terminate) and not self._settings.lenient:
            raise self._error(f"is cut off after {self._count} items", _raw(rest))
        return None

    def _is_cut(self, rest: Any) -> bool:
        """Whether what stands at the end is no whole item. A last line may do without its end."""
        return self._is_sse or not holds_json(rest)

    def _is_end(self, item: Any) -> bool:
        """Whether an item says that the stream ends."""
        terminator = self._stream.terminator
        if terminator is None or item is None:
            return False
        raw = _raw(item) if self._is_sse else _raw(item).strip()  # a record has its line feed
        if raw != terminator.encode():
            return False
        self._states.add("over")
        self._waiting = iter(())
        return True

    def _is_over(self) -> bool:
        return not self._states.isdisjoint(("over", "closed"))

    def _given(self, item: Any) -> T:
        """An item as its type; raises `InvalidResponseError`, and `StreamError` for one that says
        so.
        """
        self._fruitless = 0
        made = self._event(item) if self._is_sse else self._value(self._stream.type, item)
        self._count += 1
        return cast("T", made)

    def _event(self, sent: SentEvent) -> Event[Any]:
        name = sent.event.decode(errors="replace")
        type_ = self._stream.events.get(name, self._stream.type)
        if name in self._stream.errors:
            raise self._failed(name, type_, sent.data)
        retry = None if sent.retry is None else sent.retry / 1000
        return Event(self._value(type_, sent.data), name, sent.id.decode(errors="replace"), retry)

    def _value(self, type_: Callable[[], Any], text: bytes) -> Any:
        """What the text of an item, or of data, says; where it does not fit, as well as possible if
        the call is lenient.
        """
        codec = codec_of(type_)
        found: list[Problem] = []
        what = f"is cut off after {self._count} items"
        try:
            if codec.type is str and self._is_sse:
                return text.decode()
            if not (isinstance(self._decoder, RecordDecoder) and is_truncated(text)):
                return exactly(codec.validate_json(text), text)
        except UnicodeError:
            what = f"is not UTF-8 after {self._count} items"
        except ValidationError as error:
            found, what = problems(error, str(self._count)), ""
        if self._settings.lenient:
            return _as_possible(codec, text)
        if not holds_json(text):
            kind = "JSON" if _is_utf_8(text) else "UTF-8"
            found, what = [], what or f"is not {kind} after {self._count} items"
        raise self._error(what or f"does not fit the document: {listed(found)}", text, found)

    def _failed(self, name: str, type_: Callable[[], Any], data: bytes) -> StreamError:
        return StreamError(
            f"the stream of {self._operation.label} ended with the event `{cut(name, 80)}`",
            event=name,
            body=_as_possible(codec_of(type_), data),
            **self._facts(data),
        )

    def _error(
        self, what: str, raw: bytes, found: list[Problem] | None = None
    ) -> InvalidResponseError:
        """`raw` is only that part of the body which is wrong."""
        return InvalidResponseError(
            f"the response to {self._operation.label} {what}",
            payload=_free(raw),
            problems=tuple(found or [Problem("", what)]),
            **self._facts(raw),
        )

    def _facts(self, raw: bytes) -> dict[str, Any]:
        call = Call(self._operation, self._client._settings, "streamed", self._client._http)
        return {
            "status_code": self.response.status_code,
            "headers": self.response.headers,
            "raw": raw,
            "request": call.info(),
        }


class EventStream(_Reader[T]):
    """The items of one answer, in the order in which they arrive: an iterator, and a context
    manager. The request goes out on entering `with`, or with the first item.

    The response is closed at the end, by an error, on leaving `with`, by `close`, and when a stream
    that was left is forgotten. Sending raises what any method raises. Reading raises
    `InvalidResponseError` for an item that does not fit the document, is longer than
    `max_event_bytes`, is not UTF-8 or cut off, with the bytes of that item as its `raw`;
    `StreamError` for an event that says that the stream failed; `TransportError` where the
    connection breaks."""

    response: StreamedResponse | None

    def __enter__(self) -> Self:
        self._check_open()
        if self.response is None:
            self._send()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Self:
        self._check_open()
        return self

    def __next__(self) -> T:
        try:
            while (item := self._item()) is None:
                if self._is_over():
                    raise StopIteration
                self._advance()
            return self._given(item)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._states.add("closed")
        if self.response is not None:
            self.response.close()

    def __del__(self) -> None:
        super().__del__()
        if self.response is not None:
            self.close()

    def _send(self) -> None:
        arguments, keywords = self._call()
        response: StreamedResponse = self._client._send("streamed", *arguments, **keywords)
        self.response, self._pieces = response, response.iter_bytes()
        self._begin()

    def _advance(self) -> None:
        """Read on, over another connection where one has ended and there is to be another."""
        if self.response is None:
            self._send()
            return
        piece = failure = None
        try:
            piece = next(self._pieces, None)
        except TransportError as error:
            failure = error
        if piece is not None:
            self._arrived(piece)
            return
        pause = self._ended(failure)
        if pause is not None:
            self.response.close()
            self._client._sleep(pause)
            self._send()


class AsyncEventStream(_Reader[T]):
    """As `EventStream`, for `async for` and `async with`; the method that gives it is not awaited.
    Leave it by `async with`, or call `aclose`: what is only forgotten is closed by nobody.
    """

    response: AsyncStreamedResponse | None

    async def __aenter__(self) -> Self:
        self._check_open()
        if self.response is None:
            await self._send()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __aiter__(self) -> Self:
        self._check_open()
        return self

    async def __anext__(self) -> T:
        try:
            while (item := self._item()) is None:
                if self._is_over():
                    raise StopAsyncIteration
                await self._advance()
            return self._given(item)
        except BaseException:
            await self.aclose()
            raise

    async def aclose(self) -> None:
        self._states.add("closed")
        if self.response is not None:
            await self.response.aclose()

    async def _send(self) -> None:
        arguments, keywords = self._call()
        response: AsyncStreamedResponse = await self._client._send(
            "streamed", *arguments, **keywords
        )
        self.response, self._pieces = response, response.iter_bytes()
        self._begin()

    async def _advance(self) -> None:
        """As `EventStream._advance`."""
        if self.response is None:
            await self._send()
            return
        piece = failure = None
        try:
            piece = await anext(self._pieces, None)
        except TransportError as error:
            failure = error
        if piece is not None:
            self._arrived(piece)
            return
        pause = self._ended(failure)
        if pause is not None:
            await self.response.aclose()
            await self._client._sleep(pause)
            await self._send()


def stream_of(owner: Any, stream: Stream[T], *arguments: Any, **keywords: Any) -> EventStream[T]:
    """What a method of `owner` returns whose answer is a stream; in a view, what that makes of
    it.
    """
    return cast("EventStream[T]", make(EventStream, owner, stream, arguments, keywords))


def async_stream_of(
    owner: Any, stream: Stream[T], *arguments: Any, **keywords: Any
) -> AsyncEventStream[T]:
    """As `stream_of`, of an asynchronous client."""
    return cast("AsyncEventStream[T]", make(AsyncEventStream, owner, stream, arguments, keywords))


def make(
    kind: Any, owner: Any, stream: Stream[Any], arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    if owner._mode == "parsed":
        return kind(getattr(owner, "_client", owner), stream, *arguments, **keywords)
    return owner._call(*asked(stream, *arguments), **keywords)


def _is_utf_8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeError:
        return False
    return True


def _split(options: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options of the stream alone, and those of every call. Raises `InvalidInputError`."""
    if not isinstance(options, Mapping):
        return {}, {} if options is None else cast("dict[str, Any]", options)
    given = cast("Mapping[str, Any]", options)
    own = {name: given[name] for name in ("max_event_bytes", "reconnect") if name in given}
    limit = own.get("max_event_bytes")
    if isinstance(limit, bool) or not (limit is None or (isinstance(limit, int) and limit > 0)):
        what = "must be a whole number of bytes, at least 1, or None for any number"
        raise InvalidInputError(problems=[Problem("max_event_bytes", what)])
    if not isinstance(own.get("reconnect", False), bool):
        raise InvalidInputError(problems=[Problem("reconnect", "must be True or False")])
    return own, {name: value for name, value in given.items() if name not in own}


def _is_sequence(label: str) -> bool:
    """Whether a body is JSON values one after another, which goes by several names."""
    return _JSON_SEQUENCE.search(essence(label)) is not None


def _raw(item: Any) -> bytes:
    """The text of an item, or of the data of an event."""
    return b"" if item is None else item.data if isinstance(item, SentEvent) else item


def _as_possible(codec: Codec, text: bytes) -> Any:
    """A value in its type where it fits, else as JSON, else as text."""
    try:
        return exactly(salvage(codec.type, json.loads(text)), text)
    except (ValueError, RecursionError):
        return text.decode(errors="replace")


def _free(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return raw.decode(errors="replace")
