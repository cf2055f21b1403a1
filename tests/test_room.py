"""Where the files of a run lie."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import room


def test_a_folder_with_room_in_which_programs_run_is_taken(tmp_path):
    assert room.room(tmp_path, 1) == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_any_other_is_not(tmp_path, monkeypatch):
    elsewhere = Path(tempfile.gettempdir())
    assert room.room(tmp_path, 1 << 62) == elsewhere
    assert room.room(tmp_path / "absent", 1) == elsewhere

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(room.subprocess, "run", forbidden)
    assert room.room(tmp_path, 1) == elsewhere
