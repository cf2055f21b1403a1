"""Constraints that are schemas or stand alone (`not`, `contains`, `multipleOf`), requirements
between properties, and what `unevaluated…` leaves over (JSON Schema 2020-12, sections 10 and 11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, Literal

from generator.document.schema.keywords import is_number
from generator.document.schema.normalised import NormalisedSchema
from generator.review.comparison.findings import WAYS, Finding
from generator.review.comparison.schemas.pair import (
    Form,
    InnerPair,
    Result,
    SchemaPair,
    SchemaRevision,
    bound_movement,
)
from generator.review.standalone import Way
from generator.review.unchanged import identical

Said = list[tuple[Any, str]]
"""What a schema says by a keyword, each with its pointer: several where schemas hold together."""

_COVARIANT = frozenset(
    {
        *("then", "else", "contains", "propertyNames", "contentSchema"),
        *("unevaluatedItems", "unevaluatedProperties"),
    }
)
"""What refuses more here refuses more as a whole."""
_LEFT_OVER = {"unevaluatedItems": 0, "unevaluatedProperties": 1}
"""Each with its place in the order in which they are told."""


_Case = Literal["unsaid", "joined", "content", "number", "removed", "added", "inner", "proof"]
"""How a constraint is compared: `joined` is that of several schemas that hold together, `inner` by
the schemas that it is, `proof` where rules cannot tell what a change of it means.
"""

_OF_THEIR_OWN: dict[str, _Case] = {
    **dict.fromkeys(("contentEncoding", "contentMediaType"), "content"),
    **dict.fromkeys(("minContains", "maxContains", "multipleOf"), "number"),
}


def compare(pair: SchemaPair) -> Iterator[Result]:
    """What became of constraints, each by itself as far as rules tell what that means. What is left
    is one finding, decided by proof, which is about the pair as a whole.
    """
    yield from _dependent_required(pair)
    base, head = (schema.constraints for schema in pair.schemas)
    said = {
        keyword: (_holding(pair.base, keyword), _holding(pair.head, keyword))
        for keyword in dict.fromkeys((*base, *head))
    }
    for keyword, (old, new) in said.items():
        yield from _decided(pair, keyword, old, new)
    first = next((each for each in said if _is_undecided(pair, each, *said[each])), None)
    if first is not None:
        what, verdicts = f"`{first}` changed", pair.proven(first)
        yield pair.keyword("constraint-changed", what, first, verdicts=verdicts)


def _holding(schema: SchemaRevision, keyword: str) -> Said:
    """What a constraint says; `unevaluated…: true` refuses nothing, and frees only what a schema
    beside it would refuse.
    """
    found = schema.normalised.constraints.get(keyword, [])
    if keyword in _LEFT_OVER:
        behind = [schema.document.behind(value) for value, _ in found]
        return [] if all(value in (True, {}) for value in behind) else found
    return found


def _case(pair: SchemaPair, keyword: str, old: Said, new: Said) -> _Case:
    """How a constraint is compared.

    What narrows under `then` narrows the whole, so that it is compared by the schemas that it is;
    what narrows under `not` or `if` is left to proof. `allOf: [{multipleOf: 2}, {multipleOf: 3}]`
    is compared as a whole."""
    if keyword in pair.octets or _is_told_elsewhere(keyword, old, new):
        return "unsaid"
    if max(len(old), len(new)) > 1:
        return "joined"
    if keyword in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[keyword]
    if not new:
        return "removed"
    if not old:
        return "added"
    return "inner" if keyword in _COVARIANT and not _counts(pair, keyword) else "proof"


def _counts(pair: SchemaPair, keyword: str) -> bool:
    """Whether what a keyword is about is counted: too many may be refused by `maxContains`, so that
    what says `contains` of fewer items refuses fewer lists.
    """
    base, head = pair.schemas
    return keyword == "contains" and "maxContains" in base.constraints | head.constraints


def _is_told_elsewhere(keyword: str, old: Said, new: Said) -> bool:
    """Whether nothing is to be told of a constraint here, or nothing at all: `uniqueItems: true` is
    the same however many schemas say it.
    """
    if keyword == "uniqueItems" and old and new:
        return True
    if keyword == "unevaluatedProperties":  # told as additional properties that are forbidden
        return all(value is False for value, _ in (*old, *new))
    return not (old or new)


def _decided(pair: SchemaPair, keyword: str, old: Said, new: Said) -> Iterator[Result]:
    """What has become of a constraint, where rules tell what that means: labels of content in any
    capitals, numbers by which is more, `contains` that came, went, or is another schema.
    """
    match _case(pair, keyword, old, new):
        case "content":
            steps = _only(old), _only(new)
            if not identical(*map(_lowered, steps)):
                yield pair.keyword("content-changed", f"`{keyword}` changed", keyword, steps)
        case "number":
            yield from _number(pair, keyword, _amount(keyword, old), _amount(keyword, new))
        case "removed":
            steps = old[0][0], None
            yield pair.keyword("constraint-removed", f"`{keyword}` removed", keyword, steps)
        case "added":
            steps = None, new[0][0]
            yield pair.keyword("constraint-added", f"`{keyword}` added", keyword, steps)
        case "inner":
            form: Form = "condition" if keyword in ("then", "else") else "json"
            base, head = (
                pair.base.document.subschema(*old[0]),
                pair.head.document.subschema(*new[0]),
            )
            yield InnerPair(base, head, form)


def _is_undecided(pair: SchemaPair, keyword: str, old: Said, new: Said) -> bool:
    """Whether a constraint has changed in a way of which rules cannot tell the meaning; also that
    it holds for null on one side only, where something around it spares null on the other.
    """
    one_sided = pair.base.normalised.spared ^ pair.head.normalised.spared
    if old and new and keyword in one_sided:
        return True
    match _case(pair, keyword, old, new):
        case "joined":
            base, head = pair.schemas
            constraints = pair.bare.constraints
            return constraints(False, base, keyword) != constraints(True, head, keyword)
        case "proof":
            nodes = pair.base.document.subschema(*old[0]), pair.head.document.subschema(*new[0])
            return not pair.say_same(*nodes)
    return False


def _only(said: Said) -> Any:
    return said[0][0] if said else None


def _lowered(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


# --- numbers --------------------------------------------------------------------------------------


def _amount(keyword: str, said: Said) -> Any:
    """The number that a keyword says; None where it is none, or says nothing."""
    value = _only(said)
    if not is_number(value):
        return None
    return (value or None) if keyword == "multipleOf" else value


def _number(pair: SchemaPair, keyword: str, before: Any, after: Any) -> Iterator[Finding]:
    """What became of a constraint that is a number, None where it is not there; `minContains: 1` is
    what holds without it (JSON Schema 2020-12, Validation, section 6.4.5).
    """
    implied = 1 if keyword == "minContains" else None
    was = implied if before is None else before
    now = implied if after is None else after
    if was == now:
        return
    kind = _MOVEMENTS[keyword](was, now)
    finding = pair.keyword(
        kind, f"`{keyword}` {bound_movement(before, after)}", keyword, (before, after)
    )
    if kind == "constraint-changed":  # neither number divides the other
        finding.verdicts.update(dict.fromkeys(WAYS, "breaking"))
    yield finding


def _least(was: Any, now: Any) -> str:
    return "bound-tightened" if now > was else "bound-loosened"


def _most(was: Any, now: Any) -> str:
    looser = now is None or (was is not None and now > was)
    return "bound-loosened" if looser else "bound-tightened"


def _multiple(was: Any, now: Any) -> str:
    if now is None or (was is not None and _divides(now, was)):
        return "bound-loosened"
    if was is None or _divides(was, now):
        return "bound-tightened"
    return "constraint-changed"


_MOVEMENTS: dict[str, Callable[[Any, Any], str]] = {
    "minContains": _least,
    "maxContains": _most,
    "multipleOf": _multiple,
}


def _divides(one: Any, other: Any) -> bool:
    """Whether all multiples of one number are multiples of another, as the decimals that they are
    written as.
    """
    return Fraction(str(other)) % Fraction(str(one)) == 0


# --- requirements between properties --------------------------------------------------------------


def _dependent_required(pair: SchemaPair) -> Iterator[Finding]:
    """What properties ask for others: `("card", "address")` of `dependentRequired: {card:
    [address]}`, each told by all that are asked for now.
    """
    left, right = (schema.dependent.keys() for schema in pair.schemas)
    keyword, steps = "dependentRequired", (_requirements(left), _requirements(right))
    for kind, how, pairs in (
        ("constraint-added", "more", right - left),
        ("constraint-removed", "less", left - right),
    ):
        if pairs:
            finding = pair.keyword(kind, f"`{keyword}` requires {how}", keyword, steps)
            finding.loses = _lacking(pairs)
            yield finding


def _requirements(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]] | None:
    found: dict[str, list[str]] = {}
    for name, other in sorted(pairs):
        found.setdefault(name, []).append(other)
    return found or None


def _lacking(pairs: Iterable[tuple[str, str]]) -> Callable[[Any], bool]:
    """Whether a value has a property without the other that it asks for."""
    wanted = tuple(pairs)

    def lacks(value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        return any(name in value and other not in value for name, other in wanted)

    return lacks


# --- what is left over ----------------------------------------------------------------------------


def left_over(pair: SchemaPair, findings: list[Finding]) -> Iterator[Finding]:
    """`unevaluated…` is about other parts of a value where other parts are looked into; told as far
    as nothing else is known to break.
    """
    base, head = pair.schemas
    keywords = base.constraints.keys() & head.constraints.keys() & _LEFT_OVER.keys()
    if not keywords or _evaluated(base) == _evaluated(head):
        return
    if all(found.is_metadata for found in findings):
        return
    proven = pair.proven()
    lost = {way for way in WAYS if proven[way] != "safe"} - _broken(findings)
    kinds = dict.fromkeys(lost, "constraint-changed")
    if lost:
        keyword = min(keywords, key=_LEFT_OVER.__getitem__)
        places = base.source(keyword), head.source(keyword)
        yield pair.found(
            (kinds.get("request"), kinds.get("response")),
            f"`{keyword}` is about other parts",
            places,
            verdicts=proven,
        )


def _evaluated(schema: NormalisedSchema) -> tuple[Any, ...]:
    """Which parts of a value a schema looks into, so that they are not left over (JSON Schema
    2020-12, section 11).
    """
    return (
        schema.constraints.keys() & {"contains", "if", "then", "else"},
        {keyword: children.keys() for keyword, children in schema.maps.items() if children},
        (len(schema.prefix), bool(schema.items), len(schema.unions)),
    )


def _broken(findings: Iterable[Finding]) -> set[Way]:
    """The directions in which something breaks."""
    return {way for way in WAYS for found in findings if found.verdict(way) == "breaking"}
