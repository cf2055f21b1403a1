"""Everything about a call that does no input or output, so that it is written once for both kinds
of client.

`prepare` checks the arguments and makes a `Call`. A driver (`client`) has a body measured that is
not bytes already, and goes round: `Call.request` builds an attempt, the driver sends it,
`Call.step` says whether there is another one and when. `Call.finish` makes the result or an
error, outside of any `except`, so that no exception of the HTTP library, which would hold the
request and its credentials, hangs on to it."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, cast

import httpx2
from pydantic import BaseModel, ValidationError

from . import errors
from .about import AnyClient, Live
from .errors import ConfigurationError, InvalidInputError, Problem, SDKError, cut
from .media_types import key_of
from .operation import Body, Media, Operation, anything, unlocked
from .options import RequestOptions
from .plan import BodyError, CutOffError, ParameterPlan, Plan, codec_of, labelled, plan_of, text
from .problems import problems
from .reading import facts, read_error, read_success, unreadable
from .redaction import PrivateHeaders, PrivateRequest, PrivateURL, Secret, callers_own, without
from .response import RawResponse, attach, text_of
from .response_body import BoundedResponse, UnreadableBody, bounded
from .retry import Budget, backoff, is_safe_to_repeat, retry_after
from .settings import FRAMING, Head, Settings, add_header, can_connect, checked_url, with_options
from .unset import UNSET, Unset

if TYPE_CHECKING:
    from .hooks import Watch
    from .pacing import Turn

T = TypeVar("T")
Mode: TypeAlias = Literal["parsed", "raw", "streamed"]

logger = logging.getLogger(__name__.rpartition("._runtime.")[0] or __name__)

_TIMEOUT = 30.0
_PHASES = ("connect", "read", "write", "pool")
_MAX_REDIRECTS = 10
_LONGEST_PAUSE = 60.0
_MOST = 2  # repeats
_EXCERPT = 500  # characters of what a server answered, in a message
_OCTETS = (bytes, bytearray, memoryview)
# iterable, and yet not to be made a list of
_SINGLE = (list, tuple, str, *_OCTETS, Mapping, BaseModel)
_NO_LINES = PrivateHeaders()  # never changed
_LONGEST_TARGET = 60_000  # of a path and query; httpx2 takes no URL of more than 65,536 characters
unlocked(Plan)
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)


def _made_head(
    call: Call[Any], own: PrivateHeaders, theirs: list[tuple[bytes, bytes]] | None
) -> Head:
    """Of lines with the same name, the caller's for the call come first, then `own` (the
    operation's), then ours, then those of a caller's client (`theirs`), except for a `User-Agent`
    of theirs that is not httpx2's own."""
    if call.base is None:
        raise ConfigurationError("no base URL: give one as base_url=…", request=call.info())
    lines = _our_lines(call, call.base)
    if call.media is not None and call.media.kind == "json":
        lines["Content-Type"] = call.media.content_type
    agents = [value for name, value in theirs or () if name.lower() == b"user-agent"]
    if agents and not agents[0].startswith(b"python-httpx"):
        del lines["User-Agent"]
    lines.update(own)
    lines.update(call.settings.headers)
    query, live = call.settings.credentials.apply(call.operation, lines, call.http)
    names = {name.lower() for name, _ in lines.raw} | FRAMING
    others = [line for line in theirs or () if line[0].lower() not in names]
    prefix = call.base.raw_path.decode("ascii").rstrip("/")
    return Head(call.base, prefix, theirs, query, PrivateHeaders(lines.raw + others), live)


def _our_lines(call: Call[Any], server: httpx2.URL) -> PrivateHeaders:
    ours = [
        (b"Accept", call.accept),
        (b"Accept-Encoding", b"gzip, deflate"),
        (b"User-Agent", call.settings.user_agent),
    ]
    return PrivateHeaders([(b"Host", server.netloc), *ours])


