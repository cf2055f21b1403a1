from __future__ import annotations

from typing import Any

import httpx2
import pytest

from generator.document.bundle import load
from generator.mock.app import create_app
from tests.mock.conftest import client_of
from tests.packages import CASES

FORMS = CASES / "forms-of-no-object" / "openapi.yaml"

pytestmark = pytest.mark.anyio


def faults(answer: httpx2.Response) -> list[tuple[str, str, str]]:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return [(fault["in"], fault["name"], fault["pointer"]) for fault in body["violations"]]


async def test_a_path_that_the_document_does_not_have_is_404(shop):
    answer = await shop.get("/nothing")
    assert answer.status_code == 404
    assert faults(answer) == []


async def test_a_method_that_the_path_does_not_have_is_405_and_names_those_it_has(shop):
    answer = await shop.patch("/items/1")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"


async def test_options_names_the_methods_of_a_path(shop):
    answer = await shop.options("/items/1")
    assert answer.status_code == 204
    assert answer.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"


async def test_head_is_get_without_the_body(shop):
    answer = await shop.head("/items/1")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == '"v1"'


async def test_a_concrete_path_comes_before_a_templated_one(shop):
    answer = await shop.get("/items/search")
    assert answer.status_code == 200
    assert isinstance(answer.json(), list)


@pytest.mark.parametrize("prefix", ["", "/live/api", "/test/api"])
async def test_a_path_is_found_with_and_without_the_path_of_the_server(shop, prefix):
    assert (await shop.get(f"{prefix}/items/1")).status_code == 200


async def test_a_request_without_credentials_is_401(shop):
    del shop.headers["X-Key"]
    answer = await shop.get("/items/1")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'ApiKey name="X-Key", Bearer'
    assert faults(answer) == [("security", "key", ""), ("security", "token", "")]


async def test_either_of_two_alternative_credentials_will_do(shop):
    del shop.headers["X-Key"]
    assert (await shop.get("/items/1", headers={"Authorization": "bearer abc"})).status_code == 200
    assert (await shop.get("/items/1", headers={"Authorization": "Basic abc"})).status_code == 401


PREFERS = """
openapi: 3.1.0
info: {title: Prefers, version: '1'}
paths:
  /pets:
    post:
      operationId: addPet
      parameters: [{name: Prefer, in: header, schema: {enum: [return=minimal, return=full]}}]
      responses: {'201': {description: Added.}, '409': {description: Known.}}
"""


async def test_what_is_asked_of_the_mock_is_nothing_that_the_document_describes(
    tmp_path, anyio_backend
):
    spec = tmp_path / "openapi.yaml"
    spec.write_text(PREFERS, encoding="utf-8")
    async with client_of(load(spec)) as client:
        for lines in (["code=409"], ["code=409, return=full"], ["return=minimal", "code=409"]):
            headers = [("Prefer", line) for line in lines]
            assert (await client.post("/pets", headers=headers)).status_code == 409
        assert (await client.post("/pets", headers={"Prefer": "return=full"})).status_code == 201
        wrong = await client.post("/pets", headers={"Prefer": "code=409, return=all"})
        assert faults(wrong) == [("header", "Prefer", "")]


ONE_HEADER = """
openapi: 3.1.0
info: {title: One header, version: '1'}
security: [{key: [], token: [], pin: []}]
paths:
  /pets: {get: {operationId: listPets, responses: {'204': {description: None.}}}}
components:
  securitySchemes:
    key: {type: apiKey, name: authorization, in: header}
    token: {type: http, scheme: bearer}
    pin: {type: apiKey, name: pin, in: query}
"""


async def test_of_credentials_in_one_header_one_will_do(tmp_path, anyio_backend):
    spec = tmp_path / "openapi.yaml"
    spec.write_text(ONE_HEADER, encoding="utf-8")
    async with client_of(load(spec)) as client:
        for sent in ("abc", "Bearer abc"):
            answer = await client.get("/pets?pin=1", headers={"Authorization": sent})
            assert answer.status_code == 204
        assert (await client.get("/pets", headers={"Authorization": "abc"})).status_code == 401
        missing = await client.get("/pets?pin=1")
        assert missing.status_code == 401
        assert faults(missing) == [("security", "key", ""), ("security", "token", "")]


