"""The types that an operation sends and receives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from generator.api.model import (
    Array,
    Bounded,
    Field,
    MediaType,
    Operation,
    Parameter,
    Stream,
    Type,
)

_Typed = TypeVar("_Typed", Parameter, MediaType, Field)


def with_inner(media: MediaType, change: Callable[[MediaType], MediaType]) -> MediaType:
    """A body with the parts of its parts changed, where there are such."""
    if all(each.inner is None for each in media.encodings):
        return media
    encodings = tuple(
        each if each.inner is None else replace(each, inner=change(each.inner))
        for each in media.encodings
    )
    return replace(media, encodings=encodings)


def json_array(media: MediaType) -> Array | None:
    """The type of a body that is a JSON array."""
    match media.kind, media.type:
        case "json", (Array() as kind) | Bounded(Array() as kind):
            return kind
    return None


def sent(operation: Operation) -> Iterator[Type]:
    yield from (parameter.type for parameter in operation.parameters)
    yield from (media.type for media in operation.sent_media_types)


def received(operation: Operation) -> Iterator[Type]:
    yield operation.result
    yield from (media.type for response in operation.responses for media in response.media_types)
    if operation.stream is not None:
        yield from of_stream(operation.stream)


def exchanged(operation: Operation) -> Iterator[Type]:
    """What an operation sends and receives, and the fields of its body that are keywords."""
    yield from sent(operation)
    yield from received(operation)
    if operation.body is not None:
        yield from (each.type for each in operation.body.fields or ())


def of_stream(stream: Stream) -> list[Type]:
    """The types of the items of a stream, or of the data of its events."""
    return [stream.type, *(kind for _, kind in stream.events)]


def with_items(stream: Stream, changed: Callable[[Type], Type]) -> Stream:
    """The stream with items of other types."""
    events = tuple((name, changed(kind)) for name, kind in stream.events)
    return replace(stream, type=changed(stream.type), events=events)


def with_sent(operation: Operation, changed: Callable[[Type], Type]) -> Operation:
    """The operation with what it sends of other types."""

    def of_type(part: _Typed) -> _Typed:
        return replace(part, type=changed(part.type))

    body = operation.body
    if body is not None:
        fields = None if body.fields is None else tuple(map(of_type, body.fields))
        body = replace(body, media_types=tuple(map(of_type, body.media_types)), fields=fields)
    return replace(operation, parameters=tuple(map(of_type, operation.parameters)), body=body)
