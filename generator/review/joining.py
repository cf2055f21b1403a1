"""One cause, one entry: what the wire and what Python code sees of the same change becomes one `Change` with both verdicts.

Two changes have the same cause when they are about the same object of the document (its pointer), or about one of the same name
that is used nowhere else (inherited properties, shared parameters), and about the same aspect of it: that it came or went, its
name, its type, its limits, its values, whether it has to be given. The aspect is in the words of a rule's id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from generator.document.pointer import split
from generator.review.model import Change, Reach, Side, worst
from generator.review.python_rules import SAFE_REMEDY
from generator.review.uses import merged

_ASPECTS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("words", frozenset({"description", "summary", "title", "example", "docstring", "annotation"})),
    ("deprecated", frozenset({"deprecated"})),
    ("retry", frozenset({"retry"})),
    ("follow", frozenset({"follow", "success"})),
    ("name", frozenset({"positional"})),
    ("extension", frozenset({"extension"})),
    ("combination", frozenset({"alternatives"})),
    ("security", frozenset({"security", "credential", "scheme"})),
    ("server", frozenset({"server", "url"})),
    ("values", frozenset({"values", "value", "enum", "member", "constant", "enumeration"})),
    ("limits", frozenset({"limits", "bound", "pattern"})),
    ("name", frozenset({"renamed", "moved", "id", "tags"})),
    ("required", frozenset({"became", "given", "left"})),
    ("type", frozenset({"type", "format", "nullable", "alternative", "composition", "constraint", "prefix", "properties"})),
    ("type", frozenset({"kind", "content", "discriminator", "closed", "opened", "mapping", "streaming", "batches", "style"})),
    ("presence", frozenset({"removed", "added", "refused", "access"})),
)
_ALIKE: Final = frozenset(
    frozenset(pair)
    for pair in (
        *(("type", "values"), ("type", "limits"), ("presence", "access"), ("type", "presence")),
        *(
            ("extension", "name"),
            ("extension", "retry"),
            ("extension", "follow"),
            ("extension", "combination"),
            ("extension", "values"),
        ),
        ("name", "presence"),
    )
)
_WAYS: Final = (("removed", frozenset({"removed", "refused", "narrowed"})), ("added", frozenset({"added", "widened"})))
_DEEPER: Final = frozenset({"properties", "patternProperties", "parameters", "$defs"})
_MOST_SEARCHED: Final = 120  # characters of a text in which a name is looked for
_PARTS: Final = frozenset({"parameters", "requestBody", "responses", "callbacks", "security"})
_MOVED: Final = re.compile(r"(?:deprecated-)?(?:path|operation)-(added|removed)")
_UNTRAVELLED: Final = ("unused-component-changed", "read-only-property-changed", "write-only-property-changed")
_APPEARING: Final = re.compile(r"python-class-(added|removed)")


def join(wire: Sequence[Change], python: Sequence[Change]) -> list[Change]:
    """The wire's changes with what Python code sees of each, then what only Python code sees.

    A joined change keeps the words of the wire, and has those of Python in `code`; of several, those that weigh most.
    """
    parts: dict[int, list[Change]] = {}
    left: list[Change] = []
    index = _Index(wire)
    for change in python:
        place = index.cause(change)
        if place is None:
            left.append(change)
        else:
            parts.setdefault(place, []).append(change)
    joined = [_joined(change, parts[place]) if place in parts else change for place, change in enumerate(wire)]
    return [*joined, *left]


def aspect(rule: str) -> tuple[str, str]:
    """What a rule is about, by the words of its id, and whether something came or went."""
    words = frozenset(rule.split("-"))
    if "became" in words and "only" in words:
        return ("name" if "keyword" in words else "access"), ""
    if {"deprecated", "removed"} <= words:  # gone, as it was announced
        return "presence", "removed"
    if "became" in words and words & {"nullable"}:
        return "type", ""
    if "undeclared" in words:  # only Python code has a field for it, which comes or goes
        return "presence", "added" if "required" in words else "removed"
    about = next((name for name, signs in _ASPECTS if words & signs), "other")
    if about == "type" and words & {"required", "optional"} and words & {"removed", "added"}:
        about = "presence"
    return about, next((way for way, signs in _WAYS if words & signs), "")


def _words(change: Change) -> str:
    """The words that say what a change of the wire is about; a change of what does not travel says it in its sentence."""
    if not change.rule.endswith(_UNTRAVELLED):
        return change.rule
    return "-".join(re.sub(r"`[^`]*`", "", change.what).split())


class _Index:
    """The wire's changes by pointer and by aspect."""

    def __init__(self, wire: Sequence[Change]) -> None:
        self._wire = wire
        self._aspects = [aspect(_words(change)) for change in wire]
        self._reach = [{(each.method, each.path) for each in change.reach} for change in wire]
        self._at: dict[str, list[int]] = {}
        self._of: dict[tuple[str, str], list[int]] = {}
        for place, change in enumerate(wire):
            for operation in self._reach[place]:
                self._of.setdefault(operation, []).append(place)
            for pointer in above(change.pointer):
                self._at.setdefault(pointer, []).append(place)
        self._moved: dict[str, dict[tuple[str, str], int]] = {"added": {}, "removed": {}}
        for place, change in enumerate(wire):
            movement = _MOVED.fullmatch(change.rule)
            if movement is not None:
                self._moved[movement[1]] |= dict.fromkeys(self._reach[place], place)

    def cause(self, change: Change) -> int | None:
        """The wire's change that has the same cause."""
        about, way = aspect(change.rule)
        best: tuple[int, int] | None = None
        for place in self._near(change):
            score = self._score(place, change, about, way)
            if score and (best is None or score > best[0]):
                best = score, place
        return best[1] if best else self._holder(change)

    def _holder(self, change: Change) -> int | None:
        """What came or went with a class in it: by its pointer, or all the operations that make use of the class."""
        appearing = _APPEARING.fullmatch(change.rule)
        if appearing is None:
            return None
        pointer = change.pointer
        while pointer := pointer.rpartition("/")[0]:
            for place in self._at.get(pointer, ()):
                holder = self._wire[place]
                moved = self._aspects[place] == ("presence", appearing[1]) or holder.rule.endswith("component-type-changed")
                if holder.pointer == pointer and moved:
                    return place
        reached = {(each.method, each.path) for each in change.reach}
        if not reached or not reached <= self._moved[appearing[1]].keys():
            return None
        return min(self._moved[appearing[1]][operation] for operation in reached)

    def _near(self, change: Change) -> Iterable[int]:
        exact = self._at.get(change.pointer, []) if change.pointer else []
        near = self._of.get((change.reach[0].method, change.reach[0].path), []) if change.reach else []
        return dict.fromkeys([*exact, *near])

    def _score(self, place: int, change: Change, about: str, way: str) -> int:
        other = self._wire[place]
        known, direction = self._aspects[place]
        pointed = bool(change.pointer) and place in self._at.get(change.pointer, ())
        if known != about and frozenset({known, about}) not in _ALIKE:
            return 0
        if way and direction and way != direction and known == about and known in ("presence", "values"):
            return 0
        same = 2 * (known == about) + (way == direction)
        if pointed:
            return 10 + same + 4 * _says(other, change) + 2 * (other.pointer == change.pointer)
        reached = {(each.method, each.path) for each in change.reach}
        if not reached or not reached <= self._reach[place]:
            return 0
        if _is_kin(other, change) or (known == about == "type" and self._only(place, change)):
            return 1 + same
        return 0

    def _only(self, place: int, change: Change) -> bool:
        """Whether the result or the body of a method is all that the wire's change reaches."""
        ways = {"responses": "response", "requestBody": "request"}
        way = ways.get(change.pointer.rpartition("/")[2])
        other = self._wire[place]
        ours = {(each.method, each.path) for each in change.reach}
        return way is not None and self._reach[place] == ours and all(each.direction == way for each in other.reach)


