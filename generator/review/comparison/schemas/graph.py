"""A pair of schemas: what changed between them, each cause once, and which operations it reaches.

Pairs form a graph: an operation leads to the schemas of its bodies and parameters, each of those to
the schemas inside it. A pair is compared once however many ways lead to it, so recursion ends; what
a pair finds reaches every operation that leads to the pair, in the directions in which values
travel along the way (a read-only property does not travel in a request). Rules decide keyword by
keyword; where alternatives or conditions were rewritten, `proof` decides, and what it cannot decide
is "unknown"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

from generator.document.schema.composition import SchemaPart, Subschema
from generator.review.compared import ComparedDocument
from generator.review.comparison.findings import NO_OPERATIONS, Finding, Operations
from generator.review.comparison.schemas import keywords
from generator.review.comparison.schemas.binary import same_octets
from generator.review.comparison.schemas.pair import Form, InnerPair, SchemaPair, SchemaRevision
from generator.review.comparison.schemas.replacements import with_replacements
from generator.review.equals import Equals, Joined
from generator.review.proof import Proof
from generator.review.unchanged import UnchangedText


class Key(NamedTuple):
    """A pair, and how its values travel."""

    base: Subschema
    head: Subschema
    form: Form = "json"


@dataclass(slots=True)
class _Compared:
    """What was found between two schemas, the pairs inside them, and what leads to them: `hidden`
    are operations that do so only by what does not travel in that direction.
    """

    findings: list[Finding] = field(default_factory=list)
    inner: list[tuple[Key, bool, bool]] = field(default_factory=list)
    operations: Operations = NO_OPERATIONS
    hidden: Operations = NO_OPERATIONS


class SchemaGraph:
    """The pairs of schemas of two documents. `unchanged` says which are the same text all the way
    down.
    """

    def __init__(
        self, base: ComparedDocument, head: ComparedDocument, unchanged: UnchangedText
    ) -> None:
        self._base, self._head, self._unchanged = base, head, unchanged
        self._pairs: dict[Key, _Compared] = {}
        self._joined = Joined()
        self._renamed: set[tuple[str, str]] = set()
        self._replaced: set[tuple[str, str]] = set()
        self.proof = Proof(base, head)
        self.elements_by_component = base.document.version == "3.2" == head.document.version
        self.worded, self.bare = (Equals(base, head, words=words) for words in (True, False))

    def use(self, base: Subschema, head: Subschema, form: Form, operations: Operations) -> None:
        """Notes that operations lead to a pair. Pairs are compared when `findings` asks."""
        key = self._key(base, head, form)
        if key is not None:
            self._pairs.setdefault(key, _Compared()).operations |= operations

    def findings(self, shown: Callable[[Finding], Finding | None]) -> list[Finding]:
        """All that was found, each cause once, with all that it reaches; `shown` is what shows of
        it, where anything does.
        """
        compared = self._compare_all()
        self._spread()
        merged: dict[tuple[Any, ...], Finding] = {}
        for key in compared:
            pair = self._pairs[key]
            for finding in pair.findings:
                known = merged.setdefault(finding.key, finding)
                known.operations |= pair.operations
                known.hidden |= pair.hidden
        told = (shown(_told_where_it_travels(finding)) for finding in merged.values())
        left = [finding for finding in told if finding is not None]
        return with_replacements(left, self._replaced)

    def _compare_all(self) -> list[Key]:
        """Compares every pair, and those inside of it; their keys in that order, as a reader meets
        them: what is inside a pair before the next one beside it.
        """
        waiting = list(reversed(self._pairs))
        compared: list[Key] = []
        while waiting:
            key = waiting.pop()
            pair = self._pairs[key]
            compared.append(key)
            self._joined.add(key.base, key.head)
            self._compare(key, pair)
            found = dict.fromkeys(inner for inner, _, _ in pair.inner if inner not in self._pairs)
            self._pairs |= {inner: _Compared() for inner in found}
            waiting += reversed(found)
        return compared

    def _spread(self) -> None:
        """Lets every pair know the operations that lead to it: those of a pair around it, `hidden`
        where a value does not travel from there, as a read-only one in a request. A pair that
        learns of another tells the pairs inside it again.
        """
        waiting = list(self._pairs)
        while waiting:
            pair = self._pairs[waiting.pop()]
            for key, in_requests, in_responses in pair.inner:
                inner = self._pairs[key]
                known = (inner.operations, inner.hidden)
                requests, responses = pair.operations
                inner.operations |= Operations(
                    requests if in_requests else 0, responses if in_responses else 0
                )
                inner.hidden |= pair.hidden | Operations(
                    0 if in_requests else requests, 0 if in_responses else responses
                )
                if known != (inner.operations, inner.hidden):
                    waiting.append(key)

    # --- pairs ------------------------------------------------------------------------------------

    def _key(self, base: Subschema, head: Subschema, form: Form = "json") -> Key | None:
        """The pair without the references that lead to it; None when both are the same text all the
        way down.

        A component in the place of another is a pair though it says the same, so that it is told to
        be renamed; where XML elements are called after components, one of the two is enough."""
        left, right = _without_references(self._base, base), _without_references(self._head, head)
        places = {part.pointer for part in (*left, *right)}
        among = any if self.elements_by_component else all
        renamed = len(left) == len(right) == 1 < len(places) and among(
            at.startswith("/components/schemas/") for at in places
        )
        if not renamed and self._is_same_text(left, right):
            return None
        return Key(left, right, form)

    def _is_same_text(self, base: Subschema, head: Subschema) -> bool:
        return len(base) == len(head) and all(map(self._unchanged.nodes, base, head))

    def _compare(self, key: Key, pair: _Compared) -> None:
        if len(key.base) == 1 == len(key.head):
            pair.findings += self._name(key)
        for found in keywords.compare(self._schemas(key)):
            if isinstance(found, InnerPair):
                pair.inner += self._inner(found)
            else:
                pair.findings.append(found)

    def _schemas(self, key: Key) -> SchemaPair:
        base, head = self._base.normalised(key.base), self._head.normalised(key.head)
        return SchemaPair(
            SchemaRevision(self._base, key.base, base, False),
            SchemaRevision(self._head, key.head, head, True),
            key.form,
            same_octets(base, head, migrated=self._base.old != self._head.old),
            self.proof,
            self.worded,
            self.bare,
            self.elements_by_component,
            self._is_unchanged,
        )

    def _is_unchanged(self, base: Subschema, head: Subschema) -> bool:
        return self._key(base, head) is None

    def _name(self, key: Key) -> Iterator[Finding]:
        """Another component at the same place is a rename where each is in one document only, told
        once however many places have it; else the one takes the place of the other, and all that
        is found between them is told as that (`with_replacements`).
        """
        old, new = self._base.component(key.base), self._head.component(key.head)
        if old is None or new is None or old == new or (old, new) in self._renamed:
            return
        if self._head.document.has(old) or self._base.document.has(new):
            self._replaced.add((old, new))
            return
        self._renamed.add((old, new))
        before, after = (pointer.rpartition("/")[2] for pointer in (old, new))
        what = f"schema renamed from `{before}` to `{after}`"
        kind = "schema-renamed"
        yield Finding(kind, kind, what, old, new, before, after, subject=new)

    def _inner(self, pair: InnerPair) -> Iterator[tuple[Key, bool, bool]]:
        for base, head in self._apart(pair.base, pair.head):
            key = self._key(base, head, pair.form)
            if key is not None:
                yield key, pair.in_requests, pair.in_responses

    def _apart(self, base: Subschema, head: Subschema) -> Iterable[tuple[Subschema, Subschema]]:
        """The two nodes; once schemas that hold together multiply, their schemas one by one.

        What is safe for each of them is safe for all together; what breaks one is told though
        another may forbid it anyway. Each is compared with the one at the same place, the others in
        their order, and those that are left with nothing."""
        are_joined = max(len(base), len(head)) > 1
        if not are_joined or not self._joined.multiply:
            return [(base, head)]
        left = {part.pointer: (part,) for part in _without_references(self._base, base)}
        right = {part.pointer: (part,) for part in _without_references(self._head, head)}
        kept = [(left.pop(place), right.pop(place)) for place in [*left] if place in right]
        return [*kept, *zip_longest(left.values(), right.values(), fillvalue=())]


def _without_references(side: ComparedDocument, node: Subschema) -> Subschema:
    """The schemas that hold together, each once and at its own place: that of `Pet` for `{$ref:
    …/Pet}`, as far as a reference leads to a schema. One with keywords beside its `$ref`
    (since OpenAPI 3.1) is no alias, and stays where it is.
    """
    settled: list[SchemaPart] = []
    for part in node:
        found = part
        while side.is_alias(found.schema):
            target = side.target(found.schema)
            if target is None or not isinstance(target[0], (dict, bool)):
                break
            found = SchemaPart(target[1], target[0], part.null)
        settled.append(found)
    return tuple(dict.fromkeys(settled))


def _told_where_it_travels(finding: Finding) -> Finding:
    """A finding that is reached only by a property that does not travel in that direction is about
    such a property: of a read-only one, a request only has that it changed, whatever it was and
    however bad elsewhere. Words stay words.
    """
    if finding.operations.any or not finding.hidden.any:
        return finding
    if not finding.is_metadata:
        finding.former = finding.rule("request") or finding.rule("response")
        finding.request = "read-only-property-changed" if finding.hidden.requests else None
        finding.response = "write-only-property-changed" if finding.hidden.responses else None
        finding.verdicts = {}
    finding.operations = finding.hidden
    return finding
