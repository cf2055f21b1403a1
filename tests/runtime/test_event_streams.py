"""Answers that are streams: the decoders on their own, then what a user of either client sees."""

from __future__ import annotations

import gc
import itertools
import re
import socket
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden, models
from golden._runtime.errors import (
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    RequestTimeoutError,
    SDKError,
    TransportError,
)
from golden._runtime.event_streams import (
    AsyncEventStream,
    Event,
    EventStream,
    Stream,
    StreamError,
    async_stream_of,
    stream_of,
)
from golden._runtime.json_lines import LineDecoder, RecordDecoder
from golden._runtime.model import Model
from golden._runtime.operation import Body, Media, Operation
from golden._runtime.resource import AsyncResource, Resource
from golden._runtime.sse import EventDecoder, TooLongError
from golden._runtime.stream_views import (
    EventsViewed,
    EventView,
    EventViews,
    async_events_of,
    events_of,
)
from golden._runtime.unset import UNSET, Unset
from golden._runtime.views import V, Viewed, Views
from hypothesis import given
from hypothesis import strategies as st

from .conftest import KEY, Pieces, Server, listening

SSE = "text/event-stream"


class Note(Model):
    text: str


class Gone(Model):
    id: int


class Failure(Model):
    why: str


def _operation(id: str, method: str, *media: Media, body: Body | None = None) -> Operation[Any]:
    return Operation(
        id,
        method,
        f"/{id}",
        body=body,
        responses={"200": media, "204": (), "404": (Media("application/json", "json", Model),)},
        security=(("apiKey",),),
    )


_EVENTS = Media(SSE, "text", lambda: str)
_WATCH = _operation("watch", "GET", _EVENTS)
_ASK = _operation(
    "ask",
    "POST",
    Media("application/json", "json", lambda: models.Made),
    _EVENTS,
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),)),
)
_LINES = _operation("lines", "GET", Media("application/jsonl", "binary", lambda: bytes))
_RECORDS = _operation("records", "GET", Media("application/json-seq", "binary", lambda: bytes))
_WATCH_STREAM: Stream[Event[Note | Gone | str]] = Stream(
    SSE,
    lambda: Note | Gone | str,
    events={
        "message": lambda: Note,
        "gone": lambda: Gone,
        "fatal": lambda: Failure,
        "text": lambda: str,
    },
    errors=("error", "fatal"),
    terminator="[DONE]",
)
_STRICT_STREAM: Stream[Event[Note]] = Stream(
    SSE, lambda: Note, terminator="[END]", must_terminate=True
)
_ASK_STREAM: Stream[Event[Note]] = Stream(SSE, lambda: Note, condition=("stream", True))
_LINES_STREAM: Stream[Note] = Stream("application/jsonl", lambda: Note)
_RECORDS_STREAM: Stream[Any] = Stream("application/json-seq", lambda: Any)


class Streams(Resource, Viewed, EventsViewed):
    with_streamed_events: StreamsEventViews[Any]

    def watch(self, *, options: Any = None) -> EventStream[Event[Note | Gone | str]]:
        return stream_of(self, _WATCH_STREAM, _WATCH, options=options)

    def watch_strictly(self, *, options: Any = None) -> EventStream[Event[Note]]:
        return stream_of(self, _STRICT_STREAM, _WATCH, options=options)

    def lines(self, *, options: Any = None) -> EventStream[Note]:
        return stream_of(self, _LINES_STREAM, _LINES, options=options)

    def records(self, *, options: Any = None) -> EventStream[Any]:
        return stream_of(self, _RECORDS_STREAM, _RECORDS, options=options)

    def ask(
        self,
        request: Any = UNSET,
        *,
        text: str | Unset = UNSET,
        stream: bool | Unset = UNSET,
        options: Any = None,
    ) -> models.Made:
        fields = {"text": text, "stream": stream}
        return self._call(_ASK, (), request, fields, options=options)


