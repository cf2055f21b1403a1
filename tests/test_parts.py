"""Multipart bodies from a document to a call: a package that is generated, called over a socket with
both clients, against the mock server, and against answers that no server should give.
"""

from __future__ import annotations

import asyncio
import importlib
import io
import json
import pickle
import sys
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.cli import main
from generator.document.bundle import load
from tests.forked import run_emitted_tests
from tests.servers import mock_in_a_thread

SPEC = Path(__file__).parent / "cases" / "documents" / "parts" / "openapi.yaml"
PNG = b"\x89PNG\r\n--not a boundary\r\n\x00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("letters")
    command = ["regenerate", "--spec", str(SPEC), "--out", str(made), "--package", "lettersdk"]
    assert main(command) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(made))
        yield made


@pytest.fixture(scope="module")
def sdk(folder: Path) -> Any:
    return importlib.import_module("lettersdk")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with mock_in_a_thread(load(SPEC)) as served:
        yield served


def test_the_emitted_tests_pass_against_the_mock(folder: Path, address: str) -> None:
    done = run_emitted_tests(folder, LETTERS_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout[-4000:]


def test_parts_are_sent_and_read_over_a_socket(sdk: Any, address: str, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(PNG)
    with sdk.Letters(base_url=address) as client:
        width = {"X-Width": "9"}
        kept = client.letters.send_letter(
            [
                {"title": "a"},
                sdk.Part(PNG, headers=width),
                sdk.Part(file, headers=width),
                sdk.Part(io.BytesIO(PNG), "image/jpeg", width),
            ]
        )
        assert [type(part.content) for part in kept] == [sdk.models.Letter, bytes]
        assert kept[0].content_type == "application/json"
        assert kept[0].headers["CONTENT-TYPE"] == kept[0].headers.get("content-type")
        assert "CONTENT-type" in kept[0].headers
        assert pickle.loads(pickle.dumps(kept)) == kept
        assert "title" not in repr(kept)
        with client.letters.send_batch({"title": str(n)} for n in range(100)) as letters:
            assert [type(part.content) for part in letters] == [sdk.models.Letter]
        part = sdk.Part("hello", headers={"X-Language": "en"})
        scan = client.scans.send_scan(note=part, image=("a.png", PNG, "image/png"))
        assert (type(scan.letter), type(scan.image)) == (sdk.models.Letter, bytes)
        assert client.scans.send_papers(["text", {"a": 1}, sdk.Part(b"x", "a/b")]) is None
        whole = client.letters.with_raw_response.send_batch([{"title": "a"}]).parse()
        assert type(whole[0].content) is sdk.models.Letter


def _raw(*parts: tuple[str, bytes]) -> bytes:
    rows = [b"--B\r\n" + head.encode() + b"\r\n\r\n" + text + b"\r\n" for head, text in parts]
    return b"".join(rows) + b"--B--"


_A = ("Content-Type: application/json", b'{"title": "a"}')
_IMAGE = ("Content-Type: image/png\r\nX-Width: 1", PNG)
_MIXED = "multipart/mixed; boundary=B"
_FORM = "multipart/form-data; boundary=B"


@pytest.mark.parametrize(
    ("path", "label", "content", "said"),
    [
        ("/letters", _MIXED, _raw(_A, _IMAGE), None),
        ("/letters", _MIXED, _raw(_A, ("Content-Type: image/png", PNG)), "/1 has no header"),
        ("/letters", _MIXED, _raw(_A, ("Content-Type: a/b\r\nX-Width: 1", b"")), "/1 is a/b, not"),
        ("/letters", _MIXED, _raw((_A[0], b"{}")), '/0 "title" is a required property'),
        ("/letters", _MIXED, _raw((_A[0], b"{")), "A part of the body is not JSON"),
        ("/letters", _MIXED, _raw(_A, *[_IMAGE] * 4), "has 5 parts, not 1 to 4"),
        ("/letters", _MIXED, b"--B--", "The body has no part"),
        ("/letters", _MIXED, _raw(_A)[:-4], "it is cut off"),
        ("/letters", "multipart/mixed", _raw(_A), "its boundary is missing"),
        ("/batches", "multipart/related; boundary=B", _raw(_A), "has no `type`"),
        ("/batches", 'multipart/related; boundary=B; type="application/json"', _raw(_A), None),
        (
            "/scans",
            _FORM,
            _raw(
                ('Content-Disposition: form-data; name="note"', b"a"),
                ('Content-Type: image/png\r\nContent-Disposition: form-data; name="image"', PNG),
            ),
            "/note has no header `X-Language`",
        ),
    ],
)
def test_the_mock_checks_the_parts_that_it_is_sent(
    address: str, path: str, label: str, content: bytes, said: str | None
) -> None:
    answer = httpx2.post(f"{address}{path}", content=content, headers={"Content-Type": label})
    if said is None:
        assert answer.status_code == 200
        return
    assert answer.status_code in (400, 422)
    problem = answer.json()
    faults = [f"{each['pointer']} {each['detail']}" for each in problem["violations"]]
    assert said in " ".join([problem["detail"], *faults])


# --- parts inside of a part -----------------------------------------------------------------------

_INSIDE = ("Content-Type: multipart/related; boundary=I; type=image/png\r\nX-Parcel: small",)


def _inside(*parts: tuple[str, bytes]) -> tuple[str, bytes]:
    content = _raw(*parts).replace(b"--B", b"--I")
    return (_INSIDE[0], content)


def test_parts_inside_of_a_part_are_sent_and_read_over_a_socket(
    sdk: Any, address: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(PNG)
    width = {"X-Width": "9"}
    with sdk.Letters(base_url=address) as client:
        inside = [sdk.Part(PNG, "image/gif", width), sdk.Part(file, headers=width)]
        kept = client.letters.send_parcel([{"title": "a"}, inside])
        assert type(kept[0].content[0].content) is sdk.models.Letter
        assert kept[0].content_type.startswith("multipart/mixed; boundary=")

    async def send() -> Any:
        async with sdk.AsyncLetters(base_url=address) as client:
            parts = [sdk.Part(io.BytesIO(PNG), "image/gif", width)]
            return await client.letters.send_parcel(iter([{"title": "a"}, sdk.Part(parts)]))

    assert type(asyncio.run(send())[0].content[0].content) is sdk.models.Letter


def test_parts_inside_of_a_part_are_written_as_their_encoding_says(sdk: Any) -> None:
    sent: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(b"Content-Type: " + request.headers["content-type"].encode() + b"\r\n\r\n")
        sent.append(request.read())
        return _answer(_raw(("Content-Type: multipart/mixed; boundary=I", _inside(_A)[1])), _MIXED)

    width = {"X-Width": "9"}
    with sdk.Letters(transport=httpx2.MockTransport(answer)) as client:
        inside = [sdk.Part(PNG, "image/gif", width), sdk.Part(io.BytesIO(PNG), "image/png", width)]
        ((part,),) = [each.content for each in client.letters.send_parcel([{"title": "a"}, inside])]
        assert part.content == sdk.models.Letter(title="a")
    first, second = message_from_bytes(b"".join(sent)).get_payload()
    assert first.get_content_type() == "application/json"
    assert (second.get_content_type(), second["X-Parcel"]) == ("multipart/related", "small")
    assert second.get_param("type") == "image/gif"
    pictures = second.get_payload()
    assert [each.get_content_type() for each in pictures] == ["image/gif", "image/png"]
    assert [each["X-Width"] for each in pictures] == ["9", "9"]
    assert [each.get_payload(decode=True) for each in pictures] == [PNG, PNG]
    assert second["Content-ID"] is None
    assert all(each["Content-ID"] for each in pictures)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ([PNG], "body.1.0: must have the header X-Width"),
        ([], "body.1: must have a part at least"),
        ("text", "body.1: has parts itself: it must be a list of them"),
        ({"title": "a"}, "body.1: has parts itself: it must be a list of them"),
        ([("image/gif", PNG)] * 4, "body.1.3: is one too many: there may be 3 parts"),
        ([("text/html", PNG)], "body.1.0: it has a content type that is none of image/*"),
    ],
)
def test_what_is_wrong_inside_of_a_part_is_said_at_its_place(
    sdk: Any, inside: Any, what: str
) -> None:
    if isinstance(inside, list):
        width = {"X-Width": "9"}
        inside = [
            sdk.Part(each[1], each[0], width) if isinstance(each, tuple) else each
            for each in inside
        ]
    client = sdk.Letters(transport=httpx2.MockTransport(_refuse))
    with client, pytest.raises(sdk.InvalidInputError) as caught:
        client.letters.send_parcel([{"title": "a"}, inside])
    assert str(caught.value).startswith(what)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (_inside(_A)[1][:-4], "is cut off after 0 parts of its own"),
        (_inside(("Content-Type: application/json", b"{}"))[1], "title: is required"),
        (_inside(("Content-Type: application/json", b"{"))[1], "has a part that is not JSON"),
    ],
)
def test_an_answer_whose_inner_parts_are_damaged_is_refused(
    sdk: Any, content: bytes, what: str
) -> None:
    body = _raw(("Content-Type: multipart/mixed; boundary=I", content))
    transport = httpx2.MockTransport(lambda _: _answer(body, _MIXED))
    width = [sdk.Part(PNG, "image/gif", {"X-Width": "9"})]
    with sdk.Letters(transport=transport) as client:
        with pytest.raises(sdk.InvalidResponseError, match=what):
            client.letters.send_parcel([{"title": "a"}, width])
        lenient = client.with_options(lenient=True)
        assert lenient.letters.send_parcel([{"title": "a"}, width])


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (_inside(_IMAGE), None),
        (_inside(("Content-Type: image/png", PNG)), "/1/0 has no header"),
        (_inside(("Content-Type: text/html\r\nX-Width: 1", PNG)), "/1/0 is text/html, not"),
        (_inside(*[_IMAGE] * 4), "/1 has 4 parts, not 1 to 3"),
        ((_INSIDE[0], b"--I--"), "The body has no part"),
        (("Content-Type: a/b", b""), "/1 is a/b, not multipart/related"),
    ],
)
def test_the_mock_checks_the_parts_inside_of_a_part(
    address: str, inside: tuple[str, bytes], said: str | None
) -> None:
    content = _raw(_A, inside)
    answer = httpx2.post(f"{address}/parcels", content=content, headers={"Content-Type": _MIXED})
    if said is None:
        assert answer.status_code == 200, answer.text
        return
    problem = answer.json()
    faults = [f"{each['pointer']} {each['detail']}" for each in problem["violations"]]
    assert said in " ".join([problem["detail"], *faults])


