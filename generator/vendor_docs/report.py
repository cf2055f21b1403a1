"""A comparison for people, for programs, and for a pull request: three forms of the same
`Comparison`.

Every difference shows both sides with their places: file and line of the document, file and line of
the facts, and the page with its line where that is known; one to an observation shows its source
and how sure that is. Whatever a page holds, a line stays a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import chain, groupby
from typing import Any

from generator.document.diagnostics import Location
from generator.vendor_docs.differences import Comparison, Difference, Disagreement
from generator.vendor_docs.facts import printable
from generator.vendor_docs.waivers import StaleWaiver


def as_text(comparison: Comparison) -> str:
    """Operation by operation, what is waived after the rest; then how much there is."""
    lines = []
    for heading, differences in _grouped(comparison.unwaived):
        lines += [heading, *chain.from_iterable(map(_lines, differences)), ""]
    lists = {
        "waived:": map(_waived, comparison.waived),
        "waivers without a difference:": map(_stale, comparison.stale),
        "pages and observations differ:": map(_disagreement, comparison.disagreements),
    }
    for heading, entries in lists.items():
        if shown := [f"  {entry}" for entry in entries]:
            lines += [heading, *shown, ""]
    return "\n".join(printable(line) for line in [*lines, count(comparison)])


def count(comparison: Comparison) -> str:
    """`2 differences, 14 waived, no stale waivers; 132 operations of 24 sections compared`."""
    differences, stale = len(comparison.unwaived), len(comparison.stale)
    parts = [
        _number(differences, "difference"),
        f"{len(comparison.differences) - differences} waived",
        _number(stale, "stale waiver"),
    ]
    over = (
        f"{_number(comparison.operations, 'operation')} of "
        f"{_number(comparison.sections, 'section')}"
    )
    return f"{', '.join(parts)}; {over} compared"


def as_json(comparison: Comparison) -> str:
    """`{"differences": [...], "stale_waivers": [...], "disagreements": [...]}`; a place is `{file,
    line}` or null.

    `source` and `sure` are those of an observation, null where `reference` is a page's. A
    disagreement is of a page and an observation; `wins` says which of them the document has to
    follow."""
    differences = [
        {
            "kind": each.kind,
            "method": each.method,
            "path": each.path,
            "where": each.where,
            "aspect": each.aspect,
            "reference": each.reference,
            "document": each.document,
            "waived": each.waived,
            "document_location": _record(each.ours),
            "facts_location": _record(each.theirs),
            "pages": list(each.pages),
            "page_line": each.line,
            "source": each.source,
            "sure": each.sure,
        }
        for each in comparison.differences
    ]
    stale = [
        {"reason": each.reason, "key": each.key, **(_record(each.location) or {})}
        for each in comparison.stale
    ]
    record = {
        "differences": differences,
        "stale_waivers": stale,
        "disagreements": [asdict(each) for each in comparison.disagreements],
    }
    return json.dumps(record, indent=2, ensure_ascii=False, default=str)


def markdown(comparison: Comparison) -> str:
    """Tables: differences, waived ones with their reasons, stale waivers. The same facts as in
    `as_text`, in the same order.
    """
    differences = [
        [
            *_cells(each),
            f"{_code(_value(each.reference))}{_source(each)}",
            _code(_value(each.document)),
            _words(_places(each)),
        ]
        for each in comparison.unwaived
    ]
    waived = [[*_cells(each), _words(each.waived or "")] for each in comparison.waived]
    stale = [
        [_code(str(each.location)), _code(each.key or "all"), _words(each.reason)]
        for each in comparison.stale
    ]
    disagreements = [
        [
            _code(f"{each.method} {each.path}"),
            _code(f"{each.where} {each.aspect}"),
            _code(_value(each.page)),
            f"{_code(_value(each.observed))} ({_words(each.source)}, {each.sure})",
            each.wins,
        ]
        for each in comparison.disagreements
    ]
    place = ["operation", "where", "difference"]
    tables: tuple[tuple[list[str], list[str], list[list[str]]], ...] = (
        ([], [*place, "reference", "document", "places"], differences),
        (["### Waived", ""], [*place, "reason"], waived),
        (["### Waivers without a difference", ""], ["place", "waives", "reason"], stale),
        (
            ["### Pages and observations differ", ""],
            ["operation", "where", "page", "observed", "what wins"],
            disagreements,
        ),
    )
    lines = [f"**{count(comparison)}**", ""]
    for heading, head, rows in tables:
        if rows:
            lines += [*heading, *_table(head, rows)]
    return "\n".join(lines).rstrip()


FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": markdown,
}


def _grouped(differences: Iterable[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    for _, group in groupby(differences, key=lambda each: (each.method, each.path, each.pages)):
        listed = list(group)
        pages = ", ".join(listed[0].pages)
        yield f"{_heading(listed[0])} ({pages})" if pages else _heading(listed[0]), listed


def _heading(difference: Difference) -> str:
    return f"{difference.method} {difference.path}".strip() or "untranscribed operations"


def _where(difference: Difference) -> str:
    return f"{difference.where} {difference.aspect}"


def _cells(difference: Difference) -> list[str]:
    return [
        _code(_heading(difference)),
        _code(difference.where),
        f"{difference.kind} {difference.aspect}",
    ]


def _lines(difference: Difference) -> Iterator[str]:
    who = "reference" if difference.source is None else "observed"
    said = (
        f"{who} {_value(difference.reference)}{_source(difference)}, document "
        f"{_value(difference.document)}"
    )
    yield f"  {difference.kind}: {_where(difference)}: {said}"
    yield f"    {_places(difference)}"


def _places(difference: Difference) -> str:
    places = {"document": difference.ours, "facts": difference.theirs, "page line": difference.line}
    return (
        ", ".join(f"{name} {place}" for name, place in places.items() if place is not None)
        or "no place"
    )


def _source(difference: Difference) -> str:
    """` (live, high)` of a difference to an observation."""
    known = [each for each in (difference.source, difference.sure) if each]
    return f" ({printable(', '.join(known))})" if difference.source else ""


def _waived(each: Difference) -> str:
    return f"{_heading(each)} {_where(each)}: {each.waived}"


def _disagreement(each: Disagreement) -> str:
    said = (
        f"page says {_value(each.page)}, observed {_value(each.observed)} ({each.source}, "
        f"{each.sure})"
    )
    return (
        f"{each.method} {each.path} {each.where} {each.aspect}: {said}: the "
        f"{each.wins.replace('observed', 'observation')} wins"
    )


def _stale(waiver: StaleWaiver) -> str:
    return (
        f"{waiver.location}: {f'`{waiver.key}`: ' if waiver.key is not None else ''}{waiver.reason}"
    )


def _value(value: Any) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _number(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _record(place: Location | None) -> dict[str, Any] | None:
    return None if place is None else {"file": place.file, "line": place.line}


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows]] + [""]


def _code(value: str) -> str:
    """Inline code that holds any text (CommonMark 0.31, section 6.1), in a cell of a table (GFM,
    section 4.10).
    """
    shown = printable(value).replace("|", r"\|")
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    # Blanks beside the fence are taken away again by whoever reads it.
    return f"{fence} {shown} {fence}" if longest else f"`{shown}`"


def _words(value: str) -> str:
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>|~#&" else char for char in printable(value))
