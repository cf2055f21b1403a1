"""`review` as a reviewer runs it: on files and on git revisions, with the exit codes of the
contract.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from contextlib import redirect_stdout
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from generator.api.build import build
from generator.cli import main
from generator.document.bundle import load
from generator.document.diagnostics import DocumentError
from generator.emit.operations_index import operations_json
from generator.review.report import render_report
from generator.review.review import review
from generator.review.revisions import read_revisions

ROOT = Path(__file__).parents[2]


def run(*arguments):
    return main([str(argument) for argument in arguments])


def git(folder, *arguments):
    identity = [
        "-c",
        "user.name=Reader",
        "-c",
        "user.email=reader@example.com",
        "-c",
        "commit.gpgsign=false",
    ]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository whose document was committed on main."""
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    git(tmp_path, "add", "spec")
    git(tmp_path, "commit", "--quiet", "--message", "The document")
    return tmp_path


def change(project, before, after):
    file = project / "spec" / "schemas" / "notification.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_nothing_changed(small, capsys):
    edit(small, "openapi: 3.1.0", "# As it was.\nopenapi: 3.1.0")
    assert run("review", "main", "--fail-on", "any") == 0
    assert "No API change" in capsys.readouterr().out


def test_a_document_of_hundreds_of_levels_is_reviewed(tmp_path, capsys):
    for name, leaf in (("old", "string"), ("new", "integer")):
        schema = {"type": leaf}
        for _ in range(240):
            schema = {"type": "array", "items": schema}
        body = {"content": {"application/json": {"schema": schema}}}
        operation = {"requestBody": body, "responses": {"200": {"description": "All", **body}}}
        root = {
            "openapi": "3.1.0",
            "info": {"title": "Deep", "version": "1"},
            "paths": {"/a": {"post": operation}},
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(root), encoding="utf-8")
    assert run("review", tmp_path / "old.json", tmp_path / "new.json", "--format", "json") == 0
    assert {change["rule"] for change in json.loads(capsys.readouterr().out)["changes"]} >= {
        "request-type-changed"
    }