class Call(Generic[T]):
    """One call of an operation, over all its attempts; `http` is a caller's own client."""

    url: PrivateURL
    head: Head
    headers: PrivateHeaders
    timeouts: dict[str, float | None]
    latest: PrivateRequest

    def __init__(
        self, operation: Operation[T], settings: Settings, mode: Mode, http: AnyClient | None
    ) -> None:
        self.operation, self.settings, self.mode, self.http = operation, settings, mode, http
        self.plan: Plan = plan_of(operation)
        self.method = operation.method
        self.clock = settings.clock
        self.started = self.begun = self.clock()
        self.deadline = None if settings.deadline is None else self.started + settings.deadline
        self.attempts = self.repeats = self.redirects = 0
        self.is_renewed = False
        self.sent = False  # whether an attempt may have reached the server
        self.is_cross_origin = False  # redirected to where nothing of the caller's may go
        self.accept = self.plan.accept
        self.media: Media | None = None
        self.content: Any = b""  # or a `streams.MeasuredBody`
        self.content_type: str | None = None  # where it is not the media type's own
        self.reason: Exception | None = None  # what the caller's own iterable raised
        self.watch: Watch | None = None  # where there are hooks
        self.signed: list[tuple[Live, Secret]] = []  # what was asked for this attempt

    @property
    def base(self) -> httpx2.URL | None:
        own, settings = self.operation.server, self.settings
        if settings.servers is not None:
            return settings.servers.address(own, settings.base, settings.base_is_default)
        if not isinstance(own, str) or not settings.base_is_default:
            return settings.base
        return checked_url(own, "the operation's server")

    def info(self) -> errors.RequestInfo:
        base = str(self.base or "").rstrip("/")
        own = self.operation
        return errors.RequestInfo(own.id, own.method, f"{base}{own.path}")

    def wait(self, turn: Turn) -> float:
        """Seconds until the attempt asks for its turn again, 0 to start; raises at the deadline."""
        seconds = turn.wait(self.clock)
        if self.deadline is not None and seconds > max(self.deadline - self.clock(), 0.0):
            what = f"may start in {seconds:.3g} s at this pace, later than its deadline allows"
            raise errors.DeadlineExceededError(
                f"{self._name} {what}", request=self.info(), unsent=not self.sent
            )
        return seconds

    def begin(self) -> tuple[Live, ...]:
        """Begin the next attempt; what is given is asked for, to be put into `signed`."""
        self.attempts += 1
        self.begun, self.signed = self.clock(), []
        return () if self.is_cross_origin else self.head.live

    def request(self) -> PrivateRequest:
        """The attempt that has begun, with what a caller's own client adds to it.

        Raises `DeadlineExceededError`, and `ConfigurationError` where that client is closed."""
        if self.http is not None and self.http.is_closed and not self.sent:
            what = f"{self._name} was not sent: http_client is closed"
            raise ConfigurationError(what, request=self.info())
        self.timeouts = self.timeouts_now()
        headers, content = PrivateHeaders(self.headers), self.content
        if self.watch is not None:
            headers.update(self.watch.headers)
        query = [live.add(secret, headers) for live, secret in self.signed]
        url = PrivateURL(self.url.server, self.url.target, *query) if any(query) else self.url
        if isinstance(content, bytes):
            stream, known = httpx2.ByteStream(content), content
            if content or self.method in ("POST", "PUT", "PATCH"):
                headers["Content-Length"] = str(len(content))
        else:
            (stream, length), known = content(), None
            headers["Content-Length"] = str(length)
        request = PrivateRequest(self.method, url, headers, stream, self.timeouts, known)
        if self.http is not None and not self.is_cross_origin:
            _add_client_state(request, self.http)
        self.latest = request
        return request

    def timeouts_now(self) -> dict[str, float | None]:
        timeout: Any = self.settings.timeout
        if timeout is UNSET:
            timeout = _TIMEOUT if self.http is None else self.http.timeout
        deadline, now = self.deadline, self.clock()
        self.check_deadline(now)
        if isinstance(timeout, httpx2.Timeout):
            if not timeout.connect == timeout.read == timeout.write == timeout.pool:
                each = timeout.as_dict().items()
                return {
                    phase: seconds if deadline is None else Budget.until(deadline, seconds, now)
                    for phase, seconds in each
                }
            timeout = timeout.read
        alike = timeout if deadline is None else Budget.until(deadline, timeout, now)
        return dict.fromkeys(_PHASES, alike)

    def check_deadline(self, now: float | None = None) -> None:
        """Raise `DeadlineExceededError` where an attempt would come too late."""
        if self.deadline is not None and (self.clock() if now is None else now) >= self.deadline:
            message = f"the deadline passed before {self._name} was sent"
            raise errors.DeadlineExceededError(message, request=self.info(), unsent=not self.sent)

    def idle(self) -> None:
        """From here on no deadline: each wait for the body of a stream is limited on its own."""
        self.deadline = None
        self.timeouts.update(self.timeouts_now())

    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and self.clock() >= self.deadline

    @property
    def is_over(self) -> bool:
        """Whether a wait that ended now ended by the deadline."""
        return self.deadline is not None and self.clock() >= self.deadline - 0.001

    def received(self, response: httpx2.Response) -> httpx2.Response:
        """The response, its body yet to be read: in time, and no more of it than
        `max_response_bytes`, but for a stream.
        """
        if self.is_stream(response):
            return BoundedResponse(response, None, self.late)
        return bounded(response, self.settings.max_response_bytes, self.late)

    def refused(self, error: Exception) -> httpx2.Response | None:
        """The response of which a hook of a caller's client made an exception, as
        `raise_for_status` does, with its body if the hook has read that; `None` for a success, or
        the answer to another request (of an `auth`)."""
        if not isinstance(error, httpx2.HTTPStatusError) or error.response.is_success:
            return None
        made = error.response
        if made.request is not self.latest:
            return None
        try:
            body = made.content
        except httpx2.ResponseNotRead:
            body = b""
        response = httpx2.Response(made.status_code, content=body, request=made.request)
        response.headers = made.headers  # only now, or `content` would be decoded again
        return response

    def is_stream(self, response: httpx2.Response) -> bool:
        """Whether the body is left for the caller to read: not that of an error."""
        return self.mode == "streamed" and 200 <= response.status_code < 300

    @property
    def auth(self) -> Any:
        """For a caller's client: its own `auth`, but not on another origin."""
        return None if self.is_cross_origin else httpx2.USE_CLIENT_DEFAULT

    def failure(self, error: Exception, response: httpx2.Response | None = None) -> SDKError:
        """What an exception means to the caller: one of ours, which does not refer to it."""
        if isinstance(error, SDKError):
            return error
        if isinstance(error, CutOffError):
            what = "cut off midway" if self.attempts else "not sent"
            unsent = {} if self.attempts else {"unsent": True}
            cut_off = errors.RequestBodyError(
                f"{self._name} was {what}: its body {error}", request=self.info(), **unsent
            )
            cut_off.__cause__ = error.reason
            return cut_off
        is_damage = isinstance(error, (httpx2.DecodingError, ValueError))
        if response is not None and is_damage and not isinstance(error, UnreadableBody):
            error = UnreadableBody("is damaged", response)
        if isinstance(error, UnreadableBody):
            return unreadable(error, self._name, self.info())
        kind, message = self._transport_failure(error)
        failed = kind(message, request=self.info(), **({} if self.sent else {"unsent": True}))
        # which hold the request, or a text
        if not isinstance(error, httpx2.HTTPError | httpx2.StreamError | UnicodeError):
            failed.__cause__ = callers_own(error)
        return failed

    def _transport_failure(self, error: Exception) -> tuple[type[SDKError], str]:
        """The class and the message for an exception by which no complete response arrived."""
        if isinstance(error, httpx2.TimeoutException | TimeoutError):
            if self.is_over:
                return errors.DeadlineExceededError, f"{self._name} took longer than its deadline"
            return errors.RequestTimeoutError, f"{self._name} timed out ({type(error).__name__})"
        if isinstance(error, httpx2.DecodingError):
            what = f"the body of the response to {self._name} is damaged"
            return errors.InvalidResponseError, what
        said = self._said(error)
        what = f"{type(error).__name__}: {said}" if said else type(error).__name__
        if isinstance(error, _UNSENT):
            at = self.url.netloc.decode("ascii")
            return errors.ConnectionFailedError, f"no connection to {at} for {self._name} ({what})"
        return errors.TransportError, f"{self._name} failed ({what})"

    def _said(self, error: Exception) -> str:
        """What an exception of a transport says. One of the caller's may show the URL; the messages
        of others, a header too.
        """
        if not isinstance(error, httpx2.TransportError) or isinstance(
            error, httpx2.LocalProtocolError
        ):
            return ""
        said = str(error).partition(": bytearray(")[0]  # behind it h11 repeats what arrived
        query = self.url.target.partition("?")[2]
        return cut(self._without_secrets(said.replace(query, "***") if query else said), 200)

    def step(self, response: httpx2.Response | None, error: Exception | None) -> float | None:
        """Seconds to wait before the next attempt, or `None` when this was the last."""
        self.sent = self.sent or response is not None or not isinstance(error, (*_UNSENT, SDKError))
        if logger.isEnabledFor(logging.INFO):
            what = type(error).__name__ if response is None else response.status_code
            seconds = self.clock() - self.begun
            logger.info("%s: %s in %.3f s (attempt %d)", self._name, what, seconds, self.attempts)
        if response is not None and response.status_code < 300:
            return None
        if response is not None and response.status_code < 400 and self._redirected(response):
            return 0.0
        if response is not None and response.status_code == 401 and self._renewed():
            return 0.0
        if self.settings.pace is not None and response is not None and response.status_code == 429:
            # The longest pause is also the longest hold: a server that says "tomorrow" must not
            # stop all who share the pace.
            asked = retry_after(response.headers) or 0.0
            self.settings.pace.hold(self.clock() + min(asked, _LONGEST_PAUSE))
        pause = self._pause(response, error) if self._may_repeat(response, error) else None
        if pause is None or pause > (
            _LONGEST_PAUSE if self.deadline is None else self.deadline - self.clock()
        ):
            return None
        self.repeats += 1
        return pause

    def _renewed(self) -> bool:
        """Whether what was asked for and refused is asked for once more in this call."""
        if not self.signed or self.is_renewed or self.late():
            return False
        self.is_renewed = True
        for live, secret in self.signed:
            live.refuse(secret)
        return True

    def _pause(self, response: httpx2.Response | None, error: Exception | None) -> float | None:
        """Seconds before the next repeat, `None` where there were enough."""
        told = getattr(error, "retry_after", None)  # of a token
        asked = (told if response is None else retry_after(response.headers)) or 0.0
        policy, most = self.operation.policy, self.settings.max_retries
        if policy is not None:
            since, random = self.clock() - self.started, self.settings.random
            return policy.pause(self.repeats, most, since, asked, random)
        if self.repeats >= (_MOST if most is None else most):
            return None
        return max(backoff(self.repeats + 1, self.settings.random), asked)

    def _may_repeat(self, response: httpx2.Response | None, error: Exception | None) -> bool:
        told, policy = self.settings.retry, self.operation.policy
        harmless = self.operation.retry if told is None else told == "safe"
        said = None if policy is None else policy.may_repeat(response, harmless, told)
        if said is not None:
            return said
        if response is not None:
            return is_safe_to_repeat(response.status_code, response.headers, harmless)
        if isinstance(error, SDKError):  # before anything was sent
            return bool(getattr(error, "may_pass", False))
        if isinstance(error, _UNSENT):
            return "CERTIFICATE_VERIFY_FAILED" not in str(error)
        is_local = isinstance(error, httpx2.LocalProtocolError)
        may_pass = isinstance(error, httpx2.TransportError) and not is_local
        return harmless and may_pass

    def _redirected(self, response: httpx2.Response) -> bool:
        """Whether the response is a redirect that is followed; then this call has moved to its
        target.

        On the same origin: GET and HEAD, 303 as GET, 307 and 308 with their body (RFC 9110, section
        15.4). To another: GET and HEAD only, never from https to http, and with nothing of the
        caller's but the method.
        """
        status, location = response.status_code, response.headers.get("location")
        leads = status in (301, 302, 303, 307, 308) and self.redirects < _MAX_REDIRECTS
        if not leads or not location:
            return False
        try:
            target = self.url.join(location)
        except (httpx2.InvalidURL, ValueError):
            return False
        url = self.url
        same = (target.scheme, target.host, target.port) == (url.scheme, url.host, url.port)
        reading = self.method in ("GET", "HEAD")
        may_move = reading or (same and status in (303, 307, 308))
        is_safe = target.scheme in ("https", url.scheme) and not target.userinfo
        if not (may_move and is_safe and can_connect(target)):
            return False
        self.is_cross_origin = self.is_cross_origin or not same
        if self.is_cross_origin or (status == 303 and not reading):
            self.method, self.content = self.method if reading else "GET", b""
            kept = _our_lines(self, target) if self.is_cross_origin else self.headers
            self.headers = PrivateHeaders(kept)
            self.headers.pop("Content-Type", None)
        self.redirects += 1
        self.url = PrivateURL(
            target, target.raw_path.decode("ascii"), "" if self.is_cross_origin else self.head.query
        )
        return True

    def finish(
        self, response: httpx2.Response | None, error: Exception | None, stream: Callable[..., Any]
    ) -> Any:
        """The result in the call's mode, or its error; a response was read, unless it streams."""
        if response is None:
            if isinstance(error, MemoryError):
                raise error
            raise self.failure(error or httpx2.TransportError(""))
        status = response.status_code
        if not 200 <= status < 300:
            known, body = httpx2.codes.get_reason_phrase(status), read_error(self.plan, response)
            message = " ".join(filter(None, (str(status), known, "for", self._name)))
            if self.settings.error_bodies and response.content:
                message += f": {self._excerpt(response)}"
            raise errors.status_error(status)(message, body=body, **facts(response, self.info()))
        if self.mode == "streamed":
            if self.operation.streamed is not None:
                stream = self.operation.streamed(self, stream)
            return stream(response, partial(self.failure, response=response))
        if self.mode == "raw":
            elapsed = self.clock() - self.started
            return RawResponse(response, lambda: self._parsed(response), elapsed)
        return self._parsed(response)

    def _parsed(self, response: httpx2.Response) -> Any:
        result = read_success(self.plan, response, self.info, self.settings.lenient, self._accepted)
        return attach(result, response)

    def _accepted(self) -> str:
        """The `Accept` that was sent, which may be a caller's own."""
        return ", ".join(self.headers.get_list("Accept"))

    def _excerpt(self, response: httpx2.Response) -> str:
        """The start of a body on one line, without what is ours to keep secret."""
        words = self._without_secrets(text_of(response))[: 4 * _EXCERPT]
        line = " ".join("".join(char if char.isprintable() else " " for char in words).split())
        return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"

    def _without_secrets(self, words: str) -> str:
        known = [*self.settings.credentials.secrets, *(secret for _, secret in self.signed)]
        return without((secret.word for secret in known), words)

    @property
    def _name(self) -> str:
        return self.operation.label


