"""What is known of operations and from where, and the sections of the vendor's reference."""

from __future__ import annotations

from typing import Literal

from generator.document.evidence import EvidenceLevel
from generator.records import record

Confidence = Literal["high", "medium", "low"]
Covered = Literal["request", "response", "status", "behaviour"]


@record(frozen=True, slots=True)
class Observation:
    """What is known of an operation from elsewhere than the pages of the reference: from the live
    service, older documentation.

    `date` is `YYYY-MM-DD`, or empty; `covers` are the parts of the operation that it is about.
    """

    source: str
    sure: Confidence
    covers: tuple[Covered, ...]
    date: str = ""


@record(frozen=True, slots=True)
class Evidence:
    """What is known of an operation and from where (`x-evidence`).

    `request`, `response` and `status` say what the pages of the vendor's reference show, `observed`
    what is known besides. `alternatives` are the other ways in which the reference writes the same
    operation, by the parameter that they differ in."""

    pages: tuple[str, ...]
    request: EvidenceLevel
    response: EvidenceLevel
    status: Literal["stated", "unstated"]
    note: str = ""
    alternatives: tuple[tuple[str, Evidence], ...] = ()
    observed: tuple[Observation, ...] = ()


@record(frozen=True, slots=True)
class CodeSample:
    """A worked example in Python (`x-codeSamples`), headed by its label; `pointer` is that of its
    source, `files` are what it reads, by name.
    """

    label: str
    source: str
    pointer: str
    files: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class Untranscribed:
    """An operation that the vendor's reference has and the document leaves out, with what is known
    of it.
    """

    title: str
    note: str = ""
    pages: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Tag:
    """A section of the reference; `group` is the heading that it stands under."""

    name: str
    display: str
    description: str
    group: str | None
    untranscribed: tuple[Untranscribed, ...] = ()
