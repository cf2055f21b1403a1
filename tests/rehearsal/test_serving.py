"""The stand-in as its command: where it answers, what breaks a connection, and what it refuses to
start with.
"""

from __future__ import annotations

import re
import shlex
import socket
import subprocess

import httpx2
import pytest

from tests.rehearsal.__main__ import banner, main, options
from tests.rehearsal.faults import KINDS
from tests.servers import ROOT


def test_it_answers_on_this_machine_alone_and_says_what_it_is(live):
    port = httpx2.URL(live.address).port
    with socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", port))
    answer = live.client.get("/rehearsal")
    assert (answer.headers["X-Rehearsal"], answer.json()["rehearsal"]) == ("true", True)


def test_a_connection_breaks_before_or_after_the_call_was_acted_on(live):
    live.order("faults", next_of={"createContact": ["drop", "lose"]})
    for address, there in (("a@example.com", 404), ("b@example.com", 200)):
        with pytest.raises(httpx2.TransportError):
            live.client.post("/targets", json={"Email": address})
        assert live.client.get("/targets", params={"unicity": address}).status_code == there


def test_an_answer_is_cut_off_in_its_middle(live):
    live.order("faults", next=["cut"])
    with live.client.stream("GET", "/fields") as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx2.TransportError):
            answer.read()
    assert live.client.get("/fields").status_code == 200


@pytest.mark.parametrize("given", [{"late": 0.3, "faults": "slow:1"}, {"delay": 0.3}])
def test_an_answer_is_slow_by_a_fault_or_by_a_delay(live, given):
    live.order("reset", **given)
    with pytest.raises(httpx2.ReadTimeout):
        live.client.get("/fields", timeout=0.1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ca-file", "ca.pem"], "--ca-file goes with --tls"),
        (["--faults", "often"], "--faults: "),
        (
            ["--faults", "flood:0.1"],
            "no fault is called flood; there are drop, lose, cut, 503, 503-later, slow",
        ),
        (["--port", "70000"], "argument --port: a port is between 0 and 65535"),
        (["--delay", "-1"], "argument --delay: seconds are a number of at least 0"),
        (["--limit", "-1"], "argument --limit: calls are a number of at least 0"),
        (["--host", "0.0.0.0"], "unrecognized arguments: --host"),
    ],
)
def test_what_it_cannot_start_with_is_said(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--port", "0", *arguments])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_port_that_is_taken_is_one_line_and_exit_2(live, capsys):
    assert main(["--port", str(httpx2.URL(live.address).port)]) == 2
    assert re.fullmatch(r"error: .*in use.*\n", capsys.readouterr().err)


def test_the_help_names_every_fault_and_the_banner_how_to_use_it():
    text = options().format_help()
    assert all(kind in text for kind in KINDS)
    assert "NP6_BASE_URL=http://x NP6_API_KEY=rehearsal-key" in banner("http://x")


def test_make_rehearse_gives_what_it_is_told_to_the_stand_in():
    told = ["PORT=8001", "TLS=1", "CA_FILE=ca.pem", "FAULTS=0.1", "DELAY=0.2", "LIMIT=5", "SEED=3"]
    command = ["make", "--no-print-directory", "--dry-run", "rehearse", *told]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    given = options().parse_args(
        shlex.split(printed.replace("\\\n", " ").partition("tests.rehearsal ")[2])
    )
    assert (given.port, given.tls, str(given.ca_file)) == (8001, True, "ca.pem")
    assert (given.faults, given.delay, given.limit, given.seed) == ("0.1", 0.2, 5, 3)
