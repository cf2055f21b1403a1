"""How well the wire verdicts agree with labelled pairs of documents: `python tests/review/measure.py PAIRS.jsonl`.

A line is `{name, base, head, changes: [{rule, level, method, path, text}]}`, where `level` is error, warning or info. Left out
are pairs of equal documents, and pairs whose only errors are the stability and sunset policies of the tool that labelled them;
pairs with a warning and no error are reported, not scored. What was deprecated and is removed breaks, and was announced; that
tool holds that what was announced may go, so a pair that is no error to it and breaks by nothing else is `announced`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.document.bundle import load
from generator.review.model import Change, worst
from generator.review.wire import compare

POLICIES = ("sunset", "stability")
ANNOUNCED = "deprecated-"
VERDICTS = ("breaking", "announced", "unknown", "safe")


@dataclass
class Score:
    """Verdicts by level; `left_out` names pairs with the reason, `surprises` those that the label does not expect."""

    verdicts: dict[str, Counter[str]] = field(
        default_factory=lambda: {level: Counter() for level in ("error", "warning", "info")}
    )
    left_out: list[tuple[str, str]] = field(default_factory=list)
    surprises: list[tuple[str, str, str, list[str]]] = field(default_factory=list)

    def share(self, level: str, *verdicts: str) -> float:
        """The share of the pairs of a level that came out with one of `verdicts`."""
        counted = self.verdicts[level]
        return sum(counted[verdict] for verdict in verdicts) / max(1, counted.total())

    def __str__(self) -> str:
        lines = [f"left out: {name} ({reason})" for name, reason in self.left_out]
        lines += [f"{level} {name}: {verdict} {' '.join(rules)}" for level, name, verdict, rules in self.surprises]
        for level, counted in self.verdicts.items():
            shares = ", ".join(f"{verdict} {self.share(level, verdict):.1%}" for verdict in VERDICTS)
            lines.append(f"{level}: {counted.total()} pairs, {shares}")
        return "\n".join(lines)


def score(pairs: Path) -> Score:
    result = Score()
    with tempfile.TemporaryDirectory() as folder:
        for line in pairs.read_text(encoding="utf-8").splitlines():
            _judge(json.loads(line), Path(folder), result)
    return result


def _judge(pair: dict[str, Any], folder: Path, result: Score) -> None:
    errors = [change["rule"] for change in pair["changes"] if change["level"] == "error"]
    if pair["base"] == pair["head"]:
        result.left_out.append((pair["name"], "equal documents"))
        return
    if errors and all(any(policy in rule for policy in POLICIES) for rule in errors):
        result.left_out.append((pair["name"], ", ".join(sorted(set(errors)))))
        return
    levels = {change["level"] for change in pair["changes"]}
    level = "error" if "error" in levels else "warning" if "warning" in levels else "info"
    changes = _compared(pair, folder)
    verdict: str = worst(*(change.wire for change in changes))
    breaking = [change.rule for change in changes if change.wire == "breaking"]
    if level != "error" and breaking and all(rule.startswith(ANNOUNCED) for rule in breaking):
        verdict = "announced"
    result.verdicts[level][verdict] += 1
    if (level, verdict) in {("error", "safe"), ("error", "unknown"), ("info", "breaking"), ("info", "unknown")}:
        rules = [change.rule for change in changes if change.wire == verdict]
        result.surprises.append((level, pair["name"], verdict, sorted(set(rules))))


def _compared(pair: dict[str, Any], folder: Path) -> list[Change]:
    documents = []
    for side in ("base", "head"):
        path = folder / f"{side}.json"
        path.write_text(json.dumps(pair[side]), encoding="utf-8")
        documents.append(load(path))
    return compare(*documents)


if __name__ == "__main__":
    print(score(Path(sys.argv[1])))
