"""Tokens of OAuth 2 that the client obtains by itself (RFC 6749): by client credentials (section
4.4), or for a refresh token that the caller has (section 6).

A token is fetched over the client's own connections when a call first needs it, a little before it
expires, and once more after a 401. Of all threads and tasks one fetches it, and the others wait. A
redirect of a token endpoint is never followed. Tokens are kept for the scopes that they were asked
for: those of the operation, unless the caller names others."""

from __future__ import annotations

import base64
import json
import os
import re
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast
from urllib.parse import quote_plus, urlencode

import httpx2

from .about import Credential, NoCredentials
from .credentials import Asked, Credentials
from .errors import ConfigurationError, DeadlineExceededError, RequestTimeoutError, SDKError, cut
from .redaction import PrivateHeaders, PrivateRequest, PrivateURL, Secret, callers_own, silence
from .redaction import without as without_words
from .response_body import UnreadableBody, bounded
from .retry import retry_after
from .settings import can_connect
from .unset import UNSET

if TYPE_CHECKING:
    from .core import Call

_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")  # RFC 6749, section 3.3
_MOST_BYTES = 1 << 20  # of an answer with a token
_LEEWAY = 60.0  # seconds before a token expires, or a tenth of its life
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_EACH_WAIT = 0.01  # seconds, of a task that waits for another one's token


class TokenError(SDKError):
    """No token could be obtained, so the call was not made. `error` is the code that the token
    endpoint gave (RFC 6749, section 5.2), `status_code` the status of its answer, `retry_after` the
    pause in seconds that it asks for, where there are such. `may_pass`: the call is tried again, as
    after any failure that may pass."""

    error: str | None = None
    status_code: int | None = None
    retry_after: float | None = None
    may_pass: bool = False
    unsent: bool = True


class TokenTimeoutError(TokenError, RequestTimeoutError):
    """The token endpoint kept us waiting for longer than `timeout` allows."""


class TokenDeadlineError(TokenError, DeadlineExceededError):
    """The token endpoint kept us waiting until the `deadline` of the call had passed."""


