"""Dates, and dates with a time, which go back as they came unless the caller changed them.

RFC 3339 and ISO 8601 have many spellings of a moment, and finer ones than Python: nanoseconds, leap
seconds, 24:00. One that Python would spell otherwise is read as a `datetime` or `date` that
remembers its text; what is made of it does not. Moments of a caller's that end in whole
milliseconds are sent with three digits, as servers give them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, TypeAlias

from pydantic import (
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .values import AS_IT_CAME, INPUT, MADE

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DIGITS = r"(?:\.(?:[0-9]{3})?(?:[1-9][0-9]{2}|0[1-9][0-9]|00[1-9]))?"
# what is sent of it says the same
_ALIKE = rf"^{_DAY}T[0-9:]{{8}}{_DIGITS}(?:Z|[+-](?:0[1-9]|1[0-9]|2[0-3]):[0-9]{{2}})?$"
_LEAP_SECOND = re.compile("(?<=[Tt ][0-9]{2}:[0-9]{2}:)60")
_END_OF_DAY = re.compile("(?<=[Tt ])24(?=:00)")


class _Text(str):
    """The text that a moment came as."""

    moment: Any


class _Remembering:
    text: str | None = None

    def as_it_came(self) -> Any:
        """What is sent of it."""
        if self.text is None:
            return self
        text = _Text(self.text)
        text.moment = self
        return text

    def __reduce_ex__(self, protocol: object) -> Any:
        return _remember, (_plain(self), self.text)

    def __repr__(self) -> str:
        return repr(_plain(self))

    def __conform__(self, protocol: object) -> str:
        """For sqlite3, which knows moments by their very class."""
        return str(self)


class _DateTime(_Remembering, dt.datetime):
    pass


class _Date(_Remembering, dt.date):
    pass


def _plain(moment: Any) -> dt.date:
    if isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment.date(), moment.timetz())
    return dt.date(moment.year, moment.month, moment.day)


def _remember(moment: dt.date, text: str | None) -> Any:
    made: Any = _Date(moment.year, moment.month, moment.day)
    if isinstance(moment, dt.datetime):
        made = _DateTime.combine(moment.date(), moment.timetz())
    made.text = text
    return made


class _Moment:
    """The metadata of a date, or a date with a time: `pattern` is of texts not to be remembered."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._has_time = pattern, pattern is _ALIKE
        named = "datetime or date" if self._has_time else "date or datetime"
        self._invalid: Any = f"must be a valid {named}"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        moment = handler(source)
        text = core_schema.str_schema(strict=True, pattern=self._pattern)
        alike = core_schema.chain_schema([text, moment])
        other = core_schema.no_info_wrap_validator_function(self._read, moment)
        read = core_schema.union_schema(
            [alike, other],
            mode="left_to_right",
            custom_error_type="moment",
            custom_error_message=self._invalid,
        )
        given = core_schema.with_info_wrap_validator_function(self._given, moment)
        return core_schema.json_or_python_schema(
            read, given, serialization=core_schema.simple_ser_schema("any")
        )

    def _read(self, value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
        try:
            moment = validate(value)
        except ValidationError:
            moment = self._read_otherwise(value, validate) if isinstance(value, str) else None
            if moment is None:
                raise
        return _remember(moment, value) if isinstance(value, str) else moment

    def _read_otherwise(self, text: str, validate: ValidatorFunctionWrapHandler) -> Any:
        """What Python does not know: a time in place of a day, second 60, hour 24."""
        if not self._has_time:
            return validate(text[:10]) if text[10:11] in ("T", "t", " ") else None
        if _LEAP_SECOND.search(text):
            return validate(_LEAP_SECOND.sub("59", text))
        if not _END_OF_DAY.search(text):
            return None
        start = validate(_END_OF_DAY.sub("00", text))
        last = dt.datetime.max.replace(tzinfo=start.tzinfo)  # no day comes after its own
        return start + min(dt.timedelta(days=1), last - start)

    def _given(
        self, value: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        text: str | None = value if isinstance(value, str) else None
        came = (
            value.moment
            if isinstance(value, _Text) and isinstance(value.moment, dt.datetime) is self._has_time
            else None
        )
        is_moment = came or (isinstance(value, dt.date) if text is None else re.match(_DAY, text))
        if info.context in (INPUT, MADE) and not is_moment:
            raise PydanticCustomError("moment", self._invalid)  # pydantic takes numbers, and digits
        if info.context not in (INPUT, AS_IT_CAME):
            return validate(value) if text is None else self._read(text, validate)
        moment: Any = came or (validate(value) if text is None else self._read(text, validate))
        offset = moment.utcoffset() if self._has_time else dt.timedelta()
        if info.context is INPUT and offset is None:
            raise PydanticCustomError("zone_missing", "must have a time zone (RFC 3339)")
        if text is not None:
            return text
        if offset and (rest := -offset % dt.timedelta(minutes=1)):  # RFC 3339 has no seconds in it
            moment = (moment + rest).replace(tzinfo=dt.timezone(offset + rest))
        if not self._has_time or not moment.microsecond or moment.microsecond % 1000:
            return moment
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


DateTime: TypeAlias = Annotated[dt.datetime, _Moment(_ALIKE)]
"""A date and time; one that is sent must have a zone."""
Date: TypeAlias = Annotated[dt.date, _Moment(f"^{_DAY}$")]
