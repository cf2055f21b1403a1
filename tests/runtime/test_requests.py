"""What goes out: path, query, headers, body, and what is refused before anything does."""

from __future__ import annotations

import collections
import copy
import dataclasses
import datetime as dt
import enum
import io
import json
import math
import pickle
import types
import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import httpx2
import pytest
from golden import UNSET, AsyncGolden, Golden, models
from golden._runtime.alternatives import exactly_one_of
from golden._runtime.errors import ConfigurationError, InvalidInputError
from golden._runtime.model import OpenModel
from golden._runtime.operation import Body, Media, Operation, Parameter
from pydantic import (
    AnyUrl,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    SecretStr,
    field_serializer,
    model_serializer,
)

KEY = "secret-key-4711"
WRONG_SECONDS = ("5", -1, math.nan, math.inf, 2**1024, True, (1, 2))


def problems(raised: pytest.ExceptionInfo[InvalidInputError]) -> list[tuple[str, str]]:
    return [tuple(problem) for problem in raised.value.problems]


def test_a_call_sends_method_path_headers_and_body(client: Any, server: Any) -> None:
    made = client.things.make(42, name="x", colour="red")
    request = server.last
    assert made.id == 7
    assert (request.method, str(request.url)) == (
        "POST",
        "https://api.example.com/v1/things/42/make",
    )
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
        (
            {"name": "x", "parts": [models.Thing(name="y", note=None)]},
            b'{"name":"x","parts":[{"name":"y","note":null}]}',
        ),
        ({"name": "x", "colour": models.Colour("new")}, b'{"name":"x","colour":"new"}'),
        ({"name": "x", "pet": OpenModel(kind="cow")}, b'{"name":"x","pet":{"kind":"cow"}}'),
        ({"name": "é\u2028"}, '{"name":"é\u2028"}'.encode()),
        (b'{ "name" : "as it is" }', b'{ "name" : "as it is" }'),
        (bytearray(b'{ "name" : "as it is" }'), b'{ "name" : "as it is" }'),
        (memoryview(b'{ "name" : "as it is" }'), b'{ "name" : "as it is" }'),
    ],
)
def test_a_whole_body_is_a_model_a_dict_or_json_text(
    client: Any, server: Any, request_body: Any, expected: bytes
) -> None:
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
    with pytest.raises(InvalidInputError, match=r"path\.id: must be a valid integer"):
        client.things.make(value, name="x")
    assert server.requests == []


def test_a_body_and_its_fields_exclude_each_other(client: Any) -> None:
    with pytest.raises(
        InvalidInputError, match="given twice: as request and by its fields \\(name\\)"
    ):
        client.things.make(1, {"name": "x"}, name="y")


def test_a_required_body_that_is_not_given_is_an_error(client: Any) -> None:
    with pytest.raises(InvalidInputError, match="body: is required"):
        client.things.make(1)


@pytest.mark.parametrize(("model", "sent"), [(models.Cat, None), (OpenModel, b"{}")])
def test_a_required_object_is_sent_empty_where_all_its_fields_may_be_left_out(
    server: Any, model: Any, sent: bytes | None
) -> None:
    """As the signature has it: no keyword must be given."""
    body = Body((Media("application/json", "json", lambda: model),), required=True)
    operation: Operation[None] = Operation("o", "DELETE", "/o", body=body)
    client = Golden(transport=server.transport)
    if sent is None:
        with pytest.raises(
            InvalidInputError, match=r"^body: is required: give request=… or its fields$"
        ):
            client._call(operation, (), UNSET, {"kind": UNSET})
        assert server.requests == []
    else:
        client._call(operation, (), UNSET, {"kind": UNSET})
        assert (server.last.content, server.last.headers["content-type"]) == (
            sent,
            "application/json",
        )
    optional: Operation[None] = Operation("o", "DELETE", "/o", body=body._replace(required=False))
    client._call(optional, (), UNSET, {"kind": UNSET})
    assert server.last.content == b""


