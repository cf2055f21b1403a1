"""Where references lead in the end, past others that say nothing themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.document.access import is_reference
from generator.document.component_names import Link, spelled
from generator.document.reading import quoted
from generator.document.references import UNRESOLVED, BrokenReferenceError, Files, ReferenceTarget
from generator.document.source import Source

_NO_CONSTRAINT = frozenset(
    {
        *("$ref", "allOf", "$defs", "$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"),
        *("$schema", "$comment"),
        *("title", "description", "deprecated", "default", "example", "examples"),
    }
)


class ReferenceChains:
    """The chains of references of one document."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._ends: dict[tuple[Source, str, str], ReferenceTarget] = {}

    def elsewhere(self, node: Any, source: Source, at: str) -> ReferenceTarget | None:
        """What stands in another file, if a node is nothing but a reference to it; None too where
        that leads nowhere, which is told where it is followed.
        """
        if not is_pure(node):
            return None
        try:
            reference = node["$ref"]
            target = self.stops(reference, *self._files.start(source, at, reference))[-1]
        except BrokenReferenceError:
            return None
        return None if target.source is source else target

    def stops(self, reference: str, source: Source, at: str) -> list[ReferenceTarget]:
        """Every stop on the way from a reference through others that say nothing themselves; the
        root's own end it.
        """
        chain: list[ReferenceTarget] = []
        while True:
            target = self._files.find(reference, source, at)
            if target in chain:
                return chain
            target = replace(target, strayed=True) if chain and chain[-1].strayed else target
            chain.append(target)
            if target.source is self._files.root:
                return chain
            node = node_of(target, reference)
            if not is_pure(node):
                return chain
            reference, at = node["$ref"], target.pointer
            source, at = self._files.start(target.source, at, reference)

    def end(self, reference: str, source: Source, origin: Link | None) -> ReferenceTarget:
        """The end of the chain; the same reference stands in many places."""
        if source.grafting is not None:
            writer = self._files.writer(source, spelled(origin), reference)
            own = self._files.stands_for(writer) is source
            source, origin = writer, origin if own else None
        resource = (
            self._files.resource(source, spelled(origin))
            if self._files.identifiers(source) is not None
            else ""
        )
        known = self._ends.get((source, resource, reference))
        if known is None:
            known = self._ends[source, resource, reference] = self.stops(
                reference, source, resource
            )[-1]
        return known


def node_of(target: ReferenceTarget, reference: str) -> Any:
    """What stands at a target. BrokenReferenceError where nothing does."""
    try:
        return target.node
    except (KeyError, ValueError) as error:
        missing = (
            f": there is no {quoted(str(error.args[0]))}" if isinstance(error, KeyError) else ""
        )
        raise BrokenReferenceError(
            UNRESOLVED, f"{quoted(reference)} leads nowhere{missing}"
        ) from error


def only_reference(node: dict[str, Any]) -> str | None:
    """The reference of a schema that says nothing else: by itself, or as the only part of an
    `allOf`, as 3.0 needs it for a description beside: `{description: …, allOf: [{$ref: …}]}`.
    """
    parts = node.get("allOf", [])
    if not node.keys() <= _NO_CONSTRAINT or not isinstance(parts, list):
        return None
    # two parts, or a part and a `$ref` beside it, hold together
    if len(parts) + ("$ref" in node) != 1:
        return None
    if parts:
        return parts[0]["$ref"] if is_pure(parts[0]) else None
    return node["$ref"] if is_reference(node) else None


def is_pure(node: Any) -> bool:
    """Whether a node is a reference and nothing else."""
    return is_reference(node) and len(node) == 1
