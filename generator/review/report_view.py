"""A report as it is told to people: groups of entries, the worst first, in the words that every
form uses.

The forms differ in how much of a long text or list they show, never in what they say of a change:
order, groups, counts and words are decided here, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.document.diagnostics import counted
from generator.review.causes import is_python
from generator.review.entries import NOTHING, entry
from generator.review.generated import Generated
from generator.review.model import WORST_FIRST, Change, Facing, Report, Tally, worst
from generator.review.report_words import (
    LEVELS,
    SIDES,
    Advice,
    DisplayLimits,
    Group,
    Notes,
    Remedies,
    Remedy,
    ReportEntry,
    ReportView,
    cut,
    truncated,
)
from generator.review.rules import by_id

_FIRST_SCREEN: Final = 8  # remedies of a side
_FEW: Final = 3  # places beside a remedy
_REMEDIES: Final[Mapping[Facing, str]] = {"wire": "On the wire", "python": "In Python"}
_TO_ACCEPT: Final = (
    "To accept what breaks, fill in the lines that `--format markdown`, html or json gives for "
    "it, in accepted-breaks.yaml."
)
_OF_NAMES: Final = frozenset({"added", "removed", "renamed", "became-required"})
"""Movements after which callers write another name, or one more."""


def ordered(report: Report) -> tuple[Change, ...]:
    """The changes, the worst first by what was not accepted, those that were accepted last, else as
    they came.
    """
    return tuple(sorted(report.changes, key=_weight))


def report_view(
    report: Report,
    limits: DisplayLimits,
    most: int | None = None,
    generated: Generated | None = None,
) -> ReportView:
    """The report in words, with the first `most` of its entries or all of them. `generated` is the
    head's package.
    """
    changes = ordered(report)
    entries = [
        entry(number, change, limits, generated) for number, change in enumerate(changes[:most], 1)
    ]
    open_worst = worst(*(change.open for change in changes if change.accepted is None))
    return ReportView(
        headline=headline(report),
        outcome=cut(_outcome(report), limits.first),
        worst=open_worst,
        mark=open_worst if report.fail_on is None else "safe" if report.passes else "breaking",
        base=limits.told(report.base),
        head=limits.told(report.head),
        total=len(changes),
        advice=tuple(
            Advice(cut(step, limits.first), cut(says, limits.first))
            for step, says in (
                (report.sdk_step or f"SDK: {LEVELS[report.sdk]}", report.sdk_says),
                (report.api_step or f"API: {LEVELS[report.api]}", report.api_says),
            )
        ),
        remedies=tuple(_remedies(changes, limits)),
        departures=_departures(report),
        groups=tuple(_groups(entries)),
        notes=tuple(_notes(report, limits)),
        changelog=truncated(
            (limits.told(line) for line in report.changelog.strip().splitlines()),
            4 * limits.lines,
        ),
        to_accept=_TO_ACCEPT if any(change.to_accept for change in changes) else "",
    )


def headline(report: Report) -> str:
    """`3 changes break: 1 on the wire and in Python, 2 in Python only; 1 may break`, or that there
    is no API change.

    What is safe is counted beside what is not, `2 are safe`; alone it is `2 changes, nothing
    breaks`. What only Python code sees is `No API change; of the package 1 change breaks: …`."""
    if not report.changes:
        return "No API change in what could be judged" if report.left_out else "No API change"
    tally = report.tally
    parts = [_breaking(tally)] if tally.breaking else []
    if tally.unknown:
        parts.append(_unknown(tally.unknown, alone=not parts))
    if not parts:
        parts.append(
            f"{counted(len(report.changes), 'change')}, nothing breaks"
            + (" that was not accepted" * bool(tally.accepted))
        )
    elif tally.safe:
        parts.append(f"{tally.safe} {'is' if tally.safe == 1 else 'are'} safe")
    if tally.accepted:
        parts.append(f"{tally.accepted} accepted")
    only_python = all(map(is_python, report.changes))
    return ("No API change; of the package " if only_python else "") + "; ".join(parts)


def _unknown(count: int, *, alone: bool) -> str:
    """`1 change may break: it cannot be told from the document`; after those that break `1 may
    break`.
    """
    if not alone:
        return f"{count} may break"
    return (
        f"{counted(count, 'change')} may break: {'it' if count == 1 else 'they'} cannot be told "
        "from the document"
    )


def _breaking(tally: Tally) -> str:
    """`1 change breaks: on the wire and in Python`, of several kinds with how many of each."""
    kinds = [
        (count, where)
        for count, where in (
            (tally.both, "on the wire and in Python"),
            (tally.wire, "on the wire only"),
            (tally.python, "in Python only"),
        )
        if count
    ]
    hows = [where if len(kinds) == 1 else f"{count} {where}" for count, where in kinds]
    return (
        f"{counted(tally.breaking, 'change')} {'breaks' if tally.breaking == 1 else 'break'}: "
        f"{', '.join(hows)}"
    )


def remedies_of(change: Change) -> Iterator[tuple[Facing, str]]:
    """What callers have to do about what breaks or may break and was not accepted, on each side;
    nothing where there is nothing to do."""
    for side in SIDES:
        remedy = _needed(change, side)
        if remedy and change.remains(side) != "safe":
            yield side, remedy


def _needed(change: Change, side: Facing) -> str:
    """What callers have to do on a side, accepted or not: a break that is meant breaks them all the
    same; `""` where they have nothing to do.
    """
    remedy = _remedy(change, side)
    return "" if change.verdict(side) == "safe" or remedy in NOTHING else remedy


def _remedy(change: Change, side: Facing) -> str:
    if is_python(change):
        return change.remedy if side == "python" else ""
    if side == "wire":
        return change.remedy
    return change.code.remedy if change.code is not None else ""


def _outcome(report: Report) -> str:
    if report.outcome or not report.changes or report.fail_on is not None:
        return report.outcome
    return "Nothing was asked to fail: no `--fail-on` was given."


def _departures(report: Report) -> str:
    """A question to the author, where there is something to ask."""
    count = report.departures
    if not count:
        return ""
    return (
        f"{counted(count, 'change')} {'departs' if count == 1 else 'depart'} from the vendor's "
        "reference. Is that meant?"
    )


def _remedies(changes: Sequence[Change], limits: DisplayLimits) -> Iterator[Remedies]:
    """What is to be done about what breaks or may break, each remedy once, in the order of the
    entries; about what was accepted last."""
    for side, title in _REMEDIES.items():
        asked = _asked(changes, side)
        # a sort leaves those of each kind in their order
        in_order = sorted(asked.items(), key=lambda each: each[0][0])
        listed = [_told_remedy(side, *remedy, about, limits) for remedy, about in in_order]
        if listed:
            yield Remedies(title, truncated(listed, _FIRST_SCREEN))


def _asked(changes: Iterable[Change], side: Facing) -> dict[tuple[bool, str], list[Change]]:
    """The changes by what callers have to do on a side, and whether the break was accepted there:
    `{(False, "Callers send it."): […]}`.
    """
    found: dict[tuple[bool, str], list[Change]] = {}
    for change in changes:
        remedy = _needed(change, side)
        if remedy:
            is_accepted = change.remains(side) == "safe"
            found.setdefault((is_accepted, remedy), []).append(change)
    return found


def _told_remedy(
    side: Facing, accepted: bool, remedy: str, changes: Sequence[Change], limits: DisplayLimits
) -> Remedy:
    """A remedy with how many operations its changes reach, and with their places, but for those
    that the remedy names itself: "Write `client.pets.add(name=…)`."
    """
    reached: frozenset[object] = frozenset().union(*(change.operations for change in changes))
    places = dict.fromkeys(
        where
        for change in changes
        if not _names_its_place(change, side, remedy)
        for where in _places(change, side)
    )
    says = remedy.removesuffix(".") if places else remedy
    return Remedy(
        cut(says, limits.first),
        truncated((cut(each, limits.first) for each in places), _FEW),
        len(reached),
        accepted,
    )


def _names_its_place(change: Change, side: Facing, remedy: str) -> bool:
    """Whether a remedy is one for this place and says which: what to write instead of a name says
    of which method or class that is, and "Handle `None`." says of no place.
    """
    view = change.views[-1]
    rule = by_id(view.rule)
    is_own = remedy not in (rule.remedy, rule.remedy_of(view.before, view.after))
    return side == "python" and is_own and rule.movement in _OF_NAMES


def _places(change: Change, side: Facing) -> Iterator[str]:
    """Where a change was made, as the side calls it."""
    for each in change.everywhere:
        yield each.code_where if side == "python" and each.code_where else each.where


def _notes(report: Report, limits: DisplayLimits) -> Iterator[Notes]:
    for slug, title, lines in (
        ("stale", "Accepted breaks that accept nothing", report.stale),
        ("spent", "Accepted breaks that have done their work", report.spent),
        ("left-out", "Left out", report.left_out),
        ("not-in-the-sdk", "Not in the SDK", report.unexpressed),
    ):
        if lines:
            yield Notes(slug, title, truncated((limits.told(line) for line in lines), limits.lines))


def _weight(change: Change) -> tuple[bool, int, int]:
    return (
        change.accepted is not None,
        WORST_FIRST.index(change.open),
        WORST_FIRST.index(change.remains("wire")),
    )


def _groups(entries: Iterable[ReportEntry]) -> Iterator[Group]:
    listed = list(entries)
    for verdict, title in (("breaking", "Breaking"), ("unknown", "Cannot tell"), ("safe", "Safe")):
        found = tuple(each for each in listed if not each.settled and each.worst == verdict)
        if found:
            yield Group(verdict, title, found, folded=verdict == "safe")
    if accepted := tuple(each for each in listed if each.settled):
        yield Group("accepted", "Accepted breaks", accepted, folded=True)
