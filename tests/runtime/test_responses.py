"""What comes back: tolerant reading, misfits, errors, raw and streamed responses."""

from __future__ import annotations

import copy
import gzip
import json
import pickle
import time
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden, models
from golden._runtime import errors
from golden._runtime.errors import InvalidResponseError, NotFoundError, StatusError
from golden._runtime.model import OpenModel
from golden._runtime.operation import Media, Operation
from golden._runtime.response import RawResponse, response_of
from golden._runtime.views import raw, streamed

from .conftest import Pieces

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
    assert made.model_dump(mode="json", exclude_unset=True)["pet"] == {
        "kind": "cow",
        "udder": {"size": 4},
    }


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
def test_json_is_read_under_any_label_that_does_not_say_otherwise(
    client: Any, server: Any, headers: Any, body: bytes
) -> None:
    server.will((200, headers, body))
    assert client.things.read("x").id == 1


@pytest.mark.parametrize(
    ("headers", "body", "message"),
    [
        (JSON, b'{"id":"private"}', "does not fit the document: id: must be a valid integer"),
        (JSON, b"{}", "id: is required"),
        (JSON, b"{private", "is not JSON"),
        (JSON, b"", "is empty"),
        (
            {"content-type": "text/html"},
            b"<html>private</html>",
            "is text/html, not application/json",
        ),
        (JSON | {"content-encoding": "gzip"}, b"private", "is damaged"),
        (
            JSON | {"content-encoding": "gzip"},
            gzip.compress(b'{"id":1}', mtime=0)[:-12],
            "is not JSON",
        ),
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
    server.will(
        {
            "id": "seven",
            "colour": "red",
            "parts": [{"name": "ok"}, {"count": []}],
            "when": "01/02/2024",
            "new": 1,
        }
    )
    made = client.things.read("x", options={"lenient": True})
    assert (made.id, made.colour, made.when, made.new) == (
        "seven",
        models.Colour.RED,
        "01/02/2024",
        1,
    )
    assert isinstance(made, models.Made)
    assert made.parts[0] == models.Thing(name="ok")
    assert (made.parts[1].name, made.parts[1].count) == (None, [])
    server.will((200, {"content-type": "text/html"}, b"<p>"))
    assert client.with_options(lenient=True).things.read("x") == "<p>"
    server.will((200, JSON, b""))
    assert client.with_options(lenient=True).things.read("x") is None


PAGE = (200, {"content-type": "text/html; charset=utf-8"}, b"<p>private")


def _operation(*media: Media, status: str = "200", method: str = "GET") -> Operation[Any]:
    return Operation("asked", method, "/asked", responses={status: media})


_ANY, _TEXT = Media("*/*", "any", lambda: Any), Media("text/plain", "text", lambda: str)
_ONE = Media("application/json", "json", lambda: models.Made)
_WHATEVER = Media("application/json", "json", lambda: Any)


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        ((), "which the document does not name"),
        ((_ANY,), "which the document does not name"),
        ((Media("application/xml", "any", lambda: Any),), "not application/xml"),
        ((_ONE,), "not application/json"),
        ((_WHATEVER,), "not application/json"),
        ((_TEXT,), "not text/plain"),
        (
            (Media("application/pdf", "binary", lambda: bytes), _ONE),
            "not application/pdf or application/json",
        ),
        ((_ONE, _ANY), "which the document does not name"),
        ((Media("text/html", "text", lambda: str),), None),
        ((Media("text/*", "any", lambda: Any),), None),
        ((_ONE, Media("text/html", "text", lambda: str)), None),
    ],
)
@pytest.mark.parametrize(
    "label", ["text/html; charset=utf-8", "application/xhtml+xml", "TEXT/HTML"]
)
def test_a_page_is_a_success_only_where_the_document_names_it(
    client: Any, server: Any, media: tuple[Media, ...], expected: str | None, label: str
) -> None:
    if label == "application/xhtml+xml" and expected is None:
        return
    answer = (200, {"content-type": label, "x-request-id": "r1"}, b"<p>private")
    server.will(answer)
    operation = _operation(*media)
    if expected is None:
        assert client._call(operation) == "<p>private"
        return
    with pytest.raises(InvalidResponseError) as raised:
        client._call(operation)
    error, essence = raised.value, label.partition(";")[0].lower()
    assert str(error) == f"the response to GET /asked is {essence}, {expected}"
    assert (error.payload, error.raw, error.request_id) == ("<p>private", b"<p>private", "r1")
    assert error.problems == (("", f"is {essence}, {expected}"),)
    for lenient in (
        client.with_options(lenient=True)._call(operation),
        client._call(operation, options={"lenient": True}),
    ):
        assert lenient == "<p>private"
    assert client._send("raw", operation).text == "<p>private"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b""),
        ({"content-type": "text/html"}, b""),
        (JSON, b'{"id":1}'),
        (JSON, b"{"),
        ({}, b"<p>"),
        ({"content-type": "a/b"}, b"x"),
    ],
)
def test_where_no_body_is_documented_any_other_is_left_unread(
    client: Any, server: Any, headers: Any, body: bytes
) -> None:
    server.will((200, headers, body))
    assert client._call(_operation()) is None
    assert client._call(Operation("asked", "GET", "/asked")) is None


