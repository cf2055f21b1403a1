"""One `Change` of what the wire and Python code see of one cause: the words of the wire, those of
Python beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import starmap
from typing import Final

from generator.review.causes import cause
from generator.review.model import (
    NOTHING_TO_DO,
    WORST_FIRST,
    Aspect,
    Change,
    Effect,
    Movement,
    PythonView,
    Reach,
    worst,
)
from generator.review.python_revisions import reason_at
from generator.review.rules import by_id, python_rule
from generator.review.usage import all_classes, merged

_VIEWS: Final[frozenset[Aspect]] = frozenset(
    {"follow", "wait", "batches", "item-streaming", "stream", "stream-end"}
)
_RENAMED: Final[frozenset[Effect]] = frozenset(
    {("parameter", "renamed"), ("path-parameter", "renamed")}
)
_MOST_SAID: Final = 4
_MOST_REMEDIES: Final = 3


def combined(wire: Change, python: Sequence[Change]) -> Change:
    """One change of the wire with all that it is to Python code; of several, those words that weigh
    most.
    """
    seen = _renamed(python) if by_id(wire.rule).effect in _RENAMED else python
    first = min(
        seen, key=lambda each: (WORST_FIRST.index(each.python), each.pointer != wire.pointer)
    )
    named = [change for change in python if not is_class(change)]
    return replace(
        wire,
        python=worst(wire.python, *(change.python for change in python)),
        reach=_named(wire.reach, named),
        classes=all_classes(wire, *python),
        base=wire.base or first.base,
        head=wire.head or first.head,
        pointer=wire.pointer or first.pointer,
        code=PythonView(
            rule=first.rule,
            where=first.where,
            what=_sentences(first, seen),
            before=first.before,
            after=first.after,
            reason=first.reason,
            remedy=_remedies(first, seen),
            more=tuple(dict.fromkeys(change.rule for change in seen if change is not first)),
            place=first.place,
        ),
    )


def _remedies(first: Change, seen: Sequence[Change]) -> str:
    """What is to be done about `first`, then about what is seen besides; of a class that came or
    went, what it is a part of says it. What several methods see alike has the words of the rule,
    where their own differ: `Write client.pets.get(id=…)` names one of them.
    """
    sight = _sight(first)
    alike = {change.remedy for change in seen if _sight(change) == sight}
    own = first.remedy if len(alike) == 1 else _remedy(first)
    asking = filter(_asks_for_something, seen)
    others = [change.remedy for change in asking if _sight(change) != sight]
    return " ".join(dict.fromkeys((own, *others[:_MOST_REMEDIES])))


def _asks_for_something(change: Change) -> bool:
    return change.remedy != NOTHING_TO_DO and not is_class(change)


def _sight(change: Change) -> tuple[str, str, str | None, str | None]:
    """Equal for what Python code sees alike in several methods or classes."""
    place = change.python_place
    part = place.part or ("" if place.is_method else place.owner)
    if by_id(change.rule).aspect in _VIEWS:
        return change.rule, part, None, None
    return change.rule, part, change.before, change.after


def _sentences(first: Change, python: Sequence[Change]) -> str:
    """What Python code sees, `first` first, the same of several methods once: `client.pets.get` no
    longer takes `limit`, and so in 2 others; and 3 more.
    """
    sights: dict[object, dict[str, None]] = {_sight(first): {first.what: None}}
    for change in python:
        sights.setdefault(_sight(change), {})[change.what] = None
    said = []
    for what, *others in sights.values():
        number = len(others)
        more = f", and so in {number} other{'s' * (number > 1)}" if others else ""
        said.append(f"{what}{more}")
    rest = f"; and {len(said) - _MOST_SAID} more" if len(said) > _MOST_SAID else ""
    return "; ".join(said[:_MOST_SAID]) + rest


def _renamed(python: Sequence[Change]) -> list[Change]:
    """What Python code sees of a parameter that the wire renamed: an argument that went and one of
    its type that came in the same method is one that was renamed, in each of the methods that have
    the parameter: `since: str` and `from_: str`.
    """
    renamed = list(starmap(_one_keyword, _exchanged(python)))
    methods = set(map(_owner, renamed))
    left = [each for each in python if not (_owner(each) in methods and _is_keyword(each))]
    return [*renamed, *left]


def _exchanged(python: Sequence[Change]) -> Iterator[tuple[Change, Change]]:
    """Each argument that went with the one of its type that came in the same method."""
    came = {_owner(each): each for each in python if _is_keyword(each, "added")}
    for gone in (each for each in python if _is_keyword(each, "removed")):
        new = came.get(_owner(gone))
        if new is not None and new.after == gone.before:
            yield gone, new


def _is_keyword(change: Change, *movements: Movement) -> bool:
    """Whether an argument came or went, or one of the two."""
    aspect, movement = by_id(change.rule).effect
    return aspect == "keyword" and movement in (movements or ("removed", "added"))


def _one_keyword(gone: Change, came: Change) -> Change:
    """That an argument has another name, at the place of the one that is gone."""
    rule = python_rule("keyword-renamed")
    old, new = gone.python_place.keyword, came.python_place.keyword
    return replace(
        gone,
        rule=rule.id,
        what=f"`{_owner(gone)}` takes `{new}` instead of `{old}`",
        before=old,
        after=new,
        place=replace(gone.python_place, new_name=new),
        reason=reason_at(rule, gone.python_place),
        remedy=rule.remedy_of(old, new),
    )


def is_class(change: Change) -> bool:
    """Whether a class came or went, which needs no word of its own beside what it is a part of."""
    its = cause(change)
    return its.aspect == "class" and its.topic == "presence"


def _owner(change: Change) -> str:
    """The method, as a caller writes it."""
    return change.python_place.owner


def _remedy(first: Change) -> str:
    """What is to be done at several places, each in its own words."""
    return by_id(first.rule).remedy_of(first.before, first.after)


def _named(reach: tuple[Reach, ...], python: Sequence[Change]) -> tuple[Reach, ...]:
    """The wire's reach with the names of methods, then what only Python's part reaches."""
    known = {each.operation: each for change in python for each in change.reach}
    found = [_called(each, known.pop(each.operation, each)) for each in reach]
    return merged([*found, *known.values()])


def _called(reach: Reach, other: Reach) -> Reach:
    """An operation with the method and the section that one of both has."""
    python, section = reach.python or other.python, reach.section or other.section
    return replace(reach, python=python, section=section)
