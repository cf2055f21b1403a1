"""Form and multipart bodies (OpenAPI 3.1, "Encoding Object"; RFC 7578 for multipart/form-data)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast, get_args

from pydantic.fields import FieldInfo
from typing_extensions import TypeIs

from .input_check import plain
from .media_types import closest, is_label, label_within, listed
from .model import Model
from .operation import Encoding, Media
from .plan import BodyError, codec_of
from .streams import BodyPart, MeasuredBody, guessed_type
from .styles import TOKEN, by_media_type, in_style, urlencoded
from .values import TAKES_OCTETS, Held, is_array, is_object

_MINE = frozenset({"content-disposition", "content-type", "content-length"})


def form(media: Media, value: Any) -> tuple[Any, str]:
    """`application/x-www-form-urlencoded`; bytes are sent as they are."""
    if isinstance(value, bytes):
        return value, media.content_type
    return urlencoded(_properties(media, value), media.encodings).encode(
        "ascii"
    ), media.content_type


def multipart(media: Media, value: Any) -> tuple[Any, str]:
    """`multipart/form-data`: a part a property, an array a part an item, objects as JSON, and
    files.

    A file is bytes, a binary file object, or a tuple `(file name, either[, content type[,
    headers]])`. A path is one in such a tuple, and where the document has octets."""
    if isinstance(value, bytes):
        raise BodyError("must be given by its fields: a multipart body has a boundary of its own")
    files: dict[str, Any] = {}
    if isinstance(value, Model) and any(map(_is_file, vars(value).values())):
        value = plain(value)
    rest = value
    if is_object(value):
        encoded, octets = _fields(media.type)
        found = {name for name, item in value.items() if _is_file(item, or_path=name in octets)}
        files = {
            name: item for name, item in value.items() if name in found and name not in encoded
        }
        rest = {name: _held(item) if name in files else item for name, item in value.items()}
    encodings = {encoding.wire: encoding for encoding in media.encodings}
    boundary = secrets.token_hex(16)
    parts: list[tuple[bytes, bytes | BodyPart]] = []
    for name, item in _properties(media, rest).items():
        encoding = encodings.get(name) or Encoding(name)
        source = files.get(name)
        if source is not None:
            parts += [
                _file_part(boundary, encoding, each)
                for each in (source if is_array(source) else [source])
            ]
        elif encoding.style is not None:
            parts += [
                _text_part(boundary, key, words, None, encoding)
                for key, words in in_style(encoding, item, str)
            ]
        else:
            parts += [
                _text_part(boundary, name, words, kind, encoding)
                for words, kind in by_media_type(encoding, item)
            ]
    closing = f"--{boundary}--\r\n".encode("ascii")
    row = [*(each for head, content in parts for each in (head, content, b"\r\n")), closing]
    content_type = f"{media.content_type.partition(';')[0]}; boundary={boundary}"
    whole = [each for each in row if isinstance(each, bytes)]
    return b"".join(whole) if len(whole) == len(row) else MeasuredBody(row), content_type


def holds_file(media: Media, value: Any) -> bool:
    """Whether a field that takes octets has a file, for which only a part has a place."""
    octets = _fields(media.type)[1]
    given = plain(value) if isinstance(value, Model) else value
    return is_object(given) and any(_is_file(given.get(name), or_path=True) for name in octets)


@lru_cache(maxsize=1024)
def _fields(thunk: Callable[[], Any]) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of a body that are text which stands for octets, and those that are octets, by the
    names that travel.
    """
    types: dict[str, tuple[Any, ...]] = {}
    kinds = [thunk()]
    while kinds:  # one model, or those of a union
        kind = kinds.pop()
        kinds += get_args(kind)
        fields: dict[str, FieldInfo] = getattr(kind, "model_fields", {})
        for name, field in fields.items():
            wire = field.alias or name
            types[wire] = (*types.get(wire, ()), field.annotation, *field.metadata)
    encoded = frozenset(name for name, parts in types.items() if _is_encoded(*parts))
    return encoded, frozenset(name for name, parts in types.items() if _is_octets(*parts))


def _is_encoded(*parts: Any) -> bool:
    return any(hasattr(part, TAKES_OCTETS) or _is_encoded(*get_args(part)) for part in parts)


def _is_octets(*parts: Any) -> bool:
    return any(part is bytes or _is_octets(*get_args(part)) for part in parts)


