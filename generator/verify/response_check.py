"""An answer held strictly against the document: what it has that is not described, and what is
described otherwise.

Readers of the package are tolerant; this is not. A new field, a new value of an enumeration,
another type, a null that is not documented: each is a `Deviation`, which tells the shape that came
and never a value. Keys of a map are values, and so is a name that does not look like one: such keys
are told as `*`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, filterfalse
from typing import Any

from generator.api.model import Operation
from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.instances import Instances
from generator.document.pointer import split
from generator.records import record
from generator.vendor_docs.facts import Field
from generator.vendor_docs.json_values import json_type
from generator.vendor_docs.reading.sample import DATE, DATE_TIME, UUID, names_a_variant, placeholder
from generator.vendor_docs.schema_variants import (
    Place,
    SchemaVariant,
    SchemaVariants,
)
from generator.verify.caller import Answer
from templates.runtime.media_types import closest, is_json

_NAME = re.compile(r"[A-Za-z_][A-Za-z_-]*+\d{0,2}[A-Za-z_-]*+")
_FORMATS = {DATE_TIME: "date-time", DATE: "date", UUID: "uuid"}
_SHAPE = frozenset(
    {
        "type", "enum", "const", "required", "anyOf", "oneOf", "oneOfNotValid",
        "additionalProperties", "not",
    }
)  # fmt: skip
_LIMITS = {
    "contains": "as many of these items as are asked for",
    "falseSchema": "nothing",
    "unevaluatedItems": "no others",
    "unevaluatedProperties": "no others",
    "uniqueItems": "true",
}
"""What the document says by keywords whose value is no number and no text, in words."""
_MOST_LEVELS = 40


@record(frozen=True, slots=True)
class Deviation:
    """Where an answer is not as described: `where` are names from the body inwards, none for all of
    it.

    `aspect` is what differs (`type`, `enum`, `required`, `presence`, a keyword of JSON Schema,
    `status`, `media type`), `observed` and `document` what either says. `fact` is the field as it
    came, for a draft; a difference of the whole has none."""

    where: tuple[str, ...]
    aspect: str
    observed: str
    document: str
    fact: Field | None = None


class ResponseChecker:
    """Judges answers of one document's operations."""

    def __init__(self, document: Document, *, values: bool = False) -> None:
        """`values`: tell values that an enumeration lacks, where they look like names."""
        self._variants = SchemaVariants(document)
        self._described = {each.pointer: each for each in self._variants.operations()}
        self._instances = Instances(document)
        self._values = values
        self._document = document

    def check(self, operation: Operation, answer: Answer) -> tuple[Deviation, ...]:
        """All that is otherwise; of a body that is no JSON only its label is judged."""
        described = self._described[operation.pointer]
        status = described.documented_as(str(answer.status))
        if status is None:
            return (Deviation((), "status", str(answer.status), ", ".join(described.responses)),)
        message = described.responses[status]
        if not answer.body:
            return ()
        key = closest(message.content, answer.content_type)
        if key is None:
            documented = ", ".join(message.content) or "no body"
            return (Deviation((), "media type", answer.content_type or "none", documented),)
        if not is_json(answer.content_type) or answer.status >= 400:
            return ()
        try:
            body = answer.json()
        except ValueError:
            return (Deviation((), "media type", "no JSON", key),)
        place = message.content[key].schema
        if not place:
            return (Deviation((), "presence", _shape([body]), f"{status}: not described"),)
        return self._unlike(body, place)

    def _unlike(self, body: Any, place: Place) -> tuple[Deviation, ...]:
        """Where a body is not as described: one `Deviation` for each place and aspect.

        What the walk finds is told in its words, what JSON Schema finds besides (`format`,
        `maximum`) by its keyword, unless the shape of that place is another one anyway. If neither
        can say where, as with `not`, the whole is told.
        """
        found: dict[tuple[tuple[str, ...], str], Deviation] = {}
        walk = _Walk(self._variants, self._document, self._values)
        for difference in walk.at(_Observed((), [body]), place):
            found.setdefault((difference.where, difference.aspect), difference)
        shaped = {where for where, _ in found}
        violations = self._instances.violations(place[0][1], body, "response")
        for each in violations:
            where = _where(each.pointer, body, self._variants, place)
            if each.keyword not in _SHAPE and where not in shaped:
                fact = Field(where[-1]) if where else None
                limit = each.limit or _LIMITS.get(each.keyword, "otherwise")
                deviation = Deviation(where, each.keyword, "not so", limit, fact)
                found.setdefault((where, each.keyword), deviation)
        if violations and not found:
            return (Deviation((), "variant", "fits none", "one of several"),)
        return tuple(found.values())


