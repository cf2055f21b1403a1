"""One cause, one entry: what the wire and what Python code sees of the same change becomes one
`Change` with both verdicts.

Two changes have the same cause when they are about the same object of the document (its pointer),
or about one of the same name that is used nowhere else (inherited properties, shared parameters),
and about the same aspect of it: that it came or went, its name, its type, its limits, its values,
whether it has to be given. The aspect is in the words of a rule's id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

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
    (
        "type",
        frozenset(
            {
                "type",
                "format",
                "nullable",
                "alternative",
                "composition",
                "constraint",
                "prefix",
                "properties",
            }
        ),
    ),
    ("discriminator", frozenset({"discriminator"})),
    (
        "type",
        frozenset(
            {"kind", "content", "closed", "opened", "mapping", "streaming", "batches", "style"}
        ),
    ),
    ("presence", frozenset({"removed", "added", "refused", "access"})),
)
_ALIKE: Final = frozenset(
    frozenset(pair)
    for pair in (
        *(
            ("type", "discriminator"),
            ("type", "values"),
            ("type", "limits"),
            ("presence", "access"),
            ("type", "presence"),
        ),
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
_WAYS: Final = (
    ("removed", frozenset({"removed", "refused", "narrowed"})),
    ("added", frozenset({"added", "widened"})),
)
_DEEPER: Final = frozenset({"properties", "patternProperties", "parameters", "$defs"})
_MOST_SEARCHED: Final = 120  # characters of a text in which a name is looked for
_VARIABLES: Final = re.compile(r"\{[^{}]*\}")
_RUNS: Final = re.compile(r"[\w-]+")
_ONE_WAY: Final = {"responses": "response", "requestBody": "request"}
_PARTS: Final = frozenset({"parameters", "requestBody", "responses", "callbacks", "security"})
_MOVED: Final = re.compile(r"(?:deprecated-)?(?:path|operation)-(added|removed)")
_VIEW: Final = re.compile(r"python-(?:follow|batches|item-streaming)-.*")
_KEYWORDS: Final = frozenset(
    {"python-keyword-removed", "python-keyword-added", "python-required-keyword-added"}
)
_UNTRAVELLED: Final = (
    "unused-component-changed",
    "read-only-property-changed",
    "write-only-property-changed",
)
_APPEARING: Final = re.compile(r"python-class-(added|removed)")
# a rule of Python and where in the document it is about, and the rules of the wire that make it so
_FOLLOWS: Final = (
    (
        re.compile(r"python-(?:follow|batches)-removed .*"),
        re.compile(
            r"request-parameter-(?:removed|renamed|moved|.*required.*)|request-body-removed|request-.*type-.*"
        ),
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
    (
        re.compile(r"python-keyword-removed properties"),
        re.compile(r"request-body-removed|request-component-type-changed"),
    ),
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

    A joined change keeps the words of the wire, and has those of Python in `code`; of several,
    those that weigh most."""
    parts: dict[int, list[Change]] = {}
    left: list[Change] = []
    index = _Index(wire)
    for change in python:
        place = index.cause(change)
        if place is None:
            left.append(change)
        else:
            parts.setdefault(place, []).append(change)
    joined = [
        _joined(change, parts[place]) if place in parts else change
        for place, change in enumerate(wire)
    ]
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
    """The words that say what a change of the wire is about; a change of what does not travel says
    it in its sentence.
    """
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
        self._signed: dict[_Sign, list[int]] = {}
        self._own: dict[str, list[int]] = {}
        self._answering: dict[tuple[tuple[str, str], re.Pattern[str]], list[int]] = {}
        for place, change in enumerate(wire):
            self._own.setdefault(change.pointer, []).append(place)
            for sign in _signs(change, self._aspects[place][0]):
                self._signed.setdefault(sign, []).append(place)
        self._moved: dict[str, dict[tuple[str, str], int]] = {"added": {}, "removed": {}}
        for place, change in enumerate(wire):
            movement = _MOVED.fullmatch(change.rule)
            if movement is not None:
                self._moved[movement[1]] |= dict.fromkeys(self._reach[place], place)

    def cause(self, change: Change) -> int | None:
        """The wire's change that has the same cause."""
        about, way = aspect(change.rule)
        pointed = self._at.get(change.pointer, ()) if change.pointer else ()
        best = self._best((place, self._pointed(place, change, about, way)) for place in pointed)
        if best is None:
            reached = {(each.method, each.path) for each in change.reach}
            best = self._best(
                (place, self._score(place, change, about, way, reached))
                for place in self._near(change, about)
            )
        if best is not None:
            return best
        holder = self._holder(change)
        return self._reason(change) if holder is None else holder

    @staticmethod
    def _best(scores: Iterable[tuple[int, int]]) -> int | None:
        """Of places and their scores, the place that has the most, the first of several; `None`
        where all have nothing.
        """
        found = max(scores, key=lambda entry: entry[1], default=None)
        return found[0] if found is not None and found[1] else None

    def _reason(self, change: Change) -> int | None:
        """The one break of the wire for which a method lost an argument or a view, or wants its
        body now.
        """
        wanted = next(
            (
                rules
                for sign, rules in _FOLLOWS
                if sign.fullmatch(f"{change.rule} {_part(change.pointer)}")
            ),
            None,
        )
        if wanted is None or not change.reach:
            return None
        reached = {(each.method, each.path) for each in change.reach}
        return next(
            (
                place
                for place in self._answers(change.reach[0], wanted)
                if reached <= self._reach[place]
            ),
            None,
        )

    def _answers(self, reach: Reach, wanted: re.Pattern[str]) -> list[int]:
        """The wire's changes of an operation by the rules that are wanted."""
        operation = reach.method, reach.path
        found = self._answering.get((operation, wanted))
        if found is None:
            found = [
                place
                for place in self._of.get(operation, ())
                if wanted.fullmatch(self._wire[place].rule)
            ]
            self._answering[operation, wanted] = found
        return found

    def _holder(self, change: Change) -> int | None:
        """What came or went with a class in it: by its pointer, or all the operations that make use
        of the class.
        """
        appearing = _APPEARING.fullmatch(change.rule)
        if appearing is None:
            return None
        pointer = change.pointer
        while pointer := pointer.rpartition("/")[0]:
            for place in self._own.get(pointer, ()):
                holder = self._wire[place]
                moved = self._aspects[place] == ("presence", appearing[1]) or holder.rule.endswith(
                    "component-type-changed"
                )
                if moved:
                    return place
        reached = {(each.method, each.path) for each in change.reach}
        if not reached or not reached <= self._moved[appearing[1]].keys():
            return None
        return min(self._moved[appearing[1]][operation] for operation in reached)

    def _near(self, change: Change, about: str) -> Iterable[int]:
        """The wire's changes that can score by what they say or where they are, in their order, and
        some that cannot.

        Of each sign that is looked for, as few as can be told without looking at them: those of the
            operation, or those with
        the sign.
        """
        if not change.reach:
            return ()
        of = self._of.get((change.reach[0].method, change.reach[0].path), [])
        found: set[int] = set()
        for signs in _sought(change, about):
            fewest: list[int] = min((of, *(self._signed.get(sign, []) for sign in signs)), key=len)
            found.update(fewest)
        return sorted(found)

    def _alike(self, place: int, change: Change, about: str, way: str) -> int | None:
        """How much of the same aspect two changes are, 0 to 3; `None` where they cannot have the
        same cause.
        """
        other = self._wire[place]
        known, direction = self._aspects[place]
        if known != about and frozenset({known, about}) not in _ALIKE:
            return None
        if (
            way
            and direction
            and way != direction
            and known == about
            and known in ("presence", "values")
        ):
            return None
        if about == "retry" and "`x-sdk." in other.what and "`x-sdk.retry" not in other.what:
            return None  # another key of the extension
        # that a result may be more or less is another question than which status came or went
        statuses = "success" in other.rule and known != about
        return 2 * (known == about) + (way == direction and not statuses)

    def _pointed(self, place: int, change: Change, about: str, way: str) -> int:
        """How sure it is that the wire's change about the same object has the same cause; 0 for not
        at all.
        """
        same = self._alike(place, change, about, way)
        if same is None:
            return 0
        other = self._wire[place]
        exactly = other.pointer == change.pointer and self._aspects[place][0] == about
        return 10 + same + 4 * _says(other, change) + 2 * exactly

    def _score(
        self, place: int, change: Change, about: str, way: str, reached: set[tuple[str, str]]
    ) -> int:
        """The same of a change about another object, of the same operations, kind and name; less
        than of one at it.
        """
        same = self._alike(place, change, about, way)
        if same is None or not reached <= self._reach[place]:
            return 0
        known = self._aspects[place][0]
        if _is_kin(self._wire[place], change) or (
            known == about == "type" and self._only(place, change)
        ):
            return 1 + same
        return 0

    def _only(self, place: int, change: Change) -> bool:
        """Whether the result or the body of a method is all that the wire's change reaches."""
        way = _ONE_WAY.get(change.pointer.rpartition("/")[2])
        other = self._wire[place]
        ours = {(each.method, each.path) for each in change.reach}
        return (
            way is not None
            and self._reach[place] == ours
            and all(each.direction == way for each in other.reach)
        )


