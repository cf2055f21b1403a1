"""Following a list of events: asked for window by window, up to a little before now, again and
again.

A window runs from where all was handed out to now minus a lag, within which the service may still
be adding events: by this machine's clock, which has to be right to within the lag. Both of its ends
are sent; the next one begins at the moment that it ended at, so the operation has to give what
happened at its start. Whether it gives what happened at the end does not matter: what comes again
is known by its id. An event without an id is always handed on, twice if it comes twice.

The cursor moves when a window was worked through: when the event after its last is asked for, or
the wait for the next round begins. So each event is handed out at least once. What a consumer got
of a window that it did not finish, because it left the loop, failed or was killed, comes again.

With `every`, what is likely to pass (no complete response, 429, 5xx; the client has then tried
again already) is logged, and the window is asked for anew in the next round. Everything else is
raised, and ends the loop.

The decisions are those of `_Course`, which does no I/O but that of the cursor; the two drivers send
and wait."""

from __future__ import annotations

import datetime as dt
import math
import os
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping
from contextlib import closing, suppress
from typing import Any, Generic, Literal, NamedTuple, Self, TypeAlias, TypeVar, cast

from pydantic import BaseModel
from typing_extensions import TypedDict, Unpack

from .core import logger
from .cursor import Bookmark, Cursor, State
from .errors import (
    ConfigurationError,
    InvalidResponseError,
    Problem,
    RateLimitError,
    SDKError,
    ServerError,
    StatusError,
    TransportError,
)
from .files import invalid
from .operation import Operation
from .options import RequestOptions
from .retry import retry_after
from .unset import UNSET
from .values import by_wire

T = TypeVar("T")

_SECOND = dt.timedelta(seconds=1)
# seconds before the end of a window within which events are kept in mind: servers may cut moments
# to minutes
_NEAR = 60.0
_UNITS = {"milliseconds": dt.timedelta(milliseconds=1), "seconds": _SECOND}
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


Since: TypeAlias = dt.datetime | dt.timedelta | None
SinceEpoch: TypeAlias = Since | int


class FollowOptions(TypedDict, total=False):
    """What a method that follows events takes, besides `since`, which is where to begin, and the
    parameters of the list.

    A moment is a `datetime` with a time zone, or an integer where the API counts since the epoch;
    `since` may also be a `timedelta` before now. It is needed where no cursor says where to go on.

    until: where to end. Without it there is no end, if there is `every`. every: seconds from one
    round to the next. Without it there is one round, up to now minus `lag`, as a cron job wants it.
    cursor: a file, or a `Cursor` of your own, that remembers how far it came. It belongs to one
    call: operation, address and
        parameters. The file is locked while it is used, by a file beside it; it is asked for when
        the first event is.
    lag: seconds before now that are left for later, as the service may still be adding events
    there; 30 unless the document
        or you say otherwise. This machine's clock may be wrong by as much.
    options: of each request; see `RequestOptions`.
    """

    until: dt.datetime | int | None
    every: float | None
    cursor: str | os.PathLike[str] | Cursor | None
    lag: float | None
    options: RequestOptions | None


class Follows(NamedTuple):
    """How an operation lists events, by its document (`x-sdk.follow`).

    `start` and `end` are the positions of the parameters of a window. `id` and `time` are
    properties of an event, `items` that of the answer which has the list, if it is not the answer
    itself. `unit` is that of moments which are sent as integers. `limit` is how many events an
    answer has at most, where it is not what the parameter at `limit_at` says."""

    start: int
    end: int
    id: str
    time: str
    items: str | None = None
    unit: Literal["milliseconds", "seconds"] | None = None
    limit: int | None = None
    limit_at: int | None = None
    window: float | None = None
    lag: float = 30


class _Ask(NamedTuple):
    """The parameters of a request that is to be sent; the answer, or the `SDKError`, is what comes
    back.
    """

    parameters: tuple[Any, ...]


