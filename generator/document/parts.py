"""What is said of the parts of a multipart body that has them by their position: where its schema
is that of an array, or of each part (OpenAPI 3.2, "Encoding by Position"), or there is none.

Where it is an object with properties, a part is one of them, by its name ("Encoding by Name"). A
part whose Encoding Object says that it is multipart, and whose value is an array, has parts itself
("Nested Encoding")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.document.access import mapping, sequence
from generator.document.media_types import essence, is_multipart
from generator.document.schema.composition import Resolver
from generator.document.schema.keywords import is_array
from generator.document.sequences import ItemSchema, own_item_schema
from generator.document.specification import MULTIPART
from templates.runtime.media_types import is_range, listed

ANY = "*"
"""The place of every part that has none of its own."""
NESTED = ("encoding", "prefixEncoding", "itemEncoding")
"""The fields of an Encoding Object that say of the parts inside of a part."""
_DEEPEST = 8  # parts of schemas in one another


class PartSchemas(NamedTuple):
    """The schemas of parts in their order, then that of every further one, if there may be any.
    `encodings` are those of places: `0`, `1`, and `ANY`, each with its pointer.
    """

    first: tuple[ItemSchema, ...]
    others: ItemSchema | None
    encodings: Mapping[str, tuple[Mapping[str, Any], str]]

    def of(self, place: int) -> ItemSchema | None:
        return self.first[place] if place < len(self.first) else self.others

    def every(self) -> list[ItemSchema]:
        return [*self.first, *([self.others] if self.others else [])]

    def encoding(self, place: int) -> Mapping[str, Any]:
        return self.encodings.get(str(place), self.encodings.get(ANY, ({}, "")))[0]

    def place_of(self, place: int) -> str:
        """The pointer of the Encoding Object of a part."""
        return self.encodings.get(str(place), self.encodings.get(ANY, ({}, "")))[1]

    def said(self, inners: Mapping[int, object]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The Encoding Objects by their places; one of every further part is that of each place
        too whose parts have parts of their own.
        """
        yield from ((name, encoding) for name, (encoding, _) in self.encodings.items())
        for place in range(len(self.first)):
            if str(place) not in self.encodings and inners.get(place) is not None:
                yield str(place), self.encoding(place)


class InnerMedia(NamedTuple):
    """A part that has parts: its media type, its Encoding Object as a Media Type Object, and where
    its schema stands.
    """

    content_type: str
    media: Mapping[str, Any]
    schema_at: str


def inner_media(encoding: Mapping[str, Any], item: ItemSchema | None) -> InnerMedia | None:
    """What a part is whose Encoding Object says that it has parts (OpenAPI 3.2, "Nested
    Encoding"); `None` for any other.
    """
    labels = listed(str(encoding.get("contentType") or ""))
    if item is None or len(labels) != 1 or not _is_one_multipart(labels[0]):
        return None
    own = {name: encoding[name] for name in NESTED if name in encoding}
    return InnerMedia(labels[0], {"schema": item.schema, **own}, item.pointer)


def part_schemas(
    document: Resolver,
    content_type: str,
    media: Mapping[str, Any],
    pointer: str,
    schema_at: str | None = None,
) -> PartSchemas | None:
    """The parts of `media`, which stands at `pointer`, and its schema at `schema_at` or in it;
    `None` where they have none by position.
    """
    if not _is_one_multipart(content_type):
        return None
    encodings = dict(_encodings(document, media, pointer))
    own = own_item_schema(document, media, pointer)
    # the parts of `multipart/form-data` have names, unless something is said of their positions
    if essence(content_type) == MULTIPART and not encodings and own is None:
        return None
    if own is not None:
        return PartSchemas((), own, encodings)
    whole, moved = document.resolve(media.get("schema", {}))
    at = moved or schema_at or f"{pointer}/schema"
    if is_array(mapping(whole)):
        return _of_array(whole, at, encodings)
    return PartSchemas((), ItemSchema(True, at), encodings) if _is_open(whole) else None


def _of_array(
    schema: Mapping[str, Any], at: str, encodings: Mapping[str, tuple[Mapping[str, Any], str]]
) -> PartSchemas:
    """The parts of a body that is an array: `prefixItems` are of the first, `items` of the others;
    `items: false` says that there are none.
    """
    prefix = tuple(
        ItemSchema(each, f"{at}/prefixItems/{place}")
        for place, each in enumerate(sequence(schema.get("prefixItems")))
    )
    items = schema.get("items", True)
    return PartSchemas(
        prefix, None if items is False else ItemSchema(items, f"{at}/items"), encodings
    )


def are_named(document: Resolver, media: Mapping[str, Any]) -> bool:
    """Whether a part is a property of the object that the schema describes."""
    return _has_properties(document, media.get("schema"), _DEEPEST)


def _has_properties(document: Resolver, schema: Any, depth: int) -> bool:
    whole = mapping(document.resolve(schema)[0])
    parts = sequence(whole.get("allOf")) if depth else ()
    return "properties" in whole or any(
        _has_properties(document, part, depth - 1) for part in parts
    )


def _is_one_multipart(content_type: str) -> bool:
    """Whether it is one media type that has parts, and no range of them, as `multipart/*`."""
    return is_multipart(content_type) and not is_range(content_type)


def _is_open(schema: Any) -> bool:
    """Whether the schema of a body says nothing of its parts: one of any value, or of text, as
    `multipart/mixed: {schema: {type: string}}`; octets are octets.
    """
    said = mapping(schema)
    is_octets = said.get("format") == "binary" or "contentMediaType" in said
    is_text = said.get("type") in ("string", ["string"]) and not is_octets
    return schema is True or schema == {} or is_text


def _encodings(
    document: Resolver, media: Mapping[str, Any], pointer: str
) -> Iterator[tuple[str, tuple[Mapping[str, Any], str]]]:
    if document.version < "3.2":
        return
    for place, encoding in enumerate(sequence(media.get("prefixEncoding"))):
        yield str(place), (mapping(encoding), f"{pointer}/prefixEncoding/{place}")
    if isinstance(media.get("itemEncoding"), dict):
        yield ANY, (media["itemEncoding"], f"{pointer}/itemEncoding")
