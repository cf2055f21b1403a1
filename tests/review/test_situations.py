"""What a review says of small edits, there and back: each file of `cases/review/situations` has
documents and edits of them.

A file is `{bases: {name: document}, cases: [{name, base, edit}]}`, where `edit` is a JSON Patch.
What is said of each case stands in the file of the same name that ends in `.txt`; REWRITE_CASES=1
writes that."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from generator.document.diagnostics import Location
from generator.review import rules
from generator.review.model import NOTHING_TO_DO, Change, Report
from generator.review.model import PythonView as Code
from tests import written_yaml
from tests.review.rule_cases import HEADER, Object, compared, patched

RULES: Final = {rule.id: rule for rule in rules.RULES}
TWIN: Final = "The asynchronous client is the same in this."
FOLDER: Final = Path(__file__).parents[1] / "cases" / "review" / "situations"


@dataclass(frozen=True, slots=True)
class Situation:
    """A document before and after an edit."""

    area: str
    name: str
    base: Object
    head: Object


def _situations() -> Iterator[Situation]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content: Any = written_yaml.read(path.read_text(encoding="utf-8"))
        unshared = json.loads(
            json.dumps(content["bases"])
        )  # what YAML names once and uses twice is edited once
        bases = {name: {**HEADER, **document} for name, document in unshared.items()}
        for each in content["cases"]:
            base = bases[each["base"]]
            yield Situation(path.stem, each["name"], base, patched(base, each["edit"]))


SITUATIONS: Final = list(_situations())


@cache
def _stored(area: str) -> dict[str, str]:
    """What is said of each case of a file, by the case's name."""
    text = (FOLDER / f"{area}.txt").read_text(encoding="utf-8")
    _, *parts = re.split(r"^# (.+)\n\n", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


def _said(situation: Situation) -> str:
    there = compared(situation.base, situation.head)
    return f"{_told(there)}\n\nback:\n\n{_told(compared(situation.head, situation.base))}"


def _told(report: Report) -> str:
    return "\n\n".join(map(_change, report.changes)) or "no change"


def _change(change: Change) -> str:
    """All that an entry says; reasons and remedies only where they are not those of the table of
    rules.
    """
    lines = [
        f"{change.rule}: wire {change.wire}, python {change.python}",
        f"{change.where}: {change.what}",
    ]
    lines += _parts(change)
    code = change.code
    if code is not None:
        lines += [" + ".join((code.rule, *code.more)), f"{code.where}: {code.what}", *_parts(code)]
    lost = (("lost", change.example), ("lost the other way", change.other_example))
    lines += [f"{what} {value}" for what, value in lost if value is not None]
    near = f", near {_line(change.near)}" if change.near is not None else ""
    lines.append(
        f"at {change.pointer or '-'}, lines {_line(change.base)} and {_line(change.head)}{near}"
    )
    lines += [f"reaches {' '.join(filter(None, astuple(each)))}" for each in change.reach]
    lines += [f"classes {', '.join(change.classes)}"] * bool(change.classes)
    lines += [f"there {each.where}: {each.what}" for each in change.occurrences]
    return "\n  ".join(lines)


def _parts(said: Change | Code) -> list[str]:
    rule = RULES[said.rule]
    lines = (
        [] if said.before is None and said.after is None else [f"  {said.before} -> {said.after}"]
    )
    lines += [f"  because {said.reason}"] * (
        said.reason not in (rule.reason, f"{rule.reason} {TWIN}")
    )
    return lines + [f"  remedy {said.remedy}"] * (said.remedy not in (rule.remedy, NOTHING_TO_DO))


def _line(location: Location | None) -> str:
    return "-" if location is None else str(location.line)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: f"{each.area}: {each.name}")
def test_an_edit_is_told_as_it_is_stored(situation: Situation) -> None:
    assert _said(situation) == _stored(situation.area)[situation.name]


def test_names_of_situations_are_unique_and_nothing_else_is_stored() -> None:
    names: dict[str, list[str]] = {}
    for each in SITUATIONS:
        names.setdefault(each.area, []).append(each.name)
    if os.environ.get("REWRITE_CASES"):
        for area in names:
            said = [f"# {each.name}\n\n{_said(each)}\n" for each in SITUATIONS if each.area == area]
            (FOLDER / f"{area}.txt").write_text("\n".join(said), encoding="utf-8")
        _stored.cache_clear()
    assert {area: list(_stored(area)) for area in names} == names
