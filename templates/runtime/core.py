"""Everything about a call that does no input or output, so that it is written once for both kinds of client.

`prepare` checks the arguments and makes a `Call`. A driver (`client`) then goes round: `Call.request` builds the next attempt,
the driver sends it, and `Call.step` says what follows from its response or failure: another attempt after so many seconds, or
the end. `Call.conclude` turns the last response into the result or an error. Errors are raised outside of any `except`, so that
no exception of the HTTP library, which would hold the request and its credentials, hangs on to them.
"""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar
from urllib.parse import quote

import httpx2
from pydantic import ValidationError

from . import errors
from .credentials import Credentials
from .errors import ConfigurationError, InvalidInputError, Problem, SDKError
from .model import problems
from .operation import Media, Operation
from .options import RequestOptions
from .plan import BodyError, Plan, codec, text
from .reading import read_error, read_success
from .redaction import PrivateRequest, PrivateURL
from .response import RawResponse
from .retry import Budget, backoff, is_safe_to_repeat, retry_after
from .unset import UNSET, Unset

T = TypeVar("T")
Mode: TypeAlias = Literal["parsed", "raw", "streamed"]

logger = logging.getLogger(__name__.rpartition("._runtime.")[0] or __name__)

_TIMEOUT = 30.0
_MAX_REDIRECTS = 10
_LONGEST_PAUSE = 60.0
_TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
FAILURES = (httpx2.HTTPError, httpx2.StreamError, TimeoutError)
_HARMLESS = (b"Accept", b"Accept-Encoding", b"User-Agent")
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


class HeaderList(list[tuple[bytes, bytes]]):
    """Header lines, in order. Its repr shows none of them."""

    def __repr__(self) -> str:
        return f"<{len(self)} headers>"


class Settings(NamedTuple):
    """What a client was set up with, and what holds for each of its calls."""

    user_agent: bytes
    base: httpx2.URL | None
    base_is_default: bool
    credentials: Credentials
    timeout: Any
    deadline: float | None
    max_retries: int
    lenient: bool
    headers: HeaderList = HeaderList()  # never changed
    query: str = ""
    clock: Callable[[], float] = time.monotonic
    random: Callable[[], float] = random.random


