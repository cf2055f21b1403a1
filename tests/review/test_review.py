"""What one review says as a whole: whether a pull request passes, what could not be judged, what
was accepted before.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import load
from generator.review.model import FailOn, Report
from generator.review.review import review
from generator.review.revisions import Revision

ACCEPTS = (
    "- {rule: path-removed, where: /%s, verdicts: [wire, python], reason: Nobody calls it., "
    "author: Ada}\n"
)


def _document(paths: dict[str, str], **more: Any) -> dict[str, Any]:
    """Operations by their paths, each by its name."""
    tags = {"tags": ["things"], "responses": {"204": {"description": "Done."}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        "paths": {
            f"/{path}": {"get": {"operationId": name, **tags}} for path, name in paths.items()
        },
        **more,
    }


def _side(folder: Path, document: dict[str, Any], accepted: str = "") -> Revision:
    folder.mkdir(exist_ok=True)
    path = folder / "openapi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    if accepted:
        (folder / "accepted-breaks.yaml").write_text(accepted, encoding="utf-8")
    return Revision(load(path), folder.name, path)


BASE = {"a": "getA", "b": "getB", "c": "getC"}


@pytest.mark.parametrize(
    ("head", "fail_on", "accepted", "outcome"),
    [
        (BASE, None, "", ""),
        (
            BASE,
            "any",
            "",
            (
                "Passes under `--fail-on any`: nothing breaks on the wire or in Python that is "
                "not accepted."
            ),
        ),
        ({"a": "getA"}, None, "", ""),
        (
            {"a": "getA", "c": "getC"},
            "wire",
            "",
            "Fails under `--fail-on wire`: 1 change breaks on the wire and is not accepted.",
        ),
        (
            {"a": "getA"},
            "python",
            "",
            "Fails under `--fail-on python`: 2 changes break in Python and are not accepted.",
        ),
        (
            {**BASE, "a": "fetchA"},
            "wire",
            "",
            "Passes under `--fail-on wire`: nothing breaks on the wire that is not accepted; "
            "1 other breaks elsewhere, which fails nothing here.",
        ),
        (
            {"a": "fetchA", "b": "fetchB"},
            "wire",
            "",
            "Fails under `--fail-on wire`: 1 change breaks on the wire and is not accepted; "
            "2 others break elsewhere, which fails nothing here.",
        ),
        (
            {"a": "getA", "c": "getC"},
            "any",
            ACCEPTS % "b",
            (
                "Passes under `--fail-on any`: nothing breaks on the wire or in Python that is "
                "not accepted."
            ),
        ),
        (
            BASE,
            "any",
            ACCEPTS % "b",
            "Fails under `--fail-on any`: nothing breaks on the wire or in Python that is not "
            "accepted; "
            "1 new acceptance accepts nothing.",
        ),
        (
            BASE,
            "any",
            ACCEPTS % "b" + ACCEPTS % "c",
            "Fails under `--fail-on any`: nothing breaks on the wire or in Python that is not "
            "accepted; "
            "2 new acceptances accept nothing.",
        ),
    ],
)
def test_the_first_screen_says_whether_a_pull_request_passes(
    head: dict[str, str], fail_on: FailOn | None, accepted: str, outcome: str, tmp_path: Path
) -> None:
    report = review(
        _side(tmp_path / "old", _document(BASE), "[]\n"),
        _side(tmp_path / "new", _document(head), accepted),
        fail_on=fail_on,
    )
    assert (report.outcome, report.fail_on) == (outcome, fail_on)
    assert report.passes is not outcome.startswith("Fails")
    assert (report.base, report.head) == ("old", "new")


def _compared(tmp_path: Path, head: dict[str, Any], base: dict[str, Any] | None = None) -> Report:
    return review(_side(tmp_path / "old", base or _document(BASE)), _side(tmp_path / "new", head))


def test_what_fails_is_asked_for_by_side(tmp_path: Path) -> None:
    base = _side(tmp_path / "old", _document(BASE))
    head = _side(tmp_path / "new", _document({"a": "fetchA", "b": "getB"}))
    asked: tuple[FailOn | None, ...] = ("wire", "python", "any", None)
    on_the_wire, *others = (review(base, head, fail_on=each).failing for each in asked)
    assert [change.rule for change in on_the_wire] == ["path-removed"]
    assert [len(each) for each in others] == [2, 2, 0]


def test_what_was_accepted_before_and_accepts_nothing_any_more_is_a_remark(tmp_path: Path) -> None:
    accepted = ACCEPTS % "b"
    base = _side(tmp_path / "old", _document(BASE), accepted)
    report = review(base, _side(tmp_path / "new", _document(BASE), accepted), fail_on="any")
    assert (len(report.stale), len(report.spent), report.passes) == (0, 1, True)


def test_what_was_accepted_before_accepts_no_later_break(tmp_path: Path) -> None:
    accepted = ACCEPTS % "b"
    base = _side(tmp_path / "old", _document(BASE), accepted)
    without = _document({"a": "getA", "c": "getC"})
    report = review(base, _side(tmp_path / "new", without, accepted), fail_on="any")
    assert (report.passes, report.stale, len(report.failing)) == (False, (), 1)
    (says,) = report.spent
    assert "accepted-breaks.yaml:1: `path-removed` at `/b` was for an earlier change" in says
    assert review(
        base,
        _side(tmp_path / "new", without, accepted.replace("Nobody", "Hardly anybody")),
        fail_on="any",
    ).passes


def test_where_an_entry_that_accepts_nothing_stands_is_kept(tmp_path: Path) -> None:
    base = _side(tmp_path / "old", _document(BASE), "[]\n")
    report = review(
        base, _side(tmp_path / "new", _document(BASE), ACCEPTS % "x" + ACCEPTS % "y"), fail_on="any"
    )
    assert [each.line for each in report.stale_at if each] == [1, 2]
    assert len(report.stale) == 2


def test_accepted_breaks_may_be_in_another_file(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(ACCEPTS % "c", encoding="utf-8")
    base, head = (
        _side(tmp_path / "old", _document(BASE)),
        _side(tmp_path / "new", _document({"a": "getA", "b": "getB"})),
    )
    assert review(base, head, accepted=file, fail_on="any").passes
    assert not review(base, head, fail_on="any").passes


def test_what_was_not_judged_is_said_of_its_side(tmp_path: Path) -> None:
    wrong = _document(BASE)
    wrong["paths"]["/a"]["get"]["parameters"] = [{"$ref": "#/components/parameters/Missing"}]
    report = _compared(tmp_path, _document(BASE), wrong)
    assert {each.partition(":")[0] for each in report.left_out} == {"base"}
    report = _compared(tmp_path, wrong)
    assert {each.partition(":")[0] for each in report.left_out} == {"head"}
    assert _compared(tmp_path, _document(BASE)).left_out == ()


def test_versions_are_those_of_both_sides(tmp_path: Path) -> None:
    head = _document({"a": "getA", "b": "getB"}, info={"title": "Pets", "version": "2.0.0"})
    report = _compared(tmp_path, head)
    assert "1.0.0" in report.api_step
    assert "2.0.0" in report.api_step
