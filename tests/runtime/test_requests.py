"""What goes out: path, query, headers, body, and what is refused before anything does."""

from __future__ import annotations

import io
import json
import math
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest
from golden import UNSET, AsyncGolden, Golden, models
from golden._runtime.errors import ConfigurationError, InvalidInputError
from golden._runtime.model import OpenModel

KEY = "secret-key-4711"
WRONG_SECONDS = ("5", -1, math.nan, math.inf, True, (1, 2))


def problems(raised: pytest.ExceptionInfo[InvalidInputError]) -> list[tuple[str, str]]:
    return [tuple(problem) for problem in raised.value.problems]


def test_a_call_sends_method_path_headers_and_body(client: Any, server: Any) -> None:
    made = client.things.make(42, name="x", colour="red")
    request = server.last
    assert made.id == 7
    assert (request.method, str(request.url)) == ("POST", "https://api.example.com/v1/things/42/make")
    assert request.content == b'{"name":"x","colour":"red"}'
    assert request.headers["X-Key"] == KEY
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Content-Length"] == str(len(request.content))
    assert request.headers["Host"] == "api.example.com"
    assert request.headers["Accept"] == "application/json"
    assert request.headers["User-Agent"].startswith("golden/1.2.3 python/")


@pytest.mark.parametrize(
    ("request_body", "expected"),
    [
        ({"name": "x", "note": None}, b'{"name":"x","note":null}'),
        (models.Thing(name="x", class_="c"), b'{"name":"x","class":"c"}'),
        ({"name": "x", "class": "c", "new": [1]}, b'{"name":"x","class":"c","new":[1]}'),
        ({"name": "x", "note": UNSET}, b'{"name":"x"}'),
        ({"name": "x", "parts": [models.Thing(name="y", note=None)]}, b'{"name":"x","parts":[{"name":"y","note":null}]}'),
        ({"name": "x", "colour": models.Colour("new")}, b'{"name":"x","colour":"new"}'),
        ({"name": "x", "pet": OpenModel(kind="cow")}, b'{"name":"x","pet":{"kind":"cow"}}'),
        ({"name": "é\u2028"}, '{"name":"é\u2028"}'.encode()),
        (b'{ "name" : "as it is" }', b'{ "name" : "as it is" }'),
    ],
)
def test_a_whole_body_is_a_model_a_dict_or_json_text(client: Any, server: Any, request_body: Any, expected: bytes) -> None:
    client.things.make(1, request_body)
    assert server.last.content == expected


def test_a_model_that_was_changed_is_checked_again(client: Any, server: Any) -> None:
    thing = models.Thing(name="x")
    thing.count = 99
    thing.class_ = None
    with pytest.raises(InvalidInputError) as raised:
        client.things.make(1, thing)
    assert problems(raised) == [
        ("body.count", "must be at most 9"),
        ("body.class", "must not be null; leave it out instead"),
    ]
    assert server.requests == []


