"""What was put last: a server that runs for long forgets in the order in which it was told."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST: Final = 1_000


class Latest(OrderedDict[K, V]):
    """A dict of at most a thousand entries."""

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        if len(self) > _MOST:
            self.popitem(last=False)