class Call(Generic[T]):
    """One call of an operation, over all its attempts."""

    url: PrivateURL
    query: str
    headers: HeaderList
    timeouts: dict[str, float | None]

    def __init__(self, operation: Operation[T], settings: Settings, mode: Mode) -> None:
        self.operation, self.settings, self.mode = operation, settings, mode
        self.plan: Plan = operation.plan
        self.method = operation.method
        server = operation.server if settings.base_is_default else None
        self.base = settings.base if server is None else checked_url(server, "the operation's server")
        self.clock = settings.clock
        self.started = self.clock()
        self.deadline = None if settings.deadline is None else self.started + settings.deadline
        self.attempts = self.repeats = self.redirects = 0
        self.elsewhere = False  # redirected to another origin: nothing of the caller's goes there
        self.content: Any = b""
        self.content_type: bytes | None = None
        self.resendable = True

    @property
    def info(self) -> errors.RequestInfo:
        base = str(self.base or "").rstrip("/")
        return errors.RequestInfo(self.operation.id, self.operation.method, f"{base}{self.operation.path}")

    # --- an attempt ----------------------------------------------------------------------------------------------------

    def request(self, http: httpx2.Client | httpx2.AsyncClient | None) -> httpx2.Request:
        """The next attempt, with what `http`, a caller's own client, adds to it.

        Raises `DeadlineExceededError`, and `ConfigurationError` for want of a credential.
        """
        self.attempts += 1
        self.timeouts = self._timeouts(http)
        url = self.url
        headers = HeaderList([(b"Host", url.netloc)])
        headers += self.headers
        if self.content_type is not None:
            headers.append((b"Content-Type", self.content_type))
        query = self.query
        if not self.elsewhere:
            query = self.settings.credentials.apply(self.operation.security, headers, query, http, self.info)
        url = url.with_query(query)
        if http is not None and not self.elsewhere:
            _add_client_headers(headers, http, self.settings.user_agent)
        content = self.content
        if isinstance(content, bytes):
            if content or self.method in ("POST", "PUT", "PATCH"):
                headers.append((b"Content-Length", b"%d" % len(content)))
            stream: Any = httpx2.ByteStream(content)
        else:
            stream, length = content()
            headers.append((b"Transfer-Encoding", b"chunked") if length is None else (b"Content-Length", b"%d" % length))
        request = PrivateRequest(self.method, url.server, headers=headers, stream=stream, extensions={"timeout": self.timeouts})
        request.url = url
        if isinstance(content, bytes):
            request.read()
        if http is not None and not self.elsewhere:
            _add_client_state(request, url, http)
        return request

    def _timeouts(self, http: httpx2.Client | httpx2.AsyncClient | None) -> dict[str, float | None]:
        timeout: Any = self.settings.timeout
        if isinstance(timeout, Unset):
            timeout = _TIMEOUT if http is None else http.timeout
        seconds: dict[str, float | None] | None = timeout.as_dict() if isinstance(timeout, httpx2.Timeout) else None
        if seconds is not None and len(set(seconds.values())) == 1:
            timeout, seconds = seconds["read"], None
        deadline, now = self.deadline, self.clock()
        if deadline is not None and now >= deadline:
            raise errors.DeadlineExceededError(f"the deadline passed before {self._name} was sent", request=self.info)
        if seconds is None:
            value: Any = timeout if deadline is None else Budget.until(deadline, timeout, now)
            return {"connect": value, "read": value, "write": value, "pool": value}
        return seconds if deadline is None else {phase: Budget.until(deadline, each, now) for phase, each in seconds.items()}

    def idle(self, http: httpx2.Client | httpx2.AsyncClient | None) -> None:
        """From here on no deadline: a stream's headers have arrived, each wait for its body is limited on its own."""
        self.deadline = None
        self.timeouts.update(self._timeouts(http))

    @property
    def auth(self) -> Any:
        """For a caller's client: its own `auth`, but not on another origin."""
        return None if self.elsewhere else httpx2.USE_CLIENT_DEFAULT

    # --- what follows --------------------------------------------------------------------------------------------------

    def failure(self, error: Exception) -> SDKError:
        """What an exception of the HTTP library means to the caller; it does not refer to `error`."""
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        if isinstance(error, httpx2.TimeoutException | TimeoutError):
            if self.deadline is not None and self.clock() >= self.deadline - 0.001:
                return errors.DeadlineExceededError(f"{self._name} took longer than its deadline", request=self.info)
            return errors.RequestTimeoutError(f"{self._name} timed out ({type(error).__name__})", request=self.info)
        if isinstance(error, _UNSENT):
            return errors.ConnectionFailedError(f"no connection for {self._name} ({what})", request=self.info)
        if isinstance(error, httpx2.DecodingError):
            return errors.InvalidResponseError(f"the body of the response to {self._name} is damaged", request=self.info)
        return errors.TransportError(f"{self._name} failed ({what})", request=self.info)

    def step(self, response: httpx2.Response | None, error: Exception | None) -> float | None:
        """Seconds to wait before the next attempt, or `None` when this was the last."""
        now = self.clock()
        if logger.isEnabledFor(logging.INFO):
            what = type(error).__name__ if response is None else response.status_code
            logger.info("%s: %s in %.3f s (attempt %d)", self._name, what, now - self.started, self.attempts)
        if response is not None and 300 <= response.status_code < 400 and self._redirected(response):
            return 0.0
        if self.repeats >= self.settings.max_retries or not self.resendable or not self._may_repeat(response, error):
            return None
        pause = None if response is None else retry_after(response.headers)
        if pause is None:
            pause = backoff(self.repeats + 1, self.settings.random)
        if pause > (_LONGEST_PAUSE if self.deadline is None else self.deadline - now):
            return None
        self.repeats += 1
        return pause

    def _may_repeat(self, response: httpx2.Response | None, error: Exception | None) -> bool:
        if response is not None:
            return is_safe_to_repeat(response.status_code, response.headers, self.operation.retry)
        if isinstance(error, _UNSENT):
            return "CERTIFICATE_VERIFY_FAILED" not in str(error)
        may_pass = isinstance(error, httpx2.TransportError) and not isinstance(error, httpx2.LocalProtocolError)
        return self.operation.retry and may_pass

    def _redirected(self, response: httpx2.Response) -> bool:
        """Whether the response is a redirect that is followed; then this call has moved to its target.

        On the same origin: GET and HEAD, 303 as GET, 307 and 308 with a body that can be sent again (RFC 9110, section 15.4).
        To another: GET and HEAD only, never from https to http, and with nothing of the caller's but the method.
        """
        status, location = response.status_code, response.headers.get("location")
        if status not in (301, 302, 303, 307, 308) or not location or self.redirects >= _MAX_REDIRECTS:
            return False
        try:
            target = self.url.join(location)
        except httpx2.InvalidURL:
            return False
        same = (target.scheme, target.host, target.port) == (self.url.scheme, self.url.host, self.url.port)
        if target.scheme not in ("https", self.url.scheme) or target.userinfo:
            return False
        reading = self.method in ("GET", "HEAD")
        if not (reading or (same and (status == 303 or (status in (307, 308) and self.resendable)))):
            return False
        if status == 303 and not reading:
            self.method, self.content, self.content_type = "GET", b"", None
        if not same and not self.elsewhere:
            self.elsewhere = True
            self.headers = HeaderList(line for line in self.headers if line[0] in _HARMLESS)
            self.content, self.content_type = b"", None
        self.redirects += 1
        self.url, self.query = PrivateURL(target, target.raw_path.decode("ascii")), ""
        return True

    # --- the end -------------------------------------------------------------------------------------------------------

    def conclude(self, response: httpx2.Response | None, error: Exception | None, stream: Callable[[Any], Any]) -> Any:
        """The result in the call's mode; raises what the caller gets. The response has been read, unless it is a stream."""
        if response is None:
            raise self.failure(error or httpx2.TransportError(""))
        status = response.status_code
        if not 200 <= status < 300:
            facts = {"status_code": status, "headers": response.headers, "raw": response.content, "request": self.info}
            message = f"{status} {response.reason_phrase} for {self._name}"
            raise errors.status_error(status)(message, body=read_error(self.plan, response), **facts)
        if self.mode == "streamed":
            return stream(response)
        if self.mode == "raw":
            return RawResponse(response, lambda: self._parsed(response), self.clock() - self.started)
        return self._parsed(response)

    def _parsed(self, response: httpx2.Response) -> Any:
        return read_success(self.plan, response, self.info, self.settings.lenient)

    @property
    def _name(self) -> str:
        return f"{self.operation.method} {self.operation.path}"