@pytest.mark.parametrize(
    ("field", "value", "path", "message"),
    [
        ("name", 5, "body.name", "must be a valid string"),
        ("colour", "green", "body.colour", "must be one of 'red', 'blue'"),
        ("level", 7, "body.level", "must be one of 1, 2"),
        ("count", 0, "body.count", "must be at least 1"),
        ("code", "A1", "body.code", "must match the pattern ^[a-z]+$"),
        ("when", "2024-01-01T10:00:00", "body.when", "must have a time zone (RFC 3339)"),
        ("pet", {"kind": "cow"}, "body.pet", "fits none of the documented variants"),
        ("pet", {"kind": "dog"}, "body.pet.bark", "is required"),
        ("strict", {"size": 1, "x": 2}, "body.strict", "must not have the fields 'x'"),
        ("extra", {"deep": math.nan}, "body", "holds NaN, which JSON does not have"),
        ("parts", [{"name": None}], "body.parts.0.name", "must be a valid string"),
    ],
)
def test_an_unfit_field_is_named_by_its_path_and_its_value_is_not_shown(
    client: Any, server: Any, field: str, value: Any, path: str, message: str
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        client.things.make(1, {"name": "x", field: value})
    assert (path, message) in problems(raised)
    assert server.requests == []


def test_everything_that_is_wrong_is_said_at_once(client: Any) -> None:
    with pytest.raises(InvalidInputError) as raised:
        client.things.make("no number", {"colour": "green"}, options={"headers": {}})
    assert [path for path, _ in problems(raised)] == ["path.id", "body.name", "body.colour"]
    assert "no number" not in str(raised.value)
    assert isinstance(raised.value, ValueError)


def test_an_integer_outside_of_its_format_is_refused(client: Any) -> None:
    client.things.make(2**31 - 1, name="x")
    with pytest.raises(InvalidInputError, match=r"path\.id: must be a 32-bit integer"):
        client.things.make(2**31, name="x")


@pytest.mark.parametrize("value", [True, b"1"])
def test_what_python_takes_for_an_integer_is_none(client: Any, server: Any, value: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"path\.id: must be an integer"):
        client.things.make(value, name="x")
    assert server.requests == []


def test_a_body_and_its_fields_exclude_each_other(client: Any) -> None:
    with pytest.raises(InvalidInputError, match="given twice: as request and by its fields \\(name\\)"):
        client.things.make(1, {"name": "x"}, name="y")


def test_a_required_body_that_is_not_given_is_an_error(client: Any) -> None:
    with pytest.raises(InvalidInputError, match="body: is required"):
        client.things.make(1)


def test_a_body_that_holds_itself_is_an_error(client: Any) -> None:
    loop: dict[str, Any] = {"name": "x"}
    loop["extra"] = {"again": loop}
    with pytest.raises(InvalidInputError, match="nested too deeply"):
        client.things.make(1, loop)


@pytest.mark.parametrize(
    ("name", "path"),
    [("a b/c?d#e%", "a%20b%2Fc%3Fd%23e%25"), ("é", "%C3%A9"), ("...", "..."), ("a..b", "a..b"), (":@", "%3A%40")],
)
def test_a_path_value_is_escaped(client: Any, server: Any, name: str, path: str) -> None:
    client.things.read(name)
    assert server.last.url.raw_path.decode() == f"/v1/things/{path}"


@pytest.mark.parametrize("name", ["", ".", "..", "a/..", "../b", "a/./b", "..\\x", "a\\..", "/..", "..\\", "a\\../b"])
def test_a_path_value_that_would_change_the_path_is_refused(client: Any, server: Any, name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"path\.name: must not be"):
        client.things.read(name)
    assert server.requests == []


@pytest.mark.parametrize("name", ["...", "a..b", ".a", "a.", "%2e%2e", "..%2f", "/", "a/b\\c", "..;x"])
def test_a_path_value_that_is_no_dot_segment_arrives_as_it_is(client: Any, server: Any, name: str) -> None:
    client.things.read(name)
    sent = server.last.url.raw_path.decode().removeprefix("/v1/things/")
    assert unquote(sent) == name
    assert not set("/\\") & set(sent)


@pytest.mark.parametrize("own", [False, True])
def test_a_value_that_no_url_can_hold_is_refused(server: Any, own: bool) -> None:
    http = httpx2.Client(transport=server.transport, params={"p": "1"})
    client = Golden(api_key=KEY, http_client=http) if own else Golden(api_key=KEY, transport=server.transport)
    with pytest.raises(InvalidInputError, match=r"^path\.name: must be text that UTF-8 can hold$") as raised:
        client.things.read("private\ud800")
    assert raised.value.__context__ is None or raised.value.__suppress_context__
    with pytest.raises(InvalidInputError, match="path and query come to more than 60000 characters"):
        client.things.read("x" * 60_001)
    with pytest.raises(InvalidInputError, match="path and query come to more than 60000 characters"):
        client.things.read("x", options={"query": {"q": "x" * 60_001}})
    assert server.requests == []


def test_query_and_header_parameters_are_sent_once_they_are_given(client: Any, server: Any) -> None:
    client.things.read("x", colour=models.Colour.RED, flag=True, x_trace="t")
    assert server.last.url.query == b"colour=red&flag=true"
    assert server.last.headers["X-Trace"] == "t"
    client.things.read("x")
    assert server.last.url.query == b""
    assert "X-Trace" not in server.last.headers


def test_options_add_headers_and_query_and_override_ours(client: Any, server: Any) -> None:
    options = {"headers": {"user-agent": "mine", "X-More": "1"}, "query": {"a": [1, 2], "b": "&", "c": None}}
    client.things.read("x", flag=False, options=options)
    assert server.last.url.query == b"flag=false&a=1&a=2&b=%26"
    assert server.last.headers.get_list("User-Agent") == ["mine"]
    assert server.last.headers["X-More"] == "1"
    assert server.last.headers["X-Key"] == KEY


def test_a_credential_given_as_a_header_takes_the_place_of_ours(client: Any, server: Any) -> None:
    client.things.read("x", options={"headers": {"x-key": "other"}})
    assert server.last.headers.get_list("X-Key") == ["other"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-A", "a\r\nX-B: b"), ("X-A", "a\0"), ("X-A", "€"), ("X A", "a"), ("X-A:", "a"), ("X-A", 5), ("", "a")],
)
def test_a_header_that_could_split_the_request_is_refused(client: Any, server: Any, name: str, value: Any) -> None:
    with pytest.raises(InvalidInputError):
        client.things.read("x", options={"headers": {name: value}})
    assert server.requests == []


def test_an_unknown_option_is_a_type_error_that_lists_the_options(client: Any) -> None:
    with pytest.raises(TypeError, match="unknown options: retries; there are headers, query, timeout"):
        client.things.read("x", options={"retries": 3})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        *((name, value, "must be a number of seconds") for name in ("timeout", "deadline") for value in WRONG_SECONDS),
        *(("max_retries", value, "must be a whole number, at least 0") for value in ("3", -1, 1.0, True)),
        *(("lenient", value, "must be True or False") for value in ("no", 1)),
        *(("error_bodies", value, "must be True or False") for value in ("no", 1)),
        *(("headers", value, "must be a mapping of names to values") for value in ("a: b", 5, [("a", "b")])),
        *(("query", value, "must be a mapping of names to values") for value in ("a=b", 5, [("a", "b")])),
        ("query", {5: 1}, "must be text"),
        ("query", {"a\ud800": 1}, "must be text"),
        ("query", {"a": "private\ud800"}, r"\.a: must be text"),
        ("query", {"a": {"b": object()}}, r"\.a: must be text"),
    ],
)
def test_the_value_of_an_option_is_checked_before_anything_is_sent(
    client: Any, server: Any, name: str, value: Any, message: str
) -> None:
    with pytest.raises(InvalidInputError, match=rf"^{name}.*{message}") as raised:
        client.things.read("x", options={name: value})
    assert "private" not in str(raised.value)
    if name != "query":
        with pytest.raises(InvalidInputError, match=rf"^{name}.*{message}"):
            Golden(api_key=KEY, **({"transport": server.transport} | {name: value}))
    with pytest.raises(TypeError, match="options must be a mapping, not str"):
        client.things.read("x", options="timeout")
    assert server.requests == []


