"""The commands. Each one reads its options, calls a floor below, prints, and turns the answer into an exit code.

0: yes. 1: the answer is no (drift, errors in the document, strictness). 2: the command could not do its work. What is asked for
goes to standard output, everything about how it went to standard error.
"""

from __future__ import annotations

import functools
import io
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from generator.document.diagnostics import Diagnostic, DocumentError
from generator.output.tree import OutputError

if TYPE_CHECKING:
    from generator.api.model import Api
    from generator.document.bundle import Document
    from generator.output.manifest import Provenance
    from generator.output.progress import Step

P = ParamSpec("P")

YES, NO, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
PROGRAM = "python -m generator"
TRACEBACK = "GENERATOR_TRACEBACK"
ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class CheckFormat(StrEnum):
    text = "text"
    json = "json"


class LintFormat(StrEnum):
    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


Spec = Annotated[Path, typer.Option("--spec", metavar="FILE", help="The document's root file, YAML or JSON.")]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="The folder of generated files.")]
Package = Annotated[
    str | None, typer.Option("--package", metavar="NAME", help="Import name. Default: x-sdk in the document, else its title.")
]
Templates = Annotated[
    Path,
    typer.Option(
        "--templates", metavar="FOLDER", exists=True, file_okay=False, show_default=False, help="What is printed from."
    ),
]
Remote = Annotated[bool, typer.Option("--allow-remote", help="Follow references to other hosts. They are refused otherwise.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail, and write nothing, if an operation cannot be expressed.")]

DEFAULT_SPEC = Path("spec/openapi.yaml")
DEFAULT_OUT = Path("generated")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name; default: the process's own) and give its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app(args=None if arguments is None else list(arguments), prog_name=PROGRAM)
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else YES if ending.code is None else FAILED
    return YES


def command(function: Callable[P, int]) -> Callable[P, None]:
    """A command that ends with the exit code that `function` gives; what goes wrong is said in a line, not a traceback."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
            sys.stdout.flush()
        except DocumentError as error:
            _complain(map(str, error.diagnostics))
            code = FAILED
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            # Python flushes standard output once more when it ends, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = BROKEN_PIPE
        except Exception as error:  # the last resort: no bug shows a user a traceback
            if os.environ.get(TRACEBACK):
                raise
            _complain([_one_line(error)])
            code = FAILED
        raise typer.Exit(code)

    return run


def _one_line(error: Exception) -> str:
    from generator.emit.templates import TemplateError

    if isinstance(error, OutputError):
        return f"error: {error}"
    if isinstance(error, TemplateError):
        return f"error: template {error}"
    if isinstance(error, OSError) and error.strerror:
        return f"error: {f'{error.filename}: ' if error.filename else ''}{error.strerror}"
    detail = " ".join(str(error).split())
    return f"internal error: {type(error).__name__}: {detail[:500]}; please report it (--traceback shows where)"


def _complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _print_version(wanted: bool) -> None:
    if wanted:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        print(f"{project['name']} {project['version']}")
        raise typer.Exit(YES)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
    traceback: Annotated[bool, typer.Option("--traceback", help="Show the traceback of an internal error.")] = False,
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
    allow_remote: Remote = False,
) -> int:
    """Write the SDK of a document: package, tests, documentation.

    All or nothing: whoever reads the folder meanwhile, and whatever ends this command, sees the old files or the new ones.
    Files in the folder that were not generated are left alone; where one is in the way, nothing is written.
    Unchanged files are not touched.

    \b
    Examples:
      python -m generator regenerate
      python -m generator regenerate --spec museum.yaml --out sdk --package museum
      python -m generator regenerate --strict      fail if an operation cannot be expressed
    """
    from generator.output.progress import progress
    from generator.output.write import write

    with progress() as step:
        api, tree, provenance = _generate(spec, package, templates, allow_remote, step)
        refused = _inexpressible(api) if strict else ()
        if not refused:
            step(f"writing {out}")
            summary = write(tree, out, provenance)
    _complain(str(finding) for finding in api.diagnostics if finding.severity != "info")
    if refused:
        count = f"{len(refused)} operation{'' if len(refused) == 1 else 's'}"
        _complain([f"error: {count} cannot be expressed, and --strict was given; nothing was written"])
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
    allow_remote: Remote = False,
    format: Annotated[CheckFormat, typer.Option("--format", help="For people or for programs.")] = CheckFormat.text,
) -> int:
    """Say whether the generated files are in step with the document; writes nothing.

    Each file that is not comes with the reason (document changed, generator changed, options changed, edited by hand, or
    several) and a diff from what is there to what would be generated.

    \b
    Examples:
      python -m generator check
      python -m generator check --format json | jq '.differences[].path'
    """
    from generator.output import check as checking
    from generator.output.progress import progress

    with progress() as step:
        api, tree, provenance = _generate(spec, package, templates, allow_remote, step)
        comparison = checking.compare(tree, out, provenance)
    if format is CheckFormat.json:
        print(checking.as_json(comparison))
    else:
        for line in checking.text(comparison, out):
            print(line)
    refused = _inexpressible(api) if strict else ()
    _complain(map(str, refused))
    return NO if comparison.differences or refused else YES


@app.command()
@command
def lint(
    spec: Spec = DEFAULT_SPEC,
    format: Annotated[LintFormat, typer.Option("--format", help="For people, programs, or pull requests.")] = LintFormat.text,
    rules: Annotated[bool, typer.Option("--rules", help="List every rule, why it is there, and what to do.")] = False,
    allow_remote: Remote = False,
) -> int:
    """Judge a document: is it valid OpenAPI, and does it mean what it seems to?

    Fails if there is a finding of severity error.

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
        print(printing.rules_as_json(every) if format is LintFormat.json else printing.rules_as_text(every))
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
    return NO if any(finding.severity == "error" for finding in found) else YES


