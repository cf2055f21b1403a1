"""A fresh clone: `regenerate` changes nothing that is committed, and writes the same bytes wherever
and however it runs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import environment

ROOT = Path(__file__).parents[1]
GIT = shutil.which("git")

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not here")


def git(folder: Path, *arguments: str) -> str:
    identity = [
        "-c",
        "user.name=tester",
        "-c",
        "user.email=tester@example.com",
        "-c",
        "commit.gpgsign=false",
    ]
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env=_clean_environment(),
    )
    return done.stdout


def _clean_environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in environment().items()
        if not name.startswith(("GIT_", "PYTHON"))
    }
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | more


def generator(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env=_clean_environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A clone of this repository as it stands in the working tree, with a commit of its own; the
    tests left out, which are most of its files.
    """
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    origin, folder = tmp_path_factory.mktemp("origin"), tmp_path_factory.mktemp("clone") / "project"
    files = ("ls-files", "-z", "-co", "--exclude-standard", ":!tests")
    for name in git(ROOT, *files).split("\0"):
        if name and (ROOT / name).is_file():
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, origin / name)
    git(origin, "init", "-q")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "all of it")
    git(origin, "clone", "-q", origin.as_uri(), str(folder))
    return folder


@pytest.mark.heavy
def test_what_is_committed_is_what_regenerate_writes(clone):
    done = generator(clone, "regenerate")
    assert (done.returncode, done.stderr) == (0, "")
    assert git(clone, "status", "--porcelain") == ""
    assert generator(clone, "check").stdout == "generated is in step\n"


@pytest.mark.heavy
def test_what_regenerate_writes_depends_on_nothing_around_it(clone, tmp_path):
    written = []
    around = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "COLUMNS": "40"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "Asia/Kathmandu",
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "0",
            "HOME": "/nowhere",
        },
    ]
    for place, more in zip((tmp_path / "one", tmp_path / "two words é"), around, strict=True):
        place.mkdir()
        # With what of the tool is compiled already.
        nothing_written = shutil.ignore_patterns("generated", ".git")
        shutil.copytree(clone, place / "copy", ignore=nothing_written)
        (place / "ruff.toml").write_text("line-length = 40\n", encoding="utf-8")
        (place / "pyproject.toml").write_text(
            "[tool.black]\nline-length = 40\n[tool.ruff]\nline-length = 40\n",
            encoding="utf-8",
        )
        done = generator(place / "copy", "regenerate", **more)
        assert (done.returncode, done.stderr) == (0, "")
        folder = place / "copy" / "generated"
        written.append(
            {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }
        )
    assert written[0] == written[1]
    assert {"np6/__init__.py", ".manifest.json", "README.md", "api.md"} <= written[0].keys()


@pytest.mark.heavy  # begun apart from those above it would need a clone of its own
def test_no_time_of_day_path_or_name_of_a_machine_is_in_what_is_written(clone):
    words = {str(clone), str(Path.home()), os.uname().nodename} - {"/", "localhost", "/root"}
    for path in (clone / "generated").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [word for word in words if len(word) > 5 and word in text], path


@pytest.fixture
def makefile(tmp_path) -> Path:
    """A folder with the Makefile and a lock alone."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "development.txt").write_text("of today\n", encoding="utf-8")
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", *arguments, f"PYTHON={sys.executable}"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=_clean_environment()
    )


def test_an_environment_that_is_a_link_is_not_emptied(makefile):
    kept = makefile / "of-another" / "kept"
    kept.parent.mkdir()
    kept.touch()
    (makefile / ".venv").symlink_to(kept.parent)
    done = make(makefile, ".venv/.stamp")
    assert done.returncode == 2
    assert ".venv is a link" in done.stderr
    assert kept.exists()


def test_an_environment_is_of_the_content_of_its_lock_whatever_the_times_of_files(makefile):
    lock, stamp = makefile / "requirements" / "development.txt", makefile / ".venv" / ".stamp"
    assert "-m venv --clear .venv" in make(makefile, "-n", "lint").stdout
    stamp.parent.mkdir()
    stamp.write_text(git(makefile, "hash-object", str(lock)), encoding="utf-8")
    os.utime(stamp, (0, 0))
    assert "venv --clear" not in make(makefile, "-n", "lint").stdout
    lock.write_text("of yesterday\n", encoding="utf-8")
    os.utime(lock, (0, 0))
    assert "-m venv --clear .venv" in make(makefile, "-n", "lint").stdout


def test_each_platform_that_types_are_checked_for_has_a_cache_of_its_own(makefile):
    # mypy empties a cache that another platform filled: without this every `make lint` is cold.
    lines = make(makefile, "-n", "lint").stdout.splitlines()
    runs = [line.split() for line in lines if "-m mypy" in line]
    assert len(runs) == 2
    caches = [run[run.index("--cache-dir") + 1] if "--cache-dir" in run else "" for run in runs]
    platforms = [run[run.index("--platform") + 1] if "--platform" in run else "" for run in runs]
    assert len(set(caches)) == len(set(platforms)) == len(runs)


def test_make_works_from_a_folder_inside_the_repository(makefile):
    inside = makefile / "spec"
    inside.mkdir()
    for goals in ((), ("lint", "check"), ("bundle", "SPEC=other.yaml")):
        here = make(makefile, "--no-print-directory", "-n", *goals)
        assert here.returncode == 0
        assert here.stdout
        there = make(inside, "--no-print-directory", "-f", "../Makefile", "-n", *goals)
        assert there.stdout.partition("\n")[2].removesuffix(":\n") == here.stdout
