"""Idempotency keys as arguments of methods: the client makes one where its caller gives none.

A header that the document has as a parameter keeps its name and its schema."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from generator.api.model import Bounded, Bounds, Nullable, Parameter, Scalar, Type
from generator.api.names import RESERVED_ARGUMENTS, free, snake
from generator.document.idempotency import KeyHeader
from generator.document.specification import IGNORED_HEADERS, TOKEN

_UUID: Final = "00000000-0000-4000-8000-000000000000"
_ABOUT: Final = (
    "Tells the server that a request is the same one, sent again. Unless given, a new one for each "
    "call, kept over its repeats."
)


def can_be_sent(wire: str, credentials: Collection[str]) -> bool:
    """Whether a header is a caller's to choose; `credentials` are headers in lower case."""
    return bool(
        TOKEN.fullmatch(wire)
        and wire.lower() not in IGNORED_HEADERS
        and wire.lower() not in credentials
    )


def with_keys(
    parameters: Sequence[Parameter], headers: Sequence[KeyHeader], used: Collection[str]
) -> tuple[Parameter, ...]:
    """The parameters, those for keys among them; `used` are the other keywords of the method.

    `Idempotency-Key` becomes a parameter `idempotency_key`, unless the document has one for it,
    whatever the case of its letters."""
    found = list(parameters)
    for header in headers:
        same = [place for place, each in enumerate(found) if _is_header(each, header.wire)]
        if not same:
            taken = {*used, *(each.python for each in found), *RESERVED_ARGUMENTS}
            name = free(snake(header.name, "header"), taken, trailing="_header")
            found.append(_parameter(header, name))
        for place in same if header.is_key else ():
            found[place] = _generated(found[place])
    return tuple(found)


def _is_header(parameter: Parameter, wire: str) -> bool:
    """Whether a parameter is the header of that name, whatever the case of its letters."""
    return parameter.location == "header" and parameter.wire.lower() == wire.lower()


def _generated(parameter: Parameter) -> Parameter:
    """The document's parameter for a key, which a caller may leave out now."""
    about = parameter.description.strip()
    joint = "" if not about or about.endswith((".", "!", "?")) else "."
    return replace(
        parameter,
        type=_never_empty(parameter.type),
        required=False,
        generated=True,
        description=f"{about}{joint} {_ABOUT.partition('. ')[2]}" if about else _ABOUT,
    )


def _parameter(header: KeyHeader, python: str) -> Parameter:
    return Parameter(
        wire=header.wire,
        python=python,
        location="header",
        type=_never_empty(Scalar("str")) if header.is_key else Scalar("str"),
        required=False,
        description=_ABOUT if header.is_key else "",
        style="simple",
        explode=False,
        generated=header.is_key,
    )


def _never_empty(kind: Type) -> Type:
    """The type of a key: one without a character, and null, which sends none, tell no repeat."""
    match kind:
        case Nullable(inner):
            return _never_empty(inner)
        case Bounded(inner, bounds):
            return Bounded(inner, replace(bounds, min_length=bounds.min_length or 1))
        case Scalar("str"):
            return Bounded(kind, Bounds(min_length=1))
        case _:
            return kind


def takes_uuid(kind: Type) -> bool:
    """Whether a UUID fits the type of a parameter: not `{type: string, maxLength: 20}`, and not an
    integer. A key that the client makes is one.
    """
    match kind:
        case Nullable(inner):
            return takes_uuid(inner)
        case Bounded(inner, bounds):
            return takes_uuid(inner) and _holds(bounds)
        case Scalar(name):
            return name in ("str", "uuid")
        case _:
            return False


def _holds(bounds: Bounds) -> bool:
    longest, shortest = bounds.max_length, bounds.min_length
    fits = (longest is None or longest >= len(_UUID)) and (shortest or 0) <= len(_UUID)
    return fits and (bounds.pattern is None or re.search(bounds.pattern, _UUID) is not None)
