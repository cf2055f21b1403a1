from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.document.bundle import load
from tests.mock.conftest import client_of

pytestmark = pytest.mark.anyio


async def test_the_first_documented_example_is_the_answer(shop):
    assert (await shop.get("/items/1")).json() == {"id": 1, "name": "Pen"}


async def test_a_caller_chooses_a_documented_example(shop):
    answer = await shop.get("/items/1", headers={"Prefer": "example=ink"})
    assert answer.json() == {"id": 2, "name": "Ink"}
    assert answer.headers["preference-applied"] == "example=ink"


async def test_a_caller_chooses_a_documented_status(shop):
    answer = await shop.get("/items/1", headers={"Prefer": "code=404"})
    assert (answer.status_code, answer.json()) == (404, {"title": "Not here"})
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_range_of_statuses_covers_each_of_its_codes(shop):
    assert (await shop.get("/items/1", headers={"Prefer": "code=503"})).status_code == 503


async def test_a_long_preference_holds_nobody_up(shop):
    started = time.monotonic()
    answer = await shop.get("/items/1", headers={"Prefer": f"{'a' * 60_000}, code=404"})
    assert (answer.status_code, time.monotonic() - started < 2) == (404, True)


@pytest.mark.parametrize(
    "prefer", ["code=418", "code=abc", "example=none", "code=503, example=ink"]
)
async def test_a_choice_that_is_not_documented_is_refused(shop, prefer):
    answer = await shop.get("/items/1", headers={"Prefer": prefer})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("application/json;q=0.1, text/csv", "text/csv"),
        ("text/csv;q=0, */*", "application/json"),
    ],
)
async def test_the_media_type_follows_accept(shop, accept, content_type):
    answer = await shop.get("/items/1", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(content_type)


async def test_a_request_that_accepts_no_documented_media_type_is_406(shop):
    assert (await shop.get("/items/1", headers={"Accept": "image/png"})).status_code == 406


async def test_no_content_has_no_body(shop):
    answer = await shop.delete("/items/1")
    assert (answer.status_code, answer.content) == (204, b"")


async def test_head_is_answered_as_get_without_the_body(shop):
    got, answer = await shop.get("/items/1"), await shop.head("/items/1")
    assert (answer.status_code, answer.content) == (200, b"")
    assert {name: answer.headers[name] for name in ("content-type", "content-length")} == {
        name: got.headers[name] for name in ("content-type", "content-length")
    }


async def test_only_required_and_exemplified_headers_are_answered(shop):
    answer = await shop.get("/items/1")
    assert answer.headers["etag"] == '"v1"'
    assert "x-maybe" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content) > 5


async def test_headers_are_answered_in_their_style(shop):
    headers = (await shop.get("/items/1")).headers
    told = [headers[f"x-{name}"] for name in ("sizes", "limits", "pair", "page", "new")]
    assert told == ["1,2", "calls=3,burst=9", "calls,3", '{"page": 1}', "true"]


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        ("text/event-stream", b'data: {"n":1}\n\n'),
        ("application/x-ndjson", b'{"n":1}\n'),
        ("application/octet-stream", b"text"),
    ],
)
async def test_a_stream_is_answered_in_its_own_framing(shop, accept, body):
    assert (await shop.get("/events", headers={"Accept": accept})).content == body


async def test_a_recursive_schema_yields_a_finite_example(shop):
    assert (await shop.get("/items/search")).json() == [{"id": 1, "name": "text"}]


NO_SUCCESS = """
openapi: 3.1.0
info: {title: No success, version: '1'}
paths:
  /moved: {get: {operationId: moved, responses: {'307': {description: It is elsewhere., headers: {Location: {schema: {type: string}, example: 'https://api.example/there'}}}}}}
  /failing: {get: {operationId: failing, responses: {'404': {description: There is none.}}}}
  /any: {get: {operationId: any, responses: {default: {description: Anything.}, '404': {description: There is none.}}}}
"""


async def test_where_no_success_is_documented_the_answer_is_one_without_content(
    tmp_path: Path, anyio_backend: str
) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(NO_SUCCESS, encoding="utf-8")
    async with client_of(load(spec)) as client:
        for path in ("/moved", "/failing", "/any"):
            answer = await client.get(path)
            assert (answer.status_code, answer.content) == (200, b"")
        moved = await client.get("/moved", headers={"Prefer": "code=307"})
        assert (moved.status_code, moved.headers.get("location")) == (307, None)
        asked = await client.get("/failing", headers={"Prefer": "code=404"})
        assert asked.status_code == 404


SEPARATORS = r"""
openapi: 3.2.0
info: {title: Separators, version: '1'}
paths:
  /lines:
    post:
      operationId: sendLines
      requestBody: {content: {application/jsonl: {itemSchema: {type: object, required: [a], properties: {a: {type: string}}}}}}
      responses:
        '200':
          description: Events.
          content:
            text/event-stream:
              itemSchema: {type: object, properties: {data: {type: string}}}
              examples: {shown: {value: [{data: "a\u2028b\x85c"}, {data: "d\r\ne\n"}]}}
"""


async def test_only_what_ends_a_line_in_its_media_type_ends_one(
    tmp_path: Path, anyio_backend: str
) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(SEPARATORS, encoding="utf-8")
    sent = '{"a":"b\u2028c\x85d"}\r\n{"a":""}\n'.encode()
    async with client_of(load(spec)) as client:
        headers = {"Content-Type": "application/jsonl"}
        answer = await client.post("/lines", content=sent, headers=headers)
    events = "data: a\u2028b\x85c\n\ndata: d\ndata: e\ndata: \n\n"
    assert (answer.status_code, answer.text) == (200, events)