def _album(request: httpx2.Request) -> Any:
    head = b"Content-Type: " + request.headers["content-type"].encode() + b"\r\n\r\n"
    return message_from_bytes(head + request.read()).get_payload()


@pytest.mark.parametrize("as_file", [False, True])
def test_files_of_one_name_are_in_one_part_where_the_document_says_so(
    sdk: Any, as_file: bool, tmp_path: Path
) -> None:
    sent: list[Any] = []
    (tmp_path / "b.jpeg").write_bytes(PNG)
    second = tmp_path / "b.jpeg" if as_file else PNG

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.extend(_album(request))
        assert int(request.headers["content-length"]) == len(request.content)
        inside = _inside(("Content-Type: image/png", PNG), ("Content-Type: image/png", b"2"))[1]
        named = 'Content-Type: multipart/mixed; boundary=I\r\nContent-Disposition: form-data; name="pictures"'
        return _answer(_raw((named, inside)), _FORM)

    with sdk.Letters(transport=httpx2.MockTransport(answer)) as client:
        pictures = [("a.png", PNG), ("b.jpeg", second)]
        letters = [{"title": "t"}, sdk.models.Letter(title="u")]
        kept = client.scans.send_album(pictures=pictures, title="--x", letters=letters)
    assert kept.pictures == [PNG, b"2"]
    parts = {each.get_param("name", header="content-disposition"): each for each in sent}
    assert list(parts) == ["title", "pictures", "letters"]
    assert parts["pictures"].get_content_type() == "multipart/mixed"
    assert parts["pictures"].get_filename() is None
    inside = parts["pictures"].get_payload()
    assert [each.get_filename() for each in inside] == ["a.png", "b.jpeg"]
    assert [each.get_content_type() for each in inside] == ["image/png", "image/jpeg"]
    assert [each.get_payload(decode=True) for each in inside] == [PNG, PNG]
    assert [each.get_payload() for each in parts["letters"].get_payload()] == [
        '{"title":"t"}',
        '{"title":"u"}',
    ]


