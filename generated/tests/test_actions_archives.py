"""What goes out and what comes back: actions_archives."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    return client.actions.archives.list(
        start_date="2025-01-01T00:00:00Z", end_date="2025-01-02T00:00:00Z"
    )


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000010",
                    "action": "000ABC",
                    "target": "000PKXK4",
                    "sendingDate": "2025-01-01T08:00:00Z",
                    "url": "https://archives.example.com/000ABC/000PKXK4.eml?signature=example",
                    "expiresOn": "2025-01-03T08:00:00Z",
                    "x-not-in-the-document": "kept",
                },
                {
                    "id": "00000000-0000-4000-8000-000000000011",
                    "action": "000ABD",
                    "target": "000PKXK5",
                    "sendingDate": "2025-01-01T09:30:00Z",
                    "url": "https://archives.example.com/000ABD/000PKXK5.eml?signature=example",
                    "expiresOn": "2025-01-03T08:00:00Z",
                },
            ],
            "headers": {"content-type": "application/vnd.np6.cm.mail.archive"},
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/archives"
    assert sent.asks([["startDate", "2025-01-01T00:00:00Z"], ["endDate", "2025-01-02T00:00:00Z"]])
    assert isinstance(result[0], models.Archive)
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


def call_list_for(client: Any) -> Any:
    return client.actions.archives.list_for(
        id="000ABC",
        target="000PKXK4",
        start_date="2025-01-01T00:00:00Z",
        end_date="2025-01-02T00:00:00Z",
    )


def test_list_for(exchange: Any) -> None:
    sent, result = exchange(
        call_list_for,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000010",
                    "action": "000ABC",
                    "target": "000PKXK4",
                    "sendingDate": "2025-01-01T08:00:00Z",
                    "url": "https://archives.example.com/000ABC/000PKXK4.eml?signature=example",
                    "expiresOn": "2025-01-03T08:00:00Z",
                    "x-not-in-the-document": "kept",
                }
            ],
            "headers": {"content-type": "application/vnd.np6.cm.mail.archive"},
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/targets/000PKXK4/archives"
    assert sent.asks([["startDate", "2025-01-01T00:00:00Z"], ["endDate", "2025-01-02T00:00:00Z"]])
    assert isinstance(result[0], models.Archive)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_for_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_for, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
