"""What goes out and what comes back: contacts_redlist."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_add_to_mail(client: Any) -> Any:
    return client.contacts.redlist.add_to_mail(
        id="000PKXK4", body_id="000PKXK4", timestamp="2025-01-01T08:00:00Z", origin=5, detail={}
    )


def test_add_to_mail(exchange: Any) -> None:
    sent, result = exchange(call_add_to_mail, 200, {})
    assert sent.method == "POST"
    assert sent.path == "/targets/000PKXK4/redlist/mail"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {"id": "000PKXK4", "timestamp": "2025-01-01T08:00:00Z", "origin": 5, "detail": {}}
    )
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_add_to_mail_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_add_to_mail, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_mail(client: Any) -> Any:
    return client.contacts.redlist.list_mail(
        start_date="2025-01-01T00:00:00Z", end_date="2025-01-02T00:00:00Z"
    )


def test_list_mail(exchange: Any) -> None:
    sent, result = exchange(
        call_list_mail,
        200,
        {
            "json": [
                {
                    "id": "000PKXK4",
                    "timestamp": "2025-01-01T08:00:00Z",
                    "origin": 5,
                    "detail": {},
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/redlist/mail"
    assert sent.asks([["startDate", "2025-01-01T00:00:00Z"], ["endDate", "2025-01-02T00:00:00Z"]])
    assert isinstance(result[0], models.RedlistEntry)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_mail_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_mail, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_sms(client: Any) -> Any:
    return client.contacts.redlist.list_sms(
        start_date="2025-01-01T00:00:00Z", end_date="2025-01-02T00:00:00Z"
    )


def test_list_sms(exchange: Any) -> None:
    sent, result = exchange(
        call_list_sms,
        200,
        {
            "json": [
                {
                    "id": "000PKXK4",
                    "timestamp": "2025-01-01T08:00:00Z",
                    "origin": 6,
                    "detail": {},
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/targets/redlist/sms"
    assert sent.asks([["startDate", "2025-01-01T00:00:00Z"], ["endDate", "2025-01-02T00:00:00Z"]])
    assert isinstance(result[0], models.RedlistEntry)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_sms_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_sms, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
