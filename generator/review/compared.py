"""The two documents of a review, each with what has been read of it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from generator.document.bundle import Document
from generator.document.schema.canonical import canonical
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import MAPS, Union, is_schema
from generator.document.schema.reader import SchemaReader


class ComparedDocument(SchemaReader):
    """One of the two documents that are compared."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.root = document.root
        self._digests: dict[tuple[Subschema, int], str] = {}

    def resolved(self, node: Any, pointer: str) -> tuple[Any, str]:
        """The object that `node` at `pointer` stands for, and its own pointer; ({}, pointer) where
        there is none.
        """
        if not isinstance(node, dict) or "$ref" not in node:
            return node, pointer
        target, place = self.document.resolve(node)
        return (target, place) if place is not None else ({}, pointer)

    def component(self, node: Subschema) -> str | None:
        """The pointer of the one component that `node` is, directly or by a reference."""
        if len(node) != 1:
            return None
        _, pointer = self.resolved(node[0].schema, node[0].pointer)
        is_component = pointer.startswith("/components/schemas/") and pointer.count("/") == 3
        return pointer if is_component else None

    # --- comparing at a glance --------------------------------------------------------------------

    def digest(self, node: Subschema, depth: int = 3) -> str:
        """Equal for shapes that are equal down to `depth`, annotations and names of components
        aside.
        """
        key = (node, depth)
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = blake2b(
                repr(self._summary(node, depth)).encode(), digest_size=12
            ).hexdigest()
        return found

    def _glance(self, node: Subschema, inner: Callable[[Subschema], Any]) -> Any:
        """What `inner` gives for a node; None where anything goes, said or unsaid."""
        found = inner(node) if node else None
        return None if found is None or found == inner(()) else found

    def _summary(self, node: Subschema, depth: int) -> Any:
        """All that a node says, as what has equal texts where that is equal: lists that have no
        order are sorted, and schemas inside stand by their digests, at the end by their types.
        """
        shape = self.normalised(node)

        def inner(child: Subschema) -> Any:
            return (
                self.digest(child, depth - 1)
                if depth > 0
                else sorted(self.normalised(child).types or ())
            )

        def constraint(keyword: str, value: Any, place: str) -> str:
            return (
                str(inner(self.subschema(value, place)))
                if is_schema(keyword, value)
                else canonical(value)
            )

        def union(one: Union) -> Any:
            return (one.null, sorted({str(inner(child)) for child in one.members}))

        return (
            sorted(shape.types) if shape.types is not None else None,
            shape.null,
            sorted(shape.values) if shape.values is not None else None,
            sorted(shape.formats),
            sorted(shape.patterns),
            sorted(
                (key, str(value[:2])) for key, value in (*shape.low.items(), *shape.high.items())
            ),
            sorted((name, inner(child)) for name, child in shape.properties.items()),
            sorted(shape.required),
            shape.closed is not None,
            sorted(shape.refused),
            self._glance(shape.additional, inner),
            self._glance(shape.items, inner),
            [inner(child) for child in shape.prefix],
            sorted(set(map(str, map(union, shape.unions)))) if depth > 0 else bool(shape.unions),
            sorted(
                (key, sorted({constraint(key, *one) for one in found}))
                for key, found in shape.constraints.items()
            ),
            [
                sorted((name, inner(child)) for name, child in shape.maps.get(keyword, {}).items())
                for keyword in MAPS
            ],
            sorted(shape.dependent),
            shape.flagged("readOnly"),
            shape.flagged("writeOnly"),
        )


def mapped(discriminator: Any) -> Any:
    """What a discriminator says, whether its mapping uses names or references."""
    if not isinstance(discriminator, dict):
        return None
    mapping = discriminator.get("mapping")
    mapping = mapping if isinstance(mapping, dict) else {}
    return (
        discriminator.get("propertyName"),
        sorted((key, str(value).rpartition("/")[2]) for key, value in mapping.items()),
    )
