"""Lists in pages against the mock, over a socket: walks have several pages, however those are asked
for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.document.bundle import load
from tests.forked import run_emitted_tests
from tests.packages import import_document
from tests.servers import mock_in_a_thread

MOCKED = """
openapi: 3.1.0
info: {title: Mocked pages, version: '1'}
servers: [{url: 'http://api.example/{stage}/v1', variables: {stage: {default: live}}}]
security: [{token: []}]
paths:
  /urls:
    get:
      operationId: urls
      x-sdk: {resource: lists, function: urls, paging: {kind: next-url, items: data, next: next}}
      parameters:
      - {name: kind, in: query, required: true, schema: {type: string}}
      - {name: X-Team, in: header, required: true, schema: {type: string}}
      responses: &page
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [data, next]
                properties:
                  data: {type: array, items: {type: string}}
                  next: {type: string, format: uri}
  /relative:
    get:
      operationId: relative
      x-sdk: {resource: lists, function: relative, paging: {kind: next-url, items: data, next: next}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data: {type: array, items: {type: string}}
                  next: {type: string, maxLength: 20}
  /posted:
    post:
      operationId: posted
      x-sdk: {resource: lists, function: posted, paging: {kind: next-url, items: data, next: next}}
      responses: *page
  /full:
    get:
      operationId: full
      x-sdk: {resource: lists, function: full, paging: {kind: next-url, items: data, next: next, more: more}}
      responses:
        '200':
          description: A page, whose example is the last one.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, items: {type: string}}
                  next: {type: [string, 'null']}
                  more: {type: boolean}
                example: {data: [a, b], next: null, more: false}
  /same:
    get:
      operationId: same
      x-sdk: {resource: lists, function: same, paging: {kind: cursor, items: data, parameter: after, next: next}}
      parameters: [{name: after, in: query, schema: {type: string}, example: xyz}]
      responses:
        '200':
          description: A page, whose cursor is the one that is shown for the request.
          content:
            application/json:
              schema:
                type: object
                properties: {data: {type: array, items: {type: string}}, next: {type: string}}
                example: {data: [a, b], next: xyz}
  /counted:
    get:
      operationId: counted
      x-sdk: {resource: lists, function: counted, paging: {kind: page, items: data, parameter: number, total: count}}
      parameters: [{name: number, in: query, schema: {type: integer}, example: 4}]
      responses:
        '200':
          description: A page; the example is of a list of one.
          content:
            application/json:
              schema:
                type: object
                properties: {data: {type: array, items: {type: string}}, count: {type: integer}}
                example: {data: [a, b], count: 1}
  /never-empty:
    get:
      operationId: neverEmpty
      x-sdk: {resource: lists, function: never_empty, paging: {kind: cursor, items: data, parameter: after, next: next}}
      parameters: [{name: after, in: query, schema: {type: integer, minimum: 1, maximum: 3}}]
      responses:
        '200':
          description: A page, whose cursor is missing at the end.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, minItems: 1, items: {type: string}}
                  next: {type: integer, minimum: 1}
                example: {data: [a], next: 9}
  /linked:
    get:
      operationId: linked
      x-sdk: {resource: lists, function: linked, paging: {kind: link}}
      responses:
        '200':
          description: A page.
          headers: {Link: {schema: {type: string}, example: '<http://api.example/?p=2>; rel="next"'}}
          content: {application/json: {schema: {type: array, items: {type: string}}}}
components:
  securitySchemes: {token: {type: apiKey, in: query, name: token}}
"""


EMPTY = """
openapi: 3.1.0
info: {title: Empty, version: '1'}
paths:
  /pets:
    get:
      operationId: pets
      x-sdk: {resource: pets, function: list, paging: {kind: cursor, items: data, parameter: after, last: id}}
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                properties: {data: {type: array, items: {type: object, properties: {id: {type: string}}}}}
                example: {data: []}
