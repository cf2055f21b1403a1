"""`lint` of samples in documents: every folder of `tests/cases/samples` is a document and the exact
lines that are said of it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from generator.api.model import CodeSample
from generator.cli import main
from generator.cli.options import TEMPLATES
from generator.emit.sample_check import faults, published_by, sample_findings
from tests import flagship
from tests.servers import ROOT

CASES = ROOT / "tests" / "cases" / "samples"
PROGRAMS = ["newsletter.py", "newsletter_async.py", "beyond_one_machine.py"]


@pytest.mark.parametrize("case", ["right", "wrong"])
def test_lint_says_which_names_of_a_sample_the_package_does_not_have(case, capsys, monkeypatch):
    monkeypatch.chdir(CASES / case)
    assert main(["lint", "--spec", "openapi.yaml"]) == 0
    found = capsys.readouterr().out
    expected = Path("expected.txt")
    if os.environ.get("REWRITE_CASES"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_every_program_that_is_shown_of_the_flagship_is_right():
    """No sample of ours is called wrong, and neither is one that the generator writes."""
    assert sample_findings(flagship.document(), flagship.api(), TEMPLATES) == []
    text = (ROOT / "generated" / "README.md").read_text(encoding="utf-8")
    programs = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    programs += [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in PROGRAMS]
    published = published_by(flagship.api(), TEMPLATES)
    assert len(programs) > 12
    for source in programs:
        assert faults(CodeSample("", source, ""), flagship.api(), published) == [], source


def test_a_sample_of_a_document_that_is_refused_is_not_judged(tmp_path, capsys):
    text = (CASES / "wrong" / "openapi.yaml").read_text(encoding="utf-8")
    path = tmp_path / "openapi.yaml"
    path.write_text(text.replace("#/components/schemas/Pet'", "#/nowhere'"), encoding="utf-8")
    assert main(["lint", "--spec", str(path)]) == 1
    out = capsys.readouterr().out
    assert "REF001" in out
    assert "API047" not in out
