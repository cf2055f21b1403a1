"""Credentials, query values and bodies: in no log, repr, message, traceback or pickle."""

from __future__ import annotations

import contextlib
import copy
import io
import logging
import pickle
import socket
import threading
import traceback
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime import redaction
from golden._runtime.errors import (
    AuthenticationError,
    InvalidInputError,
    NotFoundError,
    SDKError,
    TransportError,
)
from golden._runtime.problems import problems
from golden._runtime.redaction import Secret
from pydantic import TypeAdapter, ValidationError

from .conftest import KEY, listening
from .network_servers import read_head

PRIVATE = "jane@example.org"
JSON = {"content-type": "application/json"}


def is_clean(text: str) -> bool:
    return KEY not in text and "jane" not in text


def calls(client: Any) -> list[Any]:
    options = {"query": {"mail": PRIVATE}, "headers": {"X-Mail": PRIVATE}}
    return [
        lambda: client.things.read("x", x_trace=PRIVATE, options=options),
        lambda: client.things.make(
            1, {"name": PRIVATE, "extra": {PRIVATE: PRIVATE}}, options=options
        ),
    ]


@pytest.mark.parametrize("own", [False, True])
def test_no_log_line_shows_them(server: Any, caplog: pytest.LogCaptureFixture, own: bool) -> None:
    caplog.set_level(logging.DEBUG)
    given = (
        {"http_client": httpx2.Client(transport=server.transport)}
        if own
        else {"transport": server.transport}
    )
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
        assert (
            'HTTP Request: GET https://api.example.com/v1/things/x "HTTP/1.1 200 OK"' in caplog.text
        )


def test_no_log_line_of_a_real_connection_shows_them(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(connection: Any) -> None:
        connection.recv(65536)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            b'8\r\nconnection: close\r\n\r\n{"id":1}'
        )

    with listening(answer) as url:
        for client in (
            Golden(api_key=KEY, base_url=url),
            Golden(api_key=KEY, base_url=url, http_client=httpx2.Client()),
        ):
            for call in calls(client):
                call()
    assert any(record.name.startswith("httpcore2") for record in caplog.records)
    assert is_clean(caplog.text)


