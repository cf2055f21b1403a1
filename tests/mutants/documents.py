"""What becomes of each document of `cases/documents`, as it is stored there: methods, arguments,
findings and losses.

It is what `tests/test_documents.py` holds of the packages, without printing them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.api.build import build
from generator.api.loss_summary import summary
from generator.api.rules import EXTENSION, UNTESTED
from generator.cli.console import worth_saying
from generator.document.bundle import load
from generator.emit.operations_index import operations_json
from tests.test_documents import CASES, _signature


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_is_expressed_as_stored(case: Path) -> None:
    api = build(
        load(case / "openapi.yaml"), package="case_" + case.name.replace("-", "_").replace(".", "_")
    )
    methods = [
        _signature(operation) for operation in json.loads(operations_json(api))["operations"]
    ]
    told = worth_saying(finding for finding in api.diagnostics if finding.code != EXTENSION.code)
    lines = [
        *methods,
        *(str(finding).partition("documents/")[2] for finding in told),
        *summary(api.losses),
    ]
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [
        line for line in expected if f" {UNTESTED.code} " not in line
    ]  # which only printing tells
