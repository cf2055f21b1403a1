"""Our own transports: httpcore2's connection pools over `network`'s connections.

Proxies come from the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), unless one
is given. There is a pool for each proxy and one for none, made when a request first needs it. A
pool belongs to one process and, of the asynchronous client, to one event loop: two that share a
connection would read each other's answers. A fork or another loop begins with none. Whoever forgets
to close a client leaves no open connection: they end with the client, or with its loop."""

from __future__ import annotations

import contextlib
import os
import ssl
import threading
import urllib.request
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast

import httpcore2
import httpx2
from typing_extensions import Unpack

from .errors import ConfigurationError
from .network import AsyncBackend, Backend, Stream, running_trio
from .options import PoolOptions

PoolT = TypeVar("PoolT")

_LIMITS = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=5.0)
_MOST_ROUTES = 1024  # that are remembered: redirects may lead anywhere
_ERRORS = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
)


_KINDS: dict[str, tuple[type, ...]] = {
    "ssl_context": (ssl.SSLContext, NoneType),
    "ca_file": (str, os.PathLike, NoneType),
    "proxy": (str, httpx2.Proxy, NoneType),
    "limits": (httpx2.Limits, NoneType),
    "http2": (bool, NoneType),
}


class _Pooling:
    """How a transport makes its pools, and which of them a request goes through."""

    def __init__(self, options: PoolOptions) -> None:
        if unknown := options.keys() - PoolOptions.__annotations__.keys():
            raise TypeError(f"unknown options of a transport: {', '.join(sorted(unknown))}")
        fits = ((name, isinstance(options.get(name), kinds)) for name, kinds in _KINDS.items())
        if wrong := next((name for name, fit in fits if not fit), None):
            given = type(options.get(wrong)).__name__
            raise TypeError(f"{wrong} must be {_named(_KINDS[wrong])}, not {given}")
        self._limits, self._http2 = options.get("limits") or _LIMITS, options.get("http2") or False
        self._ssl_context = _given_context(options.get("ssl_context"), options.get("ca_file"))
        self._from_environment = "proxy" not in options
        self._given = _proxy(options.get("proxy"), "proxy")
        self._proxies: dict[str, httpcore2.Proxy | None] = {}
        self._routes: dict[tuple[str, str, int | None], httpcore2.Proxy | None] = {}
        if self._http2:
            _require("h2", "http2=True")

    def proxy(self, url: httpx2.URL) -> httpcore2.Proxy | None:
        """The proxy for a URL, as the environment had it at first; one object for each proxy."""
        if not self._from_environment:
            return self._given
        key = (url.scheme, url.host, url.port)
        if key in (routes := self._routes):
            return routes[key]
        named = _environment_proxy(*key)
        found = self._proxies.setdefault(named, _proxy(named, "the proxy in the environment"))
        self._routes = {**(routes if len(routes) < _MOST_ROUTES else {}), key: found}
        return found

    def pool(
        self, kind: Callable[..., PoolT], proxy: httpcore2.Proxy | None, backend: object
    ) -> PoolT:
        """The pool for a proxy."""
        limits = self._limits
        variables = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        return kind(
            ssl_context=self._ssl_context or _system_context(self._http2, variables),
            proxy=proxy,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            http2=self._http2,
            network_backend=backend,
        )


def _named(kinds: tuple[type, ...]) -> str:
    return " or ".join(kind.__name__ for kind in kinds[:-1])


def _given_context(
    context: ssl.SSLContext | None, ca_file: str | os.PathLike[str] | None
) -> ssl.SSLContext | None:
    if ca_file is None:
        return context
    if context is not None:
        raise ConfigurationError("give either ssl_context or ca_file, not both")
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ValueError) as error:  # of which `ssl.SSLError` is one
        why = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"ca_file {os.fspath(ca_file)!r} cannot be read: {why}") from None


@cache
def _system_context(http2: bool, variables: tuple[str | None, str | None]) -> ssl.SSLContext:
    """The authorities that the system trusts, or those of `SSL_CERT_FILE` and `SSL_CERT_DIR`.

    A pool writes the protocols that it offers into its context, so those with HTTP/2 do not share
    one with the others."""
    try:
        return httpcore2.default_ssl_context()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"SSL_CERT_FILE or SSL_CERT_DIR cannot be read: {error}") from None