def test_a_form_is_sent_in_the_style_of_its_fields(client: Any, server: Any) -> None:
    client.things.upload({"a": "x y&z", "b": [1, 2], "c": {"d": True}, "e": None})
    assert server.last.content == b"a=x+y%26z&b=1&b=2&c=%7B%22d%22%3Atrue%7D"
    assert server.last.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_multipart_body_has_a_part_for_each_field_and_file(client: Any, server: Any) -> None:
    file = io.BytesIO(b"0123456789")
    file.read(5)
    body = {"meta": {"a": 1}, "note": "é", "one": b"bytes", "two": ('na"me.txt', file, "text/plain"), "many": [b"1", b"2"]}
    client.things.upload(body, content_type="multipart/form-data")
    content_type = server.last.headers["Content-Type"]
    boundary = content_type.removeprefix("multipart/form-data; boundary=").encode()
    content = server.last.content
    assert int(server.last.headers["Content-Length"]) == len(content)
    assert content.endswith(b"--" + boundary + b"--\r\n")
    parts = [part.strip(b"\r\n") for part in content.split(b"--" + boundary)[1:-1]]
    assert parts == [
        b'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}',
        'Content-Disposition: form-data; name="note"\r\n\r\né'.encode(),
        b'Content-Disposition: form-data; name="one"; filename="upload"\r\nContent-Type: application/octet-stream\r\n\r\nbytes',
        b'Content-Disposition: form-data; name="two"; filename="na%22me.txt"\r\nContent-Type: text/plain\r\n\r\n56789',
        b'Content-Disposition: form-data; name="many"; filename="upload"\r\nContent-Type: application/octet-stream\r\n\r\n1',
        b'Content-Disposition: form-data; name="many"; filename="upload"\r\nContent-Type: application/octet-stream\r\n\r\n2',
    ]


