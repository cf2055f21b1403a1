"""Accepted breaks: what the file may say, and what it does to the changes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.document.diagnostics import DocumentError
from generator.review import accepted_file
from generator.review.accepted import apply, entry_for, told
from generator.review.accepted_file import RULES, Accepted, load_acceptances, parse
from generator.review.grouping import grouped
from generator.review.model import Acceptance, Change, PythonView
from generator.review.rules import RULES as REVIEW_RULES

GONE = Change("operation-removed", "`GET /x` is gone", "GET /x", wire="breaking", python="breaking")
JOINED = replace(
    GONE, code=PythonView("python-method-removed", "client.x.y", "`client.x.y` is gone")
)
ENTRY = Accepted("operation-removed", "GET /x", "nobody calls it", "Ada")
RENAMED = Accepted("python-method-removed", "client.x.y", "renamed", "Bob")
BOTH = Acceptance(("wire", "python"), "nobody calls it", "Ada")
FILE = b"""\
# Breaks that are meant.
- rule: operation-removed
  where: GET /x
  reason: nobody calls it
  author: Ada
- {rule: python-method-removed, where: client.x.y, reason: renamed, author: Bob}
"""


def _wrong(content: bytes) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        parse(content, "spec/accepted-breaks.yaml")
    return [str(diagnostic) for diagnostic in caught.value.diagnostics]


def test_a_file_is_a_list_of_entries_with_their_places() -> None:
    one, two = parse(FILE, "accepted.yaml")
    assert (one.rule, one.where, one.reason, one.author) == (
        "operation-removed",
        "GET /x",
        "nobody calls it",
        "Ada",
    )
    assert [str(each.location) for each in (one, two)] == ["accepted.yaml:2:3", "accepted.yaml:6:3"]


def test_an_entry_may_name_the_verdicts_that_it_accepts() -> None:
    entry = b"- {rule: path-removed, where: b, reason: c, author: d, verdicts: %s}\n"
    verdicts = {b"wire": ("wire",), b"[python]": ("python",), b"[python, wire]": ("wire", "python")}
    for text, expected in verdicts.items():
        assert parse(entry % text, "a.yaml")[0].verdicts == expected
    assert len(parse(entry % b"wire" + entry % b"python", "a.yaml")) == 2


@pytest.mark.parametrize("content", [b"", b"# nothing yet\n", b"[]\n", b"---\n# still nothing\n"])
def test_a_file_may_accept_nothing(content: bytes) -> None:
    assert parse(content, "accepted.yaml") == []


def test_no_file_accepts_nothing(tmp_path: Path) -> None:
    assert load_acceptances(tmp_path / "none.yaml") == []


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^spec/a\.yaml:1:1: ACC001 cannot be read"):
        load_acceptances(tmp_path, "spec/a.yaml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{rule: x}\n", "ACC002 a list of accepted breaks is expected"),
        (
            b"- x\n",
            ":1:3: ACC002 a mapping with `rule`, `where`, `reason` and `author` is expected",
        ),
        (b"- {rule: path-removed, where: b, reason: c}\n", ":1:3: ACC002 `author` is missing"),
        (
            b"- {rule: path-removed, where: b, reason: c, author: 7}\n",
            ":1:53: ACC002 `author` is no text",
        ),
        (b"- {rule: path-removed, where: b, reason: ' ', author: d}\n", "`reason` is no text"),
        (
            b"- {rule: path-removed, where: b, reason: c, auther: d}\n",
            "there is no `auther` here; did you mean `author`?",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: d}\n" * 2,
            "ACC003 `path-removed` at `b` is accepted in line 1 already",
        ),
        (
            b"- {rule: path-removed, where: [], reason: c, author: d}\n",
            ":1:31: ACC002 `where` lists no place",
        ),
        (
            b"- {rule: path-removed, where: [b, 7], reason: c, author: d}\n",
            ":1:35: ACC002 a place of `where` is no text",
        ),
        (
            b"- {rule: path-removed, where: [b, b], reason: c, author: d}\n",
            "ACC003 `path-removed` at `b` is accepted in line 1 already",
        ),
        (
            b"- {rule: path-removed, where: b, reason: '\xe2\x80\xa6', author: d}\n",
            ":1:42: ACC002 `reason` is to be filled in",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: ...}\n",
            "ACC002 `author` is to be filled in",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: d, verdicts: []}\n",
            ":1:66: ACC002 `verdicts` is a list of `wire` and",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: d, verdicts: [wire, all]}\n",
            "`verdicts` is a list of `wire` and `python`",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: d, verdict: wire}\n",
            "no `verdict` here; did you mean `verdicts`?",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: d}\n"
            b"- {rule: path-removed, where: b, reason: c, author: d, verdicts: wire}\n",
            "ACC003 `path-removed` at `b` is accepted in line 1 already",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: d, what: [e]}\n",
            ":1:62: ACC002 `what` is no text",
        ),
        (
            b"- {rule: path-removed, where: b, reason: c, author: d, what: e}\n"
            b"- {rule: path-removed, where: b, reason: c, author: d}\n",
            ":2:3: ACC003 `path-removed` at `b` is accepted in line 1 already",
        ),
        (b"- {rule: path-removed, rule: b}\n", "SRC"),
        (b"- [\n", "SRC"),
        (b"\xff\xfe", "ACC001 not UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content: bytes, message: str) -> None:
    lines = _wrong(content)
    assert any(re.search(rf"{re.escape(message)}(?![A-Za-z])", line) for line in lines)
    assert all(line.startswith("spec/accepted-breaks.yaml:") for line in lines)


def test_what_is_unknown_is_marked_itself() -> None:
    wrong = _wrong(b"- {rule: path-removed, where: b, reason: c, author: d, auther: d}\n")
    assert wrong == [
        (
            "spec/accepted-breaks.yaml:1:56: ACC002 there is no `auther` here; did you mean "
            "`author`? (at #/0/auther)"
        )
    ]


def test_each_rule_of_the_file_says_why_and_what_to_do() -> None:
    assert [(rule.code, rule.severity) for rule in RULES] == [
        (f"ACC00{number}", "error") for number in (1, 2, 3)
    ]
    assert {rule.code: (rule.summary, rule.reason, rule.remedy) for rule in RULES} == {
        "ACC001": (
            "The file of accepted breaks cannot be read.",
            "What is accepted is not known, so nothing can be said about breaks.",
            "Save it as UTF-8 text that can be read.",
        ),
        "ACC002": (
            "An accepted break is not of the form.",
            "A break is accepted by its rule and its place, with a reason and an author; "
            "an entry without them accepts too much.",
            "Write a list of `{rule: …, where: …, reason: …, author: …}`, as the report names "
            "them; `where` may be a list of "
            "places, `verdicts: [wire, python]` accepts both verdicts of a change, `what` is the "
            "sentence of the one change "
            "that is accepted.",
        ),
        "ACC003": (
            "A break is accepted twice.",
            "Which of the reasons holds is not clear.",
            "Remove one of the entries.",
        ),
    }


def test_a_file_is_read_as_its_content_is(tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_bytes(FILE)
    assert load_acceptances(path) == parse(FILE, path.as_posix())
    assert load_acceptances(path, "a.yaml") == parse(FILE, "a.yaml")
    with pytest.raises(DocumentError) as caught:
        load_acceptances(tmp_path, "a.yaml")
    assert [each.message for each in caught.value.diagnostics] == ["cannot be read: Is a directory"]


def test_a_file_may_be_as_large_as_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepted_file, "MAX_BYTES", 2**20)
    assert parse(b"#" * 2**20, "a.yaml") == []
    assert _wrong(b"#" * (2**20 + 1)) == [
        "spec/accepted-breaks.yaml:1:1: ACC001 the file has more than 1 MiB"
    ]


def test_what_is_like_nothing_has_no_guess() -> None:
    (line,) = _wrong(b"- {rule: path-removed, where: b, reason: c, author: d, zzzz: d}\n")
    assert line.endswith("there is no `zzzz` here (at #/0/zzzz)")


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert _wrong(b"- {rule: path-removd}\n- 7\n- {}\n") == [
        "spec/accepted-breaks.yaml:1:3: ACC002 `where`, `reason` and `author` are missing (at #/0)",
        (
            "spec/accepted-breaks.yaml:1:10: ACC002 there is no rule `path-removd`; did you mean "
            "`path-removed`? (at #/0/rule)"
        ),
        (
            "spec/accepted-breaks.yaml:2:3: ACC002 a mapping with `rule`, `where`, `reason` and "
            "`author` is expected (at #/1)"
        ),
        (
            "spec/accepted-breaks.yaml:3:3: ACC002 `rule`, `where`, `reason` and `author` are "
            "missing (at #/2)"
        ),
    ]


def test_a_rule_that_does_not_exist_is_refused_unless_the_file_is_a_former_one() -> None:
    def entry(rule: str) -> bytes:
        return f"- {{rule: {rule}, where: b, reason: c, author: d}}\n".encode()

    (wrong,) = _wrong(entry("field-removed"))
    assert "there is no rule `field-removed`; did you mean `python-field-removed`?" in wrong
    (wrong,) = _wrong(entry("zzz"))
    assert wrong.endswith("there is no rule `zzz` (at #/0/rule)")
    for content in (entry("field-removed"), entry("zzz")):
        assert len(parse(content, "a.yaml", former=True)) == 1
    for rule in REVIEW_RULES:
        assert parse(entry(rule.id), "a.yaml")[0].rule == rule.id


def _apply(changes: list[Change], entries: list[Accepted]) -> tuple[list[Change], tuple[str, ...]]:
    """The changes, and what is said of entries that are new and accept nothing."""
    found, idle = apply(changes, entries)
    return found, told(idle, [])[0]


def test_an_accepted_break_stays_and_says_why() -> None:
    (change,), stale = _apply([GONE], [ENTRY])
    assert change == replace(GONE, acceptances=(BOTH,), accepted="nobody calls it (Ada)")
    assert change.open == "safe"
    assert stale == ()


def test_an_entry_may_list_the_places_of_an_edit_and_each_expires_by_itself() -> None:
    entries = parse(
        b"- rule: operation-removed\n  where: [GET /x, GET /y]\n  reason: unused\n  author: Ada\n",
        "a.yaml",
    )
    (change,), (stale,) = _apply([GONE], entries)
    assert change.accepted == "unused (Ada)"
    assert stale == (
        "a.yaml:2: `operation-removed` at `GET /y` accepts nothing: the change is gone; "
        "remove the entry"
    )


def test_accepting_the_wire_does_not_accept_python() -> None:
    (change,), stale = _apply([JOINED], [ENTRY])
    assert (change.accepted, change.acceptances) == (None, (replace(BOTH, verdicts=("wire",)),))
    assert (change.remains("wire"), change.remains("python"), change.open) == (
        "safe",
        "breaking",
        "breaking",
    )
    assert stale == ()


def test_accepting_python_does_not_accept_the_wire() -> None:
    (change,), stale = _apply([JOINED], [RENAMED])
    assert (change.accepted, change.acceptances) == (
        None,
        (Acceptance(("python",), "renamed", "Bob"),),
    )
    assert (change.remains("wire"), change.remains("python"), change.open) == (
        "breaking",
        "safe",
        "breaking",
    )
    assert stale == ()


def test_both_verdicts_are_accepted_by_two_entries_or_by_one_that_says_so() -> None:
    (change,), stale = _apply([JOINED], [ENTRY, RENAMED])
    assert (change.accepted, change.open, stale) == (
        "nobody calls it (Ada); renamed (Bob)",
        "safe",
        (),
    )
    for entry in (ENTRY, RENAMED):
        (change,), stale = _apply([JOINED], [replace(entry, verdicts=("wire", "python"))])
        assert (change.accepted, change.open, stale) == (
            f"{entry.reason} ({entry.author})",
            "safe",
            (),
        )


def test_a_verdict_that_an_entry_names_for_nothing_expires() -> None:
    safe = replace(JOINED, python="safe")
    _, (stale,) = _apply([safe], [replace(ENTRY, verdicts=("wire", "python"))])
    subject = "the verdict `python` of `operation-removed` at `GET /x`"
    assert stale == f"{subject} is safe and needs no acceptance; take it out of `verdicts`"


def test_what_a_rule_of_the_wire_does_to_python_alone_is_its_own() -> None:
    (change,), _ = _apply([GONE], [replace(ENTRY, verdicts=("wire",))])
    assert change.open == "breaking"
    (change,), _ = _apply([GONE], [ENTRY])
    assert change.open == "safe"


def test_what_is_not_known_to_be_safe_can_be_accepted() -> None:
    (change,), _ = _apply([replace(GONE, wire="unknown", python="safe")], [ENTRY])
    assert change.accepted is not None


def test_a_change_of_which_something_is_not_known_is_not_accepted_as_a_whole() -> None:
    (change,), _ = _apply([replace(JOINED, wire="unknown")], [RENAMED])
    assert (change.accepted, change.open) == (None, "unknown")


def test_an_entry_whose_change_is_gone_is_stale() -> None:
    assert _apply([], parse(FILE, "a.yaml"))[1] == (
        (
            "a.yaml:2: `operation-removed` at `GET /x` accepts nothing: the change is gone; "
            "remove the entry"
        ),
        (
            "a.yaml:6: `python-method-removed` at `client.x.y` accepts nothing: the change is "
            "gone; remove the entry"
        ),
    )


def test_an_entry_that_the_base_has_too_is_spent_and_fails_nothing() -> None:
    entries = parse(FILE, "a.yaml")
    _, idle = apply([], entries)
    stale, spent = told(idle, [replace(ENTRY, reason="other words")])
    assert stale == (
        (
            "a.yaml:6: `python-method-removed` at `client.x.y` accepts nothing: the change is "
            "gone; remove the entry"
        ),
    )
    assert spent == (
        (
            "a.yaml:2: `operation-removed` at `GET /x` is spent: the base has it already; remove "
            "the entry"
        ),
    )
    stale, spent = told(idle, None)
    assert (stale, len(spent)) == ((), 2)
    assert "the change is gone" in spent[0]


def test_an_entry_of_the_base_accepts_no_later_break_at_its_place() -> None:
    entries = parse(FILE, "a.yaml")
    (change,), idle = apply([JOINED], entries, entries[:1])
    assert (change.remains("wire"), change.remains("python")) == ("breaking", "safe")
    says = (
        "a.yaml:2: `operation-removed` at `GET /x` was for an earlier change, which the base has "
        "already; the change there now "
        "needs a new entry in its place, with another reason"
    )
    assert told(idle, entries[:1]) == ((), (says,))
    (change,), idle = apply([JOINED], entries, [replace(entries[0], where="GET /y"), entries[1]])
    assert (change.remains("wire"), change.remains("python"), len(idle)) == ("safe", "breaking", 1)


def test_an_entry_with_another_reason_is_new_and_what_cannot_be_known_is_accepted() -> None:
    entries = [replace(ENTRY, verdicts=("wire", "python"))]
    for known in (
        None,
        [],
        [ENTRY],
        [replace(entries[0], reason="other words")],
        [replace(entries[0], what="it is gone")],
    ):
        (change,), idle = apply([GONE], entries, known)
        assert (change.open, idle) == ("safe", ())
    (change,), (outlived,) = apply([GONE], entries, entries)
    assert (change.open, outlived.outlived) == ("breaking", True)


def test_an_entry_of_the_base_that_something_else_accepts_now_is_spent() -> None:
    former = replace(ENTRY, what="`GET /x` was `GET /w`", verdicts=("wire", "python"))
    new = replace(former, what=GONE.what, reason="nobody calls it any more")
    (change,), idle = apply([GONE], [former, new], [former])
    assert change.accepted == "nobody calls it any more (Ada)"
    assert told(idle, [former]) == (
        (),
        ("`operation-removed` at `GET /x` is spent: the base has it already; remove the entry",),
    )
    (change,), (outlived,) = apply([GONE], [former], [former])
    assert (change.open, outlived.outlived) == ("breaking", True)


def test_an_entry_may_quote_the_change_and_accepts_no_other_at_its_place() -> None:
    millisecond = replace(
        GONE, rule="request-values-removed", where="Unit", what='"MILLISECOND" no longer listed'
    )
    entries = parse(
        b'- rule: request-values-removed\n  where: Unit\n  what: >\n    "MILLISECOND" no\n    '
        b"longer listed\n"
        b"  reason: unused\n  author: Ada\n",
        "a.yaml",
    )
    (change,), stale = _apply([millisecond], entries)
    assert (change.open, stale) == ("safe", ())
    (change,), said = _apply(
        [replace(millisecond, what='"DAY", "MILLISECOND" no longer listed')], entries
    )
    assert change.open == "breaking"
    subject = (
        "a.yaml:1: `request-values-removed` at `Unit` accepts nothing: its `what` differs from"
    )
    assert said == (
        f'{subject} "\\"DAY\\", \\"MILLISECOND\\" no longer listed"; quote that as `what`',
    )


def test_an_entry_whose_quote_is_of_something_else_may_be_corrected_or_removed() -> None:
    """Of several sentences the nearest is named, where one is near."""
    _, (stale,) = _apply([GONE], [replace(ENTRY, what="the weather is fine")])
    assert stale.endswith(
        f'what changes there is "{GONE.what}"; correct its `what` or remove the entry'
    )
    others = [replace(GONE, what="`a` is gone from here"), replace(GONE, what="`b` became a text")]
    _, (stale,) = _apply(others, [replace(ENTRY, what="`b` became a  number")])
    assert stale.endswith('its `what` differs from "`b` became a text"; quote that as `what`')


def test_an_entry_at_a_place_that_is_called_nearly_so_names_the_place() -> None:
    change = replace(GONE, where="GET /things/{id} request")
    entry = replace(ENTRY, where="GET /things/{id} requests")
    _, (stale,) = _apply([change], [entry])
    assert stale == (
        "`operation-removed` at `GET /things/{id} requests` accepts nothing: its `where` is no place "
        "of such a change, the nearest is `GET /things/{id} request`; correct its `where`, or remove "
        "the entry if that is another change"
    )
    for other in (
        replace(entry, where="GET /pets"),
        replace(entry, rule="path-removed"),
        replace(entry, what="another sentence"),
    ):
        _, (stale,) = _apply([change], [other])
        assert stale.endswith("the change is gone; remove the entry")


def test_an_entry_by_a_rule_of_python_quotes_what_python_sees() -> None:
    (change,), _ = _apply([JOINED], [replace(RENAMED, what="`client.x.y` is gone")])
    assert change.remains("python") == "safe"
    (change,), (stale,) = _apply([JOINED], [replace(RENAMED, what=JOINED.what)])
    assert change.remains("python") == "breaking"
    assert stale.endswith('its `what` differs from "`client.x.y` is gone"; quote that as `what`')


def test_entries_that_quote_different_changes_are_not_the_same_break() -> None:
    entry = b"- {rule: path-removed, where: b, reason: c, author: d, what: %s}\n"
    assert [each.what for each in parse(entry % b"e" + entry % b"f", "a.yaml")] == ["e", "f"]
    assert "is accepted in line 1 already" in _wrong(entry % b"e" + entry % b"e")[0]


def test_an_entry_about_a_whole_group_is_told_to_list_its_places() -> None:
    _, (stale,) = _apply([GONE], [replace(ENTRY, where="GET /x and 3 more")])
    subject = "`operation-removed` at `GET /x and 3 more`"
    assert (
        stale
        == f"{subject} is about several places; list them, `GET /x` and the others, as `where`"
    )


def test_an_entry_about_another_rule_says_which_it_is() -> None:
    (change,), (stale,) = _apply([GONE], [replace(ENTRY, rule="path-removed")])
    assert change.accepted is None
    subject = "`path-removed` at `GET /x` accepts nothing"
    assert (
        stale == f"{subject}: the change there is `operation-removed`; correct or remove the entry"
    )
    others = [GONE, GONE, replace(GONE, rule="deprecated")]
    _, (stale,) = _apply(others, [replace(ENTRY, rule="path-removed")])
    assert stale == (
        f"{subject}: the change there is `operation-removed` and `deprecated`; correct or "
        "remove the entry"
    )


def test_an_entry_about_what_is_safe_is_stale() -> None:
    (change,), (stale,) = _apply([replace(GONE, wire="safe", python="safe")], [ENTRY])
    assert change.accepted is None
    assert stale.endswith("is safe on the wire and needs no acceptance; remove the entry")
    both = replace(ENTRY, verdicts=("wire", "python"))
    _, (stale,) = _apply([replace(GONE, wire="safe", python="safe")], [both])
    subject = "`operation-removed` at `GET /x`"
    assert (
        stale
        == f"{subject} is safe on the wire and in Python and needs no acceptance; remove the entry"
    )


def test_an_entry_about_the_safe_verdict_of_a_break_says_what_breaks() -> None:
    _, (stale,) = _apply([replace(JOINED, wire="safe")], [ENTRY])
    assert stale.endswith(
        "what breaks in Python is accepted by `python-method-removed` at `client.x.y`"
    )
    _, (stale,) = _apply([replace(JOINED, python="safe")], [RENAMED])
    subject = "`python-method-removed` at `client.x.y` is safe in Python and needs no acceptance"
    assert (
        stale
        == f"{subject}; what breaks on the wire is accepted by `operation-removed` at `GET /x`"
    )


# --- the entry that would accept a change ---------------------------------------------------------

ODD = (
    "GET /x/{id}: # no comment",
    "- [a, {b: c}] & *d | > ! % @ `e`",
    'it\'s "quoted" \\ and \u2026',
    "two\nlines\tand\x00 \x1b[31m \x7f\x85\u2028\ufeff",
    " spaces around ",
    "…",
    "null",
    "12:30",
    "\u202eright to left \U0001f600 \U000e0001",
    "```\n<!-- ${{ x }} -->\n::error::",
    "a" * 3000,
)


def _filled(text: str) -> bytes:
    """The entry with a reason and an author in place of the two marks."""
    entry, between, end = text.rsplit('"…"', 2)
    return f"{entry}'Agreed: it''s so'{between}Ada{end}".encode()


@pytest.mark.parametrize("where", ODD)
@pytest.mark.parametrize(
    "change", [GONE, JOINED, replace(JOINED, wire="safe"), replace(JOINED, python="safe")]
)
def test_the_entry_that_a_break_comes_with_accepts_it_once_it_is_filled_in(
    change: Change, where: str
) -> None:
    code = None if change.code is None else replace(change.code, where=where)
    change = replace(change, where=where, code=code)
    text = entry_for(change)
    assert all(line.isprintable() for line in text.splitlines())
    assert [line for line in _wrong(text.encode()) if "is to be filled in" in line][:2] == _wrong(
        text.encode()
    )
    (found,), stale = _apply([change], parse(_filled(text), "a.yaml"))
    assert (found.accepted, found.open, stale) == ("Agreed: it's so (Ada)", "safe", ())


def test_the_entry_of_an_edit_at_several_places_lists_them() -> None:
    members = [replace(JOINED, where=f"GET /{each}", before="a", after="b") for each in "xyz"]
    (group,) = grouped(members)
    text = entry_for(group)
    places = [f'  - "GET /{each}"' for each in "xyz"]
    what = '  what: "`GET /x` is gone"'
    assert text.splitlines()[:7] == [
        "- rule: operation-removed",
        "  where:",
        *places,
        what,
        "  verdicts: [wire, python]",
    ]
    found, stale = _apply(members, parse(_filled(text), "a.yaml"))
    assert ({change.open for change in found}, stale) == ({"safe"}, ())


def test_places_of_which_other_sentences_are_said_are_entries_of_their_own() -> None:
    codes = [
        PythonView("python-method-removed", f"client.{each}", f"`client.{each}` is gone")
        for each in "xyz"
    ]
    members = [
        replace(GONE, where=f"GET /{code.where}", wire="safe", code=replace(code, before="a"))
        for code in codes
    ]
    (group,) = grouped(members)
    text = entry_for(group)
    assert text.count("- rule: python-method-removed\n") == 3
    entries = parse(text.replace('"…"', "agreed").encode(), "a.yaml")
    found, stale = _apply(members, entries)
    assert ({change.open for change in found}, stale) == ({"safe"}, ())


def test_the_entry_is_about_what_is_left_to_accept() -> None:
    filled_in = '  reason: "…"\n  author: "…"\n'
    assert (
        entry_for(GONE)
        == f'- rule: operation-removed\n  where: "GET /x"\n  what: "`GET /x` is gone"\n{filled_in}'
    )
    (change,), _ = _apply([JOINED], [ENTRY])
    named = '- rule: python-method-removed\n  where: "client.x.y"\n  what: "`client.x.y` is gone"\n'
    assert entry_for(change) == f"{named}{filled_in}"
    (change,), _ = _apply([JOINED], [RENAMED])
    assert "verdicts" not in entry_for(change)
    assert "verdicts: [wire]" in entry_for(replace(GONE, python="unknown"))
    assert "verdicts" not in entry_for(replace(GONE, python="safe"))
    for safe in (replace(GONE, wire="unknown", python="unknown"), *_apply([GONE], [ENTRY])[0]):
        assert entry_for(safe) == ""


def test_changes_that_are_accepted_otherwise_are_no_one_edit() -> None:
    members = [
        replace(JOINED, before="a", after="b"),
        replace(JOINED, where="GET /y", before="a", after="b"),
    ]
    assert len(grouped(members)) == 1
    assert len(grouped(_apply(members, [ENTRY])[0])) == 2
