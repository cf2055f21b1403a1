"""Correlation: what the wire and what Python code sees of one cause becomes one `Change` with both
verdicts.

Two changes have the same cause when they are about the same object of the document (its pointer),
or about one of the same name that is used nowhere else (inherited properties, shared parameters),
and about the same topic of it: that it came or went, its name, its type, its limits, its values,
whether it has to be given."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from generator.document.pointer import split
from generator.review.causes import Cause, Sense, Topic, cause
from generator.review.combined import combined, is_class
from generator.review.folding import folded, plain_name
from generator.review.model import Aspect, Change, Direction, Effect, ValueList
from generator.review.rules import by_id

_Operation: TypeAlias = tuple[str, str]
_ALIKE: Final[frozenset[frozenset[Topic]]] = frozenset(
    frozenset(pair)
    for pair in (
        ("type", "discriminator"),
        ("type", "values"),
        ("type", "limits"),
        ("type", "presence"),
        ("presence", "access"),
        ("presence", "name"),
        ("extension", "name"),
        ("extension", "words"),
        ("extension", "retry"),
        ("extension", "follow"),
        ("extension", "combination"),
        ("extension", "values"),
    )
)
"""Topics of which the one may be a consequence of the other."""
_DEEPER: Final = frozenset({"properties", "patternProperties", "parameters", "$defs"})
_ONE_WAY: Final[Mapping[str, Direction]] = {"responses": "response", "requestBody": "request"}
_RETRY: Final = ((), ("retry",), ("retries",), ("idempotency-header",))
_PARTS: Final = frozenset({"parameters", "requestBody", "responses", "callbacks", "security"})
_OF_OPERATIONS: Final[frozenset[Aspect]] = frozenset(
    {"path", "path-parameter", "operation", "operation-id"}
)
_Wanted: TypeAlias = tuple[str, ...]
"""Kinds of rules about requests."""
_NOT_READ_ONLY: Final = (
    "property-became-not-read-only",
    "required-property-became-not-read-only",
)
_BODY_CAME: Final = ("body-required-added", "request-body-optional-added", "component-type-changed")
_OTHER_CALL: Final = (
    *("parameter-removed", "parameter-renamed", "parameter-moved"),
    *("parameter-required-added", "parameter-became-required"),
    *("body-removed", "component-type-changed"),
    *("type-narrowed", "type-widened", "type-changed"),
    *("media-type-added", "media-type-removed", "media-type-narrowed", "media-type-widened"),
    *("media-type-suffix-dropped", "media-type-parameters-changed"),
)
_FIELD_RETYPED: Final = (*_NOT_READ_ONLY, "property-became-read-only")
_CONSEQUENCES: Final[Mapping[tuple[Effect, str], _Wanted]] = MappingProxyType(
    {
        (("follow", "removed"), ""): _OTHER_CALL,
        (("batches", "removed"), ""): _OTHER_CALL,
        (("keyword", "became-required"), "requestBody"): (
            *_NOT_READ_ONLY,
            "property-required-added",
            "property-became-required",
            "constraint-added",
        ),
        (("keyword", "became-optional"), "requestBody"): (
            "property-removed",
            "property-became-optional",
            "property-became-read-only",
        ),
        (("keyword", "removed"), "properties"): ("body-removed", "component-type-changed"),
        (("keyword", "added"), "properties"): _BODY_CAME,
        (("keyword-type", "narrowed"), "requestBody"): _FIELD_RETYPED,
        (("keyword-type", "widened"), "requestBody"): _FIELD_RETYPED,
    }
)
"""What Python code sees of a method, and of which part (`properties`: a field that is an argument;
`""`: any), and the changes of the wire that make it so.
"""


def join(wire: Sequence[Change], python: Sequence[Change]) -> list[Change]:
    """The wire's changes with what Python code sees of each, then what only Python code sees.

    A joined change keeps the words of the wire, and has those of Python in `code`; of several,
    those that weigh most."""
    parts: dict[int, list[Change]] = {}
    left: list[Change] = []
    index = _Index(wire)
    for change in python:
        place = index.of(change)
        if place is None:
            left.append(change)
        else:
            parts.setdefault(place, []).append(change)
    joined = [
        combined(change, parts[place]) if place in parts else change
        for place, change in enumerate(wire)
    ]
    return folded([*joined, *left])


class _Index:
    """The wire's changes by pointer and by cause."""

    def __init__(self, wire: Sequence[Change]) -> None:
        self._wire = wire
        self._causes = [cause(change) for change in wire]
        self._reach = [change.operations for change in wire]
        self._own: dict[str, list[int]] = {}
        self._at: dict[str, list[int]] = {}
        self._of: dict[_Operation, list[int]] = {}
        self._signs: list[frozenset[_Sign]] = []
        self._signed: dict[_Sign, list[int]] = {}
        self._ruled: dict[tuple[_Operation, _Wanted], list[int]] = {}
        self._moved: dict[Sense, dict[_Operation, int]] = {"added": {}, "removed": {}}
        for place, change in enumerate(wire):
            self._enter(place, change)

    def _enter(self, place: int, change: Change) -> None:
        """Notes a change, the one at an index of the wire's, by all that it is looked for by: what
        it is at and in, the operations that it reaches, its signs, what came or went with it.
        """
        its = self._causes[place]
        self._own.setdefault(change.pointer, []).append(place)
        for pointer in above(change.pointer):
            self._at.setdefault(pointer, []).append(place)
        for operation in self._reach[place]:
            self._of.setdefault(operation, []).append(place)
        self._signs.append(frozenset(_signs(change, its, self._reach[place])))
        for sign in self._signs[place]:
            self._signed.setdefault(sign, []).append(place)
        if its.aspect in ("path", "operation") and its.topic == "presence":
            self._moved[its.sense] |= dict.fromkeys(self._reach[place], place)

    def of(self, change: Change) -> int | None:
        """The wire's change that has the same cause: the surest about the same object, else about
        another that is kin to it, else what it is a part or a consequence of.
        """
        its = cause(change)
        best = self._at_it(change, its)
        if best is None:
            best = self._elsewhere(change, its)
        if best is None and is_class(change):
            best = self._holder(change, its)
        return self._reason(change) if best is None else best

    def _at_it(self, change: Change, its: Cause) -> int | None:
        pointed = self._at.get(change.pointer, ()) if change.pointer else ()
        return _best((place, self._pointed(place, change, its)) for place in pointed)

    def _elsewhere(self, change: Change, its: Cause) -> int | None:
        sought = frozenset(_sought(change, its))
        near = self._near(change, sought)
        return _best((place, self._score(place, change, its, sought)) for place in near)

    def _reason(self, change: Change) -> int | None:
        """The first change of the wire for which a method lost an argument or a view, or wants its
        body now: `client.pets.in_batches().add` is gone as a body may be `text/csv` as well.
        """
        effect = by_id(change.rule).effect
        of_any = _CONSEQUENCES.get((effect, ""))
        wanted = _CONSEQUENCES.get((effect, _part(change.pointer)), of_any)
        if wanted is None or not change.reach:
            return None
        reached = change.operations
        answers = self._by_rule(_first(change), wanted)
        return next((place for place in answers if reached <= self._reach[place]), None)

    def _by_rule(self, operation: _Operation, wanted: _Wanted) -> list[int]:
        """The wire's changes of an operation by the rules that are wanted."""
        found = self._ruled.get((operation, wanted))
        if found is None:
            places = self._of.get(operation, ())
            found = [place for place in places if _is_request(self._wire[place], wanted)]
            self._ruled[operation, wanted] = found
        return found

    def _holder(self, change: Change, its: Cause) -> int | None:
        """What came or went with a class in it: what is above its pointer, or all the operations
        that make use of the class.
        """
        pointer = change.pointer
        while pointer := pointer.rpartition("/")[0]:
            for place in self._own.get(pointer, ()):
                known = self._causes[place]
                came = (known.topic, known.sense) == ("presence", its.sense)
                if came or known.aspect == "component":
                    return place
        return self._mover(change, its)

    def _mover(self, change: Change, its: Cause) -> int | None:
        """The first path or operation that came or went as a class did which only such ones use:
        of `Receipt`, the `DELETE /pets/{id}` that answers with it. None for a class that others use
        as well.
        """
        reached, moved = change.operations, self._moved[its.sense]
        if not reached or not reached <= moved.keys():
            return None
        return min(moved[operation] for operation in reached)

    def _near(self, change: Change, sought: Collection[_Sign]) -> Iterable[int]:
        """The wire's changes that can score by what they are about or where they are, in their
        order, and some that cannot.

        Of each sign that is looked for, as few as can be told without looking at them: those of the
        operation, or those with the sign.
        """
        if not change.reach:
            return ()
        of = self._of.get(_first(change), [])
        found: set[int] = set()
        for sign in sought:
            signed = self._signed.get(sign, [])
            found.update(of if len(of) <= len(signed) else signed)
        return sorted(found)

    def _alike(self, place: int, its: Cause) -> int | None:
        """How much of the same aspect two changes are, 0 to 3; `None` where they cannot have the
        same cause.

        Of an `enum` and its members, one that came and one that went are two causes. An extension
        may be why a method is retried, but not by each of its keys: `x-sdk.function` is not why a
        `PUT` that became a `POST` is sent once."""
        known, keyword = self._causes[place], self._wire[place].keyword
        same = known.topic == its.topic
        if not same and frozenset({known.topic, its.topic}) not in _ALIKE:
            return None
        is_opposite = {known.sense, its.sense} == {"added", "removed"}
        if same and is_opposite and known.topic in ("presence", "values"):
            return None
        if its.topic == "retry" and keyword[:1] == ("x-sdk",) and keyword[1:] not in _RETRY:
            return None
        # that a result may be more or less is another question than which status came or went
        statuses = known.aspect == "success-status" and not same
        return 2 * same + (known.sense == its.sense and not statuses)

    def _pointed(self, place: int, change: Change, its: Cause) -> int:
        """How sure it is that the wire's change about the same object has the same cause; 0 for not
        at all.
        """
        alike = self._alike(place, its)
        if alike is None:
            return 0
        other = self._wire[place]
        exactly = other.pointer == change.pointer and self._causes[place].topic == its.topic
        # 10, as one elsewhere has 4 at most (`_score`)
        return 10 + alike + 4 * _names(other, change) + 2 * exactly

    def _score(self, place: int, change: Change, its: Cause, sought: frozenset[_Sign]) -> int:
        """The same of a change about another object, of the same operations and with a sign that
        is sought; 4 at most, which is less than of one at it. A change that reaches more operations
        than Python's may be its cause, one that reaches fewer is not.
        """
        alike = self._alike(place, its)
        if alike is None or not change.operations <= self._reach[place]:
            return 0
        kinds = {kind for kind, _ in self._signs[place] & sought}
        # a component in the place of another is told by its class, the result `Cat` instead of
        # `Dog`: the classes of both have to be named
        is_other = kinds == {"component"} and plain_name(self._wire[place].after) not in _named(
            change.named[1]
        )
        return 0 if is_other or not kinds else 1 + alike


