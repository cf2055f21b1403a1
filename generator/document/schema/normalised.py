"""A schema in one spelling, so that two ways to write the same thing read the same (see `reader`).

What holds together is one `NormalisedSchema`: references are followed, `allOf` is folded in,
`nullable` and boolean `exclusiveMinimum` of OpenAPI 3.0 become what 3.1 writes, a list of `items`
becomes `prefixItems`, `dependencies` what took their place, a union with one member is that member,
a union with null is nullability, `const` is an enumeration of one (OpenAPI 3.0.4, section 4.7.24;
3.1.1, section 4.8.24; JSON Schema 2020-12). Every fact keeps the pointer that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.document.access import mapping
from generator.document.schema.canonical import unwrapped
from generator.document.schema.composition import Subschema
from generator.document.schema.keywords import common_types

CONSTRAINTS = (
    *("not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems"),
    *("unevaluatedProperties", "contentEncoding", "contentMediaType", "contentSchema"),
    *("uniqueItems", "multipleOf", "minContains", "maxContains"),
)
"""Keywords that are kept as they are written."""
MAPS = ("patternProperties", "dependentSchemas")
SINCE_3_1 = (
    *(*MAPS, "dependentRequired", "propertyNames", "unevaluatedProperties", "unevaluatedItems"),
    *("if", "contains", "prefixItems"),
)
"""Keywords that OpenAPI 3.0 does not have; those that say something only beside one of these
(`then`) are left out.
"""
LOWER = {"minLength": 0, "minItems": 0, "minProperties": 0}
UPPER = ("maxLength", "maxItems", "maxProperties")
NOTES = (
    *("title", "description", "deprecated", "readOnly", "writeOnly", "default"),
    *("example", "examples", "externalDocs", "xml"),
)
APPLIES = {
    **dict.fromkeys(("minimum", "maximum"), frozenset({"integer", "number"})),
    **dict.fromkeys(("minLength", "maxLength"), frozenset({"string"})),
    **dict.fromkeys(("minItems", "maxItems"), frozenset({"array"})),
    **dict.fromkeys(("minProperties", "maxProperties"), frozenset({"object"})),
}
"""The types that a bound says something about."""
ALL_TEXTS = frozenset({"", "^", "$", ".*", "^.*", ".*$", "[\\s\\S]*", "^[\\s\\S]*$"})
"""Patterns that every text matches; `^.*$` is none, for a dot matches no line end (ECMA-262,
section 22.2.2.7).
"""
Bound = tuple[Any, bool, str]
"""A bound, whether it is excluded, and where it stands."""


@dataclass(slots=True)
class Union:
    """`oneOf` or `anyOf`, without a member that is only null; `null` says whether there is one,
    here or around it.
    """

    keyword: str
    pointer: str
    members: tuple[Subschema, ...]
    null: bool


@dataclass(slots=True)
class NormalisedSchema:
    """What holds at one place. `types` and `values` are None where anything goes; values are kept
    by their canonical texts.

    `refused` are the properties that one of the schemas declares and another, being closed,
    refuses. `spared` are the constraints that do not hold for null, as something around them lets
    it through.

    `doubts` are what a version of OpenAPI has other words for than the documents that are written
    in it: `nullable`, which since 3.1 only these have.
    `null`: `nullable: true` beside an `enum` without null, which refuses null ("other Schema Object
    constraints retain their defined behavior, and therefore may disallow the use of null", OpenAPI
    3.0.3, section 4.7.24), though hardly any author means that. `const` and those of `SINCE_3_1`:
    they are "strictly unsupported" there (same section), so that tools may ignore them, though
    whoever writes them means them. All are read as they are meant; what a clear document says
    instead is a change of which nobody can tell whether it is one."""

    parts: Subschema
    types: frozenset[str] | None = None
    null: bool = True
    values: dict[str, Any] | None = None
    formats: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    low: dict[str, Bound] = field(default_factory=dict)
    high: dict[str, Bound] = field(default_factory=dict)
    properties: dict[str, Subschema] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)
    closed: str | None = None
    refused: dict[str, str] = field(default_factory=dict)
    additional: Subschema = ()
    items: Subschema = ()
    prefix: tuple[Subschema, ...] = ()
    unions: list[Union] = field(default_factory=list)
    constraints: dict[str, list[tuple[Any, str]]] = field(default_factory=dict)
    spared: set[str] = field(default_factory=set)
    doubts: set[str] = field(default_factory=set)
    maps: dict[str, dict[str, Subschema]] = field(default_factory=dict)
    dependent: dict[tuple[str, str], str] = field(default_factory=dict)
    discriminator: tuple[Any, str] | None = None
    notes: dict[str, tuple[Any, str]] = field(default_factory=dict)
    extensions: dict[str, tuple[Any, str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def pointer(self) -> str:
        return self.parts[0].pointer if self.parts else ""

    def source(self, keyword: str) -> str:
        """Where `keyword` stands, or the schema itself where it does not."""
        return self.sources.get(keyword, self.pointer)

    def flagged(self, flag: str) -> bool:
        return flag in self.notes and any(
            mapping(part.schema).get(flag) is True for part in self.parts
        )

    def said(self, keyword: str) -> frozenset[str]:
        """All that the schemas that hold together say by an annotation; `notes` has what the
        outermost says.
        """
        values = [mapping(part.schema).get(keyword) for part in self.parts]
        return frozenset(map(unwrapped, values)) - {""}

    def restrict(self, types: frozenset[str]) -> None:
        """Says that a value is of one of these types besides."""
        self.types = types if self.types is None else common_types(self.types, types)


def is_schema(keyword: str, value: Any) -> bool:
    """Whether the value of a constraint is a schema."""
    return isinstance(value, dict | bool) and keyword != "uniqueItems"
