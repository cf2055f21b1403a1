"""A report says the same in every form, fits where it is posted, and stays a report whatever a
document says.
"""

from __future__ import annotations

import html
import html.parser
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from generator.document.diagnostics import Location
from generator.review.model import Acceptance, Change, Occurrence, PythonView, Report
from generator.review.python_place import PythonPlace
from generator.review.report import (
    _TERMINAL,
    COMMENT_LIMIT,
    FORMS,
    MARKER,
    annotations,
    render_report,
)
from generator.review.report_view import report_view
from tests import written_yaml
from tests.review.reports import (
    DELETE,
    LIST,
    NONE,
    PATTERN,
    REMOVED,
    RENAMED,
    REQUIRED,
    SMALL,
    TO_ACCEPT,
    WORDS,
    hostile,
    large,
)
from tests.test_documents import ATTACKS

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
WORKFLOW = ROOT / ".github" / "workflows" / "review.yml"
PEOPLE = ("text", "markdown", "html")
MORE_ATTACKS = [
    *ATTACKS,
    (
        "\n\n</details><img src=x onerror=alert(1)>\n\n# heading\n\n- @octocat #1 GH-2 "
        "https://example.com www.example.com"
    ),
    '" onclick="alert(1)" x="\' autofocus onfocus=alert(1) x=\'',
    "</style></script><!-- --><![CDATA[ <svg/onload=alert(1)>",
    "\x1b[2J\x1b]0;title\x07 \x9b31m \ud800 \x00",
    "%0A::error::x\r\n::set-output name=code::0\n##[command]x",
    "``` \n~~~\n```\n`a` ``b`` `c | [d](e)` \\`f`",
    "",
    " ",
]


def said(report: Report, form: str) -> str:
    return render_report(report, form, TEMPLATES)


