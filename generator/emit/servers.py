"""The choice among servers as the templates print it: arguments of the client, what the runtime is
told of them, and their entry in `operations.json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.api.model import Operation, Server, Servers, ServerVariable
from generator.emit.annotations import Scope
from generator.emit.arguments import Argument
from generator.emit.code import Code, called, identifier, literal, string_literal
from generator.emit.server_lists import printed_server, python_name


class ServerChoice(NamedTuple):
    """What the client's module says of servers.

    `value` is the `Servers(…)` of the runtime, `choice` that of a new client; `view_arguments` are
    those of `with_options`, none where there is nothing to choose, and `moved` what it passes on.
    """

    value: Code
    choice: Code
    arguments: Sequence[Argument]
    view_arguments: Sequence[Argument]
    moved: Code


def server_choice(servers: Servers, scope: Scope) -> ServerChoice:
    """The names that it is printed with are entered into `scope`."""
    choices = [
        _ServerChoice(python_name(each), _annotation(each.enum, scope), _about_variable(each))
        for each in servers.variables
    ]
    server = "None"
    if servers.names:
        server = servers.python
        named = _annotation(tuple(servers.names), scope)
        choices.insert(0, _ServerChoice(server, named, _about_server(servers)))
    unset, kind = (
        scope.own("_runtime.unset", name) if choices else "" for name in ("UNSET", "Unset")
    )
    values = literal({each.wire: identifier(python_name(each)) for each in servers.variables})
    given = [Code(server), values] if servers.variables else [Code(server)]
    return ServerChoice(
        value=_value(servers, scope),
        choice=called("_SERVERS.choice", *(given if choices else [])),
        arguments=[
            Argument(identifier(name), Code(f"{annotation} | None"), literal(None), about)
            for name, annotation, about in choices
        ],
        view_arguments=[
            Argument(identifier(name), Code(f"{annotation} | {kind}"), Code(unset), "")
            for name, annotation, _ in choices
        ],
        moved=Code(f"base_url, {server}, {values.text}"),
    )


class _ServerChoice(NamedTuple):
    name: str
    annotation: str
    about: str


def _value(servers: Servers, scope: Scope) -> Code:
    """`Servers(Server("https://…"), …, names=("eu", "us"), env="ACME_SERVER")`, without what is the
    same in most packages.
    """
    keywords = {each.wire: python_name(each) for each in servers.variables}
    return scope.call(
        "_runtime.servers",
        "Servers",
        *(printed_server(each, scope) for each in servers.servers),
        names=servers.names,
        keyword=servers.python if servers.names and servers.python != "server" else None,
        env=servers.env if servers.names else None,
        keywords=keywords,
        needs=dict(servers.needs),
    )


def _annotation(values: tuple[str, ...], scope: Scope) -> str:
    if not values:
        return scope.use("builtins", "str")
    listed = ", ".join(string_literal(value).text for value in values)
    return f"{scope.use('typing', 'Literal')}[{listed}]"


def _about_server(servers: Servers) -> str:
    names = ", ".join(f"`{name}`" for name in servers.names)
    return f"The server that is called, one of {names}. Without it, `{servers.env}` is read."


def _about_variable(variable: ServerVariable) -> str:
    about = variable.description.strip().split("\n\n")[0]
    about = about or f"`{variable.wire}` in the address of the server."
    return f"{about} Unless given, `{variable.default}`."


def servers_entry(servers: Servers | None) -> dict[str, Any]:
    """What `construct` of `operations.json` says of servers, where there is something to choose."""
    entry: dict[str, Any] = {}
    if servers is not None and servers.names:
        entry["server"] = servers.python
        entry["servers"] = _listed(servers.servers)
    if servers is not None and servers.variables:
        entry["server_variables"] = [
            {
                "wire": each.wire,
                "python": python_name(each),
                "enum": list(each.enum) or None,
                "default": each.default,
            }
            for each in servers.variables
        ]
    return entry


def own_servers_entry(operation: Operation) -> dict[str, Any]:
    """What `operations.json` says of servers that an operation has of its own."""
    if operation.servers:
        return {"servers": _listed(operation.servers)}
    return (
        {} if operation.server is None else {"servers": [{"name": None, "url": operation.server}]}
    )


def _listed(servers: Sequence[Server]) -> list[dict[str, Any]]:
    return [{"name": each.name, "url": each.url} for each in servers]
