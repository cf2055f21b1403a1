"""Maps of schemas: `patternProperties` and `dependentSchemas` (JSON Schema 2020-12, sections
10.3.2.2 and 10.2.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import MAPS
from generator.review.comparison.findings import MOVEMENTS, Finding, Movement
from generator.review.comparison.schemas.pair import Form, InnerPair, Result, SchemaPair
from generator.review.rules import kinds

_CONSTRAINT: Final = kinds("constraint", MOVEMENTS)
_FORMS: dict[str, Form] = {"patternProperties": "json", "dependentSchemas": "condition"}


def compare(pair: SchemaPair) -> Iterator[Result]:
    """The entries of maps by their names. Of one that only one side has, `dependentSchemas` of the
    other says nothing, while a name that fits a pattern of `patternProperties` is any other name
    there.
    """
    for keyword in MAPS:
        base, head = pair.schemas
        left, right = base.maps.get(keyword, {}), head.maps.get(keyword, {})
        for name in dict.fromkeys((*left, *right)):
            old, new = left.get(name, ()), right.get(name, ())
            if old and new:
                yield InnerPair(old, new, _FORMS[keyword])
            elif keyword == "patternProperties":
                yield from _pattern(pair, name, old, new)
            else:
                yield from _one_sided(pair, keyword, name, old, new)


def _pattern(pair: SchemaPair, pattern: str, old: Subschema, new: Subschema) -> Iterator[Result]:
    """A pattern of names on one side only: on the other, they are as all that are not named, so
    that a new `^x-` is compared with `additionalProperties` of before, and is let through now where
    these were forbidden.
    """
    other = pair.base.normalised if new else pair.head.normalised
    if not other.closed and other.additional:
        yield InnerPair(old or other.additional, new or other.additional)
    elif not other.closed:
        yield from _one_sided(pair, "patternProperties", pattern, old, new)
    elif new:
        kind, what = "additional-properties-allowed", f"properties called as `{pattern}` allowed"
        yield pair.found(kind, what, (None, new[0].pointer))
    else:
        kind = "additional-properties-forbidden"
        what = f"properties called as `{pattern}` forbidden"
        yield pair.found(kind, what, (old[0].pointer, None))


def _one_sided(
    pair: SchemaPair, keyword: str, name: str, old: Subschema, new: Subschema
) -> Iterator[Finding]:
    """What is on one side only; nothing where that says nothing: `dependentSchemas: {a: true}` asks
    for nothing.
    """
    if pair.say_same(old, new):
        return
    movement: Movement = "added" if new else "removed"
    what = f"`{keyword}` of `{name}` {movement}"
    steps = (None, new[0].schema) if new else (old[0].schema, None)
    yield pair.keyword(_CONSTRAINT[movement], what, keyword, steps)
