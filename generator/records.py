"""Records that nothing changes once they are made: `dataclass(frozen=True, slots=True)`, of which
type checkers are the guard.

Python's own guard costs a function call for every field that is set, and pickles a record by
functions in Python. Where there are a hundred thousand of them, that is a fifth of the time. And
`dataclass` compiles five methods for every class, which for the classes of a command is a tenth of
the time before its first line: here they are functions that all classes share, but for
`__init__`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["record"]

T = TypeVar("T")


def _unguarded(*, frozen: bool, slots: bool, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """Stands for `dataclass`: a record is equal and hashed by its fields, or without `eq` by its
    identity, and not guarded at run time.
    """

    def decorated(cls: type[T]) -> type[T]:
        # one that has none is given its signature, for which `inspect` takes longer than the rest
        cls.__doc__ = cls.__doc__ or cls.__name__
        made: Any = dataclass(slots=slots, eq=False, repr=False)(cls)
        compared = _values([field.name for field in fields(made) if field.compare])
        shown = [field.name for field in fields(made) if field.repr]

        def equal(self: Any, other: object) -> Any:
            if self is other:
                return True
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compared(self) == compared(other)

        def shown_as(self: Any) -> str:
            said = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            return f"{type(self).__qualname__}({said})"

        if eq:
            made.__eq__ = equal
            made.__hash__ = (lambda self: hash(compared(self))) if frozen else None
        made.__repr__ = shown_as
        return made  # type: ignore[no-any-return]

    return decorated


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of those attributes, as a tuple however many there are."""
    match names:
        case []:
            return lambda _: ()
        case [only]:
            value = attrgetter(only)
            return lambda each: (value(each),)
        case _:
            return attrgetter(*names)


if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    record = _unguarded
