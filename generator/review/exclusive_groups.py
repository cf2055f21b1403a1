"""Groups of arguments of which a call gives exactly one (`x-exactly-one-of`)."""

from __future__ import annotations

from collections.abc import Collection, Set
from itertools import chain, product

Groups = Collection[Set[str]]


def refuses(old: Groups, new: Groups, names: Set[str], needed: Set[str] = frozenset()) -> bool:
    """Whether a choice that the old groups take is one that the new ones refuse; `names` are all
    that could be given before, `needed` those that always were.

    A call gives the whole of exactly one group, and what is in no group as it likes: one of these
    is enough to show it. Of `[{"id"}, {"email"}]` and `[{"id"}, {"email", "name"}]` that is a call
    with `email` alone; of no groups and `[{"id"}, {"email"}]` one with neither."""
    if not new:
        return False  # any combination is taken
    free = names - needed - frozenset().union(*old)
    least = [group | needed for group in old] or [needed]
    with_one_more = (choice | {name} for choice, name in product(least, free))
    return not all(_takes(new, choice) for choice in chain(least, with_one_more))


def _takes(groups: Groups, choice: Set[str]) -> bool:
    """Whether a choice has the whole of one group, and nothing of another one."""
    touched = [group for group in groups if not choice.isdisjoint(group)]
    return len(touched) == 1 and touched[0] <= choice
