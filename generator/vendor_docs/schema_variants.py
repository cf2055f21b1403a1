"""What a document says of a value, with every way of saying it flattened: references, `allOf`,
`anyOf` and `oneOf`.

A schema has one `SchemaVariant` for each variant that a value may take (JSON Schema 2020-12,
sections 10.2.1 and 10.3); a schema without variants has one. Each knows which schema objects it is
made of, so that a finding leads to its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain, product
from typing import Any

from generator.document.access import mapping, sequence, without_extensions
from generator.document.bundle import Document
from generator.document.pointer import join
from generator.document.schema import keywords
from generator.document.schema.composition import Conjunction, SchemaPart
from generator.records import record
from generator.vendor_docs.json_values import json_type
from generator.vendor_docs.path_words import operations

Place = tuple[tuple[str, Any], ...]
"""Schema objects, each with its pointer, of which all hold at once: what the parts of an `allOf`
say of one property.
"""

_MOST_VARIANTS = 200
_KEYWORDS = ("format", "default", "x-discriminator", "discriminator", "readOnly", "writeOnly")


@record(frozen=True, slots=True)
class SchemaVariant:
    """One variant of a schema.

    `types` are JSON types, without null unless it is the only one; none where the schema names
    none. `nullable` is `None` where that is not said. `values` are those of `enum` or `const`, null
    left out. `objects` are the pointers of what it is made of."""

    objects: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    nullable: bool | None = None
    properties: Mapping[str, Place] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Place = ()
    values: tuple[Any, ...] | None = None
    deprecated: bool = False
    keywords: Mapping[str, Any] = field(default_factory=dict)

    @property
    def discriminators(self) -> Mapping[str, frozenset[str]]:
        """The properties that tell variants apart, each with the values that are named for it."""
        found: dict[str, frozenset[str]] = {}
        match self.keywords.get("x-discriminator"):
            case {"property": str(name), **rest}:
                found[name] = frozenset(map(str, sequence(rest.get("seen"))))
        match self.keywords.get("discriminator"):
            case {"propertyName": str(name), **rest}:
                found[name] = found.get(name, frozenset()) | mapping(rest.get("mapping")).keys()
        return found


@record(frozen=True, slots=True)
class DocumentParameter:
    """A parameter: `objects` are the reference to it and itself, `schema` that of its value."""

    name: str
    place: str
    required: bool
    deprecated: bool
    objects: tuple[str, ...]
    schema: Place


@record(frozen=True, slots=True)
class MediaType:
    """A media type of a body; `schema` is `()` where it has none."""

    name: str
    pointer: str
    schema: Place


@record(frozen=True, slots=True)
class Message:
    """A request body or a response, with its media types by their names."""

    objects: tuple[str, ...]
    content: Mapping[str, MediaType]
    required: bool = False


@record(frozen=True, slots=True)
class DocumentOperation:
    """An operation of the document. `credentials` are the parameters that its security schemes
    send, by place and name.
    """

    method: str
    path: str
    pointer: str
    node: Mapping[str, Any]
    parameters: tuple[DocumentParameter, ...]
    request: Message | None
    responses: Mapping[str, Message]
    credentials: frozenset[tuple[str, str]]

    @property
    def groups(self) -> tuple[frozenset[str], ...]:
        """The alternatives of `x-exactly-one-of`."""
        return tuple(
            frozenset(map(str, sequence(group)))
            for group in sequence(self.node.get("x-exactly-one-of"))
        )

    def documented_as(self, status: str) -> str | None:
        """The status under which a response is documented (OpenAPI 3.1, section 4.8.16): itself,
        its range, the default.
        """
        tries = (status, f"{status[:1]}XX", "default")
        return next((each for each in tries if each in self.responses), None)

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(map(str, sequence(self.node.get("tags"))))


class SchemaVariants:
    """Reads of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[tuple[str, ...], tuple[SchemaVariant, ...]] = {}
        self._credentials = {
            name: _credential(document.resolved(scheme))
            for name, scheme in document.components("securitySchemes").items()
        }

    @property
    def credentials(self) -> frozenset[tuple[str, str]]:
        """The parameters that any security scheme sends, by place and name."""
        return frozenset(self._credentials.values())

    def of(self, place: Place) -> tuple[SchemaVariant, ...]:
        """Every variant that a value at `place` may take; none for no schema."""
        key = tuple(pointer for pointer, _ in place)
        known = self._known.get(key)
        if known is None:
            parts = [self._read(SchemaPart(pointer, node), frozenset()) for pointer, node in place]
            known = self._known[key] = _conjunction(parts) if parts else ()
        return known

    def _read(self, start: SchemaPart, met: frozenset[str]) -> tuple[SchemaVariant, ...]:
        """The variants of a schema: what all parts of it say (`allOf`, references), with each of
        the alternatives that one of them has. `met` are the parts around it: a schema that is an
        alternative of itself says nothing more."""
        whole = Conjunction(start.schema, start.pointer, self.document)
        joined = [
            part
            for part in whole.outermost_first()
            if isinstance(part.schema, dict) and part.pointer not in met
        ]
        met |= {part.pointer for part in joined}
        own = [(part.pointer, whole.own(part)) for part in joined]
        groups = [[_own(pointer, schema)] for pointer, schema in own]
        for (pointer, schema), keyword in product(own, ("anyOf", "oneOf")):
            parts = _alternatives(pointer, schema, keyword)
            if variants := list(chain.from_iterable(self._read(part, met) for part in parts)):
                groups.append(_without_null(variants))
        return _conjunction(groups)

    def operations(self) -> Iterator[DocumentOperation]:
        for path, method, node in operations(self.document.root):
            yield self._operation(path, method, node)

    def _operation(self, path: str, method: str, node: dict[str, Any]) -> DocumentOperation:
        """An operation, with the parameters of its path item that it has none of its own for, and
        with the credentials of its security requirements or of the document's."""
        of_path = join("", "paths", path)
        pointer = join(of_path, method.lower())
        listed = {}
        for at in (of_path, pointer):
            for index, entry in enumerate(sequence(self.document.get(at).get("parameters"))):
                parameter = self._parameter(join(at, "parameters", index), entry)
                listed[parameter.place, parameter.name] = parameter
        request = node.get("requestBody")
        has_body = isinstance(request, dict)
        answers = without_extensions(node.get("responses"))
        asked = node.get("security", self.document.root.get("security"))
        schemes = {name for requirement in sequence(asked) for name in mapping(requirement)}
        known = schemes & self._credentials.keys()
        return DocumentOperation(
            method=method,
            path=path,
            pointer=pointer,
            node=node,
            parameters=tuple(listed.values()),
            request=self._message(join(pointer, "requestBody"), request) if has_body else None,
            responses={
                status.replace("x", "X"): self._message(join(pointer, "responses", status), answer)
                for status, answer in answers.items()
            },
            credentials=frozenset(self._credentials[name] for name in known),
        )

    def _parameter(self, pointer: str, entry: Any) -> DocumentParameter:
        """A parameter; its schema is its own or that of the one media type of its `content`."""
        node, home, objects = self._resolved(pointer, entry)
        schema = _place(home, "schema", node)
        for name, media in mapping(node.get("content")).items():
            schema = ((join(home, "content", name, "schema"), mapping(media).get("schema", {})),)
        return DocumentParameter(
            name=str(node.get("name", "")),
            place=str(node.get("in", "")),
            required=node.get("required") is True,
            deprecated=node.get("deprecated") is True,
            objects=objects,
            schema=schema,
        )

    def _message(self, pointer: str, entry: Any) -> Message:
        node, home, objects = self._resolved(pointer, entry)
        content = {}
        for name, media in mapping(node.get("content")).items():
            held = join(home, "content", name)
            content[name] = MediaType(name, held, _place(held, "schema", media))
        return Message(objects, content, node.get("required") is True)

    def _resolved(self, pointer: str, entry: Any) -> tuple[dict[str, Any], str, tuple[str, ...]]:
        """What an object is that may be a reference, its place, and the pointers of both."""
        end, at = self.document.resolve(entry)
        return mapping(end), at or pointer, (pointer,) if at is None else (pointer, at)