def test_a_binary_body_is_bytes_a_file_or_pieces(client: Any, server: Any) -> None:
    for given in (b"abc", io.BytesIO(b"abc"), iter([b"a", b"bc"]), bytearray(b"abc")):
        client.things.upload(given, content_type="application/octet-stream")
        assert server.last.content == b"abc"
    with pytest.raises(InvalidInputError, match="open it in binary mode"):
        client.things.upload(io.StringIO("abc"), content_type="application/octet-stream")


def test_a_text_body_is_utf_8(client: Any, server: Any) -> None:
    client.things.upload("é", content_type="text/plain")
    assert server.last.content == "é".encode()
    assert server.last.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_an_undocumented_content_type_is_refused(client: Any) -> None:
    with pytest.raises(InvalidInputError, match="content_type: must be one of application/x-www-form-urlencoded, multipart"):
        client.things.upload("x", content_type="application/xml")


def test_an_optional_body_may_be_left_out(client: Any, server: Any) -> None:
    server.will(204)
    assert client.things.upload() is None
    assert server.last.content == b""
    assert "Content-Type" not in server.last.headers


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://h.example/", "https://h.example/things/x"),
        ("http://h.example:8080/a/b//", "http://h.example:8080/a/b/things/x"),
    ],
)
def test_a_path_in_the_base_url_is_kept(server: Any, given: str, expected: str) -> None:
    Golden(api_key=KEY, base_url=given, transport=server.transport).things.read("x")
    assert str(server.last.url) == expected


@pytest.mark.parametrize(
    "given",
    [
        *("", "h.example", "ftp://h", "https://u:p@h", "https://h?x=1", "https://h#x", "https://h:port", 5),
        *("https://h:65536", "https://h..example", "https://.", f"https://{'h' * 64}.example"),
    ],
)
def test_an_unusable_base_url_is_refused(given: Any) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as raised:
        Golden(api_key=KEY, base_url=given)
    assert "u:p" not in str(raised.value)


