"""A report as it is told to people: groups of entries, the worst first, in the words that every
form uses.

The forms differ in how much of a long text or list they show, never in what they say of a change:
order, groups, counts and words are decided here, once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from generator.document.diagnostics import Location
from generator.review.causes import is_python
from generator.review.generated import Generated
from generator.review.model import (
    NOTHING_TO_DO,
    Change,
    Direction,
    Facing,
    Level,
    Occurrence,
    Origin,
    PythonView,
    Reach,
    Report,
    Tally,
    Verdict,
    worst,
)
from generator.review.rules import find

T = TypeVar("T")

VERDICTS: Final[dict[Verdict, str]] = {
    "breaking": "breaking",
    "unknown": "cannot tell",
    "safe": "safe",
}
ORIGINS: Final[dict[Origin, str]] = {
    "vendor": "vendor changed",
    "transcription": "transcription corrected",
    "departure": "departs from the reference",
    "unknown": "unknown",
}
DIRECTIONS: Final[dict[Direction, str]] = {
    "request": "request",
    "response": "response",
    "both": "request and response",
}
_INCOMING: Final[dict[Direction, str]] = {
    "request": "response to it",
    "response": "received request",
    "both": "received request and response to it",
}
"""The directions of what the API calls by itself, as whoever receives that sees them."""
LEVELS: Final[dict[Level, str]] = {
    "major": "major",
    "minor": "minor",
    "patch": "patch",
    "none": "no change",
}
SIDES: Final[dict[Facing, str]] = {"wire": "wire", "python": "Python"}
_WORST_FIRST: Final[tuple[Verdict, ...]] = ("breaking", "unknown", "safe")
_NOTHING: Final = frozenset({"", NOTHING_TO_DO})
_MOST_LINES: Final = 4  # of the generated package, of a change
_FIRST_SCREEN: Final = 8  # remedies of a side
_FEW: Final = 3  # places beside a remedy
_TO_ACCEPT: Final = (
    "To accept what breaks, fill in the lines that `--format markdown`, html or json gives for "
    "it, in accepted-breaks.yaml."
)


@dataclass(frozen=True, slots=True)
class DisplayLimits:
    """How much a form shows: characters of a text and of a value of the document, operations and
    places of a change, lines; `yaml` are the characters of what would accept a break, which is
    shown whole or not at all, `first` those of a text of the first screen."""

    text: int
    value: int
    operations: int
    places: int
    lines: int
    yaml: int
    first: int


@dataclass(frozen=True, slots=True)
class Truncated(Generic[T]):
    """The first of a list, and how many more there are."""

    shown: tuple[T, ...]
    more: int

    @property
    def total(self) -> int:
        return len(self.shown) + self.more


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that a change reaches: `POST /orders`, the direction in words, the method that a
    caller writes.
    """

    name: str
    direction: str
    python: str


