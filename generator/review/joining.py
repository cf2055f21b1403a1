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
from generator.review.folding import folded
from generator.review.model import Change, Reach, Side, worst
from generator.review.python_rules import RULES_BY_NAME, SAFE_REMEDY
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
    ("discriminator", frozenset({"discriminator"})),
    ("type", frozenset({"kind", "content", "closed", "opened", "mapping", "streaming", "batches", "style"})),
    ("presence", frozenset({"removed", "added", "refused", "access"})),
)
_ALIKE: Final = frozenset(
    frozenset(pair)
    for pair in (
        *(("type", "discriminator"), ("type", "values"), ("type", "limits"), ("presence", "access"), ("type", "presence")),
        *(
            ("extension", "name"),
            ("extension", "words"),
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
_VARIABLES: Final = re.compile(r"\{[^{}]*\}")
_PARTS: Final = frozenset({"parameters", "requestBody", "responses", "callbacks", "security"})
_MOVED: Final = re.compile(r"(?:deprecated-)?(?:path|operation)-(added|removed)")
_VIEW: Final = re.compile(r"python-(?:follow|batches|item-streaming)-.*")
_KEYWORDS: Final = frozenset({"python-keyword-removed", "python-keyword-added", "python-required-keyword-added"})
_UNTRAVELLED: Final = ("unused-component-changed", "read-only-property-changed", "write-only-property-changed")
_APPEARING: Final = re.compile(r"python-class-(added|removed)")
_FOLLOWS: Final = (  # a rule of Python and where in the document it is about, and the rules of the wire that make it so
    (
        re.compile(r"python-(?:follow|batches)-removed .*"),
        re.compile(r"request-parameter-(?:removed|renamed|moved|.*required.*)|request-body-removed|request-.*type-.*"),
    ),
    (
        re.compile(r"python-keyword-became-required requestBody"),
        re.compile(
            r"request-property-(?:required-added|became-required)|request-constraint-added|request-.*became-not-read-only"
        ),
    ),
    (
        re.compile(r"python-keyword-became-optional requestBody"),
        re.compile(r"request-property-(?:removed|became-optional|became-read-only)"),
    ),
    (re.compile(r"python-keyword-removed properties"), re.compile(r"request-body-removed|request-component-type-changed")),
    (
        re.compile(r"python-(?:required-)?keyword-added properties"),
        re.compile(r"request-body-(?:required|optional)-added|request-component-type-changed"),
    ),
    (
        re.compile(r"python-keyword-type-(?:narrowed|widened) requestBody"),
        re.compile(r"request-.*property-became-(?:not-)?read-only"),
    ),
)


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
    return folded([*joined, *left])


def aspect(rule: str) -> tuple[str, str]:
    """What a rule is about, by the words of its id, and whether something came or went."""
    words = frozenset(rule.split("-"))
    if "became" in words and "only" in words:
        return ("name" if "keyword" in words else "access"), ""
    if {"deprecated", "removed"} <= words:  # gone, as it was announced
        return "presence", "removed"
    if "became" in words and words & {"nullable"}:
        return "type", ""
    if {"response", "success"} <= words:  # a status, not what makes a success of a result
        return "presence", "added" if "added" in words else "removed"
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
        if best is not None:
            return best[1]
        holder = self._holder(change)
        return self._reason(change) if holder is None else holder

    def _reason(self, change: Change) -> int | None:
        """The one break of the wire for which a method lost an argument or a view, or wants its body now."""
        wanted = next((rules for sign, rules in _FOLLOWS if sign.fullmatch(f"{change.rule} {_part(change.pointer)}")), None)
        if wanted is None or not change.reach:
            return None
        reached = {(each.method, each.path) for each in change.reach}
        found = [
            place
            for place in self._of.get((change.reach[0].method, change.reach[0].path), ())
            if reached <= self._reach[place] and wanted.fullmatch(self._wire[place].rule)
        ]
        return found[0] if found else None

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
        if about == "retry" and "`x-sdk." in other.what and "`x-sdk.retry" not in other.what:
            return 0  # another key of the extension
        # that a result may be more or less is another question than which status came or went
        statuses = "success" in other.rule and known != about
        same = 2 * (known == about) + (way == direction and not statuses)
        if pointed:
            return 10 + same + 4 * _says(other, change) + 2 * (other.pointer == change.pointer and known == about)
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


def _part(pointer: str) -> str:
    """What of an operation an argument is: `requestBody`, or `properties` for a field of it that is an argument."""
    tokens = split(pointer)
    return "properties" if tokens[-2:-1] == ("properties",) else "".join(tokens[-1:])


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
    where = _VARIABLES.sub("{}", other.where)  # what a path calls its variables is not what is told of
    text = " ".join((where, other.what, *values))
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
    seen = _renamed(wire, python)
    first = max(seen, key=lambda change: (weight[change.python], change.pointer == wire.pointer))
    alike = [change for change in seen if _sight(change) == _sight(first)]
    others = [change for change in seen if change is not first and _sight(change) != _sight(first)]
    remedies = [each.remedy for each in others if each.remedy != SAFE_REMEDY and not _is_class(each)]
    own = first.remedy if len({each.remedy for each in alike}) == 1 else _remedy(first)
    classes = dict.fromkeys((*wire.classes, *(name for change in python for name in change.classes)))
    return replace(
        wire,
        python=worst(wire.python, *(change.python for change in python)),
        reach=_named(wire.reach, [each for each in python if not _APPEARING.fullmatch(each.rule)]),
        classes=tuple(classes),
        base=wire.base or first.base,
        head=wire.head or first.head,
        pointer=wire.pointer or first.pointer,
        code=Side(
            first.rule,
            first.where,
            _sentences(first, seen),
            first.before,
            first.after,
            first.reason,
            " ".join(dict.fromkeys((own, *remedies[:3]))),
            tuple(dict.fromkeys(change.rule for change in seen if change is not first)),
        ),
    )


def _sight(change: Change) -> tuple[str, str, str | None, str | None]:
    """Equal for what Python code sees alike in several methods or classes."""
    is_method = change.where.startswith("client.")
    leaf = change.where.rpartition("(")[2] if "(" in change.where else "" if is_method else change.where.rpartition(".")[2]
    return change.rule, leaf, *_step(change)


def _step(change: Change) -> tuple[str | None, str | None]:
    return (None, None) if _VIEW.fullmatch(change.rule) else (change.before, change.after)


def _sentences(first: Change, python: Sequence[Change]) -> str:
    """What Python code sees, `first` first, the same of several methods once."""
    sights: dict[object, list[str]] = {_sight(first): [first.what]}
    for change in python:
        if change is not first:
            sights.setdefault(_sight(change), []).append(change.what)
    said = [
        f"{what[0]}, and so in {len(what) - 1} other{'s' * (len(what) > 2)}" if len(what) > 1 else what[0]
        for what in (list(dict.fromkeys(each)) for each in sights.values())
    ]
    more = f"; and {len(said) - 4} more" if len(said) > 4 else ""
    return "; ".join(said[:4]) + more


def _renamed(wire: Change, python: Sequence[Change]) -> list[Change]:
    """What Python code sees, arguments that went and came as renamed where the wire renamed what they are."""
    if not wire.rule.endswith("-parameter-renamed"):
        return list(python)
    came = {_method(each): each for each in python if each.rule in ("python-keyword-added", "python-required-keyword-added")}
    found: list[Change] = []
    for change in python:
        other = came.get(_method(change))
        if change.rule == "python-keyword-removed" and other is not None and change.before == other.after:
            rule = RULES_BY_NAME["keyword-renamed"]
            name, old, new = _method(change), _keyword(change), _keyword(other)
            found.append(
                replace(
                    change,
                    rule=rule.id,
                    what=f"`{name}` takes `{new}` instead of `{old}`",
                    before=old,
                    after=new,
                    reason=change.reason.replace(RULES_BY_NAME["keyword-removed"].reason, rule.reason),
                    remedy=f"Write `{new}=…` instead of `{old}=…`.",
                )
            )
    left = {_method(each) for each in found}
    return [*found, *(each for each in python if not (each.rule in _KEYWORDS and _method(each) in left))]


def _method(change: Change) -> str:
    return change.where.partition("(")[0]


def _keyword(change: Change) -> str:
    return change.where.partition("(")[2].removesuffix("=)")


def _remedy(first: Change) -> str:
    """What is to be done at several places, each in its own words."""
    if first.rule == "python-keyword-renamed" and first.before and first.after:
        return f"Write `{first.after}=…` instead of `{first.before}=…`."
    return RULES_BY_NAME[first.rule.removeprefix("python-")].remedy


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
