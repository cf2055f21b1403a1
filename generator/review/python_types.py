"""What a type checker sees of a `Type`, and what a change of it means to callers.

An argument may take more than before, never less; what comes back may be less than before, never
more. Both are decided on unions of plain parts, as the emitted annotations have them. A class that
both sides have is the same type on both sides: what changed in it is a change of the class,
reported once there and not at each of its uses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from math import ceil, floor
from typing import Literal, TypeAlias
from uuid import UUID

from generator.api.model import (
    MOST_WRITTEN_OUT,
    AliasModel,
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    EnumModel,
    Map,
    MediaType,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Scalar,
    Type,
)
from generator.document.specification import INTEGER_RANGES
from generator.review.shapes import ALL_TEXTS
from templates.runtime.media_types import is_range

Relation = Literal["same", "widened", "narrowed", "undecided"]
Scalars = Mapping[str, tuple[str, ...]]

_ENCODED = ("base64", "base64url", "base32", "base16")
_PLAIN: Scalars = {
    **{
        "str": ("str",),
        "int": ("int",),
        "int32": ("int",),
        "int64": ("int",),
        "float": ("float",),
        "bool": ("bool",),
    },
    **{"date": ("date",), "datetime": ("datetime",), "none": ("None",)},
    **dict.fromkeys(_ENCODED, ("str",)),
}
_TAKEN: Scalars = {
    **_PLAIN,
    **dict.fromkeys(_ENCODED, ("str", "bytes")),
    **{"bytes": ("File",), "milliseconds": ("datetime", "int"), "seconds": ("datetime", "int")},
}
_GIVEN: Scalars = {
    **_PLAIN,
    **{
        "bytes": ("bytes",),
        "uuid": ("UUID",),
        "milliseconds": ("EpochMilliseconds",),
        "seconds": ("EpochSeconds",),
    },
}
_PLAIN_NAMES = frozenset({"str", "int", "float", "bool", "None", "Literal", "Any"})
_JSON = frozenset({"str", "int", "float", "bool", "None", "Literal", "list", "dict"})
Kinds: TypeAlias = Mapping[str, tuple[str, ...]]
_READ: Kinds = {"bool": ("int", "float"), "int": ("float",)}
"""What a value that is read may be used as. A moment is no day: to compare it with one raises."""
_SENT: Kinds = {"int": ("float",)}
"""What a value that is sent may be given for: the package refuses a truth value for a number, as a
day a moment with a time.
"""
_OCTETS = frozenset({"bytes", "File", "BinaryIO", "PathLike"})
_ONE_UUID = "uuid"
_NAMES = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs"})
_NAMED = frozenset(
    {"patternProperties", "dependentRequired", "dependentSchemas"}
)  # none of them asks for nothing
_UNORDERED = frozenset({"required", "enum", "type", "allOf", "anyOf"})
_INVARIANT = frozenset({"list", "dict"})
_SIDES = ("minimum", "maximum")
_INTEGERS = frozenset({"int", *INTEGER_RANGES})


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a union: a class by its name, with its arguments. A `Literal` has its value as
    `text`, a `str` that is only taken where it is a UUID has `uuid`; `base` is what a `Literal` or
    an enumeration is a kind of."""

    name: str
    arguments: tuple[tuple[Part, ...], ...] = ()
    text: str = ""
    base: str = ""


Parts = tuple[Part, ...]
_ANY = Part("Any")
NONE = Part("None")
OPEN = "OpenModel"
"""The class of an object that none of the others is for."""


