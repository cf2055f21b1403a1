"""Which server a client calls, where the document leaves a choice: its name, and the variables of
its URL (OpenAPI Specification 3.2, sections 4.5 and 4.6).

The address is `base_url` where there is one (an argument, the environment, an own `http_client`),
else that of the server that is named (an argument, the environment), else that of the first one
that has a host. A `base_url` is the whole address, with one exception: where the server's URL is a
path (`/v2`), which is relative to wherever the API is, a `base_url` without a path is followed by
it. An operation with servers of its own keeps them, and the one that has the chosen name where
there is one; a `base_url` holds for it too. A path of its own is one of the host that is called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, cast

import httpx2

from .errors import ConfigurationError
from .operation import unlocked
from .plan import has_dot_segment
from .settings import Settings, at, checked_url
from .unset import UNSET, Unset

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_IN_HOST = re.compile(r"[\w.-]+", re.ASCII)
_NAME_OR_ADDRESS = re.compile(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]", re.ASCII)
_HOST = re.compile(rf"({_NAME_OR_ADDRESS.pattern})(:[0-9]{{1,5}})?", re.ASCII)
_PATH = re.compile(r"[\w.~!$&'()*+,;=:@/-]*", re.ASCII)  # RFC 3986, section 3.3
_TEXT = re.compile(r"\S+")


class Variable(NamedTuple):
    """A variable of a server's URL: its default, and the values that it may have, any where none
    are listed.
    """

    default: str
    enum: tuple[str, ...] = ()


class Server(NamedTuple):
    """A server: its URL, with `{variables}`, and the name that it is chosen by."""

    url: str
    name: str | None = None
    variables: Mapping[str, Variable] = {}  # never changed

    @property
    def is_relative(self) -> bool:
        """Whether its URL is a path, to be appended to the place of the API."""
        return self.url.startswith("/")


class Servers:
    """The servers of a document; `keyword`, `env` and `keywords` (by the names of variables) are
    how a caller chooses among them, and among those of operations. `needs` are variables of servers
    of operations that are called by a name alone, with those names.
    """

    def __init__(
        self,
        *servers: Server,
        names: tuple[str, ...] = (),
        keyword: str = "server",
        env: str = "",
        keywords: Mapping[str, str] | None = None,
        needs: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.servers, self.names, self.keyword, self.env = servers, names, keyword, env
        self.keywords, self.needs = keywords or {}, needs or {}

    @cached_property
    def usual(self) -> Server | None:
        """The server where none is named: the first one with a host, else the first."""
        return _usual(self.servers) if self.servers else None

    def choice(
        self, name: str | Unset | None = None, values: Mapping[str, object] | None = None
    ) -> Choice:
        """What a caller asks for; raises `ConfigurationError` for a name or a value that cannot
        be.
        """
        return self._chosen(None, {}, name, values or {})

    def moved(
        self,
        settings: Settings,
        base_url: str | Unset,
        name: str | Unset | None,
        values: Mapping[str, object],
    ) -> Settings:
        """`settings` for another address: what is `UNSET` stays as it is."""
        before = cast("Choice", settings.servers)
        choice = self._chosen(before.name, before.values, name, values)
        if isinstance(base_url, Unset):
            base, is_default = before.origin or settings.base, settings.base_is_default
        else:
            base, is_default = checked_url(base_url, "base_url"), False
        return at(settings, base, is_default, choice)

    def _chosen(
        self,
        name: str | None,
        values: Mapping[str, str],
        new: str | Unset | None,
        given: Mapping[str, object],
    ) -> Choice:
        asked = {wire: value for wire, value in given.items() if value not in (None, UNSET)}
        is_named = new is not None and not isinstance(new, Unset)
        source = self.keyword if is_named else self.env
        if is_named:
            name = self._text(self.keyword, new)
        elif name is None:
            name = os.environ.get(self.env, "").strip() or None
        if name is not None and name not in self.names:
            raise ConfigurationError(f"{source} must be one of {', '.join(self.names)}")
        checked = {wire: self._text(self.keywords[wire], value) for wire, value in asked.items()}
        choice = Choice(self, name, {**values, **checked}, is_named or bool(asked))
        self._check(choice, checked)
        return choice

    @staticmethod
    def _text(keyword: str, value: object) -> str:
        if not isinstance(value, str):
            raise ConfigurationError(f"{keyword} must be a text")
        return value

    def _check(self, choice: Choice, given: Iterable[str]) -> None:
        """Refuse a value for a server that has no such variable, though others have it."""
        for wire in given:
            known = [each for each in self.servers if wire in each.variables]
            where = [each.name or each.url for each in known if choice.server not in known]
            named = self.needs.get(wire, ())
            where += named if named and choice.name not in named else ()
            if where:
                raise ConfigurationError(
                    f"{self.keywords[wire]} is not of the server that is called, but of "
                    f"{', '.join(where)}"
                )


class Choice(NamedTuple):
    """What a caller chose; `origin` is the `base_url` that paths of servers are appended to.

    `is_asked`: by arguments, which a `base_url` leaves nothing to say.
    """

    servers: Servers
    name: str | None
    values: Mapping[str, str]
    is_asked: bool = False
    origin: httpx2.URL | None = None

    @property
    def server(self) -> Server | None:
        named = (each for each in self.servers.servers if each.name == self.name)
        return self.servers.usual if self.name is None else next(named, self.servers.usual)

    def settled(
        self, base: httpx2.URL | None, is_default: bool
    ) -> tuple[Choice, httpx2.URL | None]:
        """This choice under a base URL (that of the document where it `is_default`), and what is
        called then.
        """
        server = self.server
        found = "" if server is None else self.filled(server)  # which checks the values
        is_relative = server is None or server.is_relative
        if is_default or base is None:
            return self, None if is_relative else checked_url(found, "the server's URL")
        is_whole = bool(base.path.strip("/"))
        if self.is_asked and (is_whole or not is_relative):
            raise ConfigurationError(
                f"give either base_url or {self._arguments}: a base_url (an argument, of the "
                "environment, of http_client) is the whole address"
            )
        if is_whole:
            return self, base
        return self._replace(origin=base), _joined(base, found) if is_relative else base

    def address(self, own: object, base: httpx2.URL | None, is_default: bool) -> httpx2.URL | None:
        """What an operation with `own` servers (a URL, or several `Server`s) calls under a client's
        base URL.
        """
        if isinstance(own, str):
            return checked_url(own, "the operation's server") if is_default else base
        if not own:
            return base
        servers = cast("tuple[Server, ...]", own)
        named = (each for each in servers if each.name is not None and each.name == self.name)
        server = next(named, None) or _usual(servers)
        if server.is_relative:
            if self.origin is not None:
                return _joined(self.origin, self.filled(server))
            return base.join(self.filled(server)) if is_default and base is not None else base
        found = self.filled(server)
        return checked_url(found, "the operation's server") if is_default else base

    @property
    def _arguments(self) -> str:
        named = [self.servers.keyword] if self.servers.names else []
        return " and ".join([*named, *self.servers.keywords.values()])

    def filled(self, server: Server) -> str:
        """The URL of a server with a value for each variable; raises `ConfigurationError` for one
        that it may not have, or that would lead to another host (RFC 3986, section 3.2).
        """
        pieces: list[str] = []
        end = 0
        for found in _VARIABLE.finditer(server.url):
            wire = found[1]
            variable = server.variables[wire]
            value = self.values.get(wire, variable.default)
            if wire in self.values:
                self._refuse(server.url, found, value, variable.enum)
            pieces += server.url[end : found.start()], value
            end = found.end()
        return "".join([*pieces, server.url[end:]]).rstrip("/")

    def _refuse(self, url: str, found: re.Match[str], value: str, enum: tuple[str, ...]) -> None:
        keyword = self.servers.keywords.get(found[1], found[1])
        if enum and value not in enum:
            raise ConfigurationError(f"{keyword} must be one of {', '.join(enum)}")
        if enum:
            return
        pattern, what = _form(url, found)
        if not pattern.fullmatch(value) or (pattern is _PATH and has_dot_segment(f"/{value}")):
            raise ConfigurationError(f"{keyword} must be {what}")


def _form(url: str, found: re.Match[str]) -> tuple[re.Pattern[str], str]:
    """What a value may be made of, by its place in the URL."""
    before, after = url[: found.start()], url[found.end() :]
    scheme, mark, rest = before.partition("://")
    if "/" in rest or before.startswith("/"):
        return _PATH, "a path, without dot segments, spaces, `?`, `#`, `%` and `\\`"
    if not mark:
        is_whole = not scheme and "://" not in after
        return (_TEXT, "a URL") if is_whole else (_IN_HOST, "http or https")
    if after[:1] in ("", "/"):
        return _HOST, "a host, or a part of one, with a port or without"
    if not rest and after.startswith(":"):
        return _NAME_OR_ADDRESS, "a host"
    return _IN_HOST, "a part of a host: letters, digits, `.`, `-` and `_`"


def _joined(origin: httpx2.URL, path: str) -> httpx2.URL:
    return checked_url(f"{str(origin).rstrip('/')}{path}", "base_url")


def _usual(servers: tuple[Server, ...]) -> Server:
    """The first with a host, else the first."""
    return next((server for server in servers if not server.is_relative), servers[0])


unlocked(Servers)
