"""What a caller can set for one call, or for all calls of a client."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

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
    ssl_context: ssl.SSLContext | None
    ca_file: str | os.PathLike[str] | None
    proxy: str | httpx2.Proxy | None
    limits: httpx2.Limits | None
    http2: bool | None


class ClientOptions(_ClientOptions, total=False):
    """What a client can be made with, besides its credentials; `timeout` to `headers` as in `RequestOptions`, for every call.

    base_url: where the API is. Without it the environment is asked, then an own `http_client`, then the document.
    pace: how many attempts may start in how many seconds. Clients that are given the same `Pace` keep to it together.
    ssl_context: which certificates are trusted, and your own; without it the system's authorities, or `SSL_CERT_FILE`.
    ca_file: a file of certificates (PEM) of the authorities to trust instead of the system's.
    proxy: an http, https or socks5 URL, or an `httpx2.Proxy`; `None` for none. Without it `HTTP_PROXY`, `HTTPS_PROXY`,
        `ALL_PROXY` and `NO_PROXY` say.
    limits: how many connections at a time, and how many of them wait how long for another call; 100, 20 and 5 s without it.
    http2: offer HTTP/2 to servers by TLS; needs the package h2.
    transport: an httpx2 transport instead of the network: a mock in tests. The five options above are not for it.
    http_client: your own httpx2 client, with its headers, cookies, auth, hooks and proxies; closing it stays with you.
    """

    transport: httpx2.BaseTransport | None
    http_client: httpx2.Client | None


class AsyncClientOptions(_ClientOptions, total=False):
    """As `ClientOptions`, for an asynchronous client."""

    transport: httpx2.AsyncBaseTransport | None
    http_client: httpx2.AsyncClient | None


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
