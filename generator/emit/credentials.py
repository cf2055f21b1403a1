"""Credentials as the templates print them: arguments of the client and of its views, and what the
runtime is told of them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generator.api.model import Credential, TokenFlows, TokenPart
from generator.api.names import constant
from generator.emit.annotations import Scope
from generator.emit.arguments import Argument
from generator.emit.code import Code, identifier, literal
from generator.emit.servers import ServerChoice


class ClientArguments(NamedTuple):
    """What a client is made with, and what its `with_options` takes, both in this order."""

    made: Sequence[Argument]
    viewed: Sequence[Argument]


class GivenCredentials(NamedTuple):
    """The credentials of a client: how they are given, and what is passed on to the runtime.

    `flows` are constants that say how tokens are obtained."""

    sync: ClientArguments
    asynchronous: ClientArguments
    passed: Code
    passed_on: Code
    flows: Sequence[tuple[Code, Code]]


def given_credentials(
    credentials: Sequence[Credential],
    servers: ServerChoice | None,
    scope: Scope,
    taken: Container[str],
) -> GivenCredentials:
    """The names that it is printed with are entered into `scope`; `taken` are those of other
    constants.
    """
    names = _flow_names(credentials, taken)
    flows = [
        (identifier(names[each.scheme]), _flows(each.flows, place, scope))
        for place, each in enumerate(credentials)
        if each.flows is not None
    ]
    passed = {each.scheme: _passed(each, names, "given(") for each in credentials}
    before = "changed(self._settings.credentials, "
    passed_on = {each.scheme: _passed(each, names, before) for each in credentials}
    return GivenCredentials(
        _beside(_arguments(credentials, scope, "Given"), servers),
        _beside(_arguments(credentials, scope, "AsyncGiven"), servers),
        literal(passed),
        literal(passed_on),
        flows,
    )


def _flow_names(credentials: Sequence[Credential], taken: Container[str]) -> dict[str, str]:
    """The constant that says how the tokens of each scheme are obtained: `_TOKENS`, of several
    `_ADMIN_TOKEN_TOKENS`, after their keywords.
    """
    obtained = [each for each in credentials if each.flows is not None]
    used: set[str] = set()
    names: dict[str, str] = {}
    for each in obtained:
        name = f"_{constant(each.python)}_TOKENS" if len(obtained) > 1 else "_TOKENS"
        while name in taken or name in used:
            name += "_"
        used.add(name)
        names[each.scheme] = name
    return names


def _flows(flows: TokenFlows, place: int, scope: Scope) -> Code:
    """How the tokens of a credential are obtained, for the runtime."""
    keywords = {part.name: (part.python, part.env) for part in flows.parts}
    usual = flows.authentication == "client_secret_basic"
    return scope.call(
        "_runtime.oauth",
        "OAuth",
        Code(f"_ABOUT.credentials[{place}]"),
        token_url=literal(flows.token_url),
        refresh_url=literal(flows.refresh_url),
        keywords=keywords,
        authentication=None if usual else flows.authentication,
    )


def _passed(credential: Credential, names: dict[str, str], method: str) -> Code:
    if credential.flows is None:
        return identifier(credential.python)
    parts = [f"{part.name}={identifier(part.python).text}" for part in credential.flows.parts]
    given = ", ".join([identifier(credential.python).text, *parts])
    return Code(f"{names[credential.scheme]}.{method}{given})")


def _arguments(credentials: Sequence[Credential], scope: Scope, alias: str) -> ClientArguments:
    """The arguments of credentials, each with those of its tokens behind it. `alias` is what may be
    given in place of a value, a function too: `Given[str] | None`.
    """
    made: list[Argument] = []
    viewed: list[Argument] = []
    for each in credentials:
        kind = f"{scope.own('_runtime.credentials', alias)}[{_kind(each, scope)}]"
        name, about = identifier(each.python), _about(each)
        made.append(Argument(name, Code(f"{kind} | None"), literal(None), about))
        viewed.append(_viewed(name, kind, scope))
        for part in each.flows.parts if each.flows is not None else ():
            name, kind = identifier(part.python), _part_kind(part.name, scope)
            told = f"{_PARTS[part.name]}{f' Without it, `{part.env}` is read.' * bool(part.env)}"
            made.append(Argument(name, Code(f"{kind} | None"), literal(None), told))
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


_PARTS = {
    "client_id": "The client that obtains tokens by itself.",
    "client_secret": "The secret of that client.",
    "refresh_token": "What is exchanged for new tokens.",
    "scopes": "The scopes of tokens, in place of those that each operation needs.",
    "token_url": "Where tokens are got, in place of the address that the document gives.",
}


def _part_kind(name: str, scope: Scope) -> str:
    text = scope.use("builtins", "str")
    return f"{scope.use('collections.abc', 'Sequence')}[{text}]" if name == "scopes" else text


_UNDESCRIBED = {
    "apiKey": "The API key.",
    "bearer": "The access token.",
    "basic": "User name and password.",
}


def what_it_is(credential: Credential) -> str:
    """The document's words about a credential, else those for one of its kind."""
    scheme = credential.http_scheme
    other = f"The whole value of the header `Authorization`, for the scheme `{scheme}`."
    described = credential.description.strip().split("\n\n")[0]
    return described or _UNDESCRIBED.get(credential.kind, other)


