"""Every folder of `tests/cases/reference/draft` is a test: facts, a document, and the exact draft of what the document lacks.

`REWRITE_CASES=1 pytest tests/reference/test_draft.py` writes the expectations anew; read the diff before committing it.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.document import source
from generator.document.bundle import load
from generator.document.lint import lint
from generator.reference import facts, layout
from generator.reference.draft import draft, new_files, render, write
from generator.reference.proposals import operations
from tests.live.run import run_tests

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "reference" / "draft"
SPEC = ROOT / "spec"
FACTS = SPEC / "reference"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
UNUSED = "OAS090"

needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="there are no facts of the whole reference")


def folders():
    return sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def drafted(known, folder):
    return draft(known, load(folder / "openapi.yaml"), folder)


def assembled(known, folder):
    """The document in `folder` with its draft taken over as it is, as a person would who has nothing to correct."""
    for name, text in new_files(drafted(known, folder)).items():
        file = folder / name.replace(".draft.yaml", ".yaml")
        before = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
        after = yaml.safe_load(text)
        if name.startswith("openapi"):
            before["paths"] = {**before["paths"], **after["paths"]}
            slugs = {operation["tags"][0] for _, _, operation in operations(load_later(folder, before))}
            before["tags"] += [
                {"name": slug, "x-displayName": slug, "description": slug}
                for slug in sorted(slugs - {tag["name"] for tag in before["tags"]})
            ]
        else:
            for key, node in after.items():
                before[key] = {**before.get(key, {}), **node}
        file.parent.mkdir(exist_ok=True)
        file.write_text(yaml.safe_dump(before, sort_keys=False), encoding="utf-8")
    return folder / "openapi.yaml"


def load_later(folder, root):
    """The paths of a document whose path items are drafts yet."""
    paths = {}
    for path, node in root["paths"].items():
        name, _, key = node["$ref"].partition("#/")
        files = [folder / name.replace(".yaml", ".draft.yaml"), folder / name]
        items = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files if file.exists()]
        paths[path] = next((item[key] for item in items if key in item), {})
    return {"paths": paths}


def blank(tmp_path):
    """Our document without an operation: the menu, the shared parameters, answers and schemas."""
    folder = tmp_path / "spec"
    (folder / "schemas").mkdir(parents=True)
    root = yaml.safe_load((SPEC / "openapi.yaml").read_text(encoding="utf-8"))
    (folder / "openapi.yaml").write_text(yaml.safe_dump({**root, "paths": {}}, sort_keys=False), encoding="utf-8")
    for name in ("headers.yaml", "parameters.yaml", "responses.yaml"):
        shutil.copy(SPEC / name, folder / name)
    shared = (SPEC / "schemas" / "shared.yaml").read_text(encoding="utf-8")
    shared = re.sub(r"\$ref: [\w-]+\.yaml#/\w+", "$ref: '#/OtherIdentity'", shared)  # of a section
    (folder / "schemas" / "shared.yaml").write_text(shared, encoding="utf-8")
    return folder


def findings(path):
    return [str(each) for each in lint(load(path)) if each.severity != "info" and each.code != UNUSED]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_case_gives_exactly_the_expected_draft(folder):
    text = render(drafted(facts.load(folder / "facts"), folder / "spec"))
    expected = folder / "expected.yaml"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_draft_taken_over_as_it_is_gives_a_document_without_findings_and_with_nothing_missing(folder, tmp_path):
    known = facts.load(folder / "facts")
    shutil.copytree(folder / "spec", tmp_path / "spec")
    write(drafted(known, tmp_path / "spec"), tmp_path / "spec")
    path = assembled(known, tmp_path / "spec")
    assert findings(path) == []
    assert drafted(known, tmp_path / "spec") == []


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_draft_is_the_same_whatever_order_its_lines_and_hashes_have(folder):
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from generator.document.bundle import load; from generator.reference import facts;"
        "from generator.reference.draft import draft, render;"
        "spec = Path('spec'); sys.stdout.write(render(draft(facts.load(Path('facts')), load(spec / 'openapi.yaml'), spec)))"
    )
    for seed in ("1", "2"):
        command, environment = [sys.executable, "-c", code, str(ROOT)], {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == (folder / "expected.yaml").read_text(encoding="utf-8")


def test_writing_makes_new_files_and_touches_none_that_is_there(tmp_path):
    case = CASES / "blank"
    shutil.copytree(case / "spec", tmp_path / "spec")
    before = {path: path.read_bytes() for path in (tmp_path / "spec").rglob("*.yaml")}
    drafts = drafted(facts.load(case / "facts"), tmp_path / "spec")
    written = write(drafts, tmp_path / "spec")
    assert not before.keys() & set(written)
    assert all(path.read_bytes() == content for path, content in before.items())
    names = ["openapi.draft.yaml", "paths/book.draft.yaml", "paths/readerevent.draft.yaml", "schemas/book.draft.yaml"]
    assert [path.relative_to(tmp_path / "spec").as_posix() for path in sorted(written)][:4] == names


def test_writing_over_an_earlier_draft_is_refused_and_nothing_is_written(tmp_path):
    case = CASES / "blank"
    shutil.copytree(case / "spec", tmp_path / "spec")
    drafts = drafted(facts.load(case / "facts"), tmp_path / "spec")
    kept = tmp_path / "spec" / "paths" / "readerevent.draft.yaml"
    kept.parent.mkdir()
    kept.write_text("mine: {}\n", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"readerevent\.draft\.yaml exists"):
        write(drafts, tmp_path / "spec")
    assert kept.read_text(encoding="utf-8") == "mine: {}\n"
    assert not (tmp_path / "spec" / "openapi.draft.yaml").exists()


def test_a_draft_that_lies_beside_the_document_is_no_part_of_it(tmp_path):
    case = CASES / "blank"
    shutil.copytree(case / "spec", tmp_path / "spec")
    known = facts.load(case / "facts")
    drafts = drafted(known, tmp_path / "spec")
    write(drafts, tmp_path / "spec")
    assert drafted(known, tmp_path / "spec") == drafts


@pytest.mark.parametrize(
    "value",
    [
        *(
            "yes",
            "null",
            "1.0",
            "1e3",
            "010",
            "12:30",
            "2025-01-01",
            "",
            " a",
            "a ",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "'a'",
            '"',
            "`a`",
        ),
        *(
            "@a",
            "a\tb",
            "a\nb",
            "a\n\n b\n",
            "\u2028",
            "é",
            "{a}",
            "[a]",
            "a, b",
            "*a",
            "&a",
            "!a",
            "%a",
            "?",
            "-",
            "~",
            "<<",
            "=",
        ),
        *("../a.yaml#/B", "#/A", "application/json", "2XX", "204", "word " * 60, "it's " * 60, "a: " * 60, "two  spaces " * 20),
        *(
            0,
            1.5,
            True,
            None,
            [],
            {},
            [[]],
            [{}],
            [[1, [2]]],
            {"a": []},
            [{"a": {"b": 1}, "c": [1]}],
            "00000000-0000-4000-8000-1",
        ),
    ],
    ids=repr,
)
def test_what_is_laid_out_reads_back_as_it_was(value, tmp_path):
    tree = {
        "block": value,
        "flow": layout.Flow(one=value),
        "list": [value, value],
        "nested": [layout.Flow(a=value), {"b": [value]}],
    }
    file = tmp_path / "tree.yaml"
    file.write_text(layout.items(tree), encoding="utf-8")
    assert source.read(file, "tree.yaml").data == tree
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == tree


@needs_facts
def test_the_whole_reference_drafted_from_nothing_is_a_clean_document_whose_sdk_works(tmp_path):
    folder, known = blank(tmp_path), facts.load(FACTS)
    document = load(folder / "openapi.yaml")
    drafts = draft(known, document, folder)
    assert all(len(line) <= layout.WIDTH for each in drafts for line in each.text.splitlines())
    path = assembled(known, folder)
    assert findings(path) == []
    assert main(["regenerate", "--spec", str(path), "--out", str(tmp_path / "out"), "--strict"]) == 0
    done = run_tests(sys.executable, tmp_path / "out")
    assert done.returncode == 0, done.stdout[-2000:]


@needs_facts
def test_of_our_own_document_nothing_is_drafted():
    assert render(drafted(facts.load(FACTS), SPEC)) == ""
