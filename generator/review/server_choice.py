"""What a client's keywords for servers take, before and after: names, variables, their values."""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.model import Server, Servers, ServerVariable
from generator.document.pointer import join
from generator.review.matching import matched
from generator.review.model import Change
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import ApiRevisions
from generator.review.python_types import quoted

_NONE = Servers((), (), "server", "", ())


def compare_servers(sides: ApiRevisions) -> Iterator[Change]:
    """The keywords first, then what each of them takes."""
    base, head = (api.servers or _NONE for api in (sides.base, sides.head))
    yield from _keywords(sides, base, head)
    if base.names and head.names:
        yield from _names(sides, base, head)
    for before, after in matched(base.variables, head.variables, lambda v: v.wire).both:
        if before.python == after.python:
            yield from _values(sides, before, after)


def _keywords(sides: ApiRevisions, base: Servers, head: Servers) -> Iterator[Change]:
    """The keywords of the client, one for the names of servers and one for each variable:
    `Pets(server=…, region=…)`.
    """
    client, was, now = sides.head.client, _given(base), _given(head)
    pairs = matched(was, now, str)
    for name in pairs.removed:
        where = PythonPlace(client, keyword=name)
        what = f"`{client}` no longer takes `{name}`"
        remedy, at = f"Write `{client}(…)` without `{name}`.", was[name]
        given = f"{name}=…"
        yield sides.changed("server-keyword-removed", where, what, given, None, remedy, pointer=at)
    for name in pairs.added:
        where = PythonPlace(client, keyword=name)
        what, given = f"`{client}` takes `{name}`", f"{name}=…"
        yield sides.changed("server-keyword-added", where, what, None, given, pointer=now[name])


def _given(servers: Servers) -> dict[str, str]:
    """The keywords, with where they come from in the document."""
    found = {servers.python: "/servers"} if servers.names else {}
    return found | {
        each.python or each.wire: _of_variable(servers, each) for each in servers.variables
    }


def _of_variable(servers: Servers, variable: ServerVariable) -> str:
    for index, server in enumerate(servers.servers):
        if any(each.wire == variable.wire for each in server.variables):
            return join("/servers", index, "variables", variable.wire)
    return "/servers"


def _names(sides: ApiRevisions, base: Servers, head: Servers) -> Iterator[Change]:
    """The names that the client takes for a server (`server="sandbox"`). Of one that is gone it is
    said by which name the same address is called now, if by any.
    """
    client = sides.head.client
    pairs = matched(base.names, head.names, str)
    for name in pairs.removed:
        where = PythonPlace(client, keyword=base.python)
        called = _now(head, next((each for each in base.servers if each.name == name), None))
        what = f"`{client}` no longer takes `{head.python}={quoted(name)}`"
        remedy = (
            f"Write `{head.python}={quoted(called)}`, which is the same server."
            if called
            else f"Give the address as `base_url`, or another `{head.python}`."
        )
        at = _of_name(base, name)
        yield sides.changed("server-name-removed", where, what, name, called, remedy, pointer=at)
    for name in pairs.added:
        where = PythonPlace(client, keyword=head.python)
        what, at = f"`{client}` takes `{head.python}={quoted(name)}`", _of_name(head, name)
        yield sides.changed("server-name-added", where, what, None, name, pointer=at)


def _now(head: Servers, server: Server | None) -> str | None:
    """What a server is called now."""
    if server is None:
        return None
    return next((each.name for each in head.servers if each.url == server.url), None)


def _of_name(servers: Servers, name: str) -> str:
    for index, server in enumerate(servers.servers):
        if server.name == name:
            return join("/servers", index)
    return "/servers"


def _values(sides: ApiRevisions, before: ServerVariable, after: ServerVariable) -> Iterator[Change]:
    """The values that a variable may have: wider where all that were listed still are, or any text
    may be given now, else narrower.
    """
    python = after.python or after.wire
    steps = _listed(before), _listed(after)
    at = _of_variable(sides.head.servers or _NONE, after)
    where = PythonPlace(sides.head.client, keyword=python)
    takes = f"`{python}` of `{sides.head.client}` takes"
    match frozenset(before.enum), frozenset(after.enum):  # an empty list takes any text
        case was, now if was == now:
            pass
        case was, now if now and not (was and was < now):
            what = f"{takes} only {steps[1]}"
            yield sides.changed("server-values-narrowed", where, what, *steps, pointer=at)
        case _:
            what = f"{takes} {steps[1]}"
            yield sides.changed("server-values-widened", where, what, *steps, pointer=at)


def _listed(variable: ServerVariable) -> str:
    return " or ".join(map(quoted, variable.enum)) or "any text"
