"""Operations of one path against the mock: what a query or a fragment in the path tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.document.bundle import load
from tests.forked import run_emitted_tests
from tests.packages import import_document
from tests.servers import mock_in_a_thread

DOCUMENT = """
openapi: 3.1.0
info: {title: Alike, version: '1'}
paths:
  /messages:
    post:
      operationId: send
      x-sdk: {resource: messages, function: send}
      responses: {'200': {description: Sent., content: {application/json: {schema: {$ref: '#/components/schemas/Plain'}}}}}
  /messages?beta=true:
    post:
      operationId: sendBeta
      x-sdk: {resource: messages, function: send_beta}
      responses: {'200': {description: Sent., content: {application/json: {schema: {$ref: '#/components/schemas/Beta'}}}}}
  /shared#files:
    get:
      operationId: 'shared, "files"'
      x-sdk: {resource: shared, function: file}
      responses: &shared
        '200': {description: A file., content: {application/json: {schema: {$ref: '#/components/schemas/Plain'}}}}
        '404': {description: None.}
  /shared#links:
    get:
      operationId: sharedLinks
      x-sdk: {resource: shared, function: link}
      responses:
        '200': {description: A link., content: {application/json: {schema: {$ref: '#/components/schemas/Beta'}}}}
        '404': {description: None.}
  /people/{id}:
    get:
      operationId: personById
      x-sdk: {resource: people, function: by_id}
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: *shared
  /people/{name}:
    get:
      operationId: personByName
      x-sdk: {resource: people, function: by_name}
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: A person., content: {application/json: {schema: {$ref: '#/components/schemas/Beta'}}}}
components:
  schemas:
    Plain: {type: object, required: [plain], properties: {plain: {type: boolean}}}
    Beta: {type: object, required: [beta], properties: {beta: {type: boolean}}}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return import_document(DOCUMENT, "alike", tmp_path_factory.mktemp("alike"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    spec = tmp_path_factory.mktemp("served") / "openapi.yaml"
    spec.write_text(DOCUMENT, encoding="utf-8")
    with mock_in_a_thread(load(spec)) as found:
        yield found


def test_the_query_of_a_path_says_which_operation_a_request_is_for(
    package: Any, address: str
) -> None:
    with package.Alike(base_url=address) as client:
        assert hasattr(client.messages.send(), "plain")
        assert hasattr(client.messages.send_beta(), "beta")
    with httpx2.Client(base_url=address) as http:
        assert "beta" in http.post("/messages?x=1&beta=true").json()
        assert "plain" in http.post("/messages?beta=false").json()


def test_an_operation_can_be_asked_for_among_those_that_are_one_on_the_wire(address: str) -> None:
    with httpx2.Client(base_url=address) as http:
        assert "plain" in http.get("/shared").json()
        answer = http.get("/shared", headers={"Prefer": "operation=sharedLinks"})
        assert "beta" in answer.json()
        assert answer.headers["Preference-Applied"] == "operation=sharedLinks"
        quoted = {"Prefer": "operation=shared%2C%20%22files%22, code=404"}
        assert http.get("/shared", headers=quoted).status_code == 404
        wrong = http.get("/shared", headers={"Prefer": "operation=personById"})
        assert wrong.status_code == 400
        assert "sharedLinks, and not for 'personById'" in wrong.text


def test_emitted_tests_ask_for_their_operation(package: Any, address: str) -> None:
    folder = Path(package.__file__).parents[1]
    done = run_emitted_tests(folder, ALIKE_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout[-4000:]
    assert run_emitted_tests(folder).returncode == 0
    chosen = (folder / "tests/test_people.py").read_text(encoding="utf-8")
    assert 'exchange.chosen = "personByName"' in chosen
    assert "chosen" not in (folder / "tests/test_messages.py").read_text(encoding="utf-8")