class AsyncStreams(AsyncResource, Viewed, EventsViewed):
    with_streamed_events: StreamsEventViews[Any]

    def watch(self, *, options: Any = None) -> AsyncEventStream[Event[Note | Gone | str]]:
        return async_stream_of(self, _WATCH_STREAM, _WATCH, options=options)

    def watch_strictly(self, *, options: Any = None) -> AsyncEventStream[Event[Note]]:
        return async_stream_of(self, _STRICT_STREAM, _WATCH, options=options)

    def lines(self, *, options: Any = None) -> AsyncEventStream[Note]:
        return async_stream_of(self, _LINES_STREAM, _LINES, options=options)

    def records(self, *, options: Any = None) -> AsyncEventStream[Any]:
        return async_stream_of(self, _RECORDS_STREAM, _RECORDS, options=options)

    async def ask(
        self,
        request: Any = UNSET,
        *,
        text: str | Unset = UNSET,
        stream: bool | Unset = UNSET,
        options: Any = None,
    ) -> models.Made:
        fields = {"text": text, "stream": stream}
        return await self._call(_ASK, (), request, fields, options=options)


class StreamsViews(Views[V], owners=(Streams, AsyncStreams)):
    """The operations in another way."""


class StreamsEventViews(EventViews[V], owners=(Streams, AsyncStreams)):
    ask = EventView(
        events_of(Streams.ask, _ASK_STREAM),
        async_events_of(AsyncStreams.ask, _ASK_STREAM),
        _ASK_STREAM,
    )


class Caller:
    """The operations of one kind of client, each read to its end."""

    def __init__(self, asynchronous: bool, transport: Any = None, **options: Any) -> None:
        self.asynchronous, self.pauses = asynchronous, list[float]()
        self.options = {"api_key": KEY, "transport": transport, **options}
        self.given: list[Any] = []
        self.now = 0.0

    def _made(self, client: Any) -> Any:
        if self.options["transport"] is not None:  # which looks at no other clock
            client._settings = client._settings._replace(clock=lambda: self.now)
        return client

    def __call__(self, read: Callable[[Any], Any]) -> list[Any]:
        """What the stream gives that `read` takes from the operations; `given` has it too, where it
        ends by an error.
        """
        self.given = []
        if self.asynchronous:
            return anyio.run(self._awaited, read)
        with Golden(**self.options) as client:
            client._sleep = self.pauses.append
            with read(Streams(self._made(client))) as events:
                self.response = events.response
                for event in events:
                    self.given.append(event)
        return self.given

    async def _awaited(self, read: Callable[[Any], Any]) -> list[Any]:
        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)

        async with AsyncGolden(**self.options) as client:
            client._sleep = sleep  # type: ignore[method-assign]
            async with read(AsyncStreams(self._made(client))) as events:
                self.response = events.response
                async for event in events:
                    self.given.append(event)
        return self.given


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def caller(request: Any, server: Server) -> Caller:
    return Caller(request.param, server.transport)


def answer(*pieces: Any, label: str = SSE, status: int = 200) -> httpx2.Response:
    return httpx2.Response(status, headers={"content-type": label}, stream=Pieces(*pieces))


def watch(operations: Any, **options: Any) -> Any:
    return operations.watch(options=options)


# --- server-sent events out of bytes --------------------------------------------------------------


def _by_the_standard(text: bytes) -> list[tuple[str, str, str, int | None]]:
    """The algorithm as the HTML standard writes it, over characters: data, event, id, retry."""
    found: list[tuple[str, str, str, int | None]] = []
    data, name, last_id, retry = "", "", "", None
    *lines, _ = re.split("\r\n|\n|\r", text.decode(errors="replace").removeprefix("\ufeff"))
    for line in lines:
        if line == "":
            if data != "":
                found.append((data.removesuffix("\n"), name or "message", last_id, retry))
            data, name = "", ""
            continue
        field, colon, value = line.partition(":")
        if colon and field == "":
            continue
        value = value[1:] if value.startswith(" ") else value
        if field == "event":
            name = value
        elif field == "data":
            data += value + "\n"
        elif field == "id" and "\0" not in value:
            last_id = value
        elif field == "retry" and re.fullmatch("[0-9]+", value):
            retry = int(value)
    return found


_BITS = st.sampled_from(
    [
        "data",
        "event",
        "id",
        "retry",
        ":",
        ": ",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "x",
        "12",
        "\0",
        "é",
        "\ufeff",
        "data: a\n\n",
    ]
)


