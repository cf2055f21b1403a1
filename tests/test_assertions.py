"""What schemas assert beyond types: inputs are accepted and refused as by a validator of JSON
Schema, or a loss is named.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.api.build import build
from generator.document.bundle import Document, load
from generator.document.instances import Instances
from generator.emit.package import emit

TEMPLATES = Path(__file__).parents[1] / "templates"
NAMES = ["a", "b", "x-a", "x-b"]
SCALARS: list[Any] = ["a", "bb", "", 0, 1, 2, None]
COUNT = 250
SEEDS = [int(seed) for seed in os.environ.get("ASSERTION_SEEDS", "7").split()]


class Random:
    """Small schemas of the keywords that no type says, and small values."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def some(self, values: list[Any], most: int = 2) -> list[Any]:
        return self.chance.sample(values, self.chance.randint(1, most))

    def scalar(self) -> dict[str, Any]:
        return self.chance.choice(
            [
                {"type": "string"},
                {"type": "integer"},
                {"type": "string", "minLength": 1},
                {"type": "integer", "minimum": 1},
                {"enum": self.some(["a", "bb", "c"])},
                {"const": self.chance.choice(["a", 1])},
                {"type": "string", "pattern": "^b"},
                {"not": {"const": "a"}},
            ]
        )

    def condition(self, depth: int = 0) -> dict[str, Any]:
        """A schema that stands for no type: within `if`, `not` and the like."""
        options: list[Callable[[], dict[str, Any]]] = [
            lambda: {"required": self.some(NAMES)},
            lambda: {"properties": {name: self.scalar() for name in self.some(NAMES)}},
            lambda: {"minProperties": self.chance.randint(1, 2)},
            lambda: {"propertyNames": {"pattern": "^x-"}},
        ]
        if depth < 2:
            options += [
                lambda: {
                    self.chance.choice(["anyOf", "oneOf", "allOf"]): [
                        self.condition(depth + 1) for _ in range(2)
                    ]
                },
                lambda: {"not": self.condition(depth + 1)},
            ]
        return self.chance.choice(options)()

    def object(self) -> dict[str, Any]:
        keywords: list[dict[str, Any]] = [
            {"patternProperties": {"^x-": self.scalar()}},
            {
                "patternProperties": {"^x-": self.scalar()},
                "additionalProperties": self.chance.choice([False, self.scalar()]),
            },
            {
                "propertyNames": self.chance.choice(
                    [{"pattern": "^x-|a"}, {"maxLength": 1}, {"enum": ["a", "x-a"]}]
                )
            },
            {"dependentRequired": {self.chance.choice(NAMES): self.some(NAMES)}},
            {"dependentSchemas": {self.chance.choice(NAMES): self.condition()}},
            {"if": self.condition(), "then": self.condition(), "else": self.condition()},
            {"if": self.condition(), "then": self.condition()},
            {"not": self.condition()},
            {"unevaluatedProperties": False},
            {"minProperties": 2},
            {"maxProperties": 2},
            {"anyOf": [{"required": self.some(NAMES)}, {"required": self.some(NAMES)}]},
            {"dependencies": {"a": ["b"], "b": self.condition()}},
        ]
        described = {
            name: {"type": self.chance.choice(["string", "integer"])}
            for name in self.some(["a", "b"])
        }
        made: dict[str, Any] = {"type": "object"}
        if self.chance.random() < 0.7:
            made["properties"] = described
        for each in self.some(keywords):
            made |= each
        if self.chance.random() < 0.2:
            return {"allOf": [made, {"type": "object", "not": self.condition()}]}
        return made

    def array(self) -> dict[str, Any]:
        keywords: list[dict[str, Any]] = [
            {"prefixItems": [self.scalar(), self.scalar()]},
            {"prefixItems": [self.scalar()], "items": self.chance.choice([False, self.scalar()])},
            {"prefixItems": [self.scalar()], "unevaluatedItems": False},
            {"contains": self.scalar()},
            {
                "contains": self.scalar(),
                "minContains": self.chance.randint(0, 2),
                "maxContains": self.chance.randint(1, 2),
            },
            {"not": {"contains": self.scalar()}},
            {"if": {"minItems": 2}, "then": {"contains": {"const": "a"}}},
        ]
        made: dict[str, Any] = {"type": "array"}
        for each in self.some(keywords):
            made |= each
        return made

    def text(self) -> dict[str, Any]:
        keywords: list[dict[str, Any]] = [
            {"not": {"enum": ["a", ""]}},
            {"not": {"pattern": "^b"}},
            {"if": {"minLength": 2}, "then": {"pattern": "b$"}, "else": {"const": "a"}},
        ]
        return {"type": "string", **self.chance.choice(keywords)}

    def value(self, kind: str) -> Any:
        if kind == "object":
            return {
                name: self.chance.choice(SCALARS)
                for name in self.chance.sample(NAMES, self.chance.randint(0, 3))
            }
        if kind == "array":
            return [self.chance.choice(SCALARS) for _ in range(self.chance.randint(0, 3))]
        return self.chance.choice(["a", "bb", "b", "", "abc"])


def _document(schemas: list[dict[str, Any]], folder: Path) -> Path:
    paths = {
        f"/{number}": {
            "put": {
                "operationId": f"put{number}",
                "tags": ["all"],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": schema}},
                },
                "responses": {"204": {"description": ""}},
            }
        }
        for number, schema in enumerate(schemas)
    }
    path = folder / "openapi.json"
    path.write_text(
        json.dumps({"openapi": "3.1.0", "info": {"title": "All", "version": "1"}, "paths": paths})
    )
    return path