def _add_client_headers(headers: HeaderList, http: httpx2.Client | httpx2.AsyncClient, agent: bytes) -> None:
    """Add a caller's client's lines; ours win where the name is the same, but for a `User-Agent` that is not httpx2's own."""
    theirs = [(name.lower(), name, value) for name, value in http.headers.raw]
    if any(key == b"user-agent" and not value.startswith(b"python-httpx") for key, _, value in theirs):
        headers[:] = [line for line in headers if line[1] is not agent]
    names = {name.lower() for name, _ in headers}
    headers[1:1] = [(name, value) for key, name, value in theirs if key not in names]


def _add_client_state(request: httpx2.Request, url: PrivateURL, http: httpx2.Client | httpx2.AsyncClient) -> None:
    """Add the query parameters and cookies of a caller's client; ours win where the name is the same."""
    if http.params:
        ours = set(url.params)
        theirs = httpx2.QueryParams([(name, value) for name, value in http.params.multi_items() if name not in ours])
        request.url = url.with_query(str(theirs))
    if http.cookies:
        ours_only = request.headers.pop("Cookie", "")
        http.cookies.set_cookie_header(request)
        theirs_only = request.headers.get("Cookie", "")
        request.headers["Cookie"] = "; ".join(part for part in (theirs_only, ours_only) if part)


# --- preparing ---------------------------------------------------------------------------------------------------------


