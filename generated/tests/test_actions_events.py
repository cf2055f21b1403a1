"""What goes out and what comes back: actions_events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from np6 import errors


def call_list_all(client: Any) -> Any:
    return client.actions.events.list_all(
        start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_all(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all,
        200,
        {
            "json": [
                {
                    "type": "bounce",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {"type": "id", "value": "000PKXK4"},
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                                "recipient": "reader@example.com",
                            },
                            "bounce": {
                                "status": {
                                    "type": "sync",
                                    "code": {"enhanced": "5.1.2"},
                                    "diagnostic": "No such domain.",
                                    "mta": "mx.example.com",
                                },
                                "analysis": {
                                    "verdict": "hard",
                                    "subject": {
                                        "type": "address",
                                        "detail": {"type": "bad destination system address"},
                                    },
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/events"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_all_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_all, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow(client: Any) -> Any:
    return client.actions.events.follow(
        since=datetime(2025, 1, 1, tzinfo=UTC), until=datetime(2025, 1, 1, second=1, tzinfo=UTC)
    )


def test_follow(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow,
        200,
        {
            "json": [
                {
                    "type": "bounce",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {"type": "id", "value": "000PKXK4"},
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                                "recipient": "reader@example.com",
                            },
                            "bounce": {
                                "status": {
                                    "type": "sync",
                                    "code": {"enhanced": "5.1.2"},
                                    "diagnostic": "No such domain.",
                                    "mta": "mx.example.com",
                                },
                                "analysis": {
                                    "verdict": "hard",
                                    "subject": {
                                        "type": "address",
                                        "detail": {"type": "bad destination system address"},
                                    },
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/events"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_all_cancellations(client: Any) -> Any:
    return client.actions.events.list_all_cancellations(
        start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_all_cancellations(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all_cancellations,
        200,
        {
            "json": [
                {
                    "type": "cancellation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
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
                            },
                            "cancellation": {
                                "type": "user defined policy",
                                "value": {
                                    "type": "render",
                                    "message": "Not sent at the wish of the template.",
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/events/cancellations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_all_cancellations_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_all_cancellations, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_all_cancellations(client: Any) -> Any:
    return client.actions.events.follow_all_cancellations(
        since=datetime(2025, 1, 1, tzinfo=UTC), until=datetime(2025, 1, 1, second=1, tzinfo=UTC)
    )


def test_follow_all_cancellations(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_all_cancellations,
        200,
        {
            "json": [
                {
                    "type": "cancellation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
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
                            },
                            "cancellation": {
                                "type": "user defined policy",
                                "value": {
                                    "type": "render",
                                    "message": "Not sent at the wish of the template.",
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/events/cancellations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_activations(client: Any) -> Any:
    return client.actions.events.list_activations(
        id="000ABC", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
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
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/activations"
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
    return client.actions.events.follow_activations(
        id="000ABC",
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
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/activations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_cancellations(client: Any) -> Any:
    return client.actions.events.list_cancellations(
        id="000ABC", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
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
                            },
                            "cancellation": {
                                "type": "user defined policy",
                                "value": {
                                    "type": "render",
                                    "message": "Not sent at the wish of the template.",
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/cancellations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


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


def call_follow_cancellations(client: Any) -> Any:
    return client.actions.events.follow_cancellations(
        id="000ABC",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_cancellations(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_cancellations,
        200,
        {
            "json": [
                {
                    "type": "cancellation",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
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
                            },
                            "cancellation": {
                                "type": "user defined policy",
                                "value": {
                                    "type": "render",
                                    "message": "Not sent at the wish of the template.",
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/cancellations"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_bounces(client: Any) -> Any:
    return client.actions.events.list_bounces(
        id="000ABC", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_bounces(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_bounces,
        200,
        {
            "json": [
                {
                    "type": "bounce",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {"type": "id", "value": "000PKXK4"},
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                                "recipient": "reader@example.com",
                            },
                            "bounce": {
                                "status": {
                                    "type": "sync",
                                    "code": {"enhanced": "5.4.4"},
                                    "diagnostic": "Host or domain name not found.",
                                    "mta": "",
                                },
                                "analysis": {
                                    "verdict": "soft",
                                    "subject": {"type": "other or undefined status"},
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/bounces"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_bounces_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_bounces, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_bounces(client: Any) -> Any:
    return client.actions.events.follow_bounces(
        id="000ABC",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_bounces(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_bounces,
        200,
        {
            "json": [
                {
                    "type": "bounce",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735718460000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "email",
                        "detail": {
                            "activation": {
                                "id": "000ABC",
                                "kind": "message",
                                "receiver": {"type": "id", "value": "000PKXK4"},
                                "stamp": {
                                    "time": 1735718400000,
                                    "id": "00000000-0000-4000-8000-000000000021",
                                    "thread": "00000000-0000-4000-8000-000000000022",
                                },
                                "recipient": "reader@example.com",
                            },
                            "bounce": {
                                "status": {
                                    "type": "sync",
                                    "code": {"enhanced": "5.4.4"},
                                    "diagnostic": "Host or domain name not found.",
                                    "mta": "",
                                },
                                "analysis": {
                                    "verdict": "soft",
                                    "subject": {"type": "other or undefined status"},
                                },
                            },
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/bounces"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-01T00:00:01Z"], ["sort", "asc"]]
    )
    assert sent.live or len(events) == 1


def call_list_mirror_hits(client: Any) -> Any:
    return client.actions.events.list_mirror_hits(
        id="000ABC",
        start="2025-01-01T00:00:00Z",
        end="2025-01-02T00:00:00Z",
        sort="asc",
        classification="mpp,gsr",
    )


def test_list_mirror_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_mirror_hits,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
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
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/hits/mirror"
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
def test_list_mirror_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_mirror_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_follow_mirror_hits(client: Any) -> Any:
    return client.actions.events.follow_mirror_hits(
        id="000ABC",
        classification="mpp,gsr",
        since=datetime(2025, 1, 1, tzinfo=UTC),
        until=datetime(2025, 1, 1, second=1, tzinfo=UTC),
    )


def test_follow_mirror_hits(exchange: Any) -> None:
    sent, events = exchange.follows(
        call_follow_mirror_hits,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
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
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/events/hits/mirror"
    assert sent.asks(
        [
            ["start", "2025-01-01T00:00:00Z"],
            ["end", "2025-01-01T00:00:01Z"],
            ["sort", "asc"],
            ["classification", "mpp,gsr"],
        ]
    )
    assert sent.live or len(events) == 1
