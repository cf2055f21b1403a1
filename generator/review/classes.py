"""Classes before and after: models with their fields, enumerations with their members, and names
for unions.

A model is also a typed dict, and the fields of a body are keywords of its method: what is said of a
field holds for these. Whether a field may take less or give more is judged by what its class is
used for; a class of which no operation makes use is judged as one that is both sent and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.api.annotation_members import (
    NONE,
    Annotation,
    union,
)
from generator.api.model import AliasModel, EnumMember, EnumModel, Field, Model, ObjectModel, Type
from generator.document.pointer import join
from generator.document.schema.normalised import unwrapped
from generator.review.limits import asserted, limits
from generator.review.matching import Matching, matched
from generator.review.model import Change, Reach
from generator.review.python_discriminators import (
    APART_READ,
    APART_SENT,
    CLAIMED_READ,
    CLAIMED_SENT,
    Claim,
    chosen,
    claimed,
    left,
    told_apart,
)
from generator.review.python_revisions import ApiRevisions, changed, kind_of, without_class_names
from generator.review.python_rules import RULES_BY_NAME
from generator.review.python_types import (
    OPEN,
    Relation,
    View,
    newly_returned,
    passed_change,
    quoted,
    remapped,
    returned_change,
    same,
    shown,
    to_handle,
)

_FEW = 3
_REFUSED = (
    "The former value on its own raises before anything is sent, and a type checker refuses it, "
    "unless any"
    " value is taken where it is given."
)


class Classes:
    """All classes of both sides, paired."""

    def __init__(self, sides: ApiRevisions, pairs: Matching[Model]) -> None:
        self.sides, self.pairs = sides, pairs

    def changes(self) -> Iterator[Change]:
        for before, after in self.pairs.both:
            yield from Class(self.sides, before, after).changes()
        for gone in self.pairs.removed:
            yield changed(
                "class-removed",
                gone.name,
                f"the class `{gone.name}` is gone",
                before=f"models.{gone.name}",
                reach=self.sides.reach(gone.name, None),
                classes=[gone.name],
                remedy=f"Write code without `models.{gone.name}`.",
                base=self.sides.base_location(gone),
                pointer=gone.pointer,
            )
        for new in self.pairs.added:
            yield changed(
                "class-added",
                new.name,
                f"the class `{new.name}` is new",
                after=f"models.{new.name}",
                reach=self.sides.reach(None, new.name),
                classes=[new.name],
                head=self.sides.head_location(new),
                pointer=new.pointer,
            )


class Class:
    """The same class on both sides."""

    def __init__(self, sides: ApiRevisions, before: Model, after: Model) -> None:
        self.sides, self.before, self.after = sides, before, after
        self._reach: tuple[Reach, ...] | None = None

    @property
    def reach(self) -> tuple[Reach, ...]:
        if self._reach is None:
            self._reach = self.sides.reach(self.before.name, self.after.name)
        return self._reach

    @property
    def sent(self) -> bool:
        return any(each.direction != "response" for each in self.reach) or not self.reach

    @property
    def read(self) -> bool:
        return any(each.direction != "request" for each in self.reach) or not self.reach

    def changes(self) -> Iterator[Change]:
        before, after = self.before, self.after
        if after.name in self.sides.unchanged or self.sides.is_unchanged(before, after):
            return
        if before.name != after.name:
            what = f"the class `{before.name}` is called `{after.name}` now"
            change = self._made(
                "class-renamed",
                before.name,
                what,
                before=f"models.{before.name}",
                after=f"models.{after.name}",
                remedy=f"Import `{after.name}` instead of `{before.name}`.",
            )
            taken_over = before.name in self.sides.after.models
            yield _another(change, before.name, "class") if taken_over else change
        match before, after:
            case ObjectModel(), ObjectModel():
                yield from self._object(before, after)
            case EnumModel(), EnumModel():
                yield from self._enumeration(before, after)
            case AliasModel(), AliasModel():
                yield from self._alias(before, after)
            case _:
                was, now = kind_of(before), kind_of(after)
                what = f"`{after.name}` is {now}, which was {was}"
                yield self._made("class-kind-changed", after.name, what, before=was, after=now)
        if unwrapped(before.description) != unwrapped(after.description):
            yield self._made(
                "docstring-changed", after.name, f"what is said of `{after.name}` changed"
            )

    def _made(
        self,
        rule: str,
        where: str,
        what: str,
        *,
        before: str | None = None,
        after: str | None = None,
        remedy: str | None = None,
        pointer: str | None = None,
    ) -> Change:
        return changed(
            rule,
            where,
            what,
            before=before,
            after=after,
            remedy=remedy,
            reach=self.reach,
            classes=[self.after.name],
            base=self.sides.base_location(self.before),
            head=self.sides.head_location(self.after),
            pointer=self.after.pointer if pointer is None else pointer,
        )

    # --- models -----------------------------------------------------------------------------------

    def _object(self, before: ObjectModel, after: ObjectModel) -> Iterator[Change]:
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
            yield self._made(
                "field-removed",
                f"{name}.{gone.python}",
                what,
                before=was,
                pointer=pointer,
                remedy=remedy,
            )
        for added in pairs.added:
            yield self._added(added)
        yield from self._extra(before, after)
        if after.deprecated and not before.deprecated:
            yield self._made("class-deprecated", name, f"`{name}` is deprecated")

    def _without(self, field: Field) -> str:
        """What callers write that give or read a field which is gone."""
        give, leave = (
            f"Write `{self.after.name}(…)` without `{field.python}`",
            f"read no `.{field.python}` of a `{self.after.name}`",
        )
        if not self.read:
            return f"{give}."
        return (
            f"{give}, and {leave}."
            if self.sent and not field.read_only
            else f"{leave[:1].upper()}{leave[1:]}."
        )

    def _added(self, field: Field) -> Change:
        name = self.after.name
        rule = "required-field-added" if field.required and self.sent else "field-added"
        how = "has to be given, and is new" if rule == "required-field-added" else "is new"
        what = f"`{name}.{field.python}` {how}{self._keywords(field)}"
        remedy = self._given(field) if field.required else None
        after = self._spelled(field, head=True)
        remedy = remedy if rule == "required-field-added" else None
        return self._made(
            rule,
            f"{name}.{field.python}",
            what,
            after=after,
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
        where, at = f"{self.after.name}.{after.python}", self._at(after)
        if before.python != after.python or before.wire != after.wire:
            old, new = before.python, after.python
            if old == new:
                old, new = quoted(before.wire), quoted(after.wire)
            what = (
                f"`{self.after.name}.{before.python}` is called `{new.strip(chr(34))}` "
                f"now{self._keywords(before)}"
            )
            change = self._made(
                "field-renamed",
                f"{self.after.name}.{before.python}",
                what,
                before=old,
                after=new,
                pointer=at
                if before.wire == after.wire
                else join(self.before.pointer, "properties", before.wire),
                remedy=_by_its_new_name(before, after),
            )
            names = {
                field.python for field in getattr(self.after, "fields", ()) if field is not after
            }
            yield (
                change
                if before.python not in names
                else _another(change, f"{self.after.name}.{before.python}")
            )
        if before.required != after.required:
            yield self._required(after, where, at)
        yield from self._typed(before, after, where, at)
        if after.deprecated and not before.deprecated:
            yield self._made(
                "field-deprecated",
                where,
                f"`{where}` is deprecated{self._keywords(after)}",
                pointer=at,
            )
        if unwrapped(before.description) != unwrapped(after.description):
            yield self._made(
                "docstring-changed", where, f"what is said of `{where}` changed", pointer=at
            )

    def _required(self, field: Field, where: str, at: str) -> Change:
        if field.required:
            rule = "field-became-required" if self.sent else "field-always-given"
            what = (
                f"`{where}` "
                f"{'has to be given' if self.sent else 'is always there'}{self._keywords(field)}"
            )
            remedy = self._given(field) if self.sent else None
            return self._made(
                rule, where, what, before="optional", after="required", remedy=remedy, pointer=at
            )
        rule = "field-became-optional" if self.read else "field-may-be-left-out"
        what = (
            f"`{where}` "
            f"{'may be `None`' if self.read else 'may be left out'}{self._keywords(field)}"
        )
        remedy = (
            f"Write `if ….{field.python} is not None:` before it is used." if self.read else None
        )
        return self._made(
            rule, where, what, before="required", after="optional", remedy=remedy, pointer=at
        )

    def _typed(self, before: Field, after: Field, where: str, at: str) -> Iterator[Change]:
        if same(before.type, after.type, self.sides.names):
            yield from self._limited(
                "field", before.type, after.type, where, at, self._keywords(after)
            )
            yield from self._mapped("field", before.type, after.type, where, at)
            yield from self._apart("field", before.type, after.type, where, at)
            return
        absent = () if before.required else (NONE,)
        accepts, gives = self._relations(before.type, after.type, absent)
        claims = (
            list(claimed(before.type, after.type, self.sides.names))
            if self.sent and accepts != "narrowed"
            else []
        )
        if claims:
            accepts = "narrowed"
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
            what = (
                f"`{where}` {'takes' if self.read else 'is'} `{new}` instead of `{old}`{keywords}"
            )
            give = " ".join(each.written for each in claims) or f"Give `{where}` as `{new}`."
            change = self._made(
                "field-type-narrowed", where, what, before=old, after=new, remedy=give, pointer=at
            )
            change = replace(change, reason=CLAIMED_SENT) if claims else change
            yield (
                change
                if gives != "widened"
                else _both_ways(change, f"{read} where it is read{keywords}", handle)
            )
        elif gives == "widened":
            yield self._made(
                "field-type-widened",
                where,
                read + keywords,
                before=was,
                after=now,
                remedy=handle,
                pointer=at,
            )
        elif gives == "undecided":
            yield self._made(
                "field-type-undecided", where, read + keywords, before=was, after=now, pointer=at
            )
        elif was == now:  # then what may be given has changed, not only what is read
            what = f"`{where}` takes `{new}` instead of `{old}`{keywords}"
            yield self._made(
                "field-type-compatible", where, what, before=old, after=new, pointer=at
            )
        else:
            yield self._made(
                "field-type-compatible", where, read + keywords, before=was, after=now, pointer=at
            )

    def _limited(
        self, owner: str, before: Type, after: Type, where: str, at: str, more: str = ""
    ) -> Iterator[Change]:
        """The limits of values whose type is the same; nobody checks what is read."""
        relation, was, now = limits(before, after)
        if relation != "same" and self.sent:
            how = {"narrowed": "narrower", "widened": "wider"}.get(relation, "other")
            what = f"the limits of `{where}` are {how}: {now} ({was} before){more}"
            remedy = None if relation == "widened" else f"Keep `{where}` to {now}."
            yield self._made(
                f"{owner}-limits-{relation}",
                where,
                what,
                before=was,
                after=now,
                remedy=remedy,
                pointer=at,
            )

    def _relations(
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

    def _extra(self, before: ObjectModel, after: ObjectModel) -> Iterator[Change]:
        """Fields that the class does not name."""
        name = after.name
        at = join(after.pointer, "additionalProperties")
        if (
            before.closed != after.closed
            and self.sent
            and asserted(before.schema) == asserted(after.schema)
        ):
            rule = "class-closed" if after.closed else "class-opened"
            taken = (
                "no fields but those it names" if after.closed else "fields that it does not name"
            )
            what = f"`{name}` takes {taken}"
            yield self._made(rule, name, what, pointer=at if after.closed else after.pointer)
        if before.open != after.open and not (before.closed or after.closed) and self.sent:
            rule = "class-mapping-accepted" if after.open else "class-mapping-refused"
            what = f"any mapping is {'taken' if after.open else 'no longer taken'} for `{name}`"
            yield self._made(
                rule, name, what, before=_mapping(before), after=_mapping(after), pointer=at
            )
        yield from self._schema(before, after)
        if same(before.extra, after.extra, self.sides.names):
            yield from self._limited("field", before.extra, after.extra, f"{name}.*", at)
        else:
            yield from self._extra_typed(before, after, at)

    def _extra_typed(self, before: ObjectModel, after: ObjectModel, at: str) -> Iterator[Change]:
        accepts, gives = self._relations(before.extra, after.extra)
        if accepts == gives == "same":
            return
        name = after.name
        rule = (
            "narrowed"
            if accepts == "narrowed"
            else gives
            if gives in ("widened", "undecided")
            else "compatible"
        )
        was, now = (
            shown(v.returned(m.extra))
            for v, m in ((self.sides.before_shown, before), (self.sides.after, after))
        )
        what = f"fields that `{name}` does not name are `{now}` instead of `{was}`"
        remedy = (
            f"Give fields that `{name}` does not name as `{now}`." if rule == "narrowed" else None
        )
        yield self._made(
            f"field-type-{rule}",
            f"{name}.*",
            what,
            before=was,
            after=now,
            remedy=remedy,
            pointer=at,
        )

    def _schema(self, before: ObjectModel, after: ObjectModel) -> Iterator[Change]:
        """What is asked of the object as a whole."""
        old, new = asserted(before.schema), asserted(after.schema)
        if old != new and self.sent:
            relation = (
                "undecided"  # also where what other fields are allowed is said in another way
            )
            if old is None and (after.closed or not before.closed):
                relation = "narrowed"
            elif new is None and (before.closed or not after.closed):
                relation = "widened"
            how = {"narrowed": "narrower", "widened": "wider", "undecided": "other"}[relation]
            was, now = before.schema or "none", after.schema or "none"
            what = f"the limits of `{after.name}` as a whole are {how}: {now} ({was} before)"
            remedy = None if relation == "widened" else f"Keep a `{after.name}` to {now}."
            yield self._made(
                f"class-limits-{relation}", after.name, what, before=was, after=now, remedy=remedy
            )

    def _at(self, field: Field) -> str:
        return join(self.after.pointer, "properties", field.wire)

    def _spelled(self, field: Field, *, head: bool) -> str:
        """The type that is read, or given where nobody reads it."""
        if not self.read:
            return self._taken(field, head=head)
        absent = () if field.required else (NONE,)
        return shown(union((*self._view(head).returned(field.type), *absent)))

    def _taken(self, field: Field, *, head: bool) -> str:
        return shown(self._view(head).passed(field.type))

    def _view(self, head: bool) -> View:
        return self.sides.after if head else self.sides.before_shown

    def _keywords(self, field: Field) -> str:
        """Where the field is a keyword too, by the name that it has there."""
        calls = [
            f"`{call}`"
            for call in self.sides.keywords(self.before.name, self.after.name, field.wire)
        ]
        if not calls:
            return ""
        more = f" and {len(calls) - _FEW} more" if len(calls) > _FEW else ""
        return f"; also {', '.join(calls[:_FEW])}{more}"

    # --- enumerations and unions ------------------------------------------------------------------

    def _enumeration(self, before: EnumModel, after: EnumModel) -> Iterator[Change]:
        name = after.name
        if before.base != after.base:
            what = f"members of `{name}` are `{after.base}` instead of `{before.base}`"
            yield self._made(
                "enumeration-type-changed", name, what, before=before.base, after=after.base
            )
            return
        pairs = matched(
            before.members,
            after.members,
            lambda m: (m.value, m.name),
            lambda m: m.value,
            lambda m: m.name,
        )
        for old, new in pairs.both:
            yield from self._member(old, new)
        for gone in pairs.removed:
            what = f"`{name}.{gone.name}` ({quoted(gone.value)}) is gone"
            remedy = f"Give another member than `{name}.{gone.name}`." if self.sent else None
            if self.read:
                late = f"what is read to {quoted(gone.value)} itself, if it may still arrive."
                remedy = f"{remedy[:-1]}, and compare {late}" if remedy else f"Compare {late}"
            change = self._made(
                "member-removed",
                f"{name}.{gone.name}",
                what,
                before=quoted(gone.value),
                remedy=remedy,
            )
            yield replace(change, reason=f"{change.reason} {_REFUSED}") if self.sent else change
        for added in pairs.added:
            what = f"`{name}.{added.name}` ({quoted(added.value)}) is new"
            yield self._made(
                "member-added", f"{name}.{added.name}", what, after=quoted(added.value)
            )

    def _member(self, before: EnumMember, after: EnumMember) -> Iterator[Change]:
        name = self.after.name
        taker = next(
            (each for each in getattr(self.after, "members", ()) if each.name == before.name), None
        )
        if taker is not None and taker is not after:
            yield self._stands_for(before, taker)
        elif before.name != after.name:
            what = f"`{name}.{before.name}` is called `{name}.{after.name}` now"
            remedy = f"Write `{name}.{after.name}`."
            yield self._made(
                "member-renamed",
                f"{name}.{before.name}",
                what,
                before=before.name,
                after=after.name,
                remedy=remedy,
            )
        if before.value != after.value:
            yield self._stands_for(before, after)
        if unwrapped(before.description) != unwrapped(after.description):
            where = f"{name}.{after.name}"
            yield self._made("docstring-changed", where, f"what is said of `{where}` changed")

    def _stands_for(self, before: EnumMember, after: EnumMember) -> Change:
        """A member whose name is the same, and whose value is not."""
        where, was, now = (
            f"{self.after.name}.{after.name}",
            quoted(before.value),
            quoted(after.value),
        )
        still = next(
            (each for each in getattr(self.after, "members", ()) if each.value == before.value),
            None,
        )
        said, what = (
            f"it stood for {was} and stands for {now} now",
            f"`{where}` is {now} instead of {was}",
        )
        if still is not None:
            remedy = f"Write `{self.after.name}.{still.name}` where `{where}` was written: {said}."
            return self._made(
                "member-value-changed", where, what, before=was, after=now, remedy=remedy
            )
        remedy = f"Write `{where}` where {was} was written or compared: {said}."
        change = self._made(
            "member-value-changed", where, what, before=was, after=now, remedy=remedy
        )
        return replace(change, reason=f"{change.reason} {_REFUSED}") if self.sent else change

    def _alias(self, before: AliasModel, after: AliasModel) -> Iterator[Change]:
        name = after.name
        for each in chosen(before.type, after.type, self.sides.names) if self.read else ():
            other = each.after or "OpenModel"
            kind = "alias-mapping-changed" if each.after else "alias-mapping-undecided"
            what = f"`{name}` with {each.value} is read as `{other}` instead of `{each.before}`"
            yield self._made(kind, name, what, before=each.before, after=other)
        yield from self._apart("alias", before.type, after.type, name, after.pointer)
        if taken_over := list(claimed(before.type, after.type, self.sides.names)):
            yield self._claimed(before, after, taken_over)
            return
        if same(before.type, after.type, self.sides.names):
            yield from self._limited("class", before.type, after.type, name, after.pointer)
            if not self.read:
                yield from self._mapped("alias", before.type, after.type, name, after.pointer)
            return
        accepts, gives = self._relations(before.type, after.type)
        if accepts == gives == "same":
            return
        parts = self.sides.after.returned(after.type)
        was, now = shown(self.sides.before_shown.returned(before.type)), shown(parts)
        what = f"`{name}` is `{now}` instead of `{was}`"
        rule = "undecided" if gives == "undecided" else "compatible"
        lost = (
            [each.read_as for each in left(before.type, after.type, self.sides.names)]
            if self.read
            else []
        )
        remedy = " ".join(lost) or None
        if accepts == "narrowed" or gives == "widened":
            rule = "changed"
            remedies = (
                [f"Give a `{name}` as `{shown(self.sides.after.passed(after.type))}`."]
                if accepts == "narrowed"
                else []
            )
            remedies += lost
            if gives == "widened":
                remedies.append(
                    to_handle(
                        newly_returned(self.sides.before.returned(before.type), parts),
                        parts,
                        f"a `{name}`",
                    )
                )
            remedy = " ".join(remedies)
        yield self._made(f"alias-type-{rule}", name, what, before=was, after=now, remedy=remedy)

    def _claimed(self, before: AliasModel, after: AliasModel, found: Sequence[Claim]) -> Change:
        """Values of a discriminator that have a class of their own now, of those that the class for
        all others had.
        """
        name = after.name
        was, now = (
            shown(self.sides.before_shown.returned(before.type)),
            shown(self.sides.after.returned(after.type)),
        )
        reasons = [CLAIMED_SENT] if self.sent else []
        reasons += [CLAIMED_READ] if self.read else []
        remedies = [each.written for each in found if self.sent]
        remedies += [each.read_as for each in found if self.read]
        what = f"`{name}` is `{now}` instead of `{was}`" if was != now else ""
        values = [
            f"where {each.where} it is `{each.after}` instead of `{each.before}`" for each in found
        ]
        what = "; ".join([what, *values] if what else [f"`{name}`, {values[0]}", *values[1:]])
        steps = (
            {"before": was, "after": now}
            if was != now
            else {"before": found[0].before, "after": found[0].after}
        )
        change = self._made("alias-type-changed", name, what, **steps, remedy=" ".join(remedies))
        return replace(change, reason=" ".join(reasons))

    def _mapped(
        self, owner: str, before: Type, after: Type, where: str, at: str
    ) -> Iterator[Change]:
        """Values of a discriminator that give another class, while the classes of the union are the
        same.
        """
        for said, was, now in remapped(before, after, self.sides.names):
            what = (
                f"`{where}` whose {said} is {f'`{now or OPEN}`' if now or self.read else 'refused'}"
            )
            if was is None:
                yield self._made(
                    f"{owner}-type-compatible", where, what, before=was, after=now, pointer=at
                )
                continue
            remedies = (
                [f"Give `{now}` where {said}." if now else f"Give none whose {said}."]
                if self.sent
                else []
            )
            remedies += [f"Expect `{now or OPEN}` where {said}."] if self.read else []
            rule = "changed" if owner == "alias" else "narrowed" if self.sent else "widened"
            what, remedy = f"{what} instead of `{was}`", " ".join(remedies)
            yield self._made(
                f"{owner}-type-{rule}",
                where,
                what,
                before=was,
                after=now or OPEN,
                remedy=remedy,
                pointer=at,
            )

    def _apart(
        self, owner: str, before: Type, after: Type, where: str, at: str
    ) -> Iterator[Change]:
        """Classes of a union that are told apart by another property."""
        found = told_apart(before, after, self.sides.after.models, self.sides.names)
        if found is None or not (self.read or found.after):
            return
        what, sent = f"the class of `{where}` is told {found.words}", self.sent and found.after
        rule = {"alias": "alias-type-changed", "field": "field-type-narrowed"}[owner]
        rule = (
            rule
            if sent
            else {"alias": "alias-mapping-undecided", "field": "field-type-undecided"}[owner]
        )
        reasons = [*([APART_SENT] if sent else []), *([APART_READ] if self.read else [])]
        remedies = [f"Give dicts for `{where}` with {quoted(found.after)}."] if sent else []
        remedies += [f"Check the class of `{where}` where it is read."] if self.read else []
        steps = {"before": found.before, "after": found.after}
        change = self._made(rule, where, what, **steps, remedy=" ".join(remedies), pointer=at)
        yield replace(change, reason=" ".join(reasons))


def _by_its_new_name(before: Field, after: Field) -> str:
    in_dicts = f"in dicts {quoted(after.wire)} instead of {quoted(before.wire)}"
    if before.python == after.python:
        return f"Write {in_dicts}."
    return (
        f"Write `{after.python}` instead of "
        f"`{before.python}`{f', {in_dicts}' if before.wire != after.wire else ''}."
    )


def _another(change: Change, name: str, kind: str = "field") -> Change:
    """A change of a name which something else has now."""
    reason = "What is written by the former name is about something else now."
    return replace(change, what=f"{change.what}; `{name}` is another {kind} now", reason=reason)


def _both_ways(change: Change, what: str, remedy: str) -> Change:
    """A change of what may be given with that of what is read."""
    reason = f"{change.reason} {RULES_BY_NAME['field-type-widened'].reason}"
    return replace(
        change,
        what=f"{change.what.partition('; also ')[0]}; {what}",
        reason=reason,
        remedy=f"{change.remedy} {remedy}",
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
