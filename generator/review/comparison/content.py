"""Content of bodies, parameters and headers by its media types (OpenAPI 3.1, section 4.8.14;
OpenAPI 3.2, section "Media Type Object").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.document import pointer as pointers
from generator.document.access import mapping
from generator.document.media_types import (
    essence,
    has_encodings,
    is_json_sequence,
    is_multipart,
    is_sequence,
)
from generator.document.schema.composition import Subschema
from generator.review.compared import ComparedDocument
from generator.review.comparison import encodings, headers, media_types, metadata
from generator.review.comparison.documents import DocumentPair, ObjectPair
from generator.review.comparison.findings import Finding, became
from generator.review.comparison.media_types import takes_in
from generator.review.comparison.schemas import xml
from generator.review.comparison.schemas.binary import is_binary
from generator.review.comparison.schemas.pair import Form
from templates.runtime.media_types import is_form, is_json, is_range, is_text, is_xml

_SCHEMAS = ("schema", "itemSchema")
_ENCODINGS = ("encoding", "prefixEncoding", "itemEncoding")


def compare(documents: DocumentPair, owners: ObjectPair) -> Iterator[Finding]:
    """The content of what may have one: a body that only one of two responses has, else the media
    types of both.
    """
    content = owners.at("content").mappings
    if owners.operations.responses and bool(content.base) != bool(content.head):
        yield _one_sided(owners, content)
        return
    pairs = media_types.paired(content.base, content.head)
    for one, other in pairs.kept:
        media = _media(content, one, other)
        kinds, what = media_types.changed(one, other)
        if kinds is not None:
            yield media.found(kinds, what, (one, other))
        yield from compare_media(documents, one, media)
    for name in pairs.removed:
        yield from _removed(documents, owners, content, name)
    for name in pairs.added:
        yield from _added(documents, owners, content, name)


def _one_sided(owners: ObjectPair, content: ObjectPair) -> Finding:
    """A body that only one of two responses has, told by all its media types; where it is not, the
    response is shown.
    """
    kind, what = "body-added", "response body added"
    places = owners.base_pointer, content.head_pointer
    if content.base:
        kind, what = "body-removed", "response body removed"
        places = content.base_pointer, owners.head_pointer
    steps = names(content.base), names(content.head)
    return Finding.of((None, kind), what, places, owners.operations, steps)


def names(content: Any) -> str | None:
    """The media types of a body, as text."""
    return ", ".join(mapping(content)) or None


def _media(content: ObjectPair, one: str, other: str) -> ObjectPair:
    """The Media Type Objects of two media types."""
    return ObjectPair(
        content.base[one],
        content.head[other],
        pointers.join(content.base_pointer, one),
        pointers.join(content.head_pointer, other),
        content.operations,
    )


def _removed(
    documents: DocumentPair, owners: ObjectPair, content: ObjectPair, name: str
) -> Iterator[Finding]:
    """A media type that is not listed any more, which a range may still take in: `image/png` is
    taken by `image/*`, and what that says of it is compared.
    """
    place = pointers.join(content.base_pointer, name)
    wider = _range_of(name, content.head)
    kind = "media-type-removed" if wider is None else "media-type-widened"
    places = place, (owners.head_pointer if wider is None else None)
    what = f"media type {name} removed"
    yield Finding.of(kind, what, places, content.operations, (name, None))
    if wider is not None:
        yield from compare_media(documents, name, _media(content, name, wider))


def _added(
    documents: DocumentPair, owners: ObjectPair, content: ObjectPair, name: str
) -> Iterator[Finding]:
    """A media type that was not listed before, which a range may have taken in: what `image/*` said
    is compared with what is said of `image/png`.
    """
    places = owners.base_pointer, pointers.join(content.head_pointer, name)
    what = f"media type {name} added"
    yield Finding.of("media-type-added", what, places, content.operations, (None, name))
    wider = _range_of(name, content.base)
    if wider is not None:
        yield from compare_media(documents, name, _media(content, wider, name))


def _range_of(name: str, names: Iterable[str]) -> str | None:
    """The first of some media types that takes in another: `image/*` of `image/png`."""
    return next((other for other in names if takes_in(other, name)), None)


# --- one media type -------------------------------------------------------------------------------


def compare_media(documents: DocumentPair, name: str, media: ObjectPair) -> Iterator[Finding]:
    """Two Media Type Objects of a media type. What a body without parts has under `encoding` is
    words, as OpenAPI has no meaning for it; a range may stand for a form. Octets in other words
    (`format: binary` of 3.0, no schema since) are nothing to compare.
    """
    pair = documents.resolved(media).mappings
    if documents.is_same(pair):
        return
    yield from metadata.examples(documents, pair)
    if is_range(name) or has_encodings(name):
        yield from _encodings(documents, pair)
    else:
        for key in filter(pair.differs, _ENCODINGS):
            yield from metadata.annotation(pair, "annotation-changed", key)
    yield from metadata.extensions(documents.untold(pair))
    if is_xml(name):
        pair = pair._replace(operations=documents.reached.of_xml(pair.operations))
        yield from _elements(documents, pair)
    for base, head in _schemas(documents, name, pair):
        if not (_is_raw(name) and _are_octets(documents, base, head)):
            documents.schemas.use(base, head, _form(name), pair.operations)


def _form(name: str) -> Form:
    """How values of a body travel: in XML and `text/…` as text, of which `5` is a string too."""
    is_text = name.lower().startswith("text/") or "xml" in name.lower()
    return "text" if is_text else "json"


def _changed_the_keyword(old: dict[str, Subschema], new: dict[str, Subschema]) -> bool:
    """Whether one of `schema` and `itemSchema` became the other."""
    return len(old) == 1 == len(new) and old.keys() != new.keys()


def _schemas(
    documents: DocumentPair, name: str, pair: ObjectPair
) -> Iterator[tuple[Subschema, Subschema]]:
    """The schemas of a media type on both sides, each with the one by the same keyword.

    A sequence is an array of all its items to `schema`, while `itemSchema` is about each of them
    (OpenAPI 3.2, section "Sequential Media Types"): a plain array says of them what `itemSchema`
    does."""
    old = _described(documents.base, pair.base, pair.base_pointer)
    new = _described(documents.head, pair.head, pair.head_pointer)
    if _is_sequence(name) and _changed_the_keyword(old, new):
        items, others = _items(documents.base, old), _items(documents.head, new)
        if items is not None and others is not None:
            yield items, others
            return
    for key in _SCHEMAS:
        if key in old or key in new:
            yield old.get(key, ()), new.get(key, ())


def _described(side: ComparedDocument, media: dict[str, Any], pointer: str) -> dict[str, Subschema]:
    keys = [key for key in _SCHEMAS if key in media]
    return {key: side.subschema(media[key], pointers.join(pointer, key)) for key in keys}


def _items(side: ComparedDocument, described: dict[str, Subschema]) -> Subschema | None:
    """What is said of each item of a sequence, where that is all that is said of it: `itemSchema`,
    or the items of an array that says nothing of their number or order. None where it is more.
    """
    if "itemSchema" in described:
        return described["itemSchema"]
    schema = side.normalised(described["schema"])
    more = (
        schema.prefix,
        schema.low,
        schema.high,
        schema.constraints,
        schema.unions,
        schema.values,
    )
    return schema.items if schema.types == frozenset({"array"}) and not any(more) else None


def _is_sequence(name: str) -> bool:
    return is_sequence(name) or essence(name) == "multipart/mixed"


def _is_raw(name: str) -> bool:
    """Whether a body of a media type travels as it is, so that a schema tells no more of it than
    that it is octets.
    """
    kinds = (is_json, is_text, is_form, is_json_sequence, is_range, is_multipart)
    return not any(is_kind(name) for is_kind in kinds)


def _are_octets(documents: DocumentPair, base: Subschema, head: Subschema) -> bool:
    """Whether two schemas of a body that is no text say in one way or another that it is octets."""
    number = documents.schemas.bare.number
    return all(
        is_binary(side, node) or number(of_head, node) == number(of_head, ())
        for side, node, of_head in ((documents.base, base, False), (documents.head, head, True))
    )


def _elements(documents: DocumentPair, pair: ObjectPair) -> Iterator[Finding]:
    """The element that a body of XML is may be called after its component; where all are (OpenAPI
    3.2), the schemas tell of it.

    `Pet` that is called `Animal` is such, and one that had a name and has none now, or the other
    way round, which are told with an empty name on one side."""
    if "schema" not in pair.base or "schema" not in pair.head:
        return
    schemas = pair.at("schema")
    old = documents.base.subschema(schemas.base, schemas.base_pointer)
    new = documents.head.subschema(schemas.head, schemas.head_pointer)
    found = xml.renamed(xml.roots(documents.base, old), xml.roots(documents.head, new))
    is_by_schema = documents.schemas.elements_by_component
    if found is not None and not (is_by_schema and found.before and found.after):
        yield _element(schemas, found)


def _element(schemas: ObjectPair, found: xml.Renamed) -> Finding:
    """What became of the name of an element."""
    before, after = found.before or None, found.after or None
    match before, after:
        case None, _:
            what = f"the element of the XML is called `{after}`"
        case _, None:
            what = f"the element of the XML was called `{before}`"
        case _:
            what = f"the element of the XML is called `{after}` instead of `{before}`"
    return xml.unless_unclear(schemas.found(xml.XML, what, (before, after)), found)


def _encodings(documents: DocumentPair, pair: ObjectPair) -> Iterator[Finding]:
    """The parts of a body of which something is said."""
    for part in encodings.parts(documents, pair):
        for field, before, after in part.differences():
            what = f"`{field}` of {part.name} {became(before, after)}"
            places, operations = part.objects.nearest(field), pair.operations
            yield Finding.of("encoding-changed", what, places, operations, (before, after))
        yield from metadata.extensions(part.objects)
        of = f" of {part.name}"
        yield from headers.compare(documents, part.objects, compare_media, of=of)