@dataclass(frozen=True, slots=True)
class View:
    """The models of one side. `names` are what its classes are called for comparison; `shared` are
    the models, by that name, which stand for both sides."""

    models: Mapping[str, Model]
    names: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, Model] = field(default_factory=dict)

    def taken(self, kind: Type) -> Parts:
        """What a caller may pass."""
        return union(self._taken(kind, ()))

    def taken_body(self, media_types: Iterable[MediaType]) -> Parts:
        """What a caller may pass as the whole body."""
        return union(part for media in media_types for part in self._taken_media(media))

    def given(self, kind: Type) -> Parts:
        """What a caller gets: the result of a method or the value of a field."""
        return union(self._given(kind))

    def content_types(self, media_types: Iterable[MediaType]) -> Parts:
        """What a caller may pass as the media type of the body."""
        names = [media.content_type for media in media_types]
        return (Part("str"),) if any(map(is_range, names)) else self.accepted(names)

    def accepted(self, names: Iterable[str]) -> Parts:
        """What a caller may pass as the media type of the result."""
        return union(map(_literal, names))

    def _taken_media(self, media: MediaType) -> Iterator[Part]:
        kind = media.type.inner if isinstance(media.type, Bounded) else media.type
        if media.kind == "binary":
            yield from (
                Part("bytes"),
                Part("BinaryIO"),
                Part("PathLike"),
                Part("Iterable", ((Part("bytes"),),)),
            )
        elif media.kind == "json" and isinstance(kind, Array):
            yield Part("Iterable", (self.taken(kind.item),))
        else:
            yield from self._taken(kind, ())

    def _taken(self, kind: Type, within: tuple[str, ...]) -> Iterator[Part]:
        match kind:
            case Anything():
                yield _ANY
            case Scalar("uuid"):
                yield from (Part("UUID"), Part("str", text=_ONE_UUID))
            case Scalar(name):
                yield from map(Part, _TAKEN[name])
            case Const(values):
                yield from map(_literal, values)
            case Array(item):
                yield Part("Sequence", (union(self._taken(item, within)),))
            case Map(value):
                yield _mapping(union(self._taken(value, within)))
            case Named(name):
                yield from self._taken_model(name, within)
            case Nullable(inner):
                yield from (*self._taken(inner, within), NONE)
            case Bounded(inner):
                yield from self._taken(inner, within)
            case OneOf(members):
                for member in members:
                    yield from self._taken(member, within)

    def _taken_model(self, name: str, within: tuple[str, ...]) -> Iterator[Part]:
        called = self.names.get(name, name)
        own = self.models[name]
        match own if isinstance(own, AliasModel) else self.shared.get(called, own):
            case ObjectModel() as model:
                yield Part(called)
                if model.read is not None:
                    yield Part(self.names.get(model.read, model.read))
                yield Part(f"{called}Dict")
                if model.open:
                    yield _mapping((_ANY,))
            case EnumModel() as model:
                yield Part(called, base=model.base)
                yield from (_literal(member.value) for member in model.members)
            case AliasModel() if name in within or len(within) == MOST_WRITTEN_OUT:
                yield _ANY
            case AliasModel() as model:
                yield from self._taken(model.type, (*within, name))

    def _given(self, kind: Type) -> Iterator[Part]:
        match kind:
            case Anything():
                yield _ANY
            case Scalar(name):
                yield from map(Part, _GIVEN[name])
            case Const(values):
                yield from map(_literal, values)
            case Array(item):
                yield Part("list", (self.given(item),))
            case Map(value):
                yield Part("dict", ((Part("str"),), self.given(value)))
            case Named(name):
                called = self.names.get(name, name)
                model = self.shared.get(called, self.models[name])
                yield Part(called, base=model.base if isinstance(model, EnumModel) else "")
            case Nullable(inner):
                yield from (*self._given(inner), NONE)
            case Bounded(inner):
                yield from self._given(inner)
            case OneOf(members, discriminator):
                for member in members:
                    yield from self._given(member)
                if any(map(self._is_object, members)) and not (
                    discriminator and discriminator.default
                ):
                    yield Part(OPEN)

    def _is_object(self, kind: Type) -> bool:
        match kind:
            case Named(name):
                return not isinstance(self.models[name], EnumModel)
            case Map() | Anything():
                return True
            case Nullable(inner) | Bounded(inner):
                return self._is_object(inner)
            case OneOf(members):
                return any(map(self._is_object, members))
            case _:
                return False


def union(parts: Iterable[Part]) -> Parts:
    """Each part once, `None` last."""
    seen = dict.fromkeys(parts)
    if NONE in seen:
        seen[NONE] = seen.pop(NONE)
    return tuple(seen)


def _literal(value: str | int | bool | None) -> Part:
    return NONE if value is None else Part("Literal", text=quoted(value), base=type(value).__name__)


