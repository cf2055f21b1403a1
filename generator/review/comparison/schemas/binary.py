"""Octets, as OpenAPI 3.0 says them and as 3.1 does (OpenAPI 3.1.1, section "Migrating binary
descriptions from OAS 3.0").

`format: byte` is `contentEncoding: base64`. `format: binary` is a `contentMediaType`, or no schema
at all for a body whose media type says it already."""

from __future__ import annotations

from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema
from generator.review.compared import ComparedDocument


def same_octets(
    base: NormalisedSchema, head: NormalisedSchema, *, migrated: bool
) -> frozenset[str]:
    """The formats and keywords by which two shapes say the same octets in two ways; `migrated` from
    3.0 to a later version.
    """
    return _in_two_ways(base, head, migrated) | _in_two_ways(head, base, migrated)


def _in_two_ways(old: NormalisedSchema, new: NormalisedSchema, migrated: bool) -> frozenset[str]:
    """Likewise where the former says them by a format and the latter by keywords."""
    encoding, media = _value(new, "contentEncoding"), _value(new, "contentMediaType")
    if new.formats or _value(old, "contentEncoding") or _value(old, "contentMediaType"):
        return frozenset()
    is_media_told = bool(media) and not migrated
    if old.formats.keys() == {"byte"} and encoding == "base64" and not is_media_told:
        return frozenset({"byte", "contentEncoding", "contentMediaType"})
    is_text = new.types in (None, frozenset({"string"}))
    is_only_media = bool(media) and not encoding
    if old.formats.keys() == {"binary"} and migrated and is_only_media and is_text:
        return frozenset({"binary", "contentMediaType", "type"})
    return frozenset()


def is_binary(side: ComparedDocument, node: Subschema) -> bool:
    """Whether a schema says nothing but that a body is octets."""
    shape = side.normalised(node)
    said = (shape.values, shape.patterns, shape.low, shape.high, shape.unions, shape.constraints)
    return (
        shape.types == frozenset({"string"})
        and shape.formats.keys() == {"binary"}
        and not any(said)
    )


def _value(shape: NormalisedSchema, keyword: str) -> str:
    said = shape.constraints.get(keyword, ())
    return next((value.lower() for value, _ in said if isinstance(value, str)), "")
