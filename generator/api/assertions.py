"""What schemas assert beyond types: tuples, patterns of names, conditions (JSON Schema 2020-12,
section 10).

The runtime holds inputs to them by a schema of its own, which is written here: without references
and annotations, patterns as Python has them, bounds by the names of `Bounds`. What only responses
have (`readOnly`) is required of no input. A keyword that comes to no such schema (it comes back to
itself, is too large, or depends on a format) stays without effect, and `losses` names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

from generator.api.hints import is_no_choice, only_requires
from generator.api.model import STRING_FORMATS
from generator.api.patterns import translate
from generator.api.schema import Merged, accepts_null, takes_anything
from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.directions import hidden_names
from generator.document.schema.composition import conjunction
from generator.document.schema.keywords import EXCLUSIVE
from generator.document.specification import INTEGER_RANGES

_OF_ARRAYS: Final = ("prefixItems", "contains", "unevaluatedItems")
_OF_OBJECTS: Final = (
    *("patternProperties", "propertyNames", "dependentRequired", "dependentSchemas"),
    *("dependencies", "unevaluatedProperties"),
)
_OF_ALL: Final = ("not", "if")
_OF_KIND: Final = {"array": (*_OF_ARRAYS, *_OF_ALL), "object": (*_OF_OBJECTS, *_OF_ALL)}
_KEYWORDS: Final = frozenset({*_OF_ARRAYS, *_OF_OBJECTS, *_OF_ALL})
ASSERTING: Final = _KEYWORDS | {"anyOf", "oneOf", "minProperties", "maxProperties"}
"""The keywords that there may be something to write of."""

_LARGEST = 400  # values in the schema of one class or place
_BOUNDS: Final = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "uniqueItems": "unique_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
}
_TOGETHER: Final = {
    "prefixItems": ("prefixItems", "items"),
    "contains": ("contains", "minContains", "maxContains"),
    "patternProperties": ("patternProperties", "additionalProperties"),
}
"""What a keyword says something together with."""
_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS: Final = frozenset({"properties", "dependentSchemas"})
_INSIDE: Final = frozenset(
    {"prefixItems", "items", "contains", "properties", "patternProperties"}
    | {"additionalProperties", "propertyNames"}
)
"""Keywords whose schemas are of what is in a value, and not of itself."""
_SINGLE: Final = frozenset({"items", "additionalProperties", "contains", "propertyNames", "not"})
_NEGATIVE: Final = frozenset({"not", "if", "oneOf", "contains"})  # what fits is refused, or decides
_VALUES: Final = frozenset(
    {"type", "enum", "const", "required", "dependentRequired", "minContains", "maxContains"}
)


class _InexpressibleError(Exception):
    """A keyword that no schema of the runtime says."""


def assertions(document: Document, merged: Merged, kind: str) -> tuple[dict[str, Any], list[str]]:
    """The schema that the runtime checks values of `kind` (array, object or another) by, and the
    pointers of what is in it: `{"contains": {"min_length": 1}}` of an array with
    `contains: {minLength: 1}`.

    What stands beside each other counts together, so each part of an `allOf` is written by itself.
    """
    made: dict[str, Any] = {}
    checked: list[str] = []
    unsent = hidden_names(merged.parts, "readOnly", document)
    for at, part in zip(merged.places, merged.parts, strict=True):
        for keyword in _wanted(part, merged.schema, kind):
            writer = _Writer(document, unsent)
            whole = merged.schema if keyword.startswith("unevaluated") else part
            try:
                made = joined(made, writer.keyword(keyword, whole))
            except _InexpressibleError:
                continue
            if not writer.is_partial:
                checked.append(f"{at}/{keyword}")
    return made, checked


def _wanted(part: Mapping[str, Any], whole: Mapping[str, Any], kind: str) -> Iterator[str]:
    """The keywords of a part that say something of values of this kind which no type says."""
    yield from filter(part.__contains__, _OF_KIND.get(kind, _OF_ALL))
    if kind == "object":
        yield from (each for each in ("anyOf", "oneOf") if is_no_choice(part.get(each)))
        if "properties" in whole:
            yield from filter(part.__contains__, ("minProperties", "maxProperties"))


def joined(made: dict[str, Any], more: Any) -> dict[str, Any]:
    """Both schemas together; what both say stands apart."""
    if isinstance(more, dict) and made.keys().isdisjoint(more):
        return {**made, **more}
    return {**made, "allOf": [*made.get("allOf", []), more]}


class _Writer:
    """Writes the schema of one keyword. Raises `_InexpressibleError`. `unsent` are the properties
    that no input has to have.
    """

    def __init__(self, document: Document, unsent: Set[str]) -> None:
        self._document, self._unsent = document, unsent
        self._room = _LARGEST
        self._around: list[int] = []
        self.is_partial = False  # where a format is left out, which only a type could check

    def keyword(self, keyword: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """What the keyword comes to, with those that it says something together with:
        `additionalProperties` is about what neither `properties` nor `patternProperties` names.
        """
        match keyword:
            case "if":
                return self._condition(schema, True)
            case "dependencies":
                return self._dependencies(mapping(schema[keyword]))
            case "unevaluatedItems" | "unevaluatedProperties":
                return self._unevaluated(keyword, schema)
        together = {key: schema[key] for key in _TOGETHER.get(keyword, (keyword,)) if key in schema}
        if keyword == "prefixItems" and schema.get("unevaluatedItems") is False:
            together.setdefault("items", False)
        if keyword == "patternProperties" and "additionalProperties" in schema:
            # of properties only the names count: their types see to what they hold
            known = dict.fromkeys(mapping(schema.get("properties")), True)
            together = {keyword: schema[keyword], "properties": known, **together}
        return self._of(together, True)

    def _dependencies(self, each: Mapping[str, Any]) -> dict[str, Any]:
        """As before 2019-09: `{a: [b], c: {required: [d]}}` is what `dependentRequired` and
        `dependentSchemas` have apart.
        """
        names = {name: value for name, value in each.items() if isinstance(value, list)}
        schemas = {name: value for name, value in each.items() if name not in names}
        together = {"dependentRequired": names, "dependentSchemas": schemas}
        return self._of({key: value for key, value in together.items() if value}, True)

    def _unevaluated(self, keyword: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Without effect, or the same as the older keyword where nothing but these evaluates
        anything: `{prefixItems: […], unevaluatedItems: false}` is `items: false` then. (An item
        that fits `contains` is evaluated too, which ones only a value tells.)
        """
        if takes_anything(schema[keyword]):
            return {}
        if keyword == "unevaluatedProperties":
            return self._unevaluated_properties(schema)
        if schema[keyword] is not False or schema.keys() & {"contains", "if"}:
            raise _InexpressibleError
        # `items` leaves none; beside `prefixItems` it is said there that there are no more
        return {} if schema.keys() & {"items", "prefixItems"} else {"max_items": 0}

    def _unevaluated_properties(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """`{properties: {a: …}, unevaluatedProperties: false}` is what `additionalProperties` says
        there. Which properties a condition evaluates is only known of a value.
        """
        if "additionalProperties" in schema:  # which leaves none
            return {}
        choices = [*sequence(schema.get("anyOf")), *sequence(schema.get("oneOf"))]
        is_conditional = schema.keys() & {"if", "dependentSchemas", "dependencies"}
        if is_conditional or not all(map(only_requires, choices)):
            raise _InexpressibleError
        known = dict.fromkeys(mapping(schema.get("properties")), True)
        patterns = {key: schema[key] for key in ("patternProperties",) if key in schema}
        more = {"additionalProperties": schema["unevaluatedProperties"]}
        return self._of({"properties": known, **patterns, **more}, True)

    def _schema(self, node: Any, positive: bool, keyword: str = "") -> Any:
        """A schema in one, behind a keyword, with what is in that. `positive`: what does not fit it
        is refused, so a format may be left out of it; behind `not`, more would be refused then.
        """
        if isinstance(node, bool):
            return node
        if not isinstance(node, dict) or id(node) in self._around:
            raise _InexpressibleError
        self._around.append(id(node))
        around, own = self._unsent, conjunction(node, self._document)
        hidden = hidden_names([*own], "readOnly", self._document)
        self._unsent = hidden if keyword in _INSIDE else hidden | around
        made = self._of(node, positive)
        self._unsent = around
        self._around.pop()
        return made

    def _of(self, node: Mapping[str, Any], positive: bool) -> dict[str, Any]:
        """The keywords of a schema, what it refers to written out, and null in its type where 3.0
        says `nullable`.
        """
        made: dict[str, Any] = {}
        if "$ref" in node:
            target, pointer = self._document.resolve(node)
            if pointer is None:
                raise _InexpressibleError
            made = joined(made, self._schema(target, positive))
        for keyword, value in node.items():
            made = joined(made, self._one(keyword, value, node, positive))
        takes_null = self._document.version == "3.0" and accepts_null(dict(node))
        if takes_null and "type" in made:
            named = made["type"]
            made["type"] = [*([named] if isinstance(named, str) else named), "null"]
        return made

    def _one(
        self, keyword: str, value: Any, node: Mapping[str, Any], positive: bool
    ) -> dict[str, Any]:
        """One keyword of a schema that is written, as the runtime has it: `{"min_length": 1}` of
        `minLength`, nothing of an annotation. What has schemas in it has them written.
        """
        self._room -= 1
        if self._room < 0:
            raise _InexpressibleError
        inside = positive and keyword not in _NEGATIVE
        match value:
            case list() if keyword in _LISTS:
                return {keyword: [self._schema(each, inside, keyword) for each in value]}
            case dict() if keyword in _MAPS | {"patternProperties"}:
                written = self._pattern if keyword == "patternProperties" else str
                each = {written(name): self._schema(value[name], inside, keyword) for name in value}
                return {keyword: each}
        if keyword in _SINGLE:
            return {keyword: self._schema(value, inside, keyword)}
        if keyword == "if":
            return self._condition(node, positive)
        return self._plain(keyword, value, node, positive)

    def _condition(self, node: Mapping[str, Any], positive: bool) -> dict[str, Any]:
        branches = [name for name in ("then", "else") if name in node]
        made = {name: self._schema(node[name], positive) for name in branches}
        return {"if": self._schema(node["if"], False), **made} if branches else {}

    def _plain(
        self, keyword: str, value: Any, node: Mapping[str, Any], positive: bool
    ) -> dict[str, Any]:
        """A keyword without schemas in it, or one that is written together with others. Of
        `exclusiveMinimum: true`, a flag in OpenAPI 3.0, the runtime knows nothing.
        """
        is_flag = keyword in EXCLUSIVE.values() and isinstance(value, bool)
        match keyword:
            case "pattern":
                return {keyword: self._pattern(value)}
            case "format":
                return self._format(value, positive)
            case _ if is_flag:
                raise _InexpressibleError
            case _ if keyword in _BOUNDS:  # `uniqueItems: false` asserts nothing
                return {_BOUNDS[keyword]: value} if value is not False else {}
            case "required" | "dependentRequired":
                return self._required(keyword, value, positive)
            case _ if keyword in _VALUES:
                return {keyword: value}
        return self.keyword(keyword, node) if keyword in _KEYWORDS else {}

    def _required(self, keyword: str, value: Any, positive: bool) -> dict[str, Any]:
        """The names that have to be there, without those of what only responses have."""
        together = [value] if keyword == "required" else mapping(value).values()
        if not any(name in self._unsent for names in map(sequence, together) for name in names):
            return {keyword: value}
        if not positive:
            raise _InexpressibleError
        if keyword == "required":
            return {keyword: self._sent(value)}
        return {keyword: {name: self._sent(names) for name, names in mapping(value).items()}}

    def _sent(self, names: Any) -> list[Any]:
        return [name for name in sequence(names) if name not in self._unsent]

    def _format(self, name: Any, positive: bool) -> dict[str, Any]:
        """The integer formats are ranges; what no type checks elsewhere is not checked here."""
        if name in INTEGER_RANGES:
            low, high = INTEGER_RANGES[name]
            return {"minimum": low, "maximum": high}
        if not positive:
            raise _InexpressibleError
        self.is_partial |= name in STRING_FORMATS  # which the type checks
        return {}

    def _pattern(self, pattern: Any) -> str:
        translated = translate(pattern) if isinstance(pattern, str) else None
        if translated is None:
            raise _InexpressibleError
        return translated
