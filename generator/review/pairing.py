"""What of the base is what of the head: operations, parameters, members of unions, names of components.

A pair is found by what identifies a thing on the wire first (method and path, place and name), then by what its author calls
it, then by its shape, and by shape only where exactly one of the base fits exactly one of the head: a rename is said only when
nothing else could be meant. Names inside the braces of a path do not travel, so paths are compared without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from generator.document import pointer as pointers
from generator.document.grammar import METHODS
from generator.review.shapes import Node, Side, canonical

_BRACES = re.compile(r"\{([^{}]*)\}")
Item = TypeVar("Item")


@dataclass(slots=True)
class Pairs(Generic[Item]):
    """Two lists brought together. `renamed` were found by shape or by their author's name for them."""

    same: list[tuple[Item, Item]] = field(default_factory=list)
    renamed: list[tuple[Item, Item]] = field(default_factory=list)
    removed: list[Item] = field(default_factory=list)
    added: list[Item] = field(default_factory=list)


def paired(
    base: Sequence[Item],
    head: Sequence[Item],
    key: Callable[[Item, bool], Hashable],
    *others: Callable[[Item, bool], Hashable],
    alike: Callable[[Item, bool], Hashable] | None = None,
) -> Pairs[Item]:
    """`base` and `head` by `key`, what is left by each of `others` in turn.

    A key is asked with the item and whether it is of the head; None fits nothing, and a key that several of a side share fits
    nothing either; those that `alike` gives one key are equal, so any of them fits any.
    """
    result: Pairs[Item] = Pairs(removed=list(base), added=list(head))
    if alike is not None:
        _bring_equals(result, alike)
    for number, find in enumerate((key, *others)):
        if not result.removed or not result.added:
            break
        left, right = _by_key(result.removed, find, False), _by_key(result.added, find, True)
        common = [name for name in left if name in right]
        found = [(left[name], right[name]) for name in common]
        taken = {id(item) for pair in found for item in pair}
        (result.renamed if number else result.same).extend(found)
        result.removed = [item for item in result.removed if id(item) not in taken]
        result.added = [item for item in result.added if id(item) not in taken]
    return result


def _bring_equals(result: Pairs[Item], alike: Callable[[Item, bool], Hashable]) -> None:
    waiting: dict[Hashable, list[Item]] = {}
    for item in result.added:
        waiting.setdefault(alike(item, True), []).append(item)
    taken: set[int] = set()
    for item in result.removed:
        equals = waiting.get(alike(item, False))
        if equals:
            result.same.append((item, equals.pop(0)))
            taken |= {id(one) for one in result.same[-1]}
    result.removed = [item for item in result.removed if id(item) not in taken]
    result.added = [item for item in result.added if id(item) not in taken]


def _by_key(items: list[Item], find: Callable[[Item, bool], Hashable], headward: bool) -> dict[Hashable, Item]:
    found: dict[Hashable, list[Item]] = {}
    for item in items:
        name = find(item, headward)
        if name is not None:
            found.setdefault(name, []).append(item)
    return {name: group[0] for name, group in found.items() if len(group) == 1}


