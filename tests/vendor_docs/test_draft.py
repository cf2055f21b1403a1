"""Every folder of `tests/cases/reference/draft` is a test: facts, a document, and the exact draft
of what the document lacks.

`REWRITE_CASES=1 pytest tests/vendor_docs/test_draft.py` writes the expectations anew; read the diff
before committing it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import source
from generator.document.bundle import load
from generator.document.lint import RULES, lint
from generator.vendor_docs import facts_reader, yaml_printer
from generator.vendor_docs.draft import draft, render_drafts, write
from generator.vendor_docs.operation_names import OperationNamer
from generator.vendor_docs.operation_verbs import UnnamedOperation
from generator.vendor_docs.path_words import operations
from tests import written_yaml
from tests.forked import run_emitted_tests

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "reference" / "draft"
SPEC = ROOT / "spec"
FACTS = SPEC / "reference"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
UNUSED, LEFT = "OAS090", "HSE014"

needs_facts = pytest.mark.skipif(
    not FACTS.is_dir(), reason="there are no facts of the whole reference"
)


def folders():
    return sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def drafted(known, folder):
    return draft(known, load(folder / "openapi.yaml"), folder)


def assembled(known, folder):
    """The document in `folder` with its draft written, as a person would leave it who has nothing
    to correct.
    """
    document = load(folder / "openapi.yaml")
    write(draft(known, document, folder), document, folder)
    return folder / "openapi.yaml"


def blank(tmp_path):
    """Our document without an operation: the menu, the shared parameters, answers and schemas."""
    folder = tmp_path / "spec"
    (folder / "schemas").mkdir(parents=True)
    root = written_yaml.read((SPEC / "openapi.yaml").read_text(encoding="utf-8"))
    root["x-sdk"]["house-rules"] = [
        rule.code for rule in RULES if rule.code.startswith("HSE") and rule.code != LEFT
    ]
    (folder / "openapi.yaml").write_text(
        written_yaml.write({**root, "paths": {}}), encoding="utf-8"
    )
    for name in ("headers.yaml", "parameters.yaml", "responses.yaml"):
        shutil.copy(SPEC / name, folder / name)
    shared = (SPEC / "schemas" / "shared.yaml").read_text(encoding="utf-8")
    shared = re.sub(r"\$ref: [\w-]+\.yaml#/\w+", "$ref: '#/OtherIdentity'", shared)  # of a section
    (folder / "schemas" / "shared.yaml").write_text(shared, encoding="utf-8")
    return folder


def findings(path):
    return [
        str(each)
        for each in lint(load(path))
        if each.severity != "info" and each.code not in (UNUSED, LEFT)
    ]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_case_gives_exactly_the_expected_draft(folder):
    text = render_drafts(drafted(facts_reader.load_facts(folder / "facts"), folder / "spec"))
    expected = folder / "expected.yaml"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_draft_taken_over_as_it_is_gives_a_document_without_findings_and_with_nothing_missing(
    folder, tmp_path
):
    known = facts_reader.load_facts(folder / "facts")
    shutil.copytree(folder / "spec", tmp_path / "spec")
    path = assembled(known, tmp_path / "spec")
    assert findings(path) == []
    assert drafted(known, tmp_path / "spec") == []


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_draft_is_the_same_whatever_order_its_lines_and_hashes_have(folder):
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from generator.document.bundle import load; from generator.vendor_docs import facts_reader;"
        "from generator.vendor_docs.draft import draft, render_drafts;"
        "spec = Path('spec'); sys.stdout.write(render_drafts(draft(facts_reader.load_facts(Path('facts')), load(spec "
        "/ 'openapi.yaml'), spec)))"
    )
    for seed in ("1", "2"):
        command, environment = (
            [sys.executable, "-c", code, str(ROOT)],
            {**os.environ, "PYTHONHASHSEED": seed},
        )
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout == (folder / "expected.yaml").read_text(encoding="utf-8")


def test_writing_leaves_every_line_that_is_there_as_it_is_and_in_its_order(tmp_path):
    case = CASES / "beside-others"
    shutil.copytree(case / "spec", tmp_path / "spec")
    before = {
        path: path.read_text(encoding="utf-8").splitlines()
        for path in (tmp_path / "spec").rglob("*.yaml")
    }
    assembled(facts_reader.load_facts(case / "facts"), tmp_path / "spec")
    for path, lines in before.items():
        after = iter(path.read_text(encoding="utf-8").splitlines())
        assert all(line in after for line in lines), path
    names = {
        path.relative_to(tmp_path / "spec").as_posix()
        for path in (tmp_path / "spec").rglob("*.yaml")
    }
    assert names == {"openapi.yaml", "paths/racks.yaml", "paths/visit.yaml", "schemas/racks.yaml"}


def test_writing_once_more_changes_nothing(tmp_path):
    case = CASES / "blank"
    shutil.copytree(case / "spec", tmp_path / "spec")
    known = facts_reader.load_facts(case / "facts")
    assembled(known, tmp_path / "spec")
    before = {path: path.read_bytes() for path in (tmp_path / "spec").rglob("*.yaml")}
    assembled(known, tmp_path / "spec")
    assert {path: path.read_bytes() for path in (tmp_path / "spec").rglob("*.yaml")} == before


def test_what_is_left_to_a_person_is_refused_by_lint_place_by_place(tmp_path):
    case = CASES / "blank"
    shutil.copytree(case / "spec", tmp_path / "spec")
    path = assembled(facts_reader.load_facts(case / "facts"), tmp_path / "spec")
    text = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "spec").rglob("*.yaml"))
    marks = text.count("TODO:") + text.count("x-draft:")
    found = [each for each in lint(load(path)) if each.code == LEFT]
    assert len(found) == marks > 10
    assert {each.severity for each in found} == {"error"}


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
        *(
            "../a.yaml#/B",
            "#/A",
            "application/json",
            "2XX",
            "204",
            "word " * 60,
            "it's " * 60,
            "a: " * 60,
            "two  spaces " * 20,
        ),
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
        "flow": yaml_printer.Flow(one=value),
        "list": [value, value],
        "nested": [yaml_printer.Flow(a=value), {"b": [value]}],
    }
    file = tmp_path / "tree.yaml"
    file.write_text(yaml_printer.items(tree), encoding="utf-8")
    assert source.read(file, "tree.yaml").data == tree
    assert written_yaml.read(file.read_text(encoding="utf-8")) == tree


@pytest.mark.heavy
@needs_facts
def test_the_whole_reference_drafted_from_nothing_is_a_clean_document_whose_sdk_works(tmp_path):
    folder, known = blank(tmp_path), facts_reader.load_facts(FACTS)
    document = load(folder / "openapi.yaml")
    drafts = draft(known, document, folder)
    assert all(
        len(line) <= yaml_printer.WIDTH for each in drafts for line in each.text.splitlines()
    )
    path = assembled(known, folder)
    assert findings(path) == []
    assert (
        main(["regenerate", "--spec", str(path), "--out", str(tmp_path / "out"), "--strict"]) == 0
    )
    done = run_emitted_tests(tmp_path / "out")
    assert done.returncode == 0, done.stdout[-2000:]


@needs_facts
def test_of_our_own_document_nothing_is_drafted():
    assert render_drafts(drafted(facts_reader.load_facts(FACTS), SPEC)) == ""


def without(root, path, method):
    """A document's tree without one of its operations."""
    item = {key: node for key, node in root["paths"][path].items() if key != method.lower()}
    kept = {key: node for key, node in root["paths"].items() if key != path}
    return {**root, "paths": {**kept, path: item}}


