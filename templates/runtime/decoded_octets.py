"""Octets that travel as base64 text and are `bytes` in Python (`format: byte`, `contentEncoding:
base64`).

Servers write the alphabet of URLs too (RFC 4648, section 5), break lines, and leave the padding
out: all of it is read, and goes back as it came. Bytes of a caller are written padded, on one line;
a `str` of a caller is that text already."""

from __future__ import annotations

import base64
import re
from typing import Annotated, Any, TypeAlias

from .text_formats import Remembering, TextFormat

_BASE64 = re.compile("[A-Za-z0-9+/]*={0,2}")
_TO_STANDARD = str.maketrans("-_", "+/", " \t\r\n")


class _Bytes(Remembering, bytes):
    def __reduce_ex__(self, protocol: object) -> Any:
        return _remember, (bytes(self), self.text)


def _remember(value: bytes, text: str | None) -> bytes:
    made = _Bytes(value)
    made.text = text
    return made


def _written(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _read(text: str) -> bytes | None:
    letters = text.translate(_TO_STANDARD)
    if _BASE64.fullmatch(letters) is None:
        return None
    letters = letters.rstrip("=")
    if len(letters) % 4 == 1:
        return None
    value = base64.b64decode(letters + "=" * (-len(letters) % 4))
    return value if _written(value) == text else _remember(value, text)


Base64Bytes: TypeAlias = Annotated[
    bytes, TextFormat(bytes, _read, _written, "bytes, or text in base64", takes_octets=True)
]
"""The octets that a string in base64 stands for."""
