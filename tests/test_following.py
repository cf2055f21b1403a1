"""Lists of events that are followed: window by window, each event once, from where the cursor says."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import inspect
import itertools
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import typing
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

from tests import packages

UTC = dt.UTC
NOON = dt.datetime(2026, 1, 5, 12, tzinfo=UTC)
PACKAGE: Any = packages.Imported("following")
FOLLOW: Any = packages.Imported("following", "._runtime.follow")


def at(seconds: float) -> dt.datetime:
    return NOON + dt.timedelta(seconds=seconds)


class Service(httpx2.MockTransport):
    """Answers with the events of the window that is asked for, its start included and its end not,
    but for `inclusive`.
    """

    def __init__(self) -> None:
        super().__init__(self.answer)
        self.events: list[tuple[Any, float]] = []  # id, and seconds after noon
        self.windows: list[tuple[float, float]] = []
        self.queries: list[dict[str, str]] = []
        self.bodies: list[Any] = []
        self.faults: list[Any] = []  # for the next requests: a status, an exception, an answer
        self.inclusive = False
        self.most = 10**9

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, Exception):
            raise fault
        if isinstance(fault, httpx2.Response):
            return fault
        query = dict(request.url.params)
        self.queries.append(query)
        self.bodies.append(json.loads(request.content) if request.content else None)
        names = next(
            pair
            for pair in (("start", "end"), ("after", "before"), ("from", "to"))
            if pair[0] in query
        )
        scale = {"start": 0, "after": 1, "from": 1000}[names[0]]
        start, end = (self.seconds(query[name], scale) for name in names)
        self.windows.append((start, end))
        found = [
            (key, when)
            for key, when in self.events
            if start <= when < end or (self.inclusive and when == end)
        ]
        return httpx2.Response(200, json=self.shown(found[: self.most], names[0]))

    @staticmethod
    def seconds(text: str, scale: int) -> float:
        moment = (
            dt.datetime.fromisoformat(text)
            if not scale
            else dt.datetime.fromtimestamp(int(text) / scale, UTC)
        )
        return (moment - NOON).total_seconds()

    @staticmethod
    def shown(found: list[tuple[Any, float]], style: str) -> Any:
        if style == "start":
            return [
                {
                    "type": "opened",
                    "id": key and str(UUID(int=key)),
                    "timestamp": at(when).isoformat(),
                }
                for key, when in found
            ]
        if style == "after":
            return {
                "entries": [{"number": key, "at": int(at(when).timestamp())} for key, when in found]
            }
        return [{"id": key, "when": int(at(when).timestamp() * 1000)} for key, when in found]


class Machine:
    """The clock that is asked, and the waits that move it; `then` is called before each, with how
    many there were.
    """

    def __init__(self) -> None:
        self.now, self.waits = at(0), list[float]()
        self.then: Any = lambda count: None

    def clock(self) -> float:
        return self.now.timestamp()

    def sleep(self, seconds: float) -> None:
        self.then(len(self.waits))
        self.waits.append(seconds)
        self.now += dt.timedelta(seconds=seconds)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()

    async def sleep(seconds: float) -> None:
        made.sleep(seconds)

    monkeypatch.setattr(FOLLOW._Course, "clock", staticmethod(made.clock))
    monkeypatch.setattr(FOLLOW._Course, "sleep", lambda course, seconds: made.sleep(seconds))
    monkeypatch.setattr(PACKAGE.AsyncLedger, "_sleep", staticmethod(sleep))
    return made


@pytest.fixture
def service() -> Service:
    return Service()


class Reader:
    """Follows with either client. What it gives is the keys of events, at most `most` of them."""

    def __init__(self, kind: str, service: Service) -> None:
        self.asynchronous, self.service = kind == "async", service

    def __call__(
        self, method: str = "follow", *arguments: Any, most: int = 10**6, **keywords: Any
    ) -> list[Any]:
        settings = {"transport": self.service, "max_retries": 0}
        group = "events" if "entries" in method or method == "follow" else "log"
        if self.asynchronous:
            return asyncio.run(self._collected(settings, group, method, arguments, most, keywords))
        with PACKAGE.Ledger(**settings) as client:
            events = getattr(getattr(client, group), method)(*arguments, **keywords)
            found = [key_of(event) for event in itertools.islice(events, most)]
            events.close()
            return found

    async def _collected(
        self, settings: Any, group: str, method: str, arguments: Any, most: int, keywords: Any
    ) -> list[Any]:
        found = list[Any]()
        async with (
            PACKAGE.AsyncLedger(**settings) as client,
            getattr(getattr(client, group), method)(*arguments, **keywords) as events,
        ):
            while len(found) < most and (event := await anext(events, None)) is not None:
                found.append(key_of(event))
        return found


def key_of(event: Any) -> Any:
    key = getattr(event, "id", None) if not hasattr(event, "number") else event.number
    return key.int if isinstance(key, UUID) else key


@pytest.fixture(params=["sync", "async"])
def read(request: pytest.FixtureRequest, service: Service, machine: Machine) -> Reader:
    return Reader(request.param, service)


def state(path: Path) -> Any:
    return json.loads(path.read_text())


def test_one_round_goes_up_to_now_minus_the_lag_and_ends(
    read: Reader, service: Service, machine: Machine
) -> None:
    service.events = [(1, -90), (2, -60), (3, -31), (4, -30), (5, -5)]
    assert read(since=at(-60)) == [2, 3]
    assert service.windows == [(-60, -30)]
    assert service.queries == [
        {"start": "2026-01-05T11:59:00Z", "end": "2026-01-05T11:59:30Z", "sort": "asc"}
    ]
    assert machine.waits == []


def test_a_round_ends_where_it_was_to_end_though_it_takes_longer_than_that_is_wide(
    read: Reader, service: Service, machine: Machine
) -> None:
    """As when each answer, or what is done with an event, takes seconds: the next is due later."""
    answered = service.handler

    def slow(request: httpx2.Request) -> Any:
        machine.now += dt.timedelta(seconds=7)
        assert len(service.windows) < 9, "without end"
        return answered(request)

    service.handler, service.events = slow, [(1, -90), (2, -27), (3, 20)]
    assert read(since=at(-100)) == [1]
    assert service.windows == [(-100, -30)]
    service.windows.clear()
    assert read(since=at(-100), every=60, until=at(30)) == [1, 2, 3]
    assert service.windows == [(-100, -23), (-23, 30)]
    assert machine.waits == [53]


def test_other_parameters_are_as_in_the_list(read: Reader, service: Service) -> None:
    read(since=dt.timedelta(minutes=1), kind=["a"], options={"query": {"x": "1"}})
    assert service.queries == [
        {
            "start": "2026-01-05T11:59:00Z",
            "end": "2026-01-05T11:59:30Z",
            "sort": "asc",
            "kind": "a",
            "x": "1",
        }
    ]


def test_rounds_come_every_so_often_and_a_window_begins_where_the_last_one_ended(
    read: Reader, service: Service, machine: Machine
) -> None:
    service.events = [(1, -40), (2, -30), (3, 200), (4, 300)]
    assert read(since=at(-60), every=300, until=at(500)) == [1, 2, 3, 4]
    assert service.windows == [(-60, -30), (-30, 270), (270, 500)]
    assert machine.waits == [300, 300]


@pytest.mark.parametrize("inclusive", [False, True])
def test_events_at_the_edge_of_a_window_are_neither_lost_nor_repeated(
    read: Reader, service: Service, machine: Machine, inclusive: bool
) -> None:
    service.inclusive = inclusive
    service.events = [(1, -30), (2, -30), (3, 30)]
    machine.then = lambda count: service.events.append((4, -30)) if count == 0 else None
    assert sorted(read(since=at(-60), every=60, until=at(90))) == [1, 2, 3, 4]
    assert service.windows == [(-60, -30), (-30, 30), (30, 90)]


def test_what_is_twice_in_one_answer_is_given_once_and_what_has_no_id_or_time_always(
    read: Reader, service: Service
) -> None:
    opened = {"type": "opened", "id": str(UUID(int=1)), "timestamp": at(-50).isoformat()}
    other = {"type": "else", "id": str(UUID(int=9))}
    service.faults = [
        httpx2.Response(
            200, json=[opened, opened, {"type": "opened"}, {"type": "opened"}, other, {}]
        )
    ]
    assert read(since=at(-60)) == [1, None, None, str(UUID(int=9)), None]


def test_the_cursor_goes_on_after_a_restart_and_since_is_only_where_it_begins(
    read: Reader, service: Service, machine: Machine, tmp_path: Path
) -> None:
    path = tmp_path / "cursor.json"
    service.events, service.inclusive = [(1, -50), (2, -30)], True
    assert read(since=at(-60), cursor=path) == [1, 2]
    assert state(path)["cursor"] == "follow/1"
    assert state(path)["start"] == at(-30).isoformat()
    machine.now, service.events = at(60), [(1, -50), (2, -30), (3, 10)]
    assert read(since=at(-600), cursor=str(path)) == [3]
    assert read(cursor=path) == []
    assert service.windows == [(-60, -30), (-30, 30)]


def test_a_window_that_was_not_worked_through_comes_again(
    read: Reader, service: Service, tmp_path: Path
) -> None:
    path = tmp_path / "cursor.json"
    service.events = [(1, -50), (2, -40)]
    assert read(since=at(-60), cursor=path, most=2) == [1, 2]
    assert not path.exists()
    assert read(since=at(-60), cursor=path) == [1, 2]
    assert path.exists()


def test_the_cursor_of_another_call_is_refused(
    read: Reader, service: Service, tmp_path: Path
) -> None:
    path = tmp_path / "cursor.json"
    read(since=at(-60), cursor=path, kind=["a"])
    others: list[tuple[str, tuple[str, ...], Any]] = [
        ("follow", (), {"kind": ["b"]}),
        ("follow_entries", ("7",), {}),
    ]
    for method, arguments, other in others:
        with pytest.raises(PACKAGE.InvalidInputError, match="cursor: is that of another call"):
            read(method, *arguments, cursor=path, **other)
    assert len(service.windows) == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "is not that of events that were followed"),
        ("[]", "is not that of events that were followed"),
        ('{"a": 1}', "is not that of events that were followed"),
        (
            '{"cursor": "follow/2"}',
            "is of a version that this package does not know; it knows follow/1",
        ),
        ('{"cursor": "follow/1"}', "is damaged"),
        (
            (
                '{"cursor": "follow/1", "salt": "", "call": "", "start": "2026-01-01T00:00:00", '
                '"given": {}}'
            ),
            "is damaged",
        ),
        (
            (
                '{"cursor": "follow/1", "salt": "", "call": "", "start": "2026-01-01T00:00:00Z", '
                '"given": []}'
            ),
            "is damaged",
        ),
        (
            (
                '{"cursor": "follow/1", "salt": "", "call": "", "start": "2026-01-01T00:00:00Z", '
                '"given": {}}'
            ),
            "is that of another",
        ),
        ("\udcff", "cannot be read: UnicodeDecodeError"),
    ],
)
def test_a_cursor_that_is_damaged_or_foreign_is_one_clear_error(
    read: Reader, service: Service, tmp_path: Path, text: str, what: str
) -> None:
    path = tmp_path / "cursor.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(PACKAGE.InvalidInputError, match=f"^cursor: {what}"):
        read(since=at(-60), cursor=path)
    assert service.queries == []
    assert path.read_bytes() == text.encode(errors="surrogateescape")


def test_a_cursor_that_cannot_be_had_is_one_clear_error(
    read: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (tmp_path, tmp_path / "none" / "cursor", "\0", 7):
        with pytest.raises(
            PACKAGE.InvalidInputError, match=r"^cursor: (cannot be opened|is no file)"
        ):
            read(since=at(-60), cursor=place)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    (tmp_path / "cursor.json").touch()
    with pytest.raises(
        PACKAGE.InvalidInputError, match=r"^cursor: is no file that can be read and written"
    ):
        read(since=at(-60), cursor=tmp_path / "cursor.json")


def test_a_cursor_that_cannot_be_written_stops_before_the_next_window(
    read: Reader, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        PACKAGE.errors.ConfigurationError,
        match=r"^the cursor cannot be written: No space left on device$",
    ):
        read(since=at(-60), every=60, cursor=tmp_path / "cursor.json")
    assert len(service.windows) == 1


def test_two_that_follow_cannot_have_one_cursor(
    service: Service, machine: Machine, tmp_path: Path
) -> None:
    service.events = [(1, -50)]
    with PACKAGE.Ledger(transport=service) as client:
        first, second = (
            client.events.follow(since=at(-60), cursor=tmp_path / "cursor.json") for _ in range(2)
        )
        next(first)
        with pytest.raises(
            PACKAGE.InvalidInputError,
            match=r"^cursor: cannot be locked: another one that follows may have it",
        ):
            next(second)
        first.close()
        assert (
            key_of(next(client.events.follow(since=at(-60), cursor=tmp_path / "cursor.json"))) == 1
        )


def test_leaving_a_loop_lets_go_of_the_cursor(
    service: Service, machine: Machine, tmp_path: Path
) -> None:
    service.events = [(1, -50)]
    gc.disable()
    try:
        with PACKAGE.Ledger(transport=service) as client:
            for _ in range(2):
                for _event in client.events.follow(since=at(-60), cursor=tmp_path / "cursor.json"):
                    break
    finally:
        gc.enable()


def test_a_place_of_ones_own_is_given_a_text_and_gives_it_back(
    read: Reader, service: Service, machine: Machine
) -> None:
    class Row:
        text: str | None = None

        def load(self) -> str | None:
            return self.text

        def save(self, text: str) -> None:
            self.text = text

    row = Row()
    service.events = [(1, -50)]
    assert read(since=at(-60), cursor=row) == [1]
    assert isinstance(row, PACKAGE.Cursor)
    assert json.loads(row.text or "")["given"] == {str(UUID(int=1)): at(-50).timestamp()}
    assert read(cursor=row) == []


class Nothing(httpx2.ConnectError):
    def __init__(self) -> None:
        super().__init__("no")


@pytest.mark.parametrize(
    "fault", [Nothing(), httpx2.ReadTimeout("no"), httpx2.Response(503), httpx2.Response(429)]
)
def test_what_may_pass_is_tried_again_in_the_next_round(
    read: Reader, service: Service, machine: Machine, fault: Any, caplog: pytest.LogCaptureFixture
) -> None:
    service.events, service.faults = [(1, -50)], [fault]
    with caplog.at_level(logging.WARNING):
        assert read(since=at(-60), every=60, until=at(0), kind=["secret"]) == [1]
    assert machine.waits == [60]
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith("GET /events: following goes on in the next round: ")
    assert "secret" not in line


def test_a_token_that_may_be_had_later_is_asked_for_in_the_next_round(
    read: Reader, service: Service, machine: Machine
) -> None:
    error = PACKAGE.errors.SDKError("no token", may_pass=True, unsent=True)
    service.events, service.faults = [(1, -50)], [error]
    assert read(since=at(-60), every=60, until=at(0), options={"max_retries": 0}) == [1]
    assert machine.waits == [60]


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_that_the_server_asks_for_is_kept(
    read: Reader, service: Service, machine: Machine, status: int
) -> None:
    service.faults = [httpx2.Response(status, headers={"Retry-After": "90"})]
    read(since=at(-60), every=60, until=at(0))
    assert machine.waits == [90]


@pytest.mark.parametrize(
    ("every", "fault", "error"),
    [
        (60, httpx2.Response(401), "AuthenticationError"),
        (60, httpx2.Response(200, json={}), "InvalidResponseError"),
        (None, httpx2.Response(503), "ServerError"),
        (0, httpx2.ConnectError("no"), "ConnectionFailedError"),
    ],
)
def test_everything_else_is_raised(
    read: Reader, service: Service, every: Any, fault: Any, error: str
) -> None:
    service.faults = [fault]
    with pytest.raises(getattr(PACKAGE.errors, error)):
        read(since=at(-60), every=every)


def test_retries_and_pace_are_those_of_the_client(service: Service, machine: Machine) -> None:
    pace = PACKAGE.Pace(100, per=60)
    service.events, service.faults = (
        [(1, -50)],
        [httpx2.Response(503, headers={"Retry-After": "0"})],
    )
    with PACKAGE.Ledger(transport=service, pace=pace) as client:
        client._sleep = lambda seconds: None
        assert [key_of(event) for event in client.events.follow(since=at(-60))] == [1]
    assert len(pace._starts) == 2


def test_a_window_that_comes_back_full_is_halved(read: Reader, service: Service) -> None:
    service.events, service.most = [(number, -100 + number) for number in range(10)], 4
    assert read("follow_entries", "7", since=at(-100)) == list(range(10))
    assert {query["count"] for query in service.queries} == {"4"}
    assert service.windows[0] == (-100, 0)
    assert service.windows[-1][1] == 0


def test_a_limit_that_is_given_counts(read: Reader, service: Service) -> None:
    service.events, service.most = [(1, -30), (2, -10)], 2
    assert read("follow_entries", "7", since=at(-40), count=2) == [1, 2]
    assert service.windows == [(-40, 0), (-40, -20), (-20, 0)]
    assert {query["count"] for query in service.queries} == {"2"}


def test_a_full_window_of_a_second_and_a_half_is_not_the_shortest(
    read: Reader, service: Service
) -> None:
    service.events, service.most = [(1, -1.2), (2, -0.2)], 2
    assert read("follow_entries", "7", since=at(-1.5), count=2) == [1, 2]
    assert service.windows == [(-2, 0), (-2, -1), (-1, 0)]


def test_a_shortest_window_that_is_full_is_an_error_and_not_a_loss(
    read: Reader, service: Service
) -> None:
    service.events, service.most = [(number, -10) for number in range(5)], 4
    with pytest.raises(
        PACKAGE.errors.ConfigurationError, match="gives 4 events of the shortest window"
    ):
        read("follow_entries", "7", since=at(-10))


def test_moments_are_integers_where_the_api_counts_and_a_window_is_no_longer_than_the_document_says(
    read: Reader, service: Service
) -> None:
    service.events = [(1, -9000), (2, -7200), (3, -3000.5)]
    since = int(at(-9000).timestamp() * 1000)
    with pytest.deprecated_call(match=r"client\.log\.watch is deprecated"):
        found = read(
            "watch",
            {"words": "x"},
            since=since,
            until=PACKAGE.EpochMilliseconds.of(at(-1000)),
            cursor_query="c",
        )
    assert found == [1, 2, 3]
    assert service.windows == [(-9000, -5400), (-5400, -1800), (-1800, -1000)]
    assert service.bodies == [{"words": "x"}] * 3
    assert {query["cursor"] for query in service.queries} == {"c"}


def test_a_body_that_can_be_read_once_is_sent_with_each_window(
    read: Reader, service: Service
) -> None:
    read("follow_lines", iter(["a", "b"]), since=at(-60), every=60, until=at(30))
    assert service.windows == [(-60, 0), (0, 30)]
    assert service.bodies == [["a", "b"]] * 2


@pytest.mark.parametrize(
    ("keywords", "what"),
    [
        ({}, "since: is required where no cursor says where to go on"),
        ({"since": dt.datetime(2026, 1, 1)}, "since: must have a time zone"),
        ({"since": 7}, "since: must be a datetime or a timedelta before now"),
        ({"since": "2026-01-01T00:00:00Z"}, "since: must be a datetime or a timedelta before now"),
        ({"since": dt.timedelta.max}, "since: lies beyond the years 1 to 9999"),
        ({"since": NOON, "until": dt.timedelta(1)}, "until: must be a datetime"),
        ({"since": NOON, "every": -1}, "every: must be a number of seconds, at least 0"),
        ({"since": NOON, "every": True}, "every: must be a number of seconds, at least 0"),
        ({"since": NOON, "lag": float("nan")}, "lag: must be a number of seconds, at least 0"),
        ({"since": NOON, "kind": 7}, "query.kind: "),
    ],
)
def test_what_is_wrong_with_an_argument_is_said_before_anything_is_sent(
    read: Reader, service: Service, keywords: Any, what: str
) -> None:
    with pytest.raises(PACKAGE.InvalidInputError) as caught:
        read(**keywords)
    assert str(caught.value).startswith(what)
    assert service.queries == []


def test_without_a_cursor_the_want_of_a_beginning_is_said_by_the_call_itself(
    service: Service,
) -> None:
    with (
        PACKAGE.Ledger(transport=service) as client,
        pytest.raises(PACKAGE.InvalidInputError, match="since: is required"),
    ):
        client.events.follow()


def test_a_keyword_that_does_not_exist_is_a_type_error(read: Reader) -> None:
    wrong: list[dict[str, Any]] = [
        {name: 1} for name in ("evry", "start", "request", "client", "body")
    ]
    for keywords in wrong:
        with pytest.raises(
            TypeError, match=f"got an unexpected keyword argument '{min(keywords)}'"
        ):
            read(since=NOON, **keywords)


def test_a_clock_that_is_set_back_does_not_make_a_wait_longer(
    read: Reader, service: Service, machine: Machine
) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        machine.now -= dt.timedelta(hours=not service.windows)
        return service.answer(request)

    service.handler = answer
    read(since=at(-60), every=60, until=at(0))
    assert max(machine.waits) == 60


def test_the_lag_can_be_another(read: Reader, service: Service) -> None:
    read(since=at(-600), lag=90.5)
    assert service.windows == [(-600, -91)]


def test_a_wait_ends_when_another_thread_closes(service: Service) -> None:
    with PACKAGE.Ledger(transport=service) as client:
        events = client.events.follow(since=dt.timedelta(hours=1), every=3600)
        found = list[Any]()
        thread = threading.Thread(target=lambda: found.extend(events), daemon=True)
        thread.start()
        while not service.windows:
            pass
        events.close()
        thread.join(5)
        assert not thread.is_alive()


@pytest.mark.skipif(os.name != "posix", reason="there is no such timer")
def test_a_wait_ends_by_an_interrupt_and_lets_go_of_the_cursor(
    service: Service, tmp_path: Path
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with PACKAGE.Ledger(transport=service) as client:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(KeyboardInterrupt):
                list(
                    client.events.follow(
                        since=dt.timedelta(hours=1), every=3600, cursor=tmp_path / "cursor.json"
                    )
                )
            assert list(client.events.follow(cursor=tmp_path / "cursor.json")) == []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_wait_can_be_cancelled_and_lets_go_of_the_cursor(
    service: Service, tmp_path: Path
) -> None:
    path = tmp_path / "cursor.json"

    async def follow() -> None:
        async with PACKAGE.AsyncLedger(transport=service) as client:
            async for _ in client.events.follow(
                since=dt.timedelta(hours=1), every=3600, cursor=path
            ):
                pass

    async def run() -> None:
        task = asyncio.create_task(follow())
        while not path.exists():
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    with PACKAGE.Ledger(transport=service) as client:
        assert list(client.events.follow(cursor=path)) == []


def test_it_is_an_iterator_of_what_is_listed() -> None:
    resources = PACKAGE.resources
    for cls, kind in ((resources.Events, Iterator), (resources.AsyncEvents, AsyncIterator)):
        hints = typing.get_type_hints(cls.follow)
        assert issubclass(typing.get_origin(hints["return"]), kind)
        assert typing.get_args(hints["return"]) == typing.get_args(
            typing.get_type_hints(cls.list_all)["return"]
        )
        assert not inspect.iscoroutinefunction(cls.follow)


def test_the_index_of_the_surface_says_how_it_is_followed() -> None:
    index = json.loads((Path(PACKAGE.__file__).parent / "operations.json").read_text())
    entries = {entry["operation_id"]: entry.get("follow") for entry in index["operations"]}
    assert entries["listAllEvents"] == {
        "function": "follow",
        "renamed": {},
        "from": "start",
        "to": "end",
        "order": {"sort": "asc"},
        "id": "id",
        "time": "timestamp",
        "items": None,
        "lag": 30,
        "window": None,
        "limit": None,
    }
    assert entries["listEntries"]["limit"] == "count"
    assert entries["searchLog"]["renamed"] == {"cursor": "cursor_query", "every": "every_body"}


_KILLED = """
import datetime as dt, json, sys, time
import httpx2
from {package} import Ledger

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp() * 1000
HOUR = 3_600_000
printed = 0

