"""A folder of files that are needed for a moment, which does not outlive its use, whatever ends the
process.

The rule: whoever works in such a folder holds its lock, which the system takes back from a process
that was killed. One of this user's whose lock is free is needed by nobody, and whoever makes the
next one of that prefix takes it away first. So a prefix has to be one that nobody else uses."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

REVIEW, VERIFY = "np6-sdk-factory-review-", "np6-sdk-factory-verify-"
_LEFT = 60 * 60
"""For how many seconds nothing came into a folder that counts as left: a lock may be unknown to
another machine that has the same folder of temporary files.
"""


@contextmanager
def temporary_folder(
    prefix: str, parent: Path | None = None, *, left: float = _LEFT
) -> Iterator[Path]:
    """A new folder in `parent`, that of temporary files unless given. It is gone after the block,
    also where a signal ends this process in the middle of taking it away; those go too that killed
    processes of this user have `left` there for as many seconds.
    """
    within = parent or Path(tempfile.gettempdir())
    _clear(within, prefix, left)
    folder, lock = _made(within, prefix)
    try:
        yield folder
    finally:
        try:
            _remove(folder)
        finally:
            if lock is not None:
                os.close(lock)


def _remove(folder: Path) -> None:
    """What cannot be removed now is left to who makes the next one."""
    try:
        shutil.rmtree(folder)
    except BaseException as ended:
        shutil.rmtree(folder, ignore_errors=True)
        if not isinstance(ended, OSError):
            raise


if sys.platform == "win32":  # which locks no folder

    def _made(within: Path, prefix: str) -> tuple[Path, None]:
        return Path(tempfile.mkdtemp(prefix=prefix, dir=within)), None

    def _clear(within: Path, prefix: str, left: float) -> None:
        """Nothing, as nobody knows what is in use."""

else:
    import fcntl

    _FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

    def _made(within: Path, prefix: str) -> tuple[Path, int]:
        """A folder, and the descriptor that holds its lock, where there can be one. Before it is
        locked it looks like one that was left, and is made anew where somebody took it away.
        """
        while True:
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=within))
            with suppress(FileNotFoundError):
                lock = os.open(folder, _FOLDER)
                with suppress(OSError):  # there none is taken away either
                    fcntl.flock(lock, fcntl.LOCK_EX)
                if folder.exists():
                    return folder, lock
                os.close(lock)

    def _clear(within: Path, prefix: str, left: float) -> None:
        for folder in _folders(within, prefix):
            with suppress(OSError):  # somebody works in it, or has just taken it away
                _take_away(folder, left)

    def _folders(within: Path, prefix: str) -> list[Path]:
        """The folders of a prefix; none where the names in a folder are not to be read."""
        with suppress(PermissionError), os.scandir(within) as entries:
            found = [each for each in entries if each.name.startswith(prefix)]
            return [Path(each.path) for each in found if each.is_dir(follow_symlinks=False)]
        return []

    def _take_away(folder: Path, left: float) -> None:
        """Remove a folder of this user's. OSError where somebody holds its lock."""
        lock = os.open(folder, _FOLDER)
        try:
            found = os.fstat(lock)
            if found.st_uid == os.getuid() and time.time() - found.st_mtime >= left:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
        finally:
            os.close(lock)
