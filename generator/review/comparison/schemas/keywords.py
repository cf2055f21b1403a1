"""Two schemas, keyword by keyword.

What alternatives or types say may be all that there is to say of a pair: what stands beside
alternatives that were rewritten says nothing on its own, nor do the bounds of another type."""

from __future__ import annotations

from generator.document.schema.keywords import json_type
from generator.document.schema.normalised import NormalisedSchema
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
from generator.review.standalone import Way

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
    """Adds what changed of what two schemas say beside their types. What is left over, and what
    makes up for what, depends on all the rest, and is last.
    """
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
    _relieve(pair, [found for found in _findings(results) if not found.verdicts])


def _findings(results: list[Result]) -> list[Finding]:
    return [result for result in results if isinstance(result, Finding)]


def _relieve(pair: SchemaPair, findings: list[Finding]) -> None:
    """What widens may make up for what narrows beside it (`integer` that became a `number` of a
    format): proof decides. It does not for `minimum: 0` beside the `number` that was an `integer`.
    """
    for way in WAYS:
        decided = [found for found in findings if _is_of_values(found, way)]
        if _are_mixed(decided, way) and _loses_nothing(pair, way):
            for found in decided:
                found.verdicts[way] = "safe"


def _are_mixed(findings: list[Finding], way: Way) -> bool:
    """Whether some findings are safe and some are not; else nothing makes up for anything."""
    verdicts = [found.verdict(way) for found in findings]
    return 0 < verdicts.count("safe") < len(verdicts)


def _is_of_values(found: Finding, way: Way) -> bool:
    """Whether a finding is about which values are let through, in both directions alike."""
    rule = found.rule(way)
    return found.request == found.response and rule is not None and rule.area in _DECIDED


def _loses_nothing(pair: SchemaPair, way: Way) -> bool:
    vacuous = pair.proof.is_vacuous(pair.base.node, pair.head.node, way)
    return pair.covers(way) and not vacuous


def _doubt_what_lets_nothing_through(pair: SchemaPair, findings: list[Finding]) -> None:
    """What narrows so far that no value is left: nothing arrives any more, or the document has a
    slip.
    """
    safe = [found for found in findings if _is_safe_to_read(found)]
    if safe and _may_be_empty(pair.head.normalised) and _became_empty(pair):
        for found in safe:
            found.verdicts["response"], found.reasons["response"] = "unknown", _NOTHING_LEFT


def _is_safe_to_read(found: Finding) -> bool:
    rule = found.rule("response")
    if rule is None or rule.area in ("metadata", "properties"):
        return False
    return found.verdict("response") == "safe"


def _became_empty(pair: SchemaPair) -> bool:
    """Whether no value arrives any more, though some did."""
    lets_nothing = pair.proof.lets_nothing
    if lets_nothing(pair.base.node, False, "response"):
        return False
    return lets_nothing(pair.head.node, True, "response")


def _may_be_empty(schema: NormalisedSchema) -> bool:
    """Whether a schema says so much at once that no value may be left, which proof has to tell.

    It takes two that may exclude one another: a name that is required and refused, `enum: [a]` and
    `type: integer`, `pattern` and `maxLength`, `minimum: 6` and `maximum: 5`. A limit alone, or a
    list with a value of the type, is taken to leave some."""
    undeclared = schema.closed and schema.required.keys() - schema.properties.keys()
    if any((schema.types == frozenset(), schema.unions, schema.constraints, undeclared)):
        return True
    limits = (schema.patterns, schema.formats, schema.low or schema.high)
    several = sum(map(bool, limits))
    if schema.values is not None:
        return several > 0 or not _fits_a_value(schema)
    return several > 1 or _is_crossed(schema)


def _fits_a_value(schema: NormalisedSchema) -> bool:
    """Whether one of the values that a schema lists is of its types."""
    values = (schema.values or {}).values()
    return any(schema.types is None or json_type(value) in schema.types for value in values)


def _is_crossed(schema: NormalisedSchema) -> bool:
    """Whether a lower bound leaves no more than one whole number up to the upper one."""
    between = [
        (schema.low[low][0], schema.high[high][0])
        for low, high in _BETWEEN
        if low in schema.low and high in schema.high
    ]
    return any(least + 1 > most for least, most in between)
