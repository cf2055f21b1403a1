"""Which operations take a class and which return it, however deep inside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.api.type_walk import named
from generator.document.bundle import load
from generator.emit.docstrings import method_name
from generator.review.model import Reach
from generator.review.revisions import Revision
from generator.review.usage import Usage, merged, reach, spread_class, spread_fields


def _to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "tags": [{"name": "pets"}, {"name": "owners"}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "tags": ["pets"],
                "parameters": [{"name": "colour", "in": "query", "schema": _to("Colour")}],
                "responses": {"200": {"description": "All.", **_content({"type": "array", "items": _to("Pet")})}},
            },
            "post": {
                "operationId": "addPet",
                "tags": ["pets", "owners"],
                "requestBody": {"required": True, **_content(_to("Pet"))},
                "responses": {
                    "200": {"description": "It.", **_content(_to("Pet"))},
                    "400": {"description": "No.", **_content(_to("Wrong"))},
                },
            },
        },
        "/owners/{id}": {
            "parameters": [ID],
            "get": {
                "operationId": "getOwner",
                "tags": ["owners"],
                "responses": {"200": {"description": "It.", **_content(_to("Owner"))}},
            },
        },
        "/state": {"get": {"operationId": "getState", "responses": {"204": {"description": "None."}}}},
    },
    "components": {
        "schemas": {
            "Colour": {"type": "string", "enum": ["red", "green"]},
            "Place": {"type": "object", "properties": {"street": {"type": "string"}}},
            "Pet": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "readOnly": True},
                    "colour": _to("Colour"),
                    "friends": {"type": "array", "items": _to("Pet")},
                    "home": {"anyOf": [_to("Place"), {"type": "null"}]},
                },
            },
            "Owner": {"type": "object", "properties": {"homes": {"type": "object", "additionalProperties": _to("Place")}}},
            "Wrong": {"type": "object", "properties": {"why": {"type": "string"}}},
        }
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _api(DOCUMENT, tmp_path_factory.mktemp("uses") / "openapi.json")


def _api(document: dict[str, Any], path: Path) -> Any:
    path.write_text(json.dumps(document), encoding="utf-8")
    return Revision(load(path), "document", path).api()


@pytest.mark.parametrize(
    ("name", "used"),
    [
        ("Colour", ["listPets request", "listPets response", "addPet request", "addPet response"]),
        ("Place", ["listPets response", "addPet request", "addPet response", "getOwner response"]),
        ("Pet", ["listPets response", "addPet request", "addPet response"]),
        ("Owner", ["getOwner response"]),
        ("Wrong", ["addPet response"]),
        ("Nobody", []),
    ],
)
def test_a_class_reaches_the_operations_that_lead_to_it(
    api: Any, name: str, used: list[str]
) -> None:
    assert [f"{operation.id} {way}" for operation, way in Usage(api).of(name)] == used


def test_a_class_reaches_the_operations_that_stream_it(tmp_path: Path) -> None:
    content = {"application/x-ndjson": {"itemSchema": _to("Owner")}}
    answers = {"200": {"description": "As they come.", "content": content}}
    watch = {"get": {"operationId": "watchOwners", "responses": answers}}
    paths = {**DOCUMENT["paths"], "/owners/changes": watch}  # type: ignore[dict-item]
    api = _api({**DOCUMENT, "openapi": "3.2.0", "paths": paths}, tmp_path / "openapi.json")
    found = [f"{operation.id} {way}" for operation, way in Usage(api).of("Owner")]
    assert found == ["getOwner response", "watchOwners response"]


def test_keywords_of_a_method_are_the_fields_of_its_body_that_can_be_sent(api: Any) -> None:
    list_pets, add, owner, state = api.operations
    assert [spread_class(each) for each in (list_pets, add, owner, state)] == [
        None,
        "Pet",
        None,
        None,
    ]
    assert [each.wire for each in spread_fields(add)] == ["colour", "friends", "home"]
    assert spread_fields(state) == []
    assert {name: [each.id for each in found] for name, found in Usage(api).spread.items()} == {
        "Pet": ["addPet"]
    }


def test_an_operation_is_reached_by_its_method_and_the_first_of_its_tags(api: Any) -> None:
    _, add, _, state = api.operations
    assert reach(add, "request") == Reach("POST", "/pets", "request", method_name(add), "pets")
    assert reach(state, "response").section == ""
    assert method_name(add).startswith("client.pets.")


def test_an_operation_that_is_reached_in_both_directions_is_named_once() -> None:
    found = [
        Reach("GET", "/a", "request"),
        Reach("GET", "/b", "response", "client.b", "bs"),
        Reach("GET", "/a", "response", "client.a", "as"),
        Reach("POST", "/a", "request"),
        Reach("GET", "/b", "response", "client.other", "others"),
        Reach("GET", "/a", "request"),
    ]
    assert merged(found) == (
        Reach("GET", "/a", "both", "client.a", "as"),
        Reach("GET", "/b", "response", "client.b", "bs"),
        Reach("POST", "/a", "request"),
    )


def test_the_classes_of_a_type_are_those_inside_of_it(api: Any) -> None:
    pet = next(model for model in api.models if model.name == "Pet")
    assert [list(named(field.type)) for field in pet.fields] == [
        [],
        ["Colour"],
        ["Pet"],
        ["Place"],
    ]
