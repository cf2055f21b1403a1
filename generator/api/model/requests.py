"""What is sent: parameters, bodies, and the media types of bodies (answers have those too)."""

from __future__ import annotations

from typing import Literal

from generator.api.model.models import Field
from generator.api.model.types import JsonValue, Named, Type
from generator.document.specification import ParameterIn, Style
from generator.records import record

BodyKind = Literal["json", "form", "multipart", "text", "binary", "any", "lines", "parts"]


@record(frozen=True, slots=True)
class PartHeader:
    """A header of a part whose value its sender chooses. `example` is a line of one that is
    required.
    """

    wire: str
    required: bool
    example: str | None = None


@record(frozen=True, slots=True)
class PartEncoding:
    """How one property of a form or multipart body is sent (Encoding Object), by what the document
    says or by default.

    `content_type` lists media types and ranges. `style` is set where the value is sent as a query
    parameter is, and then the media types do not matter. `each`: the items of a list are JSON, and
    not the list. `headers` are those of the part whose value the document fixes, `free` those that
    its sender chooses. `inner` is what a part that has parts holds."""

    wire: str
    content_type: str | None = None
    style: Style | None = None
    explode: bool = True
    allow_reserved: bool = False
    each: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    free: tuple[PartHeader, ...] = ()
    inner: MediaType | None = None

    @property
    def needed_headers(self) -> list[PartHeader]:
        """The headers that its sender has to give."""
        return [header for header in self.free if header.required]


@record(frozen=True, slots=True)
class MediaType:
    """A body in one media type: `content_type` as written (or a range), `kind` how it is encoded,
    `type` what it holds.

    The kind `any` is a body of which nothing is known: JSON, text or bytes, as its own label says,
    or as what is given; `lines` is one of values of JSON one after another, an array of them. The
    `parts` of a multipart body are an array too; its `encodings` have a position for a name, or
    `*`. A `text` has the type of its value where that is no string; it is then written as in JSON.
    `examples` are valid payloads from the document, else one made from the schema (never empty for
    JSON)."""

    content_type: str
    kind: BodyKind
    type: Type
    encodings: tuple[PartEncoding, ...] = ()
    examples: tuple[JsonValue, ...] = ()

    def encoding(self, *names: str) -> PartEncoding:
        """How a part is sent, by the first of its names of which the document says it."""
        known = {each.wire: each for each in self.encodings}
        return next((known[name] for name in names if name in known), PartEncoding(names[-1]))


@record(frozen=True, slots=True)
class Parameter:
    """A path, query, header or cookie parameter, or the query as a whole (`querystring`).

    `content` is set where the value is written in a media type, with the `encodings` of a form.
    `generated`: the client makes a value where none is given, an idempotency key."""

    wire: str
    python: str
    location: ParameterIn
    type: Type
    required: bool
    description: str = ""
    style: Style = "form"
    explode: bool = True
    allow_reserved: bool = False
    content: str | None = None
    encodings: tuple[PartEncoding, ...] = ()
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False
    example: JsonValue = None
    has_example: bool = False
    generated: bool = False


@record(frozen=True, slots=True)
class Body:
    """The request body. `python` is the keyword (and the position after the path parameters) that
    takes it whole.

    `fields` are the body's fields as keywords, in document order, or `None` where the body is not
    one object whose fields can be spread over the signature. Their `python` names are the *keyword*
    names, already freed from collisions with parameters. `content_type_keyword` names the keyword
    that chooses among several `media_types`, or within a range, or is `None`. `is_list` is true
    where each of them is JSON and an array, so that a long one can be cut into several calls;
    `max_items` is then the longest that the document allows. `read` is the model in which the API
    gives what the body writes, where the body is of another type: the method takes it too."""

    python: str
    required: bool
    description: str
    media_types: tuple[MediaType, ...]
    fields: tuple[Field, ...] | None = None
    content_type_keyword: str | None = None
    is_list: bool = False
    max_items: int | None = None
    read: Named | None = None

    @property
    def sent_fields(self) -> tuple[Field, ...]:
        """The `fields` that the method takes: those that are not in responses alone."""
        return tuple(field for field in self.fields or () if not field.read_only)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The keywords that give it: the one that takes it whole, and those of its fields."""
        return (self.python, *(field.python for field in self.fields or ()))
