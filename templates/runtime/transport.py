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
from functools import cache
from typing import Any

import httpcore2
import httpx2

from .errors import ConfigurationError
from .retry import Budget

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


class _Stream:
    """A connection whose waits are capped. What an asynchronous one gives back is awaited by its user."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> Any:
        view = memoryview(buffer)
        for start in range(0, len(view), _CHUNK):
            self._stream.write(bytes(view[start : start + _CHUNK]), _left(timeout, httpcore2.WriteTimeout))

    def start_tls(self, context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        return _Stream(self._stream.start_tls(context, server_hostname, _left(timeout, httpcore2.ConnectTimeout)))


class _AsyncStream(_Stream):
    def write(self, buffer: bytes, timeout: float | None = None) -> Any:
        return self._stream.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    async def start_tls(self, context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _AsyncStream(await self._stream.start_tls(context, server_hostname, left))


class _Backend(httpcore2.SyncBackend):
    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> Any:
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


class _AsyncBackend(httpcore2.AsyncNetworkBackend):
    def __init__(self) -> None:
        trio = sys.modules.get("trio")
        is_trio = trio is not None and trio.lowlevel.in_trio_task()
        self._backend: Any = httpcore2.TrioBackend() if is_trio else httpcore2.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> Any:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _AsyncStream(await self._backend.connect_tcp(host, port, left, *rest, **more))

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


class _Pools(dict[tuple[str, str], Any]):
    """A pool for each scheme and host. `prefix` is that of httpcore2's asynchronous classes."""

    def __init__(self, backend: Any, prefix: str = "") -> None:
        self._backend, self._prefix = backend, prefix
        self._lock = threading.Lock()

    def of(self, url: httpx2.URL) -> Any:
        key = (url.scheme, url.host)
        pool = self.get(key)
        if pool is None:
            with self._lock:
                pool = self[key] = self.get(key) or self._make(*key)
        return pool

    def _make(self, scheme: str, host: str) -> Any:
        options: dict[str, Any] = {"network_backend": self._backend, **_LIMITS}
        if scheme == "https":
            options["ssl_context"] = _tls()
        proxy, kind = _proxy(scheme, host), "ConnectionPool"
        if proxy is not None:
            try:
                parsed = httpx2.Proxy(proxy)
            except (ValueError, httpx2.InvalidURL):
                raise ConfigurationError("the proxy in the environment is not an http, https or socks5 URL") from None
            at, options["proxy_auth"] = parsed.url, parsed.raw_auth
            options["proxy_url"] = httpcore2.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=b"/")
            kind = "SOCKSProxy" if at.scheme.startswith("socks") else "HTTPProxy"
        return getattr(httpcore2, self._prefix + kind)(**options)


@cache
def _tls() -> Any:
    return httpcore2.default_ssl_context()


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


def _response(made: httpcore2.Response) -> httpx2.Response:
    return httpx2.Response(made.status, headers=made.headers, stream=_Body(made.stream), extensions=made.extensions)


class _Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A response's body, of either kind of pool."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx2():
            yield from self._stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx2():
            async for part in self._stream:
                yield part

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()


class PoolTransport(httpx2.BaseTransport):
    """The transport of a client that was given none."""

    def __init__(self) -> None:
        self._pools = _Pools(_Backend())

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        pool = self._pools.of(request.url)
        with _as_httpx2():
            return _response(pool.handle_request(_request(request)))

    def close(self) -> None:
        while self._pools:
            self._pools.popitem()[1].close()


class AsyncPoolTransport(httpx2.AsyncBaseTransport):
    """The transport of an asynchronous client that was given none."""

    def __init__(self) -> None:
        self._pools = _Pools(_AsyncBackend(), "Async")

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        pool = self._pools.of(request.url)
        with _as_httpx2():
            return _response(await pool.handle_async_request(_request(request)))

    async def aclose(self) -> None:
        while self._pools:
            await self._pools.popitem()[1].aclose()
