"""Hooks are told of each attempt: once when it begins, once how it ended, and nothing that is private."""

from __future__ import annotations

import asyncio
import importlib
import pickle
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import (
    AttemptInterruptedError,
    ConnectionFailedError,
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    RequestTimeoutError,
    SDKError,
)
from golden._runtime.hooks import AttemptEvent, RequestEvent

from .conftest import KEY, MADE, Pieces, listening

SOON = {"retry-after": "0.001"}
ID = {"x-request-id": "r-1"}
KINDS = ("blocking", "asynchronous")


class Told:
    """Keeps the events; `hooks` are options of a client."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.hooks: Any = dict.fromkeys(
            ("on_request", "on_response", "on_error"), self.events.append
        )

    @property
    def kinds(self) -> str:
        return " ".join(type(event).__name__.removesuffix("Event") for event in self.events)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(params=KINDS)
def call(request: pytest.FixtureRequest, server: Any) -> Callable[..., Any]:
    """Calls a method of a client that is made with options; both kinds of client."""

    def blocking(function: Callable[[Any], Any], **options: Any) -> Any:
        made = Golden(api_key=KEY, **({"transport": server.transport} | options))
        made._settings = made._settings._replace(random=lambda: 0.0)
        return function(made)

    def asynchronous(function: Callable[[Any], Any], **options: Any) -> Any:
        async def main() -> Any:
            made = AsyncGolden(api_key=KEY, **({"transport": server.transport} | options))
            made._settings = made._settings._replace(random=lambda: 0.0)
            return await function(made)

        return asyncio.run(main())

    return blocking if request.param == "blocking" else asynchronous


def read(client: Any) -> Any:
    return client.things.read("Ann Other")


def test_each_attempt_is_told_when_it_begins_and_when_it_ended(
    call: Any, server: Any, told: Told
) -> None:
    server.will(
        httpx2.ConnectError("refused"), (503, SOON), httpx2.Response(200, json=MADE, headers=ID)
    )
    assert call(read, **told.hooks).id == 7
    assert told.kinds == "Request Error Request Response Request Response"
    assert [event.attempt for event in told.events] == [1, 1, 2, 2, 3, 3]
    assert len({id(event.state) for event in told.events}) == 1
    first = told.events[0]
    about = (
        "readThing",
        "GET",
        "/things/{name}",
        "https://api.example.com/v1",
        "api.example.com",
        443,
    )
    assert {
        (e.operation_id, e.method, e.path, e.url, e.server_address, e.server_port)
        for e in told.events
    } == {about}
    assert isinstance(first, RequestEvent)
    _, failed, _, busy, _, answered = told.events
    assert isinstance(failed.error, ConnectionFailedError)
    assert (failed.retry_in, busy.retry_in, answered.retry_in) == (0.0, 0.001, None)
    assert (busy.status_code, busy.retry_after, busy.request_id) == (503, 0.001, None)
    assert (answered.status_code, answered.retry_after, answered.request_id) == (200, None, "r-1")
    assert all(0 <= event.duration < 5 for event in (failed, busy, answered))


def test_an_attempt_whose_hook_on_request_raises_does_not_begin(
    call: Any, server: Any, told: Told
) -> None:
    def refuse(event: RequestEvent) -> None:
        raise LookupError(event.path)

    hooks = told.hooks | {"on_request": [told.events.append, refuse]}
    with pytest.raises(LookupError):
        call(read, **hooks)
    assert (told.kinds, server.requests) == ("Request", [])


def test_an_error_status_is_a_response_and_the_call_raises_the_error_that_was_told(
    call: Any, server: Any, told: Told
) -> None:
    server.will(404)
    with pytest.raises(NotFoundError):
        call(read, **told.hooks)
    server.will(httpx2.ReadTimeout("slow"))
    with pytest.raises(RequestTimeoutError) as raised:
        call(read, max_retries=0, **told.hooks)
    assert told.kinds == "Request Response Request Error"
    assert told.events[-1].error is raised.value
    assert told.events[-1].retry_in is None


def test_a_body_that_is_cut_off_is_an_error_and_one_that_misfits_a_response(
    call: Any, server: Any, told: Told
) -> None:
    cut = httpx2.Response(200, stream=Pieces(b"{", httpx2.RemoteProtocolError("gone")))
    server.will(cut)
    with pytest.raises(SDKError):
        call(read, max_retries=0, **told.hooks)
    server.will({"id": "no number"})
    with pytest.raises(InvalidResponseError):
        call(read, **told.hooks)
    assert told.kinds == "Request Error Request Response"


def test_what_is_refused_before_anything_is_sent_is_no_attempt(call: Any, told: Told) -> None:
    with pytest.raises(InvalidInputError):
        call(lambda client: client.things.make("no number", name="x"), **told.hooks)
    assert told.events == []


def test_a_redirect_that_is_followed_is_an_attempt_which_gets_nothing_of_the_hooks_elsewhere(
    call: Any, server: Any, told: Told
) -> None:
    def add(event: Any) -> None:
        event.headers["X-Added"] = str(event.attempt)

    moved = {"location": "https://api.example.com/v1/there"}
    server.will((307, moved), (307, {"location": "https://other.example.com:8443/"}), MADE)
    call(read, on_request=add, on_response=told.events.append)
    assert [request.headers.get("x-added") for request in server.requests] == ["1", "2", None]
    assert [event.retry_in for event in told.events] == [0.0, 0.0, None]
    assert (told.events[2].server_address, told.events[2].server_port) == (
        "other.example.com",
        8443,
    )


def test_headers_of_several_hooks_are_sent_in_place_of_ours(call: Any, server: Any) -> None:
    def first(event: RequestEvent) -> None:
        assert event.headers == {}
        event.headers.update({"traceparent": "00-1", "User-Agent": "mine"})

    def second(event: RequestEvent) -> None:
        event.headers["traceparent"] += "-2"

    server.will((503, SOON), MADE)
    call(read, on_request=[first, second])
    sent = [(each.headers["traceparent"], each.headers["user-agent"]) for each in server.requests]
    assert sent == [("00-1-2", "mine")] * 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("Content-Length", "9"), ("X-A", "a\r\nX-B: b"), ("no token", "x"), ("X", 1)],
)
def test_a_header_that_cannot_be_sent_is_refused(
    call: Any, server: Any, name: str, value: Any
) -> None:
    def add(event: Any) -> None:
        event.headers[name] = value

    with pytest.raises(InvalidInputError) as raised:
        call(read, on_request=add)
    assert server.requests == []
    assert str(value) not in str(raised.value) or value in ("9", "x", 1)


class BrokenError(Exception):
    """Of a caller's own."""