def test_the_filter_leaves_other_peoples_lines_alone(
    server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    Golden(api_key=KEY, transport=server.transport)
    httpx2.Client(transport=server.transport).get("https://other.example/?q=theirs")
    logging.getLogger("httpcore2.http11").debug("a key %s of ours, 100%%", KEY)
    logging.getLogger("httpcore2.http11").debug("no arguments, 100%")
    assert "https://other.example/?q=theirs" in caplog.text
    assert "a key *** of ours, 100%" in caplog.text
    assert "no arguments, 100%" in caplog.text


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("not to be shown")

    __repr__ = __str__


def printed(log: Callable[[logging.Logger], None]) -> str:
    """What a handler prints of what `log` logs, and what logging says to standard error about
    records that it cannot.
    """
    shown, logger = io.StringIO(), logging.getLogger("httpcore2.http11")
    handler = logging.StreamHandler(shown)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        with contextlib.redirect_stderr(shown):
            log(logger)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
    return shown.getvalue()


class Words:
    """A message that is no text, as loggers take them."""

    def __str__(self) -> str:
        return f"the key is {KEY}"


MALFORMED: list[tuple[str, tuple[Any, ...]]] = [
    ("%s and %s: %d", (KEY,)),
    ("no place", (KEY, "jane")),
    ("%d", (KEY,)),
    ("%(key)s", ({"other": KEY},)),
    ("%(", (KEY,)),
    ("100% of %s", (KEY,)),
    ("%s", (Unprintable(),)),
]


@pytest.mark.parametrize(("message", "args"), MALFORMED)
def test_a_malformed_record_raises_nothing_and_shows_no_key(
    monkeypatch: pytest.MonkeyPatch, message: str, args: tuple[Any, ...]
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", True)
    client = Golden(api_key=KEY)
    shown = printed(lambda logger: logger.debug(message, *args))
    assert shown
    assert KEY not in shown
    assert "Logging error" not in shown
    assert repr(client)


@pytest.mark.parametrize(
    "log",
    [
        lambda logger: logger.debug("%(key)s", {"key": KEY}),
        lambda logger: logger.debug(Words()),
        lambda logger: logger.debug("%s", [KEY, {"key": KEY}]),
        lambda logger: logger.debug(KEY),
        lambda logger: logger.debug(f"{KEY} %%s"),
        lambda logger: logger.debug("failed", exc_info=ValueError(f"bad header {KEY}")),
        lambda logger: logger.debug("failed %s", KEY, exc_info=ValueError(f"bad header {KEY}")),
    ],
)
def test_a_key_is_kept_out_of_every_part_of_a_record(log: Callable[[logging.Logger], None]) -> None:
    client = Golden(api_key=KEY)
    shown = printed(log)
    assert KEY not in shown
    assert "***" in shown
    assert repr(client)


def test_a_traceback_that_was_printed_before_is_cleaned_and_another_is_left_alone() -> None:
    client = Golden(api_key=KEY)
    record = logging.LogRecord("httpcore2.http11", logging.DEBUG, "f", 1, "failed", (), None)
    record.exc_text = f"ValueError: {KEY}"
    assert logging.getLogger("httpcore2.http11").filter(record)
    assert record.exc_text == "ValueError: ***"
    shown = printed(lambda logger: logger.debug("failed", exc_info=ValueError("of theirs")))
    assert "ValueError: of theirs" in shown
    assert repr(client)


def test_our_urls_lose_their_query_in_arguments_by_name_too() -> None:
    url = redaction.PrivateURL(httpx2.URL("https://t"), "/a?mail=jane")
    redaction.silence([])
    assert printed(lambda logger: logger.debug("to %(url)s", {"url": url})) == "to https://t/a\n"


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
    given = (
        {"http_client": httpx2.Client(transport=server.transport)}
        if own
        else {"transport": server.transport}
    )
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
        client.things.make(
            PRIVATE,
            {
                "name": [PRIVATE],
                "colour": PRIVATE,
                "when": PRIVATE,
                "code": PRIVATE,
                "count": PRIVATE,
            },
        )
    assert len(raised.value.problems) == 6
    assert is_clean(
        str(raised.value) + repr(raised.value) + pickle.dumps(raised.value).decode("latin-1")
    )
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


def test_a_key_of_two_words_is_kept_out_whole(server: Any) -> None:
    server.will((401, {}, b"no: open sesame-4711"))
    with pytest.raises(AuthenticationError) as caught:
        Golden(
            api_key="open sesame-4711", error_bodies=True, transport=server.transport
        ).things.read("x")
    assert str(caught.value).endswith(": no: ***")


@pytest.mark.parametrize("answer", [b"no: open%2Fsesame%2B4711", b" " * 1985 + b"open/sesame+4711"])
def test_a_key_as_a_url_has_it_or_at_the_end_of_an_excerpt_is_kept_out_too(
    server: Any, caplog: pytest.LogCaptureFixture, answer: bytes
) -> None:
    server.will((401, {}, answer))
    client = Golden(api_key="open/sesame+4711", error_bodies=True, transport=server.transport)
    with pytest.raises(AuthenticationError) as caught:
        client.things.read("x")
    assert str(caught.value).endswith("***")
    assert "open" not in str(caught.value)
    with caplog.at_level(logging.INFO):
        logging.getLogger("httpx2").info("GET https://a.example/?key=open%2Fsesame%2B4711")
    assert caplog.messages[-1] == "GET https://a.example/?key=***"


@pytest.mark.usefixtures("own_garbage")  # secrets of other tests would be forgotten in between
def test_a_secret_that_is_gone_is_forgotten() -> None:
    before = len(redaction._SECRETS)
    secrets = [Secret("one"), Secret("two")]
    redaction.silence(secrets)
    assert len(redaction._SECRETS) == before + 2
    secrets.clear()
    assert len(redaction._SECRETS) == before


def test_a_record_that_garbage_collection_causes_while_another_is_redacted_does_not_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nested: list[bool] = []

    class Collected(redaction.Secret):
        def __getattribute__(self, name: str) -> Any:
            if name == "word" and not nested:
                nested.append(True)
                logging.getLogger("httpcore2.http11").debug("closed by the collector")
            return super().__getattribute__(name)

    secret = Collected("secret-key-4711")
    redaction.silence([secret])
    seen: list[str] = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", lambda record: seen.append(record.getMessage()))
    log = logging.getLogger("httpcore2.http11")
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)  # which also forgets that another test asked whether it is enabled
    done = threading.Thread(target=lambda: log.debug("with secret-key-4711"), daemon=True)
    done.start()
    done.join(5)
    log.setLevel(logging.NOTSET)
    log.removeHandler(handler)
    assert seen == ["closed by the collector", "with ***"]


def test_a_failure_while_a_stream_is_read_is_an_error_of_ours_and_its_pickle_has_no_credential(
    client: Any, server: Any
) -> None:
    class Cut(httpx2.SyncByteStream):
        def __iter__(self) -> Any:
            yield b"one"
            raise httpx2.RemoteProtocolError("cut")

    for read in ("iter_bytes", "iter_text", "iter_lines", "read"):
        server.will(httpx2.Response(200, stream=Cut()))
        with (
            client.things.with_streaming_response.file() as response,
            pytest.raises(TransportError) as raised,
        ):
            list(getattr(response, read)())
        assert raised.value.__context__ is None
        assert KEY.encode() not in pickle.dumps(raised.value)


def test_a_message_has_our_own_reason_phrase_because_a_servers_may_echo_anything(
    client: Any, server: Any
) -> None:
    server.will(httpx2.Response(404, extensions={"reason_phrase": KEY.encode()}))
    with pytest.raises(NotFoundError, match=r"^404 Not Found for ") as raised:
        client.things.file()
    assert KEY not in str(raised.value)


def test_a_transport_whose_message_shows_the_url_does_not_put_the_query_into_ours() -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError(f"cannot reach {request.url} with {request.headers['X-Key']}")

    client = Golden(api_key=KEY, transport=httpx2.MockTransport(refuse), max_retries=0)
    with pytest.raises(
        TransportError, match=r"ConnectError: cannot reach https://\S+\?\*\*\* with \*\*\*"
    ) as caught:
        client.things.read("x", options={"query": {"mail": PRIVATE}})
    assert is_clean(str(caught.value))


def test_a_hook_that_raises_for_the_status_does_not_put_the_query_into_the_message(
    server: Any,
) -> None:
    server.will(404)
    hooks = {"response": [lambda response: response.raise_for_status()]}
    with (
        httpx2.Client(transport=server.transport, event_hooks=hooks) as http,
        pytest.raises(NotFoundError) as raised,
    ):
        Golden(api_key=KEY, base_url="http://t", http_client=http).things.file(
            options={"query": {"q": "personal"}}
        )
    assert "personal" not in str(raised.value)


def test_a_client_that_could_not_be_made_still_has_a_repr() -> None:
    assert repr(object.__new__(Golden)) == "Golden()"


def test_a_problem_with_an_identifier_shows_nothing_of_it() -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(UUID).validate_python("personal")
    assert problems(raised.value)[0].message == "must be a valid UUID"


@pytest.mark.parametrize(
    ("arrives", "what"),
    [
        (
            b"HTTP/1.1 200 OK\r\nSet-Cookie: private" + b"-" * 60_000 + b"\0\r\n\r\n",
            "illegal header line",
        ),
        (b"private" * 5000 + b"\r\n\r\n", "illegal status line"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nprivate\r\n",
            "illegal chunk header",
        ),
    ],
)
def test_what_is_no_response_is_not_repeated_in_the_message(arrives: bytes, what: str) -> None:
    def talk(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(arrives)

    with listening(talk) as url:
        client = Golden(api_key=KEY, base_url=url, max_retries=0)
        with client, pytest.raises(TransportError, match=what) as raised:
            client.things.read("x")
    assert "private" not in str(raised.value)
    assert len(str(raised.value)) < 300
