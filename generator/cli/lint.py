"""`lint`: what is wrong with a document, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.console import FAILED, NO, YES, Refusal, command
from generator.cli.options import (
    DEFAULT_SPEC,
    Exclude,
    Include,
    Overlays,
    Package,
    Remote,
    Spec,
    Watch,
)
from generator.cli.reading import Asked, follow_files, read
from generator.document.diagnostics import Diagnostic, DocumentError, Rule
from generator.emit.template_folders import TEMPLATES
from generator.garbage_collection import at_rest

if TYPE_CHECKING:
    from generator.document.bundle import Document
    from generator.document.origins import Origin
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
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    package: Package = None,
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
    asked = Asked(allow_remote, overlay, include, exclude)
    if watch:
        if format is not LintFormat.text:
            raise Refusal("--watch tells people what changed; it has no other --format than text")
        follow_files(spec, asked)
        return _watched(spec, asked, package, every)
    show = printing.FORMATS[format.value]
    try:
        document = _read(spec, asked)
        found = _findings(document)
        found = [*found, *(_of_samples(document, found, package) or ())]
    except DocumentError as error:
        if format is LintFormat.text:
            raise
        print(show(error.diagnostics, every))
        return FAILED
    report = show(found, every)
    if report:
        print(report)
    return NO if any(finding.severity == "error" or finding.refuses for finding in found) else YES


def _read(spec: Origin, asked: Asked, read_file: Rereading | None = None) -> Document:
    from generator.output.progress import progress

    with progress() as step:
        step(f"reading {spec}")
        return read(spec, asked, read_file)


def _findings(document: Document) -> Sequence[Diagnostic]:
    from generator.document.lint import lint as judge
    from generator.output.progress import progress

    with progress() as step:
        step("judging the document")
        return judge(document)


def _of_samples(
    document: Document,
    found: Sequence[Diagnostic],
    package: str | None,
    stop: Callable[[], object] = bool,
) -> Sequence[Diagnostic] | None:
    """What is wrong with samples in Python, which takes the names of the package that the document
    makes: nothing where it makes none. None where it was to `stop` meanwhile.
    """
    from generator.document.rules.extension_forms import CODE_SAMPLES
    from generator.document.rules.survey import surveyed

    operations = surveyed(document).operations
    if not any(key in each.node for each in operations for key in CODE_SAMPLES):
        return ()
    if any(each.refuses for each in found):
        return ()
    from generator.api.build import build
    from generator.emit.sample_check import sample_findings

    api = build(document, package=package, examples=False)
    return None if stop() else sample_findings(document, api, TEMPLATES)


def _watched(spec: Origin, asked: Asked, package: str | None, rules: Sequence[Rule]) -> int:
    """Every finding, and at each save those that came and went; a finding is the same wherever its
    line has moved. Samples take longer, and are told of after the rest.
    """
    from generator.cli.watching import at_each_change
    from generator.output import findings as printing

    told = _Told()

    def once(files: Rereading) -> int:
        told.document = None  # until this one can be read
        document = _read(spec, asked, files)
        found = _findings(document)
        if told.findings is None:
            print(printing.as_text(found, rules))
        else:
            lines = printing.finding_changes(told.findings, found, rules)
            print(*lines, printing.count(found), sep="\n")
        told.document, told.findings = document, found
        return YES

    def when_idle(files: Rereading) -> int:
        if told.document is None or any(each.refuses for each in told.findings or ()):
            return YES
        samples = _of_samples(told.document, told.findings or (), package, files.changes)
        if samples is not None and (
            lines := printing.finding_changes(told.samples, samples, rules)
        ):
            print(*lines, f"{printing.count(samples)} in samples", sep="\n")
        told.samples = told.samples if samples is None else samples
        return YES

    return at_each_change(once, when_idle)


@dataclass
class _Told:
    """What was told of a document that is watched."""

    document: Document | None = None
    findings: Sequence[Diagnostic] | None = None
    samples: Sequence[Diagnostic] = ()
