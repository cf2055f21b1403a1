"""What the commands have in common: exit codes, options, how a finding and a failure are told.

What is asked for goes to standard output, everything about how it went to standard error.
"""

from __future__ import annotations

import functools
import keyword
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, ParamSpec

import typer

from generator.document.diagnostics import Diagnostic, DocumentError
from generator.output.tree import OutputError

if TYPE_CHECKING:
    from generator.document.bundle import Document
    from generator.document.omissions import Omission

P = ParamSpec("P")

YES, NO, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
TRACEBACK = "GENERATOR_TRACEBACK"
ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"


class UnreadableError(Exception):
    """A document of which parts cannot be read: the findings, and lines that say them and what to
    do. Exit code 1.
    """

    def __init__(self, findings: Iterable[Diagnostic], lines: Iterable[str]) -> None:
        self.findings = tuple(findings)
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


class Refusal(Exception):  # noqa: N818  it is an answer, not a fault
    """A command that cannot do its work, in one line or several. Exit code 2."""


WOULD_HIDE = "would hide the module of that name, which Python, the package or its tests need"


def _importable(package: str | None) -> str | None:
    if package is not None and (
        not (package.isascii() and package.isidentifier()) or keyword.iskeyword(package)
    ):
        raise typer.BadParameter(
            f"{package!r} cannot be imported; letters, digits and _, no keyword, no digit first"
        )
    from generator.api.names import SHADOWED

    if package in SHADOWED:
        raise typer.BadParameter(f"{package!r} {WOULD_HIDE}")
    return package


Spec = Annotated[
    Path, typer.Option("--spec", metavar="FILE", help="The document's root file, YAML or JSON.")
]
Out = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="The folder of generated files.")
]
Package = Annotated[
    str | None,
    typer.Option(
        "--package",
        metavar="NAME",
        callback=_importable,
        help="Import name. Default: x-sdk in the document, else its title.",
    ),
]
Templates = Annotated[
    Path,
    typer.Option(
        "--templates",
        metavar="FOLDER",
        exists=True,
        file_okay=False,
        show_default=False,
        help="What is printed from.",
    ),
]
Remote = Annotated[
    bool,
    typer.Option(
        "--allow-remote", help="Follow references to other hosts. They are refused otherwise."
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help=(
            "Fail if `lint` finds an error, or the SDK does not express all of the document. "
            "Excludes --keep-going."
        ),
    ),
]
KeepGoing = Annotated[
    bool,
    typer.Option(
        "--keep-going", help="Leave out what cannot be read, list it, and go on with the rest."
    ),
]

DEFAULT_SPEC = Path("spec/openapi.yaml")
DEFAULT_OUT = Path("generated")


def command(function: Callable[P, int]) -> Callable[P, None]:
    """A command that ends with the exit code that `function` gives; what goes wrong is said in a
    line, not a traceback.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
            sys.stdout.flush()
        except DocumentError as error:
            complain(map(str, error.diagnostics))
            code = FAILED
        except UnreadableError as unreadable:
            complain(unreadable.lines)
            code = NO
        except Refusal as refusal:
            complain(f"error: {line}" for line in str(refusal).splitlines())
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
            complain([_one_line(error)])
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
    return (
        f"internal error: {type(error).__name__}: {detail[:500]}; please report it (--traceback "
        "shows where)"
    )


def complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def report(*stages: Iterable[Diagnostic]) -> None:
    """What the stages found, each in the order of the files."""
    for findings in stages:
        complain(map(str, worth_saying(findings)))


def worth_saying(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted((finding for finding in findings if finding.severity != "info"), key=place_of)


class Kept(NamedTuple):
    """What of a document can be read: all of it, or what is left; what had to be left out; and what
    is to be told of it.
    """

    document: Document
    omissions: tuple[Omission, ...]
    told: tuple[str, ...]


def judged(document: Document, otherwise: str = "nothing was made of it") -> Document:
    """`document`, if every part of it that is of use can be read, and what else is wrong is told.
    UnreadableError otherwise.
    """
    complain(keep(document, otherwise, keep_going=None).told)
    return document


def keep(
    document: Document, otherwise: str, *, keep_going: bool | None, later: Collection[str] = ()
) -> Kept:
    """What of `document` can be read; without `keep_going`, that has to be all of it.

    `keep_going` is None where the command does not have the option. UnreadableError, whose last
    line tells `otherwise`, where a part cannot be read and is not left out. Rules of `later` are
    left to a floor above, which says the same in its own words."""
    from generator.document.judge import judge
    from generator.document.omissions import without
    from generator.document.validate import UNKNOWN_KEYWORD

    judgement = judge(document)
    omissions: tuple[Omission, ...] = ()
    told: list[str] = []
    if judgement.refusals and keep_going:
        told += with_remedies(judgement.refusals)
        document, omissions = without(document, judgement.every)
        told += (f"left out: {omission}" for omission in omissions)
        judgement = judge(document)
    if judgement.refusals:
        misspelt = with_remedies(
            finding for finding in judgement.told if finding.code == UNKNOWN_KEYWORD.code
        )
        lines = [
            *told,
            *misspelt,
            *with_remedies(judgement.refusals),
            _refused(judgement.every, otherwise, keep_going),
        ]
        raise UnreadableError(judgement.every, lines)
    told += map(
        str, worth_saying(finding for finding in judgement.told if finding.code not in later)
    )
    if judgement.counted:
        told.append(
            f"{count(judgement.counted, 'finding')} without effect on the SDK; `lint` has "
            "the details"
        )
    return Kept(document, omissions, tuple(told))


def _refused(refusals: Sequence[Diagnostic], otherwise: str, keep_going: bool | None) -> str:
    offer = "" if keep_going is not None else "`regenerate` with "
    remedy = (
        ""
        if keep_going
        else f"; {offer}--keep-going leaves out exactly what cannot be read, and lists it"
    )
    verb = "makes" if len(refusals) == 1 else "make"
    return (
        f"error: {count(len(refusals), 'finding')} {verb} parts of the document unreadable; "
        f"{otherwise}{remedy}"
    )


def with_remedies(found: Iterable[Diagnostic]) -> Iterator[str]:
    """Each finding on one line, with what to do about it; what follows from another one needs
    nothing done.
    """
    from generator.document.lint import ALL_RULES

    findings = list(found)
    remedies = {rule.code: rule.remedy.removesuffix(".") for rule in ALL_RULES}
    files = {
        finding.location.file
        for finding in findings
        if finding.location and finding.code.startswith("SRC")
    }
    for finding in findings:
        remedy = "" if finding.cause in files else remedies.get(finding.code, "")
        stop = "" if finding.message.endswith("?") else "."
        yield (
            str(replace(finding, message=f"{finding.message}{stop} {remedy}"))
            if remedy
            else str(finding)
        )


def place_of(finding: Diagnostic) -> tuple[str, int, int, str]:
    at = finding.location
    return (at.file, at.line, at.column, finding.code) if at else ("", 0, 0, finding.code)


def count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
