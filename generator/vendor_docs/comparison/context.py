"""What is compared: the request or the response of one operation, as far as it was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from generator.document.evidence import EvidenceLevel
from generator.records import record
from generator.vendor_docs.comparison.collector import Collector, Fact
from generator.vendor_docs.differences import Mismatch, Where
from generator.vendor_docs.facts import Field, VendorOperation
from generator.vendor_docs.schema_variants import (
    DocumentOperation,
    Place,
    SchemaVariant,
    SchemaVariants,
)


@record(frozen=True, slots=True)
class Context:
    """The request or the response of an operation.

    `level` is how much of it a page shows, or that it is from no page: then it says what it says
    and no more, and from older documentation (`only opens`) not even all of that. `hidden` is the
    keyword of properties that do not go this way."""

    seen: VendorOperation
    operation: DocumentOperation
    schemas: SchemaVariants
    collector: Collector
    level: EvidenceLevel | Literal["observed", "only opens"]
    hidden: Literal["readOnly", "writeOnly"]

    @property
    def observed(self) -> bool:
        return self.level in ("observed", "only opens")

    @property
    def only_opens(self) -> bool:
        return self.level == "only opens"

    def declares(self, fact: Field) -> bool:
        """Whether the type of a fact is the reference's own, and not read off a sample."""
        levels = ("complete", "partial", "observed", "only opens")
        return self.level in levels and fact.source is None and fact.type is not None

    def differs(
        self,
        where: Where,
        mismatch: Mismatch,
        objects: tuple[str, ...] = (),
        fact: Fact | None = None,
        *,
        near: tuple[str, ...] = (),
        unless_witnessed: bool = False,
    ) -> None:
        """A difference at `objects` of the document, or `near` them."""
        if self.observed and not _is_judged(mismatch, fact, only_opens=self.only_opens):
            return
        self.collector.add(
            self.seen,
            where,
            mismatch,
            fact,
            objects=objects,
            holder=self.operation.pointer,
            near=near[0] if near else None,
            unless_witnessed=unless_witnessed,
        )

    def differ(
        self,
        where: Where,
        mismatches: Iterable[Mismatch],
        objects: tuple[str, ...],
        fact: Fact,
    ) -> None:
        for mismatch in mismatches:
            self.differs(where, mismatch, objects, fact)

    def missing(
        self,
        where: Where,
        aspect: str,
        reference: Any,
        fact: Fact,
        objects: tuple[str, ...] = (),
        *,
        near: tuple[str, ...] = (),
    ) -> None:
        """The reference has it, and the document has not."""
        self.differs(where, Mismatch.missing(aspect, reference), objects, fact, near=near)

    def extra(
        self,
        where: Where,
        aspect: str,
        document: Any,
        objects: tuple[str, ...],
        fact: Fact | None = None,
        *,
        unless_witnessed: bool = False,
    ) -> None:
        """The document has it, and the page, if it shows this part whole, has not."""
        if self.level == "complete":
            mismatch = Mismatch.extra(aspect, document)
            self.differs(where, mismatch, objects, fact, unless_witnessed=unless_witnessed)

    def note_value(self, where: Where, fact: Field, objects: tuple[str, ...]) -> None:
        """Notes what is known of a value that the document has, whether it differs or not."""
        self.collector.precedence.note_value(
            self.seen,
            self.operation.pointer,
            where,
            fact,
            objects,
            declared=self.declares(fact),
            only_opens=self.only_opens,
        )

    def note_status(self, status: str) -> None:
        self.collector.precedence.note_status(
            self.seen, self.operation.pointer, status, self.only_opens
        )

    def variants(self, places: Iterable[Place]) -> tuple[SchemaVariant, ...]:
        """The variants of a value that schemas of the document describe."""
        return tuple(variant for place in places for variant in self.schemas.of(place))


def _is_judged(mismatch: Mismatch, fact: Fact | None, *, only_opens: bool) -> bool:
    """Whether a difference is one to what was observed."""
    match mismatch.kind, mismatch.aspect:
        case "extra", "required":
            # The document demands what was seen left out.
            return isinstance(fact, Field) and fact.optional
        case "extra", _:
            return False  # an observation shows one call, of which the document may have more
        case _, "nullable" | "seen":
            return True
        case _:
            return not only_opens  # older documentation may say what has changed since
