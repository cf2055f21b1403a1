"""Folders in memory: gone after their use, whatever ended it, and never somebody else's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.emit.memory_folder import PREFIX, folder_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs locks of folders")

HELD = """
import sys, pathlib
from generator.emit.memory_folder import folder_in
with folder_in(pathlib.Path(sys.argv[1])) as folder:
    pathlib.Path(folder, "a.py").touch()
    print(folder, flush=True)
    sys.stdin.read()
"""


def holding(memory):
    """A process that works in a folder, and the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HELD, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return process, Path(process.stdout.readline().strip())


def test_a_folder_in_memory_is_gone_after_the_block_also_where_that_fails(tmp_path):
    def fails() -> None:
        with folder_in(tmp_path) as folder:
            Path(folder, "inside").mkdir()
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert list(tmp_path.iterdir()) == []


def test_no_file_stays_open_after_a_folder_in_memory(tmp_path, monkeypatch):
    import fcntl

    def taken_away(descriptor, how):
        monkeypatch.setattr(fcntl, "flock", locks)
        next(tmp_path.iterdir()).rmdir()
        locks(descriptor, how)

    locks = fcntl.flock
    Path(tmp_path, f"{PREFIX}left").mkdir()
    before = len(list(Path("/dev/fd").iterdir()))
    with folder_in(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]
    monkeypatch.setattr(fcntl, "flock", taken_away)
    with folder_in(tmp_path):
        pass
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_folder_in_memory_that_somebody_has_taken_away_meanwhile_is_no_fault(tmp_path):
    with folder_in(tmp_path) as folder:
        folder.rmdir()
    assert list(tmp_path.iterdir()) == []


def test_what_a_process_left_that_was_killed_is_taken_away_by_the_next_one(tmp_path):
    process, left = holding(tmp_path)
    with folder_in(tmp_path):
        assert left.exists(), "its process works in it"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert Path(left, "a.py").exists()
    with folder_in(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_such_a_folder_of_this_user_is_left_alone(tmp_path, monkeypatch):
    other, file, link = (tmp_path / name for name in ("tmp1", f"{PREFIX}file", f"{PREFIX}link"))
    other.mkdir()
    file.touch()
    link.symlink_to(other)
    with folder_in(tmp_path):
        pass
    foreign = tmp_path / f"{PREFIX}foreign"
    foreign.mkdir()
    user = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: user + 1)
    with folder_in(tmp_path):
        pass
    assert sorted(tmp_path.iterdir()) == sorted([other, file, link, foreign])


def test_a_folder_that_was_taken_for_left_before_it_was_locked_is_made_anew(tmp_path, monkeypatch):
    import fcntl

    made, locks = [], fcntl.flock

    def slow(descriptor, how):
        made.extend(tmp_path.iterdir())
        if len(made) == 1:
            made[0].rmdir()
        locks(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", slow)
    with folder_in(tmp_path) as folder:
        assert folder.is_dir()
        assert folder != made[0]
