"""Where properties lead to, as rules about paging and polling ask for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import load
from generator.document.rules.composition import below
from generator.document.rules.survey import Survey

DOCUMENT = {"openapi": "3.1.0", "info": {"title": "Jobs", "version": "1"}, "paths": {}}
STATE = {"enum": ["done"]}


@pytest.mark.parametrize(
    ("schema", "found", "described"),
    [
        ({"properties": {"job": {"properties": {"state": STATE}}}}, STATE, STATE),
        ({"properties": {"job": {"type": "object"}}}, {}, None),
        ({"properties": {"job": {"properties": {"id": {}}}}}, None, None),
        ({"properties": {"job": {"type": "string"}}}, None, None),
    ],
)
def test_an_object_that_is_not_described_may_have_a_property_unless_it_has_to_be_described(
    tmp_path: Path, schema: Any, found: Any, described: Any
) -> None:
    file, path = tmp_path / "openapi.json", ("job", "state")
    file.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    survey = Survey(load(file))
    assert below(survey, schema, path) == found
    assert below(survey, schema, path, described=True) == described