def _environment_proxy(scheme: str, host: str, port: int | None) -> str:
    """The proxy's URL, empty for none."""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    hosts = (host, f"{host}:{port or (443 if scheme == 'https' else 80)}")
    if not proxy or any(urllib.request.proxy_bypass(name) for name in hosts):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxy(given: str | httpx2.Proxy | None, source: str) -> httpcore2.Proxy | None:
    """The message of an error does not show the proxy, which may hold a password."""
    if not given:
        return None
    try:
        proxy = given if isinstance(given, httpx2.Proxy) else httpx2.Proxy(given)
    except (ValueError, TypeError, httpx2.InvalidURL):
        proxy = None
    if proxy is None or not proxy.url.host:
        raise ConfigurationError(f"{source} is not an http, https or socks5 URL")
    if proxy.url.scheme.startswith("socks"):
        _require("socksio", "a SOCKS proxy")
    url = httpcore2.URL(
        scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=b"/"
    )
    return httpcore2.Proxy(
        url, auth=proxy.raw_auth, headers=proxy.headers.raw, ssl_context=proxy.ssl_context
    )


def _require(module: str, what: str) -> None:
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise ConfigurationError(f"{what} needs the package {module}, which is not installed")


# --- between httpx2 and httpcore2 -----------------------------------------------------------------


def _translated(error: Exception, proxy: httpcore2.Proxy | None = None) -> httpx2.TransportError:
    """An error of httpcore2 as httpx2's of the same name; of a connection, by which proxy."""
    kind: type[httpx2.TransportError] = getattr(httpx2, type(error).__name__, httpx2.TransportError)
    if proxy is None or not issubclass(kind, httpx2.ConnectError | httpx2.ProxyError):
        return kind(str(error))
    return kind(f"by the proxy {proxy.url.host.decode('ascii')}:{proxy.url.port}: {error}")


def _request(request: httpx2.Request) -> httpcore2.Request:
    url, headers = request.url, request.headers.raw
    target = httpcore2.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    return httpcore2.Request(
        request.method,
        target,
        headers=headers,
        content=request.stream,
        extensions=request.extensions,
    )


def _response(made: httpcore2.Response, body: _Body | _AsyncBody) -> httpx2.Response:
    extensions: dict[str, Any] = cast("Any", made).extensions  # not wholly annotated there
    return httpx2.Response(made.status, headers=made.headers, stream=body, extensions=extensions)


def _spoil(made: httpcore2.Response) -> None:
    """Have the connection closed where more has arrived on it than this response, or the next call
    would read that as its own: so it is with a server that gives a 204 a body. h11, which keeps
    what is left, cannot be asked but past the pool."""
    connection: Any = getattr(getattr(made.stream, "_stream", None), "_connection", None)
    state = getattr(connection, "_h11_state", None)
    if state is not None and state.trailing_data[0]:
        cast("Any", made).extensions["network_stream"].is_spoiled = True


class _Body(httpx2.SyncByteStream):
    def __init__(self, made: httpcore2.Response) -> None:
        self._made = made

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._made.iter_stream()
        except _ERRORS as error:
            raise _translated(error) from None

    def close(self) -> None:
        _spoil(self._made)
        self._made.close()


class _AsyncBody(httpx2.AsyncByteStream):
    def __init__(self, made: httpcore2.Response) -> None:
        self._made = made

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async with contextlib.aclosing(self._made.aiter_stream()) as parts:
                async for part in parts:
                    yield part
        except _ERRORS as error:
            raise _translated(error) from None

    async def aclose(self) -> None:
        _spoil(self._made)
        await self._made.aclose()


# --- the blocking client --------------------------------------------------------------------------


class _Pools:
    """The pools of one process."""

    def __init__(self) -> None:
        self._backend = Backend()
        self.streams = self._backend.streams
        self._pools: dict[httpcore2.Proxy | None, httpcore2.ConnectionPool] = {}
        self._lock = threading.Lock()

    def of(self, proxy: httpcore2.Proxy | None, pooling: _Pooling) -> httpcore2.ConnectionPool:
        pool = self._pools.get(proxy)
        if pool is None:
            with self._lock:
                pool = self._pools.get(proxy)
                if pool is None:
                    pool = pooling.pool(httpcore2.ConnectionPool, proxy, self._backend)
                    self._pools[proxy] = pool
        return pool

    def close(self) -> None:
        while self._pools:
            self._pools.popitem()[1].close()


