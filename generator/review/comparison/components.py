"""Schemas that no operation leads to: those of both documents are compared, those of one told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.access import components_of
from generator.document.graph import reachable
from generator.review.compared import ComparedDocument
from generator.review.comparison.documents import DocumentPair
from generator.review.comparison.findings import (
    MOVEMENTS,
    NO_OPERATIONS,
    Finding,
    Movement,
    one_sided,
)
from generator.review.rules import kinds
from generator.review.unchanged import holders

_SCHEMAS = "/components/schemas"
_UNUSED: Final = kinds("unused-component", MOVEMENTS)


def compare(documents: DocumentPair) -> Iterator[Finding]:
    """The schemas of one side that nothing leads to are told; those of both sides are compared,
    whether anything leads to them or not.
    """
    base, head = map(_schemas, documents.sides)
    common = [name for name in head if name in base]
    yield from _alone(documents, "removed", base.keys() - head.keys(), base, common)
    yield from _alone(documents, "added", head.keys() - base.keys(), head, common)
    for name in common:
        pointer = pointers.join(_SCHEMAS, name)
        one = documents.base.subschema(base[name], pointer)
        other = documents.head.subschema(head[name], pointer)
        documents.schemas.use(one, other, "json", NO_OPERATIONS)


def _schemas(side: ComparedDocument) -> dict[str, Any]:
    return components_of(side.root, "schemas")


def _alone(
    documents: DocumentPair,
    movement: Movement,
    alone: set[str],
    schemas: Iterable[str],
    common: Iterable[str],
) -> Iterator[Finding]:
    """Schemas of one side that nothing there leads to, nor what both sides have (`common`): all
    others are told where they are used.
    """
    if not alone:
        return
    used = _reached(documents.side(movement), common, documents.unchanged.references)
    for name in schemas:
        pointer = pointers.join(_SCHEMAS, name)
        if name in alone and pointer not in used:
            kind, what = _UNUSED[movement], f"unused schema `{name}` {movement}"
            yield one_sided(kind, movement, what, pointer, name, NO_OPERATIONS)


def _reached(
    side: ComparedDocument, names: Iterable[str], referred: Callable[[Any], set[str]]
) -> set[str]:
    """The pointers of the components that paths, webhooks, shared objects and the schemas called
    `names` lead to.
    """
    starts = set().union(*map(referred, holders(side.root, schemas=False)))
    starts |= {"#" + pointers.join(_SCHEMAS, name) for name in names}
    found = reachable(starts, lambda reference: _referred(side, reference, referred))
    return {reference[1:] for reference in found}


def _referred(
    side: ComparedDocument, reference: str, referred: Callable[[Any], set[str]]
) -> Iterator[str]:
    """What a component leads to: by references, and as a polymorphic base to what extends it.
    `#/components/schemas/Pet` leads to `#/components/schemas/Cat` if that extends it by `allOf`.
    """
    match reference.split("/"):
        case [_, "components", section, token, *_]:
            (name,) = pointers.split(f"/{token}")
            yield from referred(components_of(side.root, section).get(name))
            family = side.families.get(reference[1:])
            if family is not None:
                yield from (f"#{member}" for member in family.members)
