"""The answers that emitted tests give: keywords of `httpx2.Response`, as code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.api.model import JsonValue, MediaType, Model, Response, Scalar
from generator.document.media_types import member_of
from generator.emit.code import Code, bytes_literal, literal
from generator.emit.parts import answer_content, label_with_boundary, written_parts
from templates.runtime.media_types import closest, is_range

PARTS = ("parts", "multipart")
"""The kinds of an answer that is multipart."""
_PLACES = {"2": 200, "3": 300, "4": 418, "5": 500}


def status_code(status: str) -> int:
    """A status that stands for a code, a range, or `default`."""
    return int(status) if status.isdigit() else _PLACES.get(status[:1], 418)


def is_any_text(media: MediaType) -> bool:
    return media.kind == "text" and media.type == Scalar("str")


def answer(
    media: MediaType | None,
    value: JsonValue,
    models: Mapping[str, Model],
    response: Response | None = None,
    lines: Mapping[str, str] | None = None,
) -> Code:
    """The keywords of `httpx2.Response` that make the answer's body, its content type and other
    `lines` of its head.
    """
    if media is None:
        return literal({"headers": lines} if lines else {})
    head = {"content-type": _label(media, response), **(lines or {})}
    keyword, content = _content(media, value, models)
    if keyword == "json" and head == {"content-type": "application/json"}:
        return literal({keyword: content})
    return literal({keyword: content, "headers": head})


def _content(media: MediaType, value: JsonValue, models: Mapping[str, Model]) -> tuple[str, Any]:
    """The keyword that gives the body, and its value."""
    match media.kind:
        case "parts" | "multipart":
            parts = written_parts(media, value, models)
            return "content", bytes_literal(answer_content(parts))
        case "binary":
            return "content", Code('b"content"')
        case "text" if is_any_text(media):
            return "content", "text"
        case _ if value is None:
            return "content", Code('b"null"')
        case "text" if isinstance(media.type, Scalar) and isinstance(value, str):
            return "content", value
        case _:
            return "json", value


def _label(media: MediaType, response: Response | None) -> str:
    label = media.content_type
    if is_range(label):
        label = _within(media, response)
    return label_with_boundary(label) if media.kind in PARTS else label


def _within(media: MediaType, response: Response | None) -> str:
    """A label within a range that no other key of the response fits more closely."""
    keys = [each.content_type for each in (response.media_types if response else (media,))]
    member = member_of(media.content_type)
    is_value = media.kind in ("json", "any")
    labels = ("application/json", "application/x+json") if is_value else (member, f"{member}-x")
    fitting = (label for label in labels if closest(keys, label) == media.content_type)
    return next(fitting, labels[0])