@record(frozen=True, slots=True)
class _Observed:
    """What an answer has at a place: `where` are names from the body inwards."""

    where: tuple[str, ...]
    values: Sequence[Any]

    def items(self) -> _Observed:
        return _Observed(self.where, _items(self.values))

    def member(self, name: str) -> _Observed:
        return _Observed((*self.where, name), _held(self.values, name))

    def members(self, names: Iterable[str]) -> _Observed:
        """All together, without their names."""
        held = (_held(self.values, name) for name in names)
        return _Observed((*self.where, "*"), [*chain.from_iterable(held)])

    def differs(self, aspect: str, document: str) -> Deviation:
        fact = _field(self.where[-1], self.values) if self.where else None
        return Deviation(self.where, aspect, _shape(self.values), document, fact)


class _Walk:
    """Goes through a value and what is said of it side by side; all items of a list are looked at
    together.
    """

    def __init__(self, variants: SchemaVariants, document: Document, values: bool) -> None:
        self._variants, self._document, self._values = variants, document, values

    def at(self, found: _Observed, described: Place) -> Iterator[Deviation]:
        """Where what came differs from what is described, at a place and inside of it.

        Where nothing is said of a value (`{}`), it is told if it has members, which a document
        should describe.
        """
        variants = self._variants.of(described)
        if not found.values or not variants or len(found.where) > _MOST_LEVELS:
            return
        if _leaves_all_open(variants):
            if any(map(_has_members, found.values)):
                yield found.differs("presence", "not described")
            return
        yield from self._kinds(found, variants)
        yield from self._listed(found, variants)
        held = next((variant.items for variant in variants if variant.items), ())
        yield from self.at(found.items(), held)
        for variant, objects in self._sorted(_objects(found.values), variants):
            yield from self._members(_Observed(found.where, objects), variant)

    def _kinds(self, found: _Observed, variants: Sequence[SchemaVariant]) -> Iterator[Deviation]:
        """Types, and null."""
        types = [variant.types for variant in variants]
        documented = {"null" for variant in variants if variant.nullable}.union(*types)
        met = set(map(json_type, found.values))
        if "number" in documented:  # a whole number is one too
            met.discard("integer")
        if all(types) and not met <= documented:
            yield found.differs("type", _types(documented))

    def _listed(self, found: _Observed, variants: Sequence[SchemaVariant]) -> Iterator[Deviation]:
        """Values of an enumeration, also of one that is open."""
        listed = _values_of(variants)
        new = [value for value in found.values if _is_plain(value) and value not in listed]
        if listed and new:
            yield self._new(found.where, new, len(listed))

    def _members(self, objects: _Observed, variant: SchemaVariant) -> Iterator[Deviation]:
        """Where members of objects of one variant differ from its properties."""
        yield from self._discriminators(objects, variant)
        for name, described in variant.properties.items():
            yield from self.at(objects.member(name), described)
        for name in sorted(variant.required):
            member = objects.member(name)
            if len(member.values) < len(objects.values):
                told = ("required", "not always there", "always there")
                yield Deviation(member.where, *told, _field(name, []))
        yield from self._unknown(objects, variant)

    def _discriminators(self, objects: _Observed, variant: SchemaVariant) -> Iterator[Deviation]:
        """New values of a discriminator: neither seen nor listed by the enumeration of its own."""
        for name, seen in variant.discriminators.items():
            member = objects.member(name)
            known = {*seen, *self._strings(variant.properties.get(name, ()))}
            new = [each for each in member.values if isinstance(each, str) and each not in known]
            if seen and new:
                yield self._new(member.where, new, len(seen))

    def _unknown(self, objects: _Observed, variant: SchemaVariant) -> Iterator[Deviation]:
        """Members that are not described; of a map its values are looked at.

        One is told by its name if that is a word, as `age` is, and else as `*`: the key
        `reader@example.com` is somebody's. An object of no properties describes none to begin with.
        """
        names = dict.fromkeys(chain.from_iterable(objects.values))
        others = [name for name in names if name not in variant.properties]
        if maps := _maps(variant, self._document):
            yield from self.at(objects.members(others), maps)
        elif variant.properties:
            for name in sorted(filter(_NAME.fullmatch, others)):
                yield objects.member(name).differs("presence", "not described")
            hidden = objects.members(filterfalse(_NAME.fullmatch, others))
            if hidden.values:
                yield hidden.differs("presence", "not described")

    def _sorted(
        self, objects: Iterable[dict[str, Any]], variants: Sequence[SchemaVariant]
    ) -> Iterator[tuple[SchemaVariant, list[dict[str, Any]]]]:
        """The objects of each variant: the first whose constants they have and that requires the
        most of what they have.
        """
        kinds = [_Kind(variant, self._constants(variant)) for variant in variants]
        groups: dict[int, list[dict[str, Any]]] = {}
        for one in objects:
            fits = [kind.fit(one) for kind in kinds]
            groups.setdefault(fits.index(max(fits)), []).append(one)
        for index, group in groups.items():
            yield variants[index], group

    def _constants(self, variant: SchemaVariant) -> dict[str, list[Any]]:
        found = {
            name: _values_of(self._variants.of(place)) for name, place in variant.properties.items()
        }
        return {name: values for name, values in found.items() if values}

    def _strings(self, place: Place) -> list[str]:
        """The texts that an enumeration lists."""
        return [each for each in _values_of(self._variants.of(place)) if isinstance(each, str)]

    def _new(self, where: tuple[str, ...], new: Sequence[Any], count: int) -> Deviation:
        shown = sorted(set(filter(_may_be_told, new)), key=str) if self._values else []
        observed = f"others: {', '.join(map(str, shown))}" if shown else "another value"
        fact = replace(_field(where[-1] if where else "", new), seen=tuple(shown))
        return Deviation(where, "enum", observed, f"one of {count}", fact if where else None)


