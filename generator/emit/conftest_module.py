"""`conftest.py` of the emitted tests: credentials, and what the tests of an API need of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any
from urllib.parse import quote

from generator.api.model import Api, Credential, Operation, Scalar
from generator.api.security import variables as environment_variables
from generator.emit.code import Block, dotted, identifier, literal, string_literal
from generator.emit.sample_tests import programs
from generator.emit.server_lists import relative_path

_FEATURES: Mapping[str, Callable[[Operation], object]] = {
    "follows": lambda operation: operation.follow,
    "pages": lambda operation: operation.paging,
    "sends_lines": lambda operation: _sends(operation, "lines"),
    "sends_parts": lambda operation: _sends(operation, "parts"),
    "streams": lambda operation: operation.stream,
    "downloads": lambda operation: operation.result == Scalar("bytes"),
}
"""What only some operations need of `conftest.py`."""


def _sends(operation: Operation, kind: str) -> bool:
    return any(media.kind == kind for media in operation.sent_media_types)


def _docstring(prefix: str) -> list[Block]:
    return [
        Block(
            "One exchange between the client and a server that is not there, synchronous and "
            "asynchronous."
        ),
        Block("\n"),
        Block(
            f"With `{prefix}_TEST_BASE_URL` set, the same calls go through the package's own "
            "transports to the mock server at "
            "that address, and to nothing else: they send and delete for real, so a server that "
            "does not say of itself that it "
            f"is the mock is refused before the first of them. `{prefix}_TEST_CA_FILE` is the "
            "authority to trust for an https "
            "address; without it, it is whatever the environment trusts (`SSL_CERT_FILE`)."
        ),
    ]


def conftest(api: Api, *, chooses: bool) -> dict[str, Any]:
    """The variables of the template. The tests choose among operations that are alike where that is
    so.
    """
    path = relative_path(api.servers)
    variables = {
        "package": dotted(api.package),
        "shares_runtime": api.shares_runtime,
        "client": identifier(api.client),
        "async_client": identifier(api.async_client),
        "credentials": [
            (identifier(name), literal(value))
            for credential in api.credentials
            for name, value in _all_given(credential, api)
        ],
        "secrets": [
            (string_literal(wire), literal(list(values)))
            for wire, values in _secret_headers(api).items()
        ],
        "query_secrets": [
            literal([credential.wire, "test-credential"])
            for credential in api.credentials
            if credential.kind == "apiKey" and credential.location == "query"
        ],
        "tokens": any(_is_obtained(credential, api) for credential in api.credentials),
        "variables": [
            string_literal(name)
            for name in (
                *(env for c in api.credentials for env in environment_variables(c)),
                f"{api.env_prefix}_BASE_URL",
                *([api.servers.env] if api.servers and api.servers.names else []),
            )
        ],
        "path": literal(path),
        "has_path": path is not None,
        "option": string_literal(f"{api.env_prefix}_TEST_BASE_URL"),
        "ca_option": string_literal(f"{api.env_prefix}_TEST_CA_FILE"),
        "docstring": _docstring(api.env_prefix),
        "samples": bool(programs(api)),
        "environment": literal(
            {
                credential.env: given if isinstance(given, str) else ":".join(given)
                for credential in api.credentials
                for given in (_given(credential),)
            }
        ),
        "base_url": string_literal(f"{api.env_prefix}_BASE_URL"),
        "chooses": chooses,
    }
    features = {name: any(map(needs, api.operations)) for name, needs in _FEATURES.items()}
    return variables | features


def _secret_headers(api: Api) -> dict[str, list[str]]:
    """The headers that carry a credential, with the values that one of the schemes gives each."""
    sent = {
        "apiKey": "test-credential",
        "bearer": "Bearer test-credential",
        "basic": "Basic dXNlcjpwYXNzd29yZA==",
    }
    found: dict[str, list[str]] = {}
    for credential in api.credentials:
        if credential.location == "header":
            found.setdefault(credential.wire, []).append(
                sent.get(credential.kind) or _given(credential)
            )
    return found


def _is_obtained(credential: Credential, api: Api) -> bool:
    """Whether the tests have the client obtain its tokens: client credentials get none for a scope
    that only other flows have.
    """
    flows = credential.flows
    if flows is None:
        return False
    if flows.token_url is None:
        return True
    alternatives = chain.from_iterable(operation.scopes for operation in api.operations)
    wanted = (dict(each).get(credential.scheme, ()) for each in alternatives)
    return set(chain.from_iterable(wanted)) <= set(flows.scopes)


def _all_given(credential: Credential, api: Api) -> list[tuple[str, Any]]:
    """What the tests give for a credential, by its keywords: tokens come from the mock server."""
    if credential.flows is None or not _is_obtained(credential, api):
        return [(credential.python, _given(credential))]
    values = {
        "client_id": "test-client",
        "client_secret": "test-secret",
        "token_url": f"/.well-known/openapi-mock/token/{quote(credential.scheme, safe='')}",
    }
    if credential.flows.token_url is None:
        values["refresh_token"] = "test-refresh"  # it opens nothing
    return [
        (part.python, values[part.name]) for part in credential.flows.parts if part.name in values
    ]


def _given(credential: Credential) -> Any:
    """What the tests give for a credential."""
    match credential.kind:
        case "basic":
            return ("user", "password")
        case "authorization":
            return f"{credential.http_scheme.capitalize()} test-credential"
    return "test-credential"
