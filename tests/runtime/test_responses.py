"""What comes back: tolerant reading, misfits, errors, raw and streamed responses."""

from __future__ import annotations

import copy
import gzip
import pickle
from typing import Any

import httpx2
import pytest
from golden import AsyncGolden, Golden, models
from golden._runtime import errors
from golden._runtime.errors import InvalidResponseError, NotFoundError, StatusError
from golden._runtime.model import OpenModel
from golden._runtime.resource import raw, streamed

KEY = "secret-key-4711"
JSON = {"content-type": "application/json"}


def test_what_the_document_does_not_know_is_kept(client: Any, server: Any) -> None:
    server.will(
        {
            "id": 2**40,
            "colour": "new",
            "level": 9,
            "when": "2024-01-01T10:00:00",
            "pet": {"kind": "cow", "udder": {"size": 4}},
            "parts": None,
            "more": [1],
        }
    )
    made = client.things.read("x")
    assert made.id == 2**40
    assert (made.colour, type(made.colour)) == ("new", models.Colour)
    assert made.level == 9
    assert made.when.tzinfo is None
    assert isinstance(made.pet, OpenModel)
    assert (made.pet.kind, made.pet.udder) == ("cow", {"size": 4})
    assert made.parts is None
    assert made.more == [1]
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == made
    assert made.model_dump(mode="json", exclude_unset=True)["pet"] == {"kind": "cow", "udder": {"size": 4}}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (JSON, b'\xef\xbb\xbf{"id":1}'),
        ({"content-type": "application/json; charset=utf-16"}, '{"id":1}'.encode("utf-16")),
        ({"content-type": "application/problem+json"}, b'{"id":1}'),
        ({"content-type": "text/plain"}, b'{"id":1}'),
        ({"content-type": "APPLICATION/JSON;charset=nonsense"}, b'{"id":1}'),
        ({}, b'{"id":1}'),
        (JSON | {"content-encoding": "gzip"}, gzip.compress(b'{"id":1}', mtime=0)),
    ],
)
def test_json_is_read_under_any_label_that_does_not_say_otherwise(client: Any, server: Any, headers: Any, body: bytes) -> None:
    server.will((200, headers, body))
    assert client.things.read("x").id == 1


@pytest.mark.parametrize(
    ("headers", "body", "message"),
    [
        (JSON, b'{"id":"private"}', "does not fit the document: id: must be a valid integer"),
        (JSON, b"{}", "id: is required"),
        (JSON, b"{private", "is not JSON"),
        (JSON, b"", "is empty"),
        ({"content-type": "text/html"}, b"<html>private</html>", "is text/html, not application/json"),
        (JSON | {"content-encoding": "gzip"}, b"private", "is damaged"),
        (JSON | {"content-encoding": "gzip"}, gzip.compress(b'{"id":1}', mtime=0)[:-12], "is not JSON"),
    ],
)
def test_a_misfit_raises_with_the_payload_in_reach_and_not_in_the_message(
    client: Any, server: Any, headers: Any, body: bytes, message: str
) -> None:
    server.will((200, headers | {"x-request-id": "r1"}, body))
    with pytest.raises(InvalidResponseError, match=message) as raised:
        client.things.read("x")
    error = raised.value
    assert "private" not in str(error) + repr(error)
    if "content-encoding" not in headers:
        assert error.raw == body
        assert error.status_code == 200
        assert error.request_id == "r1"
    assert pickle.loads(pickle.dumps(error)).payload == error.payload
    assert error.__context__ is None


def test_a_lenient_call_reads_what_it_can(client: Any, server: Any) -> None:
    server.will({"id": "seven", "colour": "red", "parts": [{"name": "ok"}, {"count": []}], "when": "01/02/2024", "new": 1})
    made = client.things.read("x", options={"lenient": True})
    assert (made.id, made.colour, made.when, made.new) == ("seven", models.Colour.RED, "01/02/2024", 1)
    assert isinstance(made, models.Made)
    assert made.parts[0] == models.Thing(name="ok")
    assert (made.parts[1].name, made.parts[1].count) == (None, [])
    server.will((200, {"content-type": "text/html"}, b"<p>"))
    assert client.with_options(lenient=True).things.read("x") == "<p>"
    server.will((200, JSON, b""))
    assert client.with_options(lenient=True).things.read("x") is None


def test_no_content_is_none_where_the_document_says_so(client: Any, server: Any) -> None:
    server.will(204)
    assert client.things.make(1, name="x") is None


def test_an_undocumented_success_is_read_as_the_documented_one(client: Any, server: Any) -> None:
    server.will((201, JSON, b'{"id":1}'))
    assert client.things.make(1, name="x").id == 1


def test_text_and_binary_bodies_are_str_and_bytes(client: Any, server: Any) -> None:
    server.will((200, {"content-type": "text/plain; charset=latin-1"}, b"\xe9"))
    assert client.things.text() == "é"
    server.will((200, {"content-type": "application/pdf"}, b"%PDF"))
    assert client.things.file() == b"%PDF"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (418, "StatusError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (599, "ServerError"),
        (304, "RedirectionError"),
    ],
)
def test_each_status_has_its_class(client: Any, server: Any, status: int, name: str) -> None:
    server.will((status, JSON | {"x-request-id": "r1", "retry-after": "900"}, b'{"code":"c","private":1}'))
    with pytest.raises(StatusError) as raised:
        client.things.read("secret-name")
    error = raised.value
    assert type(error) is getattr(errors, name)
    assert (error.status_code, error.request_id, error.headers["retry-after"]) == (status, "r1", "900")
    assert error.raw == b'{"code":"c","private":1}'
    assert error.body == models.Failure(code="c", private=1)
    assert error.request == ("readThing", "GET", "https://api.example.com/v1/things/{name}")
    assert str(error).endswith("for GET /things/{name}")


