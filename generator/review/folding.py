"""One edit, one entry: what the tables of rules tell twice, as something that went and something
that came, becomes one change.

A property, a value or a server is renamed where Python code sees one and the same thing under
another name; a resource that is called otherwise is told once, with the remarks of the document
that called it so. What is folded away is safe and says nothing that the other does not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from generator.document import given_names
from generator.document.access import mapping
from generator.document.pointer import split
from generator.review.model import Aspect, Change, Effect, Movement, PythonView, ValueList, worst
from generator.review.rules import by_id
from generator.review.usage import all_classes, all_reached

_RESOURCES: Final = frozenset({("x-sdk", "resource"), *((key,) for key in given_names.RESOURCES)})
_WAYS: Final = {"request": "send", "response": "read"}
_VIEWS: Final[Mapping[Effect, Aspect]] = {
    ("item-streaming", "added"): "result-type",
    ("batches", "added"): "keyword-type",
}
"""What else a method is for, and what of it is of another type where that comes."""
_FIELDS: Final[Mapping[Movement, str]] = {"removed": "field-removed", "added": "field-added"}
"""What is said of a field that code need not know of, by its kind of rule."""
_OF_VALUES: Final = frozenset({"x-enum-varnames", "x-enum-descriptions"})


def folded(changes: Sequence[Change]) -> list[Change]:
    """The changes, each edit where it is told first."""
    found = _credentials(_resources(changes))
    for fold in (_properties, _replaced, _values, _servers, _words, _streams):
        slots: list[Change | None] = list(found)
        at = {id(each): place for place, each in enumerate(found)}
        for one, other, whole in fold(found):
            if id(one) in at and id(other) in at:
                place = at.pop(id(one))
                slots[at.pop(id(other))] = None
                slots[place] = whole
                at[id(whole)] = place
        found = [each for each in slots if each is not None]
    return found


def _is(change: Change | PythonView, aspect: Aspect, *movements: Movement) -> bool:
    """Whether the rule of a change, or of what Python code sees of it, is about that."""
    rule = by_id(change.rule)
    return rule.aspect == aspect and rule.movement in movements


Pair = tuple[Change, Change, Change]
"""Two changes that are one edit, and the change that they are."""


def _told(change: Change) -> tuple[Effect, Effect | None]:
    """What a change is about, and what Python code sees beside that."""
    code = change.code
    return by_id(change.rule).effect, None if code is None else by_id(code.rule).effect


def _is_safe(change: Change) -> bool:
    return (change.wire, change.python) == ("safe", "safe")


def _properties(changes: Sequence[Change]) -> Iterator[Pair]:
    """A property that went and one that came in the same object, which Python code sees as one
    field renamed.
    """
    came = {
        _member(each.pointer, "".join(split(each.pointer)[-1:])): each
        for each in reversed(changes)  # of several the first
        if _told(each) == (("property", "added"), None)
    }
    for change in changes:
        code = change.code
        if code is None or _told(change) != (("property", "removed"), ("field", "renamed")):
            continue
        other = came.get(_member(change.pointer, code.after or ""))
        if other is not None:
            what = f"property `{change.before}` renamed to `{other.after}`"
            yield change, other, _renamed(_one(change, other, what))


def _member(pointer: str, name: str) -> tuple[str, str]:
    """The object that a property is in, and a name of one there, however it is written."""
    return pointer.rpartition("/")[0], plain_name(name)


def _replaced(changes: Sequence[Change]) -> Iterator[Pair]:
    """The one property that went and the one of its type that came in its object, under a name that
    is not alike.
    """
    went, came = (_by_object(changes, movement) for movement in ("removed", "added"))
    for holder, gone in went.items():
        match gone, came.get(holder):
            case [(change, code)], [(other, news)] if _is_safe(other) and code.before == news.after:
                what = f"{change.what}, `{other.after}` of the same type added"
                whole = replace(
                    change,
                    what=what,
                    code=replace(code, what=f"{code.what}; {news.what}", after=None),
                    head=change.head or other.head,
                    reach=all_reached(change, other),
                    classes=all_classes(change, other),
                )
                yield change, other, whole


def _by_object(
    changes: Sequence[Change], movement: Movement
) -> dict[str, list[tuple[Change, PythonView]]]:
    """The properties that went or came by an object's pointer, as far as Python code sees that and
    no more.
    """
    found: dict[str, list[tuple[Change, PythonView]]] = {}
    for change in changes:
        code = change.code
        if code is None or code.more or by_id(code.rule).kind != _FIELDS[movement]:
            continue
        if _is(change, "property", movement):
            found.setdefault(change.pointer.rpartition("/")[0], []).append((change, code))
    return found


def _streams(changes: Sequence[Change]) -> Iterator[Pair]:
    """What else a method is for whose result or argument is of another type: items one by one, or
    batches of them.
    """
    has_views = any(by_id(change.rule).effect in _VIEWS for change in changes)
    retyped = _retyped(changes) if has_views else {}
    for change in changes:
        of = _VIEWS.get(by_id(change.rule).effect)
        if of is None:
            continue
        there = change.operations
        known = retyped.get((of, min(there, default=None)), [])
        other = next((each for each in known if there <= each.operations), None)
        if other is None:
            continue
        if other.code is None:
            yield other, change, replace(other, what=f"{other.what}; {change.what}")
        else:
            more = tuple(dict.fromkeys((*other.code.more, change.rule)))
            code = replace(other.code, what=f"{other.code.what}; {change.what}", more=more)
            yield other, change, replace(other, code=code)


def _retyped(
    changes: Sequence[Change],
) -> dict[tuple[Aspect, tuple[str, str] | None], list[Change]]:
    """Those of which a result or an argument is of another type, by which it is, and by operation;
    `None` has all of them.
    """
    found: dict[tuple[Aspect, tuple[str, str] | None], list[Change]] = {}
    for change in changes:
        of = by_id((change.code or change).rule).aspect
        if of in _VIEWS.values():
            for operation in (None, *change.operations):
                found.setdefault((of, operation), []).append(change)
    return found


def _renamed(change: Change) -> Change:
    """A property that is called otherwise, with what callers do about it, in the directions in
    which they meet it.
    """
    if change.wire == "safe":
        return change
    ways = {
        way
        for each in change.reach
        for way in (_WAYS if each.direction == "both" else (each.direction,))
    }
    verbs = " and ".join(verb for way, verb in _WAYS.items() if way in ways)
    says = f"Callers {verbs or 'use'} `{change.after}` instead of `{change.before}`."
    return replace(change, remedy=says)


def _values(changes: Sequence[Change]) -> Iterator[Pair]:
    """Values that went and values that came in one enumeration, of which one side is safe and
    nothing but that.
    """
    by_place: dict[tuple[str, str | None, str | None], list[Change]] = {}
    for change in changes:
        if _is(change, "enum", "added", "removed") and change.pointer:
            by_place.setdefault((change.pointer, change.before, change.after), []).append(change)
    for members in by_place.values():
        if len(members) == 2 and _is_safe(members[1]):
            one, other = members
            code = one.code or other.code
            if one.code is not None and other.code is not None:
                code = replace(
                    one.code,
                    what=f"{one.code.what}; {other.code.what}",
                    after=one.code.after or other.code.after,
                )
            what, reach = f"{one.what}, {other.what}", all_reached(one, other)
            yield one, other, replace(one, what=what, reach=reach, code=code)


def _words(changes: Sequence[Change]) -> Iterator[Pair]:
    """Values that came or went, and what is said of them; of the values that stayed, the same is
    said as before.
    """
    listed = (each for each in reversed(changes) if _is(each, "enum", "added", "removed"))
    of = {each.pointer: each for each in listed}  # of several the first
    for change in changes:
        values = of.get(change.pointer)
        if values is not None and _is_of_values(change) and _say_same(values, change):
            yield values, change, values


def _is_of_values(change: Change) -> bool:
    """Whether a change is of what an extension says of each value."""
    is_extension = _told(change) == (("extension", "changed"), None)
    return is_extension and not _OF_VALUES.isdisjoint(change.keyword[:1])


def _say_same(values: Change, words: Change) -> bool:
    """Whether the same is said as before of the values that stayed."""
    before, after = map(_words_of_values, values.operands, words.operands)
    stayed = before.keys() & after.keys()
    return bool(before and after) and all(before[value] == after[value] for value in stayed)


def _words_of_values(listed: object, words: object) -> dict[str, object]:
    """What is said of each value by its text; nothing where that is not one word for each."""
    if not isinstance(listed, ValueList) or not isinstance(words, list):
        return {}
    if len(listed.values) != len(words):
        return {}
    return dict(zip(listed.values, words, strict=True))


def _servers(changes: Sequence[Change]) -> Iterator[Pair]:
    """A server that went and one that came, where a client without an address calls the one instead
    of the other.
    """
    new = (each for each in reversed(changes) if _is(each, "server", "added"))
    came = {each.after: each for each in new}  # of several the first
    for change in changes:
        code = change.code
        if code is None or _told(change) != (("server", "removed"), ("base-url", "changed")):
            continue
        other = came.get(code.after)
        if other is not None and change.before == code.before:
            what = f"server `{change.before}` replaced by `{other.after}`"
            yield change, other, _one(change, other, what)


def _resources(changes: Sequence[Change]) -> list[Change]:
    """A resource that is called otherwise, with those inside it, and without the remarks that only
    call it so.
    """
    renamed = list(filter(_is_renamed_resource, changes))
    groups: dict[int, list[Change]] = {}  # by the outermost of them
    for one in renamed:
        groups.setdefault(id(_outer(one, renamed) or one), []).append(one)
    found = []
    for change in changes:
        if group := groups.get(id(change)):
            remarks = [each for each in changes if _only_calls(each, group)]
            found.append(_with(change, [*group, *remarks]))
        elif not (_is_renamed_resource(change) or _only_calls(change, renamed)):
            found.append(change)
    return found


def _is_renamed_resource(change: Change) -> bool:
    return _is(change, "resource", "renamed")


def _outer(change: Change, renamed: Iterable[Change]) -> Change | None:
    """The outermost resource that was renamed alike and has this one in it."""
    names = _names(change)
    for other in renamed:
        if names != _names(other) and _is_inside(names, other):
            return _outer(other, renamed) or other
    return None


_Names: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""What a resource was and is called, an attribute of the client after the other."""