def quoted(value: object) -> str:
    """A value as Python text, in double quotes as the emitted code has it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


_TRUTHS = frozenset(map(_literal, (True, False)))


def _mapping(value: Parts) -> Part:
    return Part("Mapping", ((Part("str"),), value))


def shown(parts: Sequence[Part]) -> str:
    """The union as it stands in a signature; literals together, in the place of the first."""
    literals = ", ".join(part.text for part in parts if part.name == "Literal")
    spelled = dict.fromkeys(
        f"Literal[{literals}]" if part.name == "Literal" else _spelled(part) for part in parts
    )
    return " | ".join(spelled) or "Never"


def _spelled(part: Part) -> str:
    return f"{part.name}[{', '.join(map(shown, part.arguments))}]" if part.arguments else part.name


# --- relations ------------------------------------------------------------------------------------


def same(before: Type, after: Type, names: Mapping[str, str]) -> bool:
    """Whether the types are equal but for bounds, the order of unions and the names of classes that
    both sides have.
    """
    return _shape(before, names) == _shape(after, {})


def _shape(kind: Type, names: Mapping[str, str]) -> object:
    match kind:
        case Scalar("int32" | "int64"):
            return Scalar("int")
        case Named(name):
            return Named(names.get(name, name))
        case Array(inner) | Map(inner) | Nullable(inner):
            return type(kind).__name__, _shape(inner, names)
        case Bounded(inner):
            return _shape(inner, names)
        case Const(values):
            return (
                Scalar("bool")
                if set(map(_literal, values)) >= _TRUTHS
                else frozenset(map(_literal, values))
            )
        case OneOf(members, discriminator):
            default = discriminator.default if discriminator else None
            return frozenset(_shape(member, names) for member in members), default and names.get(
                default, default
            )
        case _:
            return kind


def remapped(
    before: Type, after: Type, names: Mapping[str, str]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Values of a discriminator that stand for another class: which they are, in words, and both
    classes, `None` for none.
    """
    match before, after:
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner), _:
            yield from remapped(inner, after, names)
        case _, Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner):
            yield from remapped(before, inner, names)
        case OneOf(_, Discriminator() as one), OneOf(_, Discriminator() as other):
            old, new = dict(one.mapping), dict(other.mapping)
            for value in dict.fromkeys((*old, *new)):
                was, now = names.get(old.get(value, ""), old.get(value)), new.get(value)
                if was != now:
                    yield f"`{other.property}` is {quoted(value)}", was, now


def taken(before: Parts, after: Parts) -> Relation:
    """How what a caller may pass changed: `narrowed` where something that was accepted is not any
    more.
    """
    if _whole(before) == _whole(after):
        return "same"
    if _ANY in after:
        return "narrowed" if any(map(_has_octets, before)) else "widened"
    return (
        "widened"
        if _ANY not in before and _cover(after, before, invariant=False, kinds=_SENT)
        else "narrowed"
    )


def lacking(before: Parts, after: Parts) -> Parts:
    """What was accepted and is not any more, of an argument that takes less."""
    return tuple(
        part for part in before if not _cover(after, (part,), invariant=False, kinds=_SENT)
    )


def given(before: Parts, after: Parts) -> Relation:
    """How what a caller gets changed: `widened` where something may come that could not come
    before.

    `undecided` is what a type checker may complain about in code that still runs: a further value
    of a `Literal`, items of an invariant `list` that are fewer, `Any` in the place of plain data.
    """
    if _whole(before) == _whole(after):
        return "same"
    if before == (NONE,):
        return "narrowed"  # nothing could be done with it
    if _ANY in before or _ANY in after:
        other = after if _ANY in before else before
        return "undecided" if _ANY in other or all(map(_is_json, other)) else "widened"
    if NONE in after and NONE not in before:
        return "widened"
    old, new = (tuple(part for part in parts if part != NONE) for parts in (before, after))
    if (
        len(old) == len(new) == 1
        and old[0].name == new[0].name
        and len(old[0].arguments) == len(new[0].arguments) > 0
    ):
        inner = given(old[0].arguments[-1], new[0].arguments[-1])
        return (
            "undecided"
            if inner == "narrowed" and old[0].name in _INVARIANT
            else "narrowed"
            if inner == "same"
            else inner
        )
    if _cover(old, new, invariant=True):
        return "narrowed"
    if _cover(old, new, invariant=False):
        return "undecided"
    bases = {part.base for part in old if part.name == "Literal"}
    known = {*old, *(part for part in new if part.name == "Literal" and part.base in bases)}
    return "undecided" if _cover(tuple(known), new, invariant=False) else "widened"


def beyond(before: Parts, after: Parts) -> Parts:
    """What may come that could not come before, of a type that may give more."""
    bases = {part.base for part in before if part.name == "Literal"}
    return tuple(
        part for part in after if part not in before and not _expected(part, before, bases)
    )


