"""Parameters of which a call gives one, or one group (`x-exactly-one-of`)."""

from __future__ import annotations

from collections.abc import Callable

from .errors import Problem


def exactly_one_of(*groups: tuple[str, ...]) -> Callable[[set[str], list[Problem]], None]:
    """The check of a call, which is given the parameters that are sent, as an empty list is not,
    and those with a problem of their own. Names are Python's."""
    named = {name for group in groups for name in group}

    def check(given: set[str], found: list[Problem]) -> None:
        complete = [group for group in groups if given.issuperset(group)]
        if len(complete) != 1 or not (given & named) <= set(complete[0]):
            choices = " or ".join(" with ".join(group) for group in groups)
            found.append(Problem("", f"exactly one of these must be given: {choices}"))

    return check
