"""Classes before and after: models with their fields, enumerations with their members, and names for unions.

A model is also a typed dict, and the fields of a body are keywords of its method: what is said of a field holds for these.
Whether a field may take less or give more is judged by what its class is used for; a class of which no operation makes use is
judged as one that is both sent and read.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.model import AliasModel, EnumMember, EnumModel, Field, Model, ObjectModel, OneOf, Type
from generator.document.pointer import join
from generator.review.choices import chosen
from generator.review.model import Change, Reach
from generator.review.pairs import Pairs, matched
from generator.review.python_types import NONE, Parts, Relation, View, given, limits, quoted, same, shown, taken, union
from generator.review.sides import Sides, changed, kind_of, shape
from generator.review.uses import types_of

_FEW = 3


class Classes:
    """All classes of both sides, paired."""

    def __init__(self, sides: Sides, pairs: Pairs[Model]) -> None:
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

    def __init__(self, sides: Sides, before: Model, after: Model) -> None:
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
        if self._is_untouched():
            return
        if before.name != after.name:
            what = f"the class `{before.name}` is called `{after.name}` now"
            yield self._made(
                "class-renamed",
                before.name,
                what,
                before=f"models.{before.name}",
                after=f"models.{after.name}",
                remedy=f"Import `{after.name}` instead of `{before.name}`.",
            )
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
        if before.description != after.description:
            yield self._made("docstring-changed", after.name, f"what is said of `{after.name}` changed")

    def _is_untouched(self) -> bool:
        """Whether nothing of it can have changed; constants are looked at once more, as `1` and `True` are equal to Python."""
        alike = self.before == self.after and not self.sides.renamed
        return alike and all(
            same(one, other, {}) for one, other in zip(types_of(self.before), types_of(self.after), strict=True)
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

    # --- models -------------------------------------------------------------------------------------------------------

    def _object(self, before: ObjectModel, after: ObjectModel) -> Iterator[Change]:
        name = after.name
        pairs = matched(before.fields, after.fields, lambda field: field.wire)
        pairs.alike(lambda field: field.python, _renamed)
        order = {field.wire: index for index, field in enumerate(after.fields)}
        for old, new in sorted(pairs.both, key=lambda pair: order[pair[1].wire]):
            yield from self._field(old, new)
        for gone in pairs.removed:
            what = f"`{name}.{gone.python}` is gone{self._keywords(gone.python)}"
            pointer = join(before.pointer, "properties", gone.wire)
            yield self._made(
                "field-removed", f"{name}.{gone.python}", what, before=self._spelled(gone, head=False), pointer=pointer
            )
        for added in pairs.added:
            yield self._added(added)
        yield from self._extra(before, after)
        if after.deprecated and not before.deprecated:
            yield self._made("class-deprecated", name, f"`{name}` is deprecated")

    def _added(self, field: Field) -> Change:
        name = self.after.name
        rule = "required-field-added" if field.required and self.sent else "field-added"
        how = "has to be given, and is new" if rule == "required-field-added" else "is new"
        what = f"`{name}.{field.python}` {how}{self._keywords(field.python)}"
        remedy = f"Write `{name}({field.python}=…)`, or give {quoted(field.wire)} in the dict." if field.required else None
        after = self._spelled(field, head=True)
        remedy = remedy if rule == "required-field-added" else None
        return self._made(rule, f"{name}.{field.python}", what, after=after, remedy=remedy, pointer=self._at(field))

    def _field(self, before: Field, after: Field) -> Iterator[Change]:
        where, at = f"{self.after.name}.{after.python}", self._at(after)
        if before.python != after.python or before.wire != after.wire:
            old, new = before.python, after.python
            if old == new:
                old, new = quoted(before.wire), quoted(after.wire)
            what = f"`{self.after.name}.{before.python}` is called `{new.strip(chr(34))}` now{self._keywords(before.python)}"
            yield self._made(
                "field-renamed",
                f"{self.after.name}.{before.python}",
                what,
                before=old,
                after=new,
                pointer=at if before.wire == after.wire else join(self.before.pointer, "properties", before.wire),
                remedy=f"Write `{new}` instead of `{old}`, in dicts {quoted(after.wire)} instead of {quoted(before.wire)}.",
            )
        if before.required != after.required:
            yield self._required(after, where, at)
        yield from self._typed(before, after, where, at)
        if after.deprecated and not before.deprecated:
            yield self._made("field-deprecated", where, f"`{where}` is deprecated{self._keywords(after.python)}", pointer=at)
        if before.description != after.description:
            yield self._made("docstring-changed", where, f"what is said of `{where}` changed", pointer=at)

    def _required(self, field: Field, where: str, at: str) -> Change:
        if field.required:
            rule = "field-became-required" if self.sent else "field-always-given"
            what = f"`{where}` {'has to be given' if self.sent else 'is always there'}{self._keywords(field.python)}"
            remedy = (
                f"Write `{self.after.name}({field.python}=…)`, or give {quoted(field.wire)} in the dict." if self.sent else None
            )
            return self._made(rule, where, what, before="optional", after="required", remedy=remedy, pointer=at)
        rule = "field-became-optional" if self.read else "field-may-be-left-out"
        what = f"`{where}` {'may be `None`' if self.read else 'may be left out'}{self._keywords(field.python)}"
        remedy = f"Write `if ….{field.python} is not None:` before it is used." if self.read else None
        return self._made(rule, where, what, before="required", after="optional", remedy=remedy, pointer=at)

    def _typed(self, before: Field, after: Field, where: str, at: str) -> Iterator[Change]:
        if same(before.type, after.type, self.sides.names):
            relation, was, now = limits(before.type, after.type)
            if relation != "same" and self.sent:
                how = {"narrowed": "narrower", "widened": "wider"}.get(relation, "other")
                what = f"the limits of `{where}` are {how}: {now} ({was} before){self._keywords(after.python)}"
                yield self._made(f"field-limits-{relation}", where, what, before=was, after=now, pointer=at)
            return
        absent = () if before.required else (NONE,)
        rule = self._relation("field", before.type, after.type, absent)
        if rule is not None:
            was, now = self._spelled(before, head=False), self._spelled(after, head=True)
            verb = "is"
            if rule.endswith("narrowed") or was == now:  # then what may be given has changed, not only what is read
                was, now = self._taken(before, head=False), self._taken(after, head=True)
                verb = "takes" if self.read else verb
            what = f"`{where}` {verb} `{now}` instead of `{was}`{self._keywords(after.python)}"
            remedy = f"Give `{where}` as `{now}`." if rule.endswith("narrowed") else None
            yield self._made(rule, where, what, before=was, after=now, remedy=remedy, pointer=at)

    def _relation(self, owner: str, before: Type, after: Type, absent: Parts = ()) -> str | None:
        """The rule about a type that is sent, read, or both; `absent` is what is read where it was left out."""
        accepts: Relation = taken(self.sides.before.taken(before), self.sides.after.taken(after)) if self.sent else "same"
        gives: Relation = "same"
        if self.read:
            gives = given((*self.sides.before.given(before), *absent), (*self.sides.after.given(after), *absent))
        if accepts == gives == "same":
            return None
        if owner == "alias":
            if gives == "widened" and _has_default(before) and _has_default(after):
                gives = "undecided"  # what is new came as the default before
            broken = accepts == "narrowed" or gives == "widened"
            return f"alias-type-{'changed' if broken else 'undecided' if gives == 'undecided' else 'compatible'}"
        if accepts == "narrowed":
            return "field-type-narrowed"
        if gives in ("widened", "undecided"):
            return f"field-type-{gives}"
        return "field-type-compatible"

    def _extra(self, before: ObjectModel, after: ObjectModel) -> Iterator[Change]:
        """Fields that the class does not name."""
        name = after.name
        at = join(after.pointer, "additionalProperties")
        if before.closed != after.closed and self.sent:
            rule = "class-closed" if after.closed else "class-opened"
            what = f"`{name}` takes {'no fields but those it names' if after.closed else 'fields that it does not name'}"
            yield self._made(rule, name, what, pointer=at)
        if before.open != after.open and not (before.closed or after.closed) and self.sent:
            rule = "class-mapping-accepted" if after.open else "class-mapping-refused"
            what = f"any mapping is {'taken' if after.open else 'no longer taken'} for `{name}`"
            yield self._made(rule, name, what, before=_mapping(before), after=_mapping(after), pointer=at)
        if not same(before.extra, after.extra, self.sides.names):
            rule_of_type = self._relation("field", before.extra, after.extra)
            if rule_of_type is not None:
                was, now = (shown(v.given(m.extra)) for v, m in ((self.sides.before_shown, before), (self.sides.after, after)))
                what = f"fields that `{name}` does not name are `{now}` instead of `{was}`"
                yield self._made(rule_of_type, f"{name}.*", what, before=was, after=now, pointer=at)

    def _at(self, field: Field) -> str:
        return join(self.after.pointer, "properties", field.wire)

    def _spelled(self, field: Field, *, head: bool) -> str:
        """The type that is read, or given where nobody reads it."""
        if not self.read:
            return self._taken(field, head=head)
        absent = () if field.required else (NONE,)
        return shown(union((*self._view(head).given(field.type), *absent)))

    def _taken(self, field: Field, *, head: bool) -> str:
        return shown(self._view(head).taken(field.type))

    def _view(self, head: bool) -> View:
        return self.sides.after if head else self.sides.before_shown

    def _keywords(self, python: str) -> str:
        """Where the field is a keyword too, which one that only responses have is not."""
        fields = (*getattr(self.before, "fields", ()), *getattr(self.after, "fields", ()))
        if any(field.python == python and field.read_only for field in fields):
            return ""
        calls = [f"`{name}({python}=)`" for name in self.sides.keywords(self.before.name, self.after.name)]
        if not calls:
            return ""
        more = f" and {len(calls) - _FEW} more" if len(calls) > _FEW else ""
        return f"; also {', '.join(calls[:_FEW])}{more}"

    # --- enumerations and unions --------------------------------------------------------------------------------------

    def _enumeration(self, before: EnumModel, after: EnumModel) -> Iterator[Change]:
        name = after.name
        if before.base != after.base:
            what = f"members of `{name}` are `{after.base}` instead of `{before.base}`"
            yield self._made("enumeration-type-changed", name, what, before=before.base, after=after.base)
            return
        pairs = matched(before.members, after.members, lambda m: (m.value, m.name), lambda m: m.value, lambda m: m.name)
        for old, new in pairs.both:
            yield from self._member(old, new)
        for gone in pairs.removed:
            what = f"`{name}.{gone.name}` ({quoted(gone.value)}) is gone"
            yield self._made("member-removed", f"{name}.{gone.name}", what, before=quoted(gone.value))
        for added in pairs.added:
            what = f"`{name}.{added.name}` ({quoted(added.value)}) is new"
            yield self._made("member-added", f"{name}.{added.name}", what, after=quoted(added.value))

    def _member(self, before: EnumMember, after: EnumMember) -> Iterator[Change]:
        name = self.after.name
        if before.name != after.name:
            what = f"`{name}.{before.name}` is called `{name}.{after.name}` now"
            remedy = f"Write `{name}.{after.name}`."
            yield self._made(
                "member-renamed", f"{name}.{before.name}", what, before=before.name, after=after.name, remedy=remedy
            )
        if before.value != after.value:
            what = f"`{name}.{after.name}` is {quoted(after.value)} instead of {quoted(before.value)}"
            yield self._made(
                "member-value-changed", f"{name}.{after.name}", what, before=quoted(before.value), after=quoted(after.value)
            )
        if before.description != after.description:
            where = f"{name}.{after.name}"
            yield self._made("docstring-changed", where, f"what is said of `{where}` changed")

    def _alias(self, before: AliasModel, after: AliasModel) -> Iterator[Change]:
        for each in chosen(before.type, after.type, self.sides.names) if self.read else ():
            other = each.after or "OpenModel"
            kind = "alias-mapping-changed" if each.after else "alias-mapping-undecided"
            what = f"`{after.name}` with {each.value} is read as `{other}` instead of `{each.before}`"
            yield self._made(kind, after.name, what, before=each.before, after=other)
        if same(before.type, after.type, self.sides.names):
            return
        rule = self._relation("alias", before.type, after.type)
        if rule is not None:
            was, now = shown(self.sides.before_shown.given(before.type)), shown(self.sides.after.given(after.type))
            yield self._made(rule, after.name, f"`{after.name}` is `{now}` instead of `{was}`", before=was, after=now)


def _has_default(kind: Type) -> bool:
    """Whether a union has a member for the objects that none of the others is for."""
    return isinstance(kind, OneOf) and kind.discriminator is not None and kind.discriminator.default is not None


def _renamed(one: Field, other: Field) -> bool:
    """Whether a field may be the other one by a new name."""
    return shape(one.type) == shape(other.type) and one.required == other.required


def _mapping(model: ObjectModel) -> str:
    name = model.name
    return f"{name} | {name}Dict | Mapping[str, Any]" if model.open else f"{name} | {name}Dict"
