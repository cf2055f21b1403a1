"""The values that documentation and tests show: what the document gives, else what is made from its
schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from generator.api.model import JsonValue
from generator.api.types import Types
from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.directions import Direction
from generator.document.examples import Examples
from generator.document.header_lines import header_line, is_shown
from generator.document.instances import Instances
from generator.document.pointer import split

_DEEPEST = 100
"""Levels of what is shown. Python reads no more than 200 brackets within each other, and a test
puts some around a value.
"""


class ShownValues:
    """Values of one document; none of them where none is `wanted`."""

    def __init__(self, document: Document, types: Types, wanted: bool) -> None:
        self.document, self.types, self._wanted = document, types, wanted
        self._instances = document.once(Instances)
        self._examples = {
            way: Examples(document, way, self._instances) for way in get_args(Direction)
        }
        self._made: dict[tuple[int, Direction], tuple[Any, JsonValue]] = {}

    @property
    def answers(self) -> Examples | None:
        """Of what the API answers."""
        return self._examples["response"] if self._wanted else None

    def of_parameter(self, holder: Mapping[str, Any]) -> tuple[JsonValue, ...]:
        """The value of a parameter in tests and docs; none where none is known or wanted."""
        if not self._wanted:
            return ()
        made = self._examples["request"].of_media_type(holder)
        return self._accepted(holder.get("schema", True), made)

    def of_media_type(self, node: dict[str, Any], direction: Direction) -> tuple[JsonValue, ...]:
        """The documented examples that fit the schema, else one made from it; none where that has
        too many levels, or where inputs are held to more than it was made for.
        """
        if not self._wanted:
            return ()
        schema = node.get("schema", True)
        examples = self._examples[direction]
        shown = tuple(
            value
            for _, value in examples.documented(node)
            if not is_too_deep(value) and self._instances.valid(schema, value, direction)
        )
        if shown:
            return shown
        made = self._of_schema(schema, direction)
        if direction == "request":
            return self._accepted(schema, made)
        return () if is_too_deep(made) else (made,)

    def _of_schema(self, schema: Any, direction: Direction) -> JsonValue:
        """A value made from a schema: once for all that refer to it, as the errors of hundreds of
        operations do to one.
        """
        is_named = isinstance(schema, Mapping) and schema.keys() == {"$ref"}
        target = self.document.resolve(schema)[0] if is_named else schema
        key = id(target), direction
        if key not in self._made:
            # with the schema: another one could have its number else
            self._made[key] = target, self._examples[direction].of_schema(schema)
        return self._made[key][1]

    def of_header(self, spec: dict[str, Any], direction: Direction = "response") -> str | None:
        if not self._wanted or not is_shown(spec):
            return None
        media = next(iter(mapping(spec.get("content")).values()), spec)
        holder = self.document.resolved(media)
        return header_line(spec, self._examples[direction].of_media_type(holder))

    def _accepted(self, schema: Any, made: JsonValue) -> tuple[JsonValue, ...]:
        """A value made from a schema, as inputs are held to it, which may be more than was known to
        make: without the members that do not fit, where the schema can do without them. Types and
        bounds are known to the maker; only what `assertions` adds to them is not.
        """
        if is_too_deep(made):
            return ()
        wrong = self._instances.violations(schema, made, "request") if self.types.checked else ()
        if not wrong:
            return (made,)
        left = made
        for violation in wrong:
            left = _without_member(left, split(violation.pointer))
        return (left,) if self._instances.valid(schema, left, "request") else ()


def is_too_deep(value: JsonValue, most: int = _DEEPEST) -> bool:
    """Whether a value has more levels than `most`, which is those that are shown."""
    within = [value]
    for _ in range(most):
        holding = [each for each in within if isinstance(each, dict | list)]
        if not holding:
            return False
        within = [inner for each in holding for inner in _held(each)]
    return True


def _held(value: dict[str, JsonValue] | list[JsonValue]) -> Iterable[JsonValue]:
    return value.values() if isinstance(value, dict) else value


def _without_member(value: JsonValue, path: Sequence[str]) -> JsonValue:
    """A value without the innermost member of an object on the way to a place in it: of
    `{"a": [{"b": 1}]}` at `["a", "0", "b"]` it is `{"a": [{}]}`, at `["a", "0"]` `{}`: no list gets
    shorter.
    """
    match value, path:
        case list(), [first, *rest]:
            return [
                _without_member(item, rest) if str(index) == first else item
                for index, item in enumerate(value)
            ]
        case dict(), [first, *rest] if first in value:
            inner = _without_member(value[first], rest)
            if inner == value[first]:
                return {name: item for name, item in value.items() if name != first}
            return value | {first: inner}
    return value
