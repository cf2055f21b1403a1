"""One look for the whole tree: ruff, run apart from any
configuration that happens to lie around.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Self

from generator.emit.code import LINE_LENGTH
from generator.emit.memory_folder import folder_in

_TARGET = (
    "--isolated",
    "--no-cache",
    "--target-version",
    "py311",
    "--line-length",
    str(LINE_LENGTH),
)
_MEMORY = Path("/dev/shm")  # a file on a disk takes ten times as long to make
_SHORT = 0.0003  # seconds
_CONFIG = ("format.docstring-code-format=false", "format.line-ending='lf'")
_CRASHED = 3  # from here on, and below 0, an exit code is no answer of ruff's
_PANIC = re.compile(r"^thread .* panicked at .*\n(.+)", re.MULTILINE)
_LOOK, _PATIENCE = 2.0, 300.0
"""Seconds: from one look at whether ruff has crashed to the next, as it may hang then; until it is
not waited for any more. It takes a few for the largest documents.
"""


class FormatError(Exception):
    """What was emitted is not Python: an error of this generator."""


class RuffError(Exception):
    """Ruff cannot do its work here: it is not there, may have no thread, or was killed."""


class Formatter:
    """Formats each part of a tree as soon as it is printed, while the next one is: ruff is a
    process of its own. Of a `package`, see `formatted`.
    """

    def __init__(self, package: str | None = None) -> None:
        self._package = package
        self._pool = ThreadPoolExecutor(2)
        self._parts: list[Future[dict[str, str]]] = []
        self._interval = sys.getswitchinterval()

    def __enter__(self) -> Self:
        # else a thread that prints lets the one that starts ruff wait at each system call
        sys.setswitchinterval(_SHORT)
        return self

    def __exit__(self, *_: object) -> None:
        # Not waited for: a thread whose end is waited for when a signal comes is taken for ended by
        # Python, and would be left in the middle of its work.
        self._pool.shutdown(wait=False)
        sys.setswitchinterval(self._interval)

    def add(self, tree: Mapping[str, str]) -> None:
        """Begin with a part, as `formatted` does."""
        # not in the thread, which would have to wait twice for each file
        part = _Part(tree, self._package)
        self._parts.append(self._pool.submit(part.formatted))

    def finish(self) -> dict[str, str]:
        """The parts as one tree. Raises as `formatted` does."""
        done = [part.result() for part in self._parts]
        return {path: text for part in done for path, text in part.items()}


def formatted(tree: Mapping[str, str], package: str | None = None) -> dict[str, str]:
    """The tree with its Python files and the Python in its Markdown formatted; where a `package` is
    given, which has modules of that tree, the imports of its files are put in order.

    Other files are left out of ruff's sight.

    Raises:
        FormatError: a file is not Python.
        RuffError: ruff is not installed, or does not work.
    """
    return _Part(tree, package).formatted()


class _Part:
    """Files of a tree, written to where ruff finds them: to memory where there is room."""

    def __init__(self, tree: Mapping[str, str], package: str | None) -> None:
        self._tree, self._package = tree, package
        # not in a thread: a second one would meet Python's `sysconfig` half filled, and a lock that
        # one holds is held for ever in a process that is forked meanwhile
        self._program = _executable()
        self._seen = {path: tree[path].encode() for path in tree if path.endswith((".py", ".md"))}
        memory = _quick(sum(map(len, self._seen.values())))
        self._in_memory = ExitStack()
        self._folder: Path | None = None
        if memory is not None:
            with suppress(OSError):  # of what others have filled meanwhile
                self._folder = self._in_memory.enter_context(self._written(memory))

    def formatted(self) -> dict[str, str]:
        if self._folder is not None:
            with suppress(OSError, FormatError), self._in_memory:  # as above
                return self._formatted_in(self._folder)
        with self._written(None) as folder:
            return self._formatted_in(folder)

    @contextmanager
    def _written(self, memory: Path | None) -> Iterator[Path]:
        """A folder with the files, in `memory` or else where temporary files lie, gone after the
        block.
        """
        with _folder(memory) as folder:
            for inside in {PurePosixPath(path).parent for path in self._seen}:
                Path(folder, inside).mkdir(parents=True, exist_ok=True)
            for path, content in self._seen.items():
                Path(folder, path).write_bytes(content)
            yield folder

    def _formatted_in(self, folder: Path) -> dict[str, str]:
        """The files, which stand in `folder`, as ruff leaves them there: their imports in order, if
        they are of a package, and formatted.
        """
        # `check` leaves Markdown as it is
        if self._package and any(path.endswith(".py") for path in self._seen):
            self._order_imports(folder, self._package)
        _ruff(
            folder,
            self._program,
            "format",
            "--quiet",
            *(part for option in _CONFIG for part in ("--config", option)),
            *_TARGET,
        )
        found = {path: Path(folder, path).read_bytes().decode() for path in self._seen}
        return dict(self._tree) | found

    def _order_imports(self, folder: Path, package: str) -> None:
        third_party = f"lint.isort.known-third-party=[{package.partition('.')[0]!r}]"
        sorting = ("--fix", "--quiet", "--select", "I", "--config", third_party)
        _ruff(folder, self._program, "check", *sorting, *_TARGET)


@contextmanager
def _folder(memory: Path | None) -> Iterator[Path]:
    if memory is not None:
        with folder_in(memory) as folder:
            yield folder
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _quick(size: int) -> Path | None:
    """A folder in memory, where there is ample room for so many bytes; `None` for where temporary
    files lie anyway.
    """
    try:
        room = shutil.disk_usage(_MEMORY).free
    except OSError:
        return None
    return _MEMORY if room > 8 * size and os.access(_MEMORY, os.W_OK) else None


def _ruff(folder: Path, program: str, *arguments: str) -> None:
    """Runs ruff over a folder, without the settings of whoever runs it. Raises `FormatError` where
    it refuses what is there, `RuffError` where it does not work itself.
    """
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("RUFF_")
    }
    command = [program, *arguments, "."]
    try:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except OSError as error:
        raise RuffError(f"ruff cannot be started: {error.strerror or error}") from error
    with process:
        try:
            output, errors = _printed(process)
        except BaseException:
            process.kill()
            raise
    if process.returncode not in range(_CRASHED):
        why = _panic(errors) or f"exit code {process.returncode}"
        raise RuffError(f"ruff crashed: {why}")
    if process.returncode:
        raise FormatError((errors or output).decode(errors="replace").strip())


def _printed(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """What ruff has printed when it has ended. RuffError where it never will: one that may not
    start as many threads as it needs says so, and then waits for them.
    """
    waited = 0.0
    while True:
        try:
            return process.communicate(timeout=_LOOK)
        except subprocess.TimeoutExpired as waiting:
            waited += _LOOK
            if panic := _panic(waiting.stderr or b""):
                raise RuffError(f"ruff crashed: {panic}") from None
            if waited >= _PATIENCE:
                raise RuffError(f"ruff did not end within {_PATIENCE:.0f} seconds") from None


def _panic(errors: bytes) -> str:
    """What ruff says of its crash."""
    found = _PANIC.search(errors.decode(errors="replace"))
    return found[1] if found else ""


def find_ruff_bin() -> str:
    """As of ruff, which looks first where this looks alone, and reads all of Python's configuration
    to know where that is.
    """
    found = Path(sys.prefix, "bin", "ruff")
    if sys.prefix != sys.base_prefix and found.is_file():  # a virtual environment
        return str(found)
    from ruff import find_ruff_bin as of_ruff

    return of_ruff()


def _executable() -> str:
    try:
        return find_ruff_bin()
    except FileNotFoundError:
        found = shutil.which("ruff")
    if found is None:
        raise RuffError("ruff is not installed beside this interpreter")
    return found