def test_a_body_that_holds_itself_is_an_error(client: Any) -> None:
    loop: dict[str, Any] = {"name": "x"}
    loop["extra"] = {"again": loop}
    with pytest.raises(InvalidInputError, match="nested too deeply"):
        client.things.make(1, loop)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a b/c?d#e%", "a%20b%2Fc%3Fd%23e%25"),
        ("é", "%C3%A9"),
        ("...", "..."),
        ("a..b", "a..b"),
        (":@", "%3A%40"),
    ],
)
def test_a_path_value_is_escaped(client: Any, server: Any, name: str, path: str) -> None:
    client.things.read(name)
    assert server.last.url.raw_path.decode() == f"/v1/things/{path}"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/..", "../b", "a/./b", "..\\x", "a\\..", "/..", "..\\", "a\\../b"]
)
def test_a_path_value_that_would_change_the_path_is_refused(
    client: Any, server: Any, name: str
) -> None:
    with pytest.raises(InvalidInputError, match=r"path\.name: must not be"):
        client.things.read(name)
    assert server.requests == []


@pytest.mark.parametrize(
    "name", ["...", "a..b", ".a", "a.", "%2e%2e", "..%2f", "/", "a/b\\c", "..;x"]
)
def test_a_path_value_that_is_no_dot_segment_arrives_as_it_is(
    client: Any, server: Any, name: str
) -> None:
    client.things.read(name)
    sent = server.last.url.raw_path.decode().removeprefix("/v1/things/")
    assert unquote(sent) == name
    assert not set("/\\") & set(sent)


@pytest.mark.parametrize("own", [False, True])
def test_a_value_that_no_url_can_hold_is_refused(server: Any, own: bool) -> None:
    http = httpx2.Client(transport=server.transport, params={"p": "1"})
    client = (
        Golden(api_key=KEY, http_client=http)
        if own
        else Golden(api_key=KEY, transport=server.transport)
    )
    with pytest.raises(
        InvalidInputError, match=r"^path\.name: must be text that UTF-8 can hold$"
    ) as raised:
        client.things.read("private\ud800")
    assert raised.value.__context__ is None or raised.value.__suppress_context__
    with pytest.raises(
        InvalidInputError, match="path and query come to more than 60000 characters"
    ):
        client.things.read("x" * 60_001)
    with pytest.raises(
        InvalidInputError, match="path and query come to more than 60000 characters"
    ):
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
    options = {
        "headers": {"user-agent": "mine", "X-More": "1"},
        "query": {"a": [1, 2], "b": "&", "c": None},
    }
    client.things.read("x", flag=False, options=options)
    assert server.last.url.query == b"flag=false&a=1&a=2&b=%26"
    assert server.last.headers.get_list("User-Agent") == ["mine"]
    assert server.last.headers["X-More"] == "1"
    assert server.last.headers["X-Key"] == KEY


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (models.Colour.RED, "a=red"),
        (dt.datetime(2024, 1, 2, tzinfo=dt.UTC), "a=2024-01-02T00%3A00%3A00Z"),
        (dt.timedelta(days=1), "a=P1D"),
        (models.Thing(name="x"), "a=%7B%22name%22%3A%22x%22%7D"),
        (range(2), "a=0&a=1"),
        ((enum.Enum("Own", {"A": "b"})["A"], None, UNSET, 1), "a=b&a=1"),
        ({"d": dt.date(2024, 1, 2)}, "a=%7B%22d%22%3A%222024-01-02%22%7D"),
        (b"private", None),
        (iter([1]), None),
        (object(), None),
        (Decimal("NaN"), None),
    ],
)
def test_a_query_of_the_callers_is_sent_by_the_same_rule_as_all_else(
    client: Any, server: Any, value: Any, expected: str | None
) -> None:
    calls = (
        lambda: client.things.read("x", options={"query": {"a": value}}),
        lambda: client.request("GET", "/x", query={"a": value}),
    )
    for call in calls:
        if expected is None:
            with pytest.raises(InvalidInputError, match=r"^query\.a: must be text"):
                call()
        else:
            call()
            assert server.last.url.query.decode() == expected
    assert len(server.requests) == (0 if expected is None else 2)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (dt.timedelta(minutes=9, seconds=21), "1800-01-01T12:00:39+00:10"),
        (-dt.timedelta(minutes=9, seconds=21), "1800-01-01T12:00:21-00:09"),
        (dt.timedelta(minutes=9), "1800-01-01T12:00:00+00:09"),
    ],
)
def test_a_moment_whose_offset_has_seconds_is_sent_as_the_same_moment(
    client: Any, server: Any, offset: dt.timedelta, expected: str
) -> None:
    when = dt.datetime(1800, 1, 1, 12, tzinfo=dt.timezone(offset))
    client.things.make(1, {"name": "x", "when": when})
    assert server.last.content == b'{"name":"x","when":"%b"}' % expected.encode()
    assert dt.datetime.fromisoformat(expected) == when


