"""`lint`: what is wrong with a document, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from generator.cli.console import FAILED, NO, YES, command
from generator.cli.options import DEFAULT_SPEC, Exclude, Include, Overlays, Remote, Spec
from generator.cli.reading import Asked, read
from generator.document.diagnostics import Diagnostic, DocumentError
from generator.garbage_collection import at_rest


class LintFormat(StrEnum):
    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


@command
@at_rest()
def lint(
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    format: Annotated[
        LintFormat, typer.Option("--format", help="For people, programs, or pull requests.")
    ] = LintFormat.text,
    rules: Annotated[
        bool, typer.Option("--rules", help="List every rule, why it is there, and what to do.")
    ] = False,
    allow_remote: Remote = False,
) -> int:
    """Judge a document and say what to do about it.

    Is it valid OpenAPI, and does it mean what it seems to? Fails if there is a finding of severity
    error.

    \b
    Examples:
      python -m generator lint
      python -m generator lint --rules
      python -m generator lint --spec museum.yaml --format sarif > museum.sarif
    """
    from generator.api.rules import RULES as API_RULES
    from generator.document.lint import ALL_RULES
    from generator.document.lint import lint as judge
    from generator.output import findings as printing
    from generator.output.progress import progress

    every = (*ALL_RULES, *API_RULES)
    if rules:
        print(
            printing.rules_as_json(every)
            if format is LintFormat.json
            else printing.rules_as_text(every)
        )
        return YES
    show = printing.FORMATS[format.value]
    try:
        with progress() as step:
            step(f"reading {spec}")
            document = read(spec, Asked(allow_remote, overlay, include, exclude))
            step("judging the document")
            found: Sequence[Diagnostic] = judge(document)
    except DocumentError as error:
        if format is LintFormat.text:
            raise
        print(show(error.diagnostics, every))
        return FAILED
    report = show(found, every)
    if report:
        print(report)
    return NO if any(finding.severity == "error" or finding.refuses for finding in found) else YES
