"""What the SDK does not express is judged on the wire alone, or not at all; a review says which."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main

Review = Callable[[Any, Any], Any]
OPERATION: Any = {"operationId": "a", "responses": {"200": {"description": "A."}}}
DOCUMENT: Any = {
    "openapi": "3.2.0",
    "info": {"title": "A", "version": "1"},
    "paths": {"/a": {"post": OPERATION}},
}


@pytest.fixture
def review(tmp_path: Path) -> Review:
    def reviewed(base: Any, head: Any) -> Any:
        files = [tmp_path / "base.json", tmp_path / "head.json"]
        for file, root in zip(files, (base, head), strict=True):
            file.write_text(json.dumps(root), encoding="utf-8")
        with redirect_stdout(io.StringIO()) as printed:
            assert main(["review", *map(str, files), "--format", "json"]) == 0
        return json.loads(printed.getvalue())

    return reviewed


def _with(**operation: Any) -> Any:
    root = copy.deepcopy(DOCUMENT)
    root["paths"]["/a"]["post"].update(operation)
    return root


def _links(*names: str) -> Any:
    return {"200": {"description": "A.", "links": {name: {"operationId": "a"} for name in names}}}


def _parts(content_type: str) -> Any:
    return {"content": {"multipart/mixed": {"prefixEncoding": [{"contentType": content_type}]}}}


def test_what_no_python_caller_has_is_said_to_be_judged_on_the_wire(review: Review) -> None:
    told = review(_with(responses=_links("b")), _with(responses=_links("b", "c")))
    assert [change["rule"] for change in told["changes"]] == ["response-links-changed"]
    assert told["unexpressed"] == [
        "links (1 in the base, 2 in the head): judged on the wire, not for Python callers"
    ]
    assert told["left_out"] == []


def _inner_parts(content_type: str) -> Any:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    inner = {"a": {"contentType": "multipart/mixed", "itemEncoding": {"contentType": content_type}}}
    return {"content": {"multipart/form-data": {"schema": schema, "encoding": inner}}}


def test_how_parts_are_written_by_their_position_is_judged_for_everybody(review: Review) -> None:
    told = review(_with(requestBody=_parts("text/csv")), _with(requestBody=_parts("text/html")))
    assert [change["rule"] for change in told["changes"]] == ["request-encoding-changed"]
    assert told["unexpressed"] == []


def test_how_parts_inside_of_parts_are_written_is_judged_on_the_wire(review: Review) -> None:
    bodies = (_inner_parts("text/csv"), _inner_parts("text/html"))
    told = review(*(_with(requestBody=body) for body in bodies))
    assert [change["rule"] for change in told["changes"]] == ["request-encoding-changed"]
    assert told["unexpressed"] == [
        (
            "multipart bodies (1 in the base, 1 in the head): judged on the wire, not for Python "
            "callers"
        )
    ]


def test_what_is_not_compared_at_all_is_left_out(review: Review) -> None:
    document = {**DOCUMENT, "jsonSchemaDialect": "https://json-schema.org/draft/2019-09/schema"}
    told = review(document, {**document, "servers": [{"url": "/"}]})
    assert told["changes"] == []
    assert told["left_out"] == [
        "dialects of JSON Schema: schemas are compared as JSON Schema 2020-12"
    ]
    assert told["headline"] == "No API change in what could be judged"


def test_examples_that_stand_elsewhere_are_not_compared(review: Review) -> None:
    body = {
        "content": {
            "application/json": {
                "examples": {"one": {"externalValue": "https://example.com/one.json"}}
            }
        }
    }
    told = review(_with(requestBody=body), _with(requestBody=body, summary="More."))
    assert told["left_out"] == ["examples: what stands elsewhere is not read"]


def test_nothing_is_said_where_nothing_changed_or_all_is_expressed(review: Review) -> None:
    told = review(_with(responses=_links("b")), _with(responses=_links("b")))
    assert (told["unexpressed"], told["left_out"], told["headline"]) == ([], [], "No API change")
    told = review(DOCUMENT, _with(summary="More."))
    assert (told["unexpressed"], told["left_out"]) == ([], [])
