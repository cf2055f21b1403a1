"""A temporary folder is gone, whatever ends the process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.cli.console import Terminated, terminated_as_interrupted
from generator.temporary_folder import REVIEW, temporary_folder

HELD = """
import sys
from generator.temporary_folder import REVIEW, temporary_folder
with temporary_folder(REVIEW) as folder:
    (folder / "file").touch()
    print(folder, flush=True)
    sys.stdin.read()
"""
DOCUMENT = "openapi: 3.1.0\ninfo: {title: Small, version: '1'}\npaths: {}\n"


def test_a_folder_goes_where_a_signal_comes_as_it_is_taken_away(tmp_path, monkeypatch):
    def interrupted(folder: Path, **options: object) -> None:
        assert list(tmp_path.iterdir()) == [folder]
        if not options:  # as it began
            signal.raise_signal(signal.SIGTERM)
        remove(folder, **options)

    remove = shutil.rmtree
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(shutil, "rmtree", interrupted)
    with (
        terminated_as_interrupted() as code,
        pytest.raises(Terminated),
        temporary_folder("review-") as folder,
    ):
        (folder / "file").touch()
    assert code() == 143
    assert list(tmp_path.iterdir()) == []


def test_a_folder_goes_with_a_failure_and_the_failure_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(FileNotFoundError), temporary_folder("review-") as folder:
        (folder / "gone" / "file").touch()
    assert list(tmp_path.iterdir()) == []


def _hours_old(folder: Path) -> Path:
    os.utime(folder, (0, 0))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks of folders")
def test_what_a_killed_review_left_is_taken_away_by_the_next_one(tmp_path, monkeypatch):
    def holding() -> tuple[subprocess.Popen[str], Path]:
        process = subprocess.Popen(
            [sys.executable, "-c", HELD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(temporary)},
        )
        return process, Path(process.stdout.readline().strip())

    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (killed, left), (young, recent), (running, used) = holding(), holding(), holding()
    for process in (killed, young):
        process.send_signal(signal.SIGKILL)
        process.communicate()
    other = temporary / "review-other"  # of whoever else calls a folder so
    other.mkdir()
    for folder in (left, used, other):
        _hours_old(folder)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    for arguments in (["init", "--quiet"], ["add", "openapi.yaml"], ["commit", "--quiet", "-m1"]):
        who = ("-c", "user.name=Reader", "-c", "user.email=reader@example.com")
        subprocess.run(["git", *who, *arguments], check=True)
    assert left.exists()
    assert main(["review", "HEAD", "--spec", "openapi.yaml"]) == 0
    assert sorted(temporary.iterdir()) == sorted([recent, used, other])
    running.communicate()
    assert sorted(temporary.iterdir()) == sorted([recent, other])


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks of folders")
def test_what_another_user_left_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    foreign = tmp_path / f"{REVIEW}foreign"
    foreign.mkdir()
    _hours_old(foreign)
    user = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: user + 1)
    with temporary_folder(REVIEW):
        pass
    assert list(tmp_path.iterdir()) == [foreign]
    monkeypatch.setattr(os, "getuid", lambda: user)
    with temporary_folder(REVIEW):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks of folders")
def test_a_folder_that_cannot_be_locked_is_used_all_the_same(tmp_path, monkeypatch):
    import fcntl

    def refused(descriptor: int, how: int) -> None:
        raise OSError("no locks available")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(fcntl, "flock", refused)
    left = tmp_path / f"{REVIEW}left"
    left.mkdir()
    _hours_old(left)
    with temporary_folder(REVIEW) as folder:
        assert sorted(tmp_path.iterdir()) == sorted([folder, left])
    assert list(tmp_path.iterdir()) == [left]
