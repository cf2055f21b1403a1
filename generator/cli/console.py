"""The terminal: exit codes, how a finding and a failure are told.

What is asked for goes to standard output, everything about how it went to standard error.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TextIO

import typer

from generator.document.diagnostics import Diagnostic, DocumentError

P = ParamSpec("P")

YES, NO, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
TRACEBACK = "GENERATOR_TRACEBACK"
_NO_THREAD = "can't start new thread"  # all that Python says
_NO_MEMORY = "error: there is not enough memory for this"


class UnreadableError(Exception):
    """A document of which parts cannot be read: the findings, and lines that say them and what to
    do. Exit code 1.
    """

    def __init__(self, findings: Iterable[Diagnostic], lines: Iterable[str]) -> None:
        self.findings = tuple(findings)
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


class Refusal(Exception):  # noqa: N818  it is an answer, not a fault
    """A command that cannot do its work, in one line or several, and findings where there is a
    place to name. Exit code 2.
    """

    def __init__(self, text: str, findings: Iterable[Diagnostic] = ()) -> None:
        super().__init__(text)
        self.findings = tuple(findings)


class Terminated(KeyboardInterrupt):
    """This process was asked to end. Not KeyboardInterrupt itself: once that has come out of code
    that is given as text, as named tuples are made of, Python ends by SIGINT whatever exit code it
    is given.
    """


def output_folder() -> Path | None:
    """The folder of the file that standard output goes to (`> build/review.html`); `None` where it
    is no file, or the system does not tell which.
    """
    try:
        descriptor = sys.stdout.fileno()
        file = Path(f"/proc/self/fd/{descriptor}").readlink()
        is_there = os.path.samestat(file.stat(), os.fstat(descriptor))
        return file.parent if is_there and file.is_file() else None
    except (OSError, ValueError):  # it is a pipe, was removed, or is an object of this process
        return None


def command(function: Callable[P, int]) -> Callable[P, None]:
    """A command that ends with the exit code that `function` gives; what goes wrong is said in a
    line, not a traceback.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = attempt(function, *args, **kwargs)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            _discard(sys.stdout)
            code = BROKEN_PIPE
        raise typer.Exit(code)

    return run


def attempt(function: Callable[P, int], *args: P.args, **kwargs: P.kwargs) -> int:
    """The exit code that `function` gives; what goes wrong is said in a line, not a traceback."""
    try:
        code = function(*args, **kwargs)
        sys.stdout.flush()
    except DocumentError as error:
        complain(map(_told, error.diagnostics))
        code = FAILED
    except UnreadableError as unreadable:
        complain(unreadable.lines)
        code = NO
    except Refusal as refusal:
        complain(map(str, refusal.findings))
        complain(f"error: {line}" for line in str(refusal).splitlines())
        code = FAILED
    except BrokenPipeError:
        raise
    except Exception as error:  # the last resort: no bug shows a user a traceback
        if os.environ.get(TRACEBACK):
            raise
        complain([_one_line(error)])
        code = FAILED
    return code


def failed(error: OSError | MemoryError) -> int:
    """The exit code of a failure, which is told where standard error takes anything."""
    try:
        complain([_one_line(error)])
    except OSError:
        _discard(sys.stderr)
    return FAILED


def flushed(code: int) -> int:
    """The exit code of what ended with `code`, once standard output is written: where it cannot be,
    that is a failure, which is told unless one was.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard(sys.stdout)
        return BROKEN_PIPE
    except OSError as error:
        _discard(sys.stdout)
        return code if code == FAILED else failed(error)
    return code


def _discard(stream: TextIO) -> None:
    """Lose what is left of an output that cannot be written: Python writes it once more when it
    ends, complains, and ends otherwise.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _told(diagnostic: Diagnostic) -> str:
    """A diagnostic in a line; that there is no document where it is looked for unless said, with
    how to say it.
    """
    from generator.cli.options import DEFAULT_SPEC

    line, at, path = str(diagnostic), diagnostic.location, DEFAULT_SPEC.path
    if at is None or at.file != path.as_posix() or path.exists():
        return line
    return f"{line}; say which document by `--spec`, or in sdk.yaml"


def _one_line(error: Exception) -> str:
    if isinstance(error, MemoryError):  # before anything that takes more
        return _NO_MEMORY
    from generator.emit.format import RuffError
    from generator.emit.templates import TemplateError
    from generator.output.tree import OutputError

    if isinstance(error, OutputError | RuffError):
        return f"error: {error}"
    if str(error) == _NO_THREAD:
        return f"error: {error}: this user has as many processes as the system allows"
    if isinstance(error, TemplateError):
        return f"error: template {' '.join(str(error).split())[:1000]}"
    if isinstance(error, FileNotFoundError) and error.filename is None and _is_nowhere():
        return "error: the working directory has been removed; run the command from another one"
    if isinstance(error, OSError) and error.strerror:
        return f"error: {f'{error.filename}: ' if error.filename else ''}{error.strerror}"
    detail = " ".join(str(error).split())
    return (
        f"internal error: {type(error).__name__}: {detail[:500]}; please report it (--traceback "
        "shows where)"
    )


def _is_nowhere() -> bool:
    """Whether somebody has removed the working directory."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


@contextmanager
def terminated_as_interrupted() -> Iterator[Callable[[], int]]:
    """Within, a process that is asked to end (SIGTERM), or whose terminal is closed (SIGHUP), ends
    as one that is interrupted, which takes away what it has made; gives the exit code that tells
    so, once it was.

    Whoever handles or ignores a signal already goes on doing so.
    """
    code = 0

    def interrupt(number: int, _: object) -> None:
        nonlocal code
        if code in (0, 128 + number):  # some supervisors send both at once
            code = 128 + number
            raise Terminated

    if (
        sys.platform == "win32"  # where a process that is ended is not asked
        or threading.current_thread() is not threading.main_thread()
    ):
        yield lambda: 0
        return
    asking = (signal.SIGTERM, signal.SIGHUP)
    ours = [number for number in asking if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, interrupt)
    try:
        yield lambda: code
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def report(*stages: Iterable[Diagnostic]) -> None:
    """What the stages found, each in the order of the files."""
    for findings in stages:
        complain(map(str, worth_saying(findings)))


def worth_saying(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted((finding for finding in findings if finding.severity != "info"), key=place_of)


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
