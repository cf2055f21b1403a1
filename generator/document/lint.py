"""Judges a bundled document: every finding of every stage that has read it, and of the rules of
`generator.document.rules`.

The rules are a table. A rule has a code that never changes its meaning, a severity (`error`: the
document is wrong; `warning`: it is probably not what was meant; `info`: worth knowing), and says
why it exists and what to do. Codes of this stage are OAS050 and up; HSE are house rules, which a
document asks for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.document import bundle, source
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Location, Rule
from generator.document.rules import (
    components,
    discriminators,
    extensions,
    house,
    operations,
    paging_hints,
    parameters,
    paths,
    polling,
    repeats,
    schemas,
    security,
    servers,
    signatures,
    streaming,
    transcription,
    values,
)
from generator.document.rules.survey import surveyed
from generator.document.rules.table import Check
from generator.document.validate import RULES as STRUCTURE
from generator.document.validate import validate

CHECKS = (
    *operations.CHECKS,
    *paths.CHECKS,
    *parameters.CHECKS,
    *security.CHECKS,
    *polling.CHECKS,
    *signatures.CHECKS,
    *servers.CHECKS,
    *components.CHECKS,
    *schemas.CHECKS,
    *discriminators.CHECKS,
    *values.CHECKS,
    *extensions.CHECKS,
    *paging_hints.CHECKS,
    *streaming.CHECKS,
    *repeats.CHECKS,
    *house.CHECKS,
    *transcription.CHECKS,
)
RULES: tuple[Rule, ...] = tuple(check.rule for check in CHECKS)
ALL_RULES: tuple[Rule, ...] = (*source.RULES, *bundle.RULES, *STRUCTURE, *RULES)
"""Of all stages that read the document, in the order of the stages; those of `generator.api` are
its own.
"""

_OF_FILES = frozenset(rule.code for rule in source.RULES)
_NOWHERE = Location("")
_INTRODUCTION = (
    (
        "Every finding that a document can give. An **error** is wrong, a **warning** is "
        "probably not what was meant, an **info**"
    ),
    (
        "is worth knowing. Rules whose code starts with HSE are house rules: they hold where the "
        "document asks for them, with"
    ),
    (
        "`x-sdk: {house-rules: true}` or a list of codes at its root. This page is made from the "
        "tables in the code."
    ),
    "",
    (
        "What a finding means for the commands that make something of a document (`regenerate`, "
        "`check`, `bundle`, `mock`,"
    ),
    (
        "`describe`, `coverage`) is its effect. It **refuses**: a part of the document cannot be "
        "read, and nothing is made of it"
    ),
    (
        "unless `--keep-going` leaves that part out. **Where read**: it refuses where it is "
        "about something that the SDK is made"
    ),
    (
        "from, and is counted elsewhere (a description, an example). **Told**: the command says "
        "it and goes on. **Counted**: it"
    ),
    "has no effect on the SDK; the command says how many errors of that kind there are.",
)


def lint(document: Document) -> tuple[Diagnostic, ...]:
    """All findings about `document`, those of reading, bundling and validation included: by place,
    then code; none twice.

    What makes a file unusable comes first, and what follows from it is one finding."""
    return folded(findings(document))


def findings(document: Document, checks: Iterable[Check] = CHECKS) -> tuple[Diagnostic, ...]:
    """What `lint` tells, each finding by itself; besides the structure, by `checks`. House rules
    (HSE) are for documents that ask for them.
    """
    found = [*document.diagnostics, *validate(document)]
    survey = surveyed(document)
    for check in checks:
        is_of_house = check.rule.code.startswith("HSE")
        if is_of_house and not house.wanted(document.root, check.rule.code):
            continue
        for finding in check.find(survey):
            place = finding.place or document.locate(finding.pointer, key=True)
            found.append(
                check.rule.found(finding.message, place, finding.pointer, effect=finding.effect)
            )
    # What is written once is reported once, also where an alias or a reference brings it to several
    # places of the tree.
    distinct = {
        _place(diagnostic): diagnostic for diagnostic in sorted(found, key=_pointer, reverse=True)
    }
    return tuple(distinct[place] for place in sorted(distinct))


def folded(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`findings` with what makes files unusable in front, and one finding for all references that
    lead into such a file: `REF001 … ; 3 more references lead into it`.
    """
    given = list(findings)
    leading_into = Counter(finding.cause for finding in given)
    rest: dict[str | Diagnostic, Diagnostic] = {}
    for finding in given:
        others = leading_into[finding.cause] - 1
        if finding.cause is not None and others:
            rest.setdefault(finding.cause, _with_more(finding, others))
        elif not _makes_unusable(finding):
            rest[finding] = finding
    return (*filter(_makes_unusable, given), *rest.values())


def _makes_unusable(finding: Diagnostic) -> bool:
    """Whether nothing of a file can be read because of the finding."""
    return finding.refuses and finding.code in _OF_FILES


def _with_more(finding: Diagnostic, more: int) -> Diagnostic:
    """The finding about a reference, with how many more lead into the same file."""
    references = "1 more reference leads" if more == 1 else f"{more} more references lead"
    return replace(finding, message=f"{finding.message}; {references} into it")


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    place = diagnostic.location or _NOWHERE
    return place.file, place.line, place.column, diagnostic.code, diagnostic.message


def _pointer(diagnostic: Diagnostic) -> str:
    return (diagnostic.location or _NOWHERE).pointer


def rules_markdown(rules: tuple[Rule, ...] = ALL_RULES) -> str:
    """`rules` as a page of Markdown: a table by code, then the reason and remedy of each."""
    lines = ["# Rules", "", *_INTRODUCTION, ""]
    lines += ["| code | severity | effect | finding |", "| --- | --- | --- | --- |"]
    lines += [
        (
            f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {_effect(rule)} | "
            f"{_cell(rule.summary.removesuffix('.'))} |"
        )
        for rule in rules
    ]
    for rule in rules:
        lines += [
            "",
            f"## {rule.code}",
            "",
            f"**{rule.severity}: {rule.summary.removesuffix('.')}.** {rule.reason}",
            "",
            f"*{rule.remedy}*",
        ]
    return "\n".join(lines) + "\n"


def _effect(rule: Rule) -> str:
    """What a rule's findings mean; those of the API floor are about what was read already."""
    if rule.code.startswith("API"):
        return "counted" if rule.severity == "info" else "told"
    return rule.effect


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
