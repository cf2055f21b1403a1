from __future__ import annotations

from typing import Any

import pytest

from generator.document.examples import Examples
from generator.document.instances import Instances


def example_for(schema, document, direction="request"):
    return Examples(document, direction).of_schema(schema)


class Tree:
    """A document of schemas alone."""

    def __init__(self, schemas: dict[str, Any], version: str = "3.1") -> None:
        self.root: dict[str, Any] = {"openapi": f"{version}.0", "components": {"schemas": schemas}}
        self.version = version

    def resolve(self, node: Any) -> tuple[Any, str | None]:
        pointer = None
        while isinstance(node, dict) and "$ref" in node:
            pointer = node["$ref"][1:]
            node = self.root["components"]["schemas"][pointer.rpartition("/")[2]]
        return node, pointer

    target = resolve


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


EMPTY = Tree({})


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (True, "text"),
        ({}, "text"),
        ({"type": "string"}, "text"),
        ({"type": "string", "minLength": 6}, "textte"),
        ({"type": "string", "maxLength": 2}, "te"),
        ({"type": "string", "minLength": 6.0, "maxLength": 7.0}, "textte"),
        ({"type": "array", "minItems": 2.0, "maxItems": 2.0, "items": {"const": 1}}, [1, 1]),
        (
            {"type": "object", "minProperties": 2.0, "maxProperties": 3.0},
            {"key1": "text", "key2": "text"},
        ),
        ({"default": 1, "allOf": [{"type": "integer", "default": 2}]}, 1),
        ({"type": "string", "format": "date-time"}, "2025-01-01T08:00:00Z"),
        ({"type": "string", "format": "uuid"}, "00000000-0000-4000-8000-000000000001"),
        ({"type": "string", "format": "unheard-of"}, "text"),
        ({"type": "string", "pattern": "^[A-Z]{3}-\\d+$"}, "AAA-0"),
        (
            {"type": "string", "format": "date-time", "pattern": "\\.\\d{3}Z$"},
            "2025-01-01T08:00:00.000Z",
        ),
        ({"type": "string", "format": "email", "minLength": 20}, "aareader@example.com"),
        ({"type": ["string", "null"], "enum": [3, None]}, None),
        ({"type": "string", "enum": [3, "4"]}, "4"),
        ({"type": "integer"}, 1),
        ({"type": "integer", "minimum": 10}, 10),
        ({"type": "integer", "exclusiveMinimum": 10}, 11),
        ({"type": "integer", "maximum": -5}, -5),
        ({"type": "integer", "minimum": 10, "multipleOf": 7}, 14),
        ({"type": "number"}, 1.5),
        ({"type": "number", "minimum": 0, "maximum": 1}, 0.5),
        ({"type": "number", "exclusiveMaximum": 0}, -1),
        ({"type": "boolean"}, True),
        ({"type": "null"}, None),
        ({"type": ["null", "integer"]}, 1),
        ({"const": 7}, 7),
        ({"enum": [None, "a", "b"]}, "a"),
        ({"enum": [None]}, None),
        ({"type": "string", "default": "d"}, "d"),
        ({"type": "string", "examples": [1, "shown"]}, "shown"),
        ({"type": "integer", "example": "no number"}, 1),
        ({"type": "array", "items": {"type": "integer"}}, [1]),
        (
            {"type": "array", "items": {"type": "integer"}, "minItems": 3, "uniqueItems": True},
            [1, 2, 3],
        ),
        (
            {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 2, "uniqueItems": True},
            ["a", "b"],
        ),
        ({"type": "array", "items": {"type": "integer"}, "maxItems": 0}, []),
        ({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "boolean"}]}, [1, True]),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, {"key1": 1}),
        (
            {"type": "object", "minProperties": 2, "additionalProperties": True},
            {"key1": "text", "key2": "text"},
        ),
        ({"type": "object", "required": ["x"]}, {"x": "text"}),
        (
            {
                "allOf": [
                    {"properties": {"a": {"type": "integer"}}},
                    {"properties": {"b": {"const": 1}}},
                ]
            },
            {"a": 1, "b": 1},
        ),
        ({"allOf": [{"type": "integer", "minimum": 3}, {"minimum": 5}]}, 5),
        ({"oneOf": [{"type": "null"}, {"type": "string"}]}, "text"),
        (
            {
                "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
                "properties": {"a": {"const": 1}},
            },
            {"a": 1},
        ),
        (
            {
                "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
                "properties": {"a": {"const": 1}, "b": {"const": 2}},
            },
            {"a": 1},
        ),
        ({"oneOf": [{"type": "number"}, {"type": "integer"}, {"type": "string"}]}, 1.5),
        (
            {
                "properties": {"a": {"const": 1}, "b": {"const": 2}},
                "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
                "not": {"required": ["a", "b"]},
            },
            {"a": 1},
        ),
    ],
)
def test_an_example_is_made_from_the_schema(schema, value):
    assert example_for(schema, EMPTY) == value
    assert Instances(EMPTY).violations(schema, value) == ()


