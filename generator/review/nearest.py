"""The line of the head that is nearest to what is gone from it, where a forge shows the lines that
were taken away.

It is that of whatever followed in the same file and is still there; what was last in its object has
none behind it, so there it is the line above, counted from whatever came before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.document.pointer import join
from generator.review.model import Change


def placed(changes: Iterable[Change], base: Document, head: Document) -> list[Change]:
    """The changes with `near` set where what they are about is
    in the base and no more in the head.
    """
    known: Known = {}
    return [replace(change, near=nearest(change.pointer, base, head, known)) for change in changes]


Known: TypeAlias = dict[str, dict[str, tuple[list[int], dict[int, str]]]]
"""By the pointer of an object and by file: the lines, in order, of what is still there, and the
pointer of what is at each.
"""


def nearest(
    pointer: str, base: Document, head: Document, known: Known | None = None
) -> Location | None:
    """Where in the head a reader looks for what was at `pointer` of the base; `None` where it is
    still there.

    `known` is kept from one place to the next, so that an object is looked through once.
    """
    if not pointer or head.has(pointer) or not base.has(pointer):
        return None
    above, _, _ = pointer.rpartition("/")
    # of an operation that is gone with its path item, the path item is what is looked for
    while above and not head.has(above):
        pointer = above
        above, _, _ = pointer.rpartition("/")
    gone = base.locate(pointer, key=True)
    known = {} if known is None else known
    if above not in known:
        known[above] = _lines(above, base, head)
    order, at = known[above].get(gone.file, ([], {}))
    behind = bisect_right(order, gone.line)
    if behind < len(order):  # what followed stands where it stood
        return head.locate(at[order[behind]], key=True)
    position = bisect_left(order, gone.line)
    if not position:
        return head.locate(above, key=True)
    before = order[position - 1]
    there = head.locate(at[before], key=True)
    return replace(there, line=there.line + gone.line - before - 1)


def _lines(
    above: str, base: Document, head: Document
) -> dict[str, tuple[list[int], dict[int, str]]]:
    """What stood in an object and is still there, by file and line, the lines in order first:
    `{"spec/openapi.yaml": ([4, 9], {4: "/paths/~1pets", 9: "/paths/~1toys"})}`. An object may be
    written in several files, with references for its parts.
    """
    holder = base.get(above)
    found: dict[str, dict[int, str]] = {}
    for key in holder if isinstance(holder, dict) else ():
        place = join(above, key)
        if head.has(place):
            at = base.locate(place, key=True)
            found.setdefault(at.file, {})[at.line] = place
    return {file: (sorted(lines), lines) for file, lines in found.items()}
