import os
import sys
from pathlib import Path

import pytest

from generator.output.single_file import write_file
from generator.output.tree import OutputError


def test_a_file_is_made_with_its_folder(tmp_path):
    write_file("é\n", tmp_path / "build" / "openapi.yaml")
    assert (tmp_path / "build" / "openapi.yaml").read_bytes() == "é\n".encode()
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["openapi.yaml"]


def test_a_file_that_was_there_keeps_its_permissions(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_bytes(b"old")
    file.chmod(0o600)
    write_file("new", file)
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o600)


def test_a_hyphen_is_standard_output(capsysbinary, tmp_path):
    write_file("é", type(tmp_path)("-"))
    assert capsysbinary.readouterr().out == "é".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="which has no such names")
def test_what_is_open_already_is_written_to_and_not_replaced(tmp_path):
    """The end of a pipe, which has no place; a file to which something was written before."""
    reading, writing = os.pipe()
    write_file("é", Path(f"/dev/fd/{writing}"))
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == "é".encode()
    with (tmp_path / "log").open("wb") as log:
        log.write(b"before\n")
        log.flush()
        write_file("é\n", Path(f"/dev/fd/{log.fileno()}"))
        log.write(b"after\n")
    assert (tmp_path / "log").read_text(encoding="utf-8") == "before\né\nafter\n"
    with pytest.raises(OutputError, match=r"^/dev/fd/999999: Bad file descriptor$"):
        write_file("x", Path("/dev/fd/999999"))


def test_a_file_of_the_document_is_not_overwritten(tmp_path):
    spec = tmp_path / "openapi.yaml"
    spec.write_bytes(b"spec")
    (tmp_path / "link.yaml").symlink_to(spec)
    with pytest.raises(OutputError, match="is a file of the document itself"):
        write_file("x", tmp_path / "link.yaml", sources=(spec,))
    assert spec.read_bytes() == b"spec"


@pytest.mark.parametrize("name", ["folder", "file/below"])
def test_a_place_that_cannot_be_written_is_said(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=name.partition("/")[0]):
        write_file("x", tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
