"""What makes the content of a request body, where that is not the JSON or the text of its value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.api.annotation_members import ENCODED
from generator.api.annotations import Annotations
from generator.api.model import (
    AliasModel,
    MediaType,
    Model,
    Named,
    PartEncoding,
    Scalar,
    Type,
)
from generator.api.type_walk import members_of
from generator.emit.annotations import Scope, thunk
from generator.emit.code import Code, literal
from templates.runtime.media_types import is_range

_ENCODERS = {
    "form": "_runtime.forms",
    "multipart": "_runtime.forms",
    "binary": "_runtime.streams",
    "lines": "_runtime.sent_lines",
    "parts": "_runtime.sent_parts",
}


def encoder(media: MediaType, scope: Scope, annotations: Annotations) -> Code | None:
    """What makes the content of a request body, where that is not the JSON or the text of its
    value.
    """
    if is_range(media.content_type):
        return Code(scope.own("_runtime.ranges", "ranged"))
    match media.kind:
        case "parts" if told := _of_parts(media, scope, annotations):
            maker = "containing" if len(told) > 1 else "requiring"
            return scope.call("_runtime.sent_parts", maker, *told)
        case "multipart" if made := _form_with_more(media, scope):
            return made
        case "json" if _is_encoded(media.type, annotations.models):
            return Code(scope.own("_runtime.octets", "encoded"))
        case kind if kind in _ENCODERS:
            return Code(scope.own(_ENCODERS[kind], kind))
        case _:
            return None


def _is_encoded(kind: Type, models: Mapping[str, Model]) -> bool:
    """Whether a value of the type may be text that stands for octets."""

    def is_encoded(member: Type) -> bool:
        match member:
            case Scalar(name):
                return name in ENCODED
            case Named(name) if isinstance(model := models[name], AliasModel):
                return _is_encoded(model.type, models)
            case _:
                return False

    return any(map(is_encoded, members_of(kind)))


def _inside(media: MediaType, scope: Scope, annotations: Annotations) -> Code:
    """What the runtime is told of the parts of a part."""
    inner = scope.call(
        "_runtime.operation",
        "Media",
        media.content_type,
        "binary",
        thunk(annotations.checked_body(media.type), scope),
        encodings=printed_encodings(media.encodings, scope),
    )
    return scope.call("_runtime.sent_parts", "Inside", inner, *_of_parts(media, scope, annotations))


def _of_parts(
    media: MediaType, scope: Scope, annotations: Annotations
) -> Sequence[Mapping[str, Any]]:
    """The headers that parts must have, and what those hold that have parts, by their places:
    `[{"0": ("X-Name",)}, {"1": Inside(…)}]`; what is empty at the end is left out.
    """
    needed = _needed(media)
    # a place that needs none does not need those of every other
    required = needed if any(needed.values()) else {}
    inside = {
        part.wire: _inside(part.inner, scope, annotations)
        for part in media.encodings
        if part.inner is not None
    }
    if inside:
        return [required, inside]
    return [required] if required else []


def _form_with_more(media: MediaType, scope: Scope) -> Code | None:
    """The encoder of a form whose parts have headers that their sender chooses, or parts: both of
    one is `with_inner({"pages": "multipart/mixed"}, with_headers({"file": ("X-Name",)}))`.
    """
    made: list[Code] = []
    if any(part.free for part in media.encodings):
        needed = {wire: names for wire, names in _needed(media).items() if names}
        made = [scope.call("_runtime.part_headers", "with_headers", needed)]
    inner = {each.wire: each.inner.content_type for each in media.encodings if each.inner}
    if inner:
        made = [scope.call("_runtime.inner_forms", "with_inner", inner, *made)]
    return next(iter(made), None)


def _needed(media: MediaType) -> dict[str, tuple[str, ...]]:
    return {
        part.wire: tuple(header.wire for header in part.needed_headers) for part in media.encodings
    }


def printed_encodings(parts: Iterable[PartEncoding], scope: Scope) -> tuple[Code, ...]:
    """The `Encoding(…)` of each part."""
    return tuple(
        scope.call(
            "_runtime.operation",
            "Encoding",
            each.wire,
            content_type=each.content_type,
            style=each.style,
            explode=None if each.explode else literal(False),
            allow_reserved=each.allow_reserved,
            each=each.each,
            headers=each.headers,
        )
        for each in parts
    )
