"""Two branches that change the document, merged by git: what of the manifest conflicts, and what
`check` says before and after `regenerate`.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.cli import main
from generator.output.check import REMEDY, compare_tree
from generator.output.manifest import parse
from generator.output.tree import MANIFEST, digests
from generator.output.write import write
from tests.test_workflow import ROOT, git, pytestmark

__all__ = ["pytestmark"]

FILES = {
    "spec/openapi.yaml": """\
openapi: 3.1.0
info: {title: Orchard, version: "1"}
servers: [{url: https://orchard.example}]
paths:
  /apples:
    $ref: paths/apples.yaml#/all
  /pears:
    $ref: paths/pears.yaml#/all
""",
    "spec/paths/apples.yaml": """\
all:
  get:
    operationId: listApples
    tags: [apples]
    responses:
      "200":
        description: All of them.
        content:
          application/json:
            schema: {type: array, items: {$ref: ../schemas/apples.yaml#/Apple}}
""",
    "spec/paths/pears.yaml": """\
all:
  post:
    operationId: addPear
    tags: [pears]
    requestBody:
      content:
        application/json:
          schema: {$ref: ../schemas/pears.yaml#/Pear}
    responses: {"204": {description: Added.}}
""",
    "spec/schemas/apples.yaml": """\
Apple:
  type: object
  properties:
    colour: {type: string}
""",
    "spec/schemas/pears.yaml": """\
Pear:
  type: object
  properties:
    weight: {type: integer}
""",
}
APPLES, PEARS = "spec/paths/apples.yaml", "spec/paths/pears.yaml"
APPLE, PEAR = "spec/schemas/apples.yaml", "spec/schemas/pears.yaml"
FIELD = "    {}: {{type: string}}\n"
OPERATION = """\
  put:
    operationId: replace{0}
    tags: [{0}s]
    requestBody:
      content: {{application/json: {{schema: {{type: object, properties: {{{1}: {{}}}}}}}}}}
    responses: {{"204": {{description: Replaced.}}}}
"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory) -> Path:
    """A repository of a document of two sections and of what is generated from it."""
    folder = tmp_path_factory.mktemp("origin")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    with contextlib.chdir(folder):
        commit(folder)
    return folder


@pytest.fixture
def orchard(origin, tmp_path, monkeypatch) -> Path:
    git(tmp_path, "clone", "-q", str(origin), "orchard")
    monkeypatch.chdir(tmp_path / "orchard")
    return tmp_path / "orchard"


def commit(folder: Path) -> None:
    assert main(["regenerate"]) == 0
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a change")


def branches(folder: Path, ours: Mapping[str, str], theirs: Mapping[str, str]) -> None:
    """Commit what is added to files of the document on each of two branches; stay on ours."""
    git(folder, "branch", "theirs")
    for branch, more in (("theirs", theirs), ("main", ours)):
        git(folder, "checkout", "-q", branch)
        for name, text in more.items():
            with (folder / name).open("a", encoding="utf-8") as file:
                file.write(text)
        commit(folder)


def merged(folder: Path) -> set[str]:
    """Merge theirs, and give the files that conflict."""
    with contextlib.suppress(subprocess.CalledProcessError):
        git(folder, "merge", "-q", "-m", "both", "theirs")
    return set(git(folder, "diff", "--name-only", "--diff-filter=U").split())


def changed(folder: Path, sides: str) -> set[str]:
    """The generated files, but for the manifest, that differ between two sides."""
    names = git(folder, "diff", "--name-only", sides, "--", "generated").split()
    return {*names} - {f"generated/{MANIFEST}"}


def reasons(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """Why files are out of step, by file."""
    capsys.readouterr()
    main(["check", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["differences"]
    return {each["path"]: each["reasons"] for each in found}


def test_edits_of_two_sections_merge_and_are_in_step(orchard, capsys):
    branches(orchard, {APPLE: FIELD.format("taste")}, {PEAR: FIELD.format("shape")})
    assert merged(orchard) == set()
    assert reasons(capsys) == {}


def test_a_merge_of_files_that_both_branches_changed_is_no_edit_by_hand(orchard, capsys):
    branches(
        orchard,
        {APPLES: OPERATION.format("Apple", "taste"), APPLE: FIELD.format("taste")},
        {PEARS: OPERATION.format("Pear", "shape"), PEAR: FIELD.format("shape")},
    )
    conflicts = merged(orchard)
    assert f"generated/{MANIFEST}" in conflicts
    manifest = parse((orchard / "generated" / MANIFEST).read_bytes())
    twice = {f"generated/{path}" for path, digests in manifest.files.items() if len(digests) > 1}
    assert twice == changed(orchard, "main...theirs") & changed(orchard, "theirs...main")
    before = reasons(capsys)
    assert {f"generated/{path}" for path in before} == conflicts
    assert all(why == ["two generations"] for why in before.values())
    main(["check"])
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"{len(before)} files in generated out of step: the files are of two generations, as after "
        f"a merge; resolve the document, then {REMEDY}"
    )

    git(orchard, "merge", "--abort")
    union = f"generated/{MANIFEST} merge=union\n"
    assert union in (ROOT / ".gitattributes").read_text(encoding="utf-8")
    (orchard / ".git" / "info" / "attributes").write_text(union, encoding="utf-8")
    assert merged(orchard) == conflicts - {f"generated/{MANIFEST}"}
    assert reasons(capsys) == before

    main(["regenerate"])
    assert "by hand" not in capsys.readouterr().out
    git(orchard, "add", "-A")
    git(orchard, "commit", "-q", "-m", "both")
    assert reasons(capsys) == {}


def test_an_edit_by_hand_beside_a_merge_is_called_one(orchard, capsys):
    branches(orchard, {APPLE: FIELD.format("taste")}, {PEAR: FIELD.format("shape")})
    assert merged(orchard) == set()
    edited = orchard / "generated" / "orchard" / "models" / "pear.py"
    edited.write_text("# mine\n", encoding="utf-8")
    assert reasons(capsys) == {"orchard/models/pear.py": ["edited by hand"]}


def test_a_merge_that_changes_what_neither_branch_changed_is_of_two_generations(
    tmp_path, first, second, provenance
):
    """The parts of the document are as the manifest says, and a file is not what they make."""
    write(first, tmp_path / "out", provenance)
    found = compare_tree(first | {"README.md": b"both"}, tmp_path / "out", provenance)
    assert [each.reasons for each in found.differences] == [("two generations",)] * 2


def test_entries_in_another_order_are_of_a_merge(tmp_path, first, provenance):
    write(first, tmp_path / "out", provenance)
    manifest = tmp_path / "out" / MANIFEST
    entries = manifest.read_bytes().split(b"\n\n")
    manifest.write_bytes(b"\n\n".join([*entries[:-3], entries[-2], entries[-3], entries[-1]]))
    (difference,) = compare_tree(first, tmp_path / "out", provenance).differences
    assert (difference.path, difference.reasons) == (MANIFEST, ("two generations",))


def test_other_line_ends_are_of_no_merge(tmp_path, first, provenance):
    write(first, tmp_path / "out", provenance)
    manifest = tmp_path / "out" / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b"\n", b"\r\n"))
    (difference,) = compare_tree(first, tmp_path / "out", provenance).differences
    assert (difference.path, difference.reasons) == (MANIFEST, ("edited by hand",))


def test_a_manifest_of_the_first_format_is_no_edit_by_hand(tmp_path, first, provenance):
    write(first, tmp_path / "out", provenance)
    old = {
        "format": 1,
        "document": "d" * 64,
        "generator": "e" * 64,
        "tools": dict(provenance.tools),
        "options": {},
        "files": digests(first),
    }
    (tmp_path / "out" / MANIFEST).write_text(json.dumps(old, indent=2), encoding="utf-8")
    new = first | {"README.md": b"new"}
    found = compare_tree(new, tmp_path / "out", provenance)
    assert [each.reasons for each in found.differences] == [("generator changed",)] * 2
    assert write(new, tmp_path / "out", provenance).edited == ()
    assert compare_tree(new, tmp_path / "out", provenance).differences == ()
