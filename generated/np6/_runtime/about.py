"""What the package knows of its API, and a client of one that has no security scheme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, Protocol, Self, TypeAlias

import httpx2

from .operation import Operation
from .redaction import PrivateHeaders, Secret, silence

AnyClient: TypeAlias = httpx2.Client | httpx2.AsyncClient


class Credential(NamedTuple):
    """A security scheme: the keyword and environment variable that give it, and where it is sent.

    `basic` takes a pair of name and password (`name:password` in the environment); `bearer` and
    `basic` go to `Authorization`, which `authorization` is the whole of."""

    scheme: str
    python: str
    env: str
    kind: Literal["apiKey", "bearer", "basic", "authorization"] = "apiKey"
    location: Literal["header", "query", "cookie"] = "header"
    wire: str = "Authorization"
    encode: Callable[[str, Any, str | None], Secret | None] | None = None  # see `basic`
    besides: str = ""  # what else gives it, in words


class About(NamedTuple):
    """The package and its API: `base_url` is the document's server, if it names an absolute one,
    and `store` is `credentials.Credentials` where there are schemes.

    `security` has the alternatives of all operations, each the schemes that it needs together, the
    document's own first; an empty one comes last where there is an operation that needs none."""

    package: str
    version: str
    base_url: str | None = None
    base_url_env: str = ""
    credentials: tuple[Credential, ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
    store: type[NoCredentials] | None = None


class Live(Protocol):
    """A credential that is asked for at each attempt, and sent with it."""

    def now(self, call: Any, client: Any) -> Secret: ...
    async def now_async(self, call: Any, client: Any) -> Secret: ...
    def refuse(self, secret: Secret) -> None: ...
    def add(self, secret: Secret, headers: PrivateHeaders) -> str: ...


class NoCredentials:
    """What `credentials.Credentials` is where there are schemes, for an API that has none."""

    def __init__(self, about: About, given: Mapping[str, Any], blocking: bool = True) -> None:
        silence([])

    def changed(self, given: Mapping[str, Any]) -> Self:
        return self

    @property
    def secrets(self) -> list[Secret]:
        return []

    def suffice(self, operation: Operation[Any]) -> bool:
        """Whether what `apply` does is decided without the caller's own HTTP client."""
        return True

    def apply(
        self, operation: Operation[Any], headers: PrivateHeaders, http: AnyClient | None
    ) -> tuple[str, tuple[Live, ...]]:
        """What `headers` lack is added, and the rest given: a query, and what is asked for."""
        return "", ()

    def require(self, client: str, headers: PrivateHeaders) -> None:
        """Raise `ConfigurationError` where no alternative of the API is complete with what a client
        of its own has.
        """