@pytest.mark.parametrize("hook", ["on_request", "on_response", "on_error"])
@pytest.mark.parametrize("kind", [BrokenError, httpx2.ConnectError, KeyboardInterrupt])
def test_what_a_hook_raises_ends_the_call_and_comes_out_as_it_is(
    server: Any, hook: str, kind: type[BaseException]
) -> None:
    raised = kind("mine")

    def fail(event: object) -> None:
        raise raised

    body = Pieces(b"x")
    server.will(
        httpx2.ReadError("reset") if hook == "on_error" else httpx2.Response(200, stream=body)
    )
    client = Golden(api_key=KEY, transport=server.transport, **{hook: fail})  # type: ignore[misc]
    with pytest.raises(kind) as caught, client.things.with_streaming_response.file():
        pass
    assert caught.value is raised
    assert len(server.requests) == (0 if hook == "on_request" else 1)
    assert body.closed == (hook == "on_response")


def test_a_response_is_closed_that_a_hook_of_the_asynchronous_client_fails_on(server: Any) -> None:
    async def fail(event: object) -> None:
        raise BrokenError

    async def main() -> None:
        client = AsyncGolden(api_key=KEY, transport=server.transport, on_response=fail)
        async with client.things.with_streaming_response.file():
            pass

    body = Pieces(b"x")
    server.will(httpx2.Response(200, stream=body))
    with pytest.raises(BrokenError):
        asyncio.run(main())
    assert body.closed


