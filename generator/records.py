"""Records that nothing changes once they are made: `dataclass(frozen=True, slots=True)`, of which
type checkers are the guard.

Python's own guard costs a function call for every field that is set, and pickles a record by
functions in Python. Where there are a hundred thousand of them, that is a fifth of the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def unguarded(*, frozen: bool, slots: bool) -> Callable[[type[T]], type[T]]:
    """Stands for `dataclass` where it makes many records: equal and hashed by their fields, and not
    guarded at run time.
    """
    return dataclass(slots=slots, unsafe_hash=frozen)
