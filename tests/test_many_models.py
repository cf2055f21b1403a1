"""Many models that lead to each other: mypy comes to an end, and Python's recursion limit is in
nobody's way.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.cli import main
from tests.checking import mypy, pyright

CHILDREN, MODELS = 14, 150


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def family() -> dict[str, Any]:
    """A base and two levels of schemas that extend it, each with properties of the base's type and
    of others' types.
    """
    base = {"kind": {"type": "string"}, "parent": reference("Node")}
    schemas: dict[str, Any] = {
        "Node": {
            "type": "object",
            "required": ["kind"],
            "properties": base,
            "discriminator": {"propertyName": "kind"},
        }
    }
    for number in range(CHILDREN):
        parent = "Node" if number < 3 else f"Kid{number % 3}"
        properties = {
            f"left{number}": reference("Node"),
            f"list{number}": {"type": "array", "items": reference("Node")},
            f"next{number}": reference(f"Kid{(number + 1) % CHILDREN}"),
            f"other{number}": reference(f"Kid{(number * 7 + 3) % CHILDREN}"),
        }
        schemas[f"Kid{number}"] = {
            "allOf": [reference(parent), {"type": "object", "properties": properties}]
        }
    return schemas


def ring() -> dict[str, Any]:
    """Each schema has properties of the type of the next one and of the one behind that."""
    names = {number: reference(f"M{number % MODELS}") for number in range(MODELS + 2)}
    return {
        f"M{number}": {
            "type": "object",
            "properties": {
                "id": {"type": "string"},
                "next": names[number + 1],
                "beyond": names[number + 2],
            },
        }
        for number in range(MODELS)
    }


def generated(folder: Path, package: str, schemas: Mapping[str, Any], first: str) -> Path:
    content = {"application/json": {"schema": reference(first)}}
    operation = {
        "operationId": "put",
        "tags": ["nodes"],
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "The same.", "content": content}},
    }
    document = {
        "openapi": "3.0.3",
        "info": {"title": package, "version": "1"},
        "servers": [{"url": "https://many.example"}],
        "paths": {"/nodes": {"put": operation}},
        "components": {"schemas": schemas},
    }
    (folder / "openapi.json").write_text(json.dumps(document))
    with redirect_stderr(StringIO()) as said:
        command = [
            "regenerate",
            "--spec",
            str(folder / "openapi.json"),
            "--out",
            str(folder / "out"),
            "--package",
            package,
        ]
        assert main(command) == 0, said.getvalue()
    return folder / "out"


PROGRAM = """
from large_family import LargeFamily, models
from large_family.inputs import AnyNodeDict

client = LargeFamily()
right: AnyNodeDict = {"kind": "Kid3", "left3": {"kind": "Kid5"}, "next3": {"kind": "Kid4"}}
found = client.nodes.put(right)
if isinstance(found, models.Kid3):
    reveal_type(found.next3)