def test_hooks_of_the_asynchronous_client_may_be_asynchronous(server: Any) -> None:
    order: list[str] = []

    async def slow(event: AttemptEvent) -> None:
        await asyncio.sleep(0)
        order.append(f"async {type(event).__name__}")

    def quick(event: AttemptEvent) -> None:
        order.append(f"sync {type(event).__name__}")

    async def main() -> None:
        hooks: Any = {name: [slow, quick] for name in ("on_request", "on_response")}
        await read(AsyncGolden(api_key=KEY, transport=server.transport, **hooks))

    asyncio.run(main())
    told = [
        f"{kind} {name}" for name in ("RequestEvent", "ResponseEvent") for kind in ("async", "sync")
    ]
    assert order == told


class Later:
    def __await__(self) -> Iterator[None]:
        yield


def test_an_asynchronous_hook_is_refused_by_the_client_that_blocks(server: Any) -> None:
    async def slow(event: object) -> None: ...

    client = Golden(api_key=KEY, transport=server.transport, on_response=slow)
    with pytest.raises(InvalidInputError, match="on_response: is asynchronous"):
        read(client)
    assert server.requests == []
    with pytest.raises(TypeError, match=r"on_request .* must not give an awaitable"):
        read(client.with_options(on_request=lambda _: Later(), on_response=[]))


@pytest.mark.parametrize("given", [1, "text", [1], {"on": 1}])
def test_what_is_no_function_is_refused_when_it_is_given(server: Any, given: Any) -> None:
    with pytest.raises(InvalidInputError, match="on_error: must be a function"):
        Golden(api_key=KEY, transport=server.transport, on_error=given)


def test_hooks_of_a_view_or_a_call_are_instead_of_the_clients_and_none_are_none(
    call: Any, server: Any
) -> None:
    told: list[str] = []

    def hook(name: str) -> Callable[[object], None]:
        return lambda _: told.append(name)

    call(read, on_request=hook("client"))
    call(lambda c: read(c.with_options(on_request=hook("view"))), on_request=hook("client"))
    call(lambda c: read(c.with_options(on_request=[])), on_request=hook("client"))
    call(
        lambda c: c.things.read("x", options={"on_request": hook("call"), "on_error": None}),
        on_request=hook("client"),
    )
    assert told == ["client", "view", "call"]


def test_no_event_shows_what_is_private(call: Any, server: Any, told: Told) -> None:
    def add(event: RequestEvent) -> None:
        event.headers["X-Added"], event.state["span"] = "hidden-header", "hidden-state"

    secrets = (KEY, "hidden-", "Ann", "Other", "hidden-body")
    failing = httpx2.ReadError(f"with {KEY}")
    server.will(failing, httpx2.Response(200, json={**MADE, "colour": "hidden-body"}))
    hooks = {**told.hooks, "on_request": [add, told.events.append]}
    call(read, **hooks)
    assert told.kinds == "Request Error Request Response"
    for event in told.events:
        assert [secret for secret in secrets if secret in repr(event)] == []
        values = {**vars(event), "headers": None, "state": None}
        assert [secret for secret in secrets if secret in repr(values)] == []
        pickle.dumps(event)
        with pytest.raises(AttributeError):
            event.attempt = 9


def test_a_hook_of_a_stream_is_told_when_its_headers_are_there(server: Any, told: Told) -> None:
    body = Pieces(b"one", b"two")
    server.will(httpx2.Response(200, stream=body))
    client = Golden(api_key=KEY, transport=server.transport, **told.hooks)
    with client.things.with_streaming_response.file() as response:
        assert (told.kinds, body.given) == ("Request Response", 0)
        assert response.read() == b"onetwo"


def test_the_module_of_hooks_is_not_imported_without_one(server: Any) -> None:
    module = sys.modules.pop("golden._runtime.hooks")
    try:
        read(Golden(api_key=KEY, transport=server.transport))
        assert "golden._runtime.hooks" not in sys.modules
    finally:
        sys.modules["golden._runtime.hooks"] = module


# --- an attempt that is interrupted ---------------------------------------------------------------


