"""What a run found as draft facts: the places that differ, as they came, in the form of
`spec/reference/observed`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.vendor_docs.facts import Body, Evidence, Field, Response, Section, VendorOperation
from generator.vendor_docs.facts_printer import dump_section
from generator.verify.response_check import Deviation
from generator.verify.run import Outcome, Verified

SOURCE = "verify"
_SOURCES = (
    "sources:\n  {source}:\n    about: what the live service answered to read-only calls\n    "
    "date: {day}\n"
)


def drafts(outcome: Outcome, day: datetime.date, headings: Mapping[str, str]) -> dict[str, str]:
    """File names and YAML: a file for each section that has a difference, and the source, seen on
    the `day` of the run.

    `headings` are those of the sections, by their slugs.
    """
    sections: dict[str, list[VendorOperation]] = {}
    for verified in outcome.verified:
        if verified.differences:
            slug = verified.operation.tags[0] if verified.operation.tags else "general"
            sections.setdefault(slug, []).append(_operation(verified))
    files = {
        f"{slug}.yaml": dump_section(Section(slug, headings.get(slug, ""), operations=tuple(each)))
        for slug, each in sorted(sections.items())
    }
    return {**files, "sources.yaml": _SOURCES.format(source=SOURCE, day=day)} if files else {}


def _operation(verified: Verified) -> VendorOperation:
    operation = verified.operation
    told = verified.differences.values()
    rules = [
        f"{_name(each)}: {each.aspect} {each.document} does not hold"
        for each in told
        if _is_a_rule(each)
    ]
    status = str(
        next(
            (status for status in sorted(verified.statuses) if status < 300), min(verified.statuses)
        )
    )
    fields = _nested([each for each in told if each.fact is not None])
    label = verified.content_type.partition(";")[0].strip() or None
    body = (
        Body(content_type=label, type="array" if verified.is_list else "object", fields=fields)
        if fields
        else None
    )
    return VendorOperation(
        title=None,
        method=operation.method,
        path=operation.path,
        evidence=Evidence(source=SOURCE, sure="high"),
        responses=(Response(status, body),),
        rules=tuple(rules),
    )


def _nested(differences: Iterable[Deviation], level: int = 0) -> tuple[Field, ...]:
    """The fields of differences, each inside of those that lead to it."""
    groups: dict[str, list[Deviation]] = {}
    for each in differences:
        groups.setdefault(each.where[level], []).append(each)
    fields = []
    for name, group in groups.items():
        here = [each for each in group if len(each.where) == level + 1]
        deeper = [each for each in group if len(each.where) > level + 1]
        own = _united([each.fact for each in here if each.fact is not None], name)
        inner = _nested(deeper, level + 1)
        fields.append(replace(own, fields=(*own.fields, *inner)))
    return tuple(fields)


def _united(facts: Sequence[Field], name: str) -> Field:
    """One field of several that tell of the same place: the one that says the most."""
    return max(
        facts, key=lambda fact: (bool(fact.seen), fact.type is not None), default=Field(name)
    )


def _is_a_rule(difference: Deviation) -> bool:
    """Whether a fact cannot say it: a bound, a format, a whole answer."""
    fact = difference.fact
    return fact is None or (fact.type is None and not fact.nullable)


def _name(difference: Deviation) -> str:
    return ".".join(difference.where) or "the answer"