@pytest.mark.parametrize(
    "label",
    [
        "application/json",
        "application/problem+json",
        "text/json",
        "application/json; charset=utf-16",
    ],
)
@pytest.mark.parametrize(
    "body", [b"{private", b'{"private":[1,', b"[" * 200_000, b"\xff", b"private"]
)
def test_what_is_labelled_as_json_is_json_whatever_its_type(
    client: Any, server: Any, label: str, body: bytes
) -> None:
    server.will((200, {"content-type": label}, body))
    for media in (_ANY, _WHATEVER, _ONE):
        with pytest.raises(
            InvalidResponseError, match=r"GET /asked (is not JSON|is nested too deeply)"
        ) as raised:
            client._call(_operation(media))
        assert raised.value.raw == body
        assert ("nested" in str(raised.value)) <= (len(body) > 100)
        assert raised.value.__context__ is None
        assert isinstance(client._call(_operation(media), options={"lenient": True}), str)


def test_a_body_of_which_nothing_is_documented_is_what_its_label_says(
    client: Any, server: Any
) -> None:
    for headers, body, expected in [
        (JSON, b'{"a":[1]}', {"a": [1]}),
        (JSON, b"null", None),
        ({}, b"[1]", [1]),
        ({}, b"text", "text"),
        ({"content-type": "text/csv"}, b"a;b", "a;b"),
        ({"content-type": "image/png"}, b"\x89", b"\x89"),
        (JSON, b"", None),
        ({"content-type": "text/html"}, b"", None),
    ]:
        server.will((200, headers, body))
        assert client._call(_operation(_ANY)) == expected


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 299])
@pytest.mark.parametrize(
    "headers", [JSON, {}, {"content-type": "text/html"}, {"content-type": "text/plain"}]
)
def test_an_empty_body_is_no_success_where_one_is_documented(
    client: Any, server: Any, status: int, headers: Any
) -> None:
    server.will((status, headers))
    for operation in (
        _operation(_ONE),
        _operation(_WHATEVER, status="2XX"),
        _operation(_TEXT, _ONE),
    ):
        if operation.responses.get("200", (None,))[0] is _TEXT and headers == {
            "content-type": "text/plain"
        }:
            assert client._call(operation) == ""  # an empty text is a text
            continue
        with pytest.raises(InvalidResponseError, match="is empty, a body is documented"):
            client._call(operation)


def test_what_cannot_have_a_body_is_not_asked_for_one(client: Any, server: Any) -> None:
    for status in (204, 205):
        for headers in ({}, JSON, {"content-type": "text/html"}):
            server.will((status, headers))
            assert client._call(_operation(_ONE, status="2XX")) is None
            assert client._call(_operation(_ONE)) is None
    server.will((200, JSON))
    assert client._call(_operation(_ONE, method="HEAD")) is None
    server.will((304, JSON))
    with pytest.raises(errors.RedirectionError):
        client._call(_operation(_ONE))


@pytest.mark.anyio
async def test_the_asynchronous_client_takes_no_page_for_a_success_either(server: Any) -> None:
    server.will(PAGE)
    client = AsyncGolden(api_key=KEY, transport=server.transport)
    with pytest.raises(InvalidResponseError, match="is text/html"):
        await client._call(_operation())
    assert await client._call(_operation(), options={"lenient": True}) == "<p>private"


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
        (411, "LengthRequiredError"),
        (415, "UnsupportedMediaTypeError"),
        (418, "StatusError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (599, "ServerError"),
        (304, "RedirectionError"),
    ],
)
def test_each_status_has_its_class(client: Any, server: Any, status: int, name: str) -> None:
    server.will(
        (status, JSON | {"x-request-id": "r1", "retry-after": "900"}, b'{"code":"c","private":1}')
    )
    with pytest.raises(StatusError) as raised:
        client.things.read("secret-name")
    error = raised.value
    assert type(error) is getattr(errors, name)
    assert (error.status_code, error.request_id, error.headers["retry-after"]) == (
        status,
        "r1",
        "900",
    )
    assert error.raw == b'{"code":"c","private":1}'
    assert error.body == models.Failure(code="c", private=1)
    assert error.request == ("readThing", "GET", "https://api.example.com/v1/things/{name}")
    assert str(error).endswith("for GET /things/{name}")


