"""What goes out and what comes back: notifications_events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from np6 import errors


def call_list_executions(client: Any) -> Any:
    return client.notifications.events.list_executions(
        id=42, start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_executions(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_executions,
        200,
        {
            "json": [
                {
                    "type": "execution",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {"type": "notification"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/42/events/executions"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_executions_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_executions, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_executions(client: Any) -> Any:
    return client.notifications.events.follow_executions(
        id=42,
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_executions(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_executions,
        200,
        {
            "json": [
                {
                    "type": "execution",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {"type": "notification"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/42/events/executions"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_cancellations(client: Any) -> Any:
    return client.notifications.events.list_cancellations(
        id=42, start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z"
    )


def test_list_cancellations(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_cancellations,
        200,
        {
            "json": [
                {
                    "type": "cancellation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {"type": "notification"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/42/events/cancellations"
    assert sent.asks([["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"]])


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_cancellations_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_cancellations, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_activations(client: Any) -> Any:
    return client.notifications.events.list_activations(
        id=42, start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_activations(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_activations,
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
    assert sent.path == "/notifications/42/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_activations_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_activations, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_activations(client: Any) -> Any:
    return client.notifications.events.follow_activations(
        id=42,
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_activations(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_activations,
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
    assert sent.path == "/notifications/42/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1
