"""What a report shows, as data: every text and list as it is printed, in the words that every form
uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from generator.records import record
from generator.review.model import Direction, Facing, Level, Origin, Verdict

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
LEVELS: Final[dict[Level, str]] = {
    "major": "major",
    "minor": "minor",
    "patch": "patch",
    "none": "no change",
}
SIDES: Final[dict[Facing, str]] = {"wire": "wire", "python": "Python"}


@record(frozen=True, slots=True)
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

    def told(self, text: str) -> str:
        """A text, with how much of it is left out."""
        return cut(text, self.text)


@record(frozen=True, slots=True)
class Truncated(Generic[T]):
    """The first of a list, and how many more there are."""

    shown: tuple[T, ...]
    more: int

    @property
    def total(self) -> int:
        return len(self.shown) + self.more


@record(frozen=True, slots=True)
class ReachedOperation:
    """An operation that a change reaches: `POST /orders`, the direction in words, the method that a
    caller writes.
    """

    name: str
    direction: str
    python: str


@record(frozen=True, slots=True)
class Step:
    """What was and what is, of the wire or as Python code sees it; `""` where there is nothing."""

    before: str
    after: str


@record(frozen=True, slots=True)
class PlaceView:
    """One of the places of an edit that was made at several: what is not said of all of them; `at`
    are its lines, and `generated` the line of the generated package."""

    where: str
    at: str
    what: str
    step: Step | None
    code: str
    generated: str


@record(frozen=True, slots=True)
class Aside:
    """What one of the two sides sees of a change: `title` is Python or document."""

    title: str
    what: str
    step: Step | None


@record(frozen=True, slots=True)
class Example:
    """A value of the document that is lost, and in which direction, in words."""

    value: str
    says: str


@record(frozen=True, slots=True)
class ReportEntry:
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
    operations: Truncated[ReachedOperation]
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


@record(frozen=True, slots=True)
class Group:
    """Entries with the same worst verdict, or those that were accepted. `folded` ones need no
    decision.
    """

    slug: str
    title: str
    entries: tuple[ReportEntry, ...]
    folded: bool = False


@record(frozen=True, slots=True)
class Advice:
    """What version is asked for: `step` in a few words (`SDK
    0.1.0 → 0.2.0, breaking`), `says` why.
    """

    step: str
    says: str


@record(frozen=True, slots=True)
class Remedy:
    """What callers have to do about what breaks or may break: once, however many changes ask for
    it, and once more where others that ask for it were accepted. `places` is where, unless the
    remedy names what is to be written."""

    says: str
    places: Truncated[str]
    operations: int
    accepted: bool = False


@record(frozen=True, slots=True)
class Remedies:
    """What callers have to do on one side, which is wire or Python."""

    title: str
    remedies: Truncated[Remedy]


@record(frozen=True, slots=True)
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
    advice: tuple[Advice, ...]
    remedies: tuple[Remedies, ...]
    departures: str
    groups: tuple[Group, ...]
    notes: tuple[Notes, ...]
    changelog: Truncated[str]
    to_accept: str = ""


@record(frozen=True, slots=True)
class Notes:
    """Sentences under a title that are of the whole report."""

    slug: str
    title: str
    lines: Truncated[str]


def truncated(items: Iterable[T], most: int) -> Truncated[T]:
    listed = tuple(items)
    return Truncated(listed[:most], max(0, len(listed) - most))


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text) - most} more characters)"
