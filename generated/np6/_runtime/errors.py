"""Everything that a call raises, in one tree under `SDKError`.

A keyword that does not exist, or an option of the wrong class, is a mistake of the program and a
`TypeError`.

All can be pickled and copied with their attributes, and no message, repr or pickle holds a
credential, a query value or a request body. What the server answered (`StatusError.raw`,
`InvalidResponseError.raw`) is kept in attributes, and shown in a message only where `error_bodies`
asks for it. A message is short, whatever was sent or came back; `problems` has everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple, Self, TypeVar, cast

import httpx2

from .rate_limits import RateLimit, rate_limit

E = TypeVar("E", bound="SDKError")

_SHOWN = 5  # problems in a message, each path and sentence of it cut
_LEVELS_AROUND = 50
_LONGEST_PATH, _LONGEST_SENTENCE = 120, 240
_REQUEST_ID_HEADERS = (
    *("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "x-trace-id"),
)


class Problem(NamedTuple):
    """One thing that is wrong: where (`body.recipient.type`, `query.limit`, in names on the wire)
    and what, never the value.
    """

    path: str
    message: str


def listed(problems: Sequence[Problem], whole: str = "") -> str:
    """The first problems for a message, and how many are left; `whole` names what has no path."""
    shown = [
        (cut(path or whole, _LONGEST_PATH), cut(what, _LONGEST_SENTENCE))
        for path, what in problems[:_SHOWN]
    ]
    sentences = [f"{path}: {what}" if path else what for path, what in shown]
    if len(problems) > _SHOWN:
        sentences.append(f"and {len(problems) - _SHOWN} more, in `problems`")
    return "; ".join(sentences)


def cut(text: str, longest: int) -> str:
    """`text`, without its middle where it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]}…{text[len(text) - longest // 3 + 1 :]}"


class RequestInfo(NamedTuple):
    """The request that an error is about. `url` has the path's template, no values and no query."""

    operation: str
    method: str
    url: str


class SDKError(Exception):
    """The root of every error of this package. `facts` are the attributes that its class has."""

    request: RequestInfo | None = None

    def __init__(self, message: str = "", **facts: Any) -> None:
        super().__init__(message)
        self.__dict__.update(facts)

    @property
    def message(self) -> str:
        return str(self.args[0]) if self.args else ""

    def __copy__(self) -> Self:
        return _restored(type(self), self.args, dict(vars(self)))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A copy with copies of the attributes, but of what cannot be copied (a lock in a body)."""
        return _restored(
            type(self), self.args, {name: _deep(value, memo) for name, value in vars(self).items()}
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Class, message and attributes; `_portable` ones in place of those that cannot be pickled.
        Causes stay behind.
        """
        values = {name: _portable(value) for name, value in vars(self).items()}
        return _restored, (type(self), self.args, values)


def _restored(kind: type[E], args: tuple[Any, ...], facts: dict[str, Any]) -> E:
    """An error as it was, whatever its class's `__init__` takes."""
    made = kind.__new__(kind)
    made.args = args  # which `OSError.__new__` leaves to `__init__`
    vars(made).update(facts)
    return made


def _deep(value: Any, memo: dict[int, Any]) -> Any:
    import copy

    try:
        return copy.deepcopy(value, memo)
    except Exception:  # noqa: BLE001  # whatever a caller's class raises when it is copied
        return value


def _portable(value: Any) -> Any:
    """What is left of an attribute in a pickle: itself, else its fields or items, of which `None`
    stays for the worst.

    Tried in as many levels of lists as may be around the error: a pickle of just the attribute can
    go deeper."""
    import pickle

    try:
        pickle.dumps(reduce(lambda inner, _: [inner], range(_LEVELS_AROUND), value))
    except RecursionError:  # its parts would go as deep
        return None
    except Exception:  # noqa: BLE001  # whatever a caller's class raises when it is pickled
        return _portable_parts(value)
    return value


def _portable_parts(value: object) -> Any:
    from pydantic import BaseModel

    try:
        if isinstance(value, (BaseModel, Mapping)):
            items = dict(cast("Mapping[Any, Any]", value)).items()
            return {str(name): _portable(item) for name, item in items}
        if isinstance(value, (list, tuple)):
            return [_portable(item) for item in cast("list[Any]", value)]
    except RecursionError:
        pass
    return None


class ConfigurationError(SDKError):
    """The client cannot make this call: no credential, an unusable base URL, a closed client."""


class InvalidInputError(SDKError, ValueError):
    """What was given does not fit the document; nothing was sent. `problems` has all of it."""

    problems: tuple[Problem, ...] = ()

    def __init__(
        self, message: str = "", *, problems: Sequence[Problem] = (), **facts: Any
    ) -> None:
        super().__init__(message or listed(problems), problems=tuple(problems), **facts)


class TransportError(SDKError):
    """No complete response arrived. `unsent` is true where the server surely received nothing;
    otherwise it may have acted.
    """

    unsent: bool = False


class RequestBodyError(TransportError):
    """The body could not be sent whole, so the request was cut off midway, or not begun (`unsent`):
    its file grew, shrank or could not be read, its iterator gave what is no bytes, or raised an
    exception of its own (`__cause__`, which a pickle leaves out)."""


class AttemptInterruptedError(TransportError):
    """What hooks are told of an attempt that was interrupted (`KeyboardInterrupt`, a task that is
    cancelled). The call raises what interrupted it.
    """


class ConnectionFailedError(TransportError):
    """No connection could be made."""


class RequestTimeoutError(TransportError, TimeoutError):
    """The network kept us waiting for longer than `timeout` allows."""


class DeadlineExceededError(RequestTimeoutError):
    """The whole call took longer than `deadline` allows."""


class ToldByHeaders:
    """What the headers of a response say of it."""

    __slots__ = ()
    headers: httpx2.Headers

    @property
    def request_id(self) -> str | None:
        return request_id(self.headers)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The server's rate limit, in `X-RateLimit-Limit` and the like; `None` for none."""
        return rate_limit(self.headers)


class ResponseError(ToldByHeaders, SDKError):
    """A response arrived: `status_code`, `headers`, `raw` (its bytes), `request_id` are its own."""

    status_code: int = 0
    headers: httpx2.Headers = httpx2.Headers()  # never changed
    raw: bytes = b""


class InvalidResponseError(ResponseError):
    """A success does not fit the document. `payload` is its JSON where it has any, else text."""

    payload: Any = None
    problems: tuple[Problem, ...] = ()


class StatusError(ResponseError):
    """An error status. `body` is the documented model where one fits, else JSON, else text."""

    body: Any = None


class RedirectionError(StatusError):
    """3xx: a redirect that leads to another host, has no target, or repeats too often."""


class BadRequestError(StatusError):
    """400"""


class AuthenticationError(StatusError):
    """401"""


class PermissionDeniedError(StatusError):
    """403"""


class NotFoundError(StatusError):
    """404"""


class ConflictError(StatusError):
    """409"""


class LengthRequiredError(StatusError):
    """411: the server takes no body of unknown length, or a proxy took its length off."""


class UnsupportedMediaTypeError(StatusError):
    """415: the server takes the body in another media type: see `content_type=…` of the method."""


class UnprocessableEntityError(StatusError):
    """422"""


class RateLimitError(StatusError):
    """429: too many requests; `retry_after` is the pause that the server asks for, in seconds."""

    @property
    def retry_after(self) -> float | None:
        from .retry import retry_after

        return retry_after(self.headers)


class ServerError(StatusError):
    """5xx"""


_BY_STATUS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    411: LengthRequiredError,
    415: UnsupportedMediaTypeError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error(status: int) -> type[StatusError]:
    """The class for a status that is no success."""
    if 300 <= status < 400:
        return RedirectionError
    return _BY_STATUS.get(status) or (ServerError if status >= 500 else StatusError)


def request_id(headers: httpx2.Headers) -> str | None:
    """The server's own name for a request, under any of the headers in use for it."""
    return next((headers[name] for name in _REQUEST_ID_HEADERS if name in headers), None)
