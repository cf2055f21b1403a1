"""Connections whose every wait is capped by what is left of a call's deadline.

The deadline travels with the request, since connections are shared: each timeout in its `timeout`
extension is a `Budget`, which knows the deadline, and the streams here ask it for what is left at
every single read, write and handshake. A server that sends a byte a second, in its headers too, is
therefore cut off in time. Resolving a host name is the one wait of the blocking client that cannot
be cut short."""

from __future__ import annotations

import socket
import ssl
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any, Self

import httpcore2

from .retry import Budget

_CHUNK = 65_536
_RECORD = 16_384  # octets of a record of TLS (RFC 8446, section 5.1)


def _left(timeout: float | None, expired: type[Exception]) -> float | None:
    """What is left of a timeout; raises `expired` where nothing is."""
    if not isinstance(timeout, Budget):
        return timeout
    left = min(float(timeout), timeout.deadline - time.monotonic())
    if left <= 0:
        raise expired("deadline exceeded")
    return left


class _Held:
    """The head of a request, held until its body begins: what is short goes out in one write. Not
    of HTTP/2, where a request is sent while another one's answer is waited for."""

    is_spoiled = False  # more has arrived on it than its answers: no other call may have it
    _held = b""
    _holds = _begins = True

    def _encrypted(self, made: Any) -> Self:
        ssl_object = made.get_extra_info("ssl_object")
        is_h2 = ssl_object is not None and ssl_object.selected_alpn_protocol() == "h2"
        self._holds = self._begins = not is_h2
        return self

    def _to_write(self, buffer: bytes) -> list[bytes]:
        """What to write now; nothing of the first that is written after an answer."""
        if self._begins and buffer:
            self._held, self._begins = buffer, False
            return []
        held, self._held = self._held, b""
        both = [held + buffer] if len(held) + len(buffer) <= _RECORD else [held, buffer]
        return [each for each in both if each]


class Stream(_Held, httpcore2.NetworkStream):
    """A connection of the blocking client; `streams` holds it for as long as it is open."""

    def __init__(self, stream: httpcore2.NetworkStream, streams: set[Stream]) -> None:
        self._stream, self._streams = stream, streams
        streams.add(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._held:
            self.write(b"", timeout)
        self._begins = self._holds
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for piece in self._to_write(buffer):
            for start in range(0, len(piece), _CHUNK):
                left = _left(timeout, httpcore2.WriteTimeout)
                self._stream.write(piece[start : start + _CHUNK], left)

    def close(self) -> None:
        self._streams.discard(self)
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            made = self._stream.start_tls(
                ssl_context, server_hostname, _left(timeout, httpcore2.ConnectTimeout)
            )
        except BaseException as error:
            self.close()
            raise _failed_handshake(error) from error
        self._streams.discard(self)
        return Stream(made, self._streams)._encrypted(made)

    def get_extra_info(self, info: str) -> Any:
        return (self.is_spoiled and info == "is_readable") or self._stream.get_extra_info(info)


class Backend(httpcore2.SyncBackend):
    """Connects for the blocking client; `streams` are its open connections."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Try each address of the host with half of what is left of the timeout, the last with all
        of it: one that is deaf does not hide the others."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(str(error)) from None
        failure: Exception = httpcore2.ConnectError("the host name has no address")
        now, left = time.monotonic(), _left(timeout, httpcore2.ConnectTimeout)
        together = None if left is None else Budget.until(now + left, left, now)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for number, address in enumerate(addresses, 1):
            try:
                left = _left(together, httpcore2.ConnectTimeout)
                left = left / 2 if left and number < len(addresses) else left
                made = super().connect_tcp(address, port, left, local_address, socket_options)
                return Stream(made, self.streams)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


class AsyncStream(_Held, httpcore2.AsyncNetworkStream):
    """A connection of the asynchronous client."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._held:
            await self.write(b"", timeout)
        self._begins = self._holds
        try:
            return await self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))
        except (httpcore2.ReadError, OSError) as error:  # a late alert of TLS comes as it is
            raise httpcore2.ReadError(_words(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            for piece in self._to_write(buffer):
                await self._stream.write(piece, _left(timeout, httpcore2.WriteTimeout))
        except (httpcore2.WriteError, OSError) as error:
            raise httpcore2.WriteError(_words(error)) from error

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            left = _left(timeout, httpcore2.ConnectTimeout)
            made = await self._stream.start_tls(ssl_context, server_hostname, left)
            return AsyncStream(made)._encrypted(made)
        except BaseException as error:  # of which cancelling is one
            await self.aclose()
            raise _failed_handshake(error) from error

    def get_extra_info(self, info: str) -> Any:
        return (self.is_spoiled and info == "is_readable") or self._stream.get_extra_info(info)


class AsyncBackend(httpcore2.AsyncNetworkBackend):
    """Connects for the asynchronous client, in the event loop in which it is made."""

    def __init__(self) -> None:
        made: Any = httpcore2.TrioBackend() if running_trio() else httpcore2.AnyIOBackend()
        self._backend: httpcore2.AsyncNetworkBackend = made

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        try:
            connect = self._backend.connect_tcp
            return AsyncStream(await connect(host, port, left, local_address, socket_options))
        except UnicodeError as error:
            raise httpcore2.ConnectError(str(error)) from None

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


def running_trio() -> Any:
    """The module trio where the caller is a task of its, else `None`; it is never imported here."""
    trio: Any = sys.modules.get("trio")
    return trio if trio is not None and trio.lowlevel.in_trio_task() else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception, and those behind it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _words(error: Exception) -> str:
    """What an exception says, or else what is behind it: those of event loops are often mute."""
    return next((str(cause) for cause in _causes(error) if str(cause)), "")


def _failed_handshake(error: BaseException) -> BaseException:
    """An error of httpcore2 for a handshake; a refused certificate is told from all else."""
    if not isinstance(error, Exception):
        return error
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            what = cause.verify_message.rstrip(".")
            return httpcore2.ConnectError(f"CERTIFICATE_VERIFY_FAILED: {what}")
    if isinstance(error, httpcore2.TimeoutException):
        return error
    return httpcore2.ConnectError(_words(error))
