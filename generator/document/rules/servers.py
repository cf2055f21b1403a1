"""Names of servers: OpenAPI Specification 3.2, section 4.5, and the extensions in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.document.access import text
from generator.document.diagnostics import Rule
from generator.document.rules.sites import ServerSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding
from generator.document.server_names import NAMES, server_name


def _named(server: ServerSite) -> tuple[str, str] | None:
    """The field that names a server, and the name."""
    for key in NAMES:
        if name := text(server.node.get(key)).strip():
            return key, name
    return None


def _place(server: ServerSite) -> tuple[str, int]:
    """The list that a server is in, and where."""
    above, _, index = server.pointer.rpartition("/")
    return above, int(index) if index.isdigit() else 0


def names_given_twice(survey: Survey) -> Iterator[Finding]:
    """Within one list; the same name in another, that of an operation say, is what the choice of a
    caller is by.
    """
    taken: set[tuple[str, str]] = set()
    for server in sorted(survey.servers, key=_place):
        found = _named(server)
        if found is None:
            continue
        key, name = found
        place = _place(server)[0], name
        if place in taken:
            yield Finding(
                f"{server.pointer}/{key}", f"another server of the list is called `{name}` too"
            )
        taken.add(place)


def servers_without_a_name(survey: Survey) -> Iterator[Finding]:
    """Those beside the first of a list, which is called without a choice: `[{url: https://a.example},
    {url: https://b.example}]`. Two names that the document gives itself are another rule's, and
    relative URLs (`/v1`) are not looked at.
    """
    lists: dict[str, list[ServerSite]] = defaultdict(list)
    for server in filter(_has_host, sorted(survey.servers, key=_place)):
        lists[_place(server)[0]].append(server)
    for first, *others in lists.values():
        taken = {server_name(first.node): _named(first)}
        for server in others:
            yield from _not_chosen(server, taken)


def _has_host(server: ServerSite) -> bool:
    return "://" in (server.url or "")


def _not_chosen(
    server: ServerSite, taken: dict[str | None, tuple[str, str] | None]
) -> Iterator[Finding]:
    """Why a server cannot be chosen beside those whose names are `taken` (with the field that gives
    the name, if it is not the description); else its name is, too.
    """
    name, own = server_name(server.node), _named(server)
    key, _ = own or ("description", "")
    if name is None:
        key, what = "url", "has no name, and no short description that could be one"
    elif name not in taken:
        taken[name] = own
        return
    elif own is None or taken[name] is None:
        what = f"comes to the name `{name}`, which another server of the list has"
    else:
        return  # both are given: another rule's
    yield Finding(f"{server.pointer}/{key}", f"no caller can choose this server: it {what}")


def malformed_names(survey: Survey) -> Iterator[Finding]:
    for server in survey.servers:
        for key in NAMES[1:]:
            if key in server.node and not text(server.node[key]).strip():
                yield Finding(f"{server.pointer}/{key}", f"`{key}` is not a text")


CHECKS = (
    Check(
        Rule(
            "OAS083",
            "error",
            "server name not unique",
            "A caller chooses a server by its name, so no two of a list have the same "
            "(specification 3.2, section 4.5).",
            "Give each server a name of its own.",
            "told",
        ),
        names_given_twice,
    ),
    Check(
        Rule(
            "OAS084",
            "error",
            "server name malformed",
            "`x-fern-server-name` and `x-speakeasy-server-id` are what a caller chooses a server "
            "by; one that is no text names nothing.",
            "Write a text, or take it away.",
            "told",
        ),
        malformed_names,
    ),
    Check(
        Rule(
            "OAS095",
            "warning",
            "server cannot be chosen",
            "A caller chooses a server by its name, which is what its description comes to where "
            "it has none of its own.",
            "Name it: `name` in 3.2, else `x-fern-server-name`.",
        ),
        servers_without_a_name,
    ),
)
