"""Which class a value of a union is read as, by its discriminator, on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from generator.api.model import (
    Array,
    Bounded,
    Const,
    Discriminator,
    EnumModel,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Type,
)
from generator.review.uses import names_in

APART_READ: Final = "What is read may be of another class than before, or of the open base model; the document does not tell."
APART_SENT: Final = "A dict that does not say its class in the way that is asked for now raises before anything is sent."


CLAIMED_SENT = (
    "What is given with that value as the class for all other values, or in another form than its own class has, raises before"
    " anything is sent."
)
CLAIMED_READ = "What arrives with that value is read as its own class, and raises where it does not fit that."


class Choice(NamedTuple):
    """A value in words, with the classes that it was and is read as; no class where it is kept as the open base model."""

    value: str
    before: str
    after: str


def chosen(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Choice]:
    """The values that are read as another class than before, of those that were read as one; `names` are those of the head.

    A value that is read as a class for the first time is none of them: it was kept as the open base model, as was all else.
    What has become of a class that is no member any more is told by the union itself.
    """
    if not isinstance(before, OneOf) or not isinstance(after, OneOf) or not (before.discriminator and after.discriminator):
        return
    old, new = before.discriminator, after.discriminator
    if old.property != new.property:
        return
    was, now, members = _classes(old, names), _classes(new, {}), set(names_in(after))
    for label, name in was.items():
        if name in members and now.get(label, new.default or "") != name:
            yield Choice(f"`{old.property}` {label}", name, now.get(label, new.default or ""))
    default = names.get(old.default or "", old.default or "")
    if default in members and new.default and default != new.default:
        yield Choice(f"any other `{old.property}`", default, new.default)


def claimed(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Claim]:
    """The values that a class of their own has now, of those that the class for all other values had before."""
    if not isinstance(before, OneOf) or not isinstance(after, OneOf) or not (before.discriminator and after.discriminator):
        return
    old, new = before.discriminator, after.discriminator
    default = names.get(old.default or "", old.default or "")
    if not default or old.property != new.property:
        return
    was, now = _classes(old, names), _classes(new, {})
    for label, name in now.items():
        if label not in was and name != default:
            yield Claim(f"{old.property}={label}", default, name)


def left(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Claim]:
    """The values that had a class of their own which is no member any more, and have that of all other values now."""
    if not isinstance(before, OneOf) or not isinstance(after, OneOf) or not (before.discriminator and after.discriminator):
        return
    old, new = before.discriminator, after.discriminator
    now, members = _classes(new, {}), set(names_in(after))
    for label, name in _classes(old, names).items() if old.property == new.property and new.default else ():
        if label not in now and name not in members:
            yield Claim(f"{old.property}={label}", name, new.default or "")


class Claim(NamedTuple):
    """A value of a discriminator, as it is given (`type="email"`), with the classes that it had and has."""

    value: str
    before: str
    after: str

    @property
    def where(self) -> str:
        name, _, label = self.value.partition("=")
        return f"`{name}` is {label}"

    @property
    def written(self) -> str:
        """What to write now."""
        return f"Write `{self.after}(…)` where `{self.before}({self.value}, …)` stood."

    @property
    def read_as(self) -> str:
        """What to read now."""
        return f"Handle `{self.after}`: what was read as `{self.before}` where {self.where} is read as that now."


class Apart(NamedTuple):
    """By which properties the class of an object was and is told; None where by its fields."""

    before: str | None
    after: str | None

    @property
    def words(self) -> str:
        was, now = (f"by `{name}`" if name else "by its fields" for name in self)
        return f"{now} instead of {was}"


def told_apart(before: Type, after: Type, models: Mapping[str, Model]) -> Apart | None:
    """The properties by which members of a union are told apart, where these are others; `models` are the head's.

    None where the classes allow no values of these properties but their own, so that each stays what it is.
    """
    match before, after:
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner), _:
            return told_apart(inner, after, models)
        case _, Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner):
            return told_apart(before, inner, models)
        case OneOf(_, old), OneOf(_, new):
            found = Apart(old.property if old else None, new.property if new else None)
            marked = all(_is_marked(each, models) for each in (old, new) if each is not None)
            return None if found.before == found.after or marked else found
    return None


def _is_marked(discriminator: Discriminator, models: Mapping[str, Model]) -> bool:
    """Whether the classes themselves allow no values but those by which a discriminator tells them apart."""
    labels: dict[str, set[object]] = {}
    for label, name in discriminator.mapping:
        labels.setdefault(name, set()).add(label)
    return all(_values(models.get(name), discriminator.property, models) <= own for name, own in labels.items())


def _values(model: Model | None, name: str, models: Mapping[str, Model]) -> set[object]:
    """The values that a field of a class may have, as far as they are listed and it has to be given; else one that is none."""
    field = next((each for each in model.fields if each.wire == name), None) if isinstance(model, ObjectModel) else None
    kind = field.type if field is not None and field.required else None
    listed = models.get(kind.name) if isinstance(kind, Named) else None
    if isinstance(listed, EnumModel):
        return {member.value for member in listed.members}
    return set(kind.values) if isinstance(kind, Const) else {None}


def _classes(discriminator: Discriminator, names: Mapping[str, str]) -> dict[str, str]:
    """The classes by the values on the wire, as they are written in JSON."""
    return {json.dumps(label): names.get(name, name) for label, name in discriminator.mapping}
