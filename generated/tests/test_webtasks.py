"""What goes out and what comes back: webtasks."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_update(client: Any) -> Any:
    return client.webtasks.update(
        id=23,
        request={
            "id": 23,
            "name": "Weather",
            "description": "Looks up the weather of a city.",
            "creationDate": "2025-01-01T08:00:00Z",
            "scripting": {
                "version": "7.0.0",
                "imports": None,
                "initializers": None,
                "filters": None,
            },
            "settings": {},
            "value": "example",
        },
    )


def test_update(exchange: Any) -> None:
    sent, result = exchange(
        call_update,
        200,
        {
            "json": {
                "id": 23,
                "name": "Weather",
                "description": "Looks up the weather of a city.",
                "creationDate": "2025-01-01T08:00:00Z",
                "scripting": {"version": "7.0.0", "environment": {}},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PATCH"
    assert sent.path == "/scripting/webtasks/23"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "id": 23,
            "name": "Weather",
            "description": "Looks up the weather of a city.",
            "creationDate": "2025-01-01T08:00:00Z",
            "scripting": {
                "version": "7.0.0",
                "imports": None,
                "initializers": None,
                "filters": None,
            },
            "settings": {},
            "value": "example",
        }
    )
    assert isinstance(result, models.Webtask)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


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
