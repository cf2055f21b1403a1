"""Accepted breaks: what the file may say, and what it does to the changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.document.diagnostics import DocumentError
from generator.review.accepted import Accepted, apply, load, parse
from generator.review.model import Change, Side

GONE = Change("operation-removed", "`GET /x` is gone", "GET /x", wire="breaking", python="breaking")
ENTRY = Accepted("operation-removed", "GET /x", "nobody calls it", "Ada")
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
    assert (one.rule, one.where, one.reason, one.author) == ("operation-removed", "GET /x", "nobody calls it", "Ada")
    assert [str(each.location) for each in (one, two)] == ["accepted.yaml:2:3", "accepted.yaml:6:3"]


@pytest.mark.parametrize("content", [b"", b"# nothing yet\n", b"[]\n", b"---\n# still nothing\n"])
def test_a_file_may_accept_nothing(content: bytes) -> None:
    assert parse(content, "accepted.yaml") == []


def test_no_file_accepts_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "none.yaml") == []


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^spec/a\.yaml:1:1: ACC001 cannot be read"):
        load(tmp_path, "spec/a.yaml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{rule: x}\n", "ACC002 a list of accepted breaks is expected"),
        (b"- x\n", ":1:3: ACC002 a mapping with `rule`, `where`, `reason` and `author` is expected"),
        (b"- {rule: a, where: b, reason: c}\n", ":1:3: ACC002 `author` is missing"),
        (b"- {rule: a, where: b, reason: c, author: 7}\n", ":1:42: ACC002 `author` is no text"),
        (b"- {rule: a, where: b, reason: ' ', author: d}\n", "`reason` is no text"),
        (b"- {rule: a, where: b, reason: c, auther: d}\n", "there is no `auther` here; did you mean `author`?"),
        (b"- {rule: a, where: b, reason: c, author: d}\n" * 2, "ACC003 `a` at `b` is accepted in line 1 already"),
        (b"- {rule: a, where: [], reason: c, author: d}\n", ":1:20: ACC002 `where` lists no place"),
        (b"- {rule: a, where: [b, 7], reason: c, author: d}\n", ":1:24: ACC002 a place of `where` is no text"),
        (b"- {rule: a, where: [b, b], reason: c, author: d}\n", "ACC003 `a` at `b` is accepted in line 1 already"),
        (b"- {rule: a, rule: b}\n", "SRC"),
        (b"- [\n", "SRC"),
        (b"\xff\xfe", "ACC001 not UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content: bytes, message: str) -> None:
    lines = _wrong(content)
    assert any(message in line for line in lines)
    assert all(line.startswith("spec/accepted-breaks.yaml:") for line in lines)


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert len(_wrong(b"- {rule: a}\n- 7\n")) == 4


def test_an_accepted_break_stays_and_says_why() -> None:
    (change,), stale = apply([GONE], [ENTRY])
    assert change == replace(GONE, accepted="nobody calls it (Ada)")
    assert stale == ()


def test_an_entry_may_list_the_places_of_an_edit_and_each_expires_by_itself() -> None:
    entries = parse(b"- rule: operation-removed\n  where: [GET /x, GET /y]\n  reason: unused\n  author: Ada\n", "a.yaml")
    (change,), (stale,) = apply([GONE], entries)
    assert change.accepted == "unused (Ada)"
    assert stale == "a.yaml:2: `operation-removed` at `GET /y` accepts nothing: the change is gone; remove the entry"


def test_an_entry_may_name_what_python_sees() -> None:
    joined = replace(GONE, code=Side("python-method-removed", "client.x.y", "`client.x.y` is gone"))
    (change,), stale = apply([joined], [Accepted("python-method-removed", "client.x.y", "renamed", "Bob")])
    assert change.accepted == "renamed (Bob)"
    assert stale == ()


def test_what_is_not_known_to_be_safe_can_be_accepted() -> None:
    (change,), _ = apply([replace(GONE, wire="unknown", python="safe")], [ENTRY])
    assert change.accepted is not None


def test_an_entry_whose_change_is_gone_is_stale() -> None:
    assert apply([], parse(FILE, "a.yaml"))[1] == (
        "a.yaml:2: `operation-removed` at `GET /x` accepts nothing: the change is gone; remove the entry",
        "a.yaml:6: `python-method-removed` at `client.x.y` accepts nothing: the change is gone; remove the entry",
    )


def test_an_entry_about_a_whole_group_is_told_to_list_its_places() -> None:
    _, (stale,) = apply([GONE], [replace(ENTRY, where="GET /x and 3 more")])
    assert "is about several places; list them, `GET /x` and the others, as `where`" in stale


def test_an_entry_about_another_rule_says_which_it_is() -> None:
    (change,), (stale,) = apply([GONE], [replace(ENTRY, rule="operation-moved")])
    assert change.accepted is None
    assert "the change there is `operation-removed`" in stale


def test_an_entry_about_what_is_safe_is_stale() -> None:
    (change,), (stale,) = apply([replace(GONE, wire="safe", python="safe")], [ENTRY])
    assert change.accepted is None
    assert "is safe now" in stale
