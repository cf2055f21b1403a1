"""Schemas that hold together, folded into one to make a value of.

A property that several of them declare is held to all, and an annotation is that of the outermost:
what is shown should be taken by every reader of the document. Where they disagree, the first has
its way: something has to be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.document.directions import Flag, hidden_names
from generator.document.schema.composition import Conjunction, Resolver, conjunction
from generator.document.schema.keywords import ALTERNATIVES, named_types, narrower
from generator.records import record

_MOST_PAIRS = 50


@record(frozen=True, slots=True)
class FoldedSchema:
    """A schema with all that holds together with it folded in. `required` of its properties travel
    in the direction, whatever one part says of them.
    """

    keywords: dict[str, Any]
    required: frozenset[str] = frozenset()

    def with_(self, other: FoldedSchema) -> FoldedSchema:
        """What asks for both."""
        return FoldedSchema(_folded(self.keywords, other.keywords), self.required | other.required)

    def without(self, *keywords: str) -> FoldedSchema:
        kept = {key: value for key, value in self.keywords.items() if key not in keywords}
        return FoldedSchema(kept, self.required)


def fold(schema: Any, hidden: Flag, document: Resolver) -> FoldedSchema | None:
    """`schema` with all that holds together with it folded in, for the direction in which what has
    the flag `hidden` does not travel; None when it accepts nothing.

    `{allOf: [{properties: {a: …}}, {properties: {b: …}}], title: T}` becomes
    `{properties: {a: …, b: …}, title: T}`.
    """
    keywords: dict[str, Any] = {}
    whole = Conjunction(schema, "", document)
    parts = whole.outermost_first()
    for part in parts:
        if part.schema is False:
            return None
        keywords = _folded(keywords, whole.own(part))
    # Of a schema alone the flags of its properties are read where these are shown. Of several, one
    # may call a property read-only that a nearer one requires and declares anew, to be sent.
    if len(parts) == 1 or not {"required", "properties"} <= keywords.keys():
        return FoldedSchema(keywords)
    required = frozenset(keywords["required"]).intersection(keywords["properties"])
    flagged = hidden_names(conjunction(schema, document), hidden, document)
    return FoldedSchema(keywords, required - flagged)


def _folded(one: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A schema that asks for both, as far as keywords can say it; annotations of the first win."""
    both = dict(one)
    for key, value in other.items():
        if value is None and key in _FOLDS:  # as empty as it is elsewhere; `lint` tells it
            continue
        both[key] = _of_both(key, both[key], value) if key in both else value
    return both


def _of_both(key: str, one: Any, other: Any) -> Any:
    """What a keyword says that two schemas have, of which `one` is the outer."""
    if key in _FOLDS:
        return _FOLDS[key](one, other)
    bound = narrower(key, one, other)
    if bound is not None:
        return bound
    return other if key in _LATER_WINS or _takes_anything(one) else one


def _takes_anything(schema: Any) -> bool:
    """Whether a schema, as that of `additionalProperties: true`, says less than any other."""
    return schema is True or schema == {}  # to Python 1 equals True


def _both_properties(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    shared = {name: {"allOf": [one[name], other[name]]} for name in one.keys() & other.keys()}
    return {**one, **other, **shared}


def _either_of_both(one: list[Any], other: list[Any]) -> list[Any]:
    return [{"allOf": [left, right]} for left in one for right in other][:_MOST_PAIRS]


def _common_types(one: Any, other: Any) -> Any:
    """The types that both name, in the order of the first; those of the first where they disagree:
    the nearest value to what is asked. Of `[integer, "null"]` and `number`, `integer` is left."""
    left, right = named_types({"type": one}), named_types({"type": other})
    common = [kind for kind in left if kind in right or (kind == "integer" and "number" in right)]
    return common[0] if len(common) == 1 else common or left


_FOLDS: Mapping[str, Callable[[Any, Any], Any]] = {
    "properties": _both_properties,
    "required": lambda one, other: list(dict.fromkeys([*one, *other])),
    "type": _common_types,
    "enum": lambda one, other: [item for item in one if item in other] or one,
    **dict.fromkeys(ALTERNATIVES, _either_of_both),
}
"""How two values of a keyword are folded into one."""
_LATER_WINS = frozenset({"format", "pattern", "items", "readOnly", "writeOnly"})
