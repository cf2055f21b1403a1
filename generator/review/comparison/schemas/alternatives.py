"""`oneOf` and `anyOf`: which alternatives came and went (JSON Schema 2020-12, section 10.2.1).

Open objects cover one another on paper. A sender writes the one that it means, so that proves
nothing to it; a reader of `anyOf` reads a value as whichever alternative takes it, so there the
proof holds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import Union
from generator.review.compared import ComparedDocument
from generator.review.comparison.findings import Finding
from generator.review.comparison.schemas.pair import (
    InnerPair,
    Result,
    SchemaPair,
    SchemaRevision,
    Verdicts,
    with_integers,
)
from generator.review.pairing import Pairs, members
from generator.review.rules import rule


class UnionPair(NamedTuple):
    """Two unions, and which alternative of the one is which of the other."""

    base: Union
    head: Union
    members: Pairs[Subschema]

    @property
    def kept(self) -> list[tuple[Subschema, Subschema]]:
        return [*self.members.same, *self.members.renamed]


def distinct(pair: SchemaPair, schema: SchemaRevision) -> dict[Hashable, Union]:
    """The unions of a side by what they say, so each counted once: of two that say the same in any
    order of their members the first is kept.
    """
    unions = schema.normalised.unions
    if len(unions) < 2:
        return dict(enumerate(unions))
    number = pair.worded.number
    keys = [
        (union.null, frozenset(number(schema.is_head, node) for node in union.members))
        for union in unions
    ]
    return dict(zip(reversed(keys), reversed(unions), strict=True))


def paired(pair: SchemaPair) -> list[UnionPair]:
    """Unions that hold together have no order: those that have not changed are compared with
    themselves.
    """
    left, right = distinct(pair, pair.base), distinct(pair, pair.head)
    base, head = _not_in(left, right), _not_in(right, left)
    sides = pair.base.document, pair.head.document
    return [
        UnionPair(old, new, members(pair.worded, *sides, old.members, new.members))
        for old, new in zip(reversed(base), reversed(head), strict=True)
    ]


def _not_in(unions: dict[Hashable, Union], others: dict[Hashable, Union]) -> list[Union]:
    """Those of a side that the other does not have; one that is alone, as it is."""
    if len(unions) == 1:
        return list(unions.values())
    return [union for key, union in unions.items() if key not in others]


def compare(pair: SchemaPair, unions: list[UnionPair]) -> Iterator[Result]:
    for union in unions:
        yield from (InnerPair(base, head) for base, head in union.kept)
        for node in union.members.removed:
            yield removed(pair, node)
        is_list = _are_values(pair.base.document, union.base.members)
        for node in union.members.added:
            finding = added(pair, node, union.base.pointer, union.head.keyword)
            if is_list and _are_values(pair.head.document, [node]):
                finding.doubt(rule("values-added", "response").reason)
            yield finding


def removed(pair: SchemaPair, node: Subschema) -> Finding:
    """An alternative that the head does not have. That is safe to whoever sends it where another
    takes all its values; of objects that proves nothing (see above).
    """
    document, verdicts = pair.base.document, Verdicts()
    if _is_plain(document, node) and pair.proof.covers(node, pair.head.node, "request"):
        verdicts["request"] = "safe"
    name = _name(document, node)
    places, steps = (node[0].pointer, None), (name.strip("`"), None)
    what = f"alternative {name} removed"
    finding = pair.found("alternative-removed", what, places, steps, verdicts=verdicts)
    finding.types = with_integers(document.kinds(node))
    return finding


def added(pair: SchemaPair, node: Subschema, near: str, keyword: str) -> Finding:
    """An alternative of a union that the base does not have; `near` is where it has others. It is
    safe to whoever reads it where the former ones announced all its values.
    """
    document, verdicts = pair.head.document, Verdicts()
    is_read = keyword == "anyOf" or _is_plain(document, node)
    if is_read and pair.proof.covers(pair.base.node, node, "response"):
        verdicts["response"] = "safe"
    name = _name(document, node)
    places, steps = (near, node[0].pointer), (None, name.strip("`"))
    what = f"alternative {name} added"
    finding = pair.found("alternative-added", what, places, steps, verdicts=verdicts)
    finding.types = with_integers(document.kinds(node))
    return finding


def _name(document: ComparedDocument, node: Subschema) -> str:
    """An alternative in words: its component, its title, or its types."""
    component = document.component(node)
    if component is not None:
        return f"`{pointers.split(component)[-1]}`"
    schema = document.normalised(node)
    title, _ = schema.notes.get("title", (None, ""))
    return f"`{title}`" if isinstance(title, str) else " | ".join(sorted(schema.types or {"any"}))


def _are_values(document: ComparedDocument, nodes: Iterable[Subschema]) -> bool:
    """Whether each alternative is no more than values: `oneOf: [{const: a, title: …}, …]` is an
    enumeration of which each value has words.
    """
    return all(document.normalised(node).values is not None for node in nodes)


def _is_plain(document: ComparedDocument, node: Subschema) -> bool:
    """Whether values of an alternative are no objects."""
    types = document.normalised(node).types
    return types is not None and "object" not in types
