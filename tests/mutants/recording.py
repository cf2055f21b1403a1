"""Which lines each case runs, and how long it takes: recorded once, and kept as long as nothing of
it changes.

A case is recorded in a process of its own, as what one case has made and kept, another would not
make again."""

from __future__ import annotations

import gc
import hashlib
import importlib
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any, Final

from tests.mutants.registry import Case, Fixtures

Lines = dict[str, frozenset[int]]
"""The lines that are run of each file, which is named by its absolute path."""

SLOWEST: Final = 6.0
"""Seconds after which a case is too slow to be run for each mutant; recording takes several times
as long as running.
"""

_LONGEST: Final = 300

_APART: Final = frozenset(
    Path("tests/mutants") / each
    for each in ("__main__.py", "mutate.py", "running.py", "survivors.py", "survivors.yaml")
)
"""What records do not depend on."""


@dataclass(frozen=True, slots=True)
class Record:
    """A case that passes: its number, its seconds of a processor while it is recorded, and the
    lines that it runs.
    """

    case: int
    seconds: float
    lines: Lines


@dataclass(frozen=True, slots=True)
class Records:
    """Those of the cases that can be used; the names of those that fail as they are, and of those
    that take too long.
    """

    records: tuple[Record, ...]
    failing: tuple[str, ...]
    slow: tuple[str, ...]


def record(cases: list[Case], modules: Iterable[Path], kept: Path, workers: int) -> Records:
    """The records of cases over modules; `kept` is the folder that has them from before."""
    files = frozenset(str(path.resolve()) for path in modules)
    path = kept / f"{_state(cases, files)}.pickle"
    if path.exists():
        with suppress(Exception):  # of another version: recorded anew
            return _records(cases, pickle.loads(path.read_bytes()))
    gc.collect()
    gc.freeze()
    with get_context("fork").Pool(
        workers, _start, (cases, files)
    ) as pool:  # its workers have no children by multiprocessing
        outcomes = pool.map(_recorded, range(len(cases)), chunksize=8)
    kept.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(outcomes))
    return _records(cases, outcomes)


def load_what_is_loaded_late(case: Case) -> None:
    """What a case imports only as it runs is imported here, for the processes of all mutants:
    libraries, not the generator.
    """
    content = forked(lambda: pickle.dumps(_modules_after(case)), _LONGEST)
    for name in pickle.loads(content) if content else ():
        with suppress(
            Exception
        ):  # a module that there is for another system, or only as part of another
            importlib.import_module(name)


def _modules_after(case: Case) -> list[str]:
    fixtures = Fixtures()
    case.run(fixtures)
    fixtures.clear()
    libraries = {each for each in sys.path if each.endswith("site-packages")}
    return [
        name
        for name, module in list(sys.modules.items())
        if any((getattr(module, "__file__", None) or "").startswith(each) for each in libraries)
    ]


def _records(cases: list[Case], outcomes: list[Record | None]) -> Records:
    names = [case.name for case in cases]
    return Records(
        tuple(each for each in outcomes if each is not None and each.seconds <= SLOWEST),
        tuple(name for name, each in zip(names, outcomes, strict=True) if each is None),
        tuple(
            name
            for name, each in zip(names, outcomes, strict=True)
            if each is not None and each.seconds > SLOWEST
        ),
    )


def _state(cases: list[Case], files: frozenset[str]) -> str:
    """A digest of all that the records depend on."""
    digest = hashlib.sha256(
        "\n".join([sys.version, *sorted(files), *(case.name for case in cases)]).encode()
    )
    for folder in ("generator", "tests", "templates"):
        for each in sorted(Path(folder).rglob("*")):
            if each.is_file() and "__pycache__" not in each.parts and each not in _APART:
                digest.update(str(each).encode() + each.read_bytes())
    for file in sorted(files):
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()[:20]


# --- in a worker ----------------------------------------------------------------------------------

_cases: list[Case] = []
_files: frozenset[str] = frozenset()


def _start(cases: list[Case], files: frozenset[str]) -> None:
    global _cases, _files
    _cases, _files = cases, files


def _recorded(number: int) -> Record | None:
    content = forked(lambda: pickle.dumps(_traced(number)), _LONGEST)
    return Record(number, *pickle.loads(content)) if content else None


def _traced(number: int) -> tuple[float, Lines]:
    lines: dict[str, set[int]] = {file: set() for file in _files}
    fixtures = Fixtures()
    started = time.process_time()
    sys.settrace(_tracer(lines))
    try:
        _cases[number].run(fixtures)
    finally:
        sys.settrace(None)
        fixtures.clear()
    return time.process_time() - started, {
        file: frozenset(found) for file, found in lines.items() if found
    }


def _tracer(lines: dict[str, set[int]]) -> Callable[[FrameType, str, Any], Any]:
    def inside(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            lines[frame.f_code.co_filename].add(frame.f_lineno)
        return inside

    def called(frame: FrameType, _event: str, _: object) -> Any:
        return inside if frame.f_code.co_filename in lines else None

    return called


def forked(work: Callable[[], bytes], seconds: float) -> bytes | None:
    """What `work` gives in a process forked from this one; `None` where it fails, or takes too
    long.
    """
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.close(receiver)
            quiet()
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            _write(sender, work())
            status = 0
        finally:
            os._exit(status)
    os.close(sender)
    content = b"".join(_read(receiver))
    os.close(receiver)
    _, status = os.waitpid(child, 0)
    return content if status == 0 else None


def quiet() -> None:
    """Nothing that a case prints is seen."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


def _read(descriptor: int) -> Iterator[bytes]:
    while block := os.read(descriptor, 1 << 16):
        yield block
