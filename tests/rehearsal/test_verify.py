"""`verify` against the stand-in: a difference that is planted in its answers is found, by reading
alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import written_yaml
from tests.rehearsal.serving import StandIn
from tests.servers import ROOT


def verified(live: StandIn, out: Path) -> Any:
    options = ["--out", str(out), "--most", "1", "--pace", "100", "--format", "json"]
    command = [sys.executable, "-m", "generator", "verify", *options]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=live.variables(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    report = json.loads(done.stdout)
    assert done.returncode == bool(report["differences"]), done.stderr
    return report


@pytest.mark.heavy
def test_what_differs_from_the_document_is_found_by_reading_alone(live, tmp_path):
    before = verified(live, tmp_path / "before")
    assert before["differences"] == []
    called = {each["operation_id"] for each in before["operations"]}
    assert {
        "listActions",
        "getAction",
        "listFields",
        "listAllActionEvents",
        "getSegment",
        "listSegmentTargets",
    } <= called
    assert {call["method"] for call in live.told("calls")} == {"GET"}

    live.order(
        "plant",
        listFields={"/0/id": "one", "/0/colour": "vermilion"},
        getAction={"/informations/state": 999},
    )
    after = verified(live, tmp_path)
    new = [each for each in after["differences"] if each not in before["differences"]]
    assert [(each["path"], each["where"], each["aspect"], each["observed"]) for each in new] == [
        ("/fields", "response.colour", "presence", "string"),
        ("/fields", "response.id", "type", "integer or string"),
        ("/actions/{id}", "response.informations.state", "enum", "another value"),
    ]
    drafted = {file.name: written_yaml.read(file.read_text()) for file in tmp_path.glob("*.yaml")}
    fields = drafted["field.yaml"]["operations"][0]["responses"][0]["fields"]
    assert {"name": "colour", "type": "string", "from": "sample"} in fields
    assert "vermilion" not in str(drafted)
    assert "999" not in str(drafted)
