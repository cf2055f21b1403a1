"""What goes out and what comes back: imports."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import PollingFailedError, errors, models


def call_list(client: Any) -> Any:
    return client.imports.list()


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "id": 5,
                    "name": "Nightly customers",
                    "creationDate": "2025-01-01T08:00:00Z",
                    "binding": 3,
                    "features": [
                        {
                            "type": "report",
                            "sendFinalReport": True,
                            "sendErrorReport": True,
                            "contactGuids": ["example"],
                        },
                        {"type": "database", "updateExisting": True, "crushData": False},
                        {"type": "duplicate", "rules": {"first": True}},
                        {"type": "segmentation", "segmentId": 12, "emptyExisitingSegment": False},
                        {"type": "normalization", "fields": {"1": ["example", "example"]}},
                    ],
                    "source": {
                        "type": "ftp",
                        "creationDate": "2025-01-01T08:00:00Z",
                        "folder": "nightly",
                        "templateFilename": "customers.csv",
                    },
                    "scheduler": {"id": 2},
                    "x-not-in-the-document": "kept",
                },
                {
                    "id": 6,
                    "name": "Unsubscribed elsewhere",
                    "creationDate": "2025-01-02T09:30:00Z",
                    "binding": 4,
                    "features": [
                        {
                            "type": "report",
                            "sendFinalReport": True,
                            "sendErrorReport": True,
                            "contactGuids": ["example"],
                        },
                        {"type": "database", "updateExisting": True, "crushData": False},
                        {"type": "duplicate", "rules": {"first": True}},
                        {"type": "redList", "destination": {"mail": True, "sms": False}},
                    ],
                    "source": {
                        "type": "ftp",
                        "creationDate": "2025-01-02T09:30:00Z",
                        "folder": "unsubscribed",
                    },
                },
            ],
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/imports"
    assert isinstance(result[0], models.ImportDefinition)
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
        return client.imports.create(
            id=None,
            name="Nightly customers",
            creation_date="2025-01-01T08:00:00Z",
            binding=3,
            features=[
                {
                    "type": "report",
                    "sendFinalReport": True,
                    "sendErrorReport": True,
                    "contactGuids": ["example"],
                },
                {"type": "database", "updateExisting": True, "crushData": False},
                {"type": "duplicate", "rules": {"first": True}},
                {"type": "segmentation", "segmentId": 12, "emptyExisitingSegment": False},
                {"type": "normalization", "fields": {"1": ["example", "example"]}},
            ],
            source={"type": "ftp", "creationDate": "2025-01-01T08:00:00Z"},
        )


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "id": 5,
                "name": "Nightly customers",
                "creationDate": "2025-01-01T08:00:00Z",
                "binding": 3,
                "features": [
                    {
                        "type": "report",
                        "sendFinalReport": True,
                        "sendErrorReport": True,
                        "contactGuids": ["example"],
                    },
                    {"type": "database", "updateExisting": True, "crushData": False},
                    {"type": "duplicate", "rules": {"first": True}},
                    {"type": "segmentation", "segmentId": 12, "emptyExisitingSegment": False},
                    {"type": "normalization", "fields": {"1": ["example", "example"]}},
                ],
                "source": {
                    "type": "ftp",
                    "creationDate": "2025-01-01T08:00:00Z",
                    "folder": "nightly",
                    "templateFilename": "customers.csv",
                },
                "scheduler": {"id": 2},
                "x-not-in-the-document": "kept",
            },
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/imports"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "id": None,
            "name": "Nightly customers",
            "creationDate": "2025-01-01T08:00:00Z",
            "binding": 3,
            "features": [
                {
                    "type": "report",
                    "sendFinalReport": True,
                    "sendErrorReport": True,
                    "contactGuids": ["example"],
                },
                {"type": "database", "updateExisting": True, "crushData": False},
                {"type": "duplicate", "rules": {"first": True}},
                {"type": "segmentation", "segmentId": 12, "emptyExisitingSegment": False},
                {"type": "normalization", "fields": {"1": ["example", "example"]}},
            ],
            "source": {"type": "ftp", "creationDate": "2025-01-01T08:00:00Z"},
        }
    )
    assert isinstance(result, models.ImportDefinition)
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


def call_get(client: Any) -> Any:
    return client.imports.get(id=5)


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
                "id": 5,
                "name": "Nightly customers",
                "creationDate": "2025-01-01T08:00:00Z",
                "binding": 3,
                "features": [
                    {
                        "type": "report",
                        "sendFinalReport": True,
                        "sendErrorReport": True,
                        "contactGuids": ["example"],
                    },
                    {"type": "database", "updateExisting": True, "crushData": False},
                    {"type": "duplicate", "rules": {"first": True}},
                    {"type": "segmentation", "segmentId": 12, "emptyExisitingSegment": False},
                    {"type": "normalization", "fields": {"1": ["example", "example"]}},
                ],
                "source": {
                    "type": "ftp",
                    "creationDate": "2025-01-01T08:00:00Z",
                    "folder": "nightly",
                    "templateFilename": "customers.csv",
                },
                "scheduler": {"id": 2},
                "x-not-in-the-document": "kept",
            },
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/imports/5"
    assert isinstance(result, models.ImportDefinition)
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
    return client.imports.update(
        id=5,
        binding=3,
        features=[{"type": "database", "updateExisting": True, "crushData": False}],
        source={"type": "ftp", "creationDate": "2025-01-01T08:00:00Z"},
        scheduler={"id": 2},
    )


def test_update(exchange: Any) -> None:
    sent, result = exchange(
        call_update,
        200,
        {
            "json": {
                "id": 5,
                "name": "Nightly customers",
                "creationDate": "2025-01-01T08:00:00Z",
                "binding": 3,
                "features": [
                    {
                        "type": "report",
                        "sendFinalReport": True,
                        "sendErrorReport": True,
                        "contactGuids": ["example"],
                    },
                    {"type": "database", "updateExisting": True, "crushData": False},
                    {"type": "duplicate", "rules": {"first": True}},
                    {"type": "segmentation", "segmentId": 12, "emptyExisitingSegment": False},
                    {"type": "normalization", "fields": {"1": ["example", "example"]}},
                ],
                "source": {
                    "type": "ftp",
                    "creationDate": "2025-01-01T08:00:00Z",
                    "folder": "nightly",
                    "templateFilename": "customers.csv",
                },
                "scheduler": {"id": 2},
                "x-not-in-the-document": "kept",
            },
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/imports/5"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "binding": 3,
            "features": [{"type": "database", "updateExisting": True, "crushData": False}],
            "source": {"type": "ftp", "creationDate": "2025-01-01T08:00:00Z"},
            "scheduler": {"id": 2},
        }
    )
    assert isinstance(result, models.ImportDefinition)
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


def call_delete(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.imports.delete(id=5)


def test_delete(exchange: Any) -> None:
    sent, result = exchange(call_delete, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/imports/5"
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


def call_upload_source(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.imports.upload_source(id=5, request=b"content")


def test_upload_source(exchange: Any) -> None:
    sent, result = exchange(
        call_upload_source,
        200,
        {
            "json": {
                "type": "file",
                "id": 9,
                "creationDate": "2025-01-01T08:00:00Z",
                "updateDate": "2025-01-02T09:30:00Z",
                "filename": "customers.csv",
                "x-not-in-the-document": "kept",
            },
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/imports/5/source"
    assert sent.media_type == "application/octet-stream"
    assert sent.content == b"content"
    assert isinstance(result, models.ImportSource)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_upload_source_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_upload_source, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_get_last_execution(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.imports.get_last_execution(id=5)


def test_get_last_execution(exchange: Any) -> None:
    sent, result = exchange(
        call_get_last_execution,
        200,
        {
            "json": {"state": 0, "x-not-in-the-document": "kept"},
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/imports/5/executions"
    assert isinstance(result, models.ImportExecution)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_get_last_execution_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_get_last_execution, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_start_execution(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.imports.start_execution(
            id=5, body_id=5, name="Nightly customers", creation_date="2025-01-01T08:00:00Z"
        )


def test_start_execution(exchange: Any) -> None:
    sent, result = exchange(
        call_start_execution,
        200,
        {
            "json": {
                "startDate": "2025-01-02T09:30:00Z",
                "state": 0,
                "content": {},
                "source": {"type": "file", "filename": "customers.csv"},
                "x-not-in-the-document": "kept",
            },
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/imports/5/executions"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {"id": 5, "name": "Nightly customers", "creationDate": "2025-01-01T08:00:00Z"}
    )
    assert isinstance(result, models.StartedImportExecution)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_start_execution_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_start_execution, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_wait_for_last_execution(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.imports.wait_for_last_execution(id=5, interval=0.01)


def test_wait_for_last_execution(exchange: Any) -> None:
    sent, _ = exchange(
        call_wait_for_last_execution,
        200,
        {
            "json": {"state": 1},
            "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/imports/5/executions"
    assert exchange.live or len(exchange.requests) == 1
    if exchange.live:
        return  # the work of the mock server does not fail
    with pytest.raises(PollingFailedError):
        exchange(
            call_wait_for_last_execution,
            200,
            {
                "json": {"state": 2},
                "headers": {"content-type": "application/vnd.mperf.v8.import.v1+json"},
            },
        )
