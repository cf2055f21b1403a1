"""Alternatives where there were none, or the other way round: what is said beside them says nothing
on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import Union
from generator.review.comparison.findings import WAYS
from generator.review.comparison.schemas import alternatives
from generator.review.comparison.schemas.pair import (
    InnerPair,
    Result,
    SchemaPair,
    SchemaRevision,
    Verdicts,
)
from generator.review.comparison.schemas.types import says_nothing


def is_rewritten(pair: SchemaPair) -> bool:
    """Whether one side has more unions than the other, each counted once."""
    base, head = (len(normalised.unions) for normalised in pair.schemas)
    if base == head < 2:
        return False
    one, other = (len(alternatives.distinct(pair, schema)) for schema in pair.revisions)
    return one != other


def compare(pair: SchemaPair) -> Iterator[Result]:
    """What the two have in common where that is an alternative; else a finding by what is proven,
    unless that is that nothing is lost.
    """
    left = _one_left(pair)
    if left is not None:
        yield from _beside_one(pair, left)
        return
    yield from _extending(pair)
    proven = _verdicts(pair)
    if set(proven.values()) != {"safe"}:
        base, head = (schema.unions for schema in pair.schemas)
        keyword = (head or base)[0].keyword
        movement = "rewritten with" if len(head) > len(base) else "rewritten without"
        what = f"{movement} `{keyword}`"
        yield pair.keyword("composition-changed", what, keyword, verdicts=proven)


def _verdicts(pair: SchemaPair) -> Verdicts:
    """What is proven; of objects, also where `oneOf` is read to the letter, as a sender does: an
    open object that fits two alternatives is none of `oneOf`.
    """
    verdicts = pair.proven()
    if "object" not in pair.base.types or not _has_one_of(pair):
        return verdicts
    for way in WAYS:
        if verdicts[way] == "safe" and not pair.covers(way, exactly=True):
            verdicts[way] = "unknown"
    return verdicts


def _has_one_of(pair: SchemaPair) -> bool:
    unions = [union for schema in pair.schemas for union in schema.unions]
    return any(union.keyword == "oneOf" for union in unions)


# --- polymorphic bases ----------------------------------------------------------------------------


def _extending(pair: SchemaPair) -> Iterator[Result]:
    """Which schemas extend a polymorphic base, where one does on one side and several on the other.

    A base does not say what extends it, so a proof sees nothing of that.
    """
    old, new = map(_extensions, pair.revisions)
    for place in dict.fromkeys((*old, *new)):
        name = pointers.split(place)[-1]
        if place in old and place in new:
            yield InnerPair(_at(pair.base, place), _at(pair.head, place))
        elif place in old:
            what = f"alternative `{name}` removed"
            yield pair.found("alternative-removed", what, (place, None), (name, None))
        else:
            what = f"alternative `{name}` added"
            verdicts: Verdicts = {"response": "safe"}
            places, steps = (None, place), (None, name)
            yield pair.found("alternative-added", what, places, steps, verdicts=verdicts)


def _extensions(schema: SchemaRevision) -> list[str]:
    """The components that extend a node that is a polymorphic base."""
    known = schema.document.families
    families = [known[part.pointer] for part in schema.node if part.pointer in known]
    return [place for family in families for place in family.members if place != family.base]


def _at(schema: SchemaRevision, place: str) -> Subschema:
    return schema.document.subschema({"$ref": f"#{place}"}, place)


# --- one alternative ------------------------------------------------------------------------------


class _OneLeft(NamedTuple):
    """A union, the member of it that is all that there is on the other side, and that side."""

    union: Union
    member: Subschema
    alone: SchemaRevision


def _one_left(pair: SchemaPair) -> _OneLeft | None:
    """Alternatives of which one is left, or which came beside what there was, where that is all:
    `oneOf: [Cat, Dog]` that became `Cat`, or `Cat` that became `oneOf: [Cat, Dog]`. Not where null
    came or went with them, or where anything is said beside the alternatives.
    """
    if sum(len(schema.unions) for schema in pair.schemas) != 1:
        return None
    around, alone = pair.base, pair.head
    if pair.head.normalised.unions:
        around, alone = alone, around
    union = around.normalised.unions[0]
    if not _is_no_more_than_a_union(around) or union.null != alone.normalised.null:
        return None
    for member in union.members:
        if _is_all(pair, around, member, alone):
            return _OneLeft(union, member, alone)
    return None


def _is_no_more_than_a_union(schema: SchemaRevision) -> bool:
    beside = replace(schema.normalised, unions=[])
    return beside.types is None and says_nothing(beside)


def _is_all(
    pair: SchemaPair, around: SchemaRevision, member: Subschema, alone: SchemaRevision
) -> bool:
    """Whether an alternative of one side is all that there is on the other: the same component, or
    what says the same.
    """
    if around.document.component(member) in {part.pointer for part in alone.normalised.parts}:
        return True
    number = pair.bare.number
    return number(around.is_head, member) == number(alone.is_head, alone.node)


def _beside_one(pair: SchemaPair, left: _OneLeft) -> Iterator[Result]:
    """The alternative of both sides, and the others, which came or went: `Dog` beside `Cat`, which
    stays.
    """
    union, kept, alone = left
    others = [member for member in union.members if member is not kept]
    if alone.is_head:
        yield InnerPair(kept, alone.node)
        yield from (alternatives.removed(pair, member) for member in others)
    else:
        yield InnerPair(alone.node, kept)
        near = alone.normalised.pointer
        yield from (alternatives.added(pair, member, near, union.keyword) for member in others)