@contextmanager
def never_answering(then: Callable[[], object] = lambda: None) -> Iterator[str]:
    """A server on a socket that reads a request, does `then`, and answers nothing."""

    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        then()
        connection.recv(1)

    with listening(talk) as address:
        yield address


def test_an_attempt_that_a_signal_interrupts_is_an_error_and_the_signal_comes_out(
    told: Told,
) -> None:
    main = threading.main_thread().ident
    assert main is not None
    with (
        never_answering(lambda: signal.pthread_kill(main, signal.SIGINT)) as address,
        Golden(api_key=KEY, base_url=address, **told.hooks) as client,
        pytest.raises(KeyboardInterrupt),
    ):
        read(client)
    assert told.kinds == "Request Error"
    failed = told.events[1]
    assert isinstance(failed.error, AttemptInterruptedError)
    assert str(failed.error) == "GET /things/{name} was interrupted (KeyboardInterrupt)"
    assert (failed.attempt, failed.retry_in, failed.state) == (1, None, told.events[0].state)
    assert str(pickle.loads(pickle.dumps(failed)).error) == str(failed.error)


@pytest.mark.parametrize("stopped", ["cancel", "timeout", "scope"])
def test_an_attempt_of_a_task_that_is_cancelled_is_an_error_to_every_hook(
    told: Told, stopped: str
) -> None:
    async def slow(event: AttemptEvent) -> None:
        await asyncio.sleep(0)
        told.events.append(event)

    async def main() -> None:
        arrived, loop = asyncio.Event(), asyncio.get_running_loop()
        hooks = {**told.hooks, "on_error": [slow, told.events.append]}
        with never_answering(lambda: loop.call_soon_threadsafe(arrived.set)) as address:
            async with AsyncGolden(api_key=KEY, base_url=address, **hooks) as client:
                if stopped == "scope":
                    with anyio.CancelScope() as scope:
                        async with anyio.create_task_group() as group:
                            group.start_soon(read, client)
                            await arrived.wait()
                            scope.cancel()
                    assert scope.cancelled_caught
                    return
                task = asyncio.create_task(read(client))
                await arrived.wait()
                if stopped == "cancel":
                    task.cancel()
                with pytest.raises((asyncio.CancelledError, TimeoutError)):
                    await asyncio.wait_for(task, 0)

    asyncio.run(main())
    assert told.kinds == "Request Error Error"
    assert told.events[1] is told.events[2]
    assert isinstance(told.events[1].error, AttemptInterruptedError)


class Unanswered(httpx2.AsyncBaseTransport):
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await Later()
        raise AssertionError


def test_a_coroutine_that_is_closed_lets_its_hooks_do_what_needs_no_waiting(told: Told) -> None:
    async def quick(event: AttemptEvent) -> None:
        told.events.append(event)

    async def slow(event: AttemptEvent) -> None:
        await Later()
        raise AssertionError

    hooks: Any = {**told.hooks, "on_error": [slow, quick]}
    made = AsyncGolden(api_key=KEY, transport=Unanswered(), **hooks).things.read("x")
    made.send(None)
    made.close()
    assert told.kinds == "Request Error"


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_hook_raises_of_an_interruption_is_a_note_on_it(told: Told, kind: str) -> None:
    def fail(event: object) -> None:
        raise BrokenError

    def interrupt(request: httpx2.Request) -> httpx2.Response:
        raise SystemExit(3)

    options: Any = {"transport": httpx2.MockTransport(interrupt), "api_key": KEY}
    options["on_error"] = [fail, told.events.append]
    with pytest.raises(SystemExit) as raised:
        read(Golden(**options)) if kind == "blocking" else asyncio.run(read(AsyncGolden(**options)))
    assert raised.value.__notes__ == ["a hook on_error raised BrokenError"]
    assert told.kinds == "Error"


# --- the example of the README, with the real SDK, over a socket ----------------------------------

ANSWER = (
    b"HTTP/1.1 %b\r\nContent-Length: 8\r\nContent-Type: application/json\r\n%b\r\n" + b'{"id":7}'
)


