"""Whether null is let through."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from generator.document.access import mapping
from generator.document.schema.composition import SchemaPart
from generator.document.schema.normalised import NormalisedSchema
from generator.review.comparison.findings import Finding, Steps
from generator.review.comparison.schemas.pair import SchemaPair

_DOUBTS: Final[Mapping[str, str]] = {
    "null": (
        "An `enum` without null refuses it beside `nullable: true` (OpenAPI 3.0.3); few documents "
        "mean that."
    ),
    "nullable": (
        "Since OpenAPI 3.1 there is no `nullable`; whether callers and servers keep to it all the "
        "same, the document does not say."
    ),
}
"""Why nobody can tell whether null is let through."""


def nulls(schema: NormalisedSchema) -> tuple[bool, ...]:
    """Where null is let through: by the types, by each of the unions."""
    return (schema.null, *(union.null for union in schema.unions))


def told(
    pair: SchemaPair, kind: str, what: str, doubts: Set[str], steps: Steps = (None, None)
) -> Finding:
    """A finding about null, which is in doubt where one of `doubts` is about it."""
    decides = _deciding(pair, kind)
    if decides:
        finding = pair.found(kind, what, (decides, decides), steps, subject=decides)
    else:
        finding = pair.keyword(kind, what, "type", steps)
    for doubt, reason in _DOUBTS.items():
        if doubt in doubts:
            finding.doubt(reason)
    return finding


def _deciding(pair: SchemaPair, kind: str) -> str:
    """Of several schemas that hold together the pointer of the one that refuses null, where both
    sides have that: `type: string` beside `type: [string, "null"]`, in an `allOf`. `""` where there
    is none.
    """
    base, head = pair.schemas
    refusing, other = (base, head) if kind == "became-nullable" else (head, base)
    if len(refusing.parts) < 2:
        return ""  # the schema by itself, where the finding is anyway
    decides = next((part.pointer for part in refusing.parts if _refuses(part)), "")
    return decides if decides in {part.pointer for part in other.parts} else ""


def _refuses(part: SchemaPart) -> bool:
    """Whether one schema of several that hold together names types without null."""
    named = mapping(part.schema).get("type")
    names = named if isinstance(named, list) else [named]
    return named is not None and not part.null and "null" not in names