def test_an_error_without_a_body_has_its_class_request_id_and_a_whole_message(
    client: Any, server: Any
) -> None:
    for options in ({}, {"error_bodies": True}):
        server.will((409, {"x-request-id": "r1"}))
        with pytest.raises(errors.ConflictError) as raised:
            client.things.make(1, name="x", options=options)
        assert (str(raised.value), raised.value.request_id) == (
            "409 Conflict for POST /things/{id}/make",
            "r1",
        )
        assert (raised.value.body, raised.value.raw) == (None, b"")


def test_the_body_of_an_error_is_the_exact_documented_type_else_json_else_text(
    client: Any, server: Any
) -> None:
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
def test_a_body_that_is_not_in_its_charset_raises_nothing_else(
    client: Any, server: Any, charset: str
) -> None:
    label = {"content-type": f"text/plain; charset={charset}"}
    for answer, kind in [
        ((500, label, b"private"), errors.ServerError),
        ((200, label, b"private"), InvalidResponseError),
    ]:
        server.will(answer)
        with pytest.raises(kind) as raised:
            client.things.read("x")
        assert "private" not in str(raised.value)
        assert raised.value.raw == b"private"
    server.will((200, label, b"private"))
    assert client.things.text() == raw(client.things.text)().text == "private"
    with streamed(client.things.text)() as response:
        if charset == "utf-16":
            with pytest.raises(InvalidResponseError, match="damaged"):
                list(response.iter_text())
        else:
            assert "".join(response.iter_text()) == "private"


@pytest.mark.parametrize(
    "label", ["zlib", "base64", "rot13", "punycode", "unicode_escape", "undefined", "x", "x*0*=%ff"]
)
@pytest.mark.filterwarnings("error")
def test_a_charset_that_is_none_says_nothing(client: Any, server: Any, label: str) -> None:
    charset = "charset*=utf-8''x; charset*0*=%ff" if "*" in label else f"charset={label}"
    answer = json.dumps({"id": 7, "code": r"\d\x", "path": "-" + "a" * 300_000}).encode()
    label, text = f"application/json; {charset}", f"text/plain; {charset}"
    started = time.monotonic()
    server.will((200, {"content-type": label}, answer))
    assert client.things.read("x").id == 7
    with streamed(client.things.read)("x") as response:
        assert "".join(response.iter_text()) == answer.decode()
    server.will((200, {"content-type": text}, answer))
    assert client.things.text() == answer.decode()
    server.will((500, {"content-type": text}, answer))
    with pytest.raises(errors.ServerError) as raised:
        client.things.text()
    assert raised.value.body == json.loads(answer)
    assert time.monotonic() - started < 2


def test_errors_survive_pickle_and_copy(client: Any, server: Any) -> None:
    server.will((404, JSON | {"x-request-id": "r"}, b'{"code":"c"}'))
    with pytest.raises(NotFoundError) as raised:
        client.things.make(1, name="x")
    for twin in (
        pickle.loads(pickle.dumps(raised.value)),
        copy.copy(raised.value),
        copy.deepcopy(raised.value),
    ):
        assert type(twin) is NotFoundError
        assert (str(twin), twin.body, twin.raw, twin.request_id) == (
            str(raised.value),
            models.Failure(code="c"),
            b'{"code":"c"}',
            "r",
        )


def test_a_raw_response_has_status_headers_bytes_and_the_parsed_body(
    client: Any, server: Any
) -> None:
    server.will((200, JSON | {"x-request-id": "r", "x-ratelimit-remaining": "3"}, b'{"id":"bad"}'))
    response = client.things.with_raw_response.read("x")
    assert (response.status_code, response.content, response.request_id) == (
        200,
        b'{"id":"bad"}',
        "r",
    )
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


def _twins(value: Any) -> list[Any]:
    return [pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)]


