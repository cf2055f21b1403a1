"""What goes out and what comes back: notifications_reactivities."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors


def call_list_all(client: Any) -> Any:
    return client.notifications.reactivities.list_all(
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_all(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735722000000,
                    "identity": {"type": "customer"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/reactivities"
    assert sent.asks(
        [
            ["activationStart", "2025-01-01T00:00:00Z"],
            ["activationEnd", "2025-01-02T00:00:00Z"],
            ["reactivityStart", "2025-01-01T00:00:00Z"],
            ["reactivityEnd", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
        ]
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


def call_list_all_hits(client: Any) -> Any:
    return client.notifications.reactivities.list_all_hits(
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_all_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all_hits,
        200,
        {
            "json": [
                {
                    "type": "hit",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735722000000,
                    "identity": {"type": "customer"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/reactivities/hits"
    assert sent.asks(
        [
            ["activationStart", "2025-01-01T00:00:00Z"],
            ["activationEnd", "2025-01-02T00:00:00Z"],
            ["reactivityStart", "2025-01-01T00:00:00Z"],
            ["reactivityEnd", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_all_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_all_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_all_bounces(client: Any) -> Any:
    return client.notifications.reactivities.list_all_bounces(
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_all_bounces(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all_bounces,
        200,
        {
            "json": [
                {
                    "type": "bounce",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735722000000,
                    "identity": {"type": "customer"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/reactivities/bounces"
    assert sent.asks(
        [
            ["activationStart", "2025-01-01T00:00:00Z"],
            ["activationEnd", "2025-01-02T00:00:00Z"],
            ["reactivityStart", "2025-01-01T00:00:00Z"],
            ["reactivityEnd", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_all_bounces_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_all_bounces, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_optouts(client: Any) -> Any:
    return client.notifications.reactivities.list_optouts(
        id=42,
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_optouts(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_optouts,
        200,
        {
            "json": [
                {
                    "type": "optout",
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735722000000,
                    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
                    "source": {
                        "type": "notification",
                        "detail": {
                            "activation": {
                                "id": 42,
                                "version": "00000000-0000-4000-8000-000000000012",
                                "kind": "application",
                                "receiver": {"type": "contact", "value": {"type": "example"}},
                            }
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/42/reactivities/optouts"
    assert sent.asks(
        [
            ["activationStart", "2025-01-01T00:00:00Z"],
            ["activationEnd", "2025-01-02T00:00:00Z"],
            ["reactivityStart", "2025-01-01T00:00:00Z"],
            ["reactivityEnd", "2025-01-02T00:00:00Z"],
            ["sort", "asc"],
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_optouts_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_optouts, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
