"""The public keys of an API that publishes them: a JWK Set (RFC 7517) at an address of the
document's, fetched when a signature first needs one.

What was fetched is kept for as long as the answer allows (`max-age`, RFC 9111), a minute at least
and a day at most; then, or where a request names a key or is signed by one that is not among them,
the keys are fetched anew, but not again within half a minute. Of all threads and tasks one fetches
them, and the others wait. They come by TLS, or from this machine, over connections as those of the
client; a redirect is followed within their origin alone.

What of them verifies `json_web_keys` says; `kid` chooses among those that have one."""

from __future__ import annotations

import json
import os
import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from functools import cache
from typing import Any, NamedTuple, cast

import httpx2
from typing_extensions import Unpack

from .errors import ConfigurationError, SDKError
from .json_web_keys import Judged, is_named, judge, without_any
from .media_types import essence
from .options import PoolOptions
from .public_keys import (
    Check,
    Either,
    KeyAlgorithm,
    PublicKey,
    StandardKeys,
)
from .response_body import UnreadableBody, bounded
from .retry import Budget
from .settings import can_connect
from .values import is_array, is_object
from .webhooks import (
    Body,
    Headers,
    Receiver,
    Request,
    Secret,
    Signature,
    WebhookError,
    lowered,
    octets_in,
)

_MOST_BYTES = 1 << 20  # of a set
_MOST_REDIRECTS = 3
_SHORTEST, _USUAL, _LONGEST = 60.0, 600.0, 86_400.0  # seconds for which a set is kept
_PAUSE = 30.0  # seconds until it may be fetched for a key that it does not have
_PAUSE_AFTER_FAILURE = 5.0
_EACH_WAIT = 0.01  # seconds, of a task that waits for another one's fetch
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_PHASES = ("connect", "read", "write", "pool")


class PublishedKeysError(SDKError):
    """The keys that an API publishes could not be had, or none of them verifies: the request may be
    the API's all the same. `status_code` is that of the answer, where there is one."""

    status_code: int | None = None


class _Held(NamedTuple):
    """What is known of a set: its keys, until when they are good, when they were asked for, and
    what then went wrong.
    """

    keys: tuple[dict[str, Any], ...] = ()
    until: float = 0.0
    asked: float = float("-inf")
    failed: tuple[str, int | None] | None = None
    known: Judged | None = None


