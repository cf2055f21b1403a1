"""Streams from a document to a call: a package that is generated, called over a socket with both
clients, against the mock server.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.document.bundle import load
from tests.forked import run_emitted_tests
from tests.servers import mock_in_a_thread

SPEC = Path(__file__).parent / "cases" / "documents" / "streams" / "openapi.yaml"
_REFUSED = r"{}: asks for the stream, which `with_streamed_events` gives"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("newsroom")
    command = ["regenerate", "--spec", str(SPEC), "--out", str(made), "--package", "newsroom"]
    assert main(command) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(made))
        yield made


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with mock_in_a_thread(load(SPEC)) as served:
        yield served


def test_the_emitted_tests_pass_against_the_mock(folder: Path, address: str) -> None:
    done = run_emitted_tests(folder, NEWSROOM_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout[-4000:]


def test_each_stream_is_read_and_sent_over_a_socket(folder: Path, address: str) -> None:
    newsroom: Any = importlib.import_module("newsroom")
    models = newsroom.models
    with newsroom.Newsroom(base_url=address) as client:
        assert isinstance(client.answers.create_answer(text="Why?"), models.Answer)
        with client.answers.with_streamed_events.create_answer(text="Why?") as events:
            assert [type(event.data) for event in events] == [models.Piece]
            assert events.response.headers["x-mock-server"]
        kinds = [(event.event, type(event.data)) for event in client.changes.watch_changes("news")]
        assert kinds == [
            ("added", models.Piece),
            ("removed", models.WatchChangesRemovedData),
            ("note", str),
        ]
        assert [type(event.data) for event in client.changes.subscribe(topic="a")] == [models.Piece]
        assert [type(item) for item in client.pieces.list_pieces()] == [models.Piece]
        assert [type(item) for item in client.pieces.read_log()] == [models.Piece]
        client.pieces.send_pieces({"text": str(number)} for number in range(100))
        assert client.pieces.with_raw_response.list_pieces().parse().startswith(b"{")
        assert isinstance(client.prices.get_prices(market="a"), models.Answer)
        prices = client.prices.with_streamed_events
        for call in (
            lambda: prices.get_prices(market="a"),
            lambda: prices.reset_prices(live=True, request={"text": "Why?"}),
            client.prices.watch_prices,
        ):
            with call() as events:
                assert [type(event.data) for event in events] == [models.Piece]
        with pytest.raises(newsroom.InvalidInputError, match=r"query\.live: must be true, or left"):
            client.prices.watch_prices(live=False)
        with client.changes.with_streaming_response.watch_changes("news") as response:
            assert next(response.iter_lines()) == "event: added"


def test_a_plain_method_never_asks_for_its_stream(folder: Path, address: str) -> None:
    newsroom: Any = importlib.import_module("newsroom")
    asking = {"text": "Why?", "stream": True}
    with newsroom.Newsroom(base_url=address) as client:
        with pytest.raises(TypeError, match="stream"):
            client.answers.create_answer(text="Why?", stream=True)
        for answers in (client.answers, client.answers.with_raw_response):
            for request in (asking, newsroom.models.Question(**asking)):
                with pytest.raises(
                    newsroom.InvalidInputError, match=_REFUSED.format("body.stream")
                ):
                    answers.create_answer(request)
        with pytest.raises(newsroom.InvalidInputError, match=_REFUSED.format("query.stream")):
            client.prices.get_prices(stream=True)
        assert isinstance(client.prices.get_prices(stream=False), newsroom.models.Answer)
        with client.answers.with_streamed_events.create_answer(asking) as events:
            assert [type(event.data) for event in events] == [newsroom.models.Piece]
        with client.answers.with_streaming_response.create_answer(asking) as response:
            assert response.read()
        refused = {"text": "Why?", "stream": False}
        assert isinstance(client.answers.create_answer(refused), newsroom.models.Answer)
        with pytest.deprecated_call():  # which needs a field that says whether
            answer = client.answers.change_answer(1, text="Why?")
        assert isinstance(answer, newsroom.models.Answer)
        with pytest.deprecated_call(), pytest.raises(newsroom.InvalidInputError, match="text"):
            client.answers.change_answer(1)
    asyncio.run(_refused(newsroom, address, asking))


async def _refused(newsroom: Any, address: str, asking: Any) -> None:
    async with newsroom.AsyncNewsroom(base_url=address) as client:
        with pytest.raises(newsroom.InvalidInputError, match=_REFUSED.format("body.stream")):
            await client.answers.create_answer(asking)
        with pytest.deprecated_call():
            answer = await client.answers.change_answer(1, text="Why?")
        assert isinstance(answer, newsroom.models.Answer)


async def _asynchronously(newsroom: Any, address: str) -> None:
    models = newsroom.models

    async def pieces() -> AsyncIterator[Any]:
        for number in range(100):
            yield models.Piece(text=str(number))

    async with newsroom.AsyncNewsroom(base_url=address) as client:
        async with client.answers.with_streamed_events.create_answer(text="Why?") as events:
            assert [type(event.data) async for event in events] == [models.Piece]
        watched = [event.event async for event in client.changes.watch_changes("news")]
        assert watched == ["added", "removed", "note"]
        await client.pieces.send_pieces(pieces())
        raw = await client.pieces.with_raw_response.list_pieces()
        assert raw.parse().startswith(b"{")


def test_the_asynchronous_client_does_so_too(folder: Path, address: str) -> None:
    asyncio.run(_asynchronously(importlib.import_module("newsroom"), address))


def test_the_readme_and_the_index_say_it(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "as events:\n        for event in events:\n" in readme
    index = (folder / "newsroom" / "operations.json").read_text(encoding="utf-8")
    view = '"stream": {"media_type": "text/event-stream", "view": "with_streamed_events", "items": "sse"}'
    assert view in index
    assert '"stream": {"media_type": "application/jsonl", "view": null, "items": "json"}' in index
    assert '"view": null, "items": "sse", "condition": "stream"}' in index  # which the method sets
