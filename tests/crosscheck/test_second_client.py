"""A second opinion: the same inputs through the client that openapi-python-client generates,
compared on the wire.

Each operation is called by both clients for each example of its body, for each group of
`x-exactly-one-of`, with parameters that need encoding, and with nothing but what is required:
method, URL, query, content type, key header and decoded body must be equal. Our method is called
once with values of JSON and the body whole, and once with values of Python and, where it takes
them, the body's fields as keywords. What the other client cannot express is in `gaps.yaml` with a
reason, by operation: a gap that is not listed fails, and so does a listed one that is no longer
there."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

from generator.api.model import Api, MediaType, Named, Operation, Parameter, Scalar
from generator.document.bundle import Document
from tests import flagship, written_yaml
from tests.crosscheck.other_client import InexpressibleError, OtherClient, generated
from tests.crosscheck.wire import Sent, sent

ROOT = Path(__file__).parents[2]
DOCUMENT: Document = flagship.document()
API: Api = flagship.api()
GAPS: dict[str, str] = (
    written_yaml.read((Path(__file__).parent / "gaps.yaml").read_text(encoding="utf-8")) or {}
)
KEY = "0123456789abcdef"
CONTENT = b"id;email\r\n7;reader@example.com\r\n"
AWKWARD = {
    "str": "é /?&=+#%,;:@'\"~*()[]!$|\\^{}<>..",
    "datetime": "2025-01-01T00:00:00.123456+05:30",
}
PYTHON_VALUES: dict[str, Any] = {"datetime": datetime.fromisoformat, "uuid": UUID}


@dataclass(frozen=True)
class Call:
    """`media` is None where no body is sent."""

    parameters: tuple[Parameter, ...]
    media: MediaType | None = None
    body: Any = None


def _calls(operation: Operation) -> list[Call]:
    bodies: list[tuple[MediaType | None, Any]] = [(None, None)]
    if operation.body:
        bodies = [
            (media, body)
            for media in operation.body.media_types
            for body in media.examples or (CONTENT,)
        ]
    grouped = {name for group in operation.exactly_one_of for name in group}
    calls: list[Call] = []
    for group in operation.exactly_one_of or ((),):
        given = tuple(
            parameter
            for parameter in operation.parameters
            if parameter.python not in grouped.difference(group)
        )
        required = tuple(
            parameter for parameter in given if parameter.required or parameter.python in group
        )
        least = bodies[0] if operation.body and operation.body.required else (None, None)
        awkward = tuple(_awkward(parameter) for parameter in given)
        calls += [
            *(Call(given, *body) for body in bodies),
            Call(awkward, *bodies[0]),
            Call(required, *least),
        ]
    return [call for index, call in enumerate(calls) if call not in calls[:index]]


def _awkward(parameter: Parameter) -> Parameter:
    kind = getattr(parameter.type, "inner", parameter.type)
    return (
        replace(parameter, example=AWKWARD.get(kind.kind, parameter.example))
        if isinstance(kind, Scalar)
        else parameter
    )


def _keywords(operation: Operation, call: Call) -> Iterator[dict[str, Any]]:
    """What our method is called with, in each form that it has."""
    values = {parameter.python: parameter.example for parameter in call.parameters}
    typed = {parameter.python: _python_value(parameter) for parameter in call.parameters}
    body = operation.body
    if not body or not call.media:
        yield from (values, typed)
        return
    whole = {body.python: call.body}
    if body.content_type_keyword:
        whole[body.content_type_keyword] = call.media.content_type
    names = {field.wire: field.python for field in body.fields or ()}
    spread = isinstance(call.body, dict) and call.body and names.keys() >= call.body.keys()
    yield values | whole
    yield typed | ({names[wire]: value for wire, value in call.body.items()} if spread else whole)


def _python_value(parameter: Parameter) -> Any:
    kind = getattr(parameter.type, "inner", parameter.type)
    if isinstance(kind, Named):
        return getattr(importlib.import_module(f"{API.package}.models"), kind.name)(
            parameter.example
        )
    read = PYTHON_VALUES.get(kind.kind) if isinstance(kind, Scalar) else None
    return read(parameter.example) if read else parameter.example


class OurClient:
    def __init__(self) -> None:
        self._package = importlib.import_module(API.package)
        transport = httpx2.MockTransport(self._answer)
        self._client = getattr(self._package, API.client)(
            api_key=KEY, transport=transport, max_retries=0
        )
        self._sent: list[Sent] = []

    def send(self, operation: Operation, keywords: dict[str, Any]) -> Sent:
        self._sent.clear()
        method: Any = self._client
        for name in (*operation.resource, operation.function):
            method = getattr(method, name)
        warned = pytest.deprecated_call() if operation.deprecated else nullcontext()
        with warned, pytest.raises(self._package.ServerError):
            method(**keywords)
        return self._sent[0]

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self._sent.append(sent(request))
        return httpx2.Response(500)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherClient]:
    with generated(DOCUMENT, API, tmp_path_factory.mktemp("second"), KEY) as client:
        yield client


@pytest.fixture(scope="module")
def ours() -> Iterator[OurClient]:
    sys.path.insert(0, str(ROOT / "generated"))
    yield OurClient()
    sys.path.remove(str(ROOT / "generated"))


def _cases() -> Iterator[Any]:
    for operation in API.operations:
        reason = GAPS.get(operation.id)
        gap = (
            [
                pytest.mark.xfail(
                    reason=reason, raises=(InexpressibleError, AssertionError), strict=True
                )
            ]
            if reason
            else []
        )
        yield pytest.param(operation, id=operation.id, marks=gap)


@pytest.mark.parametrize("operation", [*_cases()])
def test_both_clients_send_the_same_request(
    operation: Operation, ours: OurClient, other: OtherClient
) -> None:
    for call in _calls(operation):
        requests = [ours.send(operation, keywords) for keywords in _keywords(operation, call)]
        values = {parameter.wire: parameter.example for parameter in call.parameters}
        theirs = other.send(operation, values, call.media, call.body)
        for request in requests:
            assert request == theirs


def test_the_gaps_are_those_of_the_other_client(other: OtherClient) -> None:
    assert GAPS.keys() <= {operation.id for operation in API.operations}, (
        "gaps.yaml names what the document does not have"
    )
    assert all(isinstance(reason, str) and reason.strip() for reason in GAPS.values())
    assert other.dropped <= GAPS.keys(), (
        "openapi-python-client leaves out operations that gaps.yaml does not list"
    )
    assert not other.warnings
