"""What goes out and what comes back: segments."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    return client.segments.list()


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "type": "static",
                    "id": 12,
                    "name": "Newsletter readers",
                    "creation": "2025-01-01T08:00:00Z",
                    "expiration": "2026-01-01T08:00:00Z",
                    "isTest": False,
                    "targetsCount": 1250,
                    "x-not-in-the-document": "kept",
                },
                {
                    "type": "static",
                    "id": 13,
                    "name": "Our own team",
                    "creation": "2025-01-01T08:00:00Z",
                    "expiration": "2026-01-01T08:00:00Z",
                    "isTest": True,
                    "targetsCount": 8,
                },
                {
                    "type": "dynamic",
                    "id": 14,
                    "name": "Readers in Lille",
                    "creation": "2025-01-02T09:30:00Z",
                    "expiration": "2026-01-02T09:30:00Z",
                    "isTest": False,
                    "targetsCount": 310,
                    "parentId": 12,
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/segments"
    assert isinstance(result[0], models.Segment)
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
    return client.segments.create(
        type="static",
        name="Newsletter readers",
        description="Everyone who asked for the newsletter.",
        is_test=False,
    )


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "type": "static",
                "id": 12,
                "name": "Newsletter readers",
                "description": "Everyone who asked for the newsletter.",
                "creation": "2025-01-01T08:00:00Z",
                "expiration": "2026-01-01T08:00:00Z",
                "isTest": False,
                "targetsCount": 0,
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/segments"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "type": "static",
            "name": "Newsletter readers",
            "description": "Everyone who asked for the newsletter.",
            "isTest": False,
        }
    )
    assert isinstance(result, models.Segment)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (409, {}, errors.ConflictError),
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
    return client.segments.get(id=12)


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
                "type": "static",
                "id": 12,
                "name": "Newsletter readers",
                "description": "Everyone who asked for the newsletter.",
                "creation": "2025-01-01T08:00:00Z",
                "expiration": "2026-01-01T08:00:00Z",
                "isTest": False,
                "targetsCount": 1250,
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/segments/12"
    assert isinstance(result, models.Segment)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
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


def call_update(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.segments.update(
            id=12,
            type="static",
            body_id=12,
            name="Newsletter readers",
            description="Everyone who asked for the monthly newsletter.",
            expiration="2027-01-01T08:00:00Z",
        )


def test_update(exchange: Any) -> None:
    sent, result = exchange(
        call_update,
        200,
        {
            "json": {
                "type": "static",
                "id": 12,
                "name": "Newsletter readers",
                "description": "Everyone who asked for the newsletter.",
                "creation": "2025-01-01T08:00:00Z",
                "expiration": "2026-01-01T08:00:00Z",
                "isTest": False,
                "targetsCount": 1250,
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/segments/12"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "type": "static",
            "id": 12,
            "name": "Newsletter readers",
            "description": "Everyone who asked for the monthly newsletter.",
            "expiration": "2027-01-01T08:00:00Z",
        }
    )
    assert isinstance(result, models.Segment)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {}, errors.NotFoundError),
        (409, {}, errors.ConflictError),
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
    return client.segments.delete(id=12)


def test_delete(exchange: Any) -> None:
    sent, result = exchange(call_delete, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/segments/12"
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_delete, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
