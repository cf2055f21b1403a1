"""Whether a request carries what an operation's security asks for (OpenAPI 3.1, section 4.8.30).
Any credential will do, but of a token that the mock issued its scopes and its expiry count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.document.access import sequence
from generator.document.bundle import Document
from generator.document.specification import credential_header
from generator.mock.parameters import RequestParts
from generator.mock.problem import ProblemError, RequestFault
from generator.mock.routes import ServedOperation
from generator.mock.tokens import Tokens


def check(
    operation: ServedOperation, wire: RequestParts, document: Document, tokens: Tokens
) -> None:
    """Raises `ProblemError` 401 unless one of the alternatives is met, or 403 where a token has too
    few scopes; an empty alternative is always met.

    What a token of ours lacks is told before what is missing: the alternative was chosen.
    """
    known = document.components("securitySchemes")
    challenges: dict[RequestFault, str] = {}
    refused: list[ProblemError] = []
    for alternative in _alternatives(operation, document):
        wanted = {name: document.resolved(known.get(name)) for name in alternative}
        missing = _missing(wanted, wire)
        for name, scheme in missing.items():
            fault = RequestFault("security", name, "", f"{_wanted(scheme)} is missing")
            challenges[fault] = _challenge(scheme)
        if missing:
            continue
        try:
            for name, scopes in alternative.items():
                tokens.check(name, sequence(scopes), next(wire.authorized("bearer"), ""))
        except ProblemError as problem:
            refused.append(problem)
        else:
            return
    if refused:
        raise refused[0]
    raise ProblemError(
        401,
        f"{operation.name} needs credentials that the request does not carry.",
        challenges,
        {"WWW-Authenticate": ", ".join(dict.fromkeys(challenges.values()))},
    )


def _alternatives(operation: ServedOperation, document: Document) -> Sequence[Mapping[str, Any]]:
    """`[{"key": []}, {"token": ["read"]}]`: the schemes of each, and the scopes that they need. An
    operation's own replace those of the document, an empty list by nothing that is asked for.
    """
    return operation.node.get("security", document.root.get("security")) or [{}]


def _missing(
    wanted: Mapping[str, Mapping[str, Any]], wire: RequestParts
) -> Mapping[str, Mapping[str, Any]]:
    """The schemes of an alternative whose credentials a request lacks. Of those that are each the
    same header one will do: no request can carry more, and clients send one.
    """
    present = [scheme for scheme in wanted.values() if _present(scheme, wire)]
    filled = {credential_header(scheme) for scheme in present} - {""}
    return {
        name: scheme
        for name, scheme in wanted.items()
        if scheme not in present and credential_header(scheme) not in filled
    }


def _present(scheme: Mapping[str, Any], wire: RequestParts) -> bool:
    match scheme.get("type"):
        case "apiKey":
            return any(wire.values(scheme.get("in", ""), scheme.get("name", "")))
        case "http" | "oauth2" | "openIdConnect":
            return any(wire.authorized(str(scheme.get("scheme", "bearer")).lower()))
    return True


def _wanted(scheme: Mapping[str, Any]) -> str:
    if scheme.get("type") == "apiKey":
        return f"{scheme.get('in')} {scheme.get('name')}"
    return f"header Authorization ({scheme.get('scheme', 'bearer')})"


def _challenge(scheme: Mapping[str, Any]) -> str:
    if scheme.get("type") == "apiKey":
        return f'ApiKey name="{scheme.get("name")}"'
    return {"basic": 'Basic realm="mock"'}.get(
        str(scheme.get("scheme", "bearer")).lower(), "Bearer"
    )
