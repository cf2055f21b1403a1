"""Batches: any number of items through an operation that takes an array; what became of each, and
that none is sent twice.
"""

from __future__ import annotations

import contextvars
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden, models
from golden._runtime import batches as module
from golden._runtime.batches import Batching, BatchReport, Progress, async_batched, batched
from golden._runtime.bounds import Bounds
from golden._runtime.errors import ConfigurationError, InvalidInputError, SDKError
from golden._runtime.integers import Int32
from golden._runtime.operation import Body, Media, Operation, Parameter
from golden._runtime.resource import AsyncResource, Resource
from hypothesis import given
from hypothesis import strategies as st

from tests.profiles import examples

from .conftest import KEY

JSON = {"content-type": "application/json"}


def operation(
    type_: Any, max_items: int | None = 100, result: Any = list[models.Made], **more: Any
) -> Operation[Any]:
    return Operation(
        id="makeThings",
        method="POST",
        path="/things/{id}/many",
        parameters=(Parameter("id", "path", lambda: Int32, required=True),),
        body=Body(
            (Media("application/json", "json", lambda: type_),), required=True, max_items=max_items
        ),
        responses={"2XX": (Media("application/json", "json", lambda: result),)},
        security=(("apiKey",),),
        **more,
    )


MANY = operation(list[models.Thing])


class Lots(Resource):
    operation = MANY

    def make(self, id: int, request: Any, *, options: Any = None) -> list[Any]:
        return self._call(self.operation, (id,), request, options=options)


class AsyncLots(AsyncResource):
    operation = MANY

    async def make(self, id: int, request: Any, *, options: Any = None) -> list[Any]:
        return await self._call(self.operation, (id,), request, options=options)


class Service:
    """Makes a thing of each item, numbered by its name; `when` says how a request with a certain
    name in it is answered.
    """

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.when: dict[str, Any] = {}
        self.batches: list[list[str]] = []
        self.busy = self.busiest = self.answered = 0
        self._lock = threading.Lock()
        self.transport = httpx2.MockTransport(self.answer)

    def _enter(self, request: httpx2.Request) -> list[str]:
        names = [item["name"] for item in json.loads(request.content)]
        with self._lock:
            self.batches.append(names)
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        return names

    def _answer(self, names: list[str]) -> httpx2.Response:
        with self._lock:
            self.busy -= 1
            self.answered += len(names)
        special = next((self.when[name] for name in names if name in self.when), None)
        if isinstance(special, BaseException):
            raise special
        if isinstance(special, int):
            return httpx2.Response(special)
        if special is not None:
            return httpx2.Response(200, headers=JSON, content=special)
        return httpx2.Response(200, json=[{"id": int(name)} for name in names])

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        names = self._enter(request)
        time.sleep(self.delay)
        return self._answer(names)

    async def answer_async(self, request: httpx2.Request) -> httpx2.Response:
        names = self._enter(request)
        await anyio.sleep(self.delay)
        return self._answer(names)

    @property
    def sent(self) -> list[int]:
        return sorted(int(name) for batch in self.batches for name in batch)


@pytest.fixture
def service() -> Service:
    return Service()


def things(*numbers: int) -> list[dict[str, Any]]:
    return [{"name": str(number)} for number in numbers]


def run(
    service: Service,
    items: Any,
    size: int | None = 10,
    *,
    lots: type[Lots] = Lots,
    id: Any = 42,
    **options: Any,
) -> Any:
    client = Golden(api_key=KEY, transport=service.transport, max_retries=0)
    return batched(lots(client).make, Batching(size, **options))(id, items)


async def run_async(service: Service, items: Any, size: int | None = 10, **options: Any) -> Any:
    transport = httpx2.MockTransport(service.answer_async)
    client = AsyncGolden(api_key=KEY, transport=transport, max_retries=0)
    return await async_batched(AsyncLots(client).make, Batching(size, **options))(42, items)


def run_either(kind: str, *arguments: Any, **options: Any) -> Any:
    """The same run, by either client: they decide alike."""
    if kind == "sync":
        return run(*arguments, **options)
    return anyio.run(lambda: run_async(*arguments, **options))