# --- operations ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Place:
    """An operation of a document, at its pointer; `shared` is the path item that it stands in."""

    method: str
    path: str
    pointer: str
    operation: dict[str, Any]
    shared: dict[str, Any]
    shared_pointer: str

    @property
    def title(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def names(self) -> list[str]:
        """The names in the path's braces, in order."""
        return _BRACES.findall(self.path)


def bare(path: str) -> str:
    """`path` as it travels, without the names in its braces and without a query."""
    return _BRACES.sub("{}", path)


def operations(side: Side, item: Any, path: str, pointer: str) -> Iterator[Place]:
    """The operations of a path item, in the order of the specification's table."""
    item, pointer = side.resolved(item, pointer)
    if not isinstance(item, dict):
        return
    for method in (*METHODS, "query"):
        operation = item.get(method)
        if isinstance(operation, dict):
            yield Place(method.upper(), path, pointers.join(pointer, method), operation, item, pointer)
    more = item.get("additionalOperations")
    for method, operation in more.items() if isinstance(more, dict) else ():
        if isinstance(operation, dict):
            place = pointers.join(pointer, "additionalOperations", method)
            yield Place(method, path, place, operation, item, pointer)


def operation_key(place: Place, headward: bool) -> Hashable:
    del headward
    return (place.method, bare(place.path))


def operation_id(place: Place, headward: bool) -> Hashable:
    del headward
    name = place.operation.get("operationId")
    return (place.method, name) if isinstance(name, str) and name else None


def operation_content(place: Place, headward: bool) -> Hashable:
    """The operation as it is written, as far as it says enough to be told from others."""
    del headward
    said = {
        key: value for key, value in place.operation.items() if key not in ("operationId", "tags", "description", "summary")
    }
    if not {"parameters", "requestBody"} & said.keys() and not _says_content(said.get("responses")):
        return None
    return (place.method, len(place.names), _BRACES.sub("{}", canonical(said)))


def _says_content(responses: Any) -> bool:
    return isinstance(responses, dict) and any("content" in (response or {}) for response in responses.values())


# --- members of unions ---------------------------------------------------------------------------------------------------


def members(base: Side, head: Side, left: Sequence[Node], right: Sequence[Node]) -> Pairs[Node]:
    """The alternatives of two unions: by component, by shape, by constants that tell them apart, then by likeness."""

    def component(node: Node, headward: bool) -> Hashable:
        return (head if headward else base).component(node)

    def digest(node: Node, headward: bool) -> Hashable:
        side, other = (head, base) if headward else (base, head)
        return None if _has(other, side.component(node)) else side.digest(node)

    def tag(node: Node, headward: bool) -> Hashable:
        side, other = (head, base) if headward else (base, head)
        if _has(other, side.component(node)):
            return None
        shape = side.shape(node)
        constants = []
        for name, child in shape.properties.items():
            values = side.shape(child).values
            if values is not None and len(values) == 1:
                constants.append((name, next(iter(values))))
        title = shape.notes.get("title", (None, ""))[0]
        return tuple(constants) or (title if isinstance(title, str) else None)

    def kind(node: Node, headward: bool) -> Hashable:
        side, other = (head, base) if headward else (base, head)
        types = side.shape(node).types
        return types if types and "object" not in types and not _has(other, side.component(node)) else None

    def alike(node: Node, headward: bool) -> Hashable:
        """Equal as far as is looked, what is said about it included; components are told apart by name."""
        side, other = (head, base) if headward else (base, head)
        name = side.component(node)
        notes = side.shape(node).notes
        words = [" ".join(str(notes.get(keyword, ("",))[0]).split()) for keyword in ("title", "description")]
        return (name if _has(other, name) else None, side.digest(node, 6), *words)

    names = [[side.component(node) for node in nodes] for side, nodes in ((base, left), (head, right))]
    plain = all(None not in one and len(set(one)) == len(one) for one in names)
    result = paired(left, right, component, digest, tag, kind, alike=None if plain else alike)
    for one in list(result.removed):
        best = max(result.added, key=lambda other: _likeness(base, head, one, other), default=None)
        if best is not None and _likeness(base, head, one, best) >= 0.5:
            result.renamed.append((one, best))
            result.removed.remove(one)
            result.added.remove(best)
    return result


def _likeness(base: Side, head: Side, left: Node, right: Node) -> float:
    """How alike two alternatives are, from the names of their properties; two components of other names are not."""
    if base.component(left) is not None and head.component(right) is not None and _both_known(base, head, left, right):
        return 0.0
    one, other = base.shape(left).properties, head.shape(right).properties
    return len(one.keys() & other.keys()) / len(one.keys() | other.keys()) if one or other else 0.0


def _both_known(base: Side, head: Side, left: Node, right: Node) -> bool:
    """Whether each of two components is also in the other document, so that neither can be the other renamed."""
    return _has(head, base.component(left)) and _has(base, head.component(right))


def _has(side: Side, pointer: str | None) -> bool:
    try:
        return pointer is not None and side.document.get(pointer) is not None
    except KeyError:
        return False
