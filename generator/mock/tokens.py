"""A token endpoint of OAuth 2 (RFC 6749), and whether a request carries a token that it issued.

Each security scheme for which a client obtains tokens has one below `/.well-known`, and at the path
of its own token URL where the document has no operation there. Any client with a secret is known,
and any refresh token; everything else is checked: how the client shows who it is, the grant, the
scopes, and of tokens that were issued here the scopes and the expiry (RFC 6750, section 3.1). A
token from elsewhere will do, as any other credential does."""

from __future__ import annotations

import base64
import binascii
import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

from starlette.responses import JSONResponse, Response

from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.oauth import REFRESHED, authentication, token_urls
from generator.mock.latest import Latest
from generator.mock.problem import ProblemError

PLACE: Final = "/.well-known/openapi-mock/token/"
PREFIX: Final = "mock-token-"
LIFE: Final = 3600
_FLOWS: Final = {"client_credentials": ("clientCredentials",), "refresh_token": REFRESHED}
_FORM: Final = "application/x-www-form-urlencoded"


class _Issued(NamedTuple):
    """What a token is good for, `until` a moment of the clock."""

    scheme: str
    scopes: frozenset[str]
    until: float

    def is_for(self, scheme: str, now: float) -> bool:
        return self.scheme == scheme and now < self.until

    def lacks(self, scopes: Collection[str]) -> list[str]:
        return [scope for scope in scopes if scope not in self.scopes]


class _RefusedError(Exception):
    """An error of the token endpoint (RFC 6749, section 5.2)."""

    def __init__(self, code: str, about: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.about, self.status = code, about, status


class Tokens:
    """The token endpoints of a document, and what they have issued."""

    def __init__(self, document: Document, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds. A path of several schemes' token URLs is the first one's."""
        self._schemes: dict[str, Mapping[str, Any]] = {}
        self._own: dict[str, str] = {}
        self._theirs: dict[str, str] = {}
        for name, node in document.components("securitySchemes").items():
            scheme = document.resolved(node)
            urls = token_urls(scheme)
            if urls is None:
                continue
            self._schemes[name] = scheme
            self._own[f"{PLACE}{quote(name, safe='')}"] = name
            for url in filter(None, urls):
                self._theirs.setdefault(f"/{urlsplit(url).path.removeprefix('/')}", name)
        self._issued = Latest[str, _Issued]()
        self._clock = clock

    def scheme(self, method: str, path: str, is_known: bool) -> str | None:
        """The security scheme whose token endpoint a request is for; `is_known`: the document has
        an operation there.
        """
        if method != "POST":
            return None
        return self._own.get(path) or (None if is_known else self._theirs.get(path))

    def answer(self, scheme: str, headers: Mapping[str, str], body: bytes) -> Response:
        """A token, or why there is none."""
        try:
            content: dict[str, Any] = self._granted(scheme, headers, body)
            status = 200
        except _RefusedError as refused:
            content = {"error": refused.code, "error_description": refused.about}
            status = refused.status
        response = JSONResponse(content, status, {"Cache-Control": "no-store"})
        if status == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="mock"'
        return response

    def check(self, scheme: str, scopes: Collection[str], token: str) -> None:
        """Raise `ProblemError` for a token of ours that is not good for an operation: 401 where it
        is unknown or has expired, 403 where it has too few scopes.

        A token is ours by its prefix; any other is not judged.
        """
        if scheme not in self._schemes or not token.startswith(PREFIX):
            return
        found = self._issued.get(token)
        if found is None or not found.is_for(scheme, self._clock()):
            raise _refused(401, "invalid_token", "The token is unknown, or has expired.")
        if missing := found.lacks(scopes):
            listed = " ".join(missing)
            raise _refused(403, "insufficient_scope", f"The token has not the scopes {listed}.")

    def _granted(self, scheme: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """The answer of a token endpoint (RFC 6749, section 5.1). Raises `_RefusedError`.

        `scope` has the scopes that are asked for, else, for a refresh token, all that its flows
        have; a refresh token is exchanged for another one besides.
        """
        node, form = self._schemes[scheme], _form(headers.get("content-type", ""), body)
        grant = form.get("grant_type", "")
        self._authenticate(node, grant, headers.get("authorization", ""), form)
        flows = mapping(node.get("flows"))
        found = [mapping(flows[name]) for name in _FLOWS.get(grant, ()) if name in flows]
        if not found:
            raise _RefusedError("unsupported_grant_type", "The document has no flow for it.")
        is_refreshed = grant == "refresh_token"
        if is_refreshed and not form.get("refresh_token"):
            raise _RefusedError("invalid_request", "The refresh token is missing.")
        scopes = _scopes(found, form.get("scope", ""), is_refreshed=is_refreshed)
        token = f"{PREFIX}{secrets.token_urlsafe(24)}"
        self._issued[token] = _Issued(scheme, frozenset(scopes), self._clock() + LIFE)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": LIFE}
        answer |= {"scope": " ".join(scopes)} if scopes else {}
        return answer | ({"refresh_token": f"{PREFIX}refresh"} if is_refreshed else {})

    @staticmethod
    def _authenticate(
        scheme: Mapping[str, Any], grant: str, header: str, form: Mapping[str, str]
    ) -> None:
        """Whether the client shows who it is in the way that the document says (RFC 6749, section
        2.3.1); one without a secret only names itself, which is enough to exchange a refresh token.

        Raises `_RefusedError` for one that does not, also for a secret in the body where the
        document says HTTP Basic, and the other way round.
        """
        is_posted = authentication(scheme) == "client_secret_post"
        name, secret = form.get("client_id", ""), form.get("client_secret", "")
        if is_posted and header:
            raise _misplaced("in the body")
        if header:
            name, secret = _basic(header)
        elif secret and not is_posted:
            raise _misplaced("by HTTP Basic")
        needs_secret = grant != "refresh_token"
        if not name or (needs_secret and not secret):
            raise _RefusedError("invalid_client", "The client, or its secret, is missing.", 401)


def _misplaced(wanted: str) -> _RefusedError:
    return _RefusedError("invalid_client", f"The client is to be named {wanted}.", 401)


def _form(content_type: str, body: bytes) -> dict[str, str]:
    """The parameters of a request for a token."""
    if content_type.partition(";")[0].strip().lower() != _FORM:
        raise _RefusedError("invalid_request", f"The body is not {_FORM}.")
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    form = dict(pairs)
    if len(form) < len(pairs):
        raise _RefusedError("invalid_request", "A parameter is there twice.")
    return form


def _scopes(flows: Sequence[Mapping[str, Any]], asked: str, *, is_refreshed: bool) -> list[str]:
    """The scopes of a token: those that are asked for, else all that its flows have, where it takes
    the place of another one.
    """
    known = {scope for flow in flows for scope in mapping(flow.get("scopes"))}
    scopes = asked.split() or (sorted(known) if is_refreshed else [])
    if unknown := [scope for scope in scopes if scope not in known]:
        raise _RefusedError("invalid_scope", f"No flow has {' '.join(unknown)}.")
    return scopes


def _basic(header: str) -> tuple[str, str]:
    word, _, coded = header.partition(" ")
    try:
        pair = base64.b64decode(coded.strip(), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        pair = ""
    name, _, secret = pair.partition(":")
    return (unquote_plus(name), unquote_plus(secret)) if word.lower() == "basic" else ("", "")


def _refused(status: int, code: str, about: str) -> ProblemError:
    return ProblemError(status, about, headers={"WWW-Authenticate": f'Bearer error="{code}"'})
