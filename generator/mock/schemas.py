"""What schemas say of values that arrive as text: of which types they may be, what their members
are, and which of several readings a schema accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.document.bundle import Document
from generator.document.instances import Instances
from generator.document.schema.types import walk_types

COMPOUND = frozenset({"array", "object", "null"})
"""The types that are no text of their own."""
_READINGS: tuple[tuple[set[str], re.Pattern[str], Callable[[str], Any]], ...] = (
    ({"integer", "number"}, re.compile(r"-?(0|[1-9]\d*)"), int),
    ({"number"}, re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?"), float),
    ({"boolean"}, re.compile("true|false"), json.loads),
    ({"null"}, re.compile("(null)?"), lambda _: None),
    ({"object", "array"}, re.compile(r"[{\[].*", re.S), json.loads),
)
"""Types, the form that a text of them has, and what reads it."""
_COMPOSED = ("allOf", "oneOf", "anyOf")


class Schemas:
    """Answers of the schemas of a document."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self._document = document
        self._instances = instances

    def kinds(self, schema: Any) -> set[str]:
        """The types that a value may have; none where the schema does not say."""
        return set(walk_types(schema, self._document))

    def may_be_list(self, schema: Any) -> bool:
        """Whether a list may be a value: the schema names that type, or none."""
        kinds = self.kinds(schema)
        return not kinds or "array" in kinds

    def fitting(self, schema: Any, likely: Any, other: Any) -> Any:
        """The reading of a text that `schema` accepts; the likely one where it accepts both or
        neither.
        """
        if not self._instances.valid(schema, likely) and self._instances.valid(schema, other):
            return other
        return likely

    def coerced(self, text: str, schema: Any) -> Any:
        """`text` as the JSON value that `schema` takes it for; text that fits no other type stays
        text.
        """
        kinds = self.kinds(schema)
        if not kinds or kinds == {"string"}:
            return text
        value = _value_of(text, kinds)
        return self.fitting(schema, text, value) if "string" in kinds else value

    def properties(self, schema: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for node in self._branches(schema):
            found = {**(node.get("properties") or {}), **found}
        return found

    def extra(self, schema: Any) -> Any:
        """What a schema says of properties that it does not name; `None` where it does not say that
        there are any.
        """
        found = self._said(schema, "additionalProperties", False)
        return None if found is False else found

    def _branches(self, schema: Any) -> Iterator[Mapping[str, Any]]:
        """A schema and those that it is composed of."""
        waiting, met = [schema], set[int]()
        while waiting:
            node, _ = self._document.resolve(waiting.pop(0))
            if isinstance(node, Mapping) and id(node) not in met:
                met.add(id(node))
                yield node
                waiting += [branch for key in _COMPOSED for branch in node.get(key, ())]

    def member(self, schema: Any, name: str) -> Any:
        """The schema of a property, or of those that the schema does not name."""
        known = self.properties(schema)
        return known[name] if name in known else self._said(schema, "additionalProperties", True)

    def item(self, schema: Any) -> Any:
        """The schema of the items of a list."""
        return self._said(schema, "items", True)

    def _said(self, schema: Any, keyword: str, otherwise: Any) -> Any:
        """The value of a keyword in the first branch that has it."""
        found = (node[keyword] for node in self._branches(schema) if keyword in node)
        return next(found, otherwise)


def _value_of(text: str, kinds: set[str]) -> Any:
    """`text` as a value of the first type that it has the form of; else it stays text."""
    for types, form, read in _READINGS:
        if not kinds.isdisjoint(types) and form.fullmatch(text):
            try:
                return read(text)
            except ValueError:
                return text
    return text
