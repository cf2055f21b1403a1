"""Which version a change asks for, and what the changelog says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.review.advice import advise, changelog, kind_of, level, next_version
from generator.review.model import Acceptance, Change, Level, Occurrence, Origin, PythonView

BREAK = Change(
    "operation-removed", "`GET /x` is gone", "GET /x", wire="breaking", python="breaking"
)
ADDED = Change(
    "operation-added",
    "`GET /y` is new",
    "GET /y",
    code=PythonView("python-method-added", "client.y", "`client.y` is new"),
)
WORDS = Change("description-changed", "the description of `GET /y` changed", "GET /y")
OLD = Change("deprecated", "`GET /z` is deprecated", "GET /z")
NAMED = Change(
    "python-method-renamed", "`client.a` is called `client.b` now", "client.a", python="breaking"
)
UNSURE = Change("request-pattern-changed", "the pattern of `A.b` is another", "A.b", wire="unknown")


@pytest.mark.parametrize(
    ("changes", "api", "sdk"),
    [
        ([], "none", "none"),
        ([WORDS], "patch", "patch"),
        ([WORDS, ADDED], "minor", "minor"),
        ([OLD], "minor", "patch"),
        ([ADDED, BREAK], "major", "major"),
        ([replace(BREAK, accepted="agreed (Ada)")], "major", "major"),
        ([replace(BREAK, origin="transcription")], "none", "major"),
        ([replace(BREAK, origin="departure")], "none", "major"),
        ([replace(BREAK, origin="departure"), ADDED], "minor", "major"),
        ([NAMED], "none", "major"),
        ([UNSURE], "minor", "patch"),
        ([Change("server-added", "a server", "servers")], "minor", "patch"),
        ([Change("schema-renamed", "a schema is called otherwise", "A")], "patch", "patch"),
    ],
)
def test_the_level_is_that_of_the_weightiest_change(
    changes: list[Change], api: Level, sdk: Level
) -> None:
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


@pytest.mark.parametrize(
    ("changes", "api", "sdk"),
    [
        ([BREAK], "API 8.1.0 → 9.0.0, breaking", "SDK 0.1.0 → 0.2.0, breaking"),
        ([ADDED], "API 8.1.0 → 8.2.0, compatible", "SDK 0.1.0 → 0.2.0, compatible"),
        ([UNSURE, ADDED], "API 8.1.0 → 8.2.0, may break", "SDK 0.1.0 → 0.2.0, compatible"),
        (
            [WORDS],
            "API 8.1.0 → 8.1.1, words only",
            "SDK 0.1.0 → 0.1.1, no change of any name or type",
        ),
        ([NAMED], "API 8.1.0 stays", "SDK 0.1.0 → 0.2.0, breaking"),
        ([replace(BREAK, origin="departure")], "API 8.1.0 stays", "SDK 0.1.0 → 0.2.0, breaking"),
        ([], "API 8.1.0 stays", "SDK 0.1.0 stays"),
    ],
)
def test_the_step_says_in_a_few_words_which_version_that_makes(
    changes: list[Change], api: str, sdk: str
) -> None:
    advice = advise(changes, api_version="8.1.0", sdk_version="0.1.0")
    assert (advice.api_step, advice.sdk_step) == (api, sdk)


def test_below_one_it_is_said_what_that_means() -> None:
    advice = advise([BREAK], api_version="8.1.0", sdk_version="0.3.2")
    assert advice.sdk_says == (
        "1 change breaks code that uses the package; below 1.0.0 the second number is raised for "
        "what breaks and for what is "
        "added (SemVer 2.0.0, item 4)."
    )
    assert advice.api_says == "1 change breaks callers."
    assert (
        advise([WORDS], sdk_version="0.3.2").sdk_says
        == "No name and no type of the package changes."
    )


def test_the_version_of_the_api_is_the_vendor_s() -> None:
    ours = [replace(BREAK, origin="departure"), replace(UNSURE, origin="transcription")]
    says = (
        "Its version is the vendor's, and 2 changes correct the document or depart from the "
        "reference."
    )
    assert advise(ours, api_version="8.1.0").api_says == says
    assert advise([*ours, BREAK], api_version="8.1.0").api_says == (
        "1 change breaks callers; 1 change departs from the reference and is not counted; "
        "1 change corrects the document and is not counted."
    )


def test_what_departs_is_not_counted_beside_words_and_this_is_said() -> None:
    advice = advise(
        [WORDS, replace(BREAK, origin="departure"), replace(BREAK, origin="departure")],
        api_version="8.1.0",
    )
    assert advice.api_step == "API 8.1.0 → 8.1.1, words only"
    assert (
        advice.api_says
        == "Only words change; 2 changes depart from the reference and are not counted."
    )
    assert (
        "counted"
        not in advise([WORDS, replace(WORDS, origin="departure")], api_version="8.1.0").api_says
    )
    assert "counted" not in advice.sdk_says


def test_a_version_raised_too_little_is_said() -> None:
    assert (
        "8.2.0, which it has now, is too little"
        in advise([BREAK], api_version="8.1.0", api_head="8.2.0").api_says
    )
    assert "too little" not in advise([BREAK], api_version="8.1.0", api_head="9.0.0").api_says
    assert "too little" not in advise([], api_version="8.1.0", api_head="9.0.0").api_says


def test_a_version_of_another_form_is_left_alone() -> None:
    advice = advise([BREAK], api_version="2024-05")
    assert (advice.api_step, advice.api_says) == ("API: breaking", "1 change breaks callers.")
    assert advise([], api_version="2024-05").api_step == "API: no change"


def test_an_accepted_break_is_counted_with_the_others() -> None:
    wire = Acceptance(("wire",), "agreed", "Ada")
    advice = advise([replace(BREAK, acceptances=(wire,)), BREAK, UNSURE])
    assert advice.api_says == "2 changes break callers, 1 of them accepted."
    assert advice.sdk_says == "2 changes break code that uses the package."


def test_where_all_that_breaks_was_accepted_no_sentence_says_that_no_version_changes() -> None:
    accepted = replace(BREAK, accepted="agreed (Ada)")
    assert advise([accepted]).api_says == "1 change breaks callers and is accepted."
    assert advise([accepted, accepted]).api_says == "2 changes break callers and are accepted."


def test_what_is_not_known_to_break_is_counted() -> None:
    assert (
        advise([UNSURE, UNSURE]).api_says
        == "Of 2 changes it is not known whether they break callers."
    )


@pytest.mark.parametrize(
    ("changes", "api", "sdk"),
    [
        ([], "Nothing changes for the API.", "Nothing changes for the SDK."),
        ([WORDS], "Only words change.", "No name and no type of the package changes."),
        (
            [ADDED],
            "Something is added, deprecated or changed, and nothing breaks callers.",
            (
                "Something is added, deprecated or changed, and nothing breaks code that uses "
                "the package."
            ),
        ),
        ([BREAK], "1 change breaks callers.", "1 change breaks code that uses the package."),
        ([BREAK, BREAK], "2 changes break callers.", "2 changes break code that uses the package."),
        (
            [replace(UNSURE, python="unknown")],
            "Of 1 change it is not known whether it breaks callers.",
            "Of 1 change it is not known whether it breaks code that uses the package.",
        ),
        (
            [UNSURE, UNSURE],
            "Of 2 changes it is not known whether they break callers.",
            "No name and no type of the package changes.",
        ),
        (
            [replace(WORDS, origin="departure")],
            (
                "Its version is the vendor's, and 1 change corrects the document or departs from "
                "the reference."
            ),
            "No name and no type of the package changes.",
        ),
        (
            [replace(WORDS, origin="departure"), replace(WORDS, origin="transcription")],
            (
                "Its version is the vendor's, and 2 changes correct the document or depart from "
                "the reference."
            ),
            "No name and no type of the package changes.",
        ),
    ],
)
def test_why_a_version_is_advised(changes: list[Change], api: str, sdk: str) -> None:
    advice = advise(changes)
    assert (advice.api_says, advice.sdk_says) == (api, sdk)


def test_what_only_python_sees_is_nothing_to_the_api() -> None:
    assert (level(NAMED, "wire"), level(NAMED, "python")) == ("none", "major")


def test_the_changelog_has_its_sections_in_order_and_breaks_first() -> None:
    corrected = replace(UNSURE, origin="transcription")
    assert changelog([WORDS, NAMED, UNSURE, ADDED, BREAK, OLD, corrected]) == (
        "### Added\n\n- `GET /y` is new (Python: `client.y` is new).\n\n"
        "### Changed\n\n- **Breaking:** `client.a` is called `client.b` now.\n- The pattern of "
        "`A.b` is another.\n"
        "- 1 description changed.\n\n"
        "### Deprecated\n\n- `GET /z` is deprecated.\n\n"
        "### Removed\n\n- **Breaking:** `GET /x` is gone.\n\n"
        "### Fixed\n\n- The pattern of `A.b` is another.\n"
    )


def test_the_changelog_says_what_python_sees_and_what_was_accepted() -> None:
    code = PythonView("python-method-removed", "client.x.get", "`client.x.get` is gone")
    text = changelog([replace(BREAK, code=code, accepted="agreed (Ada)")])
    assert text == (
        "### Removed\n\n- **Breaking, accepted:** `GET /x` is gone (Python: `client.x.get` "
        "is gone).\n"
    )


def test_a_line_says_where() -> None:
    assert (
        changelog([replace(ADDED, what="path added (GET)", code=None)])
        == "### Added\n\n- GET /y: path added (GET).\n"
    )


def test_a_new_method_has_its_signature() -> None:
    code = PythonView(
        "python-method-added", "client.y", "`client.y` is new", after="client.y(id: int) -> Pet"
    )
    expected = "### Added\n\n- `GET /y` is new (Python: `client.y(id: int) -> Pet`).\n"
    assert changelog([replace(ADDED, code=code)]) == expected
    said = replace(code, what="`client.y(id: int) -> Pet` is new")
    assert changelog([replace(ADDED, code=said)]).endswith(
        "(Python: `client.y(id: int) -> Pet` is new).\n"
    )


@pytest.mark.parametrize(
    ("rule", "origin", "kind"),
    [
        ("operation-removed", "vendor", "Removed"),
        ("operation-removed", "departure", "Removed"),
        ("operation-removed", "transcription", "Fixed"),
        ("deprecated-operation-removed", "vendor", "Removed"),
        ("request-property-refused", "vendor", "Removed"),
        ("response-optional-property-removed", "departure", "Removed"),
        ("operation-added", "transcription", "Added"),
        ("response-media-type-added", "departure", "Added"),
        ("request-values-added", "departure", "Added"),
        ("request-values-removed", "vendor", "Removed"),
        ("server-added", "vendor", "Added"),
        ("python-credential-removed", "unknown", "Removed"),
        ("request-format-added", "departure", "Changed"),
        ("request-pattern-removed", "vendor", "Changed"),
        ("request-type-changed", "vendor", "Changed"),
        ("request-type-changed", "departure", "Changed"),
        ("request-type-changed", "transcription", "Fixed"),
        ("security-tightened", "vendor", "Changed"),
        ("python-method-deprecated", "vendor", "Deprecated"),
        ("no-longer-deprecated", "vendor", "Changed"),
    ],
)
def test_each_kind_of_change_has_its_section(rule: str, origin: Origin, kind: str) -> None:
    assert kind_of(Change(rule, "", "", origin=origin)) == kind


def test_what_breaks_by_a_correction_is_no_matter_of_words() -> None:
    """The wire of a correction asks for no version of the API, and is still told."""
    corrected = replace(UNSURE, wire="breaking", origin="transcription")
    assert (
        changelog([corrected]) == "### Fixed\n\n- **Breaking:** The pattern of `A.b` is another.\n"
    )


def test_what_was_newly_transcribed_is_added() -> None:
    assert changelog([replace(ADDED, origin="transcription")]).startswith("### Added\n")


def test_nothing_changed_is_no_entry() -> None:
    assert changelog([]) == ""


RETRY = PythonView(
    "python-method-retry-changed", "client.y", "`client.y` is now repeated after a failure"
)
SAID = PythonView("python-docstring-changed", "client.y", "what is said of `client.y` changed")
FOLLOWED = PythonView("python-follow-added", "client.y.follow", "`client.y.follow` is new")


def test_a_call_that_may_be_sent_again_is_in_the_changelog() -> None:
    change = Change(
        "extension-changed", "`x-sdk.retry` changed", "POST /y", python="unknown", code=RETRY
    )
    line = "- POST /y: `x-sdk.retry` changed (Python: `client.y` is now repeated after a failure)."
    assert changelog([change]) == f"### Changed\n\n{line}\n"


@pytest.mark.parametrize(
    ("change", "api", "sdk"),
    [
        (Change("extension-changed", "", ""), "patch", "patch"),
        (Change("extension-changed", "", "", code=RETRY), "patch", "patch"),
        (Change("extension-changed", "", "", code=FOLLOWED), "patch", "minor"),
        (Change("deprecated", "", "", code=SAID), "minor", "patch"),
        (Change("info-changed", "", ""), "patch", "patch"),
        (Change("tags-changed", "", ""), "patch", "patch"),
        (Change("operation-id-changed", "", ""), "patch", "patch"),
        (Change("unused-component-changed", "", ""), "patch", "patch"),
        (Change("unused-component-changed", "", "", code=FOLLOWED), "patch", "minor"),
        (Change("python-method-added", "", ""), "none", "minor"),
        (Change("python-method-retry-changed", "", ""), "none", "patch"),
        (Change("python-class-renamed", "", "", python="unknown"), "none", "minor"),
    ],
)
def test_what_one_change_asks_for_on_either_side(change: Change, api: Level, sdk: Level) -> None:
    assert (level(change, "wire"), level(change, "python")) == (api, sdk)


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ("8.1.0", "8.2.0", "1 change breaks callers; 8.2.0, which it has now, is too little."),
        ("8.1.0", "9.0.0", "1 change breaks callers."),
        ("8.1.0", "8.1.0", "1 change breaks callers."),
        ("8.1.0", "soon", "1 change breaks callers."),
        ("soon", "8.1.0", "1 change breaks callers."),
        ("8.1.0", "8.9.9", "1 change breaks callers; 8.9.9, which it has now, is too little."),
        ("1.0.0", None, "1 change breaks callers."),
    ],
)
def test_whether_the_version_that_it_has_already_is_enough(
    before: str, now: str | None, says: str
) -> None:
    assert advise([BREAK], api_version=before, api_head=now).api_says == says


def test_a_version_of_another_form_has_no_next_one() -> None:
    with pytest.raises(ValueError, match=r"^no version of the form 1\.2\.3: '2024-05'$"):
        next_version("2024-05", "major")


def test_below_one_nothing_is_said_where_no_name_changes_or_nothing_does() -> None:
    assert (
        advise([WORDS], sdk_version="0.3.2").sdk_says
        == "No name and no type of the package changes."
    )
    assert advise([], sdk_version="0.3.2").sdk_says == "Nothing changes for the SDK."


def test_breaks_lead_a_section_and_words_end_it_and_the_rest_is_in_its_order() -> None:
    last, first = replace(UNSURE, what="zebras are other"), replace(UNSURE, what="apes are other")
    assert changelog([WORDS, last, replace(WORDS, what="another"), first, NAMED]) == (
        "### Changed\n\n- **Breaking:** `client.a` is called `client.b` now.\n- GET /y: zebras "
        "are other.\n"
        "- GET /y: apes are other.\n- 2 descriptions changed.\n"
    ).replace("GET /y", "A.b")


def test_all_places_of_a_break_are_named_and_a_few_of_the_rest() -> None:
    def at(number: int, change: Change) -> str:
        spots = tuple(Occurrence(f"A{index}", "") for index in range(number))
        return changelog([replace(change, what="gone", occurrences=spots)]).splitlines()[2]

    def names(number: int) -> str:
        return ", ".join(f"A{index}" for index in range(number))

    assert at(3, UNSURE) == f"- {names(3)}: gone."
    assert at(5, UNSURE) == f"- {names(3)} and 2 more: gone."
    assert at(40, BREAK) == f"- **Breaking:** {names(40)}: gone."
    assert at(41, BREAK) == f"- **Breaking:** {names(40)} and 1 more: gone."


def test_a_property_by_another_name_is_changed_and_neither_added_nor_removed() -> None:
    renamed = Change("request-property-removed", "", "", before="a", after="b")
    assert (kind_of(renamed), kind_of(replace(renamed, after=None))) == ("Changed", "Removed")
    assert kind_of(Change("request-values-removed", "", "", before="a", after="b")) == "Removed"
    for rule in (
        "request-constraint-removed",
        "response-constant-added",
        "request-format-removed",
        "response-pattern-added",
    ):
        assert kind_of(Change(rule, "", "")) == "Changed"


def test_a_line_names_the_place_unless_the_sentence_does_and_what_python_sees_unless_it_is_safe() -> (
    None
):
    change = Change("server-added", "the server `b` is there.", "`b`", wire="unknown")
    assert changelog([change]) == "### Added\n\n- The server `b` is there.\n"
    assert (
        changelog([replace(change, where="servers `c`")])
        == "### Added\n\n- servers `c`: the server `b` is there.\n"
    )
    assert changelog([replace(change, where="")]) == "### Added\n\n- The server `b` is there.\n"
    code = PythonView("python-base-url-changed", "Shop(base_url=)", "it calls `b`.")
    assert changelog([replace(change, code=code)]) == "### Added\n\n- The server `b` is there.\n"
    told = "### Added\n\n- The server `b` is there (Python: it calls `b`).\n"
    assert changelog([replace(change, code=code, python="unknown")]) == told
    same = replace(code, what=change.what)
    assert (
        changelog([replace(change, code=same, python="unknown")])
        == "### Added\n\n- The server `b` is there.\n"
    )
