"""What a mock that runs for long remembers."""

from __future__ import annotations

from generator.mock.latest import Latest


def test_of_more_than_a_thousand_entries_those_that_came_first_are_forgotten() -> None:
    known = Latest[int, str]()
    for number in range(1_002):
        known[number] = "known"
    assert (len(known), min(known)) == (1_000, 2)


def test_an_entry_that_comes_again_makes_no_other_one_forgotten() -> None:
    known = Latest[int, str]()
    for number in range(1_000):
        known[number] = "known"
    known[5] = "again"
    assert (len(known), min(known), known[5]) == (1_000, 0, "again")
