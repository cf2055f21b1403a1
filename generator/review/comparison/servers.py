"""Servers of two documents: which addresses are no longer listed, and which one a client calls that
is told nothing.

A server is known by its address as it travels, so that the names of its variables do not count, nor
a slash at its end (OpenAPI
3.1, sections 4.8.5 and 4.8.6). Whether an address that is not listed any more still answers, no
  document says. A client that
names an address itself does not change with the order of the list or with the default of a
variable; one that is generated anew calls another."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.schema.normalised import canonical, unwrapped
from generator.review.pairing import bare, paired
from generator.review.same import identical

__all__ = ["ServerChange", "server_changes"]

_NAMES: Final = re.compile(r"\{([^{}]*)\}")
_ALONE: Final[dict[str, Any]] = {"url": "/"}
_WORDS: Final = ("description", "name")


@dataclass(frozen=True, slots=True)
class ServerChange:
    """A kind of rule, a sentence, where to look below the lists of servers, and what was and is
    there.

    `base` and `head` are "" where there is nothing of it, or the whole list is meant.
    """

    kind: str
    what: str
    base: str
    head: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class _Server:
    place: str
    object: dict[str, Any]

    @property
    def url(self) -> str:
        return str(self.object.get("url", "/")).rstrip("/") or "/"

    @property
    def variables(self) -> list[tuple[str, dict[str, Any]]]:
        """The variables of the address, in the order in which they stand in it."""
        described = self.object.get("variables")
        described = described if isinstance(described, dict) else {}
        found = [(name, described.get(name)) for name in _NAMES.findall(self.url)]
        return [(name, one if isinstance(one, dict) else {}) for name, one in found]


def server_changes(base: Any, head: Any) -> Iterator[ServerChange]:
    """What became of a list of servers."""
    old, new = _listed(base), _listed(head)
    pairs = paired(old, new, _url, _address)
    for one in pairs.removed:
        yield ServerChange(
            "server-removed", f"server `{one.url}` removed", one.place, "", one.url, None
        )
    for one in pairs.added:
        yield ServerChange(
            "server-added", f"server `{one.url}` added", "", one.place, None, one.url
        )
    both = [*pairs.same, *pairs.renamed]
    for one, other in both:
        yield from _server(one, other)
    now = next((other for one, other in both if one is old[0]), None)
    if now is not None and now is not new[0]:
        what = f"server `{new[0].url}` is the first now"
        yield ServerChange(
            "server-order-changed", what, old[0].place, new[0].place, old[0].url, new[0].url
        )


def _server(one: _Server, other: _Server) -> Iterator[ServerChange]:
    for (name, before), (called, after) in zip(one.variables, other.variables, strict=True):
        left, right = (
            _variable(server, variable) for server, variable in ((one, name), (other, called))
        )
        if name != called:
            what = f"variable `{name}` of server `{other.url}` is called `{called}`"
            yield ServerChange("server-details-changed", what, left, right, name, called)
        yield from _values(called, before, after, left, right)
    for key in dict.fromkeys((*one.object, *other.object)):
        if key in ("url", "variables") or identical(
            _said(one.object, key), _said(other.object, key)
        ):
            continue
        steps = [_text(server.object.get(key)) for server in (one, other)]
        what = f"`{key}` of server `{other.url}` changed"
        places = [
            pointers.join(server.place, key) if key in server.object else server.place
            for server in (one, other)
        ]
        kind = "description-changed" if key == "description" else "server-details-changed"
        kind = "extension-changed" if key.startswith("x-") else kind
        yield ServerChange(kind, what, places[0], places[1], steps[0], steps[1])


def _values(
    name: str, before: dict[str, Any], after: dict[str, Any], left: str, right: str
) -> Iterator[ServerChange]:
    """The values of a variable, which may be any where none are listed, and the one that holds
    where none is given.
    """
    old, new = before.get("enum"), after.get("enum")
    lost = [value for value in old or () if new is not None and value not in new]
    if (new is not None and old is None) or lost:
        what = f"values of variable `{name}` {'listed' if old is None else 'removed'}"
        yield ServerChange("server-variable-narrowed", what, left, right, _text(old), _text(new))
    elif set(old or ()) != set(new or ()):
        what = f"values of variable `{name}` {'not listed any more' if new is None else 'added'}"
        yield ServerChange("server-variable-widened", what, left, right, _text(old), _text(new))
    if before.get("default") != after.get("default"):
        what = f"default of variable `{name}` changed"
        steps = _text(before.get("default")), _text(after.get("default"))
        yield ServerChange("server-default-changed", what, left, right, *steps)
    if unwrapped(before.get("description")) != unwrapped(after.get("description")):
        steps = _text(before.get("description")), _text(after.get("description"))
        yield ServerChange(
            "description-changed", f"description of variable `{name}` changed", left, right, *steps
        )
    for key in dict.fromkeys((*before, *after)):
        if key.startswith("x-") and not identical(before.get(key), after.get(key)):
            steps = _text(before.get(key)), _text(after.get(key))
            yield ServerChange(
                "extension-changed", f"`{key}` of variable `{name}` changed", left, right, *steps
            )


def _listed(servers: Any) -> list[_Server]:
    """The servers of a list; the document's own address where there is none (OpenAPI 3.1, section
    4.8.1).
    """
    listed = servers if isinstance(servers, list) else []
    found = [
        _Server(f"/{number}", one) for number, one in enumerate(listed) if isinstance(one, dict)
    ]
    return found or [_Server("", _ALONE)]


def _variable(server: _Server, name: str) -> str:
    described = server.object.get("variables")
    return (
        pointers.join(server.place, "variables", name)
        if isinstance(described, dict) and name in described
        else server.place
    )


def _url(server: _Server, headward: bool) -> Hashable:
    del headward
    return server.url


def _address(server: _Server, headward: bool) -> Hashable:
    del headward
    return bare(server.url)


def _said(server: dict[str, Any], key: str) -> Any:
    return unwrapped(server.get(key)) if key in _WORDS else server.get(key)


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else canonical(value)