@dataclass(frozen=True, slots=True)
class Step:
    """What was and what is, of the wire or as Python code sees it; `""` where there is nothing."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One of the places of an edit that was made at several: what is not said of all of them; `at`
    are its lines, and `generated` the line of the generated package."""

    where: str
    at: str
    what: str
    step: Step | None
    code: str
    generated: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What one of the two sides sees of a change: `title` is Python or document."""

    title: str
    what: str
    step: Step | None


@dataclass(frozen=True, slots=True)
class Example:
    """A value of the document that is lost, and in which direction, in words."""

    value: str
    says: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, told. What says nothing is `""` or empty, and a form leaves it out.

    `where`, `what` and `step` are of the side that the change is about, `aside` is what the other
    one sees of it. `examples` are values that are lost. `to_accept` are lines of YAML, to be shown
    whole or not at all."""

    number: int
    wire: Verdict
    python: Verdict
    rules: tuple[str, ...]
    where: str
    what: str
    step: Step | None
    aside: Aside | None
    reasons: tuple[str, ...]
    remedies: tuple[str, ...]
    places: Truncated[PlaceView]
    operations: Truncated[Operation]
    sections: tuple[str, ...]
    classes: Truncated[str]
    origin: str
    origin_says: str
    base: str
    head: str
    generated: tuple[str, ...]
    examples: tuple[Example, ...]
    accepted: tuple[str, ...]
    to_accept: str
    worst: Verdict
    settled: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Entries with the same worst verdict, or those that were accepted. `folded` ones need no
    decision.
    """

    slug: str
    title: str
    entries: tuple[Entry, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What version is asked for: `step` in a few words (`SDK
    0.1.0 → 0.2.0, breaking`), `says` why.
    """

    step: str
    says: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """What callers have to do about what breaks or may break: once, however many changes ask for
    it, and once more where others that ask for it were accepted. `places` is where, unless the
    remedy names what is to be written."""

    says: str
    places: Truncated[str]
    operations: int
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Remedies:
    """What callers have to do on one side, which is wire or Python."""

    title: str
    remedies: Truncated[Remedy]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report in words.

    The first screen is whether it may be merged (`outcome`, and what of it in `headline`), what
    callers must do (`remedies`) and which version it makes (`advice`); `departures` asks whether
    leaving the reference is meant. `mark` is the verdict of it all: what fails a review is
    breaking, whatever it is. `to_accept` says where the lines are that accept a break, for a form
    that does not have them; `""` where there is nothing to accept."""

    headline: str
    outcome: str
    worst: Verdict
    mark: Verdict
    base: str
    head: str
    total: int
    tally: Tally
    advice: tuple[Advice, ...]
    remedies: tuple[Remedies, ...]
    departures: str
    groups: tuple[Group, ...]
    notes: tuple[Notes, ...]
    changelog: Truncated[str]
    to_accept: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """Sentences under a title that are of the whole report."""

    slug: str
    title: str
    lines: Truncated[str]


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
        _entry(number, change, limits, generated) for number, change in enumerate(changes[:most], 1)
    ]
    open_worst = worst(*(change.open for change in changes if change.accepted is None))
    return ReportView(
        headline=headline(report),
        outcome=_cut(_outcome(report), limits.first),
        worst=open_worst,
        mark=open_worst if report.fail_on is None else "safe" if report.passes else "breaking",
        base=_cut(report.base, limits.text),
        head=_cut(report.head, limits.text),
        total=len(changes),
        tally=report.tally,
        advice=tuple(
            Advice(_cut(step, limits.first), _cut(says, limits.first))
            for step, says in (
                (report.sdk_step or f"SDK: {LEVELS[report.sdk]}", report.sdk_says),
                (report.api_step or f"API: {LEVELS[report.api]}", report.api_says),
            )
        ),
        remedies=tuple(_remedies(changes, limits)),
        departures=_departures(report),
        groups=tuple(_groups(entries)),
        notes=tuple(_notes(report, limits)),
        changelog=_truncated(
            (_cut(line, limits.text) for line in report.changelog.strip().splitlines()),
            4 * limits.lines,
        ),
        to_accept=_TO_ACCEPT if any(change.to_accept for change in changes) else "",
    )


def headline(report: Report) -> str:
    """`3 changes break: 1 on the wire and in Python, 2 in Python only; 1 may break`, or that there
    is no API change.
    """
    if not report.changes:
        return "No API change in what could be judged" if report.left_out else "No API change"
    tally = report.tally
    parts = [_breaking(tally)] if tally.breaking else []
    if tally.unknown:
        parts.append(_unknown(tally.unknown, alone=not parts))
    if not parts:
        parts.append(
            f"{number(len(report.changes), 'change')}, nothing breaks"
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
        f"{number(count, 'change')} may break: {'it' if count == 1 else 'they'} cannot be told "
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
        f"{number(tally.breaking, 'change')} {'breaks' if tally.breaking == 1 else 'break'}: "
        f"{', '.join(hows)}"
    )


def number(count: int, noun: str) -> str:
    """`1 change`, `2 changes`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def place(location: Location | None) -> str:
    """`file:line`, or nothing."""
    return "" if location is None else f"{location.file}:{location.line}"


