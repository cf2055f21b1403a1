"""Waiting for work that takes long: an operation is asked again and again until its answer says
that the work is done, or that it failed.

Between two questions there is a pause, each half as long again as the one before, up to half a
minute, and never shorter than `Retry-After` asks for. What is likely to pass (no complete answer,
429, 5xx; the client has then tried again already) is logged, and asked again after the next pause.
One timeout holds for all of it, the last request included. Everything else is raised.

The decisions are those of `_Course`, which does no I/O; the two drivers send and wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from pydantic import BaseModel
from typing_extensions import TypedDict, Unpack

from .core import logger
from .errors import RateLimitError, SDKError, ServerError, StatusError, TransportError, cut
from .files import invalid
from .operation import Operation
from .options import RequestOptions
from .response import response_of
from .retry import retry_after
from .unset import UNSET
from .values import by_wire

_GROWTH, _LONGEST = 1.5, 30.0
_MOST_SHOWN = 100  # characters of a state in a message
_EVERY = 10.0  # seconds between the lines of progress where there is no terminal
State: TypeAlias = str | int | float | bool | None


class WaitProgress(NamedTuple):
    """How far work is: its state, how often it was asked for, and for how many seconds so far."""

    state: State
    asked: int
    seconds: float


class WaitOptions(TypedDict, total=False):
    """What a method that waits takes, besides the parameters of the operation that it asks.

    timeout: seconds that all of it may take, `None` for ever. interval: seconds between the first
    two questions; from there on the pauses grow. delay: seconds before the first question. Without
    these three the document says, else they are 600, 1 and 0.
    progress: `True` keeps a line on stderr up to date; or a function that is called after each
    answer. options: of each request; see `RequestOptions`.
    """

    timeout: float | None
    interval: float | None
    delay: float | None
    progress: bool | Callable[[WaitProgress], object]
    options: RequestOptions | None


class PollingError(SDKError):
    """Work did not come to its end. `state` is the last that was seen, `result` the answer that
    said so; both are `None` where there was none.
    """

    state: State = None
    result: Any = None


class PollingFailedError(PollingError):
    """The API says that the work failed."""


class PollingTimeoutError(PollingError, TimeoutError):
    """The work was not done within `timeout`; it may go on. `seconds` is how long was waited."""

    seconds: float = 0.0


class Polls(NamedTuple):
    """How an answer says how far the work is, by its document (`x-sdk.polling`).

    `status` are the properties that lead to the state, `done` and `failed` the states at which the
    work is over. `result` are the properties that lead to what the work gave, where it is not the
    answer itself."""

    status: tuple[str, ...]
    done: tuple[State, ...]
    failed: tuple[State, ...] = ()
    result: tuple[str, ...] = ()
    timeout: float = 600
    interval: float = 1
    delay: float = 0


class _Ask(NamedTuple):
    """A request: which operation, its parameters, and its options."""

    operation: Operation[Any]
    values: tuple[Any, ...]
    options: dict[str, Any]


_Step: TypeAlias = _Ask | float  # seconds to wait for
_Given: TypeAlias = tuple[Operation[Any], tuple[Any, ...]]


class _Course:
    """What both kinds of client decide alike."""

    def __init__(
        self,
        client: Any,
        operation: Operation[Any],
        values: tuple[Any, ...],
        polls: Polls,
        then: _Given | None = None,
        /,
        **waiting: Unpack[WaitOptions],
    ) -> None:
        """`then` is asked for what the work gave, once it is done. Raises `InvalidInputError`."""
        if unknown := waiting.keys() - WaitOptions.__annotations__.keys():
            raise TypeError(f"got an unexpected keyword argument {min(unknown)!r}")
        self.client, self.operation, self.values = client, operation, values
        self.polls, self.then = polls, then
        self.options: dict[str, Any] = {**(waiting.get("options") or {})}
        timeout = waiting.get("timeout", polls.timeout)
        self.timeout = None if timeout is None else _seconds("timeout", timeout)
        self.interval = _seconds("interval", _or(waiting.get("interval"), polls.interval))
        self.delay = _seconds("delay", _or(waiting.get("delay"), polls.delay))
        progress = waiting.get("progress") or None
        self.tell = _Line() if progress is True else progress
        self.begun = self.clock()

    # what tests take over

    @staticmethod
    def clock() -> float:
        return time.monotonic()

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(seconds)

    def steps(self) -> Generator[_Step, Any, Any]:
        """What to do, step by step, until the work is over; returns what it gave."""
        state: State = None
        answer: Any = None
        pause, asked = self.interval, 0
        if self.delay:
            yield self._pause(self.delay, state, answer)
        while True:
            got = yield self._ask(self.operation, self.values)
            asked += 1
            wanted = 0.0
            if isinstance(got, Exception):
                wanted = self._put_off(got)
            else:
                answer, state = got, _state(_within(got, self.polls.status))
                if self._is_over(state, answer):
                    self._told(state, asked)
                    return (yield from self._given(answer, state))
                wanted = _asked_for(got)
            self._told(state, asked)
            yield self._pause(max(pause, wanted), state, answer)
            pause = self._next(pause)

    def _ask(self, operation: Operation[Any], values: tuple[Any, ...]) -> _Ask:
        """A request that ends with the timeout, if not before."""
        left = self._left()
        options = dict(self.options)
        own = options.get("deadline", self.client._settings.deadline)
        if left is not None and (own is None or own > left):
            options["deadline"] = max(left, 0.001)
        return _Ask(operation, values, options)

    def _left(self) -> float | None:
        return None if self.timeout is None else self.begun + self.timeout - self.clock()

    def _is_over(self, state: State, answer: Any) -> bool:
        """Whether the work is done; raises `PollingFailedError`."""
        if _is_one_of(state, self.polls.failed):
            said = f"{self.operation.label} failed: its state is {_shown(state)}"
            raise PollingFailedError(said, state=state, result=answer)
        return _is_one_of(state, self.polls.done)

    def _given(self, answer: Any, state: State) -> Generator[_Step, Any, Any]:
        """What the work gave."""
        if self.then is None:
            return _within(answer, self.polls.result)
        pause = self.interval
        while isinstance(given := (yield self._ask(*self.then)), Exception):
            yield self._pause(max(pause, self._put_off(given)), state, answer)
            pause = self._next(pause)
        return given

    def _next(self, pause: float) -> float:
        return max(self.interval, min(pause * _GROWTH, _LONGEST))

    def _put_off(self, error: Exception) -> float:
        """Seconds that the server wants to be left alone for; raises what is not likely to pass."""
        passing = isinstance(error, (TransportError, RateLimitError, ServerError))
        if not (passing or getattr(error, "may_pass", False)):  # of a token
            raise error
        status = getattr(error, "status_code", "")
        what = f"{type(error).__name__}{f' {status}' if status else ''}"
        logger.warning("%s: waiting goes on: %s", self.operation.label, what)
        if isinstance(error, StatusError):
            return retry_after(error.headers) or 0.0
        return getattr(error, "retry_after", None) or 0.0  # of a token

    def _pause(self, seconds: float, state: State, answer: Any) -> float:
        """A pause after which there is time for another question; raises `PollingTimeoutError`."""
        left = self._left()
        if left is not None and seconds >= left:
            raise self._late(state, answer)
        return seconds

    def _late(self, state: State, answer: Any) -> PollingTimeoutError:
        seconds = self.clock() - self.begun
        said = f"{self.operation.label} was not done within {self.timeout:g} seconds"
        if answer is not None:
            said += f": its state is {_shown(state)}"
        return PollingTimeoutError(said, state=state, result=answer, seconds=seconds)

    def _told(self, state: State, asked: int) -> None:
        if self.tell is not None:
            self.tell(WaitProgress(state, asked, self.clock() - self.begun))

    def close(self) -> None:
        if isinstance(self.tell, _Line):
            self.tell.close()


def wait(client: Any, /, *arguments: Any, **waiting: Unpack[WaitOptions]) -> Any:
    """What work gave, once it is done; see `_Course` for the arguments."""
    course = _Course(client, *arguments, **waiting)
    steps, answer = course.steps(), None
    try:
        while True:
            step = steps.send(answer)
            answer = None
            if not isinstance(step, _Ask):
                course.sleep(step)
                continue
            try:
                answer = client._send(*_request(step))
            except SDKError as error:
                answer = error
    except StopIteration as end:
        return end.value
    finally:
        course.close()


async def async_wait(client: Any, /, *arguments: Any, **waiting: Unpack[WaitOptions]) -> Any:
    """Likewise, to be awaited."""
    course = _Course(client, *arguments, **waiting)
    steps, answer = course.steps(), None
    try:
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as end:
                return end.value
            answer = None
            if not isinstance(step, _Ask):
                await client._sleep(step)
                continue
            try:
                answer = await client._send(*_request(step))
            except SDKError as error:
                answer = error
    finally:
        course.close()


def _request(step: _Ask) -> tuple[Any, ...]:
    """The arguments of the client's `_send`."""
    mode: Literal["parsed"] = "parsed"
    return mode, step.operation, step.values, UNSET, None, step.options


