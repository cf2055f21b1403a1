"""Put a folder in the place of another in one step.

The rule: a name always leads to the whole old folder or to the whole new one. Linux exchanges two
names in one system call (`renameat2` with `RENAME_EXCHANGE`). Elsewhere two renames must do; what
they leave behind when the process dies in between is put right by `recover` at the next run, and
the names of the two folders are all the journal that this takes."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.records import record

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


@record(frozen=True, slots=True)
class SwapPlace:
    """A folder `out` and the names beside it that a process may use while it holds the lock; all
    are on one file system.

    `new` is a folder in the making and, after an exchange, the folder that it replaced; `old` is
    the replaced folder between and after two renames; what is at `trash` is needed by nobody."""

    out: Path

    @property
    def new(self) -> Path:
        return self._beside("new")

    @property
    def old(self) -> Path:
        return self._beside("old")

    @property
    def trash(self) -> Path:
        return self._beside("trash")

    @property
    def lock(self) -> Path:
        return self._beside("lock")

    def _beside(self, role: str) -> Path:
        return self.out.with_name(f".{self.out.name}.regenerate-{role}")


@contextmanager
def locked(place: SwapPlace) -> Iterator[None]:
    """Hold the lock of a place; wait for whoever holds it. The lock file is gone afterwards, and
    dies with its process.
    """
    while True:
        descriptor = os.open(place.lock, _LOCK_FLAGS, 0o666)
        try:
            _wait_for(descriptor)
            if _is_at(descriptor, place.lock):
                try:
                    yield
                finally:
                    with suppress(PermissionError):  # Windows keeps what is open
                        place.lock.unlink(missing_ok=True)
                return
        finally:
            os.close(descriptor)
            if sys.platform == "win32":  # whoever waits has it open, and it stays
                with suppress(PermissionError):
                    place.lock.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    _LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOINHERIT

    def _wait_for(descriptor: int) -> None:
        """Lock the first byte; the system's own waiting gives up after ten seconds."""
        while True:
            with suppress(PermissionError):
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                return
            time.sleep(0.05)

else:
    import fcntl

    _LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW

    def _wait_for(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the file is still the one at `path`: its last holder removes it, and whoever waited
    on it must start again.
    """
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def swap(place: SwapPlace) -> Path | None:
    """Put `place.new`, which is complete, in the place of `out`; give where the replaced folder
    lies now, if there was one.

    Raises `OSError` with the old folder still in its place.
    """
    replaced = None
    if not os.path.lexists(place.out):
        place.new.rename(place.out)
    elif _exchange(place.new, place.out):
        replaced = place.new
    else:
        place.out.rename(place.old)
        try:
            place.new.rename(place.out)
        except OSError:
            place.old.rename(place.out)
            raise
        replaced = place.old
    sync_folder(place.out.parent)
    return replaced


def recover(place: SwapPlace) -> list[Path]:
    """After a process that died: see to it that `out` is there if it was before, and give the
    folders that lie about.
    """
    discard(place, place.trash)
    if not os.path.lexists(place.out) and os.path.lexists(place.old):
        place.old.rename(place.out)
    return [path for path in (place.new, place.old) if os.path.lexists(path)]


def discard(place: SwapPlace, path: Path) -> None:
    """Remove a folder of this place. It is renamed first, so that one that is removed in part is
    not taken for a whole one.
    """
    if path != place.trash and os.path.lexists(path):
        path.rename(place.trash)
    if os.path.lexists(place.trash):
        for folder, _, _ in os.walk(place.trash):
            Path(folder).chmod(0o700)  # nothing is removed from a folder that is read-only
        shutil.rmtree(place.trash)


def sync_folder(path: Path) -> None:
    """Have the entries of a folder on the disk, where the system can do that."""
    if sys.platform == "win32":  # which opens no folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; false where neither the system nor the file system can."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    if (
        library.renameat2(
            _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
        )
        == 0
    ):
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))