def _add_client_state(request: PrivateRequest, http: AnyClient) -> None:
    """Add the query parameters and cookies of a caller's client; ours win where names are alike."""
    if http.params:
        ours = set(request.url.params)
        theirs = httpx2.QueryParams(
            [(name, value) for name, value in http.params.multi_items() if name not in ours]
        )
        request.url = PrivateURL(request.url.server, request.url.target, str(theirs))
    if http.cookies:
        ours_only = request.headers.pop("Cookie", "")
        http.cookies.set_cookie_header(request)
        theirs_only = request.headers.get("Cookie", "")
        request.headers["Cookie"] = "; ".join(part for part in (theirs_only, ours_only) if part)


def prepare(
    settings: Settings,
    mode: Mode,
    http: AnyClient | None,
    operation: Operation[T],
    parameters: tuple[Any, ...] = (),
    request: Any = UNSET,
    fields: Mapping[str, Any] | None = None,
    options: RequestOptions | None = None,
    content_type: str | Unset = UNSET,
    accept: str | Unset = UNSET,
) -> Call[T]:
    """Check everything that was given, before anything is sent.

    Raises `InvalidInputError` with all that is wrong, and `ConfigurationError` for want of a base
    URL or a credential."""
    if options:
        settings = with_options(settings, options)
    call = Call(operation, settings, mode, http)
    found: list[Problem] = []
    if accept is not UNSET:
        call.accept = call.plan.asking(accept) or b""
        if not call.accept:
            found.append(Problem("accept", f"must be one of {', '.join(call.plan.offered)}"))
    own = PrivateHeaders() if call.plan.has_lines else _NO_LINES
    path, query = _place(call.plan, parameters, own, found)
    if operation.body is not None:
        _encode_body(call, operation.body, request, fields, content_type, found)
    elif settings.extra_body is not None:
        found.append(Problem("extra_body", "has no body that it could be added to"))
    if found:
        raise InvalidInputError(problems=found, request=call.info()) from call.reason
    call.head = head = _head(call, own)
    call.headers = head.headers
    if call.content_type is not None and "Content-Type" not in settings.headers:
        call.headers = PrivateHeaders(head.headers)
        call.headers["Content-Type"] = call.content_type
    call.url = PrivateURL(head.base, head.prefix + path, query, settings.query, head.query)
    if len(call.url.target) > _LONGEST_TARGET:
        what = f"path and query come to more than {_LONGEST_TARGET} characters"
        raise InvalidInputError(problems=[Problem("", what)], request=call.info())
    if settings.on_request or settings.on_response or settings.on_error:
        from .hooks import Watch

        call.watch = Watch(call)
    return call


