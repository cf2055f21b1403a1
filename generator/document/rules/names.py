"""When two names of the document would be one name in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.document.casing import snake


def collisions(names: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Python spellings that several distinct `names` share, with those names in the order given."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        groups[snake(name)].append(name)
    return [(python, group) for python, group in groups.items() if len(group) > 1]
