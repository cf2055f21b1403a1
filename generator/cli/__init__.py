"""The commands. Each one reads its options, calls a floor below, prints, and turns the answer into
an exit code.

0: yes. 1: the answer is no (drift, errors in the document, strictness). 2: the command could not do
its work. What is asked for goes to standard output, everything about how it went to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

from generator.cli.console import (
    FAILED,
    INTERRUPTED,
    TRACEBACK,
    YES,
    attempt,
    complain,
    failed,
    flushed,
    terminated_as_interrupted,
)
from generator.cli.options import ROOT
from generator.cli.targets import Round, rounds

PROGRAM = "python -m generator"
_DISTRIBUTION = "np6-sdk-factory"

COMMANDS: Final = (
    *("regenerate", "check", "lint", "bundle", "describe", "coverage", "mock", "review", "verify"),
    "import-names",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name; default: the process's own) and give its exit
    code.
    """
    _open_streams()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this process
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  it stays open as long as the process
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    with terminated_as_interrupted() as terminated:
        try:
            code = _rounds(sys.argv[1:] if arguments is None else list(arguments))
        except KeyboardInterrupt:
            code = INTERRUPTED
        except (OSError, MemoryError) as error:
            if os.environ.get(TRACEBACK):
                raise
            code = failed(error)
        code = flushed(code)
    return terminated() or code


def _open_streams() -> None:
    """What whoever started this process has closed is open, to nowhere: other files would have the
    numbers of these streams, which are written to by their numbers too.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # has the lowest number that is free


def _rounds(given: Sequence[str]) -> int:
    asked: list[Round] = []

    def ask() -> int:
        asked.extend(rounds(given))
        return YES

    worst = attempt(ask)
    for each in asked:
        if each.target is not None:
            complain([f"{each.target}:"])
        code = _run(each)
        worst = max(worst, code)
        if code >= INTERRUPTED:
            break
    return worst


def _run(asked: Round) -> int:
    command = next((word for word in asked.arguments[:1] if word in COMMANDS), "")
    try:
        program = _program(command)
        program(args=asked.arguments, prog_name=PROGRAM, default_map=asked.defaults)
    except SystemExit as ending:
        match ending.code:
            case None:
                return YES
            case int(code):
                return code
            case _:
                return FAILED
    return YES


class Program(TyperGroup):
    """The commands. What is wrong with a value is said without the words that Pydantic puts before
    it, by which releases of Typer read values since 0.29.
    """

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.BadParameter as wrong:
            wrong.message = wrong.message.removeprefix("Value error, ")
            raise


@cache
def _program(command: str) -> Callable[..., Any]:
    """The program with one command, or all of them: to read the options of each takes longer than
    some documents.
    """
    app = typer.Typer(
        cls=Program,
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(options)
    for each in (command,) if command else COMMANDS:
        app.command()(_function(each))
    if not command:
        from generator.cli.reference import reference

        app.add_typer(reference, name="reference")
    return get_command(app)


def _function(command: str) -> Callable[..., None]:
    """What a command calls, from its module."""
    name = command.replace("-", "_")
    function: Callable[..., None] = getattr(import_module(f"{__name__}.{name}"), name)
    return function


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
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="NAME",
            show_default=False,
            help="One target of sdk.yaml; may be repeated. Default: all of them.",
        ),
    ] = "",
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
    del version, target
    if traceback:
        os.environ[TRACEBACK] = "1"
