"""One reading of a Schema Object: every dialect comes to the same normalised schema."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.api.schema import merge
from generator.document.bundle import load
from generator.document.directions import flags_of
from generator.document.schema.composition import Conjunction, conjunction
from generator.document.schema.keywords import (
    integer_range,
    is_array,
    json_type,
    modernise,
    names_array,
    types,
)
from generator.document.schema.normalised import NormalisedSchema
from generator.document.schema.reader import SchemaReader

A = "#/components/schemas/A"


def document(folder: Path, schemas: dict[str, Any], version: str = "3.1.0"):
    path = folder / "openapi.json"
    whole = {"openapi": version, "info": {"title": "Things", "version": "1"}, "paths": {}}
    path.write_text(json.dumps({**whole, "components": {"schemas": schemas}}))
    return load(path)


def facts(whole: NormalisedSchema) -> dict[str, Any]:
    """What a normalised schema says, without places."""
    found = {
        "types": whole.types and sorted(whole.types),
        "values": whole.values and sorted(whole.values),
        "low": {keyword: bound[:2] for keyword, bound in whole.low.items()},
        "high": {keyword: bound[:2] for keyword, bound in whole.high.items()},
        "properties": sorted(whole.properties),
        "required": sorted(whole.required),
        "closed": whole.closed is not None,
        "prefix": len(whole.prefix),
        "items": len(whole.items),
        "unions": [len(union.members) for union in whole.unions],
        "dependent": sorted(whole.dependent),
        "maps": sorted(whole.maps),
    }
    return {key: value for key, value in found.items() if value}


TEXT = {"type": "string"}
OBJECT = {"type": "object", "properties": {"a": TEXT}, "required": ["a"]}
DIALECTS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "nullable": ("3.0", {"type": "string", "nullable": True}, {"types": ["null", "string"]}),
    "a list of types": ("3.1", {"type": ["string", "null"]}, {"types": ["null", "string"]}),
    "a union with null": (
        "3.1",
        {"oneOf": [TEXT, {"type": "null"}]},
        {"types": ["null", "string"]},
    ),
    "nullable around a reference": (
        "3.0",
        {"nullable": True, "allOf": [{"$ref": A}]},
        {"types": ["null", "object"], "properties": ["a"], "required": ["a"]},
    ),
    "a bound that true excludes": (
        "3.0",
        {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
        {"types": ["integer"], "low": {"minimum": (1, True)}},
    ),
    "a bound that excludes itself": (
        "3.1",
        {"type": "integer", "exclusiveMinimum": 1},
        {"types": ["integer"], "low": {"minimum": (1, True)}},
    ),
    "the tighter of two bounds": (
        "3.1",
        {"minimum": 1, "exclusiveMinimum": 1, "allOf": [{"minimum": 0, "maxLength": 3}]},
        {"low": {"minimum": (1, True)}, "high": {"maxLength": (3, False)}},
    ),
    "a bound that holds anyway": ("3.1", {"minLength": 0, "minItems": 0}, {}),
    "const": ("3.1", {"const": "a"}, {"types": ["string"], "values": ['"a"']}),
    "an enumeration of one": ("3.1", {"enum": ["a"]}, {"types": ["string"], "values": ['"a"']}),
    "an enumeration with null": (
        "3.1",
        {"enum": ["a", None]},
        {"types": ["null", "string"], "values": ['"a"']},
    ),
    "both booleans": ("3.1", {"type": "boolean", "enum": [True, False]}, {"types": ["boolean"]}),
    "prefixItems": (
        "3.1",
        {"prefixItems": [TEXT, TEXT], "items": {"type": "integer"}},
        {"prefix": 2, "items": 1},
    ),
    "a list of items": (
        "3.1",
        {"items": [TEXT, TEXT], "additionalItems": {"type": "integer"}},
        {"prefix": 2, "items": 1},
    ),
    "dependencies": (
        "3.1",
        {"dependencies": {"a": ["b"], "c": OBJECT, "d": {"required": ["e"]}}},
        {"dependent": [("a", "b"), ("d", "e")], "maps": ["dependentSchemas"]},
    ),
    "what took their place": (
        "3.1",
        {"dependentRequired": {"a": ["b"], "d": ["e"]}, "dependentSchemas": {"c": OBJECT}},
        {"dependent": [("a", "b"), ("d", "e")], "maps": ["dependentSchemas"]},
    ),
    "allOf": (
        "3.1",
        {"allOf": [{"$ref": A}, {"properties": {"b": {}}, "required": ["b"]}]},
        {"types": ["object"], "properties": ["a", "b"], "required": ["a", "b"]},
    ),
    "types that allOf narrows": (
        "3.1",
        {"type": ["number", "string"], "allOf": [{"type": ["integer", "object"]}]},
        {"types": ["integer"]},
    ),
    "what stands beside a reference": (
        "3.1",
        {"$ref": A, "required": ["b"]},
        {"types": ["object"], "properties": ["a"], "required": ["a", "b"]},
    ),
    "what 3.0 ignores beside a reference": (
        "3.0",
        {"$ref": A, "required": ["b"], "allOf": [{"required": ["c"]}]},
        {"types": ["object"], "properties": ["a"], "required": ["a"]},
    ),
    "a union of one": (
        "3.1",
        {"anyOf": [OBJECT]},
        {"types": ["object"], "properties": ["a"], "required": ["a"]},
    ),
    "a union of two": ("3.1", {"anyOf": [TEXT, OBJECT]}, {"unions": [2]}),
    "only null": ("3.1", {"oneOf": [{"type": "null"}, {"const": None}]}, {"types": ["null"]}),
    "nothing besides": (
        "3.1",
        {"type": "object", "unevaluatedProperties": False},
        {"types": ["object"], "closed": True},
    ),
    "what is of no known form": (
        "3.1",
        {"type": 3, "properties": [], "required": {}, "allOf": 1, "oneOf": {}, "minimum": "a"},
        {},
    ),
}


def test_a_condition_is_of_doubt_in_3_0_whatever_a_list_must_contain(tmp_path: Path):
    idle = {"contains": TEXT, "minContains": 0}
    schema = {"if": TEXT, "then": {"minLength": 1}, **idle}
    reader = SchemaReader(document(tmp_path, {"A": schema}, "3.0.3"))
    place = "/components/schemas/A"
    whole = reader.normalised(reader.subschema(reader.document.get(place), place))
    assert whole.doubts == {"if"}


@pytest.mark.parametrize("name", DIALECTS)
def test_a_schema_in_each_dialect_reads_the_same(name: str, tmp_path: Path):
    version, schema, expected = DIALECTS[name]
    reader = SchemaReader(document(tmp_path, {"A": OBJECT, "B": schema}, f"{version}.0"))
    place = "/components/schemas/B"
    assert facts(reader.normalised(reader.subschema(reader.document.get(place), place))) == expected


def test_every_fact_has_the_place_that_it_comes_from(tmp_path: Path):
    schema = {"allOf": [{"$ref": A}, {"properties": {"a": {"minLength": 2}}}]}
    reader = SchemaReader(document(tmp_path, {"A": OBJECT, "B": schema}))
    place = "/components/schemas/B"
    whole = reader.normalised(reader.subschema(schema, place))
    assert [part.pointer for part in whole.properties["a"]] == [
        "/components/schemas/A/properties/a",
        "/components/schemas/B/allOf/1/properties/a",
    ]
    assert whole.required == {"a": "/components/schemas/A/required"}


def test_of_the_parts_of_all_of_the_later_is_the_nearer_one(tmp_path: Path):
    schemas = {
        "A": {"title": "A"},
        "B": {"allOf": [{"$ref": A}], "title": "B"},
        "C": {"allOf": [{"$ref": "#/components/schemas/B"}, {"title": "own"}, {"$ref": A}]},
    }
    found = document(tmp_path, schemas)
    titles = [
        node["title"]
        for node in conjunction(found.get("/components/schemas/C"), found)
        if "title" in node
    ]
    assert titles == ["A", "own", "B"]


def test_what_stands_beside_a_further_reference_counts(tmp_path: Path):
    schemas = {
        "A": OBJECT,
        "B": {"$ref": A, "required": ["b"]},
        "C": {"allOf": [{"$ref": "#/components/schemas/B"}]},
    }
    found = document(tmp_path, schemas)
    merged = merge(found, found.get("/components/schemas/C"), "/components/schemas/C")
    assert merged.schema["required"] == ["a", "b"]


def test_what_3_0_ignores_beside_a_reference_is_ignored_within_all_of(tmp_path: Path):
    schema = {"allOf": [{"$ref": A, "allOf": [{"required": ["b"]}]}]}
    found = document(tmp_path, {"A": OBJECT, "B": schema}, "3.0.3")
    merged = merge(found, found.get("/components/schemas/B"), "/components/schemas/B")
    assert merged.schema["required"] == ["a"]


def test_a_direction_is_heeded_beside_a_reference_in_3_0(tmp_path: Path):
    found = document(tmp_path, {"A": OBJECT}, "3.0.3")
    assert flags_of({"$ref": A, "readOnly": True}, found) == {"readOnly"}


def test_a_base_that_lists_its_variants_asks_none_of_them_to_choose(tmp_path: Path):
    cat = {"allOf": [{"$ref": "#/components/schemas/Pet"}, OBJECT]}
    listed = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]
    found = document(tmp_path, {"Pet": {"oneOf": listed}, "Cat": cat, "Dog": cat})
    whole = Conjunction(found.get("/components/schemas/Cat"), "/components/schemas/Cat", found)
    assert all("oneOf" not in whole.own(part) for part in whole.nearest_first())
    pet = Conjunction(found.get("/components/schemas/Pet"), "/components/schemas/Pet", found)
    assert "oneOf" in pet.own(pet.nearest_first()[0])


def test_a_base_comes_before_what_extends_it_however_many_ways_lead_to_it(tmp_path: Path):
    def extending(*names: str) -> dict[str, Any]:
        return {"allOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}

    schemas = {"A": {}, "B": extending("A"), "C": extending("A"), "D": extending("B", "C")}
    found = document(tmp_path, schemas)
    whole = Conjunction(found.get("/components/schemas/D"), "/components/schemas/D", found)
    names = [part.pointer.rpartition("/")[2] for part in whole.farthest_first()]
    assert [name for name in names if name.isalpha()] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer", "format": "int32"}, (-(2**31), 2**31 - 1)),
        ({"type": ["null", "integer"], "format": "int64"}, (-(2**63), 2**63 - 1)),
        ({"type": "number", "format": "int32"}, (-(2**31), 2**31 - 1)),
        ({"type": "string", "format": "int32"}, None),
        ({"format": "int32"}, None),
        ({"type": "null", "format": "int32"}, None),
        ({"type": "integer", "format": ["int32"]}, None),
        ({"type": "integer"}, None),
    ],
)
def test_the_formats_of_integers_are_ranges(schema: dict[str, Any], expected: Any):
    assert integer_range(schema) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, "integer"), (1.5, "number"), (True, "boolean"), (None, "null"), ({}, "object")],
)
def test_the_narrowest_type_of_a_value(value: Any, expected: str):
    assert json_type(value) == expected


@pytest.mark.parametrize(
    ("schema", "by_name", "by_all"),
    [
        ({"type": "array"}, True, True),
        ({"type": ["array"]}, True, True),
        ({"type": ["array", "null"]}, False, False),
        ({"items": True}, False, True),
        ({"prefixItems": []}, False, True),
        ({"type": ["array", "null"], "items": {}}, False, True),
        ({"type": "object"}, False, False),
        ({}, False, False),
    ],
)
def test_which_schema_is_that_of_an_array(schema: dict[str, Any], by_name: bool, by_all: bool):
    assert (names_array(schema), is_array(schema)) == (by_name, by_all)


def test_nullable_says_something_beside_a_type_only():
    assert types({"type": "string", "nullable": True}) == {"string", "null"}
    assert types({"nullable": True}) == frozenset()


def test_the_words_of_3_0_are_written_in_those_of_2020_12():
    old = {"type": "number", "maximum": 3, "exclusiveMaximum": True, "exclusiveMinimum": False}
    assert modernise(old, nullable=True) == {
        "anyOf": [{"type": "number", "exclusiveMaximum": 3}, {"type": "null"}]
    }
