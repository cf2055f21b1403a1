"""What goes out and what comes back: display_events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from np6 import errors


def call_list_all_activations(client: Any) -> Any:
    return client.display.events.list_all_activations(
        start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_all_activations(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all_activations,
        200,
        {
            "json": [
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/display/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_all_activations_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_all_activations, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_all_activations(client: Any) -> Any:
    return client.display.events.follow_all_activations(
        since=datetime(2025, 1, 1, tzinfo=UTC), until=datetime(2025, 1, 1, second=1, tzinfo=UTC)
    )


def test_follow_all_activations(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_all_activations,
        200,
        {
            "json": [
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/display/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_content_activations(client: Any) -> Any:
    return client.display.events.list_content_activations(
        id="content-1", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_content_activations(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_content_activations,
        200,
        {
            "json": [
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/display/content/content-1/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_content_activations_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_content_activations, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_content_activations(client: Any) -> Any:
    return client.display.events.follow_content_activations(
        id="content-1",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_content_activations(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_content_activations,
        200,
        {
            "json": [
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/display/content/content-1/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1