def answer(request):
    start, end = (int(request.url.params[name]) for name in ("from", "to"))
    found = [n for n in range(400) if start <= START + n * HOUR // 10 < end]
    return httpx2.Response(200, json=[{{"id": n, "when": int(START) + n * HOUR // 10}} for n in found])

with Ledger(transport=httpx2.MockTransport(answer)) as client:
    for line in client.log.watch({{}}, since=int(START), until=int(START) + 40 * HOUR, cursor={cursor!r}):
        print(line.id, flush=True)
        printed += 1
        if printed == {lines}:
            time.sleep(60)  # until it is killed, however busy the machine is
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_process_that_is_killed_at_any_time_loses_no_event_and_repeats_at_most_a_window(
    tmp_path: Path,
) -> None:
    cursor = str(tmp_path / "cursor.json")
    folder = Path(PACKAGE.__file__).parents[1]
    runs = list[list[int]]()
    for lines in (1, 95, 140, None):
        script = _KILLED.format(package=PACKAGE.__name__, cursor=cursor, lines=lines)
        command = [sys.executable, "-W", "ignore", "-c", script]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            found = [int(line) for line in itertools.islice(process.stdout, lines)]
            if lines is not None:
                process.send_signal(signal.SIGKILL)
            found += [int(line) for line in process.stdout if line.endswith("\n")]
            assert (process.wait() == -signal.SIGKILL) == (lines is not None)
        runs.append(found)
    assert all(len(set(run)) == len(run) for run in runs)
    assert sorted({number for run in runs for number in run}) == list(range(400))
    for before, after in itertools.pairwise(runs):
        assert before[-1] - 10 < after[0] <= before[-1] + 1
