"""What a review says: changes with their verdicts, from which every format is printed.

A `Change` is one cause. It may reach many operations: a shared schema that changed is one change
with all that it reaches. The two verdicts are independent: `wire` asks whether a caller or a
response that was valid stays valid, `python` whether code that uses the package still runs and
type-checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from generator.document.diagnostics import Location
from generator.records import record
from generator.review.python_place import PythonPlace

Verdict = Literal["breaking", "unknown", "safe"]
Direction = Literal["request", "response", "both"]
Origin = Literal["vendor", "transcription", "departure", "unknown"]
"""Whose change it is: the vendor's, a document that agrees with the reference now, one that departs
from it now, not known.
"""
Level = Literal["major", "minor", "patch", "none"]
Facing = Literal["wire", "python"]
"""The two that a change has a verdict for: whatever is sent and answered, and code that uses the
package.
"""
FailOn = Literal["wire", "python", "any"]

WireAspect = Literal[
    # of a schema
    "type", "nullable", "format", "enum", "constant", "bound", "pattern", "default", "content",
    "xml", "property", "required-name", "access", "additional-properties", "alternative",
    "composition", "constraint", "prefix-item", "component", "discriminator",
    "discriminator-mapping", "schema", "unused-component",
    # of a path, and of what an operation asks and answers
    "path", "path-parameter", "operation", "operation-id", "alternatives", "webhook", "callback",
    "callback-address", "parameter", "header", "style", "empty-value", "body", "media-type",
    "encoding", "success-status", "status", "links",
    # of the whole document
    "security", "security-scheme", "server", "server-variable", "server-default", "deprecation",
    "description", "title", "summary", "example", "extension", "annotation", "tags", "info",
    "dialect",
    # of what both sides keep to, as extensions say it
    "signature", "stream", "stream-condition", "stream-end", "idempotency-header", "retry",
    "paging", "wait",
]  # fmt: skip
PythonAspect = Literal[
    "program",
    "package", "distribution", "client", "environment-variable", "base-url", "credential",
    "server-keyword", "server-name", "server-values",
    "required-scope",
    "resource", "method", "required-credential", "retry", "success", "content-type",
    "item-streaming", "batches", "follow", "paging", "stream", "stream-end", "alternatives",
    "keyword", "position", "keyword-type", "keyword-limits", "result-type", "error-type", "class",
    "class-kind", "class-limits", "additional-properties", "mapping", "alias-type",
    "discriminated-class", "field", "field-type", "field-limits", "member", "deprecation",
    "docstring", "wait", "response-header", "response-header-type", "verification",
    "stream-condition",
]  # fmt: skip
Aspect = WireAspect | PythonAspect
"""What of a document, or of the package that is emitted from it, a rule is about: an object that
has a name (`property`, `method`), or what is said of one (`format`, `keyword-type`)."""
Movement = Literal[
    "added", "removed", "renamed", "moved", "changed", "became-required", "became-optional",
    "allowed", "forbidden", "accepted", "refused", "narrowed", "widened", "tightened", "loosened",
    "opened", "closed", "freed", "restricted", "relaxed", "generalised", "specialised",
    "compatible", "undecided", "undescribed", "deprecated", "undeprecated",
]  # fmt: skip
"""What became of that."""
Effect = tuple[Aspect, Movement]
"""What a rule is about, and what became of it."""

SIDES: Final[tuple[Facing, Facing]] = ("wire", "python")
WORST_FIRST: Final[tuple[Verdict, ...]] = ("breaking", "unknown", "safe")
_SILENT: frozenset[Effect] = frozenset({("property", "changed"), ("unused-component", "changed")})


def worst(*verdicts: Verdict) -> Verdict:
    """The verdict that weighs most; safe where there is none."""
    return min(verdicts, key=WORST_FIRST.index, default="safe")


NOTHING_TO_DO: Final = "Nothing."
"""The remedy of what asks nothing of callers."""


@record(frozen=True, slots=True)
class Rule:
    """An entry of the table of rules. `id` is `area-what` in words
    (`request-property-became-required`), for readers: nothing is decided by it. `kind` is what it
    is called where a change is found, once in a direction and once among the rules of Python.

    `aspect` is what the rule is about, `movement` what became of that. `wire` and `python` are what
    the rule says where nothing decides otherwise. `mirror` is the id of the rule that is its image
    in the other direction; of one that has none, `unmirrored` says why in a sentence. `written` is
    a remedy that names what to write, with the `{before}` and the `{after}` of a change, and no
    place."""

    id: str
    area: str
    aspect: Aspect
    movement: Movement
    direction: Direction
    wire: Verdict
    reason: str
    remedy: str
    mirror: str = ""
    unmirrored: str = ""
    written: str = ""
    python: Verdict = "safe"
    kind: str = ""

    @property
    def effect(self) -> Effect:
        return self.aspect, self.movement

    def remedy_of(self, before: str | None, after: str | None) -> str:
        """What is to be done wherever that changed in the same way."""
        if not self.written or after is None:
            return self.remedy
        return self.written.format(before=before, after=after)

    @property
    def facing(self) -> Facing:
        """Which of the two tables it is in."""
        return "python" if self.area == "python" else "wire"

    @property
    def is_silent(self) -> bool:
        """Whether it says no more than that something changed that does not travel."""
        return self.effect in _SILENT


@dataclass(frozen=True, slots=True, order=True)
class Reach:
    """An operation that a change reaches. `python` is the method as a caller writes it, where there
    is one. `direction` is that of a caller of the API: the request of a webhook arrives there, and
    is a response.
    """

    method: str
    path: str
    direction: Direction
    python: str = ""
    section: str = ""

    @property
    def operation(self) -> tuple[str, str]:
        return self.method, self.path

    @property
    def is_incoming(self) -> bool:
        """Whether the API makes the call: a webhook or callback has its name first, a path its `/`
        (OpenAPI 3.1, section 4.8.8, Paths Object).
        """
        return not self.path.startswith("/")


@record(frozen=True, slots=True)
class ValueList:
    """Values that a schema lists one by one, by their texts; as text the first of them."""

    values: Mapping[str, Any]

    def __str__(self) -> str:
        texts = list(self.values)
        more = f" and {len(texts) - 8} more" if len(texts) > 8 else ""
        return ", ".join(texts[:8]) + more


@record(frozen=True, slots=True)
class PythonView:
    """A change as Python code sees it: the rule of the Python table, the place as a caller writes
    it, and what to write now. `place` is `where` by its parts.

    `more` are the rules of what else it means to Python code; `what` and `remedy` tell of that too.
    """

    rule: str
    where: str
    what: str
    before: str | None = None
    after: str | None = None
    reason: str = ""
    remedy: str = ""
    more: tuple[str, ...] = ()
    place: PythonPlace | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Acceptance:
    """That a break is meant: which verdicts of the change are accepted, why, and who says so."""

    verdicts: tuple[Facing, ...]
    reason: str
    author: str


@record(frozen=True, slots=True)
class Occurrence:
    """One of several places at which a change was made, as a change has it; `code` and `code_where`
    are of Python's part, `place` is that of the change.
    """

    where: str
    what: str
    before: str | None = None
    after: str | None = None
    code: str = ""
    code_where: str = ""
    reach: tuple[Reach, ...] = ()
    example: str | None = None
    base: Location | None = field(default=None, compare=False)
    head: Location | None = field(default=None, compare=False)
    near: Location | None = field(default=None, compare=False)
    place: PythonPlace | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Change:
    """One cause, and all that it reaches.

    `where` is the place in words (`Execution.title`, `POST /notifications/{id}/execution`), `what`
    a sentence about it. `before` and `after` are what was and is there, as text, else `None`.
    `operands` are the values of the document that these are the texts of, `named` the Python
    classes that the types have in them that these are.
    `classes` are the Python classes that it shows in. `example` is the smallest value that is lost
    in the direction that the rule is about, as JSON text, `other_example` that of the other
    direction, where the change loses something there as well.

    `acceptances` say which verdicts were accepted and why, each to be shown with the verdicts that
    it is about. `accepted` is their text where nothing remains: both verdicts are safe or accepted;
    a change with a part that was not accepted has `None`, stays among those that break, and is
    counted by what `remains`. `to_accept` is the entry of `accepted-breaks.yaml` that would accept
    what breaks and was not accepted, and no other change there: lines of YAML, reason and author to
    be filled in, `""` where nothing breaks. It is to be shown whole as a sample of YAML, never cut:
    what is cut accepts nothing, or is no YAML; where there is no room, it is left out and the page
    has it.

    `near` is the line of the head that is nearest to what is gone from it, where there is such.

    `origin_says` is a sentence about what the reference has, to be shown beside the origin; always
    there where the origin is `departure`, else `""` where there is nothing to say; of an unknown
    one it says why nothing is known.

    `pointer` is what changed in the bundled document, references followed: the property, parameter,
    media type, operation or component; of the head, or of the base where the head has it no more.
    `about` is what changed of it, where the rule says no more than that it does not travel;
    `keyword` is the key of an extension or annotation that changed, those around it before it;
    `parameter` is the name of the one that it is about or in.
    `code` is what Python code sees of a change that the wire sees too; a change that only Python
    code sees is one of Python's rules itself, and has `place` as `PythonView` has it.

    `occurrences` are all the places of an edit that was made at several, the first included. The
    rest of the change is then about all of them; `code`, `example` and the locations are those of
    the first."""

    rule: str
    what: str
    where: str
    wire: Verdict = "safe"
    python: Verdict = "safe"
    before: str | None = None
    after: str | None = None
    reason: str = ""
    remedy: str = ""
    reach: tuple[Reach, ...] = ()
    classes: tuple[str, ...] = ()
    origin: Origin = "unknown"
    origin_says: str = ""
    example: str | None = None
    other_example: str | None = None
    accepted: str | None = None
    acceptances: tuple[Acceptance, ...] = ()
    to_accept: str = ""
    base: Location | None = field(default=None, compare=False)
    head: Location | None = field(default=None, compare=False)
    near: Location | None = field(default=None, compare=False)
    pointer: str = ""
    about: Effect | None = None
    keyword: tuple[str, ...] = ()
    parameter: str = ""
    code: PythonView | None = None
    occurrences: tuple[Occurrence, ...] = ()
    place: PythonPlace | None = field(default=None, compare=False)
    operands: tuple[Any, Any] = field(default=(None, None), compare=False)
    named: tuple[frozenset[str], frozenset[str]] = field(
        default=(frozenset(), frozenset()), compare=False, repr=False
    )

    @property
    def python_place(self) -> PythonPlace:
        """`where` of a change that only Python code sees, by its parts."""
        return self.place or PythonPlace(self.where)

    @property
    def views(self) -> tuple[Change | PythonView, ...]:
        """The change, and as Python code sees it where the wire sees it too."""
        return (self,) if self.code is None else (self, self.code)

    @property
    def operations(self) -> frozenset[tuple[str, str]]:
        """The methods and paths that it reaches."""
        return frozenset(each.operation for each in self.reach)

    def verdict(self, side: Facing) -> Verdict:
        return self.wire if side == "wire" else self.python

    def remains(self, side: Facing) -> Verdict:
        """What is left of one verdict when what was accepted is taken away: `safe` where it was
        accepted.
        """
        taken = self.accepted is not None or any(side in each.verdicts for each in self.acceptances)
        return "safe" if taken else self.verdict(side)

    @property
    def open(self) -> Verdict:
        """The worse of what remains on the wire and in Python: where a report puts the change, and
        what fails a review.
        """
        return worst(self.remains("wire"), self.remains("python"))

    @property
    def itself(self) -> Occurrence:
        """The change as one place of several."""
        code = self.code
        return Occurrence(
            where=self.where,
            what=self.what,
            before=self.before,
            after=self.after,
            code="" if code is None else code.what,
            code_where="" if code is None else code.where,
            place=self.views[-1].place,
            reach=self.reach,
            example=self.example,
            base=self.base,
            head=self.head,
            near=self.near,
        )

    @property
    def everywhere(self) -> tuple[Occurrence, ...]:
        """All the places of the document at which the change was made."""
        return self.occurrences or (self.itself,)


@record(frozen=True, slots=True)
class Tally:
    """How many changes there are of each kind; each change is counted once, by what remains when
    acceptances are taken away.

    `both`, `wire` and `python` break on the wire and in Python, on the wire only, in Python only.
    `accepted` are those of which something was accepted and nothing remains. To be shown as `1
    change breaks: on the wire and in Python`, and of several as `3 changes break: 1 on the wire and
    in Python, 2 in Python only`."""

    both: int = 0
    wire: int = 0
    python: int = 0
    unknown: int = 0
    safe: int = 0
    accepted: int = 0

    @property
    def breaking(self) -> int:
        return self.both + self.wire + self.python


@record(frozen=True, slots=True)
class Report:
    """`base` and `head` are what was compared, in words. `left_out` says what could not be judged,
    one sentence each, `unexpressed` what was judged on the wire alone, as the SDK does not have it.

    `api_step` and `sdk_step` are the advice on versions in a few words, for the first screen: `SDK
    0.1.0 → 0.2.0, breaking`, `API 8.1.0 stays`. They stand in place of the level's word, which
    misleads below 1.0.0. `api_says` and `sdk_says` are sentences beside them: why.

    `stale` are the entries of `accepted-breaks.yaml` that are new and accept nothing, which fails
    the review; `spent` those that the base has as well and that accept nothing any more, which is a
    remark: they did their work and can be removed. A sentence each; `stale_at` are the places of
    the entries of `stale`, in its order.

    `fail_on` is what was asked to fail the review, `None` where nothing was, `failing` are the
    changes that do. `outcome` is a sentence for the first screen: what fails a pull request here,
    and whether this one passes; `""` where nothing was asked."""

    base: str
    head: str
    changes: tuple[Change, ...]
    api: Level
    sdk: Level
    changelog: str = ""
    left_out: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    api_says: str = ""
    sdk_says: str = ""
    unexpressed: tuple[str, ...] = ()
    api_step: str = ""
    sdk_step: str = ""
    spent: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    failing: tuple[Change, ...] = ()
    outcome: str = ""
    stale_at: tuple[Location | None, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether nothing fails that was asked to fail."""
        return self.fail_on is None or not (self.failing or self.stale)

    @property
    def tally(self) -> Tally:
        """The changes by what remains of them, each once."""
        return Tally(**Counter(map(_kind, self.changes)))

    @property
    def departures(self) -> int:
        """How many changes depart from the reference: on the first screen where there are any, as a
        question to the author.
        """
        return sum(change.origin == "departure" for change in self.changes)


def _kind(change: Change) -> str:
    """The field of `Tally` that a change is counted in."""
    if change.open == "breaking":
        broken = {side for side in SIDES if change.remains(side) == "breaking"}
        return "both" if len(broken) > 1 else broken.pop()
    if change.open == "unknown":
        return "unknown"
    return "accepted" if change.acceptances or change.accepted is not None else "safe"
