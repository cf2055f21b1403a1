"""What the findings about a document mean for what is made of it: whether it is refused, what is
said, what is only counted.

Each rule's row says which (see `diagnostics.Effect`). `lint` shows every finding; a command that
makes something of a document asks here first."""

from __future__ import annotations

from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.lint import CHECKS, findings, folded
from generator.records import record


@record(frozen=True, slots=True)
class Judgement:
    """The findings about a document: `refusals` make a part of it unreadable, `told` is read
    otherwise than it was meant, and `counted` is the number of errors that change nothing. `every`
    has each refusal, also those that one cause explains."""

    refusals: tuple[Diagnostic, ...]
    told: tuple[Diagnostic, ...]
    counted: int
    every: tuple[Diagnostic, ...]


_REFUSING = tuple(check for check in CHECKS if check.rule.effect in ("refuses", "where read"))


def refusals(document: Document) -> tuple[Diagnostic, ...]:
    """The refusals of `judge` alone, without the time that the other findings take."""
    return folded(finding for finding in findings(document, _REFUSING) if finding.refuses)


def judge(document: Document) -> Judgement:
    found = findings(document)
    every = tuple(finding for finding in found if finding.refuses)
    read = set(document.diagnostics)
    told = tuple(finding for finding in found if finding.effect == "told" or finding in read)
    counted = sum(finding.severity == "error" and finding.effect == "counted" for finding in found)
    return Judgement(
        folded(every), tuple(finding for finding in told if not finding.refuses), counted, every
    )
