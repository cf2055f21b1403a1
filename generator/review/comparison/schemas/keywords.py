"""Two schemas, keyword by keyword.

What alternatives or types say may be all that there is to say of a pair: what stands beside
alternatives that were rewritten says nothing on its own, nor do the bounds of another type."""

from __future__ import annotations

from generator.document.schema.keywords import json_type
from generator.review.comparison.findings import WAYS, Finding
from generator.review.comparison.schemas import (
    alternatives,
    bounds,
    composition,
    constraints,
    discriminators,
    items,
    maps,
    metadata,
    openapi_3_0,
    properties,
    types,
    values,
)
from generator.review.comparison.schemas.pair import Result, SchemaPair
from generator.review.shapes import Shape

_BETWEEN = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
_DECIDED = frozenset({"type", "format", "values", "bounds"})
_NOTHING_LEFT = (
    "What the schema says now lets no value through: nothing arrives any more, or the document "
    "has a slip."
)


def compare(pair: SchemaPair) -> list[Result]:
    """What changed between two schemas, and the pairs of schemas inside them."""
    results: list[Result] = [*metadata.compare(pair), *openapi_3_0.compare(pair)]
    if composition.is_rewritten(pair):
        results += composition.compare(pair)
    else:
        change = types.changed(pair)
        results += types.compare(pair, change)
        if not change.says_all:
            _compare_inside(pair, results)
    _doubt_what_lets_nothing_through(pair, _findings(results))
    return results


def _compare_inside(pair: SchemaPair, results: list[Result]) -> None:
    results += values.compare(pair)
    results += bounds.compare(pair)
    results += maps.compare(pair)
    results += constraints.compare(pair)
    results += properties.compare(pair)
    results += items.compare(pair)
    unions = alternatives.paired(pair)
    results += alternatives.compare(pair, unions)
    results += discriminators.compare(pair, unions)
    results += constraints.left_over(pair, _findings(results))
    _relieve(pair, _findings(results))


def _findings(results: list[Result]) -> list[Finding]:
    return [result for result in results if isinstance(result, Finding)]


def _relieve(pair: SchemaPair, findings: list[Finding]) -> None:
    """What widens may make up for what narrows beside it (`integer` that became a `number` of a
    format): proof decides.
    """
    own = [found for found in findings if not found.verdicts and found.request == found.response]
    for way in WAYS:
        rules = [(found, found.rule(way)) for found in own]
        decided = [(found, rule) for found, rule in rules if rule and rule.area in _DECIDED]
        verdicts = {rule.wire for _, rule in decided}
        if len(verdicts) < 2 or "safe" not in verdicts:
            continue
        vacuous = pair.proof.is_vacuous
        if pair.covers(way) and not vacuous(pair.base.node, pair.head.node, way):
            for found, _ in decided:
                found.verdicts[way] = "safe"


def _doubt_what_lets_nothing_through(pair: SchemaPair, findings: list[Finding]) -> None:
    """What narrows so far that no value is left: nothing arrives any more, or the document has a
    slip.
    """
    safe = []
    for found in findings:
        rule = found.rule("response")
        if rule and rule.area not in ("metadata", "properties"):
            safe += [found] if found.verdict("response") == "safe" else []
    lets_nothing = pair.proof.lets_nothing
    if not safe or not _may_be_empty(pair.head.shape):
        return
    if lets_nothing(pair.base.node, False, "response"):
        return
    if lets_nothing(pair.head.node, True, "response"):
        for found in safe:
            found.verdicts["response"], found.reasons["response"] = "unknown", _NOTHING_LEFT


def _may_be_empty(shape: Shape) -> bool:
    """Whether a shape says so much at once that no value may be left, which a proof has to tell."""
    if shape.types is not None and not shape.types:
        return True
    undeclared = shape.required.keys() - shape.properties.keys()
    if shape.unions or shape.constraints or (shape.closed and undeclared):
        return True
    more = bool(shape.patterns) + bool(shape.formats) + bool(shape.low or shape.high)
    if shape.values is not None:
        return more > 0 or not _fits_a_value(shape)
    return more > 1 or any(_is_crossed(shape, *limits) for limits in _BETWEEN)


def _fits_a_value(shape: Shape) -> bool:
    """Whether one of the values that a shape lists is of its types."""
    values = (shape.values or {}).values()
    return any(shape.types is None or json_type(value) in shape.types for value in values)


def _is_crossed(shape: Shape, low: str, high: str) -> bool:
    """Whether a lower bound leaves no more than one value below the upper one."""
    return low in shape.low and high in shape.high and shape.low[low][0] + 1 > shape.high[high][0]
