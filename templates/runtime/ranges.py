"""Request bodies whose media type is a range (`*/*`, `image/*`): each goes out under one label
within it.

The label is the caller's, else that of a file's name, else it follows from what is given: octets
are sent as `application/octet-stream`, text as `text/plain`, values as `application/json`."""

from __future__ import annotations

from typing import Any, cast

from .media_types import is_json, is_range, is_text, label_within
from .operation import Media
from .plan import BodyError, codec_of, labelled, text
from .streams import binary, guessed_type

_OCTETS = (bytes, bytearray, memoryview)
_JSON, _TEXT, _BINARY = "application/json", "text/plain", "application/octet-stream"


def ranged(media: Media, value: Any) -> tuple[Any, str]:
    """The content and its label; raises `BodyError` where no label follows from the value."""
    is_octets = (
        media.kind == "binary"
        or isinstance(value, _OCTETS)
        or (media.kind == "any" and hasattr(value, "read"))
    )
    label: str | None = media.content_type
    if is_range(media.content_type):
        label = label_within(
            [media.content_type], *(_of_octets if is_octets else _of_value)(media, value)
        )
    if label is None:
        raise BodyError(f"needs a content_type, one of {media.content_type}")
    codec = codec_of(media.type)
    if is_octets:
        if media.kind == "json" and is_json(label):
            codec.check_json(bytes(cast("bytes", value)))
        return binary(media._replace(content_type=label), value)
    if is_json(label):
        return codec.encode(value), label
    given = codec.to_python(codec.check(value))
    if not is_text(label) or (isinstance(given, (dict, list)) and not label.startswith(_TEXT)):
        raise BodyError(f"cannot be sent as {label}, but for its octets")
    return labelled(text(cast("Any", given)), label)


def _of_octets(media: Media, value: Any) -> list[str | None]:
    name = getattr(value, "name", None)
    guessed = guessed_type(name) if isinstance(name, str) else None
    is_json_text = media.kind == "json" and codec_of(media.type).type is not str
    return [_JSON] if is_json_text else [guessed, _BINARY, _TEXT if media.kind == "text" else None]


def _of_value(_: Media, value: Any) -> list[str | None]:
    return [_TEXT, _JSON] if isinstance(value, str) else [_JSON, _TEXT]
