"""Every error that this package raises on purpose, in one tree under `SDKError`.

All can be pickled and copied, and no message, repr or pickle holds a credential, a query value or a request body. What the
server answered (`StatusError.raw`, `InvalidResponseError.raw`) is kept in attributes and never shown in a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import httpx2

from .pacing import RateLimit, rate_limit

_REQUEST_ID_HEADERS = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "x-trace-id")


class Problem(NamedTuple):
    """One thing that is wrong: where (`body.recipient.type`, `query.limit`, in names on the wire) and what, never the value."""

    path: str
    message: str


class RequestInfo(NamedTuple):
    """The request that an error is about. `url` has the path's template in place of its values, and no query."""

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


class ConfigurationError(SDKError):
    """The client cannot make this call as it is set up: no credential, an unusable base URL, a closed client."""


class InvalidInputError(SDKError, ValueError):
    """What was given does not fit the document; nothing was sent. `problems` lists everything that is wrong."""

    problems: tuple[Problem, ...] = ()

    def __init__(self, message: str = "", *, problems: Sequence[Problem] = (), **facts: Any) -> None:
        sentences = (f"{path}: {what}" if path else what for path, what in problems)
        super().__init__(message or "; ".join(sentences), problems=tuple(problems), **facts)


class TransportError(SDKError):
    """No complete response arrived. `unsent` is true where the server surely received nothing; otherwise it may have acted."""

    unsent: bool = False


class ConnectionFailedError(TransportError):
    """No connection could be made."""


class RequestTimeoutError(TransportError, TimeoutError):
    """The network kept us waiting for longer than `timeout` allows."""


class DeadlineExceededError(RequestTimeoutError):
    """The whole call took longer than `deadline` allows."""


class ResponseError(SDKError):
    """A response arrived: `status_code`, `headers`, `raw` (its bytes) and `request_id` are its own."""

    status_code: int = 0
    headers: httpx2.Headers = httpx2.Headers()  # never changed
    raw: bytes = b""

    @property
    def request_id(self) -> str | None:
        return request_id(self.headers)

    @property
    def rate_limit(self) -> RateLimit | None:
        """What the server says of its rate limit, in `X-RateLimit-Limit` and the like; `None` where it says nothing."""
        return rate_limit(self.headers)


class InvalidResponseError(ResponseError):
    """A successful response does not fit the document. `payload` is its JSON where it has any, else its text."""

    payload: Any = None
    problems: tuple[Problem, ...] = ()


class StatusError(ResponseError):
    """The server answered with an error status. `body` is the documented model where one fits, else JSON, else text."""

    body: Any = None


class RedirectionError(StatusError):
    """3xx: a redirect that is not followed, because it leads to another host, has no target, or repeats too often."""


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
