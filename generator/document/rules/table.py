"""A rule of `lint` and what applies it: one entry of a module's `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from generator.document.diagnostics import Effect, Location, Rule
from generator.document.forms import Misfit
from generator.records import record

if TYPE_CHECKING:
    from generator.document.rules.survey import Survey


@record(frozen=True, slots=True)
class Finding:
    """One sentence about the place `pointer` of the bundled document; `effect` where it is not that
    of the rule, `place` where it is about something of a file that is no part of the bundled
    document."""

    pointer: str
    message: str
    effect: Effect | None = None
    place: Location | None = None


def placed(faults: Iterable[Misfit], pointer: str) -> Iterator[Finding]:
    """Faults of an extension as findings; `pointer` is where their places count from."""
    return (Finding(f"{pointer}{fault.where}", fault.message) for fault in faults)


@record(frozen=True, slots=True)
class Check:
    rule: Rule
    find: Callable[[Survey], Iterator[Finding]]


def quoted(names: object, limit: int = 5) -> str:
    """Names in backticks, separated by commas; after `limit` of them the rest is counted: `` `a`,
    `b` and 3 more ``. What is no collection is one name.
    """
    listed = (
        [f"`{name}`" for name in names]
        if isinstance(names, list | tuple | set | frozenset | dict)
        else [f"`{names}`"]
    )
    if len(listed) > limit:
        return f"{', '.join(listed[:limit])} and {len(listed) - limit} more"
    return ", ".join(listed)
