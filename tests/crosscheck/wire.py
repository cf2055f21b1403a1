"""Requests as they go out, in the terms in which two clients must agree."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import httpx2

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Sent:
    """One request. `body` is canonical JSON, whatever its label says, or else the bytes; a fragment
    of the URL is not sent.
    """

    method: str
    url: str
    query: tuple[tuple[str, str], ...]
    key: str | None
    content_type: str | None
    body: str | bytes


def sent(request: httpx.Request | httpx2.Request) -> Sent:
    url = urlsplit(str(request.url))
    query = [
        (name, canonical(value)) for name, value in parse_qsl(url.query, keep_blank_values=True)
    ]
    return Sent(
        method=request.method,
        url=f"{url.scheme}://{url.netloc}{url.path}",
        query=tuple(sorted(query, key=itemgetter(0))),
        key=request.headers.get("x-key"),
        content_type=request.headers.get("content-type"),
        body=_body(request.content),
    )


def canonical(value: Any) -> Any:
    """`value` with every date-time in UTC: spellings of the same instant are equal."""
    if isinstance(value, dict):
        return {name: canonical(item) for name, item in value.items()}
    if isinstance(value, list):
        return [canonical(item) for item in value]
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(UTC).isoformat()
    return value


def _body(content: bytes) -> str | bytes:
    try:
        value = json.loads(content)
    except ValueError:
        return content
    return json.dumps(
        canonical(value), sort_keys=True, indent=1
    )  # as text, for in Python True == 1 == 1.0
