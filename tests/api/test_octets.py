"""Where octets are octets and where they are text: what a class has for a binary string, by the
places that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.api.model import (
    AliasModel,
    Api,
    Array,
    Bounded,
    Map,
    Nullable,
    ObjectModel,
    OneOf,
    Scalar,
    Type,
)
from tests import written_yaml

Make = Callable[[str], Api]
BYTES, TEXT = Scalar("bytes"), Scalar("str")
EITHER = OneOf((TEXT, BYTES))
BINARY = {"type": "string", "format": "binary"}
FORM = "multipart/form-data"


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(name: str, schema: Any) -> dict[str, Any]:
    return {"content": {name: {"schema": schema}}}


def _document(schemas: dict[str, Any], *operations: dict[str, Any]) -> str:
    head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    empty = {"operationId": "o", "responses": {"204": {"description": ""}}}
    paths = {
        f"/{at}": {"post": {**empty, "operationId": f"o{at}", **each}}
        for at, each in enumerate(operations)
    }
    return written_yaml.write({**head, "paths": paths, "components": {"schemas": schemas}})


def _sends(schema: Any, name: str = FORM) -> dict[str, Any]:
    return {"requestBody": _content(name, schema)}


def _gets(schema: Any, name: str = "application/json") -> dict[str, Any]:
    return {"responses": {"200": {"description": "", **_content(name, schema)}}}


def _fields(api: Api, name: str) -> dict[str, Type]:
    model = next(model for model in api.models if model.name == name)
    assert isinstance(model, ObjectModel)
    return {field.wire: field.type for field in model.fields}


PART = {"type": "object", "properties": {"file": BINARY}}
TAKES = {"parameters": [{"name": "q", "in": "query", **_content("application/json", _ref("Part"))}]}
HOLDS = {"type": "object", "properties": {"part": _ref("Part")}}


@pytest.mark.parametrize(
    ("schemas", "operations", "expected"),
    [
        ({}, [_sends(_ref("Part"))], BYTES),
        ({}, [_sends(_ref("Part"), "application/json")], TEXT),
        ({}, [_sends(_ref("Part"), "application/x-www-form-urlencoded")], TEXT),
        ({}, [], TEXT),
        # the parts of a body, and JSON as well
        ({}, [_sends(_ref("Part")), _sends(_ref("Part"), "application/json")], EITHER),
        ({}, [_sends(_ref("Part")), _gets(_ref("Part"))], EITHER),
        ({}, [_sends(_ref("Part")), TAKES], EITHER),
        ({}, [_sends(_ref("Part")), _gets({"type": "array", "items": _ref("Part")})], EITHER),
        ({"Holder": HOLDS}, [_sends(_ref("Part")), _gets(_ref("Holder"))], EITHER),
        # an object in a part is JSON
        ({"Holder": HOLDS}, [_sends(_ref("Part")), _sends(_ref("Holder"))], EITHER),
        ({"Holder": HOLDS}, [_sends(_ref("Holder"))], TEXT),
        # which nothing uses
        ({"Holder": {**HOLDS, "additionalProperties": _ref("Part")}}, [_sends(_ref("Part"))], BYTES),
        # where the parts are one of several, or may be null
        ({"Other": {"type": "object", "properties": {"a": {}}}}, [_sends({"oneOf": [_ref("Part"), _ref("Other")]})], BYTES),
        ({"Any": {"oneOf": [_ref("Part"), HOLDS]}}, [_sends(_ref("Any"))], EITHER),
        ({"In": {"oneOf": [_ref("Part"), BINARY]}, "Any": {"oneOf": [_ref("In"), {"type": "integer"}]}}, [_sends(_ref("Any"))],
         BYTES),
        ({}, [_sends({"anyOf": [_ref("Part"), {"type": "null"}]})], BYTES),
        # a form has fields, whatever its schema says
        ({}, [_sends({"type": "array", "minItems": 1, "items": _ref("Part")})], TEXT),
        ({}, [_sends({"type": "object", "additionalProperties": _ref("Part")})], TEXT),
    ],
)  # fmt: skip
def test_a_field_is_octets_where_its_object_is_the_parts_of_a_body(
    api: Make, schemas: dict[str, Any], operations: list[dict[str, Any]], expected: Type
) -> None:
    built = api(_document({"Part": PART, **schemas}, *operations))
    assert _fields(built, "Part") == {"file": expected}


@pytest.mark.parametrize(
    ("schema", "part", "text"),
    [
        (BINARY, BYTES, TEXT),
        ({"type": "array", "items": BINARY}, Array(BYTES), Array(TEXT)),
        ({"anyOf": [BINARY, {"type": "null"}]}, Nullable(BYTES), Nullable(TEXT)),
        (
            {"anyOf": [BINARY, {"type": "integer"}]},
            OneOf((BYTES, Scalar("int"))),
            OneOf((TEXT, Scalar("int"))),
        ),
        ({"anyOf": [BINARY, {"type": "string"}]}, OneOf((BYTES, TEXT)), TEXT),
        (
            {"type": "object", "additionalProperties": BINARY},
            Map(TEXT),
            Map(TEXT),
        ),  # JSON in a part of its own
        ({"type": "string"}, TEXT, TEXT),
        ({"type": "string", "contentMediaType": "image/png"}, BYTES, TEXT),
    ],
)
def test_what_is_around_octets_stays_around_them(
    api: Make, schema: Any, part: Type, text: Type
) -> None:
    own = {"type": "object", "properties": {"a": schema, "b": BINARY}}
    built = api(
        _document(
            {"Part": own, "Text": own},
            _sends(_ref("Part")),
            _sends(_ref("Text"), "application/json"),
        )
    )
    assert _fields(built, "Part") == {"a": part, "b": BYTES}
    assert _fields(built, "Text") == {"a": text, "b": TEXT}
    assert [field.type for field in _body(built, 0).fields or ()] == [part, BYTES]
    assert [field.type for field in _body(built, 1).fields or ()] == [text, TEXT]


def _body(api: Api, number: int) -> Any:
    return api.operations[number].body


def test_a_list_that_has_a_least_length_keeps_it(api: Make) -> None:
    own = {"type": "object", "properties": {"a": {"type": "array", "items": BINARY, "minItems": 1}}}
    kind = _fields(api(_document({"Part": own}, _sends(_ref("Part")))), "Part")["a"]
    assert isinstance(kind, Bounded)
    assert (kind.inner, kind.bounds.min_items) == (Array(BYTES), 1)


def test_what_a_class_may_have_besides_its_fields_goes_by_the_same(api: Make) -> None:
    own = {"type": "object", "properties": {"a": {}}, "additionalProperties": BINARY}
    built = api(_document({"Part": own, "Text": own}, _sends(_ref("Part")), _gets(_ref("Text"))))
    assert {
        model.name: model.extra for model in built.models if isinstance(model, ObjectModel)
    } == {
        "Part": BYTES,
        "Text": TEXT,
    }


@pytest.mark.parametrize(("elsewhere", "expected"), [([], BYTES), ([_gets(_ref("Kind"))], EITHER)])
def test_a_union_with_a_name_goes_by_the_part_that_it_is(
    api: Make, elsewhere: list[Any], expected: Type
) -> None:
    """A part that is one of several things is octets where one of these is."""
    kind = {"oneOf": [BINARY, {"type": "integer"}]}
    own = {"type": "object", "properties": {"a": _ref("Kind")}}
    built = api(_document({"Kind": kind, "Part": own}, _sends(_ref("Part")), *elsewhere))
    (alias,) = (model for model in built.models if isinstance(model, AliasModel))
    members = expected.members if isinstance(expected, OneOf) else (expected,)
    assert alias.type == OneOf((*members, Scalar("int")))


def test_a_form_without_a_class_has_octets_in_its_parts(api: Make) -> None:
    built = api(_document({}, _sends({"type": "object", "additionalProperties": BINARY})))
    assert _body(built, 0).media_types[0].type == Map(BYTES)


@pytest.mark.parametrize(
    ("bodies", "result"),
    [
        ([("image/png", BINARY)], BYTES),
        ([("application/json", BINARY)], BYTES),  # as its schema says, whatever it is labelled
        ([("application/json", {"type": "array", "items": BINARY})], Array(TEXT)),
        (
            [("application/json", {"type": "integer"}), ("image/png", BINARY)],
            OneOf((Scalar("int"), BYTES)),
        ),
        (
            [("image/png", BINARY), ("application/json", {"type": "array", "items": BINARY})],
            OneOf((BYTES, Array(TEXT))),
        ),
    ],
)
def test_a_result_is_octets_where_a_body_of_its_own_is(
    api: Make, bodies: list[tuple[str, Any]], result: Type
) -> None:
    statuses = {
        str(200 + at): {"description": "", **_content(*body)} for at, body in enumerate(bodies)
    }
    assert api(_document({}, {"responses": statuses})).operations[0].result == result


def test_a_parameter_is_text_in_any_form(api: Make) -> None:
    parameters = [
        {"name": "a", "in": "query", "schema": BINARY},
        {"name": "b", "in": "query", "schema": {"type": "array", "items": BINARY}},
    ]
    built = api(_document({}, {"parameters": parameters}))
    assert [parameter.type for parameter in built.operations[0].parameters] == [TEXT, Array(TEXT)]


def test_a_whole_body_of_octets_takes_octets_whatever_else_it_may_be(api: Make) -> None:
    content = {
        "application/json": {"schema": {"type": "array", "items": BINARY}},
        "image/png": {"schema": BINARY},
    }
    built = api(_document({}, {"requestBody": {"content": content}}))
    assert [media.type for media in _body(built, 0).media_types] == [Array(TEXT), BYTES]


def test_an_operation_without_octets_is_as_it_was(api: Make) -> None:
    built = api(
        _document(
            {"Part": PART, "Plain": {"type": "object", "properties": {"a": {}}}},
            _gets(_ref("Plain")),
            _sends(PART),
        )
    )
    assert _fields(built, "Plain").keys() == {"a"}
    assert _body(built, 0) is None
    assert _body(built, 1).fields[0].type == BYTES
