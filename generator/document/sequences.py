"""What the schemas of a sequential media type are about: the whole sequence, or each of its items
(OpenAPI 3.2, "Sequential Media Types").

`itemSchema` is about each item. `schema` is about the sequence as an array, since 3.2 says so; the
versions before do not know sequences, and documents of them have there the schema of one item, or
that of the array. What is no value of JSON but text as it is (`type: string` for JSON Lines) is
about no item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.document.access import mapping
from generator.document.media_types import is_json_sequence, is_sequence
from generator.document.schema.composition import Resolver


class ItemSchema(NamedTuple):
    """The schema of an item, and the pointer to it: below the Media Type Object, or a place of its
    own (`is_elsewhere`).
    """

    schema: Any
    pointer: str


def item_schema(
    document: Resolver, content_type: str, media: Mapping[str, Any], pointer: str
) -> ItemSchema | None:
    """The schema of an item of `media`, which stands at `pointer`; `None` where the media type has
    no items, or its schema is not about them.
    """
    if not is_sequence(content_type):
        return None
    if "itemSchema" in media and document.version >= "3.2":
        return ItemSchema(media["itemSchema"], f"{pointer}/itemSchema")
    if "schema" not in media:
        return None if is_json_sequence(content_type) else ItemSchema({}, f"{pointer}/schema")
    schema, moved = document.resolve(media["schema"])
    at = moved or f"{pointer}/schema"
    schema = mapping(schema)
    is_lines = is_json_sequence(content_type)
    if "items" in schema and (is_lines or document.version >= "3.2"):
        return ItemSchema(schema["items"], f"{at}/items")
    if is_lines and schema.get("type") == "string":
        return None
    return ItemSchema(media["schema"], f"{pointer}/schema")
