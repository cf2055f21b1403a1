"""A temporary folder is gone, whatever ends the process."""

from __future__ import annotations

import shutil
import signal

import pytest

from generator.cli.console import Terminated, terminated_as_interrupted
from generator.temporary_folder import temporary_folder


def test_a_folder_goes_where_a_signal_comes_as_it_is_taken_away(tmp_path, monkeypatch):
    def interrupted(folder: str, **options: object) -> None:
        (met,) = tmp_path.iterdir()
        assert str(met) == folder
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
