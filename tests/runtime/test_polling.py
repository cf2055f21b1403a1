"""Work that takes long is asked for until it is done, has failed, or took too long."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest

from tests import packages

PACKAGE: Any = packages.Imported("polling")
POLLING: Any = packages.Imported("polling", "._runtime.polling")
MODELS: Any = packages.Imported("polling", ".models")

Answer = dict[str, Any] | int | httpx2.Response | Exception


class Machine:
    """A clock that only waits move, and an API whose answers are listed; the last comes again."""

    def __init__(self) -> None:
        self.now, self.waits = 1000.0, list[float]()
        self.answers: list[Answer] = []
        self.requests: list[httpx2.Request] = []
        self.deadlines: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        self.deadlines.append(float(request.extensions["timeout"]["read"]))
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(given, Exception):
            raise given
        if isinstance(given, httpx2.Response):
            return given
        if isinstance(given, int):
            return httpx2.Response(given)
        return httpx2.Response(200, json=given)

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.requests]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(POLLING._Course, "clock", staticmethod(made.clock))
    monkeypatch.setattr(POLLING._Course, "sleep", staticmethod(made.sleep))
    monkeypatch.setattr(PACKAGE.AsyncWorks, "_sleep", staticmethod(made.async_sleep))
    return made


Call = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, machine: Machine) -> Call:
    """Calls a method of either client, which is given by name."""
    settings = {"transport": httpx2.MockTransport(machine.answer), "max_retries": 0}

    def called(name: str, *arguments: Any, **keywords: Any) -> Any:
        resource, method = name.split(".")
        if request.param == "sync":
            with PACKAGE.Works(**settings) as client:
                return getattr(getattr(client, resource), method)(*arguments, **keywords)

        async def awaited() -> Any:
            async with PACKAGE.AsyncWorks(**settings) as client:
                return await getattr(getattr(client, resource), method)(*arguments, **keywords)

        return asyncio.run(awaited())

    return called


def job(status: Any, **more: Any) -> dict[str, Any]:
    return {"id": 7, "status": status, **more}


def test_what_the_work_gave_comes_when_it_is_done(run: Call, machine: Machine) -> None:
    done = job("done", output={"url": "https://works.example/7"})
    machine.answers = [job("new"), job("running"), job("a new state"), done]
    assert run("jobs.wait_for_job", 7) == "https://works.example/7"
    assert machine.paths == ["/jobs/7"] * 4
    assert machine.waits == [2, 3, 4.5]


def test_pauses_grow_up_to_half_a_minute_and_the_caller_may_set_the_first(
    run: Call, machine: Machine
) -> None:
    machine.answers = [*[job("new")] * 9, job("done")]
    run("jobs.wait_for_job", 7, interval=8, delay=1, timeout=None)
    assert machine.waits == [1, 8, 12, 18, 27, 30, 30, 30, 30, 30]
    machine.answers, machine.waits = [job("new"), job("new"), job("done")], []
    run("jobs.wait_for_job", 7, interval=90, timeout=None)
    assert machine.waits == [90, 90]


def test_a_pause_is_never_shorter_than_the_server_asks(run: Call, machine: Machine) -> None:
    later = httpx2.Response(200, json=job("new"), headers={"Retry-After": "17"})
    refused = httpx2.Response(429, headers={"Retry-After": "5"})
    busy = httpx2.Response(503, headers={"Retry-After": "9"})
    machine.answers = [later, refused, busy, job("done")]
    assert run("jobs.wait_for_job", 7) is None
    assert machine.waits == [17, 5, 9]


def test_work_that_failed_raises_with_its_state(run: Call, machine: Machine) -> None:
    machine.answers = [job("running"), job("error")]
    with pytest.raises(PACKAGE.PollingFailedError, match="its state is 'error'") as caught:
        run("jobs.wait_for_job", 7)
    assert caught.value.state == "error"
    assert type(caught.value.result) is MODELS.Job
    assert isinstance(caught.value, PACKAGE.errors.SDKError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.state) == (PACKAGE.PollingFailedError, "error")


def test_one_timeout_holds_for_all_of_it_and_says_the_last_state(
    run: Call, machine: Machine
) -> None:
    machine.answers = [job("running")]
    with pytest.raises(
        PACKAGE.PollingTimeoutError, match="60 seconds: its state is 'running'"
    ) as caught:
        run("jobs.wait_for_job", 7)
    assert (caught.value.state, caught.value.result.id) == ("running", 7)
    assert sum(machine.waits) <= 60
    assert caught.value.seconds == sum(machine.waits)
    assert isinstance(caught.value, TimeoutError)


def test_no_request_lasts_longer_than_what_is_left(run: Call, machine: Machine) -> None:
    machine.answers = [job("running")]
    with pytest.raises(PACKAGE.PollingTimeoutError):
        run("jobs.wait_for_job", 7, timeout=20, interval=5)
    assert machine.deadlines == pytest.approx([20, 15, 7.5], abs=0.2)
    with pytest.raises(PACKAGE.PollingTimeoutError):
        run("jobs.wait_for_job", 7, timeout=20, interval=5, options={"deadline": 3})
    assert machine.deadlines[3:] == pytest.approx([3, 3, 3], abs=0.2)


@pytest.mark.parametrize("passing", [503, 429, httpx2.ConnectError("no")])
def test_what_is_likely_to_pass_is_asked_again(
    run: Call, machine: Machine, passing: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    machine.answers = [passing, job("done")]
    with caplog.at_level(logging.WARNING):
        assert run("jobs.wait_for_job", 7) is None
    assert "waiting goes on" in caplog.text
    machine.answers = [passing]
    with pytest.raises(PACKAGE.PollingTimeoutError) as caught:
        run("jobs.wait_for_job", 7)
    assert caught.value.state is None


def test_what_is_not_likely_to_pass_is_raised(run: Call, machine: Machine) -> None:
    machine.answers = [404]
    with pytest.raises(PACKAGE.errors.NotFoundError):
        run("jobs.wait_for_job", 7)
    machine.answers = [{"no": "status"}]
    with pytest.raises(PACKAGE.errors.InvalidResponseError):
        run("jobs.wait_for_job", 7)
    assert machine.waits == []


def test_a_parameter_of_the_name_of_an_option_gives_way(run: Call, machine: Machine) -> None:
    machine.answers = [job("done")]
    run("jobs.wait_for_job", 7, timeout_query=9, timeout=1)
    assert machine.requests[0].url.params["timeout"] == "9"


def test_another_operation_gives_what_the_work_gave(run: Call, machine: Machine) -> None:
    machine.answers = [{"state": {"code": 0}}, {}, {"state": {"code": 3}}, {"lines": ["all"]}]
    with pytest.deprecated_call():
        report = run("jobs.wait_for_reporting", 7)
    assert report.lines == ["all"]
    assert machine.paths == ["/jobs/7/reporting"] * 3 + ["/jobs/7/report"]
    machine.answers = [{"state": {"code": 2}}, 404]
    with pytest.deprecated_call(), pytest.raises(PACKAGE.errors.NotFoundError):
        run("jobs.wait_for_reporting", 7)


def test_what_the_work_gave_is_asked_for_again_too_where_that_is_likely_to_pass(
    run: Call, machine: Machine
) -> None:
    busy = httpx2.Response(503, headers={"Retry-After": "9"})
    machine.answers = [{"state": {"code": 3}}, busy, 500, {"lines": ["all"]}]
    with pytest.deprecated_call():
        assert run("jobs.wait_for_reporting", 7).lines == ["all"]
    assert machine.paths == ["/jobs/7/reporting"] + ["/jobs/7/report"] * 3
    assert machine.waits == [9, 1.5]
    machine.answers = [{"state": {"code": 3}}, 500]
    with pytest.deprecated_call(), pytest.raises(PACKAGE.PollingTimeoutError) as caught:
        run("jobs.wait_for_reporting", 7, timeout=20)
    assert caught.value.state == 3


def test_the_extension_of_speakeasy_is_read(run: Call, machine: Machine) -> None:
    machine.answers = [{"ready": False}, {"ready": True}]
    assert run("clusters.wait_for_ready", "c").ready is True
    assert machine.waits == [1, 5]
    machine.answers = [{"ready": True, "phase": "stuck"}]
    with pytest.raises(PACKAGE.PollingFailedError):
        run("clusters.wait_for_gone", "c")
    machine.answers, machine.waits = [{"ready": False}], []
    with pytest.raises(PACKAGE.PollingTimeoutError) as caught:
        run("clusters.wait_for_ready", "c")
    assert caught.value.seconds < 1 + 5 * 12


def test_progress_is_a_function_or_a_line(
    run: Call, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[Any] = []
    machine.answers = [job("new"), job("done")]
    run("jobs.wait_for_job", 7, progress=told.append)
    assert told == [("new", 1, 0), ("done", 2, 2)]
    machine.answers = [job("new"), job("new"), job("done")]
    run("jobs.wait_for_job", 7, progress=True)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["state 'new', request 1, 0 s", "state 'done', request 3, 5 s"]
    machine.answers = [job("new")]
    with pytest.raises(PACKAGE.PollingTimeoutError):
        run("jobs.wait_for_job", 7, progress=True, interval=8, timeout=40)
    seconds = [line.rpartition(", ")[2] for line in capsys.readouterr().err.splitlines()]
    assert seconds == ["0 s", "20 s", "38 s"]  # asked after 8 seconds too


def test_a_state_that_is_true_is_not_one() -> None:
    assert POLLING._is_one_of(True, (True,))
    assert not POLLING._is_one_of(True, (1, "true"))
    assert not POLLING._is_one_of(1, (True,))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"timeout": -1}, "InvalidInputError"),
        ({"interval": "often"}, "InvalidInputError"),
        ({"delay": True}, "InvalidInputError"),
        ({"patience": 3}, "TypeError"),
        ({"options": {"patience": 3}}, "TypeError"),
    ],
)
def test_a_wrong_argument_is_said_before_anything_is_sent(
    run: Call, machine: Machine, wrong: dict[str, Any], error: str
) -> None:
    machine.answers = [job("done")]
    expected = getattr(PACKAGE.errors, error, TypeError)
    with pytest.raises(expected):
        run("jobs.wait_for_job", 7, **wrong)
    assert machine.requests == []


# --- over a socket --------------------------------------------------------------------------------


@contextmanager
def _working() -> Iterator[str]:
    """The address of a service whose work is done when it is asked for the third time."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = json.dumps(job("done" if len(asked) % 3 == 0 else "running")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_both_clients_wait_over_a_socket() -> None:
    told: list[Any] = []

    async def awaited(address: str) -> None:
        async with PACKAGE.AsyncWorks(base_url=address) as client:
            await client.jobs.wait_for_job(7, interval=0.01, progress=told.append)

    with _working() as address:
        with PACKAGE.Works(base_url=address) as client:
            client.jobs.wait_for_job(7, interval=0.01, progress=told.append)
        asyncio.run(awaited(address))
    assert [each.state for each in told] == ["running", "running", "done"] * 2
