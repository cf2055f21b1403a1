"""Durations as ISO 8601 writes them (RFC 3339, appendix A), with the signs and fractions that
servers write too: `P3DT4H`, `PT0.5S`, `-PT1H`, `P2W`.

Years and months have no length: a duration that has some is text, in both directions. So is
whatever else arrives that `timedelta` cannot hold, so that reading never fails; what is sent has to
be a duration."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from .text_formats import Remembering, TextFormat

_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)"
_DURATION = re.compile(
    rf"([+-])?P(?:{_NUMBER}W|(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=[0-9])(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
    re.IGNORECASE,
)
_MICROSECONDS = tuple(
    length * 1_000_000 for length in (604_800, 0, 0, 86_400, 3_600, 60, 1)
)  # of weeks, years, months, days, hours, minutes, seconds


class _Duration(Remembering, dt.timedelta):
    def __reduce__(self) -> Any:
        return _remember, (_plain(self), self.text)

    def __repr__(self) -> str:
        return repr(_plain(self))


def _plain(value: dt.timedelta) -> dt.timedelta:
    return dt.timedelta(value.days, value.seconds, value.microseconds)


def _remember(value: dt.timedelta, text: str | None) -> dt.timedelta:
    made = _Duration(value.days, value.seconds, value.microseconds)
    made.text = text
    return made


def written(value: dt.timedelta) -> str:
    """A duration in days and less: `P1DT2H3M4.5S`; nothing is `PT0S`."""
    sign, value = ("-", -value) if value.days < 0 else ("", value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{value.microseconds:06}".rstrip("0") if value.microseconds else ""
    of_day = [(hours, "H"), (minutes, "M")]
    time = "".join(f"{count}{unit}" for count, unit in of_day if count)
    if seconds or fraction or not (time or value.days):
        time += f"{seconds}{fraction}S"
    return f"{sign}P{f'{value.days}D' if value.days else ''}{f'T{time}' if time else ''}"


def _parts(text: str) -> tuple[str, list[Decimal]] | None:
    """The sign and how many of each unit; `None` for what is no duration."""
    found = _DURATION.fullmatch(text)
    sign, *numbers = found.groups() if found else (None,)
    if not any(numbers):
        return None
    return sign or "", [Decimal((number or "0").replace(",", ".")) for number in numbers]


def _read(text: str) -> dt.timedelta | str | None:
    parts = _parts(text)
    if parts is None:
        return None
    sign, numbers = parts
    _, years, months, *_ = numbers
    if years or months:
        return text
    try:
        total = sum(number * length for number, length in zip(numbers, _MICROSECONDS, strict=True))
        value = dt.timedelta(microseconds=int(-total if sign == "-" else total))
    except (ArithmeticError, ValueError):
        return text
    return value if written(value) == text else _remember(value, text)


Duration: TypeAlias = Annotated[
    dt.timedelta | str,
    TextFormat(
        dt.timedelta,
        _read,
        written,
        "a timedelta, or a duration of ISO 8601",
        keeps=True,
        told_as="a duration",
    ),
]
"""A duration; text where it has years or months, which have no length."""