def prepare(
    settings: Settings,
    mode: Mode,
    operation: Operation[T],
    parameters: tuple[Any, ...] = (),
    request: Any = UNSET,
    fields: Mapping[str, Any] | None = None,
    options: RequestOptions | None = None,
    content_type: str | Unset = UNSET,
) -> Call[T]:
    """Check everything that was given, before anything is sent; raises `InvalidInputError` with all that is wrong."""
    if options:
        settings = with_options(settings, options)
    call = Call(operation, settings, mode)
    found: list[Problem] = []
    headers = HeaderList()
    path, call.query = _place(call.plan, parameters, headers, found)
    if settings.query:
        call.query = f"{call.query}&{settings.query}" if call.query else settings.query
    if operation.body is not None:
        _encode_body(call, request, fields, content_type, found)
    if found:
        raise InvalidInputError(problems=found, request=call.info)
    call.headers = _headers(call, settings, headers)
    if call.base is None:
        raise ConfigurationError("no base URL: give one as base_url=…", request=call.info)
    call.url = PrivateURL(call.base, call.base.raw_path.decode("ascii").rstrip("/") + path)
    return call


def _place(plan: Plan, values: tuple[Any, ...], headers: HeaderList, found: list[Problem]) -> tuple[str, str]:
    """Encode the parameters: the path and the query, and header and cookie lines added to `headers`."""
    encoded: list[Any] = []
    query: list[str] = []
    cookies: list[str] = []
    for slot, value in zip(plan.parameters, values, strict=True):
        parameter = slot.parameter
        sent = None
        if value is not UNSET:
            sent = slot.encode(value, found)
        elif parameter.required:
            found.append(Problem(f"{parameter.location}.{parameter.wire}", "is required"))
        encoded.append("-" if sent is None and parameter.location == "path" else sent)
        if sent is None or parameter.location == "path":
            continue
        if parameter.location == "query":
            query.append(sent)
        elif parameter.location == "cookie":
            cookies.append(sent)
        else:
            _add_header(headers, parameter.wire, sent, found)
    for_path = plan.path(encoded, found)
    if cookies:
        _add_header(headers, "Cookie", "; ".join(cookies), found)
    if plan.operation.exactly_one_of:
        _check_alternatives(plan, values, found)
    return for_path, "&".join(query)


def _check_alternatives(plan: Plan, values: tuple[Any, ...], found: list[Problem]) -> None:
    given = {slot.python for slot, value in zip(plan.parameters, values, strict=True) if value is not UNSET}
    groups = plan.operation.exactly_one_of
    complete = [group for group in groups if given.issuperset(group)]
    named = {name for group in groups for name in group}
    if len(complete) != 1 or not (given & named) <= set(complete[0]):
        choices = " or ".join(" with ".join(group) for group in groups)
        found.append(Problem("", f"exactly one of these must be given: {choices}"))


def _encode_body(
    call: Call[Any], request: Any, fields: Mapping[str, Any] | None, content_type: str | Unset, found: list[Problem]
) -> None:
    body = call.operation.body
    assert body is not None
    given = {} if fields is None else {name: value for name, value in fields.items() if value is not UNSET}
    if request is UNSET:
        if not given:
            if body.required:
                found.append(Problem("body", f"is required: give {body.python}=…" + (" or its fields" if fields else "")))
            return
        request = given
    elif given:
        names = ", ".join(given)
        found.append(Problem("body", f"was given twice: as {body.python} and by its fields ({names}); give one of them"))
        return
    media = body.media[0]
    if not isinstance(content_type, Unset):
        chosen = call.plan.media.get(content_type)
        if chosen is None:
            found.append(Problem(body.keyword, f"must be one of {', '.join(call.plan.media)}"))
            return
        media = chosen
    try:
        _encode(call, media, request)
    except ValidationError as error:
        found.extend(problems(error, "body"))
    except (RecursionError, UnicodeEncodeError, ValueError, TypeError) as error:
        sentence = "is nested too deeply, or holds itself" if isinstance(error, RecursionError) else "cannot be encoded"
        found.append(Problem("body", str(error) if isinstance(error, BodyError) else sentence))


