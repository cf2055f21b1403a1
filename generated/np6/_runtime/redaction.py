"""Credentials and query values stay out of logs and reprs.

`Secret` holds a credential and shows it to nobody; `PrivateHeaders`, `PrivateURL` and
`PrivateRequest` are what we hand to the HTTP libraries. `silence` keeps secrets and our query
values out of what these log: their messages pass through a filter that knows our URLs and our
secrets, and nobody else's are touched."""

from __future__ import annotations

import logging
import traceback
import weakref
from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, cast
from urllib.parse import quote

import httpx2

_LAYERS = ("connection", "http11", "http2", "proxy", "socks")
_LOGGERS = ("httpx2", "hpack.hpack", "hpack.table", *(f"httpcore2.{layer}" for layer in _LAYERS))
_CARRIERS = ("httpx2.", "httpcore2.", "h11.", "h2.", "hpack.", "anyio.", f"{__package__}.")
_SERVER_PARTS = ("scheme", "raw_scheme", "host", "raw_host", "port", "netloc")


class Secret:
    """A credential: `repr`, `str`, `format` and `pickle` do not give it away; `reveal()` does, with
    its scheme (`Bearer`).
    """

    __slots__ = ("__weakref__", "_scheme", "word")

    def __init__(self, word: str, scheme: str = "") -> None:
        self.word, self._scheme = word, scheme

    def reveal(self) -> str:
        return f"{self._scheme} {self.word}" if self._scheme else self.word

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a credential cannot be pickled")


class PrivateHeaders(httpx2.Headers):
    """Headers in Latin-1 (RFC 9110, section 5.5) whose repr shows none of them."""

    def __init__(self, headers: httpx2.Headers | list[tuple[bytes, bytes]] | None = None) -> None:
        super().__init__(headers, encoding="iso-8859-1")

    def __repr__(self) -> str:
        return "PrivateHeaders(***)"


class PrivateURL(httpx2.URL):
    """A URL of ours, whose query is personal: a `server` that was parsed before, and a `target`
    (escaped path and query), which is parsed only for those who ask for more than is sent, since
    parsing is most of what a URL costs."""

    def __init__(self, server: httpx2.URL, target: str, *queries: str) -> None:
        query = "&".join([part for part in queries if part])
        whole = f"{target}{'&' if '?' in target else '?'}{query}" if query else target
        self.server, self.target = server, whole

    def __getattr__(self, name: str) -> Any:
        """What `httpx2.URL` keeps of a URL, once it is parsed."""
        if name.startswith("__") or "target" not in self.__dict__ or "parsed" in self.__dict__:
            raise AttributeError(name)
        self.parsed = True
        super().__init__(f"{self.scheme}://{self.netloc.decode('ascii')}{self.target}")
        return getattr(self, name)

    if not TYPE_CHECKING:  # the parent's own properties, without parsing
        scheme, raw_scheme, host, raw_host, port, netloc = (
            property(attrgetter(f"server.{name}")) for name in _SERVER_PARTS
        )
        raw_path = property(lambda self: self.target.encode("ascii"))
        username = password = property(lambda self: "")

    def shown(self) -> str:
        return f"{self.scheme}://{self.netloc.decode('ascii')}{self.target.partition('?')[0]}"

    def __repr__(self) -> str:
        return "PrivateURL(***)"


class PrivateRequest(httpx2.Request):
    """A request of parts that are ready, whose repr, as in a traceback, shows no query."""

    url: PrivateURL

    def __init__(
        self,
        method: str,
        url: PrivateURL,
        headers: PrivateHeaders,
        stream: httpx2.SyncByteStream | httpx2.AsyncByteStream,
        timeouts: dict[str, float | None],
        content: bytes | None = None,
    ) -> None:
        self.method, self.url, self.headers = method, url, headers
        self.stream, self.extensions = stream, {"timeout": timeouts}
        if content is not None:
            self._content = content  # as `read` keeps it

    def __repr__(self) -> str:
        return f"<PrivateRequest({self.method!r})>"


def callers_own(error: Exception) -> Exception | None:
    """`error` without the frames that hold the request and its credentials, where a transport, hook
    or auth of the caller's own raised it; `None` where a library did."""
    frames = error.__traceback__
    own, is_ours = frames, True
    while frames is not None:
        is_ours = frames.tb_frame.f_globals.get("__name__", "").startswith(_CARRIERS)
        frames = frames.tb_next
        own = frames if is_ours else own
    return None if is_ours else error.with_traceback(own)


# grows and shrinks in single steps: a lock could be held when a process is forked
_SECRETS: list[weakref.ref[Secret]] = []


def _redact(record: logging.LogRecord) -> bool:
    """A filter that changes only records that show something of ours, or cannot be printed."""
    secrets = [secret.word for known in tuple(_SECRETS) if (secret := known())]
    known = [word for word in secrets if len(word) > 3]
    words = [*known, *(quote(word, safe="") for word in known)]
    record.args = _shown(record.args)
    message = _text(record)
    if message is None or any(word in message for word in words):
        record.msg, record.args = without(words, message or _pieces(record)), ()
    raised = _traceback(record)
    if any(word in raised for word in words):
        record.exc_info, record.exc_text = None, without(words, raised)
    return True


def _text(record: logging.LogRecord) -> str | None:
    """The message, or `None` where its arguments do not fit it or cannot be text."""
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  # whatever the `__str__` of an argument raises
        return None


def _pieces(record: logging.LogRecord) -> str:
    """What can be told of a record that has no message."""
    try:
        return f"{record.msg!r} with {record.args!r}"
    except Exception:  # noqa: BLE001  # whatever the `__repr__` of an argument raises
        return "a record that cannot be shown"


def _shown(args: Any) -> Any:
    """The arguments of a record, with our URLs without their queries."""
    if isinstance(args, tuple):
        return tuple(map(_without_query, cast("tuple[object, ...]", args)))
    if isinstance(args, dict):
        named = cast("dict[Any, object]", args).items()
        return {name: _without_query(value) for name, value in named}
    return args


def _without_query(value: object) -> object:
    return value.shown() if isinstance(value, PrivateURL) else value


def without(words: Iterable[str], text: str) -> str:
    """`text` without the words, as they are and as a URL has them."""
    for word in words:
        text = text.replace(word, "***").replace(quote(word, safe=""), "***")
    return text


def _traceback(record: logging.LogRecord) -> str:
    """What a handler would print of the exception of a record."""
    if record.exc_text or not isinstance(record.exc_info, tuple) or record.exc_info[1] is None:
        return record.exc_text or ""
    try:
        return "".join(traceback.format_exception(record.exc_info[1])).rstrip("\n")
    except Exception:  # noqa: BLE001  # whatever the `__str__` of an exception raises
        return ""


def silence(secrets: list[Secret]) -> None:
    """Keep `secrets`, and the query of every `PrivateURL`, out of what the HTTP libraries log."""
    for secret in secrets:
        _SECRETS.append(weakref.ref(secret, _SECRETS.remove))
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_redact)
