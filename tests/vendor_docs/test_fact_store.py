"""Places: what an update of a page changes in the files of facts, and what is found again without
being in them.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.cli import main
from generator.document.diagnostics import DocumentError
from generator.vendor_docs import fact_store, facts_reader
from generator.vendor_docs.facts import (
    Body,
    Evidence,
    Field,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
)

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "tests" / "cases" / "reference" / "notification-like.txt"
NEW_FIELD = "colourstring\n\nWhat the parcel looks like\n\n"


def captured(
    page: Path, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> dict[str, list[str]]:
    monkeypatch.chdir(tmp_path)
    assert main(["reference", "capture", str(page), "--out", str(out)]) == 0
    return {
        path.relative_to(out).as_posix(): path.read_text("utf-8").splitlines()
        for path in sorted(out.rglob("*.*"))
    }


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """The lines of each file that a diff shows."""
    assert before.keys() == after.keys()
    compared = {name: difflib.ndiff(before[name], after[name]) for name in before}
    found = {name: [line for line in each if line[:1] in "+-"] for name, each in compared.items()}
    return {name: each for name, each in found.items() if each}


def test_a_new_field_on_a_page_is_its_line_in_the_facts_and_one_of_digest(tmp_path, monkeypatch):
    page, out = tmp_path / "page.txt", tmp_path / "facts"
    page.write_text(text := PAGE.read_text("utf-8"), encoding="utf-8")
    before = captured(page, out, monkeypatch, tmp_path)
    first = "\nsealstring\n"
    assert first in text
    page.write_text(text.replace(first, f"\n{NEW_FIELD}sealstring\n", 1), encoding="utf-8")
    found = changed(before, captured(page, out, monkeypatch, tmp_path))
    (name,) = [each for each in found if "/" not in each]
    assert [line.strip("+ ") for line in found.pop(name)] == ["- {name: colour, type: string}"]
    ((line,),) = found.values()
    assert line.startswith("+ ")
    assert ".colour: " in line


def test_a_changed_wording_is_one_changed_line_and_is_told(tmp_path, monkeypatch, capsys):
    page, out = tmp_path / "page.txt", tmp_path / "facts"
    page.write_text(text := PAGE.read_text("utf-8"), encoding="utf-8")
    before = captured(page, out, monkeypatch, tmp_path)
    old = tmp_path / "old"
    for name, lines in before.items():
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith("Counted in thousandths"))
    page.write_text(text.replace(line, "Counted in pounds", 1), encoding="utf-8")
    found = changed(before, captured(page, out, monkeypatch, tmp_path))
    ((name, (minus, plus)),) = found.items()
    assert name.startswith("wordings/")
    assert (minus[0], plus[0]) == ("-", "+")
    assert minus.rpartition(": ")[0][2:] == plus.rpartition(": ")[0][2:]
    capsys.readouterr()
    assert main(["reference", "changes", str(old), str(out), "--format", "json"]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert change["kind"] == "wording"


FACTS = Section(
    "pets",
    "Pets",
    operations=(
        VendorOperation(
            "Add",
            "POST",
            "/pets",
            wording="0" * 12,
            line=3,
            evidence=Evidence(("p",), "complete", "complete"),
            parameters=(
                Field("id", place="query", wording="1" * 12, line=4),
                Field("id", place="path", line=5),
            ),
            request=Body(
                type="object",
                wording="2" * 12,
                line=6,
                fields=(
                    Field(
                        "a b",
                        type="object",
                        fields=(Field("x: y\n", wording="3" * 12, line=8),),
                        line=7,
                    ),
                    Field("value", when="type one", wording="4" * 12, line=9),
                    Field("value", when="type two", wording="5" * 12, line=10),
                    Field("value", wording="6" * 12, line=11),
                    Field("value", wording="7" * 12, line=12),
                ),
            ),
            responses=(
                Response("200", wording="8" * 12, line=13),
                Response("404", wording="9" * 12, line=14),
            ),
        ),
    ),
    untranscribed=(Untranscribed("Drop", request=Body(wording="a" * 12, line=16), line=15),),
)


def test_digests_are_kept_by_place_sorted_and_found_again(tmp_path):
    assert fact_store.save(FACTS, tmp_path) == "created"
    lines = (tmp_path / "wordings" / "pets.txt").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 11
    (found,) = fact_store.load_sections(tmp_path)
    assert fact_store.description_digests(found) == fact_store.description_digests(FACTS)
    assert fact_store.with_page_lines(found, fact_store.page_lines([FACTS])) == FACTS
    assert fact_store.save(found, tmp_path) == "unchanged"


def test_facts_of_the_older_form_are_read_and_written_in_the_new_one(tmp_path):
    (tmp_path / "pets.yaml").write_text(
        "section: Pets\nslug: pets\noperations:\n- title: Add\n  method: POST\n  path: /pets\n  "
        "line: 22\n"
        "  parameters:\n  - {name: id, in: query, wording: 058f82fd1f74, line: 27}\n",
        encoding="utf-8",
    )
    (section,) = fact_store.load_sections(tmp_path)
    assert section.operations[0].parameters[0].wording == "058f82fd1f74"
    assert fact_store.save(section, tmp_path) == "changed"
    written = (tmp_path / "pets.yaml").read_text("utf-8")
    assert "wording" not in written
    assert "line" not in written
    assert (tmp_path / "wordings" / "pets.txt").read_text(
        "utf-8"
    ) == "POST /pets parameters.query.id: 058f82fd1f74\n"
    (again,) = fact_store.load_sections(tmp_path)
    assert fact_store.description_digests(again) == fact_store.description_digests(section)
    assert facts_reader.load_facts(tmp_path) == [replace_wordings(again)]


def replace_wordings(section: Section) -> Section:
    (operation,) = section.operations
    bare = tuple(replace(each, wording="") for each in operation.parameters)
    return replace(section, operations=(replace(operation, parameters=bare),))


def test_a_line_that_is_no_digest_of_a_place_is_named(tmp_path):
    fact_store.save(FACTS, tmp_path)
    file = tmp_path / "wordings" / "pets.txt"
    file.write_text("POST /pets: none\n" + file.read_text("utf-8") + "<<<<<<<\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        fact_store.load_sections(tmp_path)
    assert [(each.location.line, each.code) for each in caught.value.diagnostics] == [
        (1, "FCT001"),
        (13, "FCT001"),
    ]


def test_the_line_of_a_difference_is_found_again_on_the_page(tmp_path, monkeypatch, capsys):
    page, out = tmp_path / "page.txt", tmp_path / "facts"
    page.write_text(PAGE.read_text("utf-8"), encoding="utf-8")
    captured(page, out, monkeypatch, tmp_path)
    document = tmp_path / "openapi.yaml"
    document.write_text(
        "openapi: 3.1.0\ninfo: {title: Parcels, version: '1'}\npaths: {}\n", encoding="utf-8"
    )
    arguments = ["reference", "compare", "--facts", str(out), "--spec", str(document)]
    capsys.readouterr()
    assert main(arguments) == 1
    assert "page line" not in capsys.readouterr().out
    assert main([*arguments, "--page", str(page)]) == 1
    assert "page line" in capsys.readouterr().out
