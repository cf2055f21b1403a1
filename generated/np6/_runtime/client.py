"""The two clients: the same decisions (`core`), with and without `await`.

A client is safe to share between threads, forked processes and event loops: each process and each
loop has connections of its own. (OpenSSL is not: a process that is forked while another thread
makes a connection may wait for its locks for ever.) `with_options` gives a view with other options
on the same connections, so closing either closes both. A caller's own `http_client` stays the
caller's to close, and with it, or with a transport of the caller's, the deadline is kept as well as
that lets us: by timeouts cut to what is left when an attempt begins, between attempts, and whenever
a part of a body arrives. So a body that drips outlasts it by one read timeout at most."""

from __future__ import annotations

import copy
import os
import sys
import time
from abc import abstractmethod
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NoReturn, Self, cast, overload

import httpx2
from typing_extensions import TypeVar, Unpack

from .about import About, AnyClient, NoCredentials
from .core import Call, Mode, prepare
from .errors import ConfigurationError
from .operation import unlocked
from .options import ClientOptions, PoolOptions, RequestKeywords, ViewOptions
from .pacing import Pace
from .redaction import PrivateRequest
from .response import AsyncStreamedResponse, RawResponse, StreamedResponse
from .settings import ServerChoice, Settings, at, checked_url, with_options
from .unset import UNSET, Unset

if TYPE_CHECKING:
    from .operation import Operation

T = TypeVar("T", default=Any)
TransportT = TypeVar("TransportT", bound="httpx2.BaseTransport | httpx2.AsyncBaseTransport")
HttpT = TypeVar("HttpT", bound="httpx2.Client | httpx2.AsyncClient")

_PYTHON = ".".join(str(part) for part in sys.version_info[:3])


class _Connections(Generic[TransportT]):
    """The transport that views of a client share, made when needed unless the caller gave one."""

    def __init__(self, given: TransportT | None, make: Callable[[], TransportT]) -> None:
        # the first counts: those of threads that lost have no connections
        self._transports = [] if given is None else [given]
        self._make, self.closed = make, False

    @property
    def transport(self) -> TransportT | None:
        return self._transports[0] if self._transports else None

    def get(self) -> TransportT:
        """The transport. Ours is imported with the first request, or to check its options."""
        if not self._transports:
            # in one step, where a test and an assignment would let two threads win
            self._transports.append(self._make())
        return self._transports[0]


