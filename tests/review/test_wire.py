"""Wire verdicts: each folder of `cases/review` is two documents and what is said of them;
REWRITE_CASES=1 rewrites that.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import Document, load
from generator.document.schema.composition import Subschema
from generator.review import equals
from generator.review.compared import ComparedDocument
from generator.review.comparison.document import compare
from generator.review.model import Change

CASES = sorted(
    path.parent for path in (Path(__file__).parents[1] / "cases" / "review").glob("*/base.yaml")
)


def _place(side: Any) -> str:
    return "-" if side is None else str(side.line)


def _told(change: Change) -> str:
    lines = [f"{change.wire} {change.rule}", f"  {change.where}: {change.what}"]
    if change.before is not None or change.after is not None:
        lines.append(f"  {change.before} -> {change.after}")
    lines += [f"  {change.reason}", f"  {change.remedy}"]
    if change.example is not None:
        lines.append(f"  lost: {change.example}")
    if change.other_example is not None:
        lines.append(f"  lost the other way: {change.other_example}")
    lines.append(
        f"  at {change.pointer or '-'}, lines {_place(change.base)} and {_place(change.head)}"
    )
    lines += [
        f"  reaches {reach.method} {reach.path} ({reach.direction})" for reach in change.reach
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_change_is_told_once_with_its_verdict_and_its_reach(case: Path):
    changes = compare(load(case / "base.yaml"), load(case / "head.yaml"))
    text = "\n\n".join(map(_told, changes)) + "\n" if changes else "no change\n"
    expected = case / "expected.txt"
    if os.environ.get("REWRITE_CASES"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_does_not_differ_from_itself(case: Path):
    for name in ("base.yaml", "head.yaml"):
        assert compare(load(case / name), load(case / name)) == []


def _document(folder: Path, name: str, root: dict[str, Any]) -> Document:
    path = folder / name
    path.write_text(json.dumps(root), encoding="utf-8")
    return load(path)


def _chain(size: int, last: str) -> dict[str, Any]:
    """Schemas that all refer to the next and to the first, the last of which holds a property of a
    type.
    """
    schemas: dict[str, Any] = {
        f"Node{number}": {
            "type": "object",
            "properties": {
                "next": {"$ref": f"#/components/schemas/Node{(number + 1) % size}"},
                "first": {"$ref": "#/components/schemas/Node0"},
                "any": {
                    "anyOf": [
                        {"$ref": f"#/components/schemas/Node{(number * 7) % size}"},
                        {"type": "string"},
                    ]
                },
            },
        }
        for number in range(size)
    }
    schemas[f"Node{size - 1}"]["properties"]["value"] = {"type": last}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Node0"}}}}
    operation = {"requestBody": body, "responses": {"200": {"description": "", **body}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Chain", "version": "1"},
        "paths": {f"/nodes/{number}": {"post": operation} for number in range(50)},
        "components": {"schemas": schemas},
    }


def test_one_cause_deep_inside_recursion_is_one_change_that_reaches_everything(tmp_path: Path):
    base, head = (
        _document(tmp_path, f"{last}.json", _chain(300, last)) for last in ("string", "integer")
    )
    (change,) = compare(base, head)
    assert (change.rule, change.wire, len(change.reach)) == ("request-type-changed", "breaking", 50)
    assert {reach.direction for reach in change.reach} == {"both"}


def _cycles(lengths: tuple[int, ...], kind: str) -> dict[str, Any]:
    """Cycles of components, one of each of which hold together; a property of one has the type
    `kind`.
    """
    schemas: dict[str, Any] = {
        f"C{length}x{at}": {
            "properties": {
                "next": {"$ref": f"#/components/schemas/C{length}x{(at + 1) % length}"},
                f"v{length}": {"type": kind if (length, at) == (2, 1) else "string"},
            }
        }
        for length in lengths
        for at in range(length)
    }
    joined = [{"$ref": f"#/components/schemas/C{length}x0"} for length in lengths]
    schemas["All"] = {"oneOf": [{"allOf": joined}, {"allOf": [*joined, {"minProperties": 1}]}]}
    return _sent({"$ref": "#/components/schemas/All"}, schemas)


@pytest.mark.heavy
def test_cycles_that_hold_together_do_not_multiply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(equals, "MOST_JOINED", 200)
    lengths = (2, 3, 5, 7, 11, 13, 17)  # the product is half a million
    made: list[Subschema] = []
    normalised = ComparedDocument.normalised
    monkeypatch.setattr(
        ComparedDocument,
        "normalised",
        lambda self, node: (made.append(node), normalised(self, node))[1],
    )
    base, head = (
        _document(tmp_path, f"{kind}.json", _cycles(lengths, kind))
        for kind in ("string", "integer")
    )
    (change,) = compare(base, head)
    assert (change.rule, change.wire, change.where) == (
        "request-type-changed",
        "breaking",
        "C2x1.v2",
    )
    assert 200 < len(set(made)) < 6 * 200


def test_many_schemas_that_each_join_a_base_are_no_cycles_that_multiply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(equals, "MOST_JOINED", 5)

    def document(turned: bool) -> dict[str, Any]:
        schemas: dict[str, Any] = {"Base": {"properties": {"kind": {"type": "string"}}}}
        for number in range(30):
            own = {"properties": {"kind": {"const": f"kind {number}"}}}
            schemas[f"Kind{number}"] = {"allOf": [{"$ref": "#/components/schemas/Base"}, own]}
        kinds = [{"$ref": f"#/components/schemas/Kind{number}"} for number in range(30)]
        two = [
            {"oneOf": [{"type": "integer"}, *kinds]},
            {"oneOf": [{"type": "integer"}, {"required": ["kind"]}]},
        ]
        return _sent({"allOf": two[::-1] if turned else two}, schemas)

    assert (
        compare(
            *(_document(tmp_path, f"{turned}.json", document(turned)) for turned in (False, True))
        )
        == []
    )


def test_a_base_that_is_joined_twice_at_every_level_is_read_once(tmp_path: Path):
    def schemas(kind: str) -> dict[str, Any]:
        levels: dict[str, Any] = {
            f"Level{at}": {"allOf": [{"$ref": f"#/components/schemas/Level{at + 1}"}] * 2}
            for at in range(60)
        }
        return levels | {"Level60": {"properties": {"a": {"type": kind}}}}

    base, head = (
        _document(
            tmp_path, f"{kind}.json", _sent({"$ref": "#/components/schemas/Level0"}, schemas(kind))
        )
        for kind in ("string", "integer")
    )
    (change,) = compare(base, head)
    assert (change.rule, change.where) == ("request-type-changed", "Level60.a")


def _sent(schema: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": schema}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {
            "/a": {"post": {"requestBody": body, "responses": {"204": {"description": "done"}}}}
        },
        "components": {"schemas": schemas},
    }


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/components/schemas/Loop"},
        {"allOf": [{"$ref": "#/components/schemas/Loop"}]},
        {"oneOf": [{"$ref": "#/components/schemas/Loop"}]},
        {"anyOf": [{"$ref": "#/components/schemas/Loop"}, {"type": "null"}]},
        {"not": {"$ref": "#/components/schemas/Loop"}},
        {
            "items": {"$ref": "#/components/schemas/Loop"},
            "additionalProperties": {"$ref": "#/components/schemas/Loop"},
        },
        True,
        False,
        {
            "type": 3,
            "enum": "x",
            "properties": [],
            "required": {},
            "allOf": 1,
            "oneOf": {},
            "minimum": "a",
            "items": [],
        },
    ],
    ids=str,
)
def test_what_refers_to_itself_or_says_nonsense_is_compared_as_far_as_it_goes(
    tmp_path: Path, schema: Any
):
    roots: list[dict[str, Any]] = [_chain(2, "string"), _chain(2, "string")]
    for root, own in zip(roots, (schema, {"type": "string"}), strict=True):
        root["components"]["schemas"]["Loop"] = own
        root["components"]["schemas"]["Node1"]["properties"]["loop"] = {
            "$ref": "#/components/schemas/Loop"
        }
    compare(_document(tmp_path, "base.json", roots[0]), _document(tmp_path, "head.json", roots[1]))
    compare(_document(tmp_path, "base.json", roots[1]), _document(tmp_path, "head.json", roots[0]))