def test_files_of_one_name_in_one_part_reach_the_mock(sdk: Any, address: str) -> None:
    language = sdk.Part("t", headers={"X-Language": "en"})
    with sdk.Letters(base_url=address) as client:
        kept = client.scans.send_album(pictures=[("a.png", PNG)], title=language)
        assert type(kept.pictures[0]) is bytes
        with pytest.raises(sdk.InvalidInputError, match="none of image/png, image/jpeg"):
            client.scans.send_album(pictures=[("a.html", PNG, "text/html")], title="t")
    form = 'Content-Type: multipart/mixed; boundary=I\r\nContent-Disposition: form-data; name="letters"'
    title = ('Content-Disposition: form-data; name="title"', b"t")
    picture = ('Content-Type: image/png\r\nContent-Disposition: form-data; name="pictures"', PNG)
    for letters, status in ((_inside(_A)[1], 200), (_inside((_A[0], b"{}"))[1], 422)):
        content = _raw(title, picture, (form, letters))
        answer = httpx2.post(f"{address}/albums", content=content, headers={"Content-Type": _FORM})
        assert answer.status_code == status, answer.text


def test_an_answer_in_a_form_whose_inner_parts_are_cut_off_is_refused(sdk: Any) -> None:
    named = 'Content-Type: multipart/mixed; boundary=I\r\nContent-Disposition: form-data; name="pictures"'
    body = _raw((named, _inside(_IMAGE)[1][:-6]))
    transport = httpx2.MockTransport(lambda _: _answer(body, _FORM))
    said = "has a part that is cut off, pictures"
    client = sdk.Letters(transport=transport)
    with client, pytest.raises(sdk.InvalidResponseError, match=said):
        client.scans.send_album(pictures=[("a.png", PNG)], title="t")


