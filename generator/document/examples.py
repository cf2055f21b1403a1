"""An example payload for a schema or a media type of a document.

What the document shows comes first, as long as its own schema accepts it; otherwise a value is made
from the schema, always the same one: keywords of JSON Schema Validation 2020-12, section 6, and
formats of section 7.3. Recursion ends where the document lets it end (an optional property is left
out, an array stays empty), and what cannot be satisfied yields the nearest value, or is left out
where the document lets it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import jsonschema_rs

from generator.document.access import mapping, sequence
from generator.document.formats import chosen
from generator.document.inheritance import Family, reference_to, schema_at
from generator.document.instances import (
    Direction,
    Flag,
    Instances,
    hidden_names,
    is_flagged,
)
from generator.document.labels import label
from generator.document.patterns import text_for
from generator.document.schema.composition import Conjunction, Resolver, conjunction
from generator.document.schema.keywords import ALTERNATIVES, bounds, named_types, narrower
from generator.records import record

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

_DEPTH = 6
_BOTTOM = 60
_SIZE = 400
_TRIES = 1000
_ITEMS = 50
_COMPOSED = frozenset({"$ref", "allOf", "oneOf", "anyOf", "not"})
_SIMPLE = frozenset(
    {
        *("type", "enum", "const", "format", "pattern", "minLength", "maxLength", "multipleOf"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    }
)


@record(frozen=True, slots=True)
class _TextForm:
    """A text of a format. `others` are the further ones of a format that a client reads as what it
    is, and so would not send a text that is none; what `grows_in_front` is made longer there.
    """

    text: str
    others: tuple[str, ...] | None = None
    grows_in_front: bool = False


_PLAIN = _TextForm("text")
_DECIMAL = _TextForm("1.50")
_FORMS: Mapping[str, _TextForm] = {
    "date-time": _TextForm(
        "2025-01-01T08:00:00Z",
        others=(
            "2025-01-01T08:00:00.000Z",
            "2025-01-01T08:00:00.000000Z",
            "2025-01-01T08:00:00+00:00",
            "2025-01-01T00:00:00Z",
        ),
    ),
    "date": _TextForm("2025-01-01", others=()),
    "time": _TextForm("08:00:00Z"),
    "duration": _TextForm("P1D"),
    "uuid": _TextForm(
        "00000000-0000-4000-8000-000000000001",
        others=("00000000-0000-1000-8000-000000000001", "123E4567-E89B-42D3-A456-426614174000"),
    ),
    "email": _TextForm("reader@example.com", grows_in_front=True),
    "idn-email": _TextForm("reader@example.com", grows_in_front=True),
    "hostname": _TextForm("example.com", grows_in_front=True),
    "idn-hostname": _TextForm("example.com", grows_in_front=True),
    "ipv4": _TextForm("192.0.2.1"),
    "ipv6": _TextForm("2001:db8::1"),
    "uri": _TextForm("https://example.com/"),
    "url": _TextForm("https://example.com/"),
    "uri-reference": _TextForm("/"),
    "iri": _TextForm("https://example.com/"),
    "iri-reference": _TextForm("/"),
    "uri-template": _TextForm("/{id}"),
    "json-pointer": _TextForm("/a"),
    "relative-json-pointer": _TextForm("0"),
    "regex": _TextForm("a"),
    "byte": _TextForm("dGV4dA=="),
}
_READ_AS: Mapping[str, _TextForm] = {
    "Decimal": _DECIMAL,
    "timedelta": _FORMS["duration"],
    "bytes": _FORMS["byte"],
    "time": _FORMS["time"],
}
"""The texts of what strings are read as, where the document says so of a format."""


@record(frozen=True, slots=True)
class _Flat:
    """A schema with all that holds together with it folded in. `required` of its properties travel
    in the direction, whatever one part says of them.
    """

    keywords: dict[str, Any]
    required: frozenset[str] = frozenset()

    def with_(self, other: _Flat) -> _Flat:
        """What asks for both."""
        return _Flat(_folded(self.keywords, other.keywords), self.required | other.required)

    def without(self, *keywords: str) -> _Flat:
        kept = {key: value for key, value in self.keywords.items() if key not in keywords}
        return _Flat(kept, self.required)


class _Missing:
    """No value can be given here."""


_MISSING = _Missing()


@dataclass(slots=True)
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
        self._hidden: Flag = "readOnly" if direction == "request" else "writeOnly"
        self._instances = instances or Instances(document)
        types = chosen(getattr(document, "root", {}))
        self._forms = {name: _READ_AS[kind] for name, kind in types.items() if kind in _READ_AS}

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
            example = mapping(self._document.resolve(node)[0])
            shown = next((key for key in ("dataValue", "value") if key in example), None)
            if shown is not None:
                yield name, example[shown]
            elif "in" not in media and isinstance(example.get("serializedValue"), str):
                yield name, _read(example["serializedValue"])

    # --- one schema -------------------------------------------------------------------------------

    def _make(self, schema: Any, place: _Place) -> JsonValue | _Missing:
        made = self._unfixed(schema, place)
        fixed = self._instances.inheritance.fixed_in(schema, self._document)
        return {**made, **fixed} if fixed and isinstance(made, dict) else made

    def _unfixed(self, schema: Any, place: _Place) -> JsonValue | _Missing:
        if schema is False:
            return _MISSING
        if not isinstance(schema, Mapping):
            return "text"
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
        for node in (schema, target):
            if not isinstance(node, Mapping):
                continue
            if "const" in node:
                return cast("JsonValue", node["const"])
            shown = [("examples", value) for value in sequence(node.get("examples"))]
            shown += [("example", node["example"])] if "example" in node else []
            shown += [("default", node["default"])] if node.get("default") is not None else []
            for key, value in shown:
                if self._accepts(node, value, key):
                    return cast("JsonValue", value)
        return _MISSING

    def _accepts(self, schema: Mapping[str, Any], value: Any, key: str) -> bool:
        """A plain value is judged by the plain keywords beside it, anything else by the whole
        schema.
        """
        if key == "default" and value in ({}, []):
            return False
        if isinstance(value, (dict, list)) or not schema.keys().isdisjoint(_COMPOSED):
            return self._instances.valid(schema, value, self._direction)
        return _simply_valid(schema, value)

    def _flat(self, schema: Any) -> _Flat | None:
        """`schema` with all that holds together with it folded in; `None` when it accepts nothing.

        A property that several of them declare is held to all, and an annotation is that of the
        outermost: what is shown should be taken by every reader of the document.
        """
        flat: dict[str, Any] = {}
        whole = Conjunction(schema, "", self._document)
        parts = whole.outermost_first()
        for part in parts:
            if part.schema is False:
                return None
            flat = _folded(flat, whole.own(part))
        if len(parts) > 1 and "required" in flat and "properties" in flat:
            hidden = hidden_names(conjunction(schema, self._document), self._hidden, self._document)
            required = [name for name in flat["required"] if name in flat["properties"]]
            return _Flat(flat, frozenset(required) - hidden)
        return _Flat(flat)

    def _keywords(self, schema: Any) -> dict[str, Any]:
        """What `schema` says, with all that holds together with it."""
        flat = self._flat(schema)
        return {} if flat is None else flat.keywords

    def _made(self, flat: _Flat, origin: Any, place: _Place) -> JsonValue | _Missing:
        schema = flat.keywords
        if listed := schema.get("enum"):
            values = sorted(listed, key=lambda value: value is None)
            return cast(
                "JsonValue",
                next((value for value in values if _simply_valid(schema, value)), values[0]),
            )
        if "const" in schema:
            return cast("JsonValue", schema["const"])
        for key in ("oneOf", "anyOf"):
            if schema.get(key):
                return self._branch(flat, key, origin, place)
        match kind := _kind(schema):
            case "object":
                return self._object(flat, place)
            case "array":
                return self._array(schema, place)
            case "string":
                named = str(schema.get("format"))
                return _string(schema, self._forms.get(named) or _FORMS.get(named, _PLAIN))
            case "integer" | "number":
                return _number(schema, kind)
            case "boolean":
                return True
        return None if kind == "null" else "text"

    def _branch(self, flat: _Flat, key: str, origin: Any, place: _Place) -> JsonValue | _Missing:
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
        self, branch: Any, rest: _Flat, discriminator: Any, place: _Place
    ) -> JsonValue | _Missing:
        """A value of one branch of a union, and of the `rest` beside the union."""
        flat = self._flat(branch)
        target, pointer = self._document.resolve(branch)
        if flat is None or id(target) in place.inside:
            return _MISSING
        value: JsonValue | _Missing = _MISSING
        if isinstance(branch, Mapping) and not rest.keywords.get("properties"):
            value = self._shown(branch, target)
        if isinstance(value, _Missing):
            value = self._made(rest.with_(flat), branch, place.within(target))
        if isinstance(value, dict):
            value = self._discriminated(value, discriminator, flat.keywords, pointer)
            value |= self._instances.inheritance.fixed_in(branch, self._document)
        return value

    def _of_family(self, family: Family, origin: Any, place: _Place) -> JsonValue | _Missing:
        """A value of the first schema that can be made of those that extend a base, else of the
        base.
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
        """A value of a member of a family, told by `value`."""
        reference = {"$ref": reference_to(pointer)}
        target, _ = self._document.resolve(reference)
        nested = self._instances.inheritance.nested(pointer, family)
        made = self._shown(reference, target) if nested is None else self._make(reference, place)
        if isinstance(made, _Missing) and id(target) not in place.inside - {
            id(schema_at(family.base, self._document))
        }:
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
        (OpenAPI 3.1, section 4.8.25).
        """
        if not isinstance(discriminator, Mapping) or pointer is None:
            return value
        name, stem = discriminator.get("propertyName", ""), pointer.rpartition("/")[2]
        written = stem
        for key, target in (discriminator.get("mapping") or {}).items():
            if str(target).rpartition("/")[2] == stem:
                written = key
                break
        flat = self._keywords(branch.get("properties", {}).get(name, {}))
        kinds = named_types(flat) if "type" in flat else ["string"]
        read = (label(str(written), kind) for kind in kinds)
        named = next((each for each in read if each is not None), None)
        if named is None or "const" in flat or ("enum" in flat and named not in flat["enum"]):
            return value
        return {**value, name: named}

    # --- objects and arrays -----------------------------------------------------------------------

    def _object(self, flat: _Flat, place: _Place) -> JsonValue | _Missing:
        schema = flat.keywords
        properties = schema.get("properties") or {}
        # a boolean where a reference leads to a parameter or a header
        required = [name for name in sequence(schema.get("required")) if isinstance(name, str)]
        names = dict.fromkeys([*properties, *required])
        most = schema.get("maxProperties", len(names))
        value: dict[str, JsonValue] = {}
        for name in names:
            needed = name in required
            still_needed = len({*required} - {*value, name})
            if not needed and (not place.ample or len(value) + still_needed >= most):
                continue
            declared = properties.get(name, schema.get("additionalProperties", True))
            if name not in flat.required and is_flagged(declared, self._hidden, self._document):
                continue
            unfit = place.unfit[0]
            made = self._make(declared, place)
            if place.unfit[0] > unfit and not needed:
                place.unfit[0] = unfit
            elif not isinstance(made, _Missing):
                value[name] = made
            elif needed:
                return _MISSING
        self._fill(value, schema, place)
        return value

    def _fill(self, value: dict[str, JsonValue], schema: dict[str, Any], place: _Place) -> None:
        """Adds what `additionalProperties` and `minProperties` ask for: one entry shows a map."""
        extra = schema.get("additionalProperties", True)
        typed = isinstance(extra, Mapping) and bool(extra)
        wanted = max(
            schema.get("minProperties", 0), 1 if typed and not value and place.ample else 0
        )
        names: list[str] = []
        if isinstance(rule := schema.get("propertyNames"), Mapping):
            keys = self._keywords(rule)
            names = [str(name) for name in keys.get("enum", ())] or [
                str(self._make({**keys, "type": "string"}, place))
            ]
        for name in (*names, *(f"key{number}" for number in range(1, min(wanted, _ITEMS) + 1))):
            if len(value) >= wanted:
                return
            made = self._make(extra, place)
            if isinstance(made, _Missing):
                return
            value.setdefault(name, made)

    def _array(self, schema: dict[str, Any], place: _Place) -> JsonValue | _Missing:
        least = min(schema.get("minItems", 0), _ITEMS)
        value: list[JsonValue] = []
        for item in schema.get("prefixItems", ()):
            made = self._make(item, place)
            if isinstance(made, _Missing):
                break
            value.append(made)
        items = schema.get("items", True)
        wanted = max(least, 1 if place.ample and not value else 0, len(value))
        wanted = min(wanted, schema.get("maxItems", wanted))
        distinct = schema.get("uniqueItems") is True
        for number in range(len(value), wanted):
            made = self._make(items, place)
            if isinstance(made, _Missing):
                return _MISSING if len(value) < least else value
            value.append(self._varied(items, made, number, value) if distinct else made)
        return value

    def _varied(
        self, schema: Any, made: JsonValue, number: int, before: Iterable[JsonValue]
    ) -> JsonValue:
        """Another value of `schema` than those before it, for `uniqueItems`."""
        flat = self._keywords(schema)
        unused = [value for value in flat.get("enum", ()) if value not in before]
        if unused:
            return cast("JsonValue", unused[0])
        if number == 0 or isinstance(made, bool):
            return made
        if isinstance(made, (int, float)):
            return cast("JsonValue", made + number * flat.get("multipleOf", 1))
        if isinstance(made, str):
            return made[: len(made) - len(str(number))] + str(number)
        if isinstance(made, dict):
            for name, value in made.items():
                if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                    return {
                        **made,
                        name: self._varied(
                            flat.get("properties", {}).get(name, True), value, number, ()
                        ),
                    }
        return made


# --- folding and plain values ---------------------------------------------------------------------


def _folded(one: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A schema that asks for both, as far as keywords can say it; annotations of the first win."""
    both = dict(one)
    for key, value in other.items():
        if value is None and key in _FOLDS:  # as empty as it is elsewhere; `lint` tells it
            continue
        if key not in both:
            both[key] = value
        elif key in _FOLDS:
            both[key] = _FOLDS[key](both[key], value)
        elif (bound := narrower(key, both[key], value)) is not None:
            both[key] = bound
        elif key in _LATER_WINS or both[key] in (True, {}):
            both[key] = value
    return both


