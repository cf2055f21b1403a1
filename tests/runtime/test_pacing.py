"""Pace: how many attempts start in how many seconds, whoever makes them."""

from __future__ import annotations

import heapq
import itertools
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx2
import pytest
from golden import _ABOUT, AsyncGolden, Golden
from golden._runtime.client import Client
from golden._runtime.errors import (
    DeadlineExceededError,
    InvalidInputError,
    RateLimitError,
    ServerError,
)
from golden._runtime.pacing import Pace, Turn
from hypothesis import given
from hypothesis import strategies as st

from .conftest import KEY


class Clock:
    """Time that passes only when everybody who is `running` sleeps: then it is that of the first
    who wakes up.
    """

    def __init__(self, running: int = 1, oversleep: Callable[[], float] = float) -> None:
        self.now, self.running, self._oversleep = 0.0, running, oversleep
        self._sleepers: list[tuple[float, int, Callable[[], object]]] = []
        self._lock, self._numbers = threading.Lock(), itertools.count()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        awake = threading.Event()
        self._pause(seconds, awake.set)
        assert awake.wait(10)

    async def async_sleep(self, seconds: float) -> None:
        awake = anyio.Event()
        self._pause(seconds, awake.set)
        await awake.wait()

    def leave(self) -> None:
        with self._lock:
            self._end()

    def _pause(self, seconds: float, wake: Callable[[], object]) -> None:
        with self._lock:
            heapq.heappush(
                self._sleepers, (self.now + seconds + self._oversleep(), next(self._numbers), wake)
            )
            self._end()

    def _end(self) -> None:
        self.running -= 1
        if not self.running and self._sleepers:
            self.now = self._sleepers[0][0]
            while self._sleepers and self._sleepers[0][0] == self.now:
                self.running += 1
                heapq.heappop(self._sleepers)[2]()


class Starts(list[float]):
    """When requests came in, by a clock; each takes as long to answer as it is told."""

    def __init__(self, clock: Clock, taking: Callable[[], float] = float) -> None:
        self._clock, self._taking, self._lock = clock, taking, threading.Lock()
        self.answers: list[httpx2.Response] = []

    def _take(self) -> float:
        with self._lock:
            self.append(self._clock())
            return self._taking()

    def _answer(self) -> httpx2.Response:
        return self.answers.pop(0) if self.answers else httpx2.Response(200, json={"id": 1})

    def answer(self, _: httpx2.Request) -> httpx2.Response:
        if seconds := self._take():
            self._clock.sleep(seconds)
        return self._answer()

    async def async_answer(self, _: httpx2.Request) -> httpx2.Response:
        if seconds := self._take():
            await self._clock.async_sleep(seconds)
        return self._answer()

    def client(self, pace: Pace | None, kind: type[Any] = Golden, **options: Any) -> Any:
        answer = self.answer if kind is Golden else self.async_answer
        made = kind(api_key=KEY, transport=httpx2.MockTransport(answer), **options).with_options(
            pace=pace
        )
        made._settings = made._settings._replace(clock=self._clock, random=lambda: 1.0)
        made._sleep = self._clock.sleep if kind is Golden else self._clock.async_sleep
        return made


def assert_kept(pace: Pace, starts: list[float]) -> None:
    """No window of `per` seconds has more than `calls` starts: each is `per` after the one that is
    `calls` before it.
    """
    ordered = sorted(starts)
    assert all(
        first + pace.per <= last
        for first, last in zip(ordered, ordered[pace.calls :], strict=False)
    )