def test_a_request_leaves_out_what_is_read_only_and_a_response_what_is_write_only():
    schema = {
        "required": ["id", "secret"],
        "properties": {
            "id": {"const": 1, "readOnly": True},
            "secret": {"const": 2, "writeOnly": True},
            "name": {"const": 3},
        },
    }
    assert example_for(schema, EMPTY, "request") == {"secret": 2, "name": 3}
    assert example_for(schema, EMPTY, "response") == {"id": 1, "name": 3}


def test_a_property_is_read_only_if_any_part_of_its_schema_says_so():
    tree = Tree({"Id": {"type": "integer"}})
    schema = {
        "properties": {"id": {"allOf": [ref("Id"), {"readOnly": True}]}, "name": {"const": 3}}
    }
    assert example_for(schema, tree, "request") == {"name": 3}


@pytest.mark.parametrize(
    ("own", "made"),
    [
        ({"required": ["type"], "properties": {"type": {"enum": ["cat"]}}}, {"type": "cat"}),
        ({"required": ["type"]}, {}),
        ({"properties": {"type": {"enum": ["cat"]}}}, {}),
    ],
)
def test_a_request_has_what_is_declared_anew_and_required_though_the_base_calls_it_read_only(
    own, made
):
    tree = Tree(
        {"Base": {"type": "object", "properties": {"type": {"type": "string", "readOnly": True}}}}
    )
    assert example_for({"allOf": [ref("Base"), own]}, tree, "request") == made


@pytest.mark.parametrize(
    ("format", "pattern", "value"),
    [
        ("date-time", "YYYY-MM-DDThh:mm:ssZ", "2025-01-01T08:00:00Z"),
        ("date", "^\\d{2}/\\d{2}$", "2025-01-01"),
        ("uuid", "^[A-Z]{4}$", "00000000-0000-4000-8000-000000000001"),
    ],
)
def test_a_format_that_a_client_reads_comes_before_a_pattern_that_contradicts_it(
    format, pattern, value
):
    assert example_for({"type": "string", "format": format, "pattern": pattern}, EMPTY) == value


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_a_variant_of_a_base_that_lists_its_variants_has_an_example(keyword):
    mammal = {
        "allOf": [ref("Pet"), {"required": ["legs"], "properties": {"legs": {"type": "integer"}}}]
    }
    tree = Tree(
        {
            "Pet": {
                "required": ["name"],
                "properties": {"name": {"type": "string"}},
                keyword: [ref("Cat"), ref("Fish")],
            },
            "Mammal": mammal,
            "Cat": {
                "allOf": [
                    ref("Mammal"),
                    {"required": ["lives"], "properties": {"lives": {"type": "integer"}}},
                ]
            },
            "Fish": {
                "allOf": [
                    ref("Pet"),
                    {"required": ["fins"], "properties": {"fins": {"type": "integer"}}},
                ]
            },
        }
    )
    cat = {"name": "text", "legs": 1, "lives": 1}
    assert example_for(ref("Cat"), tree) == cat
    assert example_for(ref("Pet"), tree) == cat
    assert example_for(ref("Fish"), tree) == {"name": "text", "fins": 1}


def test_recursion_ends_where_the_schema_lets_it_end():
    tree = Tree(
        {
            "Node": {
                "required": ["children", "name"],
                "properties": {
                    "name": {"type": "string"},
                    "next": ref("Node"),
                    "children": {"type": "array", "items": ref("Node")},
                },
            }
        }
    )
    assert example_for(ref("Node"), tree) == {"name": "text", "children": []}


def test_recursion_without_an_end_yields_the_nearest_value():
    tree = Tree(
        {
            "Node": {
                "required": ["next"],
                "properties": {"next": {"allOf": [ref("Node"), {"description": "again"}]}},
            }
        }
    )
    assert example_for(ref("Node"), tree) is None


def test_a_union_avoids_the_branch_that_recurs():
    tree = Tree(
        {
            "Tree": {
                "oneOf": [
                    {"type": "array", "items": ref("Tree"), "minItems": 1},
                    {"type": "integer"},
                ]
            }
        }
    )
    value = example_for(ref("Tree"), tree)
    assert Instances(tree).violations(ref("Tree"), value) == ()


