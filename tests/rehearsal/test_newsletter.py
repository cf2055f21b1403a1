"""The worked examples, as they stand, against the stand-in over TLS: the newsletters, and the three
that were there before.
"""

from __future__ import annotations

import csv
import logging
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from generator.document.examples import JsonValue
from tests.forked import run_program
from tests.rehearsal.serving import StandIn
from tests.servers import ROOT, environment
from tests.test_readme import PRINTED, README, STRICT, example, worked_examples

GENERATED = ROOT / "generated"
sys.path.insert(
    0, str(GENERATED)
)  # the scheduler of a cluster, which is in this process, reads what goes through it
EMAIL = {"Content-Type": "application/vnd.np6.cm.email"}
NEWSLETTERS = [ROOT / "docs" / name for name in ("newsletter.py", "newsletter_async.py")]
COURSES = ("silent", "open", "click", "unsubscribe", "complaint", "hard-bounce", "soft-bounce")


def readers(folder: Path, *addresses: str) -> Path:
    file = folder / "readers.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(
            [("email", "name"), *((address, address.partition("@")[0]) for address in addresses)]
        )
    return file


def run(live: StandIn, *arguments: object) -> subprocess.CompletedProcess[str]:
    variables = live.variables(PYTHONPATH=str(GENERATED))
    return run_program(Path.cwd(), *STRICT, *map(str, arguments), **variables)


def happened(file: Path) -> dict[str, list[str]]:
    """What the script wrote down of each reader; an event that is there twice counts once."""
    with file.with_suffix(".events.csv").open(encoding="utf-8", newline="") as opened:
        rows = {row[0]: row for row in csv.reader(opened)}
    told: dict[str, list[str]] = {}
    for _, at, what, reader in rows.values():
        assert re.match(r"20\d\d-\d\d-\d\d ", at)
        told.setdefault(reader.partition("@")[0], []).append(what)
    return told


def received(live: StandIn) -> Counter[str]:
    """How many messages each recipient has got."""
    return Counter(message["unicity"] for message in live.told("sent"))  # type: ignore[index,union-attr]


@pytest.mark.parametrize("script", NEWSLETTERS, ids=lambda script: script.stem)
def test_a_newsletter_goes_out_once_and_what_its_readers_do_is_written_down(live, tmp_path, script):
    addresses = [f"{course}@example.com" for course in COURSES]
    file = readers(tmp_path, *addresses)
    for pause in (0, 1.1):  # what is followed ends with a whole second
        time.sleep(pause)
        done = run(live, script, file)
        assert (done.returncode, done.stdout, done.stderr) == (
            0,
            "7 sent, 0 refused, 0 not known\n",
            "",
        )
    assert received(live) == Counter(addresses)
    assert happened(file) == {
        "silent": ["activation"],
        "open": ["activation", "open"],
        "click": ["activation", "open", "redirection"],
        "unsubscribe": ["activation", "open", "unsubscribe"],
        "complaint": ["activation", "open", "complaint"],
        "hard-bounce": ["activation", "hard bounce"],
        "soft-bounce": ["activation", "soft bounce"],
    }
    assert len(file.with_suffix(".events.csv").read_text(encoding="utf-8").splitlines()) == 16
    assert [call["operation"] for call in live.told("calls")].count("createAction") == 1
    assert "@" not in file.with_suffix(".journal").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", NEWSLETTERS, ids=lambda script: script.stem)
def test_with_faults_it_is_started_again_until_it_is_through_and_nobody_gets_it_twice(
    live, tmp_path, script
):
    live.order("reset", late=0.05, offset=-32)  # what it sends is old enough to be followed at once
    live.order("faults", next_of=FAULTS)
    addresses = [f"reader-{number}@example.com" for number in range(7)]
    file = readers(tmp_path, *addresses)
    runs = [run(live, script, file) for _ in range(3)]
    # Lost are the answers to the creation, to the test and to the messages: whether these were sent
    # nobody knows or guesses.
    assert [done.returncode for done in runs] == [1, 1, 0]
    assert all("Error: " in done.stderr for done in runs[:2])
    assert runs[2].stdout == "0 sent, 0 refused, 7 not known\n"
    assert received(live) == Counter(addresses)
    assert sum(live.told("state")["faults"].values()) == 10
    assert set(happened(file)) == {address.partition("@")[0] for address in addresses}


FAULTS: dict[str, JsonValue] = {
    "listActions": ["503"],
    "createAction": ["lose"],
    "createContact": ["drop", "", "lose", "", "cut"],
    "getAction": ["slow", "cut"],
    "validateAction": ["lose"],
    "sendActions": ["lose"],
    "listAllActionEvents": ["drop"],
}