@given(st.lists(_BITS, max_size=30).map("".join), st.lists(st.integers(0, 40), max_size=6))
def test_events_are_those_of_the_standard_wherever_the_bytes_are_cut(
    text: str, cuts: list[int]
) -> None:
    raw, decoder = text.encode(), EventDecoder(None)
    places = [0, *sorted(min(cut, len(raw)) for cut in cuts), len(raw)]
    pieces = [raw[start:end] for start, end in itertools.pairwise(places)]
    sent = [event for piece in pieces for event in decoder.feed(piece)]
    found = [(e.data.decode(), e.event.decode(), e.id.decode(), e.retry) for e in sent]
    # A last line end that may be half of one has been seen by the standard's reader only.
    assert found == _by_the_standard(raw)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"\xef\xbb\xbfdata: a\n\n", [(b"a", b"message", b"")]),
        (b"data: a\rdata: b\r\n\r\n", [(b"a\nb", b"message", b"")]),
        (b"data: a\r\ndata: b\r\n\r\n", [(b"a\nb", b"message", b"")]),
        (b": ping\n\ndata:a\n\n", [(b"a", b"message", b"")]),
        (b"event: x\n\ndata: a\n\n", [(b"a", b"message", b"")]),
        (b"data\n\ndata:\ndata\n\n", [(b"", b"message", b""), (b"\n", b"message", b"")]),
        (
            b"id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid\ndata: c\n\n",
            [(b"a", b"message", b"1"), (b"b", b"message", b"1"), (b"c", b"message", b"")],
        ),
        (b"data:  two\nunknown: z\nevent: e\n\n", [(b" two", b"e", b"")]),
    ],
)
def test_a_piece_may_end_at_any_byte(raw: bytes, found: list[tuple[bytes, bytes, bytes]]) -> None:
    decoder = EventDecoder(None)
    bytewise = [e[:3] for at in range(len(raw)) for e in decoder.feed(raw[at : at + 1])]
    whole = [e[:3] for e in EventDecoder(None).feed(raw)]
    assert bytewise == whole == found


def test_what_is_kept_of_a_stream_is_one_event() -> None:
    decoder = EventDecoder(100)
    for _ in range(1000):
        assert not list(decoder.feed(b": a comment that nothing is kept of\n"))
    for piece in (b"data: 1234567890\n",) * 9:
        assert not list(decoder.feed(piece))
    with pytest.raises(TooLongError):
        list(decoder.feed(b"data: x"))
    with pytest.raises(TooLongError):
        list(EventDecoder(3).feed(b"data: 1234\n\n"))
    assert [e.data for e in EventDecoder(4).feed(b"data: 1234\n\n")] == [b"1234"]
    assert [e.data for e in EventDecoder(4).feed(b"data:12\ndata:3\n\n")] == [b"12\n3"]
    with pytest.raises(TooLongError):  # which is kept too: a line feed for each line
        list(EventDecoder(4).feed(b"data\n" * 6))


# --- values of JSON, one after another ------------------------------------------------------------


@given(
    st.lists(st.sampled_from([b'{"a": 1}', b"2", b'"x"', b"[1,\xc3\xa9]", b""]), max_size=8),
    st.sampled_from([b"\n", b"\r\n"]),
    st.integers(1, 9),
)
def test_lines_are_those_that_are_not_blank(items: list[bytes], end: bytes, size: int) -> None:
    raw = end.join(items)
    decoder = LineDecoder(None)
    found = [line for at in range(0, len(raw), size) for line in decoder.feed(raw[at : at + size])]
    last = decoder.close()
    assert [*found, *([last] if last else [])] == [item for item in items if item]


def test_a_record_is_given_as_soon_as_it_is_whole() -> None:
    decoder = RecordDecoder(None)
    assert list(decoder.feed(b'\x1e{"a":\n')) == []
    assert [each.strip() for each in decoder.feed(b" 1}\n")] == [b'{"a":\n 1}']
    assert list(decoder.feed(b"\x1e12")) == []
    assert list(decoder.feed(b"3\n")) == []  # which might go on
    assert list(decoder.feed(b'\x1e"x"\n')) == [b"123\n", b'"x"\n']
    assert decoder.close() is None


# --- what a caller sees ---------------------------------------------------------------------------