def test_what_no_value_satisfies_is_left_out_where_it_may_be():
    smart = {"type": "object", "properties": {"smart": {"type": "boolean"}}}
    options = {"oneOf": [ref("Email"), ref("SMS")]}
    campaign = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "options": options,
            "lists": {"type": "array", "items": options},
            "inner": {"properties": {"options": options}, "required": ["options"]},
        },
    }
    needed = {**campaign, "required": ["options"]}
    document = Tree({"Email": smart, "SMS": {**smart}, "Campaign": campaign, "Needed": needed})
    assert example_for(ref("Campaign"), document) == {"name": "text"}
    assert example_for(ref("Needed"), document) == {"name": "text", "options": {"smart": True}}
    only_null = {"oneOf": [*options["oneOf"], {"type": "null"}]}
    assert example_for({"properties": {"options": only_null}}, document) == {"options": None}


@pytest.mark.parametrize(
    ("mapping", "label"), [(None, "Cat"), ({"kitty": "#/components/schemas/Cat"}, "kitty")]
)
def test_a_discriminator_names_the_branch_that_was_taken(mapping, label):
    discriminator = {"propertyName": "kind", **({"mapping": mapping} if mapping else {})}
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    tree = Tree({"Cat": cat, "Pet": {"oneOf": [ref("Cat")], "discriminator": discriminator}})
    assert example_for(ref("Pet"), tree) == {"kind": label}


def test_a_discriminator_names_the_branch_also_where_it_may_be_left_out():
    content = {"type": "string"}
    said = {
        name: {
            "type": "object",
            "required": ["content"],
            "properties": {"role": {"const": role}, "content": content},
        }
        for name, role in (("System", "system"), ("User", "user"))
    }
    union = {"oneOf": [ref("System"), ref("User")], "discriminator": {"propertyName": "role"}}
    messages = {"type": "array", "items": ref("Message")}
    chat = {"type": "object", "required": ["messages"], "properties": {"messages": messages}}
    asked = {"anyOf": [ref("Chat"), {"type": "array", "items": ref("Chat")}]}
    whole = {"type": "object", "required": ["input"], "properties": {"input": asked}}
    tree = Tree({**said, "Message": union, "Chat": chat, "Whole": whole})
    message = {"role": "system", "content": "text"}
    assert example_for(ref("Whole"), tree) == {"input": {"messages": [message]}}


def test_a_wide_and_deep_schema_yields_an_example_of_bounded_size():
    schemas = {
        f"S{n}": {"properties": {f"p{k}": ref(f"S{(n * 7 + k) % 40}") for k in range(20)}}
        for n in range(40)
    }
    value = example_for(ref("S0"), Tree(schemas))
    assert len(str(value)) < 50_000


def test_the_same_schema_always_yields_the_same_example():
    tree = Tree(
        {
            "A": {
                "properties": {
                    "b": {"type": "string", "pattern": "^(x|y)[0-9a-f]{4,}$"},
                    "c": {"format": "uuid"},
                }
            }
        }
    )
    assert Examples(tree).of_schema(ref("A")) == Examples(tree).of_schema(ref("A"))


def test_a_documented_example_that_its_schema_refuses_is_passed_over():
    media = {
        "schema": {"type": "object", "required": ["a"]},
        "examples": {
            "wrong": {"value": {"b": 1}},
            "right": {"value": {"a": 1}},
            "elsewhere": {"externalValue": "a.json"},
        },
    }
    examples = Examples(EMPTY)
    assert examples.of_media_type(media) == {"a": 1}
    assert [name for name, _ in examples.documented(media)] == ["wrong", "right"]


@pytest.mark.parametrize("key", ["properties", "required"])
def test_a_keyword_that_is_left_empty_says_nothing_beside_others(key):
    base = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}
    document = Tree({"Base": base})
    assert example_for({"allOf": [ref("Base")], key: None}, document) == {"a": "text"}


@pytest.mark.parametrize(
    ("example", "shown"),
    [
        ({"serializedValue": '{"a": 1}'}, [{"a": 1}]),
        ({"serializedValue": "a, b"}, ["a, b"]),
        ({"serializedValue": '{"a": 1}', "dataValue": 2}, [2]),
        ({"externalValue": "a.json"}, []),
    ],
)
def test_the_serialized_form_of_an_example_is_read_where_there_is_no_other(example, shown):
    examples = Examples(EMPTY, "response")
    media = {"examples": {"e": example}}
    assert [value for _, value in examples.documented(media)] == shown
    assert [*examples.documented({**media, "in": "query"})] == [
        ("e", value) for value in shown if "serializedValue" not in example or value == 2
    ]
