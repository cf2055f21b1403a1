"""Writing the same API in another way is no change: order, line breaks, shared or not, in one file or in many."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.document.bundle import load
from generator.review.model import Change
from generator.review.wire import compare

Root = dict[str, Any]
Rewriting = Callable[[Root, random.Random], Root]
NAMES = st.sampled_from(["id", "name", "kind", "tags", "owner", "size", "a/b", "type", "required", "$ref"])
WORDS = st.sampled_from(["", "One word.", "A longer sentence\nthat is wrapped\n\nand goes on.", "- a\n- b"])


def _scalars() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.fixed_dictionaries({"type": st.just("string")}, optional={"maxLength": st.integers(1, 9), "description": WORDS}),
        st.fixed_dictionaries(
            {"type": st.just("integer")}, optional={"minimum": st.integers(-3, 3), "format": st.just("int32")}
        ),
        st.fixed_dictionaries({"type": st.just("string"), "enum": st.lists(NAMES, min_size=1, max_size=3, unique=True)}),
        st.fixed_dictionaries({"type": st.just(["string", "null"])}, optional={"pattern": st.just("^a")}),
        st.just({"$ref": "#/components/schemas/Pet"}),
        st.just({"$ref": "#/components/schemas/Owner"}),
        st.just({}),
        st.just(True),
    )


def _objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {"type": st.just("object"), "properties": st.dictionaries(NAMES, inner, min_size=1, max_size=4)},
        optional={
            "required": st.lists(NAMES, max_size=3, unique=True),
            "additionalProperties": st.one_of(st.booleans(), inner),
            "description": WORDS,
        },
    )


def _wider(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        _objects(inner),
        st.fixed_dictionaries({"type": st.just("array"), "items": inner}, optional={"maxItems": st.integers(1, 9)}),
        st.fixed_dictionaries({"oneOf": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=3)}, optional={"description": WORDS}),
        st.fixed_dictionaries({"allOf": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    )


SCHEMAS = st.recursive(_scalars(), _wider, max_leaves=8)


@st.composite
def documents(draw: st.DrawFn) -> Root:
    def content() -> Root:
        return {"application/json": {"schema": draw(SCHEMAS)}}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Any", "version": "1", "description": draw(WORDS)},
        "tags": [{"name": "a"}, {"name": "b"}],
        "paths": {
            "/pets/{id}": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "limit", "in": "query", "schema": draw(SCHEMAS), "description": draw(WORDS)},
                ],
                "post": {
                    "operationId": "savePet",
                    "tags": ["a", "b"],
                    "description": draw(WORDS),
                    "requestBody": {"content": content()},
                    "responses": {
                        "200": {"description": draw(WORDS), "content": content()},
                        "404": {"description": "None", "headers": {"X-Left": {"schema": draw(SCHEMAS)}}},
                    },
                },
                "get": {"responses": {"2XX": {"description": "All", "content": content()}}},
            }
        },
        "components": {"schemas": {"Pet": draw(_objects(SCHEMAS)), "Owner": draw(_objects(SCHEMAS))}},
    }


# --- ways to write the same ----------------------------------------------------------------------------------------------


def _schemas(root: Root) -> Iterator[tuple[dict[str, Any] | list[Any], Any]]:
    """Every place that holds a schema, as a container and a key of it."""
    waiting: list[tuple[Any, Any]] = []
    for name in root["components"]["schemas"]:
        waiting.append((root["components"]["schemas"], name))
    for item in root["paths"].values():
        holders = [*item.get("parameters", ()), *_media(item)]
        waiting += [(holder, "schema") for holder in holders if "schema" in holder]
    while waiting:
        holder, key = waiting.pop()
        yield holder, key
        schema = holder[key]
        if not isinstance(schema, dict):
            continue
        for keyword in ("items", "additionalProperties", "not"):
            if isinstance(schema.get(keyword), dict):
                waiting.append((schema, keyword))
        for keyword in ("oneOf", "anyOf", "allOf"):
            waiting += [(schema[keyword], number) for number in range(len(schema.get(keyword, ())))]
        waiting += [(schema["properties"], name) for name in schema.get("properties", ())]


def _media(item: Root) -> Iterator[Root]:
    for operation in item.values():
        if isinstance(operation, dict):
            bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
            for body in bodies:
                yield from body.get("content", {}).values()
                yield from body.get("headers", {}).values()


def _shuffled(node: Any, chance: random.Random) -> Any:
    if isinstance(node, dict):
        names = list(node)
        chance.shuffle(names)
        return {name: _shuffled(node[name], chance) for name in names}
    return [_shuffled(item, chance) for item in node] if isinstance(node, list) else node


def reordered(root: Root, chance: random.Random) -> Root:
    """Keys in another order, and the members of lists whose order says nothing."""
    for holder, key in _schemas(root):
        schema = holder[key]
        if isinstance(schema, dict):
            for keyword in ("required", "enum", "oneOf", "anyOf", "type"):
                if isinstance(schema.get(keyword), list):
                    chance.shuffle(schema[keyword])
    for item in root["paths"].values():
        chance.shuffle(item["parameters"])
        chance.shuffle(item["post"]["tags"])
    return dict(_shuffled(root, chance))


def rewrapped(root: Root, chance: random.Random) -> Root:
    """Descriptions with their lines broken elsewhere."""

    def wrapped(node: Any) -> Any:
        if isinstance(node, list):
            return [wrapped(item) for item in node]
        if not isinstance(node, dict):
            return node
        return {
            name: "".join(chance.choice([" ", "\n", "\n  "]) if mark.isspace() else mark for mark in value) + "\n"
            if name == "description" and isinstance(value, str) and value
            else wrapped(value)
            for name, value in node.items()
        }

    return dict(wrapped(root))


def shared(root: Root, chance: random.Random) -> Root:
    """Inline schemas moved to components."""
    moved: dict[str, Any] = {}
    for holder, key in list(_schemas(root)):
        if holder is not root["components"]["schemas"] and chance.random() < 0.4:
            name = f"Moved{len(moved)}"
            moved[name] = holder[key]
            holder[key] = {"$ref": f"#/components/schemas/{name}"}
    root["components"]["schemas"] |= moved
    return root


def respelled(root: Root, chance: random.Random) -> Root:
    """`const` for an enumeration of one, a list of one type, `allOf` around a schema, `null` as an alternative."""
    for holder, key in list(_schemas(root)):
        schema = holder[key]
        if not isinstance(schema, dict) or chance.random() < 0.3:
            continue
        if len(schema.get("enum", ())) == 1:
            schema["const"] = schema.pop("enum")[0]
        if isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"]]
        if chance.random() < 0.4:
            holder[key] = {"allOf": [schema]}
    return root


def split(root: Root, folder: Path) -> Path:
    """The document as many files: the path item, and each component, in one of its own."""
    folder.mkdir()
    text = json.dumps(root)
    for name, schema in root["components"]["schemas"].items():
        own = json.dumps(schema)
        for other in root["components"]["schemas"]:
            own = own.replace(f'"#/components/schemas/{other}"', f'"{other}.json"')
        (folder / f"{name}.json").write_text(own, encoding="utf-8")
    for other in root["components"]["schemas"]:
        text = text.replace(f'"#/components/schemas/{other}"', f'"{other}.json"')
    whole = json.loads(text)
    whole["components"]["schemas"] = {name: {"$ref": f"{name}.json"} for name in root["components"]["schemas"]}
    for number, (path, item) in enumerate(whole["paths"].items()):
        (folder / f"path{number}.json").write_text(json.dumps(item), encoding="utf-8")
        whole["paths"][path] = {"$ref": f"path{number}.json"}
    (folder / "openapi.json").write_text(json.dumps(whole), encoding="utf-8")
    return folder / "openapi.json"


def _compared(base: Root, head: Root, folder: Path) -> list[Change]:
    paths = [folder / "base.json", folder / "head.json"]
    for path, root in zip(paths, (base, head), strict=True):
        path.write_text(json.dumps(root), encoding="utf-8")
    return compare(load(paths[0]), load(paths[1]))


@pytest.mark.parametrize("rewriting", [reordered, rewrapped, shared, respelled], ids=lambda rewriting: rewriting.__name__)
@settings(derandomize=True, max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(root=documents(), seed=st.integers(0, 1000))
def test_the_same_written_in_another_way_is_no_change(
    rewriting: Rewriting, root: Root, seed: int, tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.getbasetemp()
    head = rewriting(copy.deepcopy(root), random.Random(seed))
    assert _compared(root, head, folder) == []
    assert _compared(head, root, folder) == []


@settings(derandomize=True, max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(root=documents())
def test_the_same_in_many_files_is_no_change(root: Root, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("split")
    whole = folder / "whole.json"
    whole.write_text(json.dumps(root), encoding="utf-8")
    assert compare(load(whole), load(split(root, folder / "many"))) == []


OLD_AND_NEW = [
    ({"type": "string", "nullable": True}, {"type": ["null", "string"]}),
    ({"type": "integer", "minimum": 1, "exclusiveMinimum": True}, {"type": "integer", "exclusiveMinimum": 1}),
    ({"type": "number", "maximum": 9, "exclusiveMaximum": False}, {"type": "number", "maximum": 9}),
    ({"type": "string", "enum": ["a"]}, {"type": "string", "const": "a"}),
    ({"allOf": [{"$ref": "#/components/schemas/Pet"}]}, {"$ref": "#/components/schemas/Pet"}),
    (
        {"allOf": [{"$ref": "#/components/schemas/Pet"}], "nullable": True},
        {"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]},
    ),
    ({"type": "string", "enum": ["a", "b", None], "nullable": True}, {"enum": ["b", "a", None], "type": ["string", "null"]}),
    ({"type": "object", "required": ["a", "b"]}, {"required": ["b", "a"], "type": "object", "additionalProperties": True}),
    ({"type": "string", "minLength": 0}, {"type": "string"}),
    ({"type": "array", "items": {}}, {"type": "array", "items": {"title": ""}}),
]


@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW, ids=str)
def test_what_versions_spell_in_their_own_way_is_no_change(old: Root, new: Root, tmp_path: Path):
    def document(version: str, schema: Any) -> Root:
        content = {"content": {"application/json": {"schema": schema}}}
        return {
            "openapi": version,
            "info": {"title": "Any", "version": "1"},
            "paths": {"/pets": {"post": {"requestBody": content, "responses": {"200": {"description": "", **content}}}}},
            "components": {"schemas": {"Pet": {"type": "object", "properties": {"id": {"type": "integer"}}}}},
        }

    assert _compared(document("3.0.3", old), document("3.1.0", new), tmp_path) == []
    assert _compared(document("3.2.0", new), document("3.0.3", old), tmp_path) == []
