"""Moments that travel as an integer: so many milliseconds or seconds since 1970-01-01T00:00:00Z,
the Unix epoch.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .values import AS_READ, INPUT

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class _Epoch(int):
    """The integer as it travels. Where one is sent, a `datetime` with a time zone is taken too."""

    _unit: ClassVar[dt.timedelta]

    @classmethod
    def of(cls, moment: dt.datetime) -> Self:
        """The number for a moment, rounded down; raises `ValueError` for one without a zone."""
        if moment.utcoffset() is None:
            raise ValueError("must have a time zone")
        return cls((moment - _EPOCH) // cls._unit)

    @property
    def datetime(self) -> dt.datetime:
        """The moment in UTC; raises `OverflowError` beyond the years 1 to 9999."""
        return _EPOCH + int(self) * self._unit

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def take(value: Any, info: ValidationInfo) -> Any:
            if isinstance(value, dt.datetime):
                if value.utcoffset() is None:
                    raise PydanticCustomError("zone_missing", "must have a time zone (RFC 3339)")
                return cls.of(value)
            if info.context is INPUT and (not isinstance(value, int) or isinstance(value, bool)):
                what = "must be a datetime, or an integer since the Unix epoch"
                raise PydanticCustomError("epoch", what)
            return value

        number = core_schema.no_info_after_validator_function(cls, core_schema.int_schema())
        inner = {AS_READ: "inner"}
        return core_schema.with_info_before_validator_function(take, number, metadata=inner)


class EpochMilliseconds(_Epoch):
    """Milliseconds since the Unix epoch; `datetime` is the moment itself."""

    _unit = dt.timedelta(milliseconds=1)


class EpochSeconds(_Epoch):
    """Seconds since the Unix epoch; `datetime` is the moment itself."""

    _unit = dt.timedelta(seconds=1)
