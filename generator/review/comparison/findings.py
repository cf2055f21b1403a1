"""What a comparison finds: one cause, the rules about it, and the operations that it reaches.

Operations are bits of numbers while documents are compared, for a shared schema is reached by
thousands; `Operations` are such numbers for both directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, get_args

from generator.document.schema.canonical import canonical
from generator.document.schema.composition import Subschema
from generator.document.schema.keywords import JSON_TYPES
from generator.review.model import Rule, ValueList, Verdict
from generator.review.rules import rule
from generator.review.standalone import Way

MOST_CHARACTERS = 10_000
WAYS: tuple[Way, Way] = ("request", "response")

Kinds = str | tuple[str | None, str | None]
"""The kinds of the rules about a request and about a response, or the one for both."""
Places = tuple[str | None, str | None]
Steps = tuple[Any, Any]
"""What was there and what is; None where nothing is."""
Movement = Literal["removed", "added"]
Need = Literal["optional", "required"]
MOVEMENTS: Final[tuple[Movement, ...]] = get_args(Movement)
NEEDS: Final[tuple[Need, ...]] = get_args(Need)


class Operations(NamedTuple):
    """Operations as bits: those whose requests are meant, and those whose responses are."""

    requests: int = 0
    responses: int = 0

    def __or__(self, other: Operations) -> Operations:
        return Operations(self.requests | other.requests, self.responses | other.responses)

    @property
    def any(self) -> int:
        """Those of which either is meant."""
        return self.requests | self.responses

    @property
    def mirrored(self) -> Operations:
        return Operations(self.responses, self.requests)

    def of(self, way: Way) -> int:
        return self.requests if way == "request" else self.responses


NO_OPERATIONS = Operations()


@dataclass(slots=True)
class Finding:
    """A cause before it is told. `request` and `response` are the kinds of its rules, None where it
    means nothing there.

    `operations` are those that it reaches, `hidden` those that lead to it only by what does not
    travel in that direction, until it is told. `base` and `head` are where to look; `subject` is
    what changed: a pointer into the head, into the base if it is `removed`; what is `added` is in
    the head only; what is `implied` no keyword says. `verdicts` and `reasons` are those of a
    direction that are not the rule's; `types` are those of the values that it is about; `loses`
    says whether a value can be lost by it, where that is known. `former` is the rule that it would
    have if it travelled, `keyword` the key of an annotation, those around it before it;
    `operands` are the values that `before` and `after` are the texts of."""

    request: str | None
    response: str | None
    what: str
    base: str | None
    head: str | None
    before: str | None = None
    after: str | None = None
    subject: str = ""
    removed: bool = False
    added: bool = False
    operations: Operations = NO_OPERATIONS
    hidden: Operations = NO_OPERATIONS
    pair: tuple[Subschema, Subschema] | None = None
    verdicts: dict[Way, Verdict] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    types: frozenset[str] = JSON_TYPES
    implied: bool = False
    loses: Callable[[Any], bool] | None = None
    former: Rule | None = None
    keyword: tuple[str, ...] = ()
    operands: Steps = (None, None)

    @classmethod
    def of(
        cls,
        kinds: Kinds,
        what: str,
        places: Places,
        operations: Operations,
        steps: Steps = (None, None),
    ) -> Finding:
        """A finding outside of schemas. A place is None where there is nothing of it; what a rule
        of something removed or added is about is on one side only, wherever the other is shown.
        """
        request, response = (kinds, kinds) if isinstance(kinds, str) else kinds
        movements = {
            rule(kind, way).movement
            for kind, way in zip((request, response), WAYS, strict=True)
            if kind is not None
        }
        base, head = places
        removed = head is None or "removed" in movements
        added = base is None or "added" in movements
        return cls(
            request,
            response,
            what,
            base,
            head,
            *texts(steps),
            subject=(base if removed else head) or "",
            removed=removed,
            added=added and not removed,
            operations=operations,
            operands=steps,
        )

    @property
    def key(self) -> tuple[Any, ...]:
        """What is there on one side only is one cause, whatever it is missing from on the other."""
        base, head = None if self.added else self.base, None if self.removed else self.head
        return (self.request, self.response, base, head, self.what, self.before, self.after)

    def rule(self, way: Way) -> Rule | None:
        """The rule about it in a direction."""
        kind = self.request if way == "request" else self.response
        return None if kind is None else rule(kind, way)

    def verdict(self, way: Way) -> Verdict | None:
        """The verdict on it in a direction; None where it means nothing there."""
        entry = self.rule(way)
        return None if entry is None else self.verdicts.get(way, entry.wire)

    @property
    def is_metadata(self) -> bool:
        """Whether it is about what does not travel."""
        rules = (self.rule(way) for way in WAYS)
        return all(entry is None or entry.area == "metadata" for entry in rules)

    def doubt(self, reason: str) -> None:
        """Nobody can tell whether it holds, as far as it would not be safe."""
        for way in WAYS:
            entry = self.rule(way)
            if entry is not None and entry.wire != "safe":
                self.verdicts[way], self.reasons[way] = "unknown", reason


def shortened_text(value: Any, most: int = MOST_CHARACTERS) -> str:
    """The text of a value, of no more than `most` characters; how much of it is shown is for a
    report to decide.
    """
    written = str(value) if isinstance(value, str | ValueList) else canonical(value)
    return written if len(written) <= most else f"{written[: most - 1]}…"


def became(before: Any, after: Any) -> str:
    """What became of a value, None where there is none."""
    return "added" if before is None else "removed" if after is None else "changed"


def texts(steps: Steps) -> tuple[str | None, str | None]:
    before, after = (None if step is None else shortened_text(step) for step in steps)
    return before, after


def one_sided(
    kind: str, movement: Movement, what: str, pointer: str, name: str, operations: Operations
) -> Finding:
    """A finding about what is in one document only, which is called by a name there."""
    if movement == "removed":
        return Finding.of((kind, None), what, (pointer, None), operations, (name, None))
    return Finding.of((kind, None), what, (None, pointer), operations, (None, name))