def test_a_zone_that_has_no_offset_is_none(client: Any, server: Any) -> None:
    class Nowhere(dt.tzinfo):
        def utcoffset(self, moment: dt.datetime | None) -> None:
            return None

    with pytest.raises(InvalidInputError, match=r"body\.when: must have a time zone"):
        client.things.make(1, {"name": "x", "when": dt.datetime(2024, 1, 1, tzinfo=Nowhere())})
    assert server.requests == []


def test_a_credential_given_as_a_header_takes_the_place_of_ours(client: Any, server: Any) -> None:
    client.things.read("x", options={"headers": {"x-key": "other"}})
    assert server.last.headers.get_list("X-Key") == ["other"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-A", "a\r\nX-B: b"),
        ("X-A", "a\0"),
        ("X-A", "€"),
        ("X A", "a"),
        ("X-A:", "a"),
        ("X-A", 5),
        ("", "a"),
    ],
)
def test_a_header_that_could_split_the_request_is_refused(
    client: Any, server: Any, name: str, value: Any
) -> None:
    with pytest.raises(InvalidInputError):
        client.things.read("x", options={"headers": {name: value}})
    assert server.requests == []


def test_an_unknown_option_is_a_type_error_that_lists_the_options(client: Any) -> None:
    with pytest.raises(
        TypeError, match="unknown options: retries; there are timeout, deadline, max_retries"
    ):
        client.things.read("x", options={"retries": 3})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        *(
            (name, value, "must be a number of seconds")
            for name in ("timeout", "deadline")
            for value in WRONG_SECONDS
        ),
        *(
            ("max_retries", value, "must be a whole number, at least 0")
            for value in ("3", -1, 1.0, True)
        ),
        *(("lenient", value, "must be True or False") for value in ("no", 1)),
        *(("error_bodies", value, "must be True or False") for value in ("no", 1)),
        *(
            ("headers", value, "must be a mapping of names to values")
            for value in ("a: b", 5, [("a", "b")])
        ),
        *(
            ("query", value, "must be a mapping of names to values")
            for value in ("a=b", 5, [("a", "b")])
        ),
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
    body = {
        "meta": {"a": 1},
        "note": "é",
        "one": b"bytes",
        "two": ('na"me.txt', file, "text/plain"),
        "many": [b"1", b"2"],
    }
    client.things.upload(body, content_type="multipart/form-data")
    content_type = server.last.headers["Content-Type"]
    boundary = content_type.removeprefix("multipart/form-data; boundary=").encode()
    content = server.last.content
    assert int(server.last.headers["Content-Length"]) == len(content)
    assert content.endswith(b"--" + boundary + b"--\r\n")
    parts = [part.strip(b"\r\n") for part in content.split(b"--" + boundary)[1:-1]]
    assert parts == [
        (
            b'Content-Disposition: form-data; name="meta"\r\nContent-Type: '
            b'application/json\r\n\r\n{"a":1}'
        ),
        'Content-Disposition: form-data; name="note"\r\n\r\né'.encode(),
        (
            b'Content-Disposition: form-data; name="one"; filename="upload"\r\nContent-Type: '
            b"application/octet-stream\r\n\r\nbytes"
        ),
        (
            b'Content-Disposition: form-data; name="two"; '
            b'filename="na%22me.txt"\r\nContent-Type: text/plain\r\n\r\n56789'
        ),
        (
            b'Content-Disposition: form-data; name="many"; filename="upload"\r\nContent-Type: '
            b"application/octet-stream\r\n\r\n1"
        ),
        (
            b'Content-Disposition: form-data; name="many"; filename="upload"\r\nContent-Type: '
            b"application/octet-stream\r\n\r\n2"
        ),
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
    with pytest.raises(
        InvalidInputError,
        match="content_type: must be one of application/x-www-form-urlencoded, multipart",
    ):
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
        *(
            "",
            "h.example",
            "ftp://h",
            "https://u:p@h",
            "https://h?x=1",
            "https://h#x",
            "https://h:port",
            5,
        ),
        *("https://h:65536", "https://h..example", "https://.", f"https://{'h' * 64}.example"),
    ],
)
def test_an_unusable_base_url_is_refused(given: Any) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as raised:
        Golden(api_key=KEY, base_url=given)
    assert "u:p" not in str(raised.value)