class Page(html.parser.HTMLParser):
    """The tags of a page with the names of their attributes, and what stands in articles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.articles: list[dict[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        if tag == "article":
            self.articles.append(dict(attrs))


def tags_of_comment(text: str) -> list[str]:
    """The tags that a Markdown reader makes of a comment, raw HTML included."""
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    return [" ".join(tag) for tag in Page(shown).tags]


# --- the same in every form -----------------------------------------------------------------------


@pytest.mark.parametrize("report", [SMALL, large(40)], ids=["small", "large"])
def test_verdicts_and_their_order_are_the_same_in_every_form(report):
    words = {"breaking": "breaking", "unknown": "cannot tell", "safe": "safe"}
    expected = [
        (words[each["wire"]], words[each["python"]])
        for each in json.loads(said(report, "json"))["changes"]
    ]
    articles = Page(said(report, "html")).articles
    assert [(words[each["data-wire"]], words[each["data-python"]]) for each in articles] == expected
    assert (
        re.findall(r"verdict +wire: ([a-z ]+), Python: ([a-z ]+)\n", said(report, "text"))
        == expected
    )
    assert (
        re.findall(r"<summary>. wire: ([a-z ]+), . Python: ([a-z ]+) –", said(report, "markdown"))
        == expected
    )


def test_the_worst_comes_first_and_what_is_accepted_last():
    order = [each["rule"] for each in json.loads(said(SMALL, "json"))["changes"]]
    assert order == [each.rule for each in (REQUIRED, RENAMED, PATTERN, WORDS, REMOVED)]


def test_json_has_the_keys_of_the_contract_in_their_order():
    data = json.loads(said(SMALL, "json"))
    assert list(data)[:4] == ["base", "head", "advice", "changes"]
    assert data["advice"] == {"api": "major", "sdk": "major"}
    first = data["changes"][0]
    assert list(first)[:10] == [
        *(
            "rule",
            "wire",
            "python",
            "what",
            "before",
            "after",
            "reach",
            "origin",
            "base_location",
            "head_location",
        )
    ]
    assert first["reach"] == [
        {"method": "POST", "path": "/orders/{id}/execution", "direction": "request"},
        {"method": "GET", "path": "/orders", "direction": "response"},
    ]
    assert (first["base_location"], first["head_location"]) == (
        "spec/schemas/orders.yaml:12",
        "spec/schemas/orders.yaml:14",
    )
    assert data["changes"][-1]["head_location"] is None
    assert first["code"]["rule"] == "python-field-became-required"


@pytest.mark.parametrize("form", PEOPLE)
def test_people_read_all_of_it(form):
    text = said(SMALL, form)
    for part in (
        *(
            "origin/main (7c1d2e3)",
            "working tree",
            "Execution.title",
            "optional",
            "required",
            "has to be given",
        ),
        *(
            "A caller that leaves the property out is refused.",
            "Send it.",
            "POST /orders/{id}/execution",
            "{}",
        ),
        *(
            "spec/schemas/orders.yaml:12",
            "spec/schemas/orders.yaml:14",
            "request-property-became-required",
        ),
        *(
            "vendor changed",
            "transcription corrected",
            "Nobody called it",
            "ada",
            "accepts nothing",
            "cannot be read",
        ),
        *(
            "API 8.1.0 → 9.0.0, breaking",
            "SDK 1.2.0 → 2.0.0, breaking",
            "### Changed",
            "cannot tell",
        ),
        *("departs from the reference", "the reference lists it as optional", "has done its work"),
    ):
        assert part in text, part
    assert "Nothing." not in text


@pytest.mark.parametrize("form", PEOPLE)
def test_an_edit_at_several_places_names_each_with_what_was_and_what_is_there(form):
    text = said(SMALL, form)
    parts = (
        "Order.note and 1 more",
        "2 descriptions changed",
        "Order.note",
        "spec/schemas/orders.yaml:50 → 51",
        "A note.",
        "The note.",
    )
    positions = [
        text.rindex(part)
        for part in (
            *parts,
            "Order.mark",
            "spec/schemas/orders.yaml:60 → 61",
            "A mark.",
            "The mark.",
        )
    ]
    assert positions == sorted(positions)
    assert json.loads(said(SMALL, "json"))["changes"][3]["occurrences"][1] == {
        "where": "Order.mark",
        "what": "description changed",
        "before": "A mark.",
        "after": "The mark.",
        "code": None,
        "code_where": None,
        "reach": [],
        "example": None,
        "base_location": "spec/schemas/orders.yaml:60",
        "head_location": "spec/schemas/orders.yaml:61",
    }


@pytest.mark.parametrize("form", PEOPLE)
def test_of_long_texts_the_part_in_which_they_differ_is_shown(form):
    start, end = "as it was " * 40, " and so on" * 40
    change = replace(PATTERN, before=f"{start}blue{end}", after=f"{start}green{end}")
    text = said(replace(SMALL, changes=(change,)), form)
    assert "blue and so on" in text
    assert "green and so on" in text
    if form != "html":  # which has room for all of it
        assert "…as it was" in re.sub(r"\s+", " ", text)
        assert len(text) < len(start) * 10


def test_many_places_are_counted_where_they_are_not_all_shown():
    spots = tuple(
        Occurrence(f"Order.field_{number}", "property became required") for number in range(100)
    )
    report = replace(SMALL, changes=(replace(REQUIRED, occurrences=spots),))
    assert "and 88 more, 100 places in all" in said(report, "text")
    assert "  - and 88 more" in said(report, "markdown")
    assert "Order.field_99" in said(report, "html")


def test_each_place_is_annotated_at_its_line_with_the_operations_that_it_reaches():
    spots = tuple(
        Occurrence(
            f"{name}.id",
            "became required",
            code=f"{name} is stricter",
            reach=REQUIRED.reach[:1],
            head=Location("a.yaml", line),
        )
        for name, line in (("Pet", 3), ("Owner", 9))
    )
    first, second = annotations(
        replace(SMALL, changes=(replace(REQUIRED, occurrences=spots),), failing=(), stale=())
    )
    assert first.startswith("::warning file=a.yaml,line=3,")
    assert (
        "::Pet.id: became required; reaches 1 operation%0APython: Pet is stricter%0ASend it.%0A"
        in first
    )
    assert second.startswith("::warning file=a.yaml,line=9,")


@pytest.mark.parametrize("form", PEOPLE)
def test_no_api_change_is_said_when_there_is_none(form):
    assert "No API change." in said(NONE, form)
    assert "No API change in what could be judged." in said(
        replace(NONE, left_out=("A file is missing.",)), form
    )
    assert "No API change; of the package 1 change breaks: in Python only." in said(
        replace(NONE, changes=(RENAMED,), sdk="major"), form
    )
    assert "No API change" not in said(SMALL, form)


def test_an_accepted_break_counts_no_more_but_stays():
    report = replace(SMALL, changes=(REMOVED, WORDS), api="patch")
    for form in PEOPLE:
        assert "2 changes, nothing breaks that was not accepted; 1 accepted." in said(report, form)
        assert "wire and Python: Nobody called it" in said(report, form)
        assert "Accepted breaks" in said(report, form)


# --- the first screen -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", PEOPLE)
def test_the_first_screen_says_whether_it_passes_what_callers_must_do_and_which_version_it_makes(
    form,
):
    text = said(SMALL, form)
    text = (
        text.replace("<code>", "`").replace("</code>", "`").partition("<body>")[2]
        if form == "html"
        else text
    )
    first = text.partition(
        "Execution.title: property"
        if form == "text"
        else "verdict breaking"
        if form == "html"
        else "<details>"
    )[0]
    assert (
        "2 changes break: 1 on the wire and in Python, 1 in Python only; 1 may break; 1 is "
        "safe; 1 accepted."
    ) in first
    assert "Fails: 2 changes break and were not accepted (`--fail-on any`)." in first.replace(
        "\\", ""
    )
    assert "1 change departs from the vendor's reference. Is that meant?" in html.unescape(first)
    positions = [
        first.index(part) for part in ("SDK 1.2.0 → 2.0.0, breaking", "API 8.1.0 → 9.0.0, breaking")
    ]
    assert positions == sorted(positions)
    for remedy in ("Send it", "Write `Execution(title=…)`", "Call the new name"):
        assert first.count(remedy) == 1, remedy


def test_a_remedy_is_told_once_with_the_operations_of_all_who_need_it():
    other = replace(REQUIRED, where="Other.title", reach=(DELETE, LIST), code=None)
    text = said(replace(SMALL, changes=(REQUIRED, other)), "text").partition("Version")[0]
    assert "  - Send it: Execution.title, Other.title (3 operations)\n" in text
    assert '  - Write `Execution(title=…)`, or give "title" in the dict. (2 operations)\n' in text


@pytest.mark.parametrize(
    ("rule", "after", "remedy", "told"),
    [
        ("python-field-became-optional", "str | None", "Handle `None`.", True),
        ("python-alternatives-narrowed", "chip or name", "Give exactly one of chip or name.", True),
        ("python-keyword-renamed", "b", "Write `b=…` instead of `a=…`.", True),
        ("python-keyword-renamed", "b", "Write `client.pets.list(b=…)`.", False),
        ("python-keyword-type-narrowed", "int", "Give `b` as `int`.", True),
        ("python-field-became-optional", None, "Write `if ….client is not None:`.", True),
        ("python-method-removed", None, "Write `client.pets.listed(…)`.", False),
        ("python-field-type-narrowed", "int", "Give `A.b` as `int`.", True),
    ],
)
def test_a_remedy_is_told_with_the_places_unless_it_is_of_a_name_to_write(
    rule, after, remedy, told
):
    place = PythonPlace("client.pets.list")
    steps = {"before": "a", "after": after}
    change = Change(rule, "…", "Here", python="breaking", remedy=remedy, place=place, **steps)
    text = said(replace(SMALL, changes=(change,)), "text").partition("Version")[0]
    assert f"  - {remedy.removesuffix('.')}: Here\n" in text if told else f"  - {remedy}\n" in text


def test_a_remedy_of_the_wire_is_told_with_its_places_whatever_is_in_it():
    text = said(replace(SMALL, changes=(replace(REQUIRED, remedy="Send `title`."),)), "text")
    assert "  - Send `title`: Execution.title (2 operations)\n" in text


def test_what_may_break_says_what_callers_must_do_too():
    unsure = replace(
        REQUIRED,
        wire="safe",
        python="unknown",
        code=replace(REQUIRED.code, remedy="Say whether it may be sent again."),
    )
    text = said(replace(SMALL, changes=(unsure,)), "text")
    assert "\n1 change may break: it cannot be told from the document.\n" in text
    assert "In Python\n  - Say whether it may be sent again" in text.partition("Version")[0]
    assert "On the wire" not in text.partition("Version")[0]


@pytest.mark.parametrize("accepted", [("wire",), ("python",)])
def test_what_is_accepted_on_one_side_is_marked_and_asked_of_callers_all_the_same(accepted):
    change = replace(REQUIRED, acceptances=(Acceptance(accepted, "Agreed", "ada"),))
    text = said(replace(SMALL, changes=(change,)), "text").partition("Version")[0]
    assert ("Send it: Execution.title (2 operations, accepted)" in text) == (accepted == ("wire",))
    assert ("in the dict. (2 operations, accepted)" in text) == (accepted == ("python",))
    assert text.count("(2 operations)") == 1
    assert (
        f"1 change breaks: {'in Python only' if accepted == ('wire',) else 'on the wire only'}."
        in text
    )


@pytest.mark.parametrize("form", PEOPLE)
def test_what_callers_must_do_stays_where_all_was_accepted(form):
    settled = replace(
        REQUIRED,
        acceptances=(Acceptance(("wire", "python"), "Agreed", "ada"),),
        accepted="Agreed (ada)",
    )
    text = said(
        replace(
            SMALL, changes=(settled, replace(settled, where="Other.title", reach=(), code=None))
        ),
        form,
    )
    first = text.partition("Accepted breaks")[0]
    assert "What callers must do" in first
    remedy = first[first.index("Send it") :].partition("\n")[0]
    assert re.search("2 operations(</span> <span[^>]*>|, )accepted", remedy)
    (nowhere,) = report_view(
        replace(SMALL, changes=(replace(settled, reach=(), code=None),)), _TERMINAL
    ).remedies
    assert (
        nowhere.title,
        nowhere.remedies.shown[0].accepted,
        nowhere.remedies.shown[0].operations,
    ) == ("On the wire", True, 0)


def test_a_remedy_of_which_a_part_was_accepted_is_told_of_both_parts():
    settled = replace(REQUIRED, where="Other.title", accepted="Agreed (ada)", reach=(), code=None)
    text = said(replace(SMALL, changes=(settled, REQUIRED)), "text").partition("Version")[0]
    assert (
        "  - Send it: Execution.title (2 operations)\n  - Send it: Other.title (accepted)\n" in text
    )


def test_the_text_says_where_the_lines_are_that_accept_a_break():
    text = said(SMALL, "text")
    line = (
        "To accept what breaks, fill in the lines that `--format markdown`, html or json gives "
        "for it, in accepted-breaks.yaml."
    )
    assert " ".join(text.split()).count(line) == 1
    assert "To accept" not in said(replace(SMALL, changes=(REMOVED, WORDS)), "text")


def test_nothing_is_said_to_fail_where_nothing_was_asked_to():
    report = replace(SMALL, fail_on=None, failing=(), outcome="")
    assert "Nothing was asked to fail: no `--fail-on` was given." in said(report, "text")
    assert "fail" not in said(NONE, "text")


def test_a_name_of_the_package_that_a_word_of_the_document_gave_it_leads():
    change = Change(
        "extension-changed", "`x-sdk` changed", "GET /orders", python="breaking", before='{"function":"all"}',
        after='{"function":"list"}',
        code=PythonView("python-method-renamed", "client.orders.all", "`client.orders.all` is `list` now"),
    )  # fmt: skip
    text = said(replace(SMALL, changes=(change,)), "text")
    assert "1. client.orders.all: `client.orders.all` is `list` now\n" in text
    assert "   document  GET /orders: `x-sdk` changed\n" in text
    worded = replace(
        change,
        code=PythonView(
            "python-docstring-changed", "client.orders.all", "what is said of it changed"
        ),
    )
    assert "1. GET /orders: `x-sdk` changed\n" in said(replace(SMALL, changes=(worded,)), "text")


def test_an_example_is_called_lost_only_where_it_was_accepted_before():
    assert "example   {} (smallest value lost)" in said(replace(SMALL, changes=(REQUIRED,)), "text")
    response = replace(REQUIRED, rule="response-property-became-optional")
    assert "example   {} (smallest that may arrive)" in said(
        replace(SMALL, changes=(response,)), "text"
    )
    assert "example" not in said(replace(SMALL, changes=(replace(REQUIRED, wire="safe"),)), "text")


@pytest.mark.parametrize("form", PEOPLE)
def test_what_is_lost_in_either_direction_is_shown_with_its_direction(form):
    both = replace(REQUIRED, example="41001", other_example="41002")
    text = said(replace(SMALL, changes=(both,)), form)
    about = ("smallest value lost", "smallest that may arrive")
    positions = [
        text.index(part) for part in (both.example, about[0], both.other_example, about[1])
    ]
    assert positions == sorted(positions)
    assert (
        json.loads(said(replace(SMALL, changes=(both,)), "json"))["changes"][0]["other_example"]
        == "41002"
    )


def test_what_accepts_a_break_can_be_copied_from_the_comment_and_the_page():
    for form in ("markdown", "html"):
        assert html.unescape(said(SMALL, form)).count(TO_ACCEPT) == 1
    assert f"```yaml\n{TO_ACCEPT}```" in said(SMALL, "markdown")
    assert json.loads(said(SMALL, "json"))["changes"][0]["to_accept"] == TO_ACCEPT


def test_what_accepts_a_break_is_never_shown_in_part():
    long = "- rule: a\n  where:\n" + "".join(f"  - Place{number}.id\n" for number in range(400))
    report = replace(SMALL, changes=(replace(REQUIRED, to_accept=long),))
    assert "Place1.id" not in said(report, "markdown")
    assert long in said(report, "html")


def test_a_form_that_does_not_exist_is_refused():
    with pytest.raises(
        ValueError, match="no form 'xml' of a report; there are text, markdown, html, json, github"
    ):
        said(SMALL, "xml")


@pytest.mark.parametrize("form", FORMS)
def test_a_report_ends_with_one_line_end_and_has_no_trailing_spaces(form):
    text = said(SMALL, form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[ \t]\n|\n\n\n", text.partition("<style>")[0])


# --- the comment ----------------------------------------------------------------------------------


def test_a_comment_of_any_size_fits():
    assert len(said(large(30), "markdown")) < COMMENT_LIMIT
    assert " more change" not in said(large(30), "markdown")
    text = said(large(), "markdown")
    assert COMMENT_LIMIT * 0.95 < len(text) <= COMMENT_LIMIT < 65_536
    shown = len(re.findall("<summary>. wire: ", text))
    more = re.search(r"\*\*(\d+) more changes \((.*)\) did not fit", text)
    assert more is not None
    assert shown + int(more[1]) == 300
    assert sum(int(number) for number in re.findall(r"\d+", more[2])) == 300 - shown
    assert text.count("<details>") == text.count("</details>")
    assert len(re.findall(r"^```", text, re.MULTILINE)) % 2 == 0


def test_the_first_screen_of_a_comment_is_whole_however_many_changes_there_are():
    report = replace(large(600), outcome="Fails: 200 changes break and were not accepted.")
    first = said(report, "markdown").partition("### Breaking")[0]
    assert "200 changes break: on the wire only; 200 may break; 200 are safe." in first
    assert report.outcome in first
    assert (
        "Callers check what they send: `Schema2.field_0`, `Schema2.field_1`, `Schema2.field_2` and"
        in first
    )
    assert "140 operations" in first


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "@1" * 50_000, "\N{GRINNING FACE}" * 70_000, "`\n\n`" * 50_000]
)
def test_a_comment_of_texts_of_any_size_fits(text):
    report = hostile(text)
    report = replace(
        report, changes=report.changes * 40, stale=report.stale * 40, left_out=report.left_out * 40
    )
    assert len(said(report, "markdown").encode("utf-16-le")) // 2 <= COMMENT_LIMIT


# as `test_workflow.py` shows by running it
def test_a_comment_begins_with_the_marker_that_the_workflow_looks_for():
    assert said(NONE, "markdown").startswith(f"{MARKER}\n")


# --- annotations ----------------------------------------------------------------------------------


def test_what_is_not_safe_is_annotated_at_its_line_of_the_head():
    first, *rest = annotations(SMALL)
    assert first == (
        "::error file=spec/schemas/orders.yaml,line=14,"
        "title=wire%3A breaking%2C Python%3A breaking (request-property-became-required)"
        "::Execution.title: property `title` became required; reaches 2 operations"
        "%0APython: `Execution.title` has to be given%0ASend it."
        '%0AWrite `Execution(title=…)`, or give "title" in the dict.'
    )
    assert [line.partition(" ")[0] for line in rest] == [
        "::error",
        "::notice",
        "::notice",
        "::error",
    ]
    assert said(SMALL, "github").splitlines() == [first, *rest]
    assert annotations(NONE) == []


def test_an_acceptance_that_accepts_nothing_is_annotated_at_its_own_line():
    only = replace(SMALL, changes=(), failing=())
    title = "title=An accepted break that accepts nothing"
    says = "`gone` at `There` accepts nothing: the change is gone; remove the entry"
    assert annotations(only) == [f"::error file=spec/accepted-breaks.yaml,line=4,{title}::{says}"]
    assert annotations(replace(only, fail_on=None)) == [
        f"::warning file=spec/accepted-breaks.yaml,line=4,{title}::{says}"
    ]
    nowhere = replace(only, stale=("a", "b"), stale_at=())
    assert annotations(nowhere) == [f"::error {title}::a", f"::error {title}::b"]


def test_what_is_gone_is_annotated_at_the_line_that_is_nearest_to_it():
    last = annotations(SMALL)[-2]
    assert "file=spec/paths/things.yaml,line=6,title=" in last
    assert last.endswith("%0Aaccepted: Nobody called it (ada)%0Awas in spec/paths/things.yaml:7")
    (nowhere,) = annotations(replace(SMALL, changes=(replace(REMOVED, near=None),), stale=()))
    assert "file=spec/paths/things.yaml,title=" in nowhere


def test_a_break_that_fails_nothing_is_a_warning():
    levels = [
        line.partition(" ")[0]
        for line in annotations(replace(SMALL, fail_on="wire", failing=(REQUIRED,)))
    ]
    assert levels == ["::error", "::warning", "::notice", "::notice", "::error"]


def test_no_more_is_annotated_than_a_forge_shows_and_the_rest_is_counted():
    lines = annotations(large())
    levels = [line.partition(" ")[0] for line in lines]
    assert levels == ["::warning"] * 10 + ["::notice"] * 10
    assert [line for line in lines if "more of this kind" in line] == [lines[9], lines[19]]
    places = [max(1, index % 5 * 2) for index in range(300)]
    assert lines[9].endswith(
        f"%0Aand {sum(places[2::3]) - 10} more of this kind, which are in the report"
    )


@pytest.mark.parametrize("attack", MORE_ATTACKS)
def test_an_annotation_is_one_command_whatever_it_says(attack):
    for line in annotations(hostile(attack)):
        assert line.isprintable()
        properties, _, message = line.removeprefix("::").partition("::")
        assert re.fullmatch(r"(warning|notice) (file=[^,:]*,(line=3,)?)?title=[^,:]*", properties)
        assert not re.search(r"%(?!25|3A|2C|0A)", properties + message)
        assert "%0A" not in properties
        assert len(message.split("%0A")) <= 6


# --- hostile text ---------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", MORE_ATTACKS[:-2])
def test_text_of_a_document_never_becomes_markup_of_the_page(attack):
    spans = ("code",)
    plain = [tag for tag in Page(said(hostile("harmless"), "html")).tags if tag != spans]
    text = said(hostile(attack), "html")
    assert [tag for tag in Page(text).tags if tag != spans] == plain
    assert text.count("</script>") == text.count("</style>") == 1
    assert not hidden(text)


@pytest.mark.parametrize("attack", MORE_ATTACKS[:-2])
def test_text_of_a_document_never_becomes_markup_of_the_comment(attack):
    plain = [tag for tag in tags_of_comment(said(hostile("harmless"), "markdown")) if tag != "code"]
    text = said(hostile(attack), "markdown")
    tags = [tag for tag in tags_of_comment(text) if tag != "code"]
    assert tags == plain
    assert not hidden(text)


def test_a_comment_mentions_nobody_and_links_nothing():
    text = said(
        hostile("@octocat me@octocat #1 GH-2 https://example.com www.example.com"), "markdown"
    )
    shown = html.unescape(MarkdownIt("commonmark", {"html": True}).render(text))
    prose = re.sub(r"<code.*?</code>", "", shown, flags=re.DOTALL)
    assert "octocat" in prose
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.", prose)


@pytest.mark.parametrize("attack", MORE_ATTACKS)
def test_text_of_a_document_cannot_steer_a_terminal(attack):
    assert not hidden(said(hostile(attack), "text"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("attack", MORE_ATTACKS)
def test_every_form_of_any_text_can_be_written(attack, form):
    said(hostile(attack), form).encode("utf-8")
    said(hostile(attack, verdicts=False), form).encode("utf-8")


def hidden(text: str) -> set[str]:
    return {character for character in text if not character.isprintable()} - {"\n"}


# --- the workflow ---------------------------------------------------------------------------------


def test_the_workflow_of_pull_requests_has_no_more_rights_than_it_needs():
    workflow = written_yaml.read(WORKFLOW.read_text(encoding="utf-8"))
    assert list(workflow[True]) == ["pull_request"]
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    steps = workflow["jobs"]["review"]["steps"]
    assert steps[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