def _head(call: Call[Any], own: PrivateHeaders) -> Head:
    """The head of a call, an earlier one's where it is the same; `own`: the operation's lines."""
    theirs = None if call.http is None else call.http.headers.raw
    heads, key = call.settings.heads, (call.plan, call.media, call.accept)
    head = None if own else heads.get(key)
    if head is None or head.theirs != theirs:
        head = _made_head(call, own, theirs)
        if not own and (call.http is None or call.settings.credentials.suffice(call.operation)):
            heads[key] = head
    return head


def _place(
    plan: Plan, values: tuple[Any, ...], headers: PrivateHeaders, found: list[Problem]
) -> tuple[str, str]:
    """Encode the parameters: the path and the query; header and cookie lines go to `headers`."""
    encoded: list[Any] = []
    query: list[str] = []
    cookies: list[str] = []
    given, choose = set[str](), plan.operation.exactly_one_of
    for slot, value in zip(plan.parameters, values, strict=True):
        before = len(found)
        sent = _encoded(slot, value, found)
        if choose is not None and (sent is not None or len(found) > before):
            given.add(slot.python)
        encoded.append("-" if sent is None else sent)
        if sent is None or slot.location == "path":
            continue
        if slot.location == "cookie":
            cookies.append(sent)
        elif slot.location != "header":
            query.append(sent)
        elif slot.parameter.wire.lower().encode() not in FRAMING:  # ours says the same, or is true
            add_header(headers, slot.parameter.wire, sent, found)
    if cookies:
        add_header(headers, "Cookie", "; ".join(cookies), found)
    if choose is not None:
        choose(given, found)
    return plan.path(encoded, found), "&".join(query)


