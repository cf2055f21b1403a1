"""Say on a terminal what is being done; say nothing anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str], None]

_COLUMNS = 80  # of a terminal that does not say


@contextmanager
def progress() -> Iterator[Step]:
    """A function to name each step with. It draws a line on standard error while the block runs,
    where that is a terminal; no thread does, beside which no second process could be made.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    try:
        yield _drawn
    finally:
        _drawn("")


def _silent(name: str) -> None:
    del name


def _drawn(name: str) -> None:
    """The line anew, over the one before."""
    try:
        width = max(os.get_terminal_size(sys.stderr.fileno()).columns or _COLUMNS, 2) - 1
        shown = name if len(name) <= width else f"{name[: width - 1]}…"
        print(f"\r{'':{width}}\r{shown}", end="", file=sys.stderr, flush=True)
    except OSError:  # it was closed meanwhile
        return
