"""Headers of parts of a multipart body that a caller has to give: without them nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.api.model import Operation
from generator.document.parts import ANY


class PartHeaderChange(NamedTuple):
    """A header that a part must have now, in words: that of the part, and its own name."""

    part: str
    header: str


def wanted(before: Operation, after: Operation) -> Iterator[PartHeaderChange]:
    """The headers that are wanted now, of parts in media types that were sent before."""
    old, new = _required(before), _required(after)
    for content_type, headers in new.items():
        for wire, header in headers:
            known = old.get(content_type)
            if known is not None and (wire, header.lower()) not in {
                (name, other.lower()) for name, other in known
            }:
                yield PartHeaderChange(_called(wire), header)


def _required(operation: Operation) -> dict[str, list[tuple[str, str]]]:
    return {
        media.content_type: [
            (part.wire, header.wire)
            for part in media.encodings
            for header in part.free
            if header.required
        ]
        for media in (operation.body.media_types if operation.body else ())
    }


def _called(wire: str) -> str:
    if wire == ANY:
        return "each further part"
    return f"part {int(wire) + 1}" if wire.isdigit() else f"the part `{wire}`"
