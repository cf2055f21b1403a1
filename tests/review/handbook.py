"""`docs/review-rules.md`: every rule of the review as its case shows it. `python -m
tests.review.handbook` prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import unified_diff
from typing import Final

from generator.review.model import NOTHING_TO_DO, Report, Rule, Verdict
from generator.review.rules import RULES, UNEVEN
from tests.review.rule_cases import FOLDER, RuleCase, compared, read, rules_of_change, text_of

_INTRODUCTION: Final = (
    (
        "What `review` says of a change, rule by rule. A rule about the wire asks whether a "
        "request or a response that was valid"
    ),
    (
        "stays valid, a rule about Python whether code that uses the package still runs and "
        "type-checks. `breaking` is certain,"
    ),
    (
        "`cannot tell` is what no document decides, `safe` is sure. Each example is run by the "
        "tests: what is said below the"
    ),
    "difference is what the review says of it.",
)
_SAYS: Final[dict[Verdict, str]] = {
    "breaking": "breaking",
    "unknown": "cannot tell",
    "safe": "safe",
}


def handbook() -> str:
    """The page as Markdown: a table of the rules by area, then each with its reason, its remedy and
    an example.
    """
    lines = introduction()
    for rule in RULES:
        case = read(FOLDER / rule.id / "case.yaml")
        lines += ["", *section(rule, case, compared(case.base, case.head))]
    return "\n".join(lines) + "\n"


def introduction() -> list[str]:
    """The lines before the sections of the rules."""
    return [
        "# Rules of the review",
        "",
        *_INTRODUCTION,
        "",
        "| area | rule | verdict |",
        "| --- | --- | --- |",
        *map(row, RULES),
    ]


def _verdict(rule: Rule) -> Verdict:
    return rule.python if rule.area == "python" else rule.wire


def row(rule: Rule) -> str:
    """The row of a rule in the table."""
    return f"| {rule.area} | [{rule.id}](#{rule.id}) | {_SAYS[_verdict(rule)]} |"


def head(rule: Rule) -> Iterator[str]:
    """The lines of a section that the table of the rules says by itself, before the example."""
    told = f" · {rule.direction}" if rule.area != "python" else ""
    yield from (
        f"## {rule.id}",
        "",
        f"**{_SAYS[_verdict(rule)]}** · {rule.area}{told}. {rule.reason}",
    )
    if rule.remedy != NOTHING_TO_DO:
        yield from ("", f"*What to do:* {rule.remedy}")
    if rule.area == "python":
        return
    if not rule.mirror:
        yield from ("", f"*The other way round:* {rule.unmirrored}")
        return
    why = UNEVEN.get(frozenset({rule.id, rule.mirror}))
    yield from (
        "",
        (
            "*The other way round:* "
            f"[{rule.mirror}](#{rule.mirror}){f', which is judged otherwise. {why}' if why else '.'}"
        ),
    )


def section(rule: Rule, case: RuleCase, report: Report) -> Iterator[str]:
    """The lines of a rule with its case, of whose edit the review says what `report` has."""
    yield from head(rule)
    yield from ("", "```diff", *_difference(case), "```")
    change = next(change for change in report.changes if rule.id in rules_of_change(change))
    yield from ("", f"> **{change.where}**: {change.what}.")
    if change.code is not None:
        yield from (">", f"> **Python**, {_SAYS[change.python]}: {change.code.what}.")


def _difference(case: RuleCase) -> Iterator[str]:
    """The lines of a unified difference, without its head."""
    sides = [text_of(document).splitlines() for document in (case.base, case.head)]
    for number, line in enumerate(unified_diff(*sides, lineterm="", n=3)):
        if number > 1 and not (number == 2 and line.startswith("@@")):
            yield "…" if line.startswith("@@") else line


if __name__ == "__main__":
    sys.stdout.write(handbook())
