"""The differences between facts and a document, as they are found.

What one page does not show, of an object that others show as well, waits until all were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from generator.document.bundle import Document
from generator.vendor_docs.comparison.precedence import Candidate, Precedence
from generator.vendor_docs.differences import Difference, Mismatch, Where
from generator.vendor_docs.facts import Body, Field, Response, Untranscribed, VendorOperation
from generator.vendor_docs.waivers import Waivers

Fact = VendorOperation | Field | Body | Response | Untranscribed
"""What stands in the facts, with its line on the page."""


class Collector:
    """Collects differences; `precedence` hears of what pages and observations say."""

    def __init__(self, document: Document) -> None:
        self.precedence = Precedence()
        self._document = document
        self._candidates: list[Candidate] = []
        self._witnessed: set[str] = set()

    def witness(self, objects: tuple[str, ...]) -> None:
        """Facts show these properties."""
        self._witnessed.update(objects)

    def add(
        self,
        seen: VendorOperation,
        where: Where,
        mismatch: Mismatch,
        fact: Fact | None = None,
        *,
        objects: tuple[str, ...] = (),
        holder: str | None = None,
        near: str | None = None,
        name: str | None = None,
        unless_witnessed: bool = False,
        source: str | None = None,
    ) -> None:
        """A difference at `where` of an operation, which is `fact` in the facts, or the operation.

        `objects` are the pointers of what differs, where the document has it, else it is `near`.
        `holder` is the operation or tag whose waivers may name the difference by `where`, or by
        `name`. `source` is the observation's, where the operation has none."""
        known = seen if fact is None else fact
        pointer = next(iter(objects), near or holder)
        difference = Difference(
            kind=mismatch.kind,
            method=seen.method,
            path=seen.path,
            where=str(where),
            place=where,
            aspect=mismatch.aspect,
            reference=mismatch.reference,
            document=mismatch.document,
            ours=None if pointer is None else self._document.locate(pointer, key=True),
            theirs=known.location,
            pages=seen.evidence.pages,
            line=known.line,
            source=seen.evidence.source or source,
            sure=seen.evidence.sure,
        )
        names = (str(where),) if name is None else (str(where), name)
        self._candidates.append(Candidate(difference, objects, holder, names, unless_witnessed))

    def differences(self, waivers: Waivers) -> tuple[Difference, ...]:
        """The differences, those of one operation together, in the order in which they were met;
        each with the reason if it is waived."""
        by_operation: dict[tuple[str, str], list[Difference]] = {}
        for each in self._standing():
            known = each.difference
            reason = waivers.reason(each.objects, known.aspect, each.holder, each.names)
            own = by_operation.setdefault((known.path, known.method), [])
            own.append(replace(known, waived=reason))
        return tuple(chain.from_iterable(by_operation.values()))

    def _standing(self) -> Iterator[Candidate]:
        """The candidates that are differences when all facts are taken together."""
        on_pages = {each.key for each in self._candidates if each.difference.source is None}
        for each in self._candidates:
            if not self._is_shown_elsewhere(each) and self.precedence.stands(each, on_pages):
                yield each

    def _is_shown_elsewhere(self, candidate: Candidate) -> bool:
        """Whether a property that this page does not show, of an object of which a page shows one
        variant, is on another page."""
        return candidate.unless_witnessed and not self._witnessed.isdisjoint(candidate.objects)
