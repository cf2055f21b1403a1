"""When two names of the document would be one name in Python."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+")


def spelling(name: str) -> str:
    """`name` in snake_case (`getV2Users`, `get-v2-users` and `get_v2_users` are the same)."""
    return "_".join(word for word in _BOUNDARY.split(name) if word).lower()


def collisions(names: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Python spellings that several distinct `names` share, with those names in the order given."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        groups[spelling(name)].append(name)
    return [(python, group) for python, group in groups.items() if len(group) > 1]
