"""Python's collector is at rest while documents are compared, and afterwards as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from generator.garbage_collection import at_rest


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    was, frozen, often = gc.isenabled(), gc.get_freeze_count(), gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)  # as Python has it
    yield
    gc.set_threshold(*often)
    (gc.enable if was else gc.disable)()
    if frozen:
        gc.freeze()


@pytest.mark.parametrize("before", [True, False])
def test_it_rests_meanwhile_and_is_as_it_was_afterwards(before: bool) -> None:
    (gc.enable if before else gc.disable)()
    with at_rest():
        assert not gc.isenabled()
    assert gc.isenabled() is before


def test_it_is_as_it_was_after_an_error() -> None:
    gc.enable()
    with pytest.raises(KeyError), at_rest():
        raise KeyError
    assert gc.isenabled()


def test_what_was_made_meanwhile_is_old_afterwards_and_not_looked_through_at_once() -> None:
    gc.enable()
    young: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 0:
            young.append(len(gc.get_objects(generation=0)))

    gc.callbacks.append(note)
    try:
        with at_rest():
            made = [[number] for number in range(100_000)]
        more = [[number] for number in range(10_000)]
    finally:
        gc.callbacks.remove(note)
    assert young
    assert max(young) < len(more) < len(made)
    assert gc.get_freeze_count() == 0


def test_what_its_caller_froze_stays_frozen() -> None:
    gc.enable()
    gc.freeze()
    try:
        with at_rest():
            made = [[number] for number in range(100_000)]
        assert gc.get_freeze_count() > 0
        assert len(made) == 100_000
    finally:
        gc.unfreeze()


def test_what_is_frozen_is_not_counted_for_a_few_objects() -> None:
    """Python counts it by walking through all of it."""
    gc.enable()
    with patch.object(gc, "get_freeze_count", return_value=0) as count:
        with at_rest():
            few = [[number] for number in range(100)]
        assert count.call_count == 0
        with at_rest():
            many = [[number] for number in range(100_000)]
        assert count.call_count == 1
    assert len(few) < len(many)