def _about(credential: Credential) -> str:
    written = ", as `name:password`" if credential.kind == "basic" else ""
    return f"{what_it_is(credential)} Without it, `{credential.env}` is read{written}."


def obtained_by(flows: TokenFlows) -> str:
    """What a caller gives for tokens in place of one, as the message has it that asks for it:
    `, or client_id=… with client_secret=…, ACME_CLIENT_ID and ACME_CLIENT_SECRET there`.
    """
    parts = {part.name: part for part in flows.parts}
    told = ""
    if flows.token_url is not None:
        told += _way([parts["client_id"], parts["client_secret"]])
    if flows.refresh_url is not None:
        told += _way([parts["refresh_token"]])
    return told


def _way(parts: Sequence[TokenPart]) -> str:
    """What is given together, as keywords or in the environment."""
    given = " with ".join(f"{part.python}=…" for part in parts)
    return f", or {given}, {' and '.join(part.env for part in parts)} there"


def flows_entry(flows: TokenFlows | None) -> dict[str, Any]:
    """What `operations.json` says of how the tokens of a credential are obtained."""
    if flows is None:
        return {}
    urls = {"client_credentials": flows.token_url, "refresh_token": flows.refresh_url}
    return {
        "grants": [name for name, url in urls.items() if url is not None],
        "keywords": {
            part.name: {"python": part.python, "env": part.env or None} for part in flows.parts
        },
    }


class TokensShown(NamedTuple):
    """What the README says of tokens: how they are obtained, and the further keywords with their
    variables of the environment.
    """

    by_client: Code | None
    by_refresh: Code | None
    scopes: Code
    url: Code
    settings: Sequence[tuple[Code, str, str]]


def tokens_shown(credentials: Sequence[Credential]) -> TokensShown | None:
    """What the README says of tokens, if the client obtains any; the first scheme of each kind
    stands for all.
    """
    flows = [each.flows for each in credentials if each.flows is not None]
    if not flows:
        return None
    obtained = next((each for each in flows if each.token_url is not None), None)
    refreshed = next((each for each in flows if each.refresh_url is not None), None)
    names = {part.name: part.python for part in (obtained or flows[0]).parts}
    return TokensShown(
        by_client=_example(obtained, ("client_id", "client_secret")),
        by_refresh=_example(refreshed, ("client_id", "client_secret", "refresh_token")),
        scopes=identifier(names["scopes"]),
        url=identifier(names["token_url"]),
        settings=[
            (identifier(part.python), part.env, _PARTS[part.name])
            for part in chain.from_iterable(each.parts for each in flows)
        ],
    )


def _example(flows: TokenFlows | None, parts: Sequence[str]) -> Code | None:
    """The arguments of a client that obtains tokens: `client_id="…", client_secret="…"`."""
    if flows is None:
        return None
    names = {part.name: part.python for part in flows.parts}
    return Code(", ".join(f'{identifier(names[part]).text}="…"' for part in parts if part in names))
