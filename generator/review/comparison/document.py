"""Two documents to the list of what changed between them on the wire.

A change is one cause: what stands at one place of a document, shared or not, is told once, with
every operation that it reaches. The verdict is that of the rules for the directions that it
reaches; where it reaches both, the worse one counts. Operations are paired before anything is
compared, so one that moved is one change and not a removal beside an addition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.document.bundle import Document
from generator.review.comparison import (
    callbacks,
    components,
    metadata,
    operations,
    paths,
    security,
    verdicts,
)
from generator.review.comparison.documents import DocumentPair
from generator.review.comparison.findings import Finding, Operations
from generator.review.comparison.schemas import xml
from generator.review.model import Change
from generator.review.unchanged import identical

_NAMED_IN_XML = (
    "The name of a component does not travel; an XML element that is called after it is told on "
    "its own."
)


def compare(base: Document, head: Document) -> list[Change]:
    """Every change from `base` to `head`, the gravest first, then in the order of the documents.

    What is found at one place by several operations is one change that reaches them all."""
    if base.version == head.version and identical(base.root, head.root):
        return []
    documents = DocumentPair(base, head)
    found: dict[tuple[Any, ...], Finding] = {}
    for finding in _findings(documents):
        known = found.setdefault(finding.key, finding)
        known.operations |= finding.operations
    return verdicts.verdict_changes(documents, found.values())


def _findings(documents: DocumentPair) -> Iterator[Finding]:
    """What is found, part by part; schemas last, when all that leads to them is known. What the
    documents say of themselves is first, once it is known what of it operations tell.
    """
    pairs = paths.paired(documents)
    of_operations = [
        *paths.compare(documents, pairs),
        *security.of_schemes(documents, pairs.kept),
        *callbacks.webhooks(documents, operations.compare),
    ]
    yield from metadata.compare(documents)
    yield from of_operations
    yield from components.compare(documents)
    yield from documents.schemas.findings(lambda finding: _shown(finding, documents.reached.xml))


def _shown(finding: Finding, as_xml: int) -> Finding | None:
    """An edit of an XML Object reaches what travels as XML; to everything else it is an annotation,
    or nothing where no keyword says it (`implied`). That a component which travels as XML has
    another name is told along with the name of its element.
    """
    operations = Operations(*(bits & as_xml for bits in finding.operations))
    if operations.any and finding.request == "schema-renamed":
        return replace(finding, reasons={"both": _NAMED_IN_XML})
    if finding.request not in (xml.XML, xml.PREFIX):
        return finding
    if operations.any:
        return replace(finding, operations=operations)
    if finding.implied:
        return None
    return replace(finding, request="annotation-changed", response="annotation-changed")
