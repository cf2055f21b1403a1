"""The annotations of the emitted package, decided once, as data: `emit` prints them, `review`
compares them.

An annotation is a union: its members in order, each once, `None` last. One type has three of them.
What a caller may pass is wide (models, plain dicts, any sequence), what a method returns is plain,
and what the runtime reads and checks, which fields and the specifications of operations have,
carries the checks (`Annotated`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from generator.api.model import (
    CHOSEN_FORMATS,
    MOST_WRITTEN_OUT,
    AliasModel,
    Anything,
    Api,
    Array,
    Body,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    EnumModel,
    Field,
    Map,
    MediaType,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Part,
    Scalar,
    ScalarKind,
    Type,
)
from generator.records import record
from templates.runtime.media_types import is_range

# --- members of unions ----------------------------------------------------------------------------

PlainName = Literal[
    "Any",
    "None",
    "bool",
    "bytes",
    "date",
    "datetime",
    "float",
    "int",
    "str",
    "time",
    "timedelta",
    "BinaryIO",
    "Decimal",
    "PathLike",  # of `str`
    "UUID",
    # the emitted package's own
    "Base16",
    "Base32",
    "Base64",
    "Base64Bytes",
    "Base64Url",
    "Binary",
    "Bool",
    "Date",
    "DateTime",
    "DecimalNumber",
    "DecimalText",
    "Duration",
    "EpochMilliseconds",
    "EpochSeconds",
    "File",
    "Int",
    "Int32",
    "Int64",
    "Number",
    "OpenModel",
    "Time",
    "Unset",
]
GenericName = Literal[
    "AsyncIterable", "Iterable", "Mapping", "Omittable", "Part", "Sequence", "dict", "list"
]
LiteralType = Literal["str", "int", "bool", "NoneType"]


@record(frozen=True, slots=True)
class Plain:
    """A class without arguments; of a `str` that is taken only where it is a UUID, `of` says so."""

    name: PlainName
    of: Literal["", "uuid"] = ""


@record(frozen=True, slots=True)
class Generic:
    name: GenericName
    arguments: tuple[Annotation, ...]


@record(frozen=True, slots=True)
class ClassRef:
    """A class of the document; `base` is what an enumeration is a kind of."""

    name: str
    base: Literal["", "str", "int"] = ""


@record(frozen=True, slots=True)
class TypedDictRef:
    """The typed dict of an object, or those of a large union of objects, by the model's name."""

    model: str

    @property
    def name(self) -> str:
        return f"{self.model}Dict"


class LiteralValue(NamedTuple):
    """A value with its type: `1` and `True` are equal to Python, and two values here."""

    value: str | int | bool | None
    type: LiteralType


@record(frozen=True, slots=True)
class Literals:
    """One of these values. `written` stands in their place where they are too many to be read."""

    values: tuple[LiteralValue, ...]
    written: Literal["str", "int"] | None = None


@record(frozen=True, slots=True)
class Listed:
    """The check that a value is one of those of a `Literal`: of what is sent, and of what is read
    too where the value is `fixed`.
    """

    fixed: bool


Metadata: TypeAlias = Bounds | Discriminator | Listed | Literal["OpenUnion", "UntaggedUnion"]
"""What the runtime does with a value: checks it, or decides which class of a union it is."""


@record(frozen=True, slots=True)
class Annotated:
    annotation: Annotation
    metadata: Metadata


Member: TypeAlias = Plain | Generic | ClassRef | TypedDictRef | Literals | Annotated
Annotation: TypeAlias = tuple[Member, ...]

ANY, NONE, STR, INT = Plain("Any"), Plain("None"), Plain("str"), Plain("int")
BYTES, OPEN_MODEL, UNSET = Plain("bytes"), Plain("OpenModel"), Plain("Unset")
ONE_UUID = Plain("str", "uuid")
ANY_MAPPING = Generic("Mapping", ((STR,), (ANY,)))
_BINARY: Annotation = (BYTES, Plain("BinaryIO"), Plain("PathLike"))
_LITERALS_LENGTH = 72  # characters of an enumeration's values in a signature
_MOST_MEMBERS = 12


def union(members: Iterable[Member]) -> Annotation:
    """Each member once, `None` last."""
    found = dict.fromkeys(members)
    if NONE in found:
        found[NONE] = found.pop(NONE)
    return tuple(found)


def literals(
    values: Iterable[str | int | bool | None], written: Literal["str", "int"] | None = None
) -> Literals:
    return Literals(tuple(LiteralValue(value, _literal_type(value)) for value in values), written)