async def test_an_operation_may_do_without_credentials(shop):
    del shop.headers["X-Key"]
    assert (await shop.get("/items/search")).status_code == 200


async def test_every_bad_parameter_is_listed_in_one_answer(shop):
    headers = {"X-Trace": "no-uuid", "Cookie": "session=ab"}
    answer = await shop.get("/items/abc?verbose=maybe", headers=headers)
    assert answer.status_code == 400
    assert faults(answer) == [
        ("path", "id", ""),
        ("query", "verbose", ""),
        ("header", "X-Trace", ""),
        ("cookie", "session", ""),
    ]


async def test_an_integer_format_bounds_the_value(shop):
    assert (await shop.get("/items/2147483647")).status_code == 200
    assert (await shop.get("/items/2147483648")).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "tags=a&tags=b",
        "tags=1",
        "sizes=1,2,3",
        "ids=1%7C2",
        "ids=1|2",
        "range[from]=1&range[to]=2",
        "range%5Bfrom%5D=1",
        "filter=%7B%22color%22%3A%22red%22%7D",
        "limit=10&offset=0",
        "limit[=10",
        "unknown=1",
        "pair=a&pair=b",
        "kind=a",
        "kind=a&kind=b",
        "level=all",
        "level=1",
        "level=1&level=2",
        "most=max",
        "most=5",
        "rank=all",
        "rank=1",
        "rank=1,2",
        "until=2",
        "near=Berlin",
        "near=Berlin,Mitte,10",
        "near=a,1",
        "words=",
        "least=",
        "loose=1&loose=2",
    ],
)
async def test_a_query_in_the_style_of_its_parameter_is_accepted(shop, query):
    answer = await shop.get(f"/items/search?{query}")
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("sizes=1,x", ("query", "sizes", "/1")),
        ("sizes=1,2,3,4", ("query", "sizes", "")),
        ("sizes=1&sizes=2", ("query", "sizes", "")),
        ("ids=1%7Cx", ("query", "ids", "/1")),
        ("ids=x", ("query", "ids", "/0")),
        ("pair=a", ("query", "pair", "")),
        ("span[until]=2", ("query", "span", "")),
        ("least=x", ("query", "least", "")),
        ("range[to]=2", ("query", "range", "")),
        ("range[from]=x", ("query", "range", "/from")),
        ("filter=%7B%22color%22%3A%22green%22%7D", ("query", "filter", "/color")),
        ("filter=red", ("query", "filter", "")),
        ("level=some", ("query", "level", "")),
        ("most=some", ("query", "most", "")),
        ("limit=101", ("query", "page", "/limit")),
    ],
)
async def test_a_query_that_breaks_its_schema_is_pointed_at(shop, query, fault):
    answer = await shop.get(f"/items/search?{query}")
    assert answer.status_code == 400
    assert faults(answer) == [fault]


async def test_an_encoded_delimiter_is_part_of_a_value(shop):
    assert (await shop.get("/items/search?sizes=1%2C2")).status_code == 400


@pytest.mark.parametrize(("path", "status"), [("/labels/.1.2", 200), ("/labels/.1.x", 400)])
async def test_label_style_is_read(shop, path, status):
    assert (await shop.get(path)).status_code == status


@pytest.mark.parametrize(
    ("path", "status"),
    [("/matrix/;x=1;y=2", 200), ("/matrix/;x=1", 400), ("/matrix/;x=1;y=b", 400)],
)
async def test_matrix_style_is_read(shop, path, status):
    assert (await shop.get(path)).status_code == status


@pytest.mark.parametrize(
    ("query", "status"), [("hash=a", 204), ("unicity=a", 204), ("", 400), ("hash=a&unicity=b", 400)]
)
async def test_exactly_one_of_several_parameters_is_wanted(shop, query, status):
    assert (await shop.get(f"/lookup?{query}")).status_code == status


async def test_a_parameter_that_cannot_be_read_is_one_that_is_given(shop):
    assert faults(await shop.get("/lookup?hash=a&hash=b")) == [("query", "hash", "")]


