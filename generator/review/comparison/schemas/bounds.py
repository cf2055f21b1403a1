"""Lower and upper bounds (JSON Schema 2020-12, Validation, sections 6.2 to 6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, isfinite
from typing import Any

from generator.document.schema.normalised import APPLIES, NormalisedSchema
from generator.review.comparison.findings import WAYS, Finding, shortened_text
from generator.review.comparison.schemas.pair import SchemaPair, Verdicts, bound_movement
from generator.review.rules import rule

Bound = tuple[Any, bool, str]
"""A value, whether it is exclusive, and where it stands."""

_IDLE = (
    "The bound says nothing about values of these types; what it is meant for the document does "
    "not say."
)


def compare(pair: SchemaPair) -> Iterator[Finding]:
    base, head = pair.schemas
    for left, right, sign in ((base.low, head.low, 1), (base.high, head.high, -1)):
        for keyword in dict.fromkeys((*left, *right)):
            yield from _bound(pair, keyword, left.get(keyword), right.get(keyword), sign)


def _bound(
    pair: SchemaPair, keyword: str, old: Bound | None, new: Bound | None, sign: int
) -> Iterator[Finding]:
    """What became of one bound; `sign` is 1 of a lower one and -1 of an upper one. Two that let the
    same integers through are one: `minimum: 5` and `exclusiveMinimum: 4`.
    """
    base, head = pair.schemas
    was, now = _edge(base, old, sign), _edge(head, new, sign)
    if was == now:
        return
    tighter = was is None or (now is not None and now > was)
    kind = "bound-tightened" if tighter else "bound-loosened"
    before, after = _written(old), _written(new)
    finding = pair.found(
        kind,
        f"`{keyword}` {bound_movement(before, after)}",
        (base.pointer if old is None else old[2], head.pointer if new is None else new[2]),
        (before, after),
        verdicts=_idle(pair, keyword, kind),
        subject=head.pointer if new is None else new[2].rpartition("/")[0],
    )
    finding.reasons.update(dict.fromkeys(finding.verdicts, _IDLE))
    finding.types = APPLIES[keyword]
    yield finding


def _idle(pair: SchemaPair, keyword: str, kind: str) -> Verdicts:
    """Nobody can tell what a bound means that says nothing about the types on either side."""
    applies = APPLIES[keyword]
    if not all(schema.types and not schema.types & applies for schema in pair.schemas):
        return {}
    return {way: "unknown" for way in WAYS if rule(kind, way).wire != "safe"}


def _written(bound: Bound | None) -> str | None:
    if bound is None:
        return None
    return f"{'exclusive ' if bound[1] else ''}{shortened_text(bound[0], 40)}"


def _edge(schema: NormalisedSchema, bound: Bound | None, sign: int) -> tuple[Any, bool] | None:
    """A bound so that the tighter is the larger; of integers, the first that it lets through.

    `(5, False)` of an integer's `minimum: 4.5`, and of its `exclusiveMinimum: 4`; `(-9, False)` of
    `maximum: 9`. What is no number that one can round stays as it is (`.inf`)."""
    if bound is None:
        return None
    value, exclusive = sign * bound[0], bound[1]
    if _is_of_integers(schema) and _is_finite(value):
        return (floor(value) + 1 if exclusive else ceil(value), False)
    return (value, exclusive)


def _is_finite(value: Any) -> bool:
    """An integer may be beyond what a double holds, of which alone `isfinite` tells."""
    return isinstance(value, int) or isfinite(value)


def _is_of_integers(schema: NormalisedSchema) -> bool:
    return schema.types is not None and schema.types <= {"integer", "null"}
