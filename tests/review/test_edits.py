"""What is said of an edit of a document on the wire: each file of `cases/review/edits` is a
document and edits of it.

A file is `{base: document, edits: {what happens: JSON Patch}}`. What is told of each edit and of
the way back stands beside it; REWRITE_CASES=1 rewrites that. The whole review, Python included, has
to come to its end as well."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from generator.document.diagnostics import Location
from generator.review import rules
from generator.review.comparison.document import compare
from generator.review.model import Change
from tests import written_yaml
from tests.review.rule_cases import HEADER, patched, reviewed, rules_of_change, side

FOLDER: Final = Path(__file__).parents[1] / "cases" / "review" / "edits"

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of a document; `topic` is the file, `name` says what happens."""

    topic: str
    name: str
    base: Object
    operations: list[Object]


def edits() -> Iterator[Edit]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content = written_yaml.read(path.read_text(encoding="utf-8"))
        for name, operations in content["edits"].items():
            yield Edit(path.stem, str(name), {**HEADER, **content["base"]}, operations)


def told(changes: list[Change]) -> str:
    return "".join(map(_told, changes)) or "  nothing\n"


def _told(change: Change) -> str:
    step = (
        ""
        if change.before is None and change.after is None
        else f" ({change.before} -> {change.after})"
    )
    lines = [f"  {change.wire} {change.rule}: {change.what}{step}"]
    if change.reason != rules.by_id(change.rule).reason:
        lines.append(f"    because {change.reason}")
    lines += [
        f"    lost {example}"
        for example in (change.example, change.other_example)
        if example is not None
    ]
    lines.append(f"    of {change.where}, at {_place(change.base)} and {_place(change.head)}")
    lines += [f"    reaches {each.method} {each.path} ({each.direction})" for each in change.reach]
    return "\n".join(lines) + "\n"


def _place(location: Location | None) -> str:
    return "nothing" if location is None else location.pointer or "the document"


EDITS: Final = list(edits())
SECTIONS: Final = {
    (path.stem, section.partition("\n")[0]): section.partition("\n")[2].rstrip()
    for path in sorted(FOLDER.glob("*.txt"))
    for section in path.read_text(encoding="utf-8").removeprefix("# ").split("\n\n# ")
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.topic}: {edit.name}")
def test_what_is_said_of_an_edit_which_is_reviewed_to_the_end(edit: Edit) -> None:
    """Every rule that is found by what changed of Python is in the table."""
    texts = json.dumps(edit.base), json.dumps(patched(edit.base, edit.operations))
    base, head = (side(text).document for text in texts)
    text = f"there\n{told(compare(base, head))}back\n{told(compare(head, base))}".rstrip()
    if os.environ.get("REWRITE_CASES"):
        SECTIONS[edit.topic, edit.name] = text
        of_topic = (each.name for each in EDITS if each.topic == edit.topic)
        kept = [f"# {name}\n{SECTIONS.get((edit.topic, name), '')}" for name in of_topic]
        (FOLDER / f"{edit.topic}.txt").write_text("\n\n".join(kept) + "\n", encoding="utf-8")
    assert text == SECTIONS[edit.topic, edit.name]
    for report in (reviewed(*texts), reviewed(*reversed(texts))):
        found = {rule for change in report.changes for rule in rules_of_change(change)}
        assert found <= {rule.id for rule in rules.RULES}


def test_every_edit_is_one_that_there_is() -> None:
    assert [(edit.topic, edit.name) for edit in EDITS] == list(SECTIONS)
