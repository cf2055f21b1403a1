"""Every rule of the review is proven by a case: it is told of its edit, and not of the edit beside
it.

REWRITE_CASES=1 writes what is said of a case; whether that is right is for its author to read.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from generator.review import rules
from tests.review.handbook import introduction, section
from tests.review.rule_cases import FOLDER, RuleCase, cases, compared, read, rules_of, said

CASES = list(cases())
RULES = {rule.id: rule for rule in rules.RULES}


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    proven = {case.rule for case in CASES}
    assert sorted(RULES.keys() - proven) == []
    assert sorted(proven - RULES.keys()) == []
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(proven)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_is_told_of_its_edit_and_not_of_the_edit_beside_it(case: RuleCase) -> None:
    there, back, beside = (
        compared(*sides)
        for sides in ((case.base, case.head), (case.head, case.base), (case.base, case.neighbour))
    )
    text = said(there, back, beside)
    if os.environ.get("REWRITE_CASES"):
        case.expected.write_text(text, encoding="utf-8")
    assert case.rule in rules_of(there)
    assert case.rule not in rules_of(beside)
    assert text == case.expected.read_text(encoding="utf-8")
    assert _page()[case.rule] == "\n".join(section(RULES[case.rule], case, there)), (
        "run `make docs`"
    )


def test_the_page_of_the_rules_has_each_of_them_in_their_order() -> None:
    """And before them what is said of all; each section is held to its case, above."""
    page = _page()
    assert page.pop("") == "\n".join(introduction()), "run `make docs`"
    assert list(page) == list(RULES), "run `make docs`"


@cache
def _page() -> dict[str, str]:
    """The sections of the page by the rule that each is of, and by nothing what is before them."""
    text = (Path(__file__).parents[2] / "docs" / "review-rules.md").read_text(encoding="utf-8")
    first, *sections = text.removesuffix("\n").split("\n\n## ")
    return {"": first} | {each.partition("\n")[0]: f"## {each}" for each in sections}


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
