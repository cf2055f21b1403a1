"""What a change comes to, on the wire and in Python, in situations that were once told wrongly or
awkwardly.

`cases/review/verdicts/<area>.yaml` has `bases`, documents by name, and `situations`: `{name, base,
edit, there, back, says?, never?}`. `name` is a sentence, `base` a name of the file's bases, `edit`
a JSON Patch; X the reports of the edit and the way back, `rule: verdict on the wire / verdict for
Python`. `says` are texts that stand in the report of the edit, `never` texts that do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from generator.review.model import Report
from tests import written_yaml
from tests.review.rule_cases import HEADER, compared, patched, told

FOLDER: Final = Path(__file__).parents[1] / "cases" / "review" / "verdicts"


def _situations() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content = written_yaml.read(path.read_text(encoding="utf-8"))
        for each in content["situations"]:
            base = {**HEADER, **content["bases"][each["base"]]}
            yield pytest.param(base, each, id=f"{path.stem}: {each['name']}")


@pytest.mark.parametrize(("base", "situation"), list(_situations()))
def test_a_change_comes_to_what_is_listed(base: dict[str, Any], situation: dict[str, Any]) -> None:
    head = patched(base, situation["edit"])
    there, back = compared(base, head), compared(head, base)
    assert _entries(there) == situation["there"]
    assert _entries(back) == situation["back"]
    text = told(there)
    assert [each for each in situation.get("says", ()) if each not in text] == []
    assert [each for each in situation.get("never", ()) if each in text] == []


def _entries(report: Report) -> list[str]:
    return [f"{change.rule}: {change.wire} / {change.python}" for change in report.changes]
