"""`reference` as a maintainer runs it: exit codes, one line for each bad page, nothing lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "tests" / "cases" / "reference" / "notification-like.txt"


def run(*arguments):
    return main([str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_page_of_another_api_is_refused(tmp_path, capsys):
    spec = ROOT / "spec" / "openapi.yaml"
    assert run("reference", "capture", PAGE, "--spec", spec, "--out", tmp_path / "facts") == 2
    assert "is a page of another API: its server is api.parcels.example" in capsys.readouterr().err
    assert not (tmp_path / "facts").exists()


def test_a_page_is_captured_beside_what_is_known(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("reference", "capture", PAGE, "--out", tmp_path / "facts") == 0
    first = capsys.readouterr().out
    assert first.startswith("created   ")
    assert run("reference", "capture", PAGE, "--out", tmp_path / "facts") == 0
    assert capsys.readouterr().out.startswith("unchanged ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02\xff\xfe", "is not text in UTF-8"),
        (b"Recipes\n\nTake two eggs.\n", ""),
        (b"<html><body><p>Sign in</p></body></html>", ""),
    ],
    ids=["empty", "binary", "another text", "another site"],
)
def test_what_is_no_page_is_one_line_and_leaves_everything_as_it_was(
    content, said, tmp_path, capsys
):
    page = tmp_path / "page.txt"
    page.write_bytes(content)
    assert run("reference", "capture", page, PAGE, "--out", tmp_path / "facts") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert line.startswith("error: ")
    assert "page.txt" in line
    assert said in line
    assert not (tmp_path / "facts").exists()


def test_our_document_agrees_with_the_reference(capsys):
    assert (
        run(
            "reference",
            "compare",
            "--spec",
            ROOT / "spec" / "openapi.yaml",
            "--facts",
            ROOT / "spec" / "reference",
        )
        == 0
    )
    assert capsys.readouterr().out.startswith("waived:")


def test_a_difference_is_an_answer_with_both_places(project, capsys):
    file = project / "spec" / "schemas" / "notification.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("    urgent:\n      type: boolean\n", "    urgent:\n      type: string\n", 1),
        encoding="utf-8",
    )
    assert run("reference", "compare") == 1
    out = capsys.readouterr().out
    assert 'request.urgent type: reference "boolean", document "string"' in out
    assert "document spec/schemas/notification.yaml:" in out
    assert "facts spec/reference/notificationmanagement.yaml:" in out
    assert run("reference", "compare", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["differences"]
    assert {"POST /notifications/{id}/execution"} <= {
        f"{each['method']} {each['path']}" for each in found
    }


@pytest.mark.heavy
def test_what_the_document_lacks_is_drafted_and_written_at_its_place_in_the_menu(project, capsys):
    root = project / "spec" / "openapi.yaml"
    line = "  /targets/count:\n    $ref: paths/contact.yaml#/count\n"
    root.write_text(root.read_text(encoding="utf-8").replace(line, ""), encoding="utf-8")
    before = {path: path.read_bytes() for path in (project / "spec").rglob("*.yaml")}
    assert run("reference", "draft") == 0
    assert "/targets/count:" in capsys.readouterr().out
    assert run("reference", "draft", "--write") == 0
    changed = [
        f"changed   {path.relative_to(project)}"
        for path in before
        if path.read_bytes() != before[path]
    ]
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(changed)
    assert {"changed   spec/openapi.yaml", "changed   spec/paths/contact.yaml"} <= set(changed)
    text = root.read_text(encoding="utf-8")
    assert text.index("  /targets:") < text.index("  /targets/count:") < text.index("  # field")


def test_what_the_vendor_changed_is_told(project, capsys):
    facts = project / "spec" / "reference"
    old = project / "old"
    shutil.copytree(facts, old)
    assert run("reference", "changes", old) == 0
    file = facts / "notificationmanagement.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("- {name: urgent, type: boolean", "- {name: urgent, type: integer", 1),
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run("reference", "changes", old, "--format", "json") == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert (change["aspect"], change["before"], change["after"]) == ("type", "boolean", "integer")


def test_a_fact_that_is_not_of_the_form_is_a_line_with_its_place(project, capsys):
    file = project / "spec" / "reference" / "field.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("method: GET", "method: FETCH"), encoding="utf-8"
    )
    assert run("reference", "compare") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("spec/reference/field.yaml:")
    assert "FCT001 `FETCH` is no method" in line


@pytest.mark.parametrize("command", ["capture", "compare", "draft", "changes"])
def test_the_help_of_each_command_has_examples(command, capsys):
    assert run("reference", command, "--help") == 0
    assert f"    python -m generator reference {command}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("compare", "--facts"), ("draft", "--facts"), ("changes",)])
def test_facts_that_are_not_there_are_no_facts_without_an_operation(arguments, tmp_path, capsys):
    assert run("reference", *arguments, tmp_path / "nowhere") == 2
    assert "does not exist" in capsys.readouterr().err


def test_a_folder_without_facts_agrees_with_nothing(tmp_path, capsys):
    assert run("reference", "compare", "--facts", tmp_path) == 2
    assert (
        capsys.readouterr().err == f"error: {tmp_path}: has no facts to compare the document with\n"
    )
