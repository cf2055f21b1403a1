"""Strings that carry octets, in every place of a request, and what becomes of bytes and of text
there.
"""

from __future__ import annotations

import inspect
import io
import typing
from pathlib import Path
from typing import Any

import pytest

from tests.packages import Answers, imported


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def things(answers: Answers) -> Any:
    return imported("octets").Octets(transport=answers).things


def _refused(call: Any, *arguments: Any, **keywords: Any) -> str:
    with pytest.raises(imported("octets").InvalidInputError) as raised:
        call(*arguments, **keywords)
    return str(raised.value)


def test_bytes_are_encoded_as_the_document_says_and_text_is_sent_as_it_is(
    things: Any, answers: Answers
) -> None:
    things.store(
        data=b"hi\xff",
        b32=b"a",
        many=[b"a", bytearray(b"b"), "eHg"],
        by={"k": b"\xff"},
        either=b"a",
        xml="<a/>",
    )
    assert answers.sent == {
        "data": "aGn/",
        "b32": "ME======",
        "many": ["YQ==", "Yg==", "eHg"],
        "by": {"k": "FF"},
        "either": "YQ==",
        "xml": "<a/>",
    }
    things.store(data="not base64!")
    assert answers.sent == {"data": "not base64!"}


def test_bytes_are_the_octets_of_a_whole_body_where_it_is_such_text_and_json_elsewhere(
    things: Any, answers: Answers
) -> None:
    for given, sent in (
        (b"hi\xff", "aGn_"),
        (bytearray(b'"hi"'), "ImhpIg=="),
        (memoryview(b"1"), "MQ=="),
        ("aGk", "aGk"),
    ):
        things.store_whole(given)
        assert (answers.sent, answers.requests[-1].headers["content-type"]) == (
            sent,
            "application/json",
        )
    things.store_either(b"{}")
    assert answers.sent == "e30="
    things.store_either(None)
    assert answers.sent is None
    things.store_many(b'["e30="]')
    assert answers.content == b'["e30="]'
    assert _refused(things.store_whole, ["e30="]) == "body: must be a valid string"


def test_a_model_holds_the_text_that_is_sent(things: Any, answers: Answers) -> None:
    models = imported("octets").models
    made = models.Document(data=b"hi\xff", many=(b"a",), free=[b"kept"])
    assert (made.data, made.many, made.free) == ("aGn/", ["YQ=="], [b"kept"])
    made.free, made.b32 = None, b"a"
    things.store(made)
    assert answers.sent == {"data": "aGn/", "many": ["YQ=="], "free": None, "b32": "ME======"}
    for wrong in ({"name": b"hi"}, {"xml": b"hi"}, {"quoted": b"hi"}):
        with pytest.raises(ValueError, match="must be a valid string"):
            models.Document(**wrong)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": b"hi"}, "body.name: must be a valid string"),
        ({"xml": b"hi"}, "body.xml: must be a valid string"),
        ({"quoted": b"hi"}, "body.quoted: must be a valid string"),
        ({"free": {"a": [b"hi"]}}, "body: holds bytes in a place for any value: JSON has no bytes"),
        ({"data": b""}, "body.data: must have at least 3 characters"),
    ],
)
def test_bytes_go_nowhere_else(
    things: Any, answers: Answers, given: dict[str, Any], message: str
) -> None:
    assert _refused(things.store, **given) == message
    assert answers.requests == []


def test_bytes_of_parameters_and_forms_are_no_text_either(things: Any, answers: Answers) -> None:
    things.fetch(hash=b"\x01\xff", q="a")
    assert answers.requests[-1].url.query == b"q=a&hash=01FF"
    assert _refused(things.fetch, q=b"hi") == "query.q: must be a valid string"
    things.form(data=b"hi\xff", xml="<a/>")
    assert answers.content == b"data=aGn%2F&xml=%3Ca%2F%3E"
    assert _refused(things.form, name=b"hi") == "body.name: must be a valid string"


