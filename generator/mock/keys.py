"""Requests with an idempotency key: a repeat gets the answer that the first one got.

The same key with another body is refused with 422 (draft-ietf-httpapi-idempotency-key-header,
section 2.7). A request that asks for another answer (`Prefer`, `Accept`) is another one, since
tests ask for each of them. What was answered is forgotten in the order in which it came."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from generator.document.idempotency import key_headers
from generator.mock.problem import ProblemError
from generator.mock.routes import ServedOperation

REPLAYED: Final = "Idempotent-Replayed"
_MOST: Final = 1_000


class _Known(NamedTuple):
    """What was sent under a key, and what was answered."""

    digest: bytes
    response: Response


class Keys:
    """The keys that were seen, with their answers."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._known: OrderedDict[tuple[str, ...], _Known] = OrderedDict()

    def place(self, operation: ServedOperation, request: Request) -> tuple[str, ...] | None:
        """What a request is known by; `None` for one without a key."""
        for header in key_headers(self._root, operation.node, operation.method.upper()):
            value = request.headers.get(header.wire)
            if header.is_key and value:
                asked = (request.headers.get(name, "") for name in ("prefer", "accept"))
                return (operation.method, str(request.url.path), value, *asked)
        return None

    def earlier(self, place: tuple[str, ...] | None, body: bytes) -> Response | None:
        """The answer to an earlier request with the key; raises `ProblemError` where that had
        another body.
        """
        known = None if place is None else self._known.get(place)
        if known is None:
            return None
        if known.digest != sha256(body).digest():
            raise ProblemError(422, "The idempotency key was sent before with another body.")
        return known.response

    def keep(self, place: tuple[str, ...] | None, body: bytes, response: Response) -> None:
        """Remember an answer; the next one says that it is a repeat."""
        content = getattr(response, "body", None)  # a stream has none
        if place is None or content is None:
            return
        again = Response(content, response.status_code)
        again.raw_headers = [*response.raw_headers, (REPLAYED.lower().encode(), b"true")]
        self._known[place] = _Known(sha256(body).digest(), again)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
