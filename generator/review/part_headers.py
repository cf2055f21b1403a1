"""Headers of parts of a multipart body that a caller has to give: without them nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from generator.api.model import MediaType, Operation
from generator.document.parts import ANY

_Place: TypeAlias = tuple[str, ...]
"""The names or positions of parts that lead to one."""


class PartHeaderChange(NamedTuple):
    """A header that a part must have now, in words: that of the part, and its own name."""

    part: str
    header: str


def wanted(before: Operation, after: Operation) -> Iterator[PartHeaderChange]:
    """The headers that are wanted now, of parts in media types that were sent before."""
    old, new = _required(before), _required(after)
    for content_type in filter(old.__contains__, new):
        known = {(wire, header.lower()) for wire, header in old[content_type]}
        for wire, header in new[content_type]:
            if (wire, header.lower()) not in known:
                yield PartHeaderChange(_called(wire), header)


def _required(operation: Operation) -> dict[str, list[tuple[_Place, str]]]:
    return {
        media.content_type: list(_headers(media, ()))
        for media in (operation.body.media_types if operation.body else ())
    }


def _headers(media: MediaType, around: _Place) -> Iterator[tuple[_Place, str]]:
    """The headers that parts must have, and the parts of these."""
    for part in media.encodings:
        place = (*around, part.wire)
        yield from ((place, header.wire) for header in part.free if header.required)
        if part.inner is not None:
            yield from _headers(part.inner, place)


def _called(place: _Place) -> str:
    return " of ".join(map(_called_one, reversed(place)))


def _called_one(wire: str) -> str:
    if wire == ANY:
        return "each further part"
    return f"part {int(wire) + 1}" if wire.isdigit() else f"the part `{wire}`"