"""


CALLS: dict[str, tuple[Callable[[Any], Any], int]] = {
    "next url": (lambda client: client.lists.urls(kind="a b&c", x_team="blue"), 2),
    "short next url": (lambda client: client.lists.relative(), 2),
    "next url of a post": (lambda client: client.lists.posted(), 2),
    "more": (lambda client: client.lists.full(), 2),
    "no cursor": (lambda client: client.lists.same(), 2),
    "the cursor that is shown": (lambda client: client.lists.same(after="xyz"), 2),
    "any cursor": (lambda client: client.lists.same(after="abc"), 2),
    "no number": (lambda client: client.lists.counted(), 2),
    "the number that is shown": (lambda client: client.lists.counted(number=4), 2),
    "another number": (lambda client: client.lists.counted(number=5), 1),
    "link": (lambda client: client.lists.linked(), 2),
    "items that no page lacks": (lambda client: client.lists.never_empty(), 2),
}
SECRET = "s3cret-4711"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return import_document(MOCKED, "mocked_pages", tmp_path_factory.mktemp("mocked"))


@pytest.fixture(scope="module")
def address(package: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    spec = tmp_path_factory.mktemp("served") / "openapi.yaml"
    spec.write_text(MOCKED, encoding="utf-8")
    with mock_in_a_thread(load(spec)) as found:
        yield found


@pytest.mark.parametrize("name", CALLS)
def test_a_walk_has_two_pages(name: str, package: Any, address: str) -> None:
    async def walked() -> int:
        async with package.AsyncMockedPages(**settings) as client:
            return len([page async for page in call(client).pages()])

    call, pages = CALLS[name]
    settings = {"token": SECRET, "base_url": f"{address}/live/v1"}
    with package.MockedPages(**settings) as client:
        assert len(list(call(client).pages())) == pages == asyncio.run(walked())


def test_emitted_tests_walk_over_several_pages(package: Any, address: str) -> None:
    folder = Path(package.__file__).parents[1]
    done = run_emitted_tests(folder, MOCKED_PAGES_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout[-4000:]
    assert (folder / "tests/test_lists.py").read_text(encoding="utf-8").count("exchange.walks") == 8


def test_a_next_url_is_that_of_the_request_without_its_credentials(
    package: Any, address: str
) -> None:
    asked: list[str] = []
    answered: list[str] = []

    def record(response: httpx2.Response) -> None:
        response.read()
        asked.append(f"{response.request.method} {response.request.url.raw_path.decode()}")
        answered.append(f"{response.headers} {response.text}")

    with (
        httpx2.Client(event_hooks={"response": [record]}) as http,
        package.MockedPages(
            token=SECRET, base_url=f"{address}/live/v1", http_client=http
        ) as client,
    ):
        first = client.lists.urls(kind="a b&c", x_team="blue")
        assert first.next == f"{address}/live/v1/urls?kind=a%20b%26c&x-mock-page=2"
        list(first.pages())
        list(client.lists.posted())
        list(client.lists.linked())
    assert asked == [
        f"GET /live/v1/urls?kind=a%20b%26c&token={SECRET}",
        f"GET /live/v1/urls?kind=a%20b%26c&x-mock-page=2&token={SECRET}",
        f"POST /live/v1/posted?token={SECRET}",
        f"GET /live/v1/posted?x-mock-page=2&token={SECRET}",
        f"GET /live/v1/linked?token={SECRET}",
        f"GET /live/v1/linked?x-mock-page=2&token={SECRET}",
    ]
    assert SECRET not in "".join(answered)
    assert 'rel="next"' in answered[-2]
    assert 'rel="prev first"' in answered[-1]


def test_a_next_url_is_held_to_the_document(package: Any, address: str) -> None:
    with httpx2.Client(base_url=f"{address}/live/v1") as http:
        assert http.get("/urls?kind=a&x-mock-page=2", headers={"X-Team": "b"}).status_code == 401
        assert http.get("/urls?x-mock-page=2&token=t", headers={"X-Team": "b"}).status_code == 400
        assert http.get("/posted?token=t").status_code == 405
        # an example that is asked for comes as it is, with no link to the API
        shown = http.get("/full?token=t", headers={"Prefer": "code=200"})
        assert shown.json()["more"] is True
        linked = http.get("/linked?token=t", headers={"Prefer": "example=x"})
        assert linked.status_code == 400


def test_an_example_without_items_has_none_to_go_on_from(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(EMPTY, encoding="utf-8")
    with mock_in_a_thread(load(spec)) as address:
        assert httpx2.get(f"{address}/pets").json() == {"data": []}


def test_another_host_is_named_as_it_was_addressed(package: Any, address: str) -> None:
    with httpx2.Client(base_url=address) as http:
        answer = http.get("/linked?token=t", headers={"Host": "pages.example:8080"})
        assert answer.headers["Link"].startswith("<http://pages.example:8080/linked?x-mock-page=2>")
