"""The wire verdicts against labelled pairs that are not part of the project: REVIEW_CASES names the
file.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.review import labelled
from tests.review.measure import rules, score

PAIRS = os.environ.get("REVIEW_CASES")


@pytest.mark.skipif(not PAIRS, reason="REVIEW_CASES names no file of labelled pairs")
def test_labelled_pairs_come_out_as_they_are_labelled():
    result = score(Path(str(PAIRS)))
    print(result)
    assert result.misses() == []


@pytest.mark.skipif(not PAIRS, reason="REVIEW_CASES names no file of labelled pairs")
def test_every_rule_of_the_pairs_has_a_pair_of_our_own_or_a_reason():
    own = {pair.name for pair in labelled.pairs()}
    left_out = labelled.judgements().left_out
    assert sorted(set(rules(Path(str(PAIRS)))) - own - left_out.keys()) == []
    assert sorted(own & left_out.keys()) == []
