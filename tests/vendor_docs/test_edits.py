"""Edits inside operations that the document has: each way to alter a page, the exact diff, and what
it leaves as it is.

All alter one library (`tests/cases/reference/edits`), whose facts and document agree.
`REWRITE_CASES=1 pytest tests/vendor_docs/test_edits.py` writes the expectations anew; read the diff
before committing it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import main
from generator.document.bundle import load
from generator.document.lint import lint
from generator.vendor_docs import edits as editing
from generator.vendor_docs import facts_reader
from generator.vendor_docs.atomic_write import WriteError, write_all
from generator.vendor_docs.compare import compare_with_facts
from generator.vendor_docs.yaml_editor import UnsafeEditError, YamlFile

CASES = Path(__file__).parents[2] / "tests" / "cases" / "reference" / "edits"
REWRITE = bool(os.environ.get("REWRITE_CASES"))

BOTH = "          - {name: title, type: string}\n"
WEIGHT = "        - {name: weight, type: number, nullable: true}\n"
TITLE = "        - {name: title, type: string, required: true}\n"
OWNER = "        - name: owner\n          type: object\n          nullable: true\n"
BINDING = "{name: binding, type: string, enum: [paper, leather]}"
OLD = "{name: old, type: boolean, deprecated: true, default: false}"
LIMIT = "{name: limit, in: query, type: integer}"
SORT = "{name: sort, in: query, type: string, enum: [asc, desc]}"
NOTHING = "      - {status: unstated}\n"

ALTERED = {
    "a new field": [
        (
            TITLE,
            f"{TITLE}        - {{name: subtitle, type: string, format: uuid, required: true}}\n",
        )
    ],
    "a new field in a schema of several operations": [
        (BOTH, f"{BOTH}          - {{name: pages, type: integer, nullable: true}}\n"),
    ],
    "a new object": [
        (
            WEIGHT,
            f"{WEIGHT}        - name: loan\n          type: object\n          fields:\n"
            "            - {name: until, type: string}\n"
            "            - {name: kind, type: string, enum: [short, long]}\n",
        )
    ],
    "a new moment": [
        (
            WEIGHT,
            (
                f"{WEIGHT}        - {{name: at, type: integer, about: milliseconds since the "
                "Unix epoch}\n"
            ),
        )
    ],
    "a field less": [("        - {name: title, type: string, required: true}\n", "")],
    "another type": [("{name: weight, type: number", "{name: weight, type: string")],
    "another type of a parameter": [(LIMIT, "{name: limit, in: query, type: string}")],
    "an object instead of a text": [
        (
            TITLE,
            "        - name: title\n          type: object\n          required: true\n          "
            "fields:\n"
            "            - {name: text, type: string}\n",
        )
    ],
    "a text instead of an object": [
        (
            f"{OWNER}          fields:\n            - {{name: name, type: string}}\n",
            "        - {name: owner, type: string}\n",
        )
    ],
    "a format more": [
        (TITLE, "        - {name: title, type: string, format: uri, required: true}\n")
    ],
    "a format less": [("path, type: integer, format: int32", "path, type: integer")],
    "null more": [
        (TITLE, "        - {name: title, type: string, required: true, nullable: true}\n")
    ],
    "null of a reference more": [
        ("        - name: shelf\n", "        - name: shelf\n          nullable: true\n")
    ],
    "null less": [("number, nullable: true", "number")],
    "null of a reference less": [(OWNER, OWNER.replace("          nullable: true\n", ""))],
    "a value more": [(BINDING, BINDING.replace("leather]", "leather, cloth]"))],
    "a value less": [(BINDING, BINDING.replace("paper, ", ""))],
    "values where there were none": [(TITLE, TITLE.replace("string,", "string, enum: [a, b],"))],
    "no values where there were some": [(BINDING, "{name: binding, type: string}")],
    "a kind more": [("seen: [wall]", "seen: [wall, floor]")],
    "another default": [(OLD, OLD.replace("default: false", "default: true"))],
    "a default less": [(OLD, OLD.replace(", default: false", ""))],
    "deprecated no more": [(OLD, OLD.replace("deprecated: true, ", ""))],
    "an operation is deprecated": [
        ("    path: /books/{id}\n", "    path: /books/{id}\n    deprecated: true\n")
    ],
    "required no more": [("          required: true\n          fields", "          fields")],
    "a parameter is required": [(LIMIT, LIMIT.replace("}", ", required: true}"))],
    "a parameter more": [
        (
            f"      - {LIMIT}\n",
            f"      - {LIMIT}\n      - {{name: since, in: query, type: string}}\n",
        )
    ],
    "a parameter more whose name has a dot": [
        (
            f"      - {LIMIT}\n",
            f"      - {LIMIT}\n      - {{name: filter.since, in: query, type: string}}\n",
        )
    ],
    "a parameter of an operation that had none": [
        (
            "    request:\n",
            "    parameters:\n      - {name: dry, in: query, type: boolean}\n    request:\n",
        )
    ],
    "a parameter less": [(f"      - {LIMIT}\n", "")],
    "a parameter that is shared, for all": [(SORT, SORT.replace("desc]", "desc, none]"))],
    "a parameter that is shared, for one": [
        (
            f"      - {SORT}\n      - {LIMIT}",
            f"      - {SORT[:-1]}, default: asc}}\n      - {LIMIT}",
        ),
    ],
    "a status": [(NOTHING, "      - {status: 201}\n")],
    "a status more": [(NOTHING, f"{NOTHING}      - {{status: 409}}\n")],
    "another media type": [
        (
            "content_type: application/json\n      type",
            "content_type: application/hal+json\n      type",
        )
    ],
    "a media type more": [
        (
            "content_type: application/json\n      type",
            "content_type: application/json\n      other_content_types: [text/csv]\n      type",
        ),
    ],
    "an answer where there was none": [
        (
            NOTHING,
            "      - status: unstated\n        content_type: application/json\n        type: "
            "object\n        fields:\n"
            "          - {name: receipt, type: string}\n",
        )
    ],
    "a page more": [("pages: [book/2]", "pages: [book/2, book/4]")],
    "several at once": [
        (
            TITLE,
            (
                "        - {name: title, type: string, format: uri, nullable: true}\n        - "
                "{name: subtitle, type: string}\n"
            ),
        ),
        (WEIGHT, ""),
        (LIMIT, "{name: limit, in: query, type: integer, format: int64, required: true}"),
        (BINDING, BINDING.replace("leather]", "cloth]")),
    ],
    "a field less and one whose name begins alike": [
        (f"{BOTH}  - title: Create", "  - title: Create"),
        (BOTH, BOTH.replace("title", "titleOfCover")),
    ],
    "a path that is written otherwise": [
        ("path: /books/{id}", "path: /books/{number}"),
        ("name: id, in", "name: number, in"),
    ],
}


@pytest.fixture
def library(tmp_path, monkeypatch):
    for name in ("spec", "facts"):
        shutil.copytree(CASES / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def altered(library, name):
    file = library / "facts" / "book.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in ALTERED[name]:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def run(*arguments):
    return main(["reference", "draft", "--facts", "facts", *arguments])


def files(library):
    return {path: path.read_bytes() for path in sorted((library / "spec").rglob("*.yaml"))}


def differing():
    return compare_with_facts(
        facts_reader.load_facts(Path("facts")), load(Path("spec/openapi.yaml"))
    ).unwaived


def test_of_what_agrees_nothing_is_drafted(library, capsys):
    assert run() == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ALTERED)
def test_what_the_page_says_otherwise_is_exactly_this_diff_and_gone_when_it_is_made(
    name, library, capsys
):
    altered(library, name)
    before = files(library)
    assert run() == 0
    shown, said = capsys.readouterr()
    expected = CASES / "expected" / f"{name.replace(' ', '-').replace(',', '')}.txt"
    if REWRITE:
        expected.write_text(shown + said, encoding="utf-8")
    assert shown + said == expected.read_text(encoding="utf-8")
    assert files(library) == before
    assert run("--apply") == 0
    left = len(said.splitlines())
    assert len(differing()) == left
    errors = [
        str(each) for each in lint(load(Path("spec/openapi.yaml"))) if each.severity == "error"
    ]
    assert errors == []
    after = files(library)
    assert all(_comments(content) <= _comments(after[path]) for path, content in before.items())
    assert run("--apply") == 0
    assert files(library) == after


def _comments(content):
    """The lines that are comments; one beside a value goes with it."""
    return {line for line in content.decode().splitlines() if line.lstrip().startswith("#")}


def test_the_diff_is_one_that_patch_takes(library, capsys):
    altered(library, "several at once")
    assert run() == 0
    diff = capsys.readouterr().out
    assert run("--apply") == 0
    made = files(library)
    shutil.rmtree(library / "spec")
    shutil.copytree(CASES / "spec", library / "spec")
    done = subprocess.run(
        ["git", "apply", "-"], input=diff, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert files(library) == made


def test_line_breaks_and_the_mark_at_the_start_of_a_file_stay(library):
    altered(library, "a new field")
    file = library / "spec" / "schemas" / "book.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert run("--apply") == 0
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf#")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"    subtitle:\r\n      type: string\r\n" in content
    assert differing() == ()


def test_a_file_with_aliases_is_not_edited_and_said_so(library, capsys):
    altered(library, "a new field")
    file = library / "spec" / "schemas" / "book.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace(
        "additionalProperties: true\n", "additionalProperties: &open true\n"
    ).replace("Owner:\n  type: object\n", "Owner:\n  type: object\n  additionalProperties: *open\n")
    file.write_text(text, encoding="utf-8")
    assert run("--apply") == 0
    assert file.read_text(encoding="utf-8") == text
    assert "request.subtitle presence: schemas/book.yaml has aliases" in capsys.readouterr().err


def test_a_file_that_changed_in_between_is_left_alone_with_all_others(library):
    altered(library, "a new field")
    document = load(Path("spec/openapi.yaml"))
    found = editing.draft_edits(facts_reader.load_facts(Path("facts")), document, Path("spec"))
    file = library / "spec" / "schemas" / "book.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = files(library)
    with pytest.raises(
        WriteError, match=r"schemas/book\.yaml changed in between; nothing was written"
    ):
        write_all(found.texts, document, Path("spec"), found.before)
    assert files(library) == before


def test_what_would_not_parse_is_refused_and_nothing_is_written(library, monkeypatch, capsys):
    altered(library, "several at once")
    before = files(library)
    real = editing.draft_edits

    def broken(*arguments, **options):
        found = real(*arguments, **options)
        texts = {**found.texts, "schemas/book.yaml": "Book: [\n"}
        return editing.Edits(texts, found.before, found.made, found.unfixed)

    monkeypatch.setattr(editing, "draft_edits", broken)
    assert run("--apply") == 2
    assert (
        "the document could not be read afterwards, so nothing was written"
        in capsys.readouterr().err
    )
    assert files(library) == before


@pytest.mark.parametrize("text", ["a: 1\rb: 2\n", "a: '\u2028'\n", "a: &x 1\nb: *x\n", "a: [\n"])
def test_a_text_whose_lines_cannot_be_trusted_is_no_sheet(text):
    with pytest.raises(UnsafeEditError):
        YamlFile(text, "a.yaml")


ONE_FILE = """openapi: 3.1.0
info: {title: Library, version: '1'}
servers: [{url: 'https://api.example.com'}]
tags: [{name: book}]
paths:
  /books:
    post:
      operationId: createBook
      tags: [book]
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/NewBook'}
      responses:
        '200': {description: Done.}
