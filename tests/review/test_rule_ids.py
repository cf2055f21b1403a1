"""The ids of rules are opaque: what a review finds, joins, groups and advises is the same whatever
they are.

Each id is spelled backwards in a process of its own, before any table is made of the rules; of every
case of the rules and every situation the report is then the same but for the ids."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from tests.review.rule_cases import HEADER, cases
from tests.review.test_situations import SITUATIONS

ROOT: Final = Path(__file__).parents[2]
_WORDS: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_REVIEWS: Final = """
import json, sys
from generator.review import model

if sys.argv[2] == "backwards":
    made = model.Rule.__init__

    def backwards(rule, id, *arguments, mirror, **more):
        made(rule, id[::-1], *arguments, mirror=mirror[::-1], **more)

    model.Rule.__init__ = backwards

from pathlib import Path
from generator.document.bundle import load
from generator.review.report import as_data
from generator.review.review import review
from generator.review.revisions import Revision
from generator.review.rules import RULES

folder = Path(sys.argv[1])

def side(number, which):
    path = folder / f"{number}.{which}.json"
    return Revision(load(path), which, path)

def reported(number):
    return as_data(review(*(side(number, which) for which in ("base", "head"))))

print(json.dumps({
    "ids": [rule.id for rule in RULES],
    "reports": [reported(number) for number in range(int(sys.argv[3]))],
}))
"""


def _reviewed(folder: Path, spelled: str, number: int) -> Any:
    command = [sys.executable, "-c", _REVIEWS, str(folder), spelled, str(number)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _alike(folder: str, parameter: str) -> Any:
    """Operations that all are edited alike, which is told once: their folder, their parameter."""
    return {
        **HEADER,
        "paths": {
            f"{folder}/{name}": {
                "get": {
                    "operationId": f"list{name}",
                    "tags": ["things"],
                    "parameters": [{"name": parameter, "in": "query", "schema": {}}],
                    "responses": {"204": {"description": "Done."}},
                }
            }
            for name in ("Pets", "Toys", "Beds")
        },
    }


def test_a_report_is_the_same_but_for_the_ids_whatever_the_rules_are_called(tmp_path: Path) -> None:
    chosen = [(case.base, case.head) for case in cases()]
    chosen += [(case.base, case.head) for case in SITUATIONS]
    chosen += [
        (_alike("", "size"), _alike("/v2", "size")),
        (_alike("", "size"), _alike("", "most")),
    ]
    for number, pair in enumerate(chosen):
        for which, document in zip(("base", "head"), pair, strict=True):
            (tmp_path / f"{number}.{which}.json").write_text(json.dumps(document), encoding="utf-8")
    usual, backwards = (_reviewed(tmp_path, how, len(chosen)) for how in ("usual", "backwards"))
    assert backwards["ids"] == [name[::-1] for name in usual["ids"]]
    known = set(usual["ids"])

    def forwards(text: str) -> str:
        """The text with the ids in it as they are."""
        return _WORDS.sub(lambda found: _known(found[0], known), text)

    assert forwards(json.dumps(backwards["reports"])) == json.dumps(usual["reports"])
    assert json.dumps(backwards["reports"]) != json.dumps(usual["reports"])


def _known(word: str, known: set[str]) -> str:
    return word[::-1] if word[::-1] in known else word
