"""A folder in memory that does not outlive its use, whatever ends the process.

The rule: whoever works in such a folder holds its lock, which the system takes back from a process
that was killed. One of ours whose lock is free is needed by nobody, and whoever makes the next one
takes it away first."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "sdk-regenerate-"

if sys.platform == "win32":  # which has no folder in memory

    @contextmanager
    def folder_in(memory: Path) -> Iterator[Path]:
        """A folder in `memory`, gone after the block."""
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=memory) as name:
            yield Path(name)

else:
    import fcntl

    _FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

    @contextmanager
    def folder_in(memory: Path) -> Iterator[Path]:
        """A folder in `memory`, gone after the block; those go too that processes of this user have
        left there.
        """
        _clear(memory)
        folder, lock = _made(memory)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # else the next one does it
            os.close(lock)

    def _made(memory: Path) -> tuple[Path, int]:
        """A folder, and the descriptor that holds its lock. Before it is locked it looks like one
        that was left, and is made anew where somebody took it away.
        """
        while True:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory))
            with suppress(FileNotFoundError):
                lock = os.open(folder, _FOLDER)
                fcntl.flock(lock, fcntl.LOCK_EX)
                if folder.exists():
                    return folder, lock
                os.close(lock)

    def _clear(memory: Path) -> None:
        for each in os.scandir(memory):
            if each.name.startswith(PREFIX) and each.is_dir(follow_symlinks=False):
                with suppress(OSError):  # somebody works in it, or has just taken it away
                    _take_away(Path(each.path))

    def _take_away(folder: Path) -> None:
        """Remove a folder of this user's. OSError where somebody holds its lock."""
        lock = os.open(folder, _FOLDER)
        try:
            if os.fstat(lock).st_uid == os.getuid():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
        finally:
            os.close(lock)
