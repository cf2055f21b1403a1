"""The annotation of a type, for each use: what a method returns, what a caller passes, what the
runtime checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from itertools import chain
from typing import ClassVar

from generator.api.annotation_members import (
    ANY,
    ANY_MAPPING,
    CHECKED,
    CHECKED_BODY,
    NONE,
    OF_HEADERS,
    OPEN_MODEL,
    PASSED,
    RETURNED,
    STR,
    Annotated,
    Annotation,
    ClassRef,
    Generic,
    GenericName,
    Listed,
    Member,
    TypedDictRef,
    literals,
    union,
)
from generator.api.model import (
    AliasModel,
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    EnumModel,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Part,
    Scalar,
    ScalarKind,
    Type,
)
from generator.api.type_walk import members_of, named
from generator.records import record

_LITERALS_LENGTH = 72  # characters of an enumeration's values in a signature
_MOST_WRITTEN_OUT = 3
"""Aliases in one another that an input is written out for, as each may mention several; what lies
deeper is `Any`.
"""


@record(frozen=True, slots=False)
class Returned:
    """What a method returns, and the value of a field is: the case that the others are told from.

    An object that fits no member of a union is kept as one (`OpenModel`)."""

    models: Mapping[str, Model]
    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = RETURNED
    array: ClassVar[GenericName] = "list"
    mapping: ClassVar[GenericName] = "dict"
    keeps_others: ClassVar[bool] = True

    def annotation(self, kind: Type) -> Annotation:
        return union(self.members(kind))

    def members(self, kind: Type) -> Annotation:
        """The members of the union that the annotation is, `Nullable(Scalar("int"))` as
        `(Plain("int"), Plain("None"))`; a subclass says what a use writes otherwise.
        """
        match kind:
            case Anything():
                return (ANY,)
            case Scalar(name):
                return self.scalars[name]
            case Const(values):
                return (self.constant(values),)
            case Array(item) | Part(item):
                held: GenericName = "Part" if isinstance(kind, Part) else self.array
                return (Generic(held, (self.annotation(item),)),)
            case Map(value):
                return (Generic(self.mapping, ((STR,), self.annotation(value))),)
            case Named(name):
                return self.named(self.models[name])
            case Nullable(inner):
                return self.nullable(inner)
            case OneOf(members, discriminator):
                return self.one_of(members, discriminator)
            case Bounded(inner, bounds):
                return self.bounded(inner, bounds)

    def constant(self, values: tuple[str | int | bool | None, ...]) -> Member:
        return literals(values)

    def named(self, model: Model) -> Annotation:
        return (ClassRef(model.name, model.base if isinstance(model, EnumModel) else ""),)

    def nullable(self, inner: Type) -> Annotation:
        return (*self.members(inner), NONE)

    def one_of(self, members: tuple[Type, ...], discriminator: Discriminator | None) -> Annotation:
        known = tuple(part for member in members for part in self.members(member))
        return (*known, OPEN_MODEL) if self.is_open(members, discriminator) else known

    def bounded(self, inner: Type, bounds: Bounds) -> Annotation:
        del bounds  # nobody checks what is read
        return self.members(inner)

    def is_open(self, members: Iterable[Type], discriminator: Discriminator | None) -> bool:
        """Whether an object that fits no member of a union is kept as one."""
        has_default = discriminator is not None and discriminator.default is not None
        every = chain.from_iterable(map(members_of, members))
        return self.keeps_others and not has_default and any(map(self._may_be_object, every))

    def _may_be_object(self, member: Type) -> bool:
        if isinstance(member, Named):
            return not isinstance(self.models[member.name], EnumModel)
        return isinstance(member, Map | Anything)


@record(frozen=True, slots=False)
class Passed(Returned):
    """What a caller may pass: models, plain dicts and sequences of them.

    `large` are the unions that have a typed dict for their name; `within` the aliases that are
    being written out, as those in one another soon have more members than anybody reads."""

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = PASSED
    array: ClassVar[GenericName] = "Sequence"
    mapping: ClassVar[GenericName] = "Mapping"
    # what fits no member of a union is refused before it is sent
    keeps_others: ClassVar[bool] = False
    large: Mapping[str, tuple[ObjectModel, ...]] = field(default_factory=dict)
    within: tuple[str, ...] = ()

    def named(self, model: Model) -> Annotation:
        """Each way to give a model: `Pet`, or `PetDict` of an object, the values of an enumeration,
        and of an alias what it is a name for, as nobody makes one of those.
        """
        match model:
            case ObjectModel(name, read=read):
                # what was read of the API may be sent back to it
                classes = map(ClassRef, filter(None, (name, read)))
                return (*classes, TypedDictRef(name), *_open_mappings([model]))
            case EnumModel(name, base=base):
                values = [member.value for member in model.members]
                return (ClassRef(name, base), literals(values, base if _is_long(values) else None))
            case AliasModel(name) if name in self.large:
                return (ClassRef(name), TypedDictRef(name), *_open_mappings(self.large[name]))
            case AliasModel(name) if self._is_deep(name):
                return (ANY,)
            case AliasModel(name):
                return replace(self, within=(*self.within, name)).members(model.type)

    def _is_deep(self, alias: str) -> bool:
        """Whether an alias holds itself, as `Tree: {type: array, items: {$ref: …/Tree}}` does, or
        stands in as many others as anybody reads.
        """
        return alias in self.within or len(self.within) == _MOST_WRITTEN_OUT


def _is_long(values: Iterable[str | int]) -> bool:
    """Whether values take more of a signature than anybody reads: then it has their type."""
    return sum(len(repr(value)) + len(", ") for value in values) > _LITERALS_LENGTH


def _open_mappings(objects: Iterable[ObjectModel]) -> Annotation:
    """Any mapping, where a dict may have keys that no typed dict of the objects lists."""
    return (ANY_MAPPING,) if any(each.open for each in objects) else ()


@record(frozen=True, slots=False)
class Given(Returned):
    """What a caller gives, in short: each model by its name, without the other ways to write one
    (see `Passed`).
    """

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = PASSED
    keeps_others: ClassVar[bool] = False


@record(frozen=True, slots=False)
class Checked(Returned):
    """What the runtime reads and checks. A constant is held to in what is sent, and in what is read
    too where it is `strict`: in the members of a union that is decided by trying them."""

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = CHECKED
    strict: bool = False

    def constant(self, values: tuple[str | int | bool | None, ...]) -> Member:
        plain = literals(values)
        # pydantic itself tells texts from all else; `1` and `True` only the runtime does
        is_told = self.strict and all(isinstance(value, str) for value in values)
        return plain if values == (None,) or is_told else Annotated((plain,), Listed(self.strict))

    def nullable(self, inner: Type) -> Annotation:
        if isinstance(inner, Bounded):
            # bounds pass null over, and type checkers know no `Annotated[…] | None`
            return (Annotated(union((*self.members(inner.inner), NONE)), inner.bounds),)
        return (*self.members(inner), NONE)

    def bounded(self, inner: Type, bounds: Bounds) -> Annotation:
        return (Annotated(self.annotation(inner), bounds),)

    def one_of(self, members: tuple[Type, ...], discriminator: Discriminator | None) -> Annotation:
        found = union(super().one_of(members, discriminator))
        if discriminator is not None:
            return (Annotated(found, discriminator),)
        return (Annotated(found, "UntaggedUnion" if self._are_tried(members) else "OpenUnion"),)

    def _are_tried(self, members: Iterable[Type]) -> bool:
        """Whether several members may be objects, or arrays with objects in them, so that the kind
        of a value does not decide.
        """
        kinds = [kind for member in members if (kind := self._json_kind(member)) != "single"]
        return len(kinds) > 1 and ("any" in kinds or len(set(kinds)) < len(kinds))

    def _json_kind(self, kind: Type) -> str:
        """What a type is in JSON, as far as the runtime sees it (`unions.kind_of`).

        `single`: a value without objects in it, as a list of numbers is too. `object`, `array` (one
        with objects in it), or `any`: one of these is not known before a value is there."""
        match kind:
            case Scalar() | Const():
                return "single"
            case Map():
                return "object"
            case Array(item):
                inside = self._json_kind(item)
                return inside if inside in ("single", "any") else "array"
            case Bounded(inner):
                return self._json_kind(inner)
            case Nullable(inner):
                return "single" if self._json_kind(inner) == "single" else "any"
            case OneOf():
                return self._json_kind_of_union(kind)
            case Named(name):
                return self._json_kind_of(self.models[name])
            case Anything() | Part():
                return "any"

    def _json_kind_of_union(self, union: OneOf) -> str:
        """The one kind of all members, among them the object that fits none of an open union."""
        kinds = set(map(self._json_kind, union.members))
        if self.is_open(union.members, union.discriminator):
            kinds.add("object")
        return kinds.pop() if len(kinds) == 1 else "any"

    def _json_kind_of(self, model: Model) -> str:
        """What a model is in JSON; an alias is what it is a name for, unless that has another alias
        in it, into which the runtime does not look.
        """
        match model:
            case EnumModel():
                return "single"
            case ObjectModel():
                return "object"
            case AliasModel(type=kind):
                within = map(self.models.__getitem__, named(kind))
                leads_on = any(isinstance(each, AliasModel) for each in within)
                return "any" if leads_on else self._json_kind(kind)


@record(frozen=True, slots=False)
class OfHeaders(Returned):
    """What the runtime reads of a header: the types of its values, but for formats that it reads in
    a way of its own.
    """

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = OF_HEADERS


@record(frozen=True, slots=False)
class CheckedBody(Checked):
    """The type in an operation's specification: octets arrive as they are."""

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = CHECKED_BODY
