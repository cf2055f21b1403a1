"""What is answered: statuses, media types, typed headers and streams."""

from __future__ import annotations

from typing import Literal

from generator.api.model.requests import MediaType
from generator.api.model.types import JsonValue, Scalar, Type
from generator.records import record


@record(frozen=True, slots=True)
class ResponseHeader:
    """A header of one response; `explode` is of an object, whose members are then `name=value`.

    `example` is a line of one that is required, or of which the document has an example."""

    wire: str
    description: str = ""
    type: Type = Scalar("str")
    required: bool = False
    deprecated: bool = False
    explode: bool = False
    example: str | None = None
    pointer: str = ""


@record(frozen=True, slots=True)
class HeaderField:
    """A header of the responses to an operation, as an attribute of what reads them."""

    wire: str
    python: str
    type: Type
    description: str = ""
    deprecated: bool = False
    explode: bool = False
    pointer: str = ""


@record(frozen=True, slots=True)
class HeadersClass:
    """The class that reads the documented headers of all responses to an operation."""

    name: str
    fields: tuple[HeaderField, ...]


@record(frozen=True, slots=True)
class Response:
    """`status` is a code (`"200"`), a range (`"2XX"`) or `"default"`. `media_types` is empty where
    there is no body.
    """

    status: str
    description: str
    media_types: tuple[MediaType, ...]
    headers: tuple[ResponseHeader, ...] = ()


@record(frozen=True, slots=True)
class Representations:
    """The media types of a success that a caller may ask for by the keyword `python`, with what the
    method then returns.

    The first result is that of a call which asks for none; it may have no media type of its own.
    """

    python: str
    results: tuple[tuple[tuple[str, ...], Type], ...]

    @property
    def content_types(self) -> tuple[str, ...]:
        return tuple(name for names, _ in self.results for name in names)


@record(frozen=True, slots=True)
class Success:
    """What makes a success of a result, beside the status: a property (its name on the wire) that
    has one of `values`.
    """

    property: str
    values: tuple[str | int | float | bool, ...]


@record(frozen=True, slots=True)
class Stream:
    """The stream that an operation may answer with: server-sent events (`sse`), values of JSON, or
    the parts of a multipart body.

    `type` is that of an item, or of the data of an event; `events` has the types of data by the
    name of the event, where they differ from it. An event whose name is in `errors` says that the
    stream failed. `terminator` is the data of the last event, without which the stream is cut off
    if it `must_terminate`. `condition` is the field of the request that asks for the stream, by its
    name on the wire, with its value; `parameter` the Python name of the query parameter that does
    so, where it is none of the body. `required`: the body needs that field, which says false where
    no stream is asked for. `plain`: there is another answer too, which the method gives,
    and a view of it the stream. `pointer` is that of the media type; `examples` are items, or the
    data of events, with the name of the event."""

    media_type: str
    items: Literal["sse", "json", "parts"]
    type: Type
    events: tuple[tuple[str, Type], ...]
    errors: tuple[str, ...]
    terminator: str | None
    must_terminate: bool
    condition: tuple[str, JsonValue] | None
    plain: bool
    pointer: str
    examples: tuple[tuple[str, JsonValue], ...] = ()
    parameter: str | None = None
    required: bool = False