def _properties(media: Media, value: Any) -> dict[str, Any]:
    checked = codec_of(media.type)
    found = checked.to_python(checked.check(value))
    if not is_object(found):
        raise BodyError("must be an object")
    return found


class File(NamedTuple):
    """A file as the caller gives it."""

    name: str
    content: Any
    content_type: str | None = None
    headers: Mapping[str, str] = {}


def _text_part(
    boundary: str, name: str, words: str, content_type: str | None, encoding: Encoding
) -> tuple[bytes, bytes]:
    return _head(boundary, name, None, content_type, dict(encoding.headers)), words.encode()


def _file_part(boundary: str, encoding: Encoding, value: Any) -> tuple[bytes, bytes | BodyPart]:
    file = File(*value) if _is_tuple(value) else File(name_of(value), value)
    head = _head(
        boundary,
        encoding.wire,
        file.name,
        label_of(encoding, file),
        {**dict(encoding.headers), **file.headers},
    )
    if isinstance(file.content, (bytes, bytearray)):
        return head, bytes(file.content)
    if not _is_file(file.content, or_path=True):
        raise BodyError(
            "has a file that is neither bytes nor a binary file object, nor the path of one"
        )
    return head, BodyPart(file.content)


def label_of(encoding: Encoding, file: File) -> str:
    """The media type of a file: the caller's own, the one of its name, else the first documented;
    one of those listed.

    Raises `BodyError` where it has one, and that is not listed."""
    labels = listed(encoding.content_type or "")
    if file.content_type is not None:
        if not is_label(file.content_type):
            raise BodyError(
                f"{encoding.wire} has a content type that is no media type (RFC 9110, "
                "section 8.3.1)"
            )
        if labels and not closest(labels, file.content_type):
            raise BodyError(
                f"{encoding.wire} has a content type that is none of {', '.join(labels)}"
            )
        return file.content_type
    guessed = guessed_type(file.name) if labels else None
    if guessed is not None and not closest(labels, guessed):
        raise BodyError(
            f"{encoding.wire} has a file named as {guessed}, which is none of "
            f"{', '.join(labels)}: give its media type"
        )
    return label_within(labels, guessed) or "application/octet-stream"


def _head(
    boundary: str,
    name: str,
    filename: str | None,
    content_type: str | None,
    headers: Mapping[str, str],
) -> bytes:
    lines = [f"--{boundary}", f'Content-Disposition: form-data; name="{quoted(name)}"']
    if filename is not None:
        lines[-1] += f'; filename="{quoted(filename)}"'
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    for key, value in headers.items():
        if key.lower() in _MINE or not is_line(key, value):
            raise BodyError(
                "has a part with a header that cannot be set, or is none (RFC 9110, section 5)"
            )
        lines.append(f"{key}: {value}")
    return "\r\n".join([*lines, "", ""]).encode()


def is_line(name: str, value: str) -> bool:
    return TOKEN.fullmatch(name) is not None and value.isprintable()


def name_of(file: Any) -> str:
    name = (
        os.fspath(cast("os.PathLike[str]", file))
        if isinstance(file, os.PathLike)
        else getattr(file, "name", None)
    )
    return name.replace("\\", "/").rpartition("/")[2] if isinstance(name, str) else "upload"


def quoted(name: str) -> str:
    """A name in a part's header, as browsers escape it (WHATWG HTML, "multipart/form-data encoding
    algorithm"); and without NUL, at which some servers cut it off.
    """
    for character in '\0\r\n"':
        name = name.replace(character, f"%{ord(character):02X}")
    return name


def _held(files: Any) -> Any:
    """What is checked where there are files: as many, and as different from one another."""
    return [Held(b"%d" % at) for at in range(len(files))] if is_array(files) else Held()


def _is_tuple(value: object) -> TypeIs[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _is_file(value: Any, *, or_path: bool = False) -> bool:
    if is_array(value):
        return bool(value) and all(_is_file(item, or_path=or_path) for item in value)
    if _is_tuple(value):
        return (
            len(value) in (2, 3, 4)
            and isinstance(value[0], str)
            and _is_file(value[1], or_path=True)
        )
    return (
        isinstance(value, (bytes, bytearray))
        or hasattr(value, "read")
        or (or_path and isinstance(value, os.PathLike))
    )
