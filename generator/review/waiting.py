"""What changed of the methods that wait for work: which there are, when they end, and what they
give."""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.model import Operation, Polling
from generator.emit.docstrings import method_name
from generator.review.model import Change
from generator.review.python_place import PythonPlace, method_place
from generator.review.python_revisions import RESULT_TYPE, ApiRevisions, changed
from generator.review.python_types import Shown, quoted, returned_change, shown
from generator.review.usage import reach


def changes(sides: ApiRevisions, before: Operation, after: Operation) -> Iterator[Change]:
    """Those of an operation on both sides."""
    old, new = ({each.function: each for each in side.polling} for side in (before, after))
    calls = [f"{method_name(side).rpartition('.')[0]}." for side in (before, after)]
    for name, polling in old.items():
        call = f"{calls[0]}{name}"
        if name not in new:
            remedy = f"Write `{method_name(after)}(…)`, again and again, instead of `{call}(…)`."
            was = f"{call}(…)", None
            yield _of(
                sides,
                "wait-removed",
                method_place(call),
                f"`{call}` is gone",
                (before, after),
                was,
                remedy,
            )
        else:
            yield from _of_one(sides, f"{calls[1]}{name}", (before, after), (polling, new[name]))
    for name in new:
        if name not in old:
            call = f"{calls[1]}{name}"
            what, now = f"`{call}` is new", (None, f"{call}(…)")
            yield _of(sides, "wait-added", method_place(call), what, (before, after), now)


def _of_one(
    sides: ApiRevisions,
    call: str,
    operations: tuple[Operation, Operation],
    pollings: tuple[Polling, Polling],
) -> Iterator[Change]:
    before, after = pollings
    was, now = map(_how, pollings)
    if was != now:
        what = f"`{call}` ends in other states, or after another time"
        yield _of(sides, "wait-changed", method_place(call), what, operations, (was, now))
    relation = returned_change(sides.before.returned(before.type), sides.after.returned(after.type))
    if relation != "same":
        steps = (
            shown(sides.before_shown.returned(before.type)),
            shown(sides.after.returned(after.type)),
        )
        what = f"`{call}` returns `{steps[1]}` instead of `{steps[0]}`"
        place = PythonPlace(call, argument="", is_method=True)
        yield _of(sides, RESULT_TYPE[relation], place, what, operations, steps)


def _how(polling: Polling) -> str:
    """When the method ends, in words."""
    states = [f"{'.'.join(polling.status)} done {', '.join(map(quoted, polling.done))}"]
    states += [f"failed {', '.join(map(quoted, polling.failed))}"] if polling.failed else []
    numbers = {name: getattr(polling, name) for name in ("timeout", "interval", "delay")}
    states += [f"{name} {value}" for name, value in numbers.items() if value is not None]
    return "; ".join(states)


def _of(
    sides: ApiRevisions,
    rule: str,
    where: PythonPlace,
    what: str,
    operations: tuple[Operation, Operation],
    steps: tuple[Shown | None, Shown | None],
    remedy: str | None = None,
) -> Change:
    before, after = operations
    return changed(
        rule,
        where,
        what,
        before=steps[0],
        after=steps[1],
        remedy=remedy,
        reach=[reach(after, "response")],
        base=sides.base_location(before),
        head=sides.head_location(after),
        pointer=sides.place_of_own(before, after, "polling"),
    )