def _literal_type(value: str | int | bool | None) -> LiteralType:
    match value:
        case None:
            return "NoneType"
        case bool():
            return "bool"
        case int():
            return "int"
        case str():
            return "str"


# --- scalars --------------------------------------------------------------------------------------

ENCODED: tuple[ScalarKind, ...] = ("base64", "base64url", "base32", "base16")
RETURNED: Mapping[ScalarKind, Annotation] = {
    "str": (STR,),
    "int": (INT,),
    "int32": (INT,),
    "int64": (INT,),
    "float": (Plain("float"),),
    "bool": (Plain("bool"),),
    "bytes": (BYTES,),
    "uuid": (Plain("UUID"),),
    "date": (Plain("date"),),
    "datetime": (Plain("datetime"),),
    "milliseconds": (Plain("EpochMilliseconds"),),
    "seconds": (Plain("EpochSeconds"),),
    "none": (NONE,),
    **dict.fromkeys(ENCODED, (STR,)),
    **dict.fromkeys(("decimal", "decimal_number"), (Plain("Decimal"),)),
    "duration": (Plain("timedelta"), STR),  # text, where it has months, which have no length
    "time": (Plain("time"),),
    "base64_bytes": (BYTES,),
}
PASSED: Mapping[ScalarKind, Annotation] = {
    **RETURNED,
    "bytes": (Plain("File"),),
    "uuid": (Plain("UUID"), ONE_UUID),
    "milliseconds": (Plain("datetime"), INT),
    "seconds": (Plain("datetime"), INT),
    **dict.fromkeys(ENCODED, (STR, BYTES)),
    "decimal": (Plain("Decimal"), STR),
    "decimal_number": (Plain("Decimal"), Plain("float"), STR),
    "time": (Plain("time"), STR),
    "base64_bytes": (BYTES, STR),
}
CHECKED: Mapping[ScalarKind, Annotation] = {
    **RETURNED,
    "int": (Plain("Int"),),
    "int32": (Plain("Int32"),),
    "int64": (Plain("Int64"),),
    "float": (Plain("Number"),),
    "bool": (Plain("Bool"),),
    "bytes": (Plain("Binary"),),
    "date": (Plain("Date"),),
    "datetime": (Plain("DateTime"),),
    "base64": (Plain("Base64"),),
    "base64url": (Plain("Base64Url"),),
    "base32": (Plain("Base32"),),
    "base16": (Plain("Base16"),),
    "decimal": (Plain("DecimalText"),),
    "decimal_number": (Plain("DecimalNumber"),),
    "duration": (Plain("Duration"),),
    "time": (Plain("Time"),),
    "base64_bytes": (Plain("Base64Bytes"),),
}
_OF_HEADERS: Mapping[ScalarKind, Annotation] = {
    **RETURNED,
    **{kind: CHECKED[kind] for kind in (*CHOSEN_FORMATS, "decimal_number")},
}
_CHECKED_BODY: Mapping[ScalarKind, Annotation] = {**CHECKED, "bytes": (BYTES,)}


# --- what a type is, for each use -----------------------------------------------------------------


@dataclass(frozen=True)
class _Returned:
    """What a method returns, and the value of a field is: the case that the others are told from.

    An object that fits no member of a union is kept as one (`OpenModel`)."""

    models: Mapping[str, Model]
    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = RETURNED
    array: ClassVar[GenericName] = "list"
    mapping: ClassVar[GenericName] = "dict"

    def annotation(self, kind: Type) -> Annotation:
        return union(self.members(kind))

    def members(self, kind: Type) -> Annotation:
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
        return not has_default and any(map(self._may_be_object, members))

    def _may_be_object(self, kind: Type) -> bool:
        match kind:
            case Named(name):
                return not isinstance(self.models[name], EnumModel)
            case Map() | Anything():
                return True
            case Nullable(inner) | Bounded(inner):
                return self._may_be_object(inner)
            case OneOf(members):
                return any(map(self._may_be_object, members))
            case _:
                return False


