"""What holds of every operation is said once, and what differs is said where it differs: in
docstrings and on the wire.
"""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import httpx2
import pytest

from generator.document.specification import IDEMPOTENT
from templates.runtime import operation
from tests.packages import import_document

DOCUMENT = """
openapi: 3.1.0
info: {title: Once, version: "1"}
servers: [{url: https://once.example.com}]
security: [{key: []}]
x-sdk: {env-prefix: ONCE}
paths:
  /a:
    get:
      operationId: getA
      responses: {'200': {description: An a.}, '429': {description: Too many.}, '404': {description: None.}}
    put: {operationId: putA, x-sdk: {retry: unsafe}, responses: {'204': {description: D.}, '429': {description: Too many.}}}
  /b:
    get:
      operationId: getB
      summary: Get the bee
      security: []
      responses:
        '200': {description: The bee., content: {application/json: {schema: {type: object}}}}
        '404': {description: Gone astray.}
        '429': {description: Too many.}
        default: {description: Else., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    post:
      operationId: postB
      x-sdk: {retry: safe}
      responses:
        '200': {description: What came of it., content: {application/json: {schema: {type: object}}}}
        '429': {description: Too many.}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas: {Problem: {type: object, properties: {code: {type: integer}}}}
"""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return import_document(DOCUMENT, "made_once", tmp_path_factory.mktemp("once"))


class Server(httpx2.MockTransport):
    """Answers with the statuses in turn, the last for ever; the body is an object of JSON."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.requests = list(statuses), []
        super().__init__(self._answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return httpx2.Response(status, json={"code": 7})


def method(package: ModuleType, name: str, server: Server | None = None, **options: Any) -> Any:
    client = package.Once(key="k", transport=server or Server(200), **options)
    return getattr(client.a if name.endswith("_a") else client.b, name)


def documented(package: ModuleType, name: str) -> str:
    return (
        inspect.getdoc(
            getattr(package.resources.A if name.endswith("_a") else package.resources.B, name)
        )
        or ""
    )


def test_a_failure_that_all_have_in_common_is_said_of_the_client_alone(once):
    assert (inspect.getdoc(once.Once) or "").endswith(
        "Every method may raise:\n    RateLimitError: Too many."
    )
    docs = [documented(once, name) for name in ("get_a", "put_a", "get_b", "post_b")]
    assert not any("RateLimitError" in text for text in docs)
    assert "NotFoundError: None." in docs[0]
    assert "NotFoundError: Gone astray." in docs[2]


def test_what_the_title_says_is_not_said_again(once):
    assert "Returns:" not in documented(once, "get_b")
    assert "Returns:\n    What came of it." in documented(once, "post_b")


def test_credentials_go_where_the_document_asks_for_them(once):
    server = Server(200)
    for name in ("get_a", "put_a", "get_b", "post_b"):
        method(once, name, server)()
    assert ["x-key" in request.headers for request in server.requests] == [True, True, False, True]


@pytest.mark.parametrize(
    ("name", "attempts"), [("get_a", 2), ("put_a", 1), ("get_b", 2), ("post_b", 2)]
)
def test_what_is_repeated_is_decided_by_the_method_unless_the_document_does(once, name, attempts):
    server = Server(500)
    with pytest.raises(once.ServerError):
        method(once, name, server, max_retries=1, deadline=20)()
    assert len(server.requests) == attempts


def test_generator_and_runtime_agree_on_the_methods_that_may_be_repeated():
    assert operation._REPEATABLE == IDEMPOTENT


def test_an_error_without_a_body_is_not_read_as_the_default_is(once):
    with pytest.raises(once.NotFoundError) as caught:
        method(once, "get_b", Server(404))()
    assert caught.value.body == {"code": 7}
    with pytest.raises(once.ConflictError) as other:
        method(once, "get_b", Server(409))()
    assert other.value.body == once.models.Problem(code=7)
