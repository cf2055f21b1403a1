"""The type checkers over what was emitted, as a user of the package runs them, and ruff."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ruff import find_ruff_bin

from tests.servers import ROOT, environment
from tests.shared import made_once


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


def mypy(
    *what: str, cwd: Path, path: Path | None = None, installed: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """`mypy --strict` on files and folders. Modules are looked for in `path` as well, and in
    `installed` as those of a user's environment are: what is in their functions is not looked at.
    """
    places = {"MYPYPATH": path, "PYTHONPATH": installed}
    more = {name: str(place) for name, place in places.items() if place is not None}
    return _mypy(_known(), what, cwd, environment(**more))


def _mypy(
    cache: Path, what: Sequence[str], cwd: Path, variables: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        os.devnull,
        "--cache-dir",
        str(cache),
        *what,
    ]
    return subprocess.run(
        command,
        cwd=cwd,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@cache
def _known() -> Path:
    """A cache of this process, in which the libraries are read already."""
    folder = Path(tempfile.mkdtemp(prefix="mypy-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(made_once("mypy", _read_libraries), folder, dirs_exist_ok=True)
    return folder


def _read_libraries(cache: Path) -> None:
    """Once in a run, or not at all where `make lint` has read them."""
    before = ROOT / ".mypy_cache"
    if before.is_dir():
        shutil.copytree(before, cache, dirs_exist_ok=True)
    else:
        libraries = "import httpx2, pydantic, pytest, typing_extensions"
        _mypy(cache, ["-c", libraries], ROOT, environment())


def imports_out_of_order(folder: Path, package: str = "acme") -> str:
    """What ruff would change of the imports below a folder."""
    options = ["--isolated", "--no-cache", "--target-version", "py311", "--line-length", "100"]
    known = f"lint.isort.known-third-party=[{package.partition('.')[0]!r}]"
    command = [find_ruff_bin(), "check", "--select", "I", "--diff", "--config", known, *options]
    done = subprocess.run(
        [*command, "."], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout
