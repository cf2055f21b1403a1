"""What goes out and what comes back: actions_reactivities."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors


def call_list_all(client: Any) -> Any:
    return client.actions.reactivities.list_all(
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
    assert sent.path == "/actions/reactivities"
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


def call_list_all_bounces(client: Any) -> Any:
    return client.actions.reactivities.list_all_bounces(
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
                    "id": "00000000-0000-4000-8000-000000000020",
                    "timestamp": 1735722000000,
                    "identity": {"type": "customer"},
                    "source": {"type": "email"},
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/reactivities/bounces"
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


def call_list_all_open_hits(client: Any) -> Any:
    return client.actions.reactivities.list_all_open_hits(
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_all_open_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all_open_hits,
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
    assert sent.path == "/actions/reactivities/hits/open"
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
def test_list_all_open_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_all_open_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_all_mirror_hits(client: Any) -> Any:
    return client.actions.reactivities.list_all_mirror_hits(
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_all_mirror_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_all_mirror_hits,
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
                                },
                            }
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/reactivities/hits/mirror"
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
def test_list_all_mirror_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_all_mirror_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_redirection_hits(client: Any) -> Any:
    return client.actions.reactivities.list_redirection_hits(
        id="000ABC",
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_redirection_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_redirection_hits,
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
                            }
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/reactivities/hits/redirection"
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
def test_list_redirection_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_redirection_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_unsubscribe_hits(client: Any) -> Any:
    return client.actions.reactivities.list_unsubscribe_hits(
        id="000ABC",
        activation_start="2025-01-01T00:00:00Z",
        activation_end="2025-01-02T00:00:00Z",
        reactivity_start="2025-01-01T00:00:00Z",
        reactivity_end="2025-01-02T00:00:00Z",
        sort="asc",
    )


def test_list_unsubscribe_hits(exchange: Any) -> None:
    sent, _ = exchange(
        call_list_unsubscribe_hits,
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
                            }
                        },
                    },
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/reactivities/hits/unsubscribe"
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
def test_list_unsubscribe_hits_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_unsubscribe_hits, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