def test_the_body_of_an_error_is_the_exact_documented_type_else_json_else_text(client: Any, server: Any) -> None:
    for answer, body in [
        ((404, JSON, b'{"code":"c"}'), models.Failure(code="c")),
        ((404, JSON, b'{"other":1}'), {"other": 1}),
        ((400, JSON, b'{"code":"c"}'), {"code": "c"}),
        ((400, {"content-type": "text/html"}, b"<p>"), "<p>"),
        ((400, {}, b""), None),
    ]:
        server.will(answer)
        with pytest.raises(StatusError) as raised:
            client.things.make(1, name="x")
        assert raised.value.body == body
        assert type(raised.value.body) is type(body)


@pytest.mark.parametrize("charset", ["utf-16", "\0", "nonsense"])
def test_a_body_that_is_not_in_its_charset_raises_nothing_else(client: Any, server: Any, charset: str) -> None:
    label = {"content-type": f"text/plain; charset={charset}"}
    for answer, kind in [((500, label, b"private"), errors.ServerError), ((200, label, b"private"), InvalidResponseError)]:
        server.will(answer)
        with pytest.raises(kind) as raised:
            client.things.read("x")
        assert "private" not in str(raised.value)
        assert raised.value.raw == b"private"
    server.will((200, label, b"private"))
    assert client.things.text() == raw(client.things.text)().text == "private"
    with streamed(client.things.text)() as response:
        if charset != "nonsense":
            with pytest.raises(InvalidResponseError, match="damaged"):
                list(response.iter_text())
        else:
            assert "".join(response.iter_text()) == "private"


def test_errors_survive_pickle_and_copy(client: Any, server: Any) -> None:
    server.will((404, JSON | {"x-request-id": "r"}, b'{"code":"c"}'))
    with pytest.raises(NotFoundError) as raised:
        client.things.make(1, name="x")
    for twin in (pickle.loads(pickle.dumps(raised.value)), copy.copy(raised.value), copy.deepcopy(raised.value)):
        assert type(twin) is NotFoundError
        assert (str(twin), twin.body, twin.raw, twin.request_id) == (
            str(raised.value),
            models.Failure(code="c"),
            b'{"code":"c"}',
            "r",
        )


def test_a_raw_response_has_status_headers_bytes_and_the_parsed_body(client: Any, server: Any) -> None:
    server.will((200, JSON | {"x-request-id": "r", "x-ratelimit-remaining": "3"}, b'{"id":"bad"}'))
    response = client.things.with_raw_response.read("x")
    assert (response.status_code, response.content, response.request_id) == (200, b'{"id":"bad"}', "r")
    assert response.headers["X-RateLimit-Remaining"] == "3"
    assert response.json() == {"id": "bad"}
    assert response.elapsed >= 0
    with pytest.raises(InvalidResponseError):
        response.parse()
    server.will({"id": 1})
    assert client.things.with_raw_response.make(1, name="x").parse() == models.Made(id=1)
    assert client.things.make(1, name="x") == models.Made(id=1)
    server.will(404)
    with pytest.raises(NotFoundError):
        client.things.with_raw_response.make(1, name="x")


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    closed = False

    def __iter__(self) -> Any:
        yield from (b"one\n", b"two")

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def test_a_stream_is_read_as_it_arrives_and_closed_on_leaving(client: Any, server: Any) -> None:
    for read, expected in [
        (lambda r: list(r.iter_bytes()), [b"one\n", b"two"]),
        (lambda r: list(r.iter_lines()), ["one", "two"]),
        (lambda r: "".join(r.iter_text()), "one\ntwo"),
        (lambda r: r.read(), b"one\ntwo"),
        (lambda r: None, None),
    ]:
        pieces = Pieces()
        server.will(httpx2.Response(200, stream=pieces))
        with client.things.with_streaming_response.file() as response:
            assert response.status_code == 200
            assert read(response) == expected
        assert pieces.closed


def test_an_error_status_raises_on_entering_a_stream_with_its_body_read(client: Any, server: Any) -> None:
    server.will((404, JSON, b'{"code":"c"}'))
    with pytest.raises(NotFoundError) as raised, client.things.with_streaming_response.file():
        pass
    assert raised.value.body == {"code": "c"}


@pytest.mark.anyio
async def test_the_asynchronous_client_reads_raw_and_streamed_responses_too(server: Any) -> None:
    client = AsyncGolden(api_key=KEY, transport=server.transport)
    server.will({"id": 1})
    response = await client.things.with_raw_response.make(1, name="x")
    assert response.parse() == models.Made(id=1)
    pieces = Pieces()
    server.will(httpx2.Response(200, stream=pieces))
    async with client.things.with_streaming_response.file() as stream:
        assert [piece async for piece in stream.iter_bytes()] == [b"one\n", b"two"]
    assert pieces.closed
    server.will((404, JSON, b'{"code":"c"}'))
    with pytest.raises(NotFoundError) as raised:
        await client.things.make(1, name="x")
    assert raised.value.body == models.Failure(code="c")


def test_a_union_decided_by_trying_reads_the_best_fit(server: Any) -> None:
    assert isinstance(models.Thing(name="x", either={"kind": "d", "bark": "w"}).either, models.Dog)
    assert isinstance(models.Thing(name="x", either={"else": 1}).either, OpenModel)
    assert Golden(transport=server.transport).base_url == "https://api.example.com/v1"
