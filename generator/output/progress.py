"""Say on a terminal what is being done; say nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str], None]


@contextmanager
def progress() -> Iterator[Step]:
    """A function to name each step with. It draws a line on standard error while the block runs,
    where that is a terminal.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text()) as status:

        def step(name: str) -> None:
            status.update(Text(name))

        yield step


def _silent(name: str) -> None:
    del name