def _names(change: Change) -> _Names:
    place = change.python_place
    return place.names, (place.now or place).names


def _resource(keyword: tuple[str, ...], value: object) -> tuple[str, ...]:
    """What the client calls a resource, by the value of its extension."""
    for key in reversed(keyword):
        value = {key: value}
    return ("client", *given_names.resource(mapping(value)))


def _is_inside(names: _Names, renamed: Change) -> bool:
    """Whether a resource is the one that was renamed, or is inside of it and kept its own name."""
    was, now = _names(renamed)
    inside = names[0][len(was) :]
    return names == (was + inside, now + inside)


def _only_calls(change: Change, renamed: Iterable[Change]) -> bool:
    """Whether all that changed is the name of the resource in the extension of an operation."""
    is_extension = _told(change) == (("extension", "changed"), None)
    if not is_extension or change.keyword not in _RESOURCES or None in change.operands:
        return False
    was, now = (_resource(change.keyword, value) for value in change.operands)
    around = (each for each in renamed if _is_inside((was, now), each))
    return any(change.operations <= each.operations for each in around)


def _with(change: Change, others: Sequence[Change]) -> Change:
    """A renamed resource with those inside it, at the first line that calls it so."""
    first = next((each for each in others if _is(each, "extension", "changed")), change)
    resources = filter(_is_renamed_resource, (change, *others))
    return replace(
        change,
        reach=all_reached(*resources),
        base=change.base or first.base,
        head=change.head or first.head,
        pointer=change.pointer or first.pointer,
    )