EITHER = pytest.mark.parametrize("kind", ["sync", "async"])
WORKERS = pytest.mark.parametrize("workers", [1, 4])


def statuses(report: BatchReport[Any]) -> str:
    """A letter for each item: sent, refused, unknown (`?`), unsent (`-`); of earlier runs in
    capitals (`!` is unknown).
    """
    letters = {"sent": "s", "refused": "r", "unknown": "?", "unsent": "-"}
    earlier = {"s": "S", "?": "!"}
    return "".join(earlier[letters[o.status]] if o.earlier else letters[o.status] for o in report)


@EITHER
@WORKERS
def test_each_item_has_an_outcome_in_the_order_of_the_input(
    kind: str, workers: int, service: Service
) -> None:
    report = run_either(kind, service, (thing for thing in things(*range(95))), workers=workers)
    assert [outcome.index for outcome in report] == list(range(95))
    assert [outcome.value.id for outcome in report] == list(range(95))
    assert [outcome.item["name"] for outcome in report[:2]] == ["0", "1"]
    assert sorted(map(len, service.batches)) == [5, *[10] * 9]
    assert service.sent == list(range(95))
    assert report.sent == list(report)
    assert report.raise_for_errors() is report
    assert repr(report) == "<BatchReport of 95 items: 95 sent, 0 refused, 0 unknown, 0 unsent>"


@pytest.mark.parametrize("failing", [None, 2])
def test_asynchronous_iterables_are_read_by_the_asynchronous_client(
    service: Service, failing: int | None
) -> None:
    async def people() -> AsyncIterator[Any]:
        for thing in things(0, 1, 2, 3, 4):
            await anyio.sleep(0)
            if thing["name"] == str(failing):
                raise KeyError("gone")
            yield thing

    report = run_either("async", service, people(), 2, workers=2)
    assert statuses(report) == ("sssss" if failing is None else "ss")
    assert isinstance(report.error, KeyError) is (failing is not None)
    with pytest.raises(InvalidInputError, match="request: must be an iterable"):
        run(service, people())


@EITHER
def test_no_more_than_the_workers_are_busy_and_the_iterable_is_read_no_further(kind: str) -> None:
    service, ahead = Service(0.01), []

    def people() -> Iterator[Any]:
        for number in range(100):
            ahead.append(number - service.answered)
            yield {"name": str(number)}

    report = run_either(kind, service, people(), 5, workers=4)
    assert len(report.sent) == 100
    assert 2 <= service.busiest <= 4
    assert max(ahead) < 5 * 4


@EITHER
def test_an_iterable_that_has_ended_is_not_asked_again(kind: str, service: Service) -> None:
    class Once:
        def __init__(self) -> None:
            self.items = [None, *things(0, 1, 2)]

        def __iter__(self) -> Any:
            return self

        def __next__(self) -> Any:
            item = self.items.pop()  # an IndexError when it is asked once too often
            if item is None:
                raise StopIteration
            return item

    assert run_either(kind, service, Once(), 2, workers=2).error is None
    assert service.sent == [0, 1, 2]


def test_context_variables_are_the_callers_in_threads_too(service: Service) -> None:
    variable, seen = contextvars.ContextVar("variable", default=0), set()
    answer = service.answer
    service.transport = httpx2.MockTransport(
        lambda request: (seen.add(variable.get()), answer(request))[1]
    )
    contextvars.copy_context().run(
        lambda: (variable.set(7), run(service, things(*range(6)), 2, workers=2))
    )
    assert seen == {7}


def test_one_worker_needs_no_threads_and_the_iterable_is_always_read_in_the_callers(
    service: Service,
) -> None:
    seen = set()

    def people() -> Iterator[Any]:
        for number in range(20):
            seen.add(threading.current_thread())
            yield {"name": str(number)}

    threads = set()
    answer = service.answer
    service.transport = httpx2.MockTransport(
        lambda request: (threads.add(threading.current_thread()), answer(request))[1]
    )
    run(service, people(), 5)
    assert threads == {threading.current_thread()}
    run(service, people(), 5, workers=2)
    assert seen == {threading.current_thread()}
    assert 2 <= len(threads) <= 3


