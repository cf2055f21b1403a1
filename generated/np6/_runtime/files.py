"""Files that outlive a process: locked while one has them, on disk before anything relies on it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from pydantic_core import to_jsonable_python

from .errors import InvalidInputError, Problem
from .input_check import plain


def invalid(name: str, what: str) -> InvalidInputError:
    return InvalidInputError(problems=[Problem(name, what)])


def digest(salt: str, value: Any) -> str:
    """What tells a value from others without saying what it is; a guess can be tested by it."""
    try:
        data = to_jsonable_python(plain(value), fallback=lambda other: type(other).__name__)
        text = json.dumps(data, sort_keys=True)
    except Exception:  # noqa: BLE001  # what has no JSON is no valid input either; sending it says why
        text = type(value).__name__
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()[:16]


def reason(error: Exception) -> str:
    """Why a file cannot be had, without its path."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def sync_name(path: Path) -> None:
    """Have a new file's entry on disk too, or a power cut takes the file; where a system can."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def lock(file: IO[bytes], name: str, other: str) -> None:
    """Keep others out until the file is closed, or the process ends; raises `InvalidInputError`."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise invalid(name, f"cannot be locked: another {other} may have it") from None
