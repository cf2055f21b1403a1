"""Assertions on inputs, at the edges of what numbers and items there are."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Annotated, Any

import pytest
from golden._runtime.bounds import Bounds
from golden._runtime.floats import Number
from golden._runtime.plan import Codec
from pydantic import ValidationError

STEPS = Codec(Annotated[Number, Bounds(multiple_of=0.01)])
ITEMS = Codec(Annotated[list[Any], Bounds(unique_items=True)])


@pytest.mark.parametrize(
    "value", [1e308, 10**400, Decimal("1E+500")], ids=["float", "int", "Decimal"]
)
def test_a_number_beyond_what_a_float_can_tell_is_taken_for_a_multiple(value: Any) -> None:
    assert STEPS.encode(value) == str(value).encode()


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_number_that_json_does_not_have_is_refused_as_that(value: float) -> None:
    with pytest.raises(ValueError, match="which JSON does not have"):
        STEPS.encode(value)


@pytest.mark.parametrize(
    "items",
    [[1, True], [0, False], [[1], [True]], [{"a": 1}, {"a": True}], ["1", 1], [[], {}], [None, 0]],
)
def test_items_that_json_tells_apart_are_not_repeated(items: list[Any]) -> None:
    assert ITEMS.check(items) == items


@pytest.mark.parametrize(
    "items",
    [[1, 1.0], [{"a": [1], "b": 2}, {"b": 2, "a": [1]}], [Decimal("1E+500")] * 2, [None, None]],
)
def test_items_that_are_the_same_in_json_are_repeated(items: list[Any]) -> None:
    with pytest.raises(ValidationError, match="must not repeat an item"):
        ITEMS.check(items)


def test_whether_an_item_repeats_takes_no_longer_than_to_look_at_each() -> None:
    started = time.process_time()
    ITEMS.check([f"item {number}" for number in range(20_000)])
    assert time.process_time() - started < 1
