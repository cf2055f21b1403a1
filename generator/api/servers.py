"""Servers as a caller chooses among them: by name, and by the variables of their URLs.

A server is called what the document says (`name` of OpenAPI 3.2, `x-fern-server-name`,
`x-speakeasy-server-id`), else what its description comes to: "The production API server" is
`production`. Its place in the list is no name. A server that can be reached by none is a loss, and
so is one whose URL cannot be built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, Final, NamedTuple

from generator.api.model import Operation, Server, Servers, ServerVariable
from generator.api.names import RESERVED_ARGUMENTS, assign, free, snake
from generator.api.security import CLIENT_OPTIONS, VIEW_OPTIONS, Security
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.pointer import join, split
from generator.document.server_names import server_name

_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
_ABSOLUTE: Final = re.compile(r"https?://[^/{}\s]+")
_RELATIVE: Final = re.compile(r"/[^/{}\s][^{}\s]*")
_ARGUMENTS: Final = RESERVED_ARGUMENTS | CLIENT_OPTIONS | VIEW_OPTIONS


class Listed(NamedTuple):
    """A Server Object of a list: what it comes to, `None` where it cannot be called, and its place.

    `is_alike`: an earlier one has the same name."""

    node: Mapping[str, Any]
    server: Server | None
    place: int
    is_alike: bool = False


def listed(servers: Any) -> list[Listed]:
    """The servers of a list, those that can be called with what they are chosen by.

    Of two that have one name, the first has it: `{description: Production}` of two hosts."""
    found: list[Listed] = []
    taken: set[str | None] = set()
    for place, node in enumerate(map(mapping, sequence(servers))):
        server = _server(node)
        if server is None:
            found.append(Listed(node, None, place))
        elif server.name is not None and server.name in taken:
            found.append(Listed(node, replace(server, name=None), place, is_alike=True))
        else:
            found.append(Listed(node, server, place))
            taken.add(server.name)
    return found


def callable_servers(servers: Any) -> list[Server]:
    """Those of a list that can be called."""
    return [each.server for each in listed(servers) if each.server is not None]


def usual(servers: Iterable[Server]) -> Server | None:
    """The server that is called where none is named: the first that has a host, else the first."""
    # the sort keeps the order of the document
    return next(iter(sorted(servers, key=is_relative)), None)


def is_relative(server: Server) -> bool:
    return server.url.startswith("/")


def has_no_host(document: Document) -> bool:
    """Whether a caller says where the API is: then paths of servers lead there."""
    first = usual(callable_servers(document.root.get("servers")))
    return first is None or is_relative(first)


def _server(node: Mapping[str, Any]) -> Server | None:
    """What a Server Object comes to; `None` where it is neither an http(s) URL nor a path, with the
    default of each variable in it: `wss://acme.com`, `{host}/v1` without a variable `host`.
    """
    url = text(node.get("url")).rstrip("/")
    defined = mapping(node.get("variables"))
    wires = list(dict.fromkeys(_VARIABLE.findall(url)))
    variables = tuple(_variable(wire, mapping(defined.get(wire))) for wire in wires)
    filled = url
    for variable in variables:
        if variable.wire not in defined:
            return None
        filled = filled.replace(f"{{{variable.wire}}}", variable.default)
    is_absolute = _ABSOLUTE.match(filled) and "{" not in filled
    if not is_absolute and not _RELATIVE.fullmatch(filled):
        return None
    return Server(server_name(node), url, variables, text(node.get("description")))


def _variable(wire: str, node: Mapping[str, Any]) -> ServerVariable:
    values = tuple(str(value) for value in sequence(node.get("enum")))
    return ServerVariable(
        wire, None, str(node.get("default", "")), values, text(node.get("description"))
    )


def may_vary(variable: ServerVariable) -> bool:
    """Whether there is something to choose."""
    return len(variable.enum) != 1


def has_names(servers: Sequence[Server]) -> bool:
    """Whether a name chooses one of several servers."""
    return len(servers) > 1 and any(
        server.name is not None and server is not usual(servers) for server in servers
    )


class ServerChoice:
    """What callers choose of the servers of a document, and which of its operations take part."""

    def __init__(self, document: Document, security: Security, env_prefix: str) -> None:
        self._document = document
        self._root = tuple(callable_servers(document.root.get("servers")))
        self._credentials = security.keywords
        taken = {f"{env_prefix}_BASE_URL", *security.variables}
        self._env = free(f"{env_prefix}_SERVER", taken, trailing="_NAME")

    def of(self, operations: Sequence[Operation]) -> tuple[list[Operation], Servers | None]:
        """The operations, and what a caller of them chooses among."""
        lists = {each.pointer: self._own(each) for each in operations}
        owned = [each for each in dict.fromkeys(lists.values()) if each]
        servers = self._choice(owned)
        if servers is None:
            return list(operations), None
        return [replace(each, servers=lists[each.pointer]) for each in operations], servers

    def _choice(self, owned: Sequence[Sequence[Server]]) -> Servers | None:
        """What a caller chooses among the root's servers and those of operations, if anything: a
        name (`server="sandbox"`), a variable (`region="eu"`), or the host of a path.
        """
        every = [self._root, *owned]
        names, variables = self._names(every), self._variables(every)
        if not (names or variables or self._leads_to_path(owned)):
            return None
        taken = {*_ARGUMENTS, *self._credentials, *variables}
        python = free("server", taken, trailing="_name")
        chosen = tuple(variables.values())
        needs = self._needs([each.wire for each in chosen], owned)
        return Servers(self._root, names, python, self._env, chosen, needs)

    def _variables(self, every: Sequence[Sequence[Server]]) -> dict[str, ServerVariable]:
        """The variables of any URL of which there is something to choose, by their keywords, which
        give way to the client's own and to credentials: `timeout_` of `{timeout}`.
        """
        variables = (server.variables for server in chain.from_iterable(every))
        chosen = list(filter(may_vary, _joined(chain.from_iterable(variables))))
        keywords = assign(
            [each.wire for each in chosen],
            lambda wire: snake(wire, "variable"),
            reserved=frozenset(_ARGUMENTS | self._credentials),
        )
        pairs = ((keywords[each.wire], each) for each in chosen)
        return {python: replace(each, python=python) for python, each in pairs}

    def _needs(
        self, wires: Iterable[str], owned: Sequence[Sequence[Server]]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The variables that are of no use without the name of a server: `(("tenant", ("eu",)),)`
        where only the server `eu` of some operation has `{tenant}` in its URL.
        """
        of_root = {each.wire for server in self._root for each in server.variables}
        names = {wire: _named_with(wire, owned) for wire in wires if wire not in of_root}
        return tuple((wire, found) for wire, found in names.items() if found)

    def _names(self, every: Iterable[Sequence[Server]]) -> tuple[str, ...]:
        """The names of servers that are chosen by one; then those of the root are too, of which
        each is the usual one.
        """
        names = [*chain.from_iterable(map(_names, every))]
        return tuple(dict.fromkeys([*_all_names(self._root), *names])) if names else ()

    def _leads_to_path(self, owned: Sequence[Sequence[Server]]) -> bool:
        """Whether some URL is a path, and a caller says of which host."""
        leading = [self._root, *owned] if has_no_host(self._document) else owned
        return any(map(is_relative, chain.from_iterable(leading)))

    def _own(self, operation: Operation) -> tuple[Server, ...]:
        """The servers of an operation, or of its path, where something is to be chosen of them."""
        for pointer in (operation.pointer, _path_item(operation.pointer)):
            node = mapping(self._document.get(pointer))
            found = tuple(callable_servers(node.get("servers")))
            if found:
                return found if _is_choice(found) else ()
        return ()


