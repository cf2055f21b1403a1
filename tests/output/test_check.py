import dataclasses
import json

import pytest

from generator.output.check import REMEDY, as_json, as_text, compare_tree
from generator.output.tree import MANIFEST, OutputError
from generator.output.write import write


@pytest.fixture
def out(tmp_path, first, provenance):
    write(first, tmp_path / "out", provenance)
    return tmp_path / "out"


def found(comparison):
    return {
        difference.path: (difference.status, difference.reasons)
        for difference in comparison.differences
    }


def test_a_folder_in_step_has_no_differences(out, first, provenance):
    comparison = compare_tree(first, out, provenance)
    assert comparison.differences == ()
    assert list(as_text(comparison, out)) == [f"{out} is in step"]


def test_a_changed_document_is_the_reason_for_each_file_that_it_changes(out, second, provenance):
    moved = dataclasses.replace(provenance, document={"#/info": "0" * 64})
    why = ("document changed",)
    assert found(compare_tree(second, out, moved)) == {
        MANIFEST: ("different", why),
        "README.md": ("different", why),
        "np6/__init__.py": ("different", why),
        "np6/models/a.py": ("extra", why),
        "np6/models/b.py": ("missing", why),
    }


def test_people_are_told_how_many_entries_of_the_manifest_differ(out, second, provenance):
    moved = dataclasses.replace(provenance, document={"#/info": "0" * 64, "#/tags": "1" * 64})
    comparison = compare_tree(second, out, moved)
    lines = list(as_text(comparison, out))
    at = lines.index(f"{out / MANIFEST}: different (document changed)")
    assert lines[at + 1] == "manifest differs: 6 entries"  # four files, two parts of the document
    assert lines[at + 2].endswith("out of step: " + REMEDY)
    assert f"+++ b/{MANIFEST}" in json.loads(as_json(comparison))["differences"][-1]["diff"]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"generator": {"templates": "0" * 64}}, ("generator changed",)),
        ({"tools": {"ruff": "2.0"}}, ("generator changed",)),
        ({"options": {"package": "x"}}, ("options changed",)),
        (
            {"document": {"#/info": "0" * 64}, "generator": {"templates": "0" * 64}},
            ("document changed", "generator changed"),
        ),
    ],
)
def test_what_moved_on_is_the_reason(out, second, provenance, changes, reasons):
    differences = found(compare_tree(second, out, dataclasses.replace(provenance, **changes)))
    assert {why for _, why in differences.values()} == {reasons}


def test_an_edit_by_hand_is_told_from_a_change_of_the_document(out, second, provenance):
    (out / "README.md").write_bytes(b"edited\n")
    (out / "np6" / "same.py").write_bytes(b"edited\n")
    differences = found(
        compare_tree(second, out, dataclasses.replace(provenance, document={"#/info": "0" * 64}))
    )
    assert differences["README.md"] == ("different", ("document changed", "edited by hand"))
    assert differences["np6/same.py"] == ("different", ("edited by hand",))
    assert differences["np6/__init__.py"] == ("different", ("document changed",))


def test_a_file_deleted_by_hand_is_missing(out, first, provenance):
    (out / "README.md").unlink()
    assert found(compare_tree(first, out, provenance)) == {
        "README.md": ("missing", ("edited by hand",))
    }


def test_a_file_edited_to_what_would_be_generated_is_in_step_and_the_manifest_is_not(
    out, first, provenance
):
    (out / "README.md").write_bytes(b"new\n")
    moved = dataclasses.replace(provenance, document={"#/info": "0" * 64})
    assert found(compare_tree(first | {"README.md": b"new\n"}, out, moved)) == {
        MANIFEST: ("different", ("document changed",))
    }


def test_an_edited_manifest_is_an_edit_by_hand(out, first, provenance):
    manifest = out / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'README.md": "', b'README.md": "0'))
    assert found(compare_tree(first, out, provenance)) == {
        MANIFEST: ("different", ("edited by hand",))
    }


def test_a_deleted_manifest_is_an_edit_by_hand(out, first, provenance):
    (out / MANIFEST).unlink()
    assert found(compare_tree(first, out, provenance)) == {
        MANIFEST: ("missing", ("edited by hand",))
    }


def test_a_folder_that_was_never_generated_lacks_every_file_without_a_reason(
    tmp_path, first, provenance
):
    comparison = compare_tree(first, tmp_path / "absent", provenance)
    assert set(found(comparison).values()) == {("missing", ())}
    assert next(as_text(comparison, tmp_path)).endswith("missing (not generated yet)")


def test_files_of_others_are_reported_and_not_judged(out, first, provenance):
    (out / "mine.txt").write_bytes(b"")
    comparison = compare_tree(first, out, provenance)
    assert comparison.differences == ()
    assert comparison.foreign == ("mine.txt",)
    assert (
        next(as_text(comparison, out))
        == f"1 file in {out} not generated here, left alone: mine.txt"
    )


def test_a_link_in_the_place_of_a_file_is_a_difference(out, first, provenance, tmp_path):
    (tmp_path / "copy").write_bytes(first["README.md"])
    (out / "README.md").unlink()
    (out / "README.md").symlink_to(tmp_path / "copy")
    assert found(compare_tree(first, out, provenance)) == {
        "README.md": ("different", ("edited by hand",))
    }


def test_the_diff_leads_from_the_disk_to_what_would_be_generated(out, first, provenance):
    (out / "README.md").write_bytes(b"# edited")
    (difference,) = compare_tree(first, out, provenance).differences
    assert difference.diff == (
        "--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-# edited\n\\ No newline at end of "
        "file\n+# first\n"
    )


def test_content_that_is_no_text_has_a_diff_of_one_line(out, first, provenance):
    (out / "README.md").write_bytes(b"\0\xff")
    (difference,) = compare_tree(first, out, provenance).differences
    assert difference.diff == "Binary file README.md differs\n"


def test_bytes_that_are_not_utf_8_and_carriage_returns_are_visible(out, first, provenance):
    (out / "README.md").write_bytes(b"# first\r\n\xff\x1b[31m")
    lines = list(as_text(compare_tree(first, out, provenance), out))
    assert "-# first\\x0d" in lines
    assert "-\\xff\\x1b[31m" in lines


def test_the_text_ends_with_the_remedy(out, second, provenance):
    lines = list(
        as_text(
            compare_tree(
                second, out, dataclasses.replace(provenance, document={"#/info": "0" * 64})
            ),
            out,
        )
    )
    assert f"{out}/np6/__init__.py: different (document changed)" in lines
    assert "+two" in lines
    assert lines[-1] == f"5 files in {out} out of step: {REMEDY}"


def test_the_json_is_stable(out, first, provenance):
    (out / "README.md").write_bytes(b"# edited\n")
    comparison = compare_tree(first, out, provenance)
    assert as_json(comparison) == as_json(
        compare_tree(dict(reversed(first.items())), out, provenance)
    )
    assert json.loads(as_json(comparison)) == {
        "in_step": False,
        "differences": [
            {
                "path": "README.md",
                "status": "different",
                "reasons": ["edited by hand"],
                "diff": "--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-# edited\n+# first\n",
            }
        ],
        "foreign": [],
    }


def test_comparing_writes_nothing(out, second, provenance, contents, tmp_path):
    before = contents(tmp_path)
    compare_tree(second, out, provenance)
    assert contents(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_cannot_be_compared(tmp_path, first, provenance):
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="is not a folder"):
        compare_tree(first, tmp_path / "out", provenance)