def test_the_size_is_the_documents_maximum_unless_a_smaller_one_is_given(service: Service) -> None:
    run(service, things(*range(150)), None)
    assert [len(batch) for batch in service.batches] == [100, 50]

    class Unbounded(Lots):
        operation = operation(list[models.Thing], None)

    for size, lots, message in (
        (101, Lots, "size: must be at most 100"),
        (0, Lots, "size: must be a whole number"),
        (True, Lots, "size: must be a whole number"),
        (2.5, Lots, "size: must be a whole number"),
        ("9", Lots, "size: must be a whole number"),
        (None, Unbounded, "size: is required"),
    ):
        service.batches.clear()
        with pytest.raises(InvalidInputError, match=message):
            run(service, things(1), size, lots=lots)
        assert service.batches == []
    for workers in (0, None):
        with pytest.raises(InvalidInputError, match="workers: must be"):
            run(service, things(1), workers=workers)
    assert len(run(service, things(*range(150)), 120, lots=Unbounded).sent) == 150


@EITHER
@pytest.mark.parametrize(
    "items", ["text", b"bytes", {"name": "x"}, models.Thing(name="x"), None, 5]
)
def test_what_is_no_iterable_of_items_is_refused(kind: str, service: Service, items: Any) -> None:
    with pytest.raises(InvalidInputError, match="request: must be an iterable of items"):
        run_either(kind, service, items)


@EITHER
@WORKERS
def test_of_nothing_the_report_is_empty_and_nothing_is_sent(
    kind: str, workers: int, service: Service, tmp_path: Path
) -> None:
    journal = tmp_path / "job.jsonl"
    for options in ({}, {"journal": journal}, {"journal": journal, "progress": True}):
        for empty in ([], iter(())):
            report = run_either(kind, service, empty, workers=workers, **options)
            assert (len(report), report.error, report.raise_for_errors()) == (0, None, report)
    assert not service.batches
    assert run_either(kind, service, things(1), journal=journal).raise_for_errors().sent
    with pytest.raises(InvalidInputError, match="request: has fewer items than the journal"):
        run_either(kind, service, [], journal=journal)


@EITHER
@WORKERS
@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (400, "refused"),
        (413, "refused"),
        (422, "refused"),
        (429, "refused"),
        (httpx2.ConnectError("refused"), "refused"),
        (500, "unknown"),
        (503, "unknown"),
        (303, "unknown"),
        (httpx2.ReadError("reset"), "unknown"),
        (httpx2.ReadTimeout("slow"), "unknown"),
        (httpx2.DecodingError("damaged"), "unknown"),
    ],
)
def test_a_failed_request_is_told_by_what_the_server_may_have_done_and_the_run_goes_on(
    kind: str, workers: int, service: Service, answer: Any, status: str
) -> None:
    service.when["3"] = answer
    report = run_either(kind, service, things(*range(8)), 2, workers=workers)
    assert [outcome.status for outcome in report] == ["sent"] * 2 + [status] * 2 + ["sent"] * 4
    assert getattr(report, status) == report[2:4]
    assert isinstance(report[2].error, SDKError)
    assert report[2].value is None
    assert report.error is None
    with pytest.raises(SDKError, match=f"8 items: 6 sent, .*2 {status}") as raised:
        report.raise_for_errors()
    assert raised.value.__cause__ is report[2].error


@EITHER
@WORKERS
@pytest.mark.parametrize("status", [401, 403, 404, 409, 411, 415])
def test_a_run_stops_where_every_further_request_would_fail_alike(
    kind: str, workers: int, status: int
) -> None:
    service = Service(0.005)
    service.when["3"] = status
    report = run_either(kind, service, things(*range(400)), 2, workers=workers)
    assert len(report) == 400
    assert statuses(report)[2:4] == "rr"
    assert len(service.batches) <= (2 if workers == 1 else 100)
    assert len(report.sent) == 2 * (len(service.batches) - 1)
    assert len(report.unsent) == 400 - 2 * len(service.batches)
    assert report.error is report[2].error
    with pytest.raises(SDKError, match=f"stopped by {type(report.error).__name__}"):
        report.raise_for_errors()


