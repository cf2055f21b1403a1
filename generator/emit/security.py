"""The alternatives of credentials as the runtime and `operations.json` have them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from generator.api.model import Api, Operation


def alternatives(operation: Operation, obtained: Collection[str]) -> tuple[Any, ...]:
    """What an operation needs: the names of schemes, with their scopes where one of an alternative
    is among the `obtained`: `(("key",), {"oauth": ("read",)})`.
    """
    if not operation.scopes:
        return operation.security
    scopes = map(dict, operation.scopes)
    return tuple(
        {name: own.get(name, ()) for name in schemes} if own.keys() & set(obtained) else schemes
        for schemes, own in zip(operation.security, scopes, strict=True)
    )


def needed(operation: Operation, api: Api) -> str:
    """What an operation needs, in words, where it is not what all others do: "Needs `api_key`, or
    `token` (scope `read`)."
    """
    if not api.credentials or _needs_the_usual(operation, api):
        return ""
    keywords = {each.scheme: each.python for each in api.credentials}
    ways = [
        [_with_scopes(keywords.get(name, name), scopes) for name, scopes in way.items()]
        for way in _ways(operation)
    ]
    if not any(ways):
        return "Needs no credential."
    return f"Needs {', or '.join(' and '.join(way) or 'none' for way in ways)}."


def _needs_the_usual(operation: Operation, api: Api) -> bool:
    """Whether an operation needs what the document says at its root, and no scope."""
    return operation.security == api.security and not operation.scopes


def _ways(operation: Operation) -> list[dict[str, tuple[str, ...]]]:
    """The alternatives, as schemes with their scopes."""
    scopes = map(dict, operation.scopes or [()] * len(operation.security))
    return [
        {name: own.get(name, ()) for name in schemes}
        for schemes, own in zip(operation.security, scopes, strict=True)
    ]


def _with_scopes(python: str, scopes: tuple[str, ...]) -> str:
    if not scopes:
        return f"`{python}`"
    listed = ", ".join(f"`{scope}`" for scope in scopes)
    return f"`{python}` (scope{'s' * (len(scopes) > 1)} {listed})"


def security_entry(api: Api) -> dict[str, Any]:
    """What `construct` of `operations.json` says that operations need."""
    needed = [{name: list[str]() for name in schemes} for schemes in api.security]
    return {"security": needed} if api.credentials else {}


def own_security_entry(operation: Operation, usual: list[dict[str, Any]]) -> dict[str, Any]:
    """What an operation needs, by schemes with their scopes, where it is not what `construct`
    says.
    """
    needed = [{name: list(scopes) for name, scopes in way.items()} for way in _ways(operation)]
    return {} if needed == usual else {"security": needed}
