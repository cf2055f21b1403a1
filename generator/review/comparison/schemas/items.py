"""Items of arrays (JSON Schema 2020-12, section 10.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema
from generator.review.comparison.findings import WAYS, Finding
from generator.review.comparison.schemas.pair import (
    IN_JSON,
    Form,
    InnerPair,
    Result,
    SchemaPair,
    SchemaRevision,
)
from generator.review.standalone import Way

_ANYTHING_THERE = (
    "More items were allowed than are named, and of any type; whether any stood there the "
    "document does not say."
)


def compare(pair: SchemaPair) -> Iterator[Result]:
    """The positions of tuples one by one, and the further items; a list that was a string before
    has none to compare. In a header or a query each is a text of its own.
    """
    base, head = pair.schemas
    form: Form = "json" if pair.form in IN_JSON else "header"
    yield from _positions(pair, form)
    has_items = bool(base.items or head.items)
    if has_items and ("array" in pair.base.types) == ("array" in pair.head.types):
        yield InnerPair(base.items, head.items, form)


def _positions(pair: SchemaPair, form: Form) -> Iterator[Result]:
    base, head = (len(schema.prefix) for schema in pair.schemas)
    for number in range(max(base, head)):
        old, new = _at(pair.base, number), _at(pair.head, number)
        if old is None or new is None:
            yield _position(pair, number, old, new)
        else:
            yield InnerPair(old, new, form)


def _at(schema: SchemaRevision, number: int) -> Subschema | None:
    """What a list says of a position, which a plain list has all the same; None where a tuple is
    open or closed there: `[{type: string}]` as `prefixItems` says nothing of the second item,
    unless `items` does.
    """
    normalised = schema.normalised
    if number < len(normalised.prefix):
        return normalised.prefix[number]
    if schema.is_false(normalised.items) or (normalised.prefix and not normalised.items):
        return None
    return normalised.items


def _position(
    pair: SchemaPair, number: int, old: Subschema | None, new: Subschema | None
) -> Finding:
    """A position that one of two tuples has more."""
    ways: tuple[Way, ...] = ("request",)
    kind, schema = "prefix-item-removed", pair.head.normalised
    if old is None:
        kind, schema, ways = "prefix-item-added", pair.base.normalised, WAYS
    places = _pointer(old), _pointer(new)
    what = f"item {number + 1} {'added' if old is None else 'removed'}"
    finding = pair.found(kind, what, places)
    if not _ends_before(schema, number):
        finding.verdicts.update(dict.fromkeys(ways, "unknown"))
        finding.reasons.update(dict.fromkeys(ways, _ANYTHING_THERE))
    return finding


def _pointer(node: Subschema | None) -> str | None:
    return node[0].pointer if node else None


def _ends_before(schema: NormalisedSchema, number: int) -> bool:
    """Whether a tuple lets nothing stand at a position that it does not list."""
    most = schema.high.get("maxItems")
    left_over = schema.constraints.get("unevaluatedItems", ())
    return (
        bool(schema.items)
        or (most is not None and most[0] <= number)
        or any(value is False for value, _ in left_over)
    )
