"""The document as a judge: of every request that comes, and of every answer that goes.

A request is read and judged by the modules of the mock server. An answer is judged by the status,
the media type and the schema that the document has for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from generator.document.bundle import Document
from generator.document.examples import JsonValue
from generator.document.instances import Instances
from generator.mock.bodies import Bodies
from generator.mock.media import negotiated
from generator.mock.parameters import ABSENT, ParameterReader, RequestParts, raw_pairs
from generator.mock.problem import ProblemError, RequestFault
from generator.mock.routes import Routes, ServedOperation, decoded
from templates.runtime.media_types import is_json

OCTETS = "application/octet-stream"
# Statuses that the whole API may answer with, whether or not the document has them at an operation.
EVERYWHERE = frozenset({400, 401, 403, 404, 405, 406, 409, 410, 411, 415, 429, 501, 503})

# Bodies that the document leaves open, or wider than what another operation gives back of them:
# they must fit that too.
KEPT_AS = {
    "updateAction": "Action",
    "createValueList": "ValueList",
    "updateValueList": "ValueList",
    "updateImport": "ImportDefinition",
    "startImportExecution": "ImportDefinition",
    "createNotification": "Notification",
    "updateNotification": "Notification",
    "createSegment": "Segment",
}


class Refused(Exception):  # noqa: N818  # an answer, not an error of the program
    """Ends a call with this status; `text` is for who reads it, and most refusals have none."""

    def __init__(
        self, status: int, text: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = headers

    def response(self) -> Response:
        return Response(
            self.text or None, self.status, self.headers, "text/plain" if self.text else None
        )


@dataclass(frozen=True, slots=True)
class Call:
    """A request that fits the document: its operation, and what it carries by name. `body` is
    `None` where there is none.
    """

    operation: ServedOperation
    path: Mapping[str, str]
    query: Mapping[str, JsonValue]
    body: JsonValue
    content: bytes
    content_type: str
    accept: str
    may_send: bool = True

    def object(self) -> dict[str, JsonValue]:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise Refused(400, "the body is no object")
        return self.body


@dataclass(frozen=True, slots=True)
class Judged:
    """What the document says of a request: nothing, or a status and what is wrong."""

    call: Call
    status: int = 0
    faults: tuple[RequestFault, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the document has for an answer: a status, and media types with their schemas; none is an
    answer without content.
    """

    status: int
    content: Mapping[str, object] = field(default_factory=dict)


