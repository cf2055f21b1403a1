"""Many models that lead to each other: mypy comes to an end, and Python's recursion limit is in
nobody's way. What pyright says of such packages, `test_pyright.py` asks.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.checking import mypy
from tests.many_models import drawers, generated, reference
from tests.packages import Answers, import_document

CHILDREN, MODELS = 14, 150


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


def test_unions_without_a_name_may_hold_what_is_defined_later(tmp_path: Path) -> None:
    folder = generated(tmp_path, "cabinet", drawers(), "Drawer")
    assert mypy("cabinet", cwd=folder).returncode == 0
    sys.path.insert(0, str(folder))
    cabinet: Any = import_module("cabinet")
    client = cabinet.Cabinet(transport=httpx2.MockTransport(echo))
    inner = [{"kind": "paper"}, {"kind": "folder", "content": [{"kind": "drawer"}]}]
    found = client.nodes.put(kind="drawer", content=inner)
    assert [type(each).__name__ for each in found.content] == ["Paper", "Folder"]
    assert type(found.content[1].content[0]).__name__ == "Drawer"


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


def test_another_name_of_a_class_among_many_models_is_read_in_any_order(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {
        "Parent": {"properties": {"child": reference("Child"), "first": reference("M0")}},
        "Child": {
            "allOf": [
                reference("Parent"),
                {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}},
            ]
        },
    }
    for number in range(18):
        properties = {
            "y": {"type": "integer"},
            "next": reference(f"M{(number + 1) % 18}"),
            "owner": reference("Parent"),
        }
        schemas[f"M{number}"] = {"type": "object", "required": ["y"], "properties": properties}
    # `Child` has the property of `Parent`, whose type has a name of its own for that: `ParentChild`
    either = {"anyOf": [reference("Parent"), reference("Child"), reference("M9")]}
    read = {"child": reference("Child"), "either": either}
    paths = {
        f"/{name}": {
            "get": {
                "operationId": name,
                "tags": ["kin"],
                "responses": {
                    "200": {"description": "it", "content": {"application/json": {"schema": each}}}
                },
            }
        }
        for name, each in read.items()
    }
    kin = import_document(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "Kin", "version": "1"},
                "paths": paths,
                "components": {"schemas": schemas},
            }
        ),
        "kin",
        tmp_path,
    )
    with kin.Kin(base_url="http://test", transport=Answers(b'{"x": 1}')) as client:
        assert client.kin.child().x == 1
        assert type(client.kin.either()).__name__ == "Child"


def test_what_python_cannot_go_down_is_not_called_malformed(
    rings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(import_module("rings._runtime.reading"), "_read", read)
    with pytest.raises(rings.InvalidResponseError, match="is nested too deeply"):
        rings.Rings(transport=httpx2.MockTransport(echo)).nodes.put(id="a")
