"""Rate limits: what the server says of its own, and `Pace`, one that a caller sets so as not to run into it.

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
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self

from .errors import InvalidInputError, Problem

_PREFIXES = ("x-ratelimit-", "ratelimit-")


class RateLimit(NamedTuple):
    """What a response says of the server's rate limit: whole numbers as `int`, other text as it came, `None` what is absent.

    No standard says what is counted, or whether `reset` is a time or how long until then: ask the API's own documentation.
    """

    limit: int | str | None
    remaining: int | str | None
    reset: int | str | None


def rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """`X-RateLimit-Limit`, `-Remaining` and `-Reset`, else the same without `X-`; `None` where there is none of them.

    Without `X-` they are those of draft-ietf-httpapi-ratelimit-headers-00 to -06; later drafts have one `RateLimit` instead.
    """
    for prefix in _PREFIXES:
        found = [_number(headers.get(prefix + name)) for name in RateLimit._fields]
        if found != [None, None, None]:
            return RateLimit(*found)
    return None


def _number(value: str | None) -> int | str | None:
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 20):
        return value
    return int(value)


class Pace:
    """At most `calls` attempts start within any `per` seconds, over every client, thread and task that has the same `Pace`.

    Each attempt counts: repeats and followed redirects too, a stream when it is asked for. They get their turns in the order in
    which they came. One that would have to wait beyond its call's deadline raises `DeadlineExceededError` at once, and takes no
    turn. After a 429 with `Retry-After` nothing starts until then, for a minute at most. The network may bring attempts closer
    together than they started, so leave some room below the server's own limit.

    A process has a count of its own, after a fork as well: it takes its share of the server's limit for `calls`. Pickled, or
    copied, a `Pace` is one of the same limit that has not started anything.

    Raises `InvalidInputError` unless `calls` is a whole number above 0 and `per` a finite number above 0.
    """

    def __init__(self, calls: int, per: float = 1.0) -> None:
        found: list[Problem] = []
        if not isinstance(calls, int) or isinstance(calls, bool) or calls < 1:
            found.append(Problem("calls", "must be a whole number, at least 1"))
        if not isinstance(per, (int, float)) or isinstance(per, bool) or not 0 < per < math.inf:
            found.append(Problem("per", "must be a number of seconds above 0"))
        if found:
            raise InvalidInputError(problems=found)
        self.calls, self.per = calls, per
        self._starts: deque[float] = deque()  # the latest starts, at most `calls`, in order
        self._tickets = itertools.count()
        self._held = -math.inf
        self._awake()
        _PACES.add(self)

    def _awake(self) -> None:
        """Nobody has the lock and nobody waits: so it is at first, and in a forked process, which has one thread."""
        self._lock = threading.Lock()
        self._waiting: list[int] = []  # the tickets of those who wait, in order

    def __repr__(self) -> str:
        return f"Pace({self.calls}, per={self.per})"

    def __reduce__(self) -> tuple[type[Self], tuple[int, float]]:
        return type(self), (self.calls, self.per)  # what has started is told by a clock that is this machine's own

    def turn(self) -> Turn:
        """A turn for one attempt, to be entered with `with`."""
        return Turn(self)

    def hold(self, until: float) -> None:
        """Let nothing start before a time of the clients' clock."""
        with self._lock:
            self._held = max(self._held, until)


_PACES: weakref.WeakSet[Pace] = weakref.WeakSet()


def _awake_all() -> None:
    for pace in _PACES:
        pace._awake()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_awake_all)


class Turn:
    """The turn of one attempt, from `with pace.turn()`: it has come when `wait` gives 0; leaving before that gives it up."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._ticket: int | None = None  # while it waits

    def __enter__(self) -> Self:
        return self

    def wait(self, clock: Callable[[], float]) -> float:
        """Seconds to sleep before asking again; 0 once, when the attempt starts.

        What is kept is when attempts did start, not when they should have: otherwise one that slept too long would come too
        close to the next. So the answer holds if all those ahead are in time, and who wakes up has to ask again.
        """
        pace = self._pace
        with pace._lock:
            if self._ticket is None:
                self._ticket = next(pace._tickets)
                pace._waiting.append(self._ticket)
            now = clock()  # within the lock, so that starts are in order
            at = max(now, pace._held)
            while pace._starts and pace._starts[0] + pace.per <= at:
                pace._starts.popleft()
            ahead = bisect_left(pace._waiting, self._ticket)
            rounds, place = divmod(ahead, pace.calls)
            free = pace.calls - len(pace._starts)
            if place >= free:
                at = pace._starts[place - free] + pace.per
            at += rounds * pace.per
            if at > now:
                return at - now
            self._ticket = None
            del pace._waiting[ahead]
            pace._starts.append(now)
            return 0.0

    def __exit__(self, *_: Any) -> None:
        with self._pace._lock:
            if self._ticket is not None and self._ticket in self._pace._waiting:  # it is not if this process was forked since
                self._pace._waiting.remove(self._ticket)
            self._ticket = None