def _is_request(change: Change, wanted: _Wanted) -> bool:
    """Whether a change is one of requests, by a rule of a kind that is wanted."""
    rule = by_id(change.rule)
    return rule.direction == "request" and rule.kind in wanted


def _best(scores: Iterable[tuple[int, int]]) -> int | None:
    """Of places and their scores, the place that has the most, the first of several; `None` where
    all have nothing.
    """
    found = max(scores, key=lambda entry: entry[1], default=None)
    return found[0] if found is not None and found[1] else None


def _first(change: Change) -> _Operation:
    return change.reach[0].operation


def _last(pointer: str) -> str:
    """The last token of a pointer, `""` of the whole document."""
    return "".join(split(pointer)[-1:])


def _part(pointer: str) -> str:
    """What of an operation an argument is: `requestBody`, or `properties` for a field of it that is
    an argument.
    """
    return "properties" if split(pointer)[-2:-1] == ("properties",) else _last(pointer)


_Sign: TypeAlias = tuple[str, Hashable]
"""What a change is told from others by: a kind of sign, and a name."""


def _signs(other: Change, known: Cause, reached: Collection[_Operation]) -> Iterator[_Sign]:
    """The signs of a change of the wire. What Python code sees is kin to it if it is of the same
    operations and has one of them (`_sought`): `("property", "name")` of a field that is inherited,
    `("in", "responses")` of a result, `("component", "Pet")` of a class.
    """
    ways = {each.direction for each in other.reach}
    if known.topic == "type" and len(ways) == 1:
        yield "only", (*ways, reached)  # the result or the body of a method is all that it reaches
    if known.aspect == "component":
        yield "component", plain_name(other.before)
        return
    tokens = split(other.pointer)
    if "parameters" in tokens:
        yield from (("parameter", name) for name in _parameters(other))
    for place in above(other.pointer):
        match split(place):
            case (*_, "properties", name):
                yield "property", name
    yield from _parts_of_operations(tokens, known)