@contextmanager
def busy_then_well(heads: list[bytes]) -> Iterator[str]:
    """A server on a socket that answers 503 once; `heads` are those of the requests."""

    def talk(connection: socket.socket) -> None:
        while True:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (piece := connection.recv(65_536)):
                    return
                head += piece
            heads.append(head)
            status = (b"503 Busy", b"Retry-After: 0\r\n") if len(heads) == 1 else (b"200 OK", b"")
            connection.sendall(ANSWER % status)

    with listening(talk) as address:
        yield address


@pytest.fixture(scope="module")
def telemetry() -> tuple[Any, Any, Any]:
    """The example, and where its spans and its measures arrive."""
    from opentelemetry import metrics, trace
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    spans, reader = InMemorySpanExporter(), InMemoryMetricReader()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    trace.set_tracer_provider(provider)
    metrics.set_meter_provider(MeterProvider([reader]))
    # The example is written against the runtime where it stands.
    sys.modules["templates.runtime.hooks"] = sys.modules[RequestEvent.__module__]
    try:
        return importlib.import_module("templates.docs.tracing"), spans, reader
    finally:
        del sys.modules["templates.runtime.hooks"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_readmes_example_follows_the_conventions_for_http_clients(
    telemetry: tuple[Any, Any, Any], kind: str
) -> None:
    from opentelemetry import trace
    from opentelemetry.trace import SpanKind, StatusCode

    example, spans, reader = telemetry
    spans.clear()
    hooks: Any = {"on_request": example.begin, "on_response": example.end, "on_error": example.end}
    heads: list[bytes] = []

    async def main(address: str) -> None:
        async with AsyncGolden(api_key=KEY, base_url=address, **hooks) as client:
            await client.things.read("Ann")

    with busy_then_well(heads) as address:
        port = int(address.rpartition(":")[2])
        with trace.get_tracer("test").start_as_current_span("caller") as caller:
            if kind == "blocking":
                with Golden(api_key=KEY, base_url=address, **hooks) as client:
                    client.things.read("Ann")
            else:
                asyncio.run(main(address))
    busy, well, _ = spans.get_finished_spans()
    for span in (busy, well):
        assert (span.name, span.kind) == ("GET /things/{name}", SpanKind.CLIENT)
        assert span.parent.span_id == caller.get_span_context().span_id
    common = {
        "http.request.method": "GET",
        "server.address": "127.0.0.1",
        "server.port": port,
        "url.template": "/things/{name}",
        "url.full": f"{address}/things/{{name}}",
    }
    answered = {"http.response.status_code": 503, "error.type": "503"}
    assert dict(busy.attributes) == common | answered
    assert busy.status.status_code is StatusCode.ERROR
    resent = {"http.request.resend_count": 1, "http.response.status_code": 200}
    assert dict(well.attributes) == common | resent
    assert well.status.status_code is StatusCode.UNSET
    for head, span in zip(heads, (busy, well), strict=True):
        sent = f"traceparent: 00-{span.context.trace_id:032x}-{span.context.span_id:016x}-"
        assert sent in head.decode().lower()
    measured = reader.get_metrics_data().resource_metrics[0].scope_metrics[0].metrics[0]
    assert (measured.name, measured.unit) == ("http.client.request.duration", "s")
    points = {
        point.attributes["http.response.status_code"]: point
        for point in measured.data.data_points
        if point.attributes["server.port"] == port
    }
    assert {status: point.count for status, point in points.items()} == {503: 1, 200: 1}
    assert points[503].attributes["error.type"] == "503"
    assert 0 < points[200].sum < 5
    assert points[200].explicit_bounds[0] == 0.005


def test_the_readmes_example_names_an_attempt_without_an_answer_by_its_error(
    telemetry: tuple[Any, Any, Any], server: Any
) -> None:
    example, spans, _ = telemetry
    spans.clear()
    server.will(httpx2.ConnectError("refused"))
    hooks: Any = {"on_request": example.begin, "on_response": example.end, "on_error": example.end}
    with pytest.raises(ConnectionFailedError):
        read(Golden(api_key=KEY, transport=server.transport, max_retries=0, **hooks))
    (span,) = spans.get_finished_spans()
    assert span.attributes["error.type"] == "ConnectionFailedError"
    assert not span.status.is_ok