def test_the_environment_gives_key_and_base_url(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLDEN_API_KEY", " from-env ")
    monkeypatch.setenv("GOLDEN_BASE_URL", "http://env.example")
    Golden(transport=server.transport).things.read("x")
    assert server.last.headers["X-Key"] == "from-env"
    assert str(server.last.url) == "http://env.example/things/x"


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_missing_key_is_an_error_of_the_call_that_needs_it(
    server: Any, monkeypatch: pytest.MonkeyPatch, blank: str
) -> None:
    monkeypatch.setenv("GOLDEN_API_KEY", blank)
    client = Golden(transport=server.transport)
    server.will((200, {"content-type": "text/plain"}, b"ok"))
    assert client.things.text() == "ok"
    with pytest.raises(
        ConfigurationError, match=r"readThing needs a credential: api_key=… \(GOLDEN_API_KEY"
    ):
        client.things.read("x")


@pytest.mark.parametrize("key", ["line\nbreak", "ключ", "nul\0"])
def test_an_unusable_key_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(ConfigurationError, match="api_key must be printable") as raised:
        Golden(api_key=key)
    assert key not in str(raised.value)


def test_the_first_alternative_that_is_complete_is_used(server: Any) -> None:
    operation: Operation[None] = Operation(
        "o", "GET", "/o", security=(("bearer", "queryKey"), ("cookieKey", "basic"))
    )
    client = Golden(token="t", query_key="k&", transport=server.transport)
    client._call(operation)
    assert (server.last.headers["Authorization"], server.last.url.query) == (
        "Bearer t",
        b"key=k%26",
    )
    client = Golden(token="t", cookie_key="c", login=("ü", "p:w"), transport=server.transport)
    client._call(operation)
    assert (server.last.headers["Authorization"], server.last.headers["Cookie"]) == (
        "Basic w7w6cDp3",
        "sid=c",
    )


def test_an_operation_of_another_server_goes_there_unless_a_base_url_is_given(server: Any) -> None:
    operation: Operation[None] = Operation("o", "GET", "/o", server="https://other.example/x/")
    Golden(transport=server.transport)._call(operation)
    assert str(server.last.url) == "https://other.example/x/o"
    Golden(transport=server.transport, base_url="https://mock.example")._call(operation)
    assert str(server.last.url) == "https://mock.example/o"


@pytest.mark.parametrize(
    ("values", "is_fine"),
    [
        ((1, UNSET, UNSET), True),
        ((UNSET, 2, 3), True),
        ((UNSET, 2, UNSET), False),
        ((1, 2, 3), False),
        ((UNSET,) * 3, False),
    ],
)
def test_exactly_one_group_of_alternative_parameters_is_given(
    server: Any, values: Any, is_fine: bool
) -> None:
    parameters = tuple(Parameter(name, "query", lambda: int) for name in ("id", "a", "b"))
    operation: Operation[None] = Operation(
        "o", "GET", "/o", parameters=parameters, exactly_one_of=exactly_one_of(("id",), ("a", "b"))
    )
    client = Golden(transport=server.transport)
    if is_fine:
        client._call(operation, values)
    else:
        with pytest.raises(
            InvalidInputError, match="exactly one of these must be given: id or a with b"
        ):
            client._call(operation, values)


def test_an_alternative_that_sends_nothing_is_not_given(server: Any) -> None:
    from golden._runtime.operation import Operation, Parameter
    from golden._runtime.styles import styled

    ids = Parameter("ids", "query", lambda: list[str] | None, encode=styled)
    parameters = (ids, Parameter("name", "query", lambda: str))
    operation: Operation[None] = Operation(
        "o",
        "DELETE",
        "/o",
        parameters=parameters,
        exactly_one_of=exactly_one_of(("ids",), ("name",)),
    )
    client = Golden(transport=server.transport)
    for nothing in ([], None):
        with pytest.raises(
            InvalidInputError, match=r"^exactly one of these must be given: ids or name$"
        ):
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


# --- what is not ours -----------------------------------------------------------------------------


class Inner(BaseModel):
    z: int = 3


class Mine(BaseModel):
    """A caller's own model: with default values, a null, an alias that it does not use, a
    serializer, a secret field.
    """

    model_config = ConfigDict(extra="allow")

    a: int = 1
    b: str | None = None
    c: int = Field(5, alias="cc")
    hidden: int = Field(6, exclude=True)
    inner: Inner = Inner()
    thing: models.Thing | None = None
    price: Decimal = Decimal("1.10")

    @field_serializer("a")
    def _shout(self, a: int) -> str:
        return f"{a}!"


class ByAlias(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)

    things: list[models.Thing] = Field([], alias="listed")
    n: int = Field(1, alias="number")


class Whole(BaseModel):
    thing: models.Thing = models.Thing(name="no")

    @model_serializer
    def _whole(self) -> str:
        return "whole"


class Things(RootModel[list[models.Thing]]): ...


class Numbers(RootModel[list[int]]): ...


@dataclasses.dataclass
class Point:
    x: int = 1
    at: dt.datetime | None = None


class Pair(NamedTuple):
    left: int
    right: Any


class Shade(enum.Enum):
    RED = "red"
    FIVE = 5
    NESTED = (Decimal("0.5"),)


MINE = b'{"a":"1!","b":null,"c":5,"inner":{"z":3},"thing":null,"price":1.1}'
BY_RULE: list[tuple[Any, bytes]] = [
    (Mine(), MINE),
    (
        Mine(thing=models.Thing(name="y")),
        MINE.replace(b',"thing":null', b"")[:-1] + b',"thing":{"name":"y"}}',
    ),
    (Mine(more=models.Thing(name="y")), MINE[:-1] + b',"more":{"name":"y"}}'),
    (ByAlias(listed=[models.Thing(name="y")]), b'{"number":1,"listed":[{"name":"y"}]}'),
    (Whole(), b'"whole"'),
    (Things([models.Thing(name="y")]), b'[{"name":"y"}]'),
    (Numbers([1]), b"[1]"),
    (Point(), b'{"x":1,"at":null}'),
    (Point(at=dt.datetime(2024, 1, 2, tzinfo=dt.UTC)), b'{"x":1,"at":"2024-01-02T00:00:00Z"}'),
    (Pair(1, Point(2)), b'[1,{"x":2,"at":null}]'),
    (Shade.RED, b'"red"'),
    (Shade.FIVE, b"5"),
    (Shade.NESTED, b"[0.5]"),
    (models.Colour("new"), b'"new"'),
    (Decimal("0.1"), b"0.1"),
    (Decimal("5.00"), b"5"),
    (Decimal("12345678901234567890.1234567"), b"12345678901234567890.1234567"),
    (Decimal("-1E-400"), b"-1E-400"),
    (dt.date(2024, 1, 2), b'"2024-01-02"'),
    (dt.time(3, 4), b'"03:04:00"'),
    (dt.timedelta(days=1), b'"P1D"'),
    (uuid.UUID(int=7), b'"00000000-0000-0000-0000-000000000007"'),
    (Path("/a/b"), b'"/a/b"'),
    (AnyUrl("https://x.example/a"), b'"https://x.example/a"'),
    ({1}, b"[1]"),
    (frozenset({Shade.RED}), b'["red"]'),
    (collections.deque([Point(3)]), b'[{"x":3,"at":null}]'),
    (range(2), b"[0,1]"),
    (types.MappingProxyType({"a": Shade.RED}), b'{"a":"red"}'),
    ({Shade.RED: 1}, b'{"red":1}'),
    (OpenModel(d=Decimal("1.5"), e=Shade.RED), b'{"d":1.5,"e":"red"}'),
    (models.Thing(name="x", class_="c"), b'{"name":"x","class":"c"}'),
]


@pytest.mark.parametrize("place", ["extra", "undocumented", "open"])
@pytest.mark.parametrize(
    ("value", "expected"),
    BY_RULE,
    ids=[f"{type(value).__name__}-{at}" for at, (value, _) in enumerate(BY_RULE)],
)
def test_what_is_not_ours_is_sent_by_one_rule_wherever_the_document_has_no_type(
    client: Any, server: Any, place: str, value: Any, expected: bytes
) -> None:
    given = {"extra": {"v": [value]}, "undocumented": {"v": [value]}, "open": OpenModel(v=[value])}[
        place
    ]
    client.things.make(1, {"name": "x", place: given})
    assert server.last.content == b'{"name":"x","%b":{"v":[%b]}}' % (place.encode(), expected)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"x", "must be text: JSON has no bytes"),
        (bytearray(b"x"), "must be text: JSON has no bytes"),
        (types.SimpleNamespace(a=1), "must be a value that JSON has, not a SimpleNamespace"),
        (SecretStr("x"), "must be a value that JSON has, not a SecretStr"),
        (1j, "must be a value that JSON has, not a complex"),
        (object(), "must be a value that JSON has, not an object"),
        (Point, "must be a value that JSON has, not a type"),
        ([UNSET], "must be a value that JSON has, not an Unset"),
        (iter([1]), "must be a list: an iterator can be read only once"),
        (Decimal("NaN"), "must be a number that JSON has"),
        ({1: 2}, "must have text as its keys"),
    ],
)
@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("body.extra.v", lambda value: {"extra": {"v": value}}),
        ("body.undocumented.0", lambda value: {"undocumented": [value]}),
        ("body.parts.0", lambda value: {"parts": [value]}),
        ("body.either.v", lambda value: {"either": models.Cat(kind="cat", v=value)}),
        ("body.colour", lambda value: {"colour": value}),
    ],
)
def test_what_has_no_rule_is_refused_by_its_path_and_by_nothing_else(
    client: Any,
    server: Any,
    path: str,
    place: Callable[[Any], dict[str, Any]],
    value: Any,
    message: str,
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        client.things.make(1, {"name": "x", **place(value), "count": 99})
    found = dict(problems(raised))
    assert found.pop("body.count") == "must be at most 9"
    assert found.pop(path + ".0" * isinstance(value, list)) == message
    assert not found or isinstance(
        value, list
    )  # of which the place may say that it is none of its own
    assert server.requests == []


class Raising(collections.UserDict[str, Any]):
    def __getitem__(self, name: str) -> Any:
        raise RuntimeError(name)


class Unset(BaseModel):
    @model_serializer
    def dumped(self) -> dict[str, Any]:
        raise KeyError(KEY)


@dataclasses.dataclass(slots=True)
class Half:
    left: int = dataclasses.field(init=False)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Raising(a=1), "could not be read: a Raising raised RuntimeError"),
        (Unset(), "could not be read: an Unset raised PydanticSerializationError"),
        (Half(), "could not be read: a Half raised AttributeError"),
    ],
)
def test_what_the_code_of_a_value_raises_is_an_invalid_input_by_its_path(
    client: Any, server: Any, value: Any, message: str
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        client.things.make(1, {"name": "x", "extra": {"v": [value]}, "count": 99})
    assert dict(problems(raised)) == {"body.extra.v.0": message, "body.count": "must be at most 9"}
    assert server.requests == []


def test_bytes_are_taken_in_json_where_the_document_has_text_that_stands_for_octets() -> None:
    from golden._runtime.octets import Base64
    from golden._runtime.plan import Codec

    assert Codec(list[Base64]).encode([b"\xff", "as it is"]) == b'["/w==","as it is"]'
    for kind in (list[bytes], list[str]):
        with pytest.raises(ValueError, match="must be text: JSON has no bytes"):
            Codec(kind).encode([b"x"])


def test_a_number_has_all_the_digits_that_it_was_given_with(client: Any, server: Any) -> None:
    sizes = [
        2**70,
        5,
        5.0,
        2.5,
        Decimal("0.1"),
        Decimal("12345678901234567890.1234567"),
        Decimal(7),
    ]
    client.things.make(
        1, {"name": "x", "price": Decimal("99.00000000000000000001"), "sizes": sizes}
    )
    numbers = b"1180591620717411303424,5,5.0,2.5,0.1,12345678901234567890.1234567,7"
    assert (
        server.last.content
        == b'{"name":"x","price":99.00000000000000000001,"sizes":[%b]}' % numbers
    )
    came = b'{"name":"x","price":1180591620717411303425,"sizes":[1,1.0]}'
    client.things.make(1, models.Thing.model_validate_json(came))
    assert server.last.content == came
    for value, message in (
        (Decimal("100.00000000000000000001"), "must be at most 100"),
        (101, "must be at most 100"),
        (True, "must be a valid number"),
        ("x", "must be a valid number"),
        (models.Thing(name="y"), "must be a valid number"),
    ):
        with pytest.raises(InvalidInputError) as raised:
            client.things.make(1, {"name": "x", "price": value})
        assert str(raised.value) == f"body.price: {message}"


def test_what_is_not_ours_takes_the_place_of_a_model_if_its_fields_fit(
    client: Any, server: Any
) -> None:
    @dataclasses.dataclass
    class Named:
        name: str
        colour: Shade = Shade.RED
        when: dt.datetime = dt.datetime(2024, 1, 2, tzinfo=dt.UTC)

    client.things.make(1, Named("x"))
    assert server.sent == {"name": "x", "colour": "red", "when": "2024-01-02T00:00:00Z"}
    with pytest.raises(InvalidInputError) as raised:
        client.things.make(1, Named("x", Shade.FIVE, dt.datetime(2024, 1, 2)))  # what is refused
    assert problems(raised) == [
        ("body.colour", "must be a string"),
        ("body.when", "must have a time zone (RFC 3339)"),
    ]
    with pytest.raises(InvalidInputError, match=r"^body\.code: must be a valid string$"):
        client.things.make(1, {"name": "x", "code": Path("/a")})


# --- models of the document -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_body", "problem"),
    [
        (models.Cat(kind="cat"), "body: must be a Thing, not a Cat"),
        (
            {"name": "x", "strict": models.Cat(kind="cat", size=1)},
            "body.strict: must be a Strict, not a Cat",
        ),
        (
            {"name": "x", "parts": [models.Cat(kind="cat", name="y")]},
            "body.parts.0: must be a Thing, not a Cat",
        ),
        (
            {"name": "x", "either": models.Strict(size=1)},
            "body.either: must be a Cat or a Dog, not a Strict",
        ),
        (
            {"name": "x", "pet": models.Strict(size=1)},
            "body.pet: must be one of the documented variants, not a Strict",
        ),
        (
            models.Thing(name="x", parts=[models.Thing(name="y", count=99)]),
            "body.parts.0.count: must be at most 9",
        ),
        (
            models.Thing(name="x", parts=[{"name": "y", "count": 99}]),
            "body.parts.0.count: must be at most 9",
        ),
    ],
)
def test_a_model_that_was_made_of_another_class_is_refused_naming_both(
    client: Any, server: Any, request_body: Any, problem: str
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        client.things.make(1, request_body)
    assert str(raised.value) == problem
    assert server.requests == []


class Added(models.Thing):
    added: int = 5


CAT = models.Cat.model_validate({"kind": "cat", "lives": None, "name": "Tom"})


@pytest.mark.parametrize(
    ("request_body", "expected"),
    [
        (Added(name="x", added=6), {"name": "x", "added": 6}),
        (
            {"name": "x", "parts": [Added(name="y", added=6)]},
            {"name": "x", "parts": [{"name": "y", "added": 6}]},
        ),
        (OpenModel(name="x", strict=OpenModel(size=1)), {"name": "x", "strict": {"size": 1}}),
        ({"name": "x", "pet": models.Cat(kind="cat")}, {"name": "x", "pet": {"kind": "cat"}}),
        ({"name": "x", "extra": models.Cat(kind="cat")}, {"name": "x", "extra": {"kind": "cat"}}),
        (CAT, {"name": "Tom", "kind": "cat", "lives": None}),
        (
            {"name": "x", "parts": [CAT]},
            {"name": "x", "parts": [{"name": "Tom", "kind": "cat", "lives": None}]},
        ),
        (
            {"name": "x", "extra": CAT},
            {"name": "x", "extra": {"name": "Tom", "kind": "cat", "lives": None}},
        ),
    ],
)
def test_a_model_is_taken_where_it_may_stand_and_one_that_was_read_wherever_its_fields_fit(
    client: Any, server: Any, request_body: Any, expected: Any
) -> None:
    client.things.make(1, request_body)
    assert server.sent == expected


CAME = {
    "name": "x",
    "colour": None,
    "level": 9,
    "count": 77,
    "code": "A1",
    "class": None,
    "when": "2024-01-01T10:00:00",
    "pet": {"kind": "cow", "x": 1},
    "strict": {"size": 1, "more": 2},
    "parts": [{"name": "y", "colour": None}],
    "extra": None,
    "new": [None],
}


@pytest.mark.parametrize(
    "through", [lambda thing: thing, copy.deepcopy, lambda thing: pickle.loads(pickle.dumps(thing))]
)
def test_what_was_read_goes_back_as_it_came_but_for_what_the_caller_changed(
    client: Any, server: Any, through: Any
) -> None:
    thing = through(models.Thing.model_validate_json(json.dumps(CAME)))
    client.things.make(1, thing)
    assert server.sent == CAME
    thing.note, thing.parts[0].name, thing.strict.size = "new", "z", 3
    del thing.colour, thing.parts[0].colour
    thing = through(thing)
    assert (thing.colour, thing.parts[0].colour) == (None, None)
    client.things.make(1, {"name": "w", "parts": [thing]})
    changed = {name: value for name, value in CAME.items() if name != "colour"}
    changed |= {"note": "new", "strict": {"size": 3, "more": 2}, "parts": [{"name": "z"}]}
    assert server.sent == {"name": "w", "parts": [changed]}


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("colour", None, ("colour", "must not be null; leave it out instead")),
        ("class_", None, ("class", "must not be null; leave it out instead")),
        ("count", 78, ("count", "must be at most 9")),
        (
            "when",
            dt.datetime(2024, 1, 1),
            ("when", "must have a time zone (RFC 3339)"),
        ),  # what is refused
        ("strict", {"size": 1, "more": 3}, ("strict", "must not have the fields 'more'")),
    ],
)
def test_what_the_caller_changed_of_a_model_that_was_read_is_held_to_the_document(
    client: Any, server: Any, name: str, value: Any, problem: tuple[str, str]
) -> None:
    changed = models.Thing.model_validate(CAME)
    setattr(changed, name, value)
    for thing in (changed, models.Thing.model_validate(CAME).model_copy(update={name: value})):
        if thing is changed or name != "strict":  # which a copy does not make a model of
            with pytest.raises(InvalidInputError) as raised:
                client.things.make(1, {"name": "x", "parts": [thing]})
            assert problems(raised) == [(f"body.parts.0.{problem[0]}", problem[1])]
    assert server.requests == []


