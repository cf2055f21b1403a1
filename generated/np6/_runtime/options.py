"""What a caller can set for one call, or for all calls of a client."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Mapping, Sequence
from sys import float_info
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

import httpx2
from typing_extensions import TypedDict

from .errors import Problem
from .pacing import Pace
from .unset import UNSET, Unset

if TYPE_CHECKING:
    from .hooks import ErrorEvent, RequestEvent, ResponseEvent
else:  # so that hints can be evaluated, and hooks are imported where there are any
    ErrorEvent = RequestEvent = ResponseEvent = Any

E = TypeVar("E")
Hooks: TypeAlias = Callable[[E], object] | Sequence[Callable[[E], object]]
Timeout: TypeAlias = float | httpx2.Timeout | None


class _CallOptions(TypedDict, total=False):
    timeout: Timeout
    deadline: float | None
    max_retries: int | None
    max_response_bytes: int | None
    lenient: bool | None
    error_bodies: bool | None
    headers: Mapping[str, str] | None
    on_request: Hooks[RequestEvent] | None
    on_response: Hooks[ResponseEvent] | None
    on_error: Hooks[ErrorEvent] | None


class RequestOptions(_CallOptions, total=False):
    """Options of one call; each overrides the client's. `None` leaves one out, but for the limits
    of time and size.

    headers: sent besides ours, and instead of ours where the name is the same. query: sent besides
    the operation's own query parameters. timeout: seconds that connecting, and each wait for the
    network, may take; 30 unless given, `None` is for ever. deadline: seconds that the whole call
    may take, retries and waits between them included; 60 unless given, `None` is for ever. For a
    stream it ends when the headers have arrived; from there on `timeout` limits each wait.
    max_retries: how often a failed attempt is repeated, where a repeat is safe; 2 unless given.
    retry: "safe" where you know that a repeat does no harm, as with a key that the server tells
    repeats by; "unsafe" where it does. Without it the document decides, else the method (RFC 9110,
    section 9.2.2). What the server surely has not acted on (no connection, a 429) is repeated in
    any case.
    max_response_bytes: how many bytes a response's body may have, decoded, before
    `InvalidResponseError` says that it has more; 256 MiB unless given, `None` is for any number.
    What is read as it arrives (`with_streaming_response`, `with_streamed_items`) has no limit.
    lenient: read a response that does not fit the document as well as possible, instead of raising
    `InvalidResponseError`. error_bodies: whether the message of an error shows the start of what
    the server answered, which may be personal data. extra_body: members for a body that is a JSON
    object or a form, besides those that the operation has and instead of those of the same name.
    They are sent as they are: nothing about them is checked. Refused where there is no such body.
    on_request, on_response, on_error: hooks, each a function or a list of them, called for each
    attempt with a `RequestEvent`, then a `ResponseEvent` or an `ErrorEvent`.
    """

    query: Mapping[str, Any] | None
    retry: Literal["safe", "unsafe"] | None
    extra_body: Mapping[str, Any] | None


class ViewOptions(RequestOptions, total=False):
    """What `with_options` takes besides credentials: see `RequestOptions` and `ClientOptions`."""

    base_url: str | Unset
    pace: Pace | Unset | None


class RequestKeywords(TypedDict, total=False):
    """What `client.request` takes besides a method and a path.

    query: names and values; a list sends its name once an item. body: a JSON value (dicts, lists,
    models; `None` is null), or the text or bytes of another media type. content_type: the media
    type of the body, which bytes need; without it, the body is JSON. headers: sent besides ours,
    and instead of ours where the name is the same. retry: whether a repeat does no harm; without it
    the method decides, as RFC 9110 has it (section 9.2.2). options: see `RequestOptions`."""

    query: Mapping[str, Any] | None
    body: Any
    content_type: str | None
    headers: Mapping[str, str] | None
    retry: bool | None
    options: RequestOptions | None


class PoolOptions(TypedDict, total=False):
    """What a transport of ours can be made with: see `ClientOptions`."""

    ssl_context: ssl.SSLContext | None
    ca_file: str | os.PathLike[str] | None
    proxy: str | httpx2.Proxy | None
    limits: httpx2.Limits | None
    http2: bool | None


class _ClientOptions(_CallOptions, PoolOptions, total=False):
    base_url: str | None
    pace: Pace | None


class ClientOptions(_ClientOptions, total=False):
    """What a client can be made with, besides its credentials; `timeout` to `on_error` as in
    `RequestOptions`, for every call.

    base_url: where the API is. Without it the environment is asked, then an own `http_client`, then
    the document. pace: how many attempts may start in how many seconds. Clients that are given the
    same `Pace` keep to it together. ssl_context: which certificates are trusted, and your own;
    without it the system's authorities, or `SSL_CERT_FILE`. ca_file: a file of certificates (PEM)
    of the authorities to trust instead of the system's. proxy: an http, https or socks5 URL, or an
    `httpx2.Proxy`; `None` for none. Without it `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and
    `NO_PROXY` say. limits: how many connections at a time, and how many of them wait how long for
    another call; 100, 20 and 5 s without it. http2: offer HTTP/2 to servers by TLS; needs the
    package h2. transport: an httpx2 transport instead of the network: a mock in tests. The five
    options above are not for it. http_client: your own httpx2 client, with its headers, cookies,
    auth, hooks and proxies; closing it stays with you."""

    transport: httpx2.BaseTransport | None
    http_client: httpx2.Client | None


class AsyncClientOptions(_ClientOptions, total=False):
    """As `ClientOptions`, for an asynchronous client."""

    transport: httpx2.AsyncBaseTransport | None
    http_client: httpx2.AsyncClient | None


def given_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Those that say something: `UNSET` never does, `None` only where it is a value: no limit."""
    said = {name: value for name, value in options.items() if value is not UNSET}
    return {name: value for name, value in said.items() if value is not None or name in _ENDLESS}


def wrong_options(options: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the values of known options."""
    checks = ((name, *_CHECKS[name], value) for name, value in options.items())
    return [Problem(name, sentence) for name, fits, sentence, value in checks if not fits(value)]


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return 0 <= value <= float_info.max


def _is_size(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0)


def _are_hooks(value: Any) -> bool:
    each = cast("list[Any]", value) if isinstance(value, (list, tuple)) else [value]
    return all(map(callable, each))


_SECONDS, _MAPPING = (
    "must be a number of seconds, at least 0, or None for ever",
    "must be a mapping of names to values",
)
_FUNCTIONS = "must be a function, or a list of functions"
_YES_OR_NO = "must be True or False"
_ENDLESS = ("timeout", "deadline", "max_response_bytes")
_CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "headers": (lambda value: isinstance(value, Mapping), _MAPPING),
    "query": (lambda value: isinstance(value, Mapping), _MAPPING),
    "timeout": (
        lambda value: value is None or isinstance(value, httpx2.Timeout) or _is_number(value),
        _SECONDS,
    ),
    "deadline": (lambda value: value is None or _is_number(value), _SECONDS),
    "max_retries": (
        lambda value: isinstance(value, int) and _is_number(value),
        "must be a whole number, at least 0",
    ),
    "retry": (lambda value: value in ("safe", "unsafe"), 'must be "safe" or "unsafe"'),
    "max_response_bytes": (
        _is_size,
        "must be a whole number of bytes, at least 1, or None for any number",
    ),
    "lenient": (lambda value: isinstance(value, bool), _YES_OR_NO),
    "error_bodies": (lambda value: isinstance(value, bool), _YES_OR_NO),
    "extra_body": (lambda value: isinstance(value, Mapping), _MAPPING),
    **dict.fromkeys(("on_request", "on_response", "on_error"), (_are_hooks, _FUNCTIONS)),
}
