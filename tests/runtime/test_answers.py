"""Each status has its documented media types, each read in its own way: over a socket, by both clients."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from golden import UNSET, AsyncGolden, Golden, models
from golden._runtime.errors import BadRequestError, InvalidResponseError, NotFoundError, ServerError
from golden._runtime.operation import Media, Operation

from .conftest import KEY, listening


def json(content_type: str, kind: Callable[[], Any] = lambda: models.Failure) -> Media:
    return Media(content_type, "json", kind)


def text(content_type: str, kind: Callable[[], Any] = lambda: str) -> Media:
    return Media(content_type, "text", kind)


def octets(content_type: str) -> Media:
    return Media(content_type, "binary", lambda: bytes)


ANSWERS: Operation[Any] = Operation(
    "answers",
    "GET",
    "/answers",
    responses={
        "200": (
            json("application/json", lambda: models.Made),
            text("text/csv"),
            octets("application/pdf"),
        ),
        "201": (text("text/plain"),),
        "2XX": (octets("image/*"),),
        "204": (),
        "404": (json("application/problem+json"), text("text/plain")),
        "4XX": (text("application/xml"), text("text/plain", lambda: int)),
        "default": (octets("application/octet-stream"), json("application/vnd.acme+json")),
    },
)
MADE, FAILED = b'{"id":7}', b'{"code":"c","message":"m"}'
NOT_READ = InvalidResponseError
CASES = [
    # status, label, body, what is asked for, what comes
    (200, "application/json", MADE, None, models.Made(id=7)),
    (200, "application/hal+json", MADE, None, models.Made(id=7)),
    (200, "text/csv; charset=utf-8", b"1,2", "text/csv", "1,2"),
    (200, "text/csv", b"123", "text/csv", "123"),
    (200, "application/pdf", b"%PDF", "application/pdf", b"%PDF"),
    (200, "application/octet-stream", b"%PDF", "application/pdf", b"%PDF"),
    (200, "text/html", b"<html>", None, NOT_READ),
    (201, "text/plain", b"12", None, "12"),
    (201, "text/plain; charset=iso-8859-1", b"\xe9", None, "\xe9"),
    (202, "image/png", b"PNG", "image/png", b"PNG"),
    (202, "text/plain", b"text", None, NOT_READ),
    (204, None, b"", None, None),
    (404, "application/problem+json", FAILED, None, models.Failure(code="c", message="m")),
    (404, "application/json", FAILED, None, models.Failure(code="c", message="m")),
    (404, "text/plain", b"12", None, "12"),  # a text, as the document has it
    (404, "text/html", b"<html>", None, "<html>"),
    (404, None, b"", None, None),
    (400, "application/xml", b"<e/>", None, "<e/>"),
    (400, "text/xml; charset=utf-8", b"<e/>", None, "<e/>"),
    (400, "text/plain", b"12", None, 12),
    (400, "text/plain", b"twelve", None, "twelve"),
    (400, "application/json", FAILED, None, {"code": "c", "message": "m"}),
    (500, "application/octet-stream", b"\0\1", None, b"\0\1"),
    (500, "application/vnd.acme+json", FAILED, None, models.Failure(code="c", message="m")),
    (500, "text/html", b"<h1>down</h1>", None, "<h1>down</h1>"),
]
RAISED = {400: BadRequestError, 404: NotFoundError, 500: ServerError}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server that answers with the case that the request names."""

    def talk(connection: socket.socket) -> None:
        while head := connection.recv(65_536):
            status, label, body, *_ = CASES[int(head.partition(b"x-case: ")[2].split()[0])]
            lines = f"HTTP/1.1 {status} Said\r\n" + (f"Content-Type: {label}\r\n" if label else "")
            length = "" if status == 204 else f"Content-Length: {len(body)}\r\n"
            connection.sendall(f"{lines}{length}\r\n".encode() + body)

    with listening(talk) as url:
        yield url


def wants(address: str, case: int, accept: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    options = {"api_key": KEY, "base_url": address, "headers": {"x-case": str(case)}}
    return options | {"max_retries": 0}, {"accept": accept or UNSET}


def check(case: int, call: Callable[[], Any]) -> None:
    status, *_, expected = CASES[case]
    if expected is NOT_READ:
        with pytest.raises(InvalidResponseError):
            call()
    elif status in RAISED:
        with pytest.raises(RAISED[status]) as raised:
            call()
        assert (raised.value.body, type(raised.value.body)) == (expected, type(expected))
    else:
        result = call()
        assert (result, type(result)) == (expected, type(expected))


def test_each_media_type_of_each_status_is_kept(address: str) -> None:
    for case, (*_, accept, _) in enumerate(CASES):
        options, asked = wants(address, case, accept)
        with Golden(**options) as client:
            check(case, lambda client=client, asked=asked: client._call(ANSWERS, **asked))


def test_each_media_type_of_each_status_is_kept_by_the_asynchronous_client(address: str) -> None:
    async def call(case: int, accept: str | None) -> Any:
        options, asked = wants(address, case, accept)
        async with AsyncGolden(**options) as client:
            return await client._call(ANSWERS, **asked)

    with asyncio.Runner() as runner:
        for case, (*_, accept, _) in enumerate(CASES):
            check(case, lambda case=case, accept=accept: runner.run(call(case, accept)))
