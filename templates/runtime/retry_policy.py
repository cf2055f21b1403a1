"""When a request is sent again, where the document has a policy of its own: on which statuses,
after how long, and for how long.

The statuses are those of the policy and no others. What it says of one operation is said of its
repeats: a listed status means that it may be sent again. What it says of all operations is no word
on what each of them does: one that may act twice is then repeated where the server has refused it
(a 4xx but 408, a 503 with `Retry-After`), and on the others only if the caller says that it is
safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import httpx2

from .retry import retry_after

_MOST = 2
_WITHOUT_END = 10**9


class RetryPolicy(NamedTuple):
    """A policy; intervals are seconds. `is_own`: of the operation itself, not of all.

    statuses: codes and ranges (`5XX`); `None` for what holds without a policy. first, longest,
    exponent: the pause before the first repeat, the longest one, and what each is longer by.
    elapsed: seconds from the start of the call in which a repeat may begin. most: how many repeats
    there are; where it is `None`, 2, or as many as `elapsed` has room for. connection_errors:
    whether it is repeated where no answer arrived; `None` for what holds without a policy.
    harmless: a repeat of the operation does no harm; `None` where the method decides."""

    statuses: tuple[str, ...] | None = None
    first: float = 0.5
    longest: float = 8.0
    exponent: float = 2.0
    elapsed: float | None = None
    most: int | None = None
    connection_errors: bool | None = None
    is_own: bool = False
    harmless: bool | None = None

    @property
    def repeats(self) -> int:
        """How many repeats there are at most."""
        if self.most is not None:
            return self.most
        return _MOST if self.elapsed is None else _WITHOUT_END

    def may_repeat(
        self, response: httpx2.Response | None, harmless: bool, asked: str | None
    ) -> bool | None:
        """Whether an attempt that ended so may be repeated; `None` where the policy does not say.

        `harmless` is what the caller said (`asked`), else what the operation is."""
        if response is None:
            return False if self.connection_errors is False else None
        if self.statuses is None:
            return None
        status = response.status_code
        if str(status) not in self.statuses and f"{status // 100}XX" not in self.statuses:
            return False
        if harmless or (self.is_own and asked is None):
            return True
        is_refused = 400 <= status < 500 and status != 408
        return is_refused or (status == 503 and retry_after(response.headers) is not None)

    def pause(
        self,
        repeats: int,
        most: int | None,
        since: float,
        asked: float,
        random: Callable[[], float],
    ) -> float | None:
        """Seconds before the next repeat, after `repeats` of them and `since` the call began:
        between a half and the whole of its interval, but no less than the server `asked`. `None`
        where there is no other. `most` is the caller's, and leaves nothing to `elapsed`.
        """
        if repeats >= (self.repeats if most is None else most):
            return None
        try:
            interval = min(self.longest, self.first * self.exponent**repeats)
        except OverflowError:
            interval = self.longest
        pause = max(interval * (0.5 + random() / 2), asked)
        is_late = self.elapsed is not None and since + pause > self.elapsed
        return None if most is None and is_late else pause
