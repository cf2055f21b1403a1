"""The differences between facts and a document, as they are found: each with its places on both sides, and the reason if it is
waived.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.reference.aspects import Aspect, Kind
from generator.reference.facts import Body, Field, Operation, Response, Untranscribed
from generator.reference.waivers import StaleWaiver, Waivers

Seen = Operation | Field | Body | Response | Untranscribed
"""What stands in the facts, with its line on the page."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement.

    `where` is its place in the operation (`request.recipient.type`), `reference` and `document` are what the two say, `None`
    for nothing. `ours` is its place in the document, `theirs` in the facts, `pages` and `line` in the reference.
    """

    kind: Kind
    method: str
    path: str
    where: str
    aspect: str
    reference: Any = None
    document: Any = None
    ours: Location | None = None
    theirs: Location | None = None
    pages: tuple[str, ...] = ()
    line: int | None = None
    waived: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, waived ones included, and the waivers that waive nothing. `operations` and `sections` count the
    facts."""

    differences: tuple[Difference, ...] = ()
    stale: tuple[StaleWaiver, ...] = ()
    operations: int = 0
    sections: int = 0

    @property
    def unwaived(self) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.differences if difference.waived is None)

    @property
    def agrees(self) -> bool:
        """Whether nothing is left to do: every difference is waived, and every waiver waives one."""
        return not self.unwaived and not self.stale


@dataclass(frozen=True, slots=True)
class _Entry:
    difference: Difference
    objects: tuple[str, ...]
    holder: str | None
    names: tuple[str, ...]
    unless_witnessed: bool


class Ledger:
    """Collects differences. What one page does not show, of an object that others show as well, waits until all were read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: list[_Entry] = []
        self._witnessed: set[str] = set()

    def witness(self, objects: tuple[str, ...]) -> None:
        """Facts show these properties."""
        self._witnessed.update(objects)

    def add(
        self,
        call: Operation,
        where: str,
        aspect: Aspect,
        seen: Seen,
        *,
        objects: tuple[str, ...] = (),
        holder: str | None = None,
        near: str | None = None,
        name: str | None = None,
        unless_witnessed: bool = False,
    ) -> None:
        """A difference at `where` of `call`, which is `seen` in the facts.

        `objects` are the pointers of what differs, where the document has it, else it is `near`. `holder` is the operation or
        tag whose waivers may name the difference by `where`, or by `name`.
        """
        place = objects[0] if objects else near or holder
        difference = Difference(
            kind=aspect.kind,
            method=call.method,
            path=call.path,
            where=where,
            aspect=aspect.name,
            reference=aspect.reference,
            document=aspect.document,
            ours=None if place is None else self._document.locate(place, key=True),
            theirs=seen.location,
            pages=call.evidence.pages,
            line=seen.line,
        )
        names = (where,) if name is None else (where, name)
        self._entries.append(_Entry(difference, objects, holder, names, unless_witnessed))

    def close(self, waivers: Waivers) -> tuple[Difference, ...]:
        """The differences, those of one operation together, in the order in which they were met."""
        kept = [each for each in self._entries if not (each.unless_witnessed and self._witnessed.intersection(each.objects))]
        order = {key: i for i, key in enumerate(dict.fromkeys((each.difference.path, each.difference.method) for each in kept))}
        kept.sort(key=lambda each: order[each.difference.path, each.difference.method])
        return tuple(
            replace(
                each.difference,
                waived=waivers.reason(each.objects, each.difference.aspect, each.holder, each.names),
            )
            for each in kept
        )
