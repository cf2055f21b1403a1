"""What a table of rules is written in: rows, those of a request beside their mirror image in a
response.

A row says what its rule does not share with others; the rest is what holds for its direction."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from generator.records import record
from generator.review.model import NOTHING_TO_DO, Aspect, Direction, Movement, Rule, Verdict

_ACCEPTED = "All that was accepted still is."
_EXPECTED = "All that arrives was announced before."
_CHECK = "Callers check what they send."
_READ = "Callers make ready for what may arrive before the change does."
_OPPOSITE = "One side has it, the other does not: the opposite change is a rule of its own."
_USUAL: Final[Mapping[Direction, tuple[str, str]]] = {
    "request": (_ACCEPTED, _CHECK),
    "response": (_EXPECTED, _READ),
    "both": (_ACCEPTED, _CHECK),
}
"""By direction, why a rule is safe and what is to be done where it is not, unless it says so."""

COSTS = (
    "What a caller need not send costs it nothing; what it reads is the reason for which it calls."
)
"""Why the verdicts of a request and a response differ where something is added to either."""
BOTH_WAYS = "An operation is asked and answered at once: there is no other direction."
"""Why a rule about operations has no image in the other direction."""


@record(frozen=True, slots=True, kw_only=True)
class Row:
    """A rule without what it shares with others. `id` is without the direction where the rule has a
    mirror image, and without the area where it is one of Python; `aspect` stands in the pair where
    both have the same one; `written` is that of `Rule`."""

    verdict: Verdict
    id: str
    movement: Movement
    reason: str = ""
    remedy: str = ""
    aspect: Aspect | None = None
    written: str = ""

    def rule(
        self,
        area: str,
        direction: Direction,
        aspect: Aspect | None = None,
        *,
        id_: str = "",
        mirror: str = "",
        unmirrored: str = "",
    ) -> Rule:
        """The rule; what it does not say itself is what holds for its direction."""
        accepted, remedy = _USUAL[direction]
        about = aspect or self.aspect
        assert about is not None
        is_python = area == "python"
        return Rule(
            id=id_ or self.id,
            kind=self.id,
            area=area,
            aspect=about,
            movement=self.movement,
            direction=direction,
            wire="safe" if is_python else self.verdict,
            python=self.verdict if is_python else "safe",
            reason=self.reason or accepted,
            remedy=self.remedy or remedy,
            mirror=mirror,
            unmirrored=unmirrored,
            written=self.written,
        )

    def python_rule(self) -> Rule:
        """The rule of Python, which says nothing of the wire."""
        return self.rule("python", "both", id_=f"python-{self.id}", unmirrored=_OPPOSITE)


breaks = partial(Row, verdict="breaking")
undecided = partial(Row, verdict="unknown")
safe = partial(Row, verdict="safe", remedy=NOTHING_TO_DO)


@record(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """What happens to a request, and its image, which is what happens to a response. `uneven` is
    why their verdicts differ."""

    area: str
    request: Row
    response: Row
    aspect: Aspect | None = None
    uneven: str = ""

    def rules(self) -> tuple[Rule, Rule]:
        one, other = f"request-{self.request.id}", f"response-{self.response.id}"
        return (
            self.request.rule(self.area, "request", self.aspect, id_=one, mirror=other),
            self.response.rule(self.area, "response", self.aspect, id_=other, mirror=one),
        )


@record(frozen=True, slots=True, kw_only=True)
class Unmirrored:
    """Rules of one direction that have no image in the other; `mirror` says why."""

    area: str
    direction: Direction
    mirror: str
    rows: tuple[Row, ...]

    def rules(self) -> tuple[Rule, ...]:
        return tuple(
            row.rule(self.area, self.direction, unmirrored=self.mirror) for row in self.rows
        )
