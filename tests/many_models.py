"""Packages of schemas that lead to each other, and documents of such schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

from generator.cli import main


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


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


def toolbox() -> dict[str, Any]:
    """Two such unions, and an object that has both."""
    both = {"type": "object", "properties": {each: reference(each) for each in ("Tool", "Toy")}}
    return {**nested("Tool"), **nested("Toy"), "Both": both}


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


def hundreds() -> dict[str, Any]:
    """A union of hundreds, each with typed extra fields."""
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
    return {**kinds, "Holder": {"type": "object", "properties": {"every": every}}}
