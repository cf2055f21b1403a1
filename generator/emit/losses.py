"""What the document says and the SDK does not express, as the pages of a package tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.api.loss_summary import named
from generator.api.model import Loss
from generator.api.rules import RULES

_AT_ONE = 8  # losses that an entry names; one that shares many schemas has as many as they


class LostKind(NamedTuple):
    """Losses of one kind: each with the operations that have it, in words."""

    kind: str
    reason: str
    remedy: str
    losses: Sequence[tuple[str, str]]


def losses_by_operation(losses: Sequence[Loss]) -> dict[str, list[str]]:
    """What is not expressed of an operation, by its method and path: each once, in the order of the
    document.
    """
    found: dict[str, dict[str, None]] = {}
    for loss in losses:
        for label in loss.operations:
            found.setdefault(label, {})[loss.what] = None
    return {label: list(told) for label, told in found.items()}


def lost_kinds(losses: Sequence[Loss]) -> list[LostKind]:
    """The losses by their rule, what is said alike told once with all of its operations."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for loss in losses:
        found.setdefault(loss.code, {}).setdefault(loss.what, {}).update(
            dict.fromkeys(loss.operations)
        )
    rules = {rule.code: rule for rule in RULES}
    kinds = []
    for code in sorted(found):
        told = [(what, named(list(labels))) for what, labels in found[code].items()]
        kinds.append(LostKind(rules[code].loss, rules[code].reason, rules[code].remedy, told))
    return kinds


def at_operation(told: Sequence[str]) -> list[str]:
    """What is said at one operation of its losses."""
    if len(told) <= _AT_ONE:
        return list(told)
    return [*told[:_AT_ONE], f"{len(told) - _AT_ONE} more, which the index names"]
