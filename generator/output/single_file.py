"""Write one file that the user named: in one step, and never over a file of the document that it
comes from.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from generator.output.tree import OutputError, explain

_OPEN_FILE: Final = re.compile(r"/dev/stdout|(?:/dev|/proc/self)/fd/([0-9]{1,9})")
"""What is open already, as `>(…)` of a shell is: no file that could be replaced by another."""


def write_file(content: str, out: Path, *, sources: tuple[Path, ...] = ()) -> None:
    """Write `content` as UTF-8, `-` to standard output. Raises `OutputError`, also where `out` is
    one of `sources`.
    """
    data = content.encode("utf-8", "backslashreplace")
    if str(out) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    if opened := _OPEN_FILE.fullmatch(str(out)):
        _append(data, int(opened[1] or 1), out)
        return
    target = Path(os.path.realpath(out))
    if any(target == Path(os.path.realpath(source)) for source in sources):
        raise OutputError(f"{out}: is a file of the document itself")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(data, target)
    except IsADirectoryError:
        raise OutputError(f"{out}: is a folder; give the name of a file") from None
    except OSError as error:
        raise OutputError(explain(error, out)) from error


def _append(content: bytes, descriptor: int, out: Path) -> None:
    """Behind what was written to an open file before."""
    try:
        sys.stdout.flush()
        with open(descriptor, "wb", closefd=False) as file:
            file.write(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(explain(error, out)) from error


def _replace(content: bytes, target: Path) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
