"""Servers of two documents: which addresses are no longer listed, and which one a client calls that
is told nothing.

A server is known by its address as it travels, so that the names of its variables do not count, nor
a slash at its end (OpenAPI 3.1, sections 4.8.5 and 4.8.6). Whether an address that is not listed
any more still answers, no document says. A client that names an address itself does not change with
the order of the list or with the default of a variable; one that is generated anew calls
another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence
from generator.document.schema.canonical import canonical, unwrapped
from generator.records import record
from generator.review.comparison.documents import ObjectPair
from generator.review.comparison.findings import Finding, Operations, Steps
from generator.review.pairing import BRACES, bare, paired
from generator.review.unchanged import identical

_TEXTS: Final = ("description", "name")


@record(frozen=True, slots=True)
class _Server:
    """A Server Object and its pointer: that of the whole list where there is none."""

    object: dict[str, Any]
    pointer: str

    @property
    def url(self) -> str:
        return str(self.object.get("url", "/")).rstrip("/") or "/"

    @property
    def variables(self) -> list[tuple[str, dict[str, Any]]]:
        """The variables of the address, in the order in which they stand in it."""
        described = mapping(self.object.get("variables"))
        return [(name, mapping(described.get(name))) for name in BRACES.findall(self.url)]

    def place_of_variable(self, name: str) -> str:
        if name in mapping(self.object.get("variables")):
            return pointers.join(self.pointer, "variables", name)
        return self.pointer


def compare(lists: ObjectPair) -> Iterator[Finding]:
    """What became of a list of servers; where the first of them was, another may be, which is what
    a client calls that is told nothing.
    """
    operations = lists.operations
    old, new = _servers(lists.base, lists.base_pointer), _servers(lists.head, lists.head_pointer)
    pairs = paired(old, new, lambda one: one.url, lambda one: bare(one.url))
    for one in pairs.removed:
        what, places = f"server `{one.url}` removed", (one.pointer, lists.head_pointer)
        yield _found("server-removed", what, places, operations, (one.url, None))
    for one in pairs.added:
        what, places = f"server `{one.url}` added", (lists.base_pointer, one.pointer)
        yield _found("server-added", what, places, operations, (None, one.url))
    both = [*pairs.same, *pairs.renamed]
    for one, other in both:
        yield from _server(one, other, operations)
    first = next((other for one, other in both if one is old[0]), None)
    if first is not None and first is not new[0]:
        what, places = f"server `{new[0].url}` is the first now", (old[0].pointer, new[0].pointer)
        steps = old[0].url, new[0].url
        yield _found("server-order-changed", what, places, operations, steps)


def _found(
    kind: str, what: str, places: tuple[str, str], operations: Operations, steps: Steps
) -> Finding:
    before, after = map(_text, steps)
    return Finding.of((kind, None), what, places, operations, (before, after))


def _server(one: _Server, other: _Server, operations: Operations) -> Iterator[Finding]:
    """What is said of a server on both sides, and of its variables by their place in its address:
    `{region}.pets.example` and `{zone}.pets.example` are one, and have one.
    """
    for (name, before), (called, after) in zip(one.variables, other.variables, strict=True):
        places = one.place_of_variable(name), other.place_of_variable(called)
        if name != called:
            what = f"variable `{name}` of server `{other.url}` is called `{called}`"
            yield _found("server-details-changed", what, places, operations, (name, called))
        yield from _variable(called, ObjectPair(before, after, *places, operations))
    server = ObjectPair(one.object, other.object, one.pointer, other.pointer, operations)
    for key in server.keys:
        steps = server.base.get(key), server.head.get(key)
        if key in ("url", "variables") or identical(*(_said(key, step) for step in steps)):
            continue
        what = f"`{key}` of server `{other.url}` changed"
        yield _found(_kind(key), what, server.nearest(key), operations, steps)


def _kind(key: str) -> str:
    if key == "description":
        return "description-changed"
    return "extension-changed" if key.startswith("x-") else "server-details-changed"


def _variable(name: str, variable: ObjectPair) -> Iterator[Finding]:
    """The values of a variable, the one that holds where none is given, and what is said of it;
    extensions by their keys.
    """
    yield from _values(name, variable)
    if variable.base.get("default") != variable.head.get("default"):
        what = f"default of variable `{name}` changed"
        yield _of_variable("server-default-changed", what, variable, "default")
    if variable.is_reworded("description"):
        what = f"description of variable `{name}` changed"
        yield _of_variable("description-changed", what, variable, "description")
    for key in variable.keys:
        if key.startswith("x-") and variable.differs(key):
            what = f"`{key}` of variable `{name}` changed"
            yield _of_variable("extension-changed", what, variable, key)


def _values(name: str, variable: ObjectPair) -> Iterator[Finding]:
    """The values of a variable, which may be any where none are listed."""
    old, new = variable.base.get("enum"), variable.head.get("enum")
    movement = _movement(old, new)
    if movement is not None:
        kind = "server-variable-widened"
        if movement in ("listed", "removed"):
            kind = "server-variable-narrowed"
        yield _of_variable(kind, f"values of variable `{name}` {movement}", variable, "enum")


def _movement(old: Any, new: Any) -> str | None:
    """What became of a list of values, None where there is none and any value may be given:
    `listed` of `[eu]` that was None, `removed` as soon as one is gone, whatever came. None where
    they are the same in another order.
    """
    match old, new:
        case None, None:
            return None
        case None, _:
            return "listed"
        case _, None:  # an empty list is none
            return "not listed any more" if old else None
    if any(value not in new for value in old):
        return "removed"
    return "added" if set(old) != set(new) else None


def _of_variable(kind: str, what: str, variable: ObjectPair, key: str) -> Finding:
    steps = variable.base.get(key), variable.head.get(key)
    return _found(kind, what, variable.places, variable.operations, steps)


def _servers(servers: Any, pointer: str) -> list[_Server]:
    """The servers of a list; the document's own address (`/`, at the pointer of the list) where
    there is none (OpenAPI 3.1, section 4.8.1).
    """
    found = [
        _Server(one, pointers.join(pointer, number))
        for number, one in enumerate(sequence(servers))
        if isinstance(one, dict)
    ]
    return found or [_Server({"url": "/"}, pointer)]


def _said(key: str, value: Any) -> Any:
    return unwrapped(value) if key in _TEXTS else value


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else canonical(value)
