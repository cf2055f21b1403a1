"""What goes out and what comes back: contacts."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_get(client: Any) -> Any:
    return client.contacts.get(id="000PKXK4", request={})


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
                "id": "000PKXK4",
                "hash": "0123456789abcdef0123456789abcdef",
                "creationDate": "2025-01-01T08:00:00Z",
                "lastUpdateDate": "2025-01-02T09:30:00Z",
                "fields": {"1": "reader@example.com", "2": "Lille"},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4"
    assert sent.media_type == "application/vnd.mperf.v8.model.v1+json"
    assert sent.holds({})
    assert isinstance(result, models.Contact)
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
    return client.contacts.update(
        id="000PKXK4", request={"Email": "reader@example.com", "City": "Lille"}
    )


def test_update(exchange: Any) -> None:
    sent, result = exchange(
        call_update,
        200,
        {
            "json": {
                "id": "000PKXK4",
                "hash": "0123456789abcdef0123456789abcdef",
                "creationDate": "2025-01-01T08:00:00Z",
                "lastUpdateDate": "2025-01-02T09:30:00Z",
                "fields": {"1": "reader@example.com", "2": "Lille"},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/targets/000PKXK4"
    assert sent.media_type == "application/json"
    assert sent.holds({"Email": "reader@example.com", "City": "Lille"})
    assert isinstance(result, models.Contact)
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
    return client.contacts.delete(id="000PKXK4")


def test_delete(exchange: Any) -> None:
    sent, result = exchange(call_delete, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/targets/000PKXK4"
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


def call_get_by(client: Any) -> Any:
    return client.contacts.get_by(
        hash="0123456789abcdef0123456789abcdef", unicity=["reader@example.com"], request=["example"]
    )


def test_get_by(exchange: Any) -> None:
    sent, result = exchange(
        call_get_by,
        200,
        {
            "json": {
                "id": "000PKXK4",
                "hash": "0123456789abcdef0123456789abcdef",
                "creationDate": "2025-01-01T08:00:00Z",
                "lastUpdateDate": "2025-01-02T09:30:00Z",
                "fields": {"1": "reader@example.com", "2": "Lille"},
                "x-not-in-the-document": "kept",
            },
            "headers": {"content-type": "application/vnd.np6.experimental+json"},
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets"
    assert sent.asks(
        [["hash", "0123456789abcdef0123456789abcdef"], ["unicity", "reader@example.com"]]
    )
    assert sent.media_type == "application/json"
    assert sent.holds(["example"])
    assert isinstance(result, models.Contact)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_get_by_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_get_by, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_create(client: Any) -> Any:
    return client.contacts.create(request={"Email": "reader@example.com", "City": "Lille"})


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "id": "000PKXK4",
                "hash": "0123456789abcdef0123456789abcdef",
                "creationDate": "2025-01-01T08:00:00Z",
                "lastUpdateDate": "2025-01-02T09:30:00Z",
                "fields": {"1": "reader@example.com", "2": "Lille"},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/targets"
    assert sent.media_type == "application/json"
    assert sent.holds({"Email": "reader@example.com", "City": "Lille"})
    assert isinstance(result, models.Contact)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {}, errors.BadRequestError),
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


def call_update_by(client: Any) -> Any:
    return client.contacts.update_by(
        unicity="reader@example.com", request={"Email": "reader@example.com", "City": "Lille"}
    )


def test_update_by(exchange: Any) -> None:
    sent, result = exchange(
        call_update_by,
        200,
        {
            "json": {
                "id": "000PKXK4",
                "hash": "0123456789abcdef0123456789abcdef",
                "creationDate": "2025-01-01T08:00:00Z",
                "lastUpdateDate": "2025-01-02T09:30:00Z",
                "fields": {"1": "reader@example.com", "2": "Lille"},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/targets"
    assert sent.asks([["unicity", "reader@example.com"]])
    assert sent.media_type == "application/json"
    assert sent.holds({"Email": "reader@example.com", "City": "Lille"})
    assert isinstance(result, models.Contact)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_update_by_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_update_by, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_delete_many(client: Any) -> Any:
    return client.contacts.delete_many(type="segment", value=12)


def test_delete_many(exchange: Any) -> None:
    sent, result = exchange(call_delete_many, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/targets"
    assert sent.media_type == "application/json"
    assert sent.holds({"type": "segment", "value": 12})
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_many_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_delete_many, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_count(client: Any) -> Any:
    return client.contacts.count()


def test_count(exchange: Any) -> None:
    sent, result = exchange(
        call_count, 200, {"json": {"targetsCount": 1250, "x-not-in-the-document": "kept"}}
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/count"
    assert isinstance(result, models.ContactCount)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_count_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_count, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_notifications(client: Any) -> Any:
    return client.contacts.list_notifications(
        id="000PKXK4", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z", sort="asc"
    )


def test_list_notifications(exchange: Any) -> None:
    sent, result = exchange(
        call_list_notifications,
        200,
        {
            "json": [
                {
                    "notification_key": 42,
                    "target": "000PKXK4",
                    "libelle": "Order shipped",
                    "dismiss": None,
                    "activation": "2025-01-01T08:00:00Z",
                    "redirection": "2025-01-01T08:05:00Z",
                    "x-not-in-the-document": "kept",
                },
                {
                    "notification_key": 43,
                    "target": "000PKXK4",
                    "libelle": "Welcome back",
                    "dismiss": "2025-01-02T09:35:00Z",
                    "activation": "2025-01-02T09:30:00Z",
                    "redirection": None,
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/000PKXK4/notifications"
    assert sent.asks(
        [["start", "2025-01-01T00:00:00Z"], ["end", "2025-01-02T00:00:00Z"], ["sort", "asc"]]
    )
    assert isinstance(result[0], models.ContactNotification)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_notifications_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_notifications, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
