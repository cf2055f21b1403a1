"""The two clients: the same decisions (`core`), with and without `await`.

A client is safe to share between threads. `with_options` gives a view with other options on the same connections, so
closing either closes both. A caller's own `http_client` stays the caller's to close, and with it the deadline is kept as well
as its transport lets us: between waits, and by timeouts cut to what is left.
"""

from __future__ import annotations

import copy
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar, cast

import httpx2
from typing_extensions import Unpack

from .core import Call, Mode, Settings, checked_url, prepare, with_options
from .credentials import About, Credentials
from .errors import ConfigurationError
from .options import RequestOptions
from .pacing import Pace
from .redaction import silence
from .response import FAILURES, AsyncStreamedResponse, StreamedResponse
from .unset import UNSET, Unset

if TYPE_CHECKING:
    from .operation import Operation

T = TypeVar("T")

_PYTHON = ".".join(str(part) for part in sys.version_info[:3])


class _Connections:
    """What views of one client have in common: a transport, made when first needed unless the caller gave one."""

    def __init__(self, transport: Any, kind: str) -> None:
        self.transport, self.kind, self.closed = transport, kind, False
        self._lock = threading.Lock()

    def get(self) -> Any:
        """The transport. Ours is not even imported before there is a request for it."""
        if self.transport is None:
            from . import transport

            with self._lock:
                self.transport = self.transport or getattr(transport, self.kind)()
        return self.transport


