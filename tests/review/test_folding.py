"""One edit of a document is one entry, on the wire and in Python; two edits stay two."""

from __future__ import annotations

from typing import Any

import pytest

from generator.review.advice import changelog
from generator.review.model import Change
from tests.review.rule_cases import compared, patched

PET = "/components/schemas/Pet"
LIST = "/paths/~1pets/get"
CREATE = "/paths/~1pets/post"
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1.0.0"},
    "servers": [{"url": "https://pets.example"}],
    "security": [{"apiKey": []}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "tags": ["pets"],
                "x-sdk": {"resource": "pets", "function": "list"},
                "parameters": [
                    {"$ref": "#/components/parameters/Since"},
                    {"name": "sort", "in": "query", "schema": {"$ref": "#/components/schemas/Order"}},
                ],
                "responses": {"200": {"description": "Pets.", "content": {"application/json": {"schema": {
                    "type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}}},
            },
            "post": {
                "operationId": "createPet",
                "tags": ["pets"],
                "x-sdk": {"resource": "pets", "function": "create"},
                "requestBody": {"required": True, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Pet"}}}},
                "responses": {"201": {"description": "Created."}},
            },
        },
        "/pets/toys": {
            "get": {
                "operationId": "listToys",
                "tags": ["pets"],
                "x-sdk": {"resource": "pets.toys", "function": "list"},
                "parameters": [{"$ref": "#/components/parameters/Since"}],
                "responses": {"200": {"description": "Toys.", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Toy"}}}}},
            }
        },
    },
    "components": {
        "securitySchemes": {"apiKey": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "parameters": {"Since": {"name": "since", "in": "query", "schema": {"type": "string"}}},
        "schemas": {
            "Pet": {"type": "object", "properties": {
                "id": {"type": "integer"},
                "toysCount": {"type": "integer"},
                "kind": {"$ref": "#/components/schemas/Kind"},
            }},
            "Kind": {"type": "string", "enum": ["cat", "dog"]},
            "Order": {"type": "string", "enum": ["asc", "desc"], "x-enum-descriptions": ["Up.", "Down."]},
            "Ball": {"type": "object", "required": ["type"], "properties": {"type": {"const": "ball"}}},
            "Bone": {"type": "object", "required": ["type"], "properties": {"type": {"const": "bone"}}},
            "Ring": {"type": "object", "required": ["type"], "properties": {"type": {"const": "ring"}}},
            "Rope": {"type": "object", "required": ["type"], "properties": {"type": {"const": "rope"}}},
            "Toy": {
                "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Ball", "Bone", "Rope")],
                "discriminator": {"propertyName": "type", "mapping": {
                    name.lower(): f"#/components/schemas/{name}" for name in ("Ball", "Bone", "Rope")}},
            },
        },
    },
}  # fmt: skip


def moved(before: str, after: str) -> dict[str, str]:
    return {"op": "move", "from": before, "path": after}


def put(path: str, value: object) -> dict[str, object]:
    return {"op": "replace", "path": path, "value": value}


def added(path: str, value: object) -> dict[str, object]:
    return {"op": "add", "path": path, "value": value}


def gone(path: str) -> dict[str, str]:
    return {"op": "remove", "path": path}


def renamed_resource(name: str) -> list[dict[str, object]]:
    operations = (LIST, CREATE, "/paths/~1pets~1toys/get")
    return [put(f"{each}/x-sdk/resource", f"{name}.toys" if "toys" in each else name) for each in operations]


RING = [
    added("/components/schemas/Toy/oneOf/-", {"$ref": "#/components/schemas/Ring"}),
    added("/components/schemas/Toy/discriminator/mapping/ring", "#/components/schemas/Ring"),
]


@pytest.fixture
def changes(tmp_path):
    def found(edits: list[Any]) -> list[Change]:
        return list(compared(BASE, patched(BASE, edits), tmp_path).changes)

    return found


@pytest.mark.parametrize(
    ("edits", "rule", "code", "what"),
    [
        pytest.param(
            [moved(f"{PET}/properties/toysCount", f"{PET}/properties/toyCount")],
            "response-optional-property-removed", "python-field-renamed", "property `toysCount` renamed to `toyCount`",
            id="a property renamed",
        ),
        pytest.param(
            [put("/components/parameters/Since/name", "from")],
            "request-parameter-renamed", "python-keyword-renamed", "parameter renamed from `since` to `from`",
            id="a parameter of two operations renamed",
        ),
        pytest.param(
            [put("/components/schemas/Order/enum/1", "down")],
            "request-values-removed", "python-member-removed", '"desc" no longer listed, "down" listed',
            id="a value replaced",
        ),
        pytest.param(
            [gone("/components/schemas/Order/enum/0"), gone("/components/schemas/Order/x-enum-descriptions/0")],
            "request-values-removed", "python-member-removed", '"asc" no longer listed',
            id="a value removed with what is said of it",
        ),
        pytest.param(
            [added("/security", [])],
            "security-removed", "python-method-credential-not-sent", "no credentials are asked for any more",
            id="credentials of all methods",
        ),
        pytest.param(
            [put("/servers/0/url", "https://cats.example")],
            "server-removed", "python-base-url-changed", "server `https://pets.example` replaced by `https://cats.example`",
            id="a server replaced",
        ),
        pytest.param(
            RING, "response-alternative-added", "python-alias-type-changed", "alternative `Ring` added",
            id="a variant added",
        ),
        pytest.param(
            [gone("/components/schemas/Toy/oneOf/1"), gone("/components/schemas/Toy/discriminator/mapping/bone")],
            "response-alternative-removed", "python-alias-type-compatible", "alternative `Bone` removed",
            id="a variant removed",
        ),
        pytest.param(
            renamed_resource("animals"), "python-resource-renamed", None,
            "`client.pets` is called `client.animals` now, with all of its methods and resources",
            id="a resource renamed",
        ),
        pytest.param(
            [
                moved("/components/securitySchemes/apiKey", "/components/securitySchemes/userKey"),
                put("/security/0", {"userKey": []}),
            ],
            "security-scheme-renamed", "python-credential-renamed",
            "security scheme `apiKey` is called `userKey` now",
            id="a credential renamed",
        ),
        pytest.param(
            [gone(f"{CREATE}/requestBody")],
            "request-body-removed", "python-keyword-removed", "request body removed",
            id="a body removed, whose fields are arguments",
        ),
        pytest.param(
            [added(f"{PET}/required", ["id"])],
            "request-property-became-required", "python-field-became-required", "property `id` became required",
            id="a field required, so the body too",
        ),
        pytest.param(
            [moved("/paths/~1pets", "/paths/~1animals"), moved("/paths/~1pets~1toys", "/paths/~1animals~1toys")],
            "operation-moved", None, "3 operations moved: `pets` is `animals` in their paths",
            id="paths renamed",
        ),
    ],
)  # fmt: skip
def test_one_edit_is_one_entry(changes, edits, rule, code, what):
    (change,) = (each for each in changes(edits) if not each.rule.startswith("unused-"))
    assert (change.rule, change.code and change.code.rule, change.what) == (rule, code, what)


@pytest.mark.parametrize(
    ("edits", "number"),
    [
        pytest.param(
            [gone(f"{PET}/properties/toysCount"), added(f"{PET}/properties/weight", {"type": "number"})], 2,
            id="a property that went and another that came",
        ),
        pytest.param(
            [
                gone("/components/schemas/Order/enum/0"),
                put("/components/schemas/Order/x-enum-descriptions", ["Downwards."]),
            ], 2,
            id="a value removed and something else said of another",
        ),
        pytest.param(
            [put("/components/schemas/Kind/enum/1", "hound")], 2,
            id="a value replaced that is answered too: a caller may not know the new one",
        ),
        pytest.param(
            [*RING, put("/components/schemas/Toy/discriminator/mapping/ball", "#/components/schemas/Bone")], 2,
            id="a variant added and the value of another told otherwise",
        ),
        pytest.param(
            [put("/servers/0/url", "https://cats.example"), added("/servers/-", {"url": "https://dogs.example"})], 2,
            id="a server replaced and one added",
        ),
        pytest.param(
            [put("/components/parameters/Since/name", "from"), gone(f"{CREATE}/requestBody")], 2,
            id="a parameter renamed and a body removed",
        ),
        pytest.param(
            [moved("/paths/~1pets", "/paths/~1animals"), moved("/paths/~1pets~1toys", "/paths/~1toys")], 2,
            id="two paths renamed in two ways",
        ),
    ],
)  # fmt: skip
def test_two_edits_are_two_entries(changes, edits, number):
    found = [each for each in changes(edits) if not each.rule.startswith("unused-")]
    assert len(found) == number, [(each.rule, each.what) for each in found]


def test_what_a_renamed_parameter_takes_from_methods_is_told_once(changes):
    (change,) = changes([put("/components/parameters/Since/name", "from")])
    assert change.code is not None
    assert change.code.what == "`client.pets.list` takes `from_` instead of `since`, and so in 1 other"
    assert (change.code.before, change.code.after) == ("since", "from_")
    assert change.code.remedy == "Write `from_=…` instead of `since=…`."
    assert [each.python for each in change.reach] == ["client.pets.list", "client.pets.toys.list"]


def test_what_callers_do_about_a_renamed_property_names_it_in_the_ways_that_they_meet_it(changes):
    (change,) = changes([moved(f"{PET}/properties/toysCount", f"{PET}/properties/toyCount")])
    assert change.remedy == "Callers send and read `toyCount` instead of `toysCount`."
    assert changelog([change]).startswith("### Changed\n")


def test_what_all_methods_lose_is_said_once(changes):
    (change,) = changes([added("/security", [])])
    assert change.code is not None
    assert change.code.what == "`client.pets.list` does not send `api_key` any more: it needs no credential, and so in 2 others"


def test_where_a_renamed_property_stood_and_stands_is_kept(changes):
    (change,) = changes([moved(f"{PET}/properties/toysCount", f"{PET}/properties/toyCount")])
    assert (change.before, change.after) == ("toysCount", "toyCount")
    assert change.base is not None
    assert change.head is not None
    assert change.near is None
    assert change.pointer == f"{PET}/properties/toyCount"
    assert [each.direction for each in change.reach] == ["response", "request"]