def _expected(part: Part, before: Parts, bases: set[str]) -> bool:
    return _cover(before, (part,), invariant=True) or (
        part.name == "Literal" and part.base in bases
    )


def to_handle(news: Parts, after: Parts, what: str) -> str:
    """What a caller writes for `news`, which `what` may be now besides the rest of `after`."""
    if after == (NONE,):
        return f"Read nothing of {what}: it is always `None` now."
    if news == (NONE,):
        return f"Handle `None`, which {what} may be now."
    if not news or set(news) == set(after) - {NONE}:
        return f"Rewrite what reads {what}: it is `{shown(after)}` now."
    if any(part.arguments or part.name in _PLAIN_NAMES for part in news):
        return f"Handle `{shown(news)}`, which {what} may be now."
    test = ", ".join(part.name for part in news)
    return (
        f"Handle `{shown(news)}`, which {what} may be now: `if isinstance(…, "
        f"{test if len(news) == 1 else f'({test})'}):`."
    )


def _is_json(part: Part) -> bool:
    """Whether a value of it arrives as the plain data that `Any` gives."""
    return part.name in _JSON and all(
        inner == _ANY or _is_json(inner) for inner in (part.arguments or ((),))[-1]
    )


def _has_octets(part: Part) -> bool:
    """Whether bytes may be given, which are no JSON value."""
    return part.name in _OCTETS or any(
        _has_octets(inner) for argument in part.arguments for inner in argument
    )


def _whole(parts: Parts) -> frozenset[Part]:
    """The union with `bool` for both truth values, which is the same to a type checker."""
    return (
        frozenset(parts) - _TRUTHS | {Part("bool")} if set(parts) >= _TRUTHS else frozenset(parts)
    )


def _cover(wide: Parts, narrow: Parts, *, invariant: bool, kinds: Kinds = _READ) -> bool:
    return all(
        any(_fits(part, into, invariant=invariant, kinds=kinds) for into in {*wide, *_whole(wide)})
        for part in narrow
    )


def _fits(part: Part, into: Part, *, invariant: bool, kinds: Kinds) -> bool:
    if into in (part, _ANY):
        return not (into == _ANY and _has_octets(part))
    if into.text == _ONE_UUID and into.name == "str":
        return part.base == "str" and part.name == "Literal" and _is_uuid(json.loads(part.text))
    if part.name == "Sequence" and into.name == "Iterable" and not invariant:
        return _cover(into.arguments[0], part.arguments[0], invariant=False, kinds=kinds)
    if part.name != into.name or part.name == "Literal":
        names = (part.base, *kinds.get(part.base, ())) if part.base else kinds.get(part.name, ())
        return into.name in names and not into.arguments
    if invariant and part.name in _INVARIANT:
        return all(
            _whole(ours) == _whole(theirs)
            for ours, theirs in zip(part.arguments, into.arguments, strict=True)
        )
    return len(part.arguments) == len(into.arguments) and all(
        _cover(theirs, ours, invariant=invariant, kinds=kinds)
        for ours, theirs in zip(part.arguments, into.arguments, strict=True)
    )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


# --- bounds ---------------------------------------------------------------------------------------


def limits(before: Type, after: Type) -> tuple[Relation, str, str]:
    """How the assertions on a value changed that are checked before anything is sent, and what they
    were and are.

    Only where the types are the same otherwise; a pattern that gave way to another one is
    undecided."""
    if before == after:
        return "same", "", ""
    found: list[tuple[Relation, str, str]] = []
    _limits(before, after, found)
    relations = {relation for relation, _, _ in found}
    for relation in ("narrowed", "undecided", "widened"):
        if relation in relations:
            texts = [entry for entry in found if entry[0] == relation]
            return (
                relation,
                ", ".join(entry[1] for entry in texts),
                ", ".join(entry[2] for entry in texts),
            )
    return "same", "", ""


