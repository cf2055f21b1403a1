"""Which class a value of a union is read as, by its discriminator, on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from generator.api.model import (
    AliasModel,
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
    Scalar,
    Type,
)
from generator.api.type_walk import named
from generator.review.python_types import innermost, same

_MOST_STEPS: Final = 8
"""How many types inside each other are looked at: classes may be made of each other in a circle."""
_ALL_INTEGERS: Final[Mapping[str, str]] = dict.fromkeys(("int32", "int64"), "int")
_UNLIKE: Final = frozenset(frozenset(pair) for pair in combinations(("str", "int", "bool"), 2))
APART_READ: Final = (
    "What is read may be of another class than before, or of the open base model; the document "
    "does not tell."
)
APART_SENT: Final = (
    "A dict that does not say its class in the way that is asked for now raises before anything "
    "is sent."
)


CLAIMED_SENT = (
    "What is given with that value as the class for all other values, or in another form than "
    "its own class has, raises before"
    " anything is sent."
)
CLAIMED_READ = (
    "What arrives with that value is read as its own class, and raises where it does not fit that."
)


class Choice(NamedTuple):
    """A value in words, with the classes that it was and is read as; no class where it is kept as
    the open base model.
    """

    value: str
    before: str
    after: str


def chosen(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Choice]:
    """The values that are read as another class than before, of those that were read as one;
    `names` are those of the head.

    A value that is read as a class for the first time is none of them: it was kept as the open base
    model, as was all else. What has become of a class that is no member any more is told by the
    union itself."""
    for old, new in _discriminators(before, after):
        was, now, members = _classes(old, names), _classes(new, {}), set(named(after))
        otherwise = new.default or ""
        for label, name in was.items():
            called = now.get(label, otherwise)
            if name in members and called != name:
                yield Choice(f"`{old.property}` {label}", name, called)
        default = _default(old, names)
        if default in members and otherwise not in ("", default):
            yield Choice(f"any other `{old.property}`", default, otherwise)


def claimed(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Claim]:
    """The values that a class of their own has now, of those that the class for all other values
    had before.
    """
    for old, new in _discriminators(before, after):
        was, now, default = _classes(old, names), _classes(new, {}), _default(old, names)
        for label, name in now.items():
            if default and label not in was and name != default:
                yield Claim(f"{old.property}={label}", default, name)


def left(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Claim]:
    """The values that had a class of their own which is no member any more, and have that of all
    other values now.
    """
    for old, new in _discriminators(before, after):
        was, now, members = _classes(old, names), _classes(new, {}), set(named(after))
        for label, name in was.items():
            if new.default and label not in now and name not in members:
                yield Claim(f"{old.property}={label}", name, new.default)


def _discriminators(before: Type, after: Type) -> Iterator[tuple[Discriminator, Discriminator]]:
    """Both discriminators of two unions, where both are told apart by one property."""
    match before, after:
        case OneOf(_, Discriminator() as old), OneOf(_, Discriminator() as new):
            if old.property == new.property:
                yield old, new


def _default(discriminator: Discriminator, names: Mapping[str, str]) -> str:
    """The class of all other values, as the head calls it; empty where there is none."""
    name = discriminator.default or ""
    return names.get(name, name)


class Claim(NamedTuple):
    """A value of a discriminator, as it is given (`type="email"`), with the classes that it had and
    has.
    """

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
        return (
            f"Handle `{self.after}`: what was read as `{self.before}` where {self.where} is read "
            "as that now."
        )


class Apart(NamedTuple):
    """By which properties the class of an object was and is told; None where by its fields.

    `swapped` are two classes of which the one that comes first in the union is taken where a value
    fits both, as it was and is."""

    before: str | None
    after: str | None
    swapped: tuple[str, str] | None = None

    @property
    def words(self) -> str:
        """How the class is told: "by `kind` instead of by its fields", or "in another order"."""
        if self.swapped is not None:
            first, second = self.swapped
            return (
                f"in another order: what fits `{first}` and `{second}` alike was read as "
                f"`{first}`, and is as `{second}`"
            )
        was, now = (
            f"by `{name}`" if name else "by its fields" for name in (self.before, self.after)
        )
        return f"{now} instead of {was}"


def told_apart(
    before: Type, after: Type, models: Mapping[str, Model], names: Mapping[str, str]
) -> Apart | None:
    """The properties by which members of a union are told apart, where these are others; `models`
    and `names` are the head's.

    Where there are none, two members in another order that a value may fit alike. None where the
    classes allow no values of these properties but their own, so that each stays what it is."""
    match innermost(before), innermost(after):
        case OneOf(members, None), OneOf(others, None):
            swapped = _swapped(members, others, models, names)
            return Apart(None, None, swapped) if swapped else None
        case OneOf(_, old), OneOf(_, new):
            was, now = _property(old), _property(new)
            is_marked = all(_is_marked(each, models) for each in filter(None, (old, new)))
            return None if was == now or is_marked else Apart(was, now)
    return None


def _property(discriminator: Discriminator | None) -> str | None:
    return None if discriminator is None else discriminator.property


def _swapped(
    before: Sequence[Type],
    after: Sequence[Type],
    models: Mapping[str, Model],
    names: Mapping[str, str],
) -> tuple[str, str] | None:
    """Two members of a union that are in another order, as far as a value may fit both alike: which
    was first, which is. What came or went changes nothing for those that stay.
    """
    places = [(_place_of(new, before, names), new) for new in after]
    known = [(place, new) for place, new in places if place is not None]
    for (one, now), (other, was) in combinations(known, 2):
        if other < one and _fit_alike(was, now, models, _MOST_STEPS):
            return _called(was), _called(now)
    return None


def _place_of(kind: Type, members: Sequence[Type], names: Mapping[str, str]) -> int | None:
    """Where a type of the head stands among members of the base."""
    found = (place for place, each in enumerate(members) if same(each, kind, names))
    return next(found, None)


def _fit_alike(one: Type, other: Type, models: Mapping[str, Model], steps: int) -> bool:
    """Whether a value may fit two types of which neither says more of it: lists by what is in them,
    an object a class and a map. After `steps` it may.
    """
    if steps == 0:
        return True
    for kind, beside in ((one, other), (other, one)):
        inner = _members(kind, models)
        if inner is not None:
            return any(_fit_alike(each, beside, models, steps - 1) for each in inner)
    match one, other:
        case Array(item), Array(another):
            return _fit_alike(item, another, models, steps - 1)
        case (Map(), Named(name)) | (Named(name), Map()):
            return isinstance(models.get(name), ObjectModel)
        case Named(name), Named(another) if name != another:
            return _classes_alike(models.get(name), models.get(another), models)
    return False


def _members(kind: Type, models: Mapping[str, Model]) -> tuple[Type, ...] | None:
    """What a type stands for, if not for itself: each member of a union, what an alias names."""
    match kind:
        case Nullable(inner) | Bounded(inner):
            return (inner,)
        case OneOf(members):
            return members
        case Named(name) if isinstance(model := models.get(name), AliasModel):
            return (model.type,)
    return None


def _classes_alike(one: Model | None, other: Model | None, models: Mapping[str, Model]) -> bool:
    """Likewise of two classes: an object is of the one that names more of it (see `untagged` of the
    runtime).
    """
    match one, other:
        case EnumModel(), EnumModel():
            values, others = (set(map(json.dumps, _values_of(each))) for each in (one, other))
            return not values.isdisjoint(others)
        case ObjectModel(), ObjectModel():
            return _objects_alike(one, other, models)
    return False


def _values_of(model: EnumModel) -> list[object]:
    return [each.value for each in model.members]


def _objects_alike(one: ObjectModel, other: ObjectModel, models: Mapping[str, Model]) -> bool:
    """Whether there may be an object with all that either class requires, of which both name as
    much: `{a, b?}` and `{a, c?}` do, of `{a}` and `{a, b}` the latter names more.

    Of each class those of its own fields count that need not be there, for they may be."""
    fields, others = _by_wire(one), _by_wire(other)
    given = {
        field.wire
        for field in (*one.fields, *other.fields)
        if field.required and not field.write_only
    }
    common = fields.keys() & others.keys()
    if any(_differ(fields[name], others[name], models) for name in given & common):
        return False
    ours, theirs = len(fields.keys() & given), len(others.keys() & given)
    may, may_they = (len(side.keys() - common - given) for side in (fields, others))
    return ours + may >= theirs and theirs + may_they >= ours


def _by_wire(model: ObjectModel) -> dict[str, Type]:
    """The types of the fields by their names on the wire."""
    return {field.wire: field.type for field in model.fields}


def _differ(one: Type, other: Type, models: Mapping[str, Model]) -> bool:
    """Whether no value of one type is one of the other: `"cat"` and `"dog"`, a text and an integer;
    of all other types that is not known.
    """
    values, others = _listed(one, models), _listed(other, models)
    if values is not None and others is not None:
        return set(map(json.dumps, values)).isdisjoint(map(json.dumps, others))
    return frozenset({_scalar(one), _scalar(other)}) in _UNLIKE


def _scalar(kind: Type) -> str | None:
    """The kind of a plain value, whatever bounds it has; all integers are of one."""
    bare = kind.inner if isinstance(kind, Bounded) else kind
    return _ALL_INTEGERS.get(bare.kind, bare.kind) if isinstance(bare, Scalar) else None


def _listed(kind: Type, models: Mapping[str, Model]) -> Sequence[object] | None:
    """The values that a type lists."""
    model = models.get(kind.name) if isinstance(kind, Named) else None
    if isinstance(model, EnumModel):
        return _values_of(model)
    return kind.values if isinstance(kind, Const) else None


def _called(kind: Type) -> str:
    return ", ".join(named(kind)) or "dict"


def _is_marked(discriminator: Discriminator, models: Mapping[str, Model]) -> bool:
    """Whether the classes themselves allow no values but those by which a discriminator tells them
    apart.
    """
    labels: dict[str, set[object]] = {}
    for label, name in discriminator.mapping:
        labels.setdefault(name, set()).add(label)
    return all(
        _values(models.get(name), discriminator.property, models) <= own
        for name, own in labels.items()
    )


def _values(model: Model | None, name: str, models: Mapping[str, Model]) -> set[object]:
    """The values that a field of a class may have, as far as they are listed and it has to be
    given; else one that is none.
    """
    fields = model.fields if isinstance(model, ObjectModel) else ()
    kinds = (each.type for each in fields if each.wire == name and each.required)
    listed = next((_listed(kind, models) for kind in kinds), None)
    return {None} if listed is None else set(listed)


def _classes(discriminator: Discriminator, names: Mapping[str, str]) -> dict[str, str]:
    """The classes by the values on the wire, as they are written in JSON."""
    return {json.dumps(label): names.get(name, name) for label, name in discriminator.mapping}
