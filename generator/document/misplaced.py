"""References that stand where the specification has none: one finding for all of a kind."""

from __future__ import annotations

from dataclasses import replace

from generator.document.copy_tasks import Task
from generator.document.diagnostics import Diagnostic, Location, Rule
from generator.document.grammar import KINDS
from generator.document.reading import quoted

MISPLACED = Rule(
    "REF006",
    "warning",
    "A reference stands where the specification has none.",
    (
        "Only some objects can be replaced by a Reference Object; tools do not follow a `$ref` "
        "elsewhere. Here it is inlined."
    ),
    "Refer to the whole path item, or to a component.",
)


class Misplaced:
    """Those that were met, by what they stand for: the first, and how many."""

    def __init__(self) -> None:
        self._met: dict[str, tuple[int, Diagnostic]] = {}

    def add(self, task: Task, reference: str, place: Location) -> None:
        label = _label(task)
        message = (
            f"{quoted(reference)} stands for {label}, where no reference is allowed; it is inlined"
        )
        count, finding = self._met.get(label, (0, MISPLACED.found(message, place)))
        self._met[label] = (count + 1, finding)

    def findings(self) -> list[Diagnostic]:
        return [
            finding
            if count == 1
            else replace(finding, message=f"{finding.message} (and {count - 1} more like it)")
            for count, finding in self._met.values()
        ]


def _label(task: Task) -> str:
    kind = KINDS.get(task.kind)
    if task.shape != "one":
        return f"a {task.shape} of {task.kind if kind is None else kind.title}s"
    return f"a value of the type {task.kind}" if kind is None else kind.indefinite
