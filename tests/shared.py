"""A folder of the whole run of the tests: what one of its processes has made there, the others use.

A package of a case is one (`packages.generated`): nobody changes what is there."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

_VARIABLE: Final = "TESTS_SHARED"


def begin() -> None:
    """Make the folder; processes that are started from now on know it, too."""
    os.environ[_VARIABLE] = mkdtemp(prefix="shared-")


def end() -> None:
    """Remove it."""
    if _VARIABLE in os.environ:
        shutil.rmtree(os.environ.pop(_VARIABLE), ignore_errors=True)


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name`, which `make` has filled in whichever process asked first."""
    made = _folder() / name
    if not made.exists():
        own = Path(mkdtemp(prefix=f"{name}-", dir=_folder()))
        make(own)
        with suppress(OSError):  # another process was faster
            own.rename(made)
    return made


@cache
def _folder() -> Path:
    """That of the run, or one of this process, which is no test."""
    if _VARIABLE not in os.environ:
        begin()
        atexit.register(end)
    return Path(os.environ[_VARIABLE])