class Contract:
    """Judges by one document. Schemas are compiled when first used."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._routes = Routes(document)
        self._instances = Instances(document)
        self._reader = ParameterReader(document, self._instances)
        self._bodies = Bodies(document, self._instances, self._reader)

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations."""
        paths: Mapping[str, Mapping[str, object]] = self._document.root["paths"]
        items = (self._document.resolve(item)[0] for item in paths.values())
        nodes = (node for item in items for node in item.values() if isinstance(node, Mapping))
        return frozenset(str(node["operationId"]) for node in nodes if "operationId" in node)

    def name(self, request: Request) -> str:
        """The name of the operation that a request is for, and nothing for one that is for none."""
        try:
            return self._operation(request)[0].name
        except Refused:
            return ""

    def judge(self, request: Request, content: bytes, *, may_send: bool) -> Judged:
        """Finds the operation and reads the request. Raises `Refused` 404 and 405 where there is
        none.
        """
        operation, values = self._operation(request)
        query_string = request.scope["query_string"].decode("latin-1")
        headers = [(name.lower(), value) for name, value in request.headers.items()]
        wire = RequestParts(
            dict(zip(operation.variables, values, strict=True)),
            raw_pairs(query_string),
            headers,
            (),
            query_string,
        )
        label = request.headers.get("content-type", "")
        status, faults, text = self._faults(operation, wire, label, content)
        value = _value(content, label) if content and not status else None
        if kept := list(self._kept_faults(operation, value)):
            status, faults = 400, kept
        call = Call(
            operation,
            {name: decoded(value) for name, value in wire.variables.items()},
            {} if status else dict(self._query(operation, wire)),
            value,
            content,
            label,
            request.headers.get("accept", "*/*"),
            may_send,
        )
        return Judged(call, status, tuple(faults), text)

    def _operation(self, request: Request) -> tuple[ServedOperation, tuple[str, ...]]:
        raw = (
            (request.scope.get("raw_path") or request.scope["path"].encode())
            .decode("latin-1")
            .partition("?")[0]
        )
        match = self._routes.match(raw)
        if match is None:
            raise Refused(404, "the document has no such path")
        found = match.operations.get(request.method)
        if not found:
            raise Refused(405, f"{match.path} has no {request.method} in the document")
        return found[0], match.values

    def _faults(
        self, operation: ServedOperation, wire: RequestParts, label: str, content: bytes
    ) -> tuple[int, list[RequestFault], str]:
        try:
            faults = [
                *self._reader.faults(operation, wire),
                *self._bodies.faults(operation, label, content),
            ]
        except ProblemError as problem:
            return (
                problem.status,
                [*problem.faults] or [RequestFault("body", "", "", problem.detail)],
                problem.detail,
            )
        return (400 if faults else 0), faults, f"the request does not fit {operation.name}"

    def _kept_faults(self, operation: ServedOperation, value: JsonValue) -> Iterator[RequestFault]:
        schema = self._document.root["components"]["schemas"].get(KEPT_AS.get(operation.name))
        if schema is not None and value is not None:
            for each in self._instances.violations(schema, value, "response"):
                yield RequestFault("body", "", each.pointer, each.message)

    def _query(
        self, operation: ServedOperation, wire: RequestParts
    ) -> Iterator[tuple[str, JsonValue]]:
        for parameter in operation.parameters:
            if parameter["in"] == "query":
                value = self._reader.value(parameter, wire)
                if value is not ABSENT:
                    yield parameter["name"], value

    # --- answers ----------------------------------------------------------------------------------

    def success(self, operation: ServedOperation) -> Answer:
        """The success that the document has for an operation; where it states no status, the usual
        one.
        """
        responses = {str(status): node for status, node in operation.node["responses"].items()}
        key = next(status for status in sorted(responses) if status.startswith("2"))
        content = self._document.resolve(responses[key])[0].get("content") or {}
        usual = 200 if content else 204
        return Answer(int(key) if key.isdigit() else usual, content)

    def chosen(self, operation: ServedOperation, accept: str) -> str:
        """The media type of a success that `accept` allows. Raises `Refused` 406 where it allows
        none.
        """
        allowed = negotiated(self.success(operation).content, accept)
        if not allowed:
            raise Refused(
                406, f"{operation.name} answers with {', '.join(self.success(operation).content)}"
            )
        return "application/json" if allowed[0] == "*/*" else allowed[0]

    def objections(
        self, operation: ServedOperation, status: int, label: str, content: bytes
    ) -> list[str]:
        """What the document has against an answer."""
        responses = {str(key).upper(): node for key, node in operation.node["responses"].items()}
        key = next(
            (key for key in (str(status), f"{status // 100}XX", "DEFAULT") if key in responses),
            None,
        )
        if key is None:
            return [] if status in EVERYWHERE else [f"{operation.name} has no answer {status}"]
        media = self._document.resolve(responses[key])[0].get("content") or {}
        if not content:
            return (
                [f"{operation.name} {status}: content is documented, and there is none"]
                if media and "*/*" not in media
                else []
            )
        if status >= 400 and not media:
            return []  # an error may carry a text
        if label not in media and "*/*" not in media:
            return [f"{operation.name} {status}: {label or 'content'} is not documented"]
        if not is_json(label):
            return []  # an example that is text
        schema = self._document.resolve(media.get(label) or media["*/*"])[0].get("schema", True)
        found = self._instances.violations(schema, json.loads(content), "response")
        return [
            f"{operation.name} {status}: {each.pointer or 'the body'} {each.message}"
            for each in found
        ]


def _value(content: bytes, label: str) -> JsonValue:
    """JSON, under whatever name; the octets of a file are in `Call.content`."""
    if label.partition(";")[0].strip().lower() == OCTETS:
        return None
    try:
        value: JsonValue = json.loads(content)
    except ValueError:
        raise Refused(400, "the body is not JSON") from None
    return value