def _both_properties(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    shared = {name: {"allOf": [one[name], other[name]]} for name in one.keys() & other.keys()}
    return {**one, **other, **shared}


def _either_of_both(one: list[Any], other: list[Any]) -> list[Any]:
    return [{"allOf": [left, right]} for left in one for right in other][:_ITEMS]


def _common_types(one: Any, other: Any) -> Any:
    """The types that both name, in the order of the first; those of the first where they disagree:
    the nearest value to what is asked."""
    left, right = named_types({"type": one}), named_types({"type": other})
    common = [kind for kind in left if kind in right or (kind == "integer" and "number" in right)]
    return (common or left) if len(common) != 1 else common[0]


_FOLDS: Mapping[str, Callable[[Any, Any], Any]] = {
    "properties": _both_properties,
    "required": lambda one, other: list(dict.fromkeys([*one, *other])),
    "type": _common_types,
    "enum": lambda one, other: [item for item in one if item in other] or one,
    **dict.fromkeys(ALTERNATIVES, _either_of_both),
}
"""How two values of a keyword are folded into one."""
_LATER_WINS = frozenset({"format", "pattern", "items", "readOnly", "writeOnly"})


def _kind(schema: Mapping[str, Any]) -> str:
    named = schema.get("type")
    if isinstance(named, list):
        return next((kind for kind in named if kind != "null"), "null")
    if isinstance(named, str):
        return named
    for kind, keywords in _KEYWORDS_OF.items():
        if not schema.keys().isdisjoint(keywords):
            return kind
    return "string"


_KEYWORDS_OF: Mapping[str, tuple[str, ...]] = {
    "object": ("properties", "additionalProperties", "required", "minProperties"),
    "array": ("items", "prefixItems", "minItems"),
    "number": ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
}
"""What a schema that names no type says something of, the first that fits."""


def _string(schema: Mapping[str, Any], form: _TextForm) -> str:
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    pattern, text = schema.get("pattern"), form.text
    plain = {key: schema[key] for key in ("pattern", "minLength", "maxLength") if key in schema}
    for each in (text, *(form.others or ())):
        if _simply_valid(plain, each):
            return each
    if isinstance(pattern, str) and not _simply_valid({"pattern": pattern}, text):
        made = text_for(pattern, least)
        if made is not None and (
            form.others is None or _simply_valid({"format": schema["format"]}, made)
        ):
            text = made
    elif len(text) < least:
        text = (
            "a" * (least - len(text)) + text
            if form.grows_in_front
            else (text * (least // len(text) + 1))[:least]
        )
    return text if most is None else text[: max(most, 0)]


def _number(schema: Mapping[str, Any], kind: str) -> int | float:
    """The number nearest to 1 (1.5 where it need not be whole) that the bounds and `multipleOf`
    allow.
    """
    low, high = _limit(schema, "minimum"), _limit(schema, "maximum")
    step = schema.get("multipleOf") or (1 if kind == "integer" else None)
    value: int | float = 1 if kind == "integer" or step else 1.5
    if step:
        value = step * max(1, round(value / step))
        if low is not None and (value < low[0] or (low[1] and value == low[0])):
            value = step * -(-low[0] // step)
            value += step if low[1] and value <= low[0] else 0
        if high is not None and (value > high[0] or (high[1] and value == high[0])):
            value = step * (high[0] // step)
            value -= step if high[1] and value >= high[0] else 0
    elif low is not None and high is not None and not low[0] < value < high[0]:
        value = low[0] + (high[0] - low[0]) / 2
    elif low is not None and value <= low[0]:
        value = low[0] + 1
    elif high is not None and value >= high[0]:
        value = high[0] - 1
    return int(value) if kind == "integer" and value == int(value) else value


def _limit(schema: Mapping[str, Any], limit: str) -> tuple[int | float, bool] | None:
    """The tightest bound of a schema, and whether it is excluded."""
    sign = 1 if limit == "minimum" else -1
    found = [(sign * value, excluded) for value, excluded, _ in bounds(schema, limit)]
    return (sign * max(found)[0], max(found)[1]) if found else None


def _simply_valid(schema: Mapping[str, Any], value: Any) -> bool:
    plain = {
        key: schema[key] for key in _SIMPLE & schema.keys() if not isinstance(schema[key], bool)
    }
    if value is None and schema.get("nullable") is True:
        return True
    try:
        return jsonschema_rs.is_valid(plain, value, validate_formats=True, offline=True)
    except ValueError:
        return False
