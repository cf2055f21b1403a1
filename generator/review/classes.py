"""Classes before and after: models with their fields, enumerations with their members, and names
for unions.

A model is also a typed dict, and the fields of a body are keywords of its method: what is said of a
field holds for these."""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.model import AliasModel, EnumModel, Model, ObjectModel
from generator.document.schema.canonical import unwrapped
from generator.review.class_aliases import AliasChanges
from generator.review.class_fields import ModelChanges
from generator.review.class_members import EnumChanges
from generator.review.class_pair import ClassPair, another
from generator.review.matching import Matching
from generator.review.model import Change
from generator.review.python_revisions import ApiRevisions, kind_of


def compare_classes(sides: ApiRevisions, pairs: Matching[Model]) -> Iterator[Change]:
    """What became of the classes of both sides, those that are gone or new last."""
    for before, after in pairs.both:
        if after.name not in sides.unchanged and not sides.is_unchanged(before, after):
            yield from _kept(ClassPair(sides, before, after))
    for gone in pairs.removed:
        yield sides.changed(
            "class-removed",
            gone.name,
            f"the class `{gone.name}` is gone",
            before=f"models.{gone.name}",
            remedy=f"Write code without `models.{gone.name}`.",
            base=gone,
            reach=sides.reach(gone.name, None),
            classes=[gone.name],
        )
    for new in pairs.added:
        yield sides.changed(
            "class-added",
            new.name,
            f"the class `{new.name}` is new",
            after=f"models.{new.name}",
            head=new,
            reach=sides.reach(None, new.name),
            classes=[new.name],
        )


def _kept(pair: ClassPair[Model]) -> Iterator[Change]:
    """A class that both sides have."""
    sides, before, after = pair.sides, pair.before, pair.after
    if before.name != after.name:
        what = f"the class `{before.name}` is called `{after.name}` now"
        change = pair.made(
            "class-renamed",
            before.name,
            what,
            before=f"models.{before.name}",
            after=f"models.{after.name}",
            remedy=f"Import `{after.name}` instead of `{before.name}`.",
        )
        taken_over = before.name in sides.after.models
        yield another(change, before.name, "class") if taken_over else change
    match before, after:
        case ObjectModel(), ObjectModel():
            yield from ModelChanges(sides, before, after).changes()
        case EnumModel(), EnumModel():
            yield from EnumChanges(sides, before, after).changes()
        case AliasModel(), AliasModel():
            yield from AliasChanges(sides, before, after).changes()
        case _:
            was, now = kind_of(before), kind_of(after)
            what = f"`{after.name}` is {now}, which was {was}"
            yield pair.made("class-kind-changed", after.name, what, before=was, after=now)
    if unwrapped(before.description) != unwrapped(after.description):
        yield pair.made("docstring-changed", after.name, f"what is said of `{after.name}` changed")
