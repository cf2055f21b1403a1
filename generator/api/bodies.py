"""How a body is encoded: by its media type, and by its schema where that leaves it open.

One rule for requests and responses (OpenAPI 3.0.3, "Considerations for File Uploads" and Response
Object; 3.1, 4.8.14):

- The parts of a multipart body are properties of its schema, or items of it (see
  `generator.document.parts`).
- Octets are octets whatever they are labelled with: `format: binary`, or a `contentMediaType` (3.1)
  where the body is not JSON.
- JSON is JSON by name and by suffix.
- Text is given as text, `text/plain` as what its format is where the document chooses that
  (`x-sdk: {formats: …}`). `text/plain` whose schema is of another type than string has that type's
  value, written as JSON: many servers document their JSON so beside `application/json`, and a
  number is the same in both.
- A range that holds more than one of them (`*/*`, `application/*`) has the value of its schema, as
  JSON or text, whichever it is labelled with; without a schema, whatever is given or arrives.
- A vendor's own media type that names no format is JSON where its schema describes a value that is
  no string.
"""

from __future__ import annotations

from generator.api.model import BodyKind, MediaType
from generator.api.schema import Schema, kinds
from generator.document.directions import Direction
from generator.document.media_types import leaves_format_open
from generator.document.specification import MULTIPART, TEXT
from templates.runtime.media_types import essence, is_form, is_json, is_text

_OPEN = ("*/*", "application/*")
_PLAIN = (TEXT, "text/*")
_IDENTITIES = ("7bit", "8bit", "binary")  # as RFC 2045, section 6.2, has them


def body_kind(content_type: str, schema: Schema, direction: Direction, *, named: bool) -> BodyKind:
    """How a body of `content_type` with a schema is encoded; `schema` has what is structural of it,
    references followed. `named`: its properties are parts of a multipart body.

    The order of the questions is part of the answer: `application/json` with `format: binary` is
    octets, and `multipart/form-data` with it is still a form of a request."""
    name, is_sent = essence(content_type), direction == "request"
    if is_form(name):
        return "form" if is_sent else "text"
    if named or (name == MULTIPART and is_sent):
        return "multipart"
    # an answer in `multipart/form-data` whose parts are not described is given whole
    if name == MULTIPART or _are_octets(name, schema):
        return "binary"
    if is_json(name):
        return "json"
    # of `*/*` the label that arrives says how the value is written
    if name in _OPEN:
        return "json" if schema else "any"
    if is_text(name):
        return "text"
    # `application/vnd.acme.pet` with an object, as against `image/png` with one
    is_value = leaves_format_open(name) and describes_value(schema)
    return "json" if is_value else "binary"


def holds_value(content_type: str, schema: Schema) -> bool:
    """Whether text of `content_type` is that of a value which is no string."""
    return is_plain(content_type) and describes_value(schema)


def is_plain(content_type: str) -> bool:
    """Whether text of `content_type` may be that of a value, or of a format."""
    return essence(content_type) in _PLAIN


def is_as_it_is(content_type: str, kind: BodyKind, schema: Schema) -> bool:
    """Whether the SDK gives and takes the text or the octets of what the document describes as a
    value, or as octets that are encoded as text: `image/png` with `contentEncoding: base64`.
    """
    if kind == "binary" and isinstance(encoding := schema.get("contentEncoding"), str):
        return encoding.lower() not in _IDENTITIES
    return (
        kind in ("text", "binary")
        and schema.get("type", "string") != "string"
        and not holds_value(content_type, schema)
    )


def describes_value(schema: Schema) -> bool:
    """Whether a schema is of something else than a string."""
    is_of_parts = not schema.keys().isdisjoint(("properties", "items", "oneOf", "anyOf", "allOf"))
    return is_of_parts or not set(kinds(schema)) <= {"string"}


def preferred(media: tuple[MediaType, ...]) -> tuple[MediaType, ...]:
    """The representations that a call asks for where it names none: JSON, else those of the kind of
    the first.
    """
    kinds = [item.kind for item in media]
    wanted = "json" if "json" in kinds else next(iter(kinds), None)
    return tuple(item for item in media if item.kind == wanted)


def _are_octets(name: str, schema: Schema) -> bool:
    """Whether a body of the media type `name` is octets by its schema."""
    return schema.get("format") == "binary" or (_has_content(schema) and not is_json(name))


def _has_content(schema: Schema) -> bool:
    """Whether a string is of another media type, and not encoded as text: `contentMediaType:
    image/png` without `contentEncoding: base64`.
    """
    inner = schema.get("contentMediaType")
    if not isinstance(inner, str) or schema.keys() & {"contentEncoding", "format"}:
        return False
    return not (is_text(inner) or is_json(inner))
