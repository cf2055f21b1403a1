"""`multipart/form-data` in which the parts of one name are in one part: `multipart/mixed`, RFC
2388, section 4.2, which RFC 7578 leaves to those who need it still.

A form is written as any other, and then those of its parts are put into one, in their order. The
boundary of a form is random, so nothing that it holds is taken for it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from .forms import multipart, quoted
from .media_types import parameters
from .operation import Media
from .streams import MeasuredBody

_Encode: TypeAlias = Callable[[Media, Any], tuple[Any, str]]
_DISPOSITION = b"Content-Disposition: form-data; name="


def with_inner(inner: Mapping[str, str], encode: _Encode = multipart) -> _Encode:
    """As `forms.multipart`, or another way to write a form, where the parts of these names are in
    one part of this media type.
    """
    return partial(_multipart, inner, encode)


def _multipart(
    inner: Mapping[str, str], encode: _Encode, media: Media, value: Any
) -> tuple[Any, str]:
    content, label = encode(media, value)
    delimiter = b"--" + parameters(label)["boundary"].encode("ascii")
    row: list[Any] = []
    inside: dict[str, list[Any]] = {}
    for part in _parts(content, delimiter):
        name = next((each for each in inner if _is_of(part[0], delimiter, each)), None)
        if name is None:
            row += part
        else:
            inside.setdefault(name, []).append(part)
    for name, parts in inside.items():
        row += _in_one(delimiter, name, inner[name], parts)
    row.append(delimiter + b"--\r\n")
    whole = [each for each in row if isinstance(each, bytes)]
    return b"".join(whole) if len(whole) == len(row) else MeasuredBody(row), label


def _parts(content: Any, delimiter: bytes) -> list[list[Any]]:
    """The parts of a form, each as its octets and the files in it."""
    if isinstance(content, bytes):
        return [[delimiter + each] for each in content.split(delimiter)[1:-1]]
    found: list[list[Any]] = []
    for each in content._row[:-1]:
        if isinstance(each, bytes) and each.startswith(delimiter):
            found.append([each])
        else:
            found[-1].append(each)
    return found


def _is_of(head: bytes, delimiter: bytes, name: str) -> bool:
    return head.startswith(_head(delimiter, name))


def _head(delimiter: bytes, name: str) -> bytes:
    """What a part of a name begins with, as `forms` writes it."""
    return delimiter + b"\r\n" + _DISPOSITION + f'"{quoted(name)}"'.encode()


def _in_one(delimiter: bytes, name: str, kind: str, parts: list[list[Any]]) -> list[Any]:
    """Parts of one name as parts of one: with the names of their files, and without their own."""
    boundary = secrets.token_hex(16)
    begins, inside = _head(delimiter, name), f"--{boundary}".encode("ascii")
    head = f"\r\nContent-Type: {kind}; boundary={boundary}\r\n\r\n".encode("ascii")
    row: list[Any] = [begins + head]
    for first, *others in parts:
        rest = first[len(begins) :]
        is_file = rest.startswith(b"; filename=")
        said = b"\r\nContent-Disposition: attachment" if is_file else b""
        row += [inside + said + rest, *others]
    return [*row, inside + b"--\r\n", b"\r\n"]
