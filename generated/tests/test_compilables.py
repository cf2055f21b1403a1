"""What goes out and what comes back: compilables."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_execute(client: Any) -> Any:
    return client.compilables.execute(id="00000000-0000-4000-8000-000000000020", request={})


def test_execute(exchange: Any) -> None:
    sent, result = exchange(
        call_execute,
        200,
        {
            "json": {
                "type": "success",
                "arguments": {"city": "Lille", "limit": 10},
                "value": {"found": 3},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/scripting/compilables/00000000-0000-4000-8000-000000000020/execution"
    assert sent.media_type == "application/json"
    assert sent.holds({})
    assert isinstance(result, models.CompilableResult)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_execute_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_execute, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_flaws(client: Any) -> Any:
    return client.compilables.list_flaws(id="00000000-0000-4000-8000-000000000020")


def test_list_flaws(exchange: Any) -> None:
    sent, result = exchange(
        call_list_flaws, 200, {"json": [{"type": "example", "x-not-in-the-document": "kept"}]}
    )
    assert sent.method == "GET"
    assert sent.path == "/scripting/compilables/00000000-0000-4000-8000-000000000020/flaws"
    assert isinstance(result[0], models.CompilableFlaw)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_flaws_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_flaws, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_duplicate(client: Any) -> Any:
    return client.compilables.duplicate(id="00000000-0000-4000-8000-000000000020")


def test_duplicate(exchange: Any) -> None:
    sent, result = exchange(
        call_duplicate,
        200,
        {"json": {"id": "00000000-0000-4000-8000-000000000021", "x-not-in-the-document": "kept"}},
    )
    assert sent.method == "POST"
    assert sent.path == "/scripting/compilables/00000000-0000-4000-8000-000000000020/duplication"
    assert isinstance(result, models.Compilable)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_duplicate_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_duplicate, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
