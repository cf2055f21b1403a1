"""Two documents that are compared, and what stands at one place of both.

The parts of a document are compared by a module each: it takes the documents and an `ObjectPair`
or an `OperationPair`, and gives findings. Schemas are only noted while that is done (see
`schemas`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.schema.canonical import unwrapped
from generator.review.compared import ComparedDocument
from generator.review.comparison.findings import (
    NO_OPERATIONS,
    Finding,
    Kinds,
    Movement,
    Operations,
    Steps,
)
from generator.review.comparison.schemas.graph import SchemaGraph
from generator.review.comparison.security_schemes import SecuritySchemes
from generator.review.model import Direction, Reach
from generator.review.pairing import OperationPlace, operations
from generator.review.unchanged import UnchangedText, identical


class ObjectPair(NamedTuple):
    """What stands at one place of both documents, and the operations that it reaches."""

    base: Any
    head: Any
    base_pointer: str
    head_pointer: str
    operations: Operations = NO_OPERATIONS

    @property
    def places(self) -> tuple[str, str]:
        return self.base_pointer, self.head_pointer

    @property
    def mappings(self) -> ObjectPair:
        """The pair, what is no object being one without keys."""
        return self._replace(base=mapping(self.base), head=mapping(self.head))

    @property
    def keys(self) -> list[str]:
        """The keys of both objects, in the order of the documents."""
        return list(dict.fromkeys((*self.base, *self.head)))

    def at(self, key: str) -> ObjectPair:
        """What is below a key of two objects."""
        left, right = self.places
        return ObjectPair(
            self.base.get(key),
            self.head.get(key),
            pointers.join(left, key),
            pointers.join(right, key),
            self.operations,
        )

    def nearest(self, key: str) -> tuple[str, str]:
        """Where a key stands, or the object where it does not."""
        left, right = self.places
        return (
            pointers.join(left, key) if key in self.base else left,
            pointers.join(right, key) if key in self.head else right,
        )

    def differs(self, key: str) -> bool:
        return not identical(self.base.get(key), self.head.get(key))

    def is_reworded(self, key: str) -> bool:
        """Whether a text differs, wherever its lines are broken."""
        return unwrapped(self.base.get(key)) != unwrapped(self.head.get(key))

    def found(self, kinds: Kinds, what: str, steps: Steps = (None, None)) -> Finding:
        """A finding about the pair."""
        return Finding.of(kinds, what, self.places, self.operations, steps)


class OperationPair(NamedTuple):
    """An operation of both documents, as one bit. `incoming` is what the server calls: there the
    directions are the other way round. `around` are the calls of the server that it stands in.
    """

    base: OperationPlace
    head: OperationPlace
    bit: int
    incoming: bool = False
    around: frozenset[tuple[str, str]] = frozenset()

    @property
    def sent(self) -> Operations:
        """The operation by its request, as callers of the API see it."""
        return Operations(0, self.bit) if self.incoming else Operations(self.bit)

    @property
    def answered(self) -> Operations:
        """The operation by its response, as callers of the API see it."""
        return self.sent.mirrored

    @property
    def both(self) -> Operations:
        return Operations(self.bit, self.bit)

    @property
    def places(self) -> tuple[str, str]:
        return self.base.pointer, self.head.pointer

    def objects(self, operations: Operations) -> ObjectPair:
        return ObjectPair(self.base.operation, self.head.operation, *self.places, operations)

    @property
    def path_items(self) -> ObjectPair:
        base, head = self.base, self.head
        places = base.shared_pointer, head.shared_pointer
        return ObjectPair(base.shared, head.shared, *places, self.both)


class DocumentPair:
    """Both documents, what is the same in them, and what has been met while they are compared."""

    def __init__(self, base: Document, head: Document) -> None:
        self.base, self.head = ComparedDocument(base), ComparedDocument(head)
        self.unchanged = UnchangedText(self.base, self.head)
        self.schemas = SchemaGraph(self.base, self.head, self.unchanged)
        self.schemes = SecuritySchemes(self.base, self.head)
        self.reached = ReachedOperations()
        self.told: tuple[set[str], set[str]] = (set(), set())

    def note_told(self, base: str, head: str) -> None:
        """That rules of their own tell of the values of extensions at two pointers."""
        self.told[0].add(base)
        self.told[1].add(head)

    def untold(self, pair: ObjectPair) -> ObjectPair:
        """Two objects without what is told of by rules of its own, and without what has nothing
        else on one side and is not there on the other.
        """
        base = _untold(pair.base, pair.base_pointer, self.told[0])
        head = _untold(pair.head, pair.head_pointer, self.told[1])
        if base is pair.base and head is pair.head:
            return pair
        # of `x-sdk: {retry: safe}` that came and is told, no `x-sdk: {}` is left to be told
        left, right = _without_empty(base, head), _without_empty(head, base)
        return pair._replace(base=left, head=right)

    @property
    def sides(self) -> tuple[ComparedDocument, ComparedDocument]:
        return self.base, self.head

    def side(self, movement: Movement) -> ComparedDocument:
        """The document that has what was removed, or what was added."""
        return self.base if movement == "removed" else self.head

    @property
    def roots(self) -> ObjectPair:
        return ObjectPair(self.base.root, self.head.root, "", "")

    def resolved(self, pair: ObjectPair) -> ObjectPair:
        """The objects that the two stand for, references followed, at their own places."""
        base, left = self.base.resolved(pair.base, pair.base_pointer)
        head, right = self.head.resolved(pair.head, pair.head_pointer)
        return ObjectPair(base, head, left, right, pair.operations)

    def is_same(self, pair: ObjectPair) -> bool:
        """Whether the two are the same text, with all that they refer to."""
        return self.unchanged.texts(pair.base, pair.head)


def _untold(value: Any, pointer: str, told: set[str]) -> Any:
    """What is left of a value at a pointer without those at other ones; nothing of an object that
    has nothing else. The value itself where none of them is inside of it: `{"x-a": 1}` of
    `{"x-a": 1, "x-sdk": {"retry": "safe"}}` at `/paths/~1pets/get`, where the retry is told.
    """
    is_told_inside = any(each.startswith(f"{pointer}/") for each in told)
    if not is_told_inside or not isinstance(value, dict):
        return value
    left = {}
    for key, entry in value.items():
        place = pointers.join(pointer, key)
        if place not in told:
            kept = _untold(entry, place, told)
            # `{}` that stood there from the start is left; what became so was told
            if kept or kept == entry:
                left[key] = kept
    return left


def _without_empty(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """An object without what has nothing in it and is not there in another."""
    return {key: value for key, value in one.items() if value != {} or key in other}


def operations_of_paths(side: ComparedDocument) -> Iterator[OperationPlace]:
    """The operations of a document that callers call."""
    for path, item in mapping(side.root.get("paths")).items():
        if not path.startswith("x-"):
            yield from operations(side, item, path, pointers.join("/paths", path))


class ReachedOperations:
    """The operations that were met, each a bit in the order in which they were; what of them
    travels as XML has a bit of its own.
    """

    def __init__(self) -> None:
        self.xml = 0
        self._met: list[tuple[str, str, str]] = []
        self._bits: dict[int, tuple[OperationPlace, int]] = {}

    def bit(self, operation: OperationPlace) -> int:
        """The bit that stands for an operation; of a pair, that of the head."""
        if id(operation) not in self._bits:
            tags = sequence(operation.operation.get("tags"))
            section = str(tags[0]) if tags else ""
            bit = self._add((operation.method, operation.path, section))
            self._bits[id(operation)] = (operation, bit)
        return self._bits[id(operation)][1]

    def both(self, operation: OperationPlace) -> Operations:
        """An operation by its request and its response."""
        bit = self.bit(operation)
        return Operations(bit, bit)

    def of_xml(self, operations: Operations) -> Operations:
        """The bits that stand for the same operations as far as they travel as XML."""
        return Operations(*map(self._of_xml, operations))

    def _of_xml(self, bits: int) -> int:
        found = 0
        for bit in _each(bits):
            found |= self._add(self._met[bit.bit_length() - 1])
        self.xml |= found
        return found

    def _add(self, operation: tuple[str, str, str]) -> int:
        self._met.append(operation)
        return 1 << (len(self._met) - 1)

    def reach(self, operations: Operations) -> tuple[Reach, ...]:
        """The operations themselves, each once; of one that was met by several bits, as for what
        travels as XML, all directions.
        """
        found: dict[tuple[str, str, str], Direction] = {}
        for bit in _each(operations.any):
            direction = _direction(operations, bit)
            operation = self._met[bit.bit_length() - 1]
            known = found.setdefault(operation, direction)
            if known != direction:
                found[operation] = "both"
        return tuple(
            Reach(method, path, direction, "", section)
            for (method, path, section), direction in found.items()
        )


def _direction(operations: Operations, bit: int) -> Direction:
    if not operations.responses & bit:
        return "request"
    return "both" if operations.requests & bit else "response"


def _each(bits: int) -> Iterator[int]:
    """The bits of a number, the lowest first."""
    while bits:
        bit = bits & -bits
        bits ^= bit
        yield bit
