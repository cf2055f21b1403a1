"""Credentials, query values and bodies: in no log, repr, message, traceback or pickle."""

from __future__ import annotations

import copy
import io
import logging
import pickle
import traceback
from typing import Any

import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.errors import InvalidInputError, SDKError
from golden._runtime.redaction import Secret

from .conftest import KEY, listening

PRIVATE = "jane@example.org"
JSON = {"content-type": "application/json"}


def is_clean(text: str) -> bool:
    return KEY not in text and "jane" not in text


def calls(client: Any) -> list[Any]:
    options = {"query": {"mail": PRIVATE}, "headers": {"X-Mail": PRIVATE}}
    return [
        lambda: client.things.read("x", x_trace=PRIVATE, options=options),
        lambda: client.things.make(1, {"name": PRIVATE, "extra": {PRIVATE: PRIVATE}}, options=options),
    ]


@pytest.mark.parametrize("own", [False, True])
def test_no_log_line_shows_them(server: Any, caplog: pytest.LogCaptureFixture, own: bool) -> None:
    caplog.set_level(logging.DEBUG)
    given = {"http_client": httpx2.Client(transport=server.transport)} if own else {"transport": server.transport}
    client = Golden(api_key=KEY, **given)
    client._sleep = lambda _: None
    for answer in ({"id": 1}, (503, {"retry-after": "0"}), httpx2.ReadError("reset")):
        server.will(answer, {"id": 1})
        for call in calls(client):
            try:
                call()
            except SDKError:
                continue
    assert len(caplog.records) >= 6
    assert is_clean(caplog.text)
    assert "GET /things/{name}: 200 in " in caplog.text
    if own:
        assert 'HTTP Request: GET https://api.example.com/v1/things/x "HTTP/1.1 200 OK"' in caplog.text


def test_no_log_line_of_a_real_connection_shows_them(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(connection: Any) -> None:
        connection.recv(65536)
        connection.sendall(
            b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\nconnection: close\r\n\r\n{"id":1}'
        )

    with listening(answer) as url:
        for client in (Golden(api_key=KEY, base_url=url), Golden(api_key=KEY, base_url=url, http_client=httpx2.Client())):
            for call in calls(client):
                call()
    assert any(record.name.startswith("httpcore2") for record in caplog.records)
    assert is_clean(caplog.text)


def test_the_filter_leaves_other_peoples_lines_alone(server: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    Golden(api_key=KEY, transport=server.transport)
    httpx2.Client(transport=server.transport).get("https://other.example/?q=theirs")
    logging.getLogger("httpcore2.http11").debug("a key %s of ours, 100%%", KEY)
    logging.getLogger("httpcore2.http11").debug("no arguments, 100%")
    assert "https://other.example/?q=theirs" in caplog.text
    assert "a key *** of ours, 100%" in caplog.text
    assert "no arguments, 100%" in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        (404, JSON, b'{"code":"jane"}'),
        (200, JSON, b'{"id":"jane"}'),
        (200, JSON, b"jane"),
        (302, {"location": "https://evil.example/?jane"}, b""),
        httpx2.ReadError("reset"),
        httpx2.ConnectError("refused"),
        httpx2.ReadTimeout("slow"),
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_no_error_shows_them(server: Any, answer: Any, own: bool) -> None:
    given = {"http_client": httpx2.Client(transport=server.transport)} if own else {"transport": server.transport}
    client = Golden(api_key=KEY, max_retries=0, **given)
    server.will(answer)
    with pytest.raises(SDKError) as raised:
        calls(client)[1]()
    error = raised.value
    frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    ours = [frame for frame in frames.stack if "templates" in frame.filename]
    assert ours
    assert is_clean(str(error) + repr(error) + repr(error.request))
    assert all(KEY not in str(frame.locals) for frame in ours)
    assert KEY.encode() not in pickle.dumps(error)
    assert KEY not in repr(vars(error))
    assert error.__cause__ is None
    assert error.__context__ is None
    assert str(copy.copy(error)) == str(pickle.loads(pickle.dumps(error))) == str(error)


def test_no_input_error_shows_values(client: Any) -> None:
    with pytest.raises(InvalidInputError) as raised:
        client.things.make(PRIVATE, {"name": [PRIVATE], "colour": PRIVATE, "when": PRIVATE, "code": PRIVATE, "count": PRIVATE})
    assert len(raised.value.problems) == 6
    assert is_clean(str(raised.value) + repr(raised.value) + pickle.dumps(raised.value).decode("latin-1"))
    assert raised.value.__context__ is None


@pytest.mark.parametrize("kind", [Golden, AsyncGolden])
def test_a_client_shows_no_key_and_cannot_be_pickled(kind: Any) -> None:
    client = kind(api_key=KEY)
    assert repr(client) == f"{kind.__name__}(base_url='https://api.example.com/v1')"
    assert KEY not in repr(vars(client))
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(client)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dump(client.things, io.BytesIO())


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret(KEY)
    assert secret.reveal() == KEY
    assert KEY not in f"{secret} {secret!r}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