def remedies_of(change: Change) -> Iterator[tuple[Facing, str]]:
    """What callers have to do about what breaks or may break and was not accepted, on each side;
    nothing where there is nothing to do."""
    for side, remedy in _all_remedies_of(change):
        if change.remains(side) != "safe":
            yield side, remedy


def _all_remedies_of(change: Change) -> Iterator[tuple[Facing, str]]:
    """What callers have to do, accepted or not: a break that is meant breaks them all the same."""
    for side in SIDES:
        remedy = _remedy(change, side)
        if (change.wire if side == "wire" else change.python) != "safe" and remedy not in _NOTHING:
            yield side, remedy


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
        f"{number(count, 'change')} {'departs' if count == 1 else 'depart'} from the vendor's "
        "reference. Is that meant?"
    )


def _remedies(changes: Sequence[Change], limits: DisplayLimits) -> Iterator[Remedies]:
    """What is to be done about what breaks or may break, each remedy once, in the order of the
    entries; about what was accepted last."""
    asked: dict[Facing, dict[tuple[bool, str], list[Change]]] = {side: {} for side in SIDES}
    for change in changes:
        for side, remedy in _all_remedies_of(change):
            asked[side].setdefault((change.remains(side) == "safe", remedy), []).append(change)
    for side, remedies in asked.items():
        if remedies:
            in_order = sorted(remedies.items(), key=lambda each: each[0][0])
            listed = [
                _told_remedy(side, *asked_for, about, limits) for asked_for, about in in_order
            ]
            yield Remedies(
                "On the wire" if side == "wire" else "In Python", _truncated(listed, _FIRST_SCREEN)
            )


def _told_remedy(
    side: Facing, accepted: bool, remedy: str, changes: Sequence[Change], limits: DisplayLimits
) -> Remedy:
    reached = {(each.method, each.path) for change in changes for each in change.reach}
    places = (
        ()
        if "`" in remedy
        else dict.fromkeys(where for change in changes for where in _places(change, side))
    )
    says = remedy.removesuffix(".") if places else remedy
    return Remedy(
        _cut(says, limits.first),
        _truncated((_cut(each, limits.first) for each in places), _FEW),
        len(reached),
        accepted,
    )


def _places(change: Change, side: Facing) -> Iterator[str]:
    """Where a change was made, as the side calls it."""
    for each in change.occurrences or (change.itself,):
        yield each.code_where if side == "python" and each.code_where else each.where


def _notes(report: Report, limits: DisplayLimits) -> Iterator[Notes]:
    for slug, title, lines in (
        ("stale", "Accepted breaks that accept nothing", report.stale),
        ("spent", "Accepted breaks that have done their work", report.spent),
        ("left-out", "Left out", report.left_out),
        ("not-in-the-sdk", "Not in the SDK", report.unexpressed),
    ):
        if lines:
            yield Notes(
                slug, title, _truncated((_cut(line, limits.text) for line in lines), limits.lines)
            )


def _weight(change: Change) -> tuple[bool, int, int]:
    return (
        change.accepted is not None,
        _WORST_FIRST.index(change.open),
        _WORST_FIRST.index(change.remains("wire")),
    )


def _groups(entries: Iterable[Entry]) -> Iterator[Group]:
    listed = list(entries)
    for verdict, title in (("breaking", "Breaking"), ("unknown", "Cannot tell"), ("safe", "Safe")):
        found = tuple(each for each in listed if not each.settled and each.worst == verdict)
        if found:
            yield Group(verdict, title, found, folded=verdict == "safe")
    if accepted := tuple(each for each in listed if each.settled):
        yield Group("accepted", "Accepted breaks", accepted, folded=True)