def test_what_is_asked_for_in_parts_is_given_so(sdk: Any, address: str) -> None:
    letters = [{"title": "a"}, {"title": "b"}]
    with sdk.Letters(base_url=address) as client:
        send = client.letters.send_either
        assert type(send(letters, content_type="application/json")) is sdk.models.Letter
        given = send(letters, content_type="multipart/mixed", accept="multipart/mixed")
        assert [type(part.content) for part in given] == [sdk.models.Letter]
        with pytest.raises(sdk.InvalidInputError, match="give content_type"):
            send(letters)


@pytest.mark.parametrize(
    ("label", "content", "expected"),
    [
        ("image/png", PNG, PNG),
        ("application/json", b'{"title": "a"}', "Letter"),
        ("text/plain", b"5", 5),
        ("text/plain", b"five", b"five"),
        ("application/json", b"6", 6),
    ],
)
def test_the_label_of_a_part_says_which_of_several_it_is(
    sdk: Any, label: str, content: bytes, expected: Any
) -> None:
    body = _raw((f"Content-Type: {label}", content))
    transport = httpx2.MockTransport(
        lambda _: _answer(body, "multipart/x-mixed-replace; boundary=B")
    )
    with sdk.Letters(transport=transport) as client:
        (part,) = client.scans.list_findings()
    found = type(part.content).__name__ if expected == "Letter" else part.content
    assert found == expected


async def _asynchronously(sdk: Any, address: str) -> None:
    async def letters() -> AsyncIterator[Any]:
        for number in range(100):
            yield sdk.models.Letter(title=str(number))

    async def pieces() -> AsyncIterator[bytes]:
        yield PNG

    async with sdk.AsyncLetters(base_url=address) as client:
        async with client.letters.send_batch(letters()) as kept:
            assert [type(part.content) async for part in kept] == [sdk.models.Letter]
        image = sdk.Part(pieces(), "image/png", {"X-Width": "9"})
        assert len(await client.letters.send_letter([{"title": "a"}, image])) == 2


