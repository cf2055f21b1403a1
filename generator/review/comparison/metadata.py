"""What a document says beside the wire: words, extensions, deprecation, tags, examples. An edit of
an object is told by its own field.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence
from generator.document.schema.canonical import unwrapped
from generator.document.specification import WEBHOOKS
from generator.review.compared import ComparedDocument
from generator.review.comparison.annotations import changed_keys, same_dialect
from generator.review.comparison.documents import DocumentPair, ObjectPair
from generator.review.comparison.findings import Finding, Steps, became
from generator.review.unchanged import identical

EXACTLY_ONE_OF = "x-exactly-one-of"
"""An extension that asks for something: which of the parameters are given instead of others."""
_SAID_ELSEWHERE = (EXACTLY_ONE_OF, *WEBHOOKS)
_DIALECT = "jsonSchemaDialect"
Named = dict[str, tuple[Any, str]]
"""Objects by their names, each with its pointer."""


def compare(documents: DocumentPair) -> Iterator[Finding]:
    """What the documents say of themselves: `info`, and what stands beside it at the root. Where
    `jsonSchemaDialect` names the dialect which is implied without it, no schema means anything
    else, and that is one of these words too.
    """
    roots = documents.roots
    yield from _info(roots.at("info").mappings)
    if roots.base.get("$self") != roots.head.get("$self"):
        yield from annotation(roots, "info-changed", "$self")
    dialects = roots.base.get(_DIALECT), roots.head.get(_DIALECT)
    if dialects[0] != dialects[1]:
        kind = "info-changed" if same_dialect(*dialects) else "dialect-changed"
        yield from annotation(roots, kind, _DIALECT)
    yield from extensions(documents.untold(roots))
    for key in ("paths", "components"):
        yield from extensions(roots.at(key).mappings)
    yield from external_docs(roots)
    yield from _tags(roots.at("tags"))


def _info(info: ObjectPair) -> Iterator[Finding]:
    """The fields of `info`, `contact` and `license` by theirs."""
    for key in filter(info.is_reworded, info.keys):
        is_object = isinstance(info.base.get(key) or info.head.get(key), dict)
        tell = annotation if is_object else words
        yield from tell(info, "info-changed", key)


# --- keys of an object ----------------------------------------------------------------------------


def annotation(
    pair: ObjectPair, kind: str, key: str, *, of: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """Tells of a key, of those of an object one by one; `of` is what it is inside of:
    `("contact",)` of `url`, and what is there is told whole.
    """
    before, after = pair.base.get(key), pair.head.get(key)
    keys = [] if of else changed_keys(before, after)
    inner = ObjectPair(mapping(before), mapping(after), *pair.nearest(key), pair.operations)
    for each in keys:
        yield from annotation(inner, kind, each, of=(key,))
    if not keys:
        yield _key(pair, kind, key, (before, after), of)


def words(pair: ObjectPair, kind: str, key: str) -> Iterator[Finding]:
    """Tells of a key that is a text."""
    yield _key(pair, kind, key, reworded(pair, key))


def reworded(pair: ObjectPair, key: str) -> Steps:
    """A text on both sides, without the way in which it is wrapped."""
    return unwrapped(pair.base.get(key)) or None, unwrapped(pair.head.get(key)) or None


def _key(pair: ObjectPair, kind: str, key: str, steps: Steps, of: tuple[str, ...] = ()) -> Finding:
    keyword = (*of, key)
    what = f"`{'.'.join(keyword)}` {became(*steps)}"
    finding = Finding.of(kind, what, pair.nearest(key), pair.operations, steps)
    finding.keyword = keyword
    return finding


def summary_and_description(pair: ObjectPair) -> Iterator[Finding]:
    for key, kind in (("summary", "summary-changed"), ("description", "description-changed")):
        if pair.is_reworded(key):
            yield from words(pair, kind, key)


def external_docs(pair: ObjectPair) -> Iterator[Finding]:
    if pair.differs("externalDocs"):
        yield from annotation(pair, "annotation-changed", "externalDocs")


def extensions(pair: ObjectPair) -> Iterator[Finding]:
    for key in pair.keys:
        if key.startswith("x-") and key not in _SAID_ELSEWHERE and pair.differs(key):
            yield from annotation(pair, "extension-changed", key)


def deprecation(pair: ObjectPair) -> Iterator[Finding]:
    was, now = pair.base.get("deprecated") is True, pair.head.get("deprecated") is True
    if was != now:
        kind = "deprecated" if now else "no-longer-deprecated"
        yield pair.found(kind, kind.replace("-", " "))


# --- objects that have names ----------------------------------------------------------------------


def examples(documents: DocumentPair, pair: ObjectPair) -> Iterator[Finding]:
    """`examples` of a parameter, header or media type are Example Objects, each of which may be
    shared.
    """
    if pair.differs("example"):
        yield pair.found("example-changed", "example changed")
    yield from _named(documents, pair, "example", "example-changed")


def links(documents: DocumentPair, pair: ObjectPair) -> Iterator[Finding]:
    yield from _named(documents, pair, "link", "response-links-changed")


def _named(documents: DocumentPair, pair: ObjectPair, word: str, kind: str) -> Iterator[Finding]:
    """The objects of a map that may be shared each (`examples`, `links`), the map being called by
    their word: those that came or went, and the fields of the others.
    """
    objects = pair.at(f"{word}s").mappings
    before = _resolved(documents.base, objects.base, objects.base_pointer)
    after = _resolved(documents.head, objects.head, objects.head_pointer)
    for name in dict.fromkeys((*before, *after)):
        old, left = before.get(name, (None, pair.base_pointer))
        new, right = after.get(name, (None, pair.head_pointer))
        one = ObjectPair(old, new, left, right, pair.operations)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _fields(one, kind, f"{word} `{name}`")
        elif not identical(old, new):
            yield one.found(kind, f"{word} `{name}` {became(old, new)}", (old, new))


def _resolved(side: ComparedDocument, objects: dict[str, Any], pointer: str) -> Named:
    return {
        name: side.resolved(entry, pointers.join(pointer, name)) for name, entry in objects.items()
    }


def _tags(lists: ObjectPair) -> Iterator[Finding]:
    """The tags of a document by their names: those that came or went, and the fields of the others,
    each for itself (`description` of tag `pets`). Their order is no change.
    """
    before, after = _by_name(lists.base), _by_name(lists.head)
    for name in dict.fromkeys((*before, *after)):
        old, left = before.get(name, ({}, "/tags"))
        new, right = after.get(name, ({}, "/tags"))
        tag = ObjectPair(old, new, left, right, lists.operations)
        if old and new:
            yield from _fields(tag, "tags-changed", f"tag `{name}`")
        else:
            steps = old or None, new or None
            yield tag.found("tags-changed", f"tag `{name}` {became(*steps)}", steps)


def _by_name(tags: Any) -> Named:
    return {
        str(tag.get("name")): (tag, pointers.join("/tags", number))
        for number, tag in enumerate(sequence(tags))
        if isinstance(tag, dict)
    }


def _fields(pair: ObjectPair, kind: str, of: str) -> Iterator[Finding]:
    for key in pair.keys:
        if pair.is_reworded(key):
            before, after = pair.base.get(key), pair.head.get(key)
            what = f"`{key}` of {of} {became(before, after)}"
            yield Finding.of(kind, what, pair.nearest(key), pair.operations, (before, after))