async def test_a_body_that_fits_is_accepted_without_its_read_only_field(shop):
    answer = await shop.post("/items", json={"name": "Pen", "price": 1.5})
    assert answer.status_code == 201
    assert answer.json() == {"id": 1, "name": "text"}


async def test_every_violation_of_a_body_is_listed(shop):
    answer = await shop.post("/items", json={"price": -1, "tags": ["a", 1], "x": 1})
    assert answer.status_code == 422
    assert sorted(faults(answer)) == [
        ("body", "", ""),
        ("body", "", ""),
        ("body", "", "/price"),
        ("body", "", "/tags/1"),
    ]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"content": b'{"price": NaN}', "headers": {"Content-Type": "application/json"}}, 400),
        ({"content": b"\xff", "headers": {"Content-Type": "application/json"}}, 400),
        ({"content": b"<a/>", "headers": {"Content-Type": "application/xml"}}, 415),
        ({"content": b"{}"}, 415),
        ({"content": b"\x00\x01", "headers": {"Content-Type": "image/png"}}, 201),
    ],
)
async def test_a_body_is_judged_by_its_media_type(shop, sent: dict[str, Any], status):
    assert (await shop.post("/items", **sent)).status_code == status


async def test_a_body_where_none_is_taken_is_refused(shop):
    answer = await shop.request("DELETE", "/items/1", json={})
    assert answer.status_code == 422


async def test_a_form_is_read_by_its_schema(shop):
    assert (
        await shop.post("/items", data={"name": "Pen", "price": "2", "tags": ["a", "b"]})
    ).status_code == 201
    answer = await shop.post("/items", data={"name": "Pen", "price": "two"})
    assert (answer.status_code, faults(answer)) == (422, [("body", "", "/price")])


@pytest.mark.parametrize("field", ["plain", "map", "flat", "maybe"])
async def test_a_form_field_may_be_an_empty_object(shop, field):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await shop.post("/settings", content=f"{field}=", headers=headers)
    assert answer.status_code == 204, answer.text


async def test_a_multipart_body_is_read_part_by_part(shop):
    photo = {"photo": ("a.png", b"\x89PNG\xff", "image/png")}
    fits = {**photo, "item": (None, b'{"name": "Pen"}', "application/json")}
    assert (
        await shop.post(
            "/items", data={"name": "Pen", "count": "2", "sizes": ["1", "2"]}, files=fits
        )
    ).status_code == 201
    answer = await shop.post("/items", data={"name": "Pen", "count": "x"}, files=photo)
    assert (answer.status_code, faults(answer)) == (422, [("body", "", "/count")])


@pytest.mark.parametrize("path", ["/file", "/files", "/anything", "/either"])
async def test_a_form_has_fields_whatever_its_schema_says(path):
    async with client_of(load(FORMS)) as client:
        answer = await client.post(path, data={"name": "a"}, files={"file": ("a", b"\xff")})
        assert answer.status_code == 204, answer.text
        assert (await client.post("/text", data={"name": "a"})).status_code == 204


@pytest.mark.parametrize(
    ("body", "status"), [({"name": "a"}, 200), ({"published": True}, 202), ({}, 422)]
)
async def test_operations_that_share_a_path_on_the_wire_are_told_apart_by_what_fits(
    shop, body, status
):
    assert (await shop.put("/drafts/1", json=body)).status_code == status


async def test_no_answer_repeats_a_value_that_was_sent(shop):
    answer = await shop.post("/items", json={"name": "a-very-secret-name", "price": "s3cret"})
    assert answer.status_code == 422
    assert "secret" not in answer.text
    assert "s3cret" not in answer.text


async def test_a_query_that_is_nested_too_deeply_is_refused(shop):
    answer = await shop.get(f"/items/search?range[{'a][' * 2000}a]=1")
    assert (answer.status_code, answer.json()["detail"]) == (
        400,
        "The request is nested too deeply.",
    )


async def test_who_goes_away_before_the_body_is_whole_gets_no_answer(shop_document, anyio_backend):
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        **{"type": "http", "method": "POST", "path": "/items", "query_string": b"", "headers": []},
        **{"scheme": "http", "server": ("mock.example", 80)},
    }
    await create_app(shop_document)(scope, receive, send)
    assert sent == []
