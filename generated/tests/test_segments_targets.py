"""What goes out and what comes back: segments_targets."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors


def call_list(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.segments.targets.list(id=12)


def test_list(exchange: Any) -> None:
    sent, _ = exchange(call_list, 200, {"json": ["000PKXK4", "000PKXK5"]})
    assert sent.method == "GET"
    assert sent.path == "/segments/12/targets"


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


def call_add(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.segments.targets.add(id=12, request=["000PKXK4", "000PKXK5"])


def test_add(exchange: Any) -> None:
    sent, _ = exchange(call_add, 200, {"json": 2})
    assert sent.method == "PUT"
    assert sent.path == "/segments/12/targets"
    assert sent.media_type == "application/json"
    assert sent.holds(["000PKXK4", "000PKXK5"])


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {}, errors.BadRequestError),
        (404, {}, errors.NotFoundError),
        (409, {}, errors.ConflictError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_add_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_add, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_remove_all(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.segments.targets.remove_all(id=12)


def test_remove_all(exchange: Any) -> None:
    sent, result = exchange(call_remove_all, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/segments/12/targets"
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_remove_all_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_remove_all, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