def test_the_asynchronous_client_does_so_too(sdk: Any, address: str) -> None:
    asyncio.run(_asynchronously(sdk, address))


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ([{"title": 1}], "body.0.title: must be a valid string"),
        ([{"title": "a"}, PNG], "body.1: must have the header X-Width"),
        ([], "body: must have a part at least"),
        (iter([]), "body: must have a part at least"),
        (["a"], "body.0"),
        ([{"title": "a"}, ("a.png", PNG)], "body.1: is not written as image/png"),
        (PNG, "body: must be given part by part"),
        ({"title": "a"}, "body: must be an iterable of parts"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_sent(
    sdk: Any, parts: Any, what: str
) -> None:
    client = sdk.Letters(transport=httpx2.MockTransport(_refuse))
    with client, pytest.raises(sdk.InvalidInputError) as caught:
        client.letters.send_letter(parts)
    assert str(caught.value).startswith(what)


def _refuse(request: httpx2.Request) -> httpx2.Response:
    raise AssertionError(request.method)


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ((PNG, "text/html", {"X-Width": "9"}), "content type that is none of image/png"),
        ((PNG, None, {"X-Width": "9\r\nX-A: b"}), "has a header that cannot be set"),
        ((PNG, None, {"X-Width": "9", "Content-Length": "9"}), "has a header that cannot be set"),
        (({"title": "a"}, None, {"X-Width": "9"}), "is not written as image/png"),
    ],
)
def test_a_part_is_held_to_what_its_place_takes(sdk: Any, part: Any, what: str) -> None:
    client = sdk.Letters(transport=httpx2.MockTransport(_refuse))
    with client, pytest.raises(sdk.InvalidInputError, match=what):
        client.letters.send_letter([{"title": "a"}, sdk.Part(*part)])


@pytest.mark.parametrize("count", [0, 1])
def test_an_iterator_of_parts_that_raises_is_one_error_at_whatever_part(
    sdk: Any, count: int
) -> None:
    def parts() -> Iterator[Any]:
        yield from [{"title": "a"}] * count
        raise OSError("mine")

    async def send() -> None:
        async with sdk.AsyncLetters(transport=httpx2.MockTransport(_refuse)) as client:
            await client.letters.send_letter(parts())

    with sdk.Letters(transport=httpx2.MockTransport(_refuse)) as client:
        for call in (lambda: client.letters.send_letter(parts()), lambda: asyncio.run(send())):
            with pytest.raises(
                sdk.errors.RequestBodyError, match=r"its body raised OSError$"
            ) as got:
                call()
            assert isinstance(got.value.__cause__, OSError)


def test_there_are_no_more_parts_than_there_may_be(sdk: Any) -> None:
    client = sdk.Letters(transport=httpx2.MockTransport(_refuse))
    parts = [{"title": "a"}, *[sdk.Part(PNG, None, {"X-Width": "9"})] * 4]
    for given in (parts, iter(parts)):
        with pytest.raises(sdk.InvalidInputError, match="one too many: there may be 4"):
            client.letters.send_letter(given)
    client.close()


def test_a_form_without_the_header_of_a_part_is_not_sent(sdk: Any) -> None:
    client = sdk.Letters(transport=httpx2.MockTransport(_refuse))
    with (
        client,
        pytest.raises(sdk.InvalidInputError, match="note, that must have the header X-Lang"),
    ):
        client.scans.send_scan(note="a", image=PNG)


def test_a_related_body_names_its_root(sdk: Any) -> None:
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        request.read()
        sent.append(request)
        return _answer(b"")

    own = sdk.Part({"title": "b"}, headers={"Content-ID": "<b@a.example>"})
    with sdk.Letters(transport=httpx2.MockTransport(answer)) as client:
        for parts in ([{"title": "a"}, own], iter([own, {"title": "a"}])):
            client.letters.send_batch(parts).close()
            with client.letters.send_batch(parts if isinstance(parts, list) else [own]):
                pass
    first, last = (_read(request) for request in (sent[0], sent[-1]))
    root = first.get_payload()[0]
    assert first.get_param("type") == root.get_content_type() == "application/json"
    assert first.get_param("start") == root["Content-ID"]
    assert first.get_payload()[1]["Content-ID"] == "<b@a.example>"
    assert last.get_param("start") == "<b@a.example>"


