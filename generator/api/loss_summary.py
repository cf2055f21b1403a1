"""What a document loses, summed up: a line for each kind."""

from __future__ import annotations

from collections.abc import Sequence

from generator.api.model import Loss

_SHOWN = 3
"""How many operations a line of the summary names."""


def summary(losses: Sequence[Loss]) -> list[str]:
    """A line for each kind: how many there are, and the first operations that have one."""
    groups: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        groups.setdefault((loss.code, loss.kind), []).append(loss)
    lines = []
    for (code, kind), group in sorted(groups.items()):
        operations = named(
            list(dict.fromkeys(label for loss in group for label in loss.operations))
        )
        lines.append(f"{code} {kind}: {len(group)}" + (f" ({operations})" if operations else ""))
    return lines


def named(operations: Sequence[str]) -> str:
    """The first operations, and how many more there are."""
    shown, more = ", ".join(operations[:_SHOWN]), len(operations) - _SHOWN
    return f"{shown} and {more} more operation{'s' if more > 1 else ''}" if more > 0 else shown
