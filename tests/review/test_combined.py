"""Situations that need more than one rule: each file of `cases/review/combined` has a base and
edits of it.

`<name>.yaml` is `{base, situations: [{situation, edit}]}`, an edit being a JSON Patch; `<name>.txt`
has all that is said of each, and of the way back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import written_yaml
from tests.review.rule_cases import HEADER, compared, patched, told

FILES = sorted((Path(__file__).parents[1] / "cases" / "review" / "combined").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_situation_is_told_by_its_cause(file: Path) -> None:
    """REWRITE_CASES=1 writes what is said."""
    content = written_yaml.read(file.read_text(encoding="utf-8"))
    base = {**HEADER, **content["base"]}
    blocks = []
    for each in content["situations"]:
        head = patched(base, each["edit"])
        there, back = told(compared(base, head)), told(compared(head, base))
        blocks.append(f"# {each['situation']}\n\n{there}\n## The way back\n\n{back}")
    text = "\n\n".join(blocks)
    expected = file.with_suffix(".txt")
    if os.environ.get("REWRITE_CASES"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
