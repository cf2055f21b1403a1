"""What goes out and what comes back: value_lists."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.value_lists.list()


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "id": 7,
                    "name": "Cities",
                    "ordered": True,
                    "values": [{"index": 1, "value": "Lille"}, {"index": 2, "value": "Lyon"}],
                    "x-not-in-the-document": "kept",
                },
                {
                    "id": 8,
                    "name": "Titles",
                    "ordered": False,
                    "values": [{"index": 1, "value": "Dr"}],
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/valueLists"
    assert isinstance(result[0], models.ValueList)
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
    with pytest.deprecated_call():
        return client.value_lists.create(
            name="Cities",
            ordered=True,
            values=[{"index": 1, "value": "Lille"}, {"index": 2, "value": "Lyon"}],
        )


def test_create(exchange: Any) -> None:
    sent, _ = exchange(call_create, 200, {"json": "text"})
    assert sent.method == "POST"
    assert sent.path == "/valueLists"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "name": "Cities",
            "ordered": True,
            "values": [{"index": 1, "value": "Lille"}, {"index": 2, "value": "Lyon"}],
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
    return client.value_lists.get(id=7)


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
                "id": 7,
                "name": "Cities",
                "ordered": True,
                "values": [{"index": 1, "value": "Lille"}, {"index": 2, "value": "Lyon"}],
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/valueLists/7"
    assert isinstance(result, models.ValueList)
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
    return client.value_lists.update(
        id=7,
        body_id=7,
        name="Cities",
        ordered=True,
        values=[
            {"index": 1, "value": "Lille"},
            {"index": 2, "value": "Lyon"},
            {"index": 3, "value": "Nantes"},
        ],
    )


def test_update(exchange: Any) -> None:
    sent, _ = exchange(call_update, 200, {"json": "text"})
    assert sent.method == "PUT"
    assert sent.path == "/valueLists/7"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "id": 7,
            "name": "Cities",
            "ordered": True,
            "values": [
                {"index": 1, "value": "Lille"},
                {"index": 2, "value": "Lyon"},
                {"index": 3, "value": "Nantes"},
            ],
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
