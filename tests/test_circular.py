"""Schemas that are parts of themselves: refused as one finding, and never more than that."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from generator.api.build import build
from generator.api.model import AliasModel, Anything, Api
from generator.cli import main
from generator.document.bundle import load
from generator.document.examples import Examples
from generator.document.instances import Instances
from generator.emit.package import emit

TEMPLATES = Path(__file__).parents[1] / "templates"
CIRCLES = {
    "allOf": {"A": {"allOf": ["B"]}, "B": {"allOf": ["A"]}},
    "allOf with properties": {
        "A": {"type": "object", "properties": {"a": {}}, "allOf": ["B"]},
        "B": {"type": "object", "properties": {"b": {}}, "allOf": ["A"]},
    },
    "allOf of itself": {"A": {"allOf": ["A"]}},
    "nullable": {"A": {"type": ["object", "null"], "allOf": ["B"]}, "B": {"allOf": ["A"]}},
    "oneOf of itself": {"A": {"oneOf": ["A"]}},
    "oneOf and anyOf": {"A": {"oneOf": ["A", "B"]}, "B": {"anyOf": ["A"]}},
    "oneOf and anyOf, with properties": {
        "A": {"oneOf": ["B", {"type": "object", "properties": {"a": {}}}]},
        "B": {"anyOf": ["A", {"type": "object", "properties": {"b": {}}}]},
    },
    "oneOf of oneOf, with properties": {
        "A": {"oneOf": [{"allOf": ["B"]}, {"type": "object", "properties": {"a": {}}}]},
        "B": {"oneOf": [{"oneOf": [{"allOf": ["A"]}, {"type": "string"}]}, {"type": "integer"}]},
    },
    "references": {"A": "B", "B": "A"},
}


def _resolved(node: Any, *, schema: bool = True) -> Any:
    """Names of schemas as references to them."""
    match node:
        case str() if schema:
            return {"$ref": f"#/components/schemas/{node}"}
        case dict():
            return {
                key: _resolved(value, schema=key in ("items", "additionalProperties", "A", "B"))
                for key, value in node.items()
            }
        case list():
            return [
                _resolved(each) if each in ("A", "B") else _resolved(each, schema=False)
                for each in node
            ]
        case _:
            return node


def _document(folder: Path, schemas: dict[str, Any]) -> Path:
    def content(name: str) -> Any:
        return {
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        }

    paths = {
        f"/{name}": {
            "post": {
                "operationId": f"send{name}",
                "requestBody": content(name),
                "responses": {"200": {"description": "", **content(name)}},
            }
        }
        for name in schemas
    }
    path = folder / "openapi.json"
    document = {"openapi": "3.1.0", "info": {"title": "Circles", "version": "1"}, "paths": paths}
    path.write_text(json.dumps({**document, "components": {"schemas": schemas}}), encoding="utf-8")
    return path


def _api(path: Path) -> Api:
    return build(load(path), package="circles")


@pytest.mark.parametrize("name", CIRCLES)
def test_a_circle_is_a_finding_and_nothing_else(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _document(tmp_path, _resolved(CIRCLES[name]))
    for command in ("lint", "regenerate", "check"):
        out = ["--out", str(tmp_path / "out")] if command != "lint" else []
        done = main([command, "--spec", str(path), *out])
        said = capsys.readouterr()
        assert "Error" not in said.err
        if (
            command == "lint" or "oneOf" not in name
        ):  # a union without that member can be read all the same
            assert done == 1
            assert " OAS091 " in said.out + said.err or " REF005 " in said.out + said.err
            assert not (tmp_path / "out").exists()
    assert (
        main(["regenerate", "--spec", str(path), "--out", str(tmp_path / "out"), "--keep-going"])
        == 0
    )


@pytest.mark.parametrize("name", CIRCLES)
def test_an_api_is_made_of_a_circle(name: str, tmp_path: Path) -> None:
    path = _document(tmp_path, _resolved(CIRCLES[name]))
    api = _api(path)
    assert emit(api, templates=TEMPLATES)
    if "properties" not in name:
        assert all(
            isinstance(model, AliasModel) and model.type == Anything() for model in api.models
        )
    document = load(path)
    for way in ("request", "response"):
        assert (
            Examples(document, way, Instances(document)).of_schema(
                {"$ref": "#/components/schemas/A"}
            )
            is not ...
        )


def _schema(chance: random.Random, names: list[str], depth: int = 0) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{chance.choice(names)}"}
    inner = [_schema(chance, names, depth + 1) for _ in range(3)] if depth < 3 else [reference] * 3
    several = inner[: chance.randint(1, 3)]
    return chance.choice(
        [
            reference,
            {**reference, "properties": {"z": {"type": "string"}}},
            {"allOf": several},
            {"oneOf": several},
            {"anyOf": several, "properties": {"p": inner[0]}},
            {"type": ["object", "null"], "allOf": [reference]},
            {
                "type": "object",
                "properties": {"a": inner[0], "b": {"type": "integer"}},
                "required": ["a"],
            },
            {"type": "array", "items": inner[0]},
            {"type": "object", "additionalProperties": inner[0]},
            {"type": "string", "enum": ["a", "b"]},
        ]
    )


@pytest.mark.parametrize("seed", range(40))
def test_an_api_is_made_of_schemas_that_lead_to_each_other_in_any_way(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    names = [f"S{number}" for number in range(chance.randint(1, 4))]
    api = _api(_document(tmp_path, {name: _schema(chance, names) for name in names}))
    if seed % 10 == 0:
        assert emit(api, templates=TEMPLATES)