def test_events_are_given_with_their_data_as_models(server: Server, caller: Caller) -> None:
    server.will(
        answer(
            b'data: {"text": "a"}\n\n',
            b'id: 7\nevent: gone\nretry: 1500\ndata: {"id":',
            b" 1}\n\nevent: text\ndata: x\ndata: y\n\ndata: [DONE]\n\ndata: never\n\n",
        )
    )
    first, second, third = caller(lambda on: on.watch())
    assert first == Event(Note(text="a"), "message", "", None)
    assert second == Event(Gone(id=1), "gone", "7", 1.5)
    assert third == Event("x\ny", "text", "7", 1.5)
    assert server.last.headers["accept"].startswith(SSE)
    assert caller.response.status_code == 200


def test_an_event_of_an_unknown_name_has_the_type_that_it_fits(
    server: Server, caller: Caller
) -> None:
    server.will(answer(b'event: new\ndata: {"id": 3}\n\n'))
    assert caller(lambda on: on.watch())[0].data == Gone(id=3)


def test_lines_and_records_are_given_as_models(server: Server, caller: Caller) -> None:
    server.will(answer(b'{"text": "a"}\n\n{"te', b'xt": "b"}', label="application/x-ndjson"))
    assert caller(lambda on: on.lines()) == [Note(text="a"), Note(text="b")]
    server.will(answer(b'\x1e{"a": 1}\n\x1e[2]', b"\n\x1e3\n", label="application/json-seq"))
    assert caller(lambda on: on.records()) == [{"a": 1}, [2], 3]


def test_an_answer_of_204_is_a_stream_of_nothing(server: Server, caller: Caller) -> None:
    server.will(204)
    assert caller(lambda on: on.watch()) == []


def test_an_operation_with_another_answer_asks_for_the_stream(
    server: Server, caller: Caller
) -> None:
    for ask in (
        lambda on: on.with_streamed_events.ask(text="q"),
        lambda on: on.with_streamed_events.ask(text="q", stream=True),
        lambda on: on.with_streamed_events.ask({"text": "q", "stream": None}),
    ):
        server.will(answer(b'data: {"text": "a"}\n\n'))
        assert caller(ask)[0].data == Note(text="a")
        assert server.sent == {"text": "q", "stream": True}
        assert server.last.headers["accept"].startswith(SSE)
    with pytest.raises(InvalidInputError, match=r"body\.stream: must be true"):
        caller(lambda on: on.with_streamed_events.ask(text="q", stream=False))


def test_what_is_no_event_of_the_document_is_an_error_with_its_payload(
    server: Server, caller: Caller
) -> None:
    server.will(answer(b'data: {"text": "a"}\n\ndata: {"text": 1}\n\n'))
    with pytest.raises(InvalidResponseError, match=r"does not fit the document: 1\.text") as caught:
        caller(lambda on: on.watch())
    assert caller.given == [Event(Note(text="a"))]
    assert (caught.value.payload, caught.value.raw) == ({"text": 1}, b'{"text": 1}')
    assert caught.value.problems[0].path == "1.text"


def test_a_lenient_call_gives_what_does_not_fit(server: Server, caller: Caller) -> None:
    server.will(answer(b'data: {"text": 1}\n\ndata: no json\n\ndata: {"text": "cut"}\n'))
    first, second, last = caller(lambda on: watch(on, lenient=True))
    assert first.data.text == 1
    assert (second.data, last.data) == ("no json", Note(text="cut"))


def test_an_event_that_says_so_is_an_error(server: Server, caller: Caller) -> None:
    stream = Pieces(b'event: fatal\ndata: {"why": "late"}\n\n')
    server.will(
        httpx2.Response(200, headers={"content-type": SSE, "x-request-id": "r"}, stream=stream)
    )
    with pytest.raises(StreamError, match="GET /watch ended with the event `fatal`") as caught:
        caller(lambda on: on.watch())
    assert isinstance(caught.value, SDKError)
    assert (caught.value.event, caught.value.body) == ("fatal", Failure(why="late"))
    assert caught.value.request_id == "r"
    assert stream.closed


