"""What a review says: changes with their verdicts, from which every format is printed.

A `Change` is one cause. It may reach many operations: a shared schema that changed is one change with all that it reaches. The
two verdicts are independent: `wire` asks whether a caller or a response that was valid stays valid, `python` whether code that
uses the package still runs and type-checks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.document.diagnostics import Location

Verdict = Literal["breaking", "unknown", "safe"]
Direction = Literal["request", "response", "both"]
Origin = Literal["vendor", "transcription", "unknown"]
Level = Literal["major", "minor", "patch", "none"]

_ORDER: dict[str, int] = {"safe": 0, "unknown": 1, "breaking": 2}


def worst(*verdicts: Verdict) -> Verdict:
    """The verdict that weighs most; safe where there is none."""
    return max(verdicts, key=_ORDER.__getitem__, default="safe")


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of the table of rules. `id` is `area-what` in words (`request-property-became-required`).

    `wire` and `python` are what the rule says where nothing decides otherwise. `mirror` is the rule that is its image in the
    other direction, or a sentence that says why it has none.
    """

    id: str
    area: str
    direction: Direction
    wire: Verdict
    reason: str
    remedy: str
    mirror: str
    python: Verdict = "safe"


@dataclass(frozen=True, slots=True, order=True)
class Reach:
    """An operation that a change reaches. `python` is the method as a caller writes it, where there is one."""

    method: str
    path: str
    direction: Direction
    python: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A change as Python code sees it: the rule of the Python table, the place as a caller writes it, and what to write now.

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


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One of several places at which a change was made, as a change has it; `code` and `code_where` are of Python's part."""

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


@dataclass(frozen=True, slots=True)
class Change:
    """One cause, and all that it reaches.

    `where` is the place in words (`Execution.title`, `POST /notifications/{id}/execution`), `what` a sentence about it.
    `before` and `after` are what was and is there, as text, else `None`. `classes` are the Python classes that it shows in.
    `example` is the smallest value that is lost, as JSON text. `accepted` is the reason for which a break was accepted.

    `pointer` is what changed in the bundled document, references followed: the property, parameter, media type, operation or
    component; of the head, or of the base where the head has it no more. `code` is what Python code sees of a change that the
    wire sees too; a change that only Python code sees is one of Python's rules itself.

    `occurrences` are all the places of an edit that was made at several, the first included. The rest of the change is then
    about all of them; `code`, `example` and the locations are those of the first.
    """

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
    example: str | None = None
    accepted: str | None = None
    base: Location | None = field(default=None, compare=False)
    head: Location | None = field(default=None, compare=False)
    pointer: str = ""
    code: Side | None = None
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def itself(self) -> Occurrence:
        """The change as one place of several."""
        code, code_where = (self.code.what, self.code.where) if self.code is not None else ("", "")
        return Occurrence(
            where=self.where,
            what=self.what,
            before=self.before,
            after=self.after,
            code=code,
            code_where=code_where,
            reach=self.reach,
            example=self.example,
            base=self.base,
            head=self.head,
        )

    @property
    def places(self) -> int:
        """At how many places of the document the change was made."""
        return max(1, len(self.occurrences))


@dataclass(frozen=True, slots=True)
class Report:
    """`base` and `head` are what was compared, in words. `left_out` says what could not be judged, one sentence each,
    `unexpressed` what was judged on the wire alone, as the SDK does not have it.

    `api_says` and `sdk_says` are sentences beside the advice on versions: why, and which version that makes.
    """

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
