"""Media types as a user of a package meets them: what goes out and what comes back, in process and
over a socket.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import ModuleType
from typing import Any

import anyio
import httpx2
import pytest

from generator.document.bundle import load
from tests.forked import run_emitted_tests
from tests.packages import CASES, generated, imported
from tests.servers import mock_in_a_thread

Call = Callable[..., Any]


@pytest.fixture
def package() -> Callable[[str], ModuleType]:
    return imported


class Server:
    """Answers every request alike and keeps the last one."""

    def __init__(self) -> None:
        self.answer: dict[str, Any] = {}
        self.request: Any = None
        self.transport = httpx2.MockTransport(self._serve)

    def will(self, label: str | None, content: bytes = b"", status: int = 200) -> None:
        headers = {} if label is None else {"content-type": label}
        self.answer = {"status_code": status, "headers": headers, "content": content}

    def _serve(self, request: httpx2.Request) -> httpx2.Response:
        self.request = request
        return httpx2.Response(**self.answer)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(params=["sync", "async"])
def things(request: pytest.FixtureRequest, package: Any, server: Server) -> Any:
    """The operations of `media-ranges`, called in either way."""
    return _operations(
        package("media-ranges"), "Ranges", "things", server, asynchronous=request.param == "async"
    )


@pytest.fixture(params=["sync", "async"])
def reports(request: pytest.FixtureRequest, package: Any, server: Server) -> Any:
    return _operations(
        package("representations"),
        "Representations",
        "reports",
        server,
        asynchronous=request.param == "async",
    )


@pytest.fixture(params=["sync", "async"])
def nothing(request: pytest.FixtureRequest, package: Any, server: Server) -> Any:
    return _operations(
        package("no-content"), "NoContent", "things", server, asynchronous=request.param == "async"
    )


class _Operations:
    def __init__(self, made: Callable[[], Any], resource: str) -> None:
        self._made, self._resource = made, resource

    def __getattr__(self, name: str) -> Call:
        async def call(*arguments: Any, **keywords: Any) -> Any:
            async with self._made() as client:
                return await getattr(getattr(client, self._resource), name)(*arguments, **keywords)

        return lambda *arguments, **keywords: anyio.run(lambda: call(*arguments, **keywords))


def _operations(
    package: ModuleType, client: str, resource: str, server: Server, *, asynchronous: bool
) -> Any:
    if asynchronous:
        return _Operations(
            lambda: getattr(package, f"Async{client}")(transport=server.transport), resource
        )
    return getattr(getattr(package, client)(transport=server.transport), resource)


# --- the answer's label decides within a range ----------------------------------------------------

OCTETS = b'\xff\x00{"a":1}'


@pytest.mark.parametrize(
    ("operation", "label"),
    [
        ("any_bin", "image/png"),
        ("any_bin", "application/json"),
        ("any_bin", "text/plain; charset=utf-8"),
        ("any_bin", None),
        ("app_bin", "application/json"),
        ("app_bin", "application/pdf"),
        ("img_bin", "IMAGE/PNG"),
        ("csv_bin", "text/csv"),
        ("json_bin", "application/json"),
        ("pdf_none", "application/pdf"),
        ("pdf_obj", "application/pdf"),
        ("any_none", "image/png"),
        ("versions", "application/zip"),
    ],
)
def test_octets_are_octets_whatever_the_key_and_the_label(
    things: Any, server: Server, operation: str, label: str
) -> None:
    server.will(label, OCTETS)
    assert getattr(things, operation)() == OCTETS


@pytest.mark.parametrize(
    ("operation", "label", "content", "expected"),
    [
        ("any_str", "application/json", b'"hi"', "hi"),
        ("any_str", "application/problem+json", b'"hi"', "hi"),
        ("any_str", "text/plain", b'"hi"', '"hi"'),
        ("any_str", "text/plain; charset=latin-1", b"\xe9", "\xe9"),
        ("any_str", "application/octet-stream", b"hi", "hi"),
        ("any_str", None, b"42", "42"),
        ("app_str", "application/json", b'"hi"', "hi"),
        ("app_str", "application/xml", b"<a/>", "<a/>"),
        ("text_any", "text/csv", b"a;b", "a;b"),
        ("text_any", "text/html", b"<p>", "<p>"),
        ("any_none", "application/json", b"[1]", [1]),
        ("any_none", "text/csv", b"[1]", "[1]"),
        ("any_num", "application/json", b"42", 42),
        ("any_num", "text/plain", b"42\n", 42),
        ("csv_arr", "text/csv", b"a,b", "a,b"),
        ("xml", "application/xml; charset=utf-8", b"<a/>", "<a/>"),
        ("xml", "text/xml", b"<a/>", "<a/>"),
        ("txt_num", "text/plain", b"42", 42),
        ("txt_bool", "text/plain", b"true", True),
        ("any_one", "text/plain", b"hello", "hello"),
        ("any_one", "text/plain", b"[1]", [1]),
        ("any_one", "application/json", b'"hello"', "hello"),
    ],
)
def test_text_and_json_under_a_range_are_what_they_are_labelled(
    things: Any, server: Server, operation: str, label: str, content: bytes, expected: Any
) -> None:
    server.will(label, content)
    found = getattr(things, operation)()
    assert found == expected
    assert isinstance(found, type(expected))


@pytest.mark.parametrize(
    ("operation", "label"),
    [
        ("any_obj", "application/json"),
        ("any_obj", "text/plain"),
        ("any_obj", None),
        ("txt_json", "text/plain; charset=utf-8"),
        ("txt_and_json", "text/plain"),
        ("txt_and_json", "text/json"),
        ("txt_and_json", "application/hal+json"),
    ],
)
def test_a_model_is_read_from_json_under_each_label_that_may_have_it(
    things: Any, server: Server, package: Any, operation: str, label: str
) -> None:
    server.will(label, b'\xef\xbb\xbf{"a":1}')
    assert getattr(things, operation)() == package("media-ranges").models.T(a=1)


@pytest.mark.parametrize(
    ("operation", "label", "content", "message"),
    [
        ("any_str", "image/png", b"\x89PNG\xff", "is image/png, and no text"),
        ("any_str", "text/html", b"<p>", "is text/html, which the document does not name"),
        ("any_obj", "text/html", b"<p>", "is text/html, which the document does not name"),
        ("any_obj", "text/plain", b"hello", "is not JSON"),
        ("txt_num", "text/plain", b"many", "is not JSON"),
        ("txt_json", "text/plain", b'{"a":"x"}', "does not fit the document"),
        ("img_bin", "application/json", b"{}", "is application/json, not image/\\*"),
        ("app_bin", "text/html", b"<p>", "is text/html, not application/\\*"),
    ],
)
def test_what_the_label_denies_is_refused_unless_the_call_is_lenient(
    things: Any,
    server: Server,
    package: Any,
    operation: str,
    label: str,
    content: bytes,
    message: str,
) -> None:
    server.will(label, content)
    with pytest.raises(package("media-ranges").InvalidResponseError, match=message):
        getattr(things, operation)()
    getattr(things, operation)(options={"lenient": True})


@pytest.mark.parametrize(
    ("label", "content", "expected"),
    [
        ("application/json; version=1", b'{"a":1}', "T"),
        ('application/json; charset=utf-8; Version="2"', b'{"b":2}', "V2"),
        ("application/json", b'{"a":1}', "T"),
        ("application/pdf", b"%PDF", "bytes"),
    ],
)
def test_the_most_specific_key_is_applied(
    things: Any, server: Server, label: str, content: bytes, expected: str
) -> None:
    server.will(label, content)
    assert type(things.versions()).__name__ == expected


# --- what is sent is labelled within the range ----------------------------------------------------


def _named(name: str) -> io.BytesIO:
    file = io.BytesIO(b"x")
    file.name = name
    return file


@pytest.mark.parametrize(
    ("operation", "given", "content_type", "label", "content"),
    [
        ("up", b"\xff", None, "application/octet-stream", b"\xff"),
        ("up", io.BytesIO(b"x"), None, "application/octet-stream", b"x"),
        ("up", _named("/a/b.png"), None, "image/png", b"x"),
        ("up", [b"a", b"b"], "image/png", "image/png", b"ab"),
        ("up", b"{", "application/json", "application/json", b"{"),
        ("up_any", b"\xff", None, "application/octet-stream", b"\xff"),
        ("up_any", "h\xe9", None, "text/plain; charset=utf-8", b"h\xc3\xa9"),
        ("up_any", {"a": [1]}, None, "application/json", b'{"a":[1]}'),
        ("up_any", "h\xe9", "application/json", "application/json", b'"h\xc3\xa9"'),
        ("up_img", b"x", "image/webp", "image/webp", b"x"),
        ("up_img", _named("b.PNG"), None, "image/png", b"x"),
        ("up_str", "h\xe9", None, "text/plain; charset=utf-8", b"h\xc3\xa9"),
        ("up_str", "h\xe9", "text/csv; charset=latin-1", "text/csv; charset=latin-1", b"h\xe9"),
        ("up_str", "a", "application/json", "application/json", b'"a"'),
        ("up_json", {"a": 1}, None, "application/json", b'{"a":1}'),
        ("up_json", b'{"a":1}', None, "application/json", b'{"a":1}'),
        ("up_json", {"a": 1}, "application/vnd.x+json", "application/vnd.x+json", b'{"a":1}'),
        ("up_json", b"<a/>", "application/xml", "application/xml", b"<a/>"),
        ("up_text", "h\xe9", None, "text/plain; charset=utf-8", b"h\xc3\xa9"),
        ("up_latin", "h\xe9", None, "text/plain; charset=iso-8859-1", b"h\xe9"),
        ("up_num", 42, None, "text/plain; charset=utf-8", b"42"),
        ("up_jstr", "h\xe9", None, "application/json", b'"h\xc3\xa9"'),
        ("up_version", {"a": 1}, None, "application/json; version=2", b'{"a":1}'),
        ("up_suffix", {"a": 1}, None, "application/json", b'{"a":1}'),
        (
            "up_suffix",
            {"a": 1},
            "application/merge-patch+json",
            "application/merge-patch+json",
            b'{"a":1}',
        ),
    ],
)
def test_a_body_has_one_label_that_the_document_allows(
    things: Any,
    server: Server,
    operation: str,
    given: Any,
    content_type: str | None,
    label: str,
    content: bytes,
) -> None:
    server.will(None)
    if hasattr(given, "seek"):
        given.seek(0)
    getattr(things, operation)(
        given, **({} if content_type is None else {"content_type": content_type})
    )
    assert (server.request.headers["content-type"], server.request.content) == (label, content)


@pytest.mark.parametrize(
    ("operation", "given", "content_type", "message"),
    [
        ("up_img", b"x", None, "body: needs a content_type, one of image/\\*"),
        ("up_img", b"x", "text/plain", "content_type: must be one of image/\\*"),
        ("up_img", b"x", "image/png\r\nX: y", "content_type: must be one of image/\\*"),
        ("up_img", b"x", "image/png, image/jpeg", "content_type: must be one of image/\\*"),
        (
            "up_json",
            {"a": 1},
            "application/xml",
            "cannot be sent as application/xml, but for its octets",
        ),
        ("up_json", {"a": 1}, "text/csv", "cannot be sent as text/csv, but for its octets"),
        ("up_json", b"{", None, "body: "),
        (
            "up_suffix",
            {"a": 1},
            "application/xml",
            "content_type: must be one of application/json, application/\\*\\+json",
        ),
        ("up_latin", "\u20ac", None, "body: cannot be encoded"),
        ("up_num", "many", None, "body: must be a valid integer"),
    ],
)
def test_a_label_outside_of_the_range_or_unfit_for_the_value_is_refused(
    things: Any,
    server: Server,
    package: Any,
    operation: str,
    given: Any,
    content_type: str | None,
    message: str,
) -> None:
    with pytest.raises(package("media-ranges").InvalidInputError, match=message):
        getattr(things, operation)(
            given, **({} if content_type is None else {"content_type": content_type})
        )
    assert server.request is None


# --- a caller asks for a representation -----------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "label", "content", "expected"),
    [
        ("text/csv", "text/csv; header=present", b"a", "a"),
        ("application/pdf", "application/pdf", b"a", b"a"),
        ("application/pdf", "application/octet-stream", b"a", b"a"),
        ("text/csv", None, b"a", "a"),
        ("text/csv", "text/plain", b"1", "1"),
    ],
)
def test_what_is_asked_for_is_what_is_returned(
    reports: Any, server: Server, asked: str, label: str, content: bytes, expected: Any
) -> None:
    server.will(label, content)
    assert reports.report(accept=asked) == expected
    assert server.request.headers["accept"] == f"{asked}, application/problem+json;q=0.1"


def test_a_call_that_asks_for_nothing_asks_for_json(
    reports: Any, server: Server, package: Any
) -> None:
    server.will("application/json", b'{"id":1}')
    assert reports.report() == package("representations").models.Report(id=1)
    assert server.request.headers["accept"] == "application/json, application/problem+json"


def test_another_documented_representation_is_read_as_what_it_is_and_said(
    reports: Any, server: Server, caplog: Any
) -> None:
    server.will("text/csv", b"a")
    assert reports.report(fmt="csv") == "a"
    assert "GET /report gave text/csv, which it was not asked for" in caplog.text
    caplog.clear()
    assert reports.report(options={"headers": {"Accept": "text/csv"}}) == "a"
    assert reports.report(accept="text/csv") == "a"
    server.will("image/jpeg", b"a")
    assert reports.picture(1, accept="x") == b"a"
    assert not caplog.text


def test_the_keyword_gives_way_to_a_parameter(reports: Any, server: Server) -> None:
    server.will("image/jpeg", b"a")
    assert reports.picture(1, accept="x", request_accept="image/jpeg") == b"a"
    assert (server.request.url.query, server.request.headers["accept"]) == (
        b"accept=x",
        "image/jpeg",
    )


@pytest.mark.parametrize("asked", ["text/html", "text/*", "", "text/csv\r\nX: y", 1])
def test_what_is_not_documented_cannot_be_asked_for(
    reports: Any, server: Server, package: Any, asked: Any
) -> None:
    with pytest.raises(
        package("representations").InvalidInputError,
        match="accept: must be one of application/json, text/csv",
    ):
        reports.report(accept=asked)
    assert server.request is None


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
def test_views_ask_for_a_representation_too(package: Any, server: Server) -> None:
    with package("representations").Representations(transport=server.transport) as client:
        server.will("application/pdf", b"%PDF")
        assert client.reports.with_raw_response.report(accept="application/pdf").parse() == b"%PDF"
        with client.reports.with_streaming_response.report(accept="application/pdf") as response:
            assert response.read() == b"%PDF"
        assert server.request.headers["accept"].startswith("application/pdf")
        server.will("text/csv", b"a")
        assert client.reports.rows(accept="text/csv") == "a"
        server.will("text/csv", b"", 202)
        assert client.reports.rows(accept="text/csv") is None


# --- statuses and a method without content --------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "status", "returned"),
    [
        ("drop", 204, "None"),
        ("reset", 205, "None"),
        ("store", 204, "models.U | None"),
        ("change", 204, "models.U"),
        ("change", 205, "models.U"),
        ("look", 200, "None"),
        ("read", 204, "models.U"),
    ],
)
def test_an_answer_without_content_is_none_and_typed_so_where_it_is_documented(
    nothing: Any, server: Server, package: Any, operation: str, status: int, returned: str
) -> None:
    server.will("application/json" if operation == "look" else None, status=status)
    assert getattr(nothing, operation)() is None
    methods = importlib.import_module("made_no_content.resources.things")
    assert getattr(methods.Things, operation).__annotations__["return"] == returned


def test_content_is_asked_for_wherever_http_allows_it(
    nothing: Any, server: Server, package: Any
) -> None:
    server.will("application/json", b'{"id":1}')
    assert nothing.store().id == nothing.change().id == nothing.read().id == 1
    server.will("application/json", b"")
    for operation in (nothing.store, nothing.change, nothing.read):
        with pytest.raises(package("no-content").InvalidResponseError, match="is empty"):
            operation()
    server.will(None, status=304)
    with pytest.raises(package("no-content").StatusError) as raised:
        nothing.read()
    assert (raised.value.status_code, raised.value.body) == (304, None)


def test_the_headers_of_an_answer_to_head_are_within_reach(package: Any, server: Server) -> None:
    server.answer = {"status_code": 200, "headers": {"etag": '"v1"', "content-length": "9"}}
    with package("no-content").NoContent(transport=server.transport) as client:
        response = client.things.with_raw_response.look()
    assert (response.headers["etag"], response.content, response.parse()) == ('"v1"', b"", None)


# --- over a socket --------------------------------------------------------------------------------


def mock(case: str) -> AbstractContextManager[str]:
    return mock_in_a_thread(load(CASES / case / "openapi.yaml"))


@pytest.mark.parametrize(
    ("case", "prefix"),
    [
        ("media-ranges", "RANGES"),
        ("representations", "REPRESENTATIONS"),
        ("no-content", "NO_CONTENT"),
    ],
)
def test_the_emitted_tests_pass_against_the_mock(case: str, prefix: str) -> None:
    with mock(case) as address:
        variables = {f"{prefix}_TEST_BASE_URL": address}
        done = run_emitted_tests(generated(case).folder, **variables)
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
def test_the_mock_gives_what_is_asked_for(package: Any) -> None:
    made = package("representations")
    with (
        mock("representations") as address,
        made.Representations(base_url=address) as client,
    ):
        assert client.reports.report() == made.models.Report(id=1)
        assert client.reports.report(accept="text/csv") == "text"
        assert isinstance(client.reports.report(accept="application/pdf"), bytes)
        pictures = client.reports.with_raw_response
        assert (
            pictures.picture(1, request_accept="image/jpeg").headers["content-type"] == "image/jpeg"
        )
        with pytest.raises(made.StatusError) as raised:
            client.reports.pet(id=1, accept="application/xml")
        assert raised.value.status_code == 406
        with pytest.raises(made.StatusError):
            client.reports.rows(accept="text/csv")


def test_the_mock_takes_one_label_within_a_range_and_answers_with_one(package: Any) -> None:
    with (
        mock("media-ranges") as address,
        package("media-ranges").Ranges(base_url=address) as client,
    ):
        client.things.up_img(b"x", content_type="image/webp")
        client.things.up_any("text")
        labels = {
            name: getattr(client.things.with_raw_response, name)().headers["content-type"]
            for name in (
                "any_bin",
                "img_bin",
                "any_str",
                "app_str",
                "any_obj",
                "json_bin",
                "xml",
                "csv_arr",
                "txt_json",
            )
        }
        assert labels == {
            "any_bin": "application/octet-stream",
            "img_bin": "image/png",
            "any_str": "text/plain",
            "app_str": "application/json",
            "any_obj": "application/json",
            "json_bin": "application/json",
            "xml": "application/xml",
            "csv_arr": "text/csv",
            "txt_json": "text/plain",
        }
        assert (
            client.things.xml() == client.things.csv_arr() == ""
        )  # of which no text is documented


def test_the_mock_sends_nothing_where_http_has_no_room_for_it(package: Any) -> None:
    with (
        mock("no-content") as address,
        httpx2.Client(base_url=address) as http,
    ):
        assert http.head("/a").headers["content-type"] == "application/json"
        for method, status in (("DELETE", 204), ("POST", 205), ("HEAD", 200)):
            answer = http.request(method, "/a")
            assert (answer.status_code, answer.content) == (status, b"")
        answer = http.get("/a", headers={"Prefer": "code=304"})
        assert (answer.status_code, answer.content) == (304, b"")
