"""`review` as a reviewer runs it: on files and on git revisions, with the exit codes of the contract."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[2]


def run(*arguments):
    return main([str(argument) for argument in arguments])


def git(folder, *arguments):
    identity = ["-c", "user.name=Reader", "-c", "user.email=reader@example.com", "-c", "commit.gpgsign=false"]
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


def test_nothing_changed(project, capsys):
    assert run("review", "main", "--fail-on", "any") == 0
    assert "No API change" in capsys.readouterr().out


def test_a_document_of_hundreds_of_levels_is_reviewed(tmp_path, capsys):
    for name, leaf in (("old", "string"), ("new", "integer")):
        schema = {"type": leaf}
        for _ in range(240):
            schema = {"type": "array", "items": schema}
        body = {"content": {"application/json": {"schema": schema}}}
        operation = {"requestBody": body, "responses": {"200": {"description": "All", **body}}}
        root = {"openapi": "3.1.0", "info": {"title": "Deep", "version": "1"}, "paths": {"/a": {"post": operation}}}
        (tmp_path / f"{name}.json").write_text(json.dumps(root), encoding="utf-8")
    assert run("review", tmp_path / "old.json", tmp_path / "new.json", "--format", "json") == 0
    assert {change["rule"] for change in json.loads(capsys.readouterr().out)["changes"]} >= {"request-type-changed"}


def test_a_break_has_one_entry_with_all_that_it_reaches(project, capsys):
    change(project, "    urgent:\n      type: boolean\n", "    urgent:\n      type: string\n")
    assert run("review", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    (found,) = data["changes"]
    assert (found["wire"], found["python"], found["before"], found["after"]) == ("breaking", "breaking", "boolean", "string")
    assert sorted(each["path"] for each in found["reach"]) == [
        "/notifications/{id}/execution",
        "/notifications/{id}/executions",
    ]
    assert found["base_location"].startswith("spec/schemas/notification.yaml:")
    assert found["origin"] == "transcription"
    assert data["advice"] == {"api": "major", "sdk": "major"}


@pytest.mark.parametrize("form", ["text", "markdown", "html", "github"])
def test_every_format_says_it(project, form, capsys):
    change(project, "    urgent:\n      type: boolean\n", "    urgent:\n      type: string\n")
    assert run("review", "main", "--format", form) == 0
    assert "urgent" in capsys.readouterr().out


def test_a_review_fails_only_where_it_is_asked_to(project, capsys):
    change(project, "    urgent:\n      type: boolean\n", "    urgent:\n      type: string\n")
    assert run("review", "--fail-on", "wire") == 1
    assert capsys.readouterr().err == "error: 1 breaking and not accepted; --fail-on wire was given\n"
    assert run("review", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)["changes"][0]
    entry = f"- rule: {found['rule']}\n  where: {found['where']}\n  reason: It was always a text.\n  author: Reader\n"
    (project / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert run("review", "--fail-on", "any") == 0
    assert "It was always a text." in capsys.readouterr().out


def test_an_accepted_break_that_is_gone_is_reported(project, capsys):
    entry = "- {rule: property-removed, where: Execution.title, reason: Never worked., author: Reader}\n"
    (project / "spec" / "accepted-breaks.yaml").write_text(entry, encoding="utf-8")
    assert run("review") == 0
    assert "Execution.title" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-revision",), "no-such-revision"),
        (("absent.yaml",), "absent.yaml"),
        (("main", "--spec", "spec/none.yaml"), "none.yaml"),
        (("main", "--format", "pdf"), "pdf"),
    ],
)
def test_what_cannot_be_compared_is_one_clear_line_and_exit_2(project, arguments, said, capsys):
    assert run("review", *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_a_base_that_does_not_parse_says_which_side_it_is(project, capsys):
    broken = project / "broken.yaml"
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
    assert all(f"{side}.yaml:6:" in line and "REF001" in line for side, line in zip(sides, found, strict=True))
    assert f"of the {' and of the '.join(sides)} unreadable; nothing was compared" in last


def test_outside_of_a_repository_files_can_be_compared(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    assert run("review", "spec/openapi.yaml", "spec/openapi.yaml") == 0
    capsys.readouterr()
    assert run("review") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_help_has_examples(capsys):
    assert run("review", "--help") == 0
    assert "    python -m generator review" in capsys.readouterr().out
