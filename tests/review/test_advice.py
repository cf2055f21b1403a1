"""Which version a change asks for, and what the changelog says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.review.advice import advise, changelog, level, next_version
from generator.review.model import Change, Level, Side

BREAK = Change("operation-removed", "`GET /x` is gone", "GET /x", wire="breaking", python="breaking")
ADDED = Change(
    "operation-added", "`GET /y` is new", "GET /y", code=Side("python-method-added", "client.y", "`client.y` is new")
)
WORDS = Change("description-changed", "the description of `GET /y` changed", "GET /y")
OLD = Change("deprecated", "`GET /z` is deprecated", "GET /z")
NAMED = Change("python-method-renamed", "`client.a` is called `client.b` now", "client.a", python="breaking")
UNSURE = Change("request-pattern-changed", "the pattern of `A.b` is another", "A.b", wire="unknown")


@pytest.mark.parametrize(
    ("changes", "api", "sdk"),
    [
        ([], "none", "none"),
        ([WORDS], "patch", "patch"),
        ([WORDS, ADDED], "minor", "minor"),
        ([OLD], "minor", "patch"),
        ([ADDED, BREAK], "major", "major"),
        ([replace(BREAK, accepted="agreed (Ada)")], "minor", "minor"),
        ([NAMED], "none", "major"),
        ([UNSURE], "minor", "patch"),
        ([Change("server-added", "a server", "servers")], "minor", "patch"),
        ([Change("schema-renamed", "a schema is called otherwise", "A")], "patch", "patch"),
    ],
)
def test_the_level_is_that_of_the_weightiest_change(changes: list[Change], api: Level, sdk: Level) -> None:
    advice = advise(changes)
    assert (advice.api, advice.sdk) == (api, sdk)


@pytest.mark.parametrize(
    ("version", "found", "expected"),
    [
        ("8.1.0", "major", "9.0.0"),
        ("8.1.0", "minor", "8.2.0"),
        ("8.1.3", "patch", "8.1.4"),
        ("8.1", "patch", "8.1.1"),
        ("0.3.2", "major", "0.4.0"),
        ("0.3.2", "minor", "0.4.0"),
        ("0.3.2", "patch", "0.3.3"),
        ("1.0.0", "none", "1.0.0"),
    ],
)
def test_the_next_version(version: str, found: Level, expected: str) -> None:
    assert next_version(version, found) == expected


def test_below_one_it_is_said_what_that_means() -> None:
    advice = advise([BREAK], api_version="8.1.0", sdk_version="0.3.2")
    assert advice.sdk == "major"
    assert "SemVer 2.0.0, item 4" in advice.sdk_says
    assert "0.3.2 becomes 0.4.0" in advice.sdk_says
    assert "SemVer" not in advice.api_says
    assert "8.1.0 becomes 9.0.0" in advice.api_says


def test_a_version_raised_too_little_is_said() -> None:
    assert "8.2.0, which it has now, is too little" in advise([BREAK], api_version="8.1.0", api_head="8.2.0").api_says
    assert "too little" not in advise([BREAK], api_version="8.1.0", api_head="9.0.0").api_says


def test_a_version_of_another_form_is_left_alone() -> None:
    assert advise([BREAK], api_version="2024-05").api_says == "major for the API: 1 change breaks callers."


def test_accepted_and_unknown_ones_are_counted() -> None:
    says = advise([replace(BREAK, accepted="agreed (Ada)"), UNSURE]).api_says
    assert "1 accepted break does not count" in says
    assert "1 of which it is not known whether they break" in says


def test_what_only_python_sees_is_nothing_to_the_api() -> None:
    assert (level(NAMED, "wire"), level(NAMED, "python")) == ("none", "major")


def test_the_changelog_has_its_sections_in_order_and_breaks_first() -> None:
    corrected = replace(UNSURE, origin="transcription")
    assert changelog([WORDS, NAMED, UNSURE, ADDED, BREAK, OLD, corrected]) == (
        "### Added\n\n- `GET /y` is new.\n\n"
        "### Changed\n\n- **Breaking:** `client.a` is called `client.b` now.\n- The pattern of `A.b` is another.\n"
        "- Words of 1 description or remark.\n\n"
        "### Deprecated\n\n- `GET /z` is deprecated.\n\n"
        "### Removed\n\n- **Breaking:** `GET /x` is gone.\n\n"
        "### Fixed\n\n- The pattern of `A.b` is another.\n"
    )


def test_the_changelog_says_what_python_sees_and_what_was_accepted() -> None:
    code = Side("python-method-removed", "client.x.get", "`client.x.get` is gone")
    text = changelog([replace(BREAK, code=code, accepted="agreed (Ada)")])
    assert text == "### Removed\n\n- **Breaking, accepted:** `GET /x` is gone (Python: `client.x.get` is gone).\n"


def test_a_line_says_where() -> None:
    assert changelog([replace(ADDED, what="path added (GET)", code=None)]) == "### Added\n\n- GET /y: path added (GET).\n"


def test_what_was_newly_transcribed_is_added() -> None:
    assert changelog([replace(ADDED, origin="transcription")]).startswith("### Added\n")


def test_nothing_changed_is_no_entry() -> None:
    assert changelog([]) == ""
