"""What goes out and what comes back: campaigns_events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from np6 import errors


def call_list(client: Any) -> Any:
    return client.campaigns.events.list(
        id="00000000-0000-4000-8000-000000000030",
        start="2025-01-01T00:00:00Z",
        end="2025-01-02T00:00:00Z",
        sort="asc",
        items_events=[
            {
                "type": "email",
                "events": [
                    {
                        "type": "hit",
                        "subtypes": ["open", "form", "unsubscribe", "redirection", "mirror"],
                    }
                ],
                "items": ["000ABC", "000ABD"],
            }
        ],
    )


def test_list(exchange: Any) -> None:
    sent, _ = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "type": "execution",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718400000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "execution": {
                                "id": "000ABC",
                                "kind": "message",
                                "recipient": {
                                    "type": "footprint",
                                    "id": "000PKXK4",
                                    "unicity": "reader@example.com",
                                    "hash": "0123456789abcdef0123456789abcdef",
                                },
                                "data": {"foo": 1, "bar": 2},
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                            }
                        },
                    },
                },
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000023",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                },
            ]
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/campaigns/00000000-0000-4000-8000-000000000030/events"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "itemsEvents": [
                {
                    "type": "email",
                    "events": [
                        {
                            "type": "hit",
                            "subtypes": ["open", "form", "unsubscribe", "redirection", "mirror"],
                        }
                    ],
                    "items": ["000ABC", "000ABD"],
                }
            ]
        }
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow(client: Any) -> Any:
    return client.campaigns.events.follow(
        id="00000000-0000-4000-8000-000000000030",
        items_events=[
            {
                "type": "email",
                "events": [
                    {
                        "type": "hit",
                        "subtypes": ["open", "form", "unsubscribe", "redirection", "mirror"],
                    }
                ],
                "items": ["000ABC", "000ABD"],
            }
        ],
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow,
        200,
        {
            "json": [
                {
                    "type": "execution",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718400000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "execution": {
                                "id": "000ABC",
                                "kind": "message",
                                "recipient": {
                                    "type": "footprint",
                                    "id": "000PKXK4",
                                    "unicity": "reader@example.com",
                                    "hash": "0123456789abcdef0123456789abcdef",
                                },
                                "data": {"foo": 1, "bar": 2},
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                            }
                        },
                    },
                },
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000023",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                },
            ]
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/campaigns/00000000-0000-4000-8000-000000000030/events"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.holds(
        {
            "itemsEvents": [
                {
                    "type": "email",
                    "events": [
                        {
                            "type": "hit",
                            "subtypes": ["open", "form", "unsubscribe", "redirection", "mirror"],
                        }
                    ],
                    "items": ["000ABC", "000ABD"],
                }
            ]
        }
    )
    assert sent.live or len(events) == 2
