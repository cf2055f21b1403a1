"""Strings that are read as a Python value of another class: what all formats of that kind share.

A value goes back as it came unless the caller changed it: one that would be spelled otherwise
remembers its text, and what is made of it does not. Text is taken for it on the way in, if it is of
the format; text that is not is a misfit in both directions, as with dates, unless the format
`keeps` what it cannot read as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .values import AS_IT_CAME, AS_READ, EXACT, FORMAT, INPUT, MADE, TAKES_OCTETS, Octets


class Remembering:
    """A value that remembers the text that it came as."""

    text: str | None = None

    def as_it_came(self) -> Any:
        """What is sent of it."""
        return self if self.text is None else self.text


class TextFormat:
    """The metadata of a string that stands for a value of the class `kind`.

    `read` makes it of text, `None` of text that is not of the format; `write` gives the text of a
    value, and raises `ValueError` with the end of a sentence for one that has none. `what` is for
    messages. `keeps`: what is read and not of the format stays text, which in a union it does only
    where no other member takes it. `takes_octets`: bytes of a caller are in place here.
    `told_as`: what a union is told that its text is, which then comes before plain text."""

    def __init__(
        self,
        kind: type,
        read: Callable[[str], Any],
        write: Callable[[Any], str],
        what: str,
        *,
        keeps: bool = False,
        takes_octets: bool = False,
        told_as: str | None = None,
    ) -> None:
        self._kind, self._read_text, self._write, self._what = kind, read, write, what
        self._keeps, self._told_as = keeps, told_as
        if takes_octets:
            self.takes_octets = True

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        kept = {AS_READ: "kept"} if self._keeps else {}
        pair = self._schema({}, keeps=False), self._schema(kept, keeps=self._keeps)
        return self._schema({EXACT: pair}, keeps=self._keeps)

    def _schema(self, metadata: dict[str, Any], *, keeps: bool) -> CoreSchema:
        read = core_schema.no_info_after_validator_function(
            lambda text: self._received(text, keeps), core_schema.str_schema(strict=True)
        )
        given = core_schema.with_info_plain_validator_function(
            lambda value, info: self._given(value, info, keeps)
        )
        written = core_schema.plain_serializer_function_ser_schema(self._as_json, when_used="json")
        octets = {TAKES_OCTETS: True} if hasattr(self, TAKES_OCTETS) else {}
        told = {FORMAT: self._told_as} if self._told_as else {}
        return core_schema.json_or_python_schema(
            read, given, metadata=metadata | octets | told, serialization=written
        )

    def _received(self, text: str, keeps: bool) -> Any:
        value = self._read_text(text)
        if value is None and not keeps:
            raise self._refused()
        return text if value is None else value

    def _given(self, value: Any, info: ValidationInfo, keeps: bool) -> Any:
        value = value.value if isinstance(value, Octets) else value
        is_sent = info.context in (INPUT, AS_IT_CAME)
        if isinstance(value, str):
            made = self._received(value, keeps and info.context not in (INPUT, MADE))
            return value if is_sent else made
        if not isinstance(value, self._kind):
            raise self._refused()
        try:
            text = self._write(value)
        except ValueError as error:
            raise PydanticCustomError("text_format", "{why}", {"why": str(error)}) from None
        return text if is_sent else value

    def _as_json(self, value: Any) -> Any:
        if not isinstance(value, self._kind):
            return value  # text, or what only a lenient call has read
        return getattr(value, "text", None) or self._write(value)

    def _refused(self) -> PydanticCustomError:
        return PydanticCustomError("text_format", "must be {what}", {"what": self._what})
