"""A report says the same in every form, fits where it is posted, and stays a report whatever a document says."""

from __future__ import annotations

import html
import html.parser
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from generator.document.diagnostics import Location
from generator.review.model import Occurrence, Report
from generator.review.report import COMMENT_LIMIT, FORMS, MARKER, annotations, render
from tests.review.reports import NONE, PATTERN, REMOVED, RENAMED, REQUIRED, SMALL, WORDS, hostile, large
from tests.test_documents import ATTACKS

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
WORKFLOW = ROOT / ".github" / "workflows" / "review.yml"
PEOPLE = ("text", "markdown", "html")
MORE_ATTACKS = [
    *ATTACKS,
    "\n\n</details><img src=x onerror=alert(1)>\n\n# heading\n\n- @octocat #1 GH-2 https://example.com www.example.com",
    '" onclick="alert(1)" x="\' autofocus onfocus=alert(1) x=\'',
    "</style></script><!-- --><![CDATA[ <svg/onload=alert(1)>",
    "\x1b[2J\x1b]0;title\x07 \x9b31m \ud800 \x00",
    "%0A::error::x\r\n::set-output name=code::0\n##[command]x",
    "``` \n~~~\n```\n`a` ``b`` `c | [d](e)` \\`f`",
    "",
    " ",
]


def said(report: Report, form: str) -> str:
    return render(report, form, TEMPLATES)


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


# --- the same in every form --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [SMALL, large(40)], ids=["small", "large"])
def test_verdicts_and_their_order_are_the_same_in_every_form(report):
    words = {"breaking": "breaking", "unknown": "cannot tell", "safe": "safe"}
    expected = [(words[each["wire"]], words[each["python"]]) for each in json.loads(said(report, "json"))["changes"]]
    articles = Page(said(report, "html")).articles
    assert [(words[each["data-wire"]], words[each["data-python"]]) for each in articles] == expected
    assert re.findall(r"verdict +wire: ([a-z ]+), Python: ([a-z ]+)\n", said(report, "text")) == expected
    assert re.findall(r"<summary>. wire: ([a-z ]+), . Python: ([a-z ]+) –", said(report, "markdown")) == expected


def test_the_worst_comes_first_and_what_is_accepted_last():
    order = [each["rule"] for each in json.loads(said(SMALL, "json"))["changes"]]
    assert order == [each.rule for each in (REQUIRED, RENAMED, PATTERN, WORDS, REMOVED)]


def test_json_has_the_keys_of_the_contract_in_their_order():
    data = json.loads(said(SMALL, "json"))
    assert list(data)[:4] == ["base", "head", "advice", "changes"]
    assert data["advice"] == {"api": "major", "sdk": "major"}
    first = data["changes"][0]
    assert list(first)[:10] == [
        *("rule", "wire", "python", "what", "before", "after", "reach", "origin", "base_location", "head_location")
    ]
    assert first["reach"] == [
        {"method": "POST", "path": "/orders/{id}/execution", "direction": "request"},
        {"method": "GET", "path": "/orders", "direction": "response"},
    ]
    assert (first["base_location"], first["head_location"]) == ("spec/schemas/orders.yaml:12", "spec/schemas/orders.yaml:14")
    assert data["changes"][-1]["head_location"] is None
    assert first["code"]["rule"] == "python-field-became-required"


