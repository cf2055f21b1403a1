"""A schema with copies of all that it refers to, as JSON Schema 2020-12.

`oneOf` is written as "one of these" (see `rules`) unless it is to be read exactly, and a property
that does not travel in the direction asked about is neither required nor read there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence, texts
from generator.document.directions import is_flagged
from generator.document.patterns import compiles
from generator.document.schema.composition import SchemaPart, Subschema
from generator.document.schema.keywords import integer_range, modernise
from generator.review.compared import ComparedDocument

Way = Literal["request", "response"]
Variant = Literal["whole", "sent", "shown"]
"""What a schema is written for: to be compared, to judge values as they travel, to make values of
it.
"""

_MOST_SCHEMAS = 250
_QUESTIONS = frozenset({"not", "if", "contains"})


class TooLargeError(Exception):
    """The schema with all that it refers to is larger than is worth a proof."""


class _Keyword(NamedTuple):
    """A keyword at its place, and the schema that it stands in."""

    name: str
    value: Any
    place: str
    schema: Mapping[str, Any]


class Standalone:
    """Writes a node as one schema of JSON Schema 2020-12 with all that it refers to in `$defs`.

    A property that does not travel need not be there. What is said of it counts for who `sends` in
    the `whole`, is not read by the other, and refuses it in what is `sent`; `shown` keeps its flag.
    What only asks something about a value (`if`, `not`, `contains`) is written as it is."""

    def __init__(
        self, side: ComparedDocument, way: Way, sends: bool, variant: Variant, exactly: bool
    ) -> None:
        self._side, self._sends, self._variant, self._exactly = side, sends, variant, exactly
        self._hidden: Literal["readOnly", "writeOnly"] = (
            "readOnly" if way == "request" else "writeOnly"
        )
        self._names: dict[tuple[str, bool], str] = {}
        self._definitions: dict[str, Any] = {}
        self._count = 0
        self._asking = 0

    def of(self, node: Subschema) -> dict[str, Any]:
        """The node as a schema: its one part as it is written, several as an `allOf`, `{}` where it
        has none. TooLargeError where it has too many with all that it refers to.
        """
        parts = [self._part(part) for part in node]
        match parts:
            case [dict() as alone]:
                whole = alone
            case _:
                whole = {"allOf": parts} if parts else {}
        if self._definitions:
            whole = {**whole, "$defs": dict(sorted(self._definitions.items()))}
        return whole

    def _part(self, part: SchemaPart) -> Any:
        schema = part.schema
        if part.omit and isinstance(schema, dict):
            schema = {key: value for key, value in schema.items() if key not in part.omit}
        written = self._schema(schema, part.pointer)
        return {"anyOf": [written, {"type": "null"}]} if part.null else written

    def _schema(self, schema: Any, place: str) -> Any:
        """A schema with what its keywords say in JSON Schema 2020-12; what refuses nothing is left
        out. A format of integers says their range, which no validator asks for by itself.
        """
        if not isinstance(schema, dict):
            return schema if isinstance(schema, bool) else {}
        self._count += 1
        if self._count > _MOST_SCHEMAS:
            raise TooLargeError
        if isinstance(schema.get("$ref"), str):
            return self._referring(schema, place)
        written: dict[str, Any] = {}
        for key, value in schema.items():
            write = _WRITERS.get(key)
            if write is not None:
                write(self, written, _Keyword(key, value, pointers.join(place, key), schema))
        if self._variant == "shown" and self._hidden in schema:
            written[self._hidden] = schema[self._hidden]
        if within := integer_range(schema):
            bounds = {"minimum": within[0], "maximum": within[1]}
            written["allOf"] = [*written.get("allOf", ()), bounds]
        if self._side.old or schema.get("nullable") is True:
            return modernise(written, nullable=schema.get("nullable") is True)
        return written

    def _referring(self, schema: dict[str, Any], place: str) -> dict[str, Any]:
        target, pointer = self._side.target(schema) or ({}, place)
        reference = {"$ref": f"#/$defs/{self._name(target, pointer)}"}
        if self._side.is_alias(schema):
            return reference
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {"allOf": [reference, self._schema(beside, place)]}

    # --- one keyword ------------------------------------------------------------------------------

    def _members(self, keyword: _Keyword) -> list[Any]:
        return [
            self._schema(member, pointers.join(keyword.place, number))
            for number, member in enumerate(sequence(keyword.value))
        ]

    def plain(self, written: dict[str, Any], keyword: _Keyword) -> None:
        written[keyword.name] = keyword.value

    def pattern(self, written: dict[str, Any], keyword: _Keyword) -> None:
        if isinstance(keyword.value, str) and compiles(keyword.value):
            written[keyword.name] = keyword.value

    def items(self, written: dict[str, Any], keyword: _Keyword) -> None:
        """A list of them became `prefixItems` in JSON Schema 2020-12."""
        if not isinstance(keyword.value, list):
            self.one(written, keyword)
        elif "prefixItems" not in keyword.schema:
            written["prefixItems"] = self._members(keyword)

    def further_items(self, written: dict[str, Any], keyword: _Keyword) -> None:
        """`additionalItems` beside a list of `items`, where JSON Schema 2020-12 has `items` beside
        `prefixItems`; it says nothing elsewhere.
        """
        if isinstance(keyword.schema.get("items"), list):
            written["items"] = self._schema(keyword.value, keyword.place)

    def one(self, written: dict[str, Any], keyword: _Keyword) -> None:
        if isinstance(keyword.value, dict | bool):
            is_question = keyword.name in _QUESTIONS
            self._asking += is_question
            written[keyword.name] = self._schema(keyword.value, keyword.place)
            self._asking -= is_question

    def several(self, written: dict[str, Any], keyword: _Keyword) -> None:
        if isinstance(keyword.value, list):
            written[keyword.name] = [*written.get(keyword.name, ()), *self._members(keyword)]

    def one_of(self, written: dict[str, Any], keyword: _Keyword) -> None:
        """As "one of these", unless it is read `exactly`; in an `allOf` where the schema has an
        `anyOf` of its own, for both have to hold.
        """
        if not isinstance(keyword.value, list):
            return
        if self._exactly:
            written["oneOf"] = self._members(keyword)
            return
        union = {"anyOf": self._members(keyword)}
        if "anyOf" in keyword.schema or "allOf" in written:
            written["allOf"] = [*written.get("allOf", ()), union]
        else:
            written.update(union)

    def named(self, written: dict[str, Any], keyword: _Keyword) -> None:
        if isinstance(keyword.value, dict):
            written[keyword.name] = {
                name: self._named(keyword.name, child, pointers.join(keyword.place, name))
                for name, child in keyword.value.items()
            }

    def _named(self, keyword: str, schema: Any, place: str) -> Any:
        if keyword == "dependencies" and isinstance(schema, list):
            return schema  # names, before JSON Schema 2019-09 took the two apart
        told = self._sends if self._variant == "whole" else self._variant == "shown"
        if keyword == "properties" and not told and self._is_hidden(schema):
            return not self._sends
        return self._schema(schema, place)

    def required(self, written: dict[str, Any], keyword: _Keyword) -> None:
        declared = mapping(keyword.schema.get("properties"))
        names = set(texts(keyword.value))
        kept = sorted(name for name in names if not self._is_hidden(declared.get(name)))
        if kept:
            written["required"] = kept

    def _is_hidden(self, schema: Any) -> bool:
        return not self._asking and is_flagged(schema, self._hidden, self._side.document)

    def _name(self, target: Any, pointer: str) -> str:
        key = (pointer, self._asking > 0)
        known = self._names.get(key)
        if known is None:
            known = self._names[key] = f"d{len(self._names)}"
            self._definitions[known] = self._schema(target, pointer)
        return known


_WRITERS: Final[Mapping[str, Callable[[Standalone, dict[str, Any], _Keyword], None]]] = {
    **dict.fromkeys(
        (
            *("type", "enum", "const", "format", "multipleOf", "maximum", "minimum"),
            *("exclusiveMaximum", "exclusiveMinimum", "maxLength", "minLength", "maxItems"),
            *("minItems", "uniqueItems", "maxProperties", "minProperties", "dependentRequired"),
            *("minContains", "maxContains", "contentEncoding", "contentMediaType"),
        ),
        Standalone.plain,
    ),
    **dict.fromkeys(
        (
            *("not", "if", "then", "else", "contains", "propertyNames", "additionalProperties"),
            *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
        ),
        Standalone.one,
    ),
    **dict.fromkeys(("allOf", "anyOf", "prefixItems"), Standalone.several),
    **dict.fromkeys(
        ("properties", "patternProperties", "dependentSchemas", "dependencies"), Standalone.named
    ),
    "items": Standalone.items,
    "additionalItems": Standalone.further_items,
    "oneOf": Standalone.one_of,
    "pattern": Standalone.pattern,
    "required": Standalone.required,
}
"""How each keyword is written that refuses anything."""
