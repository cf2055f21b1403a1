"""How much of the vendor's reference the document covers: a table by section, and the operations
that it leaves out.

It counts as the reference does: an operation that is written there several times, once for each of
its alternative parameters, counts as often here, each time with its own evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple, get_args

from jinja2 import Environment

from generator.api.model import Api, Covered, Evidence, Operation, Tag, Untranscribed
from generator.document.evidence import LEVELS
from generator.emit.templates import render

_ESCAPED = re.compile(r"(`[^`\n]*`)|\\([!-/:-@\[-`{-~])|&#(\d+);")
COVERED: tuple[Covered, ...] = get_args(Covered)


class Row(NamedTuple):
    """One section: how many operations the reference has, how many of them the document, and what
    was seen of those.

    `request` and `response` count the transcribed operations by `LEVELS`, `observed` those of which
    it is known from elsewhere than the pages, by what that covers (`COVERED`); low confidence
    counts for behaviour alone."""

    title: str
    slug: str
    reference: int
    transcribed: int
    request: tuple[int, ...]
    response: tuple[int, ...]
    observed: tuple[int, ...]


class LeftOut(NamedTuple):
    """The operations of one section that the document does not have."""

    title: str
    operations: Sequence[Untranscribed]


class Coverage(NamedTuple):
    """`rows` are in the order of the menu, the last one is their sum. `observed` names what was
    observed of any operation.
    """

    rows: Sequence[Row]
    left_out: Sequence[LeftOut]
    observed: Sequence[str]


def coverage(api: Api) -> Coverage | None:
    """The coverage of the reference, or `None` where the document says nothing of one. An operation
    is in the section of its first tag.
    """
    if not any(operation.evidence for operation in api.operations):
        return None
    listed: dict[str, list[Operation]] = {tag.name: [] for tag in api.tags}
    others: list[Operation] = []
    for operation in api.operations:
        listed.get(next(iter(operation.tags), ""), others).append(operation)
    rows = [_row(_title(tag), tag.name, listed[tag.name], tag.untranscribed) for tag in api.tags]
    if others:
        rows.append(_row("No section", "", others, ()))
    left_out = [LeftOut(_title(tag), tag.untranscribed) for tag in api.tags if tag.untranscribed]
    missing = [*chain.from_iterable(section.operations for section in left_out)]
    total = _row("All", "", api.operations, missing)
    return Coverage([*rows, total], left_out, COVERED if any(total.observed) else ())


def emit_coverage(api: Api, environment: Environment) -> dict[str, str]:
    """`coverage.md`, where there is something to say: path -> text."""
    found = coverage(api)
    if found is None:
        return {}
    return {
        "coverage.md": render(
            environment,
            "docs/coverage.md.jinja",
            title=api.title,
            version=api.api_version,
            coverage=found,
        )
    }


def for_terminal(page: str) -> str:
    """A page of Markdown without the escapes that only a renderer needs; what stands in backticks
    has none.
    """
    return _ESCAPED.sub(lambda match: match[1] or match[2] or chr(int(match[3])), page)


def _row(
    title: str, slug: str, operations: Sequence[Operation], missing: Sequence[Untranscribed]
) -> Row:
    """The row of a section, counted as the reference counts."""
    seen = [*chain.from_iterable(map(_evidence, operations))]
    request = Counter(evidence.request for evidence in seen)
    response = Counter(evidence.response for evidence in seen)
    observed = Counter[Covered]()
    for parts in chain.from_iterable(map(_observed, operations)):
        observed.update(parts)
    return Row(
        title,
        slug,
        len(seen) + len(missing),
        len(seen),
        tuple(request[level] for level in LEVELS),
        tuple(response[level] for level in LEVELS),
        tuple(observed[part] for part in COVERED),
    )


def _evidence(operation: Operation) -> list[Evidence]:
    """What was seen of each operation of the reference that this one stands for."""
    if operation.evidence is None:
        return [Evidence((), "none", "none", "unstated")]
    return [evidence for _, evidence in operation.evidence.alternatives] or [operation.evidence]


def _observed(operation: Operation) -> list[set[Covered]]:
    """What was observed of each operation of the reference that this one stands for: what is said
    of all, and of it alone.
    """
    of_all = operation.evidence.observed if operation.evidence else ()
    return [
        {part for each in (*of_all, *one.observed) for part in each.covers}
        for one in _evidence(operation)
    ]


def _title(tag: Tag) -> str:
    return f"{tag.group}: {tag.display}" if tag.group else tag.display
