"""What a document loses, summed up: a line for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from generator.api.model import Loss

_SHOWN = 3
"""How many operations a line of the summary names."""


def summary(losses: Sequence[Loss]) -> list[str]:
    """A line for each kind: how many there are, and the first operations that have one, as
    `API022 links: 5 (GET /0, GET /1, GET /2 and 2 more operations)`.
    """
    groups = defaultdict[tuple[str, str], list[Loss]](list)
    for loss in losses:
        groups[loss.code, loss.kind].append(loss)
    lines = []
    for (code, kind), group in sorted(groups.items()):
        labels = chain.from_iterable(loss.operations for loss in group)
        operations = named([*dict.fromkeys(labels)])
        lines.append(f"{code} {kind}: {len(group)}" + (f" ({operations})" if operations else ""))
    return lines


def named(operations: Sequence[str]) -> str:
    """The first operations, and how many more there are."""
    shown, more = ", ".join(operations[:_SHOWN]), len(operations) - _SHOWN
    return f"{shown} and {more} more operation{'s' if more > 1 else ''}" if more > 0 else shown
