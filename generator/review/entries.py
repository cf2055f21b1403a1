"""A report as it is told to people: groups of entries, the worst first, in the words that every form uses.

The forms differ in how much of a long text or list they show, never in what they say of a change: order, groups, counts and
words are decided here, once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from generator.document.diagnostics import Location
from generator.review.model import Change, Direction, Level, Origin, Reach, Report, Verdict, worst

T = TypeVar("T")

VERDICTS: Final[dict[Verdict, str]] = {"breaking": "breaking", "unknown": "cannot tell", "safe": "safe"}
ORIGINS: Final[dict[Origin, str]] = {
    "vendor": "vendor changed",
    "transcription": "transcription corrected",
    "departure": "departs from the reference",
    "unknown": "unknown",
}
DIRECTIONS: Final[dict[Direction, str]] = {"request": "request", "response": "response", "both": "request and response"}
LEVELS: Final[dict[Level, str]] = {"major": "major", "minor": "minor", "patch": "patch", "none": "no change"}
_WORST_FIRST: Final[tuple[Verdict, ...]] = ("breaking", "unknown", "safe")
_NOTHING: Final = frozenset({"", "Nothing."})


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a form shows: characters of a text and of a value of the document, operations and places of a change, lines."""

    text: int
    value: int
    operations: int
    places: int
    lines: int


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """The first of a list, and how many more there are."""

    shown: tuple[T, ...]
    more: int

    @property
    def total(self) -> int:
        return len(self.shown) + self.more


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that a change reaches: `POST /orders`, the direction in words, the method that a caller writes."""

    name: str
    direction: str
    python: str


@dataclass(frozen=True, slots=True)
class Step:
    """What was and what is, of the wire or as Python code sees it; `""` where there is nothing."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One of the places of an edit that was made at several: what is not said of all of them; `at` are its lines."""

    where: str
    at: str
    what: str
    step: Step | None
    code: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, told. What says nothing is `""` or empty, and a form leaves it out."""

    number: int
    wire: Verdict
    python: Verdict
    rules: tuple[str, ...]
    where: str
    what: str
    step: Step | None
    code_what: str
    code_step: Step | None
    reasons: tuple[str, ...]
    remedies: tuple[str, ...]
    places: Some[Spot]
    operations: Some[Operation]
    sections: tuple[str, ...]
    classes: Some[str]
    origin: str
    base: str
    head: str
    example: str
    accepted: str

    @property
    def worst(self) -> Verdict:
        return worst(self.wire, self.python)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries with the same worst verdict, or those that were accepted. `folded` ones need no decision."""

    slug: str
    title: str
    entries: tuple[Entry, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many changes have which verdict, those that were accepted left out."""

    title: str
    breaking: int
    unknown: int
    safe: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What version is asked for: `subject` is API or SDK, `level` in words, `says` why."""

    subject: str
    level: str
    says: str


@dataclass(frozen=True, slots=True)
class Told:
    """A whole report in words. `headline` says in one line what a reviewer has to know."""

    headline: str
    worst: Verdict
    base: str
    head: str
    total: int
    accepted: int
    counts: tuple[Count, ...]
    advice: tuple[Advice, ...]
    groups: tuple[Group, ...]
    stale: Some[str]
    left_out: Some[str]
    unexpressed: Some[str]
    changelog: Some[str]


def ordered(report: Report) -> tuple[Change, ...]:
    """The changes, the worst first and those that were accepted last, else as they came."""
    return tuple(sorted(report.changes, key=_weight))


def told(report: Report, amount: Amount, most: int | None = None) -> Told:
    """The report in words, with the first `most` of its entries or all of them."""
    entries = [_entry(number, change, amount) for number, change in enumerate(ordered(report)[:most], 1)]
    open_changes = [change for change in report.changes if change.accepted is None]
    return Told(
        headline(report),
        worst(*(_worst(change) for change in open_changes)),
        _cut(report.base, amount.text),
        _cut(report.head, amount.text),
        len(report.changes),
        len(report.changes) - len(open_changes),
        (
            _count("wire", [change.wire for change in open_changes]),
            _count("Python", [change.python for change in open_changes]),
        ),
        (
            _advice("API", report.api, report.api_says, amount),
            _advice("SDK", report.sdk, report.sdk_says, amount),
        ),
        tuple(_groups(entries)),
        _some((_cut(line, amount.text) for line in report.stale), amount.lines),
        _some((_cut(line, amount.text) for line in report.left_out), amount.lines),
        _some((_cut(line, amount.text) for line in report.unexpressed), amount.lines),
        _some((_cut(line, amount.text) for line in report.changelog.strip().splitlines()), 4 * amount.lines),
    )


def headline(report: Report) -> str:
    """`3 changes break the wire, 4 break Python code, 1 cannot be told`, or that there is no API change."""
    if not report.changes:
        return "No API change in what could be judged" if report.left_out else "No API change"
    open_changes = [change for change in report.changes if change.accepted is None]
    parts = []
    for verdict, one, many, of in (
        ("breaking", "breaks the wire", "break the wire", [change.wire for change in open_changes]),
        ("breaking", "breaks Python code", "break Python code", [change.python for change in open_changes]),
        ("unknown", "cannot be told", "cannot be told", [_worst(change) for change in open_changes]),
    ):
        if found := sum(each == verdict for each in of):
            parts.append(f"{found} {one if found == 1 else many}")
    if accepted := len(report.changes) - len(open_changes):
        parts.append(f"{accepted} accepted")
    changes = number(len(report.changes), "change")
    if report.api == "none" and not any(change.wire != "safe" for change in report.changes):
        changes = f"No API change, {changes} of the package"
    return f"{changes}: {', '.join(parts)}" if parts else f"{changes}, nothing breaks"


def number(count: int, noun: str) -> str:
    """`1 change`, `2 changes`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def place(location: Location | None) -> str:
    """`file:line`, or nothing."""
    return "" if location is None else f"{location.file}:{location.line}"


def _weight(change: Change) -> tuple[bool, int, int]:
    return change.accepted is not None, _WORST_FIRST.index(_worst(change)), _WORST_FIRST.index(change.wire)


def _worst(change: Change) -> Verdict:
    return worst(change.wire, change.python)


def _advice(subject: str, level: Level, says: str, amount: Amount) -> Advice:
    """The advice, whose sentence does not repeat the level."""
    why = says.partition(": ")[2] if says.startswith(f"{level} for ") else says
    return Advice(subject, LEVELS[level], _cut(why, amount.text))


def _count(title: str, verdicts: Sequence[Verdict]) -> Count:
    return Count(title, verdicts.count("breaking"), verdicts.count("unknown"), verdicts.count("safe"))


def _groups(entries: Iterable[Entry]) -> Iterator[Group]:
    listed = list(entries)
    for verdict, title in (("breaking", "Breaking"), ("unknown", "Cannot tell"), ("safe", "Safe")):
        found = tuple(each for each in listed if not each.accepted and each.worst == verdict)
        if found:
            yield Group(verdict, title, found, folded=verdict == "safe")
    if accepted := tuple(each for each in listed if each.accepted):
        yield Group("accepted", "Accepted breaks", accepted)


def _entry(index: int, change: Change, amount: Amount) -> Entry:
    code = change.code
    same = code is not None and (code.before, code.after) == (change.before, change.after)
    return Entry(
        number=index,
        wire=change.wire,
        python=change.python,
        rules=tuple(_cut(each.rule, amount.text) for each in (change, code) if each is not None),
        where=_cut(change.where, amount.text),
        what=_cut(change.what, amount.text),
        step=_step(change.before, change.after, amount),
        code_what=_cut(code.what, amount.text) if code and code.what != change.what and not change.occurrences else "",
        code_step=_step(code.before, code.after, amount) if code and not same else None,
        reasons=_said(amount, change.reason, code.reason if code else ""),
        remedies=_said(amount, change.remedy, code.remedy if code else ""),
        places=_some(_spots(change, amount), amount.places),
        operations=_some((_operation(reach, amount) for reach in change.reach), amount.operations),
        sections=tuple(dict.fromkeys(_cut(reach.section, amount.text) for reach in change.reach if reach.section)),
        classes=_some((_cut(name, amount.text) for name in change.classes), amount.lines),
        origin=ORIGINS[change.origin],
        base="" if change.occurrences else _cut(place(change.base), amount.text),
        head="" if change.occurrences else _cut(place(change.head), amount.text),
        example=_cut(change.example or "", amount.text),
        accepted="" if change.accepted is None else _cut(change.accepted, amount.text) or "no reason given",
    )


def _spots(change: Change, amount: Amount) -> Iterator[Spot]:
    varied = len({each.what for each in change.occurrences}) > 1
    for each in change.occurrences:
        same = (each.before, each.after) == (change.before, change.after)
        yield Spot(
            _cut(each.where, amount.text),
            _cut(_between(each.base, each.head), amount.text),
            _cut(each.what, amount.text) if varied else "",
            None if same else _step(each.before, each.after, amount),
            "" if change.code is None or change.code.rule == "python-docstring-changed" else _cut(each.code, amount.text),
        )


def _between(base: Location | None, head: Location | None) -> str:
    """`file:12 → file:14`, the file once where it is the same."""
    if base is None or head is None:
        return place(head or base)
    return f"{place(base)} → {head.line if head.file == base.file else place(head)}"


def _operation(reach: Reach, amount: Amount) -> Operation:
    name = _cut(f"{reach.method} {reach.path}", amount.text)
    return Operation(name, DIRECTIONS[reach.direction], _cut(reach.python, amount.text))


def _step(before: str | None, after: str | None, amount: Amount) -> Step | None:
    if before is None and after is None:
        return None
    return Step(*_excerpts(before or "", after or "", amount.value))


def _excerpts(before: str, after: str, most: int) -> tuple[str, str]:
    """Two texts; of long ones `most` characters around the place where they begin to differ."""
    if max(len(before), len(after)) <= most:
        return before, after
    same = bisect_left(range(1, len(before) + 1), True, key=lambda end: before[:end] != after[:end])
    start = max(0, same - most // 3)

    def excerpt(text: str) -> str:
        return f"{'…' if start else ''}{text[start : start + most]}{'…' if len(text) > start + most else ''}"

    return excerpt(before), excerpt(after)


def _said(amount: Amount, *sentences: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_cut(sentence, amount.text) for sentence in sentences if sentence not in _NOTHING))


def _some(items: Iterable[T], most: int) -> Some[T]:
    listed = tuple(items)
    return Some(listed[:most], max(0, len(listed) - most))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most} more characters)"
