"""One look for the whole tree: ruff, run apart from any
configuration that happens to lie around.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Lock

from ruff import find_ruff_bin

from generator.emit.code import LINE_LENGTH

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
_looking = Lock()  # a second thread would meet Python's `sysconfig` half filled
_CONFIG = ("format.docstring-code-format=false", "format.line-ending='lf'")


class FormatError(Exception):
    """What was emitted is not Python, or ruff could not be run: an error of this generator."""


class Formatter:
    """Formats each part of a tree as soon as it is printed, while the next one is: ruff is a
    process of its own.
    """

    def __init__(self, package: str) -> None:
        self._package = package
        self._pool = ThreadPoolExecutor(2)
        self._parts: list[Future[dict[str, str]]] = []
        self._interval = sys.getswitchinterval()
        # else a thread that prints lets the one that starts ruff wait at each system call
        sys.setswitchinterval(_SHORT)

    def add(self, tree: Mapping[str, str]) -> None:
        """Begin with a part, as `formatted` does."""
        # not in the thread, which would have to wait twice for each file
        part = _Part(tree, self._package)
        self._parts.append(self._pool.submit(part.formatted))

    def finish(self) -> dict[str, str]:
        """The parts as one tree. Raises as `formatted` does."""
        try:
            return {path: text for part in self._parts for path, text in part.result().items()}
        finally:
            # a process that is ended while it waits in here would take its threads for ended, and
            # leave their folders
            self._pool.shutdown()
            sys.setswitchinterval(self._interval)


def formatted(tree: Mapping[str, str], package: str) -> dict[str, str]:
    """The tree with its Python files formatted and their imports in order, and the Python in its
    Markdown formatted.

    Other files are left out of ruff's sight.

    Raises:
        FormatError: a file is not Python, or ruff is not installed.
    """
    return _Part(tree, package).formatted()


class _Part:
    """Files of a tree, written to where ruff finds them: to memory where there is room."""

    def __init__(self, tree: Mapping[str, str], package: str) -> None:
        self._tree, self._package = tree, package
        self._seen = {path: tree[path].encode() for path in tree if path.endswith((".py", ".md"))}
        quick = _quick(sum(map(len, self._seen.values())))
        self._in_memory: TemporaryDirectory[str] | None = None
        if quick is not None:
            with suppress(OSError):  # of what others have filled meanwhile
                self._in_memory = self._written(quick)

    def formatted(self) -> dict[str, str]:
        if self._in_memory is not None:
            with suppress(OSError, FormatError), self._in_memory as name:  # as above
                return self._formatted_in(Path(name))
        with self._written(None) as name:
            return self._formatted_in(Path(name))

    def _written(self, parent: Path | None) -> TemporaryDirectory[str]:
        """The files in a folder that is made in `parent`, else where temporary files lie."""
        made = TemporaryDirectory(dir=parent)
        try:
            for inside in {PurePosixPath(path).parent for path in self._seen}:
                Path(made.name, inside).mkdir(parents=True, exist_ok=True)
            for path, content in self._seen.items():
                with Path(made.name, path).open("wb", buffering=0) as file:
                    file.write(content)
        except BaseException:  # also of a process that is ended meanwhile
            made.cleanup()
            raise
        return made

    def _formatted_in(self, folder: Path) -> dict[str, str]:
        third_party = f"lint.isort.known-third-party=[{self._package.split('.', maxsplit=1)[0]!r}]"
        _ruff(
            folder, "check", "--fix", "--quiet", "--select", "I", "--config", third_party, *_TARGET
        )
        _ruff(
            folder,
            "format",
            "--quiet",
            *(part for option in _CONFIG for part in ("--config", option)),
            *_TARGET,
        )
        found = {path: Path(folder, path).read_bytes().decode() for path in self._seen}
        return dict(self._tree) | found


def _quick(size: int) -> Path | None:
    """A folder in memory, where there is ample room for so many bytes; `None` for where temporary
    files lie anyway.
    """
    try:
        room = shutil.disk_usage(_MEMORY).free
    except OSError:
        return None
    return _MEMORY if room > 8 * size and os.access(_MEMORY, os.W_OK) else None


def _ruff(folder: Path, *arguments: str) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("RUFF_")
    }
    command = [_executable(), *arguments, "."]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise FormatError((done.stderr or done.stdout).strip())


def _executable() -> str:
    try:
        with _looking:
            return find_ruff_bin()
    except FileNotFoundError:
        found = shutil.which("ruff")
    if found is None:
        raise FormatError("ruff is not installed beside this interpreter")
    return found