def _encode(call: Call[Any], media: Media, value: Any) -> None:
    call.content_type = media.content_type.encode("ascii")
    if media.kind == "json":
        body = codec(media.type())
        if isinstance(value, bytes):
            body.check_json(value)
            call.content = value
        else:
            call.content = body.to_json(body.check(value))
    elif media.kind == "text":
        if isinstance(value, bytes):
            call.content = value
            return
        checked = codec(media.type())
        call.content = text(checked.to_python(checked.check(value))).encode()
        if "charset" not in media.content_type:
            call.content_type += b"; charset=utf-8"
    elif media.encode is not None:
        call.content, content_type, call.resendable = media.encode(media, value)
        call.content_type = content_type.encode("ascii")
    else:
        raise BodyError(f"cannot be sent as {media.content_type}")


def _headers(call: Call[Any], settings: Settings, own: HeaderList) -> HeaderList:
    """Our lines, then the operation's, then the caller's; of lines with the same name only the last one's source counts."""
    extra = settings.headers
    taken = {name.lower() for name, _ in extra}
    if b"content-type" in taken:
        call.content_type = None
    ours = [(b"Accept", call.plan.accept), (b"Accept-Encoding", b"gzip, deflate"), (b"User-Agent", settings.user_agent), *own]
    return HeaderList([line for line in ours if line[0].lower() not in taken] + extra)


def with_options(settings: Settings, options: Mapping[str, Any]) -> Settings:
    """`settings` with `options` over them. Raises `TypeError` for an option that does not exist, `InvalidInputError`."""
    found: list[Problem] = []
    unknown = options.keys() - RequestOptions.__annotations__.keys()
    if unknown:
        raise TypeError(f"unknown options: {', '.join(sorted(unknown))}; there are {', '.join(RequestOptions.__annotations__)}")
    changes = {name: value for name, value in options.items() if name not in ("headers", "query")}
    if options.get("headers"):
        added = HeaderList()
        for name, value in options["headers"].items():
            _add_header(added, name, value, found)
        names = {name.lower() for name, _ in added}
        changes["headers"] = HeaderList([line for line in settings.headers if line[0].lower() not in names] + added)
    if options.get("query"):
        changes["query"] = "&".join(part for part in (settings.query, _query(options["query"])) if part)
    if found:
        raise InvalidInputError(problems=found)
    return settings._replace(**changes)


def checked_url(value: str, source: str) -> httpx2.URL:
    """An absolute http or https URL, or `ConfigurationError`."""
    try:
        url = httpx2.URL(value.strip())
    except (httpx2.InvalidURL, AttributeError, TypeError):
        raise ConfigurationError(f"{source} is not a URL") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError(f"{source} must be an absolute http or https URL")
    if url.userinfo:
        raise ConfigurationError(f"{source} must not hold a user name or password")
    if url.query or url.fragment or "?" in value or "#" in value:
        raise ConfigurationError(f"{source} must not have a query or fragment")
    return url


def _query(values: Mapping[str, Any]) -> str:
    lists = [(name, value if isinstance(value, (list, tuple)) else [value]) for name, value in values.items()]
    sent = [(name, item) for name, items in lists for item in items if item is not None and item is not UNSET]
    return "&".join(f"{quote(name, safe='')}={quote(text(item), safe='')}" for name, item in sent)


def _add_header(headers: HeaderList, name: Any, value: Any, found: list[Problem]) -> None:
    """Add a line, or say what is wrong with it: a name is a token, a value visible Latin-1 (RFC 9110, section 5)."""
    try:
        raw_name, raw_value = name.encode("ascii"), value.encode("latin-1")
    except (UnicodeEncodeError, AttributeError):
        where = f"header.{ascii(name)[1:-1]}" if isinstance(name, str) else "headers"
        found.append(Problem(where, "must be text in Latin-1"))
        return
    if not _TOKEN.fullmatch(raw_name):
        found.append(Problem("headers", "has a name that is no token (RFC 9110, section 5.1)"))
    elif any((byte < 32 and byte != 9) or byte == 127 for byte in raw_value):
        found.append(Problem(f"header.{name}", "must not hold control characters"))
    else:
        headers.append((raw_name, raw_value.strip()))
