"""`verify`, which compares a live API with the document, against the stand-in: it finds what was planted, and nothing else."""

from __future__ import annotations

import pytest

from generator.cli import main
from tests.rehearsal.control import KEY


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_was_planted_is_told_and_nothing_else(live, tmp_path, monkeypatch, capsys):
    live.order("plant", listFields={"/0/id": "one"}, countContacts={"/targetsCount": None})
    monkeypatch.setenv("NP6_API_KEY", KEY)
    options = ("--base-url", live.address, "--ca-file", str(live.ca_file), "--out", str(tmp_path), "--pace", "100")
    assert main(["verify", *options]) == 1
    told = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert told == [
        "response.id type: integer or string; the document says integer",
        "response.targetsCount type: null; the document says integer",
    ]
    assert {call["method"] for call in live.told("calls")} == {"GET"}
