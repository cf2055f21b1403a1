"""What became of the items of a run of `batches`: an outcome for each, in a report that can be
pickled and merged.
"""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, Self, TypeAlias, TypeVar, get_args, overload

from .errors import InvalidInputError, Problem, SDKError

T = TypeVar("T")
Status: TypeAlias = Literal["sent", "refused", "unknown", "unsent"]


class BatchError(SDKError):
    """Not every item was sent; the cause is what stopped the run, or the first error of an item."""


class ItemError(SDKError):
    """A request was answered well, but of this item the answer says that it is no success, or says
    nothing.

    The item is `refused` or `unknown`; what its own result holds is in `Outcome.value`."""


@dataclass(slots=True, eq=False)
class Outcome(Generic[T]):
    """What became of an item.

    `value` is the item's own entry where the operation returns a list, else the whole answer of its
    request; `None` where there is none to read. `error` says why an item is not `sent`. `earlier`:
    the journal says so, and nothing was sent by this run."""

    index: int
    item: Any = field(repr=False)
    status: Status = "unsent"
    value: T | None = field(default=None, repr=False)
    error: Exception | None = field(default=None, repr=False)
    earlier: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        error = _portable(self.error)
        state = (self.index, self.item, self.status, self.value, error, self.earlier)
        return type(self), state


class BatchReport(Sequence[Outcome[T]]):
    """The outcomes, in the order of the items. `error` is what stopped the run, if anything did.

    Of a list each item is here. Of an iterator it is what was read: a run that stops leaves the
    rest where it is.

    A report can be pickled if its items can. An error that cannot be pickled is then an `SDKError`
    with the name of its class."""

    def __init__(self, outcomes: list[Outcome[T]], error: Exception | None) -> None:
        self._outcomes, self.error = outcomes, error
        self.sent, self.refused, self.unknown, self.unsent = (
            [outcome for outcome in outcomes if outcome.status == status]
            for status in get_args(Status)
        )

    @classmethod
    def merge(cls, reports: Iterable[BatchReport[T]]) -> BatchReport[T]:
        """One report of several, as of the partitions of one list: their outcomes in a row; `error`
        is the first that is one.

        An outcome's `index` is that in the whole, and so is the one in its `InvalidInputError`. A
        journal has its own partition's: that of the report which was merged."""
        outcomes: list[Outcome[T]] = []
        errors: list[Exception] = []
        for report in reports:
            numbered = enumerate(report, len(outcomes))
            outcomes += [_moved(outcome, position) for position, outcome in numbered]
            errors += [report.error] if report.error is not None else []
        return cls(outcomes, errors[0] if errors else None)

    def raise_for_errors(self) -> Self:
        """This report, if every item was sent and nothing stopped the run; raises `BatchError`."""
        met = (each.error for each in self if each.status != "sent" and each.error is not None)
        if self.error is not None or len(self.sent) < len(self):
            cause = next(met, None) if self.error is None else self.error
            raise BatchError(self._counts()) from cause
        return self

    def _counts(self) -> str:
        counts = ", ".join(f"{len(getattr(self, status))} {status}" for status in get_args(Status))
        stopped = "" if self.error is None else f"; stopped by {type(self.error).__name__}"
        return f"{len(self)} items: {counts}{stopped}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._counts()}>"

    def __len__(self) -> int:
        return len(self._outcomes)

    @overload
    def __getitem__(self, index: int) -> Outcome[T]: ...
    @overload
    def __getitem__(self, index: slice) -> list[Outcome[T]]: ...
    def __getitem__(self, index: int | slice) -> Outcome[T] | list[Outcome[T]]:
        return self._outcomes[index]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._outcomes, _portable(self.error))


def _moved(outcome: Outcome[T], index: int) -> Outcome[T]:
    """`outcome` under another index, which the problems with its item name too."""
    error = outcome.error
    if isinstance(error, InvalidInputError):
        own = re.compile(rf"body\.{outcome.index}(?=\.|$)")
        if any(own.match(path) for path, _ in error.problems):
            place = f"body.{index}"
            found = [Problem(own.sub(place, path, count=1), what) for path, what in error.problems]
            error = InvalidInputError(problems=found, request=error.request)
    return replace(outcome, index=index, error=error)


def _portable(error: Exception | None) -> Exception | None:
    """`error`, or one that names it where it cannot be pickled, or not be read again; ours always
    can, without their causes.

    Dask and others have exceptions pickled with causes and contexts, of which no one knows whether
    they can be."""
    if isinstance(error, SDKError):
        return error if error.__cause__ is None and error.__context__ is None else copy.copy(error)
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001  # a foreign class may raise anything in either direction
        return SDKError(f"{type(error).__name__}, which cannot be pickled")
    return error