def _parts_of_operations(tokens: tuple[str, ...], known: Cause) -> Iterator[_Sign]:
    """What of an operation a change is of: its answer or a body that is shared, as a whole or by
    what is no property, its security, its name or address.

    `/components/responses/Pet/content/application~1json/schema/type` is of an answer, the same with
    `schema/properties/name` is of a field."""
    if "responses" in tokens and _DEEPER.isdisjoint(tokens[tokens.index("responses") :]):
        yield "in", "responses"
    if "requestBodies" in tokens and _DEEPER.isdisjoint(tokens):
        yield "in", "requestBody"
    if known.topic == "security":
        yield "in", "security"
    if known.aspect in _OF_OPERATIONS:
        yield "of", "operation"


def _sought(change: Change, its: Cause) -> Iterator[_Sign]:
    """The signs of which the wire's change has one that what Python code sees is kin to:
    `("parameter", "limit")` of an argument whose pointer is `/paths/~1pets/get/parameters/limit`.
    """
    yield from (("component", name) for name in _named(change.named[0]))
    if its.topic == "type":
        yield "only", (_ONE_WAY.get(_last(change.pointer)), change.operations)
    match split(change.pointer):
        case (*_, "parameters", name):
            yield "parameter", name
        case (*_, "properties", name):
            yield "property", name
        case (*_, "responses" | "requestBody" | "security" as part):
            yield "in", part
        case ("paths", _, _):
            yield "of", "operation"