@app.command()
@command
def bundle(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="The file to write; JSON if it ends in .json; - to print.")
    ],
    spec: Spec = DEFAULT_SPEC,
    allow_remote: Remote = False,
) -> int:
    """Write a document of several files as one.

    \b
    Examples:
      python -m generator bundle --out openapi.yaml
      python -m generator bundle --out - | less
    """
    from generator.document.bundle import dump, load
    from generator.output.single_file import write_file

    document = load(spec, allow_remote=allow_remote)
    write_file(dump(document, as_json=out.suffix == ".json"), out, sources=document.files)
    return YES


@app.command()
@command
def describe(spec: Spec = DEFAULT_SPEC, package: Package = None, allow_remote: Remote = False) -> int:
    """Print what was decided about a document, as JSON: names, types, operations, retries, evidence.

    \b
    Example:
      python -m generator describe | jq '.operations[].function'
    """
    from generator.api.build import build
    from generator.document.bundle import load
    from generator.output.describe import describe as as_json

    print(as_json(build(load(spec, allow_remote=allow_remote), package=package)))
    return YES


@app.command()
@command
def mock(
    spec: Spec = DEFAULT_SPEC,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 8000,
    allow_remote: Remote = False,
) -> int:
    """Serve a document on this machine: requests are validated, examples are answered. Ctrl-C ends it.

    \b
    Example:
      python -m generator mock --port 8000
    """
    from generator.document.bundle import load
    from generator.mock.app import serve

    serve(load(spec, allow_remote=allow_remote), port)
    return YES


def _generate(
    spec: Path, package: str | None, templates: Path, allow_remote: bool, step: Step
) -> tuple[Api, dict[str, bytes], Provenance]:
    """The floors in their order: document, Api, tree."""
    step(f"reading {spec}")
    from generator.document.bundle import load

    document: Document = load(spec, allow_remote=allow_remote)
    _complain(str(finding) for finding in document.diagnostics if finding.severity != "info")
    step("deciding names and types")
    from generator.api.build import build

    api = build(document, package=package)
    step("printing code")
    from generator.emit import emit
    from generator.output.manifest import provenance_of

    tree = emit(api, templates=templates)
    given = {} if package is None else {"package": package}
    return api, tree, provenance_of(document, templates=templates, options=given)


def _inexpressible(api: Api) -> tuple[Diagnostic, ...]:
    from generator.api.rules import INEXPRESSIBLE

    return tuple(finding for finding in api.diagnostics if finding.code == INEXPRESSIBLE.code)
