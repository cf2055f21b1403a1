"""A place of a document in the words of a reader: what each pointer into it is called."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.document.bundle import load
from generator.review.compared import ComparedDocument
from generator.review.pointer_labels import pointer_label

DOCUMENT: dict[str, Any] = {
    "openapi": "3.2.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets": {
            "parameters": [{"$ref": "#/components/parameters/Tenant"}],
            "get": {
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"$ref": "#/components/parameters/Tenant"},
                ],
                "responses": {"200": {"description": "Pets."}},
                "callbacks": {
                    "done": {
                        "{$request.query.to}": {
                            "post": {
                                "parameters": [
                                    {"name": "id", "in": "header", "schema": {"type": "string"}}
                                ],
                                "responses": {"200": {"description": "Seen."}},
                            },
                            "additionalOperations": {
                                "NOTIFY": {
                                    "parameters": [
                                        {
                                            "name": "kind",
                                            "in": "query",
                                            "schema": {"type": "string"},
                                        }
                                    ],
                                    "responses": {"200": {"description": "Seen."}},
                                }
                            },
                        }
                    }
                },
            },
            "additionalOperations": {
                "COPY": {
                    "parameters": [{"name": "goal", "in": "query", "schema": {"type": "string"}}],
                    "responses": {"200": {"description": "Copied."}},
                }
            },
        }
    },
    "webhooks": {"born": {"post": {"responses": {"200": {"description": "Seen."}}}}},
    "components": {
        "parameters": {"Tenant": {"name": "tenant", "in": "query", "schema": {"type": "string"}}},
        "callbacks": {
            "Done": {
                "{$request.query.to}": {
                    "post": {"parameters": [{"name": "at", "in": "query", "schema": {}}]}
                }
            }
        },
        "schemas": {"Pet": {"type": "object"}},
    },
}
CALL = "{$request.query.to}"
GET = "/paths/~1pets/get"
BODY = f"{GET}/requestBody/content/a~1b"


@pytest.fixture(scope="module")
def side(tmp_path_factory: pytest.TempPathFactory) -> ComparedDocument:
    path = tmp_path_factory.mktemp("places") / "openapi.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return ComparedDocument(load(path))


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("", "document"),
        ("/info/title", "info"),
        ("/servers/0/url", "servers"),
        ("/paths", "paths"),
        ("/components", "components"),
        ("/components/schemas", "components"),
        # --- schemas
        ("/components/schemas/Pet", "Pet"),
        ("/components/schemas/Pet/type", "Pet"),
        ("/components/schemas/Pet/properties", "Pet"),
        ("/components/schemas/Pet/properties/id", "Pet.id"),
        ("/components/schemas/Pet/properties/id/maxLength", "Pet.id"),
        ("/components/schemas/Pet/properties/properties", "Pet.properties"),
        (
            "/components/schemas/Pet/properties/owner/properties/items/items/type",
            "Pet.owner.items[]",
        ),
        ("/components/schemas/Pet/patternProperties/^x-/type", "Pet.^x-"),
        ("/components/schemas/Pet/dependentSchemas/id/required", "Pet.id"),
        ("/components/schemas/Pet/oneOf/1/type", "Pet.oneOf[1]"),
        ("/components/schemas/Pet/anyOf/0", "Pet.anyOf[0]"),
        ("/components/schemas/Pet/anyOf", "Pet"),
        ("/components/schemas/Pet/prefixItems/2/type", "Pet.prefixItems[2]"),
        ("/components/schemas/Pet/allOf/0/properties/id/type", "Pet.id"),
        ("/components/schemas/Pet/allOf", "Pet"),
        ("/components/schemas/Pet/items", "Pet"),
        ("/components/schemas/Pet/items/items/type", "Pet[][]"),
        ("/components/schemas/Pet/additionalProperties", "Pet"),
        ("/components/schemas/Pet/additionalProperties/properties/id/type", "Pet{}.id"),
        # --- other components
        ("/components/parameters/Tenant/schema/type", "parameter tenant"),
        ("/components/parameters/Gone/schema/type", "parameter Gone"),
        ("/components/parameters/Tenant/schema/items/type", "parameter tenant[]"),
        ("/components/responses/Found/content/a~1b/schema/properties/id/type", "response Found.id"),
        ("/components/responses/Found/headers/X-Next/schema/type", "response Found header X-Next"),
        ("/components/headers/X-Next/description", "header X-Next"),
        ("/components/headers/X-Next/schema/items/type", "header X-Next[]"),
        (
            "/components/responses/Found/headers/X-Next/schema/items/type",
            "response Found header X-Next[]",
        ),
        ("/components/responses/Found/headers", "response Found"),
        (
            "/components/requestBodies/Made/content/a~1b/schema/properties/id",
            "request body Made.id",
        ),
        ("/components/securitySchemes/key/name", "security scheme key"),
        ("/components/pathItems/Pets/get", "path Pets"),
        ("/components/mediaTypes/Lines/schema/type", "media type Lines"),
        ("/components/examples/One/value", "examples One"),
        ("/components/callbacks/Done", "callback Done"),
        (
            f"/components/callbacks/Done/{CALL}/post/responses/200/description",
            "callback Done response 200",
        ),
        (
            f"/components/callbacks/Done/{CALL}/post/parameters/0/schema",
            "callback Done parameter at",
        ),
        # --- paths and operations
        ("/paths/~1pets", "/pets"),
        ("/paths/~1pets/summary", "/pets"),
        ("/paths/~1pets/parameters/0/schema/type", "/pets parameter tenant"),
        ("/paths/~1pets/parameters/7/schema/type", "/pets parameter 7"),
        ("/paths/~1pets/parameters/0/schema/items/type", "/pets parameter tenant[]"),
        ("/paths/~1pets/parameters", "/pets"),
        (GET, "GET /pets"),
        (f"{GET}/summary", "GET /pets"),
        (f"{GET}/parameters/0/schema/items/type", "GET /pets parameter limit[]"),
        (f"{GET}/parameters/1/description", "GET /pets parameter tenant"),
        (f"{GET}/parameters/9", "GET /pets parameter 9"),
        (f"{GET}/responses/200/description", "GET /pets response 200"),
        ("/paths/~1pets/query/responses/200", "QUERY /pets response 200"),
        ("/paths/~1pets/additionalOperations", "/pets"),
        (
            "/paths/~1pets/additionalOperations/COPY/parameters/0/schema",
            "COPY /pets parameter goal",
        ),
        ("/paths/~1pets/additionalOperations/COPY/responses/200", "COPY /pets response 200"),
        ("/webhooks", "webhooks"),
        ("/webhooks/born", "webhook born"),
        ("/webhooks/born/post/responses/200", "POST webhook born response 200"),
        # --- bodies
        (f"{GET}/requestBody", "GET /pets request"),
        (f"{GET}/requestBody/content", "GET /pets request"),
        (f"{GET}/requestBody/content/a~1b", "GET /pets request"),
        (f"{BODY}/schema/properties/id/type", "GET /pets request.id"),
        (f"{BODY}/itemSchema/properties/id", "GET /pets request.id"),
        (f"{BODY}/example", "GET /pets request"),
        (f"{BODY}/encoding/photo/contentType", "GET /pets request part photo"),
        (
            f"{BODY}/encoding/photo/headers/X-At/schema/type",
            "GET /pets request part photo header X-At",
        ),
        (f"{BODY}/encoding/photo/encoding/small", "GET /pets request part photo part small"),
        (f"{BODY}/prefixEncoding/0/contentType", "GET /pets request part 1"),
        (
            f"{BODY}/prefixEncoding/1/itemEncoding/contentType",
            "GET /pets request part 2 every further part",
        ),
        (f"{BODY}/prefixEncoding/0", "GET /pets request part 1"),
        (f"{BODY}/prefixEncoding", "GET /pets request"),
        (f"{BODY}/itemEncoding/headers/X-At", "GET /pets request every further part header X-At"),
        (f"{BODY}/encoding", "GET /pets request"),
        # --- what a server calls
        (f"{GET}/callbacks/done", "GET /pets callback done"),
        (
            f"{GET}/callbacks/done/{CALL}/post/parameters/0/schema",
            "GET /pets callback done parameter id",
        ),
        (f"{GET}/callbacks/done/{CALL}/post/responses/200", "GET /pets callback done response 200"),
        (
            f"{GET}/callbacks/done/{CALL}/additionalOperations/NOTIFY/parameters/0/schema",
            "GET /pets callback done parameter kind",
        ),
    ],
)
def test_what_a_place_is_called(side: ComparedDocument, pointer: str, words: str) -> None:
    assert pointer_label(side, pointer) == words
