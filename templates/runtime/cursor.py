"""Where following a list of events goes on, kept across restarts: in a file, or wherever a caller
keeps a text.

The text is one line of JSON: `{"cursor": "follow/1", "salt": …, "call": digest, "start": moment,
"given": {id: seconds}}`. `call` is a salted digest of operation, base URL and parameters, by which
a guess can be tested; `given` are the events near `start` that were handed out, and when they
happened, so that those which come again are known."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol, cast, runtime_checkable

from .errors import ConfigurationError, InvalidInputError
from .files import digest, invalid, lock, reason, sync_name

_KIND = "follow/1"
_NAME = "cursor"  # of the argument, for messages


@runtime_checkable
class Cursor(Protocol):
    """A place of your own for the text of a cursor, such as a row of a database. What it raises is
    passed on.
    """

    def load(self) -> str | None:
        """The text that was saved last; `None` where there is none yet."""
        ...

    def save(self, text: str, /) -> None:
        """Keep a text in place of the one before, for good."""
        ...


class State(NamedTuple):
    """Up to which moment all was handed out, and the events near it by their ids: when each was, as
    seconds, if known.
    """

    start: dt.datetime
    given: dict[str, float | None]


class Bookmark:
    """The cursor of one call while it is followed; without a place it forgets."""

    def __init__(self, place: str | os.PathLike[str] | Cursor | None, call: object) -> None:
        """Raises `InvalidInputError`."""
        self._call, self._salt = call, secrets.token_hex(8)
        self._place: Cursor | None = None
        self._file: _File | None = None
        if isinstance(place, Cursor):
            self._place = place
        elif place is not None:
            self._place = self._file = _File(place)

    def load(self) -> State | None:
        """Where to go on, if that is known. Raises `InvalidInputError` for what is damaged, or of
        another call.
        """
        text = cast("object", self._place.load()) if self._place is not None else None
        if text is None or text == "":
            return None
        try:
            found: dict[str, Any] = json.loads(cast("str", text))
            kind = found["cursor"]
        except (ValueError, LookupError, TypeError, RecursionError):
            raise invalid(_NAME, "is not that of events that were followed") from None
        if kind != _KIND:
            raise invalid(
                _NAME, f"is of a version that this package does not know; it knows {_KIND}"
            )
        try:
            salt, call = str(found["salt"]), str(found["call"])
            start = dt.datetime.fromisoformat(found["start"])
            given = {
                str(key): None if when is None else float(when)
                for key, when in found["given"].items()
            }
            if start.utcoffset() is None:
                raise ValueError
        except (ValueError, LookupError, TypeError, AttributeError):
            raise invalid(_NAME, "is damaged") from None
        if call != digest(salt, self._call):
            raise invalid(
                _NAME,
                "is that of another call: its operation, base URL or parameters are not the same",
            )
        self._salt = salt
        return State(start, given)

    def save(self, state: State) -> None:
        """Keep it, on disk before anything else happens. Raises `ConfigurationError` where the file
        cannot be written.
        """
        if self._place is not None:
            call, start = digest(self._salt, self._call), state.start.isoformat()
            entry = {
                "cursor": _KIND,
                "salt": self._salt,
                "call": call,
                "start": start,
                "given": state.given,
            }
            self._place.save(json.dumps(entry, separators=(",", ":")))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class _File:
    """A file that is replaced whole, so that what is there is always one text or the other. Whoever
    has it holds a lock.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Lock it; raises `InvalidInputError`. What is locked is a file beside it, which stays: the
        file itself comes anew.
        """
        self._lock: IO[bytes] | None = None
        try:
            self._path = Path(os.path.realpath(path))
            self._lock = self._beside("lock").open("ab")
            lock(self._lock, _NAME, "one that follows")
            if self._path.exists() and not (
                self._path.is_file() and os.access(self._path, os.R_OK | os.W_OK)
            ):
                raise invalid(_NAME, "is no file that can be read and written")
        except InvalidInputError:
            self.close()
            raise
        except (
            OSError,
            ValueError,
            TypeError,
        ) as error:  # also of what is no path, or none that the system can have
            self.close()
            raise invalid(_NAME, f"cannot be opened: {reason(error)}") from None

    def _beside(self, what: str) -> Path:
        return self._path.with_name(f"{self._path.name}.{what}")

    def load(self) -> str | None:
        try:
            return self._path.read_text("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise invalid(_NAME, f"cannot be read: {reason(error)}") from None

    def save(self, text: str) -> None:
        new = self._beside("new")
        try:
            with new.open("wb") as file:
                file.write(text.encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        except OSError as error:
            raise ConfigurationError(f"the cursor cannot be written: {reason(error)}") from None
        sync_name(self._path)

    def close(self) -> None:
        if self._lock is not None:
            self._lock.close()
