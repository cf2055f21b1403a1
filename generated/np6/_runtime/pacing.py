"""`Pace`: a rate limit that a caller sets so as not to run into the server's own.

Nothing here waits or asks for the time by itself: a client sleeps for as long as its `Turn` says.
"""

from __future__ import annotations

import itertools
import math
import os
import threading
import weakref
from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from typing import Any, Self

from .errors import InvalidInputError, Problem


def _is_number(value: object, *kinds: type) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)


class Pace:
    """At most `calls` attempts start within any `per` seconds, over every client, thread and task
    that has the same `Pace`.

    Each attempt counts: repeats and followed redirects too, a stream when it is asked for. They get
    their turns in the order in which they came. One that would have to wait beyond its call's
    deadline raises `DeadlineExceededError` at once, and takes no turn. After a 429 with
    `Retry-After` nothing starts until then, for a minute at most. The network may bring attempts
    closer together than they started, so leave some room below the server's own limit.

    A process has a count of its own, after a fork as well: it takes its share of the server's limit
    for `calls`. Pickled, or copied, a `Pace` is one of the same limit that has not started
    anything.

    Raises `InvalidInputError` unless `calls` is a whole number above 0 and `per` a finite number
    above 0."""

    def __init__(self, calls: int, per: float = 1.0) -> None:
        found: list[tuple[str, str]] = []
        if not _is_number(calls, int) or calls < 1:
            found.append(("calls", "must be a whole number, at least 1"))
        if not _is_number(per, int, float) or not 0 < per < math.inf:
            found.append(("per", "must be a number of seconds above 0"))
        if found:
            raise InvalidInputError(problems=[Problem(*each) for each in found])
        self.calls, self.per = calls, per
        self._starts: deque[float] = deque()  # the latest starts, at most `calls`, in order
        self._tickets = itertools.count()
        self._held = -math.inf
        self._awake()
        _PACES.add(self)

    def _awake(self) -> None:
        """Nobody has the lock and nobody waits: at first, and in a process that was forked."""
        self._lock = threading.Lock()
        self._waiting: list[int] = []  # the tickets of those who wait, in order

    def __repr__(self) -> str:
        return f"Pace({self.calls}, per={self.per})"

    def __reduce__(self) -> tuple[type[Self], tuple[int, float]]:
        # what has started is told by a clock that is this machine's own
        return type(self), (self.calls, self.per)

    def turn(self) -> Turn:
        """A turn for one attempt, to be entered with `with`."""
        return Turn(self._ask, self._give_up)

    def hold(self, until: float) -> None:
        """Let nothing start before a time of the clients' clock."""
        with self._lock:
            self._held = max(self._held, until)

    def _ask(self, turn: Turn, clock: Callable[[], float]) -> float:
        """For how many seconds a turn has to wait: then it has a ticket, and when it starts it has
        none.

        What is kept is when attempts did start, not when they should have: otherwise one that slept
        too long would come too close to the next. So the answer holds if all those ahead are in
        time, and who wakes up has to ask again."""
        with self._lock:
            if turn.ticket is None:
                turn.ticket = next(self._tickets)
                self._waiting.append(turn.ticket)
            now = clock()  # within the lock, so that starts are in order
            at = max(now, self._held)
            while self._starts and self._starts[0] + self.per <= at:
                self._starts.popleft()
            ahead = bisect_left(self._waiting, turn.ticket)
            rounds, place = divmod(ahead, self.calls)
            free = self.calls - len(self._starts)
            if place >= free:
                at = self._starts[place - free] + self.per
            at += rounds * self.per
            if at > now:
                return at - now
            del self._waiting[ahead]
            turn.ticket = None
            self._starts.append(now)
            return 0.0

    def _give_up(self, turn: Turn) -> None:
        with self._lock:
            # it is not if this process was forked since, or an interrupt came in between
            if turn.ticket in self._waiting:
                self._waiting.remove(turn.ticket)
            turn.ticket = None

    @staticmethod
    def _awake_all() -> None:
        for pace in _PACES:
            pace._awake()

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_awake_all)


_PACES: weakref.WeakSet[Pace] = weakref.WeakSet()


class Turn:
    """The turn of one attempt, from `with pace.turn()`: it has come when `wait` gives 0; leaving
    before that gives it up.
    """

    def __init__(
        self, ask: Callable[[Turn, Callable[[], float]], float], give_up: Callable[[Turn], None]
    ) -> None:
        self._ask, self._give_up = ask, give_up
        self.ticket: int | None = None  # while it waits

    def __enter__(self) -> Self:
        return self

    def wait(self, clock: Callable[[], float]) -> float:
        """Seconds to sleep before asking again; 0 once, when the attempt starts."""
        return self._ask(self, clock)

    def __exit__(self, *_: Any) -> None:
        if self.ticket is not None:
            self._give_up(self)
