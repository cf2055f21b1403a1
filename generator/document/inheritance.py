"""Schemas that others extend by `allOf`, where a discriminator tells which of them a value is of.

OpenAPI 3.0.3 and 3.1, section "Composition and Inheritance (Polymorphism)": a schema with a
`discriminator`, and no `oneOf` or `anyOf` beside it, is a polymorphic base. Where it is used (a
body, a property, an item, ...) a value is of one of the schemas that have it in their `allOf`,
however many levels down. Where it is a part of an `allOf` itself, it is its own fields and no more.
A schema between the base and its last descendants inherits the discriminator, so it is a base as
well.

Which values of the property stand for a schema is said by the first of these: the `mapping` of the
base, or of a base below or above it; a constant that the schema has for the property; its name,
unless an enumeration of the property has no such value. Any other value stands for the
`defaultMapping` (3.2), else for the base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import quote

from generator.document.access import components_of, mapping, sequence
from generator.document.labels import label
from generator.document.pointer import escape, split
from generator.document.schema.composition import Resolver, conjunction
from generator.document.schema.keywords import ALTERNATIVES, is_annotation, json_type, named_types
from generator.records import record

COMPONENTS = "/components/schemas/"

Value = str | int | float | bool
"""A value of a discriminator's property: `mapping` has it as text, and it is compared as the type
of the property.
"""

_UNQUOTED = "/~!$&'()*+,;=:@"
_SAYS_MORE = frozenset(
    {"properties", "required", "additionalProperties", "unevaluatedProperties", "allOf"}
)


@record(frozen=True, slots=True)
class Family:
    """What a value may be where the schema at `base` is used, told by its property `told_by`.

    `variants` are the values of the property, each with the pointer of the schema that it stands
    for, and `default` is the schema of any other value. `stated` are the schemas that a `mapping`
    names."""

    base: str
    told_by: str
    variants: tuple[tuple[Value, str], ...]
    default: str
    stated: frozenset[str]

    @property
    def pointer(self) -> str:
        """Where the choice itself may be referred to, as opposed to the base."""
        return f"{self.base}/discriminator"

    @property
    def members(self) -> tuple[str, ...]:
        """The schemas that a value may be of, the default last."""
        known = dict.fromkeys(pointer for _, pointer in self.variants if pointer != self.default)
        return (*known, self.default)

    @property
    def unfixed(self) -> frozenset[str]:
        """The schemas that other values may stand for than a `mapping` names."""
        return frozenset(self.members) - self.stated | {self.default}

    def told(self, value: Any) -> str:
        """The pointer of the schema that an object is of; `true` is not 1."""
        tag = value.get(self.told_by) if isinstance(value, Mapping) else None
        found = (
            at
            for known, at in self.variants
            if known == tag and isinstance(known, bool) == isinstance(tag, bool)
        )
        return next(found, self.default)


@record(frozen=True, slots=True)
class Inheritance:
    """The polymorphic bases of a document, by pointer, and all the components that a value of one
    may be of.

    `fixed` are properties that are one constant in a schema, by its pointer: a `mapping` has that
    value for it and no other. A name alone fixes nothing: documents that have no mapping use values
    of their own, and a discriminator makes no valid value invalid (3.1, section 4.8.25). Nor does
    it where any value may come, in a schema that stands for the unknown ones."""

    families: Mapping[str, Family]
    members: frozenset[str]
    fixed: Mapping[str, Mapping[str, Value]]

    def nested(self, pointer: str, family: Family) -> Family | None:
        """What a member of a family is told apart by further, where that is another property."""
        found = self.families.get(pointer)
        return found if found is not None and found.told_by != family.told_by else None

    def family_of(self, schema: Any, document: Resolver) -> Family | None:
        """The family that a value of `schema` is of: of a reference to a base, alone or with a
        description around it.
        """
        return self.families.get(self._used(schema, document))

    def fixed_in(self, schema: Any, document: Resolver) -> Mapping[str, Value]:
        """The properties that are one constant in a value of `schema`, where that refers to a
        member of a family.
        """
        return self.fixed.get(self._used(schema, document), {})

    def _used(self, schema: Any, document: Resolver) -> str:
        """The component that a schema is by a reference; empty where it says more than that."""
        if not self.families:
            return ""
        while is_wrapper(schema):
            schema = schema["allOf"][0]
        if not isinstance(schema, Mapping) or not _is_alias(schema):
            return ""
        return document.resolve(schema)[1] or ""


def is_wrapper(schema: Any) -> bool:
    """`allOf` with a single member and nothing else that counts: the usual way to add a description
    to a reference.
    """
    if len(sequence(mapping(schema).get("allOf"))) != 1:
        return False
    return all(is_annotation(key) or key in ("allOf", "nullable", "type") for key in schema)


def inheritance(document: Resolver) -> Inheritance:
    """What the components of `document` inherit from one another."""
    return _Families(document).read()


@dataclass(slots=True)
class _Component:
    """A schema that has a name: what it says itself, nearest first, what it extends, and what
    extends it, each in document order. A transparent one only adds null to what it extends.
    """

    pointer: str
    parts: list[Mapping[str, Any]]
    discriminator: Mapping[str, Any] | None
    parents: list[str]
    children: list[str] = field(default_factory=list)
    is_transparent: bool = False

    @property
    def may_be_base(self) -> bool:
        """Whether it may have other members than itself, by what it says alone."""
        return not self.is_transparent and bool(self.children or self.discriminator)

    @property
    def told_by(self) -> str | None:
        """The property that a discriminator of its own names."""
        return None if self.discriminator is None else self.discriminator["propertyName"]

    def has(self, *keywords: str) -> bool:
        return any(not part.keys().isdisjoint(keywords) for part in self.parts)

    def declared(self, name: str) -> Any:
        """The nearest schema of a property, None where there is none."""
        for part in self.parts:
            properties = mapping(part.get("properties"))
            if name in properties:
                return properties[name]
        return None


_OF_LISTS = ("items", "prefixItems")


class _Families:
    """Finds the polymorphic bases among the components of a document."""

    def __init__(self, document: Resolver) -> None:
        self._document = document
        self._components: dict[str, _Component] = {}

    def read(self) -> Inheritance:
        named = document_schemas(self._document)
        if not any(map(_mentions_discriminator, named.values())):
            return Inheritance({}, frozenset(), {})
        self._components = self._linked(named)
        families = list(filter(None, map(self._family, self._components)))
        members = frozenset(chain.from_iterable(family.members for family in families))
        return Inheritance({each.base: each for each in families}, members, self._fixed(families))

    def _linked(self, named: Mapping[str, Mapping[str, Any]]) -> dict[str, _Component]:
        """The components that are no other name of one (`Auto: {$ref: …/Car}`), by pointer, each
        with what extends it.
        """
        nodes = {pointer: node for pointer, node in named.items() if not _is_alias(node)}
        components = {at: self._component(at, node, nodes) for at, node in nodes.items()}
        for pointer, component in components.items():
            for parent in component.parents:
                components[parent].children.append(pointer)
        return components

    def _component(
        self, pointer: str, node: Mapping[str, Any], known: Container[str]
    ) -> _Component:
        """A component as yet without what extends it; `known` are those that it may extend."""
        parts, references = _inline(node)
        targets = filter(None, (self._document.resolve(each)[1] for each in references))
        parents = [at for at in dict.fromkeys(targets) if at in known and at != pointer]
        # `{allOf: [{$ref: …}], nullable: true}`: how 3.0 says that a base may be null
        is_transparent = is_wrapper(node) and node.get("nullable") is True
        found = _Component(pointer, parts, None, parents, is_transparent=is_transparent)
        # beside `oneOf` or `anyOf` it tells their members apart, and the schema is no base
        if not found.has(*ALTERNATIVES):
            listed = [part.get("discriminator") for part in parts]
            found.discriminator = next(filter(is_discriminator, listed), None)
        return found

    def _fixed(self, families: Iterable[Family]) -> dict[str, dict[str, Value]]:
        """The constants of `Inheritance.fixed`: `{"/components/schemas/Car": {"kind": "car"}}`.

        A schema that several values stand for has none, in one family or as a member of several.
        """
        values: dict[tuple[str, str], set[Value]] = defaultdict(set)
        unfixed: set[tuple[str, str]] = set()
        for family in families:
            unfixed |= {(pointer, family.told_by) for pointer in family.unfixed}
            for value, pointer in family.variants:
                values[pointer, family.told_by].add(value)
        found: dict[str, dict[str, Value]] = defaultdict(dict)
        for (pointer, name), (first, *others) in values.items():
            is_fixed = not others and (pointer, name) not in unfixed
            # what the property lists itself holds without it
            if is_fixed and self._values(self._declaration(pointer, name)) is None:
                found[pointer][name] = first
        return dict(found)

    # --- one base ---------------------------------------------------------------------------------

    def _family(self, base: str) -> Family | None:
        """What a value may be where `base` is used; None where it is of `base` and no other."""
        if not self._components[base].may_be_base:
            return None
        inherited = list(self._discriminators(base))
        if not inherited or self._is_of_no_object(base):
            return None
        # The nearest discriminator names the property. What is above the base may have a mapping of
        # it too, and so may what is below, for its own children.
        name = inherited[0][1]["propertyName"]
        below = self._descendants(base, name)
        inherited += self._own_discriminators(below)
        tables = [(at, node) for at, node in inherited if node["propertyName"] == name]
        known, kinds = {base, *below}, self._kinds(base, name)
        default = self._default(tables, base, known) or base
        variants = self._stated(tables, base, known, kinds)
        stated = frozenset(variants.values())
        # a base that is the default takes any value, so none has to stand for it
        for pointer in below if default == base else [*below, base]:
            if pointer not in stated:
                _add(variants, pointer, self._implied(pointer, name, kinds))
        if {base}.issuperset(variants.values()):
            return None
        return Family(base, name, tuple(variants.items()), default, stated)

    def _stated(
        self,
        tables: Iterable[tuple[str, Mapping[str, Any]]],
        base: str,
        known: set[str],
        kinds: frozenset[str],
    ) -> dict[Value, str]:
        """What the values in the tables of discriminators stand for."""
        variants: dict[Value, str] = {}
        for owner, node in tables:
            for text, pointer in self._mapped(node):
                if self._may_be(pointer, known, owner, base):
                    _add(variants, pointer, _readings(text, kinds))
        return variants

    def _may_be(self, pointer: str, known: set[str], owner: str, base: str) -> bool:
        """Whether a value of `base` may be of a schema that a table of `owner` names: documents
        map to objects that do not extend the base, in the base's own table.
        """
        return pointer in known or (owner == base and self._is_object(pointer))

    def _discriminators(self, pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The discriminators of a schema and of what it extends, nearest first."""
        return self._own_discriminators(self._lineage(pointer))

    def _own_discriminators(
        self, pointers: Iterable[str]
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for at in pointers:
            own = self._components[at].discriminator
            if own is not None:
                yield at, own

    def _lineage(self, pointer: str) -> list[str]:
        """A schema and all that it extends, nearest first."""
        found: dict[str, None] = {}
        level = [pointer]
        while level:
            found |= dict.fromkeys(level)
            above = [at for each in level for at in self._components[each].parents]
            level = [at for at in dict.fromkeys(above) if at not in found]
        return list(found)

    def _descendants(self, base: str, name: str) -> list[str]:
        """All that extend a base; not what is told apart by another property, below a descendant
        that says so. Beings told by `type` are animals and plants; where plants are told by `form`
        further, trees and herbs are members of that family alone.
        """
        found: dict[str, None] = {}
        waiting = list(reversed(self._components[base].children))
        while waiting:
            pointer = waiting.pop()
            # met before, as the last of a diamond is, or in a circle of `allOf`
            if pointer in found or pointer == base:
                continue
            component = self._components[pointer]
            if not component.is_transparent and not self._is_of_no_object(pointer):
                found[pointer] = None
            if component.told_by in (None, name):
                waiting += reversed(component.children)
        return list(found)

    def _mapped(self, discriminator: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for value, target in mapping(discriminator.get("mapping")).items():
            pointer = target_of(target, self._document)
            if isinstance(value, str) and pointer is not None:
                yield value, pointer

    def _default(
        self, tables: Iterable[tuple[str, Mapping[str, Any]]], base: str, known: set[str]
    ) -> str | None:
        for owner, node in tables:
            pointer = target_of(node.get("defaultMapping"), self._document)
            if pointer is not None and self._may_be(pointer, known, owner, base):
                return pointer
        return None

    def _is_of_no_object(self, pointer: str) -> bool:
        """Whether a schema is of text, a list or anything else that has no property to tell it by:
        `{const: 5}`, `{type: string}`, `{prefixItems: [{}]}`. One that says nothing (`{}`), or no
        more than `required`, is of objects.
        """
        parts = [*conjunction(schema_at(pointer, self._document), self._document)]
        keywords = frozenset[str]().union(*parts)
        if "const" in keywords or any(part.get("enum") for part in parts):
            return True
        if "type" in keywords:
            # `[object, "null"]` may be one; `[]`, or a type that is no text, names nothing
            named = filter(None, map(named_types, parts))
            return not all("object" in types for types in named)
        return not keywords.isdisjoint(_OF_LISTS) and "properties" not in keywords

    def _is_object(self, pointer: str) -> bool:
        """Whether a schema that extends nothing known is an object all the same."""
        if pointer not in self._components or self._is_of_no_object(pointer):
            return False
        if self._components[pointer].has(*ALTERNATIVES):
            return False
        return any(self._components[at].has("properties") for at in self._lineage(pointer))

    # --- the property -----------------------------------------------------------------------------

    def _implied(self, pointer: str, name: str, kinds: frozenset[str]) -> list[Value]:
        """The values that stand for a schema which no mapping names: its own constant, else its
        name where the property may have that (an enumeration of the base limits it).
        """
        own = self._values(self._components[pointer].declared(name))
        if own is not None and len(own) == 1:
            return own
        allowed = self._values(self._declaration(pointer, name))
        read = _readings(split(pointer)[-1], kinds)
        return [value for value in read if allowed is None or value in allowed]

    def _declaration(self, pointer: str, name: str) -> Any:
        declared = (self._components[at].declared(name) for at in self._lineage(pointer))
        return next((schema for schema in declared if schema is not None), None)

    def _values(self, schema: Any) -> list[Value] | None:
        """The values that a property is limited to; None where it is to none."""
        for part in conjunction(schema, self._document):
            match part:
                case {"const": str() | int() as value}:
                    return [value]
                case {"enum": list(values)}:
                    return [value for value in values if isinstance(value, str | int)]
        return None

    def _kinds(self, base: str, name: str) -> frozenset[str]:
        """The JSON types of the property."""
        declared = self._declaration(base, name)
        said = map(named_types, conjunction(declared, self._document))
        found = frozenset(chain.from_iterable(said))
        return found or frozenset(map(json_type, self._values(declared) or ()))


def _add(variants: dict[Value, str], pointer: str, values: Iterable[Value]) -> None:
    """Lets values stand for a schema that do not stand for another."""
    for value in values:
        variants.setdefault(value, pointer)


def document_schemas(document: Resolver) -> dict[str, Mapping[str, Any]]:
    """The schemas that a document names, by pointer."""
    return {
        f"{COMPONENTS}{escape(str(name))}": node
        for name, node in components_of(document.root, "schemas").items()
        if isinstance(node, Mapping)
    }


def reference_to(pointer: str) -> str:
    """A pointer as `$ref` has it."""
    return f"#{quote(pointer, safe=_UNQUOTED)}"


def schema_at(pointer: str, document: Resolver) -> Any:
    return document.resolve({"$ref": reference_to(pointer)})[0]


def target_of(target: Any, document: Resolver) -> str | None:
    """The pointer of the schema that `mapping` or `defaultMapping` names, by a reference or by its
    name.
    """
    if not isinstance(target, str) or not target:
        return None
    return document.resolve(
        {"$ref": target if target.startswith("#") else reference_to(COMPONENTS + escape(target))}
    )[1]


def is_discriminator(node: Any) -> bool:
    return isinstance(node, Mapping) and isinstance(node.get("propertyName"), str)


def _mentions_discriminator(node: Mapping[str, Any]) -> bool:
    return any(is_discriminator(part.get("discriminator")) for part in _inline(node)[0])


def _is_alias(node: Mapping[str, Any]) -> bool:
    """A reference and nothing that would make another schema of it."""
    return "$ref" in node and not node.keys() & _SAYS_MORE


def _inline(node: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """What a schema says itself, in inline parts of `allOf` too, the nearest first; and what it
    refers to.
    """
    parts: list[Mapping[str, Any]] = []
    references: list[Mapping[str, Any]] = []
    waiting: list[Any] = [node]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Mapping):
            continue
        if isinstance(part.get("$ref"), str):
            references.append({"$ref": part["$ref"]})
        if not _is_alias(part):
            parts.append(part)
            waiting += sequence(part.get("allOf"))
    return parts, list(reversed(references))


def _readings(written: str, kinds: frozenset[str]) -> list[Value]:
    """What text stands for as a value of the property; nothing where it is of another type."""
    if not kinds or "string" in kinds:
        return [written]
    read = (label(written, kind) for kind in sorted(kinds))
    return [value for value in read if value is not None][:1]
