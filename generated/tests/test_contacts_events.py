"""What goes out and what comes back: contacts_events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from np6 import errors


def call_list(client: Any) -> Any:
    return client.contacts.events.list(
        id="000PKXK4", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list(exchange: Any) -> None:
    sent, _ = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {
                                    "type": "footprint",
                                    "id": "000PKXK4",
                                    "unicity": "reader@example.com",
                                    "hash": "0123456789abcdef0123456789abcdef",
                                },
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                                "recipient": "reader@example.com",
                            }
                        },
                    },
                },
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000023",
                    "timestamp": 1735722000000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {
                                    "type": "footprint",
                                    "id": "000PKXK4",
                                    "unicity": "reader@example.com",
                                    "hash": "0123456789abcdef0123456789abcdef",
                                },
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                            }
                        },
                    },
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
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
    return client.contacts.events.follow(
        id="000PKXK4",
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
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {
                                    "type": "footprint",
                                    "id": "000PKXK4",
                                    "unicity": "reader@example.com",
                                    "hash": "0123456789abcdef0123456789abcdef",
                                },
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                                "recipient": "reader@example.com",
                            }
                        },
                    },
                },
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000023",
                    "timestamp": 1735722000000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {
                                    "type": "footprint",
                                    "id": "000PKXK4",
                                    "unicity": "reader@example.com",
                                    "hash": "0123456789abcdef0123456789abcdef",
                                },
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                            }
                        },
                    },
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 2


def call_list_activations(client: Any) -> Any:
    return client.contacts.events.list_activations(
        id="000PKXK4", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
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
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events/activations"
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
    return client.contacts.events.follow_activations(
        id="000PKXK4",
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
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_activations_by(client: Any) -> Any:
    return client.contacts.events.list_activations_by(
        hash="0123456789abcdef0123456789abcdef",
        start="2025-01-01T00:00:00Z",
        end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_activations_by(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_activations_by,
        200,
        {
            "json": [
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/events/activations"
    assert sent.asks(
        [
            ["hash", "0123456789abcdef0123456789abcdef"],
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_activations_by_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_activations_by, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_activations_by(client: Any) -> Any:
    return client.contacts.events.follow_activations_by(
        hash="0123456789abcdef0123456789abcdef",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_activations_by(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_activations_by,
        200,
        {
            "json": [
                {
                    "type": "activation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/events/activations"
    assert sent.asks(
        [
            ["hash", "0123456789abcdef0123456789abcdef"],
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-01T00:00:01Z"],
            ["sort", "asc"],
        ]
    )
    assert sent.live or len(events) == 1


def call_list_open_hits(client: Any) -> Any:
    return client.contacts.events.list_open_hits(
        id="000PKXK4",
        start="2025-01-01T00:00:00Z",
        end="2025-01-02T00:00:00Z",
        sort="asc",
        classification="mpp,gsr",
    )


def test_list_open_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_open_hits,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events/hits/open"
    assert sent.asks(
        [
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
            ["classification", "mpp,gsr"],
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (401, {}, errors.AuthenticationError),
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_open_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_open_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_open_hits(client: Any) -> Any:
    return client.contacts.events.follow_open_hits(
        id="000PKXK4",
        classification="mpp,gsr",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_open_hits(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_open_hits,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events/hits/open"
    assert sent.asks(
        [
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-01T00:00:01Z"],
            ["sort", "asc"],
            ["classification", "mpp,gsr"],
        ]
    )
    assert sent.live or len(events) == 1


def call_list_form_hits(client: Any) -> Any:
    return client.contacts.events.list_form_hits(
        id="000PKXK4",
        start="2025-01-01T00:00:00Z",
        end="2025-01-02T00:00:00Z",
        sort="asc",
        classification="mpp,gsr",
    )


def test_list_form_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_form_hits,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events/hits/form"
    assert sent.asks(
        [
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
            ["classification", "mpp,gsr"],
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_form_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_form_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_form_hits(client: Any) -> Any:
    return client.contacts.events.follow_form_hits(
        id="000PKXK4",
        classification="mpp,gsr",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_form_hits(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_form_hits,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/events/hits/form"
    assert sent.asks(
        [
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-01T00:00:01Z"],
            ["sort", "asc"],
            ["classification", "mpp,gsr"],
        ]
    )
    assert sent.live or len(events) == 1


def call_list_stops_by(client: Any) -> Any:
    return client.contacts.events.list_stops_by(
        id="000PKXK4", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_stops_by(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_stops_by,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "example"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/events/responses/stop"
    assert sent.asks(
        [
            ["id", "000PKXK4"],
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (401, {}, errors.AuthenticationError),
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_stops_by_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_stops_by, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_stops_by(client: Any) -> Any:
    return client.contacts.events.follow_stops_by(
        id="000PKXK4",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_stops_by(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_stops_by,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer"},
                    "source": {"type": "example"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/events/responses/stop"
    assert sent.asks(
        [
            ["id", "000PKXK4"],
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-01T00:00:01Z"],
            ["sort", "asc"],
        ]
    )
    assert sent.live or len(events) == 1
