"""Losses are listed by kind and operation, however the operations share what has them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.api.loss_summary import summary
from generator.api.model import Api, Loss
from generator.document.media_types import is_json_sequence
from generator.emit import package as emission
from tests import written_yaml
from tests.unformatted import Unformatted

Make = Callable[[str], Api]
TEMPLATES = Path(__file__).parents[2] / "templates"

SHARED = """
servers: [{url: "https://a.example"}, {url: "https://b.example"}]
webhooks: {sold: {post: {responses: {"204": {description: Done.}}}}}
paths:
  /a:
    servers: [{url: relative}]
    get: {operationId: getA, responses: {"200": {$ref: "#/components/responses/Linked"}}}
    put: {operationId: putA, responses: {"204": {description: Done.}}}
  /b:
    get:
      operationId: getB
      callbacks: {told: {"{$request.query.url}": {post: {responses: {"204": {description: Done.}}}}}}
      responses: {"200": {$ref: "#/components/responses/Linked"}}
    post:
      operationId: postB
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Outer"}}}}
      responses: {"204": {description: Done.}}
components:
  responses:
    Linked: {description: Yes., links: {next: {operationId: putA}}}
    Unused: {description: Yes., links: {other: {operationId: putA}}}
  schemas:
    Outer: {type: object, properties: {inner: {$ref: "#/components/schemas/Inner"}}}
    Inner: {type: object, properties: {text: {type: string, pattern: "\\\\p{Lu}"}, outer: {$ref: "#/components/schemas/Outer"}}}
    Alone: {type: object, properties: {text: {type: string, pattern: "\\\\p{Lu}"}}}
