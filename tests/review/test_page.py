"""The page in a real browser: on a phone, in the dark, without scripts, by keyboard, on paper, and
under attack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from generator.review.model import Report
from generator.review.report import render_report
from tests.review.browser import CHROMIUM, Browser, launched
from tests.review.reports import NONE, SMALL, TO_ACCEPT, hostile, large
from tests.test_documents import ATTACKS

TEMPLATES = Path(__file__).parents[2] / "templates"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not here")

# Of every element that shows text of its own: the ratio of contrast to what is behind it (WCAG 2.2,
# section 1.4.3).
CONTRASTS = """
(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const channel = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const color = parts(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || ["SCRIPT", "OPTION"].includes(node.tagName) || !node.getClientRects().length) continue;
    const [a, b] = [light(parts(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
  }
  return found;
})()
"""
# What reaches out of the window, or of the element that it is in.
TOO_WIDE = """
[...document.querySelectorAll("body *")]
  .filter((node) => node.getClientRects().length && !node.closest(".unseen, .skip, option"))
  .filter((node) => {
    const card = node.closest("article, form, pre, .card")?.getBoundingClientRect() ?? {left: 0, right: innerWidth};
    const {left, right} = node.getBoundingClientRect();
    return right > card.right + 0.5 || left < card.left - 0.5;
  })
  .map((node) => `${node.tagName}.${node.className}`)
"""
SHOWN = (
    "[...document.querySelectorAll('article')].filter((node) => "
    "node.checkVisibility()).map((node) => node.id)"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Browser]:
    with launched(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def page(tmp_path):
    def write(report: Report) -> Path:
        file = tmp_path / "review.html"
        file.write_text(render_report(report, "html", TEMPLATES), encoding="utf-8")
        return file

    return write


WIDE = replace(
    SMALL,
    changes=tuple(
        replace(
            change,
            where="A" * 200,
            before="b" * 300,
            after="c " * 200,
            classes=("D" * 150,),
            example=f'"{"e" * 200}"',
        )
        for change in SMALL.changes
    ),
    changelog="- " + "f" * 300,
)


@pytest.mark.parametrize("report", [SMALL, WIDE, NONE], ids=["small", "wide", "none"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_reaches_out_of_the_window(browser, page, report, width):
    browser.open(page(report), width=width)
    assert browser.value("document.documentElement.scrollWidth") == width
    assert browser.value(TOO_WIDE) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_told_from_its_background(browser, page, dark):
    browser.open(page(SMALL), dark=dark)
    assert browser.value(CONTRASTS) == []
    background = browser.value(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (max(background) < 64) == dark


def test_the_page_asks_for_nothing_and_breaks_no_rule_of_its_own(browser, page):
    file = page(SMALL)
    browser.open(file)
    assert browser.value("document.querySelector('#filters').hidden") is False
    assert browser.requests == [file.as_uri()]
    assert browser.messages == []


def test_filters_narrow_what_is_shown(browser, page):
    browser.open(page(SMALL))
    everything = [f"change-{number}" for number in range(1, 6)]
    assert browser.value(SHOWN) == everything

    browser.value("document.querySelector('[name=wire][value=safe]').click()")
    assert browser.value(SHOWN) == ["change-1", "change-3", "change-5"]
    browser.value("document.querySelector('[name=python][value=breaking]').click()")
    assert browser.value(SHOWN) == ["change-3"]
    assert browser.value("document.querySelector('#shown').textContent") == "1 of 5 shown"
    headings = (
        "[...document.querySelectorAll('.group h2')].filter((node) => "
        "node.checkVisibility()).map((n) => n.innerText)"
    )
    assert browser.value(headings) == ["Cannot tell 1"]

    browser.value("document.querySelector('[type=reset]').click()")
    browser.value("new Promise((done) => setTimeout(done, 50))")
    assert browser.value(SHOWN) == everything

    browser.value(
        "(() => { const menu = document.querySelector('select');"
        " menu.value = [...menu.options].find((option) => option.text === 'things').value;"
        " menu.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )
    assert browser.value(SHOWN) == ["change-5"]
    browser.value("document.querySelector('[type=reset]').click()")
    browser.value("new Promise((done) => setTimeout(done, 50))")

    browser.value("document.querySelector('[type=search]').focus()")
    browser("Input.insertText", text="get /orders")
    assert browser.value(SHOWN) == ["change-1", "change-2", "change-4"]
    browser("Input.insertText", text=" nowhere")
    assert browser.value(SHOWN) == []
    assert browser.value("document.querySelector('#none').checkVisibility()") is True


def test_a_link_to_a_change_that_is_filtered_away_shows_it(browser, page):
    browser.open(page(SMALL))
    browser.value("document.querySelector('[name=wire][value=breaking]').click()")
    assert "change-1" not in browser.value(SHOWN)
    browser.value("(location.hash = '#change-1', new Promise((done) => setTimeout(done, 100)))")
    assert "change-1" in browser.value(SHOWN)


def test_everything_is_there_without_scripts(browser, page):
    report = large(30)
    browser.open(page(report), scripts=False)
    document = browser("DOM.getDocument", depth=0)["root"]["nodeId"]

    def found(selector: str) -> list[int]:
        return browser("DOM.querySelectorAll", nodeId=document, selector=selector)["nodeIds"]

    assert len(found("article")) == 30
    assert len(found("article details[open] .operations li")) == sum(
        len(change.reach) for change in report.changes
    )
    assert len(found("article details:not([open], .accept)")) == 0
    (form,) = found("#filters[hidden]")
    assert form


def test_long_lists_are_folded_on_the_screen_and_open_on_paper(browser, page):
    browser.open(page(large(30)))
    folded = "document.querySelectorAll('article details:not([open], .accept)').length"
    assert browser.value(folded) > 0
    browser.value("dispatchEvent(new Event('beforeprint'))")
    assert browser.value(folded) == 0
    browser.prefer("prefers-color-scheme", "dark", media="print")
    assert browser.value("document.querySelector('search').checkVisibility()") is False
    assert browser.value("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert browser.value(CONTRASTS) == []
    browser.value("dispatchEvent(new Event('afterprint'))")
    assert browser.value(folded) > 0


BODIES = (
    "[...document.querySelectorAll('details.body[open]')].map((node) => node.closest('article').id)"
)


def test_of_few_changes_those_that_need_a_decision_are_open_and_of_many_none(browser, page):
    browser.open(page(SMALL))
    assert browser.value(BODIES) == ["change-1", "change-2", "change-3"]
    browser.open(page(large()))
    assert browser.value(BODIES) == []
    browser.value("document.querySelector('#unfold').click()")
    assert len(browser.value(BODIES)) == 300
    browser.value("document.querySelector('#fold').click()")
    assert browser.value(BODIES) == []
    browser.value("(location.hash = '#change-7', new Promise((done) => setTimeout(done, 100)))")
    assert browser.value(BODIES) == ["change-7"]
    browser.value("dispatchEvent(new Event('beforeprint'))")
    assert len(browser.value(BODIES)) == 300
    browser.value("dispatchEvent(new Event('afterprint'))")
    assert browser.value(BODIES) == ["change-7"]


def test_a_change_is_found_by_what_it_is_about(browser, page):
    browser.open(page(SMALL))
    browser.value("document.querySelector('[type=search]').focus()")
    browser("Input.insertText", text="execution.title")
    assert browser.value(SHOWN) == ["change-1"]


def test_what_accepts_a_break_can_be_unfolded_by_keyboard_and_selected(browser, page):
    browser.open(page(SMALL), width=390)
    browser.value("document.querySelector('.accept summary').focus()")
    browser.press("Enter")
    shown = (
        "document.querySelector('.accept pre').checkVisibility() && "
        "document.querySelector('.accept pre').innerText"
    )
    assert browser.value(shown).strip() == TO_ACCEPT.strip()
    assert browser.value("document.documentElement.scrollWidth") == 390


def test_the_page_can_be_used_by_keyboard_and_read_aloud(browser, page):
    browser.open(page(SMALL), width=360, height=740)
    browser.press("Tab")
    assert browser.value("document.activeElement.textContent") == "Skip to the changes"
    assert browser.value("document.activeElement.getBoundingClientRect().top >= 0") is True
    browser.press("Tab")
    assert browser.value("document.activeElement.name") == "wire"
    assert browser.value("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    nodes = browser("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    for role in ("main", "banner", "search", "form", "heading", "list"):
        assert role in roles, role
    named = {"checkbox", "combobox", "searchbox", "button", "link", "form", "region"}
    nameless = [
        node
        for node in nodes
        if node.get("role", {}).get("value") in named and not node["name"]["value"]
    ]
    assert nameless == []
    levels = browser.value(
        "[...document.querySelectorAll('h1, h2, h3')].map((node) => +node.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    small = (
        "[...document.querySelectorAll('label, select, input[type=search], button')].filter((n) "
        "=> n.offsetHeight < 24).length"
    )
    assert browser.value(small) == 0


def test_nothing_moves_for_those_who_do_not_want_it(browser, page):
    browser.open(page(SMALL))
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    browser.prefer("prefers-reduced-motion", "no-preference")
    assert browser.value(behaviour) == "smooth"
    browser.prefer("prefers-reduced-motion", "reduce")
    assert browser.value(behaviour) == "auto"


@pytest.mark.parametrize(
    "attack", [*ATTACKS, "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"]
)
def test_text_of_a_document_runs_nothing(browser, page, attack):
    file = page(hostile(attack))
    browser.open(file, width=360)
    assert browser.messages == []
    assert browser.requests == [file.as_uri()]
    assert browser.value("document.documentElement.scrollWidth") == 360
    assert browser.value("document.querySelectorAll('article').length") == 2


def test_a_large_page_is_filtered_in_a_moment(browser, page):
    browser.open(page(large()))
    took = browser.value(
        "(() => { const start = performance.now(); "
        "document.querySelector('[name=wire][value=safe]').click();"
        " document.body.offsetHeight; return performance.now() - start; })()"
    )
    assert len(browser.value(SHOWN)) == 200
    assert took < 1_000
