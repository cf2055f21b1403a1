"""Where octets stand as they are, and where the document can only mean text.

`format: binary`, and `contentMediaType` without `contentEncoding`, say that a value is octets. As
they are, they stand in a body of their own or in a part of a multipart body (OpenAPI 3.1.1, section
4.6.4): its properties, and the items of those that are arrays. JSON, forms and parameters have text
there. An object that is both the parts of a request and JSON takes either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Literal

from generator.api import messages
from generator.api.composed_types import union_of
from generator.api.drafts import AliasDraft, Draft, types_in, with_types
from generator.api.model import (
    Array,
    Body,
    Bounded,
    Map,
    MediaType,
    Named,
    Nullable,
    OneOf,
    Operation,
    Part,
    Scalar,
    Type,
)
from generator.api.type_walk import mentioned, reached, walk, with_inner_types

_Position = Literal["part", "text", "either"]
_OCTETS, _TEXT = Scalar("bytes"), Scalar("str")
_SETTLED: Mapping[_Position, Type] = {
    "part": _OCTETS,
    "text": _TEXT,
    "either": union_of([_TEXT, _OCTETS], None),
}


def settle(
    drafts: Mapping[str, Draft], operations: Sequence[Operation]
) -> tuple[Mapping[str, Draft], Sequence[Operation]]:
    """The drafts and the operations with octets where they can be, and text elsewhere: as they are
    converted, schemas do not know where they will be used.
    """
    if not any(map(_has_octets, _types(drafts, operations))):
        return drafts, operations
    places = _places(drafts, operations)
    with_octets = {
        pointer: with_types(draft, partial(_settled, place=places.get(pointer, "text")))
        for pointer, draft in drafts.items()
        if any(map(_has_octets, types_in(draft)))
    }
    return {**drafts, **with_octets}, [_operation(operation, places) for operation in operations]


def _types(drafts: Mapping[str, Draft], operations: Iterable[Operation]) -> Iterator[Type]:
    for draft in drafts.values():
        yield from types_in(draft)
    for operation in operations:
        yield from messages.exchanged(operation)


def _has_octets(kind: Type) -> bool:
    return _OCTETS in walk(kind)


def _places(drafts: Mapping[str, Draft], operations: Sequence[Operation]) -> dict[str, _Position]:
    """The models that are the parts of a multipart body: `either` where they are JSON as well.

    Of a form `{file: …, about: {$ref: About}}` it is the form itself; an `About` in it is written
    as JSON, so octets in that are text."""
    parts: set[str] = set()
    unions: set[str] = set()
    for form in _written_in_parts(operations):
        _add_parts(form, drafts, parts, unions)
    left = (_without_octets(kind, drafts, unions) for kind in _written_whole(operations))
    text: list[Type] = list(filter(None, left))
    objects = {pointer for pointer in parts if not isinstance(drafts[pointer], AliasDraft)}
    for pointer in objects | unions:  # an object in a part is JSON
        text += map(Named, set(mentioned(types_in(drafts[pointer]))) - unions)
    written = reached(text, lambda name: types_in(drafts[name]))
    places: dict[str, _Position] = dict.fromkeys(parts | unions, "part")
    return places | dict.fromkeys(places.keys() & written, "either")


def _written_in_parts(operations: Iterable[Operation]) -> Iterator[Type]:
    """The types of multipart bodies."""
    every = chain.from_iterable(operation.media_types for operation in operations)
    return (media.type for media in every if media.kind == "multipart")


def _written_whole(operations: Iterable[Operation]) -> Iterator[Type]:
    """The types of what is no form of parts: bodies, parameters, and the items of streams."""
    for operation in operations:
        yield from (media.type for media in operation.media_types if media.kind != "multipart")
        yield from (parameter.type for parameter in operation.parameters)
        if operation.stream is not None:
            yield from messages.of_stream(operation.stream)


def _add_parts(kind: Type, drafts: Mapping[str, Draft], found: set[str], unions: set[str]) -> None:
    """Add the objects whose fields are parts to `found`, and the unions that such a field is to
    `unions`.
    """
    for name in _directly(kind):
        if name in found:
            continue
        found.add(name)
        draft = drafts[name]
        if isinstance(draft, AliasDraft):
            _add_parts(draft.type, drafts, found, unions)
            continue
        for inner in types_in(draft):
            unions.update(_unions_with_octets(inner, drafts))


def _unions_with_octets(kind: Type, drafts: Mapping[str, Draft]) -> set[str]:
    """The names of unions that a value of the type may be, and octets in them: of an `Upload` that
    is `oneOf: [{type: string, format: binary}, {type: object}]`.
    """
    known = {name: drafts[name] for name in _directly(kind)}
    return {
        name
        for name, draft in known.items()
        if isinstance(draft, AliasDraft) and _has_octets(draft.type)
    }


def _without_octets(kind: Type, drafts: Mapping[str, Draft], unions: set[str]) -> Type | None:
    """A type without the unions that a part of it is directly, which are added to `unions`."""
    match kind:
        case Array(Part(inner)) | Bounded(Array(Part(inner))) | Part(inner):
            octets = _unions_with_octets(inner, drafts)
            unions.update(octets)
            left: list[Type] = [Named(each) for each in sorted({*_directly(inner)} - octets)]
            return union_of(left, None) if left else None
    return kind


def _directly(kind: Type) -> Iterator[str]:
    """The models that a value of the type, or an item of it, may be: `Pet` of `list[Pet | None]`,
    none of a map, whose values stand deeper.
    """
    match kind:
        case Named(name):
            yield name
        case Array(inner) | Nullable(inner) | Bounded(inner):
            yield from _directly(inner)
        case OneOf(members):
            for member in members:
                yield from _directly(member)


def _settled(kind: Type, place: _Position) -> Type:
    """The type with what octets in it are at such a place; a map has text wherever it is, a part
    of a part octets.
    """
    match kind:
        case Scalar("bytes"):
            return _SETTLED[place]
        case Map(inner):
            return Map(_settled(inner, "text"))
        case Part(inner):
            return Part(_settled(inner, "part"))
        case OneOf(members, discriminator):
            return union_of([_settled(member, place) for member in members], discriminator)
        case _:
            return with_inner_types(kind, partial(_settled, place=place))


def _operation(operation: Operation, places: Mapping[str, _Position]) -> Operation:
    """The operation with what octets in all that it sends and gets are at their place."""
    if not any(map(_has_octets, messages.exchanged(operation))):
        return operation
    as_text = partial(_settled, place="text")
    parameters = tuple(replace(each, type=as_text(each.type)) for each in operation.parameters)
    responses = tuple(
        replace(each, media_types=tuple(map(_media, each.media_types)))
        for each in operation.responses
    )
    return replace(
        operation,
        parameters=parameters,
        responses=responses,
        body=operation.body and _body(operation.body, places),
        result=_result(operation),
        stream=operation.stream and messages.with_items(operation.stream, as_text),
    )


def _result(operation: Operation) -> Type:
    """What a method returns: octets only where a body of its own may be returned. Of a union, what
    stands beside them is JSON: of bytes or a `Report`, the `Report` has text.
    """
    if not _answers_octets(operation):
        return _settled(operation.result, "text")
    match operation.result:
        case OneOf(members, discriminator):
            settled = [each if each == _OCTETS else _settled(each, "text") for each in members]
            return union_of(settled, discriminator)
        case kind:
            return kind


def _answers_octets(operation: Operation) -> bool:
    """Whether the whole body of an answer may be octets; in JSON they are text."""
    media = chain.from_iterable(response.media_types for response in operation.responses)
    return any(each.type == _OCTETS and each.kind != "json" for each in media)


def _body(body: Body, places: Mapping[str, _Position]) -> Body:
    kind, fields = body.media_types[0].type, body.fields
    if fields is not None:
        place = places.get(kind.name, "text") if isinstance(kind, Named) else "text"
        fields = tuple(replace(each, type=_settled(each.type, place)) for each in fields)
    return replace(body, media_types=tuple(map(_media, body.media_types)), fields=fields)


def _media(media: MediaType) -> MediaType:
    return _settled_media(messages.with_inner(media, _media))


def _settled_media(media: MediaType) -> MediaType:
    """JSON and forms are text; what is written out of a multipart body here are its parts."""
    match media.kind, media.type:
        case (("json" | "form" | "lines" | "parts"), kind):
            return replace(media, type=_settled(kind, "text"))
        case "multipart", Map(inner):
            return replace(media, type=Map(_settled(inner, "part")))
        case _:
            return media
