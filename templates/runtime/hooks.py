"""Hooks: functions of a caller's that are told of each attempt.

Each attempt, repeats and redirects that are followed too, calls `on_request`, begins once that has
returned, and then calls exactly one of the others: `on_response` where a response arrived, of
whatever status, `on_error` where none did, or it was interrupted (`KeyboardInterrupt`, a task that
is cancelled). Several hooks are called in their order, those of an asynchronous client may be
asynchronous. What a hook raises ends the call and comes out as it is; but an interruption comes out
in any case. No event has a credential, the values of a path or a query, a body or a header that is
not its hooks' own."""

from __future__ import annotations

from dataclasses import dataclass, field
from inspect import isawaitable, iscoroutine, iscoroutinefunction
from typing import TYPE_CHECKING, Any

import httpx2

from .errors import AttemptInterruptedError, InvalidInputError, Problem, SDKError, request_id
from .redaction import PrivateHeaders
from .retry import retry_after
from .settings import add_header

if TYPE_CHECKING:
    from .core import Call


@dataclass(frozen=True, kw_only=True)
class AttemptEvent:
    """What every event says of its attempt.

    `path` is the operation's as the document writes it (`/pets/{id}`), `url` the server's address
    before it. `attempt` counts from 1, repeats and redirects included. `state` is for the hooks: a
    dict that all events of one call share."""

    operation_id: str
    method: str
    path: str
    url: str
    server_address: str
    server_port: int
    attempt: int
    state: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class RequestEvent(AttemptEvent):
    """An attempt begins. What a hook puts into `headers` is sent, instead of ours where the name is
    the same; but not to another origin, to which a redirect has led.
    """

    headers: dict[str, str] = field(default_factory=dict[str, str], repr=False)


@dataclass(frozen=True, kw_only=True)
class ResponseEvent(AttemptEvent):
    """An attempt was answered. `duration` is its seconds: until the body was read, or the
    headers of a stream.

    `retry_after` is the pause in seconds that the server asks for. `retry_in` is that before the
    next attempt, 0 before a redirect is followed; `None`: there is none."""

    status_code: int
    duration: float
    request_id: str | None
    retry_after: float | None
    retry_in: float | None


@dataclass(frozen=True, kw_only=True)
class ErrorEvent(AttemptEvent):
    """No response arrived, or none that could be read: `error` is what the call raises where this
    was the last attempt, but `AttemptInterruptedError` for one that was interrupted. `duration` and
    `retry_in` are as of `ResponseEvent`.
    """

    error: SDKError
    duration: float
    retry_in: float | None


class Watch:
    """The hooks of one call; `headers` are those that they add to the attempt."""

    def __init__(self, call: Call[Any]) -> None:
        self._call, self._state = call, dict[str, Any]()
        for name in ("on_request", "on_response", "on_error"):
            if call.settings.blocking and any(map(iscoroutinefunction, self._hooks(name))):
                what = "is asynchronous, which needs the asynchronous client"
                raise InvalidInputError(problems=[Problem(name, what)], request=call.info())

    def begin(self) -> None:
        """Before an attempt of the blocking client."""
        event = self._begun()
        self._tell("on_request", event)
        self._take(event.headers)

    async def begin_async(self) -> None:
        event = self._begun()
        await self._tell_async("on_request", event)
        self._take(event.headers)

    def end(
        self, response: httpx2.Response | None, error: Exception | None, pause: float | None
    ) -> Exception | None:
        """After an attempt; gives the error that `Call.finish` raises."""
        name, event = self._ended(response, error, pause)
        try:
            self._tell(name, event)
        except BaseException:
            if response is not None:
                response.close()
            raise
        return getattr(event, "error", error)

    async def end_async(
        self, response: httpx2.Response | None, error: Exception | None, pause: float | None
    ) -> Exception | None:
        name, event = self._ended(response, error, pause)
        try:
            await self._tell_async(name, event)
        except BaseException:
            if response is not None:
                await response.aclose()
            raise
        return getattr(event, "error", error)

    def interrupt(self, error: BaseException) -> None:
        """After an attempt that `error` interrupts; what a hook raises is a note on it."""
        event = self._interrupted(error)
        for hook in self._hooks("on_error"):
            try:
                _step(hook(event))
            except Exception as other:  # noqa: BLE001  # a caller's hook may raise anything
                _note(error, other)

    async def interrupt_async(self, error: BaseException) -> None:
        if isinstance(error, GeneratorExit):  # nothing more can be awaited
            self.interrupt(error)
            return
        from anyio import CancelScope

        event = self._interrupted(error)
        for hook in self._hooks("on_error"):
            try:
                with CancelScope(shield=True):
                    await self._await(hook(event))
            except Exception as other:  # noqa: BLE001  # a caller's hook may raise anything
                _note(error, other)

    def _hooks(self, name: str) -> tuple[Any, ...]:
        given = getattr(self._call.settings, name)
        return (given,) if callable(given) else tuple(given)

    def _tell(self, name: str, event: AttemptEvent) -> None:
        for hook in self._hooks(name):
            if isawaitable(hook(event)):
                raise TypeError(f"{name} of a client that blocks must not give an awaitable")

    async def _tell_async(self, name: str, event: AttemptEvent) -> None:
        for hook in self._hooks(name):
            await self._await(hook(event))

    @staticmethod
    async def _await(made: object) -> None:
        if isawaitable(made):
            await made

    def _begun(self) -> RequestEvent:
        call, url = self._call, self._call.url
        self._about: Any = {
            "operation_id": call.operation.id,
            "method": call.method,
            "path": call.operation.path,
            "url": f"{url.scheme}://{url.netloc.decode('ascii')}{call.head.prefix}",
            "server_address": url.host,
            "server_port": url.port or (443 if url.scheme == "https" else 80),
            "attempt": call.attempts + 1,
            "state": self._state,
        }
        return RequestEvent(**self._about)

    def _take(self, headers: dict[str, str]) -> None:
        found: list[Problem] = []
        self.headers = PrivateHeaders()
        for name, value in () if self._call.is_cross_origin else headers.items():
            add_header(self.headers, name, value, found)
        if found:
            raise InvalidInputError(problems=found, request=self._call.info())
        self._started = self._call.clock()

    def _ended(
        self, response: httpx2.Response | None, error: Exception | None, pause: float | None
    ) -> tuple[str, AttemptEvent]:
        call, about = self._call, self._over(pause)
        if response is None:
            failed = call.failure(error or httpx2.TransportError(""))
            return "on_error", ErrorEvent(**about, error=failed)
        about |= {"status_code": response.status_code, "request_id": request_id(response.headers)}
        return "on_response", ResponseEvent(**about, retry_after=retry_after(response.headers))

    def _interrupted(self, error: BaseException) -> ErrorEvent:
        what = f"{self._call.operation.label} was interrupted ({type(error).__name__})"
        failed = AttemptInterruptedError(what, request=self._call.info())
        return ErrorEvent(**self._over(None), error=failed)

    def _over(self, pause: float | None) -> Any:
        seconds = self._call.clock() - self._started
        return {**self._about, "duration": seconds, "retry_in": pause}


def _step(made: object) -> None:
    """Run what an asynchronous hook does before it waits, where nothing can be awaited."""
    if iscoroutine(made):
        try:
            made.send(None)
        except StopIteration:
            return
        made.close()


def _note(error: BaseException, other: Exception) -> None:
    error.add_note(f"a hook on_error raised {type(other).__name__}")
