"""Which values are let through one by one: `enum`, `const`, formats, patterns (JSON Schema
2020-12, Validation, sections 6.1 and 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.review.comparison.findings import Finding
from generator.review.comparison.schemas.pair import SchemaPair, listed
from generator.review.shapes import Shape

Values = dict[str, Any]

_WIDER_FORMATS = {
    ("int32", "int64"),
    ("float", "double"),
    ("int32", "double"),
    ("float", ""),
    ("double", ""),
}


def compare(pair: SchemaPair) -> Iterator[Finding]:
    if any(map(_is_open, pair.shapes)) and not all(map(_is_open, pair.shapes)):
        yield from _open(pair)
    else:
        yield from _values(pair)
    yield from _formats(pair)
    yield from _patterns(pair)


def _is_open(shape: Shape) -> bool:
    """Whether a list of values is not meant to be whole (`x-extensible-enum`)."""
    return shape.values is not None and not shape.sources.keys() & {"enum", "const"}


def _open(pair: SchemaPair) -> Iterator[Finding]:
    """What has become of a list that is not meant to be whole, where the other side has none or one
    that is.
    """
    keyword = "x-extensible-enum"
    was, now = map(_is_open, pair.shapes)
    base, head = (shape.values for shape in pair.shapes)
    steps = _open_list(base, was), _open_list(head, now)
    if base is None or head is None:
        what = f"`{keyword}` {'removed' if was else 'added'}"
        yield pair.keyword("annotation-changed", what, keyword, steps)
    elif now:
        yield pair.keyword("values-freed", "other values allowed", keyword, steps)
    else:
        yield pair.keyword("values-closed", f"only {listed(head)} allowed", "enum", steps)


def _open_list(values: Values | None, is_open: bool) -> str | None:
    return None if values is None else f"{listed(values)}{' or others' if is_open else ''}"


def _values(pair: SchemaPair) -> Iterator[Finding]:
    base, head = (shape.values for shape in pair.shapes)
    keyword = "const" if any("const" in shape.sources for shape in pair.shapes) else "enum"
    match base, head:
        case None, None:
            return
        case None, dict(values):
            kind = "constant-added" if len(values) == 1 else "values-closed"
            what = f"only {listed(values)} allowed"
            yield pair.keyword(kind, what, keyword, (None, listed(values)))
        case dict(values), None:
            kind = "constant-freed" if len(values) == 1 else "values-freed"
            yield pair.keyword(kind, "any value allowed", keyword, (listed(values), None))
        case dict(old), dict(new):
            yield from _lists(pair, keyword, old, new)


def _lists(pair: SchemaPair, keyword: str, old: Values, new: Values) -> Iterator[Finding]:
    steps = listed(old), listed(new)
    lost = {name: value for name, value in old.items() if name not in new}
    gained = {name: value for name, value in new.items() if name not in old}
    if lost and len(old) == 1 == len(new):
        yield pair.keyword("constant-changed", "constant changed", keyword, steps)
        return
    if lost:
        yield pair.keyword("values-removed", f"{listed(lost)} no longer listed", keyword, steps)
    if gained:
        yield pair.keyword("values-added", f"{listed(gained)} listed", keyword, steps)


def _formats(pair: SchemaPair) -> Iterator[Finding]:
    base, head = (set(shape.formats) - pair.octets for shape in pair.shapes)
    if base == head:
        return
    before, after = (" ".join(sorted(formats)) for formats in (base, head))
    if head < base or (before, after) in _WIDER_FORMATS:
        kind = "format-removed"
    elif base < head or (after, before) in _WIDER_FORMATS:
        kind = "format-added"
    else:
        kind = "format-changed"
    movement = f"changed from {before} to {after}"
    if not before:
        movement = f"`{after}` added"
    elif not after:
        movement = f"`{before}` removed"
    yield pair.keyword(kind, f"format {movement}", "format", (before or None, after or None))


def _patterns(pair: SchemaPair) -> Iterator[Finding]:
    base, head = (shape.patterns.keys() for shape in pair.shapes)
    if base == head:
        return
    steps = " ".join(base) or None, " ".join(head) or None
    if head < base:
        yield pair.keyword("pattern-removed", "pattern removed", "pattern", steps)
    elif base < head:
        yield pair.keyword("pattern-added", "pattern added", "pattern", steps)
    else:
        verdicts = pair.proven("pattern")
        what = "pattern changed"
        yield pair.keyword("pattern-changed", what, "pattern", steps, verdicts=verdicts)
