"""What a client is set up with, and the options of a call over it. What is wrong is said before
anything is sent.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, cast
from urllib.parse import quote

import httpx2

from .about import Live, NoCredentials
from .errors import ConfigurationError, InvalidInputError, Problem
from .operation import anything
from .options import Hooks, RequestOptions, Timeout, given_options, wrong_options
from .plan import codec_of, text
from .redaction import PrivateHeaders
from .unset import UNSET, Unset
from .values import SCALARS, is_array

if TYPE_CHECKING:
    from .hooks import ErrorEvent, RequestEvent, ResponseEvent
    from .operation import Media
    from .pacing import Pace
    from .plan import Plan

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
# RFC 3986, section 3.2.2
_HOST = re.compile(r"([\w.~%!$&'()*+,;=-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?", re.ASCII)
# which say where a request ends: ours alone
FRAMING = frozenset({b"content-length", b"transfer-encoding"})
_MAX_RESPONSE_BYTES = 256 * 2**20  # no honest answer that is read whole comes near it


class Head(NamedTuple):
    """What the requests of an operation have in common under the same settings: their server and
    its path, `theirs` (the lines of a caller's client), the credential's query, all lines but those
    of `live` credentials.
    """

    base: httpx2.URL
    prefix: str
    theirs: list[tuple[bytes, bytes]] | None
    query: str
    headers: PrivateHeaders
    live: tuple[Live, ...] = ()


Address: TypeAlias = httpx2.URL | None


class ServerChoice(Protocol):
    """What a `servers.Choice` says of where a client, and an operation with its `own`, calls."""

    def settled(self, base: Address, is_default: bool) -> tuple[ServerChoice, Address]: ...
    def address(self, own: object, base: Address, is_default: bool) -> Address: ...


class Settings(NamedTuple):
    """What holds for each call of a client. `heads` remembers what its calls have in common."""

    user_agent: bytes
    base: httpx2.URL | None
    base_is_default: bool
    credentials: NoCredentials
    heads: dict[tuple[Plan, Media | None, bytes], Head]
    timeout: Timeout | Unset = UNSET
    deadline: float | None = 60.0
    max_retries: int | None = None  # `None` for what the operation's policy says, else 2
    retry: str | None = None  # in place of the operation's own
    max_response_bytes: int | None = _MAX_RESPONSE_BYTES
    lenient: bool = False
    error_bodies: bool = False
    extra_body: Mapping[str, Any] | None = None
    on_request: Hooks[RequestEvent] = ()
    on_response: Hooks[ResponseEvent] = ()
    on_error: Hooks[ErrorEvent] = ()
    pace: Pace | None = None
    blocking: bool = True  # whether the client is one that blocks
    headers: PrivateHeaders = PrivateHeaders()  # never changed
    query: str = ""
    servers: ServerChoice | None = None  # where the document leaves one
    clock: Callable[[], float] = time.monotonic
    random: Callable[[], float] = random.random


def with_options(settings: Settings, options: object, **changes: Any) -> Settings:
    """`settings` with `options` over them; raises `TypeError` for others, `InvalidInputError`."""
    known = RequestOptions.__annotations__
    if not isinstance(options, Mapping):
        raise TypeError(f"options must be a mapping, not {type(options).__name__}")
    options = cast("Mapping[str, Any]", options)
    unknown = options.keys() - known.keys()
    if unknown:
        named = ", ".join(sorted(unknown))
        raise TypeError(f"unknown options: {named}; there are {', '.join(known)}")
    options = given_options(options)
    if found := wrong_options(options):
        raise InvalidInputError(problems=found)
    changes |= {name: value for name, value in options.items() if name not in ("headers", "query")}
    if options.get("headers"):
        changes["headers"] = PrivateHeaders(settings.headers)
        for name, value in options["headers"].items():
            add_header(changes["headers"], name, value, found)
    if options.get("query"):
        parts = settings.query, _query(options["query"], found)
        changes["query"] = "&".join(filter(None, parts))
    if found:
        raise InvalidInputError(problems=found)
    return settings._replace(heads={}, **changes)


def at(
    settings: Settings, base: Address, is_default: bool, servers: ServerChoice | None
) -> Settings:
    """`settings` for another address; `servers` is what `Settings` has."""
    if servers is not None:
        servers, base = servers.settled(base, is_default)
    return settings._replace(base=base, base_is_default=is_default, servers=servers)


def checked_url(value: str, source: str) -> httpx2.URL:
    """An absolute http or https URL, or `ConfigurationError`."""
    try:
        url = httpx2.URL(value.strip())
    except (httpx2.InvalidURL, AttributeError, TypeError):
        raise ConfigurationError(f"{source} is not a URL") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError(f"{source} must be an absolute http or https URL")
    if not can_connect(url):
        raise ConfigurationError(f"{source} has a host or a port that cannot be")
    if url.userinfo:
        raise ConfigurationError(f"{source} must not hold a user name or password")
    if url.query or url.fragment or "?" in value or "#" in value:
        raise ConfigurationError(f"{source} must not have a query or fragment")
    return url


def can_connect(url: httpx2.URL) -> bool:
    """Whether the host's labels have a length that DNS knows (RFC 1035), and the port is one."""
    labels = url.raw_host.removesuffix(b".").split(b".")
    return all(0 < len(label) < 64 for label in labels) and (url.port or 0) < 65_536


def _query(values: Mapping[Any, Any], found: list[Problem]) -> str:
    pairs: list[str] = []
    for name, value in values.items():
        try:
            said = (text(item) for item in _items(value) if item is not None)
            pairs += [f"{quote(name, safe='')}={quote(item, safe='')}" for item in said]
        except (TypeError, ValueError, RecursionError):
            where = f"query.{ascii(name)[1:-1]}" if isinstance(name, str) else "query"
            found.append(Problem(where, "must be text that UTF-8 can hold, or a value of JSON"))
    return "&".join(pairs)


def _items(value: Any) -> list[Any]:
    """What a name is sent with, by the rule that `model` states; raises `ValueError`."""
    listed = cast("list[Any]", value if isinstance(value, (list, tuple)) else [value])
    given = [item for item in listed if item is not UNSET]
    if all(type(item) in SCALARS for item in given):
        return given
    codec = codec_of(anything)
    made = codec.to_python(codec.check(given if value is listed else value))
    return made if is_array(made) else [made]


def add_header(headers: PrivateHeaders, name: Any, value: Any, found: list[Problem]) -> None:
    """Set a line: its name is a token, its value visible Latin-1 (RFC 9110, section 5)."""
    try:
        name.encode("ascii")
        value.encode("latin-1")
    except (UnicodeEncodeError, AttributeError):
        where = f"header.{ascii(name)[1:-1]}" if isinstance(name, str) else "headers"
        found.append(Problem(where, "must be text in Latin-1"))
        return
    if not _TOKEN.fullmatch(name):
        found.append(Problem("headers", "has a name that is no token (RFC 9110, section 5.1)"))
    elif name.lower().encode() in FRAMING:
        found.append(Problem(f"header.{name}", "is set by the client itself, from the body"))
    elif name.lower() == "host" and not _HOST.fullmatch(value.strip(" \t")):
        what = "must be a host, with a port or without (RFC 9110, section 7.2)"
        found.append(Problem(f"header.{name}", what))
    elif _CONTROL.search(value):
        found.append(Problem(f"header.{name}", "must not hold control characters"))
    else:
        headers[name] = value.strip(" \t")
