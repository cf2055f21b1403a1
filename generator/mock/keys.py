"""Requests with an idempotency key: a repeat gets the answer that the first one got.

The same key with another body is refused with 422 (draft-ietf-httpapi-idempotency-key-header,
section 2.7). A request that asks for another answer (`Prefer`, `Accept`) is another one, since
tests ask for each of them. What was answered is forgotten in the order in which it came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from generator.document.idempotency import key_headers
from generator.mock.latest import Latest
from generator.mock.problem import ProblemError
from generator.mock.routes import ServedOperation

REPLAYED: Final = "Idempotent-Replayed"


class _Known(NamedTuple):
    """What was sent under a key, and what was answered."""

    digest: bytes
    response: Response


class Keys:
    """The keys that were seen, with their answers."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._known = Latest[tuple[str, ...], _Known]()

    def answered(
        self,
        operation: ServedOperation,
        request: Request,
        body: bytes,
        answer: Callable[[], Response],
    ) -> Response:
        """The answer that an earlier request with the key got, else that of `answer`.

        Raises `ProblemError` where the earlier one had another body.
        """
        place = self._place(operation, request)
        if place is None:
            return answer()
        digest = sha256(body).digest()
        known = self._known.get(place)
        if known is None:
            response = answer()
            self._known[place] = _Known(digest, _repeated(response))
            return response
        if known.digest != digest:
            raise ProblemError(422, "The idempotency key was sent before with another body.")
        return known.response

    def _place(self, operation: ServedOperation, request: Request) -> tuple[str, ...] | None:
        """What a request is known by; `None` for one without a key."""
        for header in key_headers(self._root, operation.node, operation.method.upper()):
            value = request.headers.get(header.wire)
            if header.is_key and value:
                asked = (request.headers.get(name, "") for name in ("prefer", "accept"))
                return (operation.method, str(request.url.path), value, *asked)
        return None


def _repeated(response: Response) -> Response:
    """An answer that says that it is given again."""
    again = Response(response.body, response.status_code)
    again.raw_headers = [*response.raw_headers, (REPLAYED.lower().encode(), b"true")]
    return again
