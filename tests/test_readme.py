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

from generator.cli import COMMANDS, main
from tests import flagship
from tests.checking import mypy
from tests.forked import run_program
from tests.rehearsal.serving import stand_in
from tests.servers import environment, mock_server

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def example(file: Path, heading: str, language: str) -> str:
    """The first block of code of a language below a heading."""
    section = (
        file.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    )
    found = re.search(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found, f"no {language} below {heading} in {file.name}"
    return found[1]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with mock_server() as url:
        yield url


def run(source: str, folder: Path, address: str) -> subprocess.CompletedProcess[str]:
    return run_program(folder, *STRICT, "-c", source, **variables(address))


def variables(address: str) -> dict[str, str]:
    path = str(ROOT / "generated")
    return {"NP6_BASE_URL": address, "NP6_API_KEY": "anything", "PYTHONPATH": path}


STRICT = ("-W", "error", "-W", "ignore::DeprecationWarning")


def test_the_example_runs_as_it_stands_against_a_local_server(address, tmp_path):
    source = example(README, "Use the SDK", "python")
    done = subprocess.run(
        [sys.executable, *STRICT, "-c", source],
        cwd=tmp_path,
        env=environment(**variables(address)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\S+ \S+\n", done.stdout), done.stdout


def test_the_contact_that_is_notified_in_a_rehearsal_has_events():
    told = (ROOT / "docs" / "rehearsal.md").read_text(encoding="utf-8")
    shown = re.search(r'`(\{"type": "contact", .*\})`', told)
    assert shown
    recipient = json.loads(shown[1])
    with stand_in("--hour", "0.02") as served:
        client = served.client
        client.post("/targets", json={"Email": recipient["value"]["value"][0]})
        executed = client.post("/notifications/42/execution", json={"recipient": recipient})
        assert executed.json()["type"] == "success"
        listed = client.get("/notifications/42/events/executions").json()
    assert [event["type"] for event in listed] == ["execution"]


def blocks(file: Path) -> list[tuple[str, str]]:
    """Each program of a README, with the heading above it; the worked examples apart."""
    sections = re.split(r"^## ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [
        (section.partition("\n")[0], source)
        for section in sections
        if not section.startswith("Examples\n")
        for source in re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    ]


PROGRAMS = blocks(ROOT / "generated" / "README.md")
SHOWN = {
    "Call": (r".*type=.*\n", ""),
    "Long lists": (r"(id=\d+ name=.*\n)+|(\d sent None\n)+", r"([\s\S]*/s\n)?"),
    "Events as they come": (r"(.*id=UUID.*\n)+", ""),
    "Work that takes long": (r".*state=.*\n", ""),
    "Errors": ("", ""),
    "Rate limits": ("", ""),
    "Raw responses and streams": (r"200 \S+\n", ""),
    "Logging": (
        "",
        r"INFO:np6:POST /notifications/\{id\}/execution: 200 in \d\.\d{3} s \(attempt 1\)\n",
    ),
    "Hooks": ("", ""),
    "Test your code": ("", ""),
}


@pytest.mark.parametrize(("heading", "source"), PROGRAMS, ids=[heading for heading, _ in PROGRAMS])
def test_each_program_of_the_packages_readme_runs_as_it_stands(heading, source, address, tmp_path):
    source = source.replace("every=300, ", "")  # or it would not end
    done = '{"headers": {"Prefer": "example=completed"}}'  # the first example is under way
    source = source.replace(
        "progress=True)\n    print(result)", f"options={done})\n    print(result)"
    )
    done = run(source, tmp_path, address)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(SHOWN[heading][0], done.stdout), done.stdout
    assert re.fullmatch(SHOWN[heading][1], done.stderr), done.stderr


def test_the_packages_readme_has_a_program_in_each_of_its_sections():
    assert list(dict.fromkeys(heading for heading, _ in PROGRAMS)) == list(SHOWN)


def test_the_packages_readme_lists_every_option():
    text = (ROOT / "generated" / "README.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| .* \| `(\w+)` \| .*\|$", text, re.MULTILINE))
    code = "import np6, json; print(json.dumps([sorted(np6.ClientOptions.__annotations__)]))"
    (options,) = json.loads(run(code, ROOT, "http://127.0.0.1").stdout)
    assert set(options) <= rows


CONTACTS = "id,name\n" + "".join(f"{number:08X},Reader {number}\n" for number in range(120))
PRINTED = {
    "Send a notification to many contacts": "120 sent, 0 refused, 0 not known\n",
    "Write the bounces of a day to a CSV file": "",
    "Import contacts into a segment": "120 contacts are in segment 12\n",
}


def worked_examples() -> dict[str, str]:
    """Those of the document, which the reference shows, by their titles."""
    operations = flagship.api().operations
    return {each.label: each.source for operation in operations for each in operation.samples}


@pytest.mark.parametrize("title", PRINTED)
def test_each_worked_example_runs_as_it_stands_against_a_local_server(title, address, tmp_path):
    source = worked_examples()[title]
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    done = run(source, tmp_path, address)
    assert (done.returncode, done.stdout) == (0, PRINTED[title]), done.stderr
    if title == "Write the bounces of a day to a CSV file":
        written = (tmp_path / "bounces.csv").read_text(encoding="utf-8").splitlines()
        assert written[0] == "time,address,diagnostic"
        assert re.fullmatch(r"2025-01-01T08:\S+\+00:00,reader@example.com,.+", written[1]), written
    if title == "Send a notification to many contacts":
        assert "@" not in (tmp_path / "run.jsonl").read_text(encoding="utf-8")
        assert done.stderr.endswith("/s\n")


@pytest.mark.heavy
def test_the_programs_of_the_packages_readme_satisfy_the_type_checker(tmp_path):
    programs = [*worked_examples().items(), *PROGRAMS]
    files = [tmp_path / f"example_{number}.py" for number in range(len(programs))]
    for file, (_, source) in zip(files, programs, strict=True):
        file.write_text(source, encoding="utf-8")
    files += [
        *sorted((ROOT / "docs").glob("*.py")),
        *sorted((ROOT / "tests" / "cases" / "types").glob("*.py")),
    ]
    done = mypy(*map(str, files), cwd=tmp_path, installed=ROOT / "generated")
    # Dask has no types there. With an option for it, mypy would read all libraries anew.
    untyped = re.compile(
        r'.*beyond_one_machine\.py:\d+: error: Call to untyped function "Client" .*'
    )
    *found, last = (line for line in done.stdout.splitlines() if not untyped.fullmatch(line))
    assert found == []
    assert last.endswith(f"(checked {len(files)} source files)")


def test_there_are_three_worked_examples():
    assert list(worked_examples()) == list(PRINTED)


@pytest.fixture(scope="module")
def in_step(tmp_path_factory) -> Path:
    """A project whose generated files are in step with its document."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "spec", folder / "spec")
    with chdir(folder):
        assert main(["regenerate"]) == 0
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
    assert {
        reason for line in lines for reason in re.findall(r"^generated/\S+: \w+ \((.*)\)$", line)
    } == {"document changed"}
    assert main(["regenerate"]) == 0
    assert main(["check"]) == 0
    assert "subtitle" in (
        project / "generated" / "np6" / "resources" / "notifications.py"
    ).read_text(encoding="utf-8")


def test_an_edited_file_fails_the_check_with_the_other_reason_and_with_both(project, capsys):
    file = project / "generated" / "np6" / "models" / "execution.py"
    file.write_text(file.read_text(encoding="utf-8") + "EDITED = 1\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "generated/np6/models/execution.py: different (edited by hand)"
    assert "-EDITED = 1" in lines
    assert (
        lines[-1]
        == "1 file in generated out of step: run `make regenerate` and commit what it writes"
    )
    change_the_document(project)
    assert main(["check"]) == 1
    assert (
        "generated/np6/models/execution.py: different (document changed, edited by hand)"
        in capsys.readouterr().out
    )
    assert main(["regenerate"]) == 0
    assert "edited by hand, overwritten: np6/models/execution.py" in capsys.readouterr().out
    written = file.read_text(encoding="utf-8")
    assert "subtitle" in written
    assert "EDITED" not in written


def test_every_file_that_contributing_names_is_there():
    """A row names modules by a folder of `generator/`, of the repository, or of what it named
    before."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = text.partition("### Where a change is made\n")[2].partition("\n### ")[0].splitlines()
    missing = []
    for row in rows:
        before = ROOT
        for name in re.findall(r"`([\w./*{},<>-]+(?:\.(?:py|jinja|md|json|yaml)|/))`", row):
            pattern = re.sub(r"<\w+>", "*", name)
            for each in _alternatives(pattern):
                folders = (ROOT, ROOT / "generator", ROOT / "templates", before)
                found = next((file for folder in folders for file in folder.glob(each)), None)
                if found is None:
                    missing.append(each)
                else:
                    before = found if found.is_dir() else found.parent
    assert len(rows) > 30
    assert missing == ["api.md"]  # a file of a package


def _alternatives(name: str) -> list[str]:
    """A name with `{a,b}` in it, once for each."""
    head, opened, rest = name.partition("{")
    if not opened:
        return [name]
    inner, _, tail = rest.partition("}")
    return [f"{head}{each}{tail}" for each in inner.split(",")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]*)(#[^)]+)?\)", page.read_text(encoding="utf-8"))
    assert links
    for path, heading in links:
        target = page.parent / path if path else page
        assert target.exists(), path
        if heading:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading[1:] in {_anchor(each) for each in headings}, heading


def _anchor(heading: str) -> str:
    """What a link to a heading is, on GitHub."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_the_pages_name_the_commands_that_take_an_overlay(capsys):
    told = (ROOT / "docs" / "generating.md").read_text(encoding="utf-8")
    said = re.search(r"`copy`\), with ([^.]+)\.", told)
    assert said
    named = set(re.findall(r"`([a-z-]+)`", said[1]))
    taking = set()
    for command in COMMANDS:
        assert main([command, "--help"]) == 0
        if "--overlay" in capsys.readouterr().out:
            taking.add(command)
    assert named == taking
