"""Models on their own: what reading admits and sending refuses, and what is made of a value before
it is checked.
"""

from __future__ import annotations

import copy
import json
import math
import pickle
import warnings
from collections import OrderedDict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from golden import UNSET, models
from golden._runtime.enums import Listed
from golden._runtime.errors import InvalidInputError
from golden._runtime.input_check import plain
from golden._runtime.model import OMITTED, Bool, Model, Omittable, OpenModel
from golden._runtime.problems import problems
from golden._runtime.values import INPUT
from pydantic import ValidationError


class Tagged(Model):
    kind: Annotated[Literal["cat"], Listed()]
    level: Omittable[Annotated[Literal[1, 2], Listed()]] = OMITTED


@pytest.mark.parametrize("kind", ["cat", "cow", 7, True, None])
def test_a_response_may_have_any_single_value_where_one_is_listed_and_it_is_kept_as_it_is(
    kind: Any,
) -> None:
    read = Tagged.model_validate_json(json.dumps({"kind": kind, "level": 9}))
    assert (read.kind, type(read.kind), read.level) == (kind, type(kind), 9)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read.model_dump(mode="json") == {"kind": kind, "level": 9}
        assert json.loads(read.model_dump_json()) == {"kind": kind, "level": 9}


class Switch(Model):
    on: Omittable[Bool] = OMITTED


@pytest.mark.parametrize("on", ["no", "true", 0, 1, 1.0, b"true", []])
def test_nothing_but_true_and_false_is_sent_as_a_boolean(on: Any) -> None:
    with pytest.raises(ValidationError) as raised:
        Switch.model_validate({"on": on}, context=INPUT)
    assert [(problem.path, problem.message) for problem in problems(raised.value)] == [
        ("on", "must be a valid boolean")
    ]
    assert Switch.model_validate({"on": False}, context=INPUT).on is False


@pytest.mark.parametrize("kind", [["cat"], {"cat": 1}])
def test_a_response_with_more_than_a_single_value_does_not_fit(kind: Any) -> None:
    with pytest.raises(ValidationError):
        Tagged.model_validate({"kind": kind})


@pytest.mark.parametrize("given", [{"kind": "cow"}, {"kind": None}, {"kind": "cat", "level": 3}])
def test_an_input_must_have_the_listed_value(given: Any) -> None:
    with pytest.raises(ValidationError) as raised:
        Tagged.model_validate(given, context=INPUT)
    assert [problem.message.split(" or ")[0] for problem in problems(raised.value)] in (
        ["must be 'cat'"],
        ["must be 1"],
    )
    assert Tagged.model_validate({"kind": "cat", "level": 2}, context=INPUT).level == 2


def test_a_value_without_models_is_not_copied_before_it_is_checked() -> None:
    value = {"a": 1, "b": {"c": [1, "x", None]}, "d": {}}
    made = plain(value)
    assert made == value
    assert made["d"] is value["d"]
    flat = {"a": {"b": {"c": 1.5}}}
    assert plain(flat) is flat


def test_models_become_dicts_and_what_is_unset_goes_at_any_depth_without_changing_what_was_given() -> (
    None
):
    thing = models.Thing(name="x", class_="c", new=[models.Thing(name="y", note=None)])
    value = {
        "a": {"thing": thing, "gone": UNSET},
        "b": OrderedDict(x=UNSET, y=1),
        "c": (1, thing),
        "open": OpenModel(z=1),
    }
    wire = {"name": "x", "class": "c", "new": [{"name": "y", "note": None}]}
    made = plain(value)
    assert made == {"a": {"thing": wire}, "b": {"y": 1}, "c": [1, wire], "open": {"z": 1}}
    assert value["a"] == {"thing": thing, "gone": UNSET}


@pytest.mark.parametrize("name", ["colour", "class_", "parts"])
def test_a_model_is_not_made_with_null_where_null_is_not_sent(name: str) -> None:
    with pytest.raises(ValidationError) as raised:
        models.Thing(name="x", **{name: None})
    assert str(raised.value).splitlines()[1:] == [
        name,
        "  must not be null; leave it out instead [type=refused]",
    ]
    with pytest.raises(ValidationError, match=r"parts\.0\.colour\n  must not be null"):
        models.Thing(name="x", parts=[{"name": "y", "colour": None}])
    assert models.Thing(name="x", note=None).model_fields_set == {"name", "note"}
    assert models.Thing.model_validate({"name": "x", name: None}).model_fields_set == {"name", name}


def test_models_that_were_made_read_copied_and_pickled_are_equal() -> None:
    made = models.Thing(name="x", parts=[{"name": "y"}])
    read = models.Thing.model_validate(made.model_dump(exclude_unset=True))
    assert (
        made == read == made.model_copy() == copy.deepcopy(read) == pickle.loads(pickle.dumps(made))
    )


@pytest.mark.parametrize(
    "copied", [models.Thing.model_copy, lambda thing: thing.model_copy(deep=True), copy.copy]
)
def test_what_is_set_of_a_copy_is_not_set_of_the_model_that_was_read(copied: Any) -> None:
    read = models.Thing.model_validate({"name": "x", "colour": None, "serial": 7})
    read.name = "y"
    other = copied(read)
    other.colour, other.serial = models.Colour.RED, 8
    assert read.to_dict() == {"name": "y", "colour": None}
    assert other.to_dict() == {"name": "y", "colour": "red", "serial": 8}


def test_a_model_may_be_made_of_lists_as_deep_as_one_likes() -> None:
    within: list[Any] = []
    within.append(within)
    deep: list[Any] = [models.Cat(kind="cat")]
    for _ in range(5000):
        deep = [deep]
    made = models.Thing(name="x", extra={"within": within, "deep": deep})
    with pytest.raises(InvalidInputError, match="cannot be encoded"):
        made.to_dict()


def test_to_dict_is_what_would_be_sent() -> None:
    more: dict[str, Any] = {
        "when": datetime(2024, 1, 2, tzinfo=UTC),
        "extra": {"n": Decimal("0.5"), "u": UNSET},
        "more": {1},
    }
    thing = models.Thing(name="x", class_="c", colour=models.Colour.RED, note=None, **more)
    sent = {
        "name": "x",
        "class": "c",
        "colour": "red",
        "note": None,
        "when": "2024-01-02T00:00:00Z",
    }
    assert thing.to_dict() == sent | {"extra": {"n": 0.5}, "more": [1]}
    assert type(thing.to_dict()["colour"]) is str
    read = models.Thing.model_validate(
        {"name": "x", "colour": None, "serial": 3, "pet": {"kind": "cow"}}
    )
    assert read.to_dict() == {"name": "x", "colour": None, "pet": {"kind": "cow"}}
    assert OpenModel(a=read).to_dict() == {"a": read.to_dict()}


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ({"count": 99}, "count: must be at most 9"),
        ({"extra": {"n": math.nan}}, "holds NaN, which JSON does not have"),
    ],
)
def test_to_dict_refuses_what_would_not_be_sent(field: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        models.Thing(name="x", **field).to_dict()
    assert str(raised.value) == problem


def test_a_value_is_looked_at_before_it_is_sent_without_being_used_up() -> None:
    items = iter([1, 2])
    assert plain({"items": items, "thing": models.Thing(name="x")}) == {
        "items": None,
        "thing": {"name": "x"},
    }
    assert list(items) == [1, 2]
