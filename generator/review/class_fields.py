"""Models before and after: their fields, and what else they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from generator.api.annotation_members import NONE, union
from generator.api.model import Field, ObjectModel
from generator.document.pointer import join
from generator.document.schema.canonical import unwrapped
from generator.review.class_pair import ClassPair, another
from generator.review.limits import LimitsChange, asserted
from generator.review.matching import matched
from generator.review.model import Change, Rule
from generator.review.python_discriminators import CLAIMED_SENT, claimed
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import without_class_names
from generator.review.python_types import (
    RELATIONS,
    Difference,
    Relation,
    Shown,
    TypeText,
    View,
    newly_returned,
    one_of,
    one_value,
    quoted,
    same,
    shown,
    to_handle,
)
from generator.review.rules import python_kinds, python_rule

_FEW = 3
_NARROWED = python_rule("field-type-narrowed")
_WIDENED = python_rule("field-type-widened")
_COMPATIBLE = python_rule("field-type-compatible")
_READ: Final[Mapping[Relation, Rule]] = {
    "widened": _WIDENED,
    "undecided": python_rule("field-type-undecided"),
}
"""What is told of a field that may be given as before, by what is read; else it is compatible."""
_NEED: Final[Mapping[tuple[bool, bool], tuple[str, str]]] = {
    (True, True): ("field-became-required", "has to be given"),
    (True, False): ("field-always-given", "is always there"),
    (False, True): ("field-became-optional", "may be `None`"),
    (False, False): ("field-may-be-left-out", "may be left out"),
}
"""What is told of a field that is required or not now, and whether that shows where the class is
used: a required one where it is sent, an optional one where it is read.
"""
_LIMITS: Final = python_kinds("class-limits", RELATIONS)


class ModelChanges(ClassPair[ObjectModel]):
    """What became of a model, which is also a typed dict; the fields of a body are keywords of its
    method, and what is said of a field holds for these."""

    def changes(self) -> Iterator[Change]:
        """Fields in the order in which the head has them, those that are gone and new after these,
        then what is said of all others and of the class.
        """
        before, after = self.before, self.after
        name = after.name
        pairs = matched(before.fields, after.fields, lambda field: field.wire)
        pairs.alike(lambda field: field.python, _renamed)
        order = {field.wire: index for index, field in enumerate(after.fields)}
        for old, new in sorted(pairs.both, key=lambda pair: order[pair[1].wire]):
            yield from self._field(old, new)
        for gone in pairs.removed:
            what = f"`{name}.{gone.python}` is gone{self._keywords(gone)}"
            pointer = join(before.pointer, "properties", gone.wire)
            was, remedy = self._spelled(gone, head=False), self._without(gone)
            yield self.made(
                "field-removed",
                PythonPlace(name, gone.python),
                what,
                before=was,
                pointer=pointer,
                remedy=remedy,
            )
        for added in pairs.added:
            yield self._added(added)
        yield from self._extra(before, after)
        if after.deprecated and not before.deprecated:
            yield self.made("class-deprecated", name, f"`{name}` is deprecated")

    def _without(self, field: Field) -> str:
        """What callers write that give or read a field which is gone."""
        give, leave = (
            f"Write `{self.after.name}(…)` without `{field.python}`",
            f"read no `.{field.python}` of {one_of(self.after.name)}",
        )
        if not self.read:
            return f"{give}."
        return (
            f"{give}, and {leave}."
            if self.sent and not field.read_only
            else f"{leave[:1].upper()}{leave[1:]}."
        )

    def _added(self, field: Field) -> Change:
        """A new field; one that has to be given breaks whoever sends the class as it was."""
        name = self.after.name
        rule, how, remedy = "field-added", "is new", None
        if field.required and self.sent:
            rule, how = "required-field-added", "has to be given, and is new"
            remedy = self._given(field)
        return self.made(
            rule,
            PythonPlace(name, field.python),
            f"`{name}.{field.python}` {how}{self._keywords(field)}",
            after=self._spelled(field, head=True),
            remedy=remedy,
            pointer=self._at(field),
        )

    def _given(self, field: Field) -> str:
        """What callers write that have to give a field: as a keyword of a method, where it is one,
        first.
        """
        calls = [
            f"`{call[:-1]}…)`" for call in self.sides.keywords("", self.after.name, field.wire)
        ]
        ways = [*calls[:_FEW], f"`{self.after.name}({field.python}=…)`"]
        return f"Write {' or '.join(ways)}, or give {quoted(field.wire)} in the dict."

    def _field(self, before: Field, after: Field) -> Iterator[Change]:
        """What became of a field of both sides: its name in Python, or only on the wire, which
        dicts have; whether it is required; its type; what is said of it.
        """
        where, at = PythonPlace(self.after.name, after.python), self._at(after)
        if before.python != after.python or before.wire != after.wire:
            old: Shown = before.python
            new: Shown = after.python
            called = after.python
            if old == new:
                called = after.wire
                old, new = one_value(before.wire), one_value(after.wire)
            what = (
                f"`{self.after.name}.{before.python}` is called `{called}` "
                f"now{self._keywords(before)}"
            )
            change = self.made(
                "field-renamed",
                PythonPlace(self.after.name, before.python, new_name=after.python),
                what,
                before=old,
                after=new,
                pointer=at
                if before.wire == after.wire
                else join(self.before.pointer, "properties", before.wire),
                remedy=_by_its_new_name(before, after),
            )
            names = {field.python for field in self.after.fields if field is not after}
            yield (
                change
                if before.python not in names
                else another(change, f"{self.after.name}.{before.python}")
            )
        if before.required != after.required:
            yield self._required(after, where, at)
        yield from self._typed(before, after, where, at)
        if after.deprecated and not before.deprecated:
            yield self.made(
                "field-deprecated",
                where,
                f"`{where}` is deprecated{self._keywords(after)}",
                pointer=at,
            )
        if unwrapped(before.description) != unwrapped(after.description):
            yield self.made(
                "docstring-changed", where, f"what is said of `{where}` changed", pointer=at
            )

    def _required(self, field: Field, where: PythonPlace, at: str) -> Change:
        """That a field is required now, or no longer, with what to write where that shows: to give
        it, or to check for `None`.
        """
        before, after = ("optional", "required") if field.required else ("required", "optional")
        shows = self.sent if field.required else self.read
        rule, how = _NEED[field.required, shows]
        remedy = None
        if shows:
            check = f"Write `if ….{field.python} is not None:` before it is used."
            remedy = self._given(field) if field.required else check
        return self.made(
            rule,
            where,
            f"`{where}` {how}{self._keywords(field)}",
            before=before,
            after=after,
            remedy=remedy,
            pointer=at,
        )

    def _typed(self, before: Field, after: Field, where: PythonPlace, at: str) -> Iterator[Change]:
        """What became of the type of a field: of the same one its limits, and which class stands
        for which value; of another, what may be given and what is read. What is narrower to give is
        told first, along with what is wider to read; a new class for some values of a union is
        narrower too, to whoever gave these as the open class.
        """
        if same(before.type, after.type, self.sides.names):
            yield from self.limited(
                "field", before.type, after.type, where, at, self._keywords(after)
            )
            yield from self.mapped("field", before.type, after.type, where, at)
            yield from self.apart("field", before.type, after.type, where, at)
            return
        absent = () if before.required else (NONE,)
        accepts, gives = self.relations(before.type, after.type, absent)
        claims = (
            list(claimed(before.type, after.type, self.sides.names))
            if self.sent and accepts != "narrowed"
            else []
        )
        if claims:
            accepts = "narrowed"
        if accepts != "narrowed":
            keywords = self._keywords(after)
            yield from self.limited(
                "field", before.type, after.type, where, at, keywords, judged=self.tightened
            )
        if accepts == gives == "same":
            return
        was, now = self._spelled(before, head=False), self._spelled(after, head=True)
        old, new = self._taken(before, head=False), self._taken(after, head=True)
        keywords = self._keywords(after)
        read = f"`{where}` is `{now}` instead of `{was}`"
        news = newly_returned(
            (*self.sides.before.returned(before.type), *absent),
            (*self.sides.after.returned(after.type), *absent),
        )
        handle = to_handle(news, self.sides.after.returned(after.type), f"`.{after.python}`")
        if accepts == "narrowed":
            what = f"`{where}` {'takes' if self.read else 'is'} `{new}` instead of `{old}`"
            remedy = " ".join(each.written for each in claims) or f"Give `{where}` as `{new}`."
            reason = CLAIMED_SENT if claims else _NARROWED.reason
            if gives == "widened":
                what, remedy = f"{what}; {read} where it is read", f"{remedy} {handle}"
                reason = f"{reason} {_WIDENED.reason}"
            change = self.made(
                _NARROWED.kind,
                where,
                what + keywords,
                before=old,
                after=new,
                remedy=remedy,
                pointer=at,
            )
            yield replace(change, reason=reason)
            return
        rule, what, steps = _READ.get(gives, _COMPATIBLE), read, (was, now)
        if rule is _COMPATIBLE and was == now:  # what may be given has changed, not what is read
            what, steps = f"`{where}` takes `{new}` instead of `{old}`", (old, new)
        yield self.made(
            rule.kind,
            where,
            what + keywords,
            before=steps[0],
            after=steps[1],
            remedy=handle if rule is _WIDENED else None,
            pointer=at,
        )

    def _extra(self, before: ObjectModel, after: ObjectModel) -> Iterator[Change]:
        """Fields that the class does not name: whether they are taken, and of which type."""
        name, at = after.name, join(after.pointer, "additionalProperties")
        if self.sent:
            yield from self._closed(before, after, at)
            yield from self._open(before, after, at)
        yield from self._schema(before, after)
        if same(before.extra, after.extra, self.sides.names):
            yield from self.limited("field", before.extra, after.extra, PythonPlace(name, "*"), at)
        else:
            yield from self._extra_typed(before, after, at)

    def _closed(self, before: ObjectModel, after: ObjectModel, at: str) -> Iterator[Change]:
        """That no others are taken any more, or others too; where `_schema` tells that something
        else is asked of the whole, it tells of this as well.
        """
        if before.closed == after.closed or asserted(before.schema) != asserted(after.schema):
            return
        rule, pointer, taken = "class-opened", after.pointer, "fields that it does not name"
        if after.closed:
            rule, pointer, taken = "class-closed", at, "no fields but those it names"
        yield self.made(rule, after.name, f"`{after.name}` takes {taken}", pointer=pointer)

    def _open(self, before: ObjectModel, after: ObjectModel, at: str) -> Iterator[Change]:
        """That any `Mapping[str, Any]` is taken for the class, or no longer."""
        if before.open == after.open or before.closed or after.closed:
            return
        rule = "class-mapping-accepted" if after.open else "class-mapping-refused"
        what = f"any mapping is {'taken' if after.open else 'no longer taken'} for `{after.name}`"
        was, now = _mapping(before), _mapping(after)
        yield self.made(rule, after.name, what, before=was, after=now, pointer=at)

    def _extra_typed(self, before: ObjectModel, after: ObjectModel, at: str) -> Iterator[Change]:
        """What became of the type of fields that the class does not name, as of one that it does:
        `additionalProperties: {type: string}` of `Pet` is told at `Pet.*`.
        """
        accepts, gives = self.relations(before.extra, after.extra)
        if accepts == gives == "same":
            return
        name = after.name
        rule = _NARROWED if accepts == "narrowed" else _READ.get(gives, _COMPATIBLE)
        was, now = (
            shown(v.returned(m.extra))
            for v, m in ((self.sides.before_shown, before), (self.sides.after, after))
        )
        what = f"fields that `{name}` does not name are `{now}` instead of `{was}`"
        remedy = (
            f"Give fields that `{name}` does not name as `{now}`." if rule is _NARROWED else None
        )
        yield self.made(
            rule.kind,
            PythonPlace(name, "*"),
            what,
            before=was,
            after=now,
            remedy=remedy,
            pointer=at,
        )

    def _schema(self, before: ObjectModel, after: ObjectModel) -> Iterator[Change]:
        """What is asked of the object as a whole (`minProperties`, `dependentRequired`).

        Undecided is that two ask for different things, and also that other fields are refused in
        another way: `unevaluatedProperties: false` for `additionalProperties: false`."""
        old, new = asserted(before.schema), asserted(after.schema)
        if old == new or not self.sent:
            return
        relation: Difference = "undecided"
        is_opened = before.closed and not after.closed
        is_closed = after.closed and not before.closed
        if old is None and not is_opened:
            relation = "narrowed"
        elif new is None and not is_closed:
            relation = "widened"
        change = LimitsChange(relation, before.schema or "none", after.schema or "none")
        yield self.made(
            _LIMITS[relation],
            after.name,
            change.told(f"`{after.name}` as a whole"),
            before=change.before,
            after=change.after,
            remedy=change.remedy(one_of(after.name)),
        )

    def _at(self, field: Field) -> str:
        return join(self.after.pointer, "properties", field.wire)

    def _spelled(self, field: Field, *, head: bool) -> TypeText:
        """The type that is read, or given where nobody reads it."""
        if not self.read:
            return self._taken(field, head=head)
        absent = () if field.required else (NONE,)
        return shown(union((*self._view(head).returned(field.type), *absent)))

    def _taken(self, field: Field, *, head: bool) -> TypeText:
        return shown(self._view(head).passed(field.type))

    def _view(self, head: bool) -> View:
        return self.sides.after if head else self.sides.before_shown

    def _keywords(self, field: Field) -> str:
        """Where the field is a keyword too, by the name that it has there, for the end of a
        sentence: ``; also `client.pets.add(name=)` and 2 more``.
        """
        calls = [
            f"`{call}`"
            for call in self.sides.keywords(self.before.name, self.after.name, field.wire)
        ]
        if not calls:
            return ""
        more = f" and {len(calls) - _FEW} more" if len(calls) > _FEW else ""
        return f"; also {', '.join(calls[:_FEW])}{more}"


def _by_its_new_name(before: Field, after: Field) -> str:
    in_dicts = f"in dicts {quoted(after.wire)} instead of {quoted(before.wire)}"
    if before.python == after.python:
        return f"Write {in_dicts}."
    return (
        f"Write `{after.python}` instead of "
        f"`{before.python}`{f', {in_dicts}' if before.wire != after.wire else ''}."
    )


def _renamed(one: Field, other: Field) -> bool:
    """Whether a field may be the other one by a new name."""
    return (
        without_class_names(one.type) == without_class_names(other.type)
        and one.required == other.required
    )


def _mapping(model: ObjectModel) -> str:
    name = model.name
    return f"{name} | {name}Dict | Mapping[str, Any]" if model.open else f"{name} | {name}Dict"
