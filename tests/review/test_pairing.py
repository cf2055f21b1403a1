"""Which alternative of a union is which of another one, and which operation of a document is which
of the other.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import load
from generator.document.schema.composition import Subschema
from generator.review import pairing
from generator.review.compared import ComparedDocument
from generator.review.equals import Equals
from generator.review.pairing import members

TEXT, WHOLE, TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(*names: str, **constants: str) -> dict[str, Any]:
    fixed = {name: {"const": value} for name, value in constants.items()}
    return {"type": "object", "properties": {**fixed, **dict.fromkeys(names, TEXT)}}


def _side(path: Path, alternatives: list[Any], schemas: dict[str, Any]) -> ComparedDocument:
    root = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {},
            "components": {"schemas": {"Union": {"oneOf": alternatives}, **schemas}}}  # fmt: skip
    path.write_text(json.dumps(root), encoding="utf-8")
    return ComparedDocument(load(path))


def _nodes(side: ComparedDocument) -> list[Subschema]:
    at = "/components/schemas/Union/oneOf"
    return [
        side.subschema(each, f"{at}/{index}") for index, each in enumerate(side.document.get(at))
    ]


SCHEMAS = {"A": _object("a", "b"), "B": _object("a", "b"), "C": _object("c")}
NEW = {"D": _object("a", "b"), "E": _object("a", "b", "x"), "F": _object("f")}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # by the component, whatever it says
        ([_ref("A"), _ref("C")], [_ref("C"), _ref("A")], "0=1 1=0"),
        ([_ref("A")], [_ref("B")], "-0 +0"),  # both documents have both: they are two things
        ([_ref("A")], [_ref("D")], "0=0"),
        ([_ref("A")], [_ref("F")], "-0 +0"),
        ([_ref("A")], [_ref("E")], "0~0"),
        # by what they say
        ([TEXT, WHOLE], [WHOLE, TEXT], "0=1 1=0"),
        ([TEXT, WHOLE], [TEXT], "0=0 -1"),
        ([TEXT], [TEXT, WHOLE], "0=0 +1"),
        ([TEXT, TEXT], [TEXT], "0=0"),
        ([TEXT], [TEXT, TEXT], "0=0"),
        ([_object("a"), _object("a")], [_object("a")], "0=0"),
        ([_object("a"), _object("b")], [_object("b"), _object("a")], "0=1 1=0"),
        ([_object("a"), _ref("C")], [_ref("C")], "1=0 -0"),
        # by constants, by a title
        (
            [_object("a", kind="x"), _object("b", kind="y")],
            [_object("c", kind="y"), _object("d", kind="x")],
            "0~1 1~0",
        ),
        ([_object("a", kind="x")], [_object("b", kind="y")], "-0 +0"),
        ([{**_object("a"), "title": "One"}], [{**_object("b"), "title": "One"}], "0~0"),
        ([{**_object("a"), "title": "One"}], [{**_object("b"), "title": "Two"}], "-0 +0"),
        # by the type, where one alone has it
        ([{**TEXT, "maxLength": 1}, WHOLE], [{**TEXT, "maxLength": 2}, WHOLE], "1=1 0~0"),
        ([{**TEXT, "maxLength": 1}], [{**WHOLE, "maximum": 2}], "-0 +0"),
        (
            [{**TEXT, "maxLength": 1}, {**TEXT, "minLength": 5}],
            [{**TEXT, "maxLength": 2}],
            "-0 -1 +0",
        ),
        ([{"type": "array", "items": TEXT}], [{"type": "array", "items": WHOLE}], "0~0"),
        # by the names of properties, half of them at least
        ([_object("a", "b")], [_object("a", "c", "b")], "0~0"),
        ([_object("a", "b")], [_object("a", "c")], "-0 +0"),
        ([_object("a", "b", "c")], [_object("a", "b", "d")], "0~0"),
        ([_object("a", "b", "c")], [_object("a", "b"), _object("a", "b", "c", "d")], "+0 0~1"),
        (
            [_object("a", "b"), _object("x", "y")],
            [_object("x", "y", "z"), _object("a", "b", "c")],
            "0~1 1~0",
        ),
    ],
    ids=str,
)
def test_which_alternative_is_which(
    tmp_path: Path, left: list[Any], right: list[Any], expected: str
) -> None:
    base, head = (
        _side(tmp_path / "base.json", left, SCHEMAS),
        _side(tmp_path / "head.json", right, {**SCHEMAS, **NEW}),
    )
    olds, news = _nodes(base), _nodes(head)
    found = members(Equals(base, head, words=True), base, head, olds, news)

    def at(nodes: list[Subschema], node: Subschema) -> int:
        return next(index for index, each in enumerate(nodes) if each is node)

    told = [f"{at(olds, one)}={at(news, other)}" for one, other in found.same]
    told += [f"-{at(olds, one)}" for one in found.removed] + [
        f"+{at(news, one)}" for one in found.added
    ]
    told += [f"{at(olds, one)}~{at(news, other)}" for one, other in found.renamed]
    assert sorted(told) == sorted(expected.split())


def _operations(tmp_path: Path, paths: dict[str, Any]) -> list[pairing.OperationPlace]:
    root = {"openapi": "3.2.0", "info": {"title": "A", "version": "1"}, "paths": paths}
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(root), encoding="utf-8")
    side = ComparedDocument(load(path))
    return [
        each
        for name, item in side.root["paths"].items()
        for each in pairing.operations(side, item, name, f"/paths/{name.replace('/', '~1')}")
    ]


DONE = {"responses": {"204": {"description": ""}}}


def test_the_operations_of_a_path(tmp_path: Path) -> None:
    item = {
        "post": DONE,
        "get": DONE,
        "query": DONE,
        "summary": "",
        "additionalOperations": {"COPY": DONE, "x-a": 7},
    }
    found = _operations(tmp_path, {"/pets/{id}/toys/{toy}": item, "/none": {"get": 7}})
    at = "/paths/~1pets~1{id}~1toys~1{toy}"
    assert [(each.title, each.pointer) for each in found] == [
        ("GET /pets/{id}/toys/{toy}", f"{at}/get"),
        ("POST /pets/{id}/toys/{toy}", f"{at}/post"),
        ("QUERY /pets/{id}/toys/{toy}", f"{at}/query"),
        ("COPY /pets/{id}/toys/{toy}", f"{at}/additionalOperations/COPY"),
    ]
    assert {tuple(each.names) for each in found} == {("id", "toy")}
    assert {each.shared_pointer for each in found} == {at}
    assert found[0].shared == item
    assert pairing.operation_key(found[0]) == ("GET", "/pets/{}/toys/{}")
    assert pairing.operation_title(found[0]) == "GET /pets/{id}/toys/{toy}"


def test_an_operation_is_known_by_its_identifier_and_by_what_it_says(tmp_path: Path) -> None:
    content = {"content": {"application/json": {"schema": TEXT}}}
    answer = {"responses": {"200": {"description": "", **content}}}
    paths = {
        "/a/{id}": {
            "get": {
                "operationId": "a",
                "tags": ["x"],
                "summary": "A.",
                "description": "A.",
                **answer,
            }
        },
        "/b/{key}": {
            "get": {"operationId": "", **answer},
            "put": {"requestBody": content, **DONE},
            "post": DONE,
        },
        "/c": {"get": answer, "post": {"parameters": [], **DONE}},
    }
    a, b, put, post, c, parameters = _operations(tmp_path, paths)
    assert [pairing.operation_id(each) for each in (a, b, put)] == ["a", None, None]
    said = [pairing.operation_content(each) for each in (a, b, put, post, c, parameters)]
    assert said[0] == said[1]
    assert said[0] != said[4], "a path with fewer names is another one"
    assert said[2] is not None
    assert said[3] is None, "it says too little"
    assert said[5] is not None


def test_paths_are_compared_as_they_travel() -> None:
    assert pairing.bare("/pets/{id}/toys/{toy}") == "/pets/{}/toys/{}"
    assert pairing.bare("/pets") == "/pets"