class PublishedKeys:
    """The keys at a URL, shared by all threads and tasks.

    `timeout` are the seconds that fetching them may take. `transport` is one of httpx2, for a test;
    `ca_file`, `proxy` and the like are those of the client."""

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 10.0,
        transport: httpx2.BaseTransport | httpx2.AsyncBaseTransport | None = None,
        **options: Unpack[PoolOptions],
    ) -> None:
        self.url = _usable(url)
        self._timeout, self._transport, self._options = timeout, transport, options
        self._held = _Held()
        self._locked = (os.getpid(), threading.Lock())
        self._holder: int | None = None  # the thread whose turn it is
        self.clock = time.monotonic

    def __repr__(self) -> str:
        return f"PublishedKeys({_address(self.url)!r})"

    # --- which keys there are

    def checks(self, name: str | None, algorithm: KeyAlgorithm) -> list[Check]:
        """What verifies by the keys that were fetched, those of a name or without one."""
        held = self._held
        known = {} if held.known is None else held.known
        judged = [(key, judge(known, place, key, algorithm)) for place, key in enumerate(held.keys)]
        fitting = [(key, check) for key, check in judged if not isinstance(check, str)]
        if not fitting:
            raise self._failure(without_any(algorithm, [str(why) for _, why in judged]))
        chosen = [check for key, check in fitting if is_named(key, name)]
        if not chosen:
            what = f"the webhook is signed by a key that is none of those at {_address(self.url)}"
            raise WebhookError(what, reason="wrong-signature")
        return chosen

    # --- when they are fetched

    def lacks(self, name: str | None) -> bool:
        """Whether they are to be fetched before a request can be verified that names a key."""
        held = self._held
        if not held.keys or self.clock() >= held.until:
            return True
        return not any(is_named(key, name) for key in held.keys) and self._is_rested()

    def may_lack(self, name: str | None) -> bool:
        """Whether what a request was signed by may be among them once they are fetched anew."""
        is_sure = name is not None and any(key.get("kid") == name for key in self._held.keys)
        return not is_sure and self._is_rested()

    def _is_rested(self) -> bool:
        return self.clock() - self._held.asked >= _PAUSE

    @property
    def version(self) -> object:
        """What changes with each fetch."""
        return self._held

    @property
    def _lock(self) -> threading.Lock:
        """Whose turn it is; a process that was forked begins with one of its own."""
        if self._locked[0] != os.getpid():
            self._locked = (os.getpid(), threading.Lock())
        return self._locked[1]

    def fetch(self, version: object) -> None:
        """Fetch the keys, unless somebody did since `version`; raises `PublishedKeysError`."""
        lock = self._lock
        if not lock.acquire(blocking=False):
            if self._holder == threading.get_ident():
                self._fetch(version)  # a task of this thread's loop, which this call holds up
                return
            if not lock.acquire(timeout=min(max(self._timeout, 0.0), threading.TIMEOUT_MAX)):
                raise self._overdue(lock)
        try:
            self._holder = threading.get_ident()
            self._fetch(version)
        finally:
            lock.release()

    def _fetch(self, version: object) -> None:
        if not self._is_due(version):
            return
        call = _Fetch(self.url, self._timeout)
        answer = failed = None
        try:
            with self._blocking() as transport:
                while (request := call.request()) is not None:
                    response = transport.handle_request(request)
                    response.request = request
                    answer = bounded(response, _MOST_BYTES, call.late)
                    answer.read()
                    call.follow(answer)
        except Exception as error:  # noqa: BLE001  # a caller's transport may raise anything
            failed = error
        self._take(call, answer, failed)

    async def fetch_async(self, version: object) -> None:
        """As `fetch`, for a task."""
        import anyio

        lock, latest = self._lock, time.monotonic() + self._timeout
        while not lock.acquire(blocking=False):  # which may be another loop's
            if time.monotonic() >= latest:
                raise self._overdue(lock)
            await anyio.sleep(_EACH_WAIT)
        try:
            self._holder = threading.get_ident()
            await self._fetch_async(version)
        finally:
            lock.release()

    async def _fetch_async(self, version: object) -> None:
        if not self._is_due(version):
            return
        call = _Fetch(self.url, self._timeout)
        answer = failed = None
        try:
            async with self._waiting() as transport:
                while (request := call.request()) is not None:
                    response = await transport.handle_async_request(request)
                    response.request = request
                    answer = bounded(response, _MOST_BYTES, call.late)
                    await answer.aread()
                    call.follow(answer)
        except Exception as error:  # noqa: BLE001  # a caller's transport may raise anything
            failed = error
        self._take(call, answer, failed)

    def _overdue(self, lock: threading.Lock) -> PublishedKeysError:
        """What is wrong where another's fetch does not end, as that of a task whose loop no longer
        runs; whoever comes next waits for it no more.
        """
        if self._locked[1] is lock:
            self._locked = (os.getpid(), threading.Lock())
        return self._failure(f"another fetch did not end within {self._timeout:g} seconds")

    def _is_due(self, version: object) -> bool:
        held = self._held
        if held.failed is not None and self.clock() - held.asked < _PAUSE_AFTER_FAILURE:
            raise self._failure(*held.failed)
        return held is version

    def _blocking(self) -> AbstractContextManager[httpx2.BaseTransport]:
        if self._transport is None:
            from .transport import PoolTransport

            return PoolTransport(**self._options)
        if isinstance(self._transport, httpx2.BaseTransport):
            return nullcontext(self._transport)  # which is the caller's to close
        raise TypeError("transport must be an httpx2.BaseTransport")

    def _waiting(self) -> AbstractAsyncContextManager[httpx2.AsyncBaseTransport]:
        if self._transport is None:
            from .transport import AsyncPoolTransport

            return AsyncPoolTransport(**self._options)
        if isinstance(self._transport, httpx2.AsyncBaseTransport):
            return nullcontext(self._transport)
        raise TypeError("transport must be an httpx2.AsyncBaseTransport")

    def _take(self, call: _Fetch, answer: httpx2.Response | None, failed: Exception | None) -> None:
        """Keep what was fetched, else what went wrong, which is raised."""
        now = self.clock()
        if isinstance(failed, SDKError | TypeError):
            raise failed
        what = call.fault(answer, failed)
        found = (() if what or answer is None else _keys(answer)) or ()
        if not what and not found and answer is not None:
            what = _no_keys(answer)
        if what or answer is None:
            status = None if answer is None else answer.status_code
            self._held = self._held._replace(asked=now, failed=(what, status))
            raise self._failure(what, status)
        self._held = _Held(found, now + _life(answer), now, None, {})

    def _failure(self, what: str, status: int | None = None) -> PublishedKeysError:
        message = f"the keys of webhooks at {_address(self.url)}: {what}"
        return PublishedKeysError(message, status_code=status)


