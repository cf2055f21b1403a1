"""Items of arrays (JSON Schema 2020-12, section 10.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.review.comparison.findings import WAYS, Finding
from generator.review.comparison.schemas.pair import (
    IN_JSON,
    Form,
    InnerPair,
    Result,
    SchemaPair,
    SchemaRevision,
)
from generator.review.shapes import Node, Shape

_ANYTHING_THERE = (
    "More items were allowed than are named, and of any type; whether any stood there the "
    "document does not say."
)


def compare(pair: SchemaPair) -> Iterator[Result]:
    base, head = pair.shapes
    form: Form = "json" if pair.form in IN_JSON else "header"
    for number in range(max(len(base.prefix), len(head.prefix))):
        old, new = (_at(schema, number) for schema in pair.revisions)
        if old is not None and new is not None:
            yield InnerPair(old, new, form)
        else:
            yield _position(pair, number, old, new)
    is_array = ["array" in schema.types for schema in pair.revisions]
    if (base.items or head.items) and is_array[0] == is_array[1]:
        yield InnerPair(base.items, head.items, form)


def _at(schema: SchemaRevision, number: int) -> Node | None:
    """What a list says of a position, which a plain list has all the same; None where a tuple is
    open or closed there.
    """
    shape = schema.shape
    if number < len(shape.prefix):
        return shape.prefix[number]
    if schema.is_false(shape.items) or (shape.prefix and not shape.items):
        return None
    return shape.items


def _position(pair: SchemaPair, number: int, old: Node | None, new: Node | None) -> Finding:
    """A position that one of two tuples has more."""
    base, head = pair.shapes
    is_added = old is None
    kind = "prefix-item-added" if is_added else "prefix-item-removed"
    what = f"item {number + 1} {'added' if is_added else 'removed'}"
    places = (old[0].pointer if old else None), (new[0].pointer if new else None)
    finding = pair.found(kind, what, places)
    if not _ends_before(base if is_added else head, number):
        finding.verdicts.update(dict.fromkeys(WAYS if is_added else WAYS[:1], "unknown"))
        finding.reasons.update(dict.fromkeys(finding.verdicts, _ANYTHING_THERE))
    return finding


def _ends_before(shape: Shape, number: int) -> bool:
    """Whether a tuple lets nothing stand at a position that it does not list."""
    most = shape.high.get("maxItems")
    left_over = shape.constraints.get("unevaluatedItems", ())
    return (
        bool(shape.items)
        or (most is not None and most[0] <= number)
        or any(value is False for value, _ in left_over)
    )