def _is_kin(other: Change, change: Change) -> bool:
    """Whether two changes of the same operations are about objects of the same kind and name."""
    tokens, others = split(change.pointer), split(other.pointer)
    words = other.rule.split("-")
    if words[-3:] == ["component", "type", "changed"]:
        return _mentions(change.before, other.before) and _mentions(change.after, other.after)
    if len(tokens) > 1 and tokens[-2] == "parameters":
        return ("parameters" in others or not others) and _says(other, change)
    if len(tokens) > 1 and tokens[-2] == "properties":
        return any(split(each)[-2:] == tokens[-2:] for each in above(other.pointer)) if others else _says(other, change)
    if tokens[-1:] == ("responses",):
        return "responses" in others and not _DEEPER & set(others[others.index("responses") :])
    if tokens[-1:] == ("requestBody",):
        return "requestBodies" in others and not _DEEPER & set(others)
    if tokens[-1:] == ("security",):
        return "security" in words
    return len(tokens) == 3 and tokens[0] == "paths" and ("path" in words or "operation" in words)


def _mentions(types: str | None, component: str | None) -> bool:
    """Whether the text of a type has the class of a component in it, whose name has no punctuation."""
    wanted = re.sub(r"[\W_]", "", component or "").lower()
    return wanted in {name.replace("_", "").lower() for name in re.findall(r"\w+", types or "")}


