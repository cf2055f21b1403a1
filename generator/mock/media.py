"""The choice by `Accept` (RFC 9110, section 12.5.1) among the keys of a `content` map."""

from __future__ import annotations

from collections.abc import Iterable

from generator.document.media_types import is_json_sequence
from templates.runtime.media_types import closest, is_json, is_text, listed, parameters, specificity

__all__ = ["closest", "is_json", "is_json_sequence", "is_text", "negotiated"]


def negotiated(declared: Iterable[str], accept: str | None) -> str | None:
    """The first of the best keys that `accept` allows, or `None` when it allows none of them.

    The quality of a key is that of the most specific range that it fits. Where the key is a range, something in it may fit.
    """
    ranges = listed(accept or "*/*") or ["*/*"]
    graded = [(_quality(key, ranges), key) for key in declared]
    best = max(graded, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] > 0 else None


def _quality(key: str, ranges: list[str]) -> float:
    fits = [
        (max(specificity(part, key), specificity(key, part)), _weight(part)) for part in ranges if not _contradict(key, part)
    ]
    return max((fit for fit in fits if fit[0]), default=(0, 0.0))[1]


def _contradict(key: str, media_range: str) -> bool:
    """Whether both name a parameter, with different values: no `version=1` for who asks for `version=2`."""
    own, asked = parameters(key), parameters(media_range)
    return any(own[name].lower() != asked[name].lower() for name in own.keys() & asked.keys() - {"q", "charset"})


def _weight(media_range: str) -> float:
    try:
        return float(parameters(media_range).get("q", 1))
    except ValueError:
        return 1.0
