"""The type checker over what was emitted, as a user of the package runs it."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.servers import ROOT, environment


def mypy(*what: str, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`mypy --strict` on files and folders; modules are looked for in `path` as well."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, "--cache-dir", str(_known()), *what]
    more = {} if path is None else {"MYPYPATH": str(path)}
    return subprocess.run(command, cwd=cwd, env=environment(**more), capture_output=True, text=True, check=False, timeout=300)


@cache
def _known() -> Path:
    """A cache of this process: the libraries are read once, or not at all where `make lint` has read them."""
    folder = Path(tempfile.mkdtemp(prefix="mypy-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    before = ROOT / ".mypy_cache"
    if before.is_dir():
        shutil.copytree(before, folder, dirs_exist_ok=True)
    return folder
