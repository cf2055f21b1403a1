"""What the package knows of its API, and how credentials are found and sent.

A credential comes from its keyword, else from its environment variable, both when the client is made; a blank one is none. It
is an error only when an operation needs it and the caller's own HTTP client does not supply it either.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

import httpx2

from .errors import ConfigurationError
from .operation import Operation
from .redaction import PrivateHeaders, Secret


class Credential(NamedTuple):
    """A security scheme: the keyword and environment variable that give it, and where it is sent.

    `basic` takes a pair of name and password (`name:password` in the environment); `bearer` and `basic` go to `Authorization`.
    """

    scheme: str
    python: str
    env: str
    kind: Literal["apiKey", "bearer", "basic"] = "apiKey"
    location: Literal["header", "query", "cookie"] = "header"
    wire: str = "Authorization"


class About(NamedTuple):
    """The package and its API: `base_url` is the document's server, `None` where it names no absolute one."""

    package: str
    version: str
    base_url: str | None = None
    base_url_env: str = ""
    credentials: tuple[Credential, ...] = ()


class Credentials:
    """The credentials of one client, ready to be sent."""

    def __init__(self, about: About, given: Mapping[str, Any]) -> None:
        self._known = {credential.scheme: credential for credential in about.credentials}
        found = {name: _sent(known, given.get(name)) for name, known in self._known.items()}
        self._secrets = {name: secret for name, secret in found.items() if secret is not None}
        self.secrets = list(self._secrets.values())

    def suffice(self, operation: Operation[Any]) -> bool:
        """Whether what `apply` does is decided without the caller's own HTTP client."""
        return not operation.security or all(name in self._secrets for name in operation.security[0])

    def apply(self, operation: Operation[Any], headers: PrivateHeaders, http: httpx2.Client | httpx2.AsyncClient | None) -> str:
        """Add the first alternative that is complete to `headers`, which hold what the caller set, and to the query returned.

        A line that the caller set is left as it is. Raises `ConfigurationError` where no alternative is complete.
        """
        alternatives = operation.security
        for schemes in alternatives:
            if all(name in self._secrets or self._supplied(name, headers, http) for name in schemes):
                return "&".join(filter(None, [self._add(name, headers) for name in schemes]))
        if not alternatives:
            return ""
        names = [self._known[name] for schemes in alternatives for name in schemes if name in self._known]
        ways = " or ".join(dict.fromkeys(f"{known.python}=… ({known.env} in the environment)" for known in names))
        raise ConfigurationError(f"{operation.id} needs a credential: {ways or ' or '.join(map('+'.join, alternatives))}")

    def _add(self, name: str, headers: PrivateHeaders) -> str:
        """Add one credential to `headers`, or give it as a part of the query."""
        if name not in self._secrets:
            return ""
        value, known = self._secrets[name].reveal(), self._known[name]
        if known.location == "query":
            return f"{quote(known.wire, safe='')}={quote(value, safe='')}"
        if known.location == "cookie":
            headers["Cookie"] = "; ".join(filter(None, [headers.get("Cookie"), f"{known.wire}={value}"]))
        else:
            headers.setdefault(known.wire, value)
        return ""

    def _supplied(self, name: str, headers: PrivateHeaders, http: httpx2.Client | httpx2.AsyncClient | None) -> bool:
        """Whether the caller sends it some other way: as a header of the call, or by an own HTTP client."""
        known = self._known.get(name)
        if known is not None and known.location == "header" and known.wire in headers:
            return True
        if known is None or http is None:
            return http is not None
        where: Any = {"header": http.headers, "query": http.params, "cookie": http.cookies}[known.location]
        return http.auth is not None or known.wire in where


def _sent(known: Credential, given: Any) -> Secret | None:
    """The value as it is sent, or `None` for none. The message of an error does not show it."""
    value = os.environ.get(known.env) if given is None else given
    if known.kind == "basic" and isinstance(value, (tuple, list)):
        if len(value) != 2 or not all(isinstance(part, str) for part in value) or ":" in value[0]:
            raise ConfigurationError(f"{known.python} must be a pair of name (without a colon) and password")
        value = ":".join(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise ConfigurationError(f"{known.python} must be {'a pair of texts' if known.kind == 'basic' else 'a text'}")
    if known.kind == "basic":
        return Secret("Basic " + base64.b64encode(value.encode()).decode("ascii"))
    value = value.strip(" \t")
    if not (value.isascii() and value.isprintable()):
        source = known.python if given is not None else known.env
        raise ConfigurationError(f"{source} must be printable ASCII: it has a line break, or a character of another alphabet")
    if known.location == "cookie" and any(char in value for char in ' ",;\\'):
        raise ConfigurationError(f"{known.python} has a character that a cookie cannot hold")
    return Secret(f"Bearer {value}" if known.kind == "bearer" else value)
