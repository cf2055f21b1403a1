"""Labelled pairs of our own: one for each rule of oasdiff's list that says something of a document.

`cases/review/labelled/<area>.yaml` is `{bases: {name: document}, pairs: [{name, means, base, edit,
label, policy?}]}`: `name` is the rule's, `means` what it is about, `base` a name of the file's
bases, `edit` a JSON Patch, `label` what is right of the change: `breaking` where a caller that was
served is not, or reads what was not announced; `may-break` where the document does not tell;
`safe`. `policy` names the policy of ours by which it comes out otherwise; `judgements.yaml` beside
the areas has those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, cast, get_args

from generator.review.model import Verdict
from tests import written_yaml
from tests.review.measure import LABELS, Label
from tests.review.rule_cases import HEADER, Object, patched

FOLDER: Final = Path(__file__).parents[1] / "cases" / "review" / "labelled"
_JUDGEMENTS: Final = FOLDER / "judgements.yaml"


@dataclass(frozen=True, slots=True)
class Pair:
    """A document before and after a change, and what is right of the change. Pairs share their
    bases.
    """

    name: str
    area: str
    base: Object
    head: Object
    label: Label
    policy: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict that is not the label's, and the reason for it."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Judgements:
    """`policies` differ from labels on purpose, `known` pairs do not yet come out right.

    `left_out` are rules without a pair, and why.
    """

    policies: dict[str, Judgement]
    known: dict[str, Judgement]
    left_out: dict[str, str]


@cache
def pairs() -> tuple[Pair, ...]:
    """Every pair, area by area."""
    return tuple(
        pair for path in sorted(FOLDER.glob("*.yaml")) if path != _JUDGEMENTS for pair in read(path)
    )


def read(path: Path) -> Iterator[Pair]:
    """The pairs of an area. ValueError for what is not of the form; KeyError for a base that there
    is not.
    """
    content = _loaded(path)
    bases = {name: {**HEADER, **document} for name, document in content["bases"].items()}
    for each in content["pairs"]:
        if (
            not {"name", "means", "base", "edit", "label"}
            <= each.keys()
            <= {"name", "means", "base", "edit", "label", "policy"}
        ):
            raise ValueError(f"{path}: a pair of another form: {each}")
        if each["label"] not in LABELS:
            raise ValueError(f"{path}: no label: {each['label']}")
        base = bases[each["base"]]
        yield Pair(
            each["name"],
            path.stem,
            base,
            patched(base, each["edit"]),
            each["label"],
            each.get("policy"),
        )


@cache
def judgements() -> Judgements:
    """What differs from the labels, and what has none. ValueError for what is not of the form."""
    content = _loaded(_JUDGEMENTS)
    policies, known = (
        {name: _judgement(name, each) for name, each in (content[key] or {}).items()}
        for key in ("policies", "known")
    )
    return Judgements(policies, known, content["left-out"])


def _judgement(name: str, content: dict[str, str]) -> Judgement:
    if content.keys() != {"verdict", "reason"} or content["verdict"] not in get_args(Verdict):
        raise ValueError(f"{_JUDGEMENTS}: {name} has no verdict with a reason")
    return Judgement(cast("Verdict", content["verdict"]), content["reason"])


def _loaded(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", written_yaml.read(path.read_text(encoding="utf-8")))