def _part(pointer: str) -> str:
    """What of an operation an argument is: `requestBody`, or `properties` for a field of it that is
    an argument.
    """
    tokens = split(pointer)
    return "properties" if tokens[-2:-1] == ("properties",) else "".join(tokens[-1:])


def _is_kin(other: Change, change: Change) -> bool:
    """Whether two changes of the same operations are about objects of the same kind and name.

    What is asked here has to have a sign in `_signs`, which `_sought` looks for.
    """
    tokens, others = split(change.pointer), split(other.pointer)
    words = other.rule.split("-")
    if words[-3:] == ["component", "type", "changed"]:
        return _mentions(change.before, other.before) and _mentions(change.after, other.after)
    if len(tokens) > 1 and tokens[-2] == "parameters":
        return ("parameters" in others or not others) and _says(other, change)
    if len(tokens) > 1 and tokens[-2] == "properties":
        return (
            any(split(each)[-2:] == tokens[-2:] for each in above(other.pointer))
            if others
            else _says(other, change)
        )
    if tokens[-1:] == ("responses",):
        return "responses" in others and not _DEEPER & set(others[others.index("responses") :])
    if tokens[-1:] == ("requestBody",):
        return "requestBodies" in others and not _DEEPER & set(others)
    if tokens[-1:] == ("security",):
        return "security" in words
    return len(tokens) == 3 and tokens[0] == "paths" and ("path" in words or "operation" in words)


