"""Idempotency keys: a header that makes a repeat of a request known to the server as one.

`x-sdk: {idempotency-header: …}` of an operation, or of the document for every operation whose
method may act twice (RFC 9110, section 9.2.2); `x-fern-idempotency-headers` of the document for the
operations with `x-fern-idempotent`. The client makes a key where its caller gives none."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from generator.api.model import Bounded, Bounds, Nullable, Parameter, Scalar, Type
from generator.api.names import RESERVED_ARGUMENTS, free, snake
from generator.document.access import mapping, sequence, text
from generator.document.specification import IDEMPOTENT, IGNORED_HEADERS, TOKEN

_UUID: Final = "00000000-0000-4000-8000-000000000000"
_KEYWORD: Final = "idempotency_key"
_ABOUT: Final = (
    "Tells the server that a request is the same one, sent again. Unless given, a new one for each "
    "call, kept over its repeats."
)


class KeyHeader(NamedTuple):
    """A header, and what its keyword would like to be called where the document has no parameter
    for it; whether its value is a key, which the client makes.
    """

    wire: str
    wish: str = _KEYWORD
    is_key: bool = True


def key_headers(root: Mapping[str, Any], node: Mapping[str, Any], verb: str) -> list[KeyHeader]:
    """The headers of an operation that are for repeats; none where the document has none."""
    own = text(mapping(node.get("x-sdk")).get("idempotency-header"))
    usual = text(mapping(root.get("x-sdk")).get("idempotency-header"))
    if own or (usual and verb not in IDEMPOTENT):
        return [KeyHeader(own or usual)]
    return fern_headers(root) if node.get("x-fern-idempotent") is True else []


def fern_headers(root: Mapping[str, Any]) -> list[KeyHeader]:
    """Those of `x-fern-idempotency-headers`, of which the key is the one that says so, else the
    first.
    """
    listed = [mapping(each) for each in sequence(root.get("x-fern-idempotency-headers"))]
    headers = [
        (text(each["header"]), text(each.get("name")))
        for each in listed
        if text(each.get("header"))
    ]
    keys = [wire for wire, _ in headers if wire.lower().endswith("key")]
    key = next(iter([*keys, *(wire for wire, _ in headers)]), "")
    return [
        KeyHeader(wire, snake(name or wire, "header"), is_key=wire == key) for wire, name in headers
    ]


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
    """The parameters, those for keys among them; `used` are the other keywords of the method."""
    found = list(parameters)
    for header in headers:
        at = [
            index
            for index, each in enumerate(found)
            if each.location == "header" and each.wire.lower() == header.wire.lower()
        ]
        for index in at:
            found[index] = _generated(found[index]) if header.is_key else found[index]
        if not at:
            taken = {*used, *(each.python for each in found), *RESERVED_ARGUMENTS}
            found.append(_parameter(header, free(header.wish, taken, trailing="_header")))
    return tuple(found)


def _generated(parameter: Parameter) -> Parameter:
    about = parameter.description.strip()
    joint = "" if not about or about.endswith((".", "!", "?")) else "."
    return replace(
        parameter,
        required=False,
        generated=True,
        description=f"{about}{joint} {_ABOUT.partition('. ')[2]}" if about else _ABOUT,
    )


def _parameter(header: KeyHeader, python: str) -> Parameter:
    return Parameter(
        wire=header.wire,
        python=python,
        location="header",
        type=Scalar("str"),
        required=False,
        description=_ABOUT if header.is_key else "",
        style="simple",
        explode=False,
        generated=header.is_key,
    )


def takes_uuid(kind: Type) -> bool:
    """Whether a UUID fits the type of a parameter."""
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
