"""The cases of the review's rules, their documents read and their clients made beforehand: the
review itself is what is run.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from generator.document.bundle import Document, load
from generator.review.review import review
from generator.review.revisions import Revision
from generator.review.rules import RULES
from tests.review.handbook import head, row
from tests.review.rule_cases import Object, RuleCase, cases, rules_of, said, text_of

CASES = list(cases())


def _read() -> dict[str, tuple[Revision, Revision, Revision]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "openapi.yaml"
        return {
            case.rule: (_side(case.base, path), _side(case.head, path), _side(case.neighbour, path))
            for case in CASES
            if case.expected.exists()
        }


def _side(document: Object, path: Path) -> Revision:
    path.write_text(text_of(document), encoding="utf-8")
    read = Revision(load(path), "document", path)
    api = read.api()

    def made(_: Document):
        return api

    return Revision(read.document, read.title, path, None, made)


SIDES = _read()
STORED = {
    case.rule: case.expected.read_text(encoding="utf-8") for case in CASES if case.expected.exists()
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_is_told_of_its_edit_and_not_of_the_edit_beside_it(case: RuleCase) -> None:
    base, head, neighbour = SIDES[case.rule]
    there, back, beside = review(base, head), review(head, base), review(base, neighbour)
    assert case.rule in rules_of(there)
    assert case.rule not in rules_of(beside)
    assert said(there, back, beside) == STORED[case.rule]


PAGE = (Path(__file__).parents[2] / "docs" / "review-rules.md").read_text(encoding="utf-8")
NAMES = [rule.id for rule in RULES]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_the_rules_has_what_the_table_says(name: str) -> None:
    rule = next(each for each in RULES if each.id == name)
    assert f"\n{row(rule)}\n" in PAGE
    assert "\n".join(["", *head(rule), ""]) in PAGE


def test_the_table_has_no_other_rules() -> None:
    assert [rule.id for rule in RULES] == NAMES
