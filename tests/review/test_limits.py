"""How the limits of values changed whose type is the same, and in which words; what the types of
unions are in Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.api.build import build
from generator.api.model import ObjectModel, Type
from generator.document.bundle import load
from generator.review.limits import limits
from generator.review.python_types import (
    View,
    passed_change,
    remapped,
    returned_change,
    same,
    shown,
)

WHOLE, TEXT = {"type": "integer"}, {"type": "string"}
_MAP = {"type": "object", "additionalProperties": TEXT}
_OBJECT, _LIST = {"type": "object"}, {"type": "array", "items": TEXT}
_SHORT = {**TEXT, "maxLength": 3}
Types = Callable[..., list[Type]]


class _Made:
    """The types of schemas, as fields of one class; the classes that they name are here too."""

    def __init__(self, folder: Path, schemas: list[dict[str, Any]]) -> None:
        cat, dog = (
            {"type": "object", "required": ["kind"], "properties": {"kind": TEXT, name: WHOLE}}
            for name in "ab"
        )
        fields = {f"f{index}": schema for index, schema in enumerate(schemas)}
        names = {
            "Box": {"type": "object", "properties": fields},
            "Cat": cat,
            "Dog": dog,
            "Colour": {"type": "string", "enum": ["red", "blue"]},
            "Open": {"type": "object", "properties": {"a": TEXT}, "additionalProperties": True},
            "Loop": {
                "oneOf": [TEXT, {"type": "array", "items": {"$ref": "#/components/schemas/Loop"}}]
            },
        }
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}
        operation = {
            "requestBody": {"content": content},
            "responses": {"200": {"description": "", "content": content}},
        }
        root = {"openapi": "3.2.0", "info": {"title": "Boxes", "version": "1"}, "paths": {"/a": {"post": operation}},
                "components": {"schemas": names}}  # fmt: skip
        path = folder / "openapi.json"
        path.write_text(json.dumps(root), encoding="utf-8")
        self.models = {model.name: model for model in build(load(path)).models}
        box = self.models["Box"]
        assert isinstance(box, ObjectModel)
        found = {field.wire: field.type for field in box.fields}
        self.types = [found[name] for name in fields]


_ASKS_NOTHING: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (_OBJECT, {"patternProperties": {"^x": True}}),
    (_OBJECT, {"patternProperties": {"^x": {"description": "any"}}}),
    ({**_OBJECT, "additionalProperties": True}, {"patternProperties": {"^x": {}}}),
    (_OBJECT, {"propertyNames": True}),
    (_OBJECT, {"propertyNames": {"minLength": 0}}),
    (_OBJECT, {"not": False}),
    (_OBJECT, {"if": {"required": ["a"]}, "then": True}),
    (_OBJECT, {"dependentRequired": {"a": []}}),
    (_OBJECT, {"dependentSchemas": {"a": {"minProperties": 0}}}),
    (_LIST, {"prefixItems": [TEXT, TEXT]}),
    ({"type": "array", "items": _SHORT}, {"prefixItems": [_SHORT]}),
    ({"type": "array"}, {"prefixItems": [True, {}]}),
    (_LIST, {"contains": TEXT, "minContains": 0}),
]
_ASKS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (_OBJECT, {"patternProperties": {"^x": TEXT}}),
    (_OBJECT, {"propertyNames": {"minLength": 1}}),
    (_OBJECT, {"not": {"required": ["a"]}}),
    (_OBJECT, {"if": {"required": ["a"]}, "else": False}),
    (_OBJECT, {"dependentRequired": {"a": ["b"]}}),
    ({"type": "array"}, {"prefixItems": [True, TEXT]}),
    ({"type": "array"}, {"prefixItems": [True], "items": False}),
    (_LIST, {"contains": TEXT, "minContains": 0, "maxContains": 2}),
]


@pytest.mark.parametrize(
    ("schema", "more", "there", "back"),
    [(*each, "same", "same") for each in _ASKS_NOTHING]
    + [(*each, "narrowed", "widened") for each in _ASKS],
)
def test_what_takes_anything_is_no_limit(
    tmp_path: Path, schema: dict[str, Any], more: dict[str, Any], there: str, back: str
) -> None:
    one, other = _Made(tmp_path, [schema, {**schema, **more}]).types
    assert one != other
    assert same(one, other, {})
    assert (limits(one, other).relation, limits(other, one).relation) == (there, back)


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("before", "after", "relation", "was", "now"),
    [
        (WHOLE, WHOLE, "same", "", ""),
        (_MAP, {**_MAP, "dependentSchemas": {"a": True}}, "same", "", ""),
        (WHOLE, {**WHOLE, "maximum": 5}, "narrowed", "no maximum", "maximum=5"),
        ({**WHOLE, "maximum": 5}, WHOLE, "widened", "maximum=5", "no maximum"),
        ({**WHOLE, "maximum": 5}, {**WHOLE, "maximum": 4}, "narrowed", "maximum=5", "maximum=4"),
        ({**WHOLE, "maximum": 5}, {**WHOLE, "maximum": 6}, "widened", "maximum=5", "maximum=6"),
        ({**WHOLE, "minimum": 5}, {**WHOLE, "minimum": 6}, "narrowed", "minimum=5", "minimum=6"),
        ({**WHOLE, "minimum": 5}, {**WHOLE, "minimum": 4}, "widened", "minimum=5", "minimum=4"),
        ({**WHOLE, "minimum": -5}, WHOLE, "widened", "minimum=-5", "no minimum"),
        (WHOLE, {**WHOLE, "minimum": -5}, "narrowed", "no minimum", "minimum=-5"),
        ({"type": "number", "maximum": 5}, {"type": "number", "exclusiveMaximum": 5}, "narrowed", "maximum=5",
         "exclusive_maximum=5"),
        ({"type": "number", "exclusiveMinimum": 5}, {"type": "number", "minimum": 5}, "widened", "exclusive_minimum=5",
         "minimum=5"),
        ({"type": "number", "minimum": 5}, {"type": "number", "minimum": 5, "exclusiveMinimum": 4}, "same", "", ""),
        ({"type": "number", "minimum": 5}, {"type": "number", "minimum": 5, "exclusiveMinimum": 5}, "narrowed", "minimum=5",
         "exclusive_minimum=5"),
        ({"type": "number", "maximum": 5}, {"type": "number", "maximum": 5, "exclusiveMaximum": 6}, "same", "", ""),
        ({"type": "number", "maximum": 5}, {"type": "number", "maximum": 5, "exclusiveMaximum": 4}, "narrowed", "maximum=5",
         "exclusive_maximum=4"),
        ({**WHOLE, "minimum": 1, "maximum": 5}, {**WHOLE, "minimum": 0, "maximum": 4}, "narrowed", "maximum=5", "maximum=4"),
        ({**WHOLE, "minimum": 1, "maximum": 5}, {**WHOLE, "minimum": 2, "maximum": 4}, "narrowed", "minimum=1, maximum=5",
         "minimum=2, maximum=4"),
        ({**WHOLE, "format": "int64"}, {**WHOLE, "format": "int32"}, "narrowed",
         f"minimum={-(2**63)}, maximum={2**63 - 1}", f"minimum={-(2**31)}, maximum={2**31 - 1}"),
        ({**WHOLE, "format": "int32"}, WHOLE, "widened",
         f"minimum={-(2**31)}, maximum={2**31 - 1}", "no minimum, no maximum"),
        ({**WHOLE, "format": "int32", "minimum": 0}, {**WHOLE, "minimum": 0, "maximum": 2**31 - 1}, "same", "", ""),
        ({**WHOLE, "format": "int32", "minimum": -(2**40)}, {**WHOLE, "format": "int32"}, "same", "", ""),
        ({**WHOLE, "format": "int32", "maximum": 2**40}, {**WHOLE, "format": "int32"}, "same", "", ""),
        ({**WHOLE, "multipleOf": 2}, {**WHOLE, "multipleOf": 4}, "narrowed", "multiple_of=2", "multiple_of=4"),
        ({**WHOLE, "multipleOf": 4}, {**WHOLE, "multipleOf": 2}, "widened", "multiple_of=4", "multiple_of=2"),
        ({**WHOLE, "multipleOf": 4}, {**WHOLE, "multipleOf": 3}, "narrowed", "multiple_of=4", "multiple_of=3"),
        ({"type": "number", "multipleOf": 0.3}, {"type": "number", "multipleOf": 0.1}, "widened", "multiple_of=0.3",
         "multiple_of=0.1"),
        (WHOLE, {**WHOLE, "multipleOf": 2}, "narrowed", "no multiple_of", "multiple_of=2"),
        ({**TEXT, "maxLength": 5}, {**TEXT, "maxLength": 4}, "narrowed", "max_length=5", "max_length=4"),
        ({**TEXT, "minLength": 5}, {**TEXT, "minLength": 4}, "widened", "min_length=5", "min_length=4"),
        ({**TEXT, "minLength": 1}, {**TEXT, "minLength": 2}, "narrowed", "min_length=1", "min_length=2"),
        ({**TEXT, "pattern": "^a"}, {**TEXT, "pattern": "^b"}, "undecided", 'pattern=r"^a"', 'pattern=r"^b"'),
        ({**TEXT, "pattern": "^a"}, TEXT, "widened", 'pattern=r"^a"', "no pattern"),
        ({**TEXT, "pattern": "^a", "maxLength": 5}, {**TEXT, "pattern": "^b", "maxLength": 6}, "undecided", 'pattern=r"^a"',
         'pattern=r"^b"'),
        ({**TEXT, "pattern": "^a", "maxLength": 5}, {**TEXT, "pattern": "^b", "maxLength": 4}, "narrowed", "max_length=5",
         "max_length=4"),
        ({"type": "array", "items": TEXT}, {"type": "array", "items": TEXT, "uniqueItems": True}, "narrowed",
         "no unique_items", "unique_items=True"),
        ({"type": "array", "items": TEXT, "uniqueItems": True}, {"type": "array", "items": TEXT}, "widened",
         "unique_items=True", "no unique_items"),
        ({"type": "array", "items": TEXT}, {"type": "array", "items": {**TEXT, "maxLength": 5}}, "narrowed", "no max_length",
         "max_length=5"),
        ({"type": "array", "items": TEXT, "maxItems": 3}, {"type": "array", "items": {**TEXT, "maxLength": 5}, "maxItems": 3},
         "narrowed", "no max_length", "max_length=5"),
        ({"type": "object", "additionalProperties": WHOLE}, {"type": "object", "additionalProperties": {**WHOLE, "minimum": 0}},
         "narrowed", "no minimum", "minimum=0"),
        ({"type": ["string", "null"]}, {"type": ["string", "null"], "maxLength": 5}, "narrowed", "no max_length",
         "max_length=5"),
        ({"oneOf": [TEXT, WHOLE]}, {"oneOf": [WHOLE, {**TEXT, "maxLength": 5}]}, "narrowed", "no max_length", "max_length=5"),
        ({"oneOf": [{**TEXT, "maxLength": 5}, {**WHOLE, "maximum": 3}]},
         {"oneOf": [{**TEXT, "maxLength": 6}, {**WHOLE, "maximum": 4}]}, "widened", "max_length=5, maximum=3",
         "max_length=6, maximum=4"),
    ],
)  # fmt: skip
def test_what_became_of_limits(
    tmp_path: Path, before: dict[str, Any], after: dict[str, Any], relation: str, was: str, now: str
) -> None:
    one, other = _Made(tmp_path, [before, after]).types
    assert same(one, other, {})
    assert limits(one, other) == (relation, was, now)


@pytest.mark.parametrize(
    ("schema", "may_pass", "gets"),
    [
        (TEXT, "str", "str"),
        ({"type": "string", "format": "uuid"}, "UUID | str", "UUID"),
        ({"type": "string", "format": "date-time"}, "datetime", "datetime"),
        ({"type": "string", "contentEncoding": "base64"}, "str | bytes", "str"),
        ({"type": "integer", "x-epoch": "seconds"}, "datetime | int", "EpochSeconds"),
        ({"type": "integer", "x-epoch": "milliseconds"}, "datetime | int", "EpochMilliseconds"),
        ({"const": "a"}, 'Literal["a"]', 'Literal["a"]'),
        ({}, "Any", "Any"),
        ({"type": "array", "items": WHOLE}, "Sequence[int]", "list[int]"),
        ({"type": "object", "additionalProperties": WHOLE}, "Mapping[str, int]", "dict[str, int]"),
        ({"type": ["integer", "null"]}, "int | None", "int | None"),
        ({"type": ["null", "integer", "string"]}, "int | str | None", "int | str | None"),
        (_ref("Cat"), "Cat | CatDict", "Cat"),
        (_ref("Open"), "Open | OpenDict | Mapping[str, Any]", "Open"),
        (_ref("Colour"), 'Colour | Literal["red", "blue"]', "Colour"),
        (_ref("Loop"), "str | Sequence[Any]", "Loop"),
        ({"oneOf": [_ref("Cat"), _ref("Dog")], "discriminator": {"propertyName": "kind"}}, "Cat | CatDict | Dog | DogDict",
         "Cat | Dog | OpenModel"),
        ({"oneOf": [TEXT, _ref("Cat")]}, "str | Cat | CatDict", "str | Cat | OpenModel"),
        ({"oneOf": [TEXT, {"type": "array", "items": _ref("Cat")}]}, "str | Sequence[Cat | CatDict]", "str | list[Cat]"),
        ({"oneOf": [TEXT, _ref("Colour")]}, 'str | Colour | Literal["red", "blue"]', "str | Colour"),
        ({"oneOf": [TEXT, {"type": "object", "additionalProperties": WHOLE}]}, "str | Mapping[str, int]",
         "str | dict[str, int] | OpenModel"),
    ],
)  # fmt: skip
def test_what_a_caller_may_pass_and_gets(
    tmp_path: Path, schema: dict[str, Any], may_pass: str, gets: str
) -> None:
    made = _Made(tmp_path, [schema])
    view, (kind,) = View(made.models), made.types
    given, got = shown(view.passed(kind)), shown(view.returned(kind))
    assert (str(given), str(got)) == (may_pass, gets)
    assert (
        passed_change(view.passed(kind), view.passed(kind))
        == returned_change(view.returned(kind), view.returned(kind))
        == "same"
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"cat": "Cat", "dog": "Dog"}, {"cat": "Cat", "dog": "Dog"}, []),
        (
            {"cat": "Cat", "dog": "Dog"},
            {"cat": "Dog", "dog": "Cat"},
            ["cat: Cat -> Dog", "dog: Dog -> Cat"],
        ),
        (
            {"cat": "Cat", "dog": "Dog"},
            {"cat": "Cat", "dog": "Dog", "hound": "Dog"},
            ["hound: None -> Dog"],
        ),
        (
            {"cat": "Cat", "dog": "Dog", "hound": "Dog"},
            {"cat": "Cat", "dog": "Dog"},
            ["hound: Dog -> None"],
        ),
    ],
)
@pytest.mark.parametrize("around", ["nothing", "array", "map", "null"])
def test_values_of_a_discriminator_that_stand_for_another_class(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], expected: list[str], around: str
) -> None:
    def union(mapping: dict[str, str]) -> dict[str, Any]:
        told = {
            "propertyName": "kind",
            "mapping": {value: f"#/components/schemas/{name}" for value, name in mapping.items()},
        }
        found: dict[str, Any] = {"oneOf": [_ref("Cat"), _ref("Dog")], "discriminator": told}
        match around:
            case "array":
                return {"type": "array", "items": found}
            case "map":
                return {"type": "object", "additionalProperties": found}
            case "null":
                return {**found, "oneOf": [*found["oneOf"], {"type": "null"}]}
        return found

    one, other = _Made(tmp_path, [union(before), union(after)]).types
    told = [f"{said}: {was} -> {now}" for said, was, now in remapped(one, other, {})]
    assert told == [
        f'`kind` is "{each.partition(":")[0]}":{each.partition(":")[2]}' for each in expected
    ]


def test_a_class_that_is_called_otherwise_is_no_other_class(tmp_path: Path) -> None:
    schema = {
        "oneOf": [_ref("Cat"), _ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "dog": "Dog"}},
    }
    one, other = _Made(tmp_path, [schema, schema]).types
    assert same(one, other, {})
    assert not same(one, other, {"Cat": "Dog"})
    assert list(remapped(one, other, {"Cat": "Dog"})) == [
        (f'`kind` is "{value}"', "Dog", "Cat") for value in ("Cat", "cat")
    ]
