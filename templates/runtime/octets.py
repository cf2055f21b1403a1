"""Strings that carry octets.

`contentEncoding` (JSON Schema Validation 2020-12, section 8.3) and `format: byte` (OpenAPI 3.0.3,
"Data Types") say that a string is octets, encoded as in RFC 4648. It is read as that text, just as
it came, so that reading never fails, and what was read goes back as it was: with its line breaks,
without its padding. Bytes of a caller are encoded, padded, on one line; a `str` is taken to be
encoded already and not looked into, as these keywords are annotations and assert nothing.

A string with `contentMediaType` alone is text in JSON. `format: binary`, which JSON cannot hold,
likewise; octets as they are stand only in a body of their own or in a part of a multipart body
(OpenAPI 3.1.1, section 4.6.4), and text is no file there."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, Strict, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .operation import Media
from .values import INPUT, TAKES_OCTETS, Octets


class _Text:
    """The metadata of a string that stands for octets; `encode` makes it of them."""

    takes_octets = True

    def __init__(self, encode: Callable[[bytes], bytes]) -> None:
        self._encode = encode

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def text(value: Any) -> Any:
            octets = value.value if isinstance(value, Octets) else value
            return (
                self._encode(bytes(octets)).decode("ascii")
                if isinstance(octets, (bytes, bytearray))
                else value
            )

        given = core_schema.no_info_before_validator_function(text, handler(source))
        return core_schema.json_or_python_schema(
            handler(source), given, metadata={TAKES_OCTETS: True}
        )


class _Octets:
    """The metadata of octets that a part of a body holds as they are."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def octets(value: Any, info: ValidationInfo) -> Any:
            if info.context is INPUT and not isinstance(value, bytes):
                raise PydanticCustomError("octets", "must be bytes or a file")
            return value.value if isinstance(value, Octets) else value

        given = core_schema.with_info_before_validator_function(octets, handler(source))
        return core_schema.json_or_python_schema(handler(source), given)


def encoded(media: Media, value: Any) -> tuple[bytes, str]:
    """A whole body that is such a string, as JSON. Bytes are octets there; elsewhere they are the
    JSON text itself.
    """
    from .plan import codec_of  # which models do not need

    return codec_of(media.type).encode(value), media.content_type


Base64: TypeAlias = Annotated[str, _Text(base64.b64encode)]
Base64Url: TypeAlias = Annotated[str, _Text(base64.urlsafe_b64encode)]
Base32: TypeAlias = Annotated[str, _Text(base64.b32encode)]
Base16: TypeAlias = Annotated[str, _Text(base64.b16encode)]
Binary: TypeAlias = Annotated[bytes, Strict(), _Octets()]
"""Octets, which no text is taken for."""
