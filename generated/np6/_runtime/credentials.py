"""How credentials are found and sent.

A credential comes from its keyword, else from its environment variable, both when the client is
made; a blank one is none, and space around one, like the line end of a file that held it, is no
part of it. A function is asked at each attempt. Where no operation goes without one, making the
client fails without one, unless the caller's headers or own HTTP client may supply it; else the
call that needs it fails."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from copy import copy
from inspect import isawaitable, iscoroutinefunction
from typing import Any, Self, TypeAlias, TypeVar
from urllib.parse import quote

from .about import About, AnyClient, Credential, Live, NoCredentials
from .errors import ConfigurationError, SDKError
from .operation import Operation
from .redaction import PrivateHeaders, Secret, callers_own, silence
from .unset import UNSET

T = TypeVar("T")
Given: TypeAlias = T | Callable[[], T]
AsyncGiven: TypeAlias = T | Callable[[], T | Awaitable[T]]


class Credentials(NoCredentials):
    """The credentials of one client, ready to be sent."""

    def __init__(self, about: About, given: Mapping[str, Any], blocking: bool = True) -> None:
        self._usual, self._blocking = about.security, blocking
        self._known = {credential.scheme: credential for credential in about.credentials}
        self._given: dict[str, Secret | Asked] = {}
        self._take({name: given.get(name) for name in self._known})

    def changed(self, given: Mapping[str, Any]) -> Self:
        """These with those of `given`: `UNSET` changes nothing, `None` is none at all."""
        made = copy(self)
        made._take({name: value or "" for name, value in given.items() if value is not UNSET})
        return made

    def _take(self, given: Mapping[str, Any]) -> None:
        found: dict[str, Secret | Asked | None] = {**self._given}
        for name, value in given.items():
            known = self._known[name]
            found[name] = (
                value
                if isinstance(value, Asked)
                else Asked(known, value, self._blocking)
                if callable(value)
                else _sent(known, value)
            )
        self._given = {name: each for name, each in found.items() if each is not None}
        silence(self.secrets)

    @property
    def secrets(self) -> list[Secret]:
        """All that are known by now."""
        each = (one.secrets if isinstance(one, Asked) else [one] for one in self._given.values())
        return [secret for secrets in each for secret in secrets]

    def suffice(self, operation: Operation[Any]) -> bool:
        security = self._asked(operation)
        return not security or all(name in self._given for name in security[0])

    def apply(
        self, operation: Operation[Any], headers: PrivateHeaders, http: AnyClient | None
    ) -> tuple[str, tuple[Live, ...]]:
        """Add the first alternative that is complete to `headers`, which hold what the caller set,
        and to the query returned; with it go those that are asked for at each attempt.

        A line that the caller set is left as it is. Raises `ConfigurationError` where no
        alternative is complete."""
        security = self._asked(operation)
        for number, schemes in enumerate(security):
            if not self._missing(schemes, headers, http):
                own = operation.scopes[number : number + 1]
                live = tuple(
                    each.asking(own[0].get(name, ()) if own else ())
                    for name in schemes
                    if isinstance(each := self.of(name), Asked)
                    and (each.known.location != "header" or each.known.wire not in headers)
                )
                return "&".join(filter(None, [self._add(name, headers) for name in schemes])), live
        if security:
            wanted = self._wanted(security, headers, http)
            raise ConfigurationError(f"{operation.id} needs {wanted}")
        return "", ()

    def of(self, scheme: str) -> Secret | Asked | None:
        """What was given for a scheme."""
        return self._given.get(scheme)

    def _asked(self, operation: Operation[Any]) -> tuple[tuple[str, ...], ...]:
        return self._usual if operation.security is None else operation.security

    def require(self, client: str, headers: PrivateHeaders) -> None:
        alternatives = self._usual
        if alternatives and all(self._missing(schemes, headers, None) for schemes in alternatives):
            raise ConfigurationError(f"{client} needs {self._wanted(alternatives, headers, None)}")

    def _missing(
        self, schemes: tuple[str, ...], headers: PrivateHeaders, http: AnyClient | None
    ) -> list[str]:
        lacking = (name for name in schemes if name not in self._given)
        return [name for name in lacking if not self._supplied(name, headers, http)]

    def _wanted(
        self,
        alternatives: tuple[tuple[str, ...], ...],
        headers: PrivateHeaders,
        http: AnyClient | None,
    ) -> str:
        """Every way to give what is needed; what the nearest lacks, where it is there in part."""
        ways = [" and ".join(map(self._way, schemes)) for schemes in alternatives]
        lacking = {schemes: self._missing(schemes, headers, http) for schemes in alternatives}
        nearest = min(alternatives, key=lambda schemes: (len(lacking[schemes]), -len(schemes)))
        is_begun = len(lacking[nearest]) < len(nearest)
        named = " and ".join(map(self._keyword, lacking[nearest]))
        rest = f"; {named} is missing" if is_begun else ""
        joint = ", or " if any(len(schemes) > 1 for schemes in alternatives) else " or "
        return f"a credential: {joint.join(dict.fromkeys(ways))}{rest}"

    def _way(self, name: str) -> str:
        known = self._known.get(name)
        given = known and f"{known.python}=… ({known.env} in the environment{known.besides})"
        return given or name

    def _keyword(self, name: str) -> str:
        known = self._known.get(name)
        return name if known is None else f"{known.python}=…"

    def _add(self, name: str, headers: PrivateHeaders) -> str:
        secret = self.of(name)
        return added(self._known[name], secret, headers) if isinstance(secret, Secret) else ""

    def _supplied(self, name: str, headers: PrivateHeaders, http: AnyClient | None) -> bool:
        """Whether the caller sends it as a header of the call, or by an own HTTP client."""
        known = self._known.get(name)
        if known is not None and known.location == "header" and known.wire in headers:
            return True
        if known is None or http is None:
            return http is not None
        places = {"header": http.headers, "query": http.params, "cookie": http.cookies}
        return http.auth is not None or known.wire in places[known.location]


class Asked:
    """A credential that is asked for at each attempt: of a function of the caller's."""

    def __init__(self, known: Credential, ask: Callable[[], Any], blocking: bool) -> None:
        self.known, self._ask = known, ask
        self.secrets: list[Secret] = []  # the latest
        if blocking and (iscoroutinefunction(ask) or iscoroutinefunction(type(ask).__call__)):
            raise ConfigurationError(f"{known.python} {_ASYNCHRONOUS}")

    def asking(self, scopes: tuple[str, ...]) -> Asked:
        """This, for an operation that needs such scopes."""
        return self

    def now(self, call: Any, client: Any) -> Secret:
        """What is sent with the next attempt; raises `ConfigurationError`."""
        with _asking(self.known):
            value = self._ask()
        if isawaitable(value):
            raise ConfigurationError(f"{self.known.python} {_ASYNCHRONOUS}")
        return self._taken(value)

    async def now_async(self, call: Any, client: Any) -> Secret:
        with _asking(self.known):
            value = self._ask()
            value = await value if isawaitable(value) else value
        return self._taken(value)

    def add(self, secret: Secret, headers: PrivateHeaders) -> str:
        """As `added` does."""
        return added(self.known, secret, headers)

    def refuse(self, secret: Secret) -> None:
        """It was answered with 401; a function is asked again in any case."""

    def _taken(self, value: Any) -> Secret:
        secret = None if callable(value) else _sent(self.known, "" if value is None else value)
        if secret is None:
            raise ConfigurationError(f"the function for {self.known.python} gave none")
        for known in self.secrets:
            if known.word == secret.word:
                return known
        self.secrets = [secret]
        silence(self.secrets)
        return secret