@pytest.mark.parametrize(
    ("read", "label", "body", "message"),
    [
        ("watch", SSE, b'data: {"text": "a"}\n\ndata: {"te', "is cut off after 1 items"),
        ("watch", SSE, b'data: {"text": "a"}\n\nevent: x\n', "is cut off after 1 items"),
        ("watch_strictly", SSE, b'data: {"text": "a"}\n\n', "is cut off after 1 items"),
        ("watch", SSE, b"event: text\ndata: \xff\n\n", "is not UTF-8 after 0 items"),
        ("watch", SSE, b'data: {"text": "\xff"}\n\n', "is not UTF-8 after 0 items"),
        ("watch", SSE, b"data: nonsense\n\n", "is not JSON after 0 items"),
        (
            "watch",
            "application/json",
            b'{"text": "a"}',
            "is application/json, not text/event-stream",
        ),
        ("watch", "text/html", b"<html>", "is text/html, not text/event-stream"),
        ("watch", "text/html", b"", "is text/html, not text/event-stream"),
        ("lines", "application/jsonl", b'{"text": "a"}\n{"text', "is cut off after 1 items"),
        ("lines", "application/jsonl", b'{"text": "a"\n{"text', "is not JSON after 0 items"),
        ("records", "application/json-seq", b"\x1e[1]\n\x1e12", "is cut off after 1 items"),
        ("records", "application/json-seq", b"\x1e12\x1e[1]\n", "is cut off after 0 items"),
        ("records", "application/json-seq", b'\x1e{"a"\n\x1e1\n', "is not JSON after 0 items"),
    ],
)
def test_a_stream_that_is_damaged_is_one_clear_error(
    server: Server, caller: Caller, read: str, label: str, body: bytes, message: str
) -> None:
    server.will(answer(body, label=label))
    with pytest.raises(InvalidResponseError, match=re.escape(message)) as caught:
        caller(lambda on: getattr(on, read)())
    assert caught.value.status_code == 200
    assert caught.value.raw in body