def _limits(before: Type, after: Type, found: list[tuple[Relation, str, str]]) -> None:
    old, new = _bounds(before), _bounds(after)
    for name in _SIDES:
        (left, shown_left), (right, shown_right) = (
            _side(bounds, name, _bare(kind)) for bounds, kind in ((old, before), (new, after))
        )
        if left != right:
            loose = float("-inf") if name == "minimum" else float("inf")
            tighter = ((right or (loose, 0)) > (left or (loose, 0))) == (name == "minimum")
            found.append(("narrowed" if tighter else "widened", shown_left, shown_right))
    for entry in fields(Bounds):
        before_value, after_value = (_said(each, entry.name) for each in (old, new))
        if before_value != after_value and entry.name.removeprefix("exclusive_") not in _SIDES:
            steps = _bound(entry.name, before_value), _bound(entry.name, after_value)
            found.append((_limit(entry.name, before_value, after_value), *steps))
    match _bare(before), _bare(after):
        case (Array(inner), Array(outer)) | (Map(inner), Map(outer)):
            _limits(inner, outer, found)
        case OneOf(members), OneOf(others):
            waiting = list(others)
            for member in members:
                alike = next(
                    (other for other in waiting if _shape(other, {}) == _shape(member, {})), None
                )
                if alike is not None:
                    waiting.remove(alike)
                    _limits(member, alike, found)


def _said(bounds: Bounds, name: str) -> object:
    """What an assertion says; nothing where every text matches."""
    value = getattr(bounds, name)
    return None if name == "pattern" and value in ALL_TEXTS else value


def asserted(schema: str | None) -> object:
    """What a schema asks for, however it is written; a property that may be anything is left to the
    fields of its class.
    """
    return None if schema is None else _asserted(json.loads(schema), "") or None


def _asserted(schema: object, keyword: str) -> object:
    if isinstance(schema, dict):
        return frozenset(
            (key, _asserted(value, key))
            for key, value in schema.items()
            if not (keyword == "properties" and value is True)
            and not (key in _NAMED and not value)
            and not (key == "minContains" and keyword not in _NAMES and value == 1)
        )
    if isinstance(schema, list):
        items = [_asserted(item, "") for item in schema]
        return frozenset(items) if keyword in _UNORDERED else tuple(items)
    return type(schema).__name__, schema


def _side(bounds: Bounds, name: str, kind: Type) -> tuple[tuple[float, int] | None, str]:
    """The tighter one of the inclusive and the exclusive bound on one side, and how it is written;
    of integers, the first one that it lets through."""
    sign = 1 if name == "minimum" else -1
    given = [
        (getattr(bounds, key), rank * sign, key)
        for rank, key in enumerate((name, f"exclusive_{name}"))
    ]
    known = sorted(
        (entry for entry in given if entry[0] is not None),
        key=lambda entry: (sign * entry[0], sign * entry[1]),
    )
    if not known:
        return None, _bound(name, None)
    value, rank, key = known[-1]
    if isinstance(kind, Scalar) and kind.kind in _INTEGERS:
        first = sign * (floor(sign * value) + 1 if rank else ceil(sign * value))
        return (first, 0), _bound(key, value)
    return (value, rank), _bound(key, value)


def _bare(kind: Type) -> Type:
    return _bare(kind.inner) if isinstance(kind, Nullable | Bounded) else kind


def _bounds(kind: Type) -> Bounds:
    """The assertions of the type, the range of an integer format among them where nothing narrower
    is said.
    """
    inner = kind.inner if isinstance(kind, Nullable) else kind
    own = inner.bounds if isinstance(inner, Bounded) else Bounds()
    bare = _bare(kind)
    if not isinstance(bare, Scalar) or bare.kind not in INTEGER_RANGES:
        return own
    low, high = INTEGER_RANGES[bare.kind]
    values = {entry.name: getattr(own, entry.name) for entry in fields(Bounds)}
    values["minimum"] = max(low, values["minimum"]) if values["minimum"] is not None else low
    values["maximum"] = min(high, values["maximum"]) if values["maximum"] is not None else high
    return Bounds(**values)


def _limit(name: str, before: object, after: object) -> Relation:
    if before is None or before is False:
        return "narrowed"
    if after is None or after is False:
        return "widened"
    if name == "schema" and asserted(str(before)) == asserted(str(after)):
        return "same"
    if isinstance(before, int) and isinstance(after, int) and name != "multiple_of":
        return "narrowed" if (after > before) == ("min" in name) else "widened"
    if name == "multiple_of":
        return (
            "widened"
            if (Fraction(str(before)) / Fraction(str(after))).denominator == 1
            else "narrowed"
        )
    return "undecided"


def _bound(name: str, value: object) -> str:
    if value is None or value is False:
        return f"no {name}"
    return f'{name}=r"{value}"' if name == "pattern" else f"{name}={value!r}"