def _place(pointer: str, keyword: str, node: Any) -> Place:
    """The schema that an object has under a keyword, if it has one."""
    return ((join(pointer, keyword), node[keyword]),) if keyword in mapping(node) else ()


def _own(pointer: str, node: dict[str, Any]) -> SchemaVariant:
    """What the schema object itself says, its references and combinations left out."""
    named, values = frozenset(keywords.named_types(node)), _values(node)
    told = named - {"null"} or named  # of `type: "null"` null is all that is told
    has_items = isinstance(node.get("items"), dict)  # not so of `items: false`
    return SchemaVariant(
        objects=(pointer,),
        types=told or _implied(node, values),
        nullable=_nullable(node, named),
        properties={
            name: ((join(pointer, "properties", name), inner),)
            for name, inner in mapping(node.get("properties")).items()
        },
        required=frozenset(map(str, sequence(node.get("required")))),
        items=_place(pointer, "items", node) if has_items else (),
        values=values,
        deprecated=node.get("deprecated") is True,
        keywords={name: node[name] for name in _KEYWORDS if name in node},
    )


def _nullable(node: dict[str, Any], named: frozenset[str]) -> bool | None:
    """Whether null is allowed, as OpenAPI 3.0 says it (`nullable`) or as 3.1 does (a type)."""
    if node.get("nullable") is True or "null" in named:
        return True
    return False if named else None