"""


def _told(api: Api) -> list[tuple[str, tuple[str, ...]]]:
    return [(loss.what.partition(", so")[0], loss.operations) for loss in api.losses]


def test_a_loss_is_of_each_operation_that_leads_to_it_and_of_no_other(api: Make) -> None:
    pattern = "the pattern `\\p{Lu}` is not one that Python can compile"
    assert _told(api(SHARED)) == [
        (pattern, ("POST /b",)),
        (pattern, ()),
        ("the webhook `sold`", ()),
        ("the server `https://b.example`, which has no name to choose it by", ()),
        ("the server `relative` is relative", ("GET /a", "PUT /a")),
        ("the callback `told`", ("GET /b",)),
        ("the link `next`", ("GET /a", "GET /b")),
    ]


def test_the_summary_has_a_line_for_each_kind_with_the_first_operations(api: Make) -> None:
    found = api(SHARED).losses
    assert summary(found) == [
        "API003 patterns: 2 (POST /b)",
        "API020 webhooks: 1",
        "API021 callbacks: 1 (GET /b)",
        "API022 links: 1 (GET /a, GET /b)",
        "API027 relative servers: 1 (GET /a, PUT /a)",
        "API028 servers that cannot be chosen: 1",
    ]
    many = [replace(found[-1], operations=(f"GET /{number}",)) for number in range(5)]
    assert summary(many) == ["API022 links: 5 (GET /0, GET /1, GET /2 and 2 more operations)"]
    assert summary(many[:4]) == ["API022 links: 4 (GET /0, GET /1, GET /2 and 1 more operation)"]


def test_an_operation_that_is_left_out_is_one_loss_and_nothing_in_it_is_another(api: Make) -> None:
    built = api(
        "paths:\n  /a:\n    get:\n      parameters: [{in: query}]\n"
        "      responses: {'200': {description: Yes., links: {next: {operationId: a}}}}\n"
    )
    assert [(loss.code, loss.operations) for loss in built.losses] == [("API001", ("GET /a",))]


def test_what_several_ways_lead_to_is_told_once(api: Make) -> None:
    built = api(
        "paths:\n  /a: &item {get: {responses: {'200': {$ref: '#/components/responses/R'}, "
        "'404': {$ref: '#/components/responses/R'}}}}\n"
        "components: {responses: {R: {description: Yes., links: {next: {operationId: a}}}}}\n"
    )
    assert [(loss.what, loss.operations) for loss in built.losses] == [
        ("the link `next`", ("GET /a",))
    ]


def _in(**operation: Any) -> dict[str, Any]:
    """A document with one operation."""
    return {
        "paths": {
            "/p": {
                "post": {"operationId": "p", "responses": {"204": {"description": ""}}, **operation}
            }
        }
    }


def _of(api: Make, document: dict[str, Any], version: str = "3.1.0") -> list[str]:
    """The losses of a document, without what they are of."""
    head = {"openapi": version, "info": {"title": "T", "version": "1"}}
    return [what for what, _ in _told(api(written_yaml.write(head | document)))]


KEYWORDS = [
    # what has no effect on a value of any type, or of another one
    ("{type: array, contains: {const: a}}", []),
    ("{contains: {const: a}}", ["contains"]),
    ("{not: {type: string}}", ["not"]),
    ("{if: {const: a}, then: false}", ["if"]),
    ("{prefixItems: [true], items: {type: string}}", []),
    ("{type: string, prefixItems: [true]}", ["prefixItems"]),
    ("{type: string, patternProperties: {a: true}}", ["patternProperties"]),
    ("{type: string, propertyNames: {const: a}}", ["propertyNames"]),
    ("{type: string, dependentRequired: {a: [b]}}", ["dependentRequired"]),
    ("{type: string, dependentSchemas: {a: true}}", ["dependentSchemas"]),
    ("{type: string, dependencies: {a: [b]}}", ["dependencies"]),
    ("{type: string, unevaluatedItems: false}", ["unevaluatedItems"]),
    ("{type: string, unevaluatedItems: true}", []),
    ("{type: string, unevaluatedProperties: false}", ["unevaluatedProperties"]),
    ("{type: string, unevaluatedProperties: {}}", []),
    (
        "{type: string, contentMediaType: application/json, contentSchema: {type: object}}",
        ["contentSchema"],
    ),
    # bounds, which need a type
    *(
        (f"{{{bound}: 1}}", [bound])
        for bound in ("multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum")
    ),
    *((f"{{{bound}: 1}}", [bound]) for bound in ("maxLength", "minLength", "maxItems", "minItems")),
    ("{pattern: a}", ["pattern"]),
    ("{uniqueItems: true}", ["uniqueItems"]),
    ("{type: integer, minimum: 1}", []),
    ("{minItems: 1, items: {type: string}}", []),
    ("{minItems: 1, prefixItems: [{type: string}]}", []),
    ("{minimum: 1, properties: {a: {}}}", []),
    ("{minimum: 1, enum: [1, 2]}", []),
    ("{minimum: 1, const: 1}", []),
    ("{minimum: 1, $ref: '#/components/schemas/N'}", []),
    ("{minimum: 1, $dynamicRef: '#/components/schemas/N'}", []),
    ("{minimum: 1, allOf: [{type: integer}]}", []),
    ("{minimum: 1, anyOf: [{type: integer}, {type: string}]}", []),
    ("{minimum: 1, oneOf: [{type: integer}, {type: string}]}", []),
    ("{allOf: [{minimum: 1}, {type: integer}]}", []),
    ("{anyOf: [{minimum: 1}, {type: string}]}", ["minimum"]),
    ("{type: string, format: date-time, maxLength: 30}", ["maxLength"]),
    ("{type: string, format: date, minLength: 3}", ["minLength"]),
    ("{type: string, format: uuid, pattern: a}", ["pattern"]),
    ("{type: string, format: binary, maxLength: 30}", ["maxLength"]),
    ("{type: string, format: email, maxLength: 30, minLength: 3, pattern: a}", []),
    ("{type: integer, format: date, minimum: 1}", []),
    # values that no class and no literal type can have
    ("{enum: [[1], a]}", ["enum"]),
    ("{enum: [{a: 1}]}", ["enum"]),
    ("{enum: [1.5]}", ["enum"]),
    ("{enum: [1, a, true, null]}", []),
    ("{const: [1]}", ["const"]),
    ("{const: {}}", ["const"]),
    ("{const: 0.5}", ["const"]),
    ("{const: 1}", []),
    # alternatives
    ("{oneOf: [{required: [a]}, {required: [b]}]}", ["oneOf"]),
    ("{anyOf: [{required: [a]}, {required: [b]}]}", ["anyOf"]),
    ("{anyOf: [{type: string}, {type: integer}]}", []),
    (
        "{anyOf: [{type: string}, {type: integer}], oneOf: [{type: string}, {type: integer}]}",
        ["anyOf"],
    ),
    ("{anyOf: [{type: string}, {type: integer}], oneOf: [{required: [a]}]}", ["oneOf"]),
    ("{anyOf: []}", []),
    # how many properties, where there are some and no class of them
    ("{type: object, minProperties: 1, maxProperties: 2}", []),
    ("{type: [object, string], properties: {a: {}}, minProperties: 1}", []),
    ("{type: string, properties: {a: {}}, minProperties: 1}", ["minProperties"]),
    ("{type: string, properties: {a: {}}, maxProperties: 1}", ["maxProperties"]),
    ("{type: string, maxProperties: 1}", []),
    # a property that may not be there
    ("{properties: {a: false, b: true}}", ["a"]),
    ("{type: object, properties: {a: {type: array, items: false}}}", []),
    # and what says nothing
    ("{type: string, title: T, x-more: {not: {}}, deprecated: true}", []),
    ("{then: false, else: false, minContains: 2}", []),
]


@pytest.mark.parametrize(("schema", "lost"), KEYWORDS, ids=[schema for schema, _ in KEYWORDS])
def test_a_keyword_without_effect_is_a_loss_and_one_with_effect_is_none(
    api: Make, schema: str, lost: list[str]
) -> None:
    body = {
        "content": {
            "application/json": {"schema": {"type": "array", "items": written_yaml.read(schema)}}
        }
    }
    document = _in(requestBody=body) | {"components": {"schemas": {"N": {"type": "integer"}}}}
    assert [what.split("`")[1] for what in _of(api, document)] == lost


def test_a_keyword_is_named_with_the_schema_and_the_properties_that_it_is_of(api: Make) -> None:
    inner = {
        "type": "object",
        "properties": {"a/b": {"type": "object", "properties": {"c": {"minimum": 1}, "d": False}}},
    }
    nested = {
        "type": "object",
        "properties": {"properties": {"type": "object", "properties": {"a": {"minimum": 1}}}},
    }
    schemas = {
        "Pet": inner,
        "List": {"type": "array", "items": {"minimum": 1}},
        "properties": nested,
    }
    assert _of(api, {"paths": {}, "components": {"schemas": schemas}}) == [
        "the keyword `minimum` of `Pet.a/b.c`",
        "that the property `d` of `Pet.a/b` may not be there",
        "the keyword `minimum` of `List`",
        "the keyword `minimum` of `properties.properties.a`",
    ]
    body = {"content": {"application/json": {"schema": {"minimum": 1}}}}
    assert _of(api, _in(requestBody=body)) == ["the keyword `minimum`"]


def _responses(**response: Any) -> dict[str, Any]:
    return _in(responses={"200": {"description": "", **response}, "x-more": {"links": {"a": {}}}})


def _content(name: str, **media: Any) -> dict[str, Any]:
    return {"content": {name: media}}


OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}}
FOUND: list[tuple[dict[str, Any], list[str]]] = [
    # headers of responses are single values, lists of those, objects of texts, or JSON
    (_responses(headers={"X-A": {"schema": {"type": "string"}}}), []),
    (_responses(headers={"X-A": {"schema": {"type": "string", "description": "d"}}}), []),
    (_responses(headers={"X-A": {"description": "d"}}), []),
    (_responses(headers={"X-A": {"schema": {"type": "integer"}}}), []),
    (_responses(headers={"X-A": {"schema": {"type": "array", "items": {"type": "integer"}}}}), []),
    (_responses(headers={"X-A": {"schema": {"type": "array", "items": {"type": "array"}}}}), ["what is inside of the response header `X-A`"]),
    (_responses(headers={"X-A": {"schema": {"type": "object"}}}), []),
    (_responses(headers={"X-A": {"schema": {"allOf": [{"properties": {"a": {"type": "integer"}}}]}}}), ["what is inside of the response header `X-A`"]),
    (_responses(headers={"X-A": {"schema": {"type": ["integer", "string"]}}}), ["what is inside of the response header `X-A`"]),
    (_responses(headers={"X-A": {"schema": {"type": ["integer", "null"]}}}), []),
    (_responses(headers={"X-A": _content("application/json")}), []),
    (_responses(headers={"X-A": _content("application/json", schema=OBJECT)}), ["what is inside of the response header `X-A`"]),
    (_responses(headers={"Content-TYPE": {"schema": {"type": "integer"}}}), []),
    (_responses(headers={"X-A": {"deprecated": True}}), []),
    (_responses(links={"next": {"operationId": "p"}}), ["the link `next`"]),
    # sequences, parts and XML
    (_responses(**_content("application/jsonl", schema={"type": "string"})), ["the items of `application/jsonl`"]),
    (_responses(**_content("text/event-stream; a=b")), []),
    (_responses(**_content("application/jsonl", schema=OBJECT)), []),
    (_responses(content={"text/event-stream": {}, "application/jsonl": {"schema": OBJECT}}), ["the items of `application/jsonl`"]),
    (_responses(**_content("application/json", itemSchema={"type": "string"})), ["the items of `application/json`"]),
    (_responses(**_content("multipart/mixed")), []),
    (_responses(**_content("multipart/mixed", schema={"type": "string"})), []),
    (_responses(**_content("multipart/mixed", schema={"type": "string", "format": "binary"})), ["the parts of `multipart/mixed`"]),
    (_responses(**_content("multipart/*")), ["the parts of `multipart/*`"]),
    (_responses(**_content("multipart/form-data", schema=OBJECT)), []),
    (_responses(**_content("multipart/form-data", schema={"type": "object"})), ["the parts of `multipart/form-data`"]),
    (_responses(**_content("multipart/mixed", itemSchema=OBJECT)), []),
    (_responses(**_content("application/xml", schema=OBJECT)), ["the structure of `application/xml`"]),
    (_responses(**_content("text/xml; a=b", schema=OBJECT)), ["the structure of `text/xml; a=b`"]),
    (_responses(**_content("application/atom+xml", schema=OBJECT)), ["the structure of `application/atom+xml`"]),
    (_responses(**_content("application/xml", schema={"type": "string"})), []),
    (_responses(**_content("application/xml")), []),
    (_responses(**_content("application/xmlish", schema=OBJECT)), []),
    (_in(requestBody=_content("multipart/form-data", schema=OBJECT)), []),
    (_in(requestBody=_content("multipart/form-data", schema=OBJECT, prefixEncoding=[])), [
        "the parts of `multipart/form-data`"
    ]),
    (_in(requestBody=_content("multipart/form-data", schema=OBJECT, itemEncoding={})), ["the parts of `multipart/form-data`"]),
    (_in(requestBody=_content("multipart/related", schema=OBJECT)), []),
    (_in(requestBody=_content("multipart/related", itemSchema=OBJECT, itemEncoding={})), []),
    (_in(requestBody=_content("multipart/related", schema={"type": "string"})), []),
    (_in(requestBody=_content("application/xml", schema=OBJECT)), ["the structure of `application/xml`"]),
    (_in(requestBody=_content("application/jsonl", schema=OBJECT)), []),
    (_in(requestBody=_content("application/jsonl")), ["the items of `application/jsonl`"]),
    (_in(requestBody=_content("text/event-stream", schema=OBJECT)), ["the items of `text/event-stream`"]),
    *(
        (
            _in(requestBody=_content("multipart/form-data", schema=OBJECT, encoding={"a": {inner: {}}})),
            ["the parts inside of the part `a`"],
        )
        for inner in ("encoding", "prefixEncoding", "itemEncoding")
    ),
    (_in(requestBody=_content("multipart/form-data", schema=OBJECT, encoding={"a": {"contentType": "text/plain"}})), []),
    # examples that stand elsewhere
    (_responses(**_content("text/plain", examples={"a": {"externalValue": "http://a"}})), ["the example `a`"]),
    (_responses(**_content("text/plain", examples={"a": {"serializedValue": "a"}})), []),
    (_responses(**_content("text/csv", examples={"a": {"serializedValue": "a"}})), []),
    (_responses(**_content("application/cbor", examples={"a": {"serializedValue": "a"}})), ["the example `a`"]),
    (_responses(**_content("text/plain", examples={"a": {"externalValue": "a"}})), ["the example `a`"]),
    (_responses(**_content("text/plain", examples={"a": {"serializedValue": "a", "dataValue": "a"}})), []),
    (_responses(**_content("text/plain", examples={"a": {"externalValue": "http://a", "value": "a"}})), []),
    (_in(parameters=[{"name": "q", "in": "query", "examples": {"a": {"externalValue": "http://a"}}}]), ["the example `a`"]),
    # callbacks, path parameters without a place
    (_in(callbacks={"told": {}, "x": {}}), ["the callback `told`", "the callback `x`"]),
    (
        _in(parameters=[{"name": "id", "in": "path", "required": True}]),
        ["the parameter `id` is left out: `/p` has no place for it"],
    ),
    # servers: a caller chooses by name, and says where paths of them are
    ({"servers": [{"url": "/"}], **_in()}, []),
    ({"servers": [{"url": "/v1"}], **_in()}, []),
    ({"servers": [{"url": "v1"}], **_in()}, ["the server `v1` is relative"]),
    ({"servers": [{"url": "//a/v1"}], **_in()}, ["the server `//a/v1` is relative"]),
    ({"servers": [{"url": "/v1"}, {"url": "https://a"}], **_in()}, ["the server `/v1`, which has no name to choose it by"]),
    ({"servers": [{"url": "https://a"}, {"url": "/v1", "description": "Own"}], **_in()}, []),
    ({"servers": [{"url": "https://a", "name": "x"}, {"url": "https://b", "name": "x"}], **_in()}, [
        "the server `https://b`, which has the name of another"
    ]),
    ({"servers": [{"url": "https://a"}, {"url": "wss://b", "name": "x"}], **_in()}, ["the server `wss://b`"]),
    ({"servers": [{"url": "https://{a}", "variables": {"a": {"default": "b"}}}], **_in()}, []),
    ({"servers": [{"url": "https://a"}], **_in(servers=[{"url": "/b"}])}, []),
    ({"servers": [{"url": "https://a"}], **_in(servers=[{"url": "./b"}])}, ["the server `./b` is relative"]),
    (_in(servers=[{"url": "/"}]), ["the server `/` is relative"]),
    (_in(servers=[{"url": ""}]), ["the server with an empty `url` is relative"]),
    (_in(servers=[{"url": "https://a"}, {"url": "https://b"}]), ["the server `https://b`, which has no name to choose it by"]),
    # policies of all operations, where one may act twice
    ({"x-speakeasy-retries": {"strategy": "backoff", "statusCodes": ["5XX", 429]}, **_in()}, [
        "the call is not repeated on 5XX, as it may act twice"
    ]),
    ({"x-speakeasy-retries": {"strategy": "backoff", "statusCodes": [429]}, **_in()}, []),
    ({"x-speakeasy-retries": {"strategy": "none"}, **_in()}, []),
    ({**_in(**{"x-speakeasy-retries": {"strategy": "backoff", "statusCodes": ["5XX"]}})}, []),
    # dialects
    ({"jsonSchemaDialect": "https://json-schema.org/draft/2019-09/schema", **_in()}, [
        "the dialect `https://json-schema.org/draft/2019-09/schema` is not known"
    ]),
    ({"jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema#", **_in()}, []),
    (_in(requestBody=_content("application/json", schema={"$schema": "http://a", "type": "string"})), [
        "the dialect `http://a` is not known"
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "lost"), FOUND, ids=[json.dumps(each)[:70] for each, _ in FOUND]
)
def test_what_the_sdk_does_not_express_is_a_loss(
    api: Make, document: dict[str, Any], lost: list[str]
) -> None:
    assert [what.partition(", so")[0] for what in _of(api, document, "3.2.0")] == lost


SCHEMES = """
security: [{oauth: [read, write]}]
paths:
  /a:
    get: {operationId: a, responses: {"204": {description: Done.}}}
    put: {operationId: b, security: [{old: []}, {open: [mail]}], responses: {"204": {description: Done.}}}
    post: {operationId: c, security: [], responses: {"204": {description: Done.}}}
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows: {implicit: {authorizationUrl: "https://a", scopes: {}}, password: {tokenUrl: "https://a", scopes: {}}, x-more: {}}
    old: {type: apiKey, in: header, name: k, deprecated: true}
    open: {type: openIdConnect, openIdConnectUrl: "https://a"}
    unused: {type: apiKey, in: header, name: l, deprecated: true}
