"""What is the same text on both sides, with all that it refers to; the review does not walk it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import load
from generator.document.schema.composition import SchemaPart
from generator.review.compared import ComparedDocument
from generator.review.unchanged import UnchangedText, holders, identical, references
from tests.review.rule_cases import patched

SCHEMAS = "/components/schemas"
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets": {
            "get": {
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"type": "string"}}},
                    }
                }
            }
        },
        "/toys": {
            "get": {
                "parameters": [{"name": "kind", "in": "query", "schema": {"type": "string"}}],
                "responses": {},
            }
        },
        "/bones": {
            "get": {
                "parameters": [
                    {
                        "name": "kind",
                        "in": "query",
                        "schema": {"$ref": "#/paths/~1toys/get/parameters/0/schema"},
                    }
                ],
                "responses": {},
            }
        },
    },
    "webhooks": {"born": {}},
    "components": {
        "parameters": {
            "Page": {"name": "page", "in": "query", "schema": {"$ref": f"#{SCHEMAS}/Number"}}
        },
        "schemas": {
            "Number": {"type": "integer", "enum": [1, 2]},
            "Pet": {"type": "object", "properties": {"number": {"$ref": f"#{SCHEMAS}/Number"}}},
            "Owner": {
                "type": "object",
                "properties": {"pets": {"type": "array", "items": {"$ref": f"#{SCHEMAS}/Pet"}}},
            },
            "Name": {"type": "string", "minLength": 1},
            "Place": {"$ref": "#/paths/~1pets/get/responses/200/content/application~1json/schema"},
            "Inner": {"anyOf": [{"type": "null"}, {"$ref": f"#{SCHEMAS}/Pet/properties/number"}]},
            "Animal": {
                "type": "object",
                "discriminator": {"propertyName": "kind"},
                "properties": {"kind": {"type": "string"}},
            },
            "Dog": {
                "allOf": [
                    {"$ref": f"#{SCHEMAS}/Animal"},
                    {"properties": {"barks": {"type": "boolean"}}},
                ]
            },
            "Kennel": {"type": "array", "items": {"$ref": f"#{SCHEMAS}/Animal"}},
        },
    },
}
NUMBER = ["Inner", "Number", "Owner", "Pet"]
Sides = Callable[..., tuple[ComparedDocument, ComparedDocument]]


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    def made(*edits: dict[str, Any]) -> tuple[ComparedDocument, ComparedDocument]:
        found = []
        for name, root in (("base", DOCUMENT), ("head", patched(DOCUMENT, list(edits)))):
            (tmp_path / f"{name}.json").write_text(json.dumps(root), encoding="utf-8")
            found.append(ComparedDocument(load(tmp_path / f"{name}.json")))
        return found[0], found[1]

    return made


def _differing(base: ComparedDocument, head: ComparedDocument, *, as_texts: bool) -> list[str]:
    """The schemas of the base that the head does not have in the same text."""
    same = UnchangedText(base, head)
    left, right = (side.root["components"]["schemas"] for side in (base, head))

    def alike(name: str) -> bool:
        if as_texts:
            return same.texts(left[name], right[name])
        return same.nodes(
            SchemaPart(f"{SCHEMAS}/{name}", left[name]),
            SchemaPart(f"{SCHEMAS}/{name}", right[name]),
        )

    first = sorted(name for name in left if not (name in right and alike(name)))
    assert first == sorted(name for name in left if not (name in right and alike(name))), (
        "what was found is remembered"
    )
    return first


@pytest.mark.parametrize(
    ("edit", "texts", "nodes"),
    [
        ({"op": "replace", "path": "/info/title", "value": "Cats"}, [], []),
        ({"op": "replace", "path": f"{SCHEMAS}/Name/minLength", "value": 2}, ["Name"], ["Name"]),
        ({"op": "replace", "path": f"{SCHEMAS}/Name", "value": {"minLength": 1, "type": "string"}}, [], []),
        ({"op": "replace", "path": f"{SCHEMAS}/Name/minLength", "value": True}, ["Name"], ["Name"]),
        ({"op": "replace", "path": f"{SCHEMAS}/Number/type", "value": "number"}, NUMBER, NUMBER),
        ({"op": "replace", "path": f"{SCHEMAS}/Number/enum/0", "value": True}, NUMBER, NUMBER),
        ({"op": "remove", "path": f"{SCHEMAS}/Name"}, ["Name"], ["Name"]),
        ({"op": "add", "path": f"{SCHEMAS}/More", "value": {}}, [], []),
        ({"op": "replace", "path": "/components/parameters/Page/name", "value": "p"}, [], []),
        ({"op": "add", "path": "/paths/~1more", "value": {}}, ["Place"], ["Place"]),
        ({"op": "add", "path": "/webhooks/died", "value": {}}, ["Place"], ["Place"]),
        ({"op": "replace", "path": f"{SCHEMAS}/Dog/allOf/1/properties", "value": {}}, ["Animal", "Dog", "Kennel"],
         ["Animal", "Dog", "Kennel"]),
        ({"op": "replace", "path": "/openapi", "value": "3.0.4"}, sorted(DOCUMENT["components"]["schemas"]),
         sorted(DOCUMENT["components"]["schemas"])),
    ],
    ids=["elsewhere", "itself", "order", "kind of a number", "what it refers to", "kind of a value", "gone", "new",
         "another section", "paths", "webhooks", "what extends it", "another version"],
)  # fmt: skip
def test_what_is_not_the_same_text(
    sides: Sides, edit: dict[str, Any], texts: list[str], nodes: list[str]
) -> None:
    base, head = sides(edit)
    assert _differing(base, head, as_texts=False) == nodes
    assert set(_differing(base, head, as_texts=True)) <= set(texts)
    if (
        edit["path"] != f"{SCHEMAS}/Dog/allOf/1/properties"
    ):  # a base is another only where it stands, see `UnchangedText.nodes`
        assert _differing(base, head, as_texts=True) == texts


def test_what_refers_to_another_operation_is_another_where_any_path_is(sides: Sides) -> None:
    for edit, expected in (
        ({"op": "replace", "path": "/info/title", "value": "Cats"}, True),
        (
            {
                "op": "replace",
                "path": "/paths/~1toys/get/parameters/0/schema/type",
                "value": "integer",
            },
            False,
        ),
    ):
        base, head = sides(edit)
        one, other = (
            side.root["paths"]["/bones"]["get"]["parameters"][0]["schema"] for side in (base, head)
        )
        assert UnchangedText(base, head).texts(one, other) is expected


def test_what_lets_null_through_or_leaves_a_keyword_out_is_another_part(sides: Sides) -> None:
    base, head = sides({"op": "replace", "path": "/info/title", "value": "Cats"})
    same, at = UnchangedText(base, head), f"{SCHEMAS}/Pet"
    one, other = (
        SchemaPart(at, side.root["components"]["schemas"]["Pet"]) for side in (base, head)
    )
    assert same.nodes(one, other) is True
    assert same.nodes(SchemaPart(at, one.schema, null=True), other) is False
    assert (
        same.nodes(SchemaPart(at, one.schema, null=True), SchemaPart(at, other.schema, null=True))
        is True
    )
    assert same.nodes(one, other.without("properties")) is False


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": True}, False),
        ({"a": 1}, {"a": 2}, False),
        ([1, 2], [2, 1], False),
    ],
)
def test_two_trees_are_the_same_text(one: Any, other: Any, expected: bool) -> None:
    assert identical(one, other) is expected
    assert identical(other, one) is expected


def test_what_a_tree_refers_to_is_named_as_components() -> None:
    assert references(
        {
            "a": [
                {"$ref": "#/components/schemas/A"},
                [{"b": {"$ref": "#/components/schemas/B/properties/c/d"}}],
            ]
        }
    ) == {
        "#/components/schemas/A",
        "#/components/schemas/B",
    }
    assert references({"$ref": {"type": "string"}, "other": {"$ref": "other.yaml#/a"}}) == {
        "other.yaml#/a"
    }
    assert references("#/components/schemas/A") == set()


def test_what_can_hold_references_is_paths_webhooks_and_components() -> None:
    root = {
        "paths": {"a": 1},
        "webhooks": {"b": 2},
        "components": {"schemas": {"A": 3}, "parameters": {"B": 4}, "x-c": 5},
    }
    assert list(holders(root)) == [{"a": 1}, {"b": 2}, 3, 4]
    assert list(holders(root, schemas=False)) == [{"a": 1}, {"b": 2}, 4]
    assert list(holders({"components": 7})) == [None, None]
