"""What goes out and what comes back: subscriptions."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_get(client: Any) -> Any:
    return client.subscriptions.get(id="00000000-0000-4000-8000-000000000010")


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
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
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/subscriptions/00000000-0000-4000-8000-000000000010"
    assert isinstance(result, models.Subscription)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (401, {}, errors.AuthenticationError),
        (403, {}, errors.PermissionDeniedError),
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_get_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_get, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_delete(client: Any) -> Any:
    return client.subscriptions.delete(id="00000000-0000-4000-8000-000000000010")


def test_delete(exchange: Any) -> None:
    sent, _ = exchange(call_delete, 200, {"json": "text"})
    assert sent.method == "DELETE"
    assert sent.path == "/subscriptions/00000000-0000-4000-8000-000000000010"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_delete, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_save(client: Any) -> Any:
    return client.subscriptions.save(
        id="00000000-0000-4000-8000-000000000010",
        application="00000000-0000-4000-8000-000000000011",
        provider={"type": "firebase", "token": "example-token"},
        contact={
            "type": "footprint",
            "id": "000PKXK4",
            "unicity": "reader@example.com",
            "hash": "0123456789abcdef0123456789abcdef",
        },
    )


def test_save(exchange: Any) -> None:
    sent, result = exchange(
        call_save,
        200,
        {
            "json": {
                "id": "00000000-0000-4000-8000-000000000010",
                "lifecycle": {"creation": {"date": "2025-01-01T08:00:00Z", "user": None}},
                "application": "00000000-0000-4000-8000-000000000011",
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/subscriptions"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "id": "00000000-0000-4000-8000-000000000010",
            "application": "00000000-0000-4000-8000-000000000011",
            "provider": {"type": "firebase", "token": "example-token"},
            "contact": {
                "type": "footprint",
                "id": "000PKXK4",
                "unicity": "reader@example.com",
                "hash": "0123456789abcdef0123456789abcdef",
            },
        }
    )
    assert isinstance(result, models.Subscription)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_save_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_save, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