@EITHER
def test_a_client_that_is_not_set_up_sends_nothing(kind: str, service: Service) -> None:
    client: Any = (Golden if kind == "sync" else AsyncGolden)(transport=service.transport)
    if kind == "sync":
        report = batched(Lots(client).make, Batching(2))(42, things(1, 2, 3))
    else:
        report = anyio.run(
            lambda: async_batched(AsyncLots(client).make, Batching(2))(42, things(1, 2, 3))
        )
    assert statuses(report) == "---"
    assert isinstance(report.error, ConfigurationError)


def test_of_an_iterator_the_rest_is_left_where_it_is(service: Service) -> None:
    service.when["3"] = 401
    source = iter(things(*range(40)))
    report = run(service, source, 2)
    assert statuses(report) == "ssrr"
    assert next(source) == {"name": "4"}


@EITHER
@WORKERS
@pytest.mark.parametrize("at", [0, 3, 4])
def test_an_iterable_that_fails_stops_the_run_and_nothing_is_lost(
    kind: str, workers: int, service: Service, at: int
) -> None:
    def people() -> Iterator[Any]:
        yield from things(*range(at))
        raise OSError("the file is gone")

    report = run_either(kind, service, people(), 2, workers=workers)
    expected = {0: "", 3: "ss-", 4: "ssss"}[at]
    if workers == 1:
        assert statuses(report) == expected
    assert [outcome.index for outcome in report.sent] == service.sent
    assert len(report) == len(expected)
    assert isinstance(report.error, OSError)


@EITHER
def test_an_exception_that_is_not_ours_stops_the_run_and_is_kept(
    kind: str, service: Service
) -> None:
    service.when["3"] = LookupError("from a hook")
    report = run_either(kind, service, things(*range(8)), 2)
    assert statuses(report) == "ss??----"
    assert isinstance(report.error.__cause__, LookupError)


@EITHER
@WORKERS
def test_only_the_items_that_are_invalid_are_refused(
    kind: str, workers: int, service: Service
) -> None:
    items = things(*range(12))
    items[4] = {"name": "4", "count": 99, "note": 5}
    items[5] = {}
    items[11] = 7
    report = run_either(kind, service, items, 3, workers=workers)
    assert statuses(report) == "ssssrrsssssr"
    assert service.sent == [0, 1, 2, 3, 6, 7, 8, 9, 10]
    assert [problem.path for problem in report[4].error.problems] == ["body.4.count", "body.4.note"]
    assert str(report[5].error) == "body.5.name: is required"
    assert str(report[11].error) == "body.11: must be an object"
    assert report[3].value.id == 3
    assert report.error is None


def test_an_item_that_only_encoding_finds_fault_with_is_found_too(service: Service) -> None:
    items = things(*range(6))
    items[1]["extra"] = {"x": float("nan")}
    report = run(service, items, 3)
    assert statuses(report) == "srssss"
    assert str(report[1].error) == "body.1: holds NaN, which JSON does not have"


def test_a_batch_that_is_wrong_only_as_a_whole_is_refused_as_a_whole(service: Service) -> None:
    class Unique(Lots):
        operation = operation(Annotated[list[models.Thing], Bounds(unique_items=True)])

    report = run(service, things(0, 1, 2, 2, 4, 5), 2, lots=Unique)
    assert statuses(report) == "ssrrss"
    assert str(report[2].error) == "body: must not repeat an item"


@WORKERS
def test_what_is_wrong_with_no_item_is_raised_before_anything_is_read_or_sent(
    workers: int, service: Service, tmp_path: Path
) -> None:
    def people() -> Iterator[Any]:
        raise AssertionError
        yield

    journal = tmp_path / "run.jsonl"
    with pytest.raises(InvalidInputError, match=r"path\.id"):
        run(service, people(), id="x", workers=workers, journal=journal)
    client = Golden(api_key=KEY, transport=service.transport)
    make = batched(Lots(client).make, Batching(2, journal=journal))
    with pytest.raises(InvalidInputError, match="header"):
        make(42, people(), options={"headers": {"a b": "c"}})
    with pytest.raises(InvalidInputError, match="timeout: must be a number"):
        make(42, people(), options={"timeout": "5"})
    with pytest.raises(TypeError, match="unknown options"):
        make(42, people(), options={"colour": 1})
    assert service.batches == []
    assert not journal.exists()