def _named(classes: Iterable[str]) -> set[str]:
    return set(map(plain_name, classes))


def _names(other: Change, change: Change) -> bool:
    """Whether the wire's change has the name or a value that Python's change is about."""
    wanted = {_last(change.pointer), *_values(change)}
    return not wanted.isdisjoint({*_parameters(other), *_values(other)})


def _parameters(other: Change) -> tuple[str, ...]:
    """What the wire's change may call a parameter, which may be called otherwise now."""
    return tuple(filter(None, (other.parameter, other.before, other.after)))


def _values(change: Change) -> Iterator[str]:
    """The texts among the values that a change lists."""
    for listed in change.operands:
        if isinstance(listed, ValueList):
            yield from (value for value in listed.values.values() if isinstance(value, str))


def above(pointer: str) -> list[str]:
    """The pointer, and those above it up to the property, parameter, component, request body or
    responses that it is in.

    Of `/components/schemas/Pet/type` that is the component, of `/paths/~1pets/get/summary`, a word
    about the operation, the operation; nothing is above `/paths/~1pets/get/requestBody`."""
    found = []
    while pointer:
        found.append(pointer)
        tokens, holder = split(pointer), pointer.rpartition("/")[0]
        whole = {"components": 3, "paths": 4}.get(tokens[0], 1)
        if len(tokens) <= whole or tokens[-2] in _DEEPER:
            is_word = tokens[0] == "paths" and len(tokens) == 4 and tokens[3] not in _PARTS
            return [*found, holder] if is_word else found
        pointer = holder
    return found