@pytest.mark.parametrize("padding", ["", "x" * 2**18], ids=["small", "large"])
def test_what_was_read_goes_back_byte_for_byte(things: Any, answers: Answers, padding: str) -> None:
    answers.body = (
        b'{"data":"a\\nb=","many":["x y","=" ],"by":{"k":"zz"},"either":"a","name":"%b"}'
        % padding.encode()
    )
    read = things.fetch()
    assert (read.data, read.many, read.by, read.either) == ("a\nb=", ["x y", "="], {"k": "zz"}, "a")
    things.store(read)
    assert answers.content == answers.body.replace(b'"=" ]', b'"="]')


def test_parts_hold_octets_as_they_are_and_encoded_text_where_the_document_says_so(
    things: Any, answers: Answers
) -> None:
    things.upload(
        file=b"\xff\x00",
        files=[b"a", io.BytesIO(b"b")],
        signature=b"\xff\xff",
        about={"hash": b"hi"},
    )
    _, file, first, second, signature, about, _ = answers.content.split(
        b"--" + answers.content[2:34]
    )
    assert file.endswith(b"\r\n\r\n\xff\x00\r\n")
    assert first.endswith(b"\r\n\r\na\r\n")
    assert second.endswith(b"\r\n\r\nb\r\n")
    assert signature == (
        b'\r\nContent-Disposition: form-data; name="signature"\r\nContent-Type: '
        b"application/octet-stream\r\n\r\n__8=\r\n"
    )
    assert about.endswith(b'\r\n\r\n{"hash":"aGk="}\r\n')
    things.upload(imported("octets").models.UploadRequest(file=b"\xff", signature=b"hi"))
    assert b'name="file"; filename="upload"' in answers.content
    assert b"\r\n\r\n\xff\r\n" in answers.content


def test_a_name_of_a_file_is_sent_escaped(things: Any, answers: Answers) -> None:
    things.upload(file=('a\x00\r\n"b.png', b"x"))
    assert b'filename="a%00%0D%0A%22b.png"\r\n' in answers.content


def test_a_part_that_holds_octets_takes_the_path_of_a_file(
    things: Any, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\xff\x00")
    things.upload(file=path, files=[path, ("b.png", path)])
    assert answers.content.count(b"\r\n\r\n\xff\x00\r\n") == 3
    assert answers.content.count(b'filename="a.png"') == 2
    assert answers.content.count(b'filename="b.png"') == 1
    assert int(answers.requests[-1].headers["Content-Length"]) == len(answers.content)
    assert (
        _refused(things.upload, file=tmp_path)
        == "body: is a path that cannot be read: Is a directory"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"file": "photo.png"}, "body.file: must be bytes or a file"),
        ({"file": b"x", "files": ["photo.png"]}, "body.files.0: must be bytes or a file"),
        ({"file": b"x", "about": {"raw": b"hi"}}, "body.about.raw: must be a valid string"),
    ],
)
def test_text_is_no_file(
    things: Any, answers: Answers, given: dict[str, Any], message: str
) -> None:
    assert _refused(things.upload, **given) == message
    assert answers.requests == []


def test_an_object_that_is_json_and_the_parts_of_a_body_takes_either(
    things: Any, answers: Answers
) -> None:
    answers.body = b'{"photo":"https://example.com/photo"}'
    read = things.fetch_person()
    assert read.photo == "https://example.com/photo"
    things.store_person(read)
    assert b"\r\n\r\nhttps://example.com/photo\r\n" in answers.content
    things.store_person(photo=b"\xff")
    assert b"\r\n\r\n\xff\r\n" in answers.content


def test_the_annotations_say_so() -> None:
    package = imported("octets")
    parameters = inspect.signature(package.resources.Things.store).parameters
    assert "str | bytes" in str(parameters["data"].annotation)
    assert "bytes" not in str(parameters["xml"].annotation)
    assert typing.get_type_hints(package.models.Document)["xml"] == (str | None)
