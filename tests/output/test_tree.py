import errno
import os
from pathlib import Path

import pytest

from generator.output.tree import OutputError, judge_paths, read_folder


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x.py",
        "np6/../../x",
        "./x",
        "np6//x",
        "np6/",
        "a\\b",
        "C:/x",
        "a\0b",
        "a\nb",
        "x.",
        ".manifest.json",
    ],
)
def test_a_path_that_could_leave_the_folder_or_is_not_portable_is_refused(path):
    with pytest.raises(OutputError, match="is not a path that may be generated"):
        judge_paths([path])


def test_every_bad_path_is_named_at_once():
    with pytest.raises(OutputError) as caught:
        judge_paths(["../a", "np6/Pet.py", "np6/pet.py", "x", "x/y", "ok.py"])
    assert str(caught.value) == (
        "'../a' is not a path that may be generated; 'np6/pet.py' and 'np6/Pet.py' are one file "
        "where case does not matter; "
        "'x' is a file and a folder"
    )


def test_folders_that_differ_in_case_alone_are_refused():
    with pytest.raises(OutputError, match="one folder where case does not matter"):
        judge_paths(["np6/a.py", "NP6/b.py"])


def test_caches_are_not_read(tmp_path):
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"")
    (tmp_path / "a.py").write_bytes(b"")
    folder = read_folder(tmp_path)
    assert folder is not None
    assert list(folder.files) == ["a.py"]


def test_a_linked_folder_is_one_entry_and_is_not_entered(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path)
    folder = read_folder(tmp_path)
    assert folder is not None
    assert [(path, entry.kind) for path, entry in folder.files.items()] == [("loop", "link")]


def test_nothing_there_is_not_an_empty_folder(tmp_path):
    assert read_folder(tmp_path / "absent") is None


@pytest.mark.parametrize("name", ["private", "private/key"])
def test_what_of_a_folder_cannot_be_read_is_named(tmp_path, monkeypatch, name):
    (tmp_path / "private").mkdir()
    (tmp_path / "private/key").write_bytes(b"")

    def refusing(real):
        def opened(path, *arguments, **options):
            if str(path) == str(tmp_path / name):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *arguments, **options)

        return opened

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))
    monkeypatch.setattr("builtins.open", refusing(open))
    with pytest.raises(OutputError, match=rf"^sdk/{name}: Permission denied$"):
        read_folder(tmp_path, {"private/key"}, shown=Path("sdk"))
