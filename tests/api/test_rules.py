"""What the page of the rules says of those of the API is what their table has."""

from __future__ import annotations

import re
from pathlib import Path

from generator.api.rules import RULES
from generator.document.lint import rules_markdown

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def _of_the_api(text: str) -> list[str]:
    """The rows and the sections of the rules of the API."""
    return re.findall(r"^\| \[API\d+\].*$|^## API\d+\n\n.*\n\n.*$", text, re.MULTILINE)


def test_the_page_has_every_rule_of_the_api_as_the_table_has_it() -> None:
    found = _of_the_api(rules_markdown(RULES))
    assert len(found) == 2 * len(RULES)
    assert found == _of_the_api(PAGE.read_text(encoding="utf-8"))
