"""Work that takes long against the mock, over a socket: it is waited for, and comes to an end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.document.bundle import load
from tests.forked import run_emitted_tests
from tests.packages import import_document
from tests.servers import mock_in_a_thread

JOBS = """
openapi: 3.1.0
info: {title: Mocked work, version: '1'}
servers: [{url: 'http://api.example'}]
paths:
  /jobs:
    post:
      operationId: start
      x-sdk: {resource: jobs, function: start, polling: {operation: job, status: state.name, done: [finished], failed: [broken], result: output}}
      responses: {'202': {description: It has begun.}}
  /jobs/{id}:
    get:
      operationId: job
      x-sdk: {resource: jobs, function: get}
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200':
          description: How far it is.
          content:
            application/json:
              schema:
                type: object
                required: [state, output]
                properties:
                  state: {type: object, required: [name], properties: {name: {enum: [running, finished, broken]}}}
                  output: {type: string}
  /orders/{id}:
    get:
      operationId: order
      x-sdk: {resource: orders, function: get, polling: {status: state, done: [sent], failed: [lost]}}
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200':
          description: One that was lost.
          content:
            application/json:
              schema: {type: object, required: [state], properties: {state: {type: string}}}
              example: {state: lost}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return import_document(JOBS, "mocked_work", tmp_path_factory.mktemp("mocked"))


@pytest.fixture
def address(package: Any, tmp_path: Path) -> Iterator[str]:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(JOBS, encoding="utf-8")
    with mock_in_a_thread(load(spec)) as found:
        yield found


def test_work_runs_when_it_is_first_asked_for_and_is_done_then(address: str) -> None:
    def state(number: int) -> Any:
        return httpx2.get(f"{address}/jobs/{number}").json()["state"]["name"]

    assert [state(1), state(1), state(2), state(1), state(2)] == [
        "running",
        "finished",
        "running",
        "finished",
        "finished",
    ]


def test_work_is_waited_for(package: Any, address: str) -> None:
    async def waited() -> str:
        async with package.AsyncMockedWork(base_url=address) as client:
            return str(await client.jobs.wait(id=2, interval=0.01, timeout=20))

    with package.MockedWork(base_url=address) as client:
        given = client.jobs.wait(id=1, interval=0.01, timeout=20)
    assert given == asyncio.run(waited()) == _output(address)


def _output(address: str) -> str:
    return str(httpx2.get(f"{address}/jobs/3").json()["output"])


def test_work_that_the_example_shows_as_over_is_over_at_once(package: Any, address: str) -> None:
    with package.MockedWork(base_url=address) as client:
        assert client.orders.wait(id=1, interval=60, timeout=20).state == "sent"


def test_emitted_tests_wait_for_the_work_of_the_mock(package: Any, address: str) -> None:
    folder = Path(package.__file__).parents[1]
    done = run_emitted_tests(folder, MOCKED_WORK_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout


def test_what_starts_work_says_how_it_is_waited_for(package: Any) -> None:
    folder = Path(package.__file__).parents[1]
    index = (folder / "mocked_work" / "operations.json").read_text(encoding="utf-8")
    assert '"starts": [{"resource": ["jobs"], "function": "wait"}]' in index
    assert any(
        "`client.jobs.wait` waits for the work that this starts" in page.read_text(encoding="utf-8")
        for page in folder.rglob("*.md")
    )
