"""Facts against the document: what the reference shows and the document says otherwise, both ways
and field by field.

Only what was seen is compared. What a fact does not give (a type, a body, a status) is no
difference; what the document has beyond the facts is one where the page showed that side of the
operation whole, and the object that it belongs to as well. Where a value has variants, one of them
has to agree; a page shows one variant of an object, or its discriminator alone, so what it lacks
then is extra only if no page shows it.

How the two write the same thing:
- `…?hash=` in a path is one alternative of `x-exactly-one-of`; each is compared for itself, with
  its own evidence.
- `unstated` is the status `2XX`. A status that the reference states for every call (a number among
  the `facts` of a section, not taken `from` some of its pages) may stand on any operation.
- A parameter that carries a key is the security scheme. An object in the query is its fields as
  parameters (RFC 6570, form).
- An operation whose path was not seen is an entry of `x-untranscribed`. Titles are the document's
  own and are not compared.

Observations are compared in the same way, by what they say and not by what they leave out;
`observations` says which evidence wins, `comparison.precedence` applies it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.vendor_docs.comparison.collector import Collector
from generator.vendor_docs.comparison.matching import by_key, match
from generator.vendor_docs.comparison.observed import compare_observed
from generator.vendor_docs.comparison.operations import ComparedOperation, compare_operations
from generator.vendor_docs.differences import WHOLE, Comparison, Mismatch, Where
from generator.vendor_docs.facts import (
    Evidence,
    Section,
    Untranscribed,
    VendorOperation,
    general_statuses,
)
from generator.vendor_docs.observations import Observations
from generator.vendor_docs.schema_variants import DocumentOperation, SchemaVariants
from generator.vendor_docs.waivers import Waivers

_NoPath = VendorOperation | Untranscribed
"""An operation whose method or path was not seen, or is cut."""


def compare_with_facts(
    sections: Sequence[Section],
    document: Document,
    *,
    whole: bool = True,
    observed: Observations | None = None,
) -> Comparison:
    """Compares `sections` with `document`, and what was `observed` besides, where that is given.

    `whole`: the sections are the whole reference, so that what the document has besides is extra,
    and a waiver without a difference is stale. Else only the operations of these sections are
    judged."""
    schemas, collector = SchemaVariants(document), Collector(document)
    operations = list(schemas.operations())
    tags = _tags(document)
    general = general_statuses([*sections, *(observed.sections if observed else ())])
    groups = by_key(sections)
    matched = match(groups, operations)
    for key, group in groups.items():
        if key in matched:
            target = ComparedOperation(matched[key], schemas, collector, general)
            compare_operations(group, target, tags)
        else:
            _add_missing(group, tags, collector)
    if whole:
        known = {operation.pointer for operation in matched.values()}
        _add_extra((each for each in operations if each.pointer not in known), collector)
    for section in sections:
        if section.slug in tags:
            _compare_untranscribed(section, tags[section.slug], document, collector, whole)
    if observed is not None:
        compare_observed(observed, operations, schemas, collector)
    waivers = Waivers(document)
    differences = collector.differences(waivers)
    return Comparison(
        differences,
        stale=tuple(waivers.stale()) if whole else (),
        operations=sum(len(section.operations) for section in sections),
        sections=len(sections),
        disagreements=collector.precedence.disagreements(),
    )


def _tags(document: Document) -> dict[str, str]:
    """The pointers of the document's tags, by name."""
    tags = enumerate(sequence(document.root.get("tags")))
    return {str(mapping(tag).get("name")): f"/tags/{index}" for index, tag in tags}


def _add_missing(
    group: Iterable[tuple[Section, VendorOperation]], tags: Mapping[str, str], collector: Collector
) -> None:
    for section, seen in group:
        mismatch = Mismatch.missing("presence", seen.title or seen.path)
        name = f"{seen.method} {seen.path}"
        collector.add(seen, WHOLE, mismatch, holder=tags.get(section.slug), name=name)


def _add_extra(operations: Iterable[DocumentOperation], collector: Collector) -> None:
    for each in operations:
        unseen = VendorOperation(None, each.method, each.path)
        mismatch = Mismatch.extra("presence", each.node.get("summary") or each.path)
        collector.add(unseen, WHOLE, mismatch, objects=(each.pointer,), holder=each.pointer)


# --- operations whose path was not seen -----------------------------------------------------------


def _compare_untranscribed(
    section: Section, tag: str, document: Document, collector: Collector, whole: bool
) -> None:
    """The operations whose path was not seen, which are told apart by title or page as far as
    possible, else counted: two without a title of which the document has one are one too many.
    """
    listed = sequence(mapping(document.get(tag)).get("x-untranscribed"))
    entries = {f"{tag}/x-untranscribed/{i}": mapping(entry) for i, entry in enumerate(listed)}
    cut = [seen for seen in section.operations if seen.path_cut]
    for seen in _unmatched([*cut, *section.untranscribed], entries):
        title = seen.title or "(no title)"
        mismatch, where = Mismatch.missing("presence", title), Where("untranscribed", (title,))
        collector.add(_as_operation(seen), where, mismatch, seen, holder=tag)
    for pointer, entry in entries.items() if whole else ():
        title, unseen = str(entry.get("title")), VendorOperation(None, "", "")
        mismatch = Mismatch.extra("presence", title)
        collector.add(unseen, Where("untranscribed", (title,)), mismatch, holder=tag, near=pointer)


def _unmatched(waiting: list[_NoPath], entries: dict[str, dict[str, Any]]) -> list[_NoPath]:
    """The operations that no entry is; takes those out of `entries` that one is."""
    for is_same in _WAYS_TO_MATCH:
        for seen in list(waiting):
            pointer = next((at for at, entry in entries.items() if is_same(seen, entry)), None)
            if pointer is not None:
                del entries[pointer]
                waiting.remove(seen)
    return waiting


def _as_operation(seen: _NoPath) -> VendorOperation:
    if isinstance(seen, VendorOperation):
        return seen
    return VendorOperation(seen.title, "", "", evidence=Evidence(seen.pages))


def _same_title(seen: _NoPath, entry: Mapping[str, Any]) -> bool:
    return seen.title is not None and seen.title == entry.get("title")


def _same_page(seen: _NoPath, entry: Mapping[str, Any]) -> bool:
    pages = _as_operation(seen).evidence.pages
    return not set(pages).isdisjoint(map(str, sequence(entry.get("pages"))))


def _any(_seen: _NoPath, _entry: Mapping[str, Any]) -> bool:
    return True


_WAYS_TO_MATCH: tuple[Callable[[_NoPath, Mapping[str, Any]], bool], ...] = (
    _same_title,
    _same_page,
    _any,
)
"""The surest way first: who is matched by it is no other's."""
