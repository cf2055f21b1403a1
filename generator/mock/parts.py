"""Parts of multipart bodies: taken out of a request and judged, written into an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.examples import Examples, JsonValue
from generator.document.instances import Instances
from generator.document.media_types import essence, is_multipart
from generator.document.parts import PartSchemas, are_named, inner_media, part_schemas
from generator.document.sequences import ItemSchema
from generator.document.specification import JSON, OCTETS, TEXT
from generator.mock.media import part_labels
from generator.mock.problem import ProblemError, RequestFault
from generator.mock.sequences import items_of
from generator.records import record
from templates.runtime.media_types import (
    closest,
    is_json,
    is_label,
    is_text,
    label_within,
    parameters,
)

_DISPOSITION = re.compile(r';\s*(name|filename)="([^"]*)"')
_BOUNDARY = "mock-boundary"


@record(frozen=True, slots=True)
class ReceivedPart:
    """A part of a multipart body; header names are lower case."""

    name: str
    filename: str | None
    label: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")


def parts(content_type: str, body: bytes, *, named: bool = True) -> list[ReceivedPart]:
    """The parts of a multipart body (RFC 2046; RFC 7578, with names as browsers escape them)."""
    boundary = parameters(content_type).get("boundary")
    if not boundary:
        raise ProblemError(400, "The body is not multipart, or its boundary is missing.")
    _, *found = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1"))
    if not found or not found[-1].startswith(b"--"):
        raise ProblemError(400, "The body is not multipart, or it is cut off.")
    return [_part(each, named=named) for each in found[:-1]]


def _part(raw: bytes, *, named: bool) -> ReceivedPart:
    """A part between two boundaries: lines of headers, an empty line, the content.

    One without a Content-Type is plain text (RFC 7578, section 4.4). Raises `ProblemError` for one
    without a name, where it needs one.
    """
    head, _, content = raw.partition(b"\r\n\r\n")
    lines = (line.partition(":") for line in head.decode(errors="replace").split("\r\n"))
    headers = {name.strip().lower(): value.strip() for name, _, value in lines if name.strip()}
    said = dict(_DISPOSITION.findall(headers.get("content-disposition", "")))
    if named and "name" not in said:
        raise ProblemError(400, "A part of the body has no name.")
    return ReceivedPart(
        _unescaped(said.get("name", "")),
        said.get("filename"),
        headers.get("content-type", TEXT),
        headers,
        content,
    )


def spread(media: Mapping[str, Any], part: ReceivedPart) -> list[ReceivedPart]:
    """A part of a form, or those that are in it, under its name."""
    labels = part_labels(mapping(mapping(media.get("encoding")).get(part.name)))
    if not is_multipart(part.label) or closest(labels, part.label) is None:
        return [part]
    inside = parts(part.label, part.content, named=False)
    return [replace(each, name=part.name) for each in inside]


def _unescaped(name: str) -> str:
    """As browsers escape it (WHATWG HTML, "multipart/form-data encoding algorithm")."""
    return name.replace("%0D", "\r").replace("%0A", "\n").replace("%22", '"')


class PartBodies:
    """Judges bodies whose parts have no names, and the headers of those that have."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self._document, self._instances = document, instances

    def faults(
        self, schemas: PartSchemas, media: Mapping[str, Any], content_type: str, body: bytes
    ) -> Iterator[RequestFault]:
        """What is wrong with a body, by the places of its parts: `/1/title` is in the second, and
        `/1/0` the first part inside of it. Raises `ProblemError` for one that cannot be read.
        """
        found = parts(content_type, body, named=False)
        if not found:
            raise ProblemError(400, "The body has no part.")
        if essence(content_type) == "multipart/related" and "type" not in parameters(content_type):
            yield RequestFault("body", "", "", "has no `type` in its Content-Type (RFC 2387)")
        yield from _count(self._document.resolved(media.get("schema")), len(found))
        for place, part in enumerate(found):
            encoding, item = schemas.encoding(place), schemas.of(place)
            if item is None:
                yield RequestFault("body", "", f"/{place}", "is a part too many")
                continue
            yield from self._headers(encoding, part, f"/{place}")
            yield from _label(encoding, part, f"/{place}")
            inner = _inner(self._document, encoding, item)
            if inner is not None and is_multipart(part.label):
                for fault in self.faults(*inner, part.label, part.content):
                    yield replace(fault, pointer=f"/{place}{fault.pointer}")
                continue
            for violation in self._instances.violations(item.schema, _value(part)):
                yield RequestFault("body", "", f"/{place}{violation.pointer}", violation.message)

    def of_names(
        self, media: Mapping[str, Any], found: Sequence[ReceivedPart]
    ) -> Iterator[RequestFault]:
        """What is wrong with the headers of parts that have names."""
        encodings = mapping(media.get("encoding"))
        for part in found:
            yield from self._headers(mapping(encodings.get(part.name)), part, f"/{part.name}")

    def _headers(
        self, encoding: Mapping[str, Any], part: ReceivedPart, at: str
    ) -> Iterator[RequestFault]:
        for name, reference in mapping(encoding.get("headers")).items():
            header = self._document.resolved(reference)
            sent = {"content-type", *part.headers}  # its type has a rule of its own
            if header.get("required") is True and name.lower() not in sent:
                yield RequestFault("body", "", at, f"has no header `{name}`")


