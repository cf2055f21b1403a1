"""What goes out and what comes back: categories."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors


def call_list(client: Any) -> Any:
    return client.categories.list()


def test_list(exchange: Any) -> None:
    sent, _ = exchange(call_list, 200, {"json": "text"})
    assert sent.method == "GET"
    assert sent.path == "/categories"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_fails(exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]) -> None:
    failed = exchange.fails(call_list, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_create(client: Any) -> Any:
    return client.categories.create(request={})


def test_create(exchange: Any) -> None:
    sent, _ = exchange(call_create, 200, {"json": "text"})
    assert sent.method == "POST"
    assert sent.path == "/categories"
    assert sent.media_type == "application/json"
    assert sent.holds({})


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_create_fails(exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]) -> None:
    failed = exchange.fails(call_create, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_get(client: Any) -> Any:
    return client.categories.get(id=3)


def test_get(exchange: Any) -> None:
    sent, _ = exchange(call_get, 200, {"json": "text"})
    assert sent.method == "GET"
    assert sent.path == "/categories/3"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_get_fails(exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]) -> None:
    failed = exchange.fails(call_get, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_update(client: Any) -> Any:
    return client.categories.update(id=3, request={})


def test_update(exchange: Any) -> None:
    sent, _ = exchange(call_update, 200, {"json": "text"})
    assert sent.method == "PUT"
    assert sent.path == "/categories/3"
    assert sent.media_type == "application/json"
    assert sent.holds({})


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_update_fails(exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]) -> None:
    failed = exchange.fails(call_update, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_delete(client: Any) -> Any:
    return client.categories.delete(id=3)


def test_delete(exchange: Any) -> None:
    sent, _ = exchange(call_delete, 200, {"json": "text"})
    assert sent.method == "DELETE"
    assert sent.path == "/categories/3"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_fails(exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]) -> None:
    failed = exchange.fails(call_delete, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
