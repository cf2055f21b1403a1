"""What a JSONPath (RFC 9535) is made of once it was read: segments and their selectors.

`plain_queries` reads what most of them are, `general_queries` any: by a library whose import alone
takes as long as a hundred queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from generator.records import record

Test: TypeAlias = Callable[[Any], bool]
"""Whether a value is selected."""

Entries: TypeAlias = Sequence[tuple[int | str, Any]]
"""Some of what a mapping or a list holds: names, or numbers, and values."""

MISSING: Final = object()


class QueryError(Exception):
    """A text that is no JSONPath, or one that takes too long; why, and at which of its characters
    (0 is the first), where that is known.
    """

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at


class SelectionError(Exception):
    """Why what a query selects cannot be found."""


class Budget:
    """How many values may be looked at yet."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most

    def look(self, more: int) -> None:
        """SelectionError where these are too many."""
        self._left -= more
        if self._left < 0:
            raise SelectionError(f"more than {self._most:,} values have to be looked at")


@record(frozen=True, slots=True)
class Name:
    """The value of a name."""

    name: str

    def select(self, node: Any) -> Entries:
        if node.__class__ is dict and self.name in node:
            return [(self.name, node[self.name])]
        return ()


@record(frozen=True, slots=True)
class Wildcard:
    """All values."""

    def select(self, node: Any) -> Entries:
        return entries(node)


@record(frozen=True, slots=True)
class Index:
    """An entry of a list; below zero it counts from the end."""

    number: int

    def select(self, node: Any) -> Entries:
        if node.__class__ is list and -len(node) <= self.number < len(node):
            return [(self.number % len(node), node[self.number])]
        return ()


@record(frozen=True, slots=True)
class Slice:
    """Entries of a list."""

    part: slice

    def select(self, node: Any) -> Entries:
        if node.__class__ is list and self.part.step != 0:
            return entries(node)[self.part]
        return ()


@record(frozen=True, slots=True)
class Filter:
    """The values that pass a test. One that is `plain` asks for names alone, which no value has but
    a mapping; any other is made for the root of a document, and a budget.
    """

    plain: Test | None
    general: Callable[[Any, Budget], Test] | None = None


Selector: TypeAlias = Name | Wildcard | Index | Slice | Filter


@record(frozen=True, slots=True)
class Segment:
    """A segment that `descends` selects from all that there is in a value, and that itself."""

    descends: bool
    selectors: tuple[Selector, ...]

    @property
    def only(self) -> Selector | None:
        """The selector that it has, where it has one, as nearly all do."""
        return self.selectors[0] if len(self.selectors) == 1 else None


def entries(node: Any) -> Entries:
    """What a mapping or a list holds."""
    if node.__class__ is dict:
        return list(node.items())
    return list(enumerate(node)) if node.__class__ is list else ()


# --- plain tests ----------------------------------------------------------------------------------


def value_of(names: Sequence[str]) -> Callable[[Any], Any]:
    """What gives the value behind names (one at least), or MISSING where there is none."""
    if len(names) == 1:
        (only,) = names
        return lambda node: node.get(only, MISSING) if node.__class__ is dict else MISSING

    def value(node: Any) -> Any:
        for name in names:
            if node.__class__ is not dict or name not in node:
                return MISSING
            node = node[name]
        return node

    return value


def there(names: Sequence[str]) -> Test:
    """Whether there is a value behind names."""
    value = value_of(names)
    return lambda node: value(node) is not MISSING


def compared(names: Sequence[str], wanted: Any, *, equal: bool) -> Test:
    """Whether the value behind names is `wanted`, which is a single value, or is not; `true` is
    not 1.
    """
    value, is_bool = value_of(names), isinstance(wanted, bool)

    def test(node: Any) -> bool:
        found = value(node)
        return (found == wanted and isinstance(found, bool) is is_bool) is equal

    return test


def joined(one: Test, other: Test, *, any_of: bool) -> Test:
    if any_of:
        return lambda node: one(node) or other(node)
    return lambda node: one(node) and other(node)


def negated(test: Test) -> Test:
    return lambda node: not test(node)