"""


def test_how_a_token_is_obtained_is_of_the_client_and_a_scope_of_the_operations_that_need_it(
    api: Make,
) -> None:
    built = api(f"openapi: 3.2.0\ninfo: {{title: T, version: '1'}}\n{SCHEMES}")
    places = [
        loss.location.pointer.removeprefix("/components/securitySchemes/")
        for loss in built.losses
        if loss.location
    ]
    assert places[:4] == [
        "oauth/flows",
        "old/deprecated",
        "open/openIdConnectUrl",
        "unused/deprecated",
    ]
    assert [(loss.what, loss.operations) for loss in built.losses] == [
        ("the OAuth 2 flows of `oauth`: `implicit`, `password`", ()),
        ("that the security scheme `old` is deprecated", ()),
        ("the OpenID Connect discovery of `open`", ()),
        ("that the security scheme `unused` is deprecated", ()),
        ("that `oauth` needs `read`, `write`", ("GET /a",)),
        ("that `open` needs `mail`", ("PUT /a",)),
    ]


def test_a_loss_of_a_path_is_of_its_operations_and_one_of_the_root_of_none(api: Make) -> None:
    path = {
        "parameters": [
            {"name": "id", "in": "path", "required": True},
            {"name": "q", "in": "query", "schema": {"not": {}}},
        ],
        "servers": [{"url": "v1"}],
        "get": {"operationId": "g", "responses": {"204": {"description": ""}}},
        "additionalOperations": {
            "LINK": {"operationId": "l", "responses": {"204": {"description": ""}}}
        },
    }
    head = {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "servers": [{"url": "v2"}]}
    assert [
        (code, operations)
        for code, operations in _codes(api(written_yaml.write(head | {"paths": {"/p": path}})))
    ] == [
        ("API027", ()),
        ("API036", ("GET /p", "LINK /p")),
        ("API027", ("GET /p", "LINK /p")),
        ("API034", ("GET /p", "LINK /p")),
    ]


def _codes(api: Api) -> list[tuple[str, tuple[str, ...]]]:
    return [(loss.code, loss.operations) for loss in api.losses]


@pytest.fixture
def pages(api: Make, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(emission, "Formatter", Unformatted)
    tree = emission.emit(api(SHARED), templates=TEMPLATES)
    return {name: page.decode() for name, page in tree.items() if name.endswith(".md")}


def test_the_reference_says_it_at_the_operation_and_the_index_with_what_to_do(
    pages: dict[str, str],
) -> None:
    page = next(page for page in pages.values() if "`GET /a`\n" in page)
    entry, _, _ = page.partition("`GET /a`\n")[2].partition("\n## ")
    assert entry.endswith(
        "Not in the SDK: the server `relative` is relative, so it is not called; the link `next`.\n"
    )
    summed_up = pages["api.md"].partition("\n## Not in the SDK\n")[2]
    assert "\n### links\n" in summed_up
    assert "\n- the link `next` (GET /a, GET /b)\n" in summed_up
    assert "\n- the webhook `sold`\n" in summed_up


def test_the_readme_says_what_is_of_no_single_operation(pages: dict[str, str]) -> None:
    told = pages["README.md"].partition("\n## Not in the SDK\n")[2].partition("\n## ")[0]
    assert (
        "patterns, webhooks, callbacks, links, relative servers, servers that cannot be chosen."
    ) in told
    assert "\n- the webhook `sold`\n" in told
    assert "the link `next`" not in told


def test_an_operation_with_many_losses_names_the_first_and_counts_the_rest(
    api: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emission, "Formatter", Unformatted)
    built = api(SHARED)
    losses = tuple(
        Loss("API022", "links", f"the link `{number}`", ("PUT /a",), None) for number in range(11)
    )
    tree = emission.emit(replace(built, losses=losses), templates=TEMPLATES)
    said = "the link `6`; the link `7`; 3 more, which the index names."
    assert any(said in page.decode() for name, page in tree.items() if name.startswith("api/"))
    assert "- the link `10` (PUT /a)" in tree["api.md"].decode()


def test_a_package_without_losses_says_nothing_of_them(
    api: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emission, "Formatter", Unformatted)
    built = api("paths: {/a: {get: {responses: {'204': {description: Done.}}}}}\n")
    assert not any(
        b"Not in the SDK" in page for page in emission.emit(built, templates=TEMPLATES).values()
    )


@pytest.mark.parametrize(
    ("name", "sequence"),
    [
        ("application/x-jsonl", True),
        ("application/jsonlines", True),
        ("application/geo+json-seq", True),
        ("text/csv", False),
    ],
)
def test_what_is_a_sequence_is_one_to_the_mock_too(name: str, sequence: bool) -> None:
    assert is_json_sequence(name) is sequence