@pytest.mark.parametrize("form", PEOPLE)
def test_people_read_all_of_it(form):
    text = said(SMALL, form)
    for part in (
        *("origin/main (7c1d2e3)", "working tree", "Execution.title", "optional", "required", "has to be given"),
        *("A caller that leaves the property out is refused.", "Send it.", "POST /orders/{id}/execution", "{}"),
        *("spec/schemas/orders.yaml:12", "spec/schemas/orders.yaml:14", "request-property-became-required"),
        *("vendor changed", "transcription corrected", "Nobody called it", "ada", "accepts nothing", "cannot be read"),
        *("8.1.0 becomes 9.0.0", "1.2.0 becomes 2.0.0", "### Changed", "cannot tell"),
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
        text.rindex(part) for part in (*parts, "Order.mark", "spec/schemas/orders.yaml:60 → 61", "A mark.", "The mark.")
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
    spots = tuple(Occurrence(f"Order.field_{number}", "property became required") for number in range(100))
    report = replace(SMALL, changes=(replace(REQUIRED, occurrences=spots),))
    assert "and 88 more, 100 places in all" in said(report, "text")
    assert "  - and 88 more" in said(report, "markdown")
    assert "Order.field_99" in said(report, "html")


def test_each_place_is_annotated_at_its_line_with_the_operations_that_it_reaches():
    spots = tuple(
        Occurrence(
            f"{name}.id", "became required", code=f"{name} is stricter", reach=REQUIRED.reach[:1], head=Location("a.yaml", line)
        )
        for name, line in (("Pet", 3), ("Owner", 9))
    )
    first, second = annotations(replace(SMALL, changes=(replace(REQUIRED, occurrences=spots),)))
    assert first.startswith("::warning file=a.yaml,line=3,")
    assert first.endswith("::Pet.id: became required; Python: Pet is stricter; reaches 1 operation")
    assert second.startswith("::warning file=a.yaml,line=9,")


@pytest.mark.parametrize("form", PEOPLE)
def test_no_api_change_is_said_when_there_is_none(form):
    assert "No API change." in said(NONE, form)
    assert "No API change in what could be judged." in said(replace(NONE, left_out=("A file is missing.",)), form)
    assert "No API change, 1 change of the package: 1 breaks Python code." in said(
        replace(NONE, changes=(RENAMED,), sdk="major"), form
    )
    assert "No API change" not in said(SMALL, form)


def test_an_accepted_break_counts_no_more_but_stays():
    report = replace(SMALL, changes=(REMOVED, WORDS), api="patch")
    for form in PEOPLE:
        assert "2 changes: 1 accepted." in said(report, form)
        assert "Accepted breaks" in said(report, form)


def test_a_form_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no form 'xml' of a report; there are text, markdown, html, json, github"):
        said(SMALL, "xml")


@pytest.mark.parametrize("form", FORMS)
def test_a_report_ends_with_one_line_end_and_has_no_trailing_spaces(form):
    text = said(SMALL, form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[ \t]\n|\n\n\n", text.partition("<style>")[0])


# --- the comment -------------------------------------------------------------------------------------------------------------


def test_a_comment_of_any_size_fits():
    assert len(said(large(30), "markdown")) < COMMENT_LIMIT
    assert " more change" not in said(large(30), "markdown")
    text = said(large(), "markdown")
    assert COMMENT_LIMIT * 0.95 < len(text) <= COMMENT_LIMIT < 65_536
    shown = text.count("wire: ")
    more = re.search(r"\*\*(\d+) more changes \((.*)\) did not fit", text)
    assert more is not None
    assert shown + int(more[1]) == 300
    assert sum(int(number) for number in re.findall(r"\d+", more[2])) == 300 - shown
    assert text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("text", ["x" * 100_000, "@1" * 50_000, "\N{GRINNING FACE}" * 70_000, "`\n\n`" * 50_000])
def test_a_comment_of_texts_of_any_size_fits(text):
    report = hostile(text)
    report = replace(report, changes=report.changes * 40, stale=report.stale * 40, left_out=report.left_out * 40)
    assert len(said(report, "markdown").encode("utf-16-le")) // 2 <= COMMENT_LIMIT


def test_a_comment_begins_with_the_marker_that_the_workflow_looks_for():
    assert said(NONE, "markdown").startswith(f"{MARKER}\n")
    assert f'startswith("{MARKER}")' in WORKFLOW.read_text(encoding="utf-8")


# --- annotations -------------------------------------------------------------------------------------------------------------


def test_what_is_not_safe_is_annotated_at_its_line_of_the_head():
    first, *rest = annotations(SMALL)
    assert first.startswith(
        "::warning file=spec/schemas/orders.yaml,line=14,title=wire%3A breaking%2C Python%3A breaking::Execution.title: "
    )
    assert [line.partition(" ")[0] for line in rest] == ["::warning", "::notice", "::notice"]
    assert "file=spec/paths/things.yaml,title=" in rest[-1]
    assert said(SMALL, "github").splitlines() == [first, *rest]
    assert annotations(NONE) == []


@pytest.mark.parametrize("attack", MORE_ATTACKS)
def test_an_annotation_is_one_command_whatever_it_says(attack):
    for line in annotations(hostile(attack)):
        assert line.isprintable()
        properties, _, message = line.removeprefix("::").partition("::")
        assert re.fullmatch(r"(warning|notice) file=[^,:]*,(line=3,)?title=[^,:]*", properties)
        assert not re.search(r"%(?!25|3A|2C)", properties + message)


# --- hostile text ------------------------------------------------------------------------------------------------------------


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
    text = said(hostile("@octocat me@octocat #1 GH-2 https://example.com www.example.com"), "markdown")
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


# --- the workflow ------------------------------------------------------------------------------------------------------------


def test_the_workflow_prints_the_report_before_it_fails_and_writes_nothing_from_forks():
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert list(workflow[True]) == ["pull_request"]
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    steps = workflow["jobs"]["review"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert "steps.review.outputs.code" in steps[-1]["if"]
    (comment,) = (step for step in steps if step.get("name") == "Comment")
    assert "head.repo.full_name == github.repository" in comment["if"]
    assert not [step for step in steps if "${{" in step.get("run", "")], "an expression in a script is code of a stranger"