@cache
def keys_at(url: str) -> PublishedKeys:
    """The keys at a URL of the document's, which all that verifies by them shares."""
    return PublishedKeys(url)


def _usable(url: str) -> httpx2.URL:
    try:
        made = httpx2.URL(url.strip())
    except (httpx2.InvalidURL, AttributeError, TypeError):
        raise ConfigurationError("the URL of published keys is not a URL") from None
    is_safe = made.scheme == "https" or (made.scheme == "http" and made.host in _LOOPBACK)
    if not is_safe or not made.host or not can_connect(made):
        raise ConfigurationError("the URL of published keys must be an https URL")
    if made.userinfo or made.fragment:
        raise ConfigurationError("the URL of published keys must not hold a user or a fragment")
    return made


def _address(url: httpx2.URL) -> str:
    """A URL as messages show it."""
    return f"{url.netloc.decode('ascii')}{url.path}"


class _Fetch:
    """One fetch of a set, over its redirects, without input or output."""

    def __init__(self, url: httpx2.URL, seconds: float) -> None:
        self._url: httpx2.URL | None = url
        self._seconds, self._deadline = seconds, time.monotonic() + seconds
        self._origin, self._count = _origin(url), 0
        self._wrong = ""

    def late(self) -> bool:
        return time.monotonic() >= self._deadline

    def request(self) -> httpx2.Request | None:
        """The next request, if there is another one."""
        if self._url is None:
            return None
        now = time.monotonic()
        wait = Budget.until(self._deadline, self._seconds, now)
        headers = {"Accept": "application/jwk-set+json, application/json", "Connection": "close"}
        headers["Accept-Encoding"] = "gzip, deflate"
        made = httpx2.Request("GET", self._url, headers=headers)
        made.extensions["timeout"] = dict.fromkeys(_PHASES, wait)
        return made

    def follow(self, answer: httpx2.Response) -> None:
        """Go where an answer leads, within the origin."""
        before, self._url = self._url, None
        if not answer.has_redirect_location or before is None:
            return
        try:
            target = before.join(answer.headers["location"])
        except (httpx2.InvalidURL, ValueError):
            self._wrong = f"answered {answer.status_code} with a location that is none"
            return
        self._count += 1
        if _origin(target) != self._origin or target.userinfo:
            self._wrong = f"answered {answer.status_code}, a redirect that is not followed"
        elif self._count > _MOST_REDIRECTS:
            self._wrong = f"redirected more than {_MOST_REDIRECTS} times"
        else:
            self._url = target

    def fault(self, answer: httpx2.Response | None, failed: Exception | None) -> str:
        """What is wrong with an answer, or with there being none; nothing where it can be read."""
        if isinstance(failed, UnreadableBody):
            is_long = "larger" in failed.what
            return f"more than {_MOST_BYTES} bytes" if is_long else f"the body {failed.what}"
        if isinstance(failed, httpx2.TimeoutException | TimeoutError):
            return f"did not answer within {self._seconds:g} seconds"
        if failed is not None:
            is_untrusted = "CERTIFICATE_VERIFY_FAILED" in str(failed)
            why = "its certificate is not trusted" if is_untrusted else type(failed).__name__
            return f"not reached ({why})"
        if self._wrong or answer is None:
            return self._wrong or "no answer"
        return "" if answer.status_code == 200 else f"answered {answer.status_code}"


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return (url.scheme, url.host, url.port or {"https": 443, "http": 80}.get(url.scheme))


def _keys(answer: httpx2.Response) -> tuple[dict[str, Any], ...] | None:
    """The keys of a set; `None` where it is none."""
    try:
        found: Any = json.loads(answer.content)
    except (ValueError, RecursionError):
        return None
    listed: Any = found.get("keys") if is_object(found) else None
    return tuple(filter(is_object, listed)) if is_array(listed) else None


