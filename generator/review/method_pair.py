"""A method before and after, and how a change of it is told."""

from __future__ import annotations

from generator.api.model import Operation
from generator.emit.docstrings import method_name
from generator.review.model import Change, Direction
from generator.review.python_place import PythonPlace, method_place
from generator.review.python_revisions import ApiRevisions
from generator.review.python_types import Shown
from generator.review.usage import reach


class MethodPair:
    """The same method on both sides."""

    def __init__(self, sides: ApiRevisions, before: Operation, after: Operation) -> None:
        self.sides, self.before, self.after = sides, before, after
        self.name = method_name(after)
        self.call = PythonPlace(self.name, argument="", is_method=True)

    def made(
        self,
        rule: str,
        where: PythonPlace | str,
        what: str,
        direction: Direction,
        pointer: str,
        before: Shown | None = None,
        after: Shown | None = None,
        remedy: str | None = None,
    ) -> Change:
        """A change at a place, which is a method where it is only a name."""
        return self.sides.changed(
            rule,
            method_place(where) if isinstance(where, str) else where,
            what,
            before,
            after,
            remedy,
            base=self.before,
            head=self.after,
            pointer=pointer,
            reach=[reach(self.after, direction)],
        )
