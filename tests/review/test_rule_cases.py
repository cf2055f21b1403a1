"""Every rule of the review is proven by a case: it is told of its edit, and not of the edit beside
it.

REWRITE_CASES=1 writes what is said of a case; whether that is right is for its author to read.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.review.rules import RULES
from tests.review.handbook import handbook
from tests.review.rule_cases import FOLDER, RuleCase, cases, compared, read, rules_of, said

CASES = list(cases())
RULE_IDS = {rule.id for rule in RULES}


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    proven = {case.rule for case in CASES}
    assert sorted(RULE_IDS - proven) == []
    assert sorted(proven - RULE_IDS) == []
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(proven)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_is_told_of_its_edit_and_not_of_the_edit_beside_it(
    case: RuleCase, tmp_path: Path
) -> None:
    there, back, beside = (
        compared(*sides, tmp_path)
        for sides in ((case.base, case.head), (case.head, case.base), (case.base, case.neighbour))
    )
    text = said(there, back, beside)
    if os.environ.get("REWRITE_CASES"):
        case.expected.write_text(text, encoding="utf-8")
    assert case.rule in rules_of(there)
    assert case.rule not in rules_of(beside)
    assert text == case.expected.read_text(encoding="utf-8")


@pytest.mark.heavy
def test_the_page_of_the_rules_is_in_step() -> None:
    page = Path(__file__).parents[2] / "docs" / "review-rules.md"
    assert page.read_text(encoding="utf-8") == handbook(), "run `make docs`"


def test_a_slip_in_a_case_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("base: {}\nedit: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="neighbour"):
        read(path)
    path.write_text(
        "base: {paths: {}}\nedit: [{op: replace, path: /paths, value: {}}]\nneighbour: []\n",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="without an effect"):
        read(path)
