"""Methods that are the same on both sides are passed over, and nothing is missed by that."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from generator.api.build import build
from generator.api.model import Anything, Const, Follow, Operation, Polling, Success
from generator.document.bundle import Document, load
from generator.review.python_api import compare_apis
from generator.review.python_revisions import ApiRevisions
from tests.review.random_documents import Documents


def loaded(folder: Path, root: dict[str, Any]) -> Document:
    (folder / "a.json").write_text(json.dumps(root), encoding="utf-8")
    return load(folder / "a.json")


def pairs(seed: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A document with two operations that have components of their own, and edits of the first;
    sometimes of both.
    """
    draw = random.Random(seed)
    documents = Documents(draw)
    base, other = (
        documents.document(),
        json.loads(json.dumps(documents.document()).replace("schemas/", "schemas/Other")),
    )
    other["paths"]["/things/{id}"]["post"]["operationId"] = "saveOther"
    head = base
    for _ in range(draw.randint(1, 3)):
        head, _ = documents.edited(head)
    for one in (base, head):
        whole = copy.deepcopy(one)
        whole["paths"]["/others/{id}"] = copy.deepcopy(other["paths"]["/things/{id}"])
        whole["components"]["schemas"] |= {
            f"Other{name}": each for name, each in other["components"]["schemas"].items()
        }
        if one is not base and draw.random() < 0.3:
            whole["security"], whole["components"]["securitySchemes"] = [{"k": []}], {"k": KEY}
        if one is base:
            kept = whole
    yield kept, whole
    yield whole, kept


KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}


def test_what_is_passed_over_has_not_changed(tmp_path):
    decided: list[bool] = []
    decide = ApiRevisions.is_same

    def noted(sides: ApiRevisions, before: Operation, after: Operation) -> bool:
        decided.append(decide(sides, before, after))
        return decided[-1]

    for seed in range(24):
        for base, head in pairs(seed):
            documents = loaded(tmp_path, base), loaded(tmp_path, head)
            apis = [build(each, examples=False) for each in documents]
            with patch.object(ApiRevisions, "is_same", noted):
                found = compare_apis(apis[0], apis[1], *documents)
            with patch.object(ApiRevisions, "is_same", lambda *_: False):
                assert found == compare_apis(apis[0], apis[1], *documents)
    assert decided.count(True) > 20 < decided.count(False)


def schema(value: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {
            "/a": {
                "get": {
                    "operationId": "getA",
                    "parameters": [{"name": "p", "in": "query", "schema": {"const": value}}],
                    "responses": {
                        "200": {
                            "description": "it",
                            "content": {"application/json": {"schema": REFERENCE}},
                        }
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "Outer": {"type": "object", "properties": {"inner": INNER}},
                "Inner": inner(value),
            }
        },
    }


REFERENCE, INNER = ({"$ref": f"#/components/schemas/{name}"} for name in ("Outer", "Inner"))


def inner(value: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"c": {"const": value}}}


@pytest.mark.parametrize("part", ["parameter", "class within a class"])
def test_one_and_true_are_equal_to_python_and_not_the_same(tmp_path, part):
    base, head = schema(1), schema(1)
    if part == "parameter":
        head["paths"]["/a"]["get"]["parameters"][0]["schema"]["const"] = True
    else:
        head["components"]["schemas"]["Inner"] = inner(True)
    assert Const((1,)) == Const((True,))
    apis = [build(loaded(tmp_path, each), examples=False) for each in (base, head)]
    assert apis[0] == apis[1] or part == "parameter"
    sides = ApiRevisions(*apis, {model.name: model.name for model in apis[0].models})
    assert not sides.is_same(apis[0].operations[0], apis[1].operations[0])
    again = ApiRevisions(apis[0], apis[0], {model.name: model.name for model in apis[0].models})
    assert again.is_same(apis[0].operations[0], apis[0].operations[0])


def waiting(done: Any) -> Polling:
    """A method that waits until the state is `done`."""
    return Polling("wait", ("state",), (done,), (), (), None, (), Anything(), None, None, None, ())


def following(value: Any) -> Follow:
    """A method that asks for a list in the order that `value` stands for."""
    order = (("order", value),)
    return Follow(
        "follow",
        "start",
        "end",
        order,
        "id",
        "time",
        None,
        Anything(),
        0,
        None,
        None,
        None,
        None,
        (),
    )


@pytest.mark.parametrize(
    "beside",
    [
        lambda value: {"polling": (waiting(value),)},
        lambda value: {"follow": following(value)},
        lambda value: {"success": Success("state", (value,))},
    ],
    ids=["a state that ends it", "an order", "a success"],
)
def test_what_is_said_beside_a_method_is_not_the_same_where_it_is_one_and_true(tmp_path, beside):
    api = build(loaded(tmp_path, schema(1)), examples=False)
    before, after = (replace(api.operations[0], **beside(value)) for value in (1, True))
    assert before == after
    names = {model.name: model.name for model in api.models}
    assert not ApiRevisions(api, api, names).is_same(before, after)


def test_a_method_is_not_the_same_where_credentials_are_others(tmp_path):
    root = schema(1) | {"security": [{"k": []}]}
    root["components"]["securitySchemes"] = {"k": KEY}
    api = build(loaded(tmp_path, root), examples=False)
    other = replace(
        api, credentials=tuple(replace(each, python="other") for each in api.credentials)
    )
    names = {model.name: model.name for model in api.models}
    assert ApiRevisions(api, api, names).is_same(api.operations[0], api.operations[0])
    assert not ApiRevisions(api, other, names).is_same(api.operations[0], other.operations[0])
