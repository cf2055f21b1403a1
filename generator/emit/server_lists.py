"""Servers as the runtime is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.api.model import Server, Servers, ServerVariable
from generator.api.servers import is_relative, usual
from generator.emit.annotations import Scope
from generator.emit.code import Code, identifier, literal


def server_list(servers: Sequence[Server], scope: Scope) -> Code:
    """The servers of an operation, for the runtime."""
    return literal(tuple(printed_server(each, scope) for each in servers))


def printed_server(server: Server, scope: Scope) -> Code:
    named = [] if server.name is None else [server.name]
    values = {each.wire: _variable(each, scope) for each in server.variables}
    if named and values:
        return scope.call("_runtime.servers", "Server", server.url, *named, values)
    return scope.call("_runtime.servers", "Server", server.url, *named, variables=values)


def _variable(variable: ServerVariable, scope: Scope) -> Code:
    listed = [variable.enum] if variable.enum else []
    return scope.call("_runtime.servers", "Variable", variable.default, *listed)


def relative_path(servers: Servers | None) -> str | None:
    """What a `base_url` without a path is followed by; `None` where it is nothing."""
    first = None if servers is None else usual(servers.servers)
    if first is None or not is_relative(first):
        return None
    return usual_path(first)


def usual_path(server: Server) -> str:
    """The path that is the URL of a server, with the defaults of its variables."""
    path = server.url
    for variable in server.variables:
        path = path.replace(f"{{{variable.wire}}}", variable.default)
    return path


def server_settings(servers: Servers | None) -> list[tuple[Code, str, str]]:
    """How a server is chosen: keyword, variable of the environment, what it is."""
    if servers is None:
        return []
    found = []
    if servers.names:
        about = f"which server is called: {_one_of(servers.names)}"
        found.append((identifier(servers.python), servers.env, about))
    for each in servers.variables:
        usually = f"{_shown(each.default)} unless given"
        values = f"; {_one_of(each.enum)}" if each.enum else ""
        about = f"`{each.wire}` in the server's address, {usually}{values}"
        found.append((identifier(python_name(each)), "", about))
    return found


def _one_of(values: Iterable[str]) -> str:
    *others, last = (_shown(value) for value in values)
    return f"{', '.join(others)} or {last}" if others else last


def _shown(value: str) -> str:
    return f"`{value}`" if value else "nothing"


def python_name(variable: ServerVariable) -> str:
    return variable.python or variable.wire