def test_a_dict_among_what_was_read_is_the_callers(client: Any, server: Any) -> None:
    thing = models.Thing.model_validate(CAME)
    assert thing.parts is not None
    thing.parts.append({"name": "z", "colour": None})
    with pytest.raises(
        InvalidInputError, match=r"^body\.parts\.1\.colour: must not be null; leave it out instead$"
    ):
        client.things.make(1, thing)
    thing.parts[1] = 5
    with pytest.raises(InvalidInputError, match=r"^body\.parts\.1: must be an object$"):
        client.things.make(1, thing)
    assert server.requests == []


def test_a_read_only_field_goes_back_only_if_the_caller_set_it(client: Any, server: Any) -> None:
    read = models.Thing.model_validate(
        {"name": "x", "parts": [{"name": "y", "serial": 3}], "serial": 4}
    )
    client.things.make(1, read)
    assert server.sent == {"name": "x", "parts": [{"name": "y"}]}
    client.things.make(1, {"name": "w", "extra": read})
    assert server.sent == {"name": "w", "extra": {"name": "x", "parts": [{"name": "y"}]}}
    read.serial = 5
    client.things.make(1, read)
    assert server.sent == {"name": "x", "parts": [{"name": "y"}], "serial": 5}
    client.things.make(1, models.Thing(name="x", serial=6))
    assert server.sent == {"name": "x", "serial": 6}
