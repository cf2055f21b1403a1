"""Names for unions before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.api.model import AliasModel
from generator.review.class_pair import ClassPair
from generator.review.model import Change
from generator.review.python_discriminators import (
    CLAIMED_READ,
    CLAIMED_SENT,
    Claim,
    chosen,
    claimed,
    left,
)
from generator.review.python_place import PythonPlace
from generator.review.python_types import class_text, newly_returned, one_of, same, shown, to_handle


class AliasChanges(ClassPair[AliasModel]):
    """What became of a name for a union."""

    def changes(self) -> Iterator[Change]:
        """By which value each class is read, and by which property they are told apart; then the
        classes themselves, of the same ones only the limits.
        """
        before, after = self.before, self.after
        name = after.name
        if self.read:
            yield from self._chosen(before, after)
        where = PythonPlace(name)
        yield from self.apart("alias", before.type, after.type, where, after.pointer)
        if taken_over := list(claimed(before.type, after.type, self.sides.names)):
            yield self._claimed(before, after, taken_over)
            return
        if same(before.type, after.type, self.sides.names):
            yield from self.limited("class", before.type, after.type, where, after.pointer)
            if not self.read:
                yield from self.mapped("alias", before.type, after.type, where, after.pointer)
            return
        yield from self._typed(before, after)

    def _chosen(self, before: AliasModel, after: AliasModel) -> Iterator[Change]:
        """Values of a discriminator for which another class is read now, or nobody knows which."""
        for each in chosen(before.type, after.type, self.sides.names):
            other = each.after or "OpenModel"
            kind = "alias-mapping-changed" if each.after else "alias-mapping-undecided"
            read = f"`{after.name}` with {each.value} is read as `{other}`"
            what = f"{read} instead of `{each.before}`"
            yield self.made(
                kind, after.name, what, before=class_text(each.before), after=class_text(other)
            )

    def _typed(self, before: AliasModel, after: AliasModel) -> Iterator[Change]:
        """That it is another union: what may be given for it, and what is read, with what to do
        about both.
        """
        name = after.name
        accepts, gives = self.relations(before.type, after.type)
        if accepts != "narrowed":
            where, at = PythonPlace(name), after.pointer
            judged = self.tightened
            yield from self.limited("class", before.type, after.type, where, at, judged=judged)
        if accepts == gives == "same":
            return
        parts = self.sides.after.returned(after.type)
        was, now = shown(self.sides.before_shown.returned(before.type)), shown(parts)
        what = f"`{name}` is `{now}` instead of `{was}`"
        remedies = []
        if accepts == "narrowed":
            passed = shown(self.sides.after.passed(after.type))
            remedies.append(f"Give {one_of(name)} as `{passed}`.")
        if self.read:
            lost = left(before.type, after.type, self.sides.names)
            remedies += [each.read_as for each in lost]
        if gives == "widened":
            news = newly_returned(self.sides.before.returned(before.type), parts)
            remedies.append(to_handle(news, parts, one_of(name)))
        rule = "alias-type-undecided" if gives == "undecided" else "alias-type-compatible"
        if accepts == "narrowed" or gives == "widened":
            rule = "alias-type-changed"
        remedy = " ".join(remedies) or None
        yield self.made(rule, name, what, before=was, after=now, remedy=remedy)

    def _claimed(self, before: AliasModel, after: AliasModel, found: Sequence[Claim]) -> Change:
        """Values of a discriminator that have a class of their own now, of those that the class for
        all others had.
        """
        name = after.name
        was = shown(self.sides.before_shown.returned(before.type))
        now = shown(self.sides.after.returned(after.type))
        reasons, remedies = [], []
        if self.sent:
            reasons.append(CLAIMED_SENT)
            remedies += [each.written for each in found]
        if self.read:
            reasons.append(CLAIMED_READ)
            remedies += [each.read_as for each in found]
        said = [
            f"where {each.where} it is `{each.after}` instead of `{each.before}`" for each in found
        ]
        what = f"`{name}` is `{now}` instead of `{was}`; {'; '.join(said)}"
        if was == now:  # the classes of the union are the same, each for other values
            was, now = class_text(found[0].before), class_text(found[0].after)
            what = f"`{name}`, {'; '.join(said)}"
        change = self.made(
            "alias-type-changed", name, what, before=was, after=now, remedy=" ".join(remedies)
        )
        return replace(change, reason=" ".join(reasons))
