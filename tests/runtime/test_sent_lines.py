"""Bodies of JSON Lines and JSON text sequences, sent item by item."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import InvalidInputError, RequestBodyError
from golden._runtime.model import Model
from golden._runtime.operation import Body, Media, Operation
from golden._runtime.sent_lines import lines

from .conftest import KEY, Server


class Note(Model):
    text: str


def _sending(label: str) -> Operation[None]:
    media = Media(label, "binary", lambda: list[Note], encode=lines)
    return Operation(
        "send", "POST", "/send", body=Body((media,)), responses={"204": ()}, security=((),)
    )


_LINES, _RECORDS = _sending("application/jsonl"), _sending("application/json-seq")


@pytest.fixture
def golden(server: Server) -> Golden:
    server.will(204)
    return Golden(api_key=KEY, transport=server.transport)


def _notes(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        yield {"text": str(number)}


@pytest.mark.parametrize(
    "given", [[Note(text="0"), {"text": "1"}], _notes(2), ({"text": str(at)} for at in (0, 1))]
)
def test_any_iterable_is_sent_as_lines(golden: Golden, server: Server, given: Any) -> None:
    golden._call(_LINES, (), given)
    assert server.last.content == b'{"text":"0"}\n{"text":"1"}\n'
    assert server.last.headers["content-type"] == "application/jsonl"
    assert server.last.headers["content-length"] == "26"


def test_records_begin_with_their_separator(golden: Golden, server: Server) -> None:
    golden._call(_RECORDS, (), _notes(2))
    assert server.last.content == b'\x1e{"text":"0"}\n\x1e{"text":"1"}\n'


def test_what_is_whole_is_sent_as_it_is(golden: Golden, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_bytes(b"as it is\n")
    for whole in (b"as it is\n", file, io.BytesIO(b"as it is\n")):
        golden._call(_LINES, (), whole)
        assert server.last.content == b"as it is\n"


def test_an_asynchronous_iterable_is_sent_by_the_asynchronous_client(server: Server) -> None:
    async def notes() -> AsyncIterator[dict[str, str]]:
        for note in _notes(2):
            yield note

    async def send(given: Any) -> None:
        async with AsyncGolden(api_key=KEY, transport=server.transport) as client:
            await client._call(_LINES, (), given)

    server.will(204)
    for given in (notes(), _notes(2)):
        anyio.run(send, given)
        assert server.last.content == b'{"text":"0"}\n{"text":"1"}\n'
    with pytest.raises(InvalidInputError, match="is asynchronous, which needs"):
        Golden(api_key=KEY, transport=server.transport)._call(_LINES, (), notes())


def test_an_item_that_does_not_fit_is_named_before_anything_is_sent(
    golden: Golden, server: Server
) -> None:
    given = [{"text": "a"}, {"text": 7}]
    with pytest.raises(InvalidInputError, match=r"body\.1\.text: must be") as caught:
        golden._call(_LINES, (), iter(given))
    assert [problem.path for problem in caught.value.problems] == ["body.1.text"]

    async def send() -> None:
        async with AsyncGolden(api_key=KEY, transport=server.transport) as client:
            await client._call(_LINES, (), iter(given))

    with pytest.raises(InvalidInputError, match=r"body\.1\.text"):
        anyio.run(send)
    for wrong in ({"text": "a"}, "text", Note(text="a"), 5):
        with pytest.raises(InvalidInputError, match="must be an iterable of items"):
            golden._call(_LINES, (), wrong)
    with pytest.raises(InvalidInputError, match=r"body\.0"):
        golden._call(_LINES, (), [object()])
    assert not server.requests


def test_what_an_iterator_raises_is_the_cause_of_what_the_call_raises(
    golden: Golden, server: Server
) -> None:
    def failing() -> Iterator[dict[str, str]]:
        yield {"text": "a"}
        raise KeyError("mine")

    with pytest.raises(RequestBodyError, match="was not sent: its body raised KeyError") as caught:
        golden._call(_LINES, (), failing())
    assert isinstance(caught.value.__cause__, KeyError)
    assert caught.value.unsent
    assert not server.requests


def test_memory_does_not_grow_with_the_items() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(204)

    class Dropping(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            self.last = b""
            for piece in request.stream:  # type: ignore[union-attr]
                self.last = piece
            return answer(request)

    transport = Dropping()
    client = Golden(api_key=KEY, transport=transport)
    client._call(_LINES, (), _notes(1))
    tracemalloc.start()
    client._call(_LINES, (), ({"text": "x" * 1000} for _ in range(5000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert json.loads(transport.last.splitlines()[-1])["text"] == "x" * 1000
    assert peak < 2_500_000