def test_an_event_has_a_limit_that_the_caller_can_raise(server: Server, caller: Caller) -> None:
    event = b'data: {"text": "%b"}\n\n' % (b"x" * 2**24)
    for read in (lambda on: on.watch(), lambda on: watch(on, max_event_bytes=50)):
        server.will(answer(event[: 2**20], event[2**20 :]))
        with pytest.raises(InvalidResponseError, match="has an item of more than") as caught:
            caller(read)
        assert len(caught.value.raw) <= 1024
    server.will(answer(event[: 2**20], event[2**20 :]))
    assert len(caller(lambda on: watch(on, max_event_bytes=None))[0].data.text) == 2**24


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_event_bytes": 0}, "max_event_bytes: must be a whole number of bytes"),
        ({"reconnect": 1}, "reconnect: must be True or False"),
        ({"timeout": -1}, "timeout: must be a number of seconds"),
    ],
)
def test_options_are_checked_before_anything_is_sent(
    server: Server, caller: Caller, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        caller(lambda on: watch(on, **options))
    with pytest.raises(TypeError, match="unknown options: maximum"):
        caller(lambda on: watch(on, maximum=3))
    assert not server.requests


def test_an_error_status_raises_its_class(server: Server, caller: Caller) -> None:
    server.will((404, {}, b"{}"))
    with pytest.raises(NotFoundError):
        caller(lambda on: on.watch())


# --- its life -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("own_garbage")
def test_a_stream_is_closed_on_leaving_and_when_it_is_forgotten(
    client: Golden, server: Server
) -> None:
    streams = [Pieces(b'data: {"text": "a"}\n\n', b'data: {"text": "b"}\n\n') for _ in range(3)]
    server.will(
        *(httpx2.Response(200, headers={"content-type": SSE}, stream=each) for each in streams)
    )
    with Streams(client).watch() as events:
        assert next(events).data == Note(text="a")
    assert (streams[0].closed, streams[0].given) == (True, 1)
    with pytest.raises(RuntimeError, match="its items are read once"):
        iter(events)
    for _ in (events := Streams(client).watch()):
        break
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        del events
    gc.collect()
    assert streams[1].closed
    assert [each.category for each in said] == [ResourceWarning]
    assert [event.data.text for event in Streams(client).watch()] == ["a", "b"]  # type: ignore[union-attr]
    assert streams[2].closed


def test_memory_does_not_grow_with_the_stream(client: Golden, server: Server) -> None:
    piece = b'id: 1\ndata: {"text": "%b"}\n\n' % (b"x" * 100) * 50

    class Endless(Pieces):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(120):
                yield bytes(bytearray(piece))

    server.will(httpx2.Response(200, headers={"content-type": SSE}, stream=Endless()))
    events = iter(Streams(client).watch())
    for _ in range(2000):
        next(events)
    tracemalloc.start()
    count = sum(1 for _ in events)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 300_000


def test_a_deadline_ends_at_the_headers(server: Server, caller: Caller) -> None:
    class Slow(Pieces):
        def __iter__(self) -> Iterator[bytes]:
            for piece in super().__iter__():
                caller.now += 100.0
                yield piece

    events = [b'data: {"text": "a"}\n\n'] * 3
    server.will(httpx2.Response(200, headers={"content-type": SSE}, stream=Slow(*events)))
    assert len(caller(lambda on: watch(on, deadline=10.0))) == 3


# --- another connection ---------------------------------------------------------------------------


def test_a_stream_goes_on_from_its_last_event(server: Server, caller: Caller) -> None:
    server.will(
        answer(b'retry: 3000\nid: 1\ndata: {"text": "a"}\n\nid: 2\ndata: {"te'),
        answer(httpx2.ReadError("broken")),
        answer(b'data: {"text": "b"}\n\nid: \xc3\xa9\ndata: {"text": "c"}\n\n'),
        204,
    )
    given_ = caller(lambda on: watch(on, reconnect=True, headers={"X-Mine": "1"}))
    assert [event.data.text for event in given_] == ["a", "b", "c"]
    assert [event.id for event in given_] == ["1", "1", "é"]
    ids = [each.headers.raw for each in server.requests]
    sent = [dict(raw).get(b"Last-Event-ID") for raw in ids]
    assert sent == [None, b"1", b"1", "é".encode()]
    assert all(each.headers["x-mine"] == "1" for each in server.requests)
    assert caller.pauses == [3.0] * 3  # what one connection said holds for those after it
    assert {event.retry for event in given_} == {3.0}


def test_an_id_that_no_header_can_hold_is_the_streams_fault(server: Server, caller: Caller) -> None:
    body = b'retry: 1\nid: \x01\ndata: {"text": "a"}\n\n'
    server.will(answer(body))
    assert caller(watch)[0].id == "\x01"
    server.will(answer(body))
    with pytest.raises(InvalidResponseError, match="gave an id that no header can hold after 1"):
        caller(lambda on: watch(on, reconnect=True))


def test_only_what_does_no_harm_is_connected_again(server: Server, caller: Caller) -> None:
    again = {"reconnect": True}
    with pytest.raises(InvalidInputError, match="reconnect: would repeat what may do harm"):
        caller(lambda on: on.with_streamed_events.ask(text="q", options=again))
    with pytest.raises(InvalidInputError, match="reconnect: is for server-sent events"):
        caller(lambda on: on.lines(options=again))
    assert not server.requests
    server.will(answer(b'data: {"text": "a"}\n\n'), 204)
    safe = again | {"retry": "safe"}
    assert len(caller(lambda on: on.with_streamed_events.ask(text="q", options=safe))) == 1


def test_a_terminator_is_the_end_of_all_connections(server: Server, caller: Caller) -> None:
    server.will(answer(b'data: {"text": "a"}\n\ndata: [DONE]\n\n'))
    assert len(caller(lambda on: watch(on, reconnect=True))) == 1
    assert len(server.requests) == 1


# --- over a network -------------------------------------------------------------------------------

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def _chunk(text: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(text), text)


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_over_a_socket_each_wait_is_limited_and_a_cut_is_an_error(asynchronous: bool) -> None:
    pauses = iter([2.0, 0.0])

    def talk(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(_HEAD + _chunk(b'data: {"text": "a"}\n\n'))
        time.sleep(next(pauses))

    with listening(talk) as address:
        caller = Caller(asynchronous, base_url=address)
        with pytest.raises(RequestTimeoutError):
            caller(lambda on: watch(on, timeout=0.5))
        assert len(caller.given) == 1
        with pytest.raises(TransportError):
            caller(lambda on: watch(on, timeout=5.0))
        assert len(caller.given) == 1