def _entry(index: int, change: Change, limits: DisplayLimits, generated: Generated | None) -> Entry:
    code = change.code
    where, what, step = change.where, change.what, _step(change.before, change.after, limits)
    aside = None if code is None else _aside(change, code, limits)
    if code is not None and _is_about_code(change):
        aside = Aside("document", _cut(f"{where}: {what}", limits.text), step)
        where, what, step = code.where, code.what, _step(code.before, code.after, limits)
    return Entry(
        number=index,
        wire=change.wire,
        python=change.python,
        rules=tuple(_cut(each.rule, limits.text) for each in (change, code) if each is not None),
        where=_cut(where, limits.text),
        what=_cut(what, limits.text),
        step=step,
        aside=aside,
        reasons=_said(limits, change.reason, code.reason if code else ""),
        remedies=_said(limits, change.remedy, code.remedy if code else ""),
        places=_truncated(_place_views(change, limits, generated), limits.places),
        operations=_truncated(
            (_operation(reach, limits) for reach in change.reach), limits.operations
        ),
        sections=tuple(
            dict.fromkeys(
                _cut(reach.section, limits.text) for reach in change.reach if reach.section
            )
        ),
        classes=_truncated((_cut(name, limits.text) for name in change.classes), limits.lines),
        origin=ORIGINS[change.origin],
        origin_says=_cut(change.origin_says, limits.text),
        base="" if change.occurrences else _cut(place(change.base), limits.text),
        head="" if change.occurrences else _cut(place(change.head), limits.text),
        generated=()
        if generated is None or change.occurrences
        else generated.lines(change)[:_MOST_LINES],
        examples=() if change.wire == "safe" else tuple(_examples(change, limits)),
        accepted=tuple(
            _cut(each, limits.text) or "no reason given" for each in _acceptances(change)
        ),
        to_accept=change.to_accept if len(change.to_accept) <= limits.yaml else "",
        worst=change.open,
        settled=change.accepted is not None,
    )


def _examples(change: Change, limits: DisplayLimits) -> Iterator[Example]:
    """The smallest values that are lost, one of each direction
    at most, that of the rule's first.
    """
    says = ["smallest value lost", "smallest that may arrive"]
    rule = find(change.rule)
    if rule is not None and rule.direction == "response":
        says.reverse()
    for value, about in zip((change.example, change.other_example), says, strict=True):
        if value:
            yield Example(_cut(value, limits.text), about)


def _is_about_code(change: Change) -> bool:
    """Whether a word of the document changed, and a name of the package with it: to callers that
    name is what changed.
    """
    rule = find(change.rule)
    words = rule is not None and rule.area == "metadata"
    return (
        words
        and not change.occurrences
        and change.wire == "safe"
        and change.code is not None
        and not _is_docstring(change.code)
    )


def _is_docstring(code: PythonView) -> bool:
    rule = find(code.rule)
    return rule is not None and rule.aspect == "docstring"


def _aside(change: Change, code: PythonView, limits: DisplayLimits) -> Aside | None:
    """What Python code sees of a change of the wire, unless that is the same."""
    what = (
        _cut(code.what, limits.text) if code.what != change.what and not change.occurrences else ""
    )
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
    varied = len({each.what for each in change.occurrences}) > 1
    for each in change.occurrences:
        same = (each.before, each.after) == (change.before, change.after)
        yield PlaceView(
            _cut(each.where, limits.text),
            _cut(_between(each.base, each.head), limits.text),
            _cut(each.what, limits.text) if varied and not _says_both(each) else "",
            None if same else _step(each.before, each.after, limits),
            ""
            if change.code is None or _is_docstring(change.code)
            else _cut(each.code, limits.text),
            "" if generated is None else next(iter(generated.lines(change, each)), ""),
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


def _operation(reach: Reach, limits: DisplayLimits) -> Operation:
    name = _cut(f"{reach.method} {reach.path}", limits.text)
    directions = _INCOMING if reach.is_incoming else DIRECTIONS
    return Operation(name, directions[reach.direction], _cut(reach.python, limits.text))


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


def _said(limits: DisplayLimits, *sentences: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            _cut(sentence, limits.text) for sentence in sentences if sentence not in _NOTHING
        )
    )


def _truncated(items: Iterable[T], most: int) -> Truncated[T]:
    listed = tuple(items)
    return Truncated(listed[:most], max(0, len(listed) - most))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most} more characters)"