_Sign: TypeAlias = tuple[str, str]
"""What a change is told from others by: a kind of sign, and a name."""


def _signs(other: Change, about: str) -> set[_Sign]:
    """The signs of a change of the wire."""
    others, words = split(other.pointer), other.rule.split("-")
    text = "text" if others else "text of no place"
    found = {(text, run) for run in _RUNS.findall(_text(other))}
    found |= {
        ("property", tokens[-1])
        for each in above(other.pointer)
        if (tokens := split(each))[-2:-1] == ("properties",)
    }
    found |= {("in", part) for part in ("responses", "requestBodies") if part in others}
    found |= {("word", word) for word in ("security", "path", "operation") if word in words}
    if words[-3:] == ["component", "type", "changed"]:
        found.add(("component", _plain(other.before)))
    if about == "type":
        found |= {("only", each.direction) for each in other.reach}
    return found


def _sought(change: Change, about: str) -> Iterator[list[_Sign]]:
    """What a change of the wire has signs of that is kin to one of Python: all of the signs of one
    of these lists.
    """
    tokens = split(change.pointer)
    yield from ([("component", name)] for name in _names(change.before))
    way = _ONE_WAY.get(tokens[-1]) if tokens and about == "type" else None
    if way is not None:
        yield [("only", way)]
    if tokens[-2:-1] == ("parameters",):
        yield from (
            [(text, run) for run in _RUNS.findall(name)]
            for name in _told(change)
            for text in ("text", "text of no place")
        )
        return
    if tokens[-2:-1] == ("properties",):
        yield [("property", tokens[-1])]
        yield from (
            [("text of no place", run) for run in _RUNS.findall(name)] for name in _told(change)
        )
        return
    inside = {"responses": "responses", "requestBody": "requestBodies"}.get(
        tokens[-1] if tokens else ""
    )
    if inside is not None:
        yield [("in", inside)]
    if tokens[-1:] == ("security",):
        yield [("word", "security")]
    elif len(tokens) == 3 and tokens[0] == "paths":
        yield from ([("word", word)] for word in ("path", "operation"))


