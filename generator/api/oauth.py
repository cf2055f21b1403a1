"""What a caller gives so that the client obtains tokens by itself, by keyword and variable of the
environment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator.api.model import Credential, TokenFlows, TokenPart, TokenPartName
from generator.api.names import constant, free
from generator.document.access import mapping, without_none
from generator.document.oauth import authentication, token_urls

_FROM_ENVIRONMENT = ("client_id", "client_secret", "refresh_token", "token_url")


def with_flows(
    credentials: Iterable[Credential],
    schemes: Mapping[str, Mapping[str, Any]],
    reserved: Iterable[str],
    prefix: str,
) -> tuple[Credential, ...]:
    """The credentials, with what those of OAuth 2 are obtained by.

    A part is called what the specification calls it (`client_id`), of the one scheme with client
    credentials, or of the only one at all; of every other scheme it is called after that too
    (`admin_client_id`)."""
    listed = list(credentials)
    obtained = without_none({each.scheme: token_urls(schemes[each.scheme]) for each in listed})
    plain = [scheme for scheme, found in obtained.items() if found.credentials] or list(obtained)
    taken = {*reserved, *(each.python for each in listed)}
    variables = {each.env for each in listed}
    found: dict[str, TokenFlows] = {}
    for each in sorted(listed, key=lambda one: one.scheme):
        known, is_plain = obtained.get(each.scheme), plain == [each.scheme]
        if known is None:
            continue
        names: list[TokenPartName] = ["client_id", "client_secret", "scopes", "token_url"]
        if known.refresh:
            names.append("refresh_token")
        parts = []
        for name in names:
            python = free(name if is_plain else f"{each.python}_{name}", taken)
            taken.add(python)
            env = ""
            if name in _FROM_ENVIRONMENT:
                env = free(f"{prefix}_{constant(python)}", variables)
                variables.add(env)
            parts.append(TokenPart(name, python, env))
        node = schemes[each.scheme]
        scopes = mapping(mapping(mapping(node.get("flows")).get("clientCredentials")).get("scopes"))
        urls_of = (known.credentials, known.refresh)
        found[each.scheme] = TokenFlows(
            *urls_of, authentication(node), tuple(parts), tuple(map(str, scopes))
        )
    return tuple(replace(each, flows=found.get(each.scheme)) for each in listed)
