"""What goes out and what comes back: marketing_pressure."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list_topics(client: Any) -> Any:
    return client.marketing_pressure.list_topics()


def test_list_topics(exchange: Any) -> None:
    sent, result = exchange(
        call_list_topics,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000010",
                    "label": "Offers",
                    "description": "What is on offer this week.",
                    "stamp": {
                        "creation": "2025-01-01T08:00:00Z",
                        "modification": "2025-01-02T09:30:00Z",
                    },
                    "createdBy": "editor@example.com",
                    "modifiedBy": "editor@example.com",
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/marketing/pressure/topics"
    assert isinstance(result[0], models.MarketingPressureTopic)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_topics_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_topics, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_rules(client: Any) -> Any:
    return client.marketing_pressure.list_rules()


def test_list_rules(exchange: Any) -> None:
    sent, result = exchange(
        call_list_rules,
        200,
        {
            "json": [
                {
                    "id": "00000000-0000-4000-8000-000000000020",
                    "label": "Three offers a week",
                    "predicate": {"type": "example", "expressions": [{"type": "example"}]},
                    "stamp": {
                        "creation": "2025-01-01T08:00:00Z",
                        "modification": "2025-01-02T09:30:00Z",
                    },
                    "createdBy": "editor@example.com",
                    "modifiedBy": "editor@example.com",
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/marketing/pressure/rules"
    assert isinstance(result[0], models.MarketingPressureRule)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_rules_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_rules, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_is_topic_mandatory(client: Any) -> Any:
    return client.marketing_pressure.is_topic_mandatory()


def test_is_topic_mandatory(exchange: Any) -> None:
    sent, _ = exchange(call_is_topic_mandatory, 200, {"json": True})
    assert sent.method == "GET"
    assert sent.path == "/settings/marketing/pressure/topic"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_is_topic_mandatory_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_is_topic_mandatory, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_set_topic_mandatory(client: Any) -> Any:
    return client.marketing_pressure.set_topic_mandatory(request=True)


def test_set_topic_mandatory(exchange: Any) -> None:
    sent, _ = exchange(call_set_topic_mandatory, 200, {"json": "text"})
    assert sent.method == "PUT"
    assert sent.path == "/settings/marketing/pressure/topic"
    assert sent.media_type == "application/json"
    assert sent.holds(True)


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_set_topic_mandatory_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_set_topic_mandatory, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