@pytest.fixture
def package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[list[dict[str, Any]]], Any]]:
    """The document, the API and the imported package of some bodies."""

    def made(schemas: list[dict[str, Any]]) -> tuple[Document, Any, Any]:
        document = load(_document(schemas, tmp_path))
        api = build(document, package="all_assertions", examples=False)
        for path, content in emit(api, templates=TEMPLATES).items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        monkeypatch.syspath_prepend(str(tmp_path))
        return document, api, importlib.import_module("all_assertions")

    yield made
    for name in [name for name in sys.modules if name.split(".")[0] == "all_assertions"]:
        del sys.modules[name]


def _accepts(module: Any, client: Any, number: int, value: Any) -> bool:
    try:
        getattr(client.all, f"put{number}")(request=value)
    except module.InvalidInputError:
        return False
    return True


def _client(module: Any) -> Any:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(204))
    return module.All(base_url="https://all.test", transport=transport)


@pytest.mark.seeded
@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_accepted_and_refused_as_a_validator_does_it(
    seed: int, package: Callable[[list[dict[str, Any]]], Any]
) -> None:
    made = Random(seed)
    kinds = [made.chance.choice(["object", "object", "array", "text"]) for _ in range(COUNT)]
    schemas = [getattr(made, kind)() for kind in kinds]
    document, api, module = package(schemas)
    lossy = {operation for loss in api.losses for operation in loss.operations}
    instances = Instances(document)
    differing: list[tuple[str, str]] = []
    judged: list[bool] = []
    with _client(module) as client:
        for number, (kind, schema) in enumerate(zip(kinds, schemas, strict=True)):
            if f"PUT /{number}" in lossy:
                continue
            node = document.get(
                f"/paths/~1{number}/put/requestBody/content/application~1json/schema"
            )
            for _ in range(25):
                value = made.value(kind)
                judged.append(_accepts(module, client, number, value))
                if judged[-1] != instances.valid(node, value):
                    differing.append((json.dumps(schema), json.dumps(value)))
    assert not differing, "\n".join(map(" <- ".join, differing[:10]))
    assert len(judged) > 20 * COUNT  # nearly all of them have no loss
    assert 0.2 < sum(judged) / len(judged) < 0.8


THING = {
    "type": "object",
    "properties": {
        "kind": {"type": "string"},
        "number": {"type": "string"},
        "point": {
            "type": "array",
            "prefixItems": [{"type": "number"}, {"enum": ["north", "south"]}],
            "items": False,
        },
        "labels": {
            "type": "object",
            "patternProperties": {"^x-": {"type": "integer"}},
            "additionalProperties": False,
        },
        "when": {"type": "string", "format": "date-time", "not": {"const": "2026-01-01T00:00:00Z"}},
        "code": {"type": "string", "not": {"enum": ["none"]}},
    },
    "if": {"properties": {"kind": {"const": "card"}}, "required": ["kind"]},
    "then": {"required": ["number"]},
    "maxProperties": 3,
}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"kind": "card"}, "body: must have the field 'number'"),
        ({"point": [1]}, None),
        ({"point": [1, 2]}, "body.point: must be one of the documented values (at 1)"),
        ({"point": ["north"]}, "body.point: must be of the type number (at 0)"),
        ({"point": [1, "north", 2]}, "body.point: must have at most 2 items"),
        ({"labels": {"x-a": 1}}, None),
        ({"labels": {"a": 1}}, "body.labels: must not be there (at 'a')"),
        (
            {"when": "2026-01-01T00:00:00Z"},
            "body.when: must not be as it is: the document excludes it",
        ),
        ({"code": "none"}, "body.code: must not be as it is: the document excludes it"),
        ({"code": "one", "a": 1, "b": 2, "c": 3}, "body: must have at most 3 fields"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    value: Any, said: str | None, package: Callable[[list[dict[str, Any]]], Any]
) -> None:
    _, _, module = package([THING])
    with _client(module) as client:
        if said is None:
            client.all.put0(request=value)
            client.all.put0(**value)
            return
        with pytest.raises(module.InvalidInputError) as refused:
            client.all.put0(request=value)
    assert said in str(refused.value)


def test_a_model_is_held_to_what_is_asserted_when_it_is_sent_not_when_it_is_read(
    package: Callable[[list[dict[str, Any]]], Any],
) -> None:
    _, _, module = package([THING])
    model = module.models.Put0Request
    with _client(module) as client:
        made = model(kind="card")
        with pytest.raises(module.InvalidInputError, match="'number'"):
            client.all.put0(request=made)
        made.number = "1"
        client.all.put0(request=made)
        read = model.model_validate(
            {"kind": "card", "labels": {"a": 1}, "point": [1, 2, 3], "code": "none"}
        )
        assert read.kind == "card"
        client.all.put0(
            request=model.model_validate({"kind": "card"})
        )  # what came goes back as it came
        changed = model.model_validate({"kind": "card"})
        changed.kind = "card"
        with pytest.raises(module.InvalidInputError, match="'number'"):
            client.all.put0(request=changed)


def test_a_test_for_which_no_value_is_at_hand_is_left_out_and_named(tmp_path: Path) -> None:
    schemas = [
        {"type": "array", "items": {"type": "integer"}, "contains": {"const": 4711}},
        {
            "type": "object",
            "properties": {"a": {"type": "string"}},
            "propertyNames": {"pattern": "^b"},
            "minProperties": 3,
        },
    ]
    tree = emit(build(load(_document(schemas, tmp_path)), package="left_out"), templates=TEMPLATES)
    text = tree["tests/test_all.py"].decode()
    assert "put0: left out" in text
    assert "put1: left out" in text
