"""Observations against the document: what they say, and not what they leave out. Then what
`x-evidence` claims of them, which `observations` judges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from generator.document.access import mapping
from generator.document.pointer import join
from generator.vendor_docs.comparison.bodies import compare_request
from generator.vendor_docs.comparison.collector import Collector
from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.comparison.matching import by_key, match, renamed, without_query
from generator.vendor_docs.comparison.parameters import compare_parameters
from generator.vendor_docs.comparison.responses import compare_observed_response
from generator.vendor_docs.differences import WHOLE, Mismatch, Where
from generator.vendor_docs.facts import VendorOperation
from generator.vendor_docs.observations import Observations, evidence_disagreements
from generator.vendor_docs.schema_variants import DocumentOperation, SchemaVariants


def compare_observed(
    observed: Observations,
    operations: Sequence[DocumentOperation],
    schemas: SchemaVariants,
    collector: Collector,
) -> None:
    """What was observed, each operation for itself; then what `x-evidence` claims of it."""
    groups = by_key(observed.sections)
    matched = match(groups, operations)
    for key, seen in ((key, seen) for key, group in groups.items() for _, seen in group):
        if seen.evidence.sure == "low":
            continue  # nothing of it is compared
        only_opens = observed.only_opens(seen)
        if key in matched:
            operation = renamed(matched[key], key[1])
            _compare_operation(seen, operation, schemas, collector, only_opens)
        elif _is_missed(seen, only_opens):
            collector.add(seen, WHOLE, Mismatch.missing("presence", seen.path))
    by_pointer = {
        operation.pointer: [seen for _, seen in groups[key]] for key, operation in matched.items()
    }
    for operation in operations:
        _compare_claims(operation, by_pointer.get(operation.pointer, []), collector)


def _is_missed(seen: VendorOperation, only_opens: bool) -> bool:
    """Whether the document should have an operation: not one of another host, as an observation may
    be (`https://media.example.com/upload`), nor one of older documentation, which may be gone."""
    return seen.path.startswith("/") and not only_opens


def _compare_operation(
    seen: VendorOperation,
    operation: DocumentOperation,
    schemas: SchemaVariants,
    collector: Collector,
    only_opens: bool,
) -> None:
    """A request and its answers. What is `readOnly` in the document is not sent, what is
    `writeOnly` is not answered."""
    level: Literal["only opens", "observed"] = "only opens" if only_opens else "observed"
    request = Context(seen, operation, schemas, collector, level, "readOnly")
    response = Context(seen, operation, schemas, collector, level, "writeOnly")
    compare_parameters(request, without_query(seen)[1])
    compare_request(request)
    for answer in seen.responses:
        compare_observed_response(response, answer)


def _compare_claims(
    operation: DocumentOperation, seen: list[VendorOperation], collector: Collector
) -> None:
    """What `x-evidence` says was observed of an operation and was not, and the other way round."""
    evidence = mapping(operation.node.get("x-evidence"))
    unseen = VendorOperation(None, operation.method, operation.path)
    for claim in evidence_disagreements(evidence, seen):
        collector.add(
            claim.operation or unseen,
            Where("evidence", ("observed", claim.source, claim.part)),
            Mismatch.of("observation", claim.reference, claim.document),
            objects=(join(operation.pointer, "x-evidence"),) if evidence else (),
            holder=operation.pointer,
            source=claim.source,
        )