class _Base(Generic[TransportT, HttpT]):
    """What both clients are set up with. `_http` is the caller's own client."""

    _about: ClassVar[About]
    _kinds: ClassVar[tuple[type, type]]
    _http: HttpT | None
    _mode: Mode = "parsed"

    def __init_subclass__(cls) -> None:
        unlocked(cls)

    def __init__(
        self,
        credentials: Mapping[str, Any],
        *,
        base_url: str | None = None,
        headers: Mapping[str, str] | None = None,
        transport: TransportT | None = None,
        http_client: HttpT | None = None,
        **rest: Any,
    ) -> None:
        # `rest` is what `ClientOptions` has besides: options of every call, `pace`, and those of a
        # transport of ours; and `servers`, which `Settings` has.
        servers: ServerChoice | None = rest.pop("servers", None)
        own, kinds = type(self).__name__, self._kinds
        pool = {name: rest.pop(name) for name in PoolOptions.__annotations__.keys() & rest.keys()}
        if unknown := rest.keys() - ClientOptions.__annotations__.keys():
            raise TypeError(f"{own}() got an unexpected keyword argument {min(unknown)!r}")
        for name, given, kind in (
            ("http_client", http_client, kinds[0]),
            ("transport", transport, kinds[1]),
        ):
            if given is not None and not isinstance(given, kind):
                raise TypeError(
                    f"{name} of {own} must be an httpx2.{kind.__name__}, not {type(given).__name__}"
                )
        if transport is not None and http_client is not None:
            raise TypeError("give either transport or http_client, not both")
        if pool and (transport is not None or http_client is not None):
            raise TypeError(
                f"{min(pool)} is an option of {own}'s own transport; set up the one that you "
                "give with it"
            )
        blocking, about = kinds[0] is httpx2.Client, self._about
        known = (about.store or NoCredentials)(about, credentials, blocking)
        base, is_default = _base_url(about, base_url, http_client)
        agent = f"{about.package}/{about.version} python/{_PYTHON}".encode("ascii", "replace")
        pace = _checked_pace(rest.pop("pace", None))
        settings = Settings(agent, None, True, known, {}, pace=pace, blocking=blocking)
        settings = at(settings, base, is_default, servers)
        self._settings = with_options(settings, {"headers": headers, **rest})
        if http_client is None:
            known.require(own, self._settings.headers)
        make = partial(self._own_transport, cast("PoolOptions", pool))
        self._http, self._connections = http_client, _Connections[TransportT](transport, make)
        if pool:
            self._connections.get()  # which checks them

    @classmethod
    @abstractmethod
    def _own_transport(cls, options: PoolOptions) -> TransportT:
        """The transport of a client that was given none; it checks its options."""

    @property
    def base_url(self) -> str:
        """Where requests go; a path in it comes before every operation's."""
        return str(self._settings.base or "").rstrip("/")

    @property
    def is_closed(self) -> bool:
        return self._connections.closed

    def with_options(self, **options: Unpack[ViewOptions]) -> Self:
        """This client with other options, on the same connections; headers and query are added to
        those it has.

        `pace` is instead of the client's own: an operation with a limit of its own has a view with
        a pace of its own."""
        base_url, pace = options.pop("base_url", UNSET), options.pop("pace", UNSET)
        copied = copy.copy(self)
        copied._settings = with_options(self._settings, options)
        if not isinstance(base_url, Unset):
            base, servers = checked_url(base_url, "base_url"), self._settings.servers
            copied._settings = at(copied._settings, base, False, servers)
        if not isinstance(pace, Unset):
            copied._settings = copied._settings._replace(pace=_checked_pace(pace))
        return copied

    def _with_credentials(self, given: Mapping[str, Any]) -> Self:
        """A view that was made of a client is given its credentials."""
        known = self._settings.credentials.changed(given)
        self._settings = self._settings._replace(credentials=known, heads={})
        return self

    def __copy__(self) -> Self:
        copied = object.__new__(type(self))
        copied.__dict__.update(
            (name, value) for name, value in self.__dict__.items() if name.startswith("_")
        )
        return copied

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a client holds connections and credentials and cannot be pickled; make one "
            "where it is used"
        )

    def __repr__(self) -> str:
        made = "_settings" in self.__dict__
        return f"{type(self).__name__}({f'base_url={self.base_url!r}' if made else ''})"

    def _prepare(
        self, mode: Mode, arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> Call[Any]:
        if self._connections.closed:
            raise ConfigurationError(f"this {type(self).__name__} is closed")
        return prepare(self._settings, mode, self._http, *arguments, **keywords)

    def _request(
        self, method: str, path: str, cast_to: Any, rest: Mapping[str, Any]
    ) -> tuple[Any, ...]:
        from .request import arguments

        if unknown := rest.keys() - RequestKeywords.__annotations__.keys():
            raise TypeError(
                f"{type(self).__name__}.request() got an unexpected keyword argument "
                f"{min(unknown)!r}"
            )
        return arguments(self._settings.base, self._about.security, method, path, cast_to, **rest)


class Client(_Base[httpx2.BaseTransport, httpx2.Client]):
    """A client that blocks."""

    _kinds = (httpx2.Client, httpx2.BaseTransport)
    _sleep: Callable[[float], None] = staticmethod(time.sleep)

    @classmethod
    def _own_transport(cls, options: PoolOptions) -> httpx2.BaseTransport:
        from .transport import PoolTransport

        return PoolTransport(**options)

    def close(self) -> None:
        """Close the connections; a caller's own `http_client` is left open."""
        self._connections.closed = True
        if self._connections.transport is not None:
            self._connections.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        cast_to: type[T] | None = None,
        raw: Literal[False] = False,
        **rest: Unpack[RequestKeywords],
    ) -> T: ...
    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        cast_to: type[T] | None = None,
        raw: Literal[True],
        **rest: Unpack[RequestKeywords],
    ) -> RawResponse[T]: ...
    def request(
        self, method: str, path: str, *, cast_to: Any = None, raw: bool = False, **rest: Any
    ) -> Any:
        """Send a request that no method of this client sends, with its credentials, retries, pace,
        redirects and errors.

        Args: method: GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. path: below the base URL, or a
            URL there; what leads out of it is refused. cast_to: the type of a success, read from
            JSON: a model, `list[Model]`, `dict[str, Any]`; or `str` or `bytes`.
                Without it JSON, text or bytes come back as their label says.
            raw: whether to give the whole response, as `with_raw_response` does.
            rest: `query`, `body`, `content_type`, `headers`, `retry` and `options`: see
                `RequestKeywords`.
        """
        return self._send("raw" if raw else self._mode, *self._request(method, path, cast_to, rest))

    def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", self._send(self._mode, operation, *arguments, **keywords))

    def _send(self, mode: Mode, *arguments: Any, **keywords: Any) -> Any:
        """Make a call of `core.prepare`'s arguments. Of a stream only an error's body is read."""
        call = self._prepare(mode, arguments, keywords)
        if isinstance(call.content, bytes):
            return self._attempts(call)
        with closing(call.content) as upload:
            failure = None
            try:
                upload.measure(call.check_deadline)
            except Exception as error:  # noqa: BLE001  # raised below, outside of what a caller's own code raised
                failure = call.failure(error)
            if failure is not None:
                raise failure
            return self._attempts(call)

    def _begin(self, call: Call[Any]) -> None:
        """Wait until the next attempt may start, and tell its hooks."""
        if call.settings.pace is not None:
            with call.settings.pace.turn() as turn:
                while seconds := call.wait(turn):
                    self._sleep(seconds)
        if call.watch is not None:
            call.watch.begin()

    def _attempts(self, call: Call[Any]) -> Any:
        while True:
            self._begin(call)
            response = failure = None
            try:
                response = self._answer(call)
            except Exception as error:  # noqa: BLE001  # a caller's transport, hook or auth may raise anything
                response, failure = call.refused(error), error
            except BaseException as interruption:
                if call.watch is not None:
                    call.watch.interrupt(interruption)
                raise
            pause = call.step(response, failure)
            if call.watch is not None:
                failure = call.watch.end(response, failure, pause)
            if pause is None:
                return call.finish(response, failure, StreamedResponse)
            if response is not None:
                response.close()
            if pause:
                self._sleep(pause)

    def _signed(self, call: Call[Any]) -> PrivateRequest:
        for live in call.begin():
            call.signed.append((live, live.now(call, self)))
        return call.request()

    def _exchange(self, request: PrivateRequest, auth: Any) -> httpx2.Response:
        if self._http is not None:
            return self._http.send(request, stream=True, auth=auth, follow_redirects=False)
        response = self._connections.get().handle_request(request)
        response.request = request
        return response

    def _answer(self, call: Call[Any]) -> httpx2.Response:
        response = call.received(self._exchange(self._signed(call), auth=call.auth))
        if call.is_stream(response):
            call.idle()
        else:
            response.read()
        return response


