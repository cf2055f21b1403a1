"""A component in the place of another is one cause, however much the two differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from itertools import pairwise
from operator import or_

from generator.document import pointer as pointers
from generator.review.comparison.findings import WAYS, Finding
from generator.review.model import Verdict, worst
from generator.review.standalone import Way

MOST_DIFFERENCES = 5
"""So many of the differences between a component and what took its place are told."""


def with_replacements(
    findings: Iterable[Finding], replaced: Collection[tuple[str, str]]
) -> list[Finding]:
    """The findings, those between two components of which one took the other's place as one.

    `replaced` has the pointers of such components, `("/components/schemas/Cat",
    "/components/schemas/Dog")`; a finding stands where the first of its group did."""
    groups: dict[tuple[str, str] | int, list[Finding]] = {}
    for number, finding in enumerate(findings):
        components = (_component(finding.base), _component(finding.head))
        groups.setdefault(components if components in replaced else number, []).append(finding)
    return [
        found[0] if isinstance(key, int) else _replacement(*key, found)
        for key, found in groups.items()
    ]


def _component(pointer: str | None) -> str:
    """The component that a pointer leads into."""
    return "/".join((pointer or "").split("/", 4)[:4])


def _replacement(old: str, new: str, findings: list[Finding]) -> Finding:
    """That a component takes the place of another, by the worst of what is found between them:
    ``  `Dog` takes the place of `Cat`: property `lives` removed  ``. It reaches all that these do.
    """
    before, after = (pointers.split(pointer)[-1] for pointer in (old, new))
    kind = "component-type-changed"
    verdicts = {way: _worst(findings, way) for way in WAYS}
    return Finding(
        kind,
        kind,
        f"`{after}` takes the place of `{before}`{_differences(findings)}",
        old,
        new,
        before,
        after,
        subject=new,
        operations=reduce(or_, (found.operations for found in findings)),
        pair=next((found.pair for found in findings if found.pair is not None), None),
        verdicts=verdicts,
        reasons=_reasons(findings, verdicts),
    )


def _differences(findings: Iterable[Finding]) -> str:
    """The first of some differences, in a sentence; annotations are left out: `: type changed from
    string to integer; and 3 more`.
    """
    told = [found for found in findings if not found.is_metadata]
    sentences = dict.fromkeys(f"{_inside(found)}{found.what}" for found in told[:MOST_DIFFERENCES])
    more = f"; and {len(told) - MOST_DIFFERENCES} more" if len(told) > MOST_DIFFERENCES else ""
    return f"{': ' if sentences else ''}{'; '.join(sentences)}{more}"


def _worst(findings: Iterable[Finding], way: Way) -> Verdict:
    verdicts = (found.verdict(way) for found in findings if found.operations.of(way))
    return worst(*(verdict for verdict in verdicts if verdict is not None))


def _reasons(findings: list[Finding], verdicts: Mapping[Way, Verdict]) -> dict[str, str]:
    reasons = {way: _reason(findings, way, verdict) for way, verdict in verdicts.items()}
    return {way: reason for way, reason in reasons.items() if reason}


def _reason(findings: Iterable[Finding], way: Way, verdict: Verdict) -> str:
    """Why the worst of some findings has that verdict; nothing where that is for no rule of it."""
    if verdict == "safe":
        return ""
    rules = (found.rule(way) for found in findings if not found.verdicts)
    return next((entry.reason for entry in rules if entry and entry.wire == verdict), "")


def _inside(found: Finding) -> str:
    """Where in its component a finding is, for a sentence: `` `owner.name`: ``, without the name of
    a property that the sentence itself has.
    """
    tokens = pointers.split((found.base if found.removed else found.head) or "")[3:]
    names = [name for keyword, name in pairwise(tokens) if keyword == "properties"]
    if names and f"`{names[-1]}`" in found.what:
        names.pop()
    return f"`{'.'.join(names)}`: " if names else ""