class _Base:
    """What both clients are set up with. `_http` is the caller's own client."""

    _about: ClassVar[About]
    _kinds: ClassVar[tuple[type, type, str]]
    _http: Any
    _mode: Mode = "parsed"

    def __init__(
        self,
        credentials: Mapping[str, Any],
        *,
        base_url: str | None = None,
        headers: Mapping[str, str] | None = None,
        transport: Any = None,
        http_client: Any = None,
        **rest: Any,
    ) -> None:
        """`rest` is `timeout`, `deadline`, `max_retries`, `lenient` and `pace`."""
        for name in rest.keys() - {"timeout", "deadline", "max_retries", "lenient", "pace"}:
            raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {name!r}")
        own, *kinds, pool = type(self).__name__, *self._kinds
        for name, given, kind in (("http_client", http_client, kinds[0]), ("transport", transport, kinds[1])):
            if given is not None and not isinstance(given, kind):
                raise TypeError(f"{name} of {own} must be an httpx2.{kind.__name__}, not {type(given).__name__}")
        if transport is not None and http_client is not None:
            raise TypeError("give either transport or http_client, not both")
        about, known = self._about, Credentials(self._about, credentials)
        base, is_default = _base_url(about, base_url, http_client)
        agent = f"{about.package}/{about.version} python/{_PYTHON}".encode("ascii", "replace")
        _check_pace(rest.get("pace"))
        settings = Settings(agent, base, is_default, known, {}, pace=rest.pop("pace", None))
        self._settings = with_options(settings, {"headers": headers, **rest})
        self._http, self._connections = http_client, _Connections(transport, pool)
        silence(known.secrets)

    @property
    def base_url(self) -> str:
        """Where requests go; a path in it comes before every operation's."""
        return str(self._settings.base or "").rstrip("/")

    @property
    def is_closed(self) -> bool:
        return self._connections.closed

    def with_options(
        self, *, base_url: str | Unset = UNSET, pace: Pace | Unset | None = UNSET, **options: Unpack[RequestOptions]
    ) -> Self:
        """This client with other options, on the same connections; headers and query are added to those it has.

        `pace` is instead of the client's own: an operation with a limit of its own has a view with a pace of its own.
        """
        twin = copy.copy(self)
        twin._settings = with_options(self._settings, options)
        if not isinstance(base_url, Unset):
            base = checked_url(base_url, "base_url")
            twin._settings = twin._settings._replace(base=base, base_is_default=False)
        if not isinstance(pace, Unset):
            _check_pace(pace)
            twin._settings = twin._settings._replace(pace=pace)
        return twin

    def __copy__(self) -> Self:
        twin = object.__new__(type(self))
        twin.__dict__.update((name, value) for name, value in self.__dict__.items() if name.startswith("_"))
        return twin

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client holds connections and credentials and cannot be pickled; make one where it is used")

    def __repr__(self) -> str:
        made = "_settings" in self.__dict__
        return f"{type(self).__name__}({f'base_url={self.base_url!r}' if made else ''})"

    def _prepare(self, mode: Mode, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Call[Any]:
        if self._connections.closed:
            raise ConfigurationError(f"this {type(self).__name__} is closed")
        return prepare(self._settings, mode, self._http, *arguments, **keywords)


class Client(_Base):
    """A client that blocks."""

    _http: httpx2.Client | None
    _kinds = (httpx2.Client, httpx2.BaseTransport, "PoolTransport")
    _sleep: Callable[[float], None] = staticmethod(time.sleep)

    def close(self) -> None:
        """Close the connections; a caller's own `http_client` is left open."""
        self._connections.closed = True
        if self._connections.transport is not None:
            self._connections.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", self._send(self._mode, operation, *arguments, **keywords))

    def _send(self, mode: Mode, *arguments: Any, **keywords: Any) -> Any:
        """Make one call; `arguments` are `core.prepare`'s from `operation` on. Of a stream only an error's body is read."""
        call = self._prepare(mode, arguments, keywords)
        pace = call.settings.pace
        while True:
            if pace is not None:
                with pace.turn() as turn:
                    while seconds := call.wait(turn):
                        self._sleep(seconds)
            response = failure = None
            try:
                request = call.request()
                if self._http is None:
                    response = self._connections.get().handle_request(request)
                    response.request = request
                else:
                    response = self._http.send(request, stream=True, auth=call.auth, follow_redirects=False)
                if call.is_stream(response):
                    call.idle()
                else:
                    response.read()
            except FAILURES as error:
                response, failure = None, error
            pause = call.step(response, failure)
            if pause is None:
                return call.conclude(response, failure, StreamedResponse)
            if response is not None:
                response.close()
            if pause:
                self._sleep(pause)


class AsyncClient(_Base):
    """A client for `await`."""

    _http: httpx2.AsyncClient | None
    _kinds = (httpx2.AsyncClient, httpx2.AsyncBaseTransport, "AsyncPoolTransport")

    async def aclose(self) -> None:
        """Close the connections; a caller's own `http_client` is left open."""
        self._connections.closed = True
        if self._connections.transport is not None:
            await self._connections.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", await self._send(self._mode, operation, *arguments, **keywords))

    async def _send(self, mode: Mode, *arguments: Any, **keywords: Any) -> Any:
        """Make one call; `arguments` are `core.prepare`'s from `operation` on. Of a stream only an error's body is read."""
        call = self._prepare(mode, arguments, keywords)
        pace = call.settings.pace
        while True:
            if pace is not None:
                with pace.turn() as turn:
                    while seconds := call.wait(turn):
                        await self._sleep(seconds)
            response = failure = None
            try:
                request = call.request()
                if self._http is None:
                    response = await self._connections.get().handle_async_request(request)
                    response.request = request
                else:
                    response = await self._http.send(request, stream=True, auth=call.auth, follow_redirects=False)
                if call.is_stream(response):
                    call.idle()
                else:
                    await response.aread()
            except FAILURES as error:
                response, failure = None, error
            pause = call.step(response, failure)
            if pause is None:
                return call.conclude(response, failure, AsyncStreamedResponse)
            if response is not None:
                await response.aclose()
            if pause:
                await self._sleep(pause)

    @staticmethod
    async def _sleep(seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)


def _check_pace(given: object) -> None:
    if given is not None and not isinstance(given, Pace):
        raise TypeError(f"pace must be a Pace, not {type(given).__name__}")


def _base_url(about: About, given: str | None, http: Any) -> tuple[httpx2.URL | None, bool]:
    """The base URL (argument, environment, the caller's client's, or the document's), and whether it is the last."""
    if given is not None:
        return checked_url(given, "base_url"), False
    from_env = os.environ.get(about.base_url_env, "").strip() if about.base_url_env else ""
    if from_env:
        return checked_url(from_env, about.base_url_env), False
    if http is not None and str(http.base_url):
        return checked_url(str(http.base_url), "the base_url of http_client"), False
    return None if about.base_url is None else checked_url(about.base_url, "the base URL of the document"), True
