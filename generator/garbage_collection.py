"""Python's collector of cycles, at rest while documents are read and compared.

Reading makes hundreds of thousands of objects that all stay; looking through them again and again
for cycles that are not there takes a sixth of the time of a review, a twentieth of `regenerate`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MANY: Final = 10_000
"""So many new objects that looking through them takes longer than counting what is frozen, one by
one.
"""


@contextmanager
def at_rest() -> Iterator[None]:
    """No collection meanwhile; afterwards as it was before. What is not part of a cycle is freed as
    ever.

    What was made meanwhile counts as old then: as new, the next object would have all of it looked
    through at once."""
    was = gc.isenabled()
    gc.disable()
    before = gc.get_count()[0]
    try:
        yield
    finally:
        if was:
            # what a caller froze stays so
            if gc.get_count()[0] - before >= _MANY and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()  # into the oldest generation
            gc.enable()
