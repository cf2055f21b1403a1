"""The commands. Each one reads its options, calls a floor below, prints, and turns the answer into
an exit code.

0: yes. 1: the answer is no (drift, errors in the document, strictness). 2: the command could not do
its work. What is asked for goes to standard output, everything about how it went to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli_reference import reference
from generator.cli_review import review
from generator.cli_verify import verify
from generator.console import (
    DEFAULT_OUT,
    DEFAULT_SPEC,
    FAILED,
    NO,
    ROOT,
    TEMPLATES,
    TRACEBACK,
    WOULD_HIDE,
    YES,
    KeepGoing,
    Kept,
    Out,
    Package,
    Refusal,
    Remote,
    Spec,
    Strict,
    Templates,
    UnreadableError,
    command,
    complain,
    count,
    judged,
    keep,
    report,
)
from generator.document.diagnostics import Diagnostic, DocumentError

if TYPE_CHECKING:
    from generator.api.model import Api
    from generator.document.bundle import Document
    from generator.output.manifest import Provenance
    from generator.output.progress import Step

PROGRAM = "python -m generator"

_SAID_BY_THE_API = ("OAS064", "OAS106")  # as API007 and API003

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


app.add_typer(reference, name="reference")
app.command()(review)
app.command()(verify)


class CheckFormat(StrEnum):
    text = "text"
    json = "json"


class LintFormat(StrEnum):
    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name; default: the process's own) and give its exit
    code.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this process
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  it stays open as long as the process
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app(args=None if arguments is None else list(arguments), prog_name=PROGRAM)
    except SystemExit as ending:
        return (
            ending.code if isinstance(ending.code, int) else YES if ending.code is None else FAILED
        )
    return YES


def _print_version(wanted: bool) -> None:
    if wanted:
        import tomllib

        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        print(f"{project['name']} {project['version']}")
        raise typer.Exit(YES)


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version and exit."
        ),
    ] = False,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show the traceback of an internal error.")
    ] = False,
) -> None:
    """From an OpenAPI document to a vendored, tested Python SDK.

    \b
    Every day:
      edit spec/, then
      python -m generator lint          is the document sound?
      python -m generator regenerate    write generated/ anew
      python -m generator check         is generated/ in step with spec/?

    \b
    Any other document:
      python -m generator regenerate --spec museum.yaml --out sdk --package museum

    Exit codes: 0 yes; 1 the answer is no; 2 the command could not do its work.
    """
    del version
    if traceback:
        os.environ[TRACEBACK] = "1"


@app.command()
@command
def regenerate(
    spec: Spec = DEFAULT_SPEC,
    out: Out = DEFAULT_OUT,
    package: Package = None,
    templates: Templates = TEMPLATES,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    allow_remote: Remote = False,
) -> int:
    """Write the SDK of a document: package, tests, docs.

    All or nothing: whoever reads the folder meanwhile, and whatever ends this command, sees the old
    files or the new ones. Files in the folder that were not generated are left alone; where one is
    in the way, nothing is written. Unchanged files are not touched.

    What cannot be read (a node of the wrong kind, a reference that leads nowhere) refuses, with
    file, line and reason, and nothing is written. With --keep-going exactly that is left out and
    listed, in the output's README too.

    \b
    Examples:
      python -m generator regenerate
      python -m generator regenerate --spec museum.yaml --out sdk --package museum
      python -m generator regenerate --strict      fail if the SDK would lack something
    """
    from generator.output.progress import progress
    from generator.output.write import write
    from generator.strictness import objections, tell_losses

    _exclude(strict, keep_going)
    kept = _read(spec, allow_remote, keep_going)
    with progress() as step:
        api, tree, provenance = _generate(kept, package, templates, step)
        refused = objections(kept.document, api) if strict else []
        if not refused:
            step(f"writing {out}")
            summary = write(tree, out, provenance)
    report(_further(api))
    tell_losses(api)
    if refused:
        complain([*refused[:-1], f"{refused[-1]}; nothing was written"])
        return NO
    print(summary)
    return YES


@app.command()
@command
def check(
    spec: Spec = DEFAULT_SPEC,
    out: Out = DEFAULT_OUT,
    package: Package = None,
    templates: Templates = TEMPLATES,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    allow_remote: Remote = False,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="For people or for programs.")
    ] = CheckFormat.text,
) -> int:
    """Say whether the generated files are in step.

    Nothing is written, and what `regenerate` refuses is refused. Each file that is not in step
    comes with the reason (document changed, generator changed, options changed, edited by hand, or
    several) and a diff from what is there to what would be generated.

    \b
    Examples:
      python -m generator check
      python -m generator check --format json | jq '.differences[].path'
    """
    from generator.output import check as checking
    from generator.output.progress import progress
    from generator.strictness import objections, tell_losses

    _exclude(strict, keep_going)
    try:
        kept = _read(spec, allow_remote, keep_going)
    except UnreadableError as unreadable:
        if format is CheckFormat.json:
            print(checking.refused_as_json(unreadable.findings))
        raise
    with progress() as step:
        api, tree, provenance = _generate(kept, package, templates, step)
        comparison = checking.compare(tree, out, provenance)
    written = checking.other_package(out, api.package) if comparison.differences else None
    if format is CheckFormat.json:
        print(checking.as_json(comparison))
    elif written is not None:
        print(
            f"{out} was written for the package `{written}`, not `{api.package}`: give "
            f"--package {written}"
        )
    else:
        for line in checking.text(comparison, out):
            print(line)
    report(_further(api))
    tell_losses(api)
    refused = objections(kept.document, api) if strict else []
    complain(refused)
    return NO if comparison.differences or refused else YES


@app.command()
@command
def lint(
    spec: Spec = DEFAULT_SPEC,
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
    from generator.document.bundle import load
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
            document = load(spec, allow_remote=allow_remote)
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


@app.command()
@command
def bundle(
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FILE", help="The file to write; JSON if it ends in .json; - to print."
        ),
    ],
    spec: Spec = DEFAULT_SPEC,
    allow_remote: Remote = False,
) -> int:
    """Write a document of several files as one.

    Nothing is written if a part of the document cannot be read: the file would not say what the
    document says.

    \b
    Examples:
      python -m generator bundle --out openapi.yaml
      python -m generator bundle --out - | less
    """
    from generator.document.bundle import load
    from generator.document.dump import dump
    from generator.output.single_file import write_file

    document = judged(load(spec, allow_remote=allow_remote), otherwise="nothing was written")
    lost = [
        finding
        for finding in document.diagnostics
        if finding.severity == "error" and finding.effect == "counted"
    ]
    if lost:  # an example in a file that is not there, say, which an SDK can do without
        report(lost)
        complain([f"error: the document has {count(len(lost), 'error')}; nothing was written"])
        return NO
    write_file(dump(document, as_json=out.suffix == ".json"), out, sources=document.files)
    if str(out) != "-":
        complain([f"wrote {out}: {count(len(document.files), 'file')} as one"])
    return YES


@app.command()
@command
def describe(
    spec: Spec = DEFAULT_SPEC, package: Package = None, allow_remote: Remote = False
) -> int:
    """Print what was decided about a document, as JSON.

    Names, types, operations, retries, evidence: all that the templates print from.

    \b
    Example:
      python -m generator describe | jq '.operations[].function'
    """
    from generator.api.build import build
    from generator.document.bundle import load
    from generator.output.describe import describe as as_json

    document = judged(load(spec, allow_remote=allow_remote))
    api = build(document, package=package)
    report(_further(api))
    print(as_json(api))
    return YES


@app.command()
@command
def coverage(
    spec: Spec = DEFAULT_SPEC, templates: Templates = TEMPLATES, allow_remote: Remote = False
) -> int:
    """Print how much of the vendor's reference a document covers.

    Section by section: operations in the reference, transcribed, how much of them was seen, and
    which are missing. 1 where the document says nothing of a reference (`x-evidence`).

    \b
    Example:
      python -m generator coverage
    """
    from generator.api.build import build
    from generator.document.bundle import load
    from generator.emit.coverage import emit_coverage, for_terminal
    from generator.emit.templates import environment

    document = judged(load(spec, allow_remote=allow_remote))
    pages = emit_coverage(build(document), environment(templates))
    if not pages:
        complain([f"{spec}: no operation has `x-evidence`, so nothing is known of a reference"])
        return NO
    print(for_terminal("".join(pages.values())), end="")
    return YES


@app.command()
@command
def mock(
    spec: Spec = DEFAULT_SPEC,
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="0 takes a free one.")
    ] = 8000,
    tls: Annotated[
        bool,
        typer.Option("--tls", help="Serve HTTPS, certified by an authority made for this run."),
    ] = False,
    ca_file: Annotated[
        Path | None,
        typer.Option(
            "--ca-file",
            metavar="FILE",
            help=(
                "With --tls: write the authority's certificate here. Default: a temporary file, "
                "removed at the end."
            ),
        ),
    ] = None,
    keep_going: KeepGoing = False,
    allow_remote: Remote = False,
) -> int:
    """Serve the examples of a document on this machine.

    Requests are validated as the document says. The first line that is printed is the address; with
    --tls a second one names the file with the certificate that a client has to trust, as
    SSL_CERT_FILE=… Ctrl-C ends it.

    \b
    Examples:
      python -m generator mock --port 8000
      python -m generator mock --port 8443 --tls --ca-file build/ca.pem
    """
    if ca_file is not None and not tls:
        raise Refusal("--ca-file goes with --tls")
    from generator.document.bundle import load
    from generator.mock.app import serve, serve_tls

    document, _, told = keep(
        load(spec, allow_remote=allow_remote), "nothing is served", keep_going=keep_going
    )
    complain(told)
    if tls:
        serve_tls(document, port, ca_file=ca_file)
    else:
        serve(document, port)
    return YES


def _further(api: Api) -> Iterable[Diagnostic]:
    """What the API floor found; of extensions `lint` has said more, and was heard."""
    from generator.api.rules import EXTENSION

    return (finding for finding in api.diagnostics if finding.code != EXTENSION.code)


def _exclude(strict: bool, keep_going: bool) -> None:
    if strict and keep_going:
        raise Refusal(
            "--strict and --keep-going exclude each other: one fails on what the other leaves out"
        )


def _read(spec: Path, allow_remote: bool, keep_going: bool) -> Kept:
    """The document, judged. UnreadableError where it is refused."""
    from generator.document.bundle import load
    from generator.output.progress import progress

    with progress() as step:
        step(f"reading {spec}")
        document = load(spec, allow_remote=allow_remote)
        step("judging the document")
        kept = keep(document, "nothing was written", keep_going=keep_going, later=_SAID_BY_THE_API)
    complain(kept.told)
    return kept


def _generate(
    kept: Kept, package: str | None, templates: Path, step: Step
) -> tuple[Api, dict[str, bytes], Provenance]:
    """The floors above the document in their order: Api, tree."""
    step("deciding names and types")
    from generator.api.build import build
    from generator.api.names import SHADOWED

    left_out = tuple(omission.anywhere for omission in kept.omissions)
    api = replace(build(kept.document, package=package), left_out=left_out)
    if api.package in SHADOWED:
        raise Refusal(
            f"the package `{api.package}` of x-sdk {WOULD_HIDE}; name another one, or give "
            "--package"
        )
    step("printing code")
    from generator.emit.package import emitted
    from generator.output.manifest import provenance_of

    tree, untested = emitted(api, templates=templates)
    api = _with_untested(kept.document, api, untested)
    given = {} if package is None else {"package": package}
    if kept.omissions:
        given["keep-going"] = "true"
    return api, tree, provenance_of(kept.document, templates=templates, options=given)


def _with_untested(document: Document, api: Api, untested: Mapping[tuple[str, str], str]) -> Api:
    """With a finding for each operation whose test is left out of what is emitted, by its method
    and path, and why.
    """
    from generator.api.rules import UNTESTED

    found = [
        UNTESTED.found(f"`{operation.id}` has no test: {why}", document.locate(operation.pointer))
        for operation in api.operations
        if (why := untested.get((operation.method, operation.path)))
    ]
    return replace(api, diagnostics=(*api.diagnostics, *found)) if found else api
