"""Servers as the runtime is told of them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.api.model import Server, Servers, ServerVariable
from generator.api.servers import is_relative, usual
from generator.emit.annotations import Scope
from generator.emit.code import Code, literal, string_literal


def server_list(servers: Sequence[Server], scope: Scope) -> Code:
    """The servers of an operation, for the runtime."""
    return literal(tuple(printed_server(each, scope) for each in servers))


def printed_server(server: Server, scope: Scope) -> Code:
    arguments = [string_literal(server.url).text]
    if server.name is not None:
        arguments.append(string_literal(server.name).text)
    if server.variables:
        named = "variables=" if server.name is None else ""
        values = {each.wire: _variable(each, scope) for each in server.variables}
        arguments.append(f"{named}{literal(values).text}")
    return Code(f"{scope.own('_runtime.servers', 'Server')}({', '.join(arguments)})")


def _variable(variable: ServerVariable, scope: Scope) -> Code:
    arguments = [string_literal(variable.default).text]
    if variable.enum:
        arguments.append(literal(variable.enum).text)
    return Code(f"{scope.own('_runtime.servers', 'Variable')}({', '.join(arguments)})")


def relative_path(servers: Servers | None) -> Code | None:
    """What a `base_url` without a path is followed by; `None` where it is nothing."""
    first = None if servers is None else usual(servers.servers)
    if first is None or not is_relative(first):
        return None
    path = first.url
    for variable in first.variables:
        path = path.replace(f"{{{variable.wire}}}", variable.default)
    return string_literal(path)
