"""One operation of the facts against that of the document: its path, its section, `deprecated`,
`x-evidence`, then its request and its response.

Several operations of the facts are one in the document where they differ in the query of their
paths (`?id=`, `?hash=`): the alternatives of `x-exactly-one-of`, each compared for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.document.access import mapping, sequence
from generator.document.pointer import join
from generator.document.rules.transcription import PAGE_FILE
from generator.records import record
from generator.vendor_docs.comparison.bodies import compare_request
from generator.vendor_docs.comparison.collector import Collector
from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.comparison.matching import renamed, without_query
from generator.vendor_docs.comparison.parameters import compare_parameters
from generator.vendor_docs.comparison.responses import compare_responses
from generator.vendor_docs.differences import WHOLE, Mismatch, Where
from generator.vendor_docs.facts import UNSTATED, Evidence, Response, Section, VendorOperation
from generator.vendor_docs.schema_variants import DocumentOperation, SchemaVariants


@record(frozen=True, slots=True)
class ComparedOperation:
    """The operation of the document that one or several of the facts are. `general` are the
    statuses that the reference states for every call."""

    operation: DocumentOperation
    schemas: SchemaVariants
    collector: Collector
    general: frozenset[str]

    def differs(
        self,
        seen: VendorOperation,
        where: Where,
        mismatch: Mismatch,
        objects: tuple[str, ...] = (),
    ) -> None:
        pointer = self.operation.pointer
        self.collector.add(seen, where, mismatch, objects=objects or (pointer,), holder=pointer)


def compare_operations(
    group: Sequence[tuple[Section, VendorOperation]],
    target: ComparedOperation,
    tags: Mapping[str, str],
) -> None:
    """The operations of the facts that are one in the document, each for itself. `tags` are the
    document's, by name."""
    operation = target.operation
    every = [seen for _, seen in group]
    unstated = UNSTATED in {answer.status for seen in every for answer in seen.responses}
    for section, seen in group:
        path, _ = without_query(seen)
        if path != operation.path:
            mismatch = Mismatch.different("path", path, operation.path)
            target.differs(seen, WHOLE, mismatch)
        if section.slug in tags:
            _compare_section(section, seen, target)
        _compare_operation(seen, replace(target, operation=renamed(operation, path)), unstated)
    if len(group) > 1 and "alternatives" in _evidence_of(operation):
        _compare_evidence(_weakest(every), target)


def _compare_section(section: Section, seen: VendorOperation, target: ComparedOperation) -> None:
    """Whether an operation has the tag of the section of the reference that it stands in."""
    tags = target.operation.tags
    if section.slug not in tags:
        mismatch = Mismatch.different("section", section.slug, ", ".join(tags))
        target.differs(seen, WHOLE, mismatch)


def _compare_operation(seen: VendorOperation, target: ComparedOperation, unstated: bool) -> None:
    """One operation of the facts, whose parameters the document names as it does. `unstated`: it,
    or an alternative of it, states no status of its success."""
    operation, schemas, collector = target.operation, target.schemas, target.collector
    levels = seen.evidence
    request = Context(seen, operation, schemas, collector, levels.request, "readOnly")
    response = Context(seen, operation, schemas, collector, levels.response, "writeOnly")
    deprecated = operation.node.get("deprecated") is True
    # A page that was not seen whole, or without its title, may have said it where it was cut.
    told = seen.title is not None and levels.request in ("complete", "partial")
    if seen.deprecated != deprecated and (seen.deprecated or told):
        target.differs(seen, WHOLE, Mismatch.flag("deprecated", seen.deprecated, deprecated))
    _compare_evidence(seen, target)
    compare_parameters(request, without_query(seen)[1])
    compare_request(request)
    compare_responses(response, target.general, unstated=unstated)


# --- `x-evidence` ---------------------------------------------------------------------------------


def _evidence_of(operation: DocumentOperation) -> Mapping[str, Any]:
    return mapping(operation.node.get("x-evidence"))


def _compare_evidence(seen: VendorOperation, target: ComparedOperation) -> None:
    """`x-evidence` against that of the facts; that of the alternative as which `seen` is written
    (`…?hash=`), if there are several. Nothing is compared where one of the two has none."""
    told, where = _evidence_of(target.operation), Where("evidence")
    alternatives = mapping(told.get("alternatives"))
    for name in without_query(seen)[1]:
        if name in alternatives:
            told, where = mapping(alternatives[name]), where / name
            break
    if not told or seen.evidence == Evidence():
        return
    expected: dict[str, Any] = {
        "pages": sorted(seen.evidence.pages),
        "request": seen.evidence.request,
        "response": seen.evidence.response,
        "status": "stated" if _states_success(seen) else "unstated",
    }
    given = {"status": expected["status"], **told}
    given["pages"] = sorted(map(str, sequence(told.get("pages"))))
    if any(map(PAGE_FILE.fullmatch, seen.evidence.pages)):
        given["pages"] = expected["pages"]  # the document gives addresses, the facts have none
    pointer = join(target.operation.pointer, "x-evidence")
    for key, value in expected.items():
        if value != given.get(key):
            mismatch = Mismatch.of("evidence", value, given.get(key))
            target.differs(seen, where / key, mismatch, (pointer,))


def _states_success(seen: VendorOperation) -> bool:
    return any(answer.status.startswith("2") for answer in seen.responses)


def _weakest(every: Sequence[VendorOperation]) -> VendorOperation:
    """Alternatives as one: the pages of all, of each level the weakest, and a status only if all
    state one.
    """
    return replace(
        every[0],
        path=without_query(every[0])[0],
        evidence=Evidence.weakest([seen.evidence for seen in every]),
        responses=(Response("200"),) if all(map(_states_success, every)) else (),
    )
