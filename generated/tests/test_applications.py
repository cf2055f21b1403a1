"""What goes out and what comes back: applications."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    return client.applications.list()


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "type": "native",
                    "id": "00000000-0000-4000-8000-000000000010",
                    "name": "Example shop",
                    "description": "The shop on phones.",
                    "active": True,
                    "stamp": {
                        "creation": "2025-01-01T08:00:00Z",
                        "modification": "2025-01-02T09:30:00Z",
                    },
                    "icon": None,
                    "providers": [
                        {"type": "firebase", "key": "example-key", "sender": "123456789"}
                    ],
                    "routes": [
                        {
                            "name": "Home",
                            "value": {"type": "literal", "value": "app://home"},
                            "default": True,
                        }
                    ],
                    "channels": None,
                    "x-not-in-the-document": "kept",
                },
                {
                    "type": "native",
                    "id": "00000000-0000-4000-8000-000000000011",
                    "name": "Example desk",
                    "description": "The service desk.",
                    "active": False,
                    "stamp": {
                        "creation": "2025-01-01T08:00:00Z",
                        "modification": "2025-01-02T09:30:00Z",
                    },
                    "icon": None,
                    "providers": [
                        {"type": "http", "url": "https://push.example.com/notifications"}
                    ],
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/parameters/applications"
    assert isinstance(result[0], models.Application)
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


def call_create(client: Any) -> Any:
    return client.applications.create(
        type="native",
        id=None,
        name="Example shop",
        description="The shop on phones.",
        active=False,
        stamp=None,
        icon=None,
        providers=[
            {"type": "firebase", "key": "example-key", "sender": "123456789"},
            {
                "type": "apns",
                "certificate": {
                    "type": "p12",
                    "value": "ZXhhbXBsZQ==",
                    "password": "example-password",
                    "expiration": "2026-01-01T08:00:00Z",
                },
                "bundle": "com.example.shop",
            },
        ],
        routes=[
            {"name": "Home", "value": {"type": "literal", "value": "app://home"}, "default": True}
        ],
        channels=[{"name": "News", "value": {"type": "literal", "value": "news"}, "default": True}],
    )


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "type": "native",
                "id": "00000000-0000-4000-8000-000000000010",
                "name": "Example shop",
                "description": "The shop on phones.",
                "active": False,
                "stamp": {"creation": "2025-01-01T08:00:00Z"},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/parameters/applications"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "type": "native",
            "id": None,
            "name": "Example shop",
            "description": "The shop on phones.",
            "active": False,
            "stamp": None,
            "icon": None,
            "providers": [
                {"type": "firebase", "key": "example-key", "sender": "123456789"},
                {
                    "type": "apns",
                    "certificate": {
                        "type": "p12",
                        "value": "ZXhhbXBsZQ==",
                        "password": "example-password",
                        "expiration": "2026-01-01T08:00:00Z",
                    },
                    "bundle": "com.example.shop",
                },
            ],
            "routes": [
                {
                    "name": "Home",
                    "value": {"type": "literal", "value": "app://home"},
                    "default": True,
                }
            ],
            "channels": [
                {"name": "News", "value": {"type": "literal", "value": "news"}, "default": True}
            ],
        }
    )
    assert isinstance(result, models.Application)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


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
    return client.applications.get(uuid="00000000-0000-4000-8000-000000000010")


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
                "type": "native",
                "id": "00000000-0000-4000-8000-000000000010",
                "name": "Example shop",
                "description": "The shop on phones.",
                "active": True,
                "stamp": {
                    "creation": "2025-01-01T08:00:00Z",
                    "modification": "2025-01-02T09:30:00Z",
                },
                "icon": "example",
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/parameters/applications/00000000-0000-4000-8000-000000000010"
    assert isinstance(result, models.Application)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


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
    return client.applications.update(
        uuid="00000000-0000-4000-8000-000000000010",
        request={
            "type": "native",
            "name": "Example shop",
            "description": "The shop on phones and tablets.",
            "active": True,
        },
    )


def test_update(exchange: Any) -> None:
    sent, _ = exchange(call_update, 200, {"json": "text"})
    assert sent.method == "PUT"
    assert sent.path == "/parameters/applications/00000000-0000-4000-8000-000000000010"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "type": "native",
            "name": "Example shop",
            "description": "The shop on phones and tablets.",
            "active": True,
        }
    )


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
    return client.applications.delete(uuid="00000000-0000-4000-8000-000000000010")


def test_delete(exchange: Any) -> None:
    sent, _ = exchange(call_delete, 200, {"json": "text"})
    assert sent.method == "DELETE"
    assert sent.path == "/parameters/applications/00000000-0000-4000-8000-000000000010"


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
