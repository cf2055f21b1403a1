"""Paths and their operations: which of the base is which of the head, and what became of those of
one document only (OpenAPI 3.1, sections 4.8.8 and 4.8.9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from generator.document import pointer as pointers
from generator.review.compared import ComparedDocument
from generator.review.comparison import operations, security, servers
from generator.review.comparison.documents import (
    DocumentPair,
    ObjectPair,
    OperationPair,
    operations_of_paths,
)
from generator.review.comparison.findings import Finding, Movement, Operations, one_sided
from generator.review.comparison.path_templates import rerouted
from generator.review.pairing import (
    OperationPlace,
    bare,
    operation_content,
    operation_id,
    operation_key,
    operation_title,
)
from generator.review.pairing import paired as paired_by_keys

_How = Movement | Literal["announced"]
"""What became of something; what is `announced` was deprecated, and is removed now."""
_PATH: Final[Mapping[_How, tuple[str, str]]] = {
    "removed": ("path-removed", "path removed"),
    "announced": ("deprecated-path-removed", "deprecated path removed"),
    "added": ("path-added", "path added"),
}
_OPERATION: Final[Mapping[_How, tuple[str, str]]] = {
    "removed": ("operation-removed", "operation removed"),
    "announced": ("deprecated-operation-removed", "deprecated operation removed"),
    "added": ("operation-added", "operation added"),
}
"""The kind of the rule, and what is said."""


class PathPairs(NamedTuple):
    """The operations that callers call: those of both documents, and all of each."""

    kept: list[tuple[OperationPlace, OperationPlace]]
    removed: list[OperationPlace]
    added: list[OperationPlace]
    base: list[OperationPlace]
    head: list[OperationPlace]


def paired(documents: DocumentPair) -> PathPairs:
    base, head = (list(operations_of_paths(side)) for side in documents.sides)
    keys = operation_title, operation_key, operation_id, operation_content
    pairs = paired_by_keys(base, head, *keys)
    return PathPairs([*pairs.same, *pairs.renamed], pairs.removed, pairs.added, base, head)


def compare(documents: DocumentPair, pairs: PathPairs) -> Iterator[Finding]:
    """What became of the operations that callers call, of the servers and the security that hold
    for them, and of the paths of one document only.
    """
    by_servers, by_security = 0, 0  # operations for which those of the whole document hold
    for base, head in pairs.kept:
        pair = OperationPair(base, head, documents.reached.bit(head))
        yield from _moved(pair)
        yield from operations.compare(documents, pair)
        lists = _servers(documents, pair)
        if lists.places == ("/servers", "/servers"):
            by_servers |= pair.bit
        else:
            yield from servers.compare(lists)
        if "security" in base.operation or "security" in head.operation:
            yield from security.of_operation(documents, pair)
        else:
            by_security |= pair.bit
    roots = documents.roots
    yield from servers.compare(roots._replace(operations=Operations(by_servers)).at("servers"))
    requirements = roots._replace(operations=Operations(by_security)).at("security")
    yield from security.of_documents(documents, requirements)
    yield from _alone(documents, pairs, "removed")
    yield from _alone(documents, pairs, "added")


def _moved(pair: OperationPair) -> Iterator[Finding]:
    base, head = pair.base, pair.head
    if (base.method, bare(base.path)) != (head.method, bare(head.path)):
        what = f"operation moved from `{base.title}` to `{head.title}`"
        kinds, steps = ("operation-moved", None), (base.title, head.title)
        yield Finding.of(kinds, what, pair.places, pair.both, steps)


def _servers(documents: DocumentPair, pair: OperationPair) -> ObjectPair:
    base, left = _own_servers(documents.base, pair.base)
    head, right = _own_servers(documents.head, pair.head)
    return ObjectPair(base, head, left, right, Operations(pair.bit))


def _own_servers(side: ComparedDocument, one: OperationPlace) -> tuple[Any, str]:
    """The servers of an operation, and where they are: its own, those of its path, or those of the
    document.
    """
    owners = ((one.operation, one.pointer), (one.shared, one.shared_pointer), (side.root, ""))
    for owner, pointer in owners:
        if owner.get("servers"):
            return owner["servers"], pointers.join(pointer, "servers")
    return None, "/servers"


# --- operations of one document -------------------------------------------------------------------


def _alone(documents: DocumentPair, pairs: PathPairs, movement: Movement) -> Iterator[Finding]:
    """Operations of one side only; all of a path are one change, where none of its operations stays
    and no path of the other side is written alike (`/pets/{id}` and `/pets/{pet}` are).
    """
    side, alone, others = 0, pairs.removed, pairs.head
    if movement == "added":
        side, alone, others = 1, pairs.added, pairs.base
    by_path: dict[str, list[_Alone]] = defaultdict(list)
    for one in alone:
        reason = rerouted(documents, one, others, movement)
        by_path[one.path].append(_Alone(one, documents.reached.bit(one), reason))
    staying = {pair[side].path for pair in pairs.kept}
    known = {bare(one.path) for one in others}
    for path, group in by_path.items():
        if path not in staying and bare(path) not in known:
            yield _path(path, group, movement)
        else:
            yield from (_operation(one, movement) for one in group)


class _Alone(NamedTuple):
    """An operation of one side only; `reason`: which calls go elsewhere as it came or went, so that
    nobody can tell what that means.
    """

    place: OperationPlace
    bit: int
    reason: str

    @property
    def is_deprecated(self) -> bool:
        return self.place.operation.get("deprecated") is True


def _path(path: str, group: list[_Alone], movement: Movement) -> Finding:
    """That a path came or went, with all that it has: `path removed (GET, POST)`. One that went
    breaks for sure as soon as calls of one of its operations go nowhere else.
    """
    kind, said = _PATH[_how(group, movement)]
    what = f"{said} ({', '.join(one.place.method for one in group)})"
    bits, reasons = sum(one.bit for one in group), [one.reason for one in group]
    pointer = pointers.join("/paths", path)
    finding = one_sided(kind, movement, what, pointer, path, Operations(bits, bits))
    if movement == "added" or all(reasons):
        _doubt(finding, reasons)
    return finding


def _operation(one: _Alone, movement: Movement) -> Finding:
    kind, what = _OPERATION[_how([one], movement)]
    reached = Operations(one.bit, one.bit)
    finding = one_sided(kind, movement, what, one.place.pointer, one.place.title, reached)
    _doubt(finding, [one.reason])
    return finding


def _how(group: list[_Alone], movement: Movement) -> _How:
    if movement == "removed" and all(one.is_deprecated for one in group):
        return "announced"
    return movement


def _doubt(finding: Finding, reasons: list[str]) -> None:
    """Makes a finding one of which nobody can tell, if there is a reason for that."""
    if any(reasons):
        finding.verdicts["request"] = "unknown"
        finding.reasons["both"] = " ".join(dict.fromkeys(filter(None, reasons)))
