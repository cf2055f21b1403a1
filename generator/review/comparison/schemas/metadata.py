"""What a schema says to readers: words, examples, defaults, XML, extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.review.comparison.annotations import changed_keys, same_dialect
from generator.review.comparison.findings import Finding, text
from generator.review.comparison.schemas import xml
from generator.review.comparison.schemas.discriminators import beside_mapping
from generator.review.comparison.schemas.pair import IN_JSON, SchemaPair
from generator.review.same import identical
from generator.review.shapes import Shape, unwrapped
from generator.review.words import became


def compare(pair: SchemaPair) -> Iterator[Finding]:
    yield from _texts(pair)
    yield from _deprecation(pair)
    yield from _examples(pair)
    yield from _external_docs(pair)
    yield from _dialect(pair)
    yield from beside_mapping(pair)
    yield from _xml(pair)
    yield from _extensions(pair)
    if pair.form in (*IN_JSON, "text"):
        yield from _default(pair)


def _noted(shape: Shape, keyword: str, missing: Any = None) -> Any:
    return shape.notes.get(keyword, (missing, ""))[0]


def _texts(pair: SchemaPair) -> Iterator[Finding]:
    for keyword in ("title", "description"):
        before, after = (unwrapped(_noted(shape, keyword, "")) for shape in pair.shapes)
        if before != after and pair.says_other(keyword):
            steps = before or None, after or None
            yield pair.keyword(f"{keyword}-changed", f"{keyword} changed", keyword, steps)


def _deprecation(pair: SchemaPair) -> Iterator[Finding]:
    was, now = (shape.flagged("deprecated") for shape in pair.shapes)
    if was != now:
        kind = "deprecated" if now else "no-longer-deprecated"
        yield pair.keyword(kind, kind.replace("-", " "), "deprecated")


def _examples(pair: SchemaPair) -> Iterator[Finding]:
    keywords = ("example", "examples")
    before, after = (
        [shape.notes[keyword][0] for keyword in keywords if keyword in shape.notes]
        for shape in pair.shapes
    )
    if identical(before, after) or not any(map(pair.says_other, keywords)):
        return
    singular = any("example" in shape.notes for shape in pair.shapes)
    steps = (before[0] if before else None), (after[0] if after else None)
    keyword = "example" if singular else "examples"
    yield pair.keyword("example-changed", "example changed", keyword, steps)


def _external_docs(pair: SchemaPair) -> Iterator[Finding]:
    keyword = "externalDocs"
    before, after = (_noted(shape, keyword) for shape in pair.shapes)
    if not identical(before, after) and pair.says_other(keyword):
        yield from _annotation(pair, "annotation-changed", keyword, before, after)


def _dialect(pair: SchemaPair) -> Iterator[Finding]:
    if not pair.says_other("$schema"):
        return
    old, new = (" ".join(sorted(shape.said("$schema"))) or None for shape in pair.shapes)
    kind = "annotation-changed" if same_dialect(old, new) else "dialect-changed"
    yield pair.keyword(kind, f"`$schema` {became(old, new)}", "$schema", (old, new))


def _xml(pair: SchemaPair) -> Iterator[Finding]:
    for each in xml.differences(*pair.shapes) if pair.says_other("xml") else ():
        what = f"`xml.{each.field}` {became(each.before, each.after)}"
        yield pair.keyword(each.kind, what, "xml", (each.before, each.after))
    if not pair.elements_by_component:
        return
    before, after = (xml.called(one.document, one.node) for one in pair.revisions)
    if before is not None and after is not None and before != after:
        what = f"the XML element is called `{after}` instead of `{before}`"
        finding = pair.keyword(xml.XML, what, "xml", (before, after))
        finding.implied = True
        yield finding


def _extensions(pair: SchemaPair) -> Iterator[Finding]:
    base, head = (shape.extensions for shape in pair.shapes)
    for keyword in dict.fromkeys((*base, *head)):
        before, after = (said.get(keyword, (None, ""))[0] for said in (base, head))
        if keyword == "x-epoch" and None not in (before, after) and before != after:
            what = "`x-epoch` changed: moments in another unit"
            yield pair.keyword("format-changed", what, keyword, (before, after))
        elif keyword == "format" and any(shape.formats for shape in pair.shapes):
            continue  # a hint that became a format, or the other way round, is told as a format
        elif not identical(before, after) and pair.says_other(keyword):
            kind = "extension-changed" if keyword.startswith("x-") else "annotation-changed"
            yield from _annotation(pair, kind, keyword, before, after)


def _annotation(
    pair: SchemaPair, kind: str, keyword: str, before: Any, after: Any
) -> Iterator[Finding]:
    """Tells of an annotation, of an object's keys one by one."""
    inner = changed_keys(before, after)
    for key in inner:
        steps = [said.get(key) if isinstance(said, dict) else None for said in (before, after)]
        what = f"`{keyword}.{key}` {became(*steps)}"
        yield pair.keyword(kind, what, keyword, (steps[0], steps[1]))
    if not inner:
        yield pair.keyword(kind, f"`{keyword}` {became(before, after)}", keyword, (before, after))


def _default(pair: SchemaPair) -> Iterator[Finding]:
    before, after = (shape.notes.get("default") for shape in pair.shapes)
    if before is None and after is None:
        return
    if before is not None and after is not None and not pair.says_other("default"):
        return
    steps = [None if found is None else text(found[0]) for found in (before, after)]
    what = f"default {became(*steps)}"
    yield pair.keyword("default-changed", what, "default", (steps[0], steps[1]))
