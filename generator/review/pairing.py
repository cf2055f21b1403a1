"""What of the base is what of the head: operations, parameters, members of unions, names of
components.

A pair is found by what identifies a thing on the wire first (method and path, place and name), then
by what its author calls it, then by its shape, and by shape only where exactly one of the base fits
exactly one of the head: a rename is said only when nothing else could be meant. Names inside the
braces of a path do not travel, so paths are compared without them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from generator.document import pointer as pointers
from generator.document.access import mapping
from generator.document.schema.canonical import canonical
from generator.document.schema.composition import SchemaPart, Subschema
from generator.document.specification import OPERATIONS
from generator.review.compared import ComparedDocument
from generator.review.equals import Equals
from generator.review.matching import Matching

BRACES = re.compile(r"\{([^{}]*)\}")
_WRAPPING = frozenset({"allOf", "title", "description", "deprecated", "example", "externalDocs"})
Item = TypeVar("Item")
_Sign: TypeAlias = Callable[[ComparedDocument, Subschema], Hashable]


@dataclass(slots=True)
class Pairs(Generic[Item]):
    """Two lists brought together. `renamed` were found by shape
    or by their author's name for them.
    """

    same: list[tuple[Item, Item]] = field(default_factory=list)
    renamed: list[tuple[Item, Item]] = field(default_factory=list)
    removed: list[Item] = field(default_factory=list)
    added: list[Item] = field(default_factory=list)

    def take(self, pairs: list[tuple[Item, Item]], one: Item, other: Item) -> None:
        """Makes a pair of two that were left over; others that are equal to them stay."""
        pairs.append((one, other))
        self.removed = [each for each in self.removed if each is not one]
        self.added = [each for each in self.added if each is not other]


class BothSides(NamedTuple, Generic[Item]):
    """A sign that is read with the document that an item is of."""

    base: Callable[[Item], Hashable]
    head: Callable[[Item], Hashable]


def on_both(
    sides: tuple[ComparedDocument, ComparedDocument],
    sign: Callable[[ComparedDocument, Item], Hashable],
) -> BothSides[Item]:
    base, head = sides
    return BothSides(partial(sign, base), partial(sign, head))


def paired(
    base: Iterable[Item],
    head: Iterable[Item],
    *signs: Callable[[Item], Hashable] | BothSides[Item],
) -> Pairs[Item]:
    """`base` and `head` by the first sign, what is left by each of the others in turn; None is no
    sign, and one that several of a side share is none either.
    """
    found, same = Matching([], list(base), list(head)), 0
    for number, sign in enumerate(signs):
        found.match(*(sign if isinstance(sign, BothSides) else (sign,)))
        same = same if number else len(found.both)
    return Pairs(found.both[:same], found.both[same:], found.removed, found.added)


# --- operations -----------------------------------------------------------------------------------


@dataclass(slots=True)
class OperationPlace:
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
        return BRACES.findall(self.path)


def bare(path: str) -> str:
    """`path` as it travels, without the names in its braces and without a query."""
    return BRACES.sub("{}", path)


def operations(
    side: ComparedDocument, item: Any, path: str, pointer: str
) -> Iterator[OperationPlace]:
    """The operations of a path item, in the order of the specification's table; then those of
    methods that have no field of their own, such as `COPY` (OpenAPI 3.2).
    """
    item, pointer = side.resolved(item, pointer)
    if not isinstance(item, dict):
        return
    for method in OPERATIONS:
        operation = item.get(method)
        if isinstance(operation, dict):
            yield OperationPlace(
                method.upper(), path, pointers.join(pointer, method), operation, item, pointer
            )
    for method, operation in mapping(item.get("additionalOperations")).items():
        if isinstance(operation, dict):
            place = pointers.join(pointer, "additionalOperations", method)
            yield OperationPlace(method, path, place, operation, item, pointer)


def operation_title(place: OperationPlace) -> Hashable:
    return place.title


def operation_key(place: OperationPlace) -> Hashable:
    return (place.method, bare(place.path))


def operation_id(place: OperationPlace) -> Hashable:
    """The identifier, which is unique among all operations: one that is called by another method is
    the same operation.
    """
    name = place.operation.get("operationId")
    return name if isinstance(name, str) and name else None


def operation_content(place: OperationPlace) -> Hashable:
    """The operation as it is written, as far as it says enough to be told from others: one that
    takes nothing and answers without a body is like many.
    """
    said = {
        key: value
        for key, value in place.operation.items()
        if key not in ("operationId", "tags", "description", "summary")
    }
    if not {"parameters", "requestBody"} & said.keys() and not _says_content(said.get("responses")):
        return None
    return (place.method, len(place.names), BRACES.sub("{}", canonical(said)))


def _says_content(responses: Any) -> bool:
    return isinstance(responses, dict) and any(
        "content" in (response or {}) for response in responses.values()
    )


# --- members of unions ----------------------------------------------------------------------------


def members(
    equals: Equals,
    base: ComparedDocument,
    head: ComparedDocument,
    left: Sequence[Subschema],
    right: Sequence[Subschema],
) -> Pairs[Subschema]:
    """The alternatives of two unions: by component, by what they say, by constants that tell them
    apart, then by likeness.

    What says the same as an alternative that is still there is neither removed nor added, unless
    its author gave it a name of its own."""
    result = paired(left, right, on_both((base, head), _meant))
    if not result.removed and not result.added:
        return result
    same = _Sameness(equals, base, head, left, right)
    # what looks otherwise is not the same: only alternatives of one look are compared
    waiting = _by_look(head, result.added)
    for one in list(result.removed):
        alike = waiting.get(base.digest(one), [])
        other = next((other for other in alike if same(one, other)), None)
        if other is not None:
            alike.remove(other)
            result.take(result.same, one, other)
    # of `[string, string]` and `[string]` nothing was removed
    looks = _by_look(base, left), _by_look(head, right)
    result.removed = [
        one
        for one in result.removed
        if not any(same.repeats(one, each) for each in looks[1].get(base.digest(one), ()))
    ]
    result.added = [
        one
        for one in result.added
        if not any(same.repeats(each, one) for each in looks[0].get(head.digest(one), ()))
    ]
    if result.removed and result.added:
        _by_likeness(base, head, result)
    return result


def _meant(side: ComparedDocument, node: Subschema) -> str | None:
    """The component that an alternative is, by a reference or by an `allOf` of nothing but a
    reference and words beside it, as OpenAPI 3.0 has to be written for a reference to have words.
    """
    match node:
        case [SchemaPart(schema={"allOf": [joined]} as schema) as part] if (
            schema.keys() <= _WRAPPING
        ):
            return side.component(side.subschema(joined, pointers.join(part.pointer, "allOf", 0)))
    return side.component(node)


def _by_look(side: ComparedDocument, nodes: Iterable[Subschema]) -> dict[str, list[Subschema]]:
    found: dict[str, list[Subschema]] = {}
    for node in nodes:
        found.setdefault(side.digest(node), []).append(node)
    return found


class _Sameness:
    """Whether two alternatives of one look say the same: at a glance where no other has the same
    look, else all the way down.

    Two components that both documents have are two things, though they say the same.
    """

    def __init__(
        self,
        equals: Equals,
        base: ComparedDocument,
        head: ComparedDocument,
        left: Sequence[Subschema],
        right: Sequence[Subschema],
    ) -> None:
        self._equals, self._base, self._head = equals, base, head
        looks = [*_by_look(base, left).items(), *_by_look(head, right).items()]
        self._several = {look for look, nodes in looks if len(nodes) > 1}

    def __call__(self, one: Subschema, other: Subschema) -> bool:
        names = self._base.component(one), self._head.component(other)
        known = [
            _has(side, name) for side, name in zip((self._head, self._base), names, strict=True)
        ]
        if all(known) and names[0] != names[1]:
            return False
        alone = self._base.digest(one) not in self._several and not any(known)
        return alone or self._equals.number(False, one) == self._equals.number(True, other)

    def repeats(self, one: Subschema, other: Subschema) -> bool:
        """Whether an alternative of one side is another of the other side once more."""
        names = {self._base.component(one), self._head.component(other)} - {None}
        return len(names) < 2 and self(one, other)


def _by_likeness(base: ComparedDocument, head: ComparedDocument, pairs: Pairs[Subschema]) -> None:
    """Pairs what is left over as far as what is in one document only can be a thing of the other,
    renamed or changed.
    """

    def unless_known(sign: _Sign) -> BothSides[Subschema]:
        """A sign of what is no component of the other document."""

        def of(side: ComparedDocument, node: Subschema) -> Hashable:
            other = base if side is head else head
            return None if _has(other, side.component(node)) else sign(side, node)

        return on_both((base, head), of)

    signs: tuple[_Sign, ...] = ComparedDocument.digest, _constants_or_title, _plain_types
    rest = paired(pairs.removed, pairs.added, *map(unless_known, signs))
    pairs.renamed += [*rest.same, *rest.renamed]
    pairs.removed, pairs.added = rest.removed, rest.added
    for one in list(pairs.removed):
        best = max(pairs.added, key=lambda other: _likeness(base, head, one, other), default=None)
        if best is not None and _likeness(base, head, one, best) >= 0.5:
            pairs.take(pairs.renamed, one, best)


def _plain_types(side: ComparedDocument, node: Subschema) -> Hashable:
    """The types of what is not told by its properties."""
    shape = side.normalised(node)
    has_properties = "object" in (shape.types or ()) and shape.properties
    return None if has_properties else shape.types or None


def _constants_or_title(side: ComparedDocument, node: Subschema) -> Hashable:
    """What an object says of its kind: the constants of its properties, `(("kind", '"cat"'),)` of
    `{kind: {const: cat}, name: {type: string}}`; else its title; `None` where it has neither.
    """
    schema = side.normalised(node)
    constants = []
    for name, child in schema.properties.items():
        values = side.normalised(child).values
        if values is not None and len(values) == 1:
            constants.append((name, next(iter(values))))
    title = schema.notes.get("title", (None, ""))[0]
    return tuple(constants) or (title if isinstance(title, str) else None)


def _likeness(
    base: ComparedDocument, head: ComparedDocument, left: Subschema, right: Subschema
) -> float:
    """How alike two alternatives are, from the names of their properties. Two components that both
    documents have are not: neither can be the other renamed.
    """
    if _has(head, base.component(left)) and _has(base, head.component(right)):
        return 0.0
    one, other = base.normalised(left).properties, head.normalised(right).properties
    return len(one.keys() & other.keys()) / max(1, len(one.keys() | other.keys()))


def _has(side: ComparedDocument, pointer: str | None) -> bool:
    return pointer is not None and side.document.has(pointer)
