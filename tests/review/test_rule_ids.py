"""The ids of rules are opaque: what a review finds, joins, groups and advises is the same whatever
they are.

The modules of the review are imported anew and each id is spelled backwards, before any table is
made of the rules; of every case of the rules and every situation the report is then the same but
for the ids."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

import generator
from generator import worker
from generator.review.revisions import Revision
from tests.review.rule_cases import HEADER, cases, side
from tests.review.test_situations import SITUATIONS

_WORDS: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_REVIEW: Final = "generator.review"


def _reviewed(pairs: list[tuple[Revision, Revision]]) -> Any:
    """What is said of pairs of documents, and what the rules are called, by the modules of the
    review as they are now.
    """
    module = {
        name: importlib.import_module(f"{_REVIEW}.{name}") for name in ("review", "report", "rules")
    }
    reports = (module["review"].review(*pair) for pair in pairs)
    return {
        "ids": [rule.id for rule in module["rules"].RULES],
        "reports": [module["report"].as_data(report) for report in reports],
    }


@contextmanager
def _backwards() -> Iterator[None]:
    """Modules of the review that are imported anew, with each id spelled backwards."""
    others = {name: module for name, module in sys.modules.items() if not _is_of_review(name)}
    with (
        patch.dict(sys.modules, others, clear=True),
        patch.object(generator, "review", generator.review),
    ):
        model = importlib.import_module(f"{_REVIEW}.model")

        class Backwards(model.Rule):  # type: ignore[name-defined, misc]
            def __init__(self, id: str, *arguments: Any, mirror: str, **more: Any) -> None:
                super().__init__(id[::-1], *arguments, mirror=mirror[::-1], **more)

        model.Rule = Backwards
        yield


def _is_of_review(name: str) -> bool:
    return name == _REVIEW or name.startswith(f"{_REVIEW}.")


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


def test_a_report_is_the_same_but_for_the_ids_whatever_the_rules_are_called() -> None:
    chosen = [(case.base, case.head) for case in cases()]
    chosen += [(case.base, case.head) for case in SITUATIONS]
    chosen += [
        (_alike("", "size"), _alike("/v2", "size")),
        (_alike("", "size"), _alike("", "most")),
    ]
    pairs = [(side(json.dumps(base)), side(json.dumps(head))) for base, head in chosen]
    with patch.object(worker, "_threads", lambda: 2):
        usual = _reviewed(pairs)
        with _backwards():
            backwards = _reviewed(pairs)
    assert backwards["ids"] == [name[::-1] for name in usual["ids"]]
    known = set(usual["ids"])

    def forwards(text: str) -> str:
        """The text with the ids in it as they are."""
        return _WORDS.sub(lambda found: _known(found[0], known), text)

    assert forwards(json.dumps(backwards["reports"])) == json.dumps(usual["reports"])
    assert json.dumps(backwards["reports"]) != json.dumps(usual["reports"])


def _known(word: str, known: set[str]) -> str:
    return word[::-1] if word[::-1] in known else word
