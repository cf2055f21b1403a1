"""The type checkers over what was emitted, as a user of the package runs them."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.servers import ROOT, environment


def pyright(folder: Path, *what: str, **settings: Any) -> list[dict[str, Any]]:
    """The errors that strict pyright finds in a folder, or in some files of it, with further
    settings. To start it costs seconds: `test_pyright.py` has the projects of all tests.
    """
    strict = {"typeCheckingMode": "strict", "pythonVersion": "3.11", **settings}
    (folder / "pyrightconfig.json").write_text(json.dumps(strict), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "basedpyright",
        "--level",
        "error",
        "--pythonpath",
        sys.executable,
        "--outputjson",
        *what,
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] > 0, report
    return list(report["generalDiagnostics"])


WRONG = "    # wrong:"


def wrong_lines(program: Path) -> set[int]:
    """The numbers of the lines of a program that a type checker must find an error in: all behind
    the one that says so.
    """
    lines = program.read_text(encoding="utf-8").splitlines()
    return set(range(lines.index(WRONG) + 2, len(lines) + 1)) if WRONG in lines else set()


def mypy(*what: str, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`mypy --strict` on files and folders; modules are looked for in `path` as well."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        os.devnull,
        "--cache-dir",
        str(_known()),
        *what,
    ]
    more = {} if path is None else {"MYPYPATH": str(path)}
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@cache
def _known() -> Path:
    """A cache of this process: the libraries are read once, or not at all where `make lint` has
    read them.
    """
    folder = Path(tempfile.mkdtemp(prefix="mypy-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    before = ROOT / ".mypy_cache"
    if before.is_dir():
        shutil.copytree(before, folder, dirs_exist_ok=True)
    return folder
