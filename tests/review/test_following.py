"""How a list of events is followed, before and after."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import griffe
import pytest

from generator.api.build import build
from generator.api.model import Api
from generator.document.bundle import load
from generator.emit.package import emit
from generator.review.python_api import compare_apis

ROOT = Path(__file__).parents[2]
BEFORE = (ROOT / "tests" / "cases" / "documents" / "following" / "openapi.yaml").read_text(
    encoding="utf-8"
)
FOLLOW = (
    "        follow: {from: start, to: end, order: {sort: asc}, id: id, time: timestamp, lag: 30}\n"
)


def _api(text: str, folder: Path) -> Api:
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    return build(load(folder / "openapi.yaml"))


@cache
def _text(before: str, after: str) -> str:
    assert before in BEFORE
    return BEFORE.replace(before, after, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (FOLLOW, "", ("follow-removed", "client.events.follow", "breaking")),
        (
            "lag: 30}",
            "lag: 30, name: watch}",
            ("follow-renamed", "client.events.follow", "breaking"),
        ),
        ("lag: 30}", "lag: 60}", ("follow-changed", "client.events.follow", "unknown")),
        ("order: {sort: asc}, ", "", ("follow-changed", "client.events.follow", "unknown")),
        ("time: timestamp", "time: other", ("follow-removed", "client.events.follow", "breaking")),
        ("window: 3600", "window: 7200", ("follow-changed", "client.log.watch", "unknown")),
        ("maximum: 4", "maximum: 4, default: 2", None),
    ],
)
def test_what_became_of_it_is_one_change(
    tmp_path: Path, before: str, after: str, expected: tuple[str, str, str] | None
) -> None:
    base, head = (_api(text, tmp_path) for text in (BEFORE, _text(before, after)))
    found = [
        (change.rule.removeprefix("python-"), change.where, change.python)
        for change in compare_apis(base, head)
    ]
    assert [each for each in found if each[0] != "docstring-changed"] == (
        [] if expected is None else [expected]
    )


def test_a_keyword_that_is_fixed_from_now_on_breaks_the_call_that_gives_it(tmp_path: Path) -> None:
    base, head = (_api(text, tmp_path) for text in (_text("order: {sort: asc}, ", ""), BEFORE))
    found = {
        (change.rule.removeprefix("python-"), change.where, change.python)
        for change in compare_apis(base, head)
    }
    assert ("keyword-removed", "client.events.follow(sort=)", "breaking") in found
    back = {change.python for change in compare_apis(head, base)}
    assert back == {"unknown"}


def test_what_is_followed_from_now_on_is_safe_and_has_its_place(tmp_path: Path) -> None:
    base, head = (_api(text, tmp_path) for text in (_text(FOLLOW, ""), BEFORE))
    (change,) = compare_apis(base, head)
    assert (change.rule, change.python, change.pointer) == (
        "python-follow-added",
        "safe",
        "/paths/~1events/get/x-sdk",
    )
    assert change.after == "client.events.follow"


def test_griffe_finds_a_method_less_where_we_say_so(tmp_path: Path) -> None:
    packages = []
    for name, text in (("before", BEFORE), ("after", _text(FOLLOW, ""))):
        folder = tmp_path / name
        folder.mkdir()
        api = _api(text, folder)
        for path, content in emit(api, templates=ROOT / "templates").items():
            if path.startswith(f"{api.package}/"):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        packages.append(griffe.load(api.package, search_paths=[folder], resolve_aliases=False))
    found = {
        breakage.as_dict()["object_path"] for breakage in griffe.find_breaking_changes(*packages)
    }
    assert found == {f"ledger.resources.events.{cls}.follow" for cls in ("Events", "AsyncEvents")}
