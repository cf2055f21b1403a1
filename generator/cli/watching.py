"""Do something anew whenever a file of the document changes, until somebody ends it."""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.cli.console import attempt
from generator.document.rereading import Rereading

_QUIET, _LONGEST, _LOOK = 50, 200, 250
"""Milliseconds: without an event before a save is taken for finished; for all events of one; until
the files are looked at all the same (where no event comes, as on some network drives).
"""

_IDLE = 1.0
"""Seconds without a change after which there is time for what takes longer."""


def at_each_change(
    do: Callable[[Rereading], int], when_idle: Callable[[Rereading], int] | None = None
) -> int:
    """Call `do`, which reads a document through what it is given, now and after each change of a
    file that it came to; `when_idle`, which takes longer, where no other change follows soon. What
    goes wrong is told, and waited for to change.

    Nothing but KeyboardInterrupt ends it.
    """
    files = Rereading()
    watch = _Watch(files, when_idle)
    while True:
        attempt(do, files)
        sys.stdout.flush()
        gc.collect()  # commands have it at rest
        for line in watch.changes():
            print(line)
        sys.stdout.flush()
        files.again()


class _Watch:
    def __init__(
        self, files: Rereading, when_idle: Callable[[Rereading], int] | None = None
    ) -> None:
        self._files = files
        self._when_idle = when_idle
        self._folders: set[Path] = set()
        self._events: Iterator[object] = iter(())

    def changes(self) -> list[str]:
        """What changed, a line a file; waits until something has."""
        idle_at = time.monotonic() + _IDLE
        while not (lines := self._files.changes()):
            try:
                self._follow()
                next(self._events)
            except (OSError, StopIteration):  # a folder that went away, or no more to be watched
                self._folders = set()
                time.sleep(_LOOK / 1000)
            if self._when_idle and time.monotonic() > idle_at and not self._files.changes():
                attempt(self._when_idle, self._files)
                idle_at = math.inf
        return lines

    def _follow(self) -> None:
        """Watch the folders of the files, not the files: an editor that saves by renaming puts
        another file there. Kept from one reading to the next, so that no event is missed.
        """
        folders = {_nearest(path.parent) for path in self._files.paths}
        if folders == self._folders:
            return
        import watchfiles

        self._folders = folders
        self._events = watchfiles.watch(
            *folders,
            watch_filter=None,
            step=_QUIET,
            debounce=_LONGEST,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            recursive=False,
        )


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())