def _count(schema: Mapping[str, Any], count: int) -> Iterator[RequestFault]:
    least, most = schema.get("minItems", 0), schema.get("maxItems", count)
    if not least <= count <= most:
        yield RequestFault("body", "", "", f"has {count} parts, not {least} to {most}")


def _inner(
    document: Document, encoding: Mapping[str, Any], item: ItemSchema | None
) -> tuple[PartSchemas, Mapping[str, Any]] | None:
    """The parts inside of a part, and what is said of them."""
    inner = inner_media(encoding, item)
    if inner is None:
        return None
    schemas = part_schemas(document, inner.content_type, inner.media, "", inner.schema_at)
    return None if schemas is None else (schemas, inner.media)


def _label(encoding: Mapping[str, Any], part: ReceivedPart, at: str) -> Iterator[RequestFault]:
    labels = part_labels(encoding)
    if labels and closest(labels, part.label) is None:
        yield RequestFault("body", "", at, f"is {essence(part.label)}, not {' or '.join(labels)}")


def _value(part: ReceivedPart) -> JsonValue:
    """What a part holds; octets are a text, which a schema can say no more of."""
    if not is_json(part.label):
        return part.text
    try:
        value: JsonValue = json.loads(part.content)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"A part of the body is not JSON: {error}.") from None
    return value


# --- answers --------------------------------------------------------------------------------------


def answered(
    document: Document, examples: Examples, key: str, media: Mapping[str, Any], shown: JsonValue
) -> tuple[str, bytes] | None:
    """The label and the content of an answer in parts, of an example where one is `shown`; `None`
    where the media type has none.

    Parts by position are those of a list, parts by name those of an object; a list in an object is
    several parts of one name.
    """
    if not is_multipart(key):
        return None
    schemas = part_schemas(document, key, media, "")
    if schemas is not None:
        items = shown if isinstance(shown, list) else _made(schemas, examples)
        return _answered(document, examples, key, schemas, items, _BOUNDARY)
    if not are_named(document, media):
        return None
    value = shown if isinstance(shown, dict) else examples.of_media_type(media)
    encodings = mapping(media.get("encoding"))
    owners = mapping(document.resolved(media.get("schema")).get("properties"))
    return _joined(
        key,
        _BOUNDARY,
        [
            _written(document.resolved(owners.get(name)), name, _of_item(encodings.get(name)), each)
            for name, item in mapping(value).items()
            for each in items_of(item)
        ],
    )


def _joined(key: str, boundary: str, found: Iterable[bytes]) -> tuple[str, bytes]:
    """The label and the content of a body of parts."""
    end = f"--{boundary}--\r\n".encode()
    return f"{essence(key)}; boundary={boundary}", b"".join([*found, end])


def _of_item(said: Any) -> Mapping[str, Any]:
    """What is said of each of the parts of one name; they may be beside one another too, where a
    document would have them in one part.
    """
    encoding = mapping(said)
    is_inside = is_multipart(str(encoding.get("contentType")))
    return mapping(encoding.get("itemEncoding")) if is_inside else encoding


def _answered(
    document: Document,
    examples: Examples,
    key: str,
    schemas: PartSchemas,
    items: Sequence[JsonValue],
    boundary: str,
) -> tuple[str, bytes]:
    """A body whose parts have no names, and the parts inside of them."""
    found: list[bytes] = []
    for place, item in enumerate(items):
        encoding, owner = schemas.encoding(place), schemas.of(place)
        inner = _inner(document, encoding, owner)
        if inner is not None:
            within = item if isinstance(item, list) else _made(inner[0], examples)
            kind = str(encoding["contentType"])
            label, content = _answered(document, examples, kind, inner[0], within, f"{boundary}-x")
            head = f"--{boundary}\r\nContent-Type: {label}\r\n\r\n".encode()
            found.append(head + content)
        else:
            schema = document.resolved(owner and owner.schema)
            found.append(_written(schema, "", encoding, item, boundary))
    return _joined(key, boundary, found)


def _made(schemas: PartSchemas, examples: Examples) -> list[JsonValue]:
    return [examples.of_schema(each.schema) for each in schemas.every()]


def _written(
    schema: Mapping[str, Any],
    name: str,
    encoding: Mapping[str, Any],
    value: JsonValue,
    boundary: str = _BOUNDARY,
) -> bytes:
    label = _label_of(schema, encoding, value)
    lines = [f"--{boundary}", f"Content-Type: {label}"]
    if name:
        escaped = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f'Content-Disposition: form-data; name="{escaped}"')
    content = value if isinstance(value, str) and not is_json(label) else json.dumps(value)
    return "\r\n".join([*lines, "", content, ""]).encode("utf-8", "surrogatepass")


def _label_of(schema: Mapping[str, Any], encoding: Mapping[str, Any], value: JsonValue) -> str:
    labels = part_labels(encoding)
    if labels:
        wishes = (TEXT, JSON) if isinstance(value, str) else (JSON,)
        return label_within(labels, *wishes) or next(filter(is_label, labels), OCTETS)
    if not isinstance(value, str):
        return JSON
    media_type = str(schema.get("contentMediaType", TEXT))
    return OCTETS if schema.get("format") == "binary" or not is_text(media_type) else TEXT
