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