def _mentions(types: str | None, component: str | None) -> bool:
    """Whether the text of a type has the class of a component
    in it, whose name has no punctuation.
    """
    return _plain(component) in _names(types)


def _plain(component: str | None) -> str:
    return re.sub(r"[\W_]", "", component or "").lower()


def _names(types: str | None) -> set[str]:
    """The names in the text of a type, as `_plain` has them."""
    return {name.replace("_", "").lower() for name in re.findall(r"\w+", types or "")}


def _says(other: Change, change: Change) -> bool:
    """Whether the wire's change names what Python's change is about."""
    text = _text(other)
    return any(
        re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None
        for name in _told(change)
    )


def _told(change: Change) -> list[str]:
    """What Python's change is about, in the names that the wire may have for it."""
    tokens = split(change.pointer)
    names = [tokens[-1]] if tokens else []
    names += [
        text.strip('"') for text in (change.before, change.after) if text and text.startswith('"')
    ]
    return [name for name in names if name]


def _text(other: Change) -> str:
    """The text of the wire's change in which a name is looked for."""
    values = ((value or "")[:_MOST_SEARCHED] for value in (other.before, other.after))
    where = _VARIABLES.sub(
        "{}", other.where
    )  # what a path calls its variables is not what is told of
    return " ".join((where, other.what, *values))


def above(pointer: str) -> list[str]:
    """The pointer, and those above it up to the property, parameter, component, request body or
    responses that it is in.
    """
    found = []
    while pointer:
        found.append(pointer)
        tokens = split(pointer)
        whole = {"components": 3, "paths": 4}.get(tokens[0], 1)
        if len(tokens) <= whole or tokens[-2] in _DEEPER:
            if (
                tokens[0] == "paths" and len(tokens) == 4 and tokens[3] not in _PARTS
            ):  # a word about the operation
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
    remedies = [
        each.remedy for each in others if each.remedy != SAFE_REMEDY and not _is_class(each)
    ]
    own = first.remedy if len({each.remedy for each in alike}) == 1 else _remedy(first)
    classes = dict.fromkeys(
        (*wire.classes, *(name for change in python for name in change.classes))
    )
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
    leaf = (
        change.where.rpartition("(")[2]
        if "(" in change.where
        else ""
        if is_method
        else change.where.rpartition(".")[2]
    )
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
        f"{what[0]}, and so in {len(what) - 1} other{'s' * (len(what) > 2)}"
        if len(what) > 1
        else what[0]
        for what in (list(dict.fromkeys(each)) for each in sights.values())
    ]
    more = f"; and {len(said) - 4} more" if len(said) > 4 else ""
    return "; ".join(said[:4]) + more


def _renamed(wire: Change, python: Sequence[Change]) -> list[Change]:
    """What Python code sees, arguments that went and came as renamed where the wire renamed what
    they are.
    """
    if not wire.rule.endswith("-parameter-renamed"):
        return list(python)
    came = {
        _method(each): each
        for each in python
        if each.rule in ("python-keyword-added", "python-required-keyword-added")
    }
    found: list[Change] = []
    for change in python:
        other = came.get(_method(change))
        if (
            change.rule == "python-keyword-removed"
            and other is not None
            and change.before == other.after
        ):
            rule = RULES_BY_NAME["keyword-renamed"]
            name, old, new = _method(change), _keyword(change), _keyword(other)
            found.append(
                replace(
                    change,
                    rule=rule.id,
                    what=f"`{name}` takes `{new}` instead of `{old}`",
                    before=old,
                    after=new,
                    reason=change.reason.replace(
                        RULES_BY_NAME["keyword-removed"].reason, rule.reason
                    ),
                    remedy=f"Write `{new}=…` instead of `{old}=…`.",
                )
            )
    left = {_method(each) for each in found}
    return [
        *found,
        *(each for each in python if not (each.rule in _KEYWORDS and _method(each) in left)),
    ]


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
    """The wire's reach with the names of methods; what only
    Python's part reaches comes behind it.
    """
    known = {(each.method, each.path): each for change in python for each in change.reach}
    found = []
    for each in reach:
        other = known.get((each.method, each.path))
        method = each.python or (other.python if other else "")
        section = each.section or (other.section if other else "")
        found.append(Reach(each.method, each.path, each.direction, method, section))
    have = {(each.method, each.path) for each in reach}
    return merged([*found, *(each for key, each in known.items() if key not in have)])
