"""Operations that answer with a stream, by each way in which documents say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.api.model import Anything, Api, Array, Named, OneOf, Operation, Scalar
from tests import written_yaml

Make = Callable[[str], Api]
TEXT, PIECE = Scalar("str"), Named("Piece")
SSE, LINES = "text/event-stream", "application/jsonl"
SCHEMA = {"$ref": "#/components/schemas/Piece"}
OBJECT = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}
IN_JSON = {"contentMediaType": "application/json", "contentSchema": SCHEMA}


def _event(data: Any, **more: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["data"], "properties": {"data": data, **more}}


@pytest.fixture
def operation(api: Make) -> Callable[..., Operation]:
    def make(
        content: dict[str, Any],
        body: dict[str, Any] | None = None,
        version: str = "3.2.0",
        **more: Any,
    ) -> Operation:
        node = {"operationId": "watch", **more}
        node["responses"] = {"200": {"description": "It.", "content": content}}
        if body is not None:
            node["requestBody"] = {"content": {"application/json": {"schema": body}}}
        document = {"openapi": version, "info": {"title": "T", "version": "1"}}
        document["paths"] = {"/watch": {"post": node}}
        document["components"] = {"schemas": {"Piece": OBJECT}}
        return api(written_yaml.write(document)).operations[0]

    return make


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("media", "items", "kind"),
    [
        ({SSE: {"schema": SCHEMA}}, "sse", PIECE),
        ({SSE: {"schema": {"type": "array", "items": SCHEMA}}}, "sse", PIECE),
        ({SSE: {"schema": _event(SCHEMA, id={"type": "string"})}}, "sse", PIECE),
        ({SSE: {"schema": _event({"type": "string"})}}, "sse", TEXT),
        ({SSE: {"schema": {"type": "string"}}}, "sse", TEXT),
        ({SSE: {}}, "sse", TEXT),
        ({f"{SSE}; charset=utf-8": {"schema": SCHEMA}}, "sse", PIECE),
        ({LINES: {"schema": SCHEMA}}, "json", PIECE),
        ({"application/x-ndjson": {"schema": {"type": "array", "items": SCHEMA}}}, "json", PIECE),
        ({"application/x-jsonlines": {"schema": {"type": "array"}}}, "json", Anything()),
        ({LINES: {"schema": {"type": ["array"]}}}, "json", Anything()),
        ({LINES: {"schema": {"prefixItems": [SCHEMA]}}}, "json", Anything()),
        ({"application/geo+json-seq": {"schema": SCHEMA}}, "json", PIECE),
        ({SSE: {"schema": SCHEMA}, LINES: {"schema": SCHEMA}}, "sse", PIECE),
        ({LINES: {"schema": SCHEMA}, SSE: {"schema": SCHEMA}}, "sse", PIECE),
    ],
)
def test_a_schema_is_that_of_an_item_or_of_all_of_them(
    operation: Any, version: str, media: Any, items: str, kind: Any
) -> None:
    stream = operation(media, version=version).stream
    assert (stream.items, stream.type, stream.plain) == (items, kind, False)


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        (_event({"type": "string", **IN_JSON}), PIECE),
        (_event({"type": "string", "contentMediaType": "application/json"}), Anything()),
        (
            _event({"type": "string", "contentMediaType": "text/plain", "contentSchema": SCHEMA}),
            TEXT,
        ),
        (_event({}), TEXT),
        ({"allOf": [_event({"type": "string"}), {"properties": {"data": IN_JSON}}]}, PIECE),
        (
            {
                **_event({"type": "string", "contentMediaType": "application/json"}),
                "anyOf": [{"properties": {"data": {"contentSchema": SCHEMA}}}],
            },
            PIECE,
        ),
        (
            {**OBJECT, "properties": {"a": {"type": "string"}, "data": {"type": "string"}}},
            Named("WatchEvent"),
        ),
    ],
)
def test_an_item_of_server_sent_events_is_the_object_of_its_fields(
    operation: Any, schema: Any, kind: Any
) -> None:
    stream = operation({SSE: {"itemSchema": schema}}).stream
    assert stream.type == kind
    assert stream.events == ()


def test_events_that_are_told_apart_by_name_have_data_of_their_own(operation: Any) -> None:
    other = {"contentMediaType": "application/json", "contentSchema": {"type": "integer"}}
    schema = {
        **_event({"type": "string"}, event={"type": "string"}),
        "oneOf": [
            {"properties": {"event": {"const": "added"}, "data": IN_JSON}},
            {"properties": {"event": {"enum": ["moved", "gone"]}, "data": other}},
            {"properties": {"event": {"const": "error"}}},
        ],
    }
    stream = operation({SSE: {"itemSchema": schema}}).stream
    assert stream.type == OneOf((PIECE, Scalar("int")))
    assert dict(stream.events) == {
        "added": PIECE, "moved": Scalar("int"), "gone": Scalar("int"), "error": TEXT,
    }  # fmt: skip
    assert [name for name, _ in stream.examples] == ["added", "moved"]


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ({"enum": ["eats", "sleeps"]}, "WatchEvent"),
        ({"enum": ["eats"]}, "WatchEatsEvent"),
        ({"type": "string"}, "WatchEvent"),
    ],
)
def test_data_of_several_events_is_not_named_after_the_first(
    operation: Any, event: Any, name: str
) -> None:
    data = {"contentMediaType": "application/json", "contentSchema": OBJECT}
    stream = operation({SSE: {"itemSchema": _event(data, event=event)}}).stream
    assert stream.type == Named(name)


def test_item_schemas_are_of_3_2(operation: Any) -> None:
    assert operation({LINES: {"itemSchema": SCHEMA}}, version="3.1.0").stream is None
    assert operation({LINES: {"schema": {"type": "string"}}}).stream is None
    assert operation({"application/vnd.lines": {"itemSchema": SCHEMA}}).stream is None


@pytest.mark.parametrize(
    ("flag", "more", "condition"),
    [
        ({"stream": {"type": "boolean"}}, {}, ("stream", True)),
        ({"stream": {"type": ["boolean", "null"]}}, {}, ("stream", True)),
        ({"stream": {"anyOf": [{"type": "boolean"}, {"type": "null"}]}}, {}, ("stream", True)),
        ({"stream": {"type": "string"}}, {}, None),
        ({"live": {"type": "boolean"}}, {}, None),
        (
            {"live": {"type": "boolean"}},
            {"x-sdk": {"stream": {"condition": "live"}}},
            ("live", True),
        ),
        (
            {"live": {"type": "boolean"}},
            {"x-speakeasy-stream-request-field": "live"},
            ("live", True),
        ),
        ({"live": {"type": "boolean"}}, {"x-sdk": {"stream": {"condition": "gone"}}}, None),
    ],
)
def test_the_field_that_asks_for_the_stream_is_known_or_named(
    operation: Any, flag: Any, more: Any, condition: Any
) -> None:
    both = {"application/json": {"schema": SCHEMA}, SSE: {"schema": SCHEMA}}
    made = operation(both, {"type": "object", "properties": flag}, **more)
    assert (made.stream.condition, made.stream.plain) == (condition, True)
    assert made.result == PIECE
    assert made.representations is None


NEVER = {
    "const": {"properties": {"live": {"const": False}}},
    "enum": {"properties": {"live": {"type": "boolean", "enum": [False]}}},
    "text": {"properties": {"live": {"type": "string"}}},
    "together": {
        "allOf": [
            {"properties": {"live": {"type": "boolean"}}},
            {"properties": {"live": {"not": {"const": True}}}},
        ]
    },
    "each alternative": {
        "oneOf": [
            {"properties": {"live": {"const": False}}},
            {"properties": {"live": {"type": "null"}}},
        ]
    },
}


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("body", NEVER.values(), ids=list(NEVER))
def test_a_field_that_must_not_be_true_asks_for_no_stream_and_that_is_told(
    api: Make, body: Any, plain: bool
) -> None:
    content = {"application/json": {"schema": OBJECT}} if plain else {}
    operation = {
        "operationId": "watch",
        "x-fern-streaming": {"format": "sse", "stream-condition": "$request.live"},
        "requestBody": {"content": {"application/json": {"schema": {"type": "object", **body}}}},
        "responses": {
            "200": {"description": "It.", "content": {**content, SSE: {"schema": OBJECT}}}
        },
    }
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    document["paths"] = {"/watch": {"post": operation}}
    built = api(written_yaml.write(document))
    assert built.operations[0].stream.condition is None
    said = "`live`, which is to ask for the stream, must not be true by its schema"
    assert [each.message for each in built.diagnostics if each.code == "API009"] == [said]


IN_QUERY: dict[str, tuple[dict[str, Any], bool, dict[str, Any], bool]] = {
    "stream": ({"type": "boolean"}, True, {}, True),
    "nothing else to ask for": ({"type": "boolean"}, False, {}, False),
    "can only be true": ({"const": True}, False, {}, True),
    "named": ({"type": "boolean"}, False, {"x-sdk": {"stream": {"condition": "stream"}}}, True),
    "fern": (
        {"type": "boolean"},
        True,
        {"x-fern-streaming": {"format": "sse", "stream-condition": "$request.query.stream"}},
        True,
    ),
    "text": ({"type": "string"}, True, {}, False),
    "named, text": (
        {"type": "string"},
        True,
        {"x-sdk": {"stream": {"condition": "stream"}}},
        False,
    ),
}


@pytest.mark.parametrize(("schema", "plain", "more", "asks"), IN_QUERY.values(), ids=list(IN_QUERY))
def test_a_parameter_of_the_query_may_ask_for_the_stream(
    operation: Any, schema: Any, plain: bool, more: Any, asks: bool
) -> None:
    content = {"application/json": {"schema": SCHEMA}} if plain else {}
    parameters = [{"name": name, "in": "query", "schema": schema} for name in ("other", "stream")]
    made = operation({**content, SSE: {"schema": SCHEMA}}, parameters=parameters, **more).stream
    asking = (("stream", True), "stream") if asks else (None, None)
    assert (made.condition, made.parameter) == asking


def test_an_operation_that_only_streams_sets_a_field_that_can_only_be_true(operation: Any) -> None:
    fixed = {"type": "object", "properties": {"stream": {"const": True}}}
    assert operation({SSE: {"schema": SCHEMA}}, fixed).stream.condition == ("stream", True)
    free = {"type": "object", "properties": {"stream": {"type": "boolean"}}}
    assert operation({SSE: {"schema": SCHEMA}}, free).stream.condition is None


@pytest.mark.parametrize(
    ("media", "more", "terminator", "must"),
    [
        ({"schema": SCHEMA}, {}, "[DONE]", False),
        ({"schema": {"type": "string"}}, {}, None, False),
        ({"schema": {"type": "string"}, "x-speakeasy-sse-sentinel": "end"}, {}, "end", True),
        ({"schema": {**OBJECT, "x-speakeasy-sse-sentinel": "end"}}, {}, "end", True),
        ({"schema": SCHEMA}, {"x-speakeasy-sse-sentinel": "end"}, "end", True),
        (
            {"schema": SCHEMA},
            {"x-fern-streaming": {"format": "sse", "terminator": "end"}},
            "end",
            True,
        ),
        ({"schema": SCHEMA}, {"x-sdk": {"stream": {"terminator": "end"}}}, "end", True),
        ({"schema": SCHEMA}, {"x-sdk": {"stream": {"terminator": 1}}}, "[DONE]", False),
    ],
)
def test_a_terminator_is_what_an_extension_says_else_done_where_data_is_json(
    operation: Any, media: Any, more: Any, terminator: str | None, must: bool
) -> None:
    stream = operation({SSE: media}, **more).stream
    assert (stream.terminator, stream.must_terminate) == (terminator, must)


JSON_ONLY = {"application/json": {"schema": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("fern", "media_type", "kind", "plain"),
    [
        (True, "application/json", Scalar("int"), False),
        ({"format": "json"}, "application/json", Scalar("int"), False),
        ({"format": "sse"}, SSE, Scalar("int"), False),
        ({"format": "sse", "response-stream": SCHEMA}, SSE, PIECE, True),
        (
            {"response-stream": SCHEMA, "stream-condition": "$request.live"},
            "application/json",
            PIECE,
            True,
        ),
    ],
)
def test_fern_says_that_an_answer_of_json_is_a_stream(
    operation: Any, fern: Any, media_type: str, kind: Any, plain: bool
) -> None:
    body = {"type": "object", "properties": {"live": {"type": "boolean"}}}
    made = operation(JSON_ONLY, body, **{"x-fern-streaming": fern})
    stream = made.stream
    assert (stream.media_type, stream.type, stream.plain) == (media_type, kind, plain)
    assert (made.result == Scalar("int")) is plain
    assert media_type in [media.content_type for media in made.responses[0].media_types]
    has_condition = isinstance(fern, dict) and "stream-condition" in fern
    assert stream.condition == (("live", True) if has_condition else None)


def test_what_fern_says_of_no_stream_has_no_effect(operation: Any) -> None:
    assert operation(JSON_ONLY, **{"x-fern-streaming": False}).stream is None
    assert operation(JSON_ONLY, **{"x-fern-streaming": {"format": "xml"}}).stream is None


_EITHER = {"oneOf": [OBJECT, {**OBJECT, "required": ["b"]}]}
_NAMES = {"type": "string", "enum": ["a", "b"]}
_OF_BOTH = [
    _event(SCHEMA, event={"const": "a"}),
    _event({"type": "string"}, event={"const": "b"}),
]


@pytest.mark.parametrize(
    ("version", "status", "content", "told"),
    [
        ("3.1.0", "200", {SSE: {"schema": _EITHER}}, False),
        ("3.0.3", "200", {SSE: {"schema": _EITHER}, **JSON_ONLY}, False),
        ("3.2.0", "200", {SSE: {"itemSchema": SCHEMA, "schema": _EITHER}}, True),
        ("3.1.0", "200", {SSE: {"schema": _NAMES}}, True),
        ("3.1.0", "200", {SSE: {"schema": _event(_NAMES)}}, False),
        ("3.1.0", "200", {SSE: {"schema": {"oneOf": _OF_BOTH}}}, False),
        ("3.1.0", "400", {SSE: {"schema": _EITHER}}, True),
        ("3.1.0", "200", {"text/plain": {"schema": _NAMES}}, True),
    ],
)
def test_a_schema_is_lost_where_it_types_no_item(
    api: Make, version: str, status: str, content: Any, told: bool
) -> None:
    responses = {status: {"description": "It.", "content": content}}
    document = {"openapi": version, "info": {"title": "T", "version": "1"}}
    document["paths"] = {"/watch": {"get": {"operationId": "watch", "responses": responses}}}
    document["components"] = {"schemas": {"Piece": OBJECT}}
    built = api(written_yaml.write(document))
    assert [each.code for each in built.diagnostics if each.code == "API005"] == ["API005"] * told


def test_other_representations_are_still_chosen(operation: Any) -> None:
    media = {**JSON_ONLY, "text/csv": {}, SSE: {"schema": SCHEMA}}
    offered = operation(media).representations
    assert offered.content_types == ("application/json", "text/csv")


@pytest.mark.parametrize("content_type", [LINES, "application/x-ndjson", "application/json-seq"])
def test_a_body_of_values_of_json_takes_its_items(api: Make, content_type: str) -> None:
    built = api(
        "paths: {/p: {post: {operationId: send, responses: {'204': {description: it}}, requestBody: "
        f"{{content: {{{content_type}: {{schema: {{type: object, properties: {{a: {{type: integer}}}}}}}}}}}}}}}}}}"
    )
    (media,) = built.operations[0].body.media_types  # type: ignore[union-attr]
    assert (media.kind, media.type) == ("lines", Array(Named("SendRequestItem")))
    assert media.examples == ([{"a": 1}],)