wrong: AnyNodeDict = {"kind": "Kid3", "nonesuch": 1}
"""


@pytest.mark.heavy
def test_mypy_comes_to_an_end_on_a_large_family_and_is_exact(tmp_path: Path) -> None:
    folder = generated(tmp_path, "large_family", family(), "Node")
    (folder / "program.py").write_text(PROGRAM)
    done = mypy("large_family", "program.py", cwd=folder, path=folder)
    errors = [line for line in done.stdout.splitlines() if "error:" in line]
    assert [line.partition(": ")[0] for line in errors] == ["program.py:10"], (
        done.stdout + done.stderr
    )
    assert "Kid4" in next(line for line in done.stdout.splitlines() if "Revealed" in line)


def nested(name: str) -> dict[str, Any]:
    """A union of many members, each with a list of the union."""
    inner = {"type": "array", "items": reference(name)}
    members = {
        f"{name}{number}": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string", "enum": [f"k{number}"]}, "inner": inner},
        }
        for number in range(16)
    }
    return {name: {"oneOf": [reference(each) for each in members]}, **members}


def test_unions_of_many_members_that_hold_themselves_are_clean_under_pyright(
    tmp_path: Path,
) -> None:
    both = {"type": "object", "properties": {each: reference(each) for each in ("Tool", "Toy")}}
    schemas = {**nested("Tool"), **nested("Toy"), "Both": both}
    folder = generated(tmp_path, "toolbox", schemas, "Both")
    text = (folder / "toolbox" / "inputs" / "_typed_dicts.py").read_text(encoding="utf-8")
    assert "_ToyDict: TypeAlias = ToyDict" in text
    assert pyright(folder, include=["toolbox/inputs"]) == []


def drawers() -> dict[str, Any]:
    """Objects that hold themselves and each other in lists of a union without a name."""
    names = {"drawer": "Drawer", "folder": "Folder", "paper": "Paper"}
    item = {
        "oneOf": [reference(each) for each in names.values()],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {kind: reference(each)["$ref"] for kind, each in names.items()},
        },
    }
    kinds: dict[str, Any] = {
        name: {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string", "enum": [kind]}},
        }
        for kind, name in names.items()
    }
    for name in ("Drawer", "Folder"):
        kinds[name]["properties"]["content"] = {"type": "array", "items": item}
    kinds["Paper"]["properties"]["within"] = reference("Folder")
    return kinds


def test_unions_without_a_name_may_hold_what_is_defined_later(tmp_path: Path) -> None:
    folder = generated(tmp_path, "cabinet", drawers(), "Drawer")
    assert pyright(folder, include=["cabinet"], exclude=["**/_runtime"]) == []
    assert mypy("cabinet", cwd=folder).returncode == 0
    sys.path.insert(0, str(folder))
    cabinet: Any = import_module("cabinet")
    client = cabinet.Cabinet(transport=httpx2.MockTransport(echo))
    inner = [{"kind": "paper"}, {"kind": "folder", "content": [{"kind": "drawer"}]}]
    found = client.nodes.put(kind="drawer", content=inner)
    assert [type(each).__name__ for each in found.content] == ["Paper", "Folder"]
    assert type(found.content[1].content[0]).__name__ == "Drawer"


def test_a_union_of_hundreds_and_typed_extra_fields_are_clean_under_pyright(tmp_path: Path) -> None:
    kinds: dict[str, Any] = {
        f"K{number}": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string", "enum": [f"k{number}"]}},
            "additionalProperties": {"type": "string"},
        }
        for number in range(300)
    }
    every = {"oneOf": [reference(each) for each in kinds]}
    holder = {"type": "object", "properties": {"every": every}}
    folder = generated(tmp_path, "hundreds", {**kinds, "Holder": holder}, "Holder")
    assert pyright(folder, include=["hundreds"], exclude=["**/_runtime"]) == []


@pytest.fixture(scope="module")
def rings(tmp_path_factory: pytest.TempPathFactory) -> Any:
    sys.path.insert(0, str(generated(tmp_path_factory.mktemp("ring"), "rings", ring(), "M0")))
    return import_module("rings")


def echo(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(
        200, content=request.content, headers={"content-type": "application/json"}
    )


@pytest.mark.parametrize("size", [1, 2**18], ids=["small", "large"])
def test_models_that_lead_to_each_other_are_sent_and_read(rings: Any, size: int) -> None:
    limit = sys.getrecursionlimit()
    found = rings.Rings(transport=httpx2.MockTransport(echo)).nodes.put(
        id="a" * size, next={"beyond": {"id": "b"}}
    )
    assert (len(found.id), found.next.beyond.id) == (size, "b")
    assert sys.getrecursionlimit() == limit


def test_a_model_that_leads_to_many_is_made(rings: Any) -> None:
    assert rings.models.M70(id="a", next=rings.models.M71(id="b")).next.id == "b"


def test_what_python_cannot_go_down_is_not_called_malformed(
    rings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(import_module("rings._runtime.reading"), "_read", read)
    with pytest.raises(rings.InvalidResponseError, match="is nested too deeply"):
        rings.Rings(transport=httpx2.MockTransport(echo)).nodes.put(id="a")
