"""The commands. Each one reads its options, calls a floor below, prints, and turns the answer into
an exit code.

0: yes. 1: the answer is no (drift, errors in the document, strictness). 2: the command could not do
its work. What is asked for goes to standard output, everything about how it went to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.bundle import bundle
from generator.cli.check import check
from generator.cli.console import FAILED, TRACEBACK, YES
from generator.cli.coverage import coverage
from generator.cli.describe import describe
from generator.cli.import_names import import_names
from generator.cli.lint import lint
from generator.cli.mock import mock
from generator.cli.options import ROOT
from generator.cli.reference import reference
from generator.cli.regenerate import regenerate
from generator.cli.review import review
from generator.cli.verify import verify

PROGRAM = "python -m generator"
_DISTRIBUTION = "np6-sdk-factory"

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


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


def _version() -> str:
    """That of the checkout, or of the distribution that is installed."""
    project = ROOT / "pyproject.toml"
    if project.exists():
        import tomllib

        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    from importlib import metadata

    return metadata.version(_DISTRIBUTION)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"{_DISTRIBUTION} {_version()}")
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


for each in (
    *(regenerate, check, lint, bundle, describe, coverage, mock, review, verify),
    import_names,
):
    app.command()(each)
app.add_typer(reference, name="reference")
