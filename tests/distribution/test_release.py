"""A release is of a commit, says what is new since the last one, and is tried before it is given."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.distribution.artifacts import build
from tests.distribution.release import ReleaseError, last_tag, main, notes, try_package
from tests.test_workflow import git

DOCUMENT = """\
openapi: 3.1.0
info: {title: Small, version: '1.0.0'}
x-sdk: {version: 1.2.0}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'204': {description: Nothing.}}
"""
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "np6"
version = "0.1.0"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "spec").mkdir(parents=True)
    (root / "spec" / "openapi.yaml").write_text(DOCUMENT)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "all of it")
    return root


def test_what_is_not_committed_is_not_released(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "spec" / "more.yaml").write_text("{}\n")
    assert main(["--root", str(root)]) == 2
    assert capsys.readouterr().err == (
        "error: not committed: spec/more.yaml; what is released is what a commit holds\n"
    )
    assert not (root / "build").exists()


def test_the_notes_are_of_what_changed_since_a_revision(root: Path) -> None:
    assert notes(root, None) == "The first release: there is no tag to compare with.\n"
    git(root, "tag", "v1")
    longer = DOCUMENT + DOCUMENT[DOCUMENT.index("  /pets") :].replace("ets", "lants")
    (root / "spec" / "openapi.yaml").write_text(longer)
    git(root, "commit", "-q", "-a", "-m", "Plants")
    written = notes(root, "v1")
    assert written.startswith("# Since v1\n\nSDK 1.2.0 → 1.3.0, ")
    assert "plants" in written
    with pytest.raises(ReleaseError, match="v9"):
        notes(root, "v9")


def test_the_last_release_is_not_the_one_that_a_tag_has_begun(root: Path) -> None:
    git(root, "tag", "v1")
    assert last_tag(root) is None
    git(root, "commit", "-q", "--allow-empty", "-m", "more")
    assert last_tag(root) == "v1"
    git(root, "tag", "v2")
    git(root, "tag", "other")
    assert last_tag(root) == "v1"


def test_a_package_that_cannot_be_used_is_not_given(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "np6").mkdir(parents=True)
    (project / "pyproject.toml").write_text(PROJECT)
    (project / "np6" / "__init__.py").write_text("import absent_module\n")
    with pytest.raises(ReleaseError, match="No module named 'absent_module'") as caught:
        try_package(build(project, tmp_path / "dist").wheel)
    assert caught.value.code == 1
    (project / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(subprocess.CalledProcessError):
        build(project, tmp_path / "dist")
