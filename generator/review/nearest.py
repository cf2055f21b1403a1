"""The line of the head that is nearest to what is gone from it, where a forge shows the lines that were taken away.

It is that of whatever followed in the same file and is still there; what was last in its object has none behind it, so there
it is the line above, counted from whatever came before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.document.pointer import join, split
from generator.review.model import Change


def placed(changes: Iterable[Change], base: Document, head: Document) -> list[Change]:
    """The changes with `near` set where what they are about is in the base and no more in the head."""
    return [replace(change, near=nearest(change.pointer, base, head)) for change in changes]


def nearest(pointer: str, base: Document, head: Document) -> Location | None:
    """Where in the head a reader looks for what was at `pointer` of the base; `None` where it is still there."""
    if not pointer or head.has(pointer) or not base.has(pointer):
        return None
    above, _, _ = pointer.rpartition("/")
    while above and not head.has(above):
        pointer = above
        above, _, _ = pointer.rpartition("/")
    gone = base.locate(pointer, key=True)
    beside = _beside(above, split(pointer)[-1], base, head)
    known = [(base.locate(each, key=True), each) for each in beside]
    lines = {place.line: each for place, each in known if place.file == gone.file}
    behind = min((line for line in lines if line > gone.line), default=None)
    if behind is not None:
        return head.locate(lines[behind], key=True)
    before = max((line for line in lines if line < gone.line), default=None)
    if before is None:
        return head.locate(above, key=True)
    there = head.locate(lines[before], key=True)
    return replace(there, line=there.line + gone.line - before - 1)


def _beside(above: str, name: str, base: Document, head: Document) -> list[str]:
    """What stood in the same object and is still there."""
    holder = base.get(above)
    if not isinstance(holder, dict) or name not in holder:
        return []
    return [place for key in holder if head.has(place := join(above, key))]
