"""What one schema says, added to what all say that hold together with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence, texts
from generator.document.schema.canonical import canonical
from generator.document.schema.composition import SchemaPart
from generator.document.schema.keywords import (
    ALTERNATIVES,
    bounds,
    is_number,
    json_type,
    named_types,
)
from generator.document.schema.normalised import (
    ALL_TEXTS,
    CONSTRAINTS,
    LOWER,
    MAPS,
    NOTES,
    SINCE_3_1,
    UPPER,
    Bound,
    NormalisedSchema,
    Union,
)

if TYPE_CHECKING:
    from generator.document.schema.reader import SchemaReader

_READ = frozenset(
    {
        *("$ref", "$id", "$schema", "$anchor", "$comment", "$defs", "definitions", "type"),
        *("nullable", "enum", "const", "x-extensible-enum", "format", "pattern", "required"),
        *("properties", "additionalProperties", "items", "prefixItems", "discriminator"),
        *("allOf", "oneOf", "anyOf", "dependentRequired", "dependencies"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        *(*CONSTRAINTS, *MAPS, *LOWER, *UPPER, *NOTES),
    }
)
_SAYS_NOTHING: dict[str, Any] = {
    **LOWER,
    "uniqueItems": False,
    "required": [],
    "properties": {},
    "title": "",
    "deprecated": False,
}
"""Keywords with the value that refuses nothing."""
_HINTS = frozenset({"password"})
"""Formats that refuse no value (OpenAPI 3.0.4, section 4.4: a hint to obscure it)."""
_OF_NULL = frozenset({"not", "if"})
_NULL = frozenset({"null"})
_NO_TYPE = frozenset[str]()


class Folding:
    """Adds what one schema says to what all say that hold together."""

    def __init__(self, reader: SchemaReader, whole: NormalisedSchema, leaf: SchemaPart) -> None:
        self.reader, self.whole, self.leaf, self.schema = reader, whole, leaf, leaf.schema
        self.null = _NULL if leaf.null else _NO_TYPE

    def at(self, *tokens: str | int) -> str:
        return pointers.join(self.leaf.pointer, *tokens)

    def fold(self) -> None:
        for keyword in self.schema:
            self.whole.sources.setdefault(keyword, self.at(keyword))
        values = self._values()
        self._types(values)
        if values is not None:
            self._restrict_values(values)
        if self.reader.old:
            self._doubts()
        elif self.schema.get("nullable") is True:
            self.whole.doubts.add("nullable")
        self._texts()
        self._bounds()
        self._properties()
        self._items()
        for keyword in ALTERNATIVES:
            self._union(keyword)
        self._constraints()
        self._maps()
        self._notes()
        self._extensions()

    def _types(self, values: Mapping[str, Any] | None) -> None:
        """The types that `type` names, else those of the values that are listed: `{"integer"}` for
        `{enum: [1, 2]}`. Null is a type rather than a value, so it is none here where it is not
        listed: `{type: [string, "null"], enum: [a]}` is of type `string`.
        """
        if isinstance(self.schema.get("type"), str | list):
            found = frozenset(named_types(self.schema))
            if values is not None and "null" not in values:
                found -= _NULL
        elif values is not None:
            found = frozenset(map(json_type, values.values()))
        else:
            return
        self.whole.restrict(found | self.null)

    def _listed(self) -> Any:
        return self.schema.get("enum", self.schema.get("x-extensible-enum"))

    def _values(self) -> dict[str, Any] | None:
        """What `enum` and `const` leave, by canonical text (`{'"a"': "a"}`); None where neither is
        there, and nothing for `{enum: [a], const: b}`. `x-extensible-enum`, which lists values and
        may get further ones, reads as `enum`.
        """
        listed, values = self._listed(), None
        if isinstance(listed, list):
            values = {canonical(value): value for value in listed}
        if "const" in self.schema:
            only = canonical(self.schema["const"])
            is_left = values is None or only in values
            values = {only: self.schema["const"]} if is_left else {}
        return values

    def _restrict_values(self, values: Mapping[str, Any]) -> None:
        """Of the values that were left, those that are listed here too; null is a type."""
        known = values if self.whole.values is None else self.whole.values
        self.whole.values = {
            text: value for text, value in known.items() if text in values and text != "null"
        }

    def _doubts(self) -> None:
        """What of this schema OpenAPI 3.0 has other words for (see `NormalisedSchema.doubts`)."""
        schema, doubts = self.schema, self.whole.doubts
        if schema.get("nullable") is True and _is_without(None, self._listed()):
            doubts.add("null")
        if "const" in schema:
            doubts.add("const")
        doubts.update(keyword for keyword in SINCE_3_1 if _says_something(schema, keyword))

    def _texts(self) -> None:
        match self.schema.get("format"):
            case str(hint) if hint in _HINTS:
                self.whole.extensions.setdefault("format", (hint, self.at("format")))
            case str(written) if written:
                self.whole.formats.setdefault(written, self.at("format"))
        match self.schema.get("pattern"):
            case str(pattern) if pattern not in ALL_TEXTS:
                self.whole.patterns.setdefault(pattern, self.at("pattern"))

    def _bounds(self) -> None:
        """The tightest bounds, of this schema and those before: of `{minimum: 1, exclusiveMinimum:
        1}` the second, which excludes more. Either is kept as a `minimum`, `(1, True, place)`.
        What holds anyway, `minLength: 0`, is no bound.
        """
        schema, whole = self.schema, self.whole
        for kept, limit, sign in ((whole.low, "minimum", 1), (whole.high, "maximum", -1)):
            for value, excluded, keyword in bounds(schema, limit):
                _tighten(kept, limit, (value, excluded, self.at(keyword)), sign)
        for keyword, least in LOWER.items():
            if _exceeds(schema, keyword, least):
                _tighten(whole.low, keyword, (schema[keyword], False, self.at(keyword)), 1)
        for keyword in UPPER:
            if is_number(schema.get(keyword)):
                _tighten(whole.high, keyword, (schema[keyword], False, self.at(keyword)), -1)

    def _properties(self) -> None:
        """Properties, which of them are required, and what else an object may have: nothing where
        it is closed, anything where nothing is said of it (`true`, `{}`). What several schemas say
        of one property, or of what else there may be, holds together.
        """
        schema, whole = self.schema, self.whole
        for name, child in mapping(schema.get("properties")).items():
            part = self.reader.subschema(child, self.at("properties", name))
            whole.properties[name] = whole.properties.get(name, ()) + part
        for name in texts(schema.get("required")):
            whole.required.setdefault(name, self.at("required"))
        extra = schema.get("additionalProperties")
        if self.reader.behind(extra) is False:
            whole.closed = whole.closed or self.at("additionalProperties")
        elif isinstance(extra, dict) and extra:
            whole.additional += (SchemaPart(self.at("additionalProperties"), extra),)

    def _items(self) -> None:
        """A list of `items` became `prefixItems`, and `additionalItems` became `items` (JSON Schema
        2020-12, appendix of changes). What several schemas say of the second item holds together:
        the prefixes are joined item by item.
        """
        schema, prefix, items = self.schema, "prefixItems", "items"
        if isinstance(schema.get("items"), list) and "prefixItems" not in schema:
            prefix, items = "items", "additionalItems"
        value = schema.get(items)
        if isinstance(value, dict | bool) and value is not True:
            self.whole.items += (SchemaPart(self.at(items), value),)
        own = [
            self.reader.subschema(child, self.at(prefix, number))
            for number, child in enumerate(sequence(schema.get(prefix)))
        ]
        joined = zip_longest(self.whole.prefix, own, fillvalue=())
        self.whole.prefix = tuple(known + new for known, new in joined)

    def _union(self, keyword: str) -> None:
        """`oneOf` or `anyOf`, without its members that are only null; that there are some, or that
        what is around the schema lets null through, is said of the union. One of nothing but null,
        `{oneOf: [{type: "null"}, {const: null}]}`, is the type.
        """
        members = sequence(self.schema.get(keyword))
        if not members or keyword in self.leaf.omit:
            return
        real = [
            self.reader.subschema(member, self.at(keyword, number))
            for number, member in enumerate(members)
            if not self.reader.is_null(member)
        ]
        if real:
            null = self.leaf.null or len(real) < len(members)
            self.whole.unions.append(Union(keyword, self.at(keyword), tuple(real), null))
        else:
            self.whole.restrict(_NULL)

    def _constraints(self) -> None:
        said = [keyword for keyword in CONSTRAINTS if keyword in self.schema]
        for keyword in said:
            if _is_idle(self.schema, keyword):
                continue
            found = (self.schema[keyword], self.at(keyword))
            self.whole.constraints.setdefault(keyword, []).append(found)
            if self.leaf.null and keyword in _OF_NULL:
                self.whole.spared.add(keyword)

    def _maps(self) -> None:
        """`dependencies` was taken apart into `dependentSchemas` and `dependentRequired` (JSON
        Schema 2019-09). A property on which nothing depends is passed over; a pattern whose schema
        is empty is not, for it says of which names `additionalProperties` is not.
        """
        for keyword in (*MAPS, "dependentRequired", "dependencies"):
            for name, value in mapping(self.schema.get(keyword)).items():
                if keyword == "patternProperties":
                    self._entry(keyword, name, value, self.at(keyword, name))
                elif not _is_empty(self.reader.behind(value)):
                    self._dependency(name, value, self.at(keyword, name))

    def _dependency(self, name: str, value: Any, place: str) -> None:
        """What is needed beside a property: other properties (`{card: [billing]}`), also where a
        schema says no more than that (`{card: {required: [billing]}}`), or a schema. That `card` is
        there where it is needs no saying.
        """
        if isinstance(value, dict) and value.keys() == {"required"}:
            value = value["required"]
        if not isinstance(value, list):
            self._entry("dependentSchemas", name, value, place)
            return
        for other in value:
            if other != name:
                self.whole.dependent.setdefault((name, str(other)), place)

    def _entry(self, keyword: str, name: str, value: Any, place: str) -> None:
        if isinstance(value, dict | bool):
            known = self.whole.maps.setdefault(keyword, {})
            known[name] = (*known.get(name, ()), SchemaPart(place, value))

    def _notes(self) -> None:
        for keyword in NOTES:
            if keyword in self.schema:
                self.whole.notes.setdefault(keyword, (self.schema[keyword], self.at(keyword)))

    def _extensions(self) -> None:
        """What is kept as the outermost schema has it: the discriminator, and what is no keyword of
        a schema (`x-…`).
        """
        schema, whole = self.schema, self.whole
        if isinstance(schema.get("discriminator"), dict) and whole.discriminator is None:
            whole.discriminator = (schema["discriminator"], self.at("discriminator"))
        for keyword in schema:
            if keyword not in _READ:
                whole.extensions.setdefault(keyword, (schema[keyword], self.at(keyword)))


def _is_without(value: Any, listed: Any) -> bool:
    return isinstance(listed, list) and value not in listed


def _is_empty(schema: Any) -> bool:
    """Whether a schema says nothing, or only what holds anyway."""
    if schema is True:
        return True
    return isinstance(schema, dict) and all(
        key in _SAYS_NOTHING and value == _SAYS_NOTHING[key] for key, value in schema.items()
    )


def _says_something(schema: Mapping[str, Any], keyword: str) -> bool:
    """Whether a keyword of `SINCE_3_1` is there and refuses something: none does whose schemas are
    all empty (`{if: {…}}` without branches, `prefixItems: [{}]`), and a list may lack what it
    contains no fewer than 0 times of (`minContains: 0`).
    """
    parts: Iterable[Any]
    match keyword, schema.get(keyword):
        case _, None:
            return False
        case "contains", _:
            return schema.get("minContains") != 0
        case "if", _:
            parts = (schema.get("then", True), schema.get("else", True))
        case "patternProperties" | "dependentSchemas" | "dependentRequired", dict() as entries:
            parts = entries.values()
        case _, list() as members:
            parts = members
        case _, value:
            parts = (value,)
    return not all(map(_is_empty, parts))


def _is_idle(schema: Mapping[str, Any], keyword: str) -> bool:
    """Whether a constraint refuses nothing: `uniqueItems: false`, `not: {not: {}}`, a number of
    items that a list contains without saying which (JSON Schema 2020-12, Validation, sections 6.4.4
    and 6.4.5).
    """
    match keyword, schema[keyword]:
        case "minContains" | "maxContains", _:
            return "contains" not in schema
        case "not", {"not": inner, **rest} if not rest:
            return _is_empty(inner)
        case "uniqueItems", False:
            return True
    return False


def _exceeds(schema: Mapping[str, Any], keyword: str, least: int) -> bool:
    return is_number(schema.get(keyword)) and schema[keyword] > least


def _tighten(kept: dict[str, Bound], keyword: str, found: Bound, sign: int) -> None:
    known = kept.get(keyword)
    if known is None or (sign * found[0], found[1]) > (sign * known[0], known[1]):
        kept[keyword] = found
