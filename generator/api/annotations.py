"""The annotations of the emitted package, decided once, as data: `emit` prints them, `review`
compares them.

An annotation is a union: its members in order, each once, `None` last. One type has three of them.
What a caller may pass is wide (models, plain dicts, any sequence), what a method returns is plain,
and what the runtime reads and checks, which fields and the specifications of operations have,
carries the checks (`Annotated`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.api.annotation_members import (
    ANY,
    BINARY,
    BYTES,
    STR,
    UNSET,
    Annotation,
    ClassRef,
    Generic,
    GenericName,
    Member,
    Plain,
    literals,
    union,
)
from generator.api.annotation_uses import Checked, CheckedBody, Given, OfHeaders, Passed, Returned
from generator.api.messages import json_array
from generator.api.model import (
    AliasModel,
    Anything,
    Api,
    Array,
    Body,
    Bounded,
    Discriminator,
    EnumModel,
    Field,
    MediaType,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Part,
    Scalar,
    Type,
)
from generator.api.type_walk import named, walk
from templates.runtime.media_types import is_range

_MOST_MEMBERS = 12


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
        self._returned = Returned(models)
        self._passed = Passed(models, self.large)
        self._given = Given(models)
        self._checked = {strict: Checked(models, strict) for strict in (False, True)}
        self._checked_body = CheckedBody(models)
        self._of_headers = OfHeaders(models)

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

    def of_field(self, field: Field, media_types: Iterable[MediaType]) -> Annotation:
        """What a caller may pass as a field of a body in these media types: a part too, where it
        has headers that the caller chooses.
        """
        own = self._passed.members(field.type)
        encodings = chain.from_iterable(media.encodings for media in media_types)
        if any(each.free for each in encodings if each.wire == field.wire):
            own = (*own, Generic("Part", ((ANY,),)))
        return _or_unset(own, required=False)

    def content(
        self, media_types: Iterable[MediaType], *, asynchronous: bool = False
    ) -> Annotation:
        """What a caller may pass of these media types: `Iterable[Pet]` where all are arrays of
        JSON, else whatever one of them takes.
        """
        media_types = tuple(media_types)
        items = [array.item for media in media_types if (array := json_array(media)) is not None]
        if items and len(items) == len(media_types):
            # of which each item says in what media type it goes out, in batches
            members = chain.from_iterable(map(self._passed.members, items))
            return (Generic("Iterable", (union(members),)),)
        contents = (self._content(media, asynchronous=asynchronous) for media in media_types)
        return union(chain.from_iterable(contents))

    def _content(self, media: MediaType, *, asynchronous: bool) -> Annotation:
        """What a caller may pass of one media type. What goes out piece by piece may be given so:
        octets, and the items of lists.
        """
        match media.kind, _unbounded(media.type):
            case "binary", _:
                pieces: GenericName = "AsyncIterable" if asynchronous else "Iterable"
                return (*BINARY, Generic(pieces, ((BYTES,),)))
            case "lines", Array(item):
                return (*_iterables(self.passed(item), asynchronous), *BINARY)
            case "parts", Array(Part(inner)):
                part = union(self._part(inner, asynchronous=asynchronous))
                return tuple(_iterables(part, asynchronous))
            case "json", Array(item):
                return (Generic("Iterable", (self.passed(item),)),)
            case _:
                return self._passed.members(media.type)

    def _part(self, kind: Type, *, asynchronous: bool) -> Iterator[Member]:
        """What a caller may pass as a part: what it holds, alone or with headers."""
        values = tuple(self._held(kind, asynchronous=asynchronous))
        pieces = _iterables((BYTES,), asynchronous)
        yield Generic("Part", (union((*values, *BINARY, *pieces)),))
        yield from (*values, *BINARY)

    def _held(self, kind: Type, *, asynchronous: bool) -> Iterator[Member]:
        """What a caller may pass of what a part holds, but octets, which any part may be: a part of
        parts may be given as a sequence of those.
        """
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


def _iterables(item: Annotation, asynchronous: bool) -> list[Generic]:
    """What gives one item after the other: of an asynchronous client, either kind."""
    names: list[GenericName] = ["Iterable", "AsyncIterable"]
    return [Generic(name, (item,)) for name in names[: 1 + asynchronous]]


def _unbounded(kind: Type) -> Type:
    return kind.inner if isinstance(kind, Bounded) else kind


def part_of(media: MediaType) -> Type | None:
    """The type of what a part holds, in a body whose parts have no names."""
    match media.kind, _unbounded(media.type):
        case "parts", Array(Part(inner)):
            return inner
    return None


def is_omittable(kind: Type, *, required: bool) -> bool:
    """Whether a model's field may be left out but not be null."""
    return not (required or isinstance(kind, Nullable | Anything) or kind == Scalar("none"))


# --- models that types mention --------------------------------------------------------------------


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
        yield from (media.type for media in operation.media_types)
    yield from (webhook.payload.type for webhook in api.webhooks)


def _tried(kind: Type) -> Iterator[str]:
    for each in walk(kind):
        if isinstance(each, OneOf) and each.discriminator is None:
            yield from named(each)


def _is_large(model: Model) -> bool:
    match model:
        case AliasModel(type=OneOf(members, Discriminator())):
            return len(members) > _MOST_MEMBERS
        case _:
            return False


def choices(model: Model, models: Mapping[str, Model]) -> tuple[ObjectModel, ...]:
    """The objects that a union which a property decides may be, those of unions in it among them;
    nothing where it may be anything else.
    """
    match model:
        case ObjectModel():
            return (model,)
        case AliasModel(type=OneOf(members, Discriminator())):
            inside = [_choices_of(member, models) for member in members]
            found = {each.name: each for each in chain.from_iterable(inside)}
            return tuple(found.values()) if all(inside) else ()
        case _:
            return ()


def _choices_of(kind: Type, models: Mapping[str, Model]) -> tuple[ObjectModel, ...]:
    """The objects that one member of a union may be; nothing for what is no class."""
    return choices(models[kind.name], models) if isinstance(kind, Named) else ()
