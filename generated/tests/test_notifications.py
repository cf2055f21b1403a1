"""What goes out and what comes back: notifications."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_create(client: Any) -> Any:
    return client.notifications.create(
        type="push-app",
        id=42,
        name="Order shipped",
        description="Tells a customer that the parcel has left.",
        stamp={"creation": "2025-01-01T08:00:00Z", "modification": "2025-01-02T09:30:00Z"},
        active=False,
        settings={
            "urgent": False,
            "purpose": {"type": "Service"},
            "expiration": {"type": "example"},
            "mp": {},
        },
        application="00000000-0000-4000-8000-000000000010",
        task={
            "id": "00000000-0000-4000-8000-000000000011",
            "name": "Nightly run",
            "description": "Runs once a night.",
            "scheduler": {"type": "example"},
        },
        versions=[{"id": "00000000-0000-4000-8000-000000000012"}],
    )


def test_create(exchange: Any) -> None:
    sent, _ = exchange(call_create, 200, {"json": "text"})
    assert sent.method == "POST"
    assert sent.path == "/notifications"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "type": "push-app",
            "id": 42,
            "name": "Order shipped",
            "description": "Tells a customer that the parcel has left.",
            "stamp": {"creation": "2025-01-01T08:00:00Z", "modification": "2025-01-02T09:30:00Z"},
            "active": False,
            "settings": {
                "urgent": False,
                "purpose": {"type": "Service"},
                "expiration": {"type": "example"},
                "mp": {},
            },
            "application": "00000000-0000-4000-8000-000000000010",
            "task": {
                "id": "00000000-0000-4000-8000-000000000011",
                "name": "Nightly run",
                "description": "Runs once a night.",
                "scheduler": {"type": "example"},
            },
            "versions": [{"id": "00000000-0000-4000-8000-000000000012"}],
        }
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_create_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_create, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_get(client: Any) -> Any:
    return client.notifications.get(id=42)


def test_get(exchange: Any) -> None:
    sent, _ = exchange(call_get, 200, {"json": "text"})
    assert sent.method == "GET"
    assert sent.path == "/notifications/42"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_get_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_get, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_update(client: Any) -> Any:
    return client.notifications.update(id=42, type="push-app", body_id=42, name="Order on its way")


def test_update(exchange: Any) -> None:
    sent, _ = exchange(call_update, 200, {"json": "text"})
    assert sent.method == "PUT"
    assert sent.path == "/notifications/42"
    assert sent.media_type == "application/json"
    assert sent.holds({"type": "push-app", "id": 42, "name": "Order on its way"})


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_update_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_update, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_delete(client: Any) -> Any:
    return client.notifications.delete(id=42)


def test_delete(exchange: Any) -> None:
    sent, _ = exchange(call_delete, 200, {"json": "text"})
    assert sent.method == "DELETE"
    assert sent.path == "/notifications/42"


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


def call_render_by(client: Any) -> Any:
    return client.notifications.render_by(id=42, unicity="reader@example.com")


def test_render_by(exchange: Any) -> None:
    sent, result = exchange(
        call_render_by,
        200,
        {
            "json": {
                "type": "success",
                "meta": {
                    "notification": 42,
                    "version": "00000000-0000-4000-8000-000000000012",
                    "application": "00000000-0000-4000-8000-000000000010",
                    "subscription": "00000000-0000-4000-8000-000000000013",
                    "stamp": {},
                    "channel": "news",
                    "redirection": "https://www.example.com/orders/A-1001",
                },
                "render": {
                    "title": "Your order is on its way",
                    "body": "It should reach you on Tuesday.",
                    "icon": "https://static.example.com/icon.png",
                    "thumbnail": "https://static.example.com/thumbnail.png",
                    "image": "https://static.example.com/image.png",
                },
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/notifications/42/render/contact"
    assert sent.asks([["unicity", "reader@example.com"]])
    assert isinstance(result, models.NotificationRendering)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_render_by_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_render_by, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_execute(client: Any) -> Any:
    return client.notifications.execute(
        id=42,
        recipient={"type": "example", "value": {"key": "reader-1"}},
        title="Your order is on its way",
        body="It should reach you on Tuesday.",
        icon="https://static.example.com/icon.png",
        thumbnail="https://static.example.com/thumbnail.png",
        image="https://static.example.com/image.png",
        data={"order": "A-1001"},
        variables=[{"name": "city", "value": "Lille"}],
        redirection={"type": "example"},
        channel={"type": "example"},
        stamp={
            "time": 1735689600000,
            "id": "00000000-0000-4000-8000-000000000001",
            "thread": "00000000-0000-4000-8000-000000000002",
            "set": "00000000-0000-4000-8000-000000000003",
        },
        urgent=True,
    )


def test_execute(exchange: Any) -> None:
    sent, result = exchange(
        call_execute,
        200,
        {
            "json": {
                "type": "success",
                "id": "00000000-0000-4000-8000-000000000001",
                "recipient": {"type": "example", "value": {"key": "reader-1"}},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/notifications/42/execution"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "recipient": {"type": "example", "value": {"key": "reader-1"}},
            "title": "Your order is on its way",
            "body": "It should reach you on Tuesday.",
            "icon": "https://static.example.com/icon.png",
            "thumbnail": "https://static.example.com/thumbnail.png",
            "image": "https://static.example.com/image.png",
            "data": {"order": "A-1001"},
            "variables": [{"name": "city", "value": "Lille"}],
            "redirection": {"type": "example"},
            "channel": {"type": "example"},
            "stamp": {
                "time": 1735689600000,
                "id": "00000000-0000-4000-8000-000000000001",
                "thread": "00000000-0000-4000-8000-000000000002",
                "set": "00000000-0000-4000-8000-000000000003",
            },
            "urgent": True,
        }
    )
    assert isinstance(result, models.ExecutionResult)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_execute_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_execute, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_execute_many(client: Any) -> Any:
    return client.notifications.execute_many(
        id=42,
        request=[
            {"recipient": {"type": "example", "value": {"key": "reader-1"}}},
            {
                "recipient": {"type": "example", "value": {"key": "reader-2"}},
                "title": "Welcome back",
                "urgent": False,
            },
        ],
    )


def test_execute_many(exchange: Any) -> None:
    sent, result = exchange(
        call_execute_many,
        200,
        {
            "json": [
                {
                    "type": "success",
                    "id": "00000000-0000-4000-8000-000000000001",
                    "recipient": {"type": "example", "value": {"key": "reader-1"}},
                    "x-not-in-the-document": "kept",
                },
                {
                    "type": "success",
                    "id": "00000000-0000-4000-8000-000000000004",
                    "recipient": {"type": "example", "value": {"key": "reader-2"}},
                },
            ]
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/notifications/42/executions"
    assert sent.media_type == "application/json"
    assert sent.holds(
        [
            {"recipient": {"type": "example", "value": {"key": "reader-1"}}},
            {
                "recipient": {"type": "example", "value": {"key": "reader-2"}},
                "title": "Welcome back",
                "urgent": False,
            },
        ]
    )
    assert isinstance(result[0], models.ExecutionResult)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_execute_many_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_execute_many, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_duplicate(client: Any) -> Any:
    return client.notifications.duplicate(id=42)


def test_duplicate(exchange: Any) -> None:
    sent, result = exchange(
        call_duplicate,
        200,
        {
            "json": {
                "type": "push-app",
                "id": 43,
                "name": "Order shipped (copy)",
                "description": "Tells a customer that the parcel has left.",
                "stamp": {
                    "creation": "2025-01-01T08:00:00Z",
                    "modification": "2025-01-02T09:30:00Z",
                },
                "active": False,
                "settings": {
                    "urgent": False,
                    "purpose": {"type": "Service"},
                    "expiration": {"type": "example"},
                    "mp": {},
                },
                "application": "00000000-0000-4000-8000-000000000010",
                "task": {
                    "id": "00000000-0000-4000-8000-000000000011",
                    "name": "Nightly run",
                    "description": "Runs once a night.",
                    "scheduler": {"type": "example"},
                },
                "versions": [
                    {
                        "id": "00000000-0000-4000-8000-000000000012",
                        "master": True,
                        "label": "English",
                        "stamp": {
                            "creation": "2025-01-01T08:00:00Z",
                            "modification": "2025-01-02T09:30:00Z",
                        },
                        "scripting": {"version": "example"},
                        "content": {"type": "example"},
                        "redirection": {"type": "example"},
                        "channel": {"type": "example"},
                    }
                ],
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/notifications/42/duplication"
    assert isinstance(result, models.Notification)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_duplicate_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_duplicate, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
