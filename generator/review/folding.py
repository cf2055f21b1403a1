"""One edit, one entry: what the tables of rules tell twice, as something that went and something
that came, becomes one change.

A property, a value or a server is renamed where Python code sees one and the same thing under
another name; a resource that is called otherwise is told once, with the remarks of the document
that called it so. What is folded away is safe and says nothing that the other does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final, TypeAlias, TypeVar

from generator.document import given_names
from generator.document.access import mapping
from generator.document.pointer import split
from generator.review.model import Aspect, Change, Effect, Movement, PythonView, ValueList, worst
from generator.review.rules import by_id
from generator.review.usage import all_classes, all_reached

_Sign = TypeVar("_Sign")
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
        found = _joined(found, fold(found))
    return found


def _joined(changes: Sequence[Change], pairs: Iterable[Pair]) -> list[Change]:
    """The changes with each pair as the one that it is, where the first of the two stood.

    A change that became a part of another one is in no further pair. One that stays itself takes in
    more: values that came take in their names and their descriptions (`_words`)."""
    slots: list[Change | None] = list(changes)
    at = {id(each): place for place, each in enumerate(changes)}
    for one, other, whole in pairs:
        if at.keys() >= {id(one), id(other)}:
            place = at.pop(id(one))
            slots[at.pop(id(other))] = None
            slots[place] = whole
            at[id(whole)] = place
    return [each for each in slots if each is not None]


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


def _view_of(change: Change, effect: Effect, seen: Effect) -> PythonView | None:
    """What Python code sees of a change that is about `effect`, where it sees `seen` of it."""
    return change.code if _told(change) == (effect, seen) else None


def _first_by(sign: Callable[[Change], _Sign], changes: Iterable[Change]) -> dict[_Sign, Change]:
    """The changes by a sign; of several that share it the first."""
    found: dict[_Sign, Change] = {}
    for change in changes:
        found.setdefault(sign(change), change)
    return found


def _is_safe(change: Change) -> bool:
    return (change.wire, change.python) == ("safe", "safe")


def _properties(changes: Sequence[Change]) -> Iterator[Pair]:
    """A property that went and one that came in the same object, which Python code sees as one
    field renamed: `toysCount` and `toyCount`, of which the fields are `toys_count` and
    `toy_count`.
    """
    added = (each for each in changes if _told(each) == (("property", "added"), None))
    came = _first_by(_came_as, added)
    for change in changes:
        field = _view_of(change, ("property", "removed"), ("field", "renamed"))
        other = came.get(_member(change.pointer, field.after)) if field else None
        if other is not None:
            what = f"property `{change.before}` renamed to `{other.after}`"
            yield change, other, _renamed(_one(change, other, what))


def _came_as(change: Change) -> tuple[str, str]:
    """The object that a property came into, and its name there."""
    return _member(change.pointer, "".join(split(change.pointer)[-1:]))


def _member(pointer: str, name: str | None) -> tuple[str, str]:
    """The object that a property is in, and a name of one there, however it is written: `ownerId`
    on the wire is `owner_id` in Python.
    """
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
                remedy = f"{code.remedy} `{news.where}` may have taken its place."
                says = f"{code.what}; {news.what}"
                whole = replace(
                    change,
                    what=what,
                    code=replace(code, what=says, after=None, remedy=remedy),
                    head=change.head or other.head,
                    reach=all_reached(change, other),
                    classes=all_classes(change, other),
                )
                yield change, other, whole


def _by_object(
    changes: Sequence[Change], movement: Movement
) -> dict[str, list[tuple[Change, PythonView]]]:
    """The properties that went or came by an object's pointer, as far as Python code sees that and
    no more: `{"/components/schemas/Pet/properties": […]}`.

    A field that code has to know of is told by itself: one that came and is required is none."""
    found: dict[str, list[tuple[Change, PythonView]]] = {}
    for change in changes:
        code = change.code
        if code is None or code.more or by_id(code.rule).kind != _FIELDS[movement]:
            continue
        if _is(change, "property", movement):
            holder, _, _ = change.pointer.rpartition("/")
            found.setdefault(holder, []).append((change, code))
    return found


def _streams(changes: Sequence[Change]) -> Iterator[Pair]:
    """What else a method is for whose result or argument is of another type: items one by one, or
    batches of them.

    Where a result became a list, its items come one by one too: `client.pets.with_streamed_items`
    has the method now, which is a part of that."""
    retyped = _retyped(changes)
    for change in (each for each in changes if by_id(each.rule).effect in _VIEWS):
        of, there = _VIEWS[by_id(change.rule).effect], change.operations
        known = retyped.get((of, min(there, default=None)), [])  # by one of them, to be quick
        other = next((each for each in known if there <= each.operations), None)
        if other is not None:
            yield other, change, _with_view(other, change)


def _with_view(retyped: Change, view: Change) -> Change:
    """A result or an argument of another type, with the view that came with it; said of the
    document's change in what Python code sees of it.
    """
    code = retyped.code
    if code is None:
        return replace(retyped, what=f"{retyped.what}; {view.what}")
    more = tuple(dict.fromkeys((*code.more, view.rule)))
    return replace(retyped, code=replace(code, what=f"{code.what}; {view.what}", more=more))


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
    which they meet it: "Callers send and read `toyCount` instead of `toysCount`."

    Of what no operation is known to reach, they `use` the one instead of the other."""
    if change.wire == "safe":
        return change
    directions = {each.direction for each in change.reach}
    met = _WAYS.keys() if "both" in directions else directions
    verbs = " and ".join(verb for way, verb in _WAYS.items() if way in met)
    says = f"Callers {verbs or 'use'} `{change.after}` instead of `{change.before}`."
    return replace(change, remedy=says)


