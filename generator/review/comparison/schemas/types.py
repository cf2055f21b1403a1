"""The types of values, as they are named and as they travel (JSON Schema 2020-12, Validation,
section 6.1.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple, get_args

from generator.document.schema.keywords import JSON_TYPES
from generator.document.schema.normalised import NormalisedSchema
from generator.review.comparison.findings import Finding
from generator.review.comparison.schemas import nullability
from generator.review.comparison.schemas.pair import (
    IN_JSON,
    SchemaPair,
    SchemaRevision,
    with_integers,
)
from generator.review.rules import kinds

_Movement = Literal["changed", "narrowed", "widened"]
_TYPE: Final[Mapping[_Movement, str]] = kinds("type", get_args(_Movement))
_SCALARS = frozenset({"string", "integer", "number", "boolean"})
_NULL = frozenset({"null"})


class TypeChange(NamedTuple):
    """The types that are let through no more, and those that are now, null aside where that is told
    on its own.

    `says_all` tells that so little is in common that nothing else need be said of the schemas."""

    lost: frozenset[str] = frozenset()
    gained: frozenset[str] = frozenset()
    null_is_told: bool = False
    says_all: bool = False


def changed(pair: SchemaPair) -> TypeChange:
    """What became of the types. That says all where `string` became `integer`, whatever stands
    beside them, and where a schema that is no more than its type, `{type: [string, integer]}`, lost
    one, though it became `{type: string, maxLength: 5}`.
    """
    base, head = pair.schemas
    lets_nothing = frozenset() in (base.types, head.types)
    if base.types == head.types and nullability.nulls(base) == nullability.nulls(head):
        return TypeChange(says_all=lets_nothing)
    if "type" in pair.octets:
        return TypeChange(says_all=base.types == frozenset())
    lost, gained = _lost_and_gained(pair)
    null_is_told = bool(base.unions) or None not in (base.types, head.types)
    if null_is_told:
        lost, gained = lost - _NULL, gained - _NULL
    is_another = lost and gained
    was_bare, is_bare = lost and says_nothing(base), gained and says_nothing(head)
    says_all = any((lets_nothing, is_another, was_bare, is_bare))
    return TypeChange(lost, gained, null_is_told, says_all)


def _lost_and_gained(pair: SchemaPair) -> tuple[frozenset[str], frozenset[str]]:
    """The types that are let through on one side only; what alternatives refuse is not let
    through: beside `oneOf: [{type: string}]`, no `type` is not any type.
    """
    base, head = pair.schemas
    left, right = _let_through(pair, pair.base), _let_through(pair, pair.head)
    if pair.form == "json" and (base.unions or head.unions):
        left, right = left & pair.base.kinds, right & pair.head.kinds
    lost, gained = left - right, right - left
    if base.unions:
        return lost & pair.base.kinds, gained & pair.head.kinds
    return lost, gained


def compare(pair: SchemaPair, change: TypeChange) -> Iterator[Finding]:
    """What is told of the types that came and went, null on its own where it was told apart: from
    `string | null` to `integer` null is no longer allowed, and the type changed.
    """
    if change.null_is_told:
        yield from _null(pair)
    if not (change.lost or change.gained):
        return
    movement: _Movement = "changed"
    if not change.gained:
        movement = "narrowed"
    if not change.lost:
        movement = "widened"
    before, after = map(_named, pair.revisions)
    what = f"type {movement} from {before} to {after}"
    yield pair.keyword(_TYPE[movement], what, "type", (before, after))


def _null(pair: SchemaPair) -> Iterator[Finding]:
    """That null is let through, or no longer. It is in doubt where `nullable: true` says it on the
    side that has it: beside an `enum` without null, or since OpenAPI 3.1.
    """
    was, now = pair.base.lets_null, pair.head.lets_null
    if was == now:
        return
    before, after = map(_named, pair.revisions)
    finding = nullability.told(
        pair,
        "became-nullable" if now else "became-not-nullable",
        "null is allowed" if now else "null is no longer allowed",
        (pair.head if now else pair.base).normalised.doubts,
        steps=(None, None) if before == after else (before, after),
    )
    finding.types = _NULL
    yield finding


def _named(schema: SchemaRevision) -> str:
    """The types in words."""
    types = schema.normalised.types
    if types is None and schema.normalised.unions:
        types = schema.document.kinds(schema.node)
    if types is None or types == JSON_TYPES:
        return "any"
    return " | ".join(sorted(types)) or "nothing"


def _let_through(pair: SchemaPair, schema: SchemaRevision) -> frozenset[str]:
    """The types of values that may travel; as text, a string is anything and a list may have one
    item.

    A body of XML that was an object may be a string now, and `?a=5` is the integer 5, a string that
    is held to no pattern, and a list of the one integer 5."""
    normalised = schema.normalised
    if normalised.types is None:
        return JSON_TYPES
    types = with_integers(normalised.types)
    if pair.form in IN_JSON:
        return types
    if pair.form == "query" and "array" in types:
        types |= _of_one_item(pair, schema)
    if "string" not in types:
        return types
    if normalised.values is None and not any((normalised.formats, normalised.patterns)):
        types |= _SCALARS
    return types | {"object", "array"} if pair.form == "text" else types


def _of_one_item(pair: SchemaPair, schema: SchemaRevision) -> frozenset[str]:
    """The types of one value that is read as a list of one: `?a=5` of a list of integers. None
    where the items are held to what the other side does not say of the value: `maximum: 5` of
    items that were one integer.
    """
    other = pair.head.normalised if schema is pair.base else pair.base.normalised
    item = schema.document.normalised(schema.normalised.items)
    limits = (
        item.values,
        item.formats.keys() - other.formats.keys(),
        item.patterns.keys() - other.patterns.keys(),
        _limits(item) - _limits(other),
    )
    if any(limits):
        return frozenset()
    if item.types is None or ("string" in item.types and not (item.formats or item.patterns)):
        return _SCALARS
    return item.types


def _limits(schema: NormalisedSchema) -> set[tuple[str, Any, bool]]:
    bounds = (*schema.low.items(), *schema.high.items())
    return {(keyword, value, exclusive) for keyword, (value, exclusive, _) in bounds}


def says_nothing(schema: NormalisedSchema) -> bool:
    """Whether the schema says nothing but its type, if that."""
    return not any(
        (
            *(schema.low, schema.high, schema.formats, schema.patterns, schema.values),
            *(schema.properties, schema.required, schema.closed, schema.additional, schema.maps),
            *(schema.dependent, schema.items, schema.prefix, schema.unions, schema.constraints),
        )
    )
