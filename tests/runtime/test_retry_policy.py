"""Policies of the document: which statuses are repeated, after how long, how often; and what the
caller says instead.
"""

from __future__ import annotations

import socket
from typing import Any

import httpx2
import pytest

from tests import packages
from tests.runtime.conftest import listening
from tests.runtime.network_servers import read_head

PACKAGE: Any = packages.Imported("retry-policies")
POLICY: Any = packages.Imported("retry-policies", "._runtime.retry_policy")


class Service(httpx2.MockTransport):
    """Answers with one status over and over, or raises; `pauses` are those of the client."""

    def __init__(self, answer: int | Exception, **headers: str) -> None:
        super().__init__(self._answer)
        self.answer, self.headers, self.requests = answer, headers, 0
        self.now, self.pauses = 0.0, list[float]()

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return httpx2.Response(self.answer, headers=self.headers)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def client(self, draw: float = 1.0, **options: Any) -> Any:
        made = PACKAGE.RetryPolicies(transport=self, **options)
        made._sleep = self.sleep
        made._settings = made._settings._replace(clock=lambda: self.now, random=lambda: draw)
        return made


def attempts(call: str, answer: int | Exception, **options: Any) -> int:
    headers = options.pop("headers", {})
    service = Service(answer, **headers)
    resource, _, function = call.partition(".")
    with pytest.raises(PACKAGE.SDKError):
        getattr(getattr(service.client(), resource), function)(options=options)
    return service.requests


@pytest.mark.parametrize(
    ("call", "status", "is_repeated"),
    [
        ("things.list_things", 500, True),
        ("things.list_things", 404, True),
        ("things.list_things", 429, True),
        ("things.list_things", 408, False),  # not listed
        ("things.create_thing", 404, True),  # refused
        ("things.create_thing", 429, True),
        ("things.create_thing", 500, False),  # it may have acted
        ("things.change_thing", 502, True),  # listed for this very operation
        ("things.change_thing", 500, False),
        ("things.change_thing", 429, False),
        ("things.replace_things", 503, False),  # none at all
        ("others.list_others", 409, True),
        ("others.list_others", 503, False),
        ("others.create_other", 503, True),  # no list: what holds without a policy
        ("others.create_other", 409, False),
    ],
)
def test_the_listed_statuses_are_repeated_and_no_others(
    call: str, status: int, is_repeated: bool
) -> None:
    assert (attempts(call, status) > 1) is is_repeated


def test_a_refusal_with_a_pause_is_repeated_and_a_caller_says_what_may_be() -> None:
    assert attempts("things.create_thing", 503, headers={"Retry-After": "1"}) > 1
    assert attempts("things.create_thing", 500, retry="safe", max_retries=4) == 5
    assert attempts("things.change_thing", 502, retry="unsafe") == 1
    assert attempts("things.list_things", 500, max_retries=0) == 1
    assert attempts("things.replace_things", 500, max_retries=1) == 2


def test_an_attempt_without_an_answer() -> None:
    unsent, cut_off = httpx2.ConnectError("refused"), httpx2.ReadError("reset")
    assert attempts("things.create_thing", unsent) > 1
    assert attempts("things.create_thing", cut_off) == 1
    assert attempts("things.list_things", cut_off) > 1
    assert attempts("things.change_thing", unsent) == 1
    assert attempts("others.create_other", unsent) == 1


def test_pauses_grow_as_the_policy_has_it_and_end_in_time() -> None:
    service = Service(500)
    with pytest.raises(PACKAGE.ServerError):
        service.client().things.list_things()
    assert service.pauses == [1, 2, 4, 4, 4, 4]  # 20 seconds at most
    low = Service(500)
    with pytest.raises(PACKAGE.ServerError):
        low.client(draw=0.0).things.list_things()
    assert low.pauses[:4] == [0.5, 1, 2, 2]
    many = Service(409)
    with pytest.raises(PACKAGE.ConflictError):
        many.client().others.list_others()
    assert many.pauses == [0.25, 0.5, 1, 2, 4]
    short = Service(500)
    with pytest.raises(PACKAGE.ServerError):
        short.client(deadline=4).things.list_things()
    assert short.pauses == [1, 2]
    own = Service(500)
    with pytest.raises(PACKAGE.ServerError):
        own.client(max_retries=9, deadline=None).things.list_things()
    assert len(own.pauses) == 9


def test_a_server_that_asks_for_more_time_gets_it_and_a_large_exponent_does_no_harm() -> None:
    service = Service(429, **{"Retry-After": "7"})
    with pytest.raises(PACKAGE.RateLimitError):
        service.client().things.list_things()
    assert service.pauses == [7, 7]
    policy = POLICY.RetryPolicy(exponent=1e300, longest=3, elapsed=1e9)
    assert policy.pause(5, None, 0.0, 0.0, lambda: 1.0) == 3


@pytest.mark.anyio
async def test_over_a_socket_both_clients_follow_the_policy() -> None:
    seen: list[bytes] = []

    def talk(connection: socket.socket) -> None:
        seen.append(read_head(connection).partition(b" ")[0])
        status = "204 Done" if len(seen) % 2 == 0 else "409 Conflict"
        connection.sendall(
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
        )

    with listening(talk) as url:
        with PACKAGE.RetryPolicies(base_url=url) as client:
            client.others.list_others()
        async with PACKAGE.AsyncRetryPolicies(base_url=url) as other:
            await other.others.list_others()
    assert seen == [b"GET"] * 4
