"""How a client can obtain tokens of a security scheme by itself: the flows of OAuth 2 of which the
document gives a usable address (OpenAPI 3.1, sections 4.8.28 and 4.8.29).

Client credentials need nobody but the client. Where somebody has signed in (by an authorization
code, a password, a device), a refresh token is exchanged for new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from generator.document.access import mapping, text

REFRESHED: Final = ("authorizationCode", "password", "deviceAuthorization")
"""The flows that give a refresh token, in the order in which their address is taken."""
AUTHENTICATIONS: Final = ("client_secret_basic", "client_secret_post")
"""How a client shows who it is (RFC 6749, section 2.3.1), by the names of RFC 7591, section 2."""
_URL: Final = re.compile(r"[!$-;=?-\[\]_a-z~]+")
"""The characters that may stand in a URL (RFC 3986, section 2) which has no fragment."""

Authentication = Literal["client_secret_basic", "client_secret_post"]


class TokenUrls(NamedTuple):
    """Where tokens are got: by client credentials, and for a refresh token."""

    credentials: str | None
    refresh: str | None


def token_urls(scheme: Mapping[str, Any]) -> TokenUrls | None:
    """Those of a security scheme; `None` where a client can obtain none."""
    if scheme.get("type") != "oauth2":
        return None
    flows = mapping(scheme.get("flows"))
    own = text(mapping(flows.get("clientCredentials")).get("tokenUrl"))
    refreshing = next(filter(is_usable, _refreshing(flows)), None)
    found = TokenUrls(own if is_usable(own) else None, refreshing)
    return found if any(found) else None


def _refreshing(flows: Mapping[str, Any]) -> Iterator[str]:
    for name in REFRESHED:
        flow = mapping(flows.get(name))
        yield text(flow.get("refreshUrl")) or text(flow.get("tokenUrl"))


def is_usable(url: str) -> bool:
    """Whether a request can be sent there: an http(s) URL, or one relative to the server, as
    `/oauth/token` and `//id.example.com/token` are.

    One with a placeholder, as `https://{tenant}.example.com/token`, is none."""
    if not _URL.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a port such as `:x` or `:99999`, a bracket that is not closed
        return False
    # the runtime refuses one with a user (`https://me:secret@id.example.com/token`) or a fragment
    if port == 0 or "@" in parts.netloc:
        return False
    is_path = not parts.scheme and not url.startswith("//")
    return is_path or (parts.scheme in ("http", "https", "") and bool(parts.hostname))


def authentication(scheme: Mapping[str, Any]) -> Authentication:
    """How the client shows who it is: HTTP Basic, unless `x-sdk` says the body."""
    said = mapping(scheme.get("x-sdk")).get("client-authentication")
    return "client_secret_post" if said == "client_secret_post" else "client_secret_basic"
