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


ENDS = """
openapi: 3.1.0
info: {{title: Ends, version: '1'}}
paths:
  /pets:
    get:
      operationId: pets
      x-sdk: {{resource: pets, function: list, paging: {{items: data, parameter: after, {paging}}}}}
      parameters: [{{name: after, in: query, schema: {{type: {asked}}}}}]
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [{required}]
                properties: {{data: {{type: array, items: {{type: integer}}}}, {properties}}}
                example: {{data: [1, 2], {example}}}
"""
_BY_CURSOR, _BY_NUMBER = "kind: cursor, next: next", "kind: page"
_TEXT_OR_NULL, _NUMBER_OR_NULL = (
    f"next: {{type: [{kind}, 'null']}}" for kind in ("string", "integer")
)


@pytest.mark.parametrize(
    ("paging", "properties", "example", "required", "end"),
    [
        # what leads on is null, else absent, else an empty text
        (_BY_CURSOR, _TEXT_OR_NULL, "next: b", "", {"next": None}),
        (_BY_CURSOR, _TEXT_OR_NULL, "next: b", "next", {"next": None}),
        (_BY_CURSOR, "next: {type: string}", "next: b", "", {}),
        (_BY_CURSOR, "next: {type: string}", "next: b", "next", {"next": ""}),
        (_BY_CURSOR, "next: {type: string, minLength: 1}", "next: b", "next", {"next": ""}),
        # what is no text is absent, else null; empty where it may be text
        (_BY_CURSOR, _NUMBER_OR_NULL, "next: 9", "", {}),
        (_BY_CURSOR, _NUMBER_OR_NULL, "next: 9", "next", {"next": None}),
        (_BY_CURSOR, "next: {type: integer}", "next: 9", "next", {"next": None}),
        (_BY_CURSOR, "next: {type: [integer, string]}", "next: 9", "", {"next": ""}),
        # a cursor that has to be there says nothing, where there is a word for it
        (
            f"{_BY_CURSOR}, more: more",
            "next: {type: string, minLength: 1}, more: {type: boolean}",
            "next: b, more: true",
            "next",
            {"next": "b", "more": False},
        ),
        (
            f"{_BY_CURSOR}, more: more",
            "next: {type: string}, more: {type: boolean}",
            "next: b, more: true",
            "",
            {"more": False},
        ),
        # a page that names no other ends by the total, by the word for it, or without items
        (
            f"{_BY_NUMBER}, total: total, more: more",
            "total: {type: integer}, more: {type: boolean}",
            "total: 7, more: true",
            "",
            {"total": 2, "more": False},  # pages
        ),
        (
            f"{_BY_NUMBER}, total: total, more: more",
            "total: {type: integer, minimum: 5}, more: {type: boolean}",
            "total: 7, more: true",
            "",
            {"total": 7, "more": False},
        ),
        (f"{_BY_NUMBER}, more: more", "more: {type: boolean}", "more: true", "", {"more": False}),
        (_BY_NUMBER, "other: {}", "other: 1", "", {"other": 1, "data": []}),
        (
            f"{_BY_NUMBER}, total: total",
            "total: {type: integer, minimum: 5}",
            "total: 7",
            "",
            {"total": 7, "data": []},
        ),
    ],
)
def test_the_last_page_ends_in_the_first_way_that_fits(
    tmp_path: Path, paging: str, properties: str, example: str, required: str, end: dict[str, Any]
) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(
        ENDS.format(
            paging=paging,
            properties=properties,
            example=example,
            required=required,
            asked="string" if "next: b" in example else "integer",
        ),
        encoding="utf-8",
    )
    with mock_in_a_thread(load(spec)) as address:
        first = httpx2.get(f"{address}/pets").json()
        after = first.get("next", 2)
        last = httpx2.get(f"{address}/pets", params={"after": after}).json()
    assert first != last == {"data": [1, 2]} | end


def test_the_last_page_of_links_has_items_too(package: Any, address: str) -> None:
    with httpx2.Client(base_url=address) as http:
        first, last = (http.get(f"/linked?token=t{mark}") for mark in ("", "&x-mock-page=2"))
    assert ('rel="next"' in first.headers["Link"], 'rel="next"' in last.headers["Link"]) == (
        True,
        False,
    )
    assert first.json() == last.json() != []


def test_another_host_is_named_as_it_was_addressed(package: Any, address: str) -> None:
    with httpx2.Client(base_url=address) as http:
        answer = http.get("/linked?token=t", headers={"Host": "pages.example:8080"})
        assert answer.headers["Link"].startswith("<http://pages.example:8080/linked?x-mock-page=2>")
