"""The arguments of a method before and after, by name and by position; also of the method that
follows its list.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import field, replace
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Final, get_args

from generator.api.model import Field, Follow, Model, Named, ObjectModel, Operation, Type
from generator.api.type_walk import behind, members_of
from generator.document.pointer import join
from generator.document.schema.canonical import unwrapped
from generator.records import record
from generator.review import part_headers
from generator.review.arguments import Argument, arguments, given_as, look, spelled
from generator.review.exclusive_groups import refuses
from generator.review.limits import LimitsChange, limits, tightened
from generator.review.matching import Matching, matched
from generator.review.method_pair import MethodPair
from generator.review.model import Change
from generator.review.pairing import bare
from generator.review.python_discriminators import APART_SENT, CLAIMED_SENT, claimed, told_apart
from generator.review.python_place import method_place
from generator.review.python_revisions import ApiRevisions, without_class_names
from generator.review.python_types import (
    OPEN,
    RELATIONS,
    Shown,
    Taken,
    class_text,
    passed_change,
    quoted,
    remapped,
    same,
)
from generator.review.rules import python_kinds, python_rule
from generator.review.usage import spread_class

_LIMITS: Final = python_kinds("keyword-limits", RELATIONS)
_BECAME: Final[Mapping[str, str]] = {
    "required": "`{call}` wants `{keyword}`, which might be left out before",
    "optional": "`{keyword}` of `{call}` may be left out",
    "keyword-only": "`{keyword}` of `{call}` can only be given by name",
    "positional": "`{keyword}` of `{call}` may be given by position",
}
"""What is said of an argument that has to be given, or given by name, otherwise than before."""
_KEYWORD: Final = python_kinds("keyword-became", _BECAME)
_OF_THE_WHOLE: Final = frozenset({"body", "content", "accept"})
"""The kinds of arguments that are about a whole body or result."""
_TYPE: Final[Mapping[Taken, str]] = python_kinds("keyword-type", get_args(Taken))


@record(frozen=True, slots=True)
class _SpreadClass:
    """The class whose fields are keywords of the method, where that is one on both sides: what
    becomes of its fields is told of the class. `names` are what a field was and is called by its
    name on the wire.
    """

    is_one: bool = False
    pointer: str = ""
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    gone: Set[str] = frozenset()
    new: Set[str] = frozenset()
    needs_others: bool = False

    @classmethod
    def of(cls, sides: ApiRevisions, before: Operation, after: Operation) -> _SpreadClass:
        """The class of both methods; none where one of them has none, or has another class."""
        one, other = spread_class(before), spread_class(after)
        if one is None or other is None or sides.names.get(one) != other:
            return cls()
        model = sides.after.models[other]
        old, new = _fields(sides.before.models[one]), _fields(model)
        return cls(
            is_one=True,
            pointer=model.pointer,
            names={wire: (old[wire].python, new[wire].python) for wire in old.keys() & new.keys()},
            gone=old.keys() - new.keys(),
            new=new.keys() - old.keys(),
            needs_others=_required(old) != _required(new),
        )


def _fields(model: Model) -> dict[str, Field]:
    """The fields of a class by their names on the wire."""
    return {field.wire: field for field in model.fields} if isinstance(model, ObjectModel) else {}


def _objects_in(kind: Type, models: Mapping[str, Model]) -> Iterator[ObjectModel]:
    """The class of an object that a type is, or those that it is a union of."""
    for member in members_of(behind(kind, models)):
        plain = behind(member, models)
        model = models.get(plain.name) if isinstance(plain, Named) else None
        if isinstance(model, ObjectModel):
            yield model


def _required(fields: Mapping[str, Field]) -> set[str]:
    return {wire for wire, field in fields.items() if field.required}


class ArgumentChanges(MethodPair):
    """What became of the arguments."""

    def __init__(self, sides: ApiRevisions, before: Operation, after: Operation) -> None:
        super().__init__(sides, before, after)
        self.spread = _SpreadClass.of(sides, before, after)

    def changes(self) -> Iterator[Change]:
        yield from self._each()
        yield from self._order()
        yield from self._alternatives()

    @cached_property
    def _pairs(self) -> Matching[Argument]:
        """The arguments of both methods, from the surest sign to the weakest, in the order of the
        later one: as they are on the wire, by keyword, by position, by all but their names.
        """
        old, new = arguments(self.before), arguments(self.after)
        as_written = _on_the_wire, _parameter, attrgetter("python")
        by_position = [_position_in_path] if self._is_in_place else []
        pairs = matched(old, new, *by_position, *as_written)
        if _count_in_path(old) == _count_in_path(new):
            pairs.match(_position_in_path)
        pairs.match(_description)
        pairs.match(look)
        pairs.alike(attrgetter("python"), self._fits)
        place = {id(argument): index for index, argument in enumerate(new)}
        pairs.both.sort(key=lambda pair: place[id(pair[1])])
        return pairs

    @property
    def _is_in_place(self) -> bool:
        """Whether the path is the same but for the names in its braces, of which only the values
        travel.
        """
        return bare(self.before.path) == bare(self.after.path)

    def _fits(self, one: Argument, other: Argument) -> bool:
        """Whether an argument may be the other one by a new name."""
        if self._is_of_class(one) or one.type is None or other.type is None:
            return False
        return (one.kind, one.place, one.required) == (
            other.kind,
            other.place,
            other.required,
        ) and without_class_names(one.type) == without_class_names(other.type)

    def _is_of_class(self, argument: Argument) -> bool:
        return argument.kind == "field" and self.spread.is_one

    def _each(self) -> Iterator[Change]:
        """What became of each argument. Of a field of one class on both sides the class tells that,
        whatever methods take it, but for a keyword that is another name for it.
        """
        # a name that went may be that of another argument now
        names = frozenset(each.python for each in arguments(self.after))
        for before, after in self._pairs.both:
            yield from self._renamed(before, after, names)
            if self._is_compared(before, after):
                yield from self._kept(before, after)
        for gone in self._pairs.removed:
            if not _is_field_of(gone, self.spread.gone):
                yield self._removed(gone, names)
        for new in self._pairs.added:
            if not _is_field_of(new, self.spread.new):
                yield self._added(new)

    def _is_compared(self, before: Argument, after: Argument) -> bool:
        """Whether what becomes of an argument is told of it: the options of a call are the same in
        every package, and what becomes of a field of one class is told there.
        """
        if after.kind == "options":
            return False
        return not (self._is_of_class(before) and self._is_of_class(after))

    def _added(self, new: Argument) -> Change:
        rule, wants, remedy = "keyword-added", "takes", None
        if new.required and not self._is_in_whole(new):
            rule, wants = "required-keyword-added", "wants"
            remedy = f"Write `{self.name}({new.python}=…)`."
        what = f"`{self.name}` {wants} `{new.python}`, which is new"
        return self._of(rule, new, what, after=spelled(self.sides.after, new), remedy=remedy)

    def _is_in_whole(self, new: Argument) -> bool:
        """Whether a field of the body had to be in it before, where the body was given as a whole,
        as it still may be.
        """
        body, models = self.before.body, self.sides.before.models
        if new.kind != "field" or body is None or body.fields is not None:
            return False
        return any(
            field.required and not field.read_only
            for media in body.media_types
            for model in _objects_in(media.type, models)
            if self.sides.names.get(model.name) == spread_class(self.after)
            for field in model.fields
            if field.wire == new.wire
        )

    def _kept(self, before: Argument, after: Argument) -> Iterator[Change]:
        """An argument that both methods have: how it is given, what it takes, what is said of it.

        Those of one keyword are one, though it was a field and is the whole body now."""
        yield from self._given(before, after)
        if not _OF_THE_WHOLE.isdisjoint((after.kind, before.kind)):
            yield from self._whole(before, after)
        elif before.type is not None and after.type is not None:
            yield from self._typed(before, after, before.type, after.type)
        if after.deprecated and not before.deprecated:
            what = f"`{after.python}` of `{self.name}` is deprecated"
            yield self._of("keyword-deprecated", after, what)
        if unwrapped(after.description) != unwrapped(before.description):
            what = f"what is said of `{after.python}` of `{self.name}` changed"
            yield self._of("docstring-changed", after, what)

    def _removed(self, gone: Argument, names: frozenset[str]) -> Change:
        """An argument that is gone. Where the fields of the body are no keywords any more, it is
        given in the whole body.
        """
        what = f"`{self.name}` no longer takes `{gone.python}`"
        remedy = f"Write `{self.name}(…)` without `{gone.python}`."
        body = self.after.body
        if gone.kind == "field" and body is not None and body.fields is None:
            remedy = f"Write `{self.name}({body.python}={{{quoted(gone.wire)}: …}})`."
        change = self._of(
            "keyword-removed",
            gone,
            what,
            before=spelled(self.sides.before_shown, gone),
            remedy=remedy,
        )
        return _another(change, gone.python) if gone.python in names else change

    def _renamed(
        self, before: Argument, after: Argument, names: frozenset[str]
    ) -> Iterator[Change]:
        """An argument by another keyword; `names` are all keywords of the later method."""
        if before.python == after.python:
            return
        called = before.python, after.python
        if after.kind == "field" and self.spread.names.get(after.wire) == called:
            return  # the class's field was renamed in the same way, which the class says
        what = f"`{self.name}` takes `{after.python}` instead of `{before.python}`"
        remedy = f"Write `{self.name}({after.python}=…)` instead of `{before.python}=…`."
        change = self._of(
            "keyword-renamed", before, what, before=before.python, after=after.python, remedy=remedy
        )
        place = method_place(self.name, before.python, after.python)
        change = replace(change, place=place)
        yield _another(change, before.python) if before.python in names else change

    def _given(self, before: Argument, after: Argument) -> Iterator[Change]:
        """Whether it has to be given, and how it may be."""
        # whether an empty call is enough is told of the fields
        is_told = after.kind == before.kind == "body" and self._fields_decide()
        if before.required != after.required and not is_told:
            yield self._became(after.need, after, before.need, after.need)
        if (before.index is None) != (after.index is None):
            kind = "keyword-only" if after.index is None else "positional"
            yield self._became(kind, after, before.way, after.way)

    def _became(self, kind: str, argument: Argument, was: str, now: str) -> Change:
        what = _BECAME[kind].format(call=self.name, keyword=argument.python)
        is_less = kind in ("required", "keyword-only")
        remedy = f"Write `{self.name}({argument.python}=…)`." if is_less else None
        return self._of(_KEYWORD[kind], argument, what, before=was, after=now, remedy=remedy)

    def _fields_decide(self) -> bool:
        """Whether a body has to be given for other fields, and for nothing else."""
        bodies = self.before.body, self.after.body
        needed = {body.required for body in bodies if body is not None}
        return self.spread.needs_others and len(needed) == 1

    def _typed(self, argument: Argument, after: Argument, old: Type, new: Type) -> Iterator[Change]:
        if same(old, new, self.sides.names):
            yield from self._limited(after, limits(old, new))
            yield from self._apart(after, old, new)
            return
        relation = passed_change(self.sides.before.passed(old), self.sides.after.passed(new))
        if relation != "narrowed":
            yield from self._limited(after, tightened(old, new, self.sides.before.models))
        if relation != "same":
            yield self._reclaimed(self._retyped(argument, after, relation), [(old, new)])

    def _limited(self, after: Argument, change: LimitsChange) -> Iterator[Change]:
        if change.relation != "same":
            yield self._of(
                _LIMITS[change.relation],
                after,
                change.told(f"`{after.python}` of `{self.name}`"),
                before=change.before,
                after=change.after,
                remedy=change.remedy(f"`{after.python}`"),
            )

    def _retyped(self, before: Argument, after: Argument, relation: Taken) -> Change:
        old, new = (
            spelled(self.sides.before_shown, before),
            spelled(self.sides.after, after),
        )
        less = "no longer takes all that it took" if relation == "narrowed" else "takes more"
        what = f"`{after.python}` of `{self.name}` {less}: `{new}` instead of `{old}`"
        remedy = f"Give `{after.python}` as `{new}`." if relation == "narrowed" else None
        return self._of(_TYPE[relation], after, what, before=old, after=new, remedy=remedy)

    def _reclaimed(self, change: Change, types: Iterable[tuple[Type, Type]]) -> Change:
        """An argument that takes more, unless what it took with some value of a discriminator is
        refused now.

        Once `cat` has a class of its own, `Pet(kind="cat")` of the class for all other values
        raises, though any `Pet` was taken before."""
        claims = [claim for old, new in types for claim in claimed(old, new, self.sides.names)]
        if not claims or change.python == "breaking":
            return change
        remedy = " ".join(claim.written for claim in claims)
        rule = python_rule("keyword-type-narrowed")
        return replace(change, rule=rule.id, python=rule.python, reason=CLAIMED_SENT, remedy=remedy)

    def _whole(self, before: Argument, after: Argument) -> Iterator[Change]:
        """The whole body, or the keyword that names its media type, or that of the result.

        Several media types of a body are compared one by one where there are as many as before."""
        relation = passed_change(
            given_as(self.sides.before, before), given_as(self.sides.after, after)
        )
        if relation != "same":
            types = [
                (one.type, other.type)
                for one, other in zip(before.media, after.media, strict=False)
            ]
            yield self._reclaimed(self._retyped(before, after, relation), types)
        elif len(before.media) == len(after.media) and after.kind == "body":
            for one, other in zip(before.media, after.media, strict=True):
                if same(one.type, other.type, self.sides.names):
                    yield from self._limited(after, limits(one.type, other.type))
                    yield from self._apart(after, one.type, other.type)
                else:
                    models = self.sides.before.models
                    yield from self._limited(after, tightened(one.type, other.type, models))

    def _apart(self, after: Argument, old: Type, new: Type) -> Iterator[Change]:
        """Classes of a union that are told apart by another property, or by other values of it."""
        for each in remapped(old, new, self.sides.names):
            if each.before is not None:
                becomes = f"`{each.after}`" if each.after else "refused"
                what = (
                    f"`{after.python}` of `{self.name}` whose {each.said} is {becomes} instead of "
                    f"`{each.before}`"
                )
                yield self._of(
                    "keyword-type-narrowed",
                    after,
                    what,
                    before=class_text(each.before),
                    after=class_text(each.after or OPEN),
                    remedy=each.give,
                )
        found = told_apart(old, new, self.sides.after.models, self.sides.names)
        if found is not None and found.after is not None:
            what = f"the class of `{after.python}` of `{self.name}` is told {found.words}"
            remedy = f"Give dicts for `{after.python}` with {quoted(found.after)}."
            change = self._of(
                "keyword-type-narrowed",
                after,
                what,
                before=found.before,
                after=found.after,
                remedy=remedy,
            )
            yield replace(change, reason=APART_SENT)

    def _of(
        self,
        rule: str,
        argument: Argument,
        what: str,
        *,
        before: Shown | None = None,
        after: Shown | None = None,
        remedy: str | None = None,
    ) -> Change:
        """A change by a rule, of an argument; of a field of one class on both sides it is at the
        property of the class, where the change of the wire is.
        """
        pointer = argument.pointer
        place = method_place(self.name, argument.python)
        if self._is_of_class(argument):
            pointer = join(self.spread.pointer, "properties", argument.wire)
        return self.made(
            rule,
            place,
            what,
            "request",
            pointer,
            before=before,
            after=after,
            remedy=remedy,
        )

    def _order(self) -> Iterator[Change]:
        """Arguments that can be given by position on both sides, in another order."""
        kept = [
            (a.index, b.index, b.python)
            for a, b in self._pairs.both
            if a.index is not None and b.index is not None
        ]
        old, new = ([at[-1] for at in sorted(kept, key=itemgetter(side))] for side in (0, 1))
        if old != new:
            call = f"{self.name}({', '.join(f'{name}=…' for name in new)})"
            what = (
                f"arguments of `{self.name}` by position are in another order: {', '.join(new)} "
                f"({', '.join(old)} before)"
            )
            yield self.made(
                "positional-order-changed",
                self.call,
                what,
                "request",
                self.after.pointer,
                before=", ".join(old),
                after=", ".join(new),
                remedy=f"Write `{call}`.",
            )

    def _alternatives(self) -> Iterator[Change]:
        """Groups of arguments of which exactly one is to be given, compared by the names that the
        arguments have now.
        """
        called = {before.python: after.python for before, after in self._pairs.both}
        old = {
            frozenset(called.get(name, name) for name in group)
            for group in self.before.exactly_one_of
        }
        new = set(map(frozenset, self.after.exactly_one_of))
        if old == new:
            return
        steps = _, after = _groups_in_words(old), _groups_in_words(new)
        needed = {b.python for a, b in self._pairs.both if a.required}
        if refuses(old, new, set(called.values()), needed):
            what = f"`{self.name}` wants exactly one of {after}"
            rule = "alternatives-narrowed"
        else:
            what = f"`{self.name}` takes {after or 'its arguments in any combination'}"
            rule = "alternatives-widened"
        yield self.made(rule, self.call, what, "request", self.after.pointer, *steps)

    def part_headers(self) -> Iterator[Change]:
        """Headers of parts that have to be given now, and did not have to be before."""
        at = join(self.after.pointer, "requestBody")
        for part, header in part_headers.wanted(self.before, self.after):
            what = f"`{self.name}` wants the header `{header}` of {part}"
            remedy = f"Give the part as `Part(value, headers={{{header!r}: …}})`."
            yield self.made(
                "part-header-became-required",
                self.call,
                what,
                "request",
                at,
                before="optional",
                after="required",
                remedy=remedy,
            )

    def following(self) -> Iterator[Change]:
        """The method that follows the list, as `client.events.follow` does `client.events.list`:
        whether there is one, what it is called, which keywords it takes, how it follows.
        """
        old, new = self.before.follow, self.after.follow
        if old is None and new is None:
            return
        owner, at = self.name.rpartition(".")[0], join(self.after.pointer, "x-sdk")
        before, after = (
            None if each is None else f"{owner}.{each.function}" for each in (old, new)
        )
        if old is None or new is None:
            rule, what, remedy = "follow-added", f"`{after}` is new", None
            if new is None:
                rule, what = "follow-removed", f"`{before}` is gone"
                remedy = f"Write `{self.name}(…)`, again and again, instead of `{before}(…)`."
            yield self.made(
                rule,
                str(after or before),
                what,
                "response",
                at,
                before=before,
                after=after,
                remedy=remedy,
            )
            return
        if before != after:
            what = f"`{before}` is called `{after}` now"
            remedy = f"Write `{after}(…)` instead of `{before}(…)`."
            yield self.made(
                "follow-renamed",
                str(before),
                what,
                "response",
                at,
                before=before,
                after=after,
                remedy=remedy,
            )
        yield from self._fixed(old, new, str(after))
        was, now = _how_followed(old), _how_followed(new)
        if was != now:
            what = f"`{after}` follows its list in another way"
            yield self.made(
                "follow-changed", str(after), what, "response", at, before=was, after=now
            )

    def _fixed(self, old: Follow, new: Follow, call: str) -> Iterator[Change]:
        """Keywords that a call which follows the list could give, and that are fixed there now."""
        was, now = ({each.start, each.end, *dict(each.order)} for each in (old, new))
        for before, after in self._pairs.both:
            if after.kind == "parameter" and before.python not in was and after.python in now:
                name = dict(old.renamed).get(before.python, before.python)
                what, remedy = (
                    f"`{call}` no longer takes `{name}`",
                    f"Write `{call}(…)` without `{name}`.",
                )
                was_taken = spelled(self.sides.before_shown, before)
                place = join(self.after.pointer, "x-sdk")
                yield self.made(
                    "keyword-removed",
                    method_place(call, name),
                    what,
                    "request",
                    place,
                    before=was_taken,
                    remedy=remedy,
                )


def _position_in_path(argument: Argument) -> int | None:
    """Which of the braces of a path it fills, for the names in them do not travel."""
    return argument.index if argument.place == "path" else None


def _count_in_path(of_method: Iterable[Argument]) -> int:
    return sum(each.place == "path" for each in of_method)


def _on_the_wire(argument: Argument) -> Hashable:
    return argument.kind, argument.place, argument.wire


def _parameter(argument: Argument) -> str | None:
    """The name of a parameter, which may have gone from the query to a header."""
    return argument.wire if argument.kind == "parameter" else None


def _description(argument: Argument) -> Hashable:
    """What is said of a parameter, with all else but its name."""
    sign = look(argument)
    return (*sign, argument.description) if sign and argument.description else None


def _is_field_of(argument: Argument, fields: Set[str]) -> bool:
    """Whether an argument is one of these fields, which the class has on one side only."""
    return argument.kind == "field" and argument.wire in fields


def _groups_in_words(groups: Iterable[Set[str]]) -> str | None:
    """`email or first_name+last_name`; `None` where there are no groups."""
    return " or ".join("+".join(sorted(group)) for group in sorted(groups, key=sorted)) or None


def _another(change: Change, name: str) -> Change:
    """A change of the name of an argument which another one has now."""
    reason = (
        "What is given by the former name arrives as something else. The asynchronous client is "
        "the same in this."
    )
    return replace(change, what=f"{change.what}; `{name}` is another argument now", reason=reason)


def _how_followed(follow: Follow) -> str:
    """How a list is followed, in words: `start to end, sort='asc', id at at, lag 30`."""
    order = [f"{name}={value!r}" for name, value in sorted(follow.order)]
    said = {
        "items": follow.items,
        "lag": follow.lag,
        "window": follow.window,
        "limit": follow.limit,
        "limit by": follow.limit_by,
    }
    more = [f"{name} {value}" for name, value in said.items() if value is not None]
    return ", ".join(
        [f"{follow.start} to {follow.end}", *order, f"{follow.id} at {follow.time}", *more]
    )