def test_the_environment_gives_key_and_base_url(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDEN_API_KEY", " from-env ")
    monkeypatch.setenv("GOLDEN_BASE_URL", "http://env.example")
    Golden(transport=server.transport).things.read("x")
    assert server.last.headers["X-Key"] == "from-env"
    assert str(server.last.url) == "http://env.example/things/x"


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_missing_key_is_an_error_of_the_call_that_needs_it(server: Any, monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    monkeypatch.setenv("GOLDEN_API_KEY", blank)
    client = Golden(transport=server.transport)
    server.will((200, {"content-type": "text/plain"}, b"ok"))
    assert client.things.text() == "ok"
    with pytest.raises(ConfigurationError, match=r"readThing needs a credential: api_key=… \(GOLDEN_API_KEY"):
        client.things.read("x")


@pytest.mark.parametrize("key", ["line\nbreak", "ключ", "nul\0"])
def test_an_unusable_key_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(ConfigurationError, match="api_key must be printable") as raised:
        Golden(api_key=key)
    assert key not in str(raised.value)


def test_the_first_alternative_that_is_complete_is_used(server: Any) -> None:
    from golden._runtime.operation import Operation

    operation: Operation[None] = Operation("o", "GET", "/o", security=(("bearer", "queryKey"), ("cookieKey", "basic")))
    client = Golden(token="t", query_key="k&", transport=server.transport)
    client._call(operation)
    assert (server.last.headers["Authorization"], server.last.url.query) == ("Bearer t", b"key=k%26")
    client = Golden(token="t", cookie_key="c", login=("ü", "p:w"), transport=server.transport)
    client._call(operation)
    assert (server.last.headers["Authorization"], server.last.headers["Cookie"]) == ("Basic w7w6cDp3", "sid=c")


def test_an_operation_of_another_server_goes_there_unless_a_base_url_is_given(server: Any) -> None:
    from golden._runtime.operation import Operation

    operation: Operation[None] = Operation("o", "GET", "/o", server="https://other.example/x/")
    Golden(transport=server.transport)._call(operation)
    assert str(server.last.url) == "https://other.example/x/o"
    Golden(transport=server.transport, base_url="https://mock.example")._call(operation)
    assert str(server.last.url) == "https://mock.example/o"


@pytest.mark.parametrize(
    ("values", "is_fine"),
    [((1, UNSET, UNSET), True), ((UNSET, 2, 3), True), ((UNSET, 2, UNSET), False), ((1, 2, 3), False), ((UNSET,) * 3, False)],
)
def test_exactly_one_group_of_alternative_parameters_is_given(server: Any, values: Any, is_fine: bool) -> None:
    from golden._runtime.operation import Operation, Parameter

    parameters = tuple(Parameter(name, "query", lambda: int) for name in ("id", "a", "b"))
    operation: Operation[None] = Operation("o", "GET", "/o", parameters=parameters, exactly_one_of=(("id",), ("a", "b")))
    client = Golden(transport=server.transport)
    if is_fine:
        client._call(operation, values)
    else:
        with pytest.raises(InvalidInputError, match="exactly one of these must be given: id or a with b"):
            client._call(operation, values)


def test_an_alternative_that_sends_nothing_is_not_given(server: Any) -> None:
    from golden._runtime.operation import Operation, Parameter
    from golden._runtime.styles import styled

    ids = Parameter("ids", "query", lambda: list[str] | None, encode=styled)
    parameters = (ids, Parameter("name", "query", lambda: str))
    operation: Operation[None] = Operation("o", "DELETE", "/o", parameters=parameters, exactly_one_of=(("ids",), ("name",)))
    client = Golden(transport=server.transport)
    for nothing in ([], None):
        with pytest.raises(InvalidInputError, match=r"^exactly one of these must be given: ids or name$"):
            client._call(operation, (nothing, UNSET))
    with pytest.raises(InvalidInputError, match=r"^query\.name: must be a valid string$"):
        client._call(operation, (UNSET, 5))
    assert server.requests == []
    client._call(operation, ([], "x"))
    assert server.last.url.query == b"name=x"


@pytest.mark.anyio
async def test_the_asynchronous_client_sends_the_same_bytes(client: Any, server: Any) -> None:
    client.things.make(42, name="x", colour="red")
    async with AsyncGolden(api_key=KEY, transport=server.transport) as other:
        await other.things.make(42, name="x", colour="red")

        async def pieces() -> Any:
            yield b"a"
            yield b"b"

        await other.things.upload(pieces(), content_type="application/octet-stream")
    first, second, third = server.requests
    assert first.headers.raw == second.headers.raw
    assert (first.content, str(first.url)) == (second.content, str(second.url))
    assert third.content == b"ab"


def test_json_text_is_checked_before_it_is_sent(client: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"body\.name: is required"):
        client.things.make(1, b"{}")


def test_large_integers_survive(client: Any, server: Any) -> None:
    client.things.make(1, {"name": "x", "extra": {"n": 2**70}})
    assert json.loads(server.last.content)["extra"]["n"] == 2**70
    assert isinstance(server.last, httpx2.Request)
