"""Records against the data classes that they stand for."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from generator.records import record


def _kinds(decorator: Any) -> dict[str, type[Any]]:
    """The same classes, made by each of the two."""

    @decorator(frozen=True, slots=True)
    class Empty:
        pass

    @decorator(frozen=True, slots=True)
    class Plain:
        first: int
        second: str = "two"
        third: list[int] = field(default_factory=list)

    @decorator(frozen=True, slots=True, kw_only=True)
    class Named:
        first: int = 1
        second: str

    @decorator(frozen=True, slots=True)
    class Mixed:
        first: int
        second: str = field(kw_only=True)
        third: int = 3

    @decorator(frozen=False, slots=True)
    class Partly:
        first: int
        counted: int = field(default=0, init=False)
        made: dict[str, int] = field(default_factory=dict, init=False)
        later: int = field(init=False)

        def __post_init__(self) -> None:
            self.later = self.first + 1

    @decorator(frozen=True, slots=False)
    class Above:
        first: int

        def told(self) -> str:
            return f"told {self.first}"

    @decorator(frozen=True, slots=False)
    class Below(Above):
        second: int = 2

        def told(self) -> str:
            return f"{super().told()} and {self.second}"

    return {each.__name__: each for each in (Empty, Plain, Named, Mixed, Partly, Above, Below)}


RECORDS, DATACLASSES = _kinds(record), _kinds(dataclass)
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Empty", (), {}),
    ("Empty", (1,), {}),
    ("Plain", (1,), {}),
    ("Plain", (1, "b", [3]), {}),
    ("Plain", (), {"second": "b", "first": 1}),
    ("Plain", (), {"second": "b"}),
    ("Plain", (1,), {"first": 1}),
    ("Plain", (1,), {"unknown": 1}),
    ("Named", (), {"second": "b"}),
    ("Named", (1,), {"second": "b"}),
    ("Mixed", (1, 2), {"second": "b"}),
    ("Mixed", (1,), {}),
    ("Partly", (1,), {}),
    ("Partly", (1,), {"counted": 1}),
    ("Above", (1,), {}),
    ("Below", (1,), {}),
    ("Below", (1,), {"second": 5}),
]


def _outcome(kinds: dict[str, type[Any]], name: str, *args: Any, **kwargs: Any) -> str:
    try:
        return repr(kinds[name](*args, **kwargs)).replace("<locals>.", "")
    except TypeError as error:
        return str(error).replace("__create_fn__.<locals>.", "")


@pytest.mark.parametrize(("name", "args", "kwargs"), CALLS)
def test_a_record_is_made_and_refused_as_a_data_class_is(
    name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    outcomes = {
        _outcome(kinds, name, *args, **kwargs)
        for kinds in (_kinds(record), _kinds(record), _kinds(dataclass))
    }
    for kinds in (RECORDS, RECORDS, DATACLASSES):  # the second is not the first that is made
        outcomes.add(_outcome(kinds, name, *args, **kwargs))
    assert len(outcomes) == 1, outcomes


def test_what_a_factory_makes_is_made_for_each() -> None:
    one, other = RECORDS["Plain"](1), RECORDS["Plain"](1)
    assert one == other
    assert one.third is not other.third


def test_nothing_is_compiled_for_a_class_of_which_there_is_no_record() -> None:
    kind = _kinds(record)["Plain"]
    before: Any = kind.__init__
    kind(1)
    after: Any = kind.__init__
    assert before.__code__.co_filename != after.__code__.co_filename == "<string>"


@record(frozen=True, slots=True)
class Sent:
    first: int
    second: tuple[int, ...] = ()


def test_a_record_is_replaced_copied_and_pickled_by_its_values() -> None:
    sent = Sent(1, second=(2,))
    assert replace(sent, first=2) == Sent(2, (2,))
    assert copy.copy(sent) == copy.deepcopy(sent) == pickle.loads(pickle.dumps(sent)) == sent
    assert hash(sent) == hash(Sent(1, (2,)))


@pytest.mark.parametrize("decorator", [record, dataclass])
def test_a_record_is_sorted_as_a_data_class_is(decorator: Any) -> None:
    @decorator(frozen=True, slots=True, order=True)
    class Version:
        major: int
        minor: int = 0

    first, second, third = Version(1), Version(1, 3), Version(2)
    assert sorted([third, second, first]) == [first, second, third]
    assert Version(1) <= Version(1) >= Version(0, 9) < Version(1) > Version(0)
    with pytest.raises(TypeError, match="'<' not supported"):
        sorted([Version(1), (1, 0)])
