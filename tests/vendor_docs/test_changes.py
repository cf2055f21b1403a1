"""Every folder of `tests/cases/reference/changes` is a test: older and newer facts, and the exact
changes between them.

`REWRITE_CASES=1 pytest tests/vendor_docs/test_changes.py` writes the expectations anew; read the diff
before committing it."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from generator.vendor_docs import facts_reader
from generator.vendor_docs.changes import as_json, fact_changes, render_changes
from generator.vendor_docs.facts import Body, Evidence, Field, Section, VendorOperation

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "reference" / "changes"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
WHOLE = Evidence(pages=("book/1",), request="complete", response="complete")


def folders():
    return sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def found(folder):
    return fact_changes(
        facts_reader.load_facts(folder / "old"), facts_reader.load_facts(folder / "new")
    )


def section(*operations):
    return [Section("book", "Book", operations=operations)]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_case_gives_exactly_the_expected_changes(folder):
    text = render_changes(found(folder))
    expected = folder / "expected.txt"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_the_changes_are_the_same_in_json(folder):
    text = json.dumps(as_json(found(folder)), indent=2) + "\n"
    expected = folder / "expected.json"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_facts_have_not_changed_from_themselves(folder):
    for side in ("old", "new"):
        known = facts_reader.load_facts(folder / side)
        assert fact_changes(known, known) == []


def test_what_a_partial_capture_does_not_show_is_never_a_change_by_the_vendor():
    fields = (
        Field("title", type="string"),
        Field("state", type="integer", format="int32", nullable=True, enum=(0, 1)),
    )
    whole = VendorOperation(
        "Create",
        "POST",
        "/books",
        evidence=WHOLE,
        request=Body("application/json", type="object", fields=fields),
    )
    for level in ("partial", "sample", "title", "none"):
        weak = replace(
            whole,
            evidence=Evidence(("book/1",), level, level),
            request=Body(type="object", fields=fields[:1]),
        )
        for older, newer in ((weak, whole), (whole, weak)):
            between = fact_changes(section(older), section(newer))
            assert between
            assert not any(change.by_vendor for change in between)


def test_a_section_that_was_not_captured_again_is_not_gone():
    both = [
        Section("book", operations=(VendorOperation("A", "GET", "/books", evidence=WHOLE),)),
        Section("shelf"),
    ]
    assert fact_changes(both, both[1:]) == []


def test_one_of_two_operations_of_the_same_shape_is_not_guessed_to_be_the_renamed_one():
    body = Body(
        "application/json",
        type="object",
        fields=(Field("a", type="string"), Field("b", type="string")),
    )
    old = section(
        VendorOperation("A", "POST", "/a", evidence=WHOLE, request=body),
        VendorOperation("B", "POST", "/b", evidence=WHOLE, request=body),
    )
    new = section(VendorOperation("C", "POST", "/c", evidence=WHOLE, request=body))
    assert [change.kind for change in fact_changes(old, new)] == ["added", "removed", "removed"]


def test_a_whole_reference_is_compared_well_within_a_second():
    fields = tuple(
        Field(
            f"field{n}",
            type="object",
            fields=tuple(Field(f"part{m}", type="string") for m in range(8)),
        )
        for n in range(8)
    )
    body = Body("application/json", type="object", fields=fields)
    old = [
        Section(
            f"section{n}",
            operations=tuple(
                VendorOperation("A", "POST", f"/{n}/{m}", evidence=WHOLE, request=body)
                for m in range(10)
            ),
        )
        for n in range(25)
    ]
    new = [
        replace(
            each, operations=tuple(replace(one, path=f"/v2{one.path}") for one in each.operations)
        )
        for each in old
    ]
    assert len(fact_changes(old, new)) == 500
