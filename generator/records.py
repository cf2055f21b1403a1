"""Records that nothing changes once they are made: `dataclass(frozen=True, slots=True)`, of which
type checkers are the guard.

Python's own guard costs a function call for every field that is set, and pickles a record by
functions in Python. Where there are a hundred thousand of them, that is a fifth of the time. And
`dataclass` compiles six methods for every class, which for the classes of a command is a tenth of
the time before its first line, and of a review a quarter: here they are functions that all classes
share, but for `__init__`, which is compiled when the first record of a class is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["record"]

T = TypeVar("T")


def _unguarded(
    *, frozen: bool, slots: bool, eq: bool = True, order: bool = False, kw_only: bool = False
) -> Callable[[type[T]], type[T]]:
    """Stands for `dataclass`: a record is equal and hashed by its fields, or without `eq` by its
    identity, with `order` sorted by them, and not guarded at run time.
    """

    def decorated(cls: type[T]) -> type[T]:
        # one that has none is given its signature, for which `inspect` takes longer than the rest
        cls.__doc__ = cls.__doc__ or cls.__name__
        made: Any = dataclass(slots=slots, eq=False, repr=False, init=False, kw_only=kw_only)(cls)
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
        for compare in (lt, le, gt, ge) if order else ():
            setattr(made, f"__{compare.__name__}__", _ordered(compare, compared))

        def first(self: Any, *args: Any, **kwargs: Any) -> None:
            made.__init__ = _initialiser(made)
            made.__init__(self, *args, **kwargs)

        made.__init__ = first
        made.__repr__ = shown_as
        return made  # type: ignore[no-any-return]

    return decorated


def _initialiser(cls: type[Any]) -> Callable[..., None]:
    """The `__init__` that `dataclass` would make."""
    each = fields(cls)
    given = [_parameter(one) for one in each if one.init and not one.kw_only]
    named = [_parameter(one) for one in each if one.init and one.kw_only]
    taken = ", ".join(["self", *given, *(["*", *named] if named else [])])
    lines = [f"self.{one.name} = {_value(one)}" for one in each if one.init or _has_default(one)]
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    known: dict[str, Any] = {"_missing": MISSING}
    for one in each:
        known |= {f"_default_{one.name}": one.default, f"_made_{one.name}": one.default_factory}
    exec(f"def __init__({taken}):\n " + "\n ".join(lines or ["pass"]), known)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"  # which is told where an argument is missing
    return made


def _has_default(one: Field[Any]) -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


def _parameter(one: Field[Any]) -> str:
    if one.default is not MISSING:
        return f"{one.name}=_default_{one.name}"
    return one.name if one.default_factory is MISSING else f"{one.name}=_missing"


def _value(one: Field[Any]) -> str:
    if one.default_factory is not MISSING:
        made = f"_made_{one.name}()"
        return f"{made} if {one.name} is _missing else {one.name}" if one.init else made
    return one.name if one.init else f"_default_{one.name}"


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


def _ordered(
    compare: Callable[[Any, Any], bool], values: Callable[[Any], tuple[Any, ...]]
) -> Callable[[Any, Any], bool]:
    """A comparison of records of one class by their values."""
    return lambda self, other: (
        compare(values(self), values(other))
        if other.__class__ is self.__class__
        else NotImplemented
    )


if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    record = _unguarded