_ASYNCHRONOUS = "is asynchronous, which needs the asynchronous client"


@contextmanager
def _asking(known: Credential) -> Generator[None, None, None]:
    """A caller's function is asked; what it raises comes without the frames that hold a request."""
    try:
        yield
        return
    except SDKError:
        raise
    except Exception as error:  # noqa: BLE001  # a caller's function may raise anything
        failed = error
    what = f"the function for {known.python} raised {type(failed).__name__}"
    raise ConfigurationError(what) from callers_own(failed)


def added(known: Credential, secret: Secret, headers: PrivateHeaders) -> str:
    """Add a credential to `headers`, or give it as a part of the query."""
    value = secret.reveal()
    if known.location == "query":
        return f"{quote(known.wire, safe='')}={quote(value, safe='')}"
    if known.location == "cookie":
        lines = [headers.get("Cookie"), f"{known.wire}={value}"]
        headers["Cookie"] = "; ".join(filter(None, lines))
    else:
        headers.setdefault(known.wire, value)
    return ""


def _sent(known: Credential, given: Any) -> Secret | None:
    """The value as it is sent, or `None` for none. The message of an error does not show it."""
    value = os.environ.get(known.env)
    if known.encode is not None:
        return known.encode(known.python, given, value)
    value = value if given is None else given
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise ConfigurationError(f"{known.python} must be a text")
    value = value.strip()
    if not (value.isascii() and value.isprintable()):
        source = known.python if given is not None else known.env
        raise ConfigurationError(
            f"{source} must be printable ASCII: it has a line break, or a character of "
            "another alphabet"
        )
    if known.location == "cookie" and any(char in value for char in ' ",;\\'):
        raise ConfigurationError(f"{known.python} has a character that a cookie cannot hold")
    return Secret(value, "Bearer" if known.kind == "bearer" else "")
