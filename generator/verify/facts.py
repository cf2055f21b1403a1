"""What a run found as draft facts: the places that differ, as they came, in the form of
`spec/reference/observed`.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.vendor_docs.facts import Body, Evidence, Field, Response, Section, VendorOperation
from generator.vendor_docs.facts_printer import dump_section
from generator.verify.response_check import Deviation
from generator.verify.run import Outcome, Verified

SOURCE = "verify"
_NO_NAME = re.compile(r'[\x00-\x1f/\\:*?"<>|]')
_SOURCES = (
    "sources:\n  {source}:\n    about: what the live service answered to read-only calls\n    "
    "date: {day}\n"
)


def drafts(outcome: Outcome, day: datetime.date, headings: Mapping[str, str]) -> dict[str, str]:
    """File names and YAML: a file for each section that has a difference, and the source, seen on
    the `day` of the run.

    `headings` are those of the sections, by their slugs.
    """
    sections = defaultdict[str, list[VendorOperation]](list)
    for verified in outcome.verified:
        if verified.differences:
            slug = next(iter(verified.operation.tags), "general")
            sections[slug].append(_operation(verified))
    files = {
        _file_name(slug): dump_section(
            Section(slug, headings.get(slug, ""), operations=tuple(each))
        )
        for slug, each in sorted(sections.items())
    }
    return {**files, "sources.yaml": _SOURCES.format(source=SOURCE, day=day)} if files else {}


def _file_name(slug: str) -> str:
    """A tag may have in it what no file's name has, or leads elsewhere, as `/` does; and one file
    is that of the sources.
    """
    stem = _NO_NAME.sub(lambda found: f"%{ord(found[0]):02X}", slug)
    return "_sources.yaml" if stem == "sources" else f"{stem}.yaml"


def _operation(verified: Verified) -> VendorOperation:
    """The facts of an operation that differs: fields in its body, and a sentence for what no field
    can say, `size: maximum 10 does not hold`.

    The status is the lowest that came, the media type that of the last success.
    """
    operation = verified.operation
    told = verified.differences.values()
    rules = [
        f"{_name(each)}: {each.aspect} {each.document} does not hold"
        for each in told
        if _is_a_rule(each)
    ]
    fields = _nested((each.where, each.fact) for each in told if each.fact is not None)
    label = verified.content_type.partition(";")[0].strip() or None
    kind = "array" if verified.is_list else "object"
    body = Body(content_type=label, type=kind, fields=fields) if fields else None
    return VendorOperation(
        title=None,
        method=operation.method,
        path=operation.path,
        evidence=Evidence(source=SOURCE, sure="high"),
        responses=(Response(str(min(verified.statuses)), body),),
        rules=tuple(rules),
    )


def _nested(facts: Iterable[tuple[Sequence[str], Field]]) -> tuple[Field, ...]:
    """Fields at their places, each inside of those that lead to it."""
    groups = defaultdict[str, list[tuple[Sequence[str], Field]]](list)
    for (name, *inner), fact in facts:
        groups[name].append((inner, fact))
    return tuple(_united(name, group) for name, group in groups.items())


def _united(name: str, group: Sequence[tuple[Sequence[str], Field]]) -> Field:
    """One field of several that tell of the same place, the one that says the most, with those
    inside.
    """
    here = [fact for inner, fact in group if not inner]
    inside = _nested((inner, fact) for inner, fact in group if inner)
    own = max(here, key=lambda each: (bool(each.seen), bool(each.type)), default=Field(name))
    return replace(own, fields=(*own.fields, *inside))


def _is_a_rule(difference: Deviation) -> bool:
    """Whether a fact cannot say it: a bound, a format, a whole answer."""
    fact = difference.fact
    return fact is None or (fact.type is None and not fact.nullable)


def _name(difference: Deviation) -> str:
    return ".".join(difference.where) or "the answer"
