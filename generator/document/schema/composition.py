"""Which schemas hold together: a schema, what its `$ref` leads to, and the parts of its `allOf`.

A reference is followed one step at a time, as what stands beside the next one counts as well (JSON
Schema 2020-12, section 8.2.3.1); in OpenAPI 3.0 nothing beside a reference counts (3.0.4, section
4.7.23). Of the parts of an `allOf` the later is the nearer one: documents list what a schema
extends first and what it adds last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, Protocol

from generator.document.access import mapping, sequence
from generator.document.graph import reachable
from generator.document.schema.keywords import ALTERNATIVES
from generator.records import record


class Resolver(Protocol):
    """What is needed of a document: its tree, its version ("3.0", "3.1", ...), and following of
    internal references, to their end (`resolve`) or by one step (`target`).
    """

    @property
    def root(self) -> dict[str, Any]: ...
    @property
    def version(self) -> str: ...
    def resolve(self, node: Any) -> tuple[Any, str | None]: ...
    def target(self, node: Any) -> tuple[Any, str | None]: ...


@record(frozen=True, slots=True)
class SchemaPart:
    """A schema at its place. `null` says that something around it lets null through; `omit` are
    keywords to leave out.
    """

    pointer: str
    schema: Any = field(compare=False, hash=False)
    null: bool = False
    omit: tuple[str, ...] = ()

    def without(self, keyword: str) -> SchemaPart:
        return SchemaPart(self.pointer, self.schema, self.null, (*self.omit, keyword))

    def __contains__(self, keyword: str) -> bool:
        return keyword in self.schema and keyword not in self.omit


Subschema = tuple[SchemaPart, ...]
"""Schemas that hold together at one place of a value; the empty one lets everything through."""


def is_replaced(schema: Mapping[str, Any], document: Resolver) -> bool:
    """Whether a schema is what it refers to and says nothing itself."""
    return isinstance(schema.get("$ref"), str) and document.version == "3.0"


def held_with(part: SchemaPart, document: Resolver) -> list[SchemaPart]:
    """What holds wherever a schema holds: the target of its `$ref`, then its `allOf`.

    Of `{$ref: …/A, allOf: [{…}, {…}]}` at `/x` these are A at its own place, `/x/allOf/0` and
    `/x/allOf/1`. What is no schema, or refers to none, is left out.
    """
    schema, found = part.schema, []
    if isinstance(schema.get("$ref"), str):
        target, place = document.target(schema)
        if place is not None and isinstance(target, dict | bool):
            found.append(SchemaPart(place, target, part.null))
    if "allOf" in schema and not is_replaced(schema, document):
        found += _joined(part)
    return found


def _joined(part: SchemaPart) -> list[SchemaPart]:
    """The schemas in the `allOf` of a schema."""
    return [
        SchemaPart(f"{part.pointer}/allOf/{number}", member, part.null)
        for number, member in enumerate(sequence(part.schema["allOf"]))
        if isinstance(member, dict | bool)
    ]


def conjunction(
    schema: Any,
    document: Resolver,
    *,
    alternatives: bool = False,
    beside_references: bool = False,
) -> Iterable[Mapping[str, Any]]:
    """All the schema objects that hold together where `schema` holds, each once, nearest first.

    With `alternatives` also those that may hold with it, and with `beside_references` what OpenAPI
    3.0 ignores there.
    """
    if isinstance(schema, dict) and schema.keys().isdisjoint(_JOINING):
        return (schema,)
    return _conjunction(schema, document, alternatives, beside_references)


def _conjunction(
    schema: Any, document: Resolver, alternatives: bool, beside_references: bool
) -> Iterator[Mapping[str, Any]]:
    """As `conjunction`. What waits longest is taken last, so that of `allOf`, which lists what a
    schema extends first, the last part is the nearest; parts that lead round are met once.
    """
    waiting, met = [schema], set[int]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict) or id(node) in met:
            continue
        met.add(id(node))
        waiting += [part.schema for part in held_with(SchemaPart("", node), document)]
        if is_replaced(node, document):
            if beside_references:
                yield node
            continue
        yield node
        if alternatives:
            waiting += _that_may_hold(node)


def _that_may_hold(schema: Mapping[str, Any]) -> Iterator[Any]:
    """What holds with a schema for some of its values: an alternative, a branch of `if`, what
    depends on a property.
    """
    for keyword in ALTERNATIVES:
        yield from sequence(schema.get(keyword))
    yield from (schema.get("then"), schema.get("else"))
    yield from mapping(schema.get("dependentSchemas")).values()


_JOINING = frozenset({"$ref", "allOf", *ALTERNATIVES, "then", "else", "dependentSchemas"})


class Conjunction:
    """A schema and all that hold together with it, each once, in the orders in which that is read.

    A base may list its own variants (`oneOf` with those that have it in their `allOf`): seen from
    one of them, by way of which the base is reached, they are no alternatives."""

    def __init__(self, schema: Any, pointer: str, document: Resolver) -> None:
        self._document, self._start = document, id(schema)
        # by the identity of each schema: where it was met first, and what holds together with it
        self._parts: dict[int, SchemaPart] = {}
        self._below: dict[int, list[int]] = {}
        waiting = [SchemaPart(pointer, schema)]
        while waiting:
            part = waiting.pop()
            if id(part.schema) not in self._parts:
                below = held_with(part, document) if isinstance(part.schema, dict) else []
                self._parts[id(part.schema)] = part
                self._below[id(part.schema)] = [id(each.schema) for each in below]
                waiting += below

    def nearest_first(self) -> list[SchemaPart]:
        """Each before what it holds together with: the first that says something has its way."""
        return self._preorder(list)

    def outermost_first(self) -> list[SchemaPart]:
        """Each before what it holds together with, in the order of the document."""
        return self._preorder(reversed)

    def _preorder(self, pushed: Callable[[list[int]], Iterable[int]]) -> list[SchemaPart]:
        found = reachable([self._start], lambda key: pushed(self._below[key]))
        return [self._parts[key] for key in found]

    def farthest_first(self) -> list[SchemaPart]:
        """Each behind what it holds together with: a base goes before what extends it.

        A walk in postorder that keeps its own stack: a schema is put back, as one whose bases are
        done, below those bases. Schemas may lead round to themselves, so each is met once.
        """
        found: dict[int, None] = {}
        waiting = [(self._start, False)]
        met: set[int] = set()
        while waiting:
            key, is_done = waiting.pop()
            if is_done:
                found[key] = None
            elif key not in met:
                met.add(key)
                waiting.append((key, True))
                waiting += [(below, False) for below in reversed(self._below[key])]
        return [self._parts[key] for key in found]

    def own(self, part: SchemaPart) -> dict[str, Any]:
        """What one of them says itself, without what joins it to the others.

        Of `Pet: {type: object, oneOf: [{$ref: …/Cat}, {$ref: …/Dog}]}` that is its type alone where
        it is met by way of `Cat: {allOf: [{$ref: …/Pet}, …]}`.
        """
        schema = mapping(part.schema)
        if is_replaced(schema, self._document):
            return {}
        own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        if len(self._parts) > 1:  # a schema by itself is no variant of a base
            for keyword in own.keys() & ALTERNATIVES:
                if self._is_met_through(sequence(own[keyword]), id(schema)):
                    del own[keyword]
        return own

    def _is_met_through(self, union: list[Any], key: int) -> bool:
        """Whether every way to one of them passes through a member of the union that it has."""
        members = {id(self._document.resolve(each)[0]) for each in union}
        around = (members & self._parts.keys()) - {key}
        if not around:
            return False
        return key not in reachable(
            [self._start], lambda at: () if at in around else self._below[at]
        )
