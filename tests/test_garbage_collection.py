"""Python's collector is at rest while documents are compared, and afterwards as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from generator.garbage_collection import at_rest


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


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
