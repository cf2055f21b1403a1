"""The same class on both sides, and how a change of it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final, Generic, Literal, NamedTuple, TypeVar

from generator.api.annotation_members import Annotation
from generator.api.model import Model, Type
from generator.review.limits import LimitsChange, limits, tightened
from generator.review.model import Change, Reach
from generator.review.python_discriminators import APART_READ, APART_SENT, told_apart
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import ApiRevisions
from generator.review.python_types import (
    OPEN,
    RELATIONS,
    Relation,
    Shown,
    class_text,
    passed_change,
    quoted,
    remapped,
    returned_change,
)
from generator.review.rules import python_kinds

M = TypeVar("M", bound=Model)


class _UnionKinds(NamedTuple):
    """The kinds of rules about the classes of a union: another one where none was refused, another
    one that has to be given, or that is read, and one that may be told apart otherwise."""

    compatible: str
    sent: str
    read: str
    apart: str


_LIMITS: Final = {
    "class": python_kinds("class-limits", RELATIONS),
    "field": python_kinds("field-limits", RELATIONS),
}
_UNIONS: Final[Mapping[Literal["alias", "field"], _UnionKinds]] = {
    "alias": _UnionKinds(
        "alias-type-compatible",
        "alias-type-changed",
        "alias-type-changed",
        "alias-mapping-undecided",
    ),
    "field": _UnionKinds(
        "field-type-compatible",
        "field-type-narrowed",
        "field-type-widened",
        "field-type-undecided",
    ),
}


class ClassPair(Generic[M]):
    """The same class on both sides. Whether a field may take less or give more is judged by what
    its class is used for; what a webhook or a callback brings is read. A class of which nothing
    makes use is judged as one that is both sent and read."""

    def __init__(self, sides: ApiRevisions, before: M, after: M) -> None:
        self.sides, self.before, self.after = sides, before, after

    @cached_property
    def reach(self) -> tuple[Reach, ...]:
        return self.sides.reach(self.before.name, self.after.name)

    @cached_property
    def _is_brought(self) -> bool:
        """Whether it is in what the API sends by itself; a callback is not in the reach."""
        return bool(self.sides.brought(self.before.name, self.after.name))

    @property
    def sent(self) -> bool:
        is_unused = not (self.reach or self._is_brought)
        return is_unused or any(each.direction != "response" for each in self.reach)

    @property
    def read(self) -> bool:
        is_read = any(each.direction != "request" for each in self.reach)
        return is_read or self._is_brought or not self.reach

    def made(
        self,
        rule: str,
        where: PythonPlace | str,
        what: str,
        *,
        before: Shown | None = None,
        after: Shown | None = None,
        remedy: str | None = None,
        pointer: str | None = None,
    ) -> Change:
        """A change of the class, by a rule of Python's table without its prefix (`field-removed`);
        it reaches what makes use of the class on either side. `pointer` is what of the document it
        is about where that is not the class; without a `remedy` it is that of the rule.
        """
        return self.sides.changed(
            rule,
            where,
            what,
            before,
            after,
            remedy,
            base=self.before,
            head=self.after,
            pointer=pointer,
            reach=self.reach,
            classes=[self.after.name],
        )

    def limited(
        self,
        owner: Literal["class", "field"],
        before: Type,
        after: Type,
        where: PythonPlace,
        at: str,
        more: str = "",
        judged: Callable[[Type, Type], LimitsChange] = limits,
    ) -> Iterator[Change]:
        """The limits of values whose type is the same, or by `tightened` of those whose type is
        another one; nobody checks what is read.
        """
        change, subject = judged(before, after), f"`{where}`"
        if change.relation != "same" and self.sent:
            yield self.made(
                _LIMITS[owner][change.relation],
                where,
                change.told(subject) + more,
                before=change.before,
                after=change.after,
                remedy=change.remedy(subject),
                pointer=at,
            )

    def tightened(self, before: Type, after: Type) -> LimitsChange:
        """How limits are narrower on what was given for another type."""
        return tightened(before, after, self.sides.before.models)

    def relations(
        self, before: Type, after: Type, absent: Annotation = ()
    ) -> tuple[Relation, Relation]:
        """How what may be given changed, and how what is read; `absent` is what is read where it
        was left out.
        """
        accepts: Relation = (
            passed_change(self.sides.before.passed(before), self.sides.after.passed(after))
            if self.sent
            else "same"
        )
        gives: Relation = "same"
        if self.read:
            gives = returned_change(
                (*self.sides.before.returned(before), *absent),
                (*self.sides.after.returned(after), *absent),
            )
        return accepts, gives

    def mapped(
        self,
        owner: Literal["alias", "field"],
        before: Type,
        after: Type,
        where: PythonPlace,
        at: str,
    ) -> Iterator[Change]:
        """Values of a discriminator that give another class, while the classes of the union are the
        same.
        """
        kinds = _UNIONS[owner]
        for each in remapped(before, after, self.sides.names):
            said, was, now = each
            what = (
                f"`{where}` whose {said} is {f'`{now or OPEN}`' if now or self.read else 'refused'}"
            )
            if was is None:
                yield self.made(
                    kinds.compatible, where, what, after=now and class_text(now), pointer=at
                )
                continue
            remedies = [*([each.give] if self.sent else ()), *([each.expect] if self.read else ())]
            yield self.made(
                kinds.sent if self.sent else kinds.read,
                where,
                f"{what} instead of `{was}`",
                before=class_text(was),
                after=class_text(now or OPEN),
                remedy=" ".join(remedies),
                pointer=at,
            )

    def apart(
        self,
        owner: Literal["alias", "field"],
        before: Type,
        after: Type,
        where: PythonPlace,
        at: str,
    ) -> Iterator[Change]:
        """Classes of a union that are told apart by another property: a dict that is given has to
        have it now, and what is read may be of another class.
        """
        found = told_apart(before, after, self.sides.after.models, self.sides.names)
        if found is None or not (self.read or found.after):
            return
        what, rule = f"the class of `{where}` is told {found.words}", _UNIONS[owner].apart
        reasons, remedies = [], []
        if self.sent and found.after:
            rule = _UNIONS[owner].sent
            reasons.append(APART_SENT)
            remedies.append(f"Give dicts for `{where}` with {quoted(found.after)}.")
        if self.read:
            reasons.append(APART_READ)
            remedies.append(f"Check the class of `{where}` where it is read.")
        steps = {"before": found.before, "after": found.after}
        change = self.made(rule, where, what, **steps, remedy=" ".join(remedies), pointer=at)
        yield replace(change, reason=" ".join(reasons))


def another(change: Change, name: str, kind: str = "field") -> Change:
    """A change of a name which something else has now."""
    reason = "What is written by the former name is about something else now."
    return replace(change, what=f"{change.what}; `{name}` is another {kind} now", reason=reason)
