"""What is unknown in a journal has two ways back: what became of it is marked, or it is sent again."""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from golden._runtime.errors import InvalidInputError, Problem, SDKError
from golden._runtime.journal import mark

from .test_batches import EITHER, WORKERS, Service, run, run_either, statuses, things


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def journal(tmp_path: Path, service: Service) -> Path:
    """The journal of a run of seven: two sent, two refused, two unknown, one that is not in it."""
    service.when |= {"2": 422, "4": 500}
    assert statuses(run(service, things(*range(6)), 2, journal=tmp_path / "run.jsonl")) == "ssrr??"
    service.when.clear()
    service.batches.clear()
    return tmp_path / "run.jsonl"


def test_what_is_marked_as_sent_is_not_sent_again_and_what_is_marked_as_unsent_is(
    service: Service, journal: Path
) -> None:
    mark(journal, {4: "sent", 5: "unsent"})
    assert statuses(run(service, things(*range(7)), 2, journal=journal)) == "SSssSss"
    assert service.sent == [2, 3, 5, 6]


@pytest.mark.skipif(os.name != "posix", reason="only here has a folder to be written as well")
def test_the_name_of_a_new_journal_is_on_disk_before_a_request_goes_out(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, sync, answer = set[int](), os.fsync, service.answer
    monkeypatch.setattr(
        os, "fsync", lambda number: (sync(number), synced.add(os.fstat(number).st_ino))
    )

    def look(request: httpx2.Request) -> httpx2.Response:
        assert tmp_path.stat().st_ino in synced
        return answer(request)

    service.transport = httpx2.MockTransport(look)
    assert statuses(run(service, things(1), 1, journal=tmp_path / "run.jsonl")) == "s"


def test_a_mark_is_one_line_on_disk(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, synced, sync = journal.read_bytes(), [], os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda number: (sync(number), synced.append(journal.read_bytes()))
    )
    mark(str(journal), {5: "refused", 4: "sent"})
    assert synced == [journal.read_bytes()]
    assert journal.read_bytes().removeprefix(before) == b'{"marked":{"refused":[5],"sent":[4]}}\n'


def test_a_mark_is_after_the_last_line_that_is_whole(service: Service, journal: Path) -> None:
    with journal.open("ab") as file:
        file.write(b'{"begun":{"6":"abc')
    mark(journal, {4: "sent", 5: "sent"})
    assert statuses(run(service, things(*range(7)), 2, journal=journal)) == "SSssSSs"


@pytest.mark.parametrize(
    ("statuses", "path", "what"),
    [
        (
            {4: "sent", 0: "unsent"},
            "statuses.0",
            "is sent in the journal: only what is unknown can be marked",
        ),
        (
            {4: "sent", 2: "sent"},
            "statuses.2",
            "is refused in the journal: only what is unknown can be marked",
        ),
        ({4: "sent", 6: "sent"}, "statuses.6", "is no index of an item that the journal has"),
        ({4: "sent", -1: "sent"}, "statuses.-1", "is no index of an item that the journal has"),
        ({4: "sent", True: "sent"}, "statuses", "is no index of an item that the journal has"),
        ({4: "sent", "5": "sent"}, "statuses", "is no index of an item that the journal has"),
        ({4: "sent", 5: "unknown"}, "statuses.5", "must be one of sent, refused, unsent"),
        ({4: "sent", 5: True}, "statuses.5", "must be one of sent, refused, unsent"),
        ({4: "sent", 5: ["sent"]}, "statuses.5", "must be one of sent, refused, unsent"),
        ([4, 5], "statuses", "must be a mapping of indices to statuses"),
    ],
)
def test_a_mark_that_makes_no_sense_is_refused_with_all_of_them(
    journal: Path, statuses: Any, path: str, what: str
) -> None:
    before = journal.read_bytes()
    with pytest.raises(InvalidInputError) as raised:
        mark(journal, statuses)
    assert raised.value.problems == (Problem(path, what),)
    assert journal.read_bytes() == before


def test_every_wrong_mark_is_told_at_once(journal: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"^statuses\.9: .*; statuses\.0: .*"):
        mark(journal, {9: "sent", 4: "sent", 0: "refused"})


def test_what_the_journal_says_already_may_be_marked_so_again(journal: Path) -> None:
    mark(journal, {4: "sent"})
    before = journal.read_bytes()
    mark(journal, {4: "sent", 0: "sent", 2: "refused"})
    mark(journal, {})
    assert journal.read_bytes() == before
    with pytest.raises(InvalidInputError, match=r"statuses\.4: is sent in the journal"):
        mark(journal, {4: "unsent"})


def test_only_a_journal_that_is_there_can_be_marked(tmp_path: Path, journal: Path) -> None:
    with pytest.raises(
        InvalidInputError, match=r"^journal: cannot be opened: No such file or directory$"
    ):
        mark(tmp_path / "other.jsonl", {0: "sent"})
    assert not (tmp_path / "other.jsonl").exists()
    for content in (b"", b"my notes\n"):
        notes = tmp_path / "notes.txt"
        notes.write_bytes(content)
        with pytest.raises(InvalidInputError, match="journal: is a file that is no journal"):
            mark(notes, {0: "sent"})
        assert notes.read_bytes() == content
    journal.write_bytes(journal.read_bytes() + b'{"marked":{"lost":[4]}}\n')
    with pytest.raises(InvalidInputError, match="journal: is damaged in line 8"):
        mark(journal, {4: "sent"})


def test_a_journal_is_not_marked_while_its_run_goes_on(tmp_path: Path) -> None:
    journal, service, entered, leave = (
        tmp_path / "run.jsonl",
        Service(),
        threading.Event(),
        threading.Event(),
    )
    answer = service.answer
    service.transport = httpx2.MockTransport(
        lambda request: (entered.set(), leave.wait(5), answer(request))[2]
    )
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(run, service, things(1, 2), 2, journal=journal)
        assert entered.wait(5)
        with pytest.raises(InvalidInputError, match="journal: cannot be locked"):
            mark(journal, {0: "unsent"})
        leave.set()
        assert statuses(first.result()) == "ss"


def test_a_mark_that_cannot_be_written_is_an_error_of_ours(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SDKError, match=r"^the journal cannot be written: No space left on device$"):
        mark(journal, {4: "sent"})


# Sending again


@EITHER
@WORKERS
def test_what_is_unknown_is_sent_again_on_demand_and_nothing_else_is(
    kind: str, workers: int, service: Service, journal: Path
) -> None:
    report = run_either(
        kind, service, things(*range(7)), 2, workers=workers, journal=journal, resend=True
    )
    assert statuses(report) == "SSsssss"
    assert service.sent == [2, 3, 4, 5, 6]
    assert statuses(run(service, things(*range(7)), 2, journal=journal, resend=True)) == "SSSSSSS"


@EITHER
@pytest.mark.parametrize("answer", [500, 400, httpx2.ConnectError("refused"), b"[]", 401])
def test_what_was_unknown_stays_so_until_it_is_known_to_be_sent(
    kind: str, service: Service, journal: Path, answer: Any
) -> None:
    """That the second attempt was refused says nothing of the first, and what is refused would be
    sent again.
    """
    service.when["4"] = answer
    report = run_either(kind, service, things(*range(6)), 2, journal=journal, resend=True)
    assert statuses(report) == "SSss??"
    assert isinstance(report[4].error, SDKError)
    service.batches.clear()
    assert statuses(run_either(kind, service, things(*range(6)), 2, journal=journal)) == "SSSS!!"
    assert service.batches == []


def test_what_was_to_be_sent_again_and_was_not_is_what_it_was_before(
    service: Service, journal: Path
) -> None:
    service.when["2"] = 401
    report = run(service, things(*range(7)), 2, journal=journal, resend=True)
    assert statuses(report) == "SSrr!!-"
    assert [outcome.error for outcome in report[4:]] == [None, None, None]


def test_an_item_that_is_sent_again_beside_one_that_is_invalid_stays_unknown_until_its_turn(
    service: Service, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two requests the journal has it as unknown: whatever ends the process there, it
    is not sent a third time.
    """
    lines: list[Any] = []
    answer = service.answer

    def look(request: httpx2.Request) -> httpx2.Response:
        lines.extend(map(json.loads, journal.read_bytes().splitlines()[7:]))
        return answer(request)

    service.transport = httpx2.MockTransport(look)
    report = run(service, [*things(0, 1, 2, 3, 4, 5), {}], 7, journal=journal, resend=True)
    assert statuses(report) == "SSssssr"
    assert [line["ended"] for line in lines if "ended" in line] == [
        {"refused": [6], "unsent": [2, 3], "unknown": [4, 5]}
    ]


@EITHER
@pytest.mark.parametrize("kept", [22, 40, -1])
def test_a_first_line_that_is_not_whole_was_never_relied_on_either(
    kind: str, service: Service, journal: Path, tmp_path: Path, kept: int
) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(journal.read_bytes().partition(b"\n")[0][:kept])
    with pytest.raises(InvalidInputError, match="is a file that is no journal of batches"):
        mark(cut, {0: "sent"})
    assert statuses(run_either(kind, service, things(*range(3)), 2, journal=cut)) == "sss"
    assert statuses(run_either(kind, service, things(*range(3)), 2, journal=cut)) == "SSS"


def test_a_file_of_another_kind_is_left_as_it_is(service: Service, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_bytes(b'{"journal":"mine"')
    with pytest.raises(InvalidInputError, match="is a file that is no journal of batches"):
        run(service, things(0), 1, journal=other)
    assert other.read_bytes() == b'{"journal":"mine"'


def test_a_line_that_is_nested_without_end_is_damage(service: Service, journal: Path) -> None:
    journal.write_bytes(journal.read_bytes().partition(b"\n")[0] + b"\n" + b"[" * 200_000 + b"\n")
    for call in (
        lambda: mark(journal, {4: "sent"}),
        lambda: run(service, things(*range(7)), 2, journal=journal),
    ):
        with pytest.raises(InvalidInputError, match=r"^journal: is damaged in line 2$"):
            call()


@pytest.mark.parametrize("path", ["a\0b", "\ud800", 5])
def test_what_is_no_path_is_no_journal(service: Service, path: Any) -> None:
    for call in (lambda: mark(path, {4: "sent"}), lambda: run(service, things(0), 1, journal=path)):
        with pytest.raises(InvalidInputError, match="journal: cannot be opened"):
            call()
