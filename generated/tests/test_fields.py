"""What goes out and what comes back: fields."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.fields.list()


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "type": "email",
                    "id": 1,
                    "name": "Email",
                    "isUnicity": True,
                    "isMandatory": True,
                    "isCriterion": True,
                    "x-not-in-the-document": "kept",
                },
                {
                    "type": "singleSelectList",
                    "id": 2,
                    "name": "City",
                    "isUnicity": False,
                    "isMandatory": False,
                    "isCriterion": True,
                    "constraint": {"operator": 0, "value": "example"},
                    "valueListId": 7,
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/fields"
    assert isinstance(result[0], models.ContactField)
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
        return client.fields.create(
            type="textField", name="City", is_unicity=False, is_mandatory=False, is_criterion=True
        )


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "id": 3,
                "type": "textField",
                "name": "City",
                "isUnicity": False,
                "isMandatory": False,
                "isCriterion": True,
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/fields"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "type": "textField",
            "name": "City",
            "isUnicity": False,
            "isMandatory": False,
            "isCriterion": True,
        }
    )
    assert isinstance(result, models.ContactField)
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