class PoolTransport(httpx2.BaseTransport):
    """The transport of a client that was given none. Raises `ConfigurationError`."""

    def __init__(self, **options: Unpack[PoolOptions]) -> None:
        self._pooling = _Pooling(options)
        self._of_process: dict[int, _Pools] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        proxy = self._pooling.proxy(request.url)
        pool = self._pools().of(proxy, self._pooling)
        try:
            made = pool.handle_request(_request(request))
        except _ERRORS as error:
            raise _translated(error, proxy) from None
        return _response(made, _Body(made))

    def close(self) -> None:
        self._pools().close()

    def _pools(self) -> _Pools:
        """This process's own. No lock, which a thread may have held when the process was forked."""
        process = os.getpid()
        pools = self._of_process.get(process)
        if pools is None:
            made = _Pools()
            pools = self._of_process.setdefault(process, made)
            if pools is made:
                weakref.finalize(self, _close, made.streams)
            for other in self._of_process.keys() - {process}:
                if inherited := self._of_process.pop(other, None):
                    _close(inherited.streams)
        return pools


def _close(streams: set[Stream]) -> None:
    """Close this process's ends of connections; a parent that shares them does not notice."""
    for stream in tuple(streams):
        stream.close()


# --- the asynchronous client ----------------------------------------------------------------------


class _AsyncPools:
    """The pools of one event loop in one process.

    An asynchronous generator waits in the loop for its end: loops close those that they know before
    they end themselves."""

    def __init__(self, loop: Any) -> None:
        self.process = os.getpid()
        self._loop = loop
        self._backend = AsyncBackend()
        self._pools: dict[httpcore2.Proxy | None, httpcore2.AsyncConnectionPool] = {}
        self.guard = self._until_closed()
        self.is_over = False

    @property
    def is_of_this_process(self) -> bool:
        return self.process == os.getpid()

    def of(self, proxy: httpcore2.Proxy | None, pooling: _Pooling) -> httpcore2.AsyncConnectionPool:
        pool = self._pools.get(proxy)
        if pool is None:
            pool = pooling.pool(httpcore2.AsyncConnectionPool, proxy, self._backend)
            self._pools[proxy] = pool
        return pool

    async def _until_closed(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            self.is_over = True
            while self._pools:
                await self._pools.popitem()[1].aclose()

    def close_soon(self) -> None:
        """Have the loop close the pools, from any thread; one that has ended did so."""
        if self.is_over or not self.is_of_this_process:
            return
        with contextlib.suppress(RuntimeError):  # the loop is closed
            if hasattr(self._loop, "call_soon_threadsafe"):
                self._loop.call_soon_threadsafe(_spawn, self._loop, self.guard)
            else:
                self._loop.run_sync_soon(_spawn_in_trio, self.guard)


def _close_soon(of_loop: dict[Any, _AsyncPools]) -> None:
    while of_loop:
        of_loop.popitem()[1].close_soon()


def _spawn(loop: Any, guard: AsyncGenerator[None, None]) -> None:
    loop.create_task(guard.aclose())


def _spawn_in_trio(guard: AsyncGenerator[None, None]) -> None:
    running_trio().lowlevel.spawn_system_task(guard.aclose)


def _running_loop() -> Any:
    """What stands for the event loop: trio's token, or asyncio's own object."""
    if trio := running_trio():
        return trio.lowlevel.current_trio_token()
    import asyncio

    return asyncio.get_running_loop()


class AsyncPoolTransport(httpx2.AsyncBaseTransport):
    """As `PoolTransport`, of an asynchronous client."""

    def __init__(self, **options: Unpack[PoolOptions]) -> None:
        self._pooling = _Pooling(options)
        self._of_loop: dict[Any, _AsyncPools] = {}
        weakref.finalize(self, _close_soon, self._of_loop)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        loop = _running_loop()
        pools = self._of_loop.get(loop)
        if pools is None or not pools.is_of_this_process:
            pools = await self._begin(loop)
        proxy = self._pooling.proxy(request.url)
        pool = pools.of(proxy, self._pooling)
        try:
            made = await pool.handle_async_request(_request(request))
        except _ERRORS as error:
            raise _translated(error, proxy) from None
        return _response(made, _AsyncBody(made))

    async def aclose(self) -> None:
        here = self._of_loop.pop(_running_loop(), None)
        _close_soon(self._of_loop)
        if here is not None and here.is_of_this_process:
            await here.guard.aclose()

    async def _begin(self, loop: Any) -> _AsyncPools:
        for other, pools in tuple(self._of_loop.items()):
            if pools.is_over or getattr(other, "is_closed", bool)():  # which trio's has not
                self._of_loop.pop(other, None)
        pools = self._of_loop[loop] = _AsyncPools(loop)
        await anext(pools.guard)  # which waits for nothing, so no other task comes between
        return pools
