"""One change of a report as people read it: its places, what was and is there, what it reaches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, TypedDict

from generator.document.diagnostics import Location
from generator.review.causes import is_docstring
from generator.review.generated import Generated
from generator.review.model import NOTHING_TO_DO, Change, Direction, Occurrence, PythonView, Reach
from generator.review.report_words import (
    DIRECTIONS,
    ORIGINS,
    SIDES,
    Aside,
    DisplayLimits,
    Example,
    PlaceView,
    ReachedOperation,
    ReportEntry,
    Step,
    truncated,
)
from generator.review.rules import by_id

NOTHING: Final = frozenset({"", NOTHING_TO_DO})
"""Remedies that are none."""
_INCOMING: Final[dict[Direction, str]] = {
    "request": "response to it",
    "response": "received request",
    "both": "received request and response to it",
}
"""The directions of what the API calls by itself, as whoever receives that sees them."""
_MOST_LINES: Final = 4  # of the generated package, of a change


def entry(
    index: int, change: Change, limits: DisplayLimits, generated: Generated | None
) -> ReportEntry:
    """The change as number `index` of a report, its texts and lists cut to `limits`.

    What Python code sees stands aside of what changed in the document; the other way round where
    that is a word and code calls something otherwise now."""
    code = change.code
    told = (change,) if code is None else (change, code)
    sections = dict.fromkeys(limits.told(reach.section) for reach in change.reach)
    where, what, step = change.where, change.what, _step(change.before, change.after, limits)
    aside = None if code is None else _aside(change, code, limits)
    if code is not None and _is_about_code(change, code):
        aside = Aside("document", limits.told(f"{where}: {what}"), step)
        where, what, step = code.where, code.what, _step(code.before, code.after, limits)
    return ReportEntry(
        number=index,
        wire=change.wire,
        python=change.python,
        rules=tuple(limits.told(each.rule) for each in told),
        where=limits.told(where),
        what=limits.told(what),
        step=step,
        aside=aside,
        reasons=_said(limits, [each.reason for each in told]),
        remedies=_said(limits, [each.remedy for each in told]),
        places=truncated(_place_views(change, limits, generated), limits.places),
        operations=truncated(
            (_operation(reach, limits) for reach in change.reach), limits.operations
        ),
        sections=tuple(filter(None, sections)),
        classes=truncated(map(limits.told, change.classes), limits.lines),
        origin=ORIGINS[change.origin],
        origin_says=limits.told(change.origin_says),
        **_lines(change, limits, generated),
        examples=tuple(_examples(change, limits)),
        accepted=tuple(limits.told(each) or "no reason given" for each in _acceptances(change)),
        to_accept=change.to_accept if len(change.to_accept) <= limits.yaml else "",
        worst=change.open,
        settled=change.accepted is not None,
    )


class _Lines(TypedDict):
    base: str
    head: str
    generated: tuple[str, ...]


def _lines(change: Change, limits: DisplayLimits, generated: Generated | None) -> _Lines:
    """The lines of the documents and of the package; of what was made at several places, each of
    these has its own.
    """
    if change.occurrences:
        return _Lines(base="", head="", generated=())
    lines = () if generated is None else generated.lines(change)
    base, head = limits.told(place(change.base)), limits.told(place(change.head))
    return _Lines(base=base, head=head, generated=lines[:_MOST_LINES])


def _examples(change: Change, limits: DisplayLimits) -> Iterator[Example]:
    """The smallest values that are lost, one of each direction at most, that of the rule's first;
    none of what is safe.

    What is sent is lost where a request is narrower; what is new to callers may arrive where a
    response is wider."""
    if change.wire == "safe":
        return
    says = ["smallest value lost", "smallest that may arrive"]
    if by_id(change.rule).direction == "response":
        says.reverse()
    for value, about in zip((change.example, change.other_example), says, strict=True):
        if value:
            yield Example(limits.told(value), about)


def _is_about_code(change: Change, code: PythonView) -> bool:
    """Whether a word of the document changed, and a name of the package with it: to callers that
    name is what changed.
    """
    is_word = by_id(change.rule).area == "metadata" and change.wire == "safe"
    return is_word and not change.occurrences and not is_docstring(code)


def _aside(change: Change, code: PythonView, limits: DisplayLimits) -> Aside | None:
    """What Python code sees of a change of the wire, unless that is the same."""
    what = limits.told(code.what) if code.what != change.what and not change.occurrences else ""
    same = (code.before, code.after) == (change.before, change.after)
    step = None if same else _step(code.before, code.after, limits)
    return Aside("Python", what, step) if what or step else None


def _acceptances(change: Change) -> Iterator[str]:
    """Each reason for which a part of the change was accepted, with what it is about where that is
    not all of it.
    """
    for each in change.acceptances:
        about = " and ".join(SIDES[side] for side in each.verdicts)
        yield f"{about}: {each.reason} ({each.author})"
    if not change.acceptances and change.accepted is not None:
        yield change.accepted


def _place_views(
    change: Change, limits: DisplayLimits, generated: Generated | None
) -> Iterator[PlaceView]:
    """The places of an edit that was made at several; none of one that was made at one place."""
    is_varied = len({each.what for each in change.occurrences}) > 1
    for each in change.occurrences:
        yield _place_view(change, each, is_varied, limits, generated)


def _place_view(
    change: Change,
    at: Occurrence,
    is_varied: bool,
    limits: DisplayLimits,
    generated: Generated | None,
) -> PlaceView:
    """One of several places, with what the entry does not say of all of them already: the sentence
    where they have several (`is_varied`), what was and is there where that differs.
    """
    has_own_words = is_varied and not _says_both(at)
    has_own_step = (at.before, at.after) != (change.before, change.after)
    has_code = change.code is not None and not is_docstring(change.code)
    lines = () if generated is None else generated.lines(change, at)
    return PlaceView(
        where=limits.told(at.where),
        at=limits.told(_between(at.base, at.head)),
        what=limits.told(at.what) if has_own_words else "",
        step=_step(at.before, at.after, limits) if has_own_step else None,
        code=limits.told(at.code) if has_code else "",
        generated="".join(lines[:1]),
    )


def _says_both(place: Occurrence) -> bool:
    """Whether what was and what is stand in the sentence already."""
    return None not in (place.before, place.after) and all(
        (text or "") in place.what for text in (place.before, place.after)
    )


def _between(base: Location | None, head: Location | None) -> str:
    """`file:12 → file:14`, the file once where it is the same."""
    if base is None or head is None:
        return place(head or base)
    return f"{place(base)} → {head.line if head.file == base.file else place(head)}"


def _operation(reach: Reach, limits: DisplayLimits) -> ReachedOperation:
    name = limits.told(f"{reach.method} {reach.path}")
    directions = _INCOMING if reach.is_incoming else DIRECTIONS
    return ReachedOperation(name, directions[reach.direction], limits.told(reach.python))


def _step(before: str | None, after: str | None, limits: DisplayLimits) -> Step | None:
    if before is None and after is None:
        return None
    return Step(*_excerpts(before or "", after or "", limits.value))


def _excerpts(before: str, after: str, most: int) -> tuple[str, str]:
    """Two texts; of long ones `most` characters around the place where they begin to differ."""
    if max(len(before), len(after)) <= most:
        return before, after
    same = bisect_left(range(1, len(before) + 1), True, key=lambda end: before[:end] != after[:end])
    start = max(0, same - most // 3)

    def excerpt(text: str) -> str:
        end = start + most
        return f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"

    return excerpt(before), excerpt(after)


def _said(limits: DisplayLimits, sentences: Iterable[str]) -> tuple[str, ...]:
    said = (limits.told(sentence) for sentence in sentences if sentence not in NOTHING)
    return tuple(dict.fromkeys(said))


def place(location: Location | None) -> str:
    """`file:line`, or nothing."""
    return "" if location is None else f"{location.file}:{location.line}"
