"""What a server says of its own rate limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_PREFIXES = ("x-ratelimit-", "ratelimit-")


class RateLimit(NamedTuple):
    """What a response says of the server's rate limit: whole numbers as `int`, other text as it
    came, `None` what is absent.

    No standard says what is counted, or whether `reset` is a time or how long until then: ask the
    API's own documentation."""

    limit: int | str | None
    remaining: int | str | None
    reset: int | str | None


def rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """`X-RateLimit-Limit`, `-Remaining` and `-Reset`, else the same without `X-`; `None` where
    there is none of them.

    Without `X-` they are those of draft-ietf-httpapi-ratelimit-headers-00 to -06; later drafts have
    one `RateLimit` instead."""
    for prefix in _PREFIXES:
        found = [_number(headers.get(prefix + name)) for name in RateLimit._fields]
        if found != [None, None, None]:
            return RateLimit(*found)
    return None


def _number(value: str | None) -> int | str | None:
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 20):
        return value
    return int(value)