@record(frozen=True, slots=True)
class _Kind:
    """A variant, with the values of its properties that have but a few."""

    variant: SchemaVariant
    constants: Mapping[str, list[Any]]

    def fit(self, one: Mapping[str, Any]) -> tuple[int, int, int]:
        """How well an object is of this variant: what speaks against it, what tells it apart, how
        much of it is described.
        """
        told = [one[name] in values for name, values in self.constants.items() if name in one]
        against = told.count(False) + len(self.variant.required - one.keys())
        return -against, told.count(True), len(one.keys() & self.variant.properties.keys())


def _leaves_all_open(variants: Iterable[SchemaVariant]) -> bool:
    """Whether a schema says nothing of what a value is."""
    return not any(each.types or each.properties or each.values for each in variants)


def _maps(variant: SchemaVariant, document: Document) -> Place:
    """The schema of what an object has besides its properties, where the document says one."""
    for pointer in variant.objects:
        node = mapping(document.get(pointer))
        more = node.get("additionalProperties")
        if isinstance(more, dict):
            return ((f"{pointer}/additionalProperties", more),)
        for first in mapping(node.get("patternProperties")).values():
            return ((f"{pointer}/patternProperties", first),)
    return ()


def _where(pointer: str, body: Any, variants: SchemaVariants, place: Place) -> tuple[str, ...]:
    """The names on the way to a place of a value; items have none, and what is not described is
    `*`.

    `/0/tags/a b` is `("tags", "*")` in a list of objects with a map `tags`.
    """
    names: list[str] = []
    value, places = body, [place]
    for part in split(pointer):
        said = chain.from_iterable(map(variants.of, places))
        if isinstance(value, list):
            value, places = value[int(part)], [each.items for each in said if each.items]
        else:
            value = mapping(value).get(part)
            places = [each.properties[part] for each in said if part in each.properties]
            names.append(part if places else "*")
    return tuple(names)


# --- values ---------------------------------------------------------------------------------------


def _is_plain(value: Any) -> bool:
    """Whether a value may be of an enumeration."""
    return not (value is None or isinstance(value, (dict, list)))


def _has_members(value: Any) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _may_be_told(value: Any) -> bool:
    """Whether a value is not somebody's: the name of a variant, or a number of one."""
    return type(value) is int or names_a_variant(value)


def _objects(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)]


def _items(values: Iterable[Any]) -> list[Any]:
    return [item for value in values if isinstance(value, list) for item in value]


def _held(objects: Iterable[Mapping[str, Any]], name: str) -> list[Any]:
    """What objects have under a name."""
    return [one[name] for one in objects if name in one]


def _values_of(variants: Iterable[SchemaVariant]) -> list[Any]:
    """What enumerations list."""
    return [value for variant in variants for value in variant.values or ()]


# --- shapes ---------------------------------------------------------------------------------------


def _field(name: str, values: Sequence[Any], level: int = 0) -> Field:
    """The field that values of one place are, by their JSON types; no value of theirs is kept.

    `type` is one name or several, without null. `fields` are those of objects, also of objects in
    a list: `[{"who": 1}]` is an array whose items are objects with a field `who`.
    """
    kinds = {json_type(value) for value in values} - {"null"}
    kinds -= {"integer"} if "number" in kinds else set()
    items = _items(values)
    inner = {json_type(item) for item in items} - {"null"}
    objects = _objects([*values, *items])
    return Field(
        name,
        type=tuple(sorted(kinds)) if len(kinds) > 1 else next(iter(kinds), None),
        format=_format(values),
        items=next(iter(inner)) if len(inner) == 1 else None,
        items_format=_format(items),
        nullable=any(value is None for value in values),
        source="sample",
        fields=_fields(objects, level + 1),
    )


def _fields(objects: Sequence[Mapping[str, Any]], level: int) -> tuple[Field, ...]:
    if level > _MOST_LEVELS:
        return ()
    names = dict.fromkeys(name for one in objects for name in one if _NAME.fullmatch(name))
    return tuple(_field(name, _held(objects, name), level) for name in names)


def _format(values: Sequence[Any]) -> str | None:
    found = {_FORMATS.get(placeholder(value)) for value in values if value is not None}
    return next(iter(found)) if len(found) == 1 else None


def _shape(values: Sequence[Any]) -> str:
    return _types({json_type(value) for value in values})


def _types(names: Iterable[str]) -> str:
    return " or ".join(sorted(names)) or "nothing"