def test_it_follows_until_it_is_killed_and_goes_on_from_there(live, tmp_path):
    file = readers(tmp_path, "click@example.com")
    command = [sys.executable, "-W", "ignore", str(NEWSLETTERS[0]), str(file), "0.1"]
    with subprocess.Popen(
        command, env=live.variables(PYTHONPATH=str(GENERATED)), stdout=subprocess.DEVNULL
    ) as following:
        try:
            wait_for(file, 3)
            (message,) = live.told("sent")
            recipient = {"type": "unicity", "value": ["colleague@example.com"]}
            live.client.post(
                f"/actions/{message['item']}/execution",
                json={"recipient": recipient},
                headers=EMAIL,
            )
            wait_for(file, 4)
        finally:
            following.kill()
    done = run(live, NEWSLETTERS[0], file)
    assert (done.returncode, done.stdout) == (0, "1 sent, 0 refused, 0 not known\n"), done.stderr
    told = happened(file)
    assert told["click"] == ["activation", "open", "redirection"]
    assert "activation" in told["colleague"]


def wait_for(file: Path, count: int) -> None:
    """Until so many events are written down."""
    written, end = file.with_suffix(".events.csv"), time.monotonic() + 20
    while not written.exists() or len(written.read_text(encoding="utf-8").splitlines()) < count:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("script", NEWSLETTERS, ids=lambda script: script.stem)
def test_who_is_no_contact_is_refused_alone_and_by_name(live, tmp_path, script):
    file = readers(tmp_path, "colleague@example.com", "nobody@example.com", "open@past.example.com")
    done = run(live, "-c", WITHOUT_CONTACTS, script, file)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "1 sent, 2 refused, 0 not known",
        "nobody@example.com: recipient not found",
        "open@past.example.com: recipient not found",
    ]


# A newsletter of which nobody provided the contacts.
WITHOUT_CONTACTS = """
import inspect, runpy, sys
from pathlib import Path
script, file = sys.argv[1:]
names = runpy.run_path(script)
main = names["main"]
async def nothing(*_): ...
is_async = inspect.iscoroutinefunction(main)
main.__globals__["provision"] = nothing if is_async else lambda *_: None
done = main(Path(file), None)
if is_async:
    import asyncio
    asyncio.run(done)
"""


@pytest.mark.parametrize("script", NEWSLETTERS, ids=lambda script: script.stem)
def test_a_newsletter_takes_110_lines_and_no_any(script, tmp_path):
    source = script.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 110
    assert not re.search(r"\bAny\b|type: ignore|model_extra", source)


@pytest.mark.parametrize("script", NEWSLETTERS, ids=lambda script: script.stem)
def test_a_newsletter_without_its_argument_says_what_it_takes(script):
    done = subprocess.run(
        [sys.executable, script],
        env=environment(PYTHONPATH=str(ROOT / "generated")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"usage: {script} READERS.csv [SECONDS]\n"


# --- the examples that were there before ----------------------------------------------------------


def test_the_first_example_of_the_readme_runs_against_the_stand_in(live):
    done = run(live, "-c", example(README, "Use the SDK", "python"))
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"success [0-9a-f-]{36}\n", done.stdout), done.stdout


@pytest.mark.parametrize("title", PRINTED)
def test_each_worked_example_runs_against_the_stand_in(live, tmp_path, monkeypatch, title):
    source = worked_examples()[title]
    monkeypatch.chdir(tmp_path)
    contacts(live, tmp_path / "contacts.csv", 3)
    done = run(live, "-c", source)
    assert done.returncode == 0, done.stderr
    match title:
        case "Write the bounces of a day to a CSV file":
            rows = (tmp_path / "bounces.csv").read_text(encoding="utf-8").splitlines()
            assert [row.partition(",")[2] for row in rows] == [
                "address,diagnostic",
                "hard-bounce@past.example.com,No such domain.",
                "soft-bounce@past.example.com,The mailbox is full.",
            ]
        case "Import contacts into a segment":
            assert re.fullmatch(r"3 contacts are in segment \d+\n", done.stdout)
        case _:
            assert done.stdout == "3 sent, 0 refused, 0 not known\n"
            assert received(live) == Counter(f"reader-{number}@example.com" for number in range(3))


def contacts(live: StandIn, file: Path, count: int) -> None:
    """Contacts of the account, and a file with their ids and names."""
    made = [
        live.client.post("/targets", json={"Email": f"reader-{number}@example.com"}).json()["id"]
        for number in range(count)
    ]
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("id", "name"), *((id, f"Reader {id}") for id in made)])


def test_a_cluster_sends_to_each_contact_once(live, tmp_path):
    from distributed import LocalCluster

    paths = [tmp_path / "contacts.csv"]
    contacts(live, paths[0], 30)
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - environment().keys():
            patch.delenv(name)
        for name, value in live.variables(PYTHONPATH=str(GENERATED)).items():
            patch.setenv(name, value)
        with LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster:
            done = run(
                live, ROOT / "docs" / "beyond_one_machine.py", cluster.scheduler_address, 42, *paths
            )
            assert (done.stdout, done.returncode) == ("30 sent, 0 refused, 0 not known\n", 0), (
                done.stderr
            )
    assert received(live) == Counter(f"reader-{number}@example.com" for number in range(30))
