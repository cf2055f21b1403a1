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
    """The formats and keywords by which two schemas say the same octets in two ways; `migrated`
    from 3.0 to a later version.
    """
    return _in_two_ways(base, head, migrated) | _in_two_ways(head, base, migrated)


def _in_two_ways(old: NormalisedSchema, new: NormalisedSchema, migrated: bool) -> frozenset[str]:
    """Likewise where the former says them by a format and the latter by keywords.

    `contentMediaType: image/png` beside them tells what the octets are. In a document of the same
    version that is news; one that was written in 3.0 had no word for it."""
    encoding, media = _value(new, "contentEncoding"), _value(new, "contentMediaType")
    if any((new.formats, _value(old, "contentEncoding"), _value(old, "contentMediaType"))):
        return frozenset()
    match [*old.formats], encoding:
        case ["byte"], "base64" if migrated or not media:
            return frozenset({"byte", "contentEncoding", "contentMediaType"})
        case ["binary"], "" if migrated and media and new.types in (None, {"string"}):
            return frozenset({"binary", "contentMediaType", "type"})
    return frozenset()


def is_binary(side: ComparedDocument, node: Subschema) -> bool:
    """Whether a schema says nothing but that a body is octets."""
    schema = side.normalised(node)
    said = (
        schema.values,
        schema.patterns,
        schema.low,
        schema.high,
        schema.unions,
        schema.constraints,
    )
    return (
        schema.types == frozenset({"string"})
        and schema.formats.keys() == {"binary"}
        and not any(said)
    )


def _value(schema: NormalisedSchema, keyword: str) -> str:
    said = schema.constraints.get(keyword, ())
    return next((value.lower() for value, _ in said if isinstance(value, str)), "")
