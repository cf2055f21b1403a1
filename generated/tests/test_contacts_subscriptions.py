"""What goes out and what comes back: contacts_subscriptions."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    return client.contacts.subscriptions.list(id="000PKXK4")


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000010",
                    "lifecycle": {"creation": {"date": "2025-01-01T08:00:00Z", "user": None}},
                    "application": "00000000-0000-4000-8000-000000000011",
                    "provider": {"type": "firebase", "token": "example-token"},
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/subscriptions"
    assert isinstance(result[0], models.Subscription)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


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


def call_delete_all(client: Any) -> Any:
    return client.contacts.subscriptions.delete_all(id="000PKXK4")


def test_delete_all(exchange: Any) -> None:
    sent, _ = exchange(call_delete_all, 200, {"json": "text"})
    assert sent.method == "DELETE"
    assert sent.path == "/targets/000PKXK4/subscriptions"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_all_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_delete_all, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_by(client: Any) -> Any:
    return client.contacts.subscriptions.list_by(unicity="reader@example.com")


def test_list_by(exchange: Any) -> None:
    sent, result = exchange(
        call_list_by,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000010",
                    "lifecycle": {"creation": {"date": "2025-01-01T08:00:00Z", "user": None}},
                    "application": "00000000-0000-4000-8000-000000000011",
                    "provider": {"type": "firebase", "token": "example-token"},
                    "contact": {
                        "type": "footprint",
                        "id": "000PKXK4",
                        "unicity": "reader@example.com",
                        "hash": "0123456789abcdef0123456789abcdef",
                    },
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/subscriptions"
    assert sent.asks([["unicity", "reader@example.com"]])
    assert isinstance(result[0], models.Subscription)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (401, {}, errors.AuthenticationError),
        (403, {}, errors.PermissionDeniedError),
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_by_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_by, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_delete_all_by(client: Any) -> Any:
    return client.contacts.subscriptions.delete_all_by(unicity="reader@example.com")


def test_delete_all_by(exchange: Any) -> None:
    sent, _ = exchange(call_delete_all_by, 200, {"json": "text"})
    assert sent.method == "DELETE"
    assert sent.path == "/targets/subscriptions"
    assert sent.asks([["unicity", "reader@example.com"]])


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_all_by_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_delete_all_by, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