components:
  schemas:
    # the only one
    NewBook:
      type: object
      properties:
        title: {type: string}
"""


def test_a_document_of_one_file_gets_its_new_schemas_among_its_components(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec").mkdir()
    (tmp_path / "facts").mkdir()
    (tmp_path / "spec" / "openapi.yaml").write_text(ONE_FILE, encoding="utf-8")
    (tmp_path / "facts" / "book.yaml").write_text(
        "slug: book\noperations:\n  - title: Create a book\n    method: POST\n    path: /books\n"
        "    evidence: {request: complete, response: complete}\n    request:\n      "
        "content_type: application/json\n"
        "      type: object\n      fields:\n        - {name: title, type: string}\n        - "
        "name: loan\n"
        "          type: object\n          fields:\n            - {name: until, type: string}\n"
        "    responses:\n      - {status: 200}\n",
        encoding="utf-8",
    )
    assert run("--apply") == 0
    assert [path.name for path in (tmp_path / "spec").iterdir()] == ["openapi.yaml"]
    text = (tmp_path / "spec" / "openapi.yaml").read_text(encoding="utf-8")
    assert text.startswith(ONE_FILE)
    assert "        loan:\n          $ref: '#/components/schemas/NewBookLoan'" in text
    assert differing() == ()


def test_edits_and_new_operations_go_together(library, capsys):
    altered(library, "a new object")
    file = library / "facts" / "book.yaml"
    more = (
        "  - title: Lend a book\n    method: POST\n    path: /books/{id}/lending\n    evidence: "
        "{pages: [book/9]}\n"
        "    request:\n      content_type: application/json\n      type: object\n      fields:\n"
        "        - {name: until, type: string}\n        - {name: kind, type: string, enum: "
        "[short, long]}\n"
    )
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert run() == 0
    shown = capsys.readouterr().out
    assert shown.index("+++ b/spec/schemas/book.yaml") < shown.index("# --- openapi.yaml")
    assert run("--apply", "--write") == 0
    assert differing() == ()