def in_threads(number: int, work: Callable[[int], object], clock: Clock | None = None) -> None:
    def run(index: int) -> None:
        try:
            work(index)
        finally:
            if clock is not None:
                clock.leave()

    with ThreadPoolExecutor(number) as pool:
        list(pool.map(run, range(number)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def starts(clock: Clock) -> Starts:
    return Starts(clock)


@pytest.mark.parametrize(("calls", "per"), [(1, 0.1), (3, 1.0), (8, 2), (10, 60)])
@pytest.mark.parametrize("late", [0.0, 0.7])
def test_threads_keep_the_pace_together_however_badly_they_sleep(
    calls: int, per: float, late: float
) -> None:
    drawn = random.Random(4711)
    clock = Clock(8, lambda: drawn.random() * late * per)
    starts, pace = Starts(clock, lambda: drawn.random() * per), Pace(calls, per=per)
    clients = [starts.client(pace, deadline=None) for _ in range(2)]
    in_threads(8, lambda index: [clients[index % 2].things.read("x") for _ in range(10)], clock)
    assert len(starts) == 80
    assert_kept(pace, starts)


@pytest.mark.anyio
@pytest.mark.parametrize(("calls", "per"), [(1, 0.1), (3, 1.0), (8, 2), (50, 60)])
@pytest.mark.parametrize("late", [0.0, 0.7])
async def test_tasks_keep_the_pace_together_however_badly_they_sleep(
    calls: int, per: float, late: float
) -> None:
    async def work(client: Any) -> None:
        for _ in range(5):
            await client.things.read("x")
        clock.leave()

    drawn = random.Random(4711)
    clock = Clock(20, lambda: drawn.random() * late * per)
    starts, pace = Starts(clock, lambda: drawn.random() * per), Pace(calls, per=per)
    async with anyio.create_task_group() as tasks:
        for _ in range(20):
            tasks.start_soon(work, starts.client(pace, AsyncGolden, deadline=None))
    assert len(starts) == 100
    assert_kept(pace, starts)


def test_threads_keep_the_pace_in_real_time() -> None:
    class Watch:
        def __call__(self) -> float:
            self.last = time.monotonic()
            return self.last

    def work(_: int) -> None:
        watch = Watch()
        for _ in range(25):
            with pace.turn() as turn:
                while seconds := turn.wait(watch):
                    time.sleep(seconds)
                starts.append(watch.last)

    starts: list[float] = []
    pace = Pace(20, per=0.02)
    in_threads(8, work)
    assert len(starts) == 200
    assert_kept(pace, starts)


def test_nobody_waits_longer_than_the_pace_asks_for(clock: Clock) -> None:
    clock.running = 12
    starts, pace = Starts(clock), Pace(3, per=2.0)
    client = starts.client(pace)
    in_threads(12, lambda _: client.things.read("x"), clock)
    assert starts == [0.0] * 3 + [2.0] * 3 + [4.0] * 3 + [6.0] * 3


def test_who_comes_first_starts_first() -> None:
    pace = Pace(2, per=1.0)
    turns = [pace.turn() for _ in range(7)]
    assert [turn.wait(lambda: 0.0) for turn in turns] == [0, 0, 1, 1, 2, 2, 3]
    # All wake up late, the last first: none starts in place of one that came before it.
    assert [turn.wait(lambda: 9.0) for turn in reversed(turns[2:])] == [2, 1, 1, 0, 0]


@given(
    st.integers(1, 4),
    st.sampled_from([0.1, 1.0, 7.0]),
    st.lists(
        st.tuples(
            st.floats(0, 5),
            st.sampled_from([0.0, 0.0, 0.3, 20.0]),
            st.sampled_from([None, None, 0.0, 3.0]),
        )
    ),
    st.lists(st.tuples(st.floats(0, 20), st.floats(0, 10)), max_size=3),
)
def test_no_order_of_coming_oversleeping_leaving_and_holding_breaks_it(
    calls: int,
    per: float,
    comers: list[tuple[float, float, float | None]],
    holds: list[tuple[float, float]],
) -> None:
    """Each comer has a time to come, one to oversleep, and one after which it gives up its wait."""
    pace, starts, held = Pace(calls, per=per), [], []
    events: list[tuple[float, int, Turn | None, float]] = []
    for number, (when, late, patience) in enumerate(comers):
        turn = pace.turn()
        heapq.heappush(events, (when, number, turn, late))
        if patience is not None:
            heapq.heappush(events, (when + patience, -1 - number, turn, -1.0))
    for number, (when, length) in enumerate(holds):
        heapq.heappush(events, (when, -1000 - number, None, length))
    gone: set[Turn] = set()
    while events:
        now, number, turn, late = heapq.heappop(events)
        if turn is None:
            pace.hold(now + late)
            held.append((now, now + late))
        elif turn in gone:
            continue
        elif late < 0:
            turn.__exit__()
            gone.add(turn)
        elif seconds := turn.wait(lambda: now):  # noqa: B023  # called at once
            heapq.heappush(events, (now + seconds + late, number, turn, late))
        else:
            gone.add(turn)
            starts.append(now)
    assert_kept(pace, starts)
    assert not any(begin < start < end for start in starts for begin, end in held)
    assert pace._waiting == []
    assert len(pace._starts) <= calls


def test_a_wait_beyond_the_deadline_is_refused_at_once_and_takes_no_turn(
    clock: Clock, starts: Starts
) -> None:
    client = starts.client(Pace(1, per=10.0), deadline=5.0)
    client.things.read("x")
    for _ in range(3):
        with pytest.raises(
            DeadlineExceededError, match=r"^GET /things/\{name\} may start in 10 s at this pace"
        ) as raised:
            client.things.read("x")
        assert raised.value.request.operation == "readThing"
        assert raised.value.__context__ is None
    assert (clock.now, starts) == (0.0, [0.0])
    clock.sleep(6.0)
    client.things.read("x")
    assert starts == [0.0, 10.0]


@pytest.mark.anyio
async def test_a_task_that_is_cancelled_while_it_waits_gives_up_its_turn(
    clock: Clock, starts: Starts
) -> None:
    pace = Pace(1, per=10.0)
    client = starts.client(pace, AsyncGolden)
    await client.things.read("x")
    clock.running = 2
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(client.things.read, "x")
        await anyio.wait_all_tasks_blocked()
        tasks.cancel_scope.cancel()
    clock.running = 1
    assert pace._waiting == []
    await client.things.read("x")
    assert starts == [0.0, 10.0]


def test_an_interrupted_wait_gives_up_its_turn(clock: Clock, starts: Starts) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    pace = Pace(1, per=10.0)
    client = starts.client(pace)
    client.things.read("x")
    client._sleep = interrupt
    with pytest.raises(KeyboardInterrupt):
        client.things.read("x")
    assert pace._waiting == []


def test_repeats_and_redirects_take_turns_too(starts: Starts) -> None:
    client = starts.client(Pace(1, per=2.0))
    starts.answers = [
        httpx2.Response(500),
        httpx2.Response(302, headers={"location": "/x"}),
        httpx2.Response(429),
    ]
    assert client.things.read("x").id == 1
    assert starts == [0.0, 2.0, 4.0, 6.0]


def test_a_repeat_that_the_pace_puts_beyond_the_deadline_is_not_sent(
    clock: Clock, starts: Starts
) -> None:
    client = starts.client(Pace(1, per=10.0), deadline=5.0)
    starts.answers = [httpx2.Response(500)]
    with pytest.raises(DeadlineExceededError):
        client.things.read("x")
    assert (clock.now, starts) == (0.5, [0.0])


def test_a_stream_takes_its_turn_when_it_is_asked_for(clock: Clock, starts: Starts) -> None:
    client = starts.client(Pace(1, per=2.0))
    with client.things.with_streaming_response.file() as response:
        clock.sleep(3.0)
        response.read()
        client.things.with_raw_response.read("x")
    assert starts == [0.0, 3.0]


@pytest.mark.anyio
async def test_blocking_and_asynchronous_clients_can_share_a_pace(
    clock: Clock, starts: Starts
) -> None:
    pace = Pace(2, per=2.0)
    client, other = starts.client(pace), starts.client(pace, AsyncGolden)
    for _ in range(2):
        client.things.read("x")
        await other.things.read("x")
    assert starts == [0.0, 0.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("said", "meant"), [("5", 5.0), ("30", 30.0), ("86400", 60.0), ("0", 0.0), ("soon", 0.0)]
)
def test_after_a_429_all_who_share_the_pace_hold_off_as_asked_for_a_minute_at_most(
    starts: Starts, said: str, meant: float
) -> None:
    pace = Pace(2, per=1.0)
    client, other = starts.client(pace, max_retries=0), starts.client(pace, deadline=None)
    starts.answers = [httpx2.Response(429, headers={"retry-after": said})]
    with pytest.raises(RateLimitError):
        client.things.read("x")
    for _ in range(3):
        other.things.read("x")
    assert starts == [0.0, meant, meant or 1.0, meant + 1.0]


def test_only_a_429_makes_others_hold_off(starts: Starts) -> None:
    client = starts.client(Pace(9), max_retries=0)
    starts.answers = [httpx2.Response(503, headers={"retry-after": "5"})]
    with pytest.raises(ServerError):
        client.things.read("x")
    client.things.read("x")
    assert starts == [0.0, 0.0]


def test_a_view_may_have_a_pace_of_its_own_or_none(starts: Starts) -> None:
    client = starts.client(Pace(1, per=9.0))
    client.things.read("x")
    client.with_options(pace=None).things.read("x")
    client.with_options(pace=Pace(1, per=5.0)).things.read("x")
    assert starts == [0.0, 0.0, 0.0]
    client.with_options(max_retries=0).things.read("x")
    assert starts[3:] == [9.0]


def test_a_client_is_made_with_a_pace(server: Any, clock: Clock) -> None:
    class Made(Client):
        _about = _ABOUT

    pace = Pace(1, per=2.0)
    assert Made({"apiKey": KEY}, transport=server.transport, pace=pace)._settings.pace is pace
    for make in (
        lambda: Made({"apiKey": KEY}, pace=10),
        lambda: Golden(api_key=KEY).with_options(pace=10),
    ):
        with pytest.raises(TypeError, match="pace must be a Pace, not int"):
            make()
    with pytest.raises(TypeError, match="unknown options: pace"):
        Golden(api_key=KEY, transport=server.transport).things.read("x", options={"pace": pace})


@pytest.mark.parametrize("calls", [0, -1, 1.5, "10", None, True])
@pytest.mark.parametrize("per", [0, -1.0, float("inf"), float("nan"), "1", None, True])
def test_a_pace_that_makes_no_sense_is_one_clear_error(calls: Any, per: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^calls: must be a whole number, at least 1$"):
        Pace(calls)
    with pytest.raises(ValueError, match=r"^per: must be a number of seconds above 0$"):
        Pace(1, per=per)
    with pytest.raises(InvalidInputError, match=r"^calls: .*; per: "):
        Pace(calls, per=per)


def test_a_pace_tells_what_it_is() -> None:
    assert repr(Pace(10)) == "Pace(10, per=1.0)"