def _no_keys(answer: httpx2.Response) -> str:
    """What is wrong with an answer that has no keys."""
    if _keys(answer) is not None:
        return "answered with a set that has no keys"
    label = ascii(essence(answer.headers.get("content-type", "")))[1:-1] or "no media type"
    return f"answered with {label[:60]}, not with JSON that is a set of keys (RFC 7517)"


def _life(answer: httpx2.Response) -> float:
    """For how many seconds an answer is good (RFC 9111, section 5.2.2)."""
    said = answer.headers.get("cache-control", "")
    if "no-store" in said or "no-cache" in said:
        return _SHORTEST
    age = _MAX_AGE.search(said)
    return _USUAL if age is None else min(max(float(age[1]), _SHORTEST), _LONGEST)


# --- receiving ------------------------------------------------------------------------------------


class FetchingReceiver(Receiver):
    """A `Receiver` of requests that are signed by keys which are published: those are fetched where
    the caller gives nothing, or `PublishedKeys` of its own.
    """

    def unwrap(
        self,
        body: Body,
        headers: Headers,
        secret: Secret | PublishedKeys | None = None,
        name: str | None = None,
        tolerance: float | None = None,
    ) -> Any:
        return super().unwrap(body, headers, cast("Any", secret), name, tolerance)

    def verify(
        self,
        body: Body,
        headers: Headers,
        secret: Secret | PublishedKeys | None = None,
        tolerance: float | None = None,
    ) -> None:
        super().verify(body, headers, cast("Any", secret), tolerance)

    async def unwrap_async(
        self,
        body: Body,
        headers: Headers,
        secret: Secret | PublishedKeys | None = None,
        name: str | None = None,
        tolerance: float | None = None,
    ) -> Any:
        """As `unwrap`, for a task."""
        request = Request(octets_in(body), lowered(headers), tolerance)
        known = self._name(request.headers, name)
        forms = self.own.get(known or "", self.signatures)
        for keys, version in self._verifying(request, secret, forms):
            await keys.fetch_async(version)
        return self._read(request.body, known)

    async def verify_async(
        self,
        body: Body,
        headers: Headers,
        secret: Secret | PublishedKeys | None = None,
        tolerance: float | None = None,
    ) -> None:
        """As `verify`, for a task."""
        request = Request(octets_in(body), lowered(headers), tolerance)
        for keys, version in self._verifying(request, secret, self.signatures):
            await keys.fetch_async(version)

    def _verify(self, request: Request, secret: Any, forms: Sequence[Signature]) -> None:
        for keys, version in self._verifying(request, secret, forms):
            keys.fetch(version)

    def _verifying(
        self, request: Request, secret: Any, forms: Sequence[Signature]
    ) -> Iterator[tuple[PublishedKeys, object]]:
        """Each set of keys that is to be fetched before it goes on; raises `WebhookError`.

        No key is fetched for a request whose headers are wrong by themselves, as anybody can send
        those. Where its signature does not fit, the keys may have changed."""
        wanted = list(_wanted(request, secret, forms))
        for keys, name in wanted:
            if keys.lacks(name):
                yield keys, keys.version
        versions = [(keys, keys.version) for keys, name in wanted if keys.may_lack(name)]
        try:
            return super()._verify(request, secret, forms)
        except WebhookError as error:
            if error.reason != "wrong-signature" or not versions:
                raise
        yield from versions
        return super()._verify(request, secret, forms)


def _wanted(
    request: Request, secret: Any, forms: Iterable[Signature]
) -> Iterator[tuple[PublishedKeys, str | None]]:
    """The keys that a request may be signed by, with the name that it has for one."""
    if secret is not None and not isinstance(secret, PublishedKeys):
        return
    for form in forms:
        if isinstance(form, Either):
            yield from _wanted(request, secret, form.forms)
        elif isinstance(form, StandardKeys | PublicKey):
            keys = secret if isinstance(secret, PublishedKeys) else form.published
            if isinstance(keys, PublishedKeys) and _is_readable(form, request):
                name = None if form.key_id is None else request.headers.get(form.key_id.lower())
                yield keys, name or None


def _is_readable(form: StandardKeys | PublicKey, request: Request) -> bool:
    try:
        form.read(request)
    except WebhookError:
        return False
    return True
