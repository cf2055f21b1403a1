"""What becomes of tokens that the client obtains by itself: what its caller gives for them, where
they are got, and for which scopes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from generator.api.model import Credential, Operation, TokenFlows

_GRANTS = {
    "token_url": "tokens by client credentials",
    "refresh_url": "tokens for a refresh token",
}


_OBTAINS: Final[Mapping[tuple[bool, bool], tuple[str, str]]] = {
    (True, False): ("credential-removed", "does not obtain {} any more"),
    (False, True): ("credential-added", "obtains {}"),
    (True, True): ("token-fetched-otherwise", "gets {} at another address"),
}
"""What is told of tokens that were obtained or not, and are now or not."""


class TokenChange(NamedTuple):
    """A rule, what it is about (`keyword` of the client, if any), what is said of it."""

    rule: str
    keyword: str
    what: str
    before: str | None
    after: str | None


def token_changes(client: str, before: Credential, after: Credential) -> Iterator[TokenChange]:
    """What changes between two revisions of one credential."""
    old, new = before.flows, after.flows
    yield from _keywords(client, old, new)
    if old is None or new is None:
        return
    for name, what in _GRANTS.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            rule, does = _OBTAINS[was is not None, now is not None]
            told = f"`{client}` {does.format(what)}"
            yield TokenChange(rule, after.python, told, was, now)
    if old.authentication != new.authentication:
        told = f"`{client}` shows its secret in another way where it obtains tokens"
        ways = old.authentication, new.authentication
        yield TokenChange("token-fetched-otherwise", after.python, told, *ways)


def _keywords(client: str, old: TokenFlows | None, new: TokenFlows | None) -> Iterator[TokenChange]:
    """What a caller gives, by its keywords."""
    was, now = _parts(old), _parts(new)
    for name in dict.fromkeys((*was, *now)):
        steps = former, present = was.get(name), now.get(name)
        if present is None:
            told = f"`{client}` no longer takes `{former}`"
            yield TokenChange("credential-removed", str(former), told, *steps)
        elif former is None:
            told = f"`{client}` takes `{present}`"
            yield TokenChange("credential-added", present, told, *steps)
        elif former != present:
            told = f"`{client}` takes `{present}` instead of `{former}`"
            yield TokenChange("credential-renamed", former, told, *steps)


def _parts(flows: TokenFlows | None) -> dict[str, str]:
    return {} if flows is None else {part.name: part.python for part in flows.parts}


class ScopeChange(NamedTuple):
    """Scopes of a credential that an operation needs, on both sides, as they are written."""

    python: str
    before: str
    after: str
    is_more: bool


def scope_changes(
    before: Operation, after: Operation, credentials: Iterable[tuple[Credential, Credential]]
) -> Iterator[ScopeChange]:
    """The credentials for which the client asks for other scopes when it calls an operation, of
    those that both revisions call it with: one that is needed on one side only is told as such.
    """
    was, now = _scopes(before), _scopes(after)
    for old, new in credentials:
        one, other = was.get(old.scheme), now.get(new.scheme)
        if one is None or other is None or not (_asks(old) and _asks(new)):
            continue
        if set(one) != set(other):
            more = not set(other) <= set(one)
            yield ScopeChange(new.python, _listed(one), _listed(other), more)


def _asks(credential: Credential) -> bool:
    return credential.flows is not None and credential.flows.token_url is not None


def _scopes(operation: Operation) -> Mapping[str, tuple[str, ...]]:
    """The scopes of each scheme in the first alternative that needs it."""
    found: dict[str, tuple[str, ...]] = {}
    scopes = operation.scopes or ((),) * len(operation.security)
    for schemes, own in zip(operation.security, scopes, strict=True):
        for scheme in schemes:
            found.setdefault(scheme, dict(own).get(scheme, ()))
    return found


def _listed(scopes: tuple[str, ...]) -> str:
    return ", ".join(scopes) or "none"