def test_options_and_retries_are_the_clients_own(service: Service) -> None:
    answers = iter([httpx2.Response(429, headers={"retry-after": "0.25"})])
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers["X-Own"])
        return next(answers, None) or service.answer(request)

    client, pauses = Golden(api_key=KEY, transport=httpx2.MockTransport(answer)), []
    client._sleep = pauses.append
    client._settings = client._settings._replace(random=lambda: 0.0)
    report = batched(Lots(client).make, Batching(2))(
        42, things(0, 1), options={"headers": {"X-Own": "1"}}
    )
    assert statuses(report) == "ss"
    assert pauses == [0.25]
    assert seen == ["1", "1"]


@EITHER
def test_a_batch_that_the_caller_knows_to_be_repeatable_is_repeated(
    kind: str, service: Service
) -> None:
    refused = [500, 500]

    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(refused.pop()) if refused else service.answer(request)

    transport, options = httpx2.MockTransport(answer), {"retry": "safe"}
    client: Any = (Golden if kind == "sync" else AsyncGolden)(api_key=KEY, transport=transport)
    client._settings = client._settings._replace(random=lambda: 0.0)
    if kind == "sync":
        report = batched(Lots(client).make, Batching(2))(42, things(1, 2), options=options)
    else:
        report = anyio.run(
            lambda: async_batched(AsyncLots(client).make, Batching(2))(
                42, things(1, 2), options=options
            )
        )
    assert (statuses(report), service.batches) == ("ss", [["1", "2"]])


def test_the_resource_itself_is_not_changed(service: Service) -> None:
    lots = Lots(Golden(api_key=KEY, transport=service.transport))
    batched(lots.make, Batching(2))(42, things(0, 1, 2))
    assert [made.id for made in lots.make(42, things(3, 4, 5))] == [3, 4, 5]


def test_no_repr_or_message_shows_an_item_or_a_value(service: Service) -> None:
    service.when["0"] = 400
    report = run(
        service, [{"name": "0", "note": "jane@example.org"}, {"name": "jane", "count": 99}], 1
    )
    assert "jane" not in f"{report!r}{list(report)!r}{[o.error for o in report]}"
    assert repr(report[0]) == "Outcome(index=0, status='refused', earlier=False)"


