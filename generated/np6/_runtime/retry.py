"""When a failed attempt is repeated, and after how long; and what a call's deadline leaves for each
wait.

A repeat is always safe where the server has not acted: no connection was made, or it refused. A 429
is a refusal even without `Retry-After`: "too many requests" (RFC 6585, section 4) is what a limiter
says in place of doing the work. A 503 says less, for a gateway also sends it when it lost the
server halfway, and counts as a refusal only where it names a pause in `Retry-After` (RFC 9110,
section 10.2.3). All else is repeated only where the operation says that a repeat does no harm."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx2

_FIRST, _LONGEST = 0.5, 8.0
_AGES = 2.0**31
_PASSING = frozenset({408, 500, 502, 503, 504})


class Budget(float):
    """Seconds of one wait, and the time (`time.monotonic`) by which the call must be over."""

    __slots__ = ("deadline",)
    deadline: float

    @classmethod
    def until(cls, deadline: float, seconds: float | None, now: float) -> Budget:
        left = max(deadline - now, 0.0)
        budget = cls(left if seconds is None or seconds > left else seconds)
        budget.deadline = deadline
        return budget


def is_safe_to_repeat(status: int, headers: httpx2.Headers, harmless: bool) -> bool:
    """Whether it may be sent again; `harmless`: a repeat of the operation does no harm."""
    return (
        status == 429
        or (harmless and status in _PASSING)
        or (status == 503 and retry_after(headers) is not None)
    )


def backoff(repeat: int, random: Callable[[], float]) -> float:
    """Seconds before repeat 1, 2, …: exponential with full jitter, whatever less a server asks."""
    return random() * min(_LONGEST, _FIRST * 2.0 ** (repeat - 1))


def retry_after(headers: httpx2.Headers) -> float | None:
    """The pause that `Retry-After` asks for, in seconds, given as a number or as a date; `None` for
    what is neither.

    A date without a zone is in UTC, and one that has passed is no pause (RFC 9110, sections 5.6.7
    and 10.2.3). A number beyond 2³¹ is 2³¹ (RFC 9111, section 1.2.2)."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.replace(".", "", 1).isdigit():
        return min(float(value), _AGES)
    return _until(value)


def _until(date: str) -> float | None:
    import email.utils
    from datetime import UTC

    try:
        at = email.utils.parsedate_to_datetime(date)
        at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        return min(max(0.0, at.timestamp() - time.time()), _AGES)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