@dataclass(frozen=True)
class _Passed(_Returned):
    """What a caller may pass: models, plain dicts and sequences of them.

    `large` are the unions that have a typed dict for their name; `within` the aliases that are
    being written out, as those in one another soon have more members than anybody reads."""

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = PASSED
    array: ClassVar[GenericName] = "Sequence"
    mapping: ClassVar[GenericName] = "Mapping"
    large: Mapping[str, tuple[ObjectModel, ...]] = field(default_factory=dict)
    within: tuple[str, ...] = ()

    def named(self, model: Model) -> Annotation:
        match model:
            case ObjectModel(name, read=read):
                classes = [ClassRef(each) for each in (name, read) if each is not None]
                more = [ANY_MAPPING] if model.open else []
                return (*classes, TypedDictRef(name), *more)
            case EnumModel(name, base=base):
                values = [member.value for member in model.members]
                is_long = sum(len(repr(value)) + 2 for value in values) > _LITERALS_LENGTH
                return (ClassRef(name, base), literals(values, base if is_long else None))
            case AliasModel(name) if name in self.large:
                more = [ANY_MAPPING] if any(each.open for each in self.large[name]) else []
                return (ClassRef(name), TypedDictRef(name), *more)
            case AliasModel(name) if name in self.within or len(self.within) == MOST_WRITTEN_OUT:
                return (ANY,)
            case AliasModel(name):
                return replace(self, within=(*self.within, name)).members(model.type)

    def is_open(self, members: Iterable[Type], discriminator: Discriminator | None) -> bool:
        return False  # what fits no member of a union is refused before it is sent


@dataclass(frozen=True)
class _Given(_Returned):
    """What a caller gives, in short: each model by its name, without the other ways to write one
    (see `_Passed`).
    """

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = PASSED

    def is_open(self, members: Iterable[Type], discriminator: Discriminator | None) -> bool:
        return False


@dataclass(frozen=True)
class _Checked(_Returned):
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
        match inner:
            case Bounded(kind, bounds):
                # bounds pass null over, and type checkers know no `Annotated[…] | None`
                return (Annotated(union((*self.members(kind), NONE)), bounds),)
            case _:
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
        """What a type is in JSON, as far as the runtime sees it (`unions.kind_of`)."""
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
            case OneOf(members, discriminator):
                kinds = set(map(self._json_kind, members))
                kinds |= {"object"} if self.is_open(members, discriminator) else set()
                return kinds.pop() if len(kinds) == 1 else "any"
            case Named(name):
                return self._json_kind_of(self.models[name])
            case Anything() | Part():
                return "any"

    def _json_kind_of(self, model: Model) -> str:
        match model:
            case EnumModel():
                return "single"
            case ObjectModel():
                return "object"
            case AliasModel(type=kind):
                # the runtime does not look into aliases of aliases
                leads_on = any(isinstance(self.models[name], AliasModel) for name in named(kind))
                return "any" if leads_on else self._json_kind(kind)


@dataclass(frozen=True)
class _OfHeaders(_Returned):
    """What the runtime reads of a header: the types of its values, but for formats that it reads in
    a way of its own.
    """

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = _OF_HEADERS


@dataclass(frozen=True)
class _CheckedBody(_Checked):
    """The type in an operation's specification: octets arrive as they are."""

    scalars: ClassVar[Mapping[ScalarKind, Annotation]] = _CHECKED_BODY


# --- an API's annotations -------------------------------------------------------------------------


