"""What a response says of the server's rate limit, wherever the response is met."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from golden import AsyncGolden
from golden._runtime.errors import (
    ConfigurationError,
    InvalidResponseError,
    NotFoundError,
    RateLimitError,
)
from golden._runtime.rate_limits import RateLimit, rate_limit
from hypothesis import given
from hypothesis import strategies as st

from .conftest import KEY

SAID = {"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "7", "X-RateLimit-Reset": "1735689600"}
MEANT = RateLimit(100, 7, 1735689600)
JSON = {"content-type": "application/json"}


def test_it_is_on_every_response_and_error(client: Any, server: Any) -> None:
    server.will((200, SAID | JSON, b'{"id":1}'))
    assert client.things.with_raw_response.read("x").rate_limit == MEANT
    with client.things.with_streaming_response.file() as response:
        assert response.rate_limit == MEANT
    for status, body, kind in (
        (404, b"", NotFoundError),
        (429, b"", RateLimitError),
        (200, b"[]", InvalidResponseError),
    ):
        server.will((status, SAID | JSON, body))
        with pytest.raises(kind) as raised:
            client.things.read("x", options={"max_retries": 0})
        assert raised.value.rate_limit == MEANT
    assert not hasattr(ConfigurationError(), "rate_limit")


@pytest.mark.anyio
async def test_it_is_on_every_asynchronous_response(server: Any) -> None:
    server.will((200, SAID, b"x"))
    client = AsyncGolden(api_key=KEY, transport=server.transport)
    async with client.things.with_streaming_response.file() as response:
        assert response.rate_limit == MEANT


def test_it_is_none_where_the_server_says_nothing(client: Any, server: Any) -> None:
    assert client.things.with_raw_response.read("x").rate_limit is None
    server.will(404)
    with pytest.raises(NotFoundError) as raised:
        client.things.read("x")
    assert raised.value.rate_limit is None


@pytest.mark.parametrize(
    ("headers", "meant"),
    [
        ({"x-ratelimit-remaining": "0"}, (None, 0, None)),
        ({"X-RATELIMIT-LIMIT": "010"}, (10, None, None)),
        (
            {"RateLimit-Limit": "10, 10;w=1", "RateLimit-Remaining": "9", "RateLimit-Reset": "1"},
            ("10, 10;w=1", 9, 1),
        ),
        (
            {"RateLimit-Limit": "10", "X-RateLimit-Remaining": "9"},
            (None, 9, None),
        ),  # two limiters are not mixed up
        (
            {"X-RateLimit-Reset": "Wed, 21 Oct 2026 07:28:00 GMT"},
            (None, None, "Wed, 21 Oct 2026 07:28:00 GMT"),
        ),
        (
            {"X-RateLimit-Limit": "", "X-RateLimit-Remaining": "-1", "X-RateLimit-Reset": "1.5"},
            ("", "-1", "1.5"),
        ),
        (
            {
                "X-RateLimit-Limit": b"\xb2",
                "X-RateLimit-Remaining": "1e3",
                "X-RateLimit-Reset": "1_0",
            },
            ("²", "1e3", "1_0"),
        ),
        ({"X-RateLimit-Limit": "9" * 5000}, ("9" * 5000, None, None)),
        ({"RateLimit": '"default";r=50;t=30'}, None),
    ],
)
def test_only_plain_digits_are_numbers(
    headers: dict[str, Any], meant: tuple[Any, ...] | None
) -> None:
    assert rate_limit(httpx2.Headers(headers)) == meant


@given(st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=30))
def test_nothing_that_a_server_says_is_an_error_or_changed(value: str) -> None:
    headers = httpx2.Headers({"X-RateLimit-Limit": value.encode("latin-1")})
    found = rate_limit(headers)
    assert found is not None
    arrived = headers["X-RateLimit-Limit"]
    assert found.limit == (int(arrived) if type(found.limit) is int else arrived)
