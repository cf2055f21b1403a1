"""The journal of a run of `batches`, which keeps a second run from sending again what was sent, or
may have been.

JSON lines: one that says which call it is, then `{"begun": {index: digest}}` before a request,
`{"ended": {status: [index]}}` after it, and `{"marked": {status: [index]}}` by `mark`. Each is on
disk before anything else happens. A last line that is not whole was never relied on, and is cut
off. Of an item there is a salted digest only, by which a guess can be tested."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, cast, get_args

from .errors import InvalidInputError, Problem
from .files import digest, invalid, lock, reason, sync_name
from .report import BatchError, Outcome, Status

Known: TypeAlias = Literal["sent", "refused", "unsent"]

_KIND = "batches/1"
_HEAD = f'{{"journal":"{_KIND}"'.encode()  # what the first line begins with
_STATUSES: Mapping[str, Status] = {status: status for status in get_args(Status)}


def mark(journal: str | os.PathLike[str], statuses: Mapping[int, Known]) -> None:
    """Tell a journal what became of items that are `unknown` in it, by their `Outcome.index`, once
    you have found out.

    `sent` is not sent again, `refused` and `unsent` are, by the next run. All of them are entered
    or, on a power cut too, none. Only of what is unknown can it be told; what the journal says
    already may be said again.

    Raises `InvalidInputError`, with nothing entered: for an index that the journal does not have,
    an item that came to another end, a status that is none; for a file that is no journal, cannot
    be opened, or belongs to a run that has not ended. Raises `BatchError` where it cannot be
    written."""
    if not isinstance(cast("object", statuses), Mapping):
        raise invalid("statuses", "must be a mapping of indices to statuses")
    with closing(Journal(journal)) as opened:
        try:
            opened.mark(statuses)
        except OSError as error:
            raise BatchError(f"the journal cannot be written: {reason(error)}") from None


class Journal:
    """An open, locked journal. `doubted` are items that it has as unknown and are sent again."""

    def __init__(self, path: str | os.PathLike[str], call: object = None) -> None:
        """`call` is what a run does, anything that JSON can say; its journal is made where there is
        none.

        Raises `InvalidInputError`."""
        self._lock, self._salt = threading.Lock(), secrets.token_hex(8)
        self._items: dict[int, tuple[str, Status]] = {}
        self.doubted: set[int] = set()
        try:
            self._path = Path(path)
            # as long as the run
            self._file: IO[bytes] = self._path.open("r+b" if call is None else "a+b")
        except (
            OSError,
            ValueError,
            TypeError,
        ) as error:  # also of what is no path, or none that the system can have
            raise invalid("journal", f"cannot be opened: {reason(error)}") from None
        try:
            self._open(call)
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise invalid("journal", f"cannot be read or begun: {reason(error)}") from None
            raise

    def _open(self, call: object) -> None:
        self._file.seek(0)
        lock(self._file, "journal", "run")
        content = self._file.read()
        whole = content[: content.rfind(b"\n") + 1]
        if whole or call is None or (content and not content.startswith(_HEAD)):
            head = self._read(whole.splitlines())
            if call is not None and head.get("call") != self._digest(call):
                facts = "its operation, base URL or parameters are not the same"
                what = f"is that of another call: {facts}"
                raise invalid("journal", what)
            self._file.truncate(len(whole))
            self._file.seek(len(whole))
        else:  # nothing, or a first line of ours that was cut off
            self._file.truncate(0)
            self._write({"journal": _KIND, "salt": self._salt, "call": self._digest(call)})
            sync_name(self._path)

    @property
    def reach(self) -> int:
        """How many items, from the first on, it may know of."""
        return max(self._items, default=-1) + 1

    def _read(self, lines: list[bytes]) -> dict[str, Any]:
        number = 0
        try:
            head: dict[str, Any] = json.loads(lines[0])
            if head["journal"] != _KIND:
                raise ValueError
            self._salt = head["salt"]
            for line in lines[1:]:
                number += 1
                self._enter(json.loads(line))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            other = "is a file that is no journal of batches"
            what = f"is damaged in line {number + 1}" if number else other
            raise invalid("journal", what) from None
        return head

    def _enter(self, entry: Any) -> None:
        """Take over what a line says; raises all sorts of errors for one that makes no sense."""
        self._items.update(
            (int(index), (digest, "unknown")) for index, digest in entry.get("begun", {}).items()
        )
        for event in ("ended", "marked"):
            for status, indices in entry.get(event, {}).items():
                known = _STATUSES[status]
                self._items.update((index, (self._items[index][0], known)) for index in indices)

    def recall(self, outcome: Outcome[Any], name: str, *, resend: bool) -> None:
        """Note on an outcome what became of its item earlier; what was refused or unsent is tried
        again.

        What is unknown is tried again to `resend` it, but counts as unknown until it is known to be
        sent."""
        if outcome.index not in self._items:
            return
        digest, status = self._items[outcome.index]
        if digest != self._digest(outcome.item):
            what = f"the items are not those of the journal: item {outcome.index} is another"
            raise invalid(name, what)
        if status == "unknown" and resend:
            self.doubted.add(outcome.index)
        elif status in ("sent", "unknown"):
            outcome.status, outcome.earlier = status, True

    def begin(self, batch: Sequence[Outcome[Any]]) -> None:
        begun = {str(each.index): self._digest(each.item) for each in batch}
        self._write({"begun": begun})

    def end(self, batch: Sequence[Outcome[Any]]) -> None:
        ended: dict[str, list[int]] = {}
        for outcome in batch:
            doubted = outcome.index in self.doubted and outcome.status != "sent"
            ended.setdefault("unknown" if doubted else outcome.status, []).append(outcome.index)
        self._write({"ended": ended})

    def mark(self, statuses: Mapping[int, Known]) -> None:
        marked: dict[str, list[int]] = {}
        found: list[Problem] = []
        for index, status in statuses.items():
            wrong = self._wrong_mark(index, status)
            if wrong:
                place = f"statuses.{index}" if type(index) is int else "statuses"
                found.append(Problem(place, wrong))
            elif self._items[index][1] != status:
                marked.setdefault(status, []).append(index)
        if found:
            raise InvalidInputError(problems=found)
        if marked:
            self._write({"marked": marked})

    def _wrong_mark(self, index: object, status: object) -> str:
        if type(index) is not int or index not in self._items:
            return "is no index of an item that the journal has"
        if status not in get_args(Known):
            return f"must be one of {', '.join(get_args(Known))}"
        known = self._items[index][1]
        if known in ("unknown", status):
            return ""
        return f"is {known} in the journal: only what is unknown can be marked"

    def _write(self, entry: dict[str, Any]) -> None:
        with self._lock:
            self._file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def _digest(self, value: Any) -> str:
        return digest(self._salt, value)

    def close(self) -> None:
        with suppress(OSError, ValueError):  # what cannot be written now could not when it was told
            self._file.close()
