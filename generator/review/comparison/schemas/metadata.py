"""What a schema says to readers: words, examples, defaults, XML, extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.document.access import mapping
from generator.document.schema.canonical import unwrapped
from generator.document.schema.normalised import NormalisedSchema
from generator.review.comparison.annotations import changed_keys, same_dialect
from generator.review.comparison.findings import Finding, became, shortened_text
from generator.review.comparison.schemas import xml
from generator.review.comparison.schemas.discriminators import beside_mapping
from generator.review.comparison.schemas.pair import IN_JSON, SchemaPair
from generator.review.unchanged import identical


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


def _noted(schema: NormalisedSchema, keyword: str, missing: Any = None) -> Any:
    return schema.notes.get(keyword, (missing, ""))[0]


def _texts(pair: SchemaPair) -> Iterator[Finding]:
    base, head = pair.schemas
    for keyword, kind in (("title", "title-changed"), ("description", "description-changed")):
        before = unwrapped(_noted(base, keyword, ""))
        after = unwrapped(_noted(head, keyword, ""))
        if before != after and pair.says_other(keyword):
            steps = before or None, after or None
            yield pair.keyword(kind, f"{keyword} changed", keyword, steps)


def _deprecation(pair: SchemaPair) -> Iterator[Finding]:
    was, now = (schema.flagged("deprecated") for schema in pair.schemas)
    if was != now:
        kind = "deprecated" if now else "no-longer-deprecated"
        yield pair.keyword(kind, kind.replace("-", " "), "deprecated")


def _examples(pair: SchemaPair) -> Iterator[Finding]:
    """That examples changed, told by the first one of each side: `example: 1` that became
    `examples: [1]` is an edit of words as well.
    """
    base, head = pair.schemas
    before, after = _shown(base), _shown(head)
    if identical(list(before.values()), list(after.values())):
        return
    if any(map(pair.says_other, ("example", "examples"))):
        keyword = "example" if "example" in before | after else "examples"
        steps = next(iter(before.values()), None), next(iter(after.values()), None)
        yield pair.keyword("example-changed", "example changed", keyword, steps)


def _shown(schema: NormalisedSchema) -> dict[str, Any]:
    """The examples of a schema by their keywords."""
    notes = schema.notes
    return {key: notes[key][0] for key in ("example", "examples") if key in notes}


def _external_docs(pair: SchemaPair) -> Iterator[Finding]:
    keyword = "externalDocs"
    before, after = (_noted(schema, keyword) for schema in pair.schemas)
    if not identical(before, after) and pair.says_other(keyword):
        yield from _annotation(pair, "annotation-changed", keyword, before, after)


def _dialect(pair: SchemaPair) -> Iterator[Finding]:
    if not pair.says_other("$schema"):
        return
    old, new = (" ".join(sorted(schema.said("$schema"))) or None for schema in pair.schemas)
    kind = "annotation-changed" if same_dialect(old, new) else "dialect-changed"
    yield pair.keyword(kind, f"`$schema` {became(old, new)}", "$schema", (old, new))


def _xml(pair: SchemaPair) -> Iterator[Finding]:
    for each in xml.differences(*pair.schemas) if pair.says_other("xml") else ():
        what = f"`xml.{each.field}` {became(each.before, each.after)}"
        yield pair.keyword(each.kind, what, "xml", (each.before, each.after))
    if pair.elements_by_component:
        yield from _elements(pair)


def _elements(pair: SchemaPair) -> Iterator[Finding]:
    """What an XML element is called after its component or its property."""
    base, head = pair.revisions
    found = xml.called_otherwise(base.document, base.node, head.document, head.node)
    if found is None:
        return
    what = f"the XML element is called `{found.after}` instead of `{found.before}`"
    finding = pair.keyword(xml.XML, what, "xml", (found.before, found.after))
    finding.implied = True
    yield xml.unless_unclear(finding, found)


def _extensions(pair: SchemaPair) -> Iterator[Finding]:
    """What is written in keywords without a rule of their own, extensions and unknown ones. A hint
    (`format: password`) that became a format, or was one, is told as a format.
    """
    base, head = pair.schemas
    keywords = dict.fromkeys((*base.extensions, *head.extensions))
    if base.formats or head.formats:
        keywords.pop("format", None)
    for keyword in keywords:
        before, _ = base.extensions.get(keyword, (None, ""))
        after, _ = head.extensions.get(keyword, (None, ""))
        if not identical(before, after):
            yield from _extension(pair, keyword, before, after)


def _extension(pair: SchemaPair, keyword: str, before: Any, after: Any) -> Iterator[Finding]:
    if _is_another_unit(keyword, before, after):
        what = "`x-epoch` changed: moments in another unit"
        yield pair.keyword("format-changed", what, keyword, (before, after))
    elif pair.says_other(keyword):
        kind = "extension-changed" if keyword.startswith("x-") else "annotation-changed"
        yield from _annotation(pair, kind, keyword, before, after)


def _is_another_unit(keyword: str, before: Any, after: Any) -> bool:
    """Whether moments are counted in another unit (`x-epoch: seconds`), which travels."""
    return keyword == "x-epoch" and None not in (before, after) and before != after


def _annotation(
    pair: SchemaPair, kind: str, keyword: str, before: Any, after: Any
) -> Iterator[Finding]:
    """Tells of an annotation, of an object's keys one by one: `externalDocs.url`."""
    inner = changed_keys(before, after)
    for key in inner:
        steps = mapping(before).get(key), mapping(after).get(key)
        what = f"`{keyword}.{key}` {became(*steps)}"
        finding = pair.keyword(kind, what, keyword, steps)
        finding.keyword = (keyword, key)
        yield finding
    if not inner:
        what = f"`{keyword}` {became(before, after)}"
        finding = pair.keyword(kind, what, keyword, (before, after))
        finding.keyword = (keyword,)
        yield finding


def _default(pair: SchemaPair) -> Iterator[Finding]:
    base, head = pair.schemas
    before, after = base.notes.get("default"), head.notes.get("default")
    if before is None and after is None:
        return
    if pair.says_other("default") or None in (before, after):
        old, new = (found and shortened_text(found[0]) for found in (before, after))
        yield pair.keyword("default-changed", f"default {became(old, new)}", "default", (old, new))