def _values(changes: Sequence[Change]) -> Iterator[Pair]:
    """Values that went and values that came in one enumeration, of which one side is safe and
    nothing but that: `"desc" no longer listed, "down" listed`.

    Where the values are answered too, neither side is safe: a caller may not know the new one."""
    by_place: dict[tuple[str, str | None, str | None], list[Change]] = {}
    for change in filter(_is_of_enumeration, changes):
        if change.pointer:
            by_place.setdefault((change.pointer, change.before, change.after), []).append(change)
    for members in by_place.values():
        match members:
            case [one, other] if _is_safe(other):
                yield one, other, _exchanged(one, other)


def _is_of_enumeration(change: Change) -> bool:
    """Whether a change is that values of an enumeration came or went."""
    return _is(change, "enum", "added", "removed")


def _exchanged(one: Change, other: Change) -> Change:
    """Values that went and values that came, on the wire and in Python: its members have one
    sentence as well, with the value of either side.
    """
    code = one.code or other.code
    if one.code is not None and other.code is not None:
        what = f"{one.code.what}; {other.code.what}"
        code = replace(one.code, what=what, after=one.code.after or other.code.after)
    what, reach = f"{one.what}, {other.what}", all_reached(one, other)
    return replace(one, what=what, reach=reach, code=code)


def _words(changes: Sequence[Change]) -> Iterator[Pair]:
    """Values that came or went, and what is said of them; of the values that stayed, the same is
    said as before: with `asc` goes the first of `x-enum-descriptions: [Up., Down.]`.
    """
    of = _first_by(attrgetter("pointer"), filter(_is_of_enumeration, changes))
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
    of the other: the first that is listed, before and after.
    """
    added = (each for each in changes if _is(each, "server", "added"))
    came = _first_by(attrgetter("after"), added)
    for change in changes:
        called = _view_of(change, ("server", "removed"), ("base-url", "changed"))
        # of two servers that went, the one that was called is replaced
        other = came.get(called.after) if called and called.before == change.before else None
        if other is not None:
            what = f"server `{change.before}` replaced by `{other.after}`"
            yield change, other, _one(change, other, what)


def _resources(changes: Sequence[Change]) -> list[Change]:
    """A resource that is called otherwise, with those inside it, and without the remarks that only
    call it so.

    Where `client.pets` is called `client.animals`, `client.pets.toys` goes along, and each
    operation of theirs says it by its own `x-sdk: {resource: animals}`: all of that is one edit."""
    renamed = list(filter(_is_renamed_resource, changes))
    groups: dict[int, list[Change]] = {}  # by the outermost of them
    for one in renamed:
        groups.setdefault(id(_outer(one, renamed) or one), []).append(one)
    found = []
    for change in changes:
        if group := groups.get(id(change)):
            remarks = [each for each in changes if _only_calls(each, group)]
            found.append(_with(change, group, remarks))
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


def _with(change: Change, resources: Iterable[Change], remarks: Iterable[Change]) -> Change:
    """A renamed resource with those inside it and the remarks that call it so, at its own lines,
    else at those of the first remark.
    """
    first = next(iter(remarks), change)
    return replace(
        change,
        reach=all_reached(change, *resources),
        base=change.base or first.base,
        head=change.head or first.head,
        pointer=change.pointer or first.pointer,
    )


def _credentials(changes: Sequence[Change]) -> list[Change]:
    """A credential that is called otherwise, with its variable, and without the methods that want
    it by its new name.

    Where a scheme `apiKey` is called `userKey`, the client's keyword is called otherwise, its
    variable too, and each method asks for a scheme that it did not ask for before."""
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
