"""What the index says that operations take, in JSON Schema, is what the document says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from generator.api import model as m
from generator.api.build import build
from generator.document.bundle import load
from generator.emit.json_schemas import definitions, described, schema_of

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "spec" / "openapi.yaml",
    *sorted(
        path
        for path in (ROOT / "tests" / "cases" / "documents").glob("*/openapi.yaml")
        # nothing fits the first; the others have expressions that this validator cannot read
        if path.parent.name not in ("contradictions", "hostile-text", "untestable")
    ),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.parent.name)
def test_a_body_that_fits_the_document_fits_the_index(document: Path) -> None:
    api = build(load(document))
    models = {model.name: model for model in api.models}
    bodies = [
        media
        for operation in api.operations
        if operation.body is not None
        for media in operation.body.media_types
        if media.kind not in ("binary", "text", "any")
    ]
    for media in bodies:
        known = {"$defs": definitions(models, [media.type])}
        validator = jsonschema_rs.Draft202012Validator(schema_of(media.type) | known)
        for example in media.examples:
            assert [error.message for error in validator.iter_errors(example)] == []


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (m.Anything(), {}),
        (m.Scalar("int64"), {"type": "integer", "format": "int64"}),
        (m.Scalar("bytes"), {"type": "string", "format": "binary"}),
        (m.Scalar("base64"), {"type": "string", "contentEncoding": "base64"}),
        (m.Const(("a", "b")), {"type": "string", "enum": ["a", "b"]}),
        (m.Const((1, "b")), {"enum": [1, "b"]}),
        (m.Const((None,)), {"enum": [None]}),
        (m.Map(m.Anything()), {"type": "object"}),
        (
            m.Map(m.Scalar("int")),
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
        (m.Nullable(m.Anything()), {}),
        (m.Nullable(m.Scalar("str")), {"type": ["string", "null"]}),
        (m.Nullable(m.Named("A")), {"anyOf": [{"$ref": "#/$defs/A"}, {"type": "null"}]}),
        (
            m.Nullable(m.Const(("a",))),
            {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]},
        ),
        (
            m.OneOf((m.Scalar("int"), m.Named("A"))),
            {"anyOf": [{"type": "integer"}, {"$ref": "#/$defs/A"}]},
        ),
        (
            m.Bounded(m.Array(m.Scalar("str")), m.Bounds(min_items=1, unique_items=True)),
            {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        ),
        (
            m.Bounded(m.Scalar("float"), m.Bounds(exclusive_minimum=0, multiple_of=0.5)),
            {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5},
        ),
        (
            m.Bounded(m.Scalar("str"), m.Bounds(pattern=r"^\\Z(?P<x>a)(?P=x)\Z")),
            {"type": "string", "pattern": r"^\\Z(?<x>a)\k<x>$"},
        ),
    ],
)
def test_a_type_has_its_schema(kind: m.Type, schema: dict[str, Any]) -> None:
    assert schema_of(kind) == schema


def test_a_field_says_what_the_document_says_of_it() -> None:
    field = m.Field(
        "limit",
        "limit",
        m.Named("Limit"),
        required=False,
        description="How\n  many.",
        deprecated=True,
        default=10,
        has_default=True,
    )
    assert described(field) == {
        "$ref": "#/$defs/Limit",
        "description": "How many.",
        "default": 10,
        "deprecated": True,
    }
