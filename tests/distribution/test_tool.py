"""The tool as others install it: a wheel, built from the sdist, installed, and put to its work where
nothing of the checkout can be imported.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from hatch_build import PACKAGE, PROGRAM, moved, stage
from tests import written_yaml
from tests.distribution.artifacts import build, install, run
from tests.servers import ROOT, environment

DOCUMENT = ROOT / "tests" / "cases" / "documents" / "chain" / "openapi.yaml"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("distribution")).wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    install(wheel, site)
    return site


def tool(site: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(site, cwd, site / "bin" / PROGRAM, *arguments)


def contents(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_nothing_but_the_package_gets_a_name_in_an_environment(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in contents(wheel)}
    assert tops == {PACKAGE, f"{PACKAGE}-{_project()['version']}.dist-info"}


def test_it_has_every_file_of_the_generator_and_its_templates(wheel: Path) -> None:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(
        [*listed, "generator", "templates"], cwd=ROOT, check=True, capture_output=True
    )
    expected = {f"{PACKAGE}/{name}" for name in found.stdout.decode().splitlines()}
    added = {f"{PACKAGE}/__init__.py", f"{PACKAGE}/__main__.py"}
    got = {name for name in contents(wheel) if name.startswith(f"{PACKAGE}/")}
    assert got - added == expected


def test_what_else_lies_in_the_folders_is_not_packed(tmp_path: Path) -> None:
    kept = ["generator/cli/lint.py", "templates/client/page.jinja", "templates/review/page.css"]
    others = ["generator/.lint.py.swp", "generator/notes.txt", "generator/cli/lint.py.orig"]
    compiled = ["generator/__pycache__/lint.cpython-311.pyc", "templates/.idea/page.jinja"]
    for name in (*kept, *others, *compiled):
        file = tmp_path / "root" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    stage(tmp_path / "root", tmp_path / "staged")
    files = (path for path in (tmp_path / "staged").rglob("*") if path.is_file())
    own = {"__init__.py", "__main__.py"}
    assert {path.relative_to(tmp_path / "staged").as_posix() for path in files} == {*kept, *own}


def test_the_installed_tool_does_what_the_checkout_does(installed: Path, tmp_path: Path) -> None:
    shutil.copy(DOCUMENT, tmp_path / "openapi.yaml")
    named = ["--spec", "openapi.yaml", "--out", "sdk", "--package", "chained"]
    assert tool(installed, tmp_path, "check", *named).returncode == 1
    assert tool(installed, tmp_path, "regenerate", *named).returncode == 0
    assert tool(installed, tmp_path, "check", *named).returncode == 0
    command = [sys.executable, "-m", "generator", "regenerate", *named[:2], "--out", "ours"]
    subprocess.run(
        [*command, *named[4:]], cwd=tmp_path, check=True, env=environment(PYTHONPATH=str(ROOT))
    )
    theirs, ours = (_tree(tmp_path / name) for name in ("sdk", "ours"))
    manifests = [json.loads(tree.pop(".manifest.json")) for tree in (theirs, ours)]
    assert theirs == ours
    of_document = [
        {key: value for key, value in each.items() if not key.startswith(("generator ", "files "))}
        for each in manifests
    ]
    assert of_document[0] == of_document[1]
    assert any(key.startswith("document ") for key in of_document[0])


def test_what_it_tells_to_run_is_the_installed_program(installed: Path, tmp_path: Path) -> None:
    assert tool(installed, tmp_path, "--version").stdout == f"{PROGRAM} {_project()['version']}\n"
    assert "python -m generator" not in (shown := tool(installed, tmp_path, "--help").stdout)
    assert f"{PROGRAM} regenerate" in shown
    shutil.copy(DOCUMENT, tmp_path / "openapi.yaml")
    drifted = tool(installed, tmp_path, "check", "--spec", "openapi.yaml", "--out", "sdk")
    assert drifted.returncode == 1
    assert f"run `{PROGRAM} regenerate`" in drifted.stdout + drifted.stderr


def test_a_broken_document_is_refused_in_a_line(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("openapi: [3.1.0\n")
    refused = tool(installed, tmp_path, "regenerate", "--spec", "openapi.yaml", "--out", "sdk")
    assert refused.returncode == 2
    assert refused.stderr.startswith("openapi.yaml:")
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "sdk").exists()


def test_the_hooks_of_other_repositories_are_commands_of_it(
    installed: Path, tmp_path: Path
) -> None:
    hooks = written_yaml.read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (tmp_path / "api.json").write_text("{}")
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        done = tool(installed, tmp_path, *arguments, "--spec", "api.json")
        assert (program, hook["language"]) == (PROGRAM, "python")
        assert done.stderr.startswith("api.json:1:1: ") or done.stdout.startswith("api.json:1:1: ")


def test_an_import_that_cannot_be_moved_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2: use `from … import …`"):
        moved(b"import json\nimport generator.emit\n")


def test_only_imports_and_commands_are_moved() -> None:
    source = b'if x:\n    from generator.emit import (\n        a,\n    )\ntext = "from generator.emit import b"\n'
    assert moved(source) == source.replace(
        b"from generator.emit import (", f"from {PACKAGE}.generator.emit import (".encode()
    )


def test_its_dependencies_are_those_that_are_pinned_for_the_generator() -> None:
    pinned, section = set(), ""
    for line in (ROOT / "requirements" / "development.in").read_text().splitlines():
        section = line if line.startswith("# ") else section
        if section in ("# the generator", "# the generated package") and "==" in line:
            pinned.add(line.partition("==")[0])
    assert {name.partition(">=")[0] for name in _project()["dependencies"]} == pinned


def _project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def _tree(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
