"""`client.request`: paths beyond the document, with all that a call has; and members beyond it,
with `extra_body`.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from golden import AsyncGolden, Golden, models
from golden._runtime.errors import (
    ConfigurationError,
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    ServerError,
)
from golden._runtime.pacing import Pace
from golden._runtime.response import RawResponse
from typing_extensions import TypedDict

from .conftest import KEY, listening

JSON = {"content-type": "application/json"}
BASE = "https://api.example.com/v1"


@dataclass
class Point:
    x: int


class Row(TypedDict):
    x: int


def test_a_request_has_the_credential_the_query_and_the_body(client: Any, server: Any) -> None:
    server.will({"any": ["thing"]})
    body = {"name": "x", "thing": models.Thing(name="y")}
    options = {"query": {"c": 3}, "headers": {"X-B": "2"}}
    got = client.request(
        "post",
        "/beyond",
        query={"a": [1, 2], "b": True},
        body=body,
        headers={"X-A": "1"},
        options=options,
    )
    assert got == {"any": ["thing"]}
    sent = server.last
    assert (sent.method, str(sent.url)) == ("POST", f"{BASE}/beyond?a=1&a=2&b=true&c=3")
    assert (sent.headers["X-Key"], sent.headers["X-A"], sent.headers["X-B"]) == (KEY, "1", "2")
    assert (sent.headers["Content-Type"], server.sent) == (
        "application/json",
        {"name": "x", "thing": {"name": "y"}},
    )


@pytest.mark.parametrize(
    ("cast_to", "answer", "result"),
    [
        (models.Made, {"id": 7}, models.Made(id=7)),
        (list[models.Made], [{"id": 7}], [models.Made(id=7)]),
        (dict[str, Any], {"id": 7}, {"id": 7}),
        (dict[str, list[int]], {"a": [1]}, {"a": [1]}),
        (Point, {"x": 1}, Point(1)),
        (Row, {"x": 1}, {"x": 1}),
        (int, (200, JSON, b"5"), 5),
        (str, (200, {"content-type": "text/html"}, b"<p>"), "<p>"),
        (bytes, (200, {"content-type": "image/png"}, b"\x89"), b"\x89"),
        (None, (200, {"content-type": "text/plain"}, b"words"), "words"),
        (None, (200, {"content-type": "application/pdf"}, b"%PDF"), b"%PDF"),
        (None, 204, None),
    ],
)
def test_a_success_is_read_as_the_type_that_is_asked_for(
    client: Any, server: Any, cast_to: Any, answer: Any, result: Any
) -> None:
    server.will(answer)
    got = client.request("GET", "/beyond", cast_to=cast_to)
    assert got == result
    assert isinstance(got, type(result))
    raw = client.request("GET", "/beyond", cast_to=cast_to, raw=True)
    assert isinstance(raw, RawResponse)
    assert raw.parse() == result


@pytest.mark.anyio
async def test_a_request_of_the_asynchronous_client_is_awaited(server: Any) -> None:
    client = AsyncGolden(api_key=KEY, transport=server.transport)
    server.will({"id": 7})
    assert await client.request("GET", "/beyond", cast_to=models.Made) == models.Made(id=7)
    raw = await client.request("GET", "/beyond", cast_to=models.Made, raw=True)
    assert raw.parse().id == 7
    server.will(404)
    with pytest.raises(NotFoundError, match=r"^404 Not Found for GET /beyond$"):
        await client.request("GET", "/beyond")


def test_a_success_that_does_not_fit_raises_as_ever(client: Any, server: Any) -> None:
    server.will({"id": "x"})
    with pytest.raises(
        InvalidResponseError, match=r"^the response to GET /beyond does not fit the document: id: "
    ):
        client.request("GET", "/beyond", cast_to=models.Made)
    assert (
        client.request("GET", "/beyond", cast_to=models.Made, options={"lenient": True}).id == "x"
    )


@pytest.mark.parametrize(
    ("method", "retry", "attempts"),
    [("GET", None, 3), ("PUT", None, 3), ("DELETE", None, 3), ("POST", None, 1)],
)
def test_the_method_decides_whether_a_request_is_repeated(
    client: Any, server: Any, method: str, retry: bool | None, attempts: int
) -> None:
    server.will(500)
    for given, expected in ((retry, attempts), (True, 3), (False, 1)):
        server.requests.clear()
        with pytest.raises(ServerError):
            client.with_options(retry="unsafe" if given else None).request(
                method, "/beyond", retry=given
            )
        assert len(server.requests) == expected


def test_a_request_is_paced_and_redirected_and_ends_with_its_client(
    server: Any, pauses: list[float]
) -> None:
    class Made(Golden):
        def __init__(self, **options: Any) -> None:
            super(Golden, self).__init__({"apiKey": KEY}, transport=server.transport, **options)

    client: Any = Made(pace=Pace(1, per=60))
    now = [0.0]
    client._settings = client._settings._replace(clock=lambda: now[0], deadline=None)

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    client._sleep = sleep
    server.will((302, {"location": "/v1/other"}), {"id": 1})
    assert client.request("GET", "/beyond") == {"id": 1}
    assert str(server.last.url) == f"{BASE}/other"
    assert pauses == [60]
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.request("GET", "/beyond")


def test_a_request_goes_over_a_real_connection() -> None:
    seen: list[bytes] = []

    def talk(connection: socket.socket) -> None:
        got = b""
        while not got.endswith(b"[1]"):
            got += connection.recv(65536)
        seen.append(got)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            b'8\r\n\r\n{"id":7}'
        )

    with listening(talk) as url, Golden(api_key=KEY, base_url=f"{url}/base") as client:
        made: models.Made = client.request("PATCH", "beyond/7", body=[1], cast_to=models.Made)
        assert made.id == 7
    assert seen[0].startswith(b"PATCH /base/beyond/7 HTTP/1.1\r\n")
    assert seen[0].endswith(b"\r\n\r\n[1]")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/a/b", "/v1/a/b"),
        ("a/b", "/v1/a/b"),
        ("/", "/v1/"),
        ("", "/v1/"),
        ("/a/", "/v1/a/"),
        ("/a:batch", "/v1/a:batch"),
        ("/a b/é", "/v1/a%20b/%C3%A9"),
        ("/a%20b/100%", "/v1/a%20b/100%25"),
        ("/{a}", "/v1/%7Ba%7D"),
        ("/a%2Fb", "/v1/a%2Fb"),
        ("/a\\b", "/v1/a%5Cb"),
        ("/...", "/v1/..."),
        ("/a?x=1&x=%20&y", "/v1/a?x=1&x=%20&y="),
        (f"{BASE}/a/b?x=1", "/v1/a/b?x=1"),
        ("https://API.example.com:443/v1/a", "/v1/a"),
    ],
)
def test_a_path_is_taken_below_the_base_url(
    client: Any, server: Any, path: str, target: str
) -> None:
    client.request("GET", path)
    assert (server.last.url.host, server.last.url.raw_path.decode()) == ("api.example.com", target)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "https://elsewhere.example/v1/a",
            "//elsewhere.example/a",
            "/\\elsewhere.example",
            "http://api.example.com/v1/a",
        ),
        *(
            "https://api.example.com/v2/a",
            "https://api.example.com/v1",
            "https://api.example.com:444/v1/a",
        ),
        *(
            "https://api.example.com/v1/../v2",
            "https://u:p@api.example.com/v1/a",
            "https://api.example.com/v1evil",
        ),
        *(
            "..",
            "/..",
            "/a/../..",
            "/./a",
            "/a/.",
            "/a\\..\\b",
            "/%2e%2e/a",
            "/a%2f..%2f..",
            "/..%5Ca",
        ),
        *("/a#b", "/a?b#c", f"{BASE}/a#b", "/a?b=%ff", "/a\ud800", None, 5, b"/a", "http://["),
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(client: Any, server: Any, path: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^path: (leads|must)"):
        client.request("GET", path)
    assert server.requests == []


@pytest.mark.parametrize("options", [[], (), "", 0, [("timeout", 5)]])
def test_options_that_are_no_mapping_are_a_mistake_even_where_they_are_empty(
    client: Any, server: Any, options: Any
) -> None:
    with pytest.raises(TypeError, match=r"^options must be a mapping, not"):
        client.request("GET", "/beyond", query={"a": 1}, options=options)
    assert server.requests == []


@pytest.mark.parametrize(
    ("given", "content_type", "content"),
    [
        ({"body": None}, "application/json", b"null"),
        (
            {"body": b"\x00", "content_type": "application/octet-stream"},
            "application/octet-stream",
            b"\x00",
        ),
        ({"body": bytearray(b"a"), "content_type": "image/png"}, "image/png", b"a"),
        ({"body": "é", "content_type": "text/csv"}, "text/csv; charset=utf-8", "é".encode()),
        ({"body": b'{"a":1}', "content_type": "application/json"}, "application/json", b'{"a":1}'),
        (
            {"body": {"a": 1}, "content_type": "application/merge-patch+json"},
            "application/merge-patch+json",
            b'{"a":1}',
        ),
        ({}, None, b""),
    ],
)
def test_a_body_is_json_or_what_its_media_type_says(
    client: Any, server: Any, given: dict[str, Any], content_type: str | None, content: bytes
) -> None:
    client.request("POST", "/beyond", **given)
    assert (server.last.headers.get("content-type"), server.last.content) == (content_type, content)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"body": b"a"}, "content_type: is required for bytes"),
        (
            {"body": {"a": 1}, "content_type": "text/csv"},
            "body: must be text or bytes, for a media type that is not JSON",
        ),
        ({"body": b"a", "content_type": "text/csv\r\nX: y"}, "content_type: must be a media type"),
        ({"body": b"a", "content_type": "csv"}, "content_type: must be a media type"),
        ({"body": float("nan")}, "body: holds NaN"),
        ({"body": b"{", "content_type": "application/json"}, "body: "),
        ({"cast_to": 5}, "cast_to: must be a type that pydantic can validate"),
        ({"retry": 1}, "retry: must be True, False or None"),
        ({"query": [1]}, "query: must be a mapping"),
        ({"headers": "a: b"}, "headers: must be a mapping"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    client: Any, server: Any, given: dict[str, Any], what: str
) -> None:
    with pytest.raises(InvalidInputError, match=f"^{what}"):
        client.request("POST", "/beyond", **given)
    with pytest.raises(InvalidInputError, match=r"^method: must be one of GET, HEAD"):
        client.request("FETCH", "/beyond")
    assert server.requests == []


def test_what_a_client_remembers_does_not_grow_with_every_path(client: Any) -> None:
    client.request("GET", "/first")
    before = len(client._settings.heads)
    for number in range(20):
        client.request("GET", f"/{number}")
    assert len(client._settings.heads) == before


def test_messages_and_logs_of_a_request_are_short_and_show_no_query(
    client: Any, server: Any, caplog: Any
) -> None:
    caplog.set_level("DEBUG")
    server.will(404)
    with pytest.raises(NotFoundError) as raised:
        client.request(
            "GET", f"/{'a' * 5000}?mail=jane", query={"q": "jane"}, body={"mail": "jane"}
        )
    assert len(str(raised.value)) < 300
    assert "jane" not in str(raised.value) + repr(raised.value.request) + caplog.text


def test_a_request_needs_no_credential_where_an_operation_does_without(server: Any) -> None:
    Golden(transport=server.transport).request("GET", "/beyond")
    assert "X-Key" not in server.last.headers


@pytest.mark.parametrize(
    "body",
    [{"name": "x", "note": "y"}, models.Thing(name="x", note="y"), b'{"name": "x", "note": "y"}'],
)
def test_extra_members_of_a_body_come_last_and_win(client: Any, server: Any, body: Any) -> None:
    client.things.make(
        1, body, options={"extra_body": {"note": 5, "more": {"thing": models.Thing(name="z")}}}
    )
    assert server.sent == {"name": "x", "note": 5, "more": {"thing": {"name": "z"}}}
    assert server.last.headers["Content-Length"] == str(len(server.last.content))
    client.with_options(extra_body={"more": 1}).things.make(1, name="x")
    assert server.sent == {"name": "x", "more": 1}
    client.request("POST", "/beyond", body={"a": 1}, options={"extra_body": {"b": 2}})
    assert server.sent == {"a": 1, "b": 2}


def test_extra_members_of_a_form_come_last_and_win(client: Any, server: Any) -> None:
    client.things.upload(
        {"a": "1", "b": ["2", "3"], "c": "&="},
        options={"extra_body": {"b": [4, "5 6"], "d": None, "é": "x"}},
    )
    assert server.last.content == b"a=1&c=%26%3D&b=4&b=5+6&%C3%A9=x"
    client.things.upload(options={"extra_body": {"b": 1}})
    assert server.last.content == b"b=1"


def test_extra_members_are_refused_where_there_is_nothing_that_could_have_them(
    client: Any, server: Any
) -> None:
    extra: dict[str, Any] = {"extra_body": {"a": 1}}
    for call in (
        lambda: client.things.read("x", options=extra),
        lambda: client.with_options(**extra).things.upload(
            b"x", content_type="application/octet-stream"
        ),
        lambda: client.with_options(**extra).things.upload(
            {"a": 1}, content_type="multipart/form-data"
        ),
        lambda: client.request("POST", "/beyond", body=[1], options=extra),
        lambda: client.request("GET", "/beyond", options=extra),
        lambda: client.things.make(1, name="x", options={"extra_body": {"a": float("inf")}}),
    ):
        with pytest.raises(InvalidInputError, match=r"extra_body|holds Infinity"):
            call()
    assert server.requests == []


@pytest.mark.parametrize("ways", ["client", "view", "call"])
def test_the_words_of_an_error_are_shown_where_they_are_asked_for(server: Any, ways: str) -> None:
    words = json.dumps({"detail": f"no such\nthing \x07 {KEY} {'é' * 2000}"}, ensure_ascii=False)
    server.will((404, JSON, words.encode()))
    options: dict[str, Any] = {"error_bodies": True}
    client = Golden(
        api_key=KEY, transport=server.transport, **(options if ways == "client" else {})
    )
    client = client.with_options(**options) if ways == "view" else client
    with pytest.raises(
        NotFoundError, match=r'^404 Not Found for GET /things/\{name\}: \{"detail": "no such'
    ) as raised:
        client.things.read("x", options=options if ways == "call" else None)
    message = str(raised.value)
    assert message.isprintable()
    assert KEY not in message
    assert message.endswith("é…")
    assert len(message) <= 500 + len("404 Not Found for GET /things/{name}: ")
    with pytest.raises(NotFoundError, match=r"^404 Not Found for GET /things/\{name\}$"):
        client.things.read("x", options={"error_bodies": False})


def test_an_option_of_none_is_as_good_as_none_given(client: Any, server: Any) -> None:
    names = ("headers", "query", "max_retries", "lenient", "error_bodies", "extra_body")
    view = client.with_options(
        max_retries=1, lenient=True, **dict.fromkeys(set(names) - {"max_retries", "lenient"})
    )
    server.will(500)
    with pytest.raises(ServerError):
        view.things.read("x", options=dict.fromkeys(names))
    assert len(server.requests) == 2
    view.with_options(timeout=None, deadline=None)
    assert view.with_options(timeout=None, deadline=None)._settings.deadline is None


def test_the_types_of_results_are_those_that_are_asked_for(server: Any) -> None:
    with Golden(api_key=KEY, transport=server.transport) as client:
        made: models.Made = client.request("GET", "/x", cast_to=models.Made)
        server.will([{"id": 1}])
        many: list[models.Made] = client.request("GET", "/x", cast_to=list[models.Made])
        raw: RawResponse[list[models.Made]] = client.request(
            "GET", "/x", cast_to=list[models.Made], raw=True
        )
    assert (made.id, many[0].id, raw.parse()[0].id) == (7, 1, 1)


def test_a_transport_that_reads_the_request_may_read_its_parts(server: Any) -> None:
    with httpx2.Client(transport=server.transport, params={"p": "1"}) as http:
        Golden(api_key=KEY, http_client=http).request("GET", "/a b", query={"q": "2"})
    assert str(server.last.url) == f"{BASE}/a%20b?q=2&p=1"


def test_a_keyword_that_request_does_not_have_is_named(client: Any) -> None:
    with pytest.raises(
        TypeError, match=r"^Golden\.request\(\) got an unexpected keyword argument 'params'$"
    ):
        client.request("GET", "/beyond", params={})
