"""Credentials as the templates print them: arguments of the client and of its views, and what the
runtime is told of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.api.model import Credential
from generator.emit.annotations import Scope
from generator.emit.code import Code, identifier, literal
from generator.emit.operations import Argument
from generator.emit.servers import ServerChoice


class ClientArguments(NamedTuple):
    """What a client is made with, and what its `with_options` takes, both in this order."""

    made: Sequence[Argument]
    viewed: Sequence[Argument]


class GivenCredentials(NamedTuple):
    """The credentials of a client: how they are given, and what is passed on to the runtime."""

    sync: ClientArguments
    asynchronous: ClientArguments
    passed: Code
    passed_on: Code


def given_credentials(
    credentials: Sequence[Credential], servers: ServerChoice | None, scope: Scope
) -> GivenCredentials:
    """The names that it is printed with are entered into `scope`."""
    passed = literal({each.scheme: identifier(each.python) for each in credentials})
    return GivenCredentials(
        _beside(_arguments(credentials, scope, "Given"), servers),
        _beside(_arguments(credentials, scope, "AsyncGiven"), servers),
        passed,
        passed,
    )


def _arguments(credentials: Sequence[Credential], scope: Scope, alias: str) -> ClientArguments:
    made: list[Argument] = []
    viewed: list[Argument] = []
    for each in credentials:
        kind = f"{scope.own('_runtime.credentials', alias)}[{_kind(each, scope)}]"
        name, about = identifier(each.python), _about(each)
        made.append(Argument(name, Code(f"{kind} | None"), literal(None), about))
        viewed.append(_viewed(name, kind, scope))
    return ClientArguments(made, viewed)


def _beside(credentials: ClientArguments, servers: ServerChoice | None) -> ClientArguments:
    """The arguments that say which server is called stand behind the credentials."""
    if servers is None:
        return credentials
    return ClientArguments(
        [*credentials.made, *servers.arguments], [*credentials.viewed, *servers.view_arguments]
    )


def view_names(given: GivenCredentials, scope: Scope) -> dict[str, Code]:
    """What `with_options` is printed with, where the client has one of its own."""
    if not given.sync.viewed:
        return {}
    return {
        "ViewOptions": Code(scope.own("_runtime.options", "ViewOptions")),
        "UNSET": Code(scope.own("_runtime.unset", "UNSET")),
        "Self": Code(scope.use("typing", "Self")),
    }


def _viewed(name: Code, kind: str, scope: Scope) -> Argument:
    """The argument of a view, which changes nothing unless it is given."""
    unset = scope.own("_runtime.unset", "Unset")
    default = Code(scope.own("_runtime.unset", "UNSET"))
    return Argument(name, Code(f"{kind} | {unset} | None"), default, "")


def _kind(credential: Credential, scope: Scope) -> str:
    text = scope.use("builtins", "str")
    if credential.kind != "basic":
        return text
    return f"{scope.use('builtins', 'tuple')}[{text}, {text}]"


def _about(credential: Credential) -> str:
    text = (
        credential.description.strip().split("\n\n")[0]
        or {
            "apiKey": "The API key.",
            "bearer": "The access token.",
            "basic": "User name and password.",
            "authorization": "The whole value of the header `Authorization`, for the scheme "
            f"`{credential.http_scheme}`.",
        }[credential.kind]
    )
    return f"{text} Without it, `{credential.env}` is read."
