"""Which media type of one document is which of the other, and what became of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import chain, filterfalse, product
from typing import NamedTuple

from generator.document.media_types import essence
from generator.review import pairing
from generator.review.comparison.findings import Kinds


class MediaTypePairs(NamedTuple):
    kept: list[tuple[str, str]]
    removed: list[str]
    added: list[str]


def paired(base: Iterable[str], head: Iterable[str]) -> MediaTypePairs:
    """Media types as they are written, without their parameters, by what they are written in; what
    is left, as far as one is a range that takes in the other.

    `text/plain; charset=utf-8` and `text/plain` are a pair, `application/json` and
    `application/vnd.pets+json`, `image/png` and `image/*`."""
    pairs = pairing.paired(base, head, _written, essence, _structure)
    every = product(pairs.removed, pairs.added)
    ranges = [pair for pair in every if _is_range_of_either(*pair)]
    is_taken = set(chain.from_iterable(ranges)).__contains__
    removed = list(filterfalse(is_taken, pairs.removed))
    added = list(filterfalse(is_taken, pairs.added))
    return MediaTypePairs([*pairs.same, *pairs.renamed, *ranges], removed, added)


def _is_range_of_either(one: str, other: str) -> bool:
    return takes_in(one, other) or takes_in(other, one)


def changed(one: str, other: str) -> tuple[Kinds | None, str]:
    """The kinds of what became of a media type, and a sentence; None where it is the same but for
    capitals and spaces: `application/json; charset=utf-8` says no more than `application/json`.
    """
    what = f"media type changed from {one} to {other}"
    if _written(one) == _written(other):
        return None, ""
    if takes_in(one, other):
        return "media-type-narrowed", what
    if takes_in(other, one):
        return "media-type-widened", what
    if essence(one) != essence(other):
        return _suffix_changed(one, other), what
    if _parameters(one) == _parameters(other):
        what = "the parameters of the media type say what holds without them"
        return "annotation-changed", what
    return "media-type-parameters-changed", "the parameters of the media type changed"


def _suffix_changed(one: str, other: str) -> Kinds:
    """What became of a structured syntax suffix (RFC 6839): `application/json` is what all that end
    in `+json` are written in.
    """
    if "+" in one and "+" in other:
        return "media-type-removed"
    if "+" in other:
        return "media-type-narrowed", "media-type-suffix-gained"
    return "media-type-suffix-dropped", "media-type-widened"


def takes_in(general: str, special: str) -> bool:
    """Whether a media range (`application/*`) takes in another media type."""
    wide, narrow = essence(general), essence(special)
    if wide == narrow:
        return False
    return wide == "*/*" or (wide.endswith("/*") and narrow.startswith(wide[:-1]))


def _written(name: str) -> Hashable:
    return "".join(name.lower().split())


def _structure(name: str) -> str:
    """What a media type is written in: `application/json`, and all that end in `+json` (RFC
    6839).
    """
    kind = essence(name)
    return f"application/{kind.rpartition('+')[2]}" if "+" in kind else kind


def _parameters(name: str) -> dict[str, str]:
    """The parameters of a media type, but for what does not depend on them: JSON is UTF-8 (RFC
    8259, section 8.1).
    """
    found = {}
    for part in name.split(";")[1:]:
        key, _, value = part.strip().partition("=")
        found[key.strip().lower()] = value.strip().strip('"').lower()
    if _structure(name).endswith("json") and found.get("charset") in ("utf-8", "utf8"):
        del found["charset"]
    return found