def _credentials(changes: Sequence[Change]) -> list[Change]:
    """A credential that is called otherwise, with its variable, and without the methods that want
    it by its new name.
    """
    found = list(changes)
    for change in filter(_is_renamed_credential, changes):
        parts = [each for each in found if _calls_credential(each, change)]
        told = [change, *filter(_is_renamed_variable, parts)]
        found[found.index(change)] = replace(
            change,
            what="; ".join(each.what for each in told),
            remedy=" ".join(each.remedy for each in told),
            reach=all_reached(change, *parts),
        )
        found = [each for each in found if each not in parts]
    return found


def _is_renamed_credential(change: Change) -> bool:
    return _is(change, "credential", "renamed")


def _is_renamed_variable(change: Change) -> bool:
    return _is(change, "environment-variable", "renamed")


def _calls_credential(change: Change, renamed: Change) -> bool:
    """Whether a change is that a credential's variable, or the scheme that a method wants, is
    called otherwise.
    """
    if _is_renamed_variable(change):
        return change.pointer == renamed.pointer
    return (
        _is(change, "required-credential", "became-required")
        and change.after == split(renamed.pointer)[-1]
        and plain_name(change.before) == plain_name(renamed.before)
    )


def _one(left: Change, came: Change, what: str) -> Change:
    """One change of what went and what came: by the rule that weighs more, at its place, with the
    reasons of both.
    """
    first, other = (came, left) if worst(left.wire, came.wire) != left.wire else (left, came)
    reasons = dict.fromkeys(
        each.reason for each in (first, other) if each.reason and each.wire != "safe"
    )
    return replace(
        first,
        what=what,
        python=worst(left.python, came.python),
        before=left.before,
        after=came.after,
        reason=" ".join(reasons) or first.reason,
        reach=all_reached(first, other),
        classes=all_classes(first, other),
        base=left.base,
        head=came.head,
        pointer=came.pointer,
        code=left.code or came.code,
    )


def plain_name(name: str | None) -> str:
    """A name without punctuation and capitals: equal for one that is written in two ways, as a
    component and its class are.
    """
    return re.sub(r"[\W_]", "", name or "").lower()
