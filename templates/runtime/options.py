"""What a caller can set for one call, or for all calls of a client."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx2
from typing_extensions import TypedDict

from .errors import Problem
from .unset import UNSET

if TYPE_CHECKING:
    from typing import TypeAlias

    from .pacing import Pace

    Timeout: TypeAlias = float | httpx2.Timeout | None


class RequestOptions(TypedDict, total=False):
    """Options of one call; each overrides the client's.

    headers: sent besides ours, and instead of ours where the name is the same.
    query: sent besides the operation's own query parameters.
    timeout: seconds that connecting, and each wait for the network, may take; `None` is for ever.
    deadline: seconds that the whole call may take, retries and waits between them included; `None` is for ever. For a stream it
        ends when the headers have arrived; from there on `timeout` limits each wait.
    max_retries: how often a failed attempt is repeated, where a repeat is safe.
    lenient: read a response that does not fit the document as well as possible, instead of raising `InvalidResponseError`.
    """

    headers: Mapping[str, str]
    query: Mapping[str, Any]
    timeout: Timeout
    deadline: float | None
    max_retries: int
    lenient: bool


class _ClientOptions(TypedDict, total=False):
    base_url: str | None
    timeout: Timeout
    deadline: float | None
    max_retries: int
    lenient: bool
    headers: Mapping[str, str] | None
    pace: Pace | None


class ClientOptions(_ClientOptions, total=False):
    """What a client can be made with, besides its credentials; `timeout` to `headers` as in `RequestOptions`, for every call.

    base_url: where the API is. Without it the environment is asked, then an own `http_client`, then the document.
    pace: how many attempts may start in how many seconds. Clients that are given the same `Pace` keep to it together.
    transport: an httpx2 transport instead of the network: a mock in tests.
    http_client: your own httpx2 client, with its headers, cookies, auth, hooks and proxies; closing it stays with you.
    """

    transport: httpx2.BaseTransport | None
    http_client: httpx2.Client | None


class AsyncClientOptions(_ClientOptions, total=False):
    """As `ClientOptions`, for an asynchronous client."""

    transport: httpx2.AsyncBaseTransport | None
    http_client: httpx2.AsyncClient | None


class Progress(NamedTuple):
    """How many items have come to an end so far, those of earlier runs in the journal included."""

    done: int
    sent: int
    refused: int
    unknown: int


class BatchOptions(TypedDict, total=False):
    """How batches are run.

    workers: how many requests are under way at a time, at most; 1 where it is not given, without any threads.
    progress: `True` keeps a line on stderr up to date; or a function that is called after each batch.
    journal: the path of the run's journal, made where there is none. One run at a time has it.
    resend: send again what is unknown in the journal. It may arrive twice: see `mark` for what is known by now.
    succeeded: whether an item's own result (what `Outcome.value` will be) is a success, `True` or `False`, in place of what the
        document says. Where it raises, or gives anything else, the item is unknown and the run stops. With several workers it
        is called in their threads.
    """

    workers: int
    progress: bool | Callable[[Progress], object]
    journal: str | os.PathLike[str] | None
    resend: bool
    succeeded: Callable[[Any], bool] | None


def wrong_options(options: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the values of known options."""
    checks = ((name, *_CHECKS[name], value) for name, value in options.items())
    return [Problem(name, sentence) for name, fits, sentence, value in checks if not fits(value)]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value) and value >= 0


_SECONDS, _MAPPING = "must be a number of seconds, at least 0, or None for ever", "must be a mapping of names to values"
_CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "headers": (lambda value: value is None or isinstance(value, Mapping), _MAPPING),
    "query": (lambda value: value is None or isinstance(value, Mapping), _MAPPING),
    "timeout": (lambda value: value in (None, UNSET) or isinstance(value, httpx2.Timeout) or _is_number(value), _SECONDS),
    "deadline": (lambda value: value is None or _is_number(value), _SECONDS),
    "max_retries": (lambda value: isinstance(value, int) and _is_number(value), "must be a whole number, at least 0"),
    "lenient": (lambda value: isinstance(value, bool), "must be True or False"),
}
