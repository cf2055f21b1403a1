"""An example payload for a schema or a media type of a document.

What the document shows comes first, as long as its own schema accepts it; otherwise a value is made
from the schema, always the same one: keywords of JSON Schema Validation 2020-12, section 6, and
formats of section 7.3. Recursion ends where the document lets it end (an optional property is left
out, an array stays empty), and what cannot be satisfied yields the nearest value, or is left out
where the document lets it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, cast

from generator.document.access import mapping, sequence
from generator.document.directions import HIDDEN_IN, Direction, is_flagged, required_names
from generator.document.example_folding import FoldedSchema, fold
from generator.document.example_values import (
    FORMS,
    PLAIN,
    READ_AS,
    is_plainly_valid,
    kind_of,
    number_of,
    text_of,
)
from generator.document.formats import chosen
from generator.document.inheritance import Family, reference_to, schema_at
from generator.document.instances import Instances
from generator.document.labels import label
from generator.document.schema.composition import Resolver
from generator.document.schema.keywords import ALTERNATIVES, count, named_types
from generator.records import record

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

_DEPTH = 6  # levels down to which there is what may be left out
_BOTTOM = 60  # levels down to which anything is made
_SIZE = 400  # values after which only what is needed is made
_TRIES = 1000  # of branches of unions and variants of bases
_ITEMS = 50  # of a list, whatever it asks for
_COMPOSED = frozenset({"$ref", "allOf", "oneOf", "anyOf", "not"})


class _Missing:
    """No value can be given here."""


_MISSING = _Missing()


@record(frozen=True, slots=True)
class _Place:
    """Where a value is being made: how deep, inside which schemas, how many values more may be made
    and alternatives tried, and how many values were made of unions that take none of them.
    """

    depth: int = 0
    inside: frozenset[int] = frozenset()
    left: list[int] = field(default_factory=lambda: [_SIZE])
    tries: list[int] = field(default_factory=lambda: [_TRIES])
    unfit: list[int] = field(default_factory=lambda: [0])

    def within(self, schema: Any) -> _Place:
        inside = self.inside | {id(schema)}
        return _Place(self.depth + 1, inside, self.left, self.tries, self.unfit)

    def lean(self) -> _Place:
        """The same place where only what is needed is made."""
        depth = max(self.depth, _DEPTH)
        return _Place(depth, self.inside, self.left, self.tries, self.unfit)

    @property
    def ample(self) -> bool:
        return self.depth < _DEPTH and self.left[0] > 0


def _read(text: str) -> JsonValue:
    """The value of JSON text; any other text is a value itself."""
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


class Examples:
    """Example payloads of one document, for one direction: a request leaves out what is read-only,
    a response what is write-only."""

    def __init__(
        self,
        document: Resolver,
        direction: Direction = "request",
        instances: Instances | None = None,
    ) -> None:
        self._document = document
        self._direction: Direction = direction
        self._hidden = HIDDEN_IN[direction]
        self._instances = instances or Instances(document)
        types = chosen(getattr(document, "root", {}))
        self._forms = FORMS | {
            name: READ_AS[kind] for name, kind in types.items() if kind in READ_AS
        }

    def of_schema(self, schema: Any) -> JsonValue:
        """A value that `schema` accepts, as far as one can be found."""
        value = self._make(schema, _Place())
        return None if isinstance(value, _Missing) else value

    def of_media_type(self, media: Mapping[str, Any]) -> JsonValue:
        """The first valid example that a Media Type, Parameter or Header Object shows, else one
        made from its schema.
        """
        schema = media.get("schema", media.get("itemSchema", True))
        for _, value in self.documented(media):
            if self._instances.valid(schema, value, self._direction):
                return value
        return self.of_schema(schema)

    def documented(self, media: Mapping[str, Any]) -> Iterator[tuple[str, JsonValue]]:
        """The examples that a Media Type, Parameter or Header Object shows, by name; `example` has
        none, which is `""`.

        An example behind `externalValue` is left out: nothing outside the document is read. Of one
        in its serialized form alone (3.2, `serializedValue`) the text is read as JSON, where it is
        any; that of a parameter has its name and style in it, and is left out.
        """
        if "example" in media:
            yield "", media["example"]
        for name, node in mapping(media.get("examples")).items():
            match mapping(self._document.resolve(node)[0]):
                case {"dataValue": value} | {"value": value}:
                    yield name, value
                case {"serializedValue": str(written)} if "in" not in media:
                    yield name, _read(written)

    # --- one schema -------------------------------------------------------------------------------

    def _make(self, schema: Any, place: _Place) -> JsonValue | _Missing:
        made = self._unfixed(schema, place)
        fixed = self._instances.inheritance.fixed_in(schema, self._document)
        return {**made, **fixed} if fixed and isinstance(made, dict) else made

    def _unfixed(self, schema: Any, place: _Place) -> JsonValue | _Missing:
        """A value that `schema` shows, else one of its family, else one made from what it says; yet
        without what a family fixes. Missing within itself, and where nothing is accepted.
        """
        if schema is False:
            return _MISSING
        if not isinstance(schema, Mapping):
            return "text"  # `true` takes any value
        target, _ = self._document.resolve(schema)
        if id(target) in place.inside or place.depth > _BOTTOM:
            return _MISSING
        place.left[0] -= 1
        shown = self._shown(schema, target)
        if not isinstance(shown, _Missing):
            return shown
        family = self._instances.inheritance.family_of(schema, self._document)
        if family is not None:
            return self._of_family(family, schema, place.within(target))
        flat = self._flat(schema)
        if flat is None:
            return _MISSING
        return self._made(flat, schema, place.within(target))

    def _shown(self, schema: Mapping[str, Any], target: Any) -> JsonValue | _Missing:
        """What the schema itself gives as a value: `const`, examples, `default`."""
        for node in (schema, mapping(target)):
            for keyword, value in _offered(node):
                if keyword == "const" or self._accepts(node, value, keyword):
                    return cast("JsonValue", value)
        return _MISSING

    def _accepts(self, schema: Mapping[str, Any], value: Any, key: str) -> bool:
        """A plain value is judged by the plain keywords beside it, anything else by the whole
        schema.
        """
        if key == "default" and value in ({}, []):
            return False  # nothing is in it that would be shown
        if isinstance(value, (dict, list)) or not schema.keys().isdisjoint(_COMPOSED):
            return self._instances.valid(schema, value, self._direction)
        return is_plainly_valid(schema, value)

    def _flat(self, schema: Any) -> FoldedSchema | None:
        return fold(schema, self._hidden, self._document)

    def _keywords(self, schema: Any) -> dict[str, Any]:
        """What `schema` says, with all that holds together with it."""
        flat = self._flat(schema)
        return {} if flat is None else flat.keywords

    def _made(self, flat: FoldedSchema, origin: Any, place: _Place) -> JsonValue | _Missing:
        """A value of `origin` by what it says, folded: its own values, then one of its
        alternatives, then by its type.
        """
        schema = flat.keywords
        if listed := schema.get("enum"):
            return _listed(listed, schema)
        if "const" in schema:
            return cast("JsonValue", schema["const"])
        union = next((key for key in ALTERNATIVES if schema.get(key)), None)
        if union is not None:
            return self._branch(flat, union, origin, place)
        return self._of_type(flat, place)

    def _of_type(self, flat: FoldedSchema, place: _Place) -> JsonValue | _Missing:
        """A value of the type that a schema names or implies; a text of one that JSON lacks."""
        schema = flat.keywords
        match kind := kind_of(schema):
            case "object":
                return self._object(flat, place)
            case "array":
                return self._array(schema, place)
            case "string":
                return text_of(schema, self._forms.get(str(schema.get("format")), PLAIN))
            case "integer" | "number":
                return number_of(schema, kind)
            case "boolean":
                return True
            case "null":
                return None
        return "text"

    def _branch(
        self, flat: FoldedSchema, key: str, origin: Any, place: _Place
    ) -> JsonValue | _Missing:
        """A value of the first branch of a union that makes one for the whole schema; null is last.
        Else the first that was made at all, which is counted as `unfit`.

        A branch is tried with what may be left out, then without: in
        `oneOf: [{required: [a]}, {required: [b]}]` an object that has both is taken by neither.
        """
        schema, rest = flat.keywords, flat.without(key, "discriminator")
        branches = sorted(schema[key], key=self._is_null)
        first: JsonValue | _Missing = _MISSING
        unfit = place.unfit[0]
        for branch, place_of_branch in itertools.product(branches, (place, place.lean())):
            if place.tries[0] == 0 or place.depth > _BOTTOM:
                break
            place.tries[0] -= 1
            value = self._of_branch(branch, rest, schema.get("discriminator"), place_of_branch)
            if isinstance(value, _Missing):
                continue
            if self._instances.valid(origin, value, self._direction):
                place.unfit[0] = unfit
                return value
            first = value if isinstance(first, _Missing) else first
        place.unfit[0] = unfit + (not isinstance(first, _Missing))
        return first

    def _of_branch(
        self, branch: Any, rest: FoldedSchema, discriminator: Any, place: _Place
    ) -> JsonValue | _Missing:
        """A value of one branch of a union, and of the `rest` beside the union."""
        flat = self._flat(branch)
        target, pointer = self._document.resolve(branch)
        if flat is None or id(target) in place.inside:
            return _MISSING
        value: JsonValue | _Missing = _MISSING
        # an example of the branch alone has none of the properties beside the union
        if isinstance(branch, Mapping) and not rest.keywords.get("properties"):
            value = self._shown(branch, target)
        if isinstance(value, _Missing):
            value = self._made(rest.with_(flat), branch, place.within(target))
        if isinstance(value, dict):
            value = self._discriminated(value, discriminator, flat.keywords, pointer)
            value |= self._instances.inheritance.fixed_in(branch, self._document)
        return value

    def _of_family(self, family: Family, origin: Any, place: _Place) -> JsonValue | _Missing:
        """A value of the first schema of those that extend a base that is taken where the base is:
        `{kind: car, doors: 1}` of a vehicle. Else the first that was made. Nothing as soon as one
        cannot be made, as it is within itself: a car that tows a vehicle tows none in an example.
        """
        first: JsonValue | _Missing = _MISSING
        for value, pointer in family.variants:
            if place.tries[0] == 0:
                break
            place.tries[0] -= 1
            made = self._member(pointer, family, value, place)
            if isinstance(made, _Missing) or self._instances.valid(origin, made, self._direction):
                return made
            first = made if isinstance(first, _Missing) else first
        return first

    def _member(
        self, pointer: str, family: Family, value: JsonValue, place: _Place
    ) -> JsonValue | _Missing:
        """A value of a member of a family, told by `value`; where the member is a base itself, of
        one of its own family.
        """
        reference = {"$ref": reference_to(pointer)}
        target, _ = self._document.resolve(reference)
        nested = self._instances.inheritance.nested(pointer, family)
        made = self._shown(reference, target) if nested is None else self._make(reference, place)
        # the base may be a member of its own family, and is what the place is inside of
        around = place.inside - {id(schema_at(family.base, self._document))}
        if isinstance(made, _Missing) and id(target) not in around:
            flat = self._flat(reference)
            made = _MISSING if flat is None else self._made(flat, reference, place.within(target))
        return {**made, family.told_by: value} if isinstance(made, dict) else made

    def _is_null(self, branch: Any) -> bool:
        target, _ = self._document.resolve(branch)
        return isinstance(target, Mapping) and target.get("type") == "null"

    def _discriminated(
        self,
        value: dict[str, JsonValue],
        discriminator: Any,
        branch: dict[str, Any],
        pointer: str | None,
    ) -> dict[str, JsonValue]:
        """`value` with the discriminator's property naming the branch that it was made from
        (OpenAPI 3.1, section 4.8.25); as it is where an inline branch has no name.
        """
        if not isinstance(discriminator, Mapping) or pointer is None:
            return value
        name = discriminator.get("propertyName", "")
        flat = self._keywords(branch.get("properties", {}).get(name, {}))
        if "const" in flat:  # without it, where it may be left out, nothing names the branch
            return {**value, name: flat["const"]}
        tag = _tag(_written(discriminator.get("mapping") or {}, pointer), flat)
        return value if tag is None else {**value, name: tag}

    # --- objects and arrays -----------------------------------------------------------------------

    def _object(self, flat: FoldedSchema, place: _Place) -> JsonValue | _Missing:
        """An object with all that it requires, and what it may have while there is room for it;
        without what does not travel in the direction. Missing where something required cannot be
        made.
        """
        schema = flat.keywords
        properties = mapping(schema.get("properties"))
        # a boolean where a reference leads to a parameter or a header
        required = required_names(schema)
        names = dict.fromkeys([*properties, *required])
        most = schema.get("maxProperties", len(names))
        value: dict[str, JsonValue] = {}
        for name in names:
            is_needed = name in required
            # what `maxProperties` leaves beside those that are required and still to come
            room = most - len(value) - len({*required} - {*value, name})
            if not is_needed and (not place.ample or room <= 0):
                continue
            # one that is required and not declared is what `additionalProperties` says
            declared = properties.get(name, schema.get("additionalProperties", True))
            if name not in flat.required and is_flagged(declared, self._hidden, self._document):
                continue
            made = self._make(declared, place) if is_needed else self._optional(declared, place)
            if not isinstance(made, _Missing):
                value[name] = made
            elif is_needed:
                return _MISSING
        self._fill(value, schema, place)
        return value

    def _optional(self, schema: Any, place: _Place) -> JsonValue | _Missing:
        """A value that may be left out, which one of a union that takes none of its own is."""
        unfit = place.unfit[0]
        made = self._make(schema, place)
        if place.unfit[0] == unfit:
            return made
        place.unfit[0] = unfit
        return _MISSING

    def _fill(self, value: dict[str, JsonValue], schema: dict[str, Any], place: _Place) -> None:
        """Adds what `additionalProperties` and `minProperties` ask for. One entry shows a map:
        `{additionalProperties: {type: integer}}` is `{"key1": 1}`. `true` and `{}` say no more than
        that an object is not closed.
        """
        extra = schema.get("additionalProperties", True)
        is_map = isinstance(extra, Mapping) and bool(extra)
        least = count(schema.get("minProperties")) or 0
        wanted = max(least, int(is_map and not value and place.ample))
        names = self._names(schema.get("propertyNames"), place)
        numbered = (f"key{number}" for number in range(1, min(wanted, _ITEMS) + 1))
        for name in itertools.chain(names, numbered):
            if len(value) >= wanted:
                return
            made = self._make(extra, place)
            if isinstance(made, _Missing):
                return
            value.setdefault(name, made)

    def _names(self, rule: Any, place: _Place) -> list[str]:
        """The names that `propertyNames` lists, or one that it takes."""
        if not isinstance(rule, Mapping):
            return []
        keywords = self._keywords(rule)
        listed = [str(name) for name in keywords.get("enum", ())]
        return listed or [str(self._make({**keywords, "type": "string"}, place))]

    def _prefix(self, items: Iterable[Any], place: _Place) -> list[JsonValue]:
        """A value for each place of a tuple, up to the first that has none."""
        value: list[JsonValue] = []
        for made in (self._make(item, place) for item in items):
            if isinstance(made, _Missing):
                break
            value.append(made)
        return value

    def _array(self, schema: dict[str, Any], place: _Place) -> JsonValue | _Missing:
        """A list with an item for each place of `prefixItems`, and with one at least while there is
        room for it; shorter where no more can be made (of a tree, say) and fewer are enough.
        """
        least = min(count(schema.get("minItems")) or 0, _ITEMS)
        value = self._prefix(schema.get("prefixItems", ()), place)
        wanted = max(least, len(value), int(place.ample))
        most = count(schema.get("maxItems"))
        wanted = wanted if most is None else min(wanted, most)
        items, is_distinct = schema.get("items", True), schema.get("uniqueItems") is True
        for number in range(len(value), wanted):
            made = self._make(items, place)
            if isinstance(made, _Missing):
                return _MISSING if len(value) < least else value
            value.append(self._varied(items, made, number, value) if is_distinct else made)
        return value

    def _varied(
        self, schema: Any, made: JsonValue, number: int, before: Iterable[JsonValue]
    ) -> JsonValue:
        """Another value of `schema` than those before it, for `uniqueItems`: an unused one of its
        `enum`, else that which was `made`, with its `number` added or at its end (`tex1`); an
        object with one of its properties changed so. A boolean has no other.
        """
        flat = self._keywords(schema)
        unused = [value for value in flat.get("enum", ()) if value not in before]
        if unused:
            return cast("JsonValue", unused[0])
        match made:
            case bool():
                return made
            case _ if number == 0:
                return made
            case int() | float():
                return cast("JsonValue", made + number * flat.get("multipleOf", 1))
            case str():
                return made[: len(made) - len(str(number))] + str(number)
            case dict():
                return self._varied_object(flat.get("properties", {}), made, number)
        return made

    def _varied_object(
        self, properties: Mapping[str, Any], made: dict[str, JsonValue], number: int
    ) -> JsonValue:
        """The object with another value of its first property that is a text or a number."""
        for name, value in made.items():
            if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                return {**made, name: self._varied(properties.get(name, True), value, number, ())}
        return made


def _offered(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a schema shows as values of it, each with its keyword, the surest first."""
    if "const" in schema:
        yield "const", schema["const"]
    # those of a Media Type Object are a mapping, which some write here too
    for value in sequence(schema.get("examples")):
        yield "examples", value
    if "example" in schema:
        yield "example", schema["example"]
    if schema.get("default") is not None:  # null, valid or not, shows nothing
        yield "default", schema["default"]


def _listed(values: list[Any], schema: Mapping[str, Any]) -> JsonValue:
    """The first value of an `enum` that the keywords beside it take, null last."""
    ordered = sorted(values, key=lambda value: value is None)
    fitting = (value for value in ordered if is_plainly_valid(schema, value))
    return cast("JsonValue", next(fitting, ordered[0]))


def _tag(written: str, schema: Mapping[str, Any]) -> JsonValue:
    """What a name (`Cat`, `1`) is as a value of a discriminator's property, of any type that
    `schema` has for it; None where it is none of these, or is not in the `enum`.
    """
    kinds = named_types(schema) if "type" in schema else ["string"]
    read = (label(written, kind) for kind in kinds)
    tag = next((each for each in read if each is not None), None)
    return tag if tag in schema.get("enum", [tag]) else None


def _written(named: Mapping[str, Any], pointer: str) -> str:
    """What a discriminator's `mapping` calls a schema: else it is called by its own name."""
    stem = pointer.rpartition("/")[2]
    listed = (key for key, target in named.items() if str(target).rpartition("/")[2] == stem)
    return str(next(listed, stem))
