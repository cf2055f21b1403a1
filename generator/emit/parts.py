"""Multipart bodies in the emitted tests and the README: the parts of an example as a caller gives
them, and an answer that has them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.api.annotations import part_of
from generator.api.model import (
    AliasModel,
    Api,
    Array,
    Bounded,
    JsonValue,
    MediaType,
    Model,
    Named,
    Nullable,
    OneOf,
    Operation,
    Part,
    PartEncoding,
    Scalar,
    Type,
)
from generator.api.streaming import media_types, successes
from generator.api.type_walk import object_of
from generator.document.media_types import member_of
from generator.document.parts import ANY
from generator.document.specification import JSON, OCTETS, TEXT
from generator.emit.code import Code, bytes_literal, called, identifier, literal
from generator.emit.samples import Samples, UnmakeableError
from templates.runtime.media_types import essence, is_json, is_label, is_text, label_within, listed

BOUNDARY = "boundary-of-parts"
PART = re.compile(r"\bPart\(")
_Argument = Callable[[Type, JsonValue], Code]


class WrittenPart(NamedTuple):
    label: str
    disposition: str
    content: bytes


class PartsDocs(NamedTuple):
    """What a README says of parts: whether bodies are sent in parts without names, whether parts of
    forms have headers, whether answers are in parts, whether parts that are sent have parts.
    """

    sent: bool
    headed: bool
    read: bool
    inside: bool


def parts_docs(api: Api) -> PartsDocs | None:
    """What the README says of parts: `sent` are those by position, `headed` those of forms, which
    only have an entry where their headers are chosen. `None` where there is nothing to say.
    """
    entries = [each["parts"] for each in map(parts_entry, api.operations) if each]
    sent = [each["request"] for each in entries if "request" in each]
    told_apart = {each["by"] for each in sent}
    found = PartsDocs(
        sent="position" in told_apart,
        headed="name" in told_apart,
        read=any("response" in each for each in entries),
        inside=any(map(_has_inside, api.operations)),
    )
    return found if any(found) else None


def _has_inside(operation: Operation) -> bool:
    encodings = (each for media in operation.sent_media_types for each in media.encodings)
    return any(each.inner is not None for each in encodings)


def parts_entry(operation: Operation) -> dict[str, Any]:
    """The parts of an operation's bodies in `operations.json`. Forms are there if their parts have
    headers that a caller chooses.
    """
    bodies = {
        "request": filter(None, map(_sent, operation.sent_media_types)),
        "response": filter(None, map(_by, media_types(successes(operation.responses)))),
    }
    entry = {name: first for name, found in bodies.items() if (first := next(found, None))}
    return {"parts": entry} if entry else {}


def _sent(media: MediaType) -> dict[str, Any] | None:
    """The parts of a body that a caller has to know of."""
    headers = {
        each.wire: [free.wire for free in each.free] for each in media.encodings if each.free
    }
    by = _by(media)
    if headers and by is not None:
        return by | {"headers": headers}
    return by if media.kind == "parts" else None


def _by(media: MediaType) -> dict[str, Any] | None:
    """How parts are told apart, where a body has any."""
    by = {"parts": "position", "multipart": "name"}.get(media.kind)
    return None if by is None else {"media_type": media.content_type, "by": by}


def _encoding_at(media: MediaType, place: int) -> PartEncoding:
    return media.encoding(str(place), ANY)


def has_required_headers(media: MediaType) -> bool:
    return any(each.needed_headers for each in media.encodings)


def given_parts(media: MediaType, value: JsonValue, samples: Samples, argument: _Argument) -> Code:
    """The argument that gives the parts: each a value, in a `Part` where it must have a header, or
    would not say of what media type it is.

    Raises:
        UnmakeableError: no value is known of a header that a part must have.
    """
    inner = part_of(media)
    if not isinstance(value, list) or not value or inner is None:
        raise UnmakeableError("no parts are known that the body takes")
    found = []
    for place, item in enumerate(value):
        encoding = _encoding_at(media, place)
        if encoding.inner is not None:
            found.append(_wrapped(encoding, given_parts(encoding.inner, item, samples, argument)))
            continue
        label = _label(encoding, item, inner, samples.models)
        found.append(
            _wrapped(
                encoding,
                _given_part(label, item, argument(inner, item)),
                label if _is_named(encoding, label, inner) else None,
            )
        )
    return literal(found)


def _given_part(label: str, item: JsonValue, code: Code) -> Code:
    """The value of a part that is sent under a label: octets where that is no text."""
    if is_json(label):
        return code
    if not isinstance(item, str):
        raise UnmakeableError(f"no value is known that is written as {label}")
    return code if is_text(label) else bytes_literal(item.encode("utf-8", "surrogatepass"))


def _is_named(encoding: PartEncoding, label: str, kind: Type) -> bool:
    """Whether the label of a part has to be given: it does not follow from the document, nor from
    the value.
    """
    labels = listed(encoding.content_type or "")
    if labels:
        return label not in (TEXT, JSON) and not any(map(is_label, labels))
    return label == OCTETS and kind != Scalar("bytes")


def given_properties(media: MediaType, given: Mapping[str, Code]) -> dict[str, Code]:
    """Likewise of each property of a form, which have these values."""
    return {name: _wrapped(media.encoding(name), code) for name, code in given.items()}


def _wrapped(encoding: PartEncoding, code: Code, label: str | None = None) -> Code:
    headers = {header.wire: header.example for header in encoding.needed_headers}
    if None in headers.values():
        raise UnmakeableError("no value is known of a header that a part must have")
    if not headers and label is None:
        return code
    return called("Part", code, content_type=label, headers=headers)


def written_parts(
    media: MediaType, value: JsonValue, models: Mapping[str, Model]
) -> list[WrittenPart]:
    """The parts of an answer, by their position or their names: of `{"id": 1, "file": ["a", "b"]}`
    three, of which two are called `file`. Null is no part.
    """
    if (inner := part_of(media)) is not None:
        return [
            _part(_encoding_at(media, place), item, inner, "", models)
            for place, item in enumerate(_each(value))
        ]
    model = object_of(media.type, models)
    kinds = {} if model is None else {field.wire: field.type for field in model.fields}
    named = value if isinstance(value, dict) else {}
    return [
        _part(PartEncoding(name), each, kinds.get(name, Scalar("str")), name, models)
        for name, item in named.items()
        for each in _each(item)
        if each is not None
    ]


def _each(value: JsonValue) -> list[JsonValue]:
    """The items of a list, which are parts of one name; any other value is one part."""
    return value if isinstance(value, list) else [value]


def _part(
    encoding: PartEncoding, item: JsonValue, kind: Type, name: str, models: Mapping[str, Model]
) -> WrittenPart:
    """One part of an answer; the name of a form's field is escaped as browsers do (WHATWG, HTML,
    "Multipart form data").
    """
    if encoding.inner is not None:
        inside = written_parts(encoding.inner, item, models)
        boundary = f"inside-{_depth(encoding.inner)}"
        label = f"{essence(encoding.inner.content_type)}; boundary={boundary}"
        return WrittenPart(label, "", answer_content(inside, boundary).removesuffix(b"\r\n"))
    label = _label(encoding, item, kind, models)
    if isinstance(item, str) and not is_json(label):
        content = item.encode("utf-8", "surrogatepass")
    else:
        content = json.dumps(item).encode()
    escaped = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    disposition = f'form-data; name="{escaped}"' if name else ""
    return WrittenPart(label, disposition, content)


def answer_content(parts: list[WrittenPart], boundary: str = BOUNDARY) -> bytes:
    """A multipart body of these parts."""
    return b"".join(_lines(parts, boundary))


def _depth(media: MediaType) -> int:
    """How many bodies of parts are in one another."""
    inside = [each.inner for each in media.encodings if each.inner is not None]
    return 1 + max(map(_depth, inside), default=0)


def _lines(parts: list[WrittenPart], boundary: str) -> Iterator[bytes]:
    for part in parts:
        head = [f"--{boundary}", f"Content-Type: {part.label}"]
        head += [f"Content-Disposition: {part.disposition}"] if part.disposition else []
        yield "\r\n".join([*head, "", ""]).encode() + part.content + b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def label_with_boundary(content_type: str) -> str:
    return f"{essence(content_type)}; boundary={BOUNDARY}"


def first_model(media: MediaType, models: Mapping[str, Model]) -> Code | None:
    """The class of what the first part holds, where it is sure."""
    return class_of(part_of(media) or media.type, models)


def class_of(kind: Type, models: Mapping[str, Model]) -> Code | None:
    """The class of an object that a type is."""
    model = object_of(kind, models)
    return None if model is None else identifier(model.name)


def _label(encoding: PartEncoding, item: JsonValue, kind: Type, models: Mapping[str, Model]) -> str:
    labels = listed(encoding.content_type or "")
    if labels:
        wishes = (TEXT, JSON) if isinstance(item, str) else (JSON,)
        first = next(filter(is_label, labels), None)
        return label_within(labels, *wishes) or first or member_of(labels[0])
    if isinstance(item, str):
        return OCTETS if _is_octets(kind, models) else TEXT
    return JSON


def _is_octets(kind: Type, models: Mapping[str, Model]) -> bool:
    """Whether text of the type stands for octets; where it may be text as well, it is that."""
    match kind:
        case Scalar(name):
            return name == "bytes"
        case Nullable(inner) | Bounded(inner) | Part(inner) | Array(inner):
            return _is_octets(inner, models)
        case OneOf(members):
            takes_octets = any(_is_octets(each, models) for each in members)
            return takes_octets and Scalar("str") not in members
        case Named(name):
            model = models[name]
            return isinstance(model, AliasModel) and _is_octets(model.type, models)
        case _:
            return False
