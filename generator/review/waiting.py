"""What changed of the methods that wait for work: which there are, when they end, and what they
give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.api.model import Operation, Polling
from generator.emit.docstrings import method_name
from generator.review.matching import matched
from generator.review.method_pair import MethodPair
from generator.review.model import Change
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import RESULT_TYPE
from generator.review.python_types import quoted, returned_change, shown


class WaitChanges(MethodPair):
    """What became of those of an operation."""

    def changes(self) -> Iterator[Change]:
        pairs = matched(self.before.polling, self.after.polling, lambda each: each.function)
        for before, after in pairs.both:
            yield from self._kept(before, after)
        for gone in pairs.removed:
            call = _beside(self.before, gone)
            remedy = f"Write `{self.name}(…)`, again and again, instead of `{call}(…)`."
            what, steps = f"`{call}` is gone", (f"{call}(…)", None)
            yield self.made("wait-removed", call, what, "response", self._at, *steps, remedy)
        for new in pairs.added:
            call = _beside(self.after, new)
            what, now = f"`{call}` is new", f"{call}(…)"
            yield self.made("wait-added", call, what, "response", self._at, None, now)

    @cached_property
    def _at(self) -> str:
        return self.sides.place_of_own(self.before, self.after, "polling")

    def _kept(self, before: Polling, after: Polling) -> Iterator[Change]:
        """A method that waits on both sides: when it ends (`state done "sent"; timeout 60`), and
        what it gives then.
        """
        call = _beside(self.after, after)
        was, now = _how(before), _how(after)
        if was != now:
            what = f"`{call}` ends in other states, or after another time"
            yield self.made("wait-changed", call, what, "response", self._at, was, now)
        gave, gives = (
            side.returned(each.type)
            for side, each in ((self.sides.before, before), (self.sides.after, after))
        )
        relation = returned_change(gave, gives)
        if relation != "same":
            steps = shown(self.sides.before_shown.returned(before.type)), shown(gives)
            what = f"`{call}` returns `{steps[1]}` instead of `{steps[0]}`"
            place = PythonPlace(call, argument="", is_method=True)
            yield self.made(RESULT_TYPE[relation], place, what, "response", self._at, *steps)


def _beside(operation: Operation, polling: Polling) -> str:
    """The call that waits, as a caller writes it: beside the method of its operation."""
    return f"{method_name(operation).rpartition('.')[0]}.{polling.function}"


def _how(polling: Polling) -> str:
    """When the method ends, in words."""
    states = [f"{'.'.join(polling.status)} done {', '.join(map(quoted, polling.done))}"]
    states += [f"failed {', '.join(map(quoted, polling.failed))}"] if polling.failed else []
    numbers = {name: getattr(polling, name) for name in ("timeout", "interval", "delay")}
    states += [f"{name} {value}" for name, value in numbers.items() if value is not None]
    return "; ".join(states)
