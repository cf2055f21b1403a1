"""The same edit at many places is one change, and so is an edit of words: a reviewer decides on it
once.

A document that shares little repeats itself, and so does an edit of it: a parameter is added to a
hundred operations, a property of forty inline objects becomes required. Edits are the same when
their rule, their verdicts, their origin, what was and what is are the same on the wire and in
Python. Words that change nothing for callers (descriptions, examples, extensions) are one change of
each kind, however much they differ. Nothing is lost: every place is an `Occurrence` with what was
and what is there."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from generator.review.causes import is_docstring, is_python
from generator.review.model import Change, Effect, PythonView
from generator.review.rules import by_id
from generator.review.usage import all_classes, all_reached

_WORDS: Final[Mapping[Effect, str]] = MappingProxyType(
    {
        ("description", "changed"): "descriptions changed",
        ("title", "changed"): "titles changed",
        ("summary", "changed"): "summaries changed",
        ("example", "changed"): "examples changed",
        ("extension", "changed"): "extensions changed",
        ("annotation", "changed"): "annotations changed",
        ("tags", "changed"): "lists of tags changed",
        ("info", "changed"): "fields of `info` changed",
        ("unused-component", "changed"): "changes of unused schemas",
        ("unused-component", "added"): "unused schemas added",
        ("unused-component", "removed"): "unused schemas removed",
        ("docstring", "changed"): "docstrings changed",
    }
)
"""What several changes by a rule are called behind their number, where the rule is about words."""
_CLASSES: Final[Mapping[Effect, str]] = MappingProxyType(
    {("class", "added"): "classes are new", ("class", "removed"): "classes are gone"}
)
_MOVED: Final[Effect] = ("operation", "moved")


def grouped(changes: Iterable[Change]) -> list[Change]:
    """The changes, each where the first of its group stood; what is alone stays as it is."""
    groups: dict[Hashable, list[Change]] = {}
    for position, change in enumerate(changes):
        sign = _sign(change)
        groups.setdefault(position if sign is None else sign, []).append(change)
    return [members[0] if len(members) == 1 else _group(members) for members in groups.values()]


def _several(where: str, more: int) -> str:
    """What the place of an edit that was made at several is called in a report."""
    return f"{where} and {more} more"


_SEVERAL: Final = re.compile(r"(.+) and \d+ more")


def first_of_several(where: str) -> str | None:
    """The first place of what `_several` calls so, which is what a reader copies; `None` where it
    is one place.
    """
    found = _SEVERAL.fullmatch(where)
    return None if found is None else found[1]


def _sign(change: Change) -> Hashable | None:
    """Equal for changes that are one edit, or words of one kind; `None` is like nothing else.

    What a reviewer decides by is a part of it in any case. Beside that, words are alike by their
    kind alone, classes by the operations that they reach, operations that moved by what is another
    in their paths, keywords and fields by their own name wherever they are, all else by what is
    said of it."""
    judged = (
        change.rule,
        change.wire,
        change.python,
        change.origin,
        change.accepted,
        change.acceptances,
    )
    rule, code = by_id(change.rule), _seen(change)
    seen = code and code.rule
    step = (change.before, change.after)
    if _is_words(change):
        return (*judged, seen)
    if rule.effect == ("class", "added") or (rule.effect in _CLASSES and change.reach):
        return (*judged, *(each.operation for each in change.reach))
    if rule.effect == _MOVED:
        return (*judged, _parts_moved(change), seen)
    if step == (None, None) and rule.movement == "changed":
        return None  # what was and what is are not said, so whether they are the same is not known
    if is_python(change):
        return (*judged, _leaf(change), *step)
    return (
        *judged,
        change.what,
        *step,
        change.reason,
        code and (code.rule, code.before, code.after),
    )


def _seen(change: Change) -> PythonView | None:
    """What Python code sees of a change, if that is more than another docstring."""
    return None if change.code is None or is_docstring(change.code) else change.code


def _parts_moved(change: Change) -> tuple[str, str]:
    """The segments of a path, and the method where that is another, in which an operation that
    moved is called otherwise: `("pets", "animals")` of `GET /pets/{id}` and `GET /animals/{id}`.
    """
    was, now = (re.split(r"[ /]", text or "") for text in (change.before, change.after))
    was, now = (parts[::-1] for parts in _without_alike(was[::-1], now[::-1]))
    was, now = _without_alike(was, now)
    return "/".join(was), "/".join(now)


def _without_alike(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Two lists from where they begin to differ, or from their last item on."""
    most = min(len(one), len(other)) - 1
    alike = next((index for index in range(most) if one[index] != other[index]), most)
    return one[alike:], other[alike:]


def _is_words(change: Change) -> bool:
    """Whether a change is of words, and is no more than words to Python code; what nobody uses is
    as good as words.
    """
    rule = by_id(change.rule)
    if rule.effect not in _WORDS or (change.wire, change.python) != ("safe", "safe"):
        return False
    return _seen(change) is None or rule.aspect == "unused-component"


def _leaf(change: Change) -> Hashable:
    """The keyword, field or method that a change of Python's table is about; a credential is not of
    the method.
    """
    if by_id(change.rule).aspect == "required-credential":
        return ""
    place = change.python_place
    return place.part or (place.function, place.argument)


def _together(change: Change) -> str:
    """What several like a change are called behind their number; `""` where it says of all of them
    what it says of itself.
    """
    effect = by_id(change.rule).effect
    if _is_words(change):
        return _WORDS[effect]
    if effect != _MOVED:
        return _CLASSES.get(effect, "")
    match _parts_moved(change):
        case was, "":
            became = f"`{was}` is gone from"
        case "", now:
            became = f"`{now}` is new in"
        case was, now:
            became = f"`{was}` is `{now}` in"
    return f"operations moved: {became} their paths"


def _group(members: Sequence[Change]) -> Change:
    """Changes that are one edit as one, at the place of the first, with all that they reach:
    `Pet.id and 2 more`. What was and is there is said where it is the same of all of them.
    """
    first = members[0]
    what, before, after = first.what, first.before, first.after
    if together := _together(first):
        what, before, after = f"{len(members)} {together}", None, None
    return replace(
        first,
        what=what,
        where=_several(first.where, len(members) - 1),
        place=None,
        before=before,
        after=after,
        remedy=_remedy(first.rule, [each.remedy for each in members]),
        reach=all_reached(*members),
        classes=all_classes(*members),
        example=next((each.example for each in members if each.example is not None), None),
        other_example=next(
            (each.other_example for each in members if each.other_example is not None), None
        ),
        code=_code(members),
        occurrences=tuple(each.itself for each in members),
    )


def _code(members: Sequence[Change]) -> PythonView | None:
    """What Python code sees of the first of which it sees something, with what is to be done at all
    of them.
    """
    seen = [change.code for change in members if change.code is not None]
    if not seen:
        return None
    return replace(seen[0], remedy=_remedy(seen[0].rule, [each.remedy for each in seen]))


def _remedy(rule: str, remedies: Sequence[str]) -> str:
    """What all of them say is to be done, else what the rule says of it."""
    if len(set(remedies)) == 1:
        return remedies[0]
    return by_id(rule).remedy
