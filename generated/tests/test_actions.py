"""What goes out and what comes back: actions."""

from __future__ import annotations

from typing import Any

import pytest
from np6 import errors, models


def call_list(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.actions.list(
            creation_start="2025-01-01T00:00:00Z", creation_end="2025-01-02T00:00:00Z"
        )


def test_list(exchange: Any) -> None:
    sent, result = exchange(
        call_list,
        200,
        {
            "json": [
                {
                    "type": "mailMessage",
                    "id": "000ABC",
                    "name": "Summer sale",
                    "creationDate": "2025-01-01T08:00:00Z",
                    "informations": {"folder": 12, "category": 3, "state": 10},
                    "settings": {},
                    "scheduler": {
                        "type": "scheduled",
                        "startDate": "2025-01-06T08:00:00Z",
                        "endDate": "2025-01-07T08:00:00Z",
                    },
                    "x-not-in-the-document": "kept",
                },
                {
                    "type": "mailMessage",
                    "id": "000ABD",
                    "name": "Winter sale",
                    "creationDate": "2025-01-01T09:30:00Z",
                    "informations": {"folder": None, "category": None, "state": 30},
                    "settings": {},
                    "scheduler": {
                        "type": "scheduled",
                        "startDate": "2025-01-06T08:00:00Z",
                        "endDate": None,
                    },
                },
            ]
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions"
    assert sent.asks(
        [["creation_start", "2025-01-01T00:00:00Z"], ["creation_end", "2025-01-02T00:00:00Z"]]
    )
    assert isinstance(result[0], models.Action)
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
    return client.actions.create(
        type="mailMessage",
        name="Summer sale",
        settings={"templating": {"version": "4.1"}, "editionMode": 1},
        content={
            "headers": {
                "from": {"prefix": "news", "domain": "example.com", "label": "Example Shop"}
            },
            "subject": "Our summer sale starts today",
            "html": "<html><body><p>Everything must go.</p></body></html>",
        },
    )


def test_create(exchange: Any) -> None:
    sent, result = exchange(
        call_create,
        200,
        {
            "json": {
                "type": "mailMessage",
                "id": "000ABC",
                "name": "Summer sale",
                "creationDate": "2025-01-01T08:00:00Z",
                "informations": {"folder": None, "category": None, "state": 20},
                "settings": {
                    "templating": {"version": "4.1"},
                    "editionMode": 1,
                    "field": 1630,
                    "contentFormat": 1,
                },
                "content": {
                    "headers": {
                        "from": {"prefix": "news", "domain": "example.com", "label": "Example Shop"}
                    },
                    "subject": "Our summer sale starts today",
                    "html": "<html><body><p>Everything must go.</p></body></html>",
                },
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/actions"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "type": "mailMessage",
            "name": "Summer sale",
            "settings": {"templating": {"version": "4.1"}, "editionMode": 1},
            "content": {
                "headers": {
                    "from": {"prefix": "news", "domain": "example.com", "label": "Example Shop"}
                },
                "subject": "Our summer sale starts today",
                "html": "<html><body><p>Everything must go.</p></body></html>",
            },
        }
    )
    assert isinstance(result, models.Action)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {}, errors.BadRequestError),
        (401, {}, errors.AuthenticationError),
        (403, {}, errors.PermissionDeniedError),
        (404, {}, errors.NotFoundError),
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


def call_get(client: Any) -> Any:
    return client.actions.get(id="000ABC")


def test_get(exchange: Any) -> None:
    sent, result = exchange(
        call_get,
        200,
        {
            "json": {
                "type": "mailMessage",
                "id": "000ABC",
                "name": "Summer sale",
                "description": "Announces the summer sale to regular customers.",
                "creationDate": "2025-01-01T08:00:00Z",
                "informations": {"folder": 12, "category": 3, "state": 10},
                "settings": {
                    "templating": {"version": "4.1"},
                    "editionMode": 0,
                    "purpose": {"type": "example"},
                    "consent": 1,
                    "priority": False,
                    "importance": False,
                    "environment": {},
                    "field": 1630,
                    "culture": "fr-FR",
                    "contentFormat": 1,
                    "useFormLinkSSL": True,
                    "sendingProfile": 1,
                    "performance": {"openingRate": 25.5, "clickRate": 4.5, "unsubscribedRate": 0.5},
                    "mp": {"use": True, "increment": True},
                    "webAnalyser": 1,
                    "archive": True,
                },
                "content": {
                    "headers": {
                        "from": {
                            "prefix": "news",
                            "domain": "example.com",
                            "label": "Example Shop",
                        },
                        "reply": "service@example.com",
                    },
                    "subject": "Our summer sale starts today",
                    "html": "<html><body><p>Everything must go.</p></body></html>",
                    "text": "Everything must go.",
                },
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC"
    assert isinstance(result, models.Action)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (401, {}, errors.AuthenticationError),
        (403, {}, errors.PermissionDeniedError),
        (404, {}, errors.NotFoundError),
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
    return client.actions.update(id="000ABC", type="mailMessage", name="Summer sale, extended")


def test_update(exchange: Any) -> None:
    sent, result = exchange(
        call_update,
        200,
        {
            "json": {
                "type": "mailMessage",
                "id": "000ABC",
                "name": "Summer sale, extended",
                "creationDate": "2025-01-01T08:00:00Z",
                "informations": {"folder": 12, "category": 3, "state": 20},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "PUT"
    assert sent.path == "/actions/000ABC"
    assert sent.media_type == "application/json"
    assert sent.holds({"type": "mailMessage", "name": "Summer sale, extended"})
    assert isinstance(result, models.Action)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {}, errors.NotFoundError),
        (409, {}, errors.ConflictError),
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
    return client.actions.delete(id="000ABC")


def test_delete(exchange: Any) -> None:
    sent, result = exchange(call_delete, 200, {})
    assert sent.method == "DELETE"
    assert sent.path == "/actions/000ABC"
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (404, {}, errors.NotFoundError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_delete_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_delete, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_duplicate(client: Any) -> Any:
    return client.actions.duplicate(id="000ABC", type=0, folder=12)


def test_duplicate(exchange: Any) -> None:
    sent, result = exchange(
        call_duplicate,
        200,
        {
            "json": {
                "type": "mailMessage",
                "id": "000ABD",
                "name": "Summer sale (copy)",
                "description": "Announces the summer sale to regular customers.",
                "creationDate": "2025-01-02T09:30:00Z",
                "informations": {"folder": 12, "category": 3, "state": 10},
                "settings": {
                    "templating": {"version": "4.1"},
                    "editionMode": 0,
                    "purpose": {"type": "example"},
                    "consent": 1,
                    "priority": False,
                    "importance": False,
                    "environment": {},
                    "field": 1630,
                    "culture": "fr-FR",
                    "contentFormat": 1,
                    "useFormLinkSSL": True,
                    "sendingProfile": 1,
                    "performance": {"openingRate": 25.5, "clickRate": 4.5, "unsubscribedRate": 0.5},
                    "mp": {"use": True, "increment": True},
                    "webAnalyser": 1,
                    "archive": True,
                },
                "content": {
                    "headers": {
                        "from": {
                            "prefix": "news",
                            "domain": "example.com",
                            "label": "Example Shop",
                        },
                        "reply": "service@example.com",
                    },
                    "subject": "Our summer sale starts today",
                    "html": "<html><body><p>Everything must go.</p></body></html>",
                    "text": "Everything must go.",
                },
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/duplication"
    assert sent.asks([["type", "0"], ["folder", "12"]])
    assert isinstance(result, models.Action)
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


def call_validate(client: Any) -> Any:
    return client.actions.validate(
        id="000ABC",
        for_test=True,
        campaign_analyser=False,
        test_segments=[7],
        media_for_test="proof@example.com",
        text_and_html=True,
        comments="The last test before the sale.",
        variables=[{"name": "city", "value": "Lille"}],
    )


def test_validate(exchange: Any) -> None:
    sent, result = exchange(call_validate, 204, {})
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/validation"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "fortest": True,
            "campaignAnalyser": False,
            "testSegments": [7],
            "mediaForTest": "proof@example.com",
            "textandHtml": True,
            "comments": "The last test before the sale.",
            "variables": [{"name": "city", "value": "Lille"}],
        }
    )
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {}, errors.BadRequestError),
        (401, {}, errors.AuthenticationError),
        (404, {}, errors.NotFoundError),
        (409, {}, errors.ConflictError),
        (410, {}, errors.StatusError),
        (411, {}, errors.LengthRequiredError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_validate_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_validate, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_unvalidate(client: Any) -> Any:
    return client.actions.unvalidate(
        id="000ABC",
        for_test=True,
        campaign_analyser=False,
        test_segments=[7],
        media_for_test="proof@example.com",
        text_and_html=True,
        comments="The subject has a mistake.",
        variables=[{"name": "city", "value": "Lille"}],
    )


def test_unvalidate(exchange: Any) -> None:
    sent, result = exchange(call_unvalidate, 204, {})
    assert sent.method == "DELETE"
    assert sent.path == "/actions/000ABC/validation"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "fortest": True,
            "campaignAnalyser": False,
            "testSegments": [7],
            "mediaForTest": "proof@example.com",
            "textandHtml": True,
            "comments": "The subject has a mistake.",
            "variables": [{"name": "city", "value": "Lille"}],
        }
    )
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (409, {}, errors.ConflictError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_unvalidate_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_unvalidate, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_render_many(client: Any) -> Any:
    return client.actions.render_many(
        id="000ABC",
        request=[
            {
                "receiver": {"type": "id", "value": "000PKXK4"},
                "related": {"type": "id", "value": "000PKXK5"},
                "data": {"order": "A-1001"},
                "blocks": [{"name": "products", "value": "shoes"}],
                "variables": [{"name": "city", "value": "Lille"}],
                "stamp": {
                    "time": 1735689600000,
                    "id": "00000000-0000-4000-8000-000000000001",
                    "thread": "00000000-0000-4000-8000-000000000002",
                    "set": "00000000-0000-4000-8000-000000000003",
                },
                "headers": {
                    "from": {"prefix": "news", "domain": "example.com", "label": "Example Shop"},
                    "reply": "service@example.com",
                },
                "subject": "Our summer sale starts today",
                "content": {
                    "type": "example",
                    "html": "<html><body><p>Everything must go.</p></body></html>",
                    "text": "Everything must go.",
                    "amp": "<html amp4email><body><p>Everything must go.</p></body></html>",
                },
                "context": {
                    "id": "message-1",
                    "display": 1,
                    "render": 7,
                    "recipient": "reader@example.com",
                },
            },
            {"receiver": {"type": "id", "value": "000PKXK5"}},
        ],
        content_type="application/vnd.np6.cm.email",
    )


def test_render_many(exchange: Any) -> None:
    sent, result = exchange(
        call_render_many,
        200,
        {"json": [{"type": "success", "x-not-in-the-document": "kept"}, {"type": "success"}]},
    )
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/renders"
    assert sent.media_type == "application/vnd.np6.cm.email"
    assert sent.holds(
        [
            {
                "receiver": {"type": "id", "value": "000PKXK4"},
                "related": {"type": "id", "value": "000PKXK5"},
                "data": {"order": "A-1001"},
                "blocks": [{"name": "products", "value": "shoes"}],
                "variables": [{"name": "city", "value": "Lille"}],
                "stamp": {
                    "time": 1735689600000,
                    "id": "00000000-0000-4000-8000-000000000001",
                    "thread": "00000000-0000-4000-8000-000000000002",
                    "set": "00000000-0000-4000-8000-000000000003",
                },
                "headers": {
                    "from": {"prefix": "news", "domain": "example.com", "label": "Example Shop"},
                    "reply": "service@example.com",
                },
                "subject": "Our summer sale starts today",
                "content": {
                    "type": "example",
                    "html": "<html><body><p>Everything must go.</p></body></html>",
                    "text": "Everything must go.",
                    "amp": "<html amp4email><body><p>Everything must go.</p></body></html>",
                },
                "context": {
                    "id": "message-1",
                    "display": 1,
                    "render": 7,
                    "recipient": "reader@example.com",
                },
            },
            {"receiver": {"type": "id", "value": "000PKXK5"}},
        ]
    )
    assert isinstance(result[0], models.RenderedMessage)
    assert sent.live or getattr(result[0], "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_render_many_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_render_many, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_render(client: Any) -> Any:
    return client.actions.render(
        id="000ABC",
        receiver={"type": "id", "value": "000PKXK4"},
        data={"order": "A-1001"},
        subject="Our summer sale starts today",
        content_type="application/vnd.np6.cm.email",
    )


def test_render(exchange: Any) -> None:
    sent, result = exchange(
        call_render,
        200,
        {
            "json": {
                "type": "success",
                "recipient": "reader@example.com",
                "sender": {
                    "bounce": "bounce@example.com",
                    "label": "Example Shop",
                    "reply": "service@example.com",
                    "value": "news@example.com",
                },
                "subject": "Our summer sale starts today",
                "html": "<html><body><p>Everything must go.</p></body></html>",
                "text": "Everything must go.",
                "amp": "<html amp4email><body><p>Everything must go.</p></body></html>",
                "headers": {"X-Campaign": "summer", "X-Shop": "example"},
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/render"
    assert sent.media_type == "application/vnd.np6.cm.email"
    assert sent.holds(
        {
            "receiver": {"type": "id", "value": "000PKXK4"},
            "data": {"order": "A-1001"},
            "subject": "Our summer sale starts today",
        }
    )
    assert isinstance(result, models.RenderedMessage)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_render_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_render, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_send_many(client: Any) -> Any:
    return client.actions.send_many(
        id="000ABC",
        request=[
            {
                "recipient": {"type": "id", "value": "000PKXK4"},
                "related": {"type": "id", "value": "000PKXK5"},
                "copies": [],
                "headers": {
                    "from": {"prefix": "news", "domain": "example.com", "label": "Example Shop"},
                    "reply": "service@example.com",
                },
                "subject": "Your order is on its way",
                "attachments": [{"name": "invoice.pdf", "mime": "application/pdf", "data": {}}],
                "content": {},
                "data": {"order": "A-1001"},
                "blocks": [],
                "variables": [],
                "stamp": {
                    "time": 1735689600000,
                    "id": "00000000-0000-4000-8000-000000000001",
                    "thread": "00000000-0000-4000-8000-000000000002",
                    "set": "00000000-0000-4000-8000-000000000003",
                },
                "urgent": True,
                "important": False,
            },
            {"recipient": {"type": "id", "value": "000PKXK5"}, "data": {"order": "A-1002"}},
        ],
        content_type="application/vnd.np6.cm.email",
    )


def test_send_many(exchange: Any) -> None:
    sent, _ = exchange(
        call_send_many,
        200,
        {
            "json": [
                {
                    "type": "success",
                    "id": "00000000-0000-4000-8000-000000000001",
                    "recipient": {
                        "type": "footprint",
                        "id": "000PKXK4",
                        "unicity": "reader@example.com",
                        "hash": "example-hash-1",
                    },
                },
                {
                    "type": "error",
                    "value": {
                        "type": "recipient not found",
                        "recipient": {"type": "unicity", "value": ["nobody@example.com"]},
                    },
                },
            ]
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/executions"
    assert sent.media_type == "application/vnd.np6.cm.email"
    assert sent.holds(
        [
            {
                "recipient": {"type": "id", "value": "000PKXK4"},
                "related": {"type": "id", "value": "000PKXK5"},
                "copies": [],
                "headers": {
                    "from": {"prefix": "news", "domain": "example.com", "label": "Example Shop"},
                    "reply": "service@example.com",
                },
                "subject": "Your order is on its way",
                "attachments": [{"name": "invoice.pdf", "mime": "application/pdf", "data": {}}],
                "content": {},
                "data": {"order": "A-1001"},
                "blocks": [],
                "variables": [],
                "stamp": {
                    "time": 1735689600000,
                    "id": "00000000-0000-4000-8000-000000000001",
                    "thread": "00000000-0000-4000-8000-000000000002",
                    "set": "00000000-0000-4000-8000-000000000003",
                },
                "urgent": True,
                "important": False,
            },
            {"recipient": {"type": "id", "value": "000PKXK5"}, "data": {"order": "A-1002"}},
        ]
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {}, errors.BadRequestError),
        (401, {}, errors.AuthenticationError),
        (403, {}, errors.PermissionDeniedError),
        (404, {}, errors.NotFoundError),
        (409, {}, errors.ConflictError),
        (411, {}, errors.LengthRequiredError),
        (415, {}, errors.UnsupportedMediaTypeError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_send_many_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_send_many, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_send(client: Any) -> Any:
    return client.actions.send(
        id="000ABC",
        recipient={"type": "id", "value": "000PKXK4"},
        data={"order": "A-1001"},
        urgent=True,
        content_type="application/vnd.np6.cm.email",
    )


def test_send(exchange: Any) -> None:
    sent, _ = exchange(
        call_send,
        200,
        {
            "json": {
                "type": "success",
                "id": "00000000-0000-4000-8000-000000000001",
                "recipient": {
                    "type": "footprint",
                    "id": "000PKXK4",
                    "unicity": "reader@example.com",
                    "hash": "example-hash-1",
                },
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/execution"
    assert sent.media_type == "application/vnd.np6.cm.email"
    assert sent.holds(
        {
            "recipient": {"type": "id", "value": "000PKXK4"},
            "data": {"order": "A-1001"},
            "urgent": True,
        }
    )


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {}, errors.BadRequestError),
        (409, {}, errors.ConflictError),
        (411, {}, errors.LengthRequiredError),
        (415, {}, errors.UnsupportedMediaTypeError),
        (429, {}, errors.RateLimitError),
    ],
)
def test_send_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_send, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_export_opens(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.actions.export_opens(id="000ABC")


def test_export_opens(exchange: Any) -> None:
    sent, result = exchange(call_export_opens, 200, {})
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/export/tracking/opens"
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_export_opens_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_export_opens, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_export_clicks(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.actions.export_clicks(id="000ABC")


def test_export_clicks(exchange: Any) -> None:
    sent, result = exchange(call_export_clicks, 200, {})
    assert sent.method == "GET"
    assert sent.path == "/actions/000ABC/export/tracking/clicks"
    assert result is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_export_clicks_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_export_clicks, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_render_links(client: Any) -> Any:
    with pytest.deprecated_call():
        return client.actions.render_links(
            id="000ABC",
            receiver={"type": "id", "value": "000PKXK4"},
            data={"order": "A-1001"},
            variables=[{"name": "city", "value": "Lille"}],
            context={
                "id": "message-1",
                "display": 1,
                "render": 7,
                "recipient": "reader@example.com",
            },
            stamp={
                "time": 1735689600000,
                "id": "00000000-0000-4000-8000-000000000001",
                "thread": "00000000-0000-4000-8000-000000000002",
                "set": "00000000-0000-4000-8000-000000000003",
            },
            links=[{"type": "example", "destination": {}}],
        )


def test_render_links(exchange: Any) -> None:
    sent, result = exchange(
        call_render_links,
        200,
        {
            "json": {
                "type": "success",
                "links": ["https://links.example.com/000ABC/1"],
                "x-not-in-the-document": "kept",
            }
        },
    )
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/render/links"
    assert sent.media_type == "application/json"
    assert sent.holds(
        {
            "receiver": {"type": "id", "value": "000PKXK4"},
            "data": {"order": "A-1001"},
            "variables": [{"name": "city", "value": "Lille"}],
            "context": {
                "id": "message-1",
                "display": 1,
                "render": 7,
                "recipient": "reader@example.com",
            },
            "stamp": {
                "time": 1735689600000,
                "id": "00000000-0000-4000-8000-000000000001",
                "thread": "00000000-0000-4000-8000-000000000002",
                "set": "00000000-0000-4000-8000-000000000003",
            },
            "links": [{"type": "example", "destination": {}}],
        }
    )
    assert isinstance(result, models.RenderedLinks)
    assert sent.live or getattr(result, "x-not-in-the-document") == "kept"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_render_links_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_render_links, status, answer)
    assert type(failed) is error
    assert failed.status_code == status


def call_send_to(client: Any) -> Any:
    return client.actions.send_to(id="000ABC", target_id="000PKXK4", data={"order": "A-1001"})


def test_send_to(exchange: Any) -> None:
    sent, _ = exchange(call_send_to, 200, {"json": "text"})
    assert sent.method == "POST"
    assert sent.path == "/actions/000ABC/targets/000PKXK4"
    assert sent.media_type == "application/json"
    assert sent.holds({"data": {"order": "A-1001"}})


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {}, errors.RateLimitError),
    ],
)
def test_send_to_fails(
    exchange: Any, status: int, answer: dict[str, Any], error: type[errors.StatusError]
) -> None:
    failed = exchange.fails(call_send_to, status, answer)
    assert type(failed) is error
    assert failed.status_code == status
