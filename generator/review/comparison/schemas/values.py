"""Which values are let through one by one: `enum`, `const`, formats, patterns (JSON Schema
2020-12, Validation, sections 6.1 and 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from generator.document.schema.normalised import NormalisedSchema
from generator.review.comparison.findings import Finding
from generator.review.comparison.schemas.pair import SchemaPair
from generator.review.model import ValueList

Values = dict[str, Any]

_WIDER_FORMATS = {
    ("int32", "int64"),
    ("float", "double"),
    ("int32", "double"),
}


def compare(pair: SchemaPair) -> Iterator[Finding]:
    if any(map(_is_open, pair.schemas)) and not all(map(_is_open, pair.schemas)):
        yield from _open(pair)
    else:
        yield from _values(pair)
    yield from _formats(pair)
    yield from _patterns(pair)


def _is_open(schema: NormalisedSchema) -> bool:
    """Whether a list of values is not meant to be whole (`x-extensible-enum`)."""
    return schema.values is not None and not schema.sources.keys() & {"enum", "const"}


def _open(pair: SchemaPair) -> Iterator[Finding]:
    """What has become of a list that is not meant to be whole, where the other side has none or one
    that is: `x-extensible-enum: [a, b]` and `enum: [a, b]`. Without a list beside it, it is words,
    for it refuses no value.
    """
    keyword = "x-extensible-enum"
    was, now = map(_is_open, pair.schemas)
    base, head = (schema.values for schema in pair.schemas)
    steps = _open_list(base, was), _open_list(head, now)
    if base is None or head is None:
        what = f"`{keyword}` {'removed' if was else 'added'}"
        yield pair.keyword("annotation-changed", what, keyword, steps)
    elif now:
        yield pair.keyword("values-freed", "other values allowed", keyword, steps)
    else:
        yield pair.keyword("values-closed", f"only {ValueList(head)} allowed", "enum", steps)


def _open_list(values: Values | None, is_open: bool) -> str | ValueList | None:
    if values is None:
        return None
    return f"{ValueList(values)} or others" if is_open else ValueList(values)


def _values(pair: SchemaPair) -> Iterator[Finding]:
    """What became of the values that are listed, or that any is let through; a list of one is told
    as a constant, whether by `const` or by `enum`. It is shown at `const` where either side has
    that.
    """
    base, head = pair.schemas
    keyword = "const" if "const" in base.sources | head.sources else "enum"
    match base.values, head.values:
        case dict(old), dict(new):
            yield from _lists(pair, keyword, old, new)
        case None, dict(new):
            kind, listed = "constant-added" if len(new) == 1 else "values-closed", ValueList(new)
            yield pair.keyword(kind, f"only {listed} allowed", keyword, (None, listed))
        case dict(old), None:
            kind = "constant-freed" if len(old) == 1 else "values-freed"
            yield pair.keyword(kind, "any value allowed", keyword, (ValueList(old), None))


def _lists(pair: SchemaPair, keyword: str, old: Values, new: Values) -> Iterator[Finding]:
    """The values that only one of two lists has, those that went before those that came; of two
    lists of one, that the constant changed.
    """
    steps = ValueList(old), ValueList(new)
    lost, gained = _without(old, new), _without(new, old)
    if lost and len(old) == 1 == len(new):
        yield pair.keyword("constant-changed", "constant changed", keyword, steps)
        return
    if lost:
        yield pair.keyword("values-removed", f"{ValueList(lost)} no longer listed", keyword, steps)
    if gained:
        yield pair.keyword("values-added", f"{ValueList(gained)} listed", keyword, steps)


def _without(values: Values, others: Values) -> Values:
    return {name: value for name, value in values.items() if name not in others}


def _formats(pair: SchemaPair) -> Iterator[Finding]:
    """What became of formats, of which several hold together."""
    base, head = (schema.formats.keys() - pair.octets for schema in pair.schemas)
    if base == head:
        return
    before, after = " ".join(sorted(base)), " ".join(sorted(head))
    what = f"format changed from {before} to {after}"
    if not base:
        what = f"format `{after}` added"
    if not head:
        what = f"format `{before}` removed"
    yield pair.keyword(_of_formats(base, head), what, "format", (before or None, after or None))


def _of_formats(base: Set[str], head: Set[str]) -> str:
    """The kind of the finding. From `int32` to `int64` is as if a format was gone, for that lets
    through what the other did.
    """
    before, after = " ".join(base), " ".join(head)
    if base < head or (after, before) in _WIDER_FORMATS:
        return "format-added"
    if head < base or (before, after) in _WIDER_FORMATS:
        return "format-removed"
    return "format-changed"


def _patterns(pair: SchemaPair) -> Iterator[Finding]:
    """What became of patterns, of which several hold together. What another one lets through is for
    proof to tell: `^[a-z]+$` that became `^[a-z]{1,20}$`.
    """
    old, new = pair.schemas
    base, head = old.patterns.keys(), new.patterns.keys()
    steps = " ".join(base) or None, " ".join(head) or None
    if head < base:
        yield pair.keyword("pattern-removed", "pattern removed", "pattern", steps)
    elif base < head:
        yield pair.keyword("pattern-added", "pattern added", "pattern", steps)
    elif base != head:
        proven = pair.proven("pattern")
        yield pair.keyword("pattern-changed", "pattern changed", "pattern", steps, verdicts=proven)
