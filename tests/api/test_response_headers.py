"""The documented headers of responses: their types, and what reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.api.model import Anything, Api, Array, Map, Scalar, Type
from tests import written_yaml

Make = Callable[..., Api]
TEXT = Scalar("str")
INTEGER = {"schema": {"type": "integer"}}


def _operation(function: str = "listPets", **headers: Any) -> dict[str, Any]:
    response = {
        "description": "d",
        "headers": {name.replace("_", "-"): each for name, each in headers.items()},
    }
    return {"operationId": function, "tags": ["pets"], "responses": {"200": response}}


def _api(make: Make, paths: dict[str, Any], **components: Any) -> Api:
    return make(written_yaml.write({"paths": paths, "components": components}))


def _one(make: Make, spec: Any, **components: Any) -> Type:
    """The type of a header beside one that is no text."""
    api = _api(make, {"/pets": {"get": _operation(X_A=spec, X_Z=INTEGER)}}, **components)
    assert api.operations[0].headers is not None
    return api.operations[0].headers.fields[0].type


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ({}, TEXT),
        ({"schema": {}}, TEXT),
        ({"schema": {"type": "string", "format": "email"}}, TEXT),
        ({"schema": {"type": "string", "format": "byte"}}, TEXT),
        ({"schema": {"type": "string", "format": "date-time"}}, Scalar("datetime")),
        ({"schema": {"type": "string", "format": "date"}}, Scalar("date")),
        ({"schema": {"type": "string", "format": "uuid"}}, Scalar("uuid")),
        ({"schema": {"type": "integer", "format": "int64", "minimum": 3}}, Scalar("int")),
        ({"schema": {"type": ["integer", "null"]}}, Scalar("int")),
        ({"schema": {"type": "integer", "nullable": True}}, Scalar("int")),
        ({"schema": {"type": "number"}}, Scalar("float")),
        ({"schema": {"type": "boolean"}}, Scalar("bool")),
        ({"schema": {"type": ["integer", "string"]}}, TEXT),
        ({"schema": {"oneOf": [{"type": "integer"}, {"type": "string"}]}}, TEXT),
        ({"schema": {"enum": ["a", "b"]}}, TEXT),
        ({"schema": {"enum": [1, 2]}}, Scalar("int")),
        ({"schema": {"const": 1}}, Scalar("int")),
        ({"schema": {"enum": [True, 2]}}, TEXT),
        (
            {"schema": {"allOf": [{"$ref": "#/components/schemas/N"}, {"maximum": 9}]}},
            Scalar("int"),
        ),
        ({"schema": {"type": "array", "items": {"type": "integer"}}}, Array(Scalar("int"))),
        ({"schema": {"type": "array"}}, Array(TEXT)),
        ({"schema": {"type": "array", "items": {"type": "array"}}}, Array(TEXT)),
        ({"schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}, Map(TEXT)),
        ({"content": {"application/json": {"schema": {"type": "object"}}}}, Anything()),
        ({"content": {"text/plain": {"schema": {"type": "string"}}}}, TEXT),
        ({"$ref": "#/components/headers/H"}, Scalar("bool")),
    ],
)
def test_a_header_has_the_type_of_its_line(api: Make, spec: Any, kind: Type) -> None:
    schemas = {"N": {"type": "integer"}}
    headers = {"H": {"schema": {"type": "boolean"}}}
    assert _one(api, spec, schemas=schemas, headers=headers) == kind


def test_where_all_headers_are_text_nothing_reads_them(api: Make) -> None:
    texts = _operation(ETag={"schema": {"type": "string"}}, Link={}, Content_Type=INTEGER)
    assert _api(api, {"/pets": {"get": texts}}).operations[0].headers is None


def test_one_header_of_several_responses_is_one_field_and_text_where_they_differ(api: Make) -> None:
    operation = _operation(X_A=INTEGER, X_B=INTEGER)
    later = {
        "description": "d",
        "headers": {"x-a": INTEGER, "X-B": {"schema": {"type": "boolean"}}},
    }
    operation["responses"]["429"] = later
    read = _api(api, {"/pets": {"get": operation}}).operations[0].headers
    assert read is not None
    assert [(each.wire, each.python, each.type) for each in read.fields] == [
        ("X-A", "x_a", Scalar("int")),
        ("X-B", "x_b", TEXT),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_what_reads_headers_is_called_by_the_method_whatever_the_order(
    api: Make, turned: bool
) -> None:
    paths = {
        "/a": {"get": _operation("listPets", X_A=INTEGER)},
        "/b": {"get": _operation("list_pets", X_A=INTEGER)},
        "/c": {
            "get": {
                **_operation("headers", X_A=INTEGER),
                "x-sdk": {"resource": "response", "function": "headers"},
            }
        },
    }
    made = _api(api, dict(reversed(paths.items())) if turned else paths)
    names = {each.path: each.headers.name for each in made.operations if each.headers}
    assert names["/c"] == "ResponseHeadersHeaders"
    assert len(set(names.values())) == 3
    assert names == {
        "/a": "PetsListPetsHeaders",
        "/b": "PetsListPetsGetHeaders",
        "/c": "ResponseHeadersHeaders",
    }


def test_names_of_headers_are_python_names_that_differ(api: Make) -> None:
    operation = _operation(**{"class": INTEGER, "X_A": INTEGER, "x.a": INTEGER, "1": INTEGER})
    read = _api(api, {"/pets": {"get": operation}}).operations[0].headers
    assert read is not None
    names = [each.python for each in read.fields]
    assert len(set(names)) == 4
    assert all(name.isidentifier() for name in names)
    assert "class" not in names