class OAuth(NamedTuple):
    """A security scheme for which the client obtains tokens, as the document describes it.

    `token_url` is that of client credentials, `refresh_url` where a refresh token is exchanged; one
    without a host is relative to the server. `keywords` has, for each part of what a caller gives
    (`client_id` and so on), its keyword and its variable of the environment."""

    known: Credential
    token_url: str | None
    refresh_url: str | None
    keywords: Mapping[str, tuple[str, str]]
    authentication: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"

    def given(self, token: Any = None, **parts: Any) -> Any:
        """What a new client sends: the token of the caller, else those that are obtained, else the
        token of the environment.
        """
        said = {name: value for name, value in parts.items() if value is not None}
        begun = said.keys() & {"client_id", "client_secret", "refresh_token"}
        if not begun and (token is not None or os.environ.get(self.known.env, "").strip()):
            return token
        for name, (_, env) in self.keywords.items():
            found = os.environ.get(env, "").strip() if env else ""
            if found:
                said.setdefault(name, found)
        return self._made(token, said)

    def changed(self, before: NoCredentials, token: Any = UNSET, **parts: Any) -> Any:
        """What a view sends: `UNSET` for what its client does."""
        said = {name: value for name, value in parts.items() if value is not UNSET}
        if not said:
            return token
        known = cast("Credentials", before).of(self.known.scheme)
        own = known.source.parts if isinstance(known, Tokens) else {}
        given = {name: value for name, value in {**own, **said}.items() if value is not None}
        return self._made(None if token is UNSET else token, given)

    def _made(self, token: Any, parts: Mapping[str, Any]) -> Any:
        if not parts.keys() & {"client_id", "client_secret", "refresh_token"}:
            return token
        texts = {name: self._text(name, parts[name]) for name in parts if name != "scopes"}
        if "refresh_token" in texts:
            if token is not None and not isinstance(token, str):
                raise ConfigurationError(
                    f"{self.known.python} must be a text beside a refresh token"
                )
        elif self.token_url is None and "token_url" not in texts:
            what = f"{self._keyword('refresh_token')}=… is missing"
            raise ConfigurationError(f"a token of {self.known.python} cannot be obtained: {what}")
        elif token is not None:
            one, other = self.known.python, self._keyword("client_id")
            raise ConfigurationError(f"give either {one} or {other} with its secret")
        elif missing := {"client_id", "client_secret"} - texts.keys():
            (name,) = missing
            env = self.keywords[name][1]
            what = f"{self._keyword(name)}=… ({env} in the environment) is missing"
            raise ConfigurationError(f"a token of {self.known.python} cannot be obtained: {what}")
        return Tokens(_Source(self, texts, self._scopes(parts.get("scopes")), token))

    def _keyword(self, name: str) -> str:
        return self.keywords[name][0]

    def _text(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ConfigurationError(f"{self._keyword(name)} must be a text")
        try:
            return value.strip().encode().decode()
        except UnicodeEncodeError:  # which holds the text
            pass
        raise ConfigurationError(f"{self._keyword(name)} must be text that UTF-8 can hold")

    def _scopes(self, given: Any) -> tuple[str, ...] | None:
        if given is None:
            return None
        listed = cast("Sequence[Any]", given.split() if isinstance(given, str) else tuple(given))
        if not all(isinstance(each, str) and _SCOPE.fullmatch(each) for each in listed):
            what = "must be a list of texts without spaces (RFC 6749, section 3.3)"
            raise ConfigurationError(f"{self._keyword('scopes')} {what}")
        return tuple(listed)


class _Token(NamedTuple):
    """A token, for which `scopes` it is good (`None` for whatever it may be), where it came from
    (`None`: the caller), and until when it is used.
    """

    secret: Secret
    scopes: frozenset[str] | None
    url: str | None = None
    until: float | None = None


class Tokens(Asked):
    """The tokens of a scheme as one alternative of an operation needs them, with its `scopes`."""

    def __init__(self, source: _Source, scopes: tuple[str, ...] = ()) -> None:
        self.known, self.source, self._scopes = source.about.known, source, scopes
        self.secrets = source.secrets

    def asking(self, scopes: tuple[str, ...]) -> Tokens:
        return Tokens(self.source, scopes if self.source.scopes is None else self.source.scopes)

    def refuse(self, secret: Secret) -> None:
        self.source.refuse(secret)

    def now(self, call: Call[Any], client: Any) -> Secret:
        source, url = self.source, self.source.url(call)
        if (known := source.fresh(url, self._scopes, call)) is not None:
            return known
        lock = source.lock
        while not lock.acquire(timeout=_wait(call)):
            call.check_deadline()
        try:
            if (known := source.fresh(url, self._scopes, call)) is not None:
                return known
            response = failed = None
            try:
                made = client._exchange(source.request(url, self._scopes, call), auth=None)
                response = bounded(made, _MOST_BYTES, call.late)
                response.read()
            except Exception as error:  # noqa: BLE001  # a caller's transport or hook may raise anything
                failed = error
            return source.taken(response, failed, url, self._scopes, call)
        finally:
            lock.release()

    async def now_async(self, call: Call[Any], client: Any) -> Secret:
        source, url = self.source, self.source.url(call)
        if (known := source.fresh(url, self._scopes, call)) is not None:
            return known
        lock = source.lock
        while not lock.acquire(blocking=False):  # which may be another loop's
            call.check_deadline()
            await client._sleep(_EACH_WAIT)
        try:
            if (known := source.fresh(url, self._scopes, call)) is not None:
                return known
            response = failed = None
            try:
                made = await client._exchange(source.request(url, self._scopes, call), auth=None)
                response = bounded(made, _MOST_BYTES, call.late)
                await response.aread()
            except Exception as error:  # noqa: BLE001  # a caller's transport or hook may raise anything
                failed = error
            return source.taken(response, failed, url, self._scopes, call)
        finally:
            lock.release()


def _wait(call: Call[Any]) -> float:
    if call.deadline is None:
        return -1
    return min(max(call.deadline - call.clock(), 0.0), threading.TIMEOUT_MAX)


class _Source:
    """What a client obtains tokens with, and those that it has: shared by its threads, its tasks
    and its views.
    """

    def __init__(
        self,
        about: OAuth,
        parts: Mapping[str, Any],
        scopes: tuple[str, ...] | None,
        token: str | None,
    ) -> None:
        self.about, self.scopes = about, scopes
        self.parts: dict[str, Any] = {**parts, **({} if scopes is None else {"scopes": scopes})}
        self._secret = Secret(parts.get("client_secret", ""))
        self._refresh = Secret(parts.get("refresh_token", ""))
        self._pair = Secret(self._basic(), "Basic")
        # Changed one by one: a list that is made anew loses what another thread did meanwhile.
        self._tokens: dict[Secret, _Token] = {}
        if token is not None and token.strip():
            given = self._sendable(token.strip())
            self._tokens[given] = _Token(given, None)
        self.secrets: list[Secret] = []
        self._keep_secret()
        self._locked = (os.getpid(), threading.Lock())

    @property
    def lock(self) -> threading.Lock:
        """Whose turn it is; a process that was forked begins with one of its own."""
        if self._locked[0] != os.getpid():
            self._locked = (os.getpid(), threading.Lock())
        return self._locked[1]

    def url(self, call: Call[Any]) -> httpx2.URL:
        """Where a token is got (RFC 3986, section 5.2); raises `ConfigurationError`."""
        about = self.about
        own = about.refresh_url if self._refresh.word else about.token_url
        given = self.parts.get("token_url")
        base = f"{str(call.settings.base or call.base).rstrip('/')}/"
        try:
            url = httpx2.URL(base).join(given or own or "")
        except (httpx2.InvalidURL, ValueError):
            url = httpx2.URL("")
        if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.fragment:
            raise ConfigurationError(f"the token URL of {about.known.python} is not usable")
        if not can_connect(url):
            raise ConfigurationError(f"the token URL of {about.known.python} has an unusable host")
        return url

    def fresh(self, url: httpx2.URL, scopes: tuple[str, ...], call: Call[Any]) -> Secret | None:
        """A token that has the scopes, and is good for a while yet."""
        for token in reversed(list(self._tokens.values())):
            is_old = token.until is not None and call.clock() >= token.until
            has_scopes = token.scopes is None or token.scopes.issuperset(scopes)
            if has_scopes and not is_old and token.url in (None, str(url)):
                return token.secret
        return None

    def refuse(self, secret: Secret) -> None:
        self._tokens.pop(secret, None)

    def request(self, url: httpx2.URL, scopes: tuple[str, ...], call: Call[Any]) -> PrivateRequest:
        """The request for a token."""
        parts = self.parts
        form = {"grant_type": "client_credentials"}
        if self._refresh.word:
            form = {"grant_type": "refresh_token", "refresh_token": self._refresh.word}
        asked = self.scopes if self._refresh.word else scopes  # RFC 6749, section 6
        if asked:
            form["scope"] = " ".join(asked)
        headers = PrivateHeaders(
            [
                (b"Host", url.netloc),
                (b"Accept", b"application/json"),
                (b"Accept-Encoding", b"gzip, deflate"),
                (b"User-Agent", call.settings.user_agent),
                (b"Content-Type", b"application/x-www-form-urlencoded"),
            ]
        )
        is_posted = self.about.authentication == "client_secret_post"
        if "client_secret" in parts and not is_posted:
            headers["Authorization"] = self._pair.reveal()
        else:
            names = ("client_id", "client_secret")
            form |= {name: parts[name] for name in names if name in parts}
        content = urlencode(form).encode("ascii")
        headers["Content-Length"] = str(len(content))
        target = PrivateURL(url, url.raw_path.decode("ascii"))
        stream = httpx2.ByteStream(content)
        made = PrivateRequest("POST", target, headers, stream, call.timeouts_now())
        made.read()
        return made

    def taken(
        self,
        response: httpx2.Response | None,
        failed: Exception | None,
        url: httpx2.URL,
        scopes: tuple[str, ...],
        call: Call[Any],
    ) -> Secret:
        """The token of an answer; raises `TokenError`."""
        if response is None or failed is not None:
            raise self._unanswered(failed, url, call)
        found = _json_object(response)
        if not response.is_success or _is_refusal(found or {}):
            raise self._refused(response, url, call)
        if found is None:
            label = response.headers.get("content-type", "").partition(";")[0].strip()
            named = self._shown(ascii(label)[1:-1], 60) or "no media type"
            what = f"answered with {named}, not with JSON that is an object"
            raise self._failure(what, url, call, response)
        word, kind = found.get("access_token"), found.get("token_type", "Bearer")
        if not isinstance(word, str) or not word:
            raise self._failure("gave no access_token", url, call, response)
        if not isinstance(kind, str) or kind.lower() != "bearer":
            named = self._shown(ascii(kind), 60)
            raise self._failure(
                f"gave a token of the type {named}, not Bearer", url, call, response
            )
        if not (word.isascii() and word.isprintable()) or " " in word:
            raise self._failure("gave a token that no header can hold", url, call, response)
        life = _seconds(found.get("expires_in"))
        if life is not None and life < 0:
            raise self._failure("gave an expires_in that is no number", url, call, response)
        until = None if life is None else call.clock() + life - min(_LEEWAY, life / 10)
        renewed = found.get("refresh_token")
        if self._refresh.word and isinstance(renewed, str) and renewed:
            self._refresh = Secret(renewed)
            self.parts["refresh_token"] = renewed  # what a view begins with
        granted = frozenset(scopes)
        token = _Token(Secret(word, "Bearer"), granted, str(url), until)
        if self._refresh.word:
            token = token._replace(scopes=None)
        return self._keep(token)

    def _keep(self, token: _Token) -> Secret:
        """Takes a token in the place of those that it stands for."""
        for each in list(self._tokens.values()):
            if not self._is_kept(each, token):
                self.refuse(each.secret)
        self._tokens[token.secret] = token
        self._keep_secret()
        return token.secret

    @staticmethod
    def _is_kept(old: _Token, new: _Token) -> bool:
        """Whether a token is good for something that the new one is not."""
        if new.scopes is None or old.scopes is None:
            return old.url not in (None, new.url)
        return old.url != new.url or not old.scopes <= new.scopes

    def _keep_secret(self) -> None:
        own = [self._secret, self._refresh, self._pair, *self._tokens]
        new = [secret for secret in own if secret.word]
        silence([secret for secret in new if secret not in self.secrets])
        self.secrets[:] = new

    def _basic(self) -> str:
        """Name and secret as HTTP Basic has them, each encoded as in a form (RFC 6749, section
        2.3.1).
        """
        if "client_secret" not in self.parts:
            return ""
        pair = (quote_plus(self.parts.get(name, "")) for name in ("client_id", "client_secret"))
        return base64.b64encode(":".join(pair).encode("ascii")).decode("ascii")

    def _sendable(self, token: str) -> Secret:
        if token.isascii() and token.isprintable():
            return Secret(token, "Bearer")
        raise ConfigurationError(f"{self.about.known.python} must be printable ASCII")

    def _unanswered(self, error: Exception | None, url: httpx2.URL, call: Call[Any]) -> SDKError:
        """No answer arrived, or none that could be read."""
        if isinstance(error, SDKError):
            return error
        if isinstance(error, httpx2.TimeoutException | TimeoutError):
            if call.is_over:
                what = "did not answer before the deadline"
                return self._failure(what, url, call, kind=TokenDeadlineError)
            what = "did not answer in time"
            return self._failure(what, url, call, may_pass=True, kind=TokenTimeoutError)
        if isinstance(error, UnreadableBody):
            return self._failure("gave an answer that cannot be read", url, call, error.response)
        is_untrusted = "CERTIFICATE_VERIFY_FAILED" in str(error)
        may_pass = isinstance(error, httpx2.TransportError) and not is_untrusted
        why = "its certificate is not trusted" if is_untrusted else type(error).__name__
        failed = self._failure(f"was not reached ({why})", url, call, may_pass=may_pass)
        # which hold the request
        if error is not None and not isinstance(error, httpx2.HTTPError | httpx2.StreamError):
            failed.__cause__ = callers_own(error)
        return failed

    def _refused(self, response: httpx2.Response, url: httpx2.URL, call: Call[Any]) -> TokenError:
        status = response.status_code
        if 300 <= status < 400:
            return self._failure(
                f"answered {status}, a redirect that is not followed", url, call, response
            )
        found = _json_object(response) or {}
        code, about = found.get("error"), found.get("error_description")
        if not isinstance(code, str):
            return self._failure(f"answered {status}", url, call, response)
        words = f"{code}: {about}" if isinstance(about, str) and about else code
        line = " ".join("".join(char if char.isprintable() else " " for char in words).split())
        line = self._shown(line, 200)
        failed = self._failure(f"answered {status}, {line}", url, call, response)
        failed.error = self._shown(code, 100)
        return failed

    def _shown(self, text: str, most: int) -> str:
        """What a server says, without our secrets, should it have repeated one."""
        return cut(without_words((secret.word for secret in self.secrets), text), most)

    def _failure(
        self,
        what: str,
        url: httpx2.URL,
        call: Call[Any],
        response: httpx2.Response | None = None,
        may_pass: bool = False,
        kind: type[TokenError] = TokenError,
    ) -> TokenError:
        status = None if response is None else response.status_code
        address = f"{url.netloc.decode('ascii')}{url.path}"
        message = f"no token of {self.about.known.python}: {address} {what}"
        failed = kind(message, request=call.info(), status_code=status)
        failed.may_pass = may_pass or status in _PASSING
        failed.retry_after = None if response is None else retry_after(response.headers)
        return failed


def _json_object(response: httpx2.Response) -> dict[str, Any] | None:
    try:
        found = json.loads(response.content)
    except (ValueError, RecursionError, httpx2.HTTPError):
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None


def _is_refusal(found: dict[str, Any]) -> bool:
    """Whether an answer is an error as RFC 6749 has it (section 5.2), by whatever status."""
    return not found.get("access_token") and isinstance(found.get("error"), str)


def _seconds(given: Any) -> float | None:
    """Seconds as `expires_in` says, which some write as text; below 0 for what is none."""
    if given is None:
        return None
    if isinstance(given, str):
        return float(given) if given.isdecimal() and len(given) < 20 else -1.0
    if isinstance(given, bool) or not isinstance(given, int | float):
        return -1.0
    return float(given) if 0 <= given < 1e18 else -1.0
