"""What of one list is what of another: matched in passes, from the surest sign to the weakest.

A sign that several share on either side matches nothing. What is left over was removed, or is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")

_ALIKE = 0.6
"""How alike the names of two are, to be taken for one by them: `first_name` and `last_name` are
0.71, `create` and `delete` 0.5, `before` and `after` 0.36."""


@dataclass(slots=True)
class Matching(Generic[T]):
    """`both` are (base, head); `removed` has the base only, `added` the head only."""

    both: list[tuple[T, T]] = field(default_factory=list)
    removed: list[T] = field(default_factory=list)
    added: list[T] = field(default_factory=list)

    def match(
        self,
        sign: Callable[[T], Hashable | None],
        of_head: Callable[[T], Hashable | None] | None = None,
    ) -> None:
        """Pairs what is left over and has the same sign, which may be read otherwise of the head;
        `None` is no sign.
        """
        if self._is_over:
            return
        base, head = unique(self.removed, sign), unique(self.added, of_head or sign)
        self._take([(one, head[key]) for key, one in base.items() if key in head])

    def alike(self, name: Callable[[T], str], fits: Callable[[T, T], bool]) -> None:
        """Pairs what is left over, fits, and is called much the same; the likest names first.

        Of `first` and `last`, and `first_name` and `last_name`, each finds its own."""
        if self._is_over:
            return
        found: list[tuple[T, T]] = []
        paired: set[int] = set()
        for one, other in _likest_first(self.removed, self.added, name, fits):
            if paired.isdisjoint((id(one), id(other))):
                found.append((one, other))
                paired |= {id(one), id(other)}
        self._take(found)

    @property
    def _is_over(self) -> bool:
        """Whether nothing is left over of a side, so that no sign has to be read."""
        return not self.removed or not self.added

    def pair(self, one: T, other: T) -> None:
        self._take([(one, other)])

    def _take(self, pairs: list[tuple[T, T]]) -> None:
        """Makes pairs of what was left over."""
        paired = {id(each) for pair in pairs for each in pair}
        self.removed = [each for each in self.removed if id(each) not in paired]
        self.added = [each for each in self.added if id(each) not in paired]
        self.both += pairs


def matched(
    base: Iterable[T], head: Iterable[T], *signs: Callable[[T], Hashable | None]
) -> Matching[T]:
    """The pairs by one sign after the other."""
    pairs = Matching([], list(base), list(head))
    for sign in signs:
        pairs.match(sign)
    return pairs


def likeness(one: str, other: str) -> float:
    """How much the names are alike, 0 to 1, whatever the style of their writing."""
    left, right = _plain(one), _plain(other)
    return 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()


def _likest_first(
    removed: Iterable[T], added: Iterable[T], name: Callable[[T], str], fits: Callable[[T, T], bool]
) -> list[tuple[T, T]]:
    """All pairs of what fits and has names that are alike, the likest first, else as they came.

    Names that cannot be alike by their letters are not compared: of a thousand on each side that
    would be a million."""
    bits: dict[tuple[str, int], int] = {}
    left, right = (
        [(each, _Letters(name(each), bits)) for each in side] for side in (removed, added)
    )
    scored = [
        (likeness(said.name, as_said.name), one, other)
        for (one, said), (other, as_said) in product(left, right)
        if said.may_be_like(as_said) and fits(one, other)
    ]
    scored.sort(key=itemgetter(0), reverse=True)
    return [(one, other) for score, one, other in scored if score >= _ALIKE]


class _Letters:
    """A name with its letters as bits, one for each time that a letter is met: which bit, `bits`
    has for all of the names.
    """

    def __init__(self, name: str, bits: dict[tuple[str, int], int]) -> None:
        self.name = name
        letters = _plain(name)
        self._length, self._bits = len(letters), 0
        met: dict[str, int] = {}
        for letter in letters:
            number = met[letter] = met.get(letter, 0) + 1
            self._bits |= 1 << bits.setdefault((letter, number), len(bits))

    def may_be_like(self, other: _Letters) -> bool:
        """Whether the letters in common, in whatever order, are enough for names that are alike."""
        length = self._length + other._length
        return not length or 2.0 * (self._bits & other._bits).bit_count() / length >= _ALIKE


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def unique(items: Iterable[T], sign: Callable[[T], Hashable | None]) -> dict[Hashable, T]:
    """The items by their sign; what has none, or shares it with another, is left out."""
    signed = [(sign(item), item) for item in items]
    count = Counter(key for key, _ in signed)
    return {key: item for key, item in signed if key is not None and count[key] == 1}
