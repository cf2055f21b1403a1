"""What a forge shows beside the lines of a pull request, and what programs read: word by word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.document.diagnostics import Location
from generator.review.model import Acceptance, Change, Occurrence, PythonView, Reach, Report
from generator.review.report import annotations, as_data, render_report

BASE, HEAD, NEAR = Location("old.yaml", 3), Location("new.yaml", 5, 9), Location("new.yaml", 4)
CODE = PythonView(
    "python-field-type-narrowed",
    "A.b",
    "`A.b` is `int`",
    "str",
    "int",
    "It raises.",
    "Give `A.b` as `int`.",
)
REACH = (Reach("GET", "/x", "response", "client.x", "pets"), Reach("PUT", "/x", "both", "", "pets"))
WIRE = Change(
    "request-type-changed",
    "type changed",
    "A.b",
    "breaking",
    remedy="Send another.",
    base=BASE,
    head=HEAD,
)
BOTH = replace(WIRE, python="breaking", code=CODE, reach=REACH)
UNSURE = Change("request-pattern-changed", "pattern changed", "A.c", "unknown")
SAFE = Change("operation-added", "operation added", "GET /y")


def _report(*changes: Change, failing: tuple[Change, ...] = ()) -> Report:
    return Report("base", "head", changes, "none", "none", failing=failing)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (WIRE, "::warning file=new.yaml,line=5,title=wire%3A breaking%2C Python%3A safe "
"(request-type-changed)"
               "::A.b: type changed%0ASend another."),
        (replace(WIRE, head=None), "::warning file=old.yaml,title=wire%3A breaking%2C Python%3A safe (request-type-changed)"
                                   "::A.b: type changed%0ASend another.%0Awas in old.yaml:3"),
        (replace(WIRE, near=NEAR), "::warning file=new.yaml,line=4,"
                                   "title=wire%3A breaking%2C Python%3A safe (request-type-changed)"
                                   "::A.b: type changed%0ASend another.%0Awas in old.yaml:3"),
        (replace(WIRE, base=None, head=None), "::warning title=wire%3A breaking%2C Python%3A safe (request-type-changed)"
                                              "::A.b: type changed%0ASend another."),
        (BOTH, "::warning file=new.yaml,line=5,title=wire%3A breaking%2C Python%3A breaking "
"(request-type-changed)"
               "::A.b: type changed; reaches 2 operations%0APython: `A.b` is `int`%0ASend "
"another.%0AGive `A.b` as `int`."),
        (replace(BOTH, wire="safe", reach=REACH[:1]),
         "::warning file=new.yaml,line=5,title=wire%3A safe%2C Python%3A breaking "
"(python-field-type-narrowed)"
         "::A.b: type changed; reaches 1 operation%0APython: `A.b` is `int`%0AGive `A.b` as "
"`int`."),
        (replace(BOTH, code=replace(CODE, what="type changed"), reach=()),
         "::warning file=new.yaml,line=5,title=wire%3A breaking%2C Python%3A breaking "
"(request-type-changed)"
         "::A.b: type changed%0ASend another.%0AGive `A.b` as `int`."),
        (UNSURE, ("::notice title=wire%3A cannot tell%2C Python%3A safe "
"(request-pattern-changed)::A.c: pattern changed")),
        (replace(WIRE, accepted="agreed (Ada)", base=None),
         "::notice file=new.yaml,line=5,title=wire%3A breaking%2C Python%3A safe "
"(request-type-changed)"
         "::A.b: type changed%0Aaccepted: agreed (Ada)"),
        (replace(UNSURE, what="100%: a, b\nand ::error::"),
         "::notice title=wire%3A cannot tell%2C Python%3A safe (request-pattern-changed)"
         "::A.c: 100%25: a, b and ::error::"),
        (replace(WIRE, head=replace(HEAD, file="a:b,c%d.yaml")),
         "::warning file=a%3Ab%2Cc%25d.yaml,line=5,title=wire%3A breaking%2C Python%3A safe "
"(request-type-changed)"
         "::A.b: type changed%0ASend another."),
    ],
)  # fmt: skip
def test_a_change_is_one_command_of_a_workflow(change: Change, line: str) -> None:
    assert annotations(_report(change)) == [line]


def test_what_fails_is_an_error_what_breaks_a_warning_and_the_rest_a_notice() -> None:
    found = annotations(
        _report(SAFE, UNSURE, WIRE, replace(BOTH, where="B"), failing=(replace(BOTH, where="B"),))
    )
    assert [each.split(" ")[0] for each in found] == ["::error", "::warning", "::notice"]
    assert (
        render_report(_report(UNSURE), "github", Path()) == f"{annotations(_report(UNSURE))[0]}\n"
    )
    assert render_report(_report(SAFE), "github", Path()) == ""


@pytest.mark.parametrize(
    ("count", "shown", "more"),
    [(9, 9, ""), (10, 10, ""), (11, 10, "%0Aand 1 more of this kind, which are in the report"),
     (15, 10, "%0Aand 5 more of this kind, which are in the report")],
)  # fmt: skip
def test_the_tenth_of_a_level_says_how_many_more_there_are(
    count: int, shown: int, more: str
) -> None:
    found = annotations(_report(*[replace(UNSURE, where=f"A{index}") for index in range(count)]))
    assert len(found) == shown
    assert [each.endswith("of this kind, which are in the report") for each in found[:9]] == [
        False
    ] * min(9, shown)
    assert found[-1] == annotations(_report(replace(UNSURE, where=f"A{shown - 1}")))[0] + more


def test_each_of_several_places_is_at_its_own_line() -> None:
    spots = (
        Occurrence("A.b", "one", head=HEAD),
        Occurrence("A.c", "two", base=BASE, near=NEAR, reach=REACH[:1]),
    )
    head = "title=wire%3A breaking%2C Python%3A safe (request-type-changed)"
    assert annotations(_report(replace(WIRE, occurrences=spots))) == [
        f"::warning file=new.yaml,line=5,{head}::A.b: one%0ASend another.",
        (
            f"::warning file=new.yaml,line=4,{head}::A.c: two; reaches 1 operation%0ASend "
            "another.%0Awas in old.yaml:3"
        ),
    ]


def test_programs_read_all_of_a_change() -> None:
    spot = Occurrence("A.b", "one", "x", "y", "`A.b` is one", "A.b", REACH[:1], "0", BASE, None)
    change = replace(
        BOTH, before="string", after="integer", reason="Refused.", classes=("A",), origin="vendor", origin_says="It says so.",
        example="0", other_example="1", to_accept="- rule: x\n", occurrences=(spot,),
        acceptances=(Acceptance(("wire",), "agreed", "Ada"),),
    )  # fmt: skip
    reach = [
        {"method": "GET", "path": "/x", "direction": "response"},
        {"method": "PUT", "path": "/x", "direction": "both"},
    ]
    (found,) = as_data(_report(change))["changes"]
    assert list(found.items()) == [
        ("rule", "request-type-changed"),
        ("wire", "breaking"),
        ("python", "breaking"),
        ("what", "type changed"),
        ("before", "string"),
        ("after", "integer"),
        ("reach", reach),
        ("origin", "vendor"),
        ("base_location", "old.yaml:3"),
        ("head_location", "new.yaml:5"),
        ("where", "A.b"),
        ("reason", "Refused."),
        ("remedy", "Send another."),
        ("classes", ["A"]),
        ("example", "0"),
        ("other_example", "1"),
        ("accepted", None),
        ("acceptances", [{"verdicts": ("wire",), "reason": "agreed", "author": "Ada"}]),
        ("to_accept", "- rule: x\n"),
        ("origin_says", "It says so."),
        ("generated", []),
        ("methods", ["client.x"]),
        ("sections", ["pets"]),
        (
            "code",
            {
                "rule": "python-field-type-narrowed",
                "where": "A.b",
                "what": "`A.b` is `int`",
                "before": "str",
                "after": "int",
                "reason": "It raises.",
                "remedy": "Give `A.b` as `int`.",
            },
        ),
        (
            "occurrences",
            [
                {
                    "where": "A.b",
                    "what": "one",
                    "before": "x",
                    "after": "y",
                    "code": "`A.b` is one",
                    "code_where": "A.b",
                    "reach": reach[:1],
                    "example": "0",
                    "base_location": "old.yaml:3",
                    "head_location": None,
                }
            ],
        ),
    ]


def test_programs_read_all_of_a_report() -> None:
    report = replace(
        _report(WIRE, failing=(WIRE,)), api="major", sdk="minor", changelog="### Changed\n", left_out=("a",), stale=("b",),
        spent=("c",), unexpressed=("d",), api_says="e", sdk_says="f", api_step="g", sdk_step="h", fail_on="wire", outcome="i",
    )  # fmt: skip
    found = as_data(report)
    assert len(found.pop("changes")) == 1
    assert list(found.items()) == [
        ("base", "base"),
        ("head", "head"),
        ("advice", {"api": "major", "sdk": "minor"}),
        ("headline", "1 change breaks: on the wire only"),
        ("advice_says", {"api": "e", "sdk": "f"}),
        ("advice_steps", {"api": "g", "sdk": "h"}),
        ("fail_on", "wire"),
        ("passes", False),
        ("outcome", "i"),
        ("tally", {"both": 0, "wire": 1, "python": 0, "unknown": 0, "safe": 0, "accepted": 0}),
        ("left_out", ["a"]),
        ("stale", ["b"]),
        ("spent", ["c"]),
        ("unexpressed", ["d"]),
        ("changelog", "### Changed\n"),
    ]