@EITHER
@WORKERS
def test_progress_is_told_after_each_batch_and_may_fail(
    kind: str, workers: int, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Progress] = []
    service.when |= {"0": 400, "3": 500}
    report = run_either(kind, service, things(*range(8)), 2, workers=workers, progress=told.append)
    assert told[-1] == Progress(8, 4, 2, 2)
    assert sorted(each.done for each in told) == [2, 4, 6, 8]

    def fails(progress: Progress) -> None:
        raise ValueError("jane@example.org")

    assert (
        run_either(kind, service, things(*range(8)), 2, workers=workers, progress=fails)[7].status
        == "sent"
    )
    assert len(report) == 8
    assert "ValueError" in caplog.text
    assert "jane" not in caplog.text


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_one_line_on_a_terminal_and_few_lines_elsewhere(
    service: Service,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    run(service, things(*range(40)), 2, progress=True)
    shown = capsys.readouterr().err
    assert shown.count("\r") == (20 if terminal else 0)
    assert shown.count("\n") == (1 if terminal else 2)
    assert "40 done: 40 sent, 0 refused, 0 unknown, " in shown
    monkeypatch.setattr(sys, "stderr", None)
    assert len(run(service, things(*range(4)), 2, progress=True).sent) == 4


# The journal


@EITHER
@WORKERS
def test_a_restart_sends_what_was_refused_or_not_tried_and_nothing_else(
    kind: str, workers: int, service: Service, tmp_path: Path
) -> None:
    journal, items = tmp_path / "run.jsonl", things(*range(14))
    service.when |= {"2": 422, "4": 500, "8": 401}
    first = run_either(kind, service, items, 2, workers=1, journal=journal)
    assert statuses(first) == "ssrr??ssrr----"
    service.when.clear()
    service.batches.clear()
    told: list[Progress] = []
    again = run_either(
        kind, service, items, 3, workers=workers, journal=str(journal), progress=told.append
    )
    assert statuses(again) == "SSss!!SSssssss"
    assert service.sent == [2, 3, 8, 9, 10, 11, 12, 13]
    assert told[0] == Progress(6, 4, 0, 2)
    assert told[-1] == Progress(14, 12, 0, 2)
    assert (again[0].value, again[0].error, again[4].error) == (None, None, None)
    service.batches.clear()
    third = run_either(kind, service, [*items, {"name": "14"}], 3, workers=workers, journal=journal)
    assert statuses(third) == "SSSS!!SSSSSSSSs"
    assert service.batches == [["14"]]


def test_a_line_is_on_disk_before_a_request_goes_out(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, synced = tmp_path / "run.jsonl", []
    sync = os.fsync
    monkeypatch.setattr(
        module.os, "fsync", lambda number: (sync(number), synced.append(journal.read_bytes()))[0]
    )
    answer = service.answer

    def look(request: httpx2.Request) -> httpx2.Response:
        last = json.loads(synced[-1].splitlines()[-1])
        assert list(last["begun"]) == [item["name"] for item in json.loads(request.content)]
        return answer(request)

    service.transport = httpx2.MockTransport(look)
    assert statuses(run(service, things(*range(5)), 2, journal=journal)) == "sssss"
    assert journal.read_bytes() == synced[-1]
    assert json.loads(synced[-1].splitlines()[-1]) == {"ended": {"sent": [4]}}


def test_the_journal_holds_no_data(service: Service, tmp_path: Path) -> None:
    journal = tmp_path / "run.jsonl"
    items = [{"name": "4711", "note": "jane@example.org"}, models.Thing(name="4712")]
    run(service, items, 2, journal=journal)
    other = tmp_path / "other.jsonl"
    run(service, items, 2, journal=other)
    for word in ("4711", "4712", "jane", "example", KEY):
        assert word not in journal.read_text()
    digests = [
        json.loads(path.read_text().splitlines()[1])["begun"]["0"] for path in (journal, other)
    ]
    assert digests[0] != digests[1]


def test_other_items_than_the_journals_are_refused_before_anything_is_sent(
    service: Service, tmp_path: Path
) -> None:
    journal, items = tmp_path / "run.jsonl", things(*range(6))
    service.when["4"] = 400
    run(service, items, 2, journal=journal)
    kept = journal.read_bytes()
    service.batches.clear()
    for others, message in (
        (things(0, 1, 2, 3, 9, 5), "the items are not those of the journal: item 4 is another"),
        (things(1, 0, 2, 3, 4, 5), "item 0 is another"),
        (things(0, 1, 2, 3, 4), "request: has fewer items than the journal"),
    ):
        with pytest.raises(InvalidInputError, match=message):
            run(service, iter(others), 2, journal=journal)
    with pytest.raises(InvalidInputError, match="journal: is that of another call"):
        run(service, items, 2, journal=journal, id=43)
    assert service.batches == []
    assert journal.read_bytes() == kept


def test_an_item_is_the_same_whichever_order_or_kind_it_is_written_in(
    service: Service, tmp_path: Path
) -> None:
    journal = tmp_path / "run.jsonl"
    run(
        service,
        [{"name": "1", "note": None, "class": "a"}, models.Thing(name="2")],
        2,
        journal=journal,
    )
    again = run(
        service, [models.Thing(class_="a", note=None, name="1"), {"name": "2"}], 2, journal=journal
    )
    assert statuses(again) == "SS"


@pytest.mark.parametrize("where", ["", "none/run.jsonl"])
def test_a_journal_that_cannot_be_opened_is_an_input_that_is_wrong(
    service: Service, tmp_path: Path, where: str
) -> None:
    with pytest.raises(
        InvalidInputError,
        match=r"^journal: cannot be opened: (Is a directory|No such file or directory)$",
    ):
        run(service, things(0, 1), 2, journal=tmp_path / where)
    assert service.batches == []


def test_what_json_cannot_hold_has_a_digest_too(service: Service, tmp_path: Path) -> None:
    journal, knot = tmp_path / "run.jsonl", {"name": "2"}
    knot["extra"] = {"knot": knot}
    items = [{"name": "0"}, object(), knot, {"name": b"\xff"}, {"name": "\ud800"}]
    for expected in ("srrrr", "Srrrr"):
        assert statuses(run(service, items, 5, journal=journal)) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"my notes\n",
        b'{"name": "x"}\n',
        b"[]\n",
        b"\n",
        b"\xff\xfe\n",
        b'{"journal": "batches/9"}\n',
        b'{"jour',
        b"7\n",
    ],
)
def test_a_file_that_is_no_journal_is_left_alone(
    service: Service, tmp_path: Path, content: bytes
) -> None:
    journal = tmp_path / "notes.txt"
    journal.write_bytes(content)
    with pytest.raises(InvalidInputError, match="journal: is a file that is no journal of batches"):
        run(service, things(1), journal=journal)
    assert journal.read_bytes() == content
    assert service.batches == []