class AsyncClient(_Base[httpx2.AsyncBaseTransport, httpx2.AsyncClient]):
    """A client for `await`."""

    _kinds = (httpx2.AsyncClient, httpx2.AsyncBaseTransport)

    @classmethod
    def _own_transport(cls, options: PoolOptions) -> httpx2.AsyncBaseTransport:
        from .transport import AsyncPoolTransport

        return AsyncPoolTransport(**options)

    async def aclose(self) -> None:
        """Close the connections; a caller's own `http_client` is left open."""
        self._connections.closed = True
        if self._connections.transport is not None:
            await self._connections.transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        cast_to: type[T] | None = None,
        raw: Literal[False] = False,
        **rest: Unpack[RequestKeywords],
    ) -> T: ...
    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        cast_to: type[T] | None = None,
        raw: Literal[True],
        **rest: Unpack[RequestKeywords],
    ) -> RawResponse[T]: ...
    async def request(
        self, method: str, path: str, *, cast_to: Any = None, raw: bool = False, **rest: Any
    ) -> Any:
        """As `Client.request`, for `await`."""
        mode: Mode = "raw" if raw else self._mode
        return await self._send(mode, *self._request(method, path, cast_to, rest))

    async def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", await self._send(self._mode, operation, *arguments, **keywords))

    async def _send(self, mode: Mode, *arguments: Any, **keywords: Any) -> Any:
        """Make a call of `core.prepare`'s arguments. Of a stream only an error's body is read."""
        call = self._prepare(mode, arguments, keywords)
        if isinstance(call.content, bytes):
            return await self._attempts(call)
        with closing(call.content) as upload:
            failure = None
            try:
                await upload.measure_async(call.check_deadline)
            except Exception as error:  # noqa: BLE001  # raised below, outside of what a caller's own code raised
                failure = call.failure(error)
            if failure is not None:
                raise failure
            return await self._attempts(call)

    async def _begin(self, call: Call[Any]) -> None:
        """Wait until the next attempt may start, and tell its hooks."""
        if call.settings.pace is not None:
            with call.settings.pace.turn() as turn:
                while seconds := call.wait(turn):
                    await self._sleep(seconds)
        if call.watch is not None:
            await call.watch.begin_async()

    async def _attempts(self, call: Call[Any]) -> Any:
        while True:
            await self._begin(call)
            response = failure = None
            try:
                response = await self._answer(call)
            except Exception as error:  # noqa: BLE001  # a caller's transport, hook or auth may raise anything
                response, failure = call.refused(error), error
            except BaseException as interruption:
                if call.watch is not None:
                    await call.watch.interrupt_async(interruption)
                raise
            pause = call.step(response, failure)
            if call.watch is not None:
                failure = await call.watch.end_async(response, failure, pause)
            if pause is None:
                return call.finish(response, failure, AsyncStreamedResponse)
            if response is not None:
                await response.aclose()
            if pause:
                await self._sleep(pause)

    async def _signed(self, call: Call[Any]) -> PrivateRequest:
        for live in call.begin():
            call.signed.append((live, await live.now_async(call, self)))
        return call.request()

    async def _exchange(self, request: PrivateRequest, auth: Any) -> httpx2.Response:
        if self._http is not None:
            return await self._http.send(request, stream=True, auth=auth, follow_redirects=False)
        response = await self._connections.get().handle_async_request(request)
        response.request = request
        return response

    async def _answer(self, call: Call[Any]) -> httpx2.Response:
        request = await self._signed(call)
        response = call.received(await self._exchange(request, auth=call.auth))
        if call.is_stream(response):
            call.idle()
        else:
            await response.aread()
        return response

    @staticmethod
    async def _sleep(seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)


def _checked_pace(given: object) -> Pace | None:
    if given is None or isinstance(given, Pace):
        return given
    raise TypeError(f"pace must be a Pace, not {type(given).__name__}")


def _base_url(
    about: About, given: str | None, http: AnyClient | None
) -> tuple[httpx2.URL | None, bool]:
    """The base URL: given, of the environment, of `http_client`, or (then true) the document's."""
    if given is not None:
        return checked_url(given, "base_url"), False
    from_env = os.environ.get(about.base_url_env, "").strip() if about.base_url_env else ""
    if from_env:
        return checked_url(from_env, about.base_url_env), False
    if http is not None and str(http.base_url):
        return checked_url(str(http.base_url), "the base_url of http_client"), False
    return None if about.base_url is None else checked_url(
        about.base_url, "the base URL of the document"
    ), True
