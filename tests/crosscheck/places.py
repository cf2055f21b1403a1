"""Where the schemas of a document stand that two readers of it make types of, and instances of
them.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import ModuleType
from typing import Any

from generator.api.model import Api
from generator.document.bundle import Document
from generator.document.directions import Direction
from generator.document.examples import Examples
from generator.document.instances import Instances

_ANOTHER: Mapping[type, tuple[Any, ...]] = {
    str: (7, {}),
    int: ("x", 0.5),
    float: ("x", True),
    bool: ("x", 1),
    list: ({}, "x"),
    dict: ("x", []),
    type(None): ("x", {}),
}
_LENGTHS = {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
_NUMBERS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}


@dataclass(frozen=True, slots=True)
class Place:
    """A component, or the body of a request or of a response in one media type: its schema, and our
    type of it.
    """

    name: str
    schema: Any
    direction: Direction
    ours: Any
    media: Mapping[str, Any]
    component: bool = False


def places(document: Document, api: Api) -> Iterator[Place]:
    """The components that are a model, and the bodies of JSON that have a schema; our package has
    to be importable.
    """
    models = importlib.import_module(f"{api.package}.models")
    schemas = document.root.get("components", {}).get("schemas", {})
    for model in api.models:
        parent, _, name = model.pointer.rpartition("/")
        if parent == "/components/schemas":
            yield Place(
                name, schemas[name], "request", getattr(models, model.name), {}, component=True
            )
    operations = _operations(api)
    for operation in api.operations:
        node = document.root["paths"][operation.path][operation.method.lower()]
        made = operations[operation.id]
        bodies = [
            (
                "request",
                "request",
                node.get("requestBody", {}),
                made.body.media if made.body else (),
            )
        ]
        bodies += [
            (status, "response", node["responses"][status], media)
            for status, media in made.responses.items()
        ]
        for label, direction, body, media in bodies:
            content = document.resolve(body)[0].get("content", {})
            for each in media:
                shown = document.resolve(content[each.content_type])[0]
                if each.kind == "json" and "schema" in shown:
                    yield Place(
                        f"{operation.id} {label} {each.content_type}",
                        shown["schema"],
                        direction,
                        each.type(),
                        shown,
                    )


def _operations(api: Api) -> dict[str, Any]:
    """What our package says of each operation to the runtime."""
    package, kind = (
        api.package,
        importlib.import_module(f"{api.package}._runtime.operation").Operation,
    )
    modules: list[ModuleType] = [importlib.import_module(f"{package}._client")]
    names = {operation.resource: None for operation in api.operations if operation.resource}
    found = {resource.path: resource.module for resource in _walk(api.resources)}
    modules += [importlib.import_module(f"{package}.resources.{found[name]}") for name in names]
    return {
        each.id: each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, kind)
    }


def _walk(resources: Any) -> Iterator[Any]:
    for resource in resources:
        yield resource
        yield from _walk(resource.children)


class Makes:
    """Instances of schemas: valid ones, and ones with a single defect."""

    def __init__(self, document: Document) -> None:
        self.instances = Instances(document)
        self._examples = {
            each: Examples(document, each, self.instances) for each in ("request", "response")
        }
        said = list(_bounds(document.root))
        self._numbers = sorted(
            {-1, 0, *chain.from_iterable((n - 1, n + 1) for key, n in said if key in _NUMBERS)}
        )
        self._lengths = sorted(
            {0, *chain.from_iterable((n, n + 1) for key, n in said if key in _LENGTHS and n < 1000)}
        )

    def of(self, place: Place) -> Iterator[tuple[str, str, Any]]:
        """Instances: what is wrong with each, and where in it."""
        examples = self._examples[place.direction]
        shown = [value for _, value in examples.documented(place.media)]
        for value in shown or [examples.of_schema(place.schema)]:
            yield "", "nothing", value
            for at, what, changed in self._defects(value):
                yield "/".join(["", *map(str, at)]), what, _put(value, at, changed)

    def _defects(
        self, value: Any, at: tuple[str | int, ...] = ()
    ) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
        """Where, what, and the value in that place."""
        yield at, "null", None
        for other in _ANOTHER[type(value)]:
            yield at, "type", other
        match value:
            case str():
                yield at, "not listed", f"{value}?"
                for length in self._lengths:
                    yield at, "length", "x" * length
            case bool():
                pass
            case int() | float():
                yield at, "beyond int32", 2**31
                yield at, "beyond int64", 2**63
                for number in self._numbers:
                    yield at, "number", number
            case dict():
                yield at, "undocumented", {**value, "undocumented": 1}
                for name, item in value.items():
                    yield (
                        at,
                        f"without {name}",
                        {key: each for key, each in value.items() if key != name},
                    )
                    yield from self._defects(item, (*at, name))
            case [first, *_]:
                for length in self._lengths:
                    yield at, "length", [first] * length
                yield from self._defects(first, (*at, 0))


def _put(value: Any, at: tuple[str | int, ...], changed: Any) -> Any:
    """`value` with another one in a place of it."""
    if not at:
        return changed
    first, *rest = at
    if isinstance(value, dict):
        return {**value, first: _put(value[first], tuple(rest), changed)}
    return [
        _put(item, tuple(rest), changed) if index == first else item
        for index, item in enumerate(value)
    ]


def _bounds(node: Any) -> Iterator[tuple[str, int | float]]:
    """Every bound that a schema of the document has."""
    if isinstance(node, dict):
        for key, value in node.items():
            if (
                key in _NUMBERS | _LENGTHS
                and isinstance(value, int | float)
                and not isinstance(value, bool)
            ):
                yield key, value
            yield from _bounds(value)
    elif isinstance(node, list):
        for item in node:
            yield from _bounds(item)
