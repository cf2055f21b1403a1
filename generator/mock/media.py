"""The choice by `Accept` (RFC 9110, section 12.5.1) among the keys of a `content` map, and the
media types of parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.document.access import text
from templates.runtime.media_types import (
    essence,
    is_label,
    is_range,
    listed,
    parameters,
    specificity,
)


def negotiated(declared: Iterable[str], accept: str) -> list[str]:
    """The keys that `accept` allows, the best first, of equals the first of the document.

    The quality of a key is that of the most specific range that it fits. Where the key is a range,
    something in it may fit."""
    ranges = listed(accept) or ["*/*"]
    graded = [(_quality(key, ranges), key) for key in declared]
    return [key for quality, key in sorted(graded, key=lambda pair: -pair[0]) if quality > 0]


def labels(key: str, accept: str) -> list[str]:
    """The media types within a key that `accept` names itself, the best first; the key alone where
    it is no range.
    """
    if not is_range(key):
        return [key]
    within = (part for part in listed(accept) if is_label(part) and specificity(key, part))
    ranked = sorted(within, key=lambda part: -_weight(part))
    return [essence(part) for part in ranked if _weight(part) > 0]


def part_labels(encoding: Mapping[str, Any]) -> list[str]:
    """The media types that an Encoding Object gives a part."""
    return listed(text(encoding.get("contentType")))


def _quality(key: str, ranges: list[str]) -> float:
    fits = [
        (max(specificity(part, key), specificity(key, part)), _weight(part))
        for part in ranges
        if not _contradict(key, part)
    ]
    return max((fit for fit in fits if fit[0]), default=(0, 0.0))[1]


def _contradict(key: str, media_range: str) -> bool:
    """Whether both name a parameter, with different values: no `version=1` for who asks for
    `version=2`.
    """
    own, asked = parameters(key), parameters(media_range)
    return any(
        own[name].lower() != asked[name].lower()
        for name in own.keys() & asked.keys() - {"q", "charset"}
    )


def _weight(media_range: str) -> float:
    try:
        return float(parameters(media_range).get("q", 1))
    except ValueError:
        return 1.0
