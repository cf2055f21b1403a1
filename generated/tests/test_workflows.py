"""What goes out and what comes back: workflows."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_create(client: Any) -> Any:
    return client.workflows.create(
        id=17,
        name="Welcome",
        description="Greets new readers.",
        state=0,
        creation_date="2025-01-01T08:00:00Z",
        update_date="2025-01-02T09:30:00Z",
        scripting={"version": "7.0.0"},
        settings={},
        listeners=[
            {
                "id": "listener-1",
                "name": "Arrival",
                "description": "Waits for new readers.",
                "event": {"type": "example"},
                "handler": "node-1",
            }
        ],
        capping=[
            {
                "key": {"type": "example", "value": {"key": "reader"}},
                "increment": 1,
                "threshold": 3,
                "period": {"type": "example", "unit": "WEEK", "value": 1},
                "nodes": ["node-1"],
            }
        ],
        nodes=[
            {
                "type": "publish",
                "id": "node-1",
                "name": "Tell the shop",
                "default": True,
                "next": "node-2",
            },
            {"type": "terminal", "id": "node-2", "name": "End"},
        ],
    )


def test_create(exchange: Any) -> None:
    sent, _ = exchange(call_create, 200, {"json": "text"})
    assert sent.method == "POST"
    assert sent.path == "/scripting/workflows"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "id": 17,
            "name": "Welcome",
            "description": "Greets new readers.",
            "state": 0,
            "creationDate": "2025-01-01T08:00:00Z",
            "updateDate": "2025-01-02T09:30:00Z",
            "scripting": {"version": "7.0.0"},
            "settings": {},
            "listeners": [
                {
                    "id": "listener-1",
                    "name": "Arrival",
                    "description": "Waits for new readers.",
                    "event": {"type": "example"},
                    "handler": "node-1",
                }
            ],
            "capping": [
                {
                    "key": {"type": "example", "value": {"key": "reader"}},
                    "increment": 1,
                    "threshold": 3,
                    "period": {"type": "example", "unit": "WEEK", "value": 1},
                    "nodes": ["node-1"],
                }
            ],
            "nodes": [
                {
                    "type": "publish",
                    "id": "node-1",
                    "name": "Tell the shop",
                    "default": True,
                    "next": "node-2",
                },
                {"type": "terminal", "id": "node-2", "name": "End"},
            ],
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


def call_replace(client: Any) -> Any:
    return client.workflows.replace(
        id=17,
        body_id=17,
        name="Welcome",
        description="Greets new readers.",
        state=0,
        creation_date="2025-01-01T08:00:00Z",
        update_date="2025-01-02T09:30:00Z",
        scripting={"version": "7.0.0"},
        settings={},
        listeners=[
            {
                "id": "listener-1",
                "name": "Arrival",
                "description": "Waits for new readers.",
                "event": {"type": "example"},
                "handler": "node-1",
            }
        ],
        capping=[
            {
                "key": {"type": "example", "value": {"key": "reader"}},
                "increment": 1,
                "threshold": 3,
                "period": {"type": "example", "unit": "WEEK", "value": 1},
                "nodes": ["node-1"],
            }
        ],
        nodes=[
            {
                "type": "publish",
                "id": "node-1",
                "name": "Tell the shop",
                "default": True,
                "next": "node-2",
            },
            {"type": "terminal", "id": "node-2", "name": "End"},
        ],
        tasks=[
            {
                "id": "task-1",
                "name": "Regular run",
                "description": "Runs on a schedule.",
                "schedulers": [
                    {
                        "type": "example",
                        "id": "scheduler-1",
                        "name": "Early in January",
                        "timeZone": {"name": "Europe/Paris"},
                        "minute": "0",
                        "hour": "2",
                        "dayOfMonth": "1",
                        "month": "1",
                        "dayOfWeek": "1",
                    }
                ],
                "provider": {
                    "type": "example",
                    "value": {"segment": 12},
                    "projection": {"city": "city"},
                },
                "handler": "node-1",
            }
        ],
    )


def test_replace(exchange: Any) -> None:
    sent, _ = exchange(call_replace, 200, {"json": "text"})
    assert sent.method == "PUT"
    assert sent.path == "/scripting/workflows/17"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "id": 17,
            "name": "Welcome",
            "description": "Greets new readers.",
            "state": 0,
            "creationDate": "2025-01-01T08:00:00Z",
            "updateDate": "2025-01-02T09:30:00Z",
            "scripting": {"version": "7.0.0"},
            "settings": {},
            "listeners": [
                {
                    "id": "listener-1",
                    "name": "Arrival",
                    "description": "Waits for new readers.",
                    "event": {"type": "example"},
                    "handler": "node-1",
                }
            ],
            "capping": [
                {
                    "key": {"type": "example", "value": {"key": "reader"}},
                    "increment": 1,
                    "threshold": 3,
                    "period": {"type": "example", "unit": "WEEK", "value": 1},
                    "nodes": ["node-1"],
                }
            ],
            "nodes": [
                {
                    "type": "publish",
                    "id": "node-1",
                    "name": "Tell the shop",
                    "default": True,
                    "next": "node-2",
                },
                {"type": "terminal", "id": "node-2", "name": "End"},
            ],
            "tasks": [
                {
                    "id": "task-1",
                    "name": "Regular run",
                    "description": "Runs on a schedule.",
                    "schedulers": [
                        {
                            "type": "example",
                            "id": "scheduler-1",
                            "name": "Early in January",
                            "timeZone": {"name": "Europe/Paris"},
                            "minute": "0",
                            "hour": "2",
                            "dayOfMonth": "1",
                            "month": "1",
                            "dayOfWeek": "1",
                        }
                    ],
                    "provider": {
                        "type": "example",
                        "value": {"segment": 12},
                        "projection": {"city": "city"},
                    },
                    "handler": "node-1",
                }
            ],
        }
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_replace_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_replace, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_delete(client: Any) -> Any:
    return client.workflows.delete(id=17)


def test_delete(exchange: Any) -> None:
    sent, result = exchange(call_delete, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/scripting/workflows/17"
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_delete, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_update(client: Any) -> Any:
    return client.workflows.update(id=17)


def test_update(exchange: Any) -> None:
    sent, result = exchange(
        call_update,
        200,
        {
            "json": {
                "id": 17,
                "name": "Welcome",
                "description": "Greets new readers.",
                "state": 1,
                "creationDate": "2025-01-01T08:00:00Z",
                "updateDate": "2025-01-02T09:30:00Z",
                "scripting": {"version": "7.0.0", "environment": {}, "imports": []},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PATCH"
    assert sent.path == "/scripting/workflows/17"
    assert isinstance(result, models.Workflow)
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


def call_list_nodes(client: Any) -> Any:
    return client.workflows.list_nodes(id=17)


def test_list_nodes(exchange: Any) -> None:
    sent, result = exchange(
        call_list_nodes,
        200,
        {
            "json": [
                {
                    "type": "publish",
                    "id": "node-1",
                    "name": "Tell the shop",
                    "description": "Emits an event for the shop.",
                    "default": True,
                    "settings": {},
                    "next": "node-2",
                    "event": {"type": "example", "value": {"name": "welcomed"}},
                    "data": {"type": "example", "value": {"city": "Lille"}},
                    "flow": {"type": "example", "value": "node-2"},
                    "x-not-in-the-document": "kept",
                },
                {"type": "terminal", "id": "node-2", "name": "End"},
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/scripting/workflows/17/nodes"
    assert isinstance(result[0], models.WorkflowNode)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_nodes_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_nodes, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_capping(client: Any) -> Any:
    return client.workflows.list_capping(id=17)


def test_list_capping(exchange: Any) -> None:
    sent, result = exchange(
        call_list_capping,
        200,
        {
            "json": [
                {
                    "key": {"type": "example", "value": {"key": "reader"}},
                    "increment": 1,
                    "threshold": 3,
                    "period": {"type": "example", "unit": "WEEK", "value": 1},
                    "nodes": ["node-1"],
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/scripting/workflows/17/capping"
    assert isinstance(result[0], models.WorkflowCapping)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_capping_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_capping, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_list_tasks(client: Any) -> Any:
    return client.workflows.list_tasks(id=17)


def test_list_tasks(exchange: Any) -> None:
    sent, result = exchange(
        call_list_tasks,
        200,
        {
            "json": [
                {
                    "id": "task-1",
                    "name": "Regular run",
                    "description": "Runs on a schedule.",
                    "schedulers": [
                        {
                            "type": "example",
                            "id": "scheduler-1",
                            "name": "Early in January",
                            "timeZone": {"name": "Europe/Paris"},
                            "minute": "0",
                            "hour": "2",
                            "dayOfMonth": "1",
                            "month": "1",
                            "dayOfWeek": "1",
                        }
                    ],
                    "provider": {
                        "type": "example",
                        "value": {"segment": 12},
                        "projection": {"city": "city"},
                    },
                    "handler": "node-1",
                    "x-not-in-the-document": "kept",
                }
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/scripting/workflows/17/tasks"
    assert isinstance(result[0], models.WorkflowTask)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_list_tasks_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_list_tasks, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_duplicate(client: Any) -> Any:
    return client.workflows.duplicate(id=17)


def test_duplicate(exchange: Any) -> None:
    sent, result = exchange(
        call_duplicate,
        200,
        {
            "json": {
                "id": 18,
                "name": "Welcome (copy)",
                "description": "Greets new readers.",
                "state": 0,
                "creationDate": "2025-01-01T08:00:00Z",
                "updateDate": "2025-01-02T09:30:00Z",
                "scripting": {
                    "version": "7.0.0",
                    "environment": {},
                    "imports": [],
                    "initializers": [],
                    "filters": [],
                },
                "settings": {},
                "listeners": [
                    {
                        "id": "listener-1",
                        "name": "Arrival",
                        "description": "Waits for new readers.",
                        "event": {"type": "example"},
                        "handler": "node-1",
                    }
                ],
                "capping": [
                    {
                        "key": {"type": "example", "value": {"key": "reader"}},
                        "increment": 1,
                        "threshold": 3,
                        "period": {"type": "example", "unit": "WEEK", "value": 1},
                        "nodes": ["node-1"],
                    }
                ],
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/scripting/workflows/17/duplication"
    assert isinstance(result, models.Workflow)
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
