"""What a caller can set for batches."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from typing_extensions import TypedDict


class Progress(NamedTuple):
    """How many items have come to an end so far, those of earlier runs in the journal included."""

    done: int
    sent: int
    refused: int
    unknown: int


class BatchOptions(TypedDict, total=False):
    """How batches are run.

    workers: how many requests are under way at a time, at most; 1 where it is not given, without
    any threads. progress: `True` keeps a line on stderr up to date; or a function that is called
    after each batch. journal: the path of the run's journal, made where there is none. One run at a
    time has it. resend: send again what is unknown in the journal. It may arrive twice: see `mark`
    for what is known by now. succeeded: whether an item's own result (what `Outcome.value` will be)
    is a success, `True` or `False`, in place of what the
        document says. Where it raises, or gives anything else, the item is unknown and the run
        stops. With several workers it is called in their threads.
    """

    workers: int
    progress: bool | Callable[[Progress], object]
    journal: str | os.PathLike[str] | None
    resend: bool
    succeeded: Callable[[Any], bool] | None