def _read(request: httpx2.Request) -> Any:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    return message_from_bytes(head + request.content)


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (b"--B\r\nContent-Type: application/json\r\n\r\n{}\r\n--B--", [{}]),
        (b"--B\r\n\r\ncut", []),
        (b"--B\r\nno header\r\n\r\n--B--", None),
    ],
)
def test_an_error_in_parts_has_them_as_its_body(sdk: Any, content: bytes, body: Any) -> None:
    answer = httpx2.Response(422, headers={"Content-Type": _MIXED}, content=content)
    client = sdk.Letters(transport=httpx2.MockTransport(lambda _: answer))
    with client, pytest.raises(sdk.errors.UnprocessableEntityError) as caught:
        client.letters.send_letter([{"title": "a"}])
    found = caught.value.body
    assert found == content if body is None else [part.content for part in found] == body


# --- answers that do not fit ----------------------------------------------------------------------

_LETTER = b'Content-Type: application/json\r\n\r\n{"title": "a"}\r\n'


def _answer(content: bytes, label: str = 'multipart/mixed; boundary="B"') -> httpx2.Response:
    return httpx2.Response(200, headers={"Content-Type": label}, content=content)


_BROKEN = [
    ("multipart/mixed", b"--B--", "has no boundary"),
    ("multipart/mixed; boundary=B", b"--B\r\n" + _LETTER, "is cut off after 0 parts"),
    (
        "multipart/mixed; boundary=B",
        b"--B\r\n" + _LETTER + b"--B\r\nConte",
        "cut off after 1 parts",
    ),
    (
        "multipart/mixed; boundary=B",
        b"--B\r\nno header\r\n\r\n{}\r\n--B--",
        "headers cannot be read",
    ),
    ("multipart/mixed; boundary=B", b"--B\r\n" + _LETTER[:-4] + b"\r\n--B--", "is not JSON"),
    ("multipart/mixed; boundary=B", b"--B\r\nContent-Type: a/json\r\n\r\n{}\r\n--B--", "0.title"),
    ("multipart/mixed; boundary=B", b"--B\r\nContent-Type: a/b\r\n\r\n{}\r\n--B--", "part of a/b"),
    (
        "multipart/mixed; boundary=B",
        b"--B\r\n" + b"A: b\r\n" * 3000 + b"\r\n{}\r\n--B--",
        "a part with headers of more than 16384 bytes",
    ),
    ("text/html", b"<a>", "is text/html, not multipart/mixed"),
]


@pytest.mark.parametrize(("label", "content", "what"), _BROKEN)
def test_an_answer_that_does_not_fit_is_one_error(
    sdk: Any, label: str, content: bytes, what: str
) -> None:
    transport = httpx2.MockTransport(lambda _: _answer(content, label))
    with sdk.Letters(transport=transport) as client:
        for call in (
            lambda: list(client.letters.send_batch([{"title": "a"}])),
            lambda: client.letters.with_raw_response.send_batch([{"title": "a"}]).parse(),
        ):
            with pytest.raises(sdk.InvalidResponseError, match=what):
                call()


def test_a_lenient_call_takes_what_it_can(sdk: Any) -> None:
    transport = httpx2.MockTransport(lambda _: _answer(b"--B\r\nContent-Type: a/b\r\n\r\n\x00\r\n"))
    with sdk.Letters(transport=transport, lenient=True) as client:
        assert list(client.letters.send_batch([{"title": "a"}])) == []
    transport = httpx2.MockTransport(
        lambda _: _answer(b"--B\r\nContent-Type: a/b\r\n\r\n\x00\r\n--B--")
    )
    with sdk.Letters(transport=transport, lenient=True) as client:
        assert [part.content for part in client.letters.send_batch([{"title": "a"}])] == [b"\x00"]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("form-data; name*0=a; name*=utf-8''b", "a" if sys.version_info >= (3, 14) else None),
        ("form-data; name*=no-charset''%c3%a9", "\u00e9"),
        ("form-data; name*=punycode''a-b", "a-b"),
        ("form-data; name*=iso-8859-1''%e9", "\u00e9"),
    ],
)
def test_the_name_of_a_part_is_read_however_it_is_written(
    sdk: Any, disposition: str, name: str | None
) -> None:
    assert sdk.Part(b"", None, {"content-disposition": disposition}).name == name