# What a value of a caller's own class may raise while it is encoded.
_UNENCODABLE = (RecursionError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


def _encoded(slot: ParameterPlan, value: Any, found: list[Problem]) -> Any:
    """What a parameter sends; `None` for nothing, or a problem, which is `found`."""
    if value is UNSET and slot.parameter.make is not None:
        value = slot.parameter.make()
    if value is UNSET:
        if slot.parameter.required:
            found.append(Problem(slot.place, "is required"))
        return None
    try:
        return slot.encode(value, found)
    except _UNENCODABLE:
        found.append(Problem(slot.place, "cannot be encoded"))
        return None


def _encode_body(
    call: Call[Any],
    body: Body,
    request: Any,
    fields: Mapping[str, Any] | None,
    content_type: str | Unset,
    found: list[Problem],
) -> None:
    given = {name: value for name, value in fields.items() if value is not UNSET} if fields else {}
    extra = call.settings.extra_body
    empty = request is UNSET and not given and extra is None
    if empty and not (body.required and fields and body.media[0].kind == "json"):
        if body.required:
            found.append(_lacking(body, fields))
        return
    request = _whole_body(call, body, request, given, found)
    if request is UNSET:
        return
    call.media = _media_type(call.plan, body, request, content_type, found)
    if call.media is None:
        return
    try:
        chosen = call.media
        if not isinstance(content_type, Unset) and content_type != chosen.content_type:
            chosen, call.content_type = chosen._replace(content_type=content_type), content_type
        _encode(call, chosen, request)
        if extra is not None:
            _extend(call, call.media, extra)
    except ValidationError as error:
        # An object is sent empty where none of its fields is required.
        found.extend([_lacking(body, fields)] if empty else problems(error, "body"))
    except (*_UNENCODABLE, OSError) as error:
        found.append(Problem("body", _why_not(error)))


def _why_not(error: Exception) -> str:
    """Why a body is not sent; the messages of others may hold what is in it."""
    match error:
        case BodyError():
            return str(error)
        case RecursionError():
            return "is nested too deeply, or holds itself"
        case _:
            return "cannot be encoded"


def _whole_body(
    call: Call[Any], body: Body, request: Any, given: Mapping[str, Any], found: list[Problem]
) -> Any:
    """The body as it was given, whole or by its fields, an iterable of items as a list; `UNSET`
    where there is a problem, which is `found`.
    """
    if request is UNSET:
        request = given
    elif given:
        names = ", ".join(given)
        twice = f"was given twice: as {body.python} and by its fields ({names}); give one of them"
        found.append(Problem("body", twice))
        return UNSET
    if body.media[0].kind != "json" or not _is_many(request):
        return request
    try:
        return list(request)
    except Exception as error:  # noqa: BLE001  # a caller's iterable may raise anything
        call.reason = error
        raised = f"could not be read: its iterator raised {type(error).__name__}"
        found.append(Problem("body", raised))
        return UNSET


def _lacking(body: Body, fields: Mapping[str, Any] | None) -> Problem:
    or_fields = " or its fields" if fields else ""
    return Problem("body", f"is required: give {body.python}=…{or_fields}")


def _is_many(value: object) -> bool:
    """Whether a list is to be made of an iterable."""
    is_single = type(value) is dict or isinstance(value, _SINGLE)
    return isinstance(value, Iterable) and not is_single


def _media_type(
    plan: Plan, body: Body, request: Any, label: object, found: list[Problem]
) -> Media | None:
    """The media type to send, or `None` for a problem, which is `found`."""
    if plan.several is not None:
        return plan.several.chosen(request, label, found)
    (media,) = body.media
    if label is UNSET or key_of([media.content_type], label):
        return media
    found.append(Problem(body.keyword, f"must be one of {media.content_type}"))
    return None


def _encode(call: Call[Any], media: Media, value: Any) -> None:
    if media.encode is not None:
        call.content, call.content_type = media.encode(media, value)
        if (
            call.settings.blocking
            and isinstance(value, AsyncIterable)
            and not isinstance(value, Iterable)
        ):
            raise BodyError("is asynchronous, which needs the asynchronous client")
    elif media.kind == "json":
        if isinstance(value, _OCTETS):
            call.content = bytes(cast("Any", value))
            codec_of(media.type).check_json(call.content)
        else:
            call.content = codec_of(media.type).encode(value)
    elif media.kind == "text":
        call.content_type, call.content = media.content_type, value
        if not isinstance(value, bytes):
            codec = codec_of(media.type)
            call.content, call.content_type = labelled(
                text(codec.to_python(codec.check(value))), media.content_type
            )
    else:
        raise BodyError(f"cannot be sent as {media.content_type}")


def _extend(call: Call[Any], media: Media, extra: Mapping[str, Any]) -> None:
    """Put members into a body that was checked without them, in place of those of the same name."""
    if media.kind == "json":
        own = json.loads(call.content, parse_float=Decimal)
        if not isinstance(own, dict):
            raise BodyError("is no JSON object, to which extra_body could be added")
        call.content = codec_of(anything).encode({**own, **extra})
    elif media.kind == "form" and media.encode is not None:
        added = media.encode(media._replace(type=anything), dict(extra))[0].split(b"&")
        names = {pair.partition(b"=")[0] for pair in added}
        own = [pair for pair in call.content.split(b"&") if pair.partition(b"=")[0] not in names]
        call.content = b"&".join(filter(None, [*own, *added]))
    else:
        raise BodyError(f"is sent as {media.content_type}, to which extra_body cannot be added")
