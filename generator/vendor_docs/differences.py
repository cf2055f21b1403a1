"""Differences between facts and a document, as records: what differs, where it stands on both
sides, and the reason if it is waived."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from generator.document.diagnostics import Location
from generator.records import record
from generator.vendor_docs.waivers import StaleWaiver

Kind = Literal["missing", "extra", "different"]
"""`missing`: the reference has it and the document has not; `extra`: the other way round."""

Part = Literal["operation", "parameters", "request", "response", "evidence", "untranscribed"]


class Where(NamedTuple):
    """A place in an operation. `names` lead to it in the part: the place and the name of a
    parameter, the status of a response, then names of properties; `None` is the items of an array.
    """

    part: Part
    names: tuple[str | None, ...] = ()

    def __truediv__(self, name: str | None) -> Where:
        return Where(self.part, (*self.names, name))

    def __str__(self) -> str:
        return ".".join((self.part, *("[]" if name is None else name for name in self.names)))

    @property
    def is_items(self) -> bool:
        return bool(self.names) and self.names[-1] is None

    @property
    def is_parameter(self) -> bool:
        """Whether it is a parameter itself, and no property of one."""
        return self.part == "parameters" and len(self.names) == 2

    def is_within(self, other: Where) -> bool:
        return self.part == other.part and self.names[: len(other.names)] == other.names


WHOLE = Where("operation")
"""The place of a difference of an operation as a whole."""


@record(frozen=True, slots=True)
class Mismatch:
    """One aspect that differs, before it has a place: what the reference and the document say of
    it, `None` for nothing.
    """

    kind: Kind
    aspect: str
    reference: Any
    document: Any

    @classmethod
    def missing(cls, aspect: str, reference: Any) -> Mismatch:
        return cls("missing", aspect, reference, None)

    @classmethod
    def extra(cls, aspect: str, document: Any) -> Mismatch:
        return cls("extra", aspect, None, document)

    @classmethod
    def different(cls, aspect: str, reference: Any, document: Any) -> Mismatch:
        return cls("different", aspect, reference, document)

    @classmethod
    def flag(cls, aspect: str, reference: bool, document: bool) -> Mismatch:
        """Something that is there or not."""
        return cls("missing" if reference else "extra", aspect, reference, document)

    @classmethod
    def of(cls, aspect: str, reference: Any, document: Any) -> Mismatch:
        """Of two values that are not the same: a side that says nothing decides the kind."""
        kind: Kind = "missing" if not document else "extra" if not reference else "different"
        return cls(kind, aspect, reference, document)


@record(frozen=True, slots=True)
class Difference:
    """One disagreement.

    `where` is its place in the operation (`request.recipient.type`), as is `place`; `reference` and
    `document` are what the two say, `None` for nothing. `ours` is its place in the document,
    `theirs` in the facts, `pages` and `line` in the reference; of an observation there are `source`
    and `sure` instead."""

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
    source: str | None = None
    sure: str | None = None
    place: Where = WHOLE


@record(frozen=True, slots=True)
class Disagreement:
    """A page and an observation of one place, which say different things, and which of them the
    document has to follow.
    """

    method: str
    path: str
    where: str
    aspect: str
    page: Any
    observed: Any
    source: str
    sure: str
    wins: Literal["page", "observed"]

    @property
    def is_lost(self) -> bool:
        """Whether the observation is not what the document has to follow."""
        return self.wins == "page"


@record(frozen=True, slots=True)
class Comparison:
    """All differences, waived ones included, and the waivers that waive nothing. `operations` and
    `sections` count the facts of pages. `disagreements` are those of pages and observations,
    whatever the document says."""

    differences: tuple[Difference, ...] = ()
    stale: tuple[StaleWaiver, ...] = ()
    operations: int = 0
    sections: int = 0
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def unwaived(self) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.differences if difference.waived is None)

    @property
    def waived(self) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.differences if difference.waived is not None)

    @property
    def agrees(self) -> bool:
        """Whether nothing is left to do: every difference is waived, every waiver waives one."""
        return not self.unwaived and not self.stale
