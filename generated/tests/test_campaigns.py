"""What goes out and what comes back: campaigns."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_create(client: Any) -> Any:
    return client.campaigns.create(
        id="00000000-0000-4000-8000-000000000030",
        name="Spring sale",
        description="Everything that goes out about the spring sale.",
        start_date="2025-03-01T00:00:00Z",
        end_date="2025-03-31T00:00:00Z",
        creation_date="2025-01-01T08:00:00Z",
        update_date="2025-01-02T09:30:00Z",
        items=[{"type": "example", "id": 42}],
    )


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "id": "00000000-0000-4000-8000-000000000030",
                "name": "Spring sale",
                "description": "Everything that goes out about the spring sale.",
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/campaigns"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "id": "00000000-0000-4000-8000-000000000030",
            "name": "Spring sale",
            "description": "Everything that goes out about the spring sale.",
            "startDate": "2025-03-01T00:00:00Z",
            "endDate": "2025-03-31T00:00:00Z",
            "creationDate": "2025-01-01T08:00:00Z",
            "updateDate": "2025-01-02T09:30:00Z",
            "items": [{"type": "example", "id": 42}],
        }
    )
    assert isinstance(result, models.Campaign)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


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
