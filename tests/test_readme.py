"""What the READMEs show is what happens."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from generator.cli import main
from tests.checking import mypy
from tests.servers import environment, mock_server

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def example(file: Path, heading: str, language: str) -> str:
    """The first block of code of a language below a heading."""
    section = file.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.search(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found, f"no {language} below {heading} in {file.name}"
    return found[1]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with mock_server() as url:
        yield url


@pytest.mark.parametrize(
    ("file", "heading", "printed"),
    [(README, "Use the SDK", r"\S+ \S+\n"), (ROOT / "generated" / "README.md", "Call", r".*type=.*\n")],
    ids=["README.md", "generated/README.md"],
)
def test_the_example_runs_as_it_stands_against_a_local_server(file, heading, printed, address):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-B", "-c", example(file, heading, "python")],
        cwd=ROOT / "generated",
        env=environment(NP6_BASE_URL=address, NP6_API_KEY="anything"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(printed, done.stdout), done.stdout


EXAMPLES = re.findall(
    r"^### ([^\n]*)\n\n```python\n(.*?)^```$",
    (ROOT / "generated" / "README.md").read_text(encoding="utf-8").partition("\n## Examples\n")[2].partition("\n## ")[0],
    re.MULTILINE | re.DOTALL,
)
CONTACTS = "id,name\n" + "".join(f"{number:08X},Reader {number}\n" for number in range(120))
PRINTED = {
    "Send a notification to many contacts": "120 sent, 0 refused, 0 not known\n",
    "Write the bounces of a day to a CSV file": "",
    "Import contacts into a segment": "120 contacts are in segment 12\n",
}


@pytest.mark.parametrize(("title", "source"), EXAMPLES, ids=[title for title, _ in EXAMPLES])
def test_each_worked_example_runs_as_it_stands_against_a_local_server(title, source, address, tmp_path):
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::DeprecationWarning", "-B", "-c", source],
        cwd=tmp_path,
        env=environment(NP6_BASE_URL=address, NP6_API_KEY="anything", PYTHONPATH=str(ROOT / "generated")),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, PRINTED[title]), done.stderr
    if title == "Write the bounces of a day to a CSV file":
        written = (tmp_path / "bounces.csv").read_text(encoding="utf-8").splitlines()
        assert written[0] == "time,address,diagnostic"
        assert re.fullmatch(r"2025-01-01T08:\S+\+00:00,reader@example.com,.+", written[1]), written
    if title == "Send a notification to many contacts":
        assert "@" not in (tmp_path / "run.jsonl").read_text(encoding="utf-8")
        assert done.stderr.endswith("/s\n")


def test_the_worked_examples_satisfy_the_type_checker(tmp_path):
    files = [tmp_path / f"example_{number}.py" for number in range(len(EXAMPLES))]
    for file, (_, source) in zip(files, EXAMPLES, strict=True):
        file.write_text(source, encoding="utf-8")
    done = mypy(*map(str, files), cwd=tmp_path, path=ROOT / "generated")
    assert done.returncode == 0, done.stdout


def test_there_are_three_worked_examples():
    assert [title for title, _ in EXAMPLES] == list(PRINTED)


@pytest.fixture(scope="module")
def in_step(tmp_path_factory) -> Path:
    """A project whose generated files are in step with its document."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "spec", folder / "spec")
    with chdir(folder):
        assert main(["regenerate"]) == 0
        assert main(["check"]) == 0
    return folder


@pytest.fixture
def project(in_step, tmp_path, monkeypatch) -> Path:
    """A copy of it as the working directory."""
    shutil.copytree(in_step, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change_the_document(project: Path) -> None:
    """The field that the README adds, in the place that the README names."""
    (name,) = re.findall(r"In `(spec/\S+\.yaml)`:", README.read_text(encoding="utf-8"))
    schema, properties, *added = example(README, "Change the document", "yaml").splitlines()
    file = project / name
    lines = file.read_text(encoding="utf-8").splitlines()
    at = lines.index(properties, lines.index(schema)) + 1
    file.write_text("\n".join([*lines[:at], *added, *lines[at:]]) + "\n", encoding="utf-8")


def test_a_changed_document_fails_the_check_with_the_field_and_the_reason(project, capsys):
    change_the_document(project)
    capsys.readouterr()
    assert main(["lint"]) == 0
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "generated/np6/models/execution.py: different (document changed)" in lines
    assert any(line.startswith("+") and "subtitle" in line for line in lines)
    assert lines[-1].endswith("out of step: run `make regenerate` and commit what it writes")
    main(["check", "--format", "json"])
    differences = json.loads(capsys.readouterr().out)["differences"]
    assert {reason for difference in differences for reason in difference["reasons"]} == {"document changed"}
    assert main(["regenerate"]) == 0
    assert main(["check"]) == 0
    assert "subtitle" in (project / "generated" / "np6" / "resources" / "notifications.py").read_text(encoding="utf-8")


def test_an_edited_file_fails_the_check_with_the_other_reason(project, capsys):
    file = project / "generated" / "np6" / "models" / "execution.py"
    before = file.read_text(encoding="utf-8")
    file.write_text(before + "EDITED = 1\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "generated/np6/models/execution.py: different (edited by hand)"
    assert "-EDITED = 1" in lines
    assert lines[-1] == "1 file in generated out of step: run `make regenerate` and commit what it writes"
    assert main(["regenerate"]) == 0
    assert "edited by hand, overwritten: np6/models/execution.py" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == before


def test_both_reasons_are_given_where_both_hold(project, capsys):
    file = project / "generated" / "np6" / "models" / "execution.py"
    file.write_text(file.read_text(encoding="utf-8") + "EDITED = 1\n", encoding="utf-8")
    change_the_document(project)
    capsys.readouterr()
    assert main(["check"]) == 1
    assert "generated/np6/models/execution.py: different (document changed, edited by hand)" in capsys.readouterr().out