def test_damage_within_a_journal_is_told(service: Service, tmp_path: Path) -> None:
    journal = tmp_path / "run.jsonl"
    run(service, things(1, 2, 3), 2, journal=journal)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], b"\x00\x00\n", *lines[3:]]))
    with pytest.raises(InvalidInputError, match="journal: is damaged in line 3"):
        run(service, things(1, 2, 3), 2, journal=journal)


@pytest.mark.hypothesis
def test_wherever_a_run_is_cut_off_its_restart_sends_nothing_twice(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    whole, journal = (
        tmp_path_factory.mktemp("cut") / "whole.jsonl",
        tmp_path_factory.mktemp("cut") / "run.jsonl",
    )
    items = things(*range(7))
    run(Service(), items, 2, journal=whole)
    content = whole.read_bytes()
    header = content.index(b"\n") + 1

    @examples(60)
    @given(st.integers(header, len(content)))
    def check(cut: int) -> None:
        journal.write_bytes(content[:cut])
        lines = [
            json.loads(line) for line in content[: content[:cut].rfind(b"\n") + 1].splitlines()
        ]
        begun = [int(index) for line in lines for index in line.get("begun", {})]
        ended = [index for line in lines for index in line.get("ended", {}).get("sent", [])]
        service = Service()
        again = run(service, items, 2, journal=journal)
        assert service.sent == [index for index in range(7) if index not in begun]
        assert statuses(again) == "".join(
            "S" if i in ended else "!" if i in begun else "s" for i in range(7)
        )
        assert statuses(run(service, items, 2, journal=journal)) == statuses(again).upper()

    check()


def test_one_run_at_a_time_has_a_journal(tmp_path: Path) -> None:
    journal, service, entered, leave = (
        tmp_path / "run.jsonl",
        Service(),
        threading.Event(),
        threading.Event(),
    )
    answer = service.answer
    service.transport = httpx2.MockTransport(
        lambda request: (entered.set(), leave.wait(5), answer(request))[2]
    )
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(run, service, things(1, 2), 2, journal=journal)
        assert entered.wait(5)
        with pytest.raises(InvalidInputError, match="journal: cannot be locked"):
            run(Service(), things(1, 2), 2, journal=journal)
        leave.set()
        assert statuses(first.result()) == "ss"
    assert statuses(run(service, things(1, 2), 2, journal=journal)) == "SS"


@EITHER
@WORKERS
@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_journal_that_cannot_be_written_stops_the_run(
    kind: str,
    workers: int,
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: int,
) -> None:
    journal, calls, sync = tmp_path / "run.jsonl", iter(range(100)), os.fsync

    def full(number: int) -> None:
        if stat.S_ISREG(os.fstat(number).st_mode) and next(calls) == failing:
            raise OSError(28, "No space left on device")
        sync(number)

    monkeypatch.setattr(module.os, "fsync", full)
    report = run_either(kind, service, things(*range(20)), 2, workers=workers, journal=journal)
    assert isinstance(report.error, OSError)
    assert len(report) == 20
    assert len(report.sent) == 2 * len(service.batches) < 20
    assert (
        workers > 1 or len(service.batches) == failing // 2
    )  # not even the batch whose line could not be written
    monkeypatch.undo()
    sent = service.sent
    run_either(kind, service, things(*range(20)), 2, workers=workers, journal=journal)
    assert len(set(service.sent)) == len(service.sent) >= len(sent)


@pytest.mark.parametrize("workers", [1, 3])
def test_an_interrupt_finishes_what_is_under_way_in_threads_and_starts_nothing_more(
    tmp_path: Path, workers: int
) -> None:
    journal, service = tmp_path / "run.jsonl", Service(0.02)

    def people() -> Iterator[Any]:
        for number in range(40):
            if number == 12:
                raise KeyboardInterrupt
            yield {"name": str(number)}

    with pytest.raises(KeyboardInterrupt):
        run(service, people(), 2, workers=workers, journal=journal)
    before = service.sent
    assert set(before) <= set(range(12))
    assert workers > 1 or len(before) == 12
    again = run(service, things(*range(40)), 2, workers=workers, journal=journal)
    assert [outcome.index for outcome in again if outcome.earlier] == before
    assert statuses(again).upper() == "S" * 40
    assert service.sent == list(range(40))


def test_a_batch_that_an_interrupt_finds_waiting_for_its_thread_is_not_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service, begin = Service(), module._Run.begin

    def late(self: Any, batch: Any) -> Any:
        until = time.monotonic() + 2
        while not self.stopped and time.monotonic() < until:
            time.sleep(0.001)
        return begin(self, batch)

    monkeypatch.setattr(module._Run, "begin", late)

    def people() -> Iterator[Any]:
        yield from things(0, 1, 2, 3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(service, people(), 2, workers=3)
    assert service.batches == []


def test_cancellation_passes_on_and_what_was_under_way_is_unknown(tmp_path: Path) -> None:
    journal, service = tmp_path / "run.jsonl", Service(30)

    async def cancelled() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(
                lambda: run_async(service, things(*range(40)), 2, workers=3, journal=journal)
            )
            while service.busy < 3:
                await anyio.sleep(0.001)
            group.cancel_scope.cancel()

    anyio.run(cancelled)
    assert service.sent == list(range(6))
    service.delay = 0
    again = run_either("async", service, things(*range(40)), 2, workers=3, journal=journal)
    assert statuses(again) == "!" * 6 + "s" * 34


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGINT"])
def test_a_process_that_is_ended_sends_nothing_twice_when_it_is_started_again(
    tmp_path: Path, sign: str
) -> None:
    journal, log = tmp_path / "run.jsonl", tmp_path / "received.txt"
    code = textwrap.dedent(
        """
        import importlib, os, sys, time
        sys.path.insert(0, sys.argv[1])
        import tests.runtime.conftest
        from tests.runtime.test_batches import *
        class Logged(Service):
            def _enter(self, request):
                names = super()._enter(request)
                with open(sys.argv[3], "a") as log:
                    log.write("".join(f"{name}\\n" for name in names))
                return names
        print(statuses(run(Logged(0.01), iter(things(*range(300))), 2, workers=4, journal=sys.argv[2])))
        """
    )
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", code, root, str(journal), str(log)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not log.exists() or len(log.read_text()) < 100:
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(getattr(signal, sign))
    process.wait()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found, received = done.stdout.strip(), log.read_text().split()
    assert len(found) == 300
    assert set(found) <= set("S!s")
    assert found.count("!") <= (8 if sign == "SIGKILL" else 0)
    assert len(received) == len(set(received))
    assert set(range(300)) - {int(name) for name in received} <= {
        index for index, each in enumerate(found) if each == "!"
    }