class Annotations:
    """The annotations of the package of an API with these models.

    `large` are the unions of objects that have a typed dict for their name, as they have too many
    members to be written out, each with its objects: a base may have hundreds of descendants, and
    each of them fields of the base's type. Without them each union is written out."""

    def __init__(
        self,
        models: Mapping[str, Model],
        large: Mapping[str, tuple[ObjectModel, ...]] | None = None,
    ) -> None:
        self.models = models
        self.large = large or {}
        self._returned = _Returned(models)
        self._passed = _Passed(models, self.large)
        self._given = _Given(models)
        self._checked = {strict: _Checked(models, strict) for strict in (False, True)}
        self._checked_body = _CheckedBody(models)
        self._of_headers = _OfHeaders(models)

    @classmethod
    def of(cls, api: Api) -> Annotations:
        models = {model.name: model for model in api.models}
        large = {model.name: choices(model, models) for model in api.models if _is_large(model)}
        return cls(models, {name: objects for name, objects in large.items() if objects})

    def passed(self, kind: Type, *, required: bool = True) -> Annotation:
        """What a caller may pass: an argument of a method, or the key of a typed dict."""
        return _or_unset(self._passed.members(kind), required)

    def given(self, *kinds: Type) -> Annotation:
        """What a caller gives of these types, as the reference lists it: each model by its name."""
        return union(member for kind in kinds for member in self._given.members(kind))

    def returned(self, *kinds: Type) -> Annotation:
        """What a method returns whose results are of these types, and what a field is read as."""
        return union(member for kind in kinds for member in self._returned.members(kind))

    def result(self, operation: Operation) -> Annotation:
        """Whatever a method may return, in any media type."""
        return self.returned(*_results(operation))

    def names_in_result(self, operation: Operation) -> int:
        """How many names stand in what a method returns."""
        return self.names_in(*_results(operation))

    def names_in(self, *kinds: Type) -> int:
        """How many names stand in types once each alias in them is written out, as type checkers
        do: of choices in choices, twice as many for each level.
        """
        counts: dict[str, int] = {}

        def count(kind: Type) -> int:
            return sum(1 + of_model(name) for name in named(kind))

        def of_model(name: str) -> int:
            model = self.models[name]
            if name not in counts:
                counts[name] = 0  # an alias that leads to itself is not written out again
                counts[name] = count(model.type) if isinstance(model, AliasModel) else 0
            return counts[name]

        return sum(map(count, kinds))

    def checked(self, kind: Type, *, strict: bool = False) -> Annotation:
        """What the runtime makes of a value: the type that an alias is a name for."""
        return self._checked[strict].annotation(kind)

    def checked_body(self, kind: Type) -> Annotation:
        """Likewise, in an operation's specification: of a parameter or a body."""
        return self._checked_body.annotation(kind)

    def header(self, kind: Type) -> Annotation:
        """What the runtime makes of a header of a response."""
        return self._of_headers.annotation(kind)

    def field(self, kind: Type, *, required: bool, strict: bool = False) -> Annotation:
        """A model's field: `Omittable` where it may be left out but not be null."""
        found = self.checked(kind, strict=strict)
        return (Generic("Omittable", (found,)),) if is_omittable(kind, required=required) else found

    def body(self, body: Body, *, required: bool = True, asynchronous: bool = False) -> Annotation:
        """What a caller may pass as the whole body, and a class of what responses give of it."""
        read = () if body.read is None else (ClassRef(body.read.name),)
        return _or_unset(
            (*self.content(body.media_types, asynchronous=asynchronous), *read), required
        )

    def of_field(self, field: Field, body: Body | None) -> Annotation:
        """What a caller may pass as a field of the body: a part too, where it has headers that the
        caller chooses.
        """
        own = self._passed.members(field.type)
        encodings = (
            each for media in (body.media_types if body else ()) for each in media.encodings
        )
        if any(each.free for each in encodings if each.wire == field.wire):
            own = (*own, Generic("Part", ((ANY,),)))
        return _or_unset(own, required=False)

    def content(
        self, media_types: Iterable[MediaType], *, asynchronous: bool = False
    ) -> Annotation:
        """What a caller may pass of these media types."""
        media_types = tuple(media_types)
        items = [array.item for media in media_types if (array := json_array(media)) is not None]
        if media_types and len(items) == len(media_types):
            # of which each item says in what media type it goes out, in batches
            members = (member for item in items for member in self._passed.members(item))
            return (Generic("Iterable", (union(members),)),)
        return union(
            member
            for media in media_types
            for member in self._content(media, asynchronous=asynchronous)
        )

    def _content(self, media: MediaType, *, asynchronous: bool) -> Annotation:
        if media.kind == "binary":
            return (*_BINARY, Generic("AsyncIterable" if asynchronous else "Iterable", ((BYTES,),)))
        if media.kind == "lines" and isinstance(media.type, Array):
            item = (self.passed(media.type.item),)
            also = (Generic("AsyncIterable", item),) if asynchronous else ()
            return (Generic("Iterable", item), *also, *_BINARY)
        if (kind := part_of(media)) is not None:
            part = (union(self._part(kind, asynchronous=asynchronous)),)
            also = (Generic("AsyncIterable", part),) if asynchronous else ()
            return (Generic("Iterable", part), *also)
        if (array := json_array(media)) is not None:
            return (Generic("Iterable", (self.passed(array.item),)),)
        return self._passed.members(media.type)

    def _part(self, kind: Type, *, asynchronous: bool) -> Iterator[Member]:
        """What a caller may pass as a part: what it holds, alone or with headers."""
        values = tuple(self._held(kind, asynchronous=asynchronous))
        pieces = [Generic("Iterable", ((BYTES,),))]
        pieces += [Generic("AsyncIterable", ((BYTES,),))] if asynchronous else []
        yield Generic("Part", (union((*values, *_BINARY, *pieces)),))
        yield from (*values, *_BINARY)

    def _held(self, kind: Type, *, asynchronous: bool) -> Iterator[Member]:
        """What a caller may pass of what a part holds, but octets: other parts among it."""
        match kind:
            case OneOf(members):
                for member in members:
                    yield from self._held(member, asynchronous=asynchronous)
            case Array(Part(inner)) | Bounded(Array(Part(inner))):
                yield Generic("Sequence", (union(self._part(inner, asynchronous=asynchronous)),))
            case _:
                found = self._passed.members(kind)
                yield from (each for each in found if each != Plain("File"))


