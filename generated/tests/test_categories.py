"""What goes out and what comes back: categories."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    return client.categories.list()


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "id": 3,
                    "name": "Sales",
                    "description": "Everything about sales.",
                    "creationDate": "2025-01-01T08:00:00Z",
                    "x-not-in-the-document": "kept",
                },
                {
                    "id": 4,
                    "name": "News",
                    "description": None,
                    "creationDate": "2025-01-02T09:30:00Z",
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/categories"
    assert isinstance(result[0], models.Category)
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
    return client.categories.create(name="Sales", description="Everything about sales.")


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "id": 3,
                "name": "Sales",
                "description": "Everything about sales.",
                "creationDate": "2025-01-01T08:00:00Z",
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/categories"
    assert sent.media_type == "application/json"
    assert sent.holds({"name": "Sales", "description": "Everything about sales."})
    assert isinstance(result, models.Category)
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
    return client.categories.get(id=3)


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
                "id": 3,
                "name": "Sales",
                "description": "Everything about sales.",
                "creationDate": "2025-01-01T08:00:00Z",
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/categories/3"
    assert isinstance(result, models.Category)
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
    return client.categories.update(id=3, name="Sales", description="Everything about our sales.")


def test_update(exchange: Any) -> None:
    sent, result = exchange(
        call_update,
        200,
        {
            "json": {
                "id": 3,
                "name": "Sales",
                "description": "Everything about sales.",
                "creationDate": "2025-01-01T08:00:00Z",
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/categories/3"
    assert sent.media_type == "application/json"
    assert sent.holds({"name": "Sales", "description": "Everything about our sales."})
    assert isinstance(result, models.Category)
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
    return client.categories.delete(id=3)


def test_delete(exchange: Any) -> None:
    sent, result = exchange(call_delete, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/categories/3"
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
