"""The headers that the document names of the responses to an operation, in their types.

A header is read when it is asked for, in the style `simple` (OpenAPI 3.1, section 4.8.12): the
items of a list behind commas, the members of an object as `name,value` or `name=value`. One that a
response lacks is `None`, whatever the document requires: proxies drop headers."""

from __future__ import annotations

import email.utils
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Generic, Self, TypeVar, cast, get_origin, overload

from pydantic import ValidationError

from .errors import InvalidResponseError, Problem, ResponseError
from .media_types import listed
from .plan import Codec, codec_of
from .problems import problems
from .response import ResponseHead

T_co = TypeVar("T_co", covariant=True)


class ResponseHeaders:
    """The documented headers of a response, raw or streamed, of what `response_of` tells of a
    result, or of an error that came with a response.
    """

    __slots__ = ("__response__",)

    def __init__(self, response: ResponseHead | ResponseError) -> None:
        self.__response__ = response

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.__response__.status_code}]>"


class Header(Generic[T_co]):
    """One header, as an attribute; raises `InvalidResponseError` where it is not of its type, whose
    `payload` is its text.
    """

    def __init__(self, wire: str, type_: Callable[[], Any], *, explode: bool = False) -> None:
        self._wire, self._type, self._explode = wire, type_, explode

    @overload
    def __get__(self, headers: None, owner: object) -> Self: ...
    @overload
    def __get__(self, headers: ResponseHeaders, owner: object) -> T_co | None: ...
    def __get__(self, headers: ResponseHeaders | None, owner: object) -> Self | T_co | None:
        if headers is None:
            return self
        response = headers.__response__
        lines = response.headers.get_list(self._wire)
        if not lines:
            return None
        try:
            return cast("T_co", self._read(lines))
        except ValidationError as error:
            found = problems(error, "header", self._wire)
        except ValueError:
            found = [Problem(f"header.{self._wire}", "is not in the style of the document")]
        raise InvalidResponseError(
            f"a response header does not fit the document: {found[0].path}: {found[0].message}",
            payload=", ".join(lines),
            problems=tuple(found),
            status_code=response.status_code,
            headers=response.headers,
            request=getattr(response, "request", None),
        )

    def _read(self, lines: list[str]) -> Any:
        codec, text = codec_of(self._type), ", ".join(lines)
        if codec.type is str:
            return text
        if codec.type is Any:
            return codec.validate_json(text)
        if codec.type is datetime:
            return _moment(codec, text.strip())
        origin = get_origin(codec.type)
        if origin is list:
            is_cookie = self._wire.lower() == "set-cookie"  # which has commas of its own
            return codec.validate(lines if is_cookie else listed(text))
        return codec.validate(self._members(listed(text)) if origin is dict else text.strip())

    def _members(self, items: list[str]) -> dict[str, str]:
        if self._explode:
            pairs = [item.partition("=")[::2] for item in items]
        else:
            pairs = list(zip(items[::2], items[1::2], strict=True))
        return {name.strip(): value.strip() for name, value in pairs}


def _moment(codec: Codec, text: str) -> Any:
    """A moment as JSON has it, or as HTTP has it (RFC 9110, section 5.6.7)."""
    try:
        return codec.validate(text)
    except ValidationError as error:
        with suppress(ValueError, OverflowError):
            return email.utils.parsedate_to_datetime(text)
        raise error from None
