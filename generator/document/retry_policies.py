"""Retry policies as documents have them: `x-speakeasy-retries`, in milliseconds, and `retries` of
`x-sdk`, in seconds. One reading for the linter and for the SDK.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from generator.document.access import mapping
from generator.document.forms import (
    ABOVE_0,
    COUNT,
    FLAG,
    OBJECT,
    Form,
    Misfit,
    any_of,
    is_count,
    is_number,
    is_positive,
    listed,
    misfits,
    one_of,
)

SPEAKEASY: Final = "x-speakeasy-retries"
_STATUS: Final = re.compile(r"[45](?:[0-9]{2}|XX)", re.IGNORECASE)


class Policy(NamedTuple):
    """When a request is sent again: seconds, and statuses such as `429` and `5XX` (`None`: ours).

    `max_elapsed_time` is counted from the start of the call; `None` is without a limit."""

    statuses: tuple[str, ...] | None = None
    initial_interval: float = 0.5
    max_interval: float = 8.0
    exponent: float = 2.0
    max_elapsed_time: float | None = None
    max_retries: int | None = None
    connection_errors: bool | None = None


def _is_statuses(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(each, (str, int)) and bool(_STATUS.fullmatch(str(each))) for each in value
        )
    )


_SECONDS, _MILLISECONDS = "a number of seconds above 0", "a number of milliseconds above 0"
_STATUSES = "a list of statuses such as `429` and `5XX`"
_LISTED: Final = listed(
    any_of(
        {"type": "string", "pattern": "^[45]([0-9]{2}|[xX]{2})$"},
        {"type": "integer", "minimum": 400, "maximum": 599},
    ),
    least=1,
)
_EXPONENT = Form(
    "a number of at least 1",
    lambda value: is_number(value) and value >= 1,
    {"type": "number", "minimum": 1},
)
_YES = Form("`true` or `false`", lambda value: isinstance(value, bool), FLAG)
OURS: Final[Mapping[str, Form]] = {
    "statuses": Form(_STATUSES, _is_statuses, _LISTED),
    "initial-interval": Form(_SECONDS, is_positive, ABOVE_0),
    "max-interval": Form(_SECONDS, is_positive, ABOVE_0),
    "exponent": _EXPONENT,
    "max-elapsed-time": Form(_SECONDS, is_positive, ABOVE_0),
    "max-retries": Form("a whole number", is_count, COUNT),
    "connection-errors": _YES,
}
_THEIRS: Final[Mapping[str, Form]] = {
    "strategy": Form(
        "`backoff` or `none`",
        lambda value: value in ("backoff", "none"),
        one_of(("backoff", "none")),
    ),
    "backoff": Form("an object", lambda value: isinstance(value, dict), OBJECT),
    "statusCodes": Form(_STATUSES, _is_statuses, _LISTED),
    "retryConnectionErrors": _YES,
}
_BACKOFF: Final[Mapping[str, Form]] = {
    "initialInterval": Form(_MILLISECONDS, is_positive, ABOVE_0),
    "maxInterval": Form(_MILLISECONDS, is_positive, ABOVE_0),
    "maxElapsedTime": Form(_MILLISECONDS, is_positive, ABOVE_0),
    "exponent": _EXPONENT,
}


def faults(key: str, said: Any) -> Iterator[Misfit]:
    """What is wrong with a policy under `key`, `retries` or `x-speakeasy-retries`. Only the latter
    has to have a `strategy`, and has its times in `backoff`.
    """
    if key != SPEAKEASY:
        yield from misfits(said, "`retries`", OURS)
        return
    yield from misfits(said, f"`{SPEAKEASY}`", _THEIRS)
    if isinstance(said, dict) and "strategy" not in said:
        yield Misfit(f"`{SPEAKEASY}` has no `strategy`", "")
    if isinstance(mapping(said).get("backoff"), dict):
        yield from misfits(said["backoff"], "`backoff`", _BACKOFF, "/backoff")


def policy(key: str, said: Mapping[str, Any]) -> Policy:
    """A policy without faults."""
    if key != SPEAKEASY:
        given = {name.replace("-", "_"): value for name, value in said.items()}
        return Policy(**given)._replace(statuses=_statuses(said.get("statuses")))
    if said.get("strategy") == "none":
        return Policy(max_retries=0)
    backoff = mapping(said.get("backoff"))
    return Policy(
        statuses=_statuses(said.get("statusCodes")),
        initial_interval=backoff.get("initialInterval", 500) / 1000,
        max_interval=backoff.get("maxInterval", 60_000) / 1000,
        exponent=float(backoff.get("exponent", 1.5)),
        max_elapsed_time=backoff.get("maxElapsedTime", 3_600_000) / 1000,
        connection_errors=said.get("retryConnectionErrors"),
    )


def _statuses(listed: Any) -> tuple[str, ...] | None:
    return None if listed is None else tuple(dict.fromkeys(str(each).upper() for each in listed))
