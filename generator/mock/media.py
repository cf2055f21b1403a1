"""Media types: parsing, ranges, and the choice by `Accept` (RFC 9110, sections 8.3 and 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message

from generator.document.media_types import essence


def parameter(content_type: str, name: str) -> str | None:
    message = Message()
    message["Content-Type"] = content_type
    value = message.get_param(name)
    return value if isinstance(value, str) else None


def is_json(content_type: str) -> bool:
    name = essence(content_type)
    return name in ("application/json", "text/json") or name.endswith("+json")


def is_json_sequence(content_type: str) -> bool:
    return essence(content_type) in ("application/jsonl", "application/x-ndjson", "application/ndjson", "application/json-seq")


def is_text(content_type: str) -> bool:
    return essence(content_type).startswith("text/")


def _covers(wide: str, narrow: str) -> int:
    """How closely a media range fits a media type: 0 not at all, 3 by name."""
    wide_type, _, wide_subtype = essence(wide).partition("/")
    narrow_type, _, narrow_subtype = essence(narrow).partition("/")
    if wide_type == "*":
        return 1
    if wide_type != narrow_type:
        return 0
    return 3 if wide_subtype == narrow_subtype else 2 if wide_subtype == "*" else 0


def closest(declared: Iterable[str], content_type: str) -> str | None:
    """The key of a `content` map that a body of `content_type` falls under, the most specific one (OpenAPI 3.1, 4.8.17.1)."""
    ranked = [(_covers(key, content_type), key) for key in declared]
    best = max(ranked, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if best[0] else None


def negotiated(declared: Iterable[str], accept: str | None) -> str | None:
    """The first of the best media types of a `content` map that `accept` allows, or `None` when it allows none of them."""
    keys = list(declared)
    ranges = [part for part in (accept or "*/*").split(",") if part.strip()]
    graded = [(_quality(key, ranges), key) for key in keys]
    best = max(graded, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] > 0 else None


def _quality(key: str, ranges: list[str]) -> float:
    fits = [(max(_covers(part, key), _covers(key, part)), _weight(part)) for part in ranges]
    fits = [fit for fit in fits if fit[0]]
    return max(fits)[1] if fits else 0.0


def _weight(media_range: str) -> float:
    try:
        return float(parameter(media_range, "q") or 1)
    except ValueError:
        return 1.0
