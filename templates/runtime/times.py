"""Times of day (RFC 3339, `full-time`), with or without a zone: `08:30:00Z`, `08:30`.

The 61st second of a minute and the 25th hour of a day are read as what Python has next to them, and
go back as they came; so does a fraction that is finer than microseconds."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, TypeAlias

from .text_formats import Remembering, TextFormat

_TIME = re.compile(
    r"[Tt]?([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"(?:[Zz]|([+-])([0-9]{2}):?([0-9]{2}))?"
)


class _Time(Remembering, dt.time):
    def __reduce_ex__(self, protocol: object) -> Any:
        return _remember, (_plain(self), self.text)

    def __repr__(self) -> str:
        return repr(_plain(self))


def _plain(value: dt.time) -> dt.time:
    return dt.time(
        value.hour, value.minute, value.second, value.microsecond, value.tzinfo, fold=value.fold
    )


def _remember(value: dt.time, text: str | None) -> dt.time:
    made = _Time(
        value.hour, value.minute, value.second, value.microsecond, value.tzinfo, fold=value.fold
    )
    made.text = text
    return made


def _written(value: dt.time) -> str:
    is_whole = value.microsecond and not value.microsecond % 1000
    text = value.isoformat(timespec="milliseconds" if is_whole else "auto")
    return text.replace("+00:00", "Z")


def _read(text: str) -> dt.time | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second, fraction, sign, hours, minutes = found.groups()
    zone = dt.UTC if text[-1] in "Zz" else None
    try:
        if sign:
            offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
            zone = dt.timezone(-offset if sign == "-" else offset)
        value = dt.time(
            0 if hour == "24" and minute == "00" else int(hour),
            int(minute),
            59 if second == "60" else int(second or 0),
            int((fraction or "0")[:6].ljust(6, "0")),
            zone,
        )
    except ValueError:
        return None
    return value if _written(value) == text else _remember(value, text)


Time: TypeAlias = Annotated[
    dt.time,
    TextFormat(
        dt.time, _read, _written, "a time, or one as RFC 3339 writes it", told_as="a time of day"
    ),
]
"""A time of day; whether it has a zone is its owner's word."""
