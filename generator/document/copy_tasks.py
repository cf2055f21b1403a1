"""What the copy of a document is made of: nodes that are still to be copied, and what comes of
it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.document.component_names import Link, Placement, spelled
from generator.document.diagnostics import Diagnostic, Location
from generator.document.grammar import FieldShape
from generator.document.reading import MAX_DEPTH
from generator.document.references import ReferenceTarget, Scope
from generator.document.source import Source
from generator.records import record


class Use(NamedTuple):
    """A reference in the tree: `holder[key]` is its text; it stands at `pointer` of `source`, and
    expects one of `section`.
    """

    holder: dict[str, Any]
    key: str
    section: str
    source: Source
    origin: Link

    @property
    def pointer(self) -> str:
        return spelled(self.origin)

    @property
    def place(self) -> Location:
        return self.source.locate(self.pointer)


@record(frozen=True, slots=True)
class Copy:
    root: dict[str, Any]
    origins: dict[str, tuple[Source, str]]
    uses: list[Use]
    diagnostics: list[Diagnostic]


class Inlined(NamedTuple):
    """The targets being inlined around a node, innermost first."""

    target: ReferenceTarget
    around: Inlined | None

    def targets(self) -> Iterator[ReferenceTarget]:
        inlined: Inlined | None = self
        while inlined is not None:
            yield inlined.target
            inlined = inlined.around


class PlacedFields(NamedTuple):
    """Fields of an object and where they stand."""

    node: dict[str, Any]
    source: Source
    origin: Link | None
    inlined: Inlined | None


class Task(NamedTuple):
    """A node to copy to `out[key]`."""

    kind: str
    shape: FieldShape
    node: Any
    source: Source
    origin: Link | None
    place: Link | Placement | None
    out: Any
    key: Any
    inlined: Inlined | None
    scope: Scope | None = (
        None  # the dynamic anchors that count here, where any does; None outside of schemas
    )


def is_leaf(kind: str, node: Any, depth: int) -> bool:
    """Whether a node is a schema of scalars only, `{type: string, maxLength: 5}`, of which nothing
    has to be looked at: as nearly half of all nodes are.

    What is so deep that it may be beyond the limit is left to the walk, which refuses it.
    """
    if kind != "schema" or node.__class__ is not dict or depth >= MAX_DEPTH:
        return False
    for keyword, value in node.items():
        # `$ref`, `$dynamicRef` lead elsewhere, `$id` and `$anchor` are taken out of the copy
        if value.__class__ is dict or value.__class__ is list or keyword[:1] == "$":
            return False
    return True
