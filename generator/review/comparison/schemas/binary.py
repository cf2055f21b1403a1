"""Octets, as OpenAPI 3.0 says them and as 3.1 does (OpenAPI 3.1.1, section "Migrating binary
descriptions from OAS 3.0").

`format: byte` is `contentEncoding: base64`. `format: binary` is a `contentMediaType`, or no schema
at all for a body whose media type says it already."""

from __future__ import annotations

from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema
from generator.review.compared import ComparedDocument


def settled(base: NormalisedSchema, head: NormalisedSchema, *, migrated: bool) -> frozenset[str]:
    """The formats and keywords by which two shapes say the same octets in two ways; `migrated` from
    3.0 to a later version.
    """
    found: set[str] = set()
    for one, other in ((base, head), (head, base)):
        encoding, media = _value(other, "contentEncoding"), _value(other, "contentMediaType")
        if other.formats or _value(one, "contentEncoding") or _value(one, "contentMediaType"):
            continue
        if one.formats.keys() == {"byte"} and encoding == "base64" and (migrated or not media):
            found |= {"byte", "contentEncoding", "contentMediaType"}
        if (
            one.formats.keys() == {"binary"}
            and migrated
            and media
            and not encoding
            and other.types in (None, frozenset({"string"}))
        ):
            found |= {"binary", "contentMediaType", "type"}
    return frozenset(found)


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