def _is_choice(servers: Sequence[Server]) -> bool:
    """Whether a caller chooses by a name or a variable, or says where the API is."""
    first = usual(servers)
    leads_to_path = first is not None and is_relative(first)
    varies = any(may_vary(each) for server in servers for each in server.variables)
    return leads_to_path or varies or has_names(servers)


def _path_item(pointer: str) -> str:
    """The path item of an operation: `/paths/<path>`."""
    return join("", *split(pointer)[:2])


def _names(servers: Sequence[Server]) -> list[str]:
    return _all_names(servers) if has_names(servers) else []


def _all_names(servers: Sequence[Server]) -> list[str]:
    return [each.name for each in servers if each.name is not None]


def _named_with(wire: str, lists: Iterable[Sequence[Server]]) -> tuple[str, ...]:
    """The names that lead to a server with a variable; none where one is called without a name."""
    names = [
        "" if server is usual(servers) or server.name is None else server.name
        for servers in lists
        for server in servers
        if wire in {each.wire for each in server.variables}
    ]
    return tuple(dict.fromkeys(names)) if all(names) else ()


def _joined(variables: Iterable[ServerVariable]) -> list[ServerVariable]:
    """Each variable once, with every value that it may have somewhere, and the first default. It
    may be anything where one server lists no values for it.
    """
    found: dict[str, ServerVariable] = {}
    for each in variables:
        known = found.setdefault(each.wire, each)
        may_be_any = not (known.enum and each.enum)
        values = () if may_be_any else tuple(dict.fromkeys((*known.enum, *each.enum)))
        found[each.wire] = replace(
            known, enum=values, description=known.description or each.description
        )
    return list(found.values())