class _Line:
    """A line on stderr that is written anew after each answer; where that is no terminal, a line
    for each state, and every ten seconds.
    """

    def __init__(self) -> None:
        self._due, self._open, self._last = 0.0, False, ""

    def __call__(self, progress: WaitProgress) -> None:
        state = _shown(progress.state)
        text = f"state {state}, request {progress.asked}, {progress.seconds:.0f} s"
        if sys.stderr.isatty():
            print(f"\r{text:<70}", end="", file=sys.stderr, flush=True)
            self._open = True
        elif state != self._last or progress.seconds >= self._due:
            print(text, file=sys.stderr, flush=True)
            self._due, self._last = progress.seconds + _EVERY, state

    def close(self) -> None:
        if self._open:
            print(file=sys.stderr, flush=True)


def _within(answer: Any, path: tuple[str, ...]) -> Any:
    """What properties lead to, `None` where one is not there."""
    found = answer
    for name in path:
        if isinstance(found, BaseModel):
            found = by_wire(found, name)
        else:
            found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
    return found


def _state(value: Any) -> State:
    """A value that a state can be; of an enumeration its plain value."""
    plain = getattr(value, "value", value)
    return plain if isinstance(plain, (str, int, float, bool)) else None


def _is_one_of(state: State, states: tuple[State, ...]) -> bool:
    """Whether a JSON value is among others; `true` is not 1."""
    return any(
        state == each and isinstance(state, bool) is isinstance(each, bool) for each in states
    )


def _shown(state: State) -> str:
    return "not known" if state is None else cut(repr(state), _MOST_SHOWN)


def _asked_for(answer: Any) -> float:
    """The pause that an answer asks for."""
    try:
        return retry_after(response_of(answer).headers) or 0.0
    except LookupError:
        return 0.0


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _seconds(name: str, value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e9:
        return float(value)
    raise invalid(name, "must be a number of seconds, at least 0")
