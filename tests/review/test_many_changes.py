"""Many changes of one schema or one operation: each is held against those only that it can be one
with.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest

from generator.document.bundle import Document
from generator.review import matching
from generator.review.correlation import _Index
from generator.review.model import Change, Report
from tests.review.random_documents import Documents
from tests.review.rule_cases import HEADER, compared

Root = dict[str, Any]
TEXT = {"type": "string"}
MANY = 400


def _document(properties: Root, schemas: Root | None = None, parameters: int = 0) -> Root:
    box = {"type": "object", "properties": {"id": TEXT, **properties}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}
    answer = {"200": {"description": "", "content": content}}
    asked = [
        {"name": f"filter[q{number}]", "in": "query", "schema": TEXT}
        for number in range(parameters)
    ]
    operations = {
        "get": {"operationId": "getBox", "parameters": asked, "responses": answer},
        "post": {
            "operationId": "saveBox",
            "requestBody": {"content": content},
            "responses": answer,
        },
    }
    return {
        **HEADER,
        "paths": {"/boxes": operations},
        "components": {"schemas": {"Box": box, **(schemas or {})}},
    }


def _texts(kind: str = "string") -> Root:
    return _document({f"p{number}": {"type": kind} for number in range(MANY)})


def _referring(name: str) -> Root:
    parts = {
        f"{name.upper()}{number}": {"type": "object", "properties": {f"v{number}": TEXT}}
        for number in range(MANY)
    }
    properties = {
        f"{name}{number}": {"$ref": f"#/components/schemas/{name.upper()}{number}"}
        for number in range(MANY)
    }
    return _document(properties, parts)


@pytest.mark.parametrize(
    ("base", "head", "entries"),
    [
        pytest.param(_document({}), _texts(), MANY, id="properties added"),
        pytest.param(_texts(), _document({}), MANY, id="properties removed"),
        pytest.param(_texts(), _texts("integer"), 1, id="properties of another type"),
        pytest.param(_document({}), _document({}, parameters=MANY), MANY, id="parameters added"),
        pytest.param(_document({}, parameters=MANY), _document({}), MANY, id="parameters removed"),
        pytest.param(
            _referring("p"), _referring("r"), 2 * MANY, id="properties and their components renamed"
        ),
    ],
)
def test_the_work_grows_with_the_number_of_changes(base: Root, head: Root, entries: int) -> None:
    calls: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            calls[name] += 1
            return function(*arguments, **named)

        return call

    with (
        patch.object(_Index, "_score", counted("scored", _Index._score)),
        patch.object(_Index, "_pointed", counted("pointed", _Index._pointed)),
        patch.object(matching, "likeness", counted("likeness", matching.likeness)),
        patch.object(Document, "has", counted("has", Document.has)),
    ):
        report = compared(base, head)
    assert len(report.changes) >= entries
    assert calls["pointed"] + calls["scored"] >= MANY
    assert max(calls.values()) < 20 * MANY, calls


def _exhaustive(index: _Index, change: Change, sought: object) -> range:
    """All the changes of the wire, where those only are looked at that have a sign in common."""
    del sought
    return range(len(index._wire)) if change.reach else range(0)


def test_what_is_not_looked_at_would_not_have_been_chosen() -> None:
    joined = 0
    for seed in range(30):
        documents = Documents(random.Random(seed))
        base = head = documents.document()
        for _ in range(12):
            head, _ = documents.edited(head)
        if seed % 3 == 0:
            head = Documents(random.Random(1000 + seed)).document()
        told: Report = compared(base, head)
        with patch.object(_Index, "_near", _exhaustive):
            assert compared(base, head) == told
        joined += sum(change.code is not None for change in told.changes)
    assert joined > 60
