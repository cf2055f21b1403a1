"""What goes out and what comes back: notifications_versions."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_render(client: Any) -> Any:
    return client.notifications.versions.render(
        id=42,
        version="00000000-0000-4000-8000-000000000012",
        receiver={"id": "000PKXK4", "unicity": "reader@example.com"},
    )


def test_render(exchange: Any) -> None:
    sent, _ = exchange(call_render, 200, {"json": "text"})
    assert sent.method == "POST"
    assert sent.path == "/notifications/42/versions/00000000-0000-4000-8000-000000000012/render"
    assert sent.media_type == "application/json"
    assert sent.holds({"receiver": {"id": "000PKXK4", "unicity": "reader@example.com"}})


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_render_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_render, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_render_for(client: Any) -> Any:
    return client.notifications.versions.render_for(
        id=42, version="00000000-0000-4000-8000-000000000012", contact="000PKXK4"
    )


def test_render_for(exchange: Any) -> None:
    sent, result = exchange(
        call_render_for,
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
    assert (
        sent.path
        == "/notifications/42/versions/00000000-0000-4000-8000-000000000012/render/contact/000PKXK4"
    )
    assert isinstance(result, models.NotificationRendering)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_render_for_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_render_for, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_render_by(client: Any) -> Any:
    return client.notifications.versions.render_by(
        id=42, version="00000000-0000-4000-8000-000000000012", unicity="reader@example.com"
    )


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
    assert (
        sent.path
        == "/notifications/42/versions/00000000-0000-4000-8000-000000000012/render/contact"
    )
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


def call_test(client: Any) -> Any:
    return client.notifications.versions.test(
        id=42,
        version="00000000-0000-4000-8000-000000000012",
        recipient={"type": "example", "value": 7},
        title="Your order is on its way",
        body="It should reach you on Tuesday.",
        icon="https://static.example.com/icon.png",
        thumbnail="https://static.example.com/thumbnail.png",
        image="https://static.example.com/image.png",
        data={"order": "A-1001"},
        variables=[{"name": "city", "value": "Lille"}],
        expiration={"type": "example", "value": {"key": "tomorrow"}},
        redirection={"type": "example"},
        channel={"type": "example"},
    )


def test_test(exchange: Any) -> None:
    sent, _ = exchange(call_test, 200, {"json": "text"})
    assert sent.method == "POST"
    assert sent.path == "/notifications/42/versions/00000000-0000-4000-8000-000000000012/test"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "recipient": {"type": "example", "value": 7},
            "title": "Your order is on its way",
            "body": "It should reach you on Tuesday.",
            "icon": "https://static.example.com/icon.png",
            "thumbnail": "https://static.example.com/thumbnail.png",
            "image": "https://static.example.com/image.png",
            "data": {"order": "A-1001"},
            "variables": [{"name": "city", "value": "Lille"}],
            "expiration": {"type": "example", "value": {"key": "tomorrow"}},
            "redirection": {"type": "example"},
            "channel": {"type": "example"},
        }
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_test_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_test, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
