"""Which Python type stands for a format: `x-sdk: {formats: {decimal: true, duration: timedelta}}`.

An entry names a format and its type, `true` for the one that the format has here, `false` for none.
Without an entry `uuid`, `date` and `date-time` have theirs, and the others are text (`byte`:
base64, as which `contentEncoding: base64` counts too) or, of a number, `float`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from generator.document.access import mapping, text, without_none
from generator.document.forms import Misfit, meant
from generator.document.pointer import escape

TYPE_OF: Final[Mapping[str, str]] = {
    "decimal": "Decimal",
    "duration": "timedelta",
    "byte": "bytes",
    "time": "time",
    "uuid": "UUID",
    "date": "date",
    "date-time": "datetime",
}
"""The Python type that `true` means for a format."""
TEXT: Final = "str"
TYPES: Final = (*TYPE_OF.values(), TEXT)


def chosen(root: Mapping[str, Any]) -> dict[str, str]:
    """The Python type of each format that the document chooses one for; what is wrong is left
    out.
    """
    found = mapping(mapping(root.get("x-sdk")).get("formats"))
    return without_none({name: _type(name, value) for name, value in found.items()})


def _type(name: str, value: Any) -> str | None:
    """The Python type that an entry chooses, `{decimal: true}` and `{money: Decimal}` the same;
    None where there is none of it.
    """
    match value:
        case True:
            return TYPE_OF.get(name)
        case False:
            return TEXT
        case str() if value in TYPES:
            return value
        case _:
            return None


def faults(root: Mapping[str, Any], used: Iterable[str]) -> Iterator[Misfit]:
    """What is wrong with `formats` of the root's `x-sdk`; `used` are the formats of the document's
    schemas.
    """
    entries = mapping(mapping(root.get("x-sdk")).get("formats"))
    known = dict.fromkeys((*TYPE_OF, *used)) if entries else {}
    for name, value in entries.items():
        where = f"/formats/{escape(name)}"
        if name not in known:
            message = f"`formats` of `x-sdk` names `{name}`, which no schema has"
            yield Misfit(message + meant(name, known), where)
        elif _type(name, value) is None:
            yield Misfit(f"`{name}` of `formats` {_why(name, value)}", where)


def _why(name: str, value: Any) -> str:
    if value is True:
        return f"has no Python type of its own: name one of {', '.join(TYPES)}"
    return f"is neither true nor false, nor one of {', '.join(TYPES)}{meant(text(value), TYPES)}"
