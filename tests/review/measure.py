"""How well the wire verdicts agree with labelled pairs of documents: `python -m
tests.review.measure PAIRS.jsonl`.

A line is `{name, base, head, changes: [{rule, level, method, path, text}]}`, where `level` is
error, warning or info: breaking, may break, safe. Left out are pairs of equal documents, and pairs
whose only errors are the stability and sunset policies of the tool that labelled them; pairs that
may break are reported, not scored. What was deprecated and is removed breaks, and was announced;
that tool holds that what was announced may go, so a pair that is no error to it and breaks by
nothing else is `announced`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from generator.document.bundle import Document, load
from generator.review.comparison.document import compare
from generator.review.model import Verdict, worst

Label = Literal["breaking", "may-break", "safe"]

LABELS: Final[tuple[Label, ...]] = ("breaking", "may-break", "safe")
_LEVELS: Final[dict[str, Label]] = {"error": "breaking", "warning": "may-break", "info": "safe"}
EXPECTED: Final[dict[Label, tuple[Verdict, ...]]] = {
    "breaking": ("breaking",),
    "may-break": ("breaking", "unknown", "safe"),
    "safe": ("safe",),
}
_POLICIES: Final = ("sunset", "stability")
_ANNOUNCED: Final = "deprecated-"
_VERDICTS: Final = ("breaking", "announced", "unknown", "safe")


@dataclass(frozen=True, slots=True)
class Surprise:
    """A pair that came out as its label does not expect. `rules` are those that gave the verdict."""

    name: str
    label: Label
    verdict: Verdict
    rules: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.label} {self.name}: {self.verdict} {' '.join(self.rules)}".rstrip()


@dataclass
class Score:
    """Verdicts by label; `left_out` names pairs with the reason, `surprises` those that the label
    does not expect.
    """

    verdicts: dict[Label, Counter[str]] = field(
        default_factory=lambda: {label: Counter() for label in LABELS}
    )
    left_out: list[tuple[str, str]] = field(default_factory=list)
    surprises: list[Surprise] = field(default_factory=list)

    def judge(self, name: str, label: Label, base: Document, head: Document) -> None:
        """Counts a pair."""
        verdict, rules = judged(base, head)
        if (
            label != "breaking"
            and verdict == "breaking"
            and all(rule.startswith(_ANNOUNCED) for rule in rules)
        ):
            self.verdicts[label]["announced"] += 1
            return
        self.verdicts[label][verdict] += 1
        if verdict not in EXPECTED[label]:
            self.surprises.append(Surprise(name, label, verdict, rules))

    def share(self, label: Label, *verdicts: str) -> float:
        """The share of the pairs of a label that came out with one of `verdicts`."""
        counted = self.verdicts[label]
        return sum(counted[verdict] for verdict in verdicts) / max(1, counted.total())

    def misses(self) -> list[str]:
        """What was promised of the review and does not hold: of breaks how many are told, of the
        rest how many are not.
        """
        promises = (
            ("breaks that come out breaking", self.share("breaking", "breaking"), ">=", 0.92),
            (
                "breaks that do not come out safe",
                self.share("breaking", "breaking", "unknown"),
                ">=",
                0.97,
            ),
            ("safe changes that come out breaking", self.share("safe", "breaking"), "<=", 0.03),
            ("safe changes that come out unknown", self.share("safe", "unknown"), "<=", 0.0855),
        )
        return [
            f"{what}: {share:.1%}, promised {sign} {bound:.1%}"
            for what, share, sign, bound in promises
            if (share < bound if sign == ">=" else share > bound)
        ]

    def __str__(self) -> str:
        lines = [f"left out: {name} ({reason})" for name, reason in self.left_out]
        lines += map(str, self.surprises)
        for label, counted in self.verdicts.items():
            shares = ", ".join(
                f"{verdict} {self.share(label, verdict):.1%}" for verdict in _VERDICTS
            )
            lines.append(f"{label}: {counted.total()} pairs, {shares}")
        return "\n".join(lines)


def judged(base: Document, head: Document) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict of the wire on a pair, and the rules that gave it."""
    changes = compare(base, head)
    verdict = worst(*(change.wire for change in changes))
    return verdict, tuple(sorted({change.rule for change in changes if change.wire == verdict}))


def score(pairs: Path) -> Score:
    """The score of a file of labelled pairs."""
    result = Score()
    with tempfile.TemporaryDirectory() as folder:
        for pair in map(json.loads, pairs.read_text(encoding="utf-8").splitlines()):
            reason = _left_out(pair)
            if reason is not None:
                result.left_out.append((pair["name"], reason))
                continue
            base, head = (
                loaded(pair[side], Path(folder) / f"{side}.json") for side in ("base", "head")
            )
            levels = {change["level"] for change in pair["changes"]} | {"info"}
            label = next(label for level, label in _LEVELS.items() if level in levels)
            result.judge(pair["name"], label, base, head)
    return result


def rules(pairs: Path) -> Iterator[str]:
    """The rules of the tool that labelled a file, in its words."""
    for line in pairs.read_text(encoding="utf-8").splitlines():
        yield from (change["rule"] for change in json.loads(line)["changes"])


def _left_out(pair: dict[str, Any]) -> str | None:
    errors = {change["rule"] for change in pair["changes"] if change["level"] == "error"}
    if pair["base"] == pair["head"]:
        return "equal documents"
    if errors and all(any(policy in rule for policy in _POLICIES) for rule in errors):
        return ", ".join(sorted(errors))
    return None


def loaded(document: dict[str, Any], path: Path) -> Document:
    """A document, written to a file and read."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return load(path)


if __name__ == "__main__":
    print(score(Path(sys.argv[1])))
