"""From findings to changes: what the rules say of each in the directions that it reaches, why, what
to do, and the smallest value that is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.document import pointer as pointers
from generator.document.diagnostics import Location
from generator.document.schema.composition import Subschema
from generator.document.schema.keywords import json_type
from generator.review import rules
from generator.review.compared import ComparedDocument
from generator.review.comparison.documents import DocumentPair
from generator.review.comparison.findings import WAYS, Finding
from generator.review.model import (
    NOTHING_TO_DO,
    WORST_FIRST,
    Aspect,
    Change,
    Direction,
    Movement,
    Rule,
    Verdict,
)
from generator.review.pointer_labels import parameter_name, pointer_label
from generator.review.standalone import Way

MOST_EXAMPLES = 150
"""Of so many findings at most is the smallest lost value looked for."""
_ASK = {
    "request": "Callers ask what is accepted now.",
    "response": "Callers ask what arrives now.",
    "both": "Callers ask what holds now.",
}
_SAID_BY_ITSELF: frozenset[Aspect] = frozenset({"extension", "annotation", "discriminator-mapping"})
"""What no class of a schema that nobody uses is judged by: Python tells of it beside the wire."""
_WHY: dict[tuple[Direction, Verdict], str] = {
    ("request", "safe"): "Proven: all that was accepted still is.",
    ("request", "breaking"): "A value that was accepted is refused.",
    ("request", "unknown"): "Whether all that was accepted still is could not be proven.",
    ("response", "safe"): "Proven: all that arrives was announced before.",
    ("response", "breaking"): "A value that was not announced arrives.",
    ("response", "unknown"): "Whether all that arrives was announced before could not be proven.",
}


class _Judgement(NamedTuple):
    verdict: Verdict
    rule: Rule


def verdict_changes(documents: DocumentPair, findings: Iterable[Finding]) -> list[Change]:
    """The changes, the gravest first, then in the order of the findings; of the first ones, of
    which values are lost, with the smallest of these.
    """
    found = [
        (_change(documents, finding, judgements), finding)
        for finding in findings
        if (judgements := _told(finding))
    ]
    found.sort(key=lambda pair: WORST_FIRST.index(pair[0].wire))
    return list(_with_examples(documents, found))


def _with_examples(
    documents: DocumentPair, found: Iterable[tuple[Change, Finding]]
) -> Iterator[Change]:
    """The changes, the first of those about schemas that are not safe with what is lost by them."""
    left = MOST_EXAMPLES
    for change, finding in found:
        if change.wire != "safe" and finding.pair is not None and left > 0:
            left -= 1
            yield _with_example(documents, change, finding)
        else:
            yield change


# --- verdicts -------------------------------------------------------------------------------------


def _judged(finding: Finding) -> Iterator[_Judgement]:
    """The verdicts on a finding in the directions in which it reaches something, with the rules
    that they are by.
    """
    for way in WAYS:
        rule = finding.rule(way) if finding.operations.of(way) else None
        if rule is not None:
            yield _Judgement(finding.verdicts.get(way, rule.wire), rule)


def _told(finding: Finding) -> list[_Judgement]:
    """The verdicts on a finding, also where it reaches nothing; none where it means nothing in the
    direction that reaches it: what only requests would lose by `unevaluatedItems`, of a schema of
    responses.
    """
    judged = list(_judged(finding))
    if judged:
        return judged
    if finding.pair is not None:
        if finding.operations.any:
            return []
        rule = rules.rule("unused-component-changed", "both")
    else:
        kind = finding.request or finding.response or "annotation-changed"
        rule = rules.rule(kind, "request" if finding.request else "response")
    return [_Judgement(rule.wire, rule)]


def _change(documents: DocumentPair, finding: Finding, judged: list[_Judgement]) -> Change:
    """A finding as it is told: by the rule of the first direction in which it is worst, with why
    and what to do in each in which it is not safe, the worse first.
    """
    by_weight = sorted(judged, key=lambda each: WORST_FIRST.index(each.verdict))
    first, wire = by_weight[0], by_weight[0].verdict
    told = [each for each in by_weight if each.verdict != "safe"] or [first]
    side = documents.base if finding.removed else documents.head
    return Change(
        rule=first.rule.id,
        what=finding.what,
        where=pointer_label(side, finding.subject),
        pointer=finding.subject,
        wire=wire,
        before=finding.before,
        after=finding.after,
        reason=_once(_reason(finding, *each) for each in told),
        remedy=_once(_remedy(*each) for each in told),
        reach=documents.reached.reach(finding.operations),
        base=_location(documents.base, finding.base),
        head=_location(documents.head, finding.head),
        about=_untravelled(finding, first.rule),
        keyword=finding.keyword,
        parameter=parameter_name(side, finding.subject) or "",
        operands=finding.operands,
    )


def _untravelled(finding: Finding, told: Rule) -> tuple[Aspect, Movement] | None:
    """What changed of something that does not travel, which its rule does not say: `("type",
    "changed")` of a read-only property in a request.
    """
    if not told.is_silent:
        return None
    for rule in filter(None, (finding.former, *map(finding.rule, WAYS))):
        if not rule.is_silent and rule.aspect not in _SAID_BY_ITSELF:
            return rule.effect
    return None


def _location(side: ComparedDocument, pointer: str | None) -> Location | None:
    return None if pointer is None else side.document.locate(pointer, key=True)


def _reason(finding: Finding, verdict: Verdict, rule: Rule) -> str:
    by_verdict = _WHY.get((rule.direction, verdict), rule.reason)
    reason = rule.reason if verdict == rule.wire else by_verdict
    return finding.reasons.get(rule.direction, reason)


def _remedy(verdict: Verdict, rule: Rule) -> str:
    """What is to be done about a verdict, which may be another than that of the rule."""
    if verdict == "safe" != rule.wire:
        return NOTHING_TO_DO
    return _ASK[rule.direction] if verdict != "safe" == rule.wire else rule.remedy


def _once(sentences: Iterable[str]) -> str:
    """Each of some sentences once; that nothing is to be done only where nothing else is."""
    said = dict.fromkeys(sentences)
    return " ".join([each for each in said if each != NOTHING_TO_DO] or said)


# --- values that are lost -------------------------------------------------------------------------


def _with_example(documents: DocumentPair, change: Change, finding: Finding) -> Change:
    """The change with the smallest value that is lost in each direction, if one is known and this
    change is what loses it: as `example` that of the direction which its rule is about.
    """
    lost: dict[Direction, str | None] = {}
    for verdict, rule in _judged(finding):
        if verdict != "safe":
            lost[rule.direction] = _lost(documents, change.pointer, finding, rule.direction)
    own = rules.by_id(change.rule).direction
    other = next((example for direction, example in lost.items() if direction != own), None)
    return replace(change, example=lost.get(own), other_example=other)


def _lost(
    documents: DocumentPair, pointer: str, finding: Finding, direction: Direction
) -> str | None:
    """The smallest value that a pair loses in a direction, as JSON text, if it is this finding that
    loses it: `8` is lost by a `maximum` of 5, not by the `pattern` that changed beside it.
    """
    if direction == "both" or finding.pair is None:
        return None
    example = documents.schemas.proof.lost(*finding.pair, direction)
    if example is None or not _is_about(finding, json.loads(example), pointer):
        return None
    return example if _is_cause(documents, finding, json.loads(example), direction) else None


def _is_about(finding: Finding, value: object, pointer: str) -> bool:
    """Whether a value is of the types that a finding is about, and has what it is about."""
    is_lost = finding.loses is None or finding.loses(value)
    return is_lost and json_type(value) in finding.types and _has_property(value, pointer)


def _has_property(value: object, pointer: str) -> bool:
    """Whether a lost object has the property that a pointer leads to; one of a property that it
    does not have is lost by another.
    """
    above, _, _ = pointer.rpartition("/")
    if not above.endswith("/properties") or not isinstance(value, dict):
        return True
    return pointers.split(pointer)[-1] in value


def _is_cause(documents: DocumentPair, finding: Finding, value: object, way: Way) -> bool:
    """Whether a value is lost by a finding, as far as the keyword that it is about tells; a pair
    may have several. One that is about no keyword, as an alternative that went, is taken for it.
    """
    assert finding.pair is not None
    base, head = finding.pair
    keyword = _keyword(head, finding.head) or _keyword(base, finding.base)
    if keyword is None:
        return True
    return documents.schemas.proof.is_cause(keyword, value, base, head, way)


def _keyword(node: Subschema, pointer: str | None) -> str | None:
    """The keyword of a schema that a pointer leads to, or below which it leads."""
    inside = (pointer or "").removeprefix(f"{node[0].pointer}/") if len(node) == 1 else ""
    return pointers.split(f"/{inside}")[0] if inside not in ("", pointer) else None