def _results(operation: Operation) -> tuple[Type, ...]:
    """What a method may return, by the media types that it may ask for."""
    if operation.representations is None:
        return (operation.result,)
    return tuple(kind for _, kind in operation.representations.results)


def content_type(media_types: Iterable[MediaType], *, required: bool = True) -> Annotation:
    """What a caller may pass as the media type of a body; any text where one of them is a range."""
    names = [media.content_type for media in media_types]
    found = STR if any(map(is_range, names)) else literals(names)
    return _or_unset((found,), required)


def accepted(names: Iterable[str], *, required: bool = True) -> Annotation:
    """What a caller may pass as the media type of a result."""
    found = literals(names)
    return _or_unset((found,) if found.values else (), required)


def _or_unset(members: Iterable[Member], required: bool) -> Annotation:
    return union(members if required else (*members, UNSET))


def json_array(media: MediaType) -> Array | None:
    """The type of a body that is a JSON array."""
    kind = media.type.inner if isinstance(media.type, Bounded) else media.type
    return kind if media.kind == "json" and isinstance(kind, Array) else None


def part_of(media: MediaType) -> Type | None:
    """The type of what a part holds, in a body whose parts have no names."""
    kind = media.type.inner if isinstance(media.type, Bounded) else media.type
    if media.kind == "parts" and isinstance(kind, Array) and isinstance(kind.item, Part):
        return kind.item.inner
    return None


def is_omittable(kind: Type, *, required: bool) -> bool:
    """Whether a model's field may be left out but not be null."""
    return not (required or isinstance(kind, Nullable | Anything) or kind == Scalar("none"))


# --- models that types mention --------------------------------------------------------------------


def named(kind: Type) -> Iterator[str]:
    """The names of the models that a type mentions."""
    match kind:
        case Named(name):
            yield name
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner) | Part(inner):
            yield from named(inner)
        case OneOf(members):
            for inner in members:
                yield from named(inner)


def reached(kinds: Iterable[Type], made_of: Callable[[str], Iterable[Type]]) -> Collection[str]:
    """The names of the models that types mention, and of those that these are `made_of`."""
    found: dict[str, None] = {}
    waiting = [name for kind in kinds for name in named(kind)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += [used for kind in made_of(name) for used in named(kind)]
    return found


def decided_by_trying(api: Api) -> frozenset[str]:
    """The models that are members of a union which is decided by trying them: what tells them apart
    has to be strict.
    """
    return frozenset(name for kind in _types(api) for name in _tried(kind))


def types_of(model: Model) -> list[Type]:
    """The types that a model is made of."""
    match model:
        case ObjectModel():
            return [model.extra, *(each.type for each in model.fields)]
        case AliasModel():
            return [model.type]
        case EnumModel():
            return []


def _types(api: Api) -> Iterator[Type]:
    """The types of models, and of bodies of requests and responses."""
    for model in api.models:
        yield from types_of(model)
    for operation in api.operations:
        bodies = [operation.body, *operation.responses]
        yield from (media.type for body in bodies if body for media in body.media_types)
    yield from (webhook.payload.type for webhook in api.webhooks)


def _tried(kind: Type) -> Iterator[str]:
    match kind:
        case OneOf(members, None):
            for inner in members:
                yield from named(inner)
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner) | Part(inner):
            yield from _tried(inner)


def _is_large(model: Model) -> bool:
    match model:
        case AliasModel(type=OneOf(members, Discriminator())):
            return len(members) > _MOST_MEMBERS
        case _:
            return False


def choices(model: Model, models: Mapping[str, Model]) -> tuple[ObjectModel, ...]:
    """The objects that a union which a property decides may be; nothing where it may be anything
    else.
    """
    match model:
        case ObjectModel():
            return (model,)
        case AliasModel(type=OneOf(members, Discriminator())):
            inside = [
                choices(models[member.name], models) if isinstance(member, Named) else ()
                for member in members
            ]
            found = {each.name: each for group in inside for each in group}
            return tuple(found.values()) if all(inside) else ()
        case _:
            return ()
