"""Form and multipart bodies (OpenAPI 3.1, "Encoding Object"; RFC 7578 for multipart/form-data)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, get_args
from urllib.parse import quote_plus

from pydantic.fields import FieldInfo
from typing_extensions import TypeIs

from .input_check import plain
from .model import TAKES_OCTETS, Held, Model, is_array, is_object
from .operation import Encoding, Media
from .plan import BodyError, codec_of, text
from .streams import Pieces, length_from_here, read_from
from .styles import pairs

_HELD = Held()


def form(media: Media, value: Any) -> tuple[Any, str, bool]:
    """`application/x-www-form-urlencoded`; bytes are sent as they are."""
    if isinstance(value, bytes):
        return value, media.content_type, True
    encodings = {encoding.wire: encoding for encoding in media.encodings}
    found: list[str] = []
    for name, item in _properties(media, value).items():
        encoding = encodings.get(name, Encoding(name))
        if item is None:
            continue
        as_json = (encoding.content_type or "").endswith("json") or _is_nested(item, encoding.style)
        sent = json.dumps(item, separators=(",", ":"), ensure_ascii=False) if as_json else item
        found += pairs(quote_plus(name), sent, encoding.style, encoding.explode, quote_plus)
    return "&".join(found).encode("ascii"), media.content_type, True


def multipart(media: Media, value: Any) -> tuple[Any, str, bool]:
    """`multipart/form-data`: a part a property, an array a part an item, objects as JSON, and files.

    A file is bytes, a binary file object, or a tuple `(file name, either[, content type])`.
    """
    if isinstance(value, bytes):
        raise BodyError("must be given by its fields: a multipart body has a boundary of its own")
    files: dict[str, Any] = {}
    if isinstance(value, Model) and any(map(_is_file, vars(value).values())):
        value = plain(value)
    rest = value
    if is_object(value):
        encoded = _encoded(media.type)
        files = {name: item for name, item in value.items() if _is_file(item) and name not in encoded}
        rest = {name: ([_HELD] if is_array(item) else _HELD) if name in files else item for name, item in value.items()}
    encodings = {encoding.wire: encoding for encoding in media.encodings}
    boundary = secrets.token_hex(16)
    parts: list[tuple[bytes, Any, int | None, int | None]] = []
    for name, item in _properties(media, rest).items():
        encoding = encodings.get(name, Encoding(name))
        source = files.get(name, item)
        for each in source if is_array(source) else [source]:
            if each is not None:
                parts.append(_part(boundary, name, each, encoding, name in files))
    closing = f"--{boundary}--\r\n".encode("ascii")
    lengths = [None if length is None else len(head) + length + 2 for head, _, length, _ in parts]
    total = None if None in lengths else sum(length or 0 for length in lengths) + len(closing)
    resendable = all(isinstance(content, bytes) or start is not None for _, content, _, start in parts)

    def pieces() -> Iterator[bytes]:
        for head, content, length, start in parts:
            yield head
            if isinstance(content, bytes):
                yield content
            else:
                yield from read_from(content, start, length)
            yield b"\r\n"
        yield closing

    content_type = f"{media.content_type.partition(';')[0]}; boundary={boundary}"
    if all(isinstance(content, bytes) for _, content, _, _ in parts):
        return b"".join(pieces()), content_type, True
    return lambda: (Pieces(pieces), total), content_type, resendable


@lru_cache(maxsize=1024)
def _encoded(thunk: Callable[[], Any]) -> frozenset[str]:
    """The fields of a body that are text which stands for octets, by the names that travel."""
    fields: dict[str, FieldInfo] = getattr(thunk(), "model_fields", {})
    return frozenset(field.alias or name for name, field in fields.items() if _is_encoded(field.annotation, *field.metadata))


def _is_encoded(*parts: Any) -> bool:
    return any(hasattr(part, TAKES_OCTETS) or _is_encoded(*get_args(part)) for part in parts)


def _properties(media: Media, value: Any) -> dict[str, Any]:
    checked = codec_of(media.type)
    found = checked.to_python(checked.check(value))
    if not is_object(found):
        raise BodyError("must be an object")
    return found


def _part(boundary: str, name: str, value: Any, encoding: Encoding, is_file: bool) -> tuple[bytes, Any, int | None, int | None]:
    filename, content_type = None, encoding.content_type
    content: Any
    if is_file:
        filename, content, own_type = _file(value)
        content_type = own_type or content_type or "application/octet-stream"
    elif is_object(value) or is_array(value):
        content = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
        content_type = content_type or "application/json"
    else:
        content = text(value).encode()
    lines = [f"--{boundary}", f'Content-Disposition: form-data; name="{_quoted(name)}"']
    if filename is not None:
        lines[-1] += f'; filename="{_quoted(filename)}"'
    if content_type:
        if any(ord(char) < 32 for char in content_type):
            raise BodyError("has a content type with control characters")
        lines.append(f"Content-Type: {content_type.partition(',')[0]}")
    head = "\r\n".join([*lines, "", ""]).encode()
    if isinstance(content, (bytes, bytearray)):
        return head, bytes(content), len(content), None
    if not hasattr(content, "read"):
        raise BodyError("has a file that is neither bytes nor a binary file object")
    return head, content, *length_from_here(content)


def _file(value: Any) -> tuple[str, Any, str | None]:
    """The name of a file, its content, and its media type where the caller gives one."""
    if _is_tuple(value):
        return value[0], value[1], value[2] if len(value) > 2 else None
    name = getattr(value, "name", None)
    return name.replace("\\", "/").rpartition("/")[2] if isinstance(name, str) else "upload", value, None


def _quoted(name: str) -> str:
    """A name in a part's header, as browsers escape it (WHATWG HTML, "multipart/form-data encoding algorithm")."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _is_tuple(value: object) -> TypeIs[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _is_file(value: Any) -> bool:
    if is_array(value):
        return bool(value) and all(_is_file(item) for item in value)
    if _is_tuple(value):
        return len(value) in (2, 3) and isinstance(value[0], str) and _is_file(value[1])
    return isinstance(value, (bytes, bytearray)) or hasattr(value, "read")


def _is_nested(value: Any, style: str) -> bool:
    if style == "deepObject":
        return False
    return is_object(value) or (is_array(value) and any(is_object(item) or is_array(item) for item in value))