def test_a_raw_response_is_pickled_with_what_it_parses_to(client: Any, server: Any) -> None:
    label = {
        "content-type": "application/json; charset=latin-1",
        "content-encoding": "gzip",
        "x-request-id": "r",
    }
    server.will((200, label, gzip.compress('{"id":1,"more":"é"}'.encode("latin-1"))))
    response = client.things.with_raw_response.read("x")
    assert KEY.encode() not in pickle.dumps(response)
    assert client.things.with_raw_response.read("x").parse() == models.Made(id=1, more="é")
    for twin in _twins(response) + _twins(pickle.loads(pickle.dumps(response))):
        assert type(twin) is RawResponse
        assert (twin.status_code, twin.headers, twin.content) == (
            200,
            response.headers,
            response.content,
        )
        assert (twin.elapsed, twin.request_id, twin.text) == (response.elapsed, "r", response.text)
        assert twin.parse() == response.parse() == models.Made(id=1, more="é")
        assert twin.parse() is not twin.parse()
        assert response_of(twin.parse()).request_id == "r"
        assert repr(twin) == repr(response) == "<RawResponse [200]>"


def test_a_raw_response_that_does_not_fit_is_pickled_with_its_error(
    client: Any, server: Any
) -> None:
    server.will((200, JSON, b'{"id":"private"}'))
    response = client.things.with_raw_response.read("x")
    for twin in _twins(response):
        assert twin.json() == {"id": "private"}
        for _ in range(2):
            with pytest.raises(InvalidResponseError, match="id: must be a valid integer") as raised:
                twin.parse()
            assert (raised.value.status_code, raised.value.payload) == (200, {"id": "private"})


def test_raw_responses_of_every_kind_of_result_are_pickled(client: Any, server: Any) -> None:
    for media, headers, body, expected in [
        (_ANY, JSON, b'{"a":[1]}', {"a": [1]}),
        (_TEXT, {"content-type": "text/plain"}, b"a", "a"),
        (
            Media("application/json", "json", lambda: list[models.Pet]),
            JSON,
            b'[{"kind":"new"}]',
            [OpenModel(kind="new")],
        ),
    ]:
        server.will((200, headers, body))
        for twin in _twins(client._send("raw", _operation(media))):
            assert twin.parse() == expected
    server.will(204)
    assert [twin.parse() for twin in _twins(client._send("raw", _operation()))] == [None] * 3


def test_a_result_knows_its_response(client: Any, server: Any) -> None:
    limits = {"x-request-id": "r1", "x-ratelimit-remaining": "3"}
    many, anything = (
        _operation(Media("application/json", "json", lambda: list[models.Made])),
        _operation(_ANY),
    )
    for operation, body in (
        (_operation(_ONE), b'{"id":1}'),
        (many, b'[{"id":1}]'),
        (anything, b'{"id":1}'),
        (anything, b"[1]"),
    ):
        server.will((200, JSON | limits, body))
        result = client._call(operation)
        head = response_of(result)
        assert (head.status_code, head.request_id, head.headers["content-type"]) == (
            200,
            "r1",
            "application/json",
        )
        assert head.rate_limit.remaining == 3
        assert repr(head) == "<ResponseHead [200]>"
        assert pickle.loads(pickle.dumps(head)).request_id == "r1"
        plain = json.loads(body)
        for twin in _twins(result):
            assert twin == result
            assert repr(twin) == repr(result)
            with pytest.raises(LookupError, match="with_raw_response"):
                response_of(twin)
        if isinstance(result, list):
            assert type(pickle.loads(pickle.dumps(result))) is list
            assert (result, list(result), len(result)) == (list(result), [*result], 1)
            with pytest.raises(LookupError):
                response_of(result[0])
        elif isinstance(result, dict):
            assert type(copy.copy(result)) is dict
            assert (result, dict(result), json.dumps(result)) == (plain, plain, '{"id": 1}')
        else:
            assert (result, result.model_dump(exclude_unset=True), dict(result)) == (
                models.Made(id=1),
                plain,
                dict(models.Made(id=1)),
            )
            assert result.model_fields_set == {"id"}
            assert pickle.dumps(result) == pickle.dumps(models.Made.model_validate_json(body))
    server.will({"id": 1})
    first, second = client.things.read("x"), client.things.with_raw_response.read("x").parse()
    server.will((200, JSON | limits, b'{"id":1}'))
    third = client.things.read("x")
    assert [response_of(each).request_id for each in (first, second, third)] == [None, None, "r1"]


def test_what_no_call_returned_has_no_response(client: Any, server: Any) -> None:
    server.will((200, {"content-type": "text/plain"}, b"a"))
    spoofed = models.Made.model_validate({"id": 1, "__response__": 1})
    for value in (client.things.text(), None, b"", 1, [], {}, models.Made(id=1), spoofed, object()):
        with pytest.raises(
            LookupError, match=f"this {type(value).__name__} was not returned by a call as it is"
        ):
            response_of(value)


