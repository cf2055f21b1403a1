"""Maps of schemas: `patternProperties` and `dependentSchemas` (JSON Schema 2020-12, sections
10.3.2.2 and 10.2.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.review.comparison.findings import Finding
from generator.review.comparison.schemas.pair import Form, InnerPair, Result, SchemaPair
from generator.review.shapes import MAPS, Node


def compare(pair: SchemaPair) -> Iterator[Result]:
    for keyword in MAPS:
        left, right = (shape.maps.get(keyword, {}) for shape in pair.shapes)
        form: Form = "condition" if keyword == "dependentSchemas" else "json"
        for name in dict.fromkeys((*left, *right)):
            old, new = left.get(name), right.get(name)
            if old is not None and new is not None:
                yield InnerPair(old, new, form)
            elif keyword == "patternProperties":
                yield from _pattern(pair, name, old or (), new or ())
            else:
                yield from _one_sided(pair, keyword, name, old or (), new or ())


def _pattern(pair: SchemaPair, pattern: str, old: Node, new: Node) -> Iterator[Result]:
    """A pattern of names on one side only: on the other, they are as all that are not named."""
    other = pair.base.shape if new else pair.head.shape
    if other.closed:
        movement = "allowed" if new else "forbidden"
        places = (None, new[0].pointer) if new else (old[0].pointer, None)
        what = f"properties called as `{pattern}` {movement}"
        yield pair.found(f"additional-properties-{movement}", what, places)
    elif other.additional:
        yield InnerPair(old or other.additional, new or other.additional)
    else:
        yield from _one_sided(pair, "patternProperties", pattern, old, new)


def _one_sided(
    pair: SchemaPair, keyword: str, name: str, old: Node, new: Node
) -> Iterator[Finding]:
    """What is on one side only; nothing where that says nothing."""
    if pair.say_same(old, new):
        return
    movement = "added" if new else "removed"
    what = f"`{keyword}` of `{name}` {movement}"
    steps = (None, new[0].schema) if new else (old[0].schema, None)
    yield pair.keyword(f"constraint-{movement}", what, keyword, steps)
