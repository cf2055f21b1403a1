"""Our own transports: httpcore2's connection pools, with every wait on the network capped by the call's deadline.

The deadline travels with the request, since connections are shared: each timeout in its `timeout` extension is a `Budget`,
which knows the deadline, and the network backend asks it for what is left at every single read and write. A server that sends a
byte a second, in its headers too, is therefore cut off in time. Resolving a host name is the one wait that cannot be cut short.

Proxies come from the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), per host. Pools and TLS contexts
are made when a request first needs them.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, cast

import httpcore2
import httpx2

from .errors import ConfigurationError
from .retry import Budget

Pool = TypeVar("Pool")

_LIMITS: dict[str, Any] = {"max_connections": 100, "max_keepalive_connections": 20, "keepalive_expiry": 5.0}
_CHUNK = 65_536


def _left(timeout: float | None, expired: type[Exception]) -> float | None:
    """What is left of a timeout; raises `expired` where nothing is."""
    if not isinstance(timeout, Budget):
        return timeout
    left = min(float(timeout), timeout.deadline - time.monotonic())
    if left <= 0:
        raise expired("deadline exceeded")
    return left


class _Stream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        for start in range(0, len(view), _CHUNK):
            self._stream.write(bytes(view[start : start + _CHUNK]), _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Stream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout, httpcore2.ConnectTimeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore2.SyncBackend):
    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> _Stream:
        """Try each address of the host, all within the one timeout."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(str(error)) from None
        failure: Exception = httpcore2.ConnectError("the host name has no address")
        for address in dict.fromkeys(str(entry[4][0]) for entry in found):
            try:
                left = _left(timeout, httpcore2.ConnectTimeout)
                return _Stream(super().connect_tcp(address, port, left, *rest, **more))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


class _AsyncStream(httpcore2.AsyncNetworkStream):
    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> _AsyncStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _AsyncBackend(httpcore2.AsyncNetworkBackend):
    def __init__(self) -> None:
        trio = sys.modules.get("trio")
        is_trio = trio is not None and trio.lowlevel.in_trio_task()
        self._backend: Any = httpcore2.TrioBackend() if is_trio else httpcore2.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> _AsyncStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _AsyncStream(await self._backend.connect_tcp(host, port, left, *rest, **more))

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


class _Pools(Generic[Pool]):
    """A pool for each route in use: a scheme, and a proxy or none."""

    def __init__(self, backend: Any, direct: Any, proxied: Any, socks: Any) -> None:
        self._backend, self._direct, self._proxied, self._socks = backend, direct, proxied, socks
        self._lock = threading.Lock()
        self._by_host: dict[tuple[str, str], Pool] = {}
        self._by_route: dict[tuple[str, str | None], Pool] = {}

    def __getitem__(self, url: httpx2.URL) -> Pool:
        found = self._by_host.get((url.scheme, url.host))
        return self._add(url.scheme, url.host) if found is None else found

    def _add(self, scheme: str, host: str) -> Pool:
        with self._lock:
            route = (scheme, _proxy(scheme, host))
            if route not in self._by_route:
                self._by_route[route] = self._make(*route)
            return self._by_host.setdefault((scheme, host), self._by_route[route])

    def _make(self, scheme: str, proxy: str | None) -> Pool:
        options: dict[str, Any] = {"network_backend": self._backend, **_LIMITS}
        if scheme == "https":
            options["ssl_context"] = httpcore2.default_ssl_context()
        if proxy is None:
            return cast("Pool", self._direct(**options))
        try:
            parsed = httpx2.Proxy(proxy)
        except (ValueError, httpx2.InvalidURL):
            raise ConfigurationError("the proxy in the environment is not a URL of scheme http, https or socks5") from None
        url = httpcore2.URL(scheme=parsed.url.raw_scheme, host=parsed.url.raw_host, port=parsed.url.port, target=b"/")
        make = self._socks if parsed.url.scheme.startswith("socks") else self._proxied
        return cast("Pool", make(proxy_url=url, proxy_auth=parsed.raw_auth, **options))

    def clear(self) -> list[Pool]:
        with self._lock:
            pools = list(self._by_route.values())
            self._by_route.clear()
            self._by_host.clear()
            return pools


def _proxy(scheme: str, host: str) -> str | None:
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy or urllib.request.proxy_bypass(host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


@contextmanager
def _as_httpx2() -> Iterator[None]:
    """httpcore2's errors as httpx2's, whose names are the same."""
    try:
        yield
    except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError) as error:
        mapped = getattr(httpx2, type(error).__name__, httpx2.TransportError)
        raise mapped(str(error)) from None


def _request(request: httpx2.Request) -> httpcore2.Request:
    url, headers = request.url, request.headers.raw
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    return httpcore2.Request(request.method, target, headers=headers, content=request.stream, extensions=request.extensions)


def _response(response: httpcore2.Response, body: Any) -> httpx2.Response:
    return httpx2.Response(response.status, headers=response.headers, stream=body, extensions=response.extensions)


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx2():
            yield from self._stream

    def close(self) -> None:
        self._stream.close()


class _AsyncBody(httpx2.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx2():
            async for part in self._stream:
                yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class PoolTransport(httpx2.BaseTransport):
    """The transport of a client that was given none."""

    def __init__(self) -> None:
        self._pools: _Pools[httpcore2.ConnectionPool] = _Pools(
            _Backend(), httpcore2.ConnectionPool, httpcore2.HTTPProxy, httpcore2.SOCKSProxy
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        pool = self._pools[request.url]
        with _as_httpx2():
            response = pool.handle_request(_request(request))
        return _response(response, _Body(response.stream))

    def close(self) -> None:
        for pool in self._pools.clear():
            pool.close()


class AsyncPoolTransport(httpx2.AsyncBaseTransport):
    """The transport of an asynchronous client that was given none."""

    def __init__(self) -> None:
        self._pools: _Pools[httpcore2.AsyncConnectionPool] = _Pools(
            _AsyncBackend(), httpcore2.AsyncConnectionPool, httpcore2.AsyncHTTPProxy, httpcore2.AsyncSOCKSProxy
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        pool = self._pools[request.url]
        with _as_httpx2():
            response = await pool.handle_async_request(_request(request))
        return _response(response, _AsyncBody(response.stream))

    async def aclose(self) -> None:
        for pool in self._pools.clear():
            await pool.aclose()
