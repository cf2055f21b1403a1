"""What is offered in place of a word that nobody knows."""

from __future__ import annotations

import pytest

from generator.document.forms import meant


@pytest.mark.parametrize(
    ("word", "known", "offered"),
    [
        ("requierd", ["required", "type"], "`required`"),
        ("retri", ["resource", "retry", "retries"], "`retry` or `retries`"),
        ("propertys", ["properties", "propertyNames"], "`properties`"),
        ("typo", ["typy", "type", "typa"], "`typa` or `type` or `typy`"),
        ("colour", ["size"], None),
        ("colour", [], None),
        (3, ["3.1", "name"], None),
    ],
)
def test_the_word_that_fewest_edits_lead_to_is_offered_and_the_one_that_is_most_like_it(
    word, known, offered
):
    told = "" if offered is None else f"; did you mean {offered}?"
    assert meant(word, known) == told
    assert meant(word, reversed(known)) == told
