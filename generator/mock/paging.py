"""Lists in pages, as the mock answers them: a walk over them comes to an end, after two pages where
the documented example names a second one.

The first page is the example as it is, unless that could not be asked for; any other one is the
last. A next URL, or a `Link`, would lead to the API itself, so there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import parse_qs

from generator.document.bundle import Document
from generator.document.examples import JsonValue
from generator.document.instances import Instances
from generator.document.rules.paging import DIALECTS, Said, paging_of, places_in_request, value_of
from generator.document.rules.survey import surveyed
from generator.mock.routes import ServedOperation

_MISSING: Any = object()


class Pages:
    """Which page of a list an answer is."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self._document, self._instances = document, instances
        self._said: dict[str, tuple[Said, list[Any]] | None] = {}

    def of(
        self, operation: ServedOperation, schema: Any, value: JsonValue, sent: bytes, query: str
    ) -> JsonValue:
        """`value`, the example of an answer to a request of that query and body, as its page."""
        found = self._paging(operation)
        if found is None or not isinstance(value, list | dict):
            return value
        said, schemas = found
        items = _at(value, said.items)
        number = len(items) if isinstance(items, list) else 0
        if said.total:
            value = _put(value, said.total, 2 * number if said.kind == "offset" else said.start + 1)
        place = _place(said, query, sent)
        if said.kind in ("offset", "page"):
            is_first = place is None or str(place) == str(said.start)
        else:
            is_first = place is None and self._leads_on(said, schemas, value)
        return value if is_first else self._last(said, schema, value)

    def headers(self, operation: ServedOperation, headers: dict[str, str]) -> dict[str, str]:
        """Those of an answer, without a link that leads to the API."""
        found = self._paging(operation)
        if found is None or found[0].kind != "link":
            return headers
        return {name: value for name, value in headers.items() if name.lower() != "link"}

    def _paging(self, operation: ServedOperation) -> tuple[Said, list[Any]] | None:
        """How the list comes in pages, and the schemas of what asks for the next one."""
        key = f"{operation.method} {operation.path}"
        if key not in self._said:
            self._said[key] = self._read(operation)
        return self._said[key]

    def _read(self, operation: ServedOperation) -> tuple[Said, list[Any]] | None:
        if all(value_of(operation.node, each) is None for each in DIALECTS):
            return None
        survey = surveyed(self._document)
        for site in survey.of("operation"):
            if site.node is operation.node:
                said = paging_of(survey, site)
                if isinstance(said, Said):
                    return said, places_in_request(survey, site, said)
        return None

    def _leads_on(self, said: Said, schemas: list[Any], value: JsonValue) -> bool:
        """Whether the next page can be asked for by what the example says."""
        if said.kind != "cursor":
            return False
        items = _at(value, said.items)
        last = items[-1] if isinstance(items, list) and items else None
        cursor = _at(last, said.last) if said.last else _at(value, said.next)
        return isinstance(cursor, str | int) and all(
            self._instances.valid(schema, cursor, "request") for schema in schemas
        )

    def _last(self, said: Said, schema: Any, value: JsonValue) -> JsonValue:
        if said.more:
            return cast("JsonValue", _put(value, said.more, False))
        if said.next:
            ends = [_put(value, said.next, end) for end in (None, _MISSING, "")]
            fits = (each for each in ends if self._instances.valid(schema, each, "response"))
            return cast("JsonValue", next(fits, ends[0]))
        return value if said.total or said.kind == "link" else _put(value, said.items, [])


def _place(said: Said, query: str, sent: bytes) -> Any:
    """What the request asks for the page by; `None` for nothing."""
    if said.parameter is not None:
        return next(iter(parse_qs(query).get(said.parameter, ())), None)
    try:
        body = json.loads(sent) if said.body and sent else None
    except ValueError:
        return None
    return _at(body, said.body) if said.body else None


def _at(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _put(value: JsonValue, path: Sequence[str], given: Any) -> Any:
    """A copy with a value at a place; without it where that is `_MISSING`."""
    if not path:
        return given
    copied = dict(value) if isinstance(value, dict) else {}
    name, *below = path
    if below:
        copied[name] = _put(copied.get(name), below, given)
    elif given is _MISSING:
        copied.pop(name, None)
    else:
        copied[name] = given
    return copied
