"""Words that the sentences about changes share."""

from __future__ import annotations

from typing import Any


def became(before: Any, after: Any) -> str:
    """What became of a value, None where there is none."""
    return "added" if before is None else "removed" if after is None else "changed"