class _Wait(NamedTuple):
    """Seconds to wait for."""

    seconds: float


_Step: TypeAlias = _Ask | _Wait | list[Any]  # a list is of events to hand out


class _Course(Generic[T]):
    """What both kinds of client decide alike: which window is next, what of it is new, and when the
    cursor moves.
    """

    def __init__(
        self,
        client: Any,
        operation: Operation[Any],
        parameters: tuple[Any, ...],
        follows: Follows,
        since: SinceEpoch,
        body: tuple[Any, ...] = (),
        /,
        **following: Unpack[FollowOptions],
    ) -> None:
        """`body` is whole, as fields, and its content type. Raises `InvalidInputError` for what is
        wrong with an argument.
        """
        if unknown := following.keys() - FollowOptions.__annotations__.keys():
            raise TypeError(f"got an unexpected keyword argument {min(unknown)!r}")
        lag = following.get("lag")
        self.client, self.operation, self.woken = client, operation, threading.Event()
        self._parameters, self._follows, self._cursor = parameters, follows, following.get("cursor")
        request, fields, content_type = body + (UNSET, None, UNSET)[len(body) :]
        request = list(request) if hasattr(request, "__next__") else request  # sent again and again
        self._rest = (request, fields, following.get("options"), content_type)
        self._every = _seconds("every", following.get("every") or 0)
        self._lag = _seconds("lag", follows.lag if lag is None else lag)
        self._since = self._moment("since", since)
        self._until = self._moment("until", following.get("until"))
        if self._cursor is None:
            self._beginning()
        self._limit = self._most()
        self._span = self._widest = (
            dt.timedelta(seconds=follows.window) if follows.window else dt.timedelta.max
        )
        now = self._now()
        client._prepare("parsed", self.request(_Ask(self._window(now, now))), {})

    # what tests take over

    @staticmethod
    def clock() -> float:
        """Seconds since the epoch."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait, unless the loop is closed meanwhile by another thread."""
        self.woken.wait(min(seconds, threading.TIMEOUT_MAX))

    # arguments

    def _now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.clock(), dt.UTC)

    def _moment(self, name: str, given: object) -> dt.datetime | None:
        """A moment in UTC of one in any form that is taken; raises `InvalidInputError`."""
        unit = self._follows.unit
        try:
            if unit is not None and isinstance(given, int) and not isinstance(given, bool):
                given = _EPOCH + int(given) * _UNITS[unit]
            elif isinstance(given, dt.timedelta) and name == "since":
                given = self._now() - given
            if isinstance(given, dt.datetime) and given.utcoffset() is not None:
                return given.astimezone(dt.UTC)
        except OverflowError:
            raise invalid(name, "lies beyond the years 1 to 9999") from None
        if given is None:
            return None
        if isinstance(given, dt.datetime):
            raise invalid(name, "must have a time zone")
        forms = (
            ["a datetime"]
            + ["a timedelta before now"] * (name == "since")
            + [f"{unit} since the epoch"] * (unit is not None)
        )
        raise invalid(name, f"must be {' or '.join(forms)}")

    def _most(self) -> int | None:
        """How many events an answer has at most, if that is known."""
        at = self._follows.limit_at
        given = UNSET if at is None else self._parameters[at]
        return given if isinstance(given, int) else self._follows.limit

    def _window(self, start: dt.datetime, end: dt.datetime) -> tuple[Any, ...]:
        """The parameters of the request for a window."""
        values = list(self._parameters)
        values[self._follows.start], values[self._follows.end] = start, end
        at = self._follows.limit_at
        if at is not None and values[at] is UNSET:
            values[at] = self._follows.limit
        return tuple(values)

    def request(self, step: _Ask) -> tuple[Any, ...]:
        """The arguments of the client's `_send` after the mode."""
        return (self.operation, step.parameters, *self._rest)

    def _call(self) -> object:
        """What a cursor belongs to: all but the window, the size of an answer and the options."""
        own = (self._follows.start, self._follows.end, self._follows.limit_at)
        kept = [value for index, value in enumerate(self._parameters) if index not in own]
        request, fields, _, content_type = self._rest
        return [self.operation.id, self.client.base_url, kept, request, fields, content_type]

    # the course of things

    def steps(self) -> Generator[_Step, Any, None]:
        """What to do, step by step, until all is handed out. Raises what is not likely to pass."""
        with closing(Bookmark(self._cursor, self._call())) as bookmark:
            state = bookmark.load() or self._beginning()
            while True:
                begun, pause, latest = self.clock(), 0.0, self._latest()
                while state.start < latest:
                    # the span alone may lead beyond the year 9999
                    end = state.start + min(self._span, latest - state.start)
                    answer = yield _Ask(self._window(state.start, end))
                    if isinstance(answer, Exception):
                        if not (self._every and _may_pass(answer)):
                            raise answer
                        pause = self._put_off(answer)
                        break
                    events = self._events(answer)
                    if self._limit is not None and len(events) >= self._limit:
                        self._narrow(state.start, end)
                        continue
                    fresh, given = self._new(events, state, end)
                    yield fresh
                    state = State(end, given)
                    bookmark.save(state)
                    self._span = (
                        min(self._span * 2, self._widest)
                        if self._span < self._widest / 2
                        else self._widest
                    )
                if not self._every or (self._until is not None and state.start >= self._until):
                    return
                # the clock may have been set back
                rest = min(self._every + begun - self.clock(), self._every)
                yield _Wait(max(rest, pause, 0.0))

    def _beginning(self) -> State:
        if self._since is None:
            raise invalid("since", "is required where no cursor says where to go on")
        return State(self._since, {})

    def _latest(self) -> dt.datetime:
        """Where a round ends that begins now, however long it takes: before the lag, not beyond
        what was asked.
        """
        end = self._now().replace(microsecond=0) - dt.timedelta(seconds=math.ceil(self._lag))
        return end if self._until is None else min(end, self._until)

    def _events(self, answer: Any) -> list[Any]:
        name = self._follows.items
        found = answer if name is None else _property(answer, name)
        if found is None:
            return []
        if isinstance(cast("object", found), list):
            events: list[Any] = found
            return events
        what = f"has no list of events{f' in `{name}`' if name else ''}"
        told = f"the response to {self.operation.label} {what}"
        raise InvalidResponseError(told, payload=answer, problems=(Problem("", what),))

    def _narrow(self, start: dt.datetime, end: dt.datetime) -> None:
        """Halve a window of which there may be more than an answer has, in whole seconds, or
        milliseconds where they count.
        """
        unit = _UNITS[self._follows.unit or "seconds"]
        self._span = max((end - start) / 2 // unit, 1) * unit
        if self._span >= end - start:
            what = f"gives {self._limit} events of the shortest window, and may have more of it"
            raise ConfigurationError(f"{self.operation.label} {what}")

    def _new(
        self, events: list[Any], state: State, end: dt.datetime
    ) -> tuple[list[Any], dict[str, float | None]]:
        """The events that were not handed out yet, and what to keep in mind for the next window."""
        fresh: list[Any] = []
        found: dict[str, float | None] = {}
        for event in events:
            key = _key(_property(event, self._follows.id))
            if key is None:
                fresh.append(event)
            elif key not in found:
                found[key] = _when(_property(event, self._follows.time))
                if key not in state.given:
                    fresh.append(event)
        near = end.timestamp() - _NEAR
        kept = {key: when for key, when in state.given.items() if when is not None and when >= near}
        return fresh, kept | {
            key: when for key, when in found.items() if when is None or when >= near
        }

    def _put_off(self, error: Exception) -> float:
        """Say that a request failed; for how many seconds the server wants none at all."""
        status = getattr(error, "status_code", "")
        what = f"{type(error).__name__}{f' {status}' if status else ''}"
        logger.warning("%s: following goes on in the next round: %s", self.operation.label, what)
        if isinstance(error, StatusError):
            return retry_after(error.headers) or 0.0
        return getattr(error, "retry_after", None) or 0.0  # of a token


class Following(Iterator[T]):
    """Events as they come, for one `for` loop. `close`, or `with`, ends it and lets go of the
    cursor; so does leaving the loop.

    Another thread may call `close` while this one waits."""

    def __init__(self, client: Any, /, *arguments: Any, **following: Unpack[FollowOptions]) -> None:
        self._course: _Course[T] = _Course(client, *arguments, **following)
        self._events: Generator[T] = _drive(self._course)

    def __next__(self) -> T:
        return next(self._events)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._course.woken.set()
        with suppress(ValueError):  # it runs in another thread, and looks
            self._events.close()


class AsyncFollowing(AsyncIterator[T]):
    """As `Following`, for `async for` and `async with`. A loop that was left is closed by the event
    loop, a little later.
    """

    def __init__(self, client: Any, /, *arguments: Any, **following: Unpack[FollowOptions]) -> None:
        self._course: _Course[T] = _Course(client, *arguments, **following)
        self._events: AsyncGenerator[T] = _async_drive(self._course)

    async def __anext__(self) -> T:
        return await anext(self._events)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End it. Not while another task waits for its next event: cancel that one."""
        self._course.woken.set()
        await self._events.aclose()


def _drive(course: _Course[T]) -> Generator[T]:
    """The events of a course, which has no reference to this, or the loop that was left would be
    closed late.
    """
    with closing(course.steps()) as steps:
        answer: Any = None
        while not course.woken.is_set():
            try:
                step = steps.send(answer)
            except StopIteration:
                return
            answer = None
            if isinstance(step, _Ask):
                try:
                    answer = course.client._send("parsed", *course.request(step))
                except SDKError as error:
                    answer = error
            elif isinstance(step, _Wait):
                course.sleep(step.seconds)
            else:
                yield from step


async def _async_drive(course: _Course[T]) -> AsyncGenerator[T]:
    with closing(course.steps()) as steps:
        answer: Any = None
        while not course.woken.is_set():
            try:
                step = steps.send(answer)
            except StopIteration:
                return
            answer = None
            if isinstance(step, _Ask):
                try:
                    answer = await course.client._send("parsed", *course.request(step))
                except SDKError as error:
                    answer = error
            elif isinstance(step, _Wait):
                await course.client._sleep(step.seconds)
            else:
                for event in step:
                    yield event


def _may_pass(error: Exception) -> bool:
    passing = isinstance(error, TransportError | RateLimitError | ServerError)
    return passing or bool(getattr(error, "may_pass", False))  # of a token


def _seconds(name: str, given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given < math.inf:
        raise invalid(name, "must be a number of seconds, at least 0")
    return given


def _property(item: Any, wire: str) -> Any:
    """A property by its name on the wire, `None` where there is none."""
    if isinstance(item, Mapping):
        return cast("Mapping[str, Any]", item).get(wire)
    return by_wire(item, wire) if isinstance(item, BaseModel) else None


def _key(value: object) -> str | None:
    """An id as a cursor keeps it; `None` for what is no id."""
    from uuid import UUID

    return (
        str(value)
        if isinstance(value, str | int | UUID) and value != "" and not isinstance(value, bool)
        else None
    )


def _when(value: object) -> float | None:
    """A moment as seconds since the epoch; `None` for what is none, or one without a zone."""
    with suppress(OverflowError, ValueError):
        moment = getattr(value, "datetime", value)  # of an integer since the epoch
        if isinstance(moment, dt.datetime) and moment.utcoffset() is not None:
            return moment.timestamp()
    return None