def test_a_part_is_text_whatever_it_says_of_its_charset(sdk: Any) -> None:
    parts: Any = importlib.import_module("lettersdk._runtime.parts")
    for charset, text in (
        ("a\0b", "a-b"),
        ("punycode", "a-b"),
        ("hex", "a-b"),
        ("utf-16-be", "慢"),
    ):
        content = text.encode("utf-16-be") if charset == "utf-16-be" else text.encode()
        raw = parts.RawPart({"content-type": f"text/plain; charset={charset}"}, content)
        held = parts.PartCodec(parts.Codec(Any), octets=True)
        assert parts.part_of(held, raw, 0, lenient=True).content == text


def test_what_is_read_does_not_depend_on_where_it_is_cut(sdk: Any) -> None:
    parts: Any = importlib.import_module("lettersdk._runtime.parts")
    content = (
        b"before\r\n--B \t\r\n\r\nbare\r\n--B\r\nA: 1\r\n 2\r\nContent-Disposition: form-data;"
        b' name="n"; filename="f"\r\n\r\n\r\n--BB\r\n--Bx--\r\n--B\r\n--B\nC: 3\n\nlf\n--B--after--B'
    )

    def read(size: int) -> list[Any]:
        decoder = parts.PartDecoder("multipart/mixed; boundary=B")
        pieces = (content[at : at + size] for at in range(0, len(content), size))
        found = [
            (dict(raw.headers), raw.content) for piece in pieces for raw in decoder.feed(piece)
        ]
        assert decoder.rest() is None
        return found

    whole = read(len(content))
    assert [text for _, text in whole] == [b"bare", b"\r\n--BB\r\n--Bx--", b"", b"lf"]
    assert all(read(size) == whole for size in range(1, 40))


def test_a_part_of_more_than_its_limit_is_refused_and_memory_stays(sdk: Any) -> None:
    part = (
        b"--B\r\nContent-Type: application/json\r\n\r\n"
        + json.dumps({"title": "a" * 100_000}).encode()
    )

    def many() -> Iterator[bytes]:
        for _ in range(200):
            yield part + b"\r\n"
        yield b"--B--"

    def answer(_: httpx2.Request) -> httpx2.Response:
        head = {"Content-Type": "multipart/mixed; boundary=B"}
        return httpx2.Response(200, headers=head, stream=_Pieces(many()))

    with sdk.Letters(transport=httpx2.MockTransport(answer)) as client:
        tracemalloc.start()
        with client.letters.send_batch([{"title": "a"}]) as letters:
            assert sum(1 for _ in letters) == 200
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
        tracemalloc.stop()
        with pytest.raises(sdk.InvalidResponseError, match="part of more than 1000 bytes after 0"):
            list(client.letters.send_batch([{"title": "a"}], options={"max_event_bytes": 1000}))


class _Pieces(httpx2.SyncByteStream):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces


def test_a_file_in_a_list_is_not_read_into_memory(sdk: Any, tmp_path: Path) -> None:
    file = tmp_path / "large.png"
    with file.open("wb") as target:
        target.truncate(64_000_000)
    counting = _Counting()
    with sdk.Letters(transport=counting) as client:
        tracemalloc.start()
        client.letters.send_letter([{"title": "a"}, sdk.Part(file, None, {"X-Width": "1"})])
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
        tracemalloc.stop()
    assert counting.length > 64_000_000


class _Counting(httpx2.BaseTransport):
    length = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        stream: Any = request.stream
        self.length = sum(map(len, stream))
        return _answer(b"--B\r\n" + _LETTER + b"--B--")


def test_the_readme_and_the_index_say_it(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "## Parts of bodies" in readme
    index = json.loads((folder / "lettersdk" / "operations.json").read_text(encoding="utf-8"))
    parts = {each["operation_id"]: each.get("parts") for each in index["operations"]}
    by_position = {"media_type": "multipart/mixed", "by": "position"}
    assert parts["sendLetter"] == {
        "request": by_position | {"headers": {"*": ["X-Width"]}},
        "response": by_position,
    }
    assert parts["sendScan"] == {
        "request": {
            "media_type": "multipart/form-data",
            "by": "name",
            "headers": {"note": ["X-Language"], "image": ["X-Sum"]},
        },
        "response": {"media_type": "multipart/form-data", "by": "name"},
    }
    assert (parts["sendBatch"] or {})["response"] == by_position
    entry = next(each for each in index["operations"] if each["operation_id"] == "sendBatch")
    assert entry["stream"] == {"media_type": "multipart/mixed", "view": None, "items": "parts"}