@needs_facts
def test_an_operation_is_named_as_the_others_of_the_document_are():
    """Of each third operation of our document, what it would be called if it were missing."""
    root, known = load(SPEC / "openapi.yaml").root, facts_reader.load_facts(FACTS)
    shapes = {
        (each.method, re.sub(r"{[^{}]*}", "{}", each.path.partition("?")[0])): (section, each)
        for section in known
        for each in section.operations
    }
    right, named = [], 0
    for path, method, node in list(operations(root))[::3]:
        section, call = shapes.get((method, re.sub(r"{[^{}]*}", "{}", path)), (None, None))
        if section is None:
            continue
        body = call.responses[0].body if call.responses else None
        several = None if body is None or body.type is None else body.type == "array"
        asked = UnnamedOperation(
            section.slug, method, path, call.title or call.about, several, (), "?" in call.path
        )
        found = OperationNamer(without(root, path, method), [asked]).names(asked)
        named += 1
        right.append(
            (
                found.resource == node["x-sdk"]["resource"],
                found.function == node["x-sdk"]["function"],
            )
        )
    assert sum(resource for resource, _ in right) >= 0.95 * named
    assert sum(function for _, function in right) >= 0.8 * named


@pytest.mark.parametrize(
    ("known", "path", "resource"),
    [
        ([], "/bookshelves", "book_shelf"),
        (
            [("/library/book/shelf/rows", "shelving", "list_rows")],
            "/library/book/shelf/labels",
            "shelving",
        ),
        (
            [("/shelves", "stacks", "list"), ("/shelves/{id}/rows", "stacks.rows", "list")],
            "/shelves/{id}/rows/{row}",
            "stacks.rows",
        ),
        (
            [("/shelves", "stacks", "list"), ("/shelves/{id}/rows", "stacks.rows", "list")],
            "/shelves/{id}",
            "stacks",
        ),
    ],
)
def test_the_resource_is_that_of_the_section(known, path, resource):
    paths = {
        each: {
            "get": {
                "tags": ["book-shelf"],
                "operationId": each,
                "x-sdk": {"resource": name, "function": function},
            }
        }
        for each, name, function in known
    }
    asked = UnnamedOperation("book-shelf", "GET", path, "Retrieve it", None)
    assert OperationNamer({"paths": paths}, [asked]).names(asked).resource == resource
