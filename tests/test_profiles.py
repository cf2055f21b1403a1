"""The tests that draw their examples do so as the profile of the suite says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import examples


def drawn() -> list[int]:
    seen: list[int] = []

    @given(st.integers())
    def draw(value: int) -> None:
        seen.append(value)

    draw()
    return seen


def test_the_same_examples_are_drawn_each_time() -> None:
    assert drawn() == drawn()
    assert len(drawn()) == 100


def test_an_example_may_take_as_long_as_a_busy_machine_needs() -> None:
    @settings(max_examples=2)
    @given(st.just(0.25))
    def wait(seconds: float) -> None:
        time.sleep(seconds)

    wait()


@pytest.mark.parametrize(("profile", "expected"), [("suite", 6), ("fuzz", 60)])
def test_the_profile_says_how_many_times_a_number_of_examples_is_tried(
    profile: str, expected: int
) -> None:
    before = settings.get_current_profile_name()
    settings.load_profile(profile)
    try:
        assert examples(6).max_examples == expected
        assert examples(6).derandomize is (profile == "suite")
    finally:
        settings.load_profile(before)
