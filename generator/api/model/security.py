"""How a caller is known: credentials, and tokens of OAuth 2."""

from __future__ import annotations

from typing import Literal

from generator.records import record

TokenPartName = Literal["client_id", "client_secret", "refresh_token", "scopes", "token_url"]


@record(frozen=True, slots=True)
class TokenPart:
    """A part of what a caller gives for tokens: its keyword, and its variable of the environment,
    empty where it has none.
    """

    name: TokenPartName
    python: str
    env: str


@record(frozen=True, slots=True)
class TokenFlows:
    """How the client obtains tokens by itself: at `token_url` by client credentials, which are for
    `scopes`, at `refresh_url` for a refresh token, each `None` where the document has no such flow.
    """

    token_url: str | None
    refresh_url: str | None
    authentication: Literal["client_secret_basic", "client_secret_post"]
    parts: tuple[TokenPart, ...]
    scopes: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Credential:
    """A security scheme as a keyword of the client. `kind` says how it is sent; `wire` is the
    header, query or cookie name.

    `basic` takes a `(username, password)` pair; `bearer` (also OAuth 2 and OpenID Connect) and
    `apiKey` take a string, `authorization` the whole header, for the `http_scheme` that the
    document names. `flows` say how the client obtains tokens, where it can."""

    scheme: str
    python: str
    env: str
    kind: Literal["apiKey", "bearer", "basic", "authorization"]
    location: Literal["header", "query", "cookie"]
    wire: str
    description: str = ""
    http_scheme: str = ""
    flows: TokenFlows | None = None
