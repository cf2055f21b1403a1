"""What the mock says when a request does not fit the document: RFC 9457 problem details that list
every violation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from starlette.responses import Response

from generator.records import record


@record(frozen=True, slots=True)
class RequestFault:
    """One thing wrong with a request. `place` is path, query, header, cookie, body or security;
    `name` the parameter's name, empty for a body; `pointer` an RFC 6901 pointer into the value."""

    place: str
    name: str
    pointer: str
    detail: str

    def as_json(self) -> dict[str, str]:
        return {"in": self.place, "name": self.name, "pointer": self.pointer, "detail": self.detail}


class ProblemError(Exception):
    """Ends the handling of a request with this answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        faults: Iterable[RequestFault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})

    def response(self) -> Response:
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "violations": [fault.as_json() for fault in self.faults],
        }
        return Response(
            json.dumps(body, ensure_ascii=False),
            self.status,
            self.headers,
            media_type="application/problem+json",
        )
