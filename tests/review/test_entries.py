"""A report in words: what every form says, before it is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.diagnostics import Location
from generator.review.entries import place
from generator.review.model import (
    Acceptance,
    Change,
    Direction,
    Occurrence,
    PythonView,
    Reach,
    Report,
)
from generator.review.python_place import PythonPlace
from generator.review.report_view import headline, ordered, remedies_of, report_view
from generator.review.report_words import (
    DIRECTIONS,
    LEVELS,
    ORIGINS,
    SIDES,
    VERDICTS,
    DisplayLimits,
    Example,
    PlaceView,
    Remedy,
    Step,
    Truncated,
)
from generator.review.rules import by_id

MUCH = DisplayLimits(text=200, value=100, operations=20, places=20, lines=20, yaml=200, first=200)
LITTLE = DisplayLimits(text=10, value=9, operations=1, places=1, lines=1, yaml=10, first=12)
WIRE = Change(
    "request-type-changed",
    "type changed",
    "A.b",
    wire="breaking",
    reason="Refused.",
    remedy="Send another.",
)
CODE = PythonView(
    "python-field-type-narrowed",
    "A.b",
    "`A.b` is `int`",
    reason="It raises.",
    remedy="Give `A.b` as `int`.",
    place=PythonPlace("A", "b"),
)
BOTH = replace(WIRE, python="breaking", code=CODE)
PYTHON = Change(
    "python-method-removed",
    "`client.x` is gone",
    "client.x",
    python="breaking",
    remedy="Stop calling it.",
)
UNSURE = Change(
    "request-pattern-changed", "pattern changed", "A.c", wire="unknown", remedy="Nothing."
)
SAFE = Change("operation-added", "operation added", "GET /x", remedy="Nothing.")
SETTLED = replace(
    WIRE,
    acceptances=(Acceptance(("wire",), "agreed", "Ada"),),
    accepted="agreed (Ada)",
    where="A.d",
    what="type changed too",
)


def _report(*changes: Change, **more: object) -> Report:
    return replace(Report("base", "head", changes, "none", "none"), **more)  # type: ignore[arg-type]


def test_words_that_all_forms_use() -> None:
    assert VERDICTS == {"breaking": "breaking", "unknown": "cannot tell", "safe": "safe"}
    assert list(ORIGINS.items()) == [
        ("vendor", "vendor changed"),
        ("transcription", "transcription corrected"),
        ("departure", "departs from the reference"),
        ("unknown", "unknown"),
    ]
    assert DIRECTIONS == {
        "request": "request",
        "response": "response",
        "both": "request and response",
    }
    assert LEVELS == {"major": "major", "minor": "minor", "patch": "patch", "none": "no change"}
    assert SIDES == {"wire": "wire", "python": "Python"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ((), "No API change"),
        ((WIRE,), "1 change breaks: on the wire only"),
        ((BOTH,), "1 change breaks: on the wire and in Python"),
        ((WIRE, WIRE), "2 changes break: on the wire only"),
        ((BOTH, WIRE, WIRE), "3 changes break: 1 on the wire and in Python, 2 on the wire only"),
        ((BOTH, PYTHON), "2 changes break: 1 on the wire and in Python, 1 in Python only"),
        ((PYTHON,), "No API change; of the package 1 change breaks: in Python only"),
        ((WIRE, UNSURE), "1 change breaks: on the wire only; 1 may break"),
        ((UNSURE,), "1 change may break: it cannot be told from the document"),
        ((UNSURE, UNSURE), "2 changes may break: they cannot be told from the document"),
        ((UNSURE, SAFE), "1 change may break: it cannot be told from the document; 1 is safe"),
        ((WIRE, SAFE, SAFE), "1 change breaks: on the wire only; 2 are safe"),
        ((SAFE,), "1 change, nothing breaks"),
        ((SAFE, SAFE), "2 changes, nothing breaks"),
        ((SAFE, SETTLED), "2 changes, nothing breaks that was not accepted; 1 accepted"),
        ((WIRE, SETTLED), "1 change breaks: on the wire only; 1 accepted"),
    ],
)
def test_the_first_line(changes: tuple[Change, ...], says: str) -> None:
    assert headline(_report(*changes)) == says
    assert report_view(_report(*changes), MUCH).headline == says


def test_the_first_line_of_what_could_not_all_be_judged() -> None:
    assert headline(_report(left_out=("a file",))) == "No API change in what could be judged"


def test_the_worst_first_then_the_wire_and_what_is_settled_last() -> None:
    rows = (SAFE, UNSURE, SETTLED, PYTHON, WIRE, BOTH)
    assert ordered(_report(*rows)) == (WIRE, BOTH, PYTHON, UNSURE, SAFE, SETTLED)
    accepted_part = replace(BOTH, acceptances=(Acceptance(("wire",), "agreed", "Ada"),))
    assert ordered(_report(PYTHON, accepted_part, WIRE)) == (WIRE, PYTHON, accepted_part)


def test_groups_have_the_entries_of_a_verdict_numbered_through() -> None:
    found = report_view(_report(SAFE, UNSURE, SETTLED, WIRE), MUCH)
    groups = [
        (each.slug, each.title, each.folded, [entry.number for entry in each.entries])
        for each in found.groups
    ]
    assert groups == [
        ("breaking", "Breaking", False, [1]),
        ("unknown", "Cannot tell", False, [2]),
        ("safe", "Safe", True, [3]),
        ("accepted", "Accepted breaks", True, [4]),
    ]
    assert [entry.settled for each in found.groups for entry in each.entries] == [
        False,
        False,
        False,
        True,
    ]
    shown = report_view(_report(SAFE, UNSURE, WIRE), MUCH, 1)
    assert ([each.slug for each in shown.groups], shown.total) == (["breaking"], 3)


@pytest.mark.parametrize(
    ("changes", "fail_on", "failing", "worst", "mark", "outcome"),
    [
        (
            (WIRE,),
            None,
            (),
            "breaking",
            "breaking",
            "Nothing was asked to fail: no `--fail-on` was given.",
        ),
        ((), None, (), "safe", "safe", ""),
        ((PYTHON,), "wire", (), "breaking", "safe", ""),
        ((WIRE,), "wire", (WIRE,), "breaking", "breaking", ""),
        (
            (UNSURE, SETTLED),
            None,
            (),
            "unknown",
            "unknown",
            "Nothing was asked to fail: no `--fail-on` was given.",
        ),
        (
            (SETTLED,),
            None,
            (),
            "safe",
            "safe",
            "Nothing was asked to fail: no `--fail-on` was given.",
        ),
    ],
)
def test_whether_it_may_be_merged(changes, fail_on, failing, worst, mark, outcome) -> None:  # type: ignore[no-untyped-def]
    found = report_view(_report(*changes, fail_on=fail_on, failing=failing), MUCH)
    assert (found.worst, found.mark, found.outcome) == (worst, mark, outcome)
    assert (
        report_view(
            _report(*changes, fail_on=fail_on, failing=failing, outcome="It fails."), MUCH
        ).outcome
        == "It fails."
    )


def test_what_callers_do_about_what_breaks() -> None:
    assert list(remedies_of(BOTH)) == [
        ("wire", "Send another."),
        ("python", "Give `A.b` as `int`."),
    ]
    assert list(remedies_of(PYTHON)) == [("python", "Stop calling it.")]
    assert list(remedies_of(replace(WIRE, python="breaking"))) == [("wire", "Send another.")]
    assert (
        list(remedies_of(replace(WIRE, remedy="Nothing.")))
        == list(remedies_of(UNSURE))
        == list(remedies_of(SETTLED))
        == []
    )
    assert list(remedies_of(replace(WIRE, rule="python-keyword-removed", python="breaking"))) == [
        ("python", "Send another.")
    ]


def test_each_remedy_is_told_once_with_where_it_is_wanted_and_how_many_operations_want_it() -> None:
    reach = tuple(Reach("GET", f"/{name}", "request") for name in "ab")
    rows = [
        replace(BOTH, where=f"A{index}", code=replace(CODE, where=f"C{index}"), reach=reach)
        for index in range(5)
    ]
    other = replace(
        WIRE,
        remedy="Say `x`.",
        occurrences=(Occurrence("P", ""), Occurrence("Q", "", code_where="R")),
    )
    wire, python = report_view(_report(*rows, other), MUCH).remedies
    assert (wire.title, python.title) == ("On the wire", "In Python")
    assert wire.remedies == Truncated(
        (
            Remedy("Send another", Truncated(("A0", "A1", "A2"), 2), 2),
            Remedy("Say `x`", Truncated(("P", "Q"), 0), 0),
        ),
        0,
    )
    named = Remedy("Give `A.b` as `int`", Truncated(("C0", "C1", "C2"), 2), 2)
    assert python.remedies == Truncated((named,), 0)
    own = replace(CODE, remedy=by_id(CODE.rule).remedy)  # that of every place
    named = replace(other, remedy="Say it.", python="breaking", code=own)
    wire, python = report_view(_report(named), MUCH).remedies
    assert (wire.remedies.shown[0].places.shown, python.remedies.shown[0].places.shown) == (
        ("P", "Q"),
        ("P", "R"),
    )
    many = [replace(WIRE, remedy=f"Do {index}.") for index in range(10)]
    (wire,) = report_view(_report(*many), MUCH).remedies
    assert (len(wire.remedies.shown), wire.remedies.more, wire.remedies.total) == (8, 2, 10)
    assert report_view(_report(SAFE), MUCH).remedies == ()


def test_an_entry_has_all_that_is_known_of_a_change() -> None:
    change = replace(
        BOTH,
        before="string",
        after="integer",
        reach=(
            Reach("GET", "/x", "both", "client.x", "pets"),
            Reach("PUT", "/y", "request", "", "pets"),
        ),
        classes=("A", "B"),
        origin="departure",
        origin_says="The reference has it.",
        example="0",
        other_example='"a"',
        to_accept="- rule: x\n",
        base=Location("a.yaml", 3),
        head=Location("a.yaml", 4),
    )
    ((entry,),) = (each.entries for each in report_view(_report(change), MUCH).groups)
    assert (entry.number, entry.wire, entry.python, entry.worst, entry.settled) == (
        1,
        "breaking",
        "breaking",
        "breaking",
        False,
    )
    assert entry.rules == ("request-type-changed", "python-field-type-narrowed")
    assert (entry.where, entry.what, entry.step) == (
        "A.b",
        "type changed",
        Step("string", "integer"),
    )
    assert entry.aside is not None
    assert (entry.aside.title, entry.aside.what, entry.aside.step) == (
        "Python",
        "`A.b` is `int`",
        None,
    )
    assert entry.reasons == ("Refused.", "It raises.")
    assert entry.remedies == ("Send another.", "Give `A.b` as `int`.")
    assert [(each.name, each.direction, each.python) for each in entry.operations.shown] == [
        ("GET /x", "request and response", "client.x"),
        ("PUT /y", "request", ""),
    ]
    assert (entry.sections, entry.classes.shown) == (("pets",), ("A", "B"))
    assert (entry.origin, entry.origin_says) == (
        "departs from the reference",
        "The reference has it.",
    )
    assert (entry.base, entry.head, entry.generated, entry.places.total) == (
        "a.yaml:3",
        "a.yaml:4",
        (),
        0,
    )
    assert entry.examples == (
        Example("0", "smallest value lost"),
        Example('"a"', "smallest that may arrive"),
    )
    assert (entry.accepted, entry.to_accept) == ((), "- rule: x\n")
    answered = replace(change, rule="response-type-changed", example=None)
    ((entry,),) = (each.entries for each in report_view(_report(answered), MUCH).groups)
    assert entry.examples == (Example('"a"', "smallest value lost"),)
    ((entry,),) = (
        each.entries
        for each in report_view(_report(replace(answered, wire="safe", python="safe")), MUCH).groups
    )
    assert entry.examples == ()


def test_the_request_of_a_webhook_is_told_as_what_callers_receive() -> None:
    told: dict[Direction, str] = {
        "request": "response to it",
        "response": "received request",
        "both": "received request and response to it",
    }
    for direction, says in told.items():
        calls = ("POST", "invoicePaid"), ("POST", "seen {$request.body#/url}"), ("POST", "/seen")
        reach = tuple(Reach(*call, direction) for call in calls)
        (group,) = report_view(_report(replace(SAFE, reach=reach)), MUCH).groups
        operations = group.entries[0].operations.shown
        assert [each.direction for each in operations] == [says, says, DIRECTIONS[direction]]


def test_what_python_sees_is_said_where_it_is_another_thing() -> None:
    def aside(change: Change) -> object:
        ((entry,),) = (each.entries for each in report_view(_report(change), MUCH).groups)
        return entry.aside and (entry.aside.title, entry.aside.what, entry.aside.step)

    assert aside(WIRE) is None
    assert aside(replace(BOTH, code=replace(CODE, what="type changed"))) is None
    steps = replace(CODE, what="type changed", before="str", after=None)
    assert aside(replace(BOTH, code=steps)) == ("Python", "", Step("str", ""))
    assert aside(replace(BOTH, before="str", code=steps)) is None
    spots = (Occurrence("A", ""), Occurrence("B", ""))
    assert aside(replace(BOTH, occurrences=spots)) is None
    assert aside(replace(BOTH, occurrences=spots, code=steps)) == ("Python", "", Step("str", ""))


def test_a_word_of_the_document_is_told_as_what_it_is_to_code() -> None:
    word = Change(
        "extension-changed",
        "`x-sdk` changed",
        "GET /x",
        python="breaking",
        before="a",
        after="b",
        code=CODE,
    )
    ((entry,),) = (each.entries for each in report_view(_report(word), MUCH).groups)
    assert (entry.where, entry.what, entry.step) == ("A.b", "`A.b` is `int`", None)
    assert entry.aside is not None
    assert (entry.aside.title, entry.aside.what, entry.aside.step) == (
        "document", "GET /x: `x-sdk` changed", Step("a", "b")
    )  # fmt: skip
    for other in (
        replace(word, rule="request-type-changed"),
        replace(word, wire="unknown"),
        replace(word, occurrences=(Occurrence("A", ""),)),
        replace(word, code=replace(CODE, rule="python-docstring-changed")),
    ):
        ((entry,),) = (each.entries for each in report_view(_report(other), MUCH).groups)
        assert entry.where == "GET /x"


def test_each_place_of_an_edit_says_what_is_its_own() -> None:
    at = Location("a.yaml", 3)
    spots = (
        Occurrence(
            "A", "a is gone", "x", "y", code="`A` is gone", base=at, head=Location("a.yaml", 5)
        ),
        Occurrence("B", "b is gone", "x", "z", base=at, head=Location("b.yaml", 7)),
        Occurrence("C", "c: x is z", "x", "z", base=at),
        Occurrence("D", "d is gone", head=at),
    )
    change = replace(BOTH, before="x", after="y", occurrences=spots, base=at, head=at)
    ((entry,),) = (each.entries for each in report_view(_report(change), MUCH).groups)
    assert entry.places.shown == (
        PlaceView("A", "a.yaml:3 → 5", "a is gone", None, "`A` is gone", ""),
        PlaceView("B", "a.yaml:3 → b.yaml:7", "b is gone", Step("x", "z"), "", ""),
        PlaceView("C", "a.yaml:3", "", Step("x", "z"), "", ""),
        PlaceView("D", "a.yaml:3", "d is gone", None, "", ""),
    )
    assert (entry.base, entry.head) == ("", "")
    alike = replace(change, occurrences=tuple(replace(each, what="gone") for each in spots))
    ((entry,),) = (each.entries for each in report_view(_report(alike), MUCH).groups)
    assert [each.what for each in entry.places.shown] == ["", "", "", ""]
    words = replace(change, code=replace(CODE, rule="python-docstring-changed"))
    ((entry,),) = (each.entries for each in report_view(_report(words), MUCH).groups)
    assert entry.places.shown[0].code == ""


def test_what_was_accepted_says_why_and_by_whom() -> None:
    def accepted(change: Change) -> tuple[str, ...]:
        ((entry,),) = (each.entries for each in report_view(_report(change), MUCH).groups)
        return entry.accepted

    both = (
        Acceptance(("wire", "python"), "agreed", "Ada"),
        Acceptance(("python",), "renamed", "Bob"),
    )
    assert accepted(SETTLED) == ("wire: agreed (Ada)",)
    assert accepted(replace(SETTLED, acceptances=both)) == (
        "wire and Python: agreed (Ada)",
        "Python: renamed (Bob)",
    )
    assert accepted(replace(SETTLED, acceptances=())) == ("agreed (Ada)",)
    assert accepted(replace(SETTLED, acceptances=(), accepted="")) == ("no reason given",)


def test_advice_is_a_step_and_a_sentence() -> None:
    sdk, api = report_view(
        _report(sdk="major", sdk_says="it breaks.", api_says="all: well."), MUCH
    ).advice
    assert (sdk.step, sdk.says) == ("SDK: major", "it breaks.")
    assert (api.step, api.says) == ("API: no change", "all: well.")
    sdk, api = report_view(_report(sdk_step="SDK 1 stays", api_step="API 2 stays"), MUCH).advice
    assert (sdk.step, api.step) == ("SDK 1 stays", "API 2 stays")


def test_the_author_is_asked_about_departures() -> None:
    away = replace(WIRE, origin="departure")
    assert report_view(_report(WIRE), MUCH).departures == ""
    assert (
        report_view(_report(away), MUCH).departures
        == "1 change departs from the vendor's reference. Is that meant?"
    )
    assert (
        report_view(_report(away, away), MUCH).departures
        == "2 changes depart from the vendor's reference. Is that meant?"
    )


def test_notes_are_told_under_their_titles() -> None:
    found = report_view(
        _report(stale=("a",), spent=("b", "c"), left_out=("d",), unexpressed=("e",)), MUCH
    ).notes
    assert [(each.slug, each.title, each.lines.shown) for each in found] == [
        ("stale", "Accepted breaks that accept nothing", ("a",)),
        ("spent", "Accepted breaks that have done their work", ("b", "c")),
        ("left-out", "Left out", ("d",)),
        ("not-in-the-sdk", "Not in the SDK", ("e",)),
    ]
    assert report_view(_report(), MUCH).notes == ()


def test_long_texts_and_lists_are_cut_and_what_is_left_out_is_counted() -> None:
    long = "abcdefghijklmnop"
    change = replace(
        BOTH, what=long, where=long, reason=long, classes=("A", "B"), origin_says=long, to_accept="12345678901",
        reach=(Reach("GET", "/x", "both"), Reach("PUT", "/x", "both")), base=Location(long, 1),
    )  # fmt: skip
    found = report_view(
        _report(
            change, changelog="1\n2\n3\n4\n5\n", outcome=long, sdk_step=long, left_out=(long, "b")
        ),
        LITTLE,
    )
    ((entry,),) = (each.entries for each in found.groups)
    assert (
        entry.what
        == entry.where
        == entry.reasons[0]
        == entry.origin_says
        == "abcdefghij… (6 more characters)"
    )
    assert entry.base == "abcdefghij… (8 more characters)"
    assert (entry.classes, entry.operations.more, entry.to_accept) == (Truncated(("A",), 1), 1, "")
    assert found.outcome == found.advice[0].step == "abcdefghijkl… (4 more characters)"
    assert (found.changelog.shown, found.changelog.more) == (("1", "2", "3", "4"), 1)
    assert found.notes[0].lines == Truncated(("abcdefghij… (6 more characters)",), 1)
    exact = replace(change, what="abcdefghij", to_accept="1234567890")
    ((entry,),) = (each.entries for each in report_view(_report(exact), LITTLE).groups)
    assert (entry.what, entry.to_accept) == ("abcdefghij", "1234567890")


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (None, None, None),
        ("a", None, Step("a", "")),
        (None, "b", Step("", "b")),
        ("123456789", "12345678x", Step("123456789", "12345678x")),
        ("1234567890", "x234567890", Step("123456789…", "x23456789…")),
        ("aaaaaaaaaabcdefghijkl", "aaaaaaaaaaxcdefghijkl", Step("…aaabcdefg…", "…aaaxcdefg…")),
        ("aaaaaaaaaab", "aaaaaaaaaax", Step("…aaab", "…aaax")),
        ("aaaaaaaaaa", "aaaaaaaaaabc", Step("…aaa", "…aaabc")),
    ],
)
def test_of_two_long_texts_the_part_in_which_they_differ(
    before: str | None, after: str | None, step: Step | None
) -> None:
    change = replace(WIRE, before=before, after=after)
    ((entry,),) = (each.entries for each in report_view(_report(change), LITTLE).groups)
    assert entry.step == step


def test_a_place_is_a_file_and_a_line() -> None:
    assert (place(None), place(Location("a.yaml", 3, 7))) == ("", "a.yaml:3")
