"""What of one list is what of another: by the surest sign first, and by none that several share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pytest

from generator.review.matching import Matching, likeness, matched
from generator.review.pairing import BothSides, paired
from generator.review.pairing import Pairs as Paired


@dataclass(frozen=True)
class Item:
    """Something with a name, a number and a kind; equal to others that are the same."""

    name: str
    number: int | None = None
    kind: str = ""


def _names(pairs: Matching[Item]) -> tuple[list[str], list[str], list[str]]:
    both = [f"{one.name}={other.name}" for one, other in pairs.both]
    return both, [each.name for each in pairs.removed], [each.name for each in pairs.added]


def _matched(base: list[Item], head: list[Item]) -> tuple[list[str], list[str], list[str]]:
    return _names(matched(base, head, lambda each: each.name, lambda each: each.number))


A, B, C = Item("a", 1), Item("b", 2), Item("c")


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        ([], [A], ([], [], ["a"])),
        ([A], [], ([], ["a"], [])),
        ([A, B], [B, A], (["a=a", "b=b"], [], [])),
        ([A], [Item("d", 1)], (["a=d"], [], [])),
        ([A], [Item("d", 3)], ([], ["a"], ["d"])),
        ([C], [Item("d")], ([], ["c"], ["d"])),
        ([A, Item("x", 1)], [Item("d", 1)], ([], ["a", "x"], ["d"])),
        ([A], [Item("d", 1), Item("e", 1)], ([], ["a"], ["d", "e"])),
        ([A, Item("x", 1), Item("y", 1)], [Item("d", 1)], ([], ["a", "x", "y"], ["d"])),
        ([A, A, B], [A, B], (["b=b"], ["a", "a"], ["a"])),
        ([A, B], [Item("b", 1)], (["b=b"], ["a"], [])),
        ([A, B], [Item("d", 2), A], (["a=a", "b=d"], [], [])),
    ],
)
def test_a_sign_pairs_what_alone_has_it(
    base: list[Item], head: list[Item], expected: tuple[list[str], list[str], list[str]]
) -> None:
    assert _matched(base, head) == expected


def _called(*names: str) -> list[Item]:
    return [Item(name) for name in names]


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        (_called("user_id"), _called("userId"), (["user_id=userId"], [], [])),
        (_called("user"), _called("owner"), ([], ["user"], ["owner"])),
        (_called("limit"), _called("limits"), (["limit=limits"], [], [])),
        (_called("color", "colors"), _called("colours"), (["colors=colours"], ["color"], [])),
        (_called("colours"), _called("color", "colors"), (["colours=colors"], [], ["color"])),
        (_called("number"), _called("numbers", "numberz"), (["number=numbers"], [], ["numberz"])),
        (_called("numbers", "numberz"), _called("number"), (["numbers=number"], ["numberz"], [])),
        (
            _called("abcde", "x"),
            _called("abcxy", "y"),
            (["abcde=abcxy"], ["x"], ["y"]),
        ),  # 0.6, which is enough
        (_called("abcdef"), _called("abcxyz"), ([], ["abcdef"], ["abcxyz"])),
        ([], _called("a"), ([], [], ["a"])),
        (_called("a"), [], ([], ["a"], [])),
        ([Item("limit", 1)], [Item("limits", 2)], ([], ["limit"], ["limits"])),
    ],
)
def test_what_is_called_much_the_same_is_paired_the_likest_first(
    base: list[Item], head: list[Item], expected: tuple[list[str], list[str], list[str]]
) -> None:
    pairs = Matching([], list(base), list(head))
    pairs.alike(lambda each: each.name, lambda one, other: one.number == other.number)
    assert _names(pairs) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("userId", "user_id", 1.0),
        ("user-id", "USERID", 1.0),
        ("abcd", "abxy", 0.5),
        ("abcd", "wxyz", 0.0),
        ("first_name", "last_name", 12 / 17),
        ("create", "delete", 0.5),
        ("before", "after", 4 / 11),
        ("", "", 1.0),
        ("a" * 300 + "b", "c" + "a" * 300, 600 / 602),
    ],
)
def test_how_much_two_names_are_alike(one: str, other: str, expected: float) -> None:
    assert likeness(one, other) == pytest.approx(expected)
    assert likeness(other, one) == pytest.approx(expected)


def test_a_pair_takes_itself_and_nothing_that_equals_it() -> None:
    one, twin, other = Item("a"), Item("a"), Item("b")
    pairs = Matching([], [one, twin], [other, Item("b")])
    pairs.pair(twin, other)
    assert [each is one for each in pairs.removed] == [True]
    assert len(pairs.added) == 1
    assert pairs.added[0] is not other
    assert [(left is twin, right is other) for left, right in pairs.both] == [(True, True)]


def test_what_is_found_by_a_later_key_is_a_rename() -> None:
    asked: list[bool] = []

    def name(of_head: bool, item: Item) -> str:
        asked.append(of_head)
        return item.name

    found: Paired[Item] = paired(
        [A, B, C, Item("x", 9, "k")],
        [A, Item("d", 2), Item("e"), Item("y", 8, "k")],
        BothSides(partial(name, False), partial(name, True)),
        lambda item: item.number,
        lambda item: item.kind or None,
    )
    assert [one.name + other.name for one, other in found.same] == ["aa"]
    assert [one.name + other.name for one, other in found.renamed] == ["bd", "xy"]
    assert ([each.name for each in found.removed], [each.name for each in found.added]) == (
        ["c"],
        ["e"],
    )
    assert asked == [False] * 4 + [True] * 4


def test_a_key_that_several_share_fits_nothing_and_what_is_none_is_no_key() -> None:
    twins = [Item("a", 1), Item("a", 2)]
    found: Paired[Item] = paired(
        twins, [Item("a", 1)], lambda item: item.name, lambda item: item.number
    )
    assert (found.same, len(found.renamed), len(found.removed), found.added) == ([], 1, 1, [])
    none: Paired[Item] = paired([Item("a")], [Item("a")], lambda item: item.number)
    assert (none.same, len(none.removed), len(none.added)) == ([], 1, 1)
    nothing: Paired[Item] = paired([Item("a")], [], lambda item: item.name)
    assert (len(nothing.removed), nothing.added) == (1, [])
