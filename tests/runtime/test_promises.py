"""What the emitted README promises of every client, where no other test says it."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import ConfigurationError, RateLimitError, RedirectionError, ServerError

from .conftest import KEY


def test_each_wait_for_the_network_may_take_thirty_seconds(client: Any, server: Any) -> None:
    client.things.read("x")
    assert server.last.extensions["timeout"] == dict.fromkeys(
        ("connect", "read", "write", "pool"), 30.0
    )


@pytest.mark.parametrize(("pause", "waits"), [("59.9", True), ("60.1", False)])
def test_a_call_may_take_sixty_seconds(
    client: Any, server: Any, pauses: list[float], pause: str, waits: bool
) -> None:
    server.will((429, {"retry-after": pause}), {"id": 1})
    if waits:
        client.things.read("x")
    else:
        with pytest.raises(RateLimitError):
            client.things.read("x")
    assert pauses == [float(pause)] * waits


@pytest.mark.parametrize(("pause", "waits"), [("59.9", True), ("60.1", False)])
def test_without_a_deadline_no_pause_is_longer_than_a_minute(
    client: Any, server: Any, pauses: list[float], pause: str, waits: bool
) -> None:
    server.will((429, {"retry-after": pause}), {"id": 1})
    patient = client.with_options(deadline=None)
    if waits:
        patient.things.read("x")
    else:
        with pytest.raises(RateLimitError):
            patient.things.read("x")
    assert pauses == [float(pause)] * waits


def test_a_failed_attempt_is_repeated_twice(client: Any, server: Any) -> None:
    server.will(500)
    with pytest.raises(ServerError):
        client.things.read("x")
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_what_may_pass_is_repeated_where_a_repeat_does_no_harm(
    client: Any, server: Any, status: int
) -> None:
    server.will(status, {"id": 1})
    client.things.read("x")
    server.will(status)
    server.requests.clear()
    with pytest.raises(Exception, match=str(status)):
        client.things.make(1, name="x")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("method", "attempts"),
    [("GET", 3), ("HEAD", 3), ("OPTIONS", 3), ("PUT", 3), ("DELETE", 3), ("POST", 1), ("PATCH", 1)],
)
def test_the_method_says_whether_a_repeat_does_harm(
    client: Any, server: Any, method: str, attempts: int
) -> None:
    server.will(500)
    with pytest.raises(ServerError):
        client.request(method, "/beyond")
    assert len(server.requests) == attempts


@pytest.mark.parametrize(
    "options",
    [
        {"transport": object()},
        {"http_client": object()},
        {"pace": 3},
        {"ssl_context": 3},
        {"timout": 5},
    ],
)
def test_an_option_of_the_wrong_class_or_name_is_a_mistake_of_the_program(
    options: dict[str, Any],
) -> None:
    with pytest.raises(TypeError, match=next(iter(options))):
        Golden(api_key=KEY, **options)


def test_ten_redirects_are_followed_and_no_more(client: Any, server: Any) -> None:
    server.will(*[(302, {"location": f"/{number}"}) for number in range(10)], {"id": 1})
    client.things.read("x")
    assert len(server.requests) == 11
    server.requests.clear()
    server.will(*[(302, {"location": f"/{number}"}) for number in range(11)], {"id": 1})
    with pytest.raises(RedirectionError):
        client.things.read("x")


@pytest.mark.parametrize("kind", [Golden, AsyncGolden])
def test_a_keyword_that_does_not_exist_is_a_type_error(kind: Any, client: Any, server: Any) -> None:
    with pytest.raises(TypeError, match="time_out"):
        kind(api_key=KEY, time_out=3)
    with pytest.raises(TypeError, match="time_out"):
        kind(api_key=KEY).with_options(time_out=3)
    with pytest.raises(TypeError, match="nmae"):
        client.things.make(1, nmae="x")
    with pytest.raises(TypeError, match="time_out"):
        client.things.make(1, name="x", options={"time_out": 3})
    assert server.requests == []


def test_a_key_of_a_plain_dict_that_the_document_does_not_name_is_sent(
    client: Any, server: Any
) -> None:
    client.things.make(1, {"name": "x", "naem": "y"})
    assert server.sent == {"name": "x", "naem": "y"}


def test_a_client_that_was_left_is_closed(server: Any) -> None:
    with Golden(api_key=KEY, transport=server.transport) as client:
        client.things.read("x")
    with pytest.raises(ConfigurationError, match="closed"):
        client.things.read("x")


def test_a_callers_client_that_follows_redirects_does_not_change_who_does(server: Any) -> None:
    server.will((302, {"location": "https://other.example/x"}), {"id": 1})
    own = httpx2.Client(transport=server.transport, follow_redirects=True, headers={"X-Own": "1"})
    Golden(api_key=KEY, http_client=own).things.read("x")
    assert [request.headers.get("X-Own") for request in server.requests] == ["1", None]
    assert KEY not in str(server.last.headers.raw)
