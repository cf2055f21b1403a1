"""The JSON types of the values that a schema takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.schema.composition import Resolver
from generator.document.schema.keywords import ALTERNATIVES, json_type, named_types, says_items


def walk_types(schema: Any, document: Resolver) -> Iterator[str]:
    """The JSON types that `schema` may accept, in the order in which it names them, through
    references and compositions: `string`, `null`, `integer` for `{type: [string, "null"], anyOf:
    [{type: integer}]}`.

    Nothing is yielded for a schema that names no type, and a name may come more than once.
    """
    waiting, met = [schema], set[int]()
    while waiting:
        node, _ = document.resolve(waiting.pop(0))
        if not isinstance(node, Mapping) or id(node) in met:
            continue
        met.add(id(node))
        yield from named_types(node)
        if node.get("nullable") is True:
            yield "null"
        if node.get("type") is None:
            yield from _implied_types(node)
        waiting += [branch for key in ("allOf", *ALTERNATIVES) for branch in node.get(key, ())]


def excludes_objects(schema: Any, document: Resolver) -> bool:
    """Whether a schema names the types of its values, and objects are not among them."""
    named = {*walk_types(schema, document)} - {"null"}
    return bool(named) and "object" not in named


def _implied_types(node: Mapping[str, Any]) -> Iterator[str]:
    """The types of a schema that names none, by what else it says."""
    yield from map(json_type, node.get("enum", ()))
    if "const" in node:
        yield json_type(node["const"])
    if "properties" in node:
        yield "object"
    if says_items(node):
        yield "array"
