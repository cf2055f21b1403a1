"""What a client's keywords for servers take, before and after: names, variables, their values."""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.model import Server, Servers, ServerVariable
from generator.document.pointer import join
from generator.review.matching import matched
from generator.review.model import Change
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import ApiRevisions, changed
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
    was, now = _given(base), _given(head)
    for name in was:
        if name not in now:
            what = f"`{sides.head.client}` no longer takes `{name}`"
            remedy = f"Write `{sides.head.client}(…)` without `{name}`."
            at = was[name]
            yield _made(
                sides, "server-keyword-removed", name, what, (f"{name}=…", None), at, remedy
            )
    for name in now:
        if name not in was:
            what = f"`{sides.head.client}` takes `{name}`"
            at = now[name]
            yield _made(sides, "server-keyword-added", name, what, (None, f"{name}=…"), at)


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
    for name in base.names:
        if name not in head.names:
            called = _now(head, next((each for each in base.servers if each.name == name), None))
            value = f"{head.python}={quoted(name)}"
            what = f"`{sides.head.client}` no longer takes `{value}`"
            remedy = (
                f"Write `{head.python}={quoted(called)}`, which is the same server."
                if called
                else f"Give the address as `base_url`, or another `{head.python}`."
            )
            at = _of_name(base, name)
            yield _made(sides, "server-name-removed", base.python, what, (name, called), at, remedy)
    for name in head.names:
        if name not in base.names:
            what = f"`{sides.head.client}` takes `{head.python}={quoted(name)}`"
            at = _of_name(head, name)
            yield _made(sides, "server-name-added", head.python, what, (None, name), at)


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
    python = after.python or after.wire
    steps = _listed(before), _listed(after)
    at = _of_variable(sides.head.servers or _NONE, after)
    takes = f"`{python}` of `{sides.head.client}` takes"
    match frozenset(before.enum), frozenset(after.enum):  # an empty list takes any text
        case was, now if was == now:
            pass
        case was, now if now and not (was and was < now):
            what = f"{takes} only {steps[1]}"
            yield _made(sides, "server-values-narrowed", python, what, steps, at)
        case _:
            what = f"{takes} {steps[1]}"
            yield _made(sides, "server-values-widened", python, what, steps, at)


def _listed(variable: ServerVariable) -> str:
    return " or ".join(map(quoted, variable.enum)) or "any text"


def _made(
    sides: ApiRevisions,
    rule: str,
    keyword: str,
    what: str,
    steps: tuple[str | None, str | None],
    pointer: str,
    remedy: str | None = None,
) -> Change:
    return changed(
        rule,
        PythonPlace(sides.head.client, keyword=keyword),
        what,
        before=steps[0],
        after=steps[1],
        remedy=remedy,
        base=sides.base_location(pointer),
        head=sides.head_location(pointer),
        pointer=pointer,
    )
