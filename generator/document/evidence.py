"""How much of an operation was seen of the vendor's pages (`x-evidence`)."""

from __future__ import annotations

from typing import Literal, get_args

EvidenceLevel = Literal["complete", "partial", "sample", "title", "none"]
LEVELS: tuple[EvidenceLevel, ...] = get_args(EvidenceLevel)
"""The most first."""


def is_more(one: EvidenceLevel, other: EvidenceLevel) -> bool:
    """Whether more was seen of one than of another."""
    return LEVELS.index(one) < LEVELS.index(other)
