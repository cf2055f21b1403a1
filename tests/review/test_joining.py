"""What a rule is about, by which what the wire and what Python see of one cause find each other: `aspects.txt` lists all."""

from __future__ import annotations

import os
from pathlib import Path

from generator.review.joining import aspect
from generator.review.python_rules import PYTHON_RULES
from generator.review.rules import RULES

EXPECTED = Path(__file__).with_name("aspects.txt")


def test_every_rule_is_about_what_is_listed() -> None:
    """REWRITE_CASES=1 writes the list."""
    told = {rule.id: " ".join(filter(None, aspect(rule.id))) for rule in (*RULES, *PYTHON_RULES)}
    text = "".join(f"{name}: {what}\n" for name, what in told.items())
    if os.environ.get("REWRITE_CASES"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text(encoding="utf-8")
