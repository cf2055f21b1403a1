"""Enumerations before and after: their members and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.api.model import EnumMember, EnumModel
from generator.document.schema.canonical import unwrapped
from generator.review.class_pair import ClassPair
from generator.review.matching import matched
from generator.review.model import Change
from generator.review.python_place import PythonPlace
from generator.review.python_types import one_value, quoted

_REFUSED = (
    "The former value on its own raises before anything is sent, and a type checker refuses it, "
    "unless any"
    " value is taken where it is given."
)


class EnumChanges(ClassPair[EnumModel]):
    """What became of an enumeration."""

    def changes(self) -> Iterator[Change]:
        """Members by value and name, then by value, then by name; of an enumeration of another base
        (`int` instead of `str`) that alone, for every member is another.
        """
        before, after = self.before, self.after
        name = after.name
        if before.base != after.base:
            what = f"members of `{name}` are `{after.base}` instead of `{before.base}`"
            yield self.made(
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
            change = self.made(
                "member-removed",
                PythonPlace(name, gone.name),
                what,
                before=one_value(gone.value),
                remedy=self._without(gone),
            )
            yield replace(change, reason=f"{change.reason} {_REFUSED}") if self.sent else change
        for added in pairs.added:
            what = f"`{name}.{added.name}` ({quoted(added.value)}) is new"
            yield self.made(
                "member-added", PythonPlace(name, added.name), what, after=one_value(added.value)
            )

    def _without(self, gone: EnumMember) -> str:
        """What is to be done without a member, where it is sent and where it is read."""
        member, value = f"`{self.after.name}.{gone.name}`", quoted(gone.value)
        if not self.read:
            return f"Give another member than {member}."
        if not self.sent:
            return f"Compare what is read to {value} instead of {member}, if it may still arrive."
        return (
            f"Give another member than {member}, and compare what is read to {value} itself, if it "
            "may still arrive."
        )

    def _member(self, before: EnumMember, after: EnumMember) -> Iterator[Change]:
        """What became of a member that both sides have. Where another member has its name now, code
        that has the name runs, and means another value: that is told instead of the new name.
        """
        name = self.after.name
        taker = next((each for each in self.after.members if each.name == before.name), None)
        if taker is not None and taker is not after:
            yield self._stands_for(before, taker)
        elif before.name != after.name:
            what = f"`{name}.{before.name}` is called `{name}.{after.name}` now"
            remedy = f"Write `{name}.{after.name}` instead of `{name}.{before.name}`."
            yield self.made(
                "member-renamed",
                PythonPlace(name, before.name, new_name=after.name),
                what,
                before=before.name,
                after=after.name,
                remedy=remedy,
            )
        if before.value != after.value:
            yield self._stands_for(before, after)
        if unwrapped(before.description) != unwrapped(after.description):
            where = PythonPlace(name, after.name)
            yield self.made("docstring-changed", where, f"what is said of `{where}` changed")

    def _stands_for(self, before: EnumMember, after: EnumMember) -> Change:
        """A member whose name is the same, and whose value is not."""
        where = PythonPlace(self.after.name, after.name)
        was, now = one_value(before.value), one_value(after.value)
        still = next(
            (each for each in self.after.members if each.value == before.value),
            None,
        )
        said, what = (
            f"it stood for {was} and stands for {now} now",
            f"`{where}` is {now} instead of {was}",
        )
        if still is not None:
            remedy = f"Write `{self.after.name}.{still.name}` where `{where}` was written: {said}."
            return self.made(
                "member-value-changed", where, what, before=was, after=now, remedy=remedy
            )
        remedy = f"Write `{where}` where {was} was written or compared: {said}."
        change = self.made(
            "member-value-changed", where, what, before=was, after=now, remedy=remedy
        )
        return replace(change, reason=f"{change.reason} {_REFUSED}") if self.sent else change