def test_a_break_has_one_entry_with_all_that_it_reaches(project, capsys):
    change(project, "    urgent:\n      type: boolean\n", "    urgent:\n      type: string\n")
    assert run("review", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    (found,) = data["changes"]
    assert (found["wire"], found["python"], found["before"], found["after"]) == (
        "breaking",
        "breaking",
        "boolean",
        "string",
    )
    assert sorted(each["path"] for each in found["reach"]) == [
        "/notifications/{id}/execution",
        "/notifications/{id}/executions",
    ]
    assert found["base_location"].startswith("spec/schemas/notification.yaml:")
    assert found["origin"] == "departure"
    assert data["advice"] == {"api": "none", "sdk": "major"}


SMALL = """\
openapi: 3.1.0
info: {title: Small, version: '1.0.0'}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
      - {name: limit, in: query, schema: {type: integer}}
      responses: {'204': {description: Nothing.}}
  /owners:
    get:
      operationId: listOwners
      responses: {'204': {description: Nothing.}}
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A repository with a document of two operations, committed on main."""
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "openapi.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    git(tmp_path, "add", "spec")
    git(tmp_path, "commit", "--quiet", "--message", "The document")
    return tmp_path


def edit(project, before, after):
    file = project / "spec" / "openapi.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "github"])
def test_every_format_says_it(small, form, capsys):
    edit(
        small,
        "limit, in: query, schema: {type: integer}",
        "limit, in: query, schema: {type: string}",
    )
    assert run("review", "main", "--format", form) == 0
    assert "limit" in capsys.readouterr().out


def sides(base, head=None):
    return read_revisions(base, head, spec=Path("spec/openapi.yaml"))


def test_a_review_fails_only_where_it_is_asked_to(small, capsys):
    edit(small, "schema: {type: integer}", "schema: {type: string, enum: [a]}")
    assert run("review", "--fail-on", "wire") == 1
    assert (
        capsys.readouterr().err == "error: 1 breaking and not accepted; --fail-on wire was given\n"
    )
    assert run("review", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["changes"][0]
    entry = (
        f"- rule: {found['rule']}\n  where: {found['where']}\n  reason: It was always a text.\n  "
        "author: Reader\n"
    )
    (small / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert run("review", "--fail-on", "wire") == 0
    assert run("review", "--fail-on", "any") == 1
    (small / "spec" / "accepted-breaks.yaml").write_text(
        f"{entry}  verdicts: [wire, python]\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert run("review", "--fail-on", "any") == 0
    assert "It was always a text." in capsys.readouterr().out


def test_the_lines_that_a_break_comes_with_accept_it(small):
    """What a reviewer does: paste what the report says below the file, fill it in, and see it pass."""
    edit(small, "name: limit, in: query", "name: 'li {m}: #it ``` <!-- \\ \"', in: query")
    edit(small, "operationId: listOwners", "operationId: owners")
    file = small / "spec" / "accepted-breaks.yaml"
    report = review(*sides("main"), fail_on="any")
    assert not report.passes
    comment = MarkdownIt("commonmark", {"html": True}).parse(
        render_report(report, "markdown", ROOT / "templates")
    )
    samples = [each.content for each in comment if each.type == "fence" and each.info == "yaml"]
    lines = "".join(samples)
    assert sorted(samples) == sorted(
        change.to_accept for change in report.changes if change.to_accept
    )
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(DocumentError, match="is to be filled in"):
        review(*sides("main"), fail_on="any")
    file.write_text(lines.replace('"…"', "Agreed, 2026"), encoding="utf-8")
    accepted = review(*sides("main"), fail_on="any")
    assert accepted.passes
    assert accepted.outcome == (
        "Passes under `--fail-on any`: nothing breaks on the wire or in Python that is not "
        "accepted."
    )
    assert (accepted.tally.accepted, accepted.tally.breaking) == (report.tally.breaking, 0)
    assert (accepted.sdk_step, accepted.api_step) == (report.sdk_step, report.api_step)
    assert (accepted.stale, accepted.spent) == ((), ())


def test_a_break_is_counted_once_whatever_it_breaks(small):
    edit(small, "schema: {type: integer}", "schema: {type: string, enum: [a]}")
    report = review(*sides("main"), fail_on="python")
    (broken,) = (change for change in report.changes if change.open == "breaking")
    assert (broken.wire, broken.python) == ("breaking", "breaking")
    assert (report.tally.both, report.tally.breaking) == (1, 1)
    assert (
        report.outcome
        == "Fails under `--fail-on python`: 1 change breaks in Python and is not accepted."
    )


def test_what_breaks_elsewhere_fails_nothing_and_is_told(small):
    edit(small, "operationId: listOwners", "operationId: owners")
    report = review(*sides("main"), fail_on="wire")
    assert report.passes
    assert report.outcome == (
        "Passes under `--fail-on wire`: nothing breaks on the wire that is not accepted; 1 other "
        "breaks elsewhere, which fails "
        "nothing here."
    )
    assert review(*sides("main")).outcome == ""


def test_an_acceptance_that_is_new_and_accepts_nothing_fails_once(small, capsys):
    entry = "- {rule: path-removed, where: /owners, reason: Nobody calls it., author: Reader}\n"
    (small / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert run("review", "main") == 0
    assert "/owners" in capsys.readouterr().out
    outcome = "nothing breaks on the wire that is not accepted; 1 new acceptance accepts nothing."
    assert (
        review(*sides("main"), fail_on="wire").outcome == f"Fails under `--fail-on wire`: {outcome}"
    )
    assert run("review", "main", "--fail-on", "any") == 1
    says = "`path-removed` at `/owners` accepts nothing: the change is gone; remove the entry"
    assert capsys.readouterr().err == f"error: spec/accepted-breaks.yaml:1: {says}\n"


def test_an_acceptance_that_accepts_nothing_is_annotated_and_where_nothing_is_said_nothing_is_printed(
    small, capsys
):
    assert run("review", "main", "--format", "github", "--fail-on", "any") == 0
    assert capsys.readouterr().out == ""
    entry = "- {rule: path-removed, where: /owners, reason: Nobody calls it., author: Reader}\n"
    (small / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert run("review", "main", "--format", "github", "--fail-on", "any") == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("::error file=spec/accepted-breaks.yaml,line=1,title=")
    assert line.endswith(
        "::`path-removed` at `/owners` accepts nothing: the change is gone; remove the entry"
    )


def test_an_acceptance_whose_break_is_merged_is_told_on_later_changes_and_fails_none(small):
    git(small, "checkout", "--quiet", "-b", "break")
    edit(
        small,
        (
            "  /owners:\n    get:\n      operationId: listOwners\n      responses: {'204': "
            "{description: Nothing.}}\n"
        ),
        "",
    )
    entry = (
        "- {rule: path-removed, where: /owners, verdicts: [wire, python], reason: Nobody calls "
        "it., author: Reader}\n"
    )
    (small / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    git(small, "add", "spec")
    git(small, "commit", "--quiet", "--message", "A break that is meant")
    assert review(*sides("main", "break"), fail_on="any").passes
    for given in (None, small / "spec" / "accepted-breaks.yaml"):
        report = review(*sides("break"), fail_on="any", accepted=given)
        assert report.passes
        assert report.stale == ()
        assert len(report.spent) == 1
        assert report.spent[0].endswith(
            "accepted-breaks.yaml:1: `path-removed` at `/owners` is spent: the base has it "
            "already; remove the entry"
        )


def test_where_acceptances_were_before_is_not_guessed(small, tmp_path_factory):
    """Two files beside one another, and acceptances outside of the repository: what is spent is
    told, and fails nothing.
    """
    entry = "- {rule: path-removed, where: /gone, reason: Gone., author: Reader}\n"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "accepted.yaml"
    elsewhere.write_text(entry, encoding="utf-8")
    (small / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    (small / "spec" / "old.yaml").write_text(SMALL, encoding="utf-8")
    for compared, given in ((sides("spec/old.yaml"), None), (sides("main"), elsewhere)):
        report = review(*compared, fail_on="any", accepted=given)
        assert (report.passes, report.stale, len(report.spent)) == (True, (), 1)
        assert report.spent[0].endswith("accepts nothing: the change is gone; remove the entry")


def test_a_revision_has_its_own_acceptances_and_files_have_those_beside_them(
    small, tmp_path_factory
):
    entry = "- {rule: path-removed, where: /gone, reason: Gone., author: Reader}\n"
    (small / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert review(*sides("main", "main"), fail_on="any").passes
    assert not review(*sides("main"), fail_on="any").passes
    other = tmp_path_factory.mktemp("other")
    base = other / "openapi.yaml"
    base.write_text(SMALL, encoding="utf-8")
    report = review(*sides(str(base)), fail_on="any")  # whether the entry is new cannot be known
    assert (report.passes, len(report.spent)) == (True, 1)
    (other / "accepted-breaks.yaml").write_text(entry.replace("/gone", "/other"), encoding="utf-8")
    assert not review(*sides(str(base)), fail_on="any").passes
    (other / "accepted-breaks.yaml").write_text(
        entry.replace("path-removed", "path-lost"), encoding="utf-8"
    )
    assert not review(
        *sides(str(base)), fail_on="any"
    ).passes  # a rule of the base may be called otherwise since
    (other / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert (
        review(*sides(str(base)), fail_on="any")
        .spent[0]
        .endswith("the base has it already; remove the entry")
    )


def test_an_acceptance_by_a_rule_that_does_not_exist_is_refused_with_its_place(small, capsys):
    entry = "- {rule: path-remove, where: /gone, reason: Gone., author: Reader}\n"
    (small / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert run("review", "main") == 2
    captured = capsys.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)
    assert captured.err.startswith(
        "spec/accepted-breaks.yaml:1:10: ACC002 there is no rule `path-remove`; did you mean `pa"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-revision",), "no-such-revision"),
        (("absent.yaml",), "absent.yaml"),
        (("main", "--spec", "spec/none.yaml"), "none.yaml"),
        (("main", "--format", "pdf"), "pdf"),
    ],
)
def test_what_cannot_be_compared_is_one_clear_line_and_exit_2(small, arguments, said, capsys):
    assert run("review", *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_generated_files_that_are_not_of_the_head_are_told(small, tmp_path_factory, capsys):
    """Nothing is named of another API's package; a folder without one is a slip."""
    here = tmp_path_factory.mktemp("here")
    for arguments in ((), ("--format", "json")):
        assert run("review", "main", "--generated", here, *arguments) == 2
        captured = capsys.readouterr()
        assert (captured.out, captured.err.count("\n")) == ("", 1)
        assert captured.err.startswith(
            f"error: --generated: {str(here)!r} holds no generated package"
        )
    edit(small, "type: integer", "type: string")
    for name, content in {
        "operations.json": operations_json(build(load(small / "spec" / "openapi.yaml"))),
        "_client.py": "class Small:\n    def pets(self) -> resources.Pets: ...\n",
        "resources/__init__.py": "from .pets import Pets as Pets\n",
        "resources/pets.py": "class Pets:\n    def list_pets(self, *, limit): ...\n",
    }.items():
        file = here / "small" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    note = (
        "note: --generated: '{}/small' was not generated from the document of HEAD (working "
        "tree); {}\n"
    )
    for edits, said, named in (
        ((), "", True),
        ((("listOwners", "findOwners"),), "its lines are those of its files as they are", True),
        ((("/owners", "/masters"), ("/pets", "/cats")), "none of its lines are named", False),
    ):
        for before, after in edits:
            edit(small, before, after)
        assert run("review", "main", "--generated", here) == 0
        captured = capsys.readouterr()
        assert captured.err == (note.format(here.as_posix(), said) if said else "")
        assert (f"{here.as_posix()}/small/" in captured.out) == named


def test_generated_files_beside_the_document_that_are_not_of_the_head_are_told_too(small, capsys):
    (small / "generated" / "small").mkdir(parents=True)
    index = operations_json(build(load(small / "spec" / "openapi.yaml")))
    (small / "generated" / "small" / "operations.json").write_text(index, encoding="utf-8")
    assert run("review", "main") == 0
    assert capsys.readouterr().err == ""
    edit(small, "listOwners", "findOwners")
    assert run("review", "main") == 0
    what = "note: 'generated/small' was not generated from the document of HEAD (working tree)"
    assert capsys.readouterr().err == f"{what}; its lines are those of its files as they are\n"
    assert run("review", "main", "HEAD") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("folder", [".", "build", "build/reports", "../elsewhere"])
def test_a_page_links_to_generated_files_from_where_it_is_written_to(small, folder):
    edit(small, "type: integer", "type: string")
    package = small / "made of #1" / "small"
    (package / "resources").mkdir(parents=True)
    index = operations_json(build(load(small / "spec" / "openapi.yaml")))
    (package / "operations.json").write_text(index, encoding="utf-8")
    (package / "_client.py").write_text("class Small:\n    def pets(self) -> resources.Pets: ...\n")
    (package / "resources" / "__init__.py").write_text("from .pets import Pets as Pets\n")
    resource = package / "resources" / "pets.py"
    resource.write_text("class Pets:\n    def list_pets(self, *, limit): ...\n")
    page = small / folder / "review.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    with page.open("w", encoding="utf-8") as written, redirect_stdout(written):
        assert run("review", "main", "--generated", "made of #1", "--format", "html") == 0
    links = re.findall(r'href="([^"#][^"]*)"><code>([^<]*)', page.read_text(encoding="utf-8"))
    assert links
    for link, shown in links:
        assert shown == "made of #1/small/resources/pets.py:2"
        assert (page.parent / unquote(link)).samefile(resource)


def test_a_base_that_does_not_parse_says_which_side_it_is(small, capsys):
    broken = small / "broken.yaml"
    broken.write_text("openapi: 3.1.0\npaths: [\n", encoding="utf-8")
    assert run("review", broken) == 2
    assert all(line.startswith("base: ") for line in capsys.readouterr().err.splitlines())


@pytest.mark.parametrize("sides", [("base",), ("head",), ("base", "head")])
def test_a_side_that_regenerate_refuses_is_not_compared(tmp_path, sides, capsys):
    """What cannot be read would look changed, or the same: neither is known."""
    sound = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
    broken = sound + "components:\n  schemas:\n    A: {$ref: '#/components/schemas/Gone'}\n"
    for role in ("base", "head"):
        (tmp_path / f"{role}.yaml").write_text(broken if role in sides else sound, encoding="utf-8")
    assert run("review", tmp_path / "base.yaml", tmp_path / "head.yaml", "--fail-on", "any") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    *found, last = captured.err.splitlines()
    assert [line.partition(": ")[0] for line in found] == list(sides)
    assert all(
        f"{side}.yaml:6:" in line and "REF001" in line
        for side, line in zip(sides, found, strict=True)
    )
    assert f"of the {' and of the '.join(sides)} unreadable; nothing was compared" in last


def test_outside_of_a_repository_files_can_be_compared(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(SMALL, encoding="utf-8")
    assert run("review", "old.yaml", "new.yaml") == 0
    capsys.readouterr()
    assert run("review") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_help_has_examples(capsys):
    assert run("review", "--help") == 0
    assert "    python -m generator review" in capsys.readouterr().out