def _conjunction(parts: Iterable[Sequence[SchemaVariant]]) -> tuple[SchemaVariant, ...]:
    """Each variant of one part with each of the others: `[[a, b], [c, d]]` gives ac, ad, bc, bd. Of
    more than can be written out the first of each part are taken, one at least."""
    found: tuple[SchemaVariant, ...] = (SchemaVariant(),)
    for part in parts:
        kept = part[: max(1, _MOST_VARIANTS // len(found))]
        found = tuple(_both(one, other) for one in found for other in kept)
    return found


def _both(one: SchemaVariant, other: SchemaVariant) -> SchemaVariant:
    """What two variants say together: `integer` of `[integer, string]` and `[integer, boolean]`;
    where they disagree, the nearer `one` is taken."""
    return SchemaVariant(
        objects=one.objects + other.objects,
        types=one.types & other.types or one.types or other.types,
        nullable=other.nullable if one.nullable is None else one.nullable,
        properties=_united(one.properties, other.properties),
        required=one.required | other.required,
        items=one.items + other.items,
        values=other.values if one.values is None else one.values,
        deprecated=one.deprecated or other.deprecated,
        keywords={**other.keywords, **one.keywords},
    )


def _united(one: Mapping[str, Place], other: Mapping[str, Place]) -> Mapping[str, Place]:
    if not one or not other:
        return one or other
    return {name: one.get(name, ()) + other.get(name, ()) for name in {**one, **other}}


def _alternatives(pointer: str, schema: Mapping[str, Any], keyword: str) -> list[SchemaPart]:
    members = enumerate(sequence(schema.get(keyword)))
    return [SchemaPart(join(pointer, keyword, number), member) for number, member in members]


def _without_null(variants: list[SchemaVariant]) -> list[SchemaVariant]:
    """The variants other than null; where null is one, the others may be null."""
    kept = [variant for variant in variants if variant.types != {"null"}]
    if not kept or len(kept) == len(variants):
        return variants
    return [replace(variant, nullable=True) for variant in kept]


def _values(node: dict[str, Any]) -> tuple[Any, ...] | None:
    if "const" in node:
        return (node["const"],)
    listed = node.get("enum")
    return (
        tuple(value for value in listed if value is not None) if isinstance(listed, list) else None
    )


def _implied(node: dict[str, Any], values: tuple[Any, ...] | None) -> frozenset[str]:
    """The types of a schema that has no `type`, by the keywords that it has."""
    if values is not None:
        return frozenset(json_type(value) for value in values)
    if any(key in node for key in ("properties", "additionalProperties", "x-discriminator")):
        return frozenset({"object"})
    return frozenset({"array"}) if keywords.says_items(node) else frozenset()


def _credential(scheme: dict[str, Any]) -> tuple[str, str]:
    """The parameter that a security scheme sends; those that are no key of their own send
    `Authorization` (RFC 9110).
    """
    if scheme.get("type") == "apiKey":
        return str(scheme.get("in")), str(scheme.get("name"))
    return "header", "Authorization"
