"""Smaller decisions about operations, parameters, bodies, names and tags: each shown by the
document that leads to it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest

from generator.api.model import Api, Const, EnumModel, Named, ObjectModel, Scalar
from generator.document.graph import strongly_connected
from tests import written_yaml

Make = Callable[[str], Api]
DONE = {"204": {"description": ""}}


def _api(api: Make, document: dict[str, Any], version: str = "3.1.0") -> Api:
    head = {"openapi": version, "info": {"title": "Some API", "version": "1"}}
    return api(written_yaml.write(head | document))


def _one(api: Make, operation: dict[str, Any], version: str = "3.1.0", path: str = "/p") -> Any:
    node = {"operationId": "p", "responses": DONE, **operation}
    (built,) = _api(api, {"paths": {path: {"post": node}}}, version).operations
    return built


def _told(built: Api) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in built.diagnostics]


# --- parameters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "version", "expected"),
    [
        ({"in": "query"}, "3.1.0", ("form", True, False)),
        ({"in": "query", "style": "form", "explode": False}, "3.1.0", ("form", False, False)),
        ({"in": "query", "style": "spaceDelimited"}, "3.1.0", ("spaceDelimited", False, False)),
        (
            {"in": "query", "style": "pipeDelimited", "explode": True},
            "3.1.0",
            ("pipeDelimited", True, False),
        ),
        ({"in": "query", "style": "deepObject"}, "3.1.0", ("deepObject", True, False)),
        ({"in": "header"}, "3.1.0", ("simple", False, False)),
        ({"in": "cookie"}, "3.1.0", ("form", True, False)),
        ({"in": "cookie", "style": "cookie"}, "3.2.0", ("cookie", True, False)),
        ({"in": "query", "allowReserved": True}, "3.1.0", ("form", True, True)),
        ({"in": "header", "allowReserved": True}, "3.1.0", ("simple", False, False)),
        # a style of another place, or of a later version, is not taken
        ({"in": "cookie", "style": "cookie"}, "3.1.0", ("form", True, False)),
        ({"in": "header", "style": "form"}, "3.1.0", ("simple", False, False)),
        ({"in": "query", "style": "matrix", "explode": "yes"}, "3.1.0", ("form", True, False)),
    ],
)
def test_a_parameter_is_written_as_its_place_and_style_say(
    api: Make, given: dict[str, Any], version: str, expected: tuple[Any, ...]
) -> None:
    (found,) = _one(
        api, {"parameters": [{"name": "q", "schema": {"type": "string"}, **given}]}, version
    ).parameters
    assert (found.style, found.explode, found.allow_reserved) == expected


@pytest.mark.parametrize(
    ("given", "version", "expected"),
    [
        ({}, "3.1.0", ("simple", False, False)),
        ({"style": "label"}, "3.1.0", ("label", False, False)),
        ({"style": "matrix", "explode": True}, "3.1.0", ("matrix", True, False)),
        ({"allowReserved": True}, "3.2.0", ("simple", False, True)),
        ({"allowReserved": True}, "3.1.0", ("simple", False, False)),
        ({"required": False}, "3.1.0", ("simple", False, False)),
    ],
)
def test_and_one_of_the_path_is_always_required(
    api: Make, given: Any, version: str, expected: tuple[Any, ...]
) -> None:
    (found,) = _one(
        api, {"parameters": [{"name": "q", "in": "path", **given}]}, version, "/p/{q}"
    ).parameters
    assert (found.style, found.explode, found.allow_reserved) == expected
    assert found.required


def test_what_is_said_of_a_parameter_is_kept(api: Make) -> None:
    given = {
        "name": "q",
        "in": "query",
        "required": True,
        "deprecated": True,
        "description": "D",
    }
    (found,) = _one(
        api, {"parameters": [{**given, "schema": {"type": "integer", "default": 0}}]}
    ).parameters
    assert (found.required, found.deprecated, found.description) == (
        True,
        True,
        "D",
    )
    assert (found.default, found.has_default) == (0, True)
    (found,) = _one(api, {"parameters": [{"name": "q", "in": "query"}]}).parameters
    assert (found.required, found.deprecated, found.description) == (
        False,
        False,
        "",
    )
    assert (found.default, found.has_default) == (None, False)


@pytest.mark.parametrize(
    ("places", "known"),
    [
        (["querystring"], True),
        (["querystring", "header", "cookie"], True),
        (["querystring", "query"], False),
        (["querystring", "querystring"], False),
        (["query", "query"], True),
    ],
)
def test_a_query_string_is_taken_as_a_whole_or_by_its_parts(
    api: Make, places: list[str], known: bool
) -> None:
    parameters = [
        {"name": f"q{at}", "in": place, "content": {"text/plain": {}}}
        for at, place in enumerate(places)
    ]
    node = {"operationId": "p", "responses": DONE, "parameters": parameters}
    built = _api(api, {"paths": {"/p": {"get": node}}}, "3.2.0")
    assert [len(operation.parameters) for operation in built.operations] == (
        [len(places)] if known else []
    )


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_a_header_that_the_client_sends_is_no_parameter(api: Make, name: str) -> None:
    assert _one(api, {"parameters": [{"name": name, "in": "header"}]}).parameters == ()
    assert len(_one(api, {"parameters": [{"name": name, "in": "query"}]}).parameters) == 1


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([["a"], ["b", "c"]], (("a",), ("b", "c"))),
        ([["a"]], ()),
        ([["a"], []], ()),
        ([["a"], ["d"]], ()),
        ([["a"], [1]], ()),
        ("a", ()),
    ],
)
def test_parameters_of_which_exactly_one_is_wanted(
    api: Make, groups: Any, expected: tuple[Any, ...]
) -> None:
    parameters = [{"name": name, "in": "query"} for name in "abc"]
    assert (
        _one(api, {"parameters": parameters, "x-exactly-one-of": groups}).exactly_one_of == expected
    )


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ([("id", "query"), ("id", "header")], ["id", "id_header"]),
        ([("id", "cookie"), ("id", "header"), ("id", "query")], ["id_cookie", "id_header", "id"]),
        ([("class", "query"), ("self", "query"), ("cls", "query")], ["class_", "self_", "cls_"]),
        ([("options", "query")], ["options"]),
    ],
)
def test_arguments_have_names_of_their_own(
    api: Make, parameters: list[tuple[str, str]], names: list[str]
) -> None:
    built = _one(api, {"parameters": [{"name": name, "in": place} for name, place in parameters]})
    assert [parameter.python for parameter in built.parameters] == names


# --- bodies ---------------------------------------------------------------------------------------


def _form(
    encoding: Any = None, kind: str = "multipart/form-data", **properties: Any
) -> dict[str, Any]:
    media = {
        "schema": {"type": "object", "properties": properties},
        **({"encoding": encoding} if encoding else {}),
    }
    return {"requestBody": {"content": {kind: media}}}


URLENCODED = "application/x-www-form-urlencoded"
TEXT = {"type": "string"}
FILE = {"type": "string", "format": "binary"}
OBJECT = {"type": "object", "properties": {"x": {}}}


@pytest.mark.parametrize(
    ("body", "version", "expected"),
    [
        (_form(a=TEXT), "3.1.0", []),
        (_form({"a": {"contentType": "text/csv"}}, a=TEXT), "3.1.0", [("a", "text/csv", None, False)]),
        (_form({"a": {"style": "pipeDelimited"}}, a=TEXT), "3.1.0", [("a", None, "pipeDelimited", False)]),
        (_form({"a": {"style": "pipeDelimited", "explode": True}}, a=TEXT), "3.1.0", [("a", None, "pipeDelimited", True)]),
        (_form({"a": {"explode": False}}, a=TEXT), "3.1.0", [("a", None, "form", False)]),
        (_form({"a": {"allowReserved": True}}, a=TEXT), "3.1.0", [("a", None, "form", True)]),
        (_form({"a": {"style": "matrix"}}, a=TEXT), "3.1.0", [("a", None, "form", True)]),
        # which has styles for the other form alone
        (_form({"a": {"style": "pipeDelimited"}}, a=TEXT), "3.0.3", []),
        (_form({"a": {"style": "pipeDelimited"}}, URLENCODED, a=TEXT), "3.0.3", [("a", None, "pipeDelimited", False)]),
        (_form({"a": {"style": "pipeDelimited"}}, a=FILE), "3.1.0", []),
        (_form(a={"type": "string", "format": "byte"}), "3.1.0", [("a", "application/octet-stream", None, False)]),
        (_form(a={"type": "string", "contentEncoding": "base64"}), "3.1.0", [("a", "application/octet-stream", None, False)]),
        (_form(a={"type": "string", "contentMediaType": "image/png"}), "3.1.0", [("a", "image/png", None, False)]),
        (_form(a={"type": "array", "items": {"type": "string", "contentMediaType": "image/png"}}), "3.1.0",
         [("a", "image/png", None, False)]),
        (_form(a={"type": "string", "contentMediaType": "application/json"}), "3.1.0", []),
        (_form({"a": {"contentType": "image/*"}}, a={"type": "string", "contentMediaType": "image/png"}), "3.1.0",
         [("a", "image/png, image/*", None, False)]),
        (_form({"a": {"contentType": "text/*"}}, a={"type": "string", "contentMediaType": "image/png"}), "3.1.0",
         [("a", "text/*", None, False)]),
        (_form({"a": {"contentType": "image/gif"}}, a={"type": "string", "contentMediaType": "image/png"}), "3.1.0",
         [("a", "image/gif", None, False)]),
        (_form({"b": {"contentType": "text/csv"}}, a=TEXT), "3.1.0", [("b", "text/csv", None, False)]),
    ],
)  # fmt: skip
def test_a_part_of_a_form_is_sent_as_its_encoding_says(
    api: Make, body: Any, version: str, expected: list[Any]
) -> None:
    (media,) = _one(api, body, version).body.media_types
    found = media.encodings
    flags = [each.style is not None and (each.explode or each.allow_reserved) for each in found]
    assert [
        (each.wire, each.content_type, each.style, flag)
        for each, flag in zip(found, flags, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("kind", "encoding", "reserved"),
    [(URLENCODED, {"allowReserved": True}, True), (URLENCODED, {"style": "form"}, False)],
)
def test_only_an_urlencoded_form_has_reserved_characters(
    api: Make, kind: str, encoding: Any, reserved: bool
) -> None:
    (media,) = _one(api, _form({"a": encoding}, kind, a=TEXT)).body.media_types
    assert [each.allow_reserved for each in media.encodings] == [reserved]


@pytest.mark.parametrize(
    ("version", "items", "each"),
    [("3.2.0", OBJECT, True), ("3.1.0", OBJECT, False), ("3.2.0", None, False)],
)
def test_each_item_of_a_list_is_a_part_of_json_since_3_2(
    api: Make, version: str, items: Any, each: bool
) -> None:
    kind = {"type": "array", "items": items} if items else TEXT
    (media,) = _one(
        api, _form({"a": {"contentType": "application/json"}}, a=kind), version
    ).body.media_types
    assert [found.each for found in media.encodings] == [each]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"X-A": {"schema": {"const": "c"}}}, (("X-A", "c"),)),
        ({"X-A": {"schema": {"enum": [1]}}}, (("X-A", "1"),)),
        ({"X-A": {"schema": {"enum": ["a", "b"], "default": "b"}}}, (("X-A", "b"),)),
        ({"X-A": {"schema": {"const": True}}}, ()),
        ({"X-A": {"schema": {"type": "string"}}}, ()),
        (
            {
                "Content-Type": {"schema": {"const": "c"}},
                "content-disposition": {"schema": {"const": "c"}},
            },
            (),
        ),
    ],
)
def test_a_part_has_the_headers_that_can_have_one_value(
    api: Make, headers: Any, expected: tuple[Any, ...]
) -> None:
    (media,) = _one(
        api, _form({"a": {"contentType": "text/csv", "headers": headers}}, a=TEXT)
    ).body.media_types
    assert [each.headers for each in media.encodings] == [expected]


@pytest.mark.parametrize(
    ("kind", "properties", "message"),
    [
        ("multipart/form-data", {"a": OBJECT}, "not written as text/csv: it is refused"),
        ("multipart/form-data", {"a": {"type": "string", "format": "binary"}}, None),
        (URLENCODED, {"a": OBJECT}, "not written as text/csv: it is refused"),
        (
            URLENCODED,
            {"a": {"type": "array", "items": OBJECT}},
            "not written as text/csv: it is refused",
        ),
        (URLENCODED, {"a": {"type": "array", "items": TEXT}}, None),
        (URLENCODED, {"a": TEXT}, None),
        (URLENCODED, {"a": {"enum": ["b", "c"]}}, None),
        (
            URLENCODED,
            {"a": {"type": "object", "additionalProperties": TEXT}},
            "not written as text/csv: it is refused",
        ),
    ],
)
def test_a_structure_that_is_no_json_is_said(
    api: Make, kind: str, properties: Any, message: str | None
) -> None:
    node = {
        "operationId": "p",
        "responses": DONE,
        **_form({"a": {"contentType": "text/csv"}}, kind, **properties),
    }
    found = [
        said
        for code, said in _told(_api(api, {"paths": {"/p": {"post": node}}}))
        if code == "API040"
    ]
    assert len(found) == bool(message)
    assert not message or message in found[0]


def test_fields_of_a_body_give_way_to_parameters_and_the_body_to_fields(api: Make) -> None:
    body = {
        "content": {
            "application/json": {
                "schema": {"type": "object", "properties": {"id": {}, "request": {}, "options": {}}}
            }
        }
    }
    built = _one(api, {"parameters": [{"name": "id", "in": "query"}], "requestBody": body})
    assert [field.python for field in built.body.fields] == ["body_id", "request", "options"]
    assert (built.body.python, built.options) == ("request_body", "request_options")


@pytest.mark.parametrize(
    ("schemas", "least"),
    [
        ([{"type": "array", "maxItems": 5}], 5),
        ([{"type": "array", "maxItems": 5}, {"type": "array", "maxItems": 3, "items": TEXT}], 3),
        ([{"type": "array"}], None),
    ],
)
def test_a_list_takes_as_many_items_as_each_media_type_allows(
    api: Make, schemas: list[Any], least: int | None
) -> None:
    content = {f"application/v{at}+json": {"schema": schema} for at, schema in enumerate(schemas)}
    built = _one(api, {"requestBody": {"content": content, "required": True}})
    assert (built.body.is_list, built.body.max_items, built.body.required) == (True, least, True)


@pytest.mark.parametrize(
    ("examples", "shown"),
    [
        ({"a": {"value": "one"}, "b": {"value": "two"}}, ("one", "two")),
        ({"a": {"value": 1}, "b": {"value": "two"}}, ("two",)),
        ({"a": {"value": 1}}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("way", ["request", "response"])
def test_an_example_that_does_not_fit_gives_way_to_one_that_is_made(
    api: Make, examples: Any, shown: Any, way: str
) -> None:
    content = {
        "content": {
            "application/json": {"schema": {"type": "string", "maxLength": 3}, "examples": examples}
        }
    }
    given = (
        {"requestBody": content}
        if way == "request"
        else {"responses": {"200": {"description": "", **content}}}
    )
    built = _one(api, given)
    (media,) = (built.body if way == "request" else built.responses[0]).media_types
    assert media.examples == shown or (
        shown is None and all(isinstance(made, str) for made in media.examples) and media.examples
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ((), "none", "none", "unstated", "")),
        (
            {
                "pages": ["a", 1],
                "request": "partial",
                "response": "complete",
                "status": "stated",
                "note": "N",
            },
            (("a",), "partial", "complete", "stated", "N"),
        ),
        (
            {"request": "all", "response": "most", "status": "said", "note": 1},
            ((), "none", "none", "unstated", ""),
        ),
    ],
)
def test_what_an_operation_was_written_from_is_kept(
    api: Make, given: Any, expected: tuple[Any, ...]
) -> None:
    found = _one(api, {"x-evidence": given}).evidence
    assert (found.pages, found.request, found.response, found.status, found.note) == expected
    assert _one(api, {}).evidence is None


def test_a_field_that_one_variant_only_reads_is_given_for_the_other(api: Make) -> None:
    schemas = {
        "A": {
            "type": "object",
            "required": ["k", "a"],
            "properties": {"k": {"const": "a"}, "a": {"type": "string", "readOnly": True}},
        },
        "B": {
            "type": "object",
            "required": ["k", "a"],
            "properties": {"k": {"const": "b"}, "a": {"type": "integer"}},
        },
    }
    union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in schemas]}
    node = {
        "operationId": "p",
        "responses": DONE,
        "requestBody": {"content": {"application/json": {"schema": union}}},
    }
    body = (
        _api(api, {"paths": {"/p": {"post": node}}, "components": {"schemas": schemas}})
        .operations[0]
        .body
    )
    assert body is not None
    assert [(field.wire, field.type, field.required) for field in body.fields or ()] == [
        ("k", Const(("a", "b")), True),
        ("a", Scalar("int"), False),
    ]


@pytest.mark.parametrize(
    ("read", "write", "taken"),
    [
        ({"/p/{id}": "Read"}, "/p/{id}", "Read"),
        ({"/p": ["Read"]}, "/p/{id}", "Read"),
        ({"/p": ["Read"], "/p/{id}": "Other"}, "/p/{id}", "Other"),
        ({"/p/{id}": "Read"}, "/p", "Read"),
        ({"/p/{id}": "Read", "/p/{id}/q": "Other"}, "/p", "Read"),
        ({"/p/{id}": "Read", "/p/{name}": "Other"}, "/p", None),  # which of both, nobody knows
        ({"/p": "Read"}, "/p/{id}", None),
        ({"/p/{id}": "Write"}, "/p/{id}", None),
        ({"/p/q": "Read"}, "/p", None),
        ({"/p/{id}": ["Read"]}, "/p/{id}", None),
    ],
)
@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_is_written_may_be_what_was_read_there(
    api: Make, read: Any, write: str, taken: str | None, method: str
) -> None:
    paths: dict[str, Any] = {}
    for path, kind in read.items():
        schema = {"$ref": f"#/components/schemas/{kind}"} if isinstance(kind, str) else {
            "type": "array", "items": {"$ref": f"#/components/schemas/{kind[0]}"}
        }  # fmt: skip
        response = {"description": "", "content": {"application/json": {"schema": schema}}}
        paths.setdefault(path, {})["get"] = {
            "operationId": f"get {path}",
            "responses": {"200": response},
        }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Write"}}}}
    paths.setdefault(write, {})[method] = {
        "operationId": "w",
        "requestBody": body,
        "responses": DONE,
    }
    schemas = {
        name: {"type": "object", "properties": {name: {}}} for name in ("Read", "Other", "Write")
    }
    built = _api(api, {"paths": paths, "components": {"schemas": schemas}})
    (found,) = (operation.body for operation in built.operations if operation.id == "w")
    assert found is not None
    assert found.read == (None if taken is None else Named(taken))


@pytest.mark.parametrize(
    ("keyword", "told"),
    [
        *(
            (keyword, True)
            for keyword in (
                "enum: [a]",
                "const: a",
                "pattern: a",
                "minLength: 1",
                "maxLength: 2",
                "not: {const: a}",
            )
        ),
        *((keyword, True) for keyword in ("oneOf: [{const: a}]", "anyOf: [{const: a}]")),
        ("format: email", False),
        ("description: D", False),
    ],
)
def test_what_is_asked_of_a_text_that_is_a_whole_body_is_said_to_be_lost(
    api: Make, keyword: str, told: bool
) -> None:
    schema = written_yaml.read(f"{{type: string, {keyword}}}")
    node = {
        "operationId": "p",
        "responses": DONE,
        "requestBody": {"content": {"text/csv": {"schema": schema}}},
    }
    built = _api(api, {"paths": {"/p": {"post": node}}})
    message = "a body of type `text/csv` is any text, whatever its schema asks for"
    assert [said for code, said in _told(built) if code == "API005"] == ([message] if told else [])


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("{properties: {a: {}}}", "json"),
        ("{items: {}}", "json"),
        *(
            (f"{{{keyword}: [{{type: integer}}, {{type: boolean}}]}}", "json")
            for keyword in ("oneOf", "anyOf")
        ),
        ("{allOf: [{type: integer}]}", "json"),
        ("{type: integer}", "json"),
        ("{type: [string, integer]}", "json"),
        ("{type: string}", "binary"),
        ("{}", "binary"),
        ("{minLength: 1}", "binary"),
    ],
)
def test_a_media_type_of_a_vendor_is_json_where_its_schema_is_of_a_value(
    api: Make, schema: str, kind: str
) -> None:
    content = {
        name: {"schema": written_yaml.read(schema)}
        for name in ("application/vnd.acme.thing", "text/plain", "application/pdf")
    }
    vendor, plain, other = _one(api, {"requestBody": {"content": content}}).body.media_types
    assert (vendor.kind, plain.kind, other.kind) == (kind, "text", "binary")
    assert (plain.type == Scalar("str")) is (kind == "binary")


# --- responses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "known", "lost"),
    [
        ("200", ["200"], False),
        ("2xx", ["2XX"], False),
        ("default", ["default"], False),
        ("600", [], True),
        ("20", [], True),
        ("2000", [], True),
        ("Default", [], True),
        ("x-more", [], False),
    ],
)
def test_a_response_is_of_a_status_a_range_or_the_default(
    api: Make, status: str, known: list[str], lost: bool
) -> None:
    node = {"operationId": "p", "responses": {status: {"description": ""}}}
    built = _api(api, {"paths": {"/p": {"post": node}}})
    assert [response.status for response in built.operations[0].responses] == known
    assert [code for code, _ in _told(built)] == (["API010"] if lost else [])


@pytest.mark.parametrize(
    ("servers", "above", "expected"),
    [
        ([{"url": "https://a/"}], [], "https://a"),
        ([{"url": "/v1"}, {"url": "http://b/v1//"}], [], "http://b/v1"),
        ([], [{"url": "https://a"}], "https://a"),
        ([{"url": "https://b"}], [{"url": "https://a"}], "https://b"),
        ([{"url": "https://{x}.a", "variables": {"x": {"default": "b"}}}], [], "https://b.a"),
        ([{"url": "https://a/{x}/{y}", "variables": {"x": {"default": "b"}}}], [], None),
        ([{"url": "https://{x}", "variables": {"x": {}}}], [], None),
        ([{"url": "ftp://a"}], [], None),
        ([{"url": "https:///a"}], [], None),
    ],
)
def test_the_server_of_an_operation_is_the_nearest_with_a_host(
    api: Make, servers: Any, above: Any, expected: str | None
) -> None:
    node = {"operationId": "p", "responses": DONE, "servers": servers}
    built = _api(api, {"paths": {"/p": {"servers": above, "post": node}}, "servers": servers})
    assert built.operations[0].server == expected
    assert built.base_url == (None if above and not servers else expected)


@pytest.mark.parametrize(
    ("method", "said", "retry"),
    [
        *(
            (method, None, "safe")
            for method in ("get", "head", "put", "delete", "options", "trace", "query")
        ),
        *((method, None, "unsafe") for method in ("post", "patch")),
        ("get", "unsafe", "unsafe"),
        ("post", "safe", "safe"),
        ("post", "always", "unsafe"),
    ],
)
def test_what_may_be_repeated_is_as_the_document_or_http_says(
    api: Make, method: str, said: Any, retry: str
) -> None:
    node = {"operationId": "p", "responses": DONE, **({"x-sdk": {"retry": said}} if said else {})}
    (built,) = _api(api, {"paths": {"/p": {method: node}}}, "3.2.0").operations
    assert (built.retry, built.method) == (retry, method.upper())


@pytest.mark.parametrize(
    ("sample", "label"),
    [
        ({"lang": "Python", "source": "a", "label": "L"}, "L"),
        ({"lang": "python", "source": "a"}, "S"),
        ({"lang": "curl", "source": "a"}, None),
        ({"lang": "python", "source": " "}, None),
    ],
)
def test_worked_examples_in_python_are_kept(
    api: Make, sample: dict[str, str], label: str | None
) -> None:
    found = _one(api, {"summary": "S", "x-codeSamples": [sample]}).samples
    assert [(each.label, each.source) for each in found] == ([(label, "a")] if label else [])


def test_a_value_is_made_once_for_all_answers_of_one_schema_and_anew_for_another(api: Make) -> None:
    """As most operations answer errors with one schema."""
    text = {"type": "string", "format": "uuid"}
    refused = {"$ref": "#/components/schemas/Refused"}
    schemas = {"400": refused, "409": dict(refused), "410": text, "411": dict(text)}
    answers = {
        status: {"description": "", "content": {"application/json": {"schema": schema}}}
        for status, schema in schemas.items()
    }
    node = {"operationId": "p", "responses": {"200": {"description": ""}, **answers}}
    components = {"schemas": {"Refused": {"type": "object", "properties": {"id": text}}}}
    (built,) = _api(api, {"paths": {"/p": {"post": node}}, "components": components}).operations
    made = {each.status: each.media_types[0].examples for each in built.responses[1:]}
    assert made["400"] == ({"id": made["410"][0]},)
    assert made["400"][0] is made["409"][0]
    assert made["410"] == made["411"]


def test_an_example_that_inputs_are_not_held_to_is_none(api: Make) -> None:
    """No value is at hand that has what the schema asks for."""
    schema = {"type": "array", "items": {"type": "integer"}, "contains": {"const": 4711}}
    body = {"content": {"application/json": {"schema": schema}}}
    built = _one(
        api, {"parameters": [{"name": "q", "in": "query", "schema": schema}], "requestBody": body}
    )
    assert [parameter.has_example for parameter in built.parameters] == [False]
    assert built.body.media_types[0].examples == ()


def test_a_class_stands_where_its_schema_does(api: Make) -> None:
    content = {"content": {"application/json": {"schema": OBJECT}}}
    node = {
        "operationId": "p",
        "requestBody": content,
        "responses": {"200": {"description": "", **content}},
    }
    built = _api(api, {"paths": {"/p": {"post": node}}})
    places = [
        f"/paths/~1p/post/{place}/content/application~1json/schema"
        for place in ("requestBody", "responses/200")
    ]
    assert [(model.name, model.pointer) for model in built.models] == [
        ("PRequest", places[0]),
        ("PResponse", places[1]),
    ]


def test_a_class_of_an_item_stands_at_its_position(api: Make) -> None:
    schema = {
        "type": "object",
        "properties": {"pair": {"type": "array", "prefixItems": [TEXT, OBJECT], "items": OBJECT}},
    }
    built = _api(api, {"paths": {}, "components": {"schemas": {"S": schema}}})
    at = "/components/schemas/S"
    pair = f"{at}/properties/pair"
    assert {model.pointer for model in built.models} == {
        at,
        f"{pair}/prefixItems/1",
        f"{pair}/items",
    }


# --- modules --------------------------------------------------------------------------------------


def _together(uses: dict[str, frozenset[str]]) -> set[frozenset[str]]:
    """The groups of those that reach each other, each by itself at least."""
    reached = {at: {at, *(uses[at] & uses.keys())} for at in uses}
    for middle, start in itertools.product(uses, uses):
        if middle in reached[start]:
            reached[start] |= reached[middle]
    return {frozenset(to for to in reached[at] if at in reached[to]) for at in uses}


@pytest.mark.parametrize("seed", range(3))
def test_classes_that_lead_to_each_other_share_a_module_and_no_others_do(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        names = "ABCDEFG"[: chance.randint(1, 7)]
        uses = {
            name: frozenset(chance.choices([*names, "Z"], k=chance.randint(0, 2))) for name in names
        }
        found = strongly_connected(uses)
        assert set(found) == _together(uses), uses
        assert len(found) == len(set(found))


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "node", "called"),
    [
        ("/v1/pets/{id}", {"operationId": "getPet"}, "pets.get_pet"),
        ("/v1/pets/{id}", {"operationId": "petsGet"}, "pets.get"),
        ("/v1/pets/{id}", {"operationId": "pets2"}, "pets.pets2"),
        ("/v1/pets/{id}", {"operationId": "pets_2"}, "pets.pets_2"),
        ("/v1/pets/{id}", {}, "pets.post_pets_id"),
        ("/pets?x=1", {}, "pets.post_pets"),
        *(
            (f"/{version}/pets", {"operationId": "a"}, "pets.a")
            for version in ("v1", "V2_1", "v1.2-beta", "api", "rest", "2024-01", "1")
        ),
        *(
            (f"/{word}/pets", {"operationId": "a"}, f"{name}.a")
            for word, name in (("apis", "apis"), ("vat", "vat"), ("v", "v"))
        ),
        ("/{id}", {"operationId": "a"}, "default.a"),
        ("/pets", {"operationId": "a", "tags": ["Big cats"]}, "big_cats.a"),
        ("/pets", {"operationId": "a", "tags": [" ", "cats"]}, "cats.a"),
        (
            "/pets",
            {"operationId": "a", "x-sdk": {"resource": "x.y z", "function": "doIt"}},
            "x.y_z.do_it",
        ),
        ("/pets", {"operationId": "xYGet", "x-sdk": {"resource": "x.y"}}, "x.y.get"),
        ("/pets", {"operationId": "a", "x-fern-sdk-group-name": "big cats"}, "big_cats.a"),
        ("/pets", {"operationId": "a", "x-fern-sdk-group-name": ["x", "y.z"]}, "x.y.z.a"),
        ("/pets", {"operationId": "a", "x-fern-sdk-group-name": []}, "pets.a"),
        ("/pets", {"operationId": "a", "x-fern-sdk-method-name": "doIt"}, "pets.do_it"),
        ("/pets", {"operationId": "a", "x-speakeasy-group": "x.y"}, "x.y.a"),
        ("/pets", {"operationId": "a", "x-speakeasy-group": ["x", "y"]}, "x.a"),
        ("/pets", {"operationId": "a", "x-speakeasy-name-override": "doIt"}, "pets.do_it"),
        ("/pets", {"x-speakeasy-name-override": "doIt"}, "pets.do_it"),
        (
            "/pets",
            {
                "operationId": "a",
                "x-sdk": {"resource": "x", "function": "b"},
                "x-fern-sdk-group-name": "y",
                "x-fern-sdk-method-name": "c",
            },
            "x.b",
        ),
        (
            "/pets",
            {
                "operationId": "a",
                "x-sdk": {"retry": "safe"},
                "x-fern-sdk-method-name": "b",
                "x-speakeasy-name-override": "c",
            },
            "pets.b",
        ),
        ("/pets", {"operationId": "yGet", "x-sdk": {"resource": "x.y"}}, "x.y.get"),
        ("/pets", {"operationId": " "}, "pets.post_pets"),
    ],
)
def test_a_method_is_called_by_its_operation_id_or_by_its_path(
    api: Make, path: str, node: dict[str, Any], called: str
) -> None:
    (built,) = _api(api, {"paths": {path: {"post": {"responses": DONE, **node}}}}).operations
    assert ".".join((*built.resource, built.function)) == called
    given = node.get("operationId", "").strip()
    assert built.id == (given or f"POST {path}")


@pytest.mark.parametrize(
    ("sdk", "expected"),
    [
        ({}, ("some_api", "some-api", "0.1.0", "SomeAPI", "SOME_API")),
        ({"package": "a.b_c"}, ("a.b_c", "a-b-c", "0.1.0", "SomeAPI", "A_B_C")),
        (
            {"distribution": "-My  Thing!-"},
            ("some_api", "my-thing", "0.1.0", "SomeAPI", "SOME_API"),
        ),
        ({"distribution": "!"}, ("some_api", "sdk", "0.1.0", "SomeAPI", "SOME_API")),
        (
            {"client": "list", "env-prefix": "my-prefix"},
            ("some_api", "some-api", "0.1.0", "List", "MY_PREFIX"),
        ),
        ({"client": "Model"}, ("some_api", "some-api", "0.1.0", "ModelClient", "SOME_API")),
        ({"package": "a b"}, ("a_b", "a-b", "0.1.0", "SomeAPI", "A_B")),
        ({"package": "class"}, ("class_", "class", "0.1.0", "SomeAPI", "CLASS")),
        *(
            ({"version": each}, ("some_api", "some-api", each, "SomeAPI", "SOME_API"))
            for each in ("1", "1.2.3", "1.0a1.post2.dev3")
        ),
        ({"version": "v1"}, ("some_api", "some-api", "0.1.0", "SomeAPI", "SOME_API")),
    ],
)
def test_a_package_is_called_as_x_sdk_says_or_after_the_title(
    api: Make, sdk: dict[str, str], expected: tuple[str, ...]
) -> None:
    built = _api(api, {"paths": {}, "x-sdk": sdk})
    assert (
        built.package,
        built.distribution,
        built.version,
        built.client,
        built.env_prefix,
    ) == expected
    assert built.async_client == f"Async{built.client}"


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ({"title": ""}, ("API", "", "", "api", "API")),
        (
            {"title": "The API", "version": "2", "description": "D", "summary": "S"},
            ("The API", "2", "D", "the_api", "TheAPI"),
        ),
        ({"title": "json", "summary": "S"}, ("json", "", "S", "json_api", "Json")),
        ({"title": "!"}, ("!", "", "", "exclamation", "Exclamation")),
        ({"title": "☂"}, ("☂", "", "", "api", "ClientClient")),
        ({"title": "Aux"}, ("Aux", "", "", "aux_", "Aux")),
        ({"title": "Class"}, ("Class", "", "", "class_", "Class")),
        ({"title": "None"}, ("None", "", "", "none", "NoneClient")),
        ({"title": "Tests"}, ("Tests", "", "", "tests_api", "Tests")),
    ],
)
def test_an_api_is_what_its_info_says(
    api: Make, info: dict[str, str], expected: tuple[str, ...]
) -> None:
    built = _api(api, {"paths": {}, "info": {"version": "", **info}})
    assert (
        built.title,
        built.api_version,
        built.description,
        built.package,
        built.client,
    ) == expected
    assert built.base_url is None
    assert built.diagnostics == ()  # a name that nobody gave is no finding


@pytest.mark.parametrize(
    ("key", "value"),
    [("package", "a-b"), ("client", "My Client"), ("env-prefix", "a-b"), ("package", "class")],
)
def test_a_name_of_x_sdk_that_python_has_not_is_told(api: Make, key: str, value: str) -> None:
    told = _told(_api(api, {"paths": {}, "x-sdk": {key: value}}))
    assert told == [("API009", f"`{key}` of `x-sdk` is `{value}`, which is not a Python name")]


@pytest.mark.parametrize("package", ["con", "acme.lpt1"])
def test_a_package_that_is_no_folder_everywhere_is_told(api: Make, package: str) -> None:
    built = _api(api, {"paths": {}, "x-sdk": {"package": package}})
    assert built.package == f"{package}_"
    message = f"`package` of `x-sdk` is `{package}`, which is a device on Windows"
    assert _told(built) == [("API009", message)]


def holding(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("schemas", "names"),
    [
        ({"Pet": OBJECT, "PetDict": OBJECT}, ["Pet", "PetDictModel"]),
        ({"PetDict": OBJECT}, ["PetDict"]),
        (
            {"a": holding(**{"b": OBJECT, "b dict": OBJECT})},
            ["A", "AB", "ABDictModel"],
        ),
        ({"pet": OBJECT, "Pet": OBJECT}, ["Pet", "PetModel"]),
        ({"SomeAPI": OBJECT, "AsyncSomeAPI": OBJECT}, ["AsyncSomeAPIModel", "SomeAPIModel"]),
        ({"1": holding(**{"2": OBJECT})}, ["Model1", "Model12"]),
        ({"a": holding(**{"☂": OBJECT})}, ["A", "AModel"]),
        (  # what is less deep has its name first
            {"a": holding(b=holding(c=holding(d=OBJECT)), bC=OBJECT)},
            ["A", "AB", "ABC", "ABCModel", "ABCModelD"],
        ),
    ],
)
def test_a_class_gives_way_to_the_dict_of_another_and_to_the_client(
    api: Make, schemas: Any, names: list[str]
) -> None:
    built = _api(api, {"paths": {}, "components": {"schemas": schemas}})
    assert sorted(model.name for model in built.models) == names


def test_the_class_of_requests_is_called_so(api: Make) -> None:
    pet = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "integer", "readOnly": True}},
    }
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
    node = {
        "operationId": "p",
        "requestBody": content,
        "responses": {"200": {"description": "", **content}},
    }
    for others, name in (
        (["Pet"], "PetInput"),
        (["Pet", "PetInput"], "PetInputModel"),
        (["Pet", "PetInputModel"], "PetInput"),
    ):
        schemas = {each: pet if each == "Pet" else OBJECT for each in others}
        built = _api(api, {"paths": {"/p": {"post": node}}, "components": {"schemas": schemas}})
        assert [model.name for model in built.models if getattr(model, "read", None)] == [name]


def test_two_methods_of_one_name_are_told_apart_and_it_is_said(api: Make) -> None:
    paths = {
        "/a": {
            "get": {
                "operationId": "one",
                "tags": ["t"],
                "x-sdk": {"function": "same"},
                "responses": DONE,
            }
        },
        "/b": {"get": {"operationId": "same", "tags": ["t"], "responses": DONE}},
        "/c": {"get": {"operationId": "t", "x-sdk": {"resource": "t.same_get"}, "responses": DONE}},
    }
    built = _api(api, {"paths": paths})
    assert [operation.function for operation in built.operations] == ["same", "same_get_", "t"]
    assert _told(built) == [("API002", "`same` is called `same_get_`, because `same` is taken")]


@pytest.mark.parametrize(
    ("schemas", "name"),
    [
        ([], "Pets"),
        (["Pets"], "PetsResource"),
        (["AsyncPets"], "PetsResource"),
        (["PetsViews"], "PetsResource"),
        (["AsyncPetsInBatches"], "PetsResource"),
        (["PetsAsync"], "Pets"),
        (["Pets", "PetsResource"], "PetsResource2"),
        (["Pets", "PetsResource", "AsyncPetsResource2"], "PetsResource3"),
    ],
)
def test_a_resource_keeps_clear_of_the_classes_of_the_document(
    api: Make, schemas: list[str], name: str
) -> None:
    paths = {"/pets": {"get": {"operationId": "x", "responses": DONE}}}
    built = _api(api, {"paths": paths, "components": {"schemas": dict.fromkeys(schemas, OBJECT)}})
    assert [resource.name for resource in built.resources] == [name]


def test_tags_and_resources_have_what_is_said_of_them(api: Make) -> None:
    tags = [
        {"name": "a", "description": "About a.", "x-displayName": "Ay", "summary": "S"},
        {
            "name": "b",
            "summary": "Bee",
            "x-untranscribed": [{"title": "T", "note": "N", "pages": ["p", 1]}],
        },
        {"name": "c"},
        {"description": "nameless"},
    ]
    groups = [{"name": "G", "tags": ["a", 1]}, {"tags": ["b"]}]
    paths = {
        "/a": {"get": {"operationId": "x", "tags": ["a"], "responses": DONE}},
        "/b": {
            "get": {
                "operationId": "y",
                "tags": ["a", "b"],
                "x-sdk": {"resource": "c.d"},
                "responses": DONE,
            }
        },
        "/c": {
            "get": {
                "operationId": "z",
                "tags": ["b"],
                "x-sdk": {"resource": "c.d"},
                "responses": DONE,
            }
        },
        "/d": {
            "get": {
                "operationId": "u",
                "tags": ["b"],
                "x-sdk": {"resource": "c.a"},
                "responses": DONE,
            }
        },
    }
    built = _api(api, {"paths": paths, "tags": tags, "x-tagGroups": groups})
    assert [(tag.name, tag.display, tag.description, tag.group) for tag in built.tags] == [
        ("a", "Ay", "About a.", "G"),
        ("b", "Bee", "", ""),
        ("c", "c", "", None),
    ]
    (page,) = built.tags[1].untranscribed
    assert (page.title, page.note, page.pages) == ("T", "N", ("p",))
    first, second = built.resources
    assert (first.path, first.name, first.module, first.description) == (
        ("a",),
        "A",
        "a",
        "About a.",
    )
    assert [(each.path, each.name, each.module, each.description) for each in second.children] == [
        (("c", "d"), "CD", "c_d", ""),
        (("c", "a"), "CA", "c_a", "About a."),
    ]
    assert [len(each.operations) for each in (first, second, *second.children)] == [1, 0, 2, 1]


@pytest.mark.parametrize(
    ("schema", "members"),
    [
        ({"enum": ["a", "b"]}, [("A", "a", ""), ("B", "b", "")]),
        (
            {"enum": ["a", "b"], "x-enum-varnames": ["One", "Two"]},
            [("ONE", "a", ""), ("TWO", "b", "")],
        ),
        ({"enum": ["a", "b"], "x-enum-varnames": ["One"]}, [("A", "a", ""), ("B", "b", "")]),
        ({"enum": ["a", "b"], "x-enum-descriptions": ["x"]}, [("A", "a", "x"), ("B", "b", "")]),
        (
            {"enum": ["a", "b"], "x-enum-descriptions": {"b": "y"}},
            [("A", "a", ""), ("B", "b", "y")],
        ),
        (
            {"enum": ["a", None, "b"], "x-enum-varnames": ["One", "Two"]},
            [("ONE", "a", ""), ("TWO", "b", "")],
        ),
        ({"enum": ["mro", "MRO"]}, [("MRO_", "MRO", ""), ("MRO2", "mro", "")]),
    ],
)
def test_members_of_an_enumeration_are_called_as_the_document_says(
    api: Make, schema: Any, members: list[Any]
) -> None:
    (model,) = _api(
        api, {"paths": {}, "components": {"schemas": {"E": {"type": "string", **schema}}}}
    ).models
    assert isinstance(model, EnumModel)
    assert sorted((each.name, each.value, each.description) for each in model.members) == sorted(
        members
    )
    assert (model.base, model.module, model.wire, model.pointer) == (
        "str",
        "e",
        "E",
        "/components/schemas/E",
    )


def test_what_is_said_of_a_class_and_its_fields_is_kept(api: Make) -> None:
    fields = {
        "a": {"title": "T", "deprecated": True, "default": None},
        "b": {"description": "D", "title": "T", "x-sdk": {"name": "other"}},
    }
    schema = {
        "type": "object",
        "title": "T",
        "deprecated": True,
        "additionalProperties": False,
        "properties": fields,
    }
    described = {"type": "object", "title": "T", "description": "D", "properties": {"a": {}}}
    listed = {"type": "integer", "description": "E", "enum": [1, 2]}
    schemas = {
        "S": schema,
        "D": described,
        "E": listed,
        "U": {"description": "F", "oneOf": [{"type": "integer"}, {"type": "string"}]},
    }
    model, *others = _api(api, {"paths": {}, "components": {"schemas": schemas}}).models
    assert [(each.name, each.description) for each in others] == [
        ("D", "D"),
        ("E", "E"),
        ("U", "F"),
    ]
    assert [each.base for each in others if isinstance(each, EnumModel)] == ["int"]
    assert isinstance(model, ObjectModel)
    assert (model.description, model.deprecated, model.closed, model.open, model.wire) == (
        "T",
        True,
        True,
        False,
        "S",
    )
    assert [
        (each.python, each.description, each.deprecated, each.has_default) for each in model.fields
    ] == [
        ("a", "T", True, True),
        ("other", "D", False, False),
    ]


def test_the_text_of_a_path_is_that_of_its_operations_that_have_none(api: Make) -> None:
    own = {"operationId": "p", "responses": DONE, "summary": "own"}
    item = {
        "summary": "S",
        "description": "D",
        "post": own,
        "get": {"operationId": "g", "responses": DONE, "deprecated": True},
    }
    built = _api(api, {"paths": {"/p": item}})
    assert [(each.summary, each.description, each.deprecated) for each in built.operations] == [
        ("own", "D", False),
        ("S", "D", True),
    ]
    assert built.operations[0].result == Scalar("none")


def test_the_root_names_methods_by_their_operation_id(api: Make) -> None:
    overrides = [
        {"operationId": "^get(", "methodNameOverride": "none"},
        {"operationId": "^get", "methodNameOverride": "get"},
        {"operationId": "Cat$", "methodNameOverride": "cat"},
    ]
    paths = {
        f"/{name}": {"get": {"operationId": name, "tags": ["t"], "responses": DONE, **more}}
        for name, more in {
            "getDog": {},
            "getCat": {"x-fern-sdk-method-name": "find"},
            "addCat": {},
            "dog": {},
            "getMouse": {},
        }.items()
    }
    built = _api(api, {"x-speakeasy-name-override": overrides, "paths": paths}).operations
    assert [(each.id, each.function) for each in built] == [
        ("getDog", "get"),
        ("getCat", "find"),
        ("addCat", "cat"),
        ("dog", "dog"),
        ("getMouse", "get_get"),
    ]


def test_parameters_properties_and_classes_have_the_names_that_they_are_given(api: Make) -> None:
    schemas = {
        "A": {
            "type": "object",
            "x-ms-client-name": "Account",
            "properties": {
                "e": {"type": "string", "x-ms-client-name": "emailAddress"},
                "o": {"type": "string", "x-sdk": {"name": "own"}, "x-ms-client-name": "other"},
                "b": {"$ref": "#/components/schemas/B"},
            },
        },
        "B": {"type": "object", "x-speakeasy-name-override": "Box", "properties": {"c": {}}},
        "C": {"type": "object", "x-ms-client-name": "A", "properties": {"c": {}}},
        "D": {"type": "object", "x-ms-client-name": "Same", "properties": {"c": {}}},
        "E": {"type": "object", "x-ms-client-name": "Same", "properties": {"c": {}}},
    }
    parameters = [
        {"name": "q", "in": "query", "x-ms-client-name": "words", "schema": {"type": "string"}},
        {"name": "w", "in": "query", "x-speakeasy-name-override": "q", "schema": {}},
        {"name": "q", "in": "header", "x-ms-client-name": "words", "schema": {"type": "string"}},
    ]
    operation = {"operationId": "a", "parameters": parameters, "responses": DONE}
    built = _api(api, {"paths": {"/p": {"get": operation}}, "components": {"schemas": schemas}})
    assert [each.name for each in built.models] == ["Account", "Box", "C", "D", "E"]
    assert [(each.wire, each.python) for each in built.models[0].fields] == [
        ("e", "email_address"),
        ("o", "own"),
        ("b", "b"),
    ]
    assert [(each.location, each.wire, each.python) for each in built.operations[0].parameters] == [
        ("query", "q", "words"),
        ("query", "w", "q"),
        ("header", "q", "words_header"),
    ]