def _says(other: Change, change: Change) -> bool:
    """Whether the wire's change names what Python's change is about."""
    tokens = split(change.pointer)
    names = [tokens[-1]] if tokens else []
    names += [text.strip('"') for text in (change.before, change.after) if text and text.startswith('"')]
    values = ((value or "")[:_MOST_SEARCHED] for value in (other.before, other.after))
    text = " ".join((other.where, other.what, *values))
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None for name in names if name)


def above(pointer: str) -> list[str]:
    """The pointer, and those above it up to the property, parameter, component, request body or responses that it is in."""
    found = []
    while pointer:
        found.append(pointer)
        tokens = split(pointer)
        whole = {"components": 3, "paths": 4}.get(tokens[0], 1)
        if len(tokens) <= whole or tokens[-2] in _DEEPER:
            if tokens[0] == "paths" and len(tokens) == 4 and tokens[3] not in _PARTS:  # a word about the operation
                found.append(pointer.rpartition("/")[0])
            break
        pointer = pointer.rpartition("/")[0]
    return found


def _joined(wire: Change, python: Sequence[Change]) -> Change:
    """One change of the wire with all that it is to Python code."""
    weight = {"breaking": 2, "unknown": 1, "safe": 0}
    first = max(python, key=lambda change: weight[change.python])
    rest = [change.what for change in python if change is not first]
    what = "; ".join((first.what, *dict.fromkeys(rest[:3])))
    if len(rest) > 3:
        what += f"; and {len(rest) - 3} more"
    more = tuple(dict.fromkeys(change.rule for change in python if change is not first))
    remedies = [each.remedy for each in python if each is not first and each.remedy != SAFE_REMEDY and not _is_class(each)]
    remedy = " ".join(dict.fromkeys((first.remedy, *remedies[:3])))
    code = Side(first.rule, first.where, what, first.before, first.after, first.reason, remedy, more)
    classes = dict.fromkeys((*wire.classes, *(name for change in python for name in change.classes)))
    return replace(
        wire,
        python=worst(wire.python, *(change.python for change in python)),
        reach=_named(wire.reach, [each for each in python if not _APPEARING.fullmatch(each.rule)]),
        classes=tuple(classes),
        base=wire.base or first.base,
        head=wire.head or first.head,
        pointer=wire.pointer or first.pointer,
        code=code,
    )


def _is_class(change: Change) -> bool:
    """Whether a class came or went, which needs no word of its own beside what it is a part of."""
    return _APPEARING.fullmatch(change.rule) is not None


def _named(reach: tuple[Reach, ...], python: Sequence[Change]) -> tuple[Reach, ...]:
    """The wire's reach with the names of methods; what only Python's part reaches comes behind it."""
    known = {(each.method, each.path): each for change in python for each in change.reach}
    found = []
    for each in reach:
        other = known.get((each.method, each.path))
        method = each.python or (other.python if other else "")
        section = each.section or (other.section if other else "")
        found.append(Reach(each.method, each.path, each.direction, method, section))
    have = {(each.method, each.path) for each in reach}
    return merged([*found, *(each for key, each in known.items() if key not in have)])