@pytest.mark.anyio
async def test_results_of_many_calls_at_once_each_know_their_own(server: Any) -> None:
    def respond(request: httpx2.Request) -> httpx2.Response:
        number = request.url.path.rpartition("/")[2]
        return httpx2.Response(200, json={"id": int(number)}, headers={"x-request-id": number})

    client = AsyncGolden(api_key=KEY, transport=httpx2.MockTransport(respond))
    found: list[Any] = []

    async def read(number: int) -> None:
        found.append(await client.things.read(str(number)))

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(read, number)
    assert sorted(made.id for made in found) == list(range(20))
    assert all(response_of(made).request_id == str(made.id) for made in found)


def test_what_a_call_returned_can_be_sent(client: Any, server: Any) -> None:
    server.will([{"name": "a", "new": None}])
    parts = client._call(_operation(Media("application/json", "json", lambda: list[models.Thing])))
    server.will({"id": 1, "extra": {"a": 1}})
    extra = client._call(_operation(_ANY))
    client.things.make(1, {"name": "b", "parts": parts, "extra": extra})
    assert server.sent == {
        "name": "b",
        "parts": [{"name": "a", "new": None}],
        "extra": {"id": 1, "extra": {"a": 1}},
    }
    parts[0].count = 99
    with pytest.raises(errors.InvalidInputError, match=r"body\.parts\.0\.count"):
        client.things.make(1, {"name": "b", "parts": parts})


def test_a_stream_is_read_as_it_arrives_and_closed_on_leaving(client: Any, server: Any) -> None:
    for read, expected in [
        (lambda r: list(r.iter_bytes()), [b"one\n", b"two"]),
        (lambda r: list(r.iter_lines()), ["one", "two"]),
        (lambda r: "".join(r.iter_text()), "one\ntwo"),
        (lambda r: r.read(), b"one\ntwo"),
        (lambda r: None, None),
    ]:
        pieces = Pieces(b"one\n", b"two")
        server.will(httpx2.Response(200, stream=pieces))
        with client.things.with_streaming_response.file() as response:
            assert response.status_code == 200
            assert read(response) == expected
        assert pieces.closed


@pytest.mark.anyio
async def test_who_reads_a_stream_twice_or_too_late_makes_a_mistake_of_the_program(
    server: Any,
) -> None:
    client = Golden(api_key=KEY, transport=server.transport)
    alike = AsyncGolden(api_key=KEY, transport=server.transport)
    for read in ("iter_bytes", "iter_text", "iter_lines"):
        server.will(httpx2.Response(200, stream=Pieces(b"one")))
        with client.things.with_streaming_response.file() as response:
            assert response.read() == b"one"
            with pytest.raises(RuntimeError, match="is read once") as raised:
                next(getattr(response, read)())
            assert raised.value.__context__ is None
        server.will(httpx2.Response(200, stream=Pieces(b"one")))
        async with alike.things.with_streaming_response.file() as late:
            pass
        with pytest.raises(RuntimeError, match="before it is closed") as raised:
            await anext(getattr(late, read)())
        assert raised.value.__context__ is None


@pytest.mark.anyio
async def test_lines_end_as_those_of_a_file_do_and_not_inside_of_json(server: Any) -> None:
    text = '{"a": "\u2028\u0085\x0b\x1c"}\n\n2\r\n3\r4'
    content, expected = text.encode(), ['{"a": "\u2028\u0085\x0b\x1c"}', "", "2", "3", "4"]
    for end in (b"", b"\r", b"\n"):
        for cut in range(1, len(content)):
            server.will(httpx2.Response(200, stream=Pieces(content[:cut], content[cut:] + end)))
            client = Golden(api_key=KEY, transport=server.transport)
            with client.things.with_streaming_response.file() as response:
                assert list(response.iter_lines()) == expected
    wide = {"content-type": "text/plain; charset=utf-16"}
    server.will(httpx2.Response(200, headers=wide, content=text.encode("utf-16")))
    with client.things.with_streaming_response.file() as response:
        assert list(response.iter_lines()) == expected
    for end in (b"", b"\r", b"\n"):
        server.will(httpx2.Response(200, stream=Pieces(content[:-3], content[-3:] + end)))
        alike = AsyncGolden(api_key=KEY, transport=server.transport)
        async with alike.things.with_streaming_response.file() as response:
            assert [line async for line in response.iter_lines()] == expected


def test_an_error_status_raises_on_entering_a_stream_with_its_body_read(
    client: Any, server: Any
) -> None:
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
    pieces = Pieces(b"one\n", b"two")
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
