"""What of one list is what of another: matched in passes, from the surest sign to the weakest.

A sign that several share on either side matches nothing. What is left over was removed, or is new.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Generic, TypeVar

T = TypeVar("T")

_ALIKE = 0.6


@dataclass(slots=True)
class Pairs(Generic[T]):
    """`both` are (base, head); `removed` has the base only, `added` the head only."""

    both: list[tuple[T, T]] = field(default_factory=list)
    removed: list[T] = field(default_factory=list)
    added: list[T] = field(default_factory=list)

    def match(self, sign: Callable[[T], Hashable | None]) -> None:
        """Pairs what is left over and has the same sign; `None` is no sign."""
        if not self.removed or not self.added:
            return
        base, head = _unique(self.removed, sign), _unique(self.added, sign)
        found = [(one, head[key]) for key, one in base.items() if key in head]
        paired = {id(each) for pair in found for each in pair}
        self.removed = [each for each in self.removed if id(each) not in paired]
        self.added = [each for each in self.added if id(each) not in paired]
        self.both += found

    def alike(self, name: Callable[[T], str], fits: Callable[[T, T], bool]) -> None:
        """Pairs what is left over, fits, and is called much the same; the likest names first."""
        if not self.removed or not self.added:
            return
        scored = [
            (likeness(name(one), name(other)), -i, -j, one, other)
            for i, one in enumerate(self.removed)
            for j, other in enumerate(self.added)
            if fits(one, other)
        ]
        scored.sort(key=lambda entry: entry[:3], reverse=True)
        for score, _, _, one, other in scored:
            if score >= _ALIKE and any(each is one for each in self.removed) and any(each is other for each in self.added):
                self.pair(one, other)

    def pair(self, one: T, other: T) -> None:
        self.removed = [each for each in self.removed if each is not one]
        self.added = [each for each in self.added if each is not other]
        self.both.append((one, other))


def matched(base: Iterable[T], head: Iterable[T], *signs: Callable[[T], Hashable | None]) -> Pairs[T]:
    """The pairs by one sign after the other."""
    pairs = Pairs([], list(base), list(head))
    for sign in signs:
        pairs.match(sign)
    return pairs


def likeness(one: str, other: str) -> float:
    """How much the names are alike, 0 to 1, whatever the style of their writing."""
    left, right = (text.replace("_", "").replace("-", "").lower() for text in (one, other))
    return 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()


def _unique(items: Iterable[T], sign: Callable[[T], Hashable | None]) -> dict[Hashable, T]:
    found: dict[Hashable, T] = {}
    twice: set[Hashable] = set()
    for item in items:
        key = sign(item)
        if key is not None:
            if key in found:
                twice.add(key)
            found[key] = item
    return {key: item for key, item in found.items() if key not in twice}
