"""`lint`: what is wrong with a document, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.console import FAILED, NO, YES, Refusal, command
from generator.cli.options import DEFAULT_SPEC, Remote, Spec, Watch
from generator.document import source
from generator.document.diagnostics import Diagnostic, DocumentError
from generator.document.source import Source
from generator.garbage_collection import at_rest

if TYPE_CHECKING:
    from generator.document.rereading import Rereading


class LintFormat(StrEnum):
    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


@command
@at_rest()
def lint(
    spec: Spec = DEFAULT_SPEC,
    format: Annotated[
        LintFormat, typer.Option("--format", help="For people, programs, or pull requests.")
    ] = LintFormat.text,
    rules: Annotated[
        bool, typer.Option("--rules", help="List every rule, why it is there, and what to do.")
    ] = False,
    allow_remote: Remote = False,
    watch: Watch = False,
) -> int:
    """Judge a document and say what to do about it.

    Is it valid OpenAPI, and does it mean what it seems to? Fails if there is a finding of severity
    error.

    \b
    Examples:
      python -m generator lint
      python -m generator lint --rules
      python -m generator lint --watch             at each save, until interrupted
      python -m generator lint --spec museum.yaml --format sarif > museum.sarif
    """
    from generator.api.rules import RULES as API_RULES
    from generator.document.lint import ALL_RULES
    from generator.output import findings as printing

    every = (*ALL_RULES, *API_RULES)
    if rules:
        print(
            printing.rules_as_json(every)
            if format is LintFormat.json
            else printing.rules_as_text(every)
        )
        return YES
    if watch:
        if format is not LintFormat.text:
            raise Refusal("--watch tells people what changed; it has no other --format than text")
        return _watched(spec, allow_remote)
    show = printing.FORMATS[format.value]
    try:
        found = _findings(spec, allow_remote)
    except DocumentError as error:
        if format is LintFormat.text:
            raise
        print(show(error.diagnostics, every))
        return FAILED
    report = show(found, every)
    if report:
        print(report)
    return NO if any(finding.severity == "error" or finding.refuses for finding in found) else YES


def _findings(
    spec: Path, allow_remote: bool, read: Callable[[Path, str], Source] = source.read
) -> Sequence[Diagnostic]:
    from generator.document.bundle import load
    from generator.document.lint import lint as judge
    from generator.output.progress import progress

    with progress() as step:
        step(f"reading {spec}")
        document = load(spec, allow_remote=allow_remote, read=read)
        step("judging the document")
        return judge(document)


def _watched(spec: Path, allow_remote: bool) -> int:
    """Every finding, and at each save those that came and went; a finding is the same wherever its
    line has moved.
    """
    from generator.cli.watching import at_each_change
    from generator.output import findings as printing

    before: list[Sequence[Diagnostic]] = []

    def once(files: Rereading) -> int:
        found = _findings(spec, allow_remote, files)
        if before:
            print(printing.difference(before.pop(), found))
        else:
            print(printing.text(found, ()))
        before.append(found)
        return YES

    return at_each_change(once)
