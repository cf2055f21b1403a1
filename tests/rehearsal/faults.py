"""What a network and a busy service do to calls: limits, delays and faults, the latter by a draw
that the seed decides.
"""

from __future__ import annotations

import math
import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping

KINDS = {
    "drop": "the connection breaks before the request is acted on",
    "lose": "the connection breaks after it was acted on, without an answer",
    "cut": "the answer is cut off in its middle",
    "503": "the service is not there, and acts on nothing",
    "503-later": "the same, with Retry-After",
    "slow": "the answer is late",
}


def chances(text: str) -> dict[str, float]:
    """The chance of each kind: `0.1` is shared by all of them, `drop:0.05,503:0.1` names some.
    Raises `ValueError`.
    """
    if not text.strip():
        return {}
    if ":" not in text:
        return dict.fromkeys(KINDS, _chance(text) / len(KINDS))
    named = dict(part.strip().split(":", 1) for part in text.split(","))
    if unknown := named.keys() - KINDS.keys():
        raise ValueError(
            f"no fault is called {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}"
        )
    return {kind: _chance(chance) for kind, chance in named.items()}


def _chance(text: str) -> float:
    chance = float(text)
    if not 0 <= chance <= 1:
        raise ValueError("a chance is between 0 and 1")
    return chance


class Faults:
    """Draws a fault, or none, for each call in turn. Before that come those that are planned, one
    for each call: of the operation, `""` standing for any."""

    def __init__(self, chances: Mapping[str, float] | None = None, seed: int = 0) -> None:
        self.chances = dict(chances or {})
        self.planned: dict[str, deque[str]] = {}
        self.happened: dict[str, int] = {}
        self._random = random.Random(f"faults {seed}")

    def plan(self, operation: str, kinds: Iterable[str]) -> None:
        self.planned.setdefault(operation, deque()).extend(kinds)

    def next(self, operation: str) -> str:
        waiting = self.planned.get(operation) or self.planned.get("")
        kind = waiting.popleft() if waiting else self._drawn()
        if kind:
            self.happened[kind] = self.happened.get(kind, 0) + 1
        return kind

    def _drawn(self) -> str:
        at = self._random.random()
        for kind, chance in self.chances.items():
            at -= chance
            if at < 0:
                return kind
        return ""


class Limit:
    """So many calls within so many seconds; none where `calls` is 0."""

    def __init__(self, calls: int, per: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.calls, self.per = calls, per
        self._clock = clock
        self._taken: deque[float] = deque()

    def take(self) -> tuple[bool, dict[str, str]]:
        """Whether a call may go on, and the headers that say how much is left. The units are
        assumed: calls, and seconds.
        """
        if not self.calls:
            return True, {}
        now = self._clock()
        while self._taken and self._taken[0] <= now - self.per:
            self._taken.popleft()
        goes_on = len(self._taken) < self.calls
        if goes_on:
            self._taken.append(now)
        wait = math.ceil(self._taken[0] + self.per - now)
        left = {
            "X-RateLimit-Limit": str(self.calls),
            "X-RateLimit-Remaining": str(self.calls - len(self._taken)),
            "X-RateLimit-Reset": str(wait),
        }
        return goes_on, left if goes_on else {**left, "Retry-After": str(wait)}
