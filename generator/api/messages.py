"""The types that an operation sends and receives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from generator.api.model import Field, MediaType, Operation, Parameter, Type

_Typed = TypeVar("_Typed", Parameter, MediaType, Field)


def sent(operation: Operation) -> Iterator[Type]:
    yield from (parameter.type for parameter in operation.parameters)
    yield from (media.type for media in (operation.body.media_types if operation.body else ()))


def received(operation: Operation) -> Iterator[Type]:
    yield operation.result
    yield from (media.type for response in operation.responses for media in response.media_types)


def with_sent(operation: Operation, changed: Callable[[Type], Type]) -> Operation:
    """The operation with what it sends of other types."""

    def of_type(part: _Typed) -> _Typed:
        return replace(part, type=changed(part.type))

    body = operation.body
    if body is not None:
        fields = None if body.fields is None else tuple(map(of_type, body.fields))
        body = replace(body, media_types=tuple(map(of_type, body.media_types)), fields=fields)
    return replace(operation, parameters=tuple(map(of_type, operation.parameters)), body=body)
